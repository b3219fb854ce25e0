/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_order.h"

#include "count/count_encode.h"

#include <stdlib.h>

static gln_status push(gln_freq *freq, uint32_t code, gln_error *err)
{
    uint32_t *grown = gln_memory__grown(freq->order, &freq->order_capacity, freq->n_order + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    freq->order = grown;
    grown[freq->n_order++] = code;
    return GLN_OK;
}

gln_status gln_freq_order__break(gln_freq *freq, const gln_text_segment *segment, size_t word, size_t *token,
                                 gln_error *err)
{
    const gln_text_word *w = &segment->words[word];
    bool mark = false;
    for (; *token < segment->n_tokens && segment->tokens[*token].start < w->start; ++*token) {
        mark = mark || segment->tokens[*token].kind == GLN_TOKEN_PUNCT;
    }
    if (word == 0) {
        return freq->n_order ? push(freq, GLN_ORDER_PARAGRAPH, err) : GLN_OK;
    }
    if (w->sentence != segment->words[word - 1].sentence) {
        return push(freq, GLN_ORDER_SENTENCE, err);
    }
    return mark ? push(freq, GLN_ORDER_MARK, err) : GLN_OK;
}

gln_status gln_freq_order__term(gln_freq *freq, uint32_t term, gln_error *err)
{
    return push(freq, term == GLN_NO_ID ? GLN_ORDER_PLACE : GLN_ORDER_TERM + term, err);
}

gln_status gln_freq_order__hits(gln_freq *freq, const gln_text_segment *segment, gln_error *err)
{
    size_t token = 0, hit = 0;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < segment->n_words && status == GLN_OK; i++) {
        const gln_text_word *word = &segment->words[i];
        bool any = false;
        status = gln_freq_order__break(freq, segment, i, &token, err);
        while (hit < segment->n_hits && segment->hits[hit].start < word->start + word->len && status == GLN_OK) {
            status = gln_freq_order__term(freq, segment->hits[hit++].term, err);
            any = true;
        }
        if (status == GLN_OK && !any) {
            status = gln_freq_order__term(freq, GLN_NO_ID, err);
        }
    }
    while (hit < segment->n_hits && status == GLN_OK) { /* of marks behind the last word */
        status = gln_freq_order__term(freq, segment->hits[hit++].term, err);
    }
    return status;
}

typedef struct named {
    gln_slice text;
    uint32_t term;
} named;

static int by_text(const void *a, const void *b)
{
    const named *x = a, *y = b;
    int order = gln_slice_compare(x->text, y->text);
    return order ? order : (x->term > y->term) - (x->term < y->term);
}

gln_status gln_freq_order__finish(gln_freq *freq, size_t first, gln_slice *out, gln_error *err)
{
    const gln_matcher *matcher = freq->options.matcher;
    size_t n = freq->n_entries - first;
    named *names = gln_memory__array(n, sizeof *names);
    if (!names) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t term = freq->entries[first + i].term;
        names[i] = (named){matcher ? gln_matcher_term(matcher, term) : gln_vocab__text(&freq->words, term), term};
    }
    if (n) {
        qsort(names, n, sizeof *names, by_text);
    }
    for (size_t i = 0; i < n; i++) {
        freq->seen[names[i].term] = (uint32_t)i;
    }
    free(names);
    gln_buffer__clear(&freq->order_bytes);
    for (size_t i = 0; i < freq->n_order; i++) {
        uint32_t code = freq->order[i];
        gln_encode__number(&freq->order_bytes,
                           code < GLN_ORDER_TERM ? code : GLN_ORDER_TERM + freq->seen[code - GLN_ORDER_TERM]);
    }
    freq->n_order = 0;
    *out = gln_buffer__slice(&freq->order_bytes);
    return freq->order_bytes.failed ? gln_error__nomem(err) : GLN_OK;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

gln_status gln_freq_orders__open(const gln_freq_view *view, bool by_rank, gln_freq_orders *out, gln_error *err)
{
    gln_freq_orders orders = {.view = view};
    size_t n = 0;
    if (by_rank) {
        *out = orders;
        return GLN_OK;
    }
    orders.first = gln_memory__zeroed(view->n_docs + 2, sizeof *orders.first);
    for (size_t t = 0; orders.first && t < view->n_terms; t++) {
        n += view->terms[t].n_postings;
        for (size_t i = 0; i < view->terms[t].n_postings; i++) {
            orders.first[view->terms[t].postings[i].doc + 2]++;
        }
    }
    orders.terms = gln_memory__array(n, sizeof *orders.terms);
    if (!orders.first || !orders.terms) {
        gln_freq_orders__close(&orders);
        return gln_error__nomem(err);
    }
    for (size_t d = 0; d < view->n_docs; d++) {
        orders.first[d + 2] += orders.first[d + 1];
    }
    for (size_t t = 0; t < view->n_terms; t++) { /* by bytes, so the terms of each document are, too */
        for (size_t i = 0; i < view->terms[t].n_postings; i++) {
            orders.terms[orders.first[view->terms[t].postings[i].doc + 1]++] = (uint32_t)t;
        }
    }
    *out = orders;
    return GLN_OK;
}

gln_status gln_freq_orders__read(gln_freq_orders *orders, size_t doc, const uint32_t **codes, size_t *n, gln_error *err)
{
    gln_freq_detail detail;
    gln_status status = gln_freq_view__detail(orders->view, doc, &orders->reader, &detail, err);
    if (status != GLN_OK) {
        return status;
    }
    const unsigned char *p = (const unsigned char *)detail.running.ptr, *end = p + detail.running.len;
    uint32_t *grown = gln_memory__grown(orders->codes, &orders->capacity, detail.running.len + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    orders->codes = grown;
    *n = 0;
    while (p < end) {
        uint32_t code = (uint32_t)gln_decode__number(&p);
        if (code < GLN_ORDER_TERM) {
            grown[(*n)++] = GLN_ORDER_OTHER + code;
        } else {
            uint32_t rank = code - GLN_ORDER_TERM;
            grown[(*n)++] = orders->first ? orders->terms[orders->first[doc] + rank] : rank;
        }
    }
    *codes = grown;
    return GLN_OK;
}

void gln_freq_orders__close(gln_freq_orders *orders)
{
    free(orders->first);
    free(orders->terms);
    free(orders->codes);
    gln_freq_reader__clear(&orders->reader);
    *orders = (gln_freq_orders){.view = NULL};
}
