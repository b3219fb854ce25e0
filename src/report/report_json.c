/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_write.h"
#include "json/json_write.h"

#define SCHEMA_RESOURCE "https://datapackage.org/profiles/2.0/dataresource.json"
#define SCHEMA_PACKAGE "https://datapackage.org/profiles/2.0/datapackage.json"

static void key(gln_json_writer *w, const char *name)
{
    gln_json__key(w, gln_slice_of(name));
}

static void text_member(gln_json_writer *w, const char *name, const char *text)
{
    key(w, name);
    gln_json__put_text(w, text);
}

static void count_member(gln_json_writer *w, const char *name, uint64_t value)
{
    key(w, name);
    gln_json__put_integer(w, value);
}

const char *gln_type__name(gln_type type)
{
    switch (type) {
    case GLN_TYPE_STRING:
        return "string";
    case GLN_TYPE_INTEGER:
        return "integer";
    case GLN_TYPE_NUMBER:
        return "number";
    case GLN_TYPE_BOOLEAN:
        return "boolean";
    case GLN_TYPE_DATE:
        return "date";
    case GLN_TYPE_ARRAY:
        return "array";
    case GLN_TYPE_OBJECT:
        return "object";
    }
    return "any";
}

static void put_corpus(gln_json_writer *w, const gln_provenance_corpus *corpus)
{
    if (!corpus->sha256) {
        gln_json__put_null(w);
        return;
    }
    gln_json__begin_object(w, GLN_JSON_LINE);
    text_member(w, "sha256", corpus->sha256);
    count_member(w, "issues", corpus->issues);
    count_member(w, "articles", corpus->articles);
    count_member(w, "tokens", corpus->tokens);
    text_member(w, "from", corpus->from);
    text_member(w, "to", corpus->to);
    count_member(w, "rejects", corpus->rejects);
    count_member(w, "undated", corpus->undated);
    count_member(w, "inferred", corpus->inferred);
    gln_json__end(w);
}

void gln_report__put_provenance(gln_json_writer *w, const gln_provenance *p)
{
    key(w, "provenance");
    gln_json__begin_object(w, GLN_JSON_BLOCK);
    text_member(w, "tool", p->tool);
    text_member(w, "version", p->version);
    key(w, "args");
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < p->n_args; i++) {
        gln_json__put_text(w, p->args[i]);
    }
    gln_json__end(w);
    text_member(w, "icu", p->icu);
    text_member(w, "unicode", p->unicode);
    key(w, "analyzer");
    gln_json__begin_object(w, GLN_JSON_LINE);
    for (size_t i = 0; i < p->n_analyzer; i++) {
        text_member(w, p->analyzer[i].name, p->analyzer[i].value);
    }
    gln_json__end(w);
    key(w, "lexicons");
    gln_json__begin_array(w, GLN_JSON_BLOCK);
    for (size_t i = 0; i < p->n_lexicons; i++) {
        gln_json__begin_object(w, GLN_JSON_LINE);
        text_member(w, "name", p->lexicons[i].name);
        text_member(w, "sha256", p->lexicons[i].sha256);
        count_member(w, "words", p->lexicons[i].words);
        gln_json__end(w);
    }
    gln_json__end(w);
    key(w, "corpus");
    put_corpus(w, &p->corpus);
    key(w, "seed");
    if (p->has_seed) {
        gln_json__put_integer(w, p->seed);
    } else {
        gln_json__put_null(w);
    }
    if (p->created) {
        text_member(w, "created", p->created);
    }
    gln_json__end(w);
}

/* The members that an inline resource and one with a file have in common, up to what follows `params`. */
static void put_head(gln_json_writer *w, const gln_report *report, const gln_table *table, const char *title)
{
    text_member(w, "$schema", SCHEMA_RESOURCE);
    text_member(w, "name", gln_table_name(table));
    text_member(w, "type", "table");
    text_member(w, "report", report->name);
    text_member(w, "schema_version", GLN_REPORT_SCHEMA_VERSION);
    text_member(w, "title", title ? title : gln_table_name(table));
    key(w, "params");
    gln_json__begin_object(w, GLN_JSON_LINE);
    for (size_t i = 0; i < report->n_params; i++) {
        key(w, report->params[i].name);
        gln_json__put_json(w, gln_slice_of(report->params[i].json));
    }
    gln_json__end(w);
}

static void put_schema(gln_json_writer *w, const gln_table *table)
{
    key(w, "schema");
    gln_json__begin_object(w, GLN_JSON_BLOCK);
    key(w, "fields");
    gln_json__begin_array(w, GLN_JSON_BLOCK);
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        const gln_field *field = gln_table_field(table, i);
        gln_json__begin_object(w, GLN_JSON_LINE);
        text_member(w, "name", field->name);
        text_member(w, "type", gln_type__name(field->type));
        if (field->title) {
            text_member(w, "title", field->title);
        }
        if (field->description) {
            text_member(w, "description", field->description);
        }
        if (field->unit) {
            text_member(w, "unit", field->unit);
        }
        gln_json__end(w);
    }
    gln_json__end(w);
    gln_json__end(w);
}

void gln_report__put_cell(gln_json_writer *w, const gln_field *field, const gln_cell *cell)
{
    if (cell->null) {
        gln_json__put_null(w);
        return;
    }
    switch (field->type) {
    case GLN_TYPE_INTEGER:
        gln_json__put_integer(w, cell->as.integer);
        break;
    case GLN_TYPE_NUMBER:
        gln_json__put_number(w, cell->as.number);
        break;
    case GLN_TYPE_BOOLEAN:
        gln_json__put_boolean(w, cell->as.boolean);
        break;
    case GLN_TYPE_ARRAY:
    case GLN_TYPE_OBJECT:
        gln_json__put_json(w, cell->as.text);
        break;
    case GLN_TYPE_STRING:
    case GLN_TYPE_DATE:
        gln_json__put_string(w, cell->as.text);
        break;
    }
}

static gln_status put_row(gln_json_writer *w, const gln_table *table, size_t row, gln_error *err)
{
    gln_json__begin_object(w, GLN_JSON_LINE);
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        const gln_field *field = gln_table_field(table, i);
        const gln_cell *cell = gln_table_cell(table, row, i);
        bool json = field->type == GLN_TYPE_ARRAY || field->type == GLN_TYPE_OBJECT;
        gln_status status = json && !cell->null ? gln_report__check_cell(table, field, cell->as.text, err) : GLN_OK;
        if (status != GLN_OK) {
            return status;
        }
        key(w, field->name);
        gln_report__put_cell(w, field, cell);
    }
    gln_json__end(w);
    return GLN_OK;
}

static gln_status put_data(gln_json_writer *w, const gln_table *table, gln_output *out, gln_error *err)
{
    key(w, "data");
    gln_json__begin_array(w, GLN_JSON_BLOCK);
    for (size_t row = 0; row < gln_table_n_rows(table); row++) {
        gln_status status = put_row(w, table, row, err);
        if (status == GLN_OK) {
            status = gln_output__drain(out, false, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    gln_json__end(w);
    return gln_table_check(table, err);
}

static gln_status finish(gln_json_writer *w, gln_output *out, gln_error *err)
{
    gln_json__end(w);
    gln_buffer__byte(&out->bytes, '\n');
    return gln_output__drain(out, true, err);
}

static void begin_package(gln_json_writer *w, const gln_report *report)
{
    gln_json__begin_object(w, GLN_JSON_BLOCK);
    text_member(w, "$schema", SCHEMA_PACKAGE);
    text_member(w, "name", report->name);
    gln_report__put_provenance(w, &report->provenance);
    key(w, "resources");
    gln_json__begin_array(w, GLN_JSON_BLOCK);
}

gln_status gln_report__json(const gln_report *report, gln_choice choice, bool full, gln_output *out, gln_error *err)
{
    gln_json_writer w = gln_json__writer(&out->bytes, full);
    bool package = choice.n > 1;
    if (package) {
        begin_package(&w, report);
    }
    for (size_t i = choice.first; i < choice.first + choice.n; i++) {
        const gln_table *table = report->tables[i];
        bool titled = report->n_tables == 1 && report->title;
        gln_json__begin_object(&w, GLN_JSON_BLOCK);
        put_head(&w, report, table, titled ? report->title : gln_table_title(table));
        if (!package) {
            gln_report__put_provenance(&w, &report->provenance);
        }
        put_schema(&w, table);
        gln_status status = put_data(&w, table, out, err);
        if (status != GLN_OK) {
            return status;
        }
        if (package) {
            gln_json__end(&w);
        }
    }
    if (package) {
        gln_json__end(&w);
    }
    return finish(&w, out, err);
}

gln_status gln_report__ndjson(const gln_table *table, bool full, gln_output *out, gln_error *err)
{
    for (size_t row = 0; row < gln_table_n_rows(table); row++) {
        gln_json_writer w = gln_json__writer(&out->bytes, full);
        gln_status status = put_row(&w, table, row, err);
        gln_buffer__byte(&out->bytes, '\n');
        if (status == GLN_OK) {
            status = gln_output__drain(out, false, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    return gln_table_check(table, err);
}

/* How the CSV files are written, in the words of Table Dialect v2. */
static void put_dialect(gln_json_writer *w)
{
    key(w, "dialect");
    gln_json__begin_object(w, GLN_JSON_LINE);
    text_member(w, "delimiter", ",");
    text_member(w, "lineTerminator", "\n");
    text_member(w, "quoteChar", "\"");
    key(w, "doubleQuote");
    gln_json__put_boolean(w, true);
    key(w, "header");
    gln_json__put_boolean(w, true);
    gln_json__end(w);
}

gln_status gln_report__package(const gln_report *report, gln_choice choice, const gln_package_file *files,
                               gln_output *out, gln_error *err)
{
    gln_json_writer w = gln_json__writer(&out->bytes, false);
    begin_package(&w, report);
    for (size_t i = 0; i < choice.n; i++) {
        const gln_table *table = report->tables[choice.first + i];
        gln_buffer text = GLN_BUFFER_INIT;
        gln_json__begin_object(&w, GLN_JSON_BLOCK);
        put_head(&w, report, table, gln_table_title(table));
        key(&w, "path");
        gln_buffer__printf(&text, "%s.csv", gln_table_name(table));
        gln_json__put_string(&w, gln_buffer__slice(&text));
        text_member(&w, "format", "csv");
        text_member(&w, "mediatype", "text/csv");
        text_member(&w, "encoding", "utf-8");
        count_member(&w, "bytes", files[i].bytes);
        gln_buffer__clear(&text);
        gln_buffer__printf(&text, "sha256:%s", files[i].sha256);
        key(&w, "hash");
        gln_json__put_string(&w, gln_buffer__slice(&text));
        put_dialect(&w);
        put_schema(&w, table);
        gln_json__end(&w);
        out->bytes.failed |= text.failed;
        gln_buffer__free(&text);
    }
    gln_json__end(&w);
    return finish(&w, out, err);
}
