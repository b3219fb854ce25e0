/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts are data: a file of reports/charts is a Vega-Lite specification whose datasets are named as tables. What it
 * asks for stands in its usermeta.guanlan:
 *
 *     tables       the tables and the columns of each that it draws; without one of them there is no such chart
 *     about        what it shows, in words
 *     keys         the columns that name what a mark stands for
 *     each         the page draws one for every value of this column
 *     only_by      it is of reports by these periods only
 *     least_terms  ... of at least so many terms
 *     page, page_only   false: not on the page; true: only there
 *
 * A text "@name" is a word of words.json, in the language asked for; a text "@@name" follows from the data: date (the
 * format of an axis), dot (the size of a point), coarse (a time unit that leaves few periods). */
#ifndef GLN_REPORT_REPORT_CHART_H
#define GLN_REPORT_REPORT_CHART_H

#include "report/report_write.h"
#include "json/json_read.h"

/* A report with what charts need besides its tables: tree_order, the periods of compare_tree in the order of its
 * leaves. */
typedef struct gln_drawing {
    gln_report report; /* .tables is `tables` */
    const gln_table **tables;
    gln_table *order; /* NULL where there is no tree */
    bool days;        /* its periods or dates span so little that an axis shows days */
    bool dense;       /* so many periods that points are small */
    const char *coarse;
} gln_drawing;

GLN_MUST_USE gln_status gln_drawing__open(gln_drawing *drawing, const gln_report *report, gln_error *err);
void gln_drawing__close(gln_drawing *drawing);

/* The table of that name, NULL where there is none. */
const gln_table *gln_drawing__table(const gln_drawing *drawing, gln_slice name);

/* The names of all charts, the preferred first; NULL behind the last. */
extern const char *const gln_chart__names[];

/* A chart of reports/charts. */
typedef struct gln_chart {
    const char *name;
    gln_json_document *document;
} gln_chart;

GLN_MUST_USE gln_status gln_chart__open(gln_chart *chart, const char *name, gln_error *err);
void gln_chart__close(gln_chart *chart);

/* Whether the drawing has what the chart asks for. */
bool gln_chart__fits(const gln_chart *chart, const gln_drawing *drawing, bool page);

/* The names of the columns that it draws of a table, as an array; NULL where it draws none. */
const gln_json_node *gln_chart__columns(const gln_chart *chart, const char *table);

/* Writes the members of the specification into the object that is open. words: the words of a language, as
 * gln_words__open gives them; NULL leaves "@name" as it is. */
void gln_chart__put(gln_json_writer *w, const gln_chart *chart, const gln_drawing *drawing, const gln_json_node *words,
                    bool chinese);

#endif
