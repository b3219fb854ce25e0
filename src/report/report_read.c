/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report's JSON back into tables. The text is checked whole, then walked: rows are never built as a tree. */
#include "core/arena.h"
#include "core/number.h"
#include "core/utf8.h"
#include "report/report_write.h"
#include "json/json_check.h"
#include "json/json_walk.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MOST_TABLES = 64, MOST_FIELDS = 512, MOST_ITEMS = 100000 };

struct gln_saved_report {
    gln_arena arena;
    gln_report report;
    gln_table *tables[MOST_TABLES];
    const gln_table *shown[MOST_TABLES];
};

/* A terminated text of the arena; NULL for what is no string. */
static const char *text_of(gln_arena *arena, gln_slice value)
{
    gln_slice text = gln_json__text_of(arena, value);
    return text.ptr ? gln_arena__copy(arena, text).ptr : NULL;
}

static const char *member_text(gln_arena *arena, gln_slice object, const char *name)
{
    return text_of(arena, gln_json__value_of(object, name));
}

static uint64_t member_count(gln_slice object, const char *name)
{
    gln_slice value = gln_json__value_of(object, name);
    uint64_t count = 0;
    if (value.len > 2 && value.ptr[0] == '"') {
        value = gln_slice_sub(value, 1, value.len - 2);
    }
    return gln_integer__parse(value, &count) ? count : 0;
}

static size_t n_values(gln_slice container)
{
    gln_json_walk walk = gln_json__walk(container);
    gln_slice value;
    size_t n = 0;
    while (n < MOST_ITEMS && gln_json__next_value(&walk, NULL, &value)) {
        n++;
    }
    return n;
}

/* ---- the head ---------------------------------------------------------------------------------------------------- */

static gln_status read_params(gln_saved_report *saved, gln_slice params, gln_error *err)
{
    size_t n = n_values(params);
    gln_param *items = gln_arena__array(&saved->arena, n, sizeof *items);
    gln_json_walk walk = gln_json__walk(params);
    gln_slice name, value;
    if (!items) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n && gln_json__next_value(&walk, &name, &value); i++) {
        items[i] = (gln_param){gln_arena__copy(&saved->arena, name).ptr, gln_arena__copy(&saved->arena, value).ptr};
        if (!items[i].name || !items[i].json) {
            return gln_error__nomem(err);
        }
    }
    saved->report.params = items;
    saved->report.n_params = n;
    return GLN_OK;
}

static gln_status read_provenance(gln_saved_report *saved, gln_slice given, gln_error *err)
{
    gln_arena *arena = &saved->arena;
    gln_provenance *p = &saved->report.provenance;
    gln_slice args = gln_json__value_of(given, "args"), analyzer = gln_json__value_of(given, "analyzer"),
              lexicons = gln_json__value_of(given, "lexicons"), corpus = gln_json__value_of(given, "corpus"), name,
              value;
    size_t n_args = n_values(args), n_analyzer = n_values(analyzer), n_lexicons = n_values(lexicons);
    const char **texts = gln_arena__array(arena, n_args, sizeof *texts);
    gln_pair *pairs = gln_arena__array(arena, n_analyzer, sizeof *pairs);
    gln_provenance_lexicon *files = gln_arena__array(arena, n_lexicons, sizeof *files);
    if (!texts || !pairs || !files) {
        return gln_error__nomem(err);
    }
    gln_json_walk walk = gln_json__walk(args);
    for (size_t i = 0; i < n_args && gln_json__next_value(&walk, NULL, &value); i++) {
        texts[i] = text_of(arena, value);
    }
    walk = gln_json__walk(analyzer);
    for (size_t i = 0; i < n_analyzer && gln_json__next_value(&walk, &name, &value); i++) {
        pairs[i] = (gln_pair){gln_arena__copy(arena, name).ptr, text_of(arena, value)};
        if (!pairs[i].name) {
            return gln_error__nomem(err);
        }
    }
    walk = gln_json__walk(lexicons);
    for (size_t i = 0; i < n_lexicons && gln_json__next_value(&walk, NULL, &value); i++) {
        files[i] = (gln_provenance_lexicon){member_text(arena, value, "name"), member_text(arena, value, "sha256"),
                                            member_count(value, "words")};
    }
    *p = (gln_provenance){.tool = member_text(arena, given, "tool"),
                          .version = member_text(arena, given, "version"),
                          .args = texts,
                          .n_args = n_args,
                          .icu = member_text(arena, given, "icu"),
                          .unicode = member_text(arena, given, "unicode"),
                          .analyzer = pairs,
                          .n_analyzer = n_analyzer,
                          .lexicons = files,
                          .n_lexicons = n_lexicons,
                          .corpus = {.sha256 = member_text(arena, corpus, "sha256"),
                                     .issues = member_count(corpus, "issues"),
                                     .articles = member_count(corpus, "articles"),
                                     .tokens = member_count(corpus, "tokens"),
                                     .from = member_text(arena, corpus, "from"),
                                     .to = member_text(arena, corpus, "to"),
                                     .rejects = member_count(corpus, "rejects"),
                                     .undated = member_count(corpus, "undated"),
                                     .inferred = member_count(corpus, "inferred")},
                          .seed = member_count(given, "seed"),
                          .created = member_text(arena, given, "created")};
    p->has_seed =
        gln_json__value_of(given, "seed").len && !gln_slice_equal(gln_json__value_of(given, "seed"), GLN_LIT("null"));
    return GLN_OK;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* What a reader of another version would misread is refused. */
static gln_status check_version(gln_slice resource, gln_arena *arena, gln_error *err)
{
    const char *version = member_text(arena, resource, "schema_version");
    if (version && strncmp(version, "1.", 2) == 0) {
        return GLN_OK;
    }
    return version ? gln_error_set(err, GLN_ERR_FORMAT,
                                   "the report has schema version %.40s, this program reads 1: take the guanlan that "
                                   "wrote it, or a newer one",
                                   version)
                   : gln_error_set(err, GLN_ERR_FORMAT, "no report of guanlan: it has no schema_version");
}

static bool type_of(const char *name, gln_type *out)
{
    static const struct {
        const char *name;
        gln_type type;
    } types[] = {{"string", GLN_TYPE_STRING},   {"integer", GLN_TYPE_INTEGER}, {"number", GLN_TYPE_NUMBER},
                 {"boolean", GLN_TYPE_BOOLEAN}, {"date", GLN_TYPE_DATE},       {"array", GLN_TYPE_ARRAY},
                 {"object", GLN_TYPE_OBJECT}};
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
        if (strcmp(name, types[i].name) == 0) {
            *out = types[i].type;
            return true;
        }
    }
    return false;
}

static gln_status read_fields(gln_saved_report *saved, gln_slice resource, const char *name, gln_table **out,
                              gln_error *err)
{
    gln_field fields[MOST_FIELDS];
    gln_arena *arena = &saved->arena;
    size_t n = 0;
    gln_json_walk walk = gln_json__walk(gln_json__value_of(gln_json__value_of(resource, "schema"), "fields"));
    for (gln_slice value; gln_json__next_value(&walk, NULL, &value); n++) {
        if (n == MOST_FIELDS) {
            return gln_error_set(err, GLN_ERR_FORMAT, "table %.60s has more than %d columns", name, MOST_FIELDS);
        }
        fields[n] = (gln_field){.name = member_text(arena, value, "name"),
                                .unit = member_text(arena, value, "unit"),
                                .title = member_text(arena, value, "title"),
                                .description = member_text(arena, value, "description")};
        if (!fields[n].name || !type_of(member_text(arena, value, "type"), &fields[n].type)) {
            return gln_error_set(err, GLN_ERR_FORMAT, "table %.60s: a column without a name or of an unknown type",
                                 name);
        }
    }
    if (!n) {
        return gln_error_set(err, GLN_ERR_FORMAT, "table %.60s has no columns", name);
    }
    const char *title = member_text(arena, resource, "title");
    return gln_table_new(name, title, fields, n, out, err);
}

/* Sets a cell; false where the value is not of the column's type. */
static bool read_cell(gln_table *table, size_t column, gln_slice value, gln_arena *arena)
{
    uint64_t integer;
    double number;
    gln_slice text = {NULL, 0};
    bool quoted = value.ptr[0] == '"';
    if (gln_slice_equal(value, GLN_LIT("null"))) {
        return true;
    }
    switch (gln_table_field(table, column)->type) {
    case GLN_TYPE_INTEGER:
        value = quoted ? gln_slice_sub(value, 1, value.len - 2) : value;
        if (!gln_integer__parse(value, &integer)) {
            return false;
        }
        gln_table_set_integer(table, column, integer);
        return true;
    case GLN_TYPE_NUMBER:
        if (quoted || !gln_number__parse(value, &number)) {
            return false;
        }
        gln_table_set_number(table, column, number);
        return true;
    case GLN_TYPE_BOOLEAN:
        gln_table_set_boolean(table, column, value.ptr[0] == 't');
        return value.ptr[0] == 't' || value.ptr[0] == 'f';
    case GLN_TYPE_ARRAY:
    case GLN_TYPE_OBJECT:
        gln_table_set_text(table, column, value);
        return value.ptr[0] == (gln_table_field(table, column)->type == GLN_TYPE_ARRAY ? '[' : '{');
    case GLN_TYPE_STRING:
    case GLN_TYPE_DATE:
        text = gln_json__text_of(arena, value);
        gln_table_set_text(table, column, text);
        return text.ptr;
    }
    return false;
}

static gln_status read_rows(gln_table *table, gln_slice data, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_json_walk rows = gln_json__walk(data);
    gln_slice row, name, value;
    gln_status status = GLN_OK;
    for (size_t n = 0; status == GLN_OK && gln_json__next_value(&rows, NULL, &row); n++) {
        gln_json_walk members = gln_json__walk(row);
        size_t expected = 0, n_fields = gln_table_n_fields(table);
        gln_table_row(table);
        while (status == GLN_OK && row.ptr[0] == '{' && gln_json__next_value(&members, &name, &value)) {
            /* the columns of a report come in the order of its schema */
            size_t column = expected < n_fields ? expected : 0;
            for (size_t i = 0; i < n_fields; i++, column = column + 1 < n_fields ? column + 1 : 0) {
                if (gln_slice_equal(name, gln_slice_of(gln_table_field(table, column)->name))) {
                    break;
                }
            }
            if (!gln_slice_equal(name, gln_slice_of(gln_table_field(table, column)->name))) {
                continue;
            }
            expected = column + 1;
            if (!read_cell(table, column, value, &arena)) {
                status = gln_error_set(err, GLN_ERR_FORMAT, "table %.60s, row %zu: column %.60s is no %s",
                                       gln_table_name(table), n + 1, gln_table_field(table, column)->name,
                                       gln_type__name(gln_table_field(table, column)->type));
            }
        }
        gln_arena__reset(&arena);
    }
    gln_arena__clear(&arena);
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

static gln_status read_table(gln_saved_report *saved, gln_slice resource, gln_error *err)
{
    gln_report *report = &saved->report;
    gln_slice data = gln_json__value_of(resource, "data");
    const char *name = member_text(&saved->arena, resource, "name");
    gln_status status = check_version(resource, &saved->arena, err);
    if (status != GLN_OK) {
        return status;
    }
    if (!name || report->n_tables == MOST_TABLES) {
        return gln_error_set(err, GLN_ERR_FORMAT, name ? "more than 64 tables" : "a table without a name");
    }
    if (!data.ptr || data.ptr[0] != '[') {
        return gln_error_set(err, GLN_ERR_FORMAT, "table %.60s has no rows here%s", name,
                             gln_json__value_of(resource, "path").ptr
                                 ? ": they lie in a file beside it; report.json, or what --format json writes, has them"
                                 : "");
    }
    gln_table *table = NULL;
    status = read_fields(saved, resource, name, &table, err);
    if (status == GLN_OK) {
        saved->tables[report->n_tables] = table;
        saved->shown[report->n_tables++] = table;
        status = read_rows(table, data, err);
    }
    return status;
}

static gln_status read_report(gln_saved_report *saved, gln_slice text, gln_error *err)
{
    gln_report *report = &saved->report;
    gln_slice resources = gln_json__value_of(text, "resources"), first = text, value;
    gln_status status = GLN_OK;
    if (resources.ptr) {
        gln_json_walk walk = gln_json__walk(resources);
        for (bool any = false; status == GLN_OK && gln_json__next_value(&walk, NULL, &value); any = true) {
            first = any ? first : value;
            status = read_table(saved, value, err);
        }
    } else {
        status = read_table(saved, text, err);
    }
    if (status == GLN_OK) {
        status = read_params(saved, gln_json__value_of(first, "params"), err);
    }
    if (status == GLN_OK) {
        status = read_provenance(saved, gln_json__value_of(text, "provenance"), err);
    }
    report->tables = saved->shown;
    report->name = member_text(&saved->arena, first, "report");
    report->title = report->n_tables == 1 ? member_text(&saved->arena, first, "title") : NULL;
    gln_choice all;
    gln_error shape = GLN_ERROR_INIT;
    if (status == GLN_OK && gln_report__choose(report, NULL, &all, &shape) != GLN_OK) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "no report of guanlan: %.200s", shape.message);
    }
    return status;
}

gln_status gln_saved_report_new(gln_slice json, gln_saved_report **out, gln_error *err)
{
    size_t mark = gln_slice_starts(json, GLN_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    gln_slice text = gln_slice__trim(gln_slice_sub(json, mark, json.len - mark));
    gln_status status = gln_json__check(text, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_saved_report *saved = gln_memory__zeroed(1, sizeof *saved);
    if (!saved) {
        return gln_error__nomem(err);
    }
    status = text.ptr[0] == '{' ? read_report(saved, text, err)
                                : gln_error_set(err, GLN_ERR_FORMAT, "no report of guanlan: it is no JSON object");
    if (status != GLN_OK) {
        gln_saved_report_free(saved);
        return status;
    }
    *out = saved;
    return GLN_OK;
}

const gln_report *gln_saved_report_get(const gln_saved_report *saved)
{
    return &saved->report;
}

void gln_saved_report_free(gln_saved_report *saved)
{
    if (saved) {
        for (size_t i = 0; i < saved->report.n_tables; i++) {
            gln_table_free(saved->tables[i]);
        }
        gln_arena__clear(&saved->arena);
        free(saved);
    }
}
