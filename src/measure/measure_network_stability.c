/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_network.h"
#include "stats/rng.h"

#include <math.h>
#include <stdlib.h>

/* The articles with both ends of an edge, one edge behind the other, numbered over both sides. */
typedef struct shared_lists {
    uint32_t *articles;
    size_t *from; /* by edge, and the end */
} shared_lists;

/* Edges by their pair, to be found while the articles are walked. */
static gln_status list_shared(const gln_network *n, shared_lists *out, gln_error *err)
{
    size_t pairs = n->n_nodes > 1 ? n->n_nodes * (n->n_nodes - 1) / 2 : 0, total = 0, base = 0;
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
    for (int side = 0; side < 2 && status == GLN_OK && n->view[side]; side++) {
        for (size_t d = 0; d < n->view[side]->n_docs; d++) {
            const uint32_t *nodes = n->of_article[side][d];
            for (size_t k = 1; k < n->n_of_article[side][d]; k++) {
                const uint32_t *row = edge_of + gln_network__pair(0, nodes[k]);
                for (size_t i = 0; i < k; i++) {
                    if (row[nodes[i]] != UINT32_MAX) {
                        out->articles[next[row[nodes[i]]]++] = (uint32_t)(base + d);
                    }
                }
            }
        }
        base += n->view[side]->n_docs;
    }
    free(edge_of);
    free(next);
    return status;
}

/* How often each article is drawn; those without tokens never are. */
static uint64_t draw_articles(const uint32_t *filled, size_t n_filled, gln_rng *rng, uint32_t *times, size_t n_docs)
{
    memset(times, 0, n_docs * sizeof *times);
    for (size_t i = 0; i < n_filled; i++) {
        times[filled[gln_rng__below(rng, n_filled)]]++;
    }
    return n_filled;
}

/* Articles of each node in the resample. */
static void count_nodes(const gln_network *n, const uint32_t *times, uint64_t *articles)
{
    size_t base = 0;
    memset(articles, 0, n->n_nodes * sizeof *articles);
    for (int side = 0; side < 2 && n->view[side]; side++) {
        for (size_t d = 0; d < n->view[side]->n_docs; d++) {
            for (size_t i = 0; i < n->n_of_article[side][d]; i++) {
                articles[n->of_article[side][d][i]] += times[base + d];
            }
        }
        base += n->view[side]->n_docs;
    }
}

static void resample(const gln_network *n, const shared_lists *shared, const uint32_t *times, const uint64_t *articles,
                     uint64_t all, uint32_t *survived)
{
    for (size_t e = 0; e < n->n_edges; e++) {
        uint64_t both = 0;
        for (size_t i = shared->from[e]; i < shared->from[e + 1]; i++) {
            both += times[shared->articles[i]];
        }
        double ln_p = gln_network__ln_p(both, articles[n->edges[e].a], articles[n->edges[e].b], all);
        survived[e] += both >= n->options->min_count && ln_p <= n->ln_cut;
    }
}

gln_status gln_network__stability(gln_network *n, gln_error *err)
{
    size_t n_docs = n->view[0]->n_docs + (n->view[1] ? n->view[1]->n_docs : 0), n_filled = 0;
    shared_lists shared = {NULL, NULL};
    gln_rng *rng = NULL;
    uint32_t *filled = gln_memory__array(n_docs, sizeof *filled), *times = gln_memory__array(n_docs, sizeof *times);
    uint64_t *articles = gln_memory__array(n->n_nodes, sizeof *articles);
    uint32_t *survived = gln_memory__zeroed(n->n_edges, sizeof *survived);
    gln_status status = filled && times && articles && survived ? list_shared(n, &shared, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_rng__new(gln_rng__seed(n->options->seed, GLN_LIT(""), GLN_LIT("network")), &rng, err);
    }
    if (status == GLN_OK) {
        for (size_t d = 0; d < n_docs; d++) {
            const gln_freq_view *view = d < n->view[0]->n_docs ? n->view[0] : n->view[1];
            if (view->docs[view == n->view[0] ? d : d - n->view[0]->n_docs].n_tokens > 0) {
                filled[n_filled++] = (uint32_t)d;
            }
        }
        for (size_t b = 0; b < n->options->bootstrap; b++) {
            uint64_t all = draw_articles(filled, n_filled, rng, times, n_docs);
            count_nodes(n, times, articles);
            resample(n, &shared, times, articles, all, survived);
        }
        for (size_t e = 0; e < n->n_edges; e++) {
            n->edges[e].stability = (double)survived[e] / (double)n->options->bootstrap;
        }
    }
    gln_rng__free(rng);
    free(filled);
    free(times);
    free(articles);
    free(survived);
    free(shared.articles);
    free(shared.from);
    return status;
}
