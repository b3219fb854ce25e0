/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page: a file that needs no other. page.html has marks where its parts go; scripts and the style are let in by
 * their digests, so that nothing that a corpus holds can be run. */
#include "core/sha256.h"
#include "core/utf8.h"
#include "report/report_assets.h"
#include "report/report_columns.h"

/* ---- data -------------------------------------------------------------------------------------------------------- */

static void put_member(gln_json_writer *w, const char *name, gln_slice json)
{
    gln_json__key(w, gln_slice_of(name));
    gln_json__put_json(w, json);
}

static gln_status put_charts(gln_json_writer *w, const gln_drawing *drawing, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_json__key(w, GLN_LIT("charts"));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; status == GLN_OK && gln_chart__names[i]; i++) {
        gln_chart chart;
        status = gln_chart__open(&chart, gln_chart__names[i], err);
        if (status == GLN_OK && gln_chart__fits(&chart, drawing, true)) {
            gln_json__begin_object(w, GLN_JSON_LINE);
            gln_json__key(w, GLN_LIT("name"));
            gln_json__put_text(w, chart.name);
            gln_json__key(w, GLN_LIT("spec"));
            gln_json__begin_object(w, GLN_JSON_LINE);
            gln_chart__put(w, &chart, drawing, NULL, false);
            gln_json__end(w);
            gln_json__end(w);
        }
        gln_chart__close(&chart);
    }
    gln_json__end(w);
    return status;
}

static gln_status put_data(const gln_drawing *drawing, const gln_report_options *options, gln_buffer *out,
                           gln_error *err)
{
    const gln_report *report = &drawing->report;
    gln_output all = {GLN_BUFFER_INIT, {NULL, NULL}};
    gln_json_writer w = gln_json__writer(&all.bytes, false);
    gln_json__begin_object(&w, GLN_JSON_LINE);
    gln_json__key(&w, GLN_LIT("report"));
    gln_json__put_text(&w, report->name);
    gln_json__key(&w, GLN_LIT("language"));
    gln_json__put_text(&w, options->language);
    gln_report__put_provenance(&w, &report->provenance);
    gln_json__key(&w, GLN_LIT("params"));
    gln_json__begin_object(&w, GLN_JSON_LINE);
    for (size_t i = 0; i < report->n_params; i++) {
        put_member(&w, report->params[i].name, gln_slice_of(report->params[i].json));
    }
    gln_json__end(&w);
    put_member(&w, "words", gln_asset__find("words.json"));
    put_member(&w, "config", gln_asset__find("config.json"));
    gln_status status = put_charts(&w, drawing, err);
    gln_json__key(&w, GLN_LIT("tables"));
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t i = 0; status == GLN_OK && i < report->n_tables; i++) {
        status = gln_columns__put(&w, drawing->tables[i], &all, err);
    }
    gln_json__end(&w);
    gln_json__end(&w);
    /* "<" stands within strings only: so no text of a corpus ends the element that the data lie in */
    for (size_t from = 0; status == GLN_OK && from < all.bytes.len;) {
        const char *less = memchr(all.bytes.data + from, '<', all.bytes.len - from);
        size_t end = less ? (size_t)(less - all.bytes.data) : all.bytes.len;
        gln_buffer__put(out, (gln_slice){all.bytes.data + from, end - from});
        if (less) {
            gln_buffer__puts(out, "\\u003c");
        }
        from = end + 1;
    }
    out->failed |= all.bytes.failed;
    gln_buffer__free(&all.bytes);
    return status;
}

/* ---- markup ------------------------------------------------------------------------------------------------------ */

static void put_escaped(gln_buffer *out, gln_slice text)
{
    for (size_t from = 0; from < text.len;) {
        size_t end = from;
        while (end < text.len && !strchr("<>&\"", text.ptr[end])) { /* NUL too, which strchr finds */
            end++;
        }
        gln_report__put_shown(out, gln_slice_sub(text, from, end - from));
        if (end < text.len) {
            char c = text.ptr[end];
            gln_buffer__puts(out, c == '<'   ? "&lt;"
                                  : c == '>' ? "&gt;"
                                  : c == '&' ? "&amp;"
                                  : c == '"' ? "&quot;"
                                             : " ");
        }
        from = end + 1;
    }
}

/* 'sha256-...' of a script or a style, as a policy names it (Content Security Policy level 2). */
static gln_status put_digest(gln_buffer *out, gln_slice text, gln_error *err)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char digest[GLN_SHA256_SIZE + 1] = {0};
    gln_status status = gln_sha256__digest(text, digest, err);
    gln_buffer__puts(out, "'sha256-");
    for (size_t i = 0; status == GLN_OK && i < GLN_SHA256_SIZE; i += 3) {
        bool last = i + 3 > GLN_SHA256_SIZE;
        unsigned bits = (unsigned)digest[i] << 16 | (unsigned)digest[i + 1] << 8 | (last ? 0U : digest[i + 2]);
        gln_buffer__byte(out, letters[bits >> 18]);
        gln_buffer__byte(out, letters[bits >> 12 & 63]);
        gln_buffer__byte(out, letters[bits >> 6 & 63]);
        gln_buffer__byte(out, last ? '=' : letters[bits & 63]);
    }
    gln_buffer__byte(out, '\'');
    return status;
}

/* Nothing is loaded, nothing is sent, and only these scripts and this style count. */
static gln_status put_policy(gln_buffer *out, gln_slice libraries, gln_slice script, gln_slice style, gln_error *err)
{
    gln_buffer__puts(out, "default-src 'none'; base-uri 'none'; form-action 'none'; script-src ");
    gln_status status = put_digest(out, script, err);
    gln_buffer__byte(out, ' ');
    if (status == GLN_OK) {
        status = put_digest(out, libraries, err);
    }
    gln_buffer__puts(out, "; style-src ");
    return status == GLN_OK ? put_digest(out, style, err) : status;
}

static void put_title(gln_buffer *out, const gln_drawing *drawing)
{
    const gln_report *report = &drawing->report;
    const gln_table *first = report->tables[0];
    size_t column = gln_table_find(first, "term");
    gln_buffer text = GLN_BUFFER_INIT;
    gln_slice before = {NULL, 0};
    const char *title = report->title ? report->title : gln_table_title(first);
    gln_buffer__puts(&text, title ? title : report->name);
    for (size_t row = 0, n = 0; column != SIZE_MAX && row < gln_table_n_rows(first) && n < 7; row++) {
        const gln_cell *cell = gln_table_cell(first, row, column);
        if (!cell->null && gln_table_field(first, column)->type == GLN_TYPE_STRING &&
            (!before.ptr || !gln_slice_equal(before, cell->as.text))) {
            before = cell->as.text;
            gln_slice shown = before;
            for (size_t at = 0, count = 0; at < before.len && count < 24; count++) {
                (void)gln_slice__next(before, &at);
                shown.len = at;
            }
            gln_buffer__puts(&text, n == 6 ? " …" : n ? "、" : ": ");
            gln_buffer__put(&text, n == 6 ? (gln_slice){NULL, 0} : shown);
            n++;
        }
    }
    put_escaped(out, gln_buffer__slice(&text));
    out->failed |= text.failed;
    gln_buffer__free(&text);
}

gln_status gln_report__page(const gln_report *report, const gln_report_options *options, gln_output *out,
                            gln_error *err)
{
    const gln_slice style = gln_asset__find("page.css"), script = gln_asset__find("page.js"),
                    libraries = options->scripts;
    gln_slice page = gln_asset__find("page.html");
    gln_drawing drawing;
    if (gln_slice__find(libraries, GLN_LIT("</script")) != SIZE_MAX ||
        gln_slice__find(libraries, GLN_LIT("<!--")) != SIZE_MAX) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the drawing library cannot stand in a page: it holds </script");
    }
    gln_status status = gln_drawing__open(&drawing, report, err);
    while (status == GLN_OK && page.len) {
        size_t mark = gln_slice__find(page, GLN_LIT("{{"));
        gln_slice rest =
            gln_slice_sub(page, mark == SIZE_MAX ? page.len : mark, mark == SIZE_MAX ? 0 : page.len - mark);
        gln_buffer__put(&out->bytes, gln_slice_sub(page, 0, page.len - rest.len));
        size_t end = gln_slice__find(rest, GLN_LIT("}}"));
        gln_slice name = end == SIZE_MAX ? (gln_slice){NULL, 0} : gln_slice_sub(rest, 2, end - 2);
        if (gln_slice_equal(name, GLN_LIT("policy"))) {
            status = put_policy(&out->bytes, libraries, script, style, err);
        } else if (gln_slice_equal(name, GLN_LIT("data"))) {
            status = put_data(&drawing, options, &out->bytes, err);
        } else if (gln_slice_equal(name, GLN_LIT("title"))) {
            put_title(&out->bytes, &drawing);
        } else {
            gln_buffer__put(&out->bytes, gln_slice_equal(name, GLN_LIT("style"))       ? style
                                         : gln_slice_equal(name, GLN_LIT("libraries")) ? libraries
                                         : gln_slice_equal(name, GLN_LIT("script"))    ? script
                                                                                       : (gln_slice){NULL, 0});
        }
        page = name.ptr ? gln_slice_sub(rest, end + 2, rest.len - end - 2) : (gln_slice){NULL, 0};
        status = status == GLN_OK ? gln_output__drain(out, false, err) : status;
    }
    gln_drawing__close(&drawing);
    return status;
}
