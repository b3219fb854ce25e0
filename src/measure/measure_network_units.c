/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contexts smaller than an article, from the order of its words. */
#include "measure/measure_network.h"

#include <stdlib.h>

/* ---- paragraphs and sentences ------------------------------------------------------------------------------------ */

typedef struct lists {
    uint32_t *nodes;
    size_t n_nodes, node_capacity;
    size_t *from;
    uint32_t *doc;
    size_t n, from_capacity, doc_capacity;
} lists;

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Ends a context, whose nodes lie at the end of the list: each stays once. */
static gln_status close_list(lists *l, size_t start, uint32_t doc, gln_error *err)
{
    size_t *from = gln_memory__grown(l->from, &l->from_capacity, l->n + 2, sizeof *from);
    l->from = from ? from : l->from;
    uint32_t *docs = gln_memory__grown(l->doc, &l->doc_capacity, l->n + 1, sizeof *docs);
    l->doc = docs ? docs : l->doc;
    if (!from || !docs) {
        return gln_error__nomem(err);
    }
    if (l->n_nodes > start) {
        qsort(l->nodes + start, l->n_nodes - start, sizeof *l->nodes, ascending);
    }
    size_t kept = start;
    for (size_t i = start; i < l->n_nodes; i++) {
        if (kept == start || l->nodes[i] != l->nodes[kept - 1]) {
            l->nodes[kept++] = l->nodes[i];
        }
    }
    l->n_nodes = kept;
    docs[l->n] = doc;
    from[l->n++] = start;
    from[l->n] = kept;
    return GLN_OK;
}

/* The contexts of an article. Every one holds a token, for breaks stand between tokens. */
static gln_status list_article(const gln_network *n, const uint32_t *node_of, const uint32_t *codes, size_t n_codes,
                               uint32_t doc, lists *l, gln_error *err)
{
    size_t start = l->n_nodes;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n_codes && status == GLN_OK; i++) {
        bool ends = codes[i] == GLN_ORDER_OTHER + GLN_ORDER_PARAGRAPH ||
                    (codes[i] == GLN_ORDER_OTHER + GLN_ORDER_SENTENCE && n->options->context == GLN_CONTEXT_SENTENCE);
        if (ends) {
            status = close_list(l, start, doc, err);
            start = l->n_nodes;
        } else if (codes[i] < GLN_ORDER_OTHER && node_of[codes[i]] != GLN_NO_ID) {
            uint32_t *grown = gln_memory__grown(l->nodes, &l->node_capacity, l->n_nodes + 1, sizeof *grown);
            if (!grown) {
                return gln_error__nomem(err);
            }
            l->nodes = grown;
            grown[l->n_nodes++] = node_of[codes[i]];
        }
    }
    return status == GLN_OK && n_codes ? close_list(l, start, doc, err) : status;
}

/* ---- windows ----------------------------------------------------------------------------------------------------- */

/* Pairs of places at most k apart in a stretch of so many tokens. */
static double places_of(uint64_t length, uint64_t k)
{
    double l = (double)length, far = (double)(k < length ? k : length);
    return far * l - far * (far + 1) / 2; /* sum of l - d for d = 1..far */
}

static void sum_places(const gln_network *n, const uint32_t *codes, size_t n_codes, uint64_t *tokens, double *places)
{
    uint64_t length = 0;
    for (size_t i = 0; i <= n_codes; i++) {
        uint32_t code = i < n_codes ? codes[i] : GLN_ORDER_OTHER + GLN_ORDER_PARAGRAPH;
        if (code == GLN_ORDER_OTHER + GLN_ORDER_PARAGRAPH || code == GLN_ORDER_OTHER + GLN_ORDER_SENTENCE) {
            *places += places_of(length, n->options->window);
            length = 0;
        } else if (code != GLN_ORDER_OTHER + GLN_ORDER_MARK) {
            length++;
            ++*tokens;
        }
    }
}

gln_status gln_network__places(const gln_network *n, size_t doc, gln_freq_orders *orders, uint64_t *tokens,
                               double *places, gln_error *err)
{
    const uint32_t *codes = NULL;
    size_t n_codes = 0;
    gln_status status = gln_freq_orders__read(orders, doc, &codes, &n_codes, err);
    if (status == GLN_OK) {
        sum_places(n, codes, n_codes, tokens, places);
    }
    return status;
}

/* The pairs of an article's windows. ring: the nodes of the last `window` places, GLN_NO_ID where there is none. */
static void meet_windows(const gln_network *n, int side, const uint32_t *codes, size_t n_codes, size_t doc,
                         uint32_t *ring, gln_network_meet *meet, void *context)
{
    size_t at = 0, filled = 0, k = n->options->window;
    for (size_t i = 0; i < n_codes; i++) {
        if (codes[i] == GLN_ORDER_OTHER + GLN_ORDER_MARK) {
            continue;
        }
        if (codes[i] > GLN_ORDER_OTHER + GLN_ORDER_MARK) {
            filled = 0;
            continue;
        }
        uint32_t node = codes[i] < GLN_ORDER_OTHER ? n->node_of[side][codes[i]] : GLN_NO_ID;
        for (size_t back = 1; node != GLN_NO_ID && back <= filled; back++) {
            uint32_t other = ring[(at + k - back) % k];
            if (other != GLN_NO_ID && other != node) {
                meet(context, other < node ? other : node, other < node ? node : other, doc);
            }
        }
        ring[at] = node;
        at = (at + 1) % k;
        filled += filled < k;
    }
}

static gln_status each_window(const gln_network *n, int side, gln_network_meet *meet, void *context, gln_error *err)
{
    gln_freq_orders orders = {.view = NULL};
    uint32_t *ring = gln_memory__array(n->options->window, sizeof *ring);
    gln_status status = ring ? gln_freq_orders__open(n->view[side], false, &orders, err) : gln_error__nomem(err);
    for (size_t d = 0; d < n->view[side]->n_docs && status == GLN_OK; d++) {
        const uint32_t *codes = NULL;
        size_t n_codes = 0;
        status = gln_freq_orders__read(&orders, d, &codes, &n_codes, err);
        if (status == GLN_OK) {
            meet_windows(n, side, codes, n_codes, d, ring, meet, context);
        }
    }
    gln_freq_orders__close(&orders);
    free(ring);
    return status;
}

/* ---- both -------------------------------------------------------------------------------------------------------- */

gln_status gln_network__units(gln_network *n, int side, const uint32_t *node_of, gln_error *err)
{
    const gln_freq_view *view = n->view[side];
    gln_freq_orders orders = {.view = NULL};
    lists l = {.nodes = NULL};
    gln_status status = gln_freq_orders__open(view, false, &orders, err);
    for (size_t d = 0; d < view->n_docs && status == GLN_OK; d++) {
        const uint32_t *codes = NULL;
        size_t n_codes = 0;
        status = gln_freq_orders__read(&orders, d, &codes, &n_codes, err);
        if (status == GLN_OK && gln_network__windows(n)) {
            sum_places(n, codes, n_codes, &n->n_units[side], &n->n_places);
        } else if (status == GLN_OK) {
            status = list_article(n, node_of, codes, n_codes, (uint32_t)d, &l, err);
        }
    }
    gln_freq_orders__close(&orders);
    n->lists[side] = l.nodes;
    n->from[side] = l.from;
    n->doc_of[side] = l.doc;
    n->n_lists[side] = l.n;
    n->n_units[side] += l.n;
    for (size_t i = 0; i < l.n_nodes; i++) {
        n->nodes[l.nodes[i]].units[side]++;
    }
    return status;
}

gln_status gln_network__each_pair(const gln_network *n, int side, gln_network_meet *meet, void *context, gln_error *err)
{
    if (gln_network__windows(n)) {
        return each_window(n, side, meet, context, err);
    }
    for (size_t u = 0; u < n->n_lists[side]; u++) {
        const uint32_t *nodes = n->lists[side] + n->from[side][u];
        size_t many = n->from[side][u + 1] - n->from[side][u];
        for (size_t k = 1; k < many; k++) {
            for (size_t i = 0; i < k; i++) {
                meet(context, nodes[i], nodes[k], n->doc_of[side] ? n->doc_of[side][u] : u);
            }
        }
    }
    return GLN_OK;
}
