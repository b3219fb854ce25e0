/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures of an undirected weighted graph, by igraph. Nodes are numbered from 0, there is no loop and no edge twice.
 *
 * What igraph draws at random (the order in which communities grow) is drawn from its own generator, seeded at each
 * call: the same graph gives the same answer. It keeps that generator for each thread. */
#ifndef GLN_MEASURE_GRAPH_H
#define GLN_MEASURE_GRAPH_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct gln_graph_edge {
    uint32_t a, b;
    double weight; /* > 0 */
} gln_graph_edge;

typedef struct gln_graph {
    size_t n_nodes;
    const gln_graph_edge *edges;
    size_t n_edges;
} gln_graph;

/* Results by node; NULL for what is not wanted. */
typedef struct gln_graph_nodes {
    uint32_t *degree;
    double *strength;    /* sum of the weights of a node's edges */
    double *pagerank;    /* damping .85, by weight; sums to 1 (Brin and Page 1998) */
    double *betweenness; /* of all pairs' shortest paths, unweighted, the share through a node: 0..1 (Freeman 1977) */
    double *clustering;  /* mean over pairs of neighbours of (w w w)^(1/3), weights by the largest (Onnela et al. 2005);
                            0 below two neighbours */
    uint32_t
        *community; /* numbered by size, the largest 0, then by least node (Leiden, modularity; Traag et al. 2019) */
} gln_graph_nodes;

/* Sets of nodes; weights are those of the edges, or 1 where `unweighted`. GLN_ERR_RANGE for an edge that is a loop or
 * leaves the graph, or a weight that is not above 0; GLN_ERR_NOMEM. Betweenness costs O(nodes x edges), clustering
 * O(sum of squared degrees), the rest about O(edges). */
GLN_MUST_USE gln_status gln_graph__measure(const gln_graph *graph, gln_graph_nodes *out, gln_error *err);

/* Places for a picture, within [0, 1] (Fruchterman and Reingold 1991, unweighted, from a circle, components tied to a
 * common middle): near nodes are linked, the axes mean nothing. NaN for a node without edges. The edges are ones that
 * gln_graph__measure takes. Costs O(nodes squared) a round, above 1,000 nodes less. */
GLN_MUST_USE gln_status gln_graph__layout(const gln_graph *graph, double *x, double *y, gln_error *err);

/* PageRank of the unweighted graph: TextRank (Mihalcea and Tarau 2004) is this on the graph of neighbours in a text. */
GLN_MUST_USE gln_status gln_graph__textrank(const gln_graph *graph, double damping, double *out, gln_error *err);

/* Newman's (2006) modularity of a partition, by weight: 0 as by chance; NaN for a graph without edges. */
GLN_MUST_USE gln_status gln_graph__modularity(const gln_graph *graph, const uint32_t *community, double *out,
                                              gln_error *err);

/* The disparity filter (Serrano et al. 2009): alpha = (1 - w/s)^(k-1) of a node of strength s and degree k, the lesser
 * of both ends; 1 at an end of degree 1, which says nothing. Small: the edge carries more of a node than chance would.
 */
void gln_graph__disparity(const gln_graph *graph, const double *strength, const uint32_t *degree, double *alpha);

#endif
