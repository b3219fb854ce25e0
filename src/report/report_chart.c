/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_chart.h"

#include "report/report_assets.h"

const char *const gln_chart__names[] = {"trend",    "multiples",  "term",     "heat",       "bump",       "calendar",
                                        "tiers",    "scan",       "volcano",  "keyness",    "similarity", "novelty",
                                        "network",  "dispersion", "keywords", "vocabulary", "collocates", "places",
                                        "newwords", "variants",   "reuse",    "coverage",   "issues",     NULL};

gln_status gln_chart__open(gln_chart *chart, const char *name, gln_error *err)
{
    gln_buffer file = GLN_BUFFER_INIT;
    *chart = (gln_chart){name, NULL};
    gln_buffer__printf(&file, "%s.json", name);
    gln_buffer__byte(&file, '\0');
    gln_slice text = file.failed ? (gln_slice){NULL, 0} : gln_asset__find(file.data);
    gln_buffer__free(&file);
    return text.ptr ? gln_json__parse(text, 0, &chart->document, err)
                    : gln_error_set(err, GLN_ERR_USAGE, "there is no chart '%s'", name);
}

void gln_chart__close(gln_chart *chart)
{
    gln_json__free(chart->document);
}

/* ---- does it fit ------------------------------------------------------------------------------------------------- */

static const gln_json_node *meta(const gln_chart *chart)
{
    return gln_json__get(gln_json__get(gln_json__root(chart->document), "usermeta"), "guanlan");
}

const gln_json_node *gln_chart__columns(const gln_chart *chart, const char *table)
{
    return gln_json__get(gln_json__get(meta(chart), "tables"), table);
}

static bool flag(const gln_json_node *node, bool otherwise)
{
    bool value = otherwise;
    (void)gln_json__boolean(node, &value);
    return value;
}

static bool has_tables(const gln_json_node *tables, const gln_drawing *drawing)
{
    for (const gln_json_node *t = gln_json__first(tables); t; t = gln_json__next(t)) {
        const gln_table *table = gln_drawing__table(drawing, gln_json__name(t));
        if (!table || !gln_table_n_rows(table)) {
            return false;
        }
        for (const gln_json_node *c = gln_json__first(t); c; c = gln_json__next(c)) {
            gln_slice name = {NULL, 0};
            if (!gln_json__string(c, &name) || gln_table_find(table, name.ptr) == SIZE_MAX) {
                return false;
            }
        }
    }
    return true;
}

static bool has_period(const gln_json_node *only, const gln_drawing *drawing)
{
    if (!only) {
        return true;
    }
    for (size_t i = 0; i < drawing->report.n_params; i++) {
        gln_slice value = gln_slice_of(drawing->report.params[i].json), name;
        for (const gln_json_node *n = gln_json__first(only);
             n && value.len > 2 && strcmp(drawing->report.params[i].name, "by") == 0; n = gln_json__next(n)) {
            if (gln_json__string(n, &name) && gln_slice_equal(name, gln_slice_sub(value, 1, value.len - 2))) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the first table has so many terms; rows of a term stand together. */
static bool has_terms(double least, const gln_json_node *tables, const gln_drawing *drawing)
{
    const gln_table *table = gln_drawing__table(drawing, gln_json__name(gln_json__first(tables)));
    size_t column = table ? gln_table_find(table, "term") : SIZE_MAX, n = 0;
    gln_slice before = {NULL, 0};
    for (size_t row = 0; column != SIZE_MAX && row < gln_table_n_rows(table) && (double)n < least; row++) {
        const gln_cell *cell = gln_table_cell(table, row, column);
        if (!cell->null && (!before.ptr || !gln_slice_equal(before, cell->as.text))) {
            before = cell->as.text;
            n++;
        }
    }
    return (double)n >= least;
}

bool gln_chart__fits(const gln_chart *chart, const gln_drawing *drawing, bool page)
{
    const gln_json_node *m = meta(chart), *tables = gln_json__get(m, "tables");
    double least = 0;
    (void)gln_json__number(gln_json__get(m, "least_terms"), &least);
    return (page ? flag(gln_json__get(m, "page"), true) : !flag(gln_json__get(m, "page_only"), false)) &&
           has_tables(tables, drawing) && has_period(gln_json__get(m, "only_by"), drawing) &&
           has_terms(least, tables, drawing);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

typedef struct filler {
    const gln_drawing *drawing;
    const gln_json_node *words;
    bool chinese;
} filler;

/* A text of the template: itself, a word, or what follows from the data. */
static void put_text(gln_json_writer *w, const filler *f, gln_slice text)
{
    gln_slice word;
    if (gln_slice_equal(text, GLN_LIT("@@date"))) {
        gln_json__put_text(w, f->drawing->days ? "%Y-%m-%d" : "%Y-%m");
    } else if (gln_slice_equal(text, GLN_LIT("@@coarse"))) {
        gln_json__put_text(w, f->drawing->coarse);
    } else if (gln_slice_equal(text, GLN_LIT("@@dot"))) {
        gln_json__put_integer(w, f->drawing->dense ? 8 : 24);
    } else if (f->words && text.len > 1 && text.ptr[0] == '@') {
        const gln_json_node *pair = gln_json__first(gln_json__get(f->words, text.ptr + 1));
        bool found = gln_json__string(f->chinese ? gln_json__next(pair) : pair, &word);
        gln_json__put_string(w, found ? word : text);
    } else {
        gln_json__put_string(w, text);
    }
}

static void put_node(gln_json_writer *w, const filler *f, const gln_json_node *node)
{
    gln_slice text;
    double number;
    bool truth;
    gln_json_kind kind = gln_json__kind(node);
    if (kind == GLN_JSON_OBJECT || kind == GLN_JSON_ARRAY) {
        kind == GLN_JSON_OBJECT ? gln_json__begin_object(w, GLN_JSON_LINE) : gln_json__begin_array(w, GLN_JSON_LINE);
        for (const gln_json_node *n = gln_json__first(node); n; n = gln_json__next(n)) {
            if (kind == GLN_JSON_OBJECT) {
                gln_json__key(w, gln_json__name(n));
            }
            put_node(w, f, n);
        }
        gln_json__end(w);
    } else if (gln_json__string(node, &text)) {
        put_text(w, f, text);
    } else if (gln_json__number(node, &number)) {
        gln_json__put_number(w, number);
    } else if (gln_json__boolean(node, &truth)) {
        gln_json__put_boolean(w, truth);
    } else {
        gln_json__put_null(w);
    }
}

void gln_chart__put(gln_json_writer *w, const gln_chart *chart, const gln_drawing *drawing, const gln_json_node *words,
                    bool chinese)
{
    const filler f = {drawing, words, chinese};
    for (const gln_json_node *n = gln_json__first(gln_json__root(chart->document)); n; n = gln_json__next(n)) {
        gln_json__key(w, gln_json__name(n));
        put_node(w, &f, n);
    }
}

/* ---- a specification that holds its data ------------------------------------------------------------------------- */

static gln_status put_dataset(gln_json_writer *w, const gln_table *table, const gln_json_node *columns, gln_output *out,
                              gln_error *err)
{
    gln_json__key(w, gln_slice_of(gln_table_name(table)));
    gln_json__begin_array(w, GLN_JSON_BLOCK);
    for (size_t row = 0; row < gln_table_n_rows(table); row++) {
        gln_json__begin_object(w, GLN_JSON_LINE);
        for (const gln_json_node *c = gln_json__first(columns); c; c = gln_json__next(c)) {
            gln_slice name = {NULL, 0};
            (void)gln_json__string(c, &name);
            size_t column = gln_table_find(table, name.ptr);
            gln_json__key(w, name);
            gln_report__put_cell(w, gln_table_field(table, column), gln_table_cell(table, row, column));
        }
        gln_json__end(w);
        gln_status status = gln_output__drain(out, false, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    gln_json__end(w);
    return GLN_OK;
}

static gln_status put_spec(const gln_chart *chart, const gln_drawing *drawing, bool chinese, gln_output *out,
                           gln_error *err)
{
    gln_json_document *words = NULL, *config = NULL;
    gln_status status = gln_json__parse(gln_asset__find("words.json"), 0, &words, err);
    if (status == GLN_OK) {
        status = gln_json__parse(gln_asset__find("config.json"), 0, &config, err);
    }
    if (status == GLN_OK) {
        gln_json_writer w = gln_json__writer(&out->bytes, false);
        const filler plain = {drawing, NULL, false};
        gln_json__begin_object(&w, GLN_JSON_BLOCK);
        gln_chart__put(&w, chart, drawing, gln_json__root(words), chinese);
        gln_json__key(&w, GLN_LIT("config"));
        put_node(&w, &plain, gln_json__get(gln_json__root(config), "light"));
        gln_json__key(&w, GLN_LIT("datasets"));
        gln_json__begin_object(&w, GLN_JSON_BLOCK);
        const gln_json_node *tables = gln_json__get(meta(chart), "tables");
        for (const gln_json_node *t = gln_json__first(tables); t && status == GLN_OK; t = gln_json__next(t)) {
            status = put_dataset(&w, gln_drawing__table(drawing, gln_json__name(t)), t, out, err);
        }
        gln_json__end(&w);
        gln_json__end(&w);
        gln_buffer__byte(&out->bytes, '\n');
    }
    gln_json__free(words);
    gln_json__free(config);
    return status;
}

/* The charts that there are, for a message. */
static gln_status no_chart(const char *wanted, const gln_buffer *known, gln_error *err)
{
    if (known->failed) {
        return gln_error__nomem(err);
    }
    if (!known->len) {
        return gln_error_set(err, GLN_ERR_USAGE, "there is no chart of these tables; json and csv have the numbers");
    }
    return gln_error_set(err, GLN_ERR_USAGE, "there is no chart '%.40s' of this report; there is %.*s", wanted,
                         (int)known->len, known->data);
}

gln_status gln_report__vega_lite(const gln_report *report, const gln_report_options *options, gln_output *out,
                                 gln_error *err)
{
    gln_drawing drawing;
    gln_buffer known = GLN_BUFFER_INIT;
    bool drawn = false;
    gln_status status = gln_drawing__open(&drawing, report, err);
    for (size_t i = 0; status == GLN_OK && !drawn && gln_chart__names[i]; i++) {
        gln_chart chart;
        status = gln_chart__open(&chart, gln_chart__names[i], err);
        gln_slice main = gln_json__name(gln_json__first(gln_json__get(meta(&chart), "tables")));
        if (status == GLN_OK && gln_chart__fits(&chart, &drawing, false) &&
            (!options->table || gln_slice_equal(main, gln_slice_of(options->table)))) {
            drawn = !options->chart || strcmp(options->chart, chart.name) == 0;
            gln_buffer__printf(&known, "%s%s", known.len ? ", " : "", chart.name);
            if (drawn) {
                bool chinese = options->language && strcmp(options->language, "zh") == 0;
                status = put_spec(&chart, &drawing, chinese, out, err);
            }
        }
        gln_chart__close(&chart);
    }
    if (status == GLN_OK && !drawn) {
        status = no_chart(options->chart ? options->chart : "", &known, err);
    }
    gln_buffer__free(&known);
    gln_drawing__close(&drawing);
    return status;
}
