/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_network.h"
#include "stats/rng.h"

#include <math.h>
#include <stdlib.h>

/* The articles with both ends of an edge, one edge behind the other, numbered over both sides; as often as they meet
 * in contexts of it. */
typedef struct shared_lists {
    uint32_t *articles;
    size_t *from; /* by edge, and the end */
} shared_lists;

typedef struct lister {
    const uint32_t *edge_of; /* by pair; UINT32_MAX where it is none */
    size_t *next;            /* by edge */
    uint32_t *articles;
    size_t base; /* of the side's documents */
} lister;

static void list_one(void *context, uint32_t a, uint32_t b, size_t doc)
{
    lister *l = context;
    uint32_t edge = l->edge_of[gln_network__pair(a, b)];
    if (edge != UINT32_MAX) {
        l->articles[l->next[edge]++] = (uint32_t)(l->base + doc);
    }
}

/* Edges by their pair, to be found while the articles are walked. */
static gln_status list_shared(const gln_network *n, shared_lists *out, gln_error *err)
{
    size_t pairs = n->n_nodes > 1 ? n->n_nodes * (n->n_nodes - 1) / 2 : 0, total = 0;
    uint32_t *edge_of = gln_memory__array(pairs, sizeof *edge_of);
    size_t *next = gln_memory__array(n->n_edges + 1, sizeof *next);
    out->from = gln_memory__array(n->n_edges + 1, sizeof *out->from);
    gln_status status = edge_of && next && out->from ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        memset(edge_of, 0xFF, pairs * sizeof *edge_of);
        for (size_t e = 0; e < n->n_edges; e++) {
            edge_of[gln_network__pair(n->edges[e].a, n->edges[e].b)] = (uint32_t)e;
            out->from[e] = next[e] = total;
            total += (size_t)(n->edges[e].observed[0] + n->edges[e].observed[1]);
        }
        out->from[n->n_edges] = total;
        out->articles = gln_memory__array(total, sizeof *out->articles);
        status = out->articles ? GLN_OK : gln_error__nomem(err);
    }
    lister l = {edge_of, next, out->articles, 0};
    for (int side = 0; side < 2 && status == GLN_OK && n->view[side]; side++) {
        status = gln_network__each_pair(n, side, list_one, &l, err);
        l.base += n->view[side]->n_docs;
    }
    free(edge_of);
    free(next);
    return status;
}

/* What each article brings into a resample, numbered over both sides. */
typedef struct weights {
    uint64_t *units; /* contexts, or tokens; those without any are never drawn */
    double *places;  /* of windows */
} weights;

static gln_status weigh(const gln_network *n, weights *out, gln_error *err)
{
    size_t base = 0;
    gln_status status = GLN_OK;
    for (int side = 0; side < 2 && n->view[side] && status == GLN_OK; side++) {
        const gln_freq_view *view = n->view[side];
        gln_freq_orders orders = {.view = NULL};
        if (gln_network__windows(n)) {
            status = gln_freq_orders__open(view, true, &orders, err);
        }
        for (size_t d = 0; d < view->n_docs && status == GLN_OK; d++) {
            if (gln_network__windows(n)) {
                status = gln_network__places(n, d, &orders, &out->units[base + d], &out->places[base + d], err);
            } else if (!n->doc_of[side]) {
                out->units[base + d] = view->docs[d].n_tokens > 0;
            }
        }
        for (size_t u = 0; n->doc_of[side] && u < n->n_lists[side]; u++) {
            out->units[base + n->doc_of[side][u]]++;
        }
        gln_freq_orders__close(&orders);
        base += view->n_docs;
    }
    return status;
}

/* How often each article is drawn. */
static void draw_articles(const uint32_t *filled, size_t n_filled, gln_rng *rng, uint32_t *times, size_t n_docs)
{
    memset(times, 0, n_docs * sizeof *times);
    for (size_t i = 0; i < n_filled; i++) {
        times[filled[gln_rng__below(rng, n_filled)]]++;
    }
}

/* Contexts (of windows, tokens) of each node in the resample. */
static void count_nodes(const gln_network *n, const uint32_t *times, uint64_t *units)
{
    size_t base = 0;
    memset(units, 0, n->n_nodes * sizeof *units);
    for (int side = 0; side < 2 && n->view[side]; side++) {
        for (size_t u = 0; u < n->n_lists[side]; u++) {
            uint32_t drawn = times[base + (n->doc_of[side] ? n->doc_of[side][u] : u)];
            for (size_t i = n->from[side][u]; i < n->from[side][u + 1]; i++) {
                units[n->lists[side][i]] += drawn;
            }
        }
        for (size_t t = 0; gln_network__windows(n) && t < n->view[side]->n_terms; t++) {
            const gln_freq_term *term = &n->view[side]->terms[t];
            for (size_t p = 0; n->node_of[side][t] != GLN_NO_ID && p < term->n_postings; p++) {
                units[n->node_of[side][t]] += (uint64_t)times[base + term->postings[p].doc] * term->postings[p].count;
            }
        }
        base += n->view[side]->n_docs;
    }
}

static void resample(const gln_network *n, const shared_lists *shared, const uint32_t *times, const uint64_t *units,
                     uint64_t all, double places, uint32_t *survived)
{
    for (size_t e = 0; e < n->n_edges; e++) {
        uint64_t both = 0, f1 = units[n->edges[e].a], f2 = units[n->edges[e].b];
        for (size_t i = shared->from[e]; i < shared->from[e + 1]; i++) {
            both += times[shared->articles[i]];
        }
        double ln_p = gln_network__windows(n) ? gln_network__ln_p_window(both, f1, f2, all, places)
                                              : gln_network__ln_p(both, f1, f2, all);
        survived[e] += both >= n->options->min_count && ln_p <= n->ln_cut;
    }
}

/* The resamples, each of as many articles as there are. */
static void resample_all(const gln_network *n, const shared_lists *shared, const weights *w, uint32_t *filled,
                         uint32_t *times, size_t n_docs, uint64_t *units, gln_rng *rng, uint32_t *survived)
{
    size_t n_filled = 0;
    for (size_t d = 0; d < n_docs; d++) {
        if (w->units[d]) {
            filled[n_filled++] = (uint32_t)d;
        }
    }
    for (size_t b = 0; b < n->options->bootstrap; b++) {
        uint64_t all = 0;
        double places = 0;
        draw_articles(filled, n_filled, rng, times, n_docs);
        for (size_t d = 0; d < n_docs; d++) {
            all += times[d] * w->units[d];
            places += times[d] * w->places[d];
        }
        count_nodes(n, times, units);
        resample(n, shared, times, units, all, places, survived);
    }
}

gln_status gln_network__stability(gln_network *n, gln_error *err)
{
    size_t n_docs = n->view[0]->n_docs + (n->view[1] ? n->view[1]->n_docs : 0);
    shared_lists shared = {NULL, NULL};
    gln_rng *rng = NULL;
    uint32_t *filled = gln_memory__array(n_docs, sizeof *filled), *times = gln_memory__array(n_docs, sizeof *times);
    weights w = {gln_memory__zeroed(n_docs, sizeof *w.units), gln_memory__zeroed(n_docs, sizeof *w.places)};
    uint64_t *units = gln_memory__array(n->n_nodes, sizeof *units);
    uint32_t *survived = gln_memory__zeroed(n->n_edges, sizeof *survived);
    bool room = filled && times && w.units && w.places && units && survived;
    gln_status status = room ? list_shared(n, &shared, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = weigh(n, &w, err);
    }
    if (status == GLN_OK) {
        status = gln_rng__new(gln_rng__seed(n->options->seed, GLN_LIT(""), GLN_LIT("network")), &rng, err);
    }
    if (status == GLN_OK) {
        resample_all(n, &shared, &w, filled, times, n_docs, units, rng, survived);
        for (size_t e = 0; e < n->n_edges; e++) {
            n->edges[e].stability = (double)survived[e] / (double)n->options->bootstrap;
        }
    }
    gln_rng__free(rng);
    free(filled);
    free(times);
    free(w.units);
    free(w.places);
    free(units);
    free(survived);
    free(shared.articles);
    free(shared.from);
    return status;
}
