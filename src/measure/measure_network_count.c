/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_network.h"

#include <stdlib.h>

/* A term of either side. */
typedef struct candidate {
    const gln_freq_term *side[2];
    uint64_t count;
    size_t place; /* in the order of bytes */
} candidate;

static int by_count(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

/* The terms of both sides, merged by their bytes. */
static gln_status join(const gln_network *n, candidate **out, size_t *n_out, gln_error *err)
{
    size_t n_terms[2] = {n->view[0]->n_terms, n->view[1] ? n->view[1]->n_terms : 0};
    candidate *all = gln_memory__array(n_terms[0] + n_terms[1], sizeof *all);
    size_t at = 0;
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0, k = 0; i < n_terms[0] || k < n_terms[1]; at++) {
        const gln_freq_term *a = i < n_terms[0] ? &n->view[0]->terms[i] : NULL;
        const gln_freq_term *b = k < n_terms[1] ? &n->view[1]->terms[k] : NULL;
        int order = !b ? -1 : !a ? 1 : gln_slice_compare(a->text, b->text);
        all[at] = (candidate){{order <= 0 ? a : NULL, order >= 0 ? b : NULL}, 0, at};
        all[at].count = (order <= 0 ? a->count : 0) + (order >= 0 ? b->count : 0);
        i += order <= 0;
        k += order >= 0;
    }
    *out = all;
    *n_out = at;
    return GLN_OK;
}

/* The nodes of each document of a side, in lists behind one another: the nodes are visited in order, so each list is
 * ascending. */
static gln_status list_articles(gln_network *n, const candidate *chosen, int side, gln_error *err)
{
    const gln_freq_view *view = n->view[side];
    size_t *from = gln_memory__zeroed(view->n_docs + 2, sizeof *from);
    n->from[side] = from;
    n->n_lists[side] = view->n_docs;
    n->n_units[side] = n->n_articles[side];
    for (size_t i = 0; from && i < n->n_nodes; i++) {
        const gln_freq_term *term = chosen[i].side[side];
        for (size_t p = 0; term && p < term->n_postings; p++) {
            from[term->postings[p].doc + 2]++;
        }
        n->nodes[i].units[side] = n->nodes[i].articles[side];
    }
    for (size_t d = 0; from && d < view->n_docs; d++) {
        from[d + 2] += from[d + 1];
    }
    n->lists[side] = from ? gln_memory__array(from[view->n_docs + 1], sizeof **n->lists) : NULL;
    if (!n->lists[side]) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n->n_nodes; i++) {
        const gln_freq_term *term = chosen[i].side[side];
        for (size_t p = 0; term && p < term->n_postings; p++) {
            n->lists[side][from[term->postings[p].doc + 1]++] = (uint32_t)i;
        }
    }
    return GLN_OK;
}

/* Paragraphs, sentences, windows: nodes by term of the side's view, which the order of words is written in. */
static gln_status list_smaller(gln_network *n, const candidate *chosen, int side, gln_error *err)
{
    const gln_freq_view *view = n->view[side];
    uint32_t *node_of = gln_memory__array(view->n_terms, sizeof *node_of);
    n->node_of[side] = node_of;
    if (!node_of) {
        return gln_error__nomem(err);
    }
    memset(node_of, 0xFF, view->n_terms * sizeof *node_of);
    for (size_t i = 0; i < n->n_nodes; i++) {
        if (chosen[i].side[side]) {
            node_of[chosen[i].side[side] - view->terms] = (uint32_t)i;
            n->nodes[i].units[side] = gln_network__windows(n) ? chosen[i].side[side]->count : 0;
        }
    }
    return gln_network__units(n, side, node_of, err);
}

static void count_pair(void *context, uint32_t a, uint32_t b, size_t doc)
{
    uint32_t *counts = context;
    (void)doc;
    counts[gln_network__pair(a, b)]++;
}

/* The same as by gln_network__each_pair, a row at a time: articles hold hundreds of nodes. */
static void count_lists(const gln_network *n, int side, uint32_t *counts)
{
    for (size_t u = 0; u < n->n_lists[side]; u++) {
        const uint32_t *nodes = n->lists[side] + n->from[side][u];
        size_t many = n->from[side][u + 1] - n->from[side][u];
        for (size_t k = 1; k < many; k++) {
            uint32_t *row = counts + gln_network__pair(0, nodes[k]);
            for (size_t i = 0; i < k; i++) {
                row[nodes[i]]++;
            }
        }
    }
}

/* Widens the node's days by those of a term's articles. */
static void widen_days(const gln_freq_view *view, const gln_freq_term *term, gln_network_node *node)
{
    for (size_t p = 0; p < term->n_postings; p++) {
        gln_date date = view->issues[view->docs[term->postings[p].doc].issue].date;
        if (gln_date_full(date) && (!node->first.year || gln_issues__compare_dates(date, node->first) < 0)) {
            node->first = date;
        }
        if (gln_date_full(date) && (!node->last.year || gln_issues__compare_dates(date, node->last) > 0)) {
            node->last = date;
        }
    }
}

static gln_status count_side(gln_network *n, const candidate *chosen, int side, gln_error *err)
{
    size_t pairs = n->n_nodes > 1 ? n->n_nodes * (n->n_nodes - 1) / 2 : 0;
    const gln_freq_view *view = n->view[side];
    for (size_t d = 0; d < view->n_docs; d++) {
        n->n_articles[side] += view->docs[d].n_tokens > 0;
    }
    for (size_t i = 0; i < n->n_nodes; i++) {
        const gln_freq_term *term = chosen[i].side[side];
        n->nodes[i].articles[side] = term ? term->n_postings : 0;
        if (term) {
            widen_days(view, term, &n->nodes[i]);
        }
    }
    gln_status status = n->options->context == GLN_CONTEXT_ARTICLE ? list_articles(n, chosen, side, err)
                                                                   : list_smaller(n, chosen, side, err);
    n->pairs[side] = status == GLN_OK ? gln_memory__zeroed(pairs, sizeof **n->pairs) : NULL;
    if (status != GLN_OK || !n->pairs[side]) {
        return status == GLN_OK ? gln_error__nomem(err) : status;
    }
    if (gln_network__windows(n)) {
        return gln_network__each_pair(n, side, count_pair, n->pairs[side], err);
    }
    count_lists(n, side, n->pairs[side]);
    return GLN_OK;
}

gln_status gln_network__count(gln_network *n, gln_error *err)
{
    candidate *all = NULL;
    size_t n_all = 0;
    gln_status status = join(n, &all, &n_all, err);
    if (status != GLN_OK) {
        return status;
    }
    if (n_all) {
        qsort(all, n_all, sizeof *all, by_count);
    }
    n->n_nodes = n_all < n->options->nodes ? n_all : n->options->nodes;
    while (n->n_nodes && all[n->n_nodes - 1].count == 0) {
        n->n_nodes--; /* given terms without a hit */
    }
    if (n->n_nodes) {
        qsort(all, n->n_nodes, sizeof *all, by_place);
    }
    n->nodes = gln_memory__zeroed(n->n_nodes, sizeof *n->nodes);
    if (!n->nodes) {
        status = gln_error__nomem(err);
    }
    for (size_t i = 0; status == GLN_OK && i < n->n_nodes; i++) {
        n->nodes[i].text = all[i].side[0] ? all[i].side[0]->text : all[i].side[1]->text;
        n->nodes[i].count = all[i].count;
    }
    for (int side = 0; side < 2 && status == GLN_OK && n->view[side]; side++) {
        status = count_side(n, all, side, err);
    }
    free(all);
    return status;
}
