/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_keyphrases.h"

#include "measure/measure_graph.h"
#include "stats/keyphrase.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_PAIRS = 1 << 16 };

static const double damping = 0.85;

/* ---- TextRank ---------------------------------------------------------------------------------------------------- */

/* Pairs of words, a << 32 | b with a < b; what is sorted holds each once. */
typedef struct links {
    uint64_t *pairs;
    size_t n, n_sorted, capacity;
} links;

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_links(links *l)
{
    size_t n = 0;
    if (l->n) {
        qsort(l->pairs, l->n, sizeof *l->pairs, ascending);
    }
    for (size_t i = 0; i < l->n; i++) {
        if (n == 0 || l->pairs[i] != l->pairs[n - 1]) {
            l->pairs[n++] = l->pairs[i];
        }
    }
    l->n = l->n_sorted = n;
}

static gln_status add_link(links *l, uint32_t a, uint32_t b, gln_error *err)
{
    if (l->n >= 2 * l->n_sorted + LEAST_PAIRS) {
        sort_links(l); /* so that memory grows with distinct pairs, not with text */
    }
    uint64_t *grown = gln_memory__grown(l->pairs, &l->capacity, l->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    l->pairs = grown;
    grown[l->n++] = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
    return GLN_OK;
}

static gln_status link_article(const uint32_t *codes, size_t n, const uint8_t *candidate, links *l, gln_error *err)
{
    gln_status status = GLN_OK;
    uint32_t last = GLN_NO_ID;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        if (codes[i] == GLN_ORDER_OTHER + GLN_ORDER_MARK) {
            continue; /* no token, so it takes no place */
        }
        uint32_t word = codes[i] < GLN_ORDER_OTHER && candidate[codes[i]] ? codes[i] : GLN_NO_ID;
        if (word != GLN_NO_ID && last != GLN_NO_ID && word != last) {
            status = add_link(l, last, word, err);
        }
        last = word;
    }
    return status;
}

/* The graph of the linked words, numbered in the order of the view. */
static gln_status rank_words(const links *l, size_t n_terms, double *out, gln_error *err)
{
    uint32_t *node = gln_memory__zeroed(n_terms, sizeof *node);
    gln_graph_edge *edges = gln_memory__array(l->n, sizeof *edges);
    double *scores = gln_memory__array(n_terms, sizeof *scores);
    gln_status status = node && edges && scores ? GLN_OK : gln_error__nomem(err);
    uint32_t n = 0;
    for (size_t e = 0; status == GLN_OK && e < l->n; e++) {
        node[l->pairs[e] >> 32] = node[l->pairs[e] & UINT32_MAX] = 1;
    }
    for (size_t t = 0; status == GLN_OK && t < n_terms; t++) {
        node[t] = node[t] ? n++ : GLN_NO_ID;
        out[t] = NAN;
    }
    for (size_t e = 0; status == GLN_OK && e < l->n; e++) {
        edges[e] = (gln_graph_edge){node[l->pairs[e] >> 32], node[l->pairs[e] & UINT32_MAX], 1};
    }
    if (status == GLN_OK) {
        gln_graph graph = {n, edges, l->n};
        status = gln_graph__textrank(&graph, damping, scores, err);
    }
    for (size_t t = 0; status == GLN_OK && t < n_terms; t++) {
        out[t] = node[t] == GLN_NO_ID ? (double)NAN : scores[node[t]] * n;
    }
    free(node);
    free(edges);
    free(scores);
    return status;
}

gln_status gln_keyphrases__textrank(const gln_keyphrase_scope *scope, gln_freq_orders *orders, const uint8_t *candidate,
                                    double *out, gln_error *err)
{
    links l = {.pairs = NULL};
    gln_status status = GLN_OK;
    for (size_t d = 0; d < scope->view->n_docs && status == GLN_OK; d++) {
        const uint32_t *codes = NULL;
        size_t n = 0;
        if (!gln_keyphrases__in(scope, d)) {
            continue;
        }
        status = gln_freq_orders__read(orders, d, &codes, &n, err);
        if (status == GLN_OK) {
            status = link_article(codes, n, candidate, &l, err);
        }
    }
    if (status == GLN_OK) {
        sort_links(&l);
        status = rank_words(&l, scope->view->n_terms, out, err);
    }
    free(l.pairs);
    return status;
}

/* ---- RAKE -------------------------------------------------------------------------------------------------------- */

gln_status gln_keyphrases__words(gln_freq_orders *orders, size_t doc, const uint32_t **words, size_t *n, gln_error *err)
{
    gln_status status = gln_freq_orders__read(orders, doc, words, n, err);
    for (size_t i = 0; status == GLN_OK && i < *n; i++) {
        if (orders->codes[i] >= GLN_ORDER_OTHER) {
            orders->codes[i] = GLN_KEYPHRASE_BREAK;
        }
    }
    return status;
}

gln_status gln_keyphrases__degrees(const gln_keyphrase_scope *scope, gln_freq_orders *orders, uint64_t *frequency,
                                   uint64_t *degree, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t d = 0; d < scope->view->n_docs && status == GLN_OK; d++) {
        const uint32_t *words = NULL;
        size_t n = 0;
        if (!gln_keyphrases__in(scope, d)) {
            continue;
        }
        status = gln_keyphrases__words(orders, d, &words, &n, err);
        if (status == GLN_OK) {
            gln_keyphrase__count(words, n, frequency, degree);
        }
    }
    return status;
}
