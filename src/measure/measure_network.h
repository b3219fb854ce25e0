/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the network share: the nodes' contexts, the pairs' counts, the edges. A context is an article, a
 * paragraph or a sentence, of which lists are kept; pairs in windows are counted where they stand (see network.h). */
#ifndef GLN_MEASURE_NETWORK_H
#define GLN_MEASURE_NETWORK_H

#include "count/freq_order.h"
#include "guanlan/network.h"
#include "measure/measure_graph.h"

typedef struct gln_network_node {
    gln_slice text;
    uint64_t count;       /* hits */
    uint64_t articles[2]; /* by side */
    uint64_t units[2];    /* by side: contexts that hold it; of windows, its tokens */
    gln_date first, last; /* days of the issues that hold it; year 0 where none is known */
} gln_network_node;

typedef struct gln_network_edge {
    uint32_t a, b;        /* nodes, a < b in the order of their bytes */
    uint64_t observed[2]; /* contexts with both, by side */
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
    uint64_t n_units[2];          /* contexts with tokens; of windows, tokens */
    double n_places;              /* of windows: pairs of places at most `window` apart */
    gln_network_node *nodes;      /* by bytes */
    size_t n_nodes;
    uint32_t *node_of[2]; /* of windows: by term of the view, its node or GLN_NO_ID */
    uint32_t *lists[2];   /* the nodes of each context, ascending, one list behind the other; no windows */
    size_t *from[2];      /* by context, and the end: where its list begins */
    size_t n_lists[2];
    uint32_t *doc_of[2]; /* by context: its document; NULL where they are the same */
    uint32_t *pairs[2];  /* contexts with both, by side: pair (a, b), a < b, at b (b - 1)/2 + a */
    uint64_t m;          /* pairs tested */
    double ln_cut;       /* the largest ln p that is an edge's */
    size_t n_significant;
    size_t n_cut_off; /* nodes whose edges the filter took all */
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

/* measure_network_count.c: nodes, their contexts, the counts of pairs. */
GLN_MUST_USE gln_status gln_network__count(gln_network *n, gln_error *err);

/* measure_network_units.c: the lists of paragraphs or sentences; or what there is to know of windows. node_of is by
 * term of the side's view. */
GLN_MUST_USE gln_status gln_network__units(gln_network *n, int side, const uint32_t *node_of, gln_error *err);

/* Each pair of nodes that stands together, with its document, in the order of the documents. */
typedef void gln_network_meet(void *context, uint32_t a, uint32_t b, size_t doc);
GLN_MUST_USE gln_status gln_network__each_pair(const gln_network *n, int side, gln_network_meet *meet, void *context,
                                               gln_error *err);

/* Tokens of a document of windows, and its pairs of places. */
GLN_MUST_USE gln_status gln_network__places(const gln_network *n, size_t doc, gln_freq_orders *orders, uint64_t *tokens,
                                            double *places, gln_error *err);
static inline bool gln_network__windows(const gln_network *n)
{
    return n->options->context == GLN_CONTEXT_WINDOW;
}

/* measure_network_test.c: edges; and whether they change. */
GLN_MUST_USE gln_status gln_network__test(gln_network *n, gln_error *err);
GLN_MUST_USE gln_status gln_network__changes(gln_network *n, gln_error *err);
/* Of attraction; all is the number of contexts, or of tokens where `places` pairs of them stand in windows. */
double gln_network__ln_p(uint64_t both, uint64_t first, uint64_t second, uint64_t all);
double gln_network__ln_p_window(uint64_t both, uint64_t first, uint64_t second, uint64_t all, double places);
double gln_network__expected(const gln_network *n, uint64_t first, uint64_t second, uint64_t all, double places);

/* measure_network_stability.c: the share of resamples in which each edge passes its test. */
GLN_MUST_USE gln_status gln_network__stability(gln_network *n, gln_error *err);

#endif
