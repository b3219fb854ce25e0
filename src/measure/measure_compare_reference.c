/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"

#include "core/file.h"
#include "core/intern.h"
#include "core/number.h"
#include "core/utf8.h"

#include <stdlib.h>

struct gln_reference {
    gln_intern names;
    uint64_t *counts; /* by name */
    size_t capacity;
    uint64_t tokens;
    gln_freq_view view; /* terms by bytes, without postings */
};

void gln_reference_free(gln_reference *reference)
{
    if (reference) {
        gln_intern__clear(&reference->names);
        gln_freq_view__free(&reference->view);
        free(reference->counts);
        free(reference);
    }
}

static gln_status add_term(gln_reference *r, gln_slice term, uint64_t count, gln_error *err)
{
    size_t before = r->names.count;
    uint32_t id = gln_intern__add(&r->names, term);
    uint64_t *counts = id == GLN_NO_ID ? NULL : gln_memory__grown(r->counts, &r->capacity, id + 1, sizeof *counts);
    if (!counts) {
        return gln_error__nomem(err);
    }
    r->counts = counts;
    r->counts[id] = (id == before ? 0 : r->counts[id]) + count;
    r->tokens += count;
    return GLN_OK;
}

enum { MOST_TOKENS_BITS = 60 }; /* sums of two sides are to stay below 2^64 */

/* A line of the list: a comment, the tokens, a head, or a term. */
static gln_status read_line(gln_reference *r, gln_slice line, size_t number, uint64_t *stated, gln_segmenter *segmenter,
                            gln_error *err)
{
    size_t tab = 0;
    uint64_t count = 0;
    while (tab < line.len && line.ptr[tab] != '\t') {
        tab++;
    }
    gln_slice name = gln_slice_sub(line, 0, tab), rest = {NULL, 0};
    if (tab < line.len) {
        rest = gln_slice_sub(line, tab + 1, line.len - tab - 1);
        for (size_t i = 0; i < rest.len; i++) { /* what stands behind a further tab is not looked at */
            rest.len = rest.ptr[i] == '\t' ? i : rest.len;
        }
    }
    if (line.len == 0 || line.ptr[0] == '#') {
        bool tokens = gln_slice_equal(name, GLN_LIT("# tokens")) && gln_integer__parse(rest, &count);
        *stated = tokens ? count : *stated;
        return GLN_OK;
    }
    if (number == 1 && (gln_slice_equal(rest, GLN_LIT("count")) || gln_slice_equal(rest, GLN_LIT("frequency")))) {
        return GLN_OK;
    }
    if (name.len == 0 || !gln_integer__parse(rest, &count) || count >> MOST_TOKENS_BITS ||
        r->tokens >> MOST_TOKENS_BITS) {
        return gln_error_set(err, GLN_ERR_FORMAT, "a line of a list is a term, a tab and a whole number, not '%.*s'",
                             (int)(line.len < 60 ? line.len : 60), line.ptr);
    }
    gln_slice term;
    gln_status status = gln_segmenter_term(segmenter, name, &term, err);
    return status == GLN_OK && term.len ? add_term(r, term, count, err) : status;
}

static gln_status read_lines(gln_reference *r, const char *path, gln_slice text, gln_segmenter *segmenter,
                             gln_error *err)
{
    uint64_t stated = 0;
    size_t number = 1, bad = 0;
    if (!gln_utf8__valid(text, &bad)) {
        gln_status status = gln_error_set(err, GLN_ERR_ENCODING, "the list is not UTF-8");
        gln_error_at(err, path, GLN_NO_LINE, bad);
        return status;
    }
    size_t at = text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (; at < text.len; number++) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n') {
            end++;
        }
        gln_slice line = gln_slice_sub(text, at, end - at);
        line.len -= line.len && line.ptr[line.len - 1] == '\r';
        gln_status status = read_line(r, line, number, &stated, segmenter, err);
        if (status != GLN_OK) {
            gln_error_at(err, path, number, GLN_NO_OFFSET);
            return status;
        }
        at = end + 1;
    }
    if (r->names.count == 0 || (stated && stated < r->tokens)) {
        gln_status status = gln_error_set(err, GLN_ERR_FORMAT,
                                          r->names.count ? "the list states fewer tokens than its counts add up to"
                                                         : "the list holds no term");
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        return status;
    }
    r->tokens = stated ? stated : r->tokens;
    return GLN_OK;
}

static gln_status make_view(gln_reference *r, gln_error *err)
{
    gln_freq_term *terms = gln_arena__array(&r->view.arena, r->names.count, sizeof *terms);
    uint32_t *sorted = gln_intern__sorted(&r->names);
    if (!terms || !sorted) {
        free(sorted);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < r->names.count; i++) {
        terms[i] =
            (gln_freq_term){.text = r->names.items[sorted[i]], .count = r->counts[sorted[i]], .given = GLN_NO_ID};
    }
    r->view.terms = terms;
    r->view.n_terms = r->names.count;
    r->view.n_tokens = r->tokens;
    free(sorted);
    return GLN_OK;
}

gln_status gln_reference_read(const char *path, const gln_analyzer *analyzer, gln_reference **out, gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_segmenter *segmenter = NULL;
    gln_reference *r = gln_memory__zeroed(1, sizeof *r);
    gln_status status = r ? gln_file__read(path, &text, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_segmenter_new(analyzer, &segmenter, err);
    }
    if (status == GLN_OK) {
        status = read_lines(r, path, gln_buffer__slice(&text), segmenter, err);
    }
    if (status == GLN_OK) {
        status = make_view(r, err);
    }
    gln_segmenter_free(segmenter);
    gln_buffer__free(&text);
    if (status == GLN_OK) {
        *out = r;
    } else {
        gln_reference_free(r);
    }
    return status;
}

gln_status gln_compare_reference(const gln_freq *a, const gln_reference *reference, const gln_compare_options *options,
                                 gln_table **compare, gln_table **summary, gln_error *err)
{
    const gln_compare_options usual = GLN_COMPARE_OPTIONS_INIT;
    gln_freq_view view = {0};
    gln_table *rows = NULL, *whole = NULL;
    gln_status status = gln_freq__view_streamed(a, &view, err);
    if (status == GLN_OK && view.given) {
        status = gln_error_set(err, GLN_ERR_USAGE, "a list is compared with all words, not with given terms");
    }
    if (status == GLN_OK) {
        status = gln_compare_table__new(&rows, &whole, err);
    }
    if (status == GLN_OK) {
        gln_compare_pair pair = {.view = {&view, &reference->view},
                                 .options = options ? options : &usual,
                                 .reference = true,
                                 .arena = GLN_ARENA_INIT};
        status = gln_compare__pair(&pair, rows, whole, err);
    }
    gln_freq_view__free(&view);
    if (status == GLN_OK) {
        *compare = rows;
        *summary = whole;
    } else {
        gln_table_free(rows);
        gln_table_free(whole);
    }
    return status;
}
