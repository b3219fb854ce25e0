/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of the formats share. */
#ifndef GLN_REPORT_REPORT_WRITE_H
#define GLN_REPORT_REPORT_WRITE_H

#include "core/buffer.h"
#include "guanlan/report.h"
#include "json/json_write.h"

/* Bytes on their way to a sink: a buffer that is emptied when it has grown to 64 KiB. */
typedef struct gln_output {
    gln_buffer bytes;
    gln_sink sink; /* write NULL: the bytes stay in the buffer */
} gln_output;

/* Hands the bytes to the sink if there are many, or all of them with `all`; a want of memory shows here. */
GLN_MUST_USE gln_status gln_output__drain(gln_output *out, bool all, gln_error *err);

/* Tables [first, first + n) of a report, as the options choose them. */
typedef struct gln_choice {
    size_t first;
    size_t n;
} gln_choice;

/* Checks the report's shape, then chooses: the table of that name, or with NULL all of them. */
GLN_MUST_USE gln_status gln_report__choose(const gln_report *report, const char *table, gln_choice *out,
                                           gln_error *err);

/* The formats. */
GLN_MUST_USE gln_status gln_report__json(const gln_report *report, gln_choice choice, bool full, gln_output *out,
                                         gln_error *err);
GLN_MUST_USE gln_status gln_report__ndjson(const gln_table *table, bool full, gln_output *out, gln_error *err);
GLN_MUST_USE gln_status gln_report__csv(const gln_table *table, bool full, bool header, gln_output *out,
                                        gln_error *err);
/* What stands before the first row: a byte order mark, where the format may have one. */
GLN_MUST_USE gln_status gln_report__begin(const gln_report_options *options, gln_output *out, gln_error *err);
GLN_MUST_USE gln_status gln_report__tsv(const gln_table *table, bool full, bool header, gln_output *out,
                                        gln_error *err);

/* A network as a graph file; GLN_ERR_USAGE where the report holds none. */
GLN_MUST_USE gln_status gln_report__gexf(const gln_report *report, bool full, gln_output *out, gln_error *err);
GLN_MUST_USE gln_status gln_report__graphml(const gln_report *report, bool full, gln_output *out, gln_error *err);

/* Drawn: a chart, a page with all of them, a script for gnuplot. */
GLN_MUST_USE gln_status gln_report__vega_lite(const gln_report *report, const gln_report_options *options,
                                              gln_output *out, gln_error *err);
GLN_MUST_USE gln_status gln_report__page(const gln_report *report, const gln_report_options *options, gln_output *out,
                                         gln_error *err);
GLN_MUST_USE gln_status gln_report__gnuplot(const gln_report *report, gln_output *out, gln_error *err);

/* Adds a text as it may be shown: control characters and those that turn the direction of what follows become U+FFFD.
 */
void gln_report__put_shown(gln_buffer *out, gln_slice text);

/* The name of a type in a schema; the member "provenance" of a report, its key and its value. */
const char *gln_type__name(gln_type type);
void gln_report__put_provenance(gln_json_writer *w, const gln_provenance *p);

/* A file of the Data Package. */
typedef struct gln_package_file {
    uint64_t bytes;
    char sha256[65];
} gln_package_file;

/* datapackage.json for the tables chosen, whose CSV files are files[0 .. choice.n). */
GLN_MUST_USE gln_status gln_report__package(const gln_report *report, gln_choice choice, const gln_package_file *files,
                                            gln_output *out, gln_error *err);

/* A cell's value; arrays and objects are written as they are. */
void gln_report__put_cell(gln_json_writer *w, const gln_field *field, const gln_cell *cell);

/* Whether the text of an array or object cell is such JSON; the error names the table and the column. */
GLN_MUST_USE gln_status gln_report__check_cell(const gln_table *table, const gln_field *field, gln_slice json,
                                               gln_error *err);

#endif
