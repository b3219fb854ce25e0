/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/report.h"

#include "core/utf8.h"
#include "report/report_write.h"
#include "json/json_check.h"

static const struct {
    const char *name;
    gln_format format;
} formats[] = {{"json", GLN_FORMAT_JSON}, {"ndjson", GLN_FORMAT_NDJSON},       {"csv", GLN_FORMAT_CSV},
               {"tsv", GLN_FORMAT_TSV},   {"gexf", GLN_FORMAT_GEXF},           {"graphml", GLN_FORMAT_GRAPHML},
               {"html", GLN_FORMAT_HTML}, {"vega-lite", GLN_FORMAT_VEGA_LITE}, {"gnuplot", GLN_FORMAT_GNUPLOT}};

gln_status gln_format_find(const char *name, gln_format *out, gln_error *err)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(name, formats[i].name) == 0) {
            *out = formats[i].format;
            return GLN_OK;
        }
    }
    return gln_error_set(
        err, GLN_ERR_USAGE,
        "'%s' is no format; json, ndjson, csv, tsv, html, vega-lite and gnuplot are, for networks gexf and graphml",
        name);
}

/* Table names are file names of the package and names of Frictionless resources. */
static bool plain_name(const char *name)
{
    return name && name[0] && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

static gln_status check_table(const gln_report *report, size_t at, gln_error *err)
{
    const gln_table *table = report->tables[at];
    const char *name = gln_table_name(table);
    gln_status status = gln_table_check(table, err);
    if (status != GLN_OK) {
        return status;
    }
    if (!plain_name(name)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "'%s' is no name for a table", name ? name : "");
    }
    for (size_t i = 0; i < at; i++) {
        if (strcmp(gln_table_name(report->tables[i]), name) == 0) {
            return gln_error_set(err, GLN_ERR_INTERNAL, "two tables are named %s", name);
        }
    }
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        const gln_field *field = gln_table_field(table, i);
        if (gln_table_find(table, field->name) != i) {
            return gln_error_set(err, GLN_ERR_INTERNAL, "table %s has two columns %s", name, field->name);
        }
    }
    size_t column = gln_table_find(table, "status");
    if (column == SIZE_MAX || gln_table_field(table, column)->type != GLN_TYPE_STRING) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "table %s has no text column 'status'", name);
    }
    return GLN_OK;
}

static gln_status unknown_table(const gln_report *report, const char *name, gln_error *err)
{
    gln_buffer known = GLN_BUFFER_INIT;
    for (size_t i = 0; i < report->n_tables; i++) {
        gln_buffer__printf(&known, "%s%s", i ? ", " : "", gln_table_name(report->tables[i]));
    }
    gln_status status = known.failed ? gln_error__nomem(err)
                                     : gln_error_set(err, GLN_ERR_USAGE, "there is no table '%s'; there is %.*s", name,
                                                     (int)known.len, known.data);
    gln_buffer__free(&known);
    return status;
}

gln_status gln_report__choose(const gln_report *report, const char *table, gln_choice *out, gln_error *err)
{
    if (report->n_tables == 0 || !report->name) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "a report without a name or a table");
    }
    for (size_t i = 0; i < report->n_params; i++) {
        gln_status status = gln_json__check(gln_slice_of(report->params[i].json), NULL);
        if (status != GLN_OK) {
            return gln_error_set(err, GLN_ERR_INTERNAL, "parameter %s is not JSON", report->params[i].name);
        }
    }
    for (size_t i = 0; i < report->n_tables; i++) {
        gln_status status = check_table(report, i, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    if (!table) {
        *out = (gln_choice){0, report->n_tables};
        return GLN_OK;
    }
    for (size_t i = 0; i < report->n_tables; i++) {
        if (strcmp(gln_table_name(report->tables[i]), table) == 0) {
            *out = (gln_choice){i, 1};
            return GLN_OK;
        }
    }
    return unknown_table(report, table, err);
}

gln_status gln_report__check_cell(const gln_table *table, const gln_field *field, gln_slice json, gln_error *err)
{
    size_t start = 0;
    while (start < json.len && strchr(" \t\r\n", json.ptr[start]) && json.ptr[start]) {
        start++;
    }
    char opens = field->type == GLN_TYPE_ARRAY ? '[' : '{';
    if (start == json.len || json.ptr[start] != opens || gln_json__check(json, NULL) != GLN_OK) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "table %s, column %s: a cell is no JSON %s", gln_table_name(table),
                             field->name, opens == '[' ? "array" : "object");
    }
    return GLN_OK;
}

gln_status gln_output__drain(gln_output *out, bool all, gln_error *err)
{
    enum { ENOUGH = 65536 };
    if (out->bytes.failed) {
        return gln_error__nomem(err);
    }
    if (!out->sink.write || out->bytes.len == 0 || (!all && out->bytes.len < ENOUGH)) {
        return GLN_OK;
    }
    gln_status status = out->sink.write(out->sink.context, out->bytes.data, out->bytes.len, err);
    gln_buffer__clear(&out->bytes);
    return status;
}

void gln_report__put_shown(gln_buffer *out, gln_slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        bool valid;
        at += gln_utf8__step(text.ptr + at, text.len - at, &valid);
        size_t start = from;
        uint32_t c = valid ? gln_utf8__next(text.ptr, &start) : 0;
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
            gln_buffer__puts(out, GLN_UTF8_REPLACEMENT);
        } else {
            gln_buffer__put(out, gln_slice_sub(text, from, at - from));
        }
    }
}

gln_status gln_report__begin(const gln_report_options *options, gln_output *out, gln_error *err)
{
    bool flat = options->format == GLN_FORMAT_CSV || options->format == GLN_FORMAT_TSV;
    if (options->bom && !flat) {
        return gln_error_set(err, GLN_ERR_USAGE, "a byte order mark is for csv and tsv only");
    }
    gln_buffer__puts(&out->bytes, options->bom ? GLN_UTF8_BOM : "");
    return GLN_OK;
}

gln_status gln_report_write(const gln_report *report, const gln_report_options *options, gln_sink sink, gln_error *err)
{
    static const gln_report_options defaults = GLN_REPORT_OPTIONS_INIT;
    const gln_report_options *o = options ? options : &defaults;
    gln_choice choice;
    gln_status status = gln_report__choose(report, o->table, &choice, err);
    if (status != GLN_OK) {
        return status;
    }
    const gln_table *table = report->tables[choice.first];
    gln_output out = {GLN_BUFFER_INIT, sink};
    status = gln_report__begin(o, &out, err);
    if (status != GLN_OK) {
        return status;
    }
    switch (o->format) {
    case GLN_FORMAT_JSON:
        status = gln_report__json(report, choice, o->full_precision, &out, err);
        break;
    case GLN_FORMAT_NDJSON:
        status = gln_report__ndjson(table, o->full_precision, &out, err);
        break;
    case GLN_FORMAT_CSV:
        status = gln_report__csv(table, o->full_precision, true, &out, err);
        break;
    case GLN_FORMAT_TSV:
        status = gln_report__tsv(table, o->full_precision, true, &out, err);
        break;
    case GLN_FORMAT_GEXF:
        status = gln_report__gexf(report, o->full_precision, &out, err);
        break;
    case GLN_FORMAT_GRAPHML:
        status = gln_report__graphml(report, o->full_precision, &out, err);
        break;
    case GLN_FORMAT_VEGA_LITE:
        status = gln_report__vega_lite(report, o, &out, err);
        break;
    case GLN_FORMAT_HTML:
        status = gln_report__page(report, o, &out, err);
        break;
    case GLN_FORMAT_GNUPLOT:
        status = gln_report__gnuplot(report, &out, err);
        break;
    default:
        status = gln_error_set(err, GLN_ERR_USAGE, "an unknown format");
    }
    if (status == GLN_OK) {
        status = gln_output__drain(&out, true, err);
    }
    gln_buffer__free(&out.bytes);
    return status;
}

gln_status gln_report_write_rows(const gln_table *table, const gln_report_options *options, bool first, gln_sink sink,
                                 gln_error *err)
{
    const gln_report report = {.name = gln_table_name(table), .tables = &table, .n_tables = 1};
    gln_choice choice;
    gln_status status = first ? gln_report__choose(&report, NULL, &choice, err) : GLN_OK;
    gln_output out = {GLN_BUFFER_INIT, sink};
    if (status == GLN_OK && first) {
        status = gln_report__begin(options, &out, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    switch (options->format) {
    case GLN_FORMAT_NDJSON:
        status = gln_report__ndjson(table, options->full_precision, &out, err);
        break;
    case GLN_FORMAT_CSV:
        status = gln_report__csv(table, options->full_precision, first, &out, err);
        break;
    case GLN_FORMAT_TSV:
        status = gln_report__tsv(table, options->full_precision, first, &out, err);
        break;
    default:
        status = gln_error_set(err, GLN_ERR_USAGE, "rows alone are written as ndjson, csv or tsv");
    }
    if (status == GLN_OK) {
        status = gln_output__drain(&out, true, err);
    }
    gln_buffer__free(&out.bytes);
    return status;
}
