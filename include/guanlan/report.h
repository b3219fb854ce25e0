/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A report: tables with what they were made from, written as Frictionless data (Data Resource and Data Package v2,
 * https://datapackage.org) or as flat text. Bytes are deterministic: key order is fixed, rows stand in the tables'
 * order, no clock is read. Rows are streamed; nothing of the size of a table is built, but for the CSV of one table in
 * gln_report_write_folder.
 *
 * JSON of one table: {"$schema","name","type","report","schema_version","title","params","provenance","schema","data"},
 * a row a line. Of several: {"$schema","name","provenance","resources"}, each resource as before without a provenance.
 * Integers are exact, above 2^53 as strings in JSON; numbers are %.10g or the shortest text that reads back as the
 * same; what is not finite is null, and the row's `status` says why: a table without a text column `status` is refused.
 *
 * CSV is RFC 4180 with a header, but with LF, not CRLF, as line end: R, pandas and DuckDB read both and diff shows no
 * stray CR. A null is an empty field, an empty text is "". Arrays and objects are their JSON text. Nothing is put
 * before a field that begins with = + - @, though a spreadsheet may take it for a formula: data are not altered; import
 * such a file as text. A field NA is a text too (in R: na.strings = "").
 *
 * TSV has a header; a tab, line feed, carriage return or backslash inside a field is written \t, \n, \r, \\; null and
 * the empty text are both an empty field. NDJSON is an object a row, without the metadata.
 *
 * In every format bytes of a text that are not UTF-8 become U+FFFD.
 */
#ifndef GUANLAN_REPORT_H
#define GUANLAN_REPORT_H

#include "guanlan/table.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the shape of reports, written as schema_version; described by reports/schema. */
#define GLN_REPORT_SCHEMA_VERSION "1.0.0"

/** A name and its value, both texts: {"han", "lexicon-unigram"}, {"script", "fold"}, {"match", "string"}. */
typedef struct gln_pair {
    const char *name;
    const char *value;
} gln_pair;

/** A parameter of the report; the value is JSON text ("\"month\"", "[\"a\",\"b\"]", "5"). */
typedef struct gln_param {
    const char *name;
    const char *json;
} gln_param;

/** A lexicon that was used. */
typedef struct gln_provenance_lexicon {
    const char *name;
    const char *sha256;
    uint64_t words;
} gln_provenance_lexicon;

/** The corpus that was read. from and to are ISO dates or NULL. */
typedef struct gln_provenance_corpus {
    const char *sha256; /**< NULL where no corpus was read: the whole of it is null then */
    uint64_t issues;
    uint64_t articles;
    uint64_t tokens;
    const char *from;
    const char *to;
    uint64_t rejects;
    uint64_t undated;
    uint64_t inferred; /**< issues whose date was inferred */
} gln_provenance_corpus;

/** What a report was made from and with. Plain data, everything borrowed; zero-initialize it. NULL texts give null. */
typedef struct gln_provenance {
    const char *tool; /**< "guanlan" */
    const char *version;
    const char *const *args; /**< only what changes content, paths relative to the corpus root */
    size_t n_args;
    const char *icu;
    const char *unicode;
    const gln_pair *analyzer;
    size_t n_analyzer;
    const gln_provenance_lexicon *lexicons;
    size_t n_lexicons;
    gln_provenance_corpus corpus;
    bool has_seed;
    uint64_t seed;
    const char *created; /**< ISO 8601 time made from SOURCE_DATE_EPOCH; NULL leaves it out */
} gln_provenance;

/** A report. Everything is borrowed. */
typedef struct gln_report {
    const char *name;  /**< of the command: "trend" */
    const char *title; /**< of the report where it is one table; NULL takes the table's */
    const gln_param *params;
    size_t n_params;
    gln_provenance provenance;
    const gln_table *const *tables; /**< the main table first; at least one; their names differ */
    size_t n_tables;
} gln_report;

typedef enum gln_format {
    GLN_FORMAT_JSON,
    GLN_FORMAT_NDJSON,
    GLN_FORMAT_CSV,
    GLN_FORMAT_TSV,
    GLN_FORMAT_GEXF,      /**< of a report that holds a network: GEXF 1.3 */
    GLN_FORMAT_GRAPHML,   /**< the same as GraphML */
    GLN_FORMAT_VEGA_LITE, /**< a chart of the report as a Vega-Lite specification that holds its data */
    GLN_FORMAT_HTML, /**< a page with every chart of the report, their tables and what was done; it needs nothing else
                      */
    GLN_FORMAT_GNUPLOT, /**< of a report that holds a trend: a script for gnuplot that draws its series as SVG */
} gln_format;

/** The format named "json", "ndjson", "csv", "tsv", "gexf", "graphml", "vega-lite", "html" or "gnuplot"; GLN_ERR_USAGE
 * lists them where the name is none of these. */
GLN_API GLN_MUST_USE gln_status gln_format_find(const char *name, gln_format *out, gln_error *err);

/** Start it with GLN_REPORT_OPTIONS_INIT. */
typedef struct gln_report_options {
    gln_format format;
    const char *table;   /**< write this table only; NULL: all of them in JSON, the main one in the flat formats */
    bool full_precision; /**< numbers in the shortest form that reads back as the same, not %.10g */
    bool bom; /**< CSV and TSV begin with a byte order mark, which spreadsheets want; GLN_ERR_USAGE in other formats */
    const char *chart; /**< of Vega-Lite: the chart's name ("trend", "heat"); NULL: the first that the tables allow */
    const char *language; /**< of the labels of charts, and what a page shows first: "en" (or NULL) or "zh" */
    gln_slice scripts;    /**< of a page: vega, vega-lite and vega-embed as one script; empty: tables without charts */
} gln_report_options;

#define GLN_REPORT_OPTIONS_INIT                                                                                        \
    {                                                                                                                  \
        .format = GLN_FORMAT_JSON                                                                                      \
    }

/** A report read from its JSON. */
typedef struct gln_saved_report gln_saved_report;

/** Reads what GLN_FORMAT_JSON writes: one table, or a package of several. Errors: GLN_ERR_FORMAT, with line and byte
 * offset, for what is no JSON (a text cut short), and for JSON that is no report, a report of another major version of
 * the schema, a cell that its column's type does not allow. Unknown members and columns beyond the schema are passed
 * over. The text is not needed afterwards. Memory: that of the tables. */
GLN_API GLN_MUST_USE gln_status gln_saved_report_new(gln_slice json, gln_saved_report **out, gln_error *err);
GLN_API void gln_saved_report_free(gln_saved_report *saved); /**< NULL is fine */

/** The report; it and its tables live as long as `saved`. */
GLN_API const gln_report *gln_saved_report_get(const gln_saved_report *saved);

/** Where bytes go. write takes n bytes or fails; it gets some 64 KiB at a time. */
typedef struct gln_sink {
    gln_status (*write)(void *context, const char *bytes, size_t n, gln_error *err);
    void *context;
} gln_sink;

/** A stdio stream as a sink. Each write is flushed, so a full disk is an error of the write, with the system's reason.
 * Where the reader of a pipe has gone (EPIPE), the status is GLN_ERR_IO and `closed` is true: the program then says
 * nothing and exits with 141. The program ignores SIGPIPE for this; the library does not touch signals. */
typedef struct gln_stream {
    FILE *file;
    const char *name; /**< for messages: "standard output" or a path */
    bool closed;      /**< set by a write: the reader has gone */
} gln_stream;

/** The sink of a stream, which must outlive it. One thread at a time. */
GLN_API gln_sink gln_stream_sink(gln_stream *stream);

/** Writes the report. options may be NULL (JSON, all tables). Errors: GLN_ERR_USAGE for a table name that is none, with
 * those there are; GLN_ERR_INTERNAL for a report that is no report (a table without `status`, a name twice, a parameter
 * or a cell that is not JSON); what gln_table_check remembers; what the sink answers. A report that is refused for its
 * tables' shape has written nothing. Cost: linear; memory some 64 KiB and the longest row. Threads may write one report
 * at the same time, each to its own sink. */
GLN_API GLN_MUST_USE gln_status gln_report_write(const gln_report *report, const gln_report_options *options,
                                                 gln_sink sink, gln_error *err);

/** Writes rows of a table that come in parts (gln_table_stream) in a flat format: the header where `first`, then the
 * rows that the table has. options->table is not looked at; JSON, which needs the whole, is GLN_ERR_USAGE. Errors and
 * memory as gln_report_write. */
GLN_API GLN_MUST_USE gln_status gln_report_write_rows(const gln_table *table, const gln_report_options *options,
                                                      bool first, gln_sink sink, gln_error *err);

/** Writes the Data Package as files into the folder, made where absent: NAME.csv of each table (of options->table only
 * where that is set) and datapackage.json, whose resources have path, bytes and SHA-256. options->format is not looked
 * at. Every file is written beside and renamed; none gets its name before all are written, datapackage.json is last.
 * Errors as gln_report_write; a failed write leaves the folder as it was (but made). Memory: the CSV of one table. */
GLN_API GLN_MUST_USE gln_status gln_report_write_folder(const gln_report *report, const gln_report_options *options,
                                                        const char *folder, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
