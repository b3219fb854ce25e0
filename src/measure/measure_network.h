/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the network share: the nodes' articles, the pairs' counts, the edges. */
#ifndef GLN_MEASURE_NETWORK_H
#define GLN_MEASURE_NETWORK_H

#include "count/freq_view.h"
#include "guanlan/network.h"
#include "measure/measure_graph.h"

typedef struct gln_network_node {
    gln_slice text;
    uint64_t count;       /* hits */
    uint64_t articles[2]; /* by side */
} gln_network_node;

typedef struct gln_network_edge {
    uint32_t a, b;        /* nodes, a < b in the order of their bytes */
    uint64_t observed[2]; /* articles with both, by side */
    double expected;      /* of both sides together */
    double weight;        /* observed - expected */
    double ln_p, ln_p_adj;
    double disparity;
    double stability;           /* NaN where not asked for */
    double change_ln_p, change; /* of the odds between the sides; ln of the ratio of discounted odds, B over A */
    double change_ln_p_adj;
} gln_network_edge;

typedef struct gln_network {
    const gln_network_options *options;
    const gln_freq_view *view[2]; /* view[1] NULL without a second side */
    uint64_t n_articles[2];       /* with tokens */
    gln_network_node *nodes;      /* by bytes */
    size_t n_nodes;
    uint32_t **of_article[2]; /* by document: its nodes, ascending; NULL where none. Lies in `lists`. */
    uint32_t *n_of_article[2];
    uint32_t *lists[2];
    uint32_t *pairs[2]; /* articles with both, by side: pair (a, b), a < b, at b (b - 1)/2 + a */
    uint64_t m;         /* pairs tested */
    double ln_cut;      /* the largest ln p that is an edge's */
    size_t n_significant;
    gln_network_edge *edges;
    size_t n_edges;
    gln_graph graph;
    gln_graph_edge *graph_edges;
    gln_graph_nodes measures;
    double *x, *y; /* places on a picture */
    double modularity;
    size_t n_communities;
} gln_network;

static inline size_t gln_network__pair(uint32_t a, uint32_t b)
{
    return (size_t)b * (b - 1) / 2 + a;
}

/* measure_network.c: gln_network_tables on views; b may be NULL. */
GLN_MUST_USE gln_status gln_network__views(const gln_freq_view *a, const gln_freq_view *b,
                                           const gln_network_options *options, gln_table *tables[3], gln_error *err);

/* measure_network_count.c: nodes, their articles, the counts of pairs. */
GLN_MUST_USE gln_status gln_network__count(gln_network *n, gln_error *err);

/* measure_network_test.c: edges; and whether they change. */
GLN_MUST_USE gln_status gln_network__test(gln_network *n, gln_error *err);
GLN_MUST_USE gln_status gln_network__changes(gln_network *n, gln_error *err);
double gln_network__ln_p(uint64_t both, uint64_t first, uint64_t second, uint64_t all); /* of attraction */

/* measure_network_stability.c: the share of resamples in which each edge passes its test. */
GLN_MUST_USE gln_status gln_network__stability(gln_network *n, gln_error *err);

#endif
