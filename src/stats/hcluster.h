/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Trees of texts: agglomerative clustering, and the clustering of neighbours in time.
 *
 * Of equally near pairs the first in the order of rows is merged. Pure functions, thread safe. */
#ifndef GLN_STATS_HCLUSTER_H
#define GLN_STATS_HCLUSTER_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

typedef enum gln_linkage { GLN_LINK_SINGLE, GLN_LINK_COMPLETE, GLN_LINK_AVERAGE, GLN_LINK_WARD } gln_linkage;

/** A merge: a single item i is -(i + 1), the cluster of the k-th merge is k + 1, as R's hclust writes them. */
typedef struct gln_merge {
    int64_t left, right;
    double height;
} gln_merge;

/** Lance and Williams' (1967) recursion; Ward on squared distances, the height their root (Ward.D2, Murtagh and
 * Legendre 2014). distances: n x n, symmetric, destroyed. merges: room for n - 1. GLN_ERR_RANGE for a distance that is
 * not finite; GLN_ERR_NOMEM. O(n^3) at most, O(n^2) as a rule. */
GLN_MUST_USE gln_status gln_hcluster__tree(double *distances, size_t n, gln_linkage linkage, gln_merge *merges,
                                           gln_error *err);

/** The cluster of each item, from 1 in order of first appearance, where the tree is cut into k. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_hcluster__cut(const gln_merge *merges, size_t n, size_t k, size_t *clusters,
                                          gln_error *err);

/** Pearson's r of the distances with the heights at which pairs come together (Sokal and Rohlf 1962); NaN below three
 * items. distances: as they were before the tree. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_hcluster__cophenetic(const double *distances, size_t n, const gln_merge *merges, double *r,
                                                 gln_error *err);

/** A merge of two stretches that touch: [start, middle) and [middle, end). */
typedef struct gln_neighbour_merge {
    size_t start, middle, end;
    double sd; /**< sample standard deviation of all values of both */
} gln_neighbour_merge;

/** Variability-based neighbour clustering (Gries and Hilpert 2008): the two neighbours whose union varies least are
 * merged, of equals the leftmost. merges: room for n - 1. GLN_ERR_NOMEM. O(n^2). */
GLN_MUST_USE gln_status gln_hcluster__neighbours(const double *x, size_t n, gln_neighbour_merge *merges,
                                                 gln_error *err);

#endif
