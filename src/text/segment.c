/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/segment.h"

#include <stdlib.h>

gln_status gln_segmenter_new(const gln_analyzer *analyzer, gln_segmenter **out, gln_error *err)
{
    gln_segmenter *s = gln_memory__zeroed(1, sizeof *s);
    if (!s) {
        return gln_error__nomem(err);
    }
    s->analyzer = analyzer;
    gln_status status = gln_char_table__init(&s->table, &analyzer->lexicon, analyzer->keep_script, err);
    if (status == GLN_OK) {
        (void)gln_char_table__char(&s->table, 0); /* ASCII's classes and the iterator, which everything needs */
        gln_char_table__widen(&s->table);
        if (s->table.failed) {
            status = gln_error_set(err, GLN_ERR_INTERNAL, "ICU has no word break iterator, or memory ran out");
        } else {
            gln_segmenter__sort_ascii(s);
        }
    }
    if (status != GLN_OK) {
        gln_segmenter_free(s);
        return status;
    }
    *out = s;
    return GLN_OK;
}

void gln_segmenter_number(gln_segmenter *segmenter, bool numbering)
{
    segmenter->numbering = numbering;
}

void gln_segmenter_free(gln_segmenter *s)
{
    if (!s) {
        return;
    }
    gln_char_table__clear(&s->table);
    free(s->units);
    free(s->codes);
    free(s->offsets);
    free(s->shorts);
    free(s->steps);
    free(s->marks);
    free(s->places);
    free(s->tokens.items);
    free(s->bounds.items);
    gln_normal__free(&s->term);
    gln_normal__free(&s->whole);
    free(s->claims);
    free(s->rivals);
    free(s->japanese);
    free(s->hits);
    free(s->ends);
    free(s->edges);
    free(s->explained);
    free(s->candidates);
    free(s->taken);
    free(s);
}

/* Cuts [from, to) of s->text into s->list. */
static gln_status cut_piece(gln_segmenter *s, size_t from, size_t to, gln_error *err)
{
    s->from = from;
    s->to = to;
    s->first = s->list->n;
    s->han.known = false;
    gln_status status = GLN_OK;
    for (size_t at = from; at < to && status == GLN_OK && !s->failed;) {
        unsigned char lead = (unsigned char)s->text.ptr[at];
        size_t next = lead < 0x80 ? gln_segmenter__cut_ascii(s, at) : lead < 0xE0 ? at : gln_segmenter__cut_wide(s, at);
        if (next > at) {
            at = next;
            continue;
        }
        if ((gln_segmenter__look(s, at, &next) & GLN_CHAR_HAN) && gln_segmenter__read_han(s, at)->pure) {
            gln_segmenter__cut_han(s);
            at = s->han.end;
        } else {
            status = gln_segmenter__cut_other(s, &at, err);
        }
    }
    return status;
}

static gln_status check_text(gln_slice text, gln_error *err)
{
    size_t offset;
    if (text.len > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "a text of 2 GiB or more cannot be cut");
    }
    if (!gln_utf8__valid(text, &offset)) {
        gln_status status = gln_error_set(err, GLN_ERR_ENCODING, "the text is not UTF-8");
        gln_error_at(err, NULL, GLN_NO_LINE, offset);
        return status;
    }
    return GLN_OK;
}

/* Starts a pass that fills the list. */
static void begin(gln_segmenter *s, gln_slice text, gln_token_list *list, bool whole_han)
{
    list->n = 0;
    s->text = text;
    s->list = list;
    s->whole_han = whole_han;
    s->failed = false;
    gln_segmenter__find_japanese(s);
}

static gln_status finish(gln_segmenter *s, gln_status status, gln_error *err)
{
    return status == GLN_OK && (s->failed || s->table.failed) ? gln_error__nomem(err) : status;
}

gln_status gln_segmenter_run(gln_segmenter *s, gln_slice text, const gln_token **tokens, size_t *n_tokens,
                             gln_error *err)
{
    gln_status status = check_text(text, err);
    s->n_claims = 0;
    if (status == GLN_OK && s->analyzer->pretokenized) {
        begin(s, text, &s->tokens, false);
        gln_segmenter__cut_spaces(s);
        status = finish(s, status, err);
        *tokens = s->tokens.items;
        *n_tokens = status == GLN_OK ? s->tokens.n : 0;
        return status;
    }
    if (status == GLN_OK && s->analyzer->n_users) {
        status = gln_segmenter__claim(s, text, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    begin(s, text, &s->tokens, false);
    size_t at = 0;
    for (size_t i = 0; i < s->n_claims && status == GLN_OK; i++) {
        status = cut_piece(s, at, s->claims[i].start, err);
        gln_segmenter__put(s, s->claims[i].start, s->claims[i].end, GLN_TOKEN_WORD);
        at = s->claims[i].end;
    }
    if (status == GLN_OK) {
        status = cut_piece(s, at, text.len, err);
    }
    status = finish(s, status, err);
    if (status == GLN_OK) {
        *tokens = s->tokens.items;
        *n_tokens = s->tokens.n;
    }
    return status;
}

gln_status gln_segmenter__find_bounds(gln_segmenter *s, gln_slice text, gln_error *err)
{
    begin(s, text, &s->bounds, true);
    gln_status status = cut_piece(s, 0, text.len, err);
    return finish(s, status, err);
}

bool gln_segmenter__is_bound(const gln_segmenter *s, uint32_t at)
{
    size_t low = 0;
    size_t high = s->bounds.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->bounds.items[middle].start < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < s->bounds.n) {
        return s->bounds.items[low].start == at;
    }
    return low == 0 || s->bounds.items[low - 1].start + s->bounds.items[low - 1].len == at;
}

gln_status gln_segmenter_term(gln_segmenter *s, gln_slice token, gln_slice *term, gln_error *err)
{
    gln_status status = check_text(token, err);
    if (status == GLN_OK) {
        status = gln_text__normalize(&s->table, token, false, &s->term, err);
    }
    if (status == GLN_OK) {
        *term = gln_buffer__slice(&s->term.text);
    }
    return status;
}
