/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Collocations: which words stand near given terms (the nodes) more often than chance would have it.
 */
#ifndef GUANLAN_COLLOCATION_H
#define GUANLAN_COLLOCATION_H

#include "guanlan/counter.h"
#include "guanlan/table.h"
#include "guanlan/trend.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What an observation is (Evert 2008). */
typedef enum gln_cooc_counting {
    /** Windows: tokens of the collocate in the union of the node's windows, against the tokens outside. Sentences,
     * paragraphs, articles: units that hold both, against the other units. */
    GLN_COOC_SURFACE,
    /** Windows only: every pair (occurrence, token) within the span, against the exact mean of all permutations of the
     * tokens, f1 f2 P/(N (N-1)). Measures of the 2x2 table are then null. */
    GLN_COOC_PAIRS,
} gln_cooc_counting;

/** Start it with GLN_COOC_OPTIONS_INIT. */
typedef struct gln_cooc_options {
    gln_cooc_counting counting;
    uint64_t min_count; /**< collocates observed less often are left out, also of the family of tests */
    size_t top;         /**< rows a node at most, 0 for all; the family stays the whole */
    bool all_measures;  /**< the column measures holds all others there are */
} gln_cooc_options;

#define GLN_COOC_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        .counting = GLN_COOC_SURFACE, .min_count = 2, .top = 0                                                         \
    }

/** Makes the table cooc. With O observed, f1 contexts of the node, f2 the collocate's count, N all: E = f1 f2/N; G2
 * (Dunning 1993), logDice = 14 + log2(2O/(f1+f2)) (Rychly 2008), PMI (Church and Hanks 1990), NPMI (Bouma 2009), MI3
 * (Daille 1994), t (Church et al. 1991), Delta P both ways (Gries 2013). A word all of whose tokens are the node's is
 * no collocate of it. Tokens are not independent, so g2_ln_p and p_adj rank and do not test.
 *
 * Order: nodes as given; within a node by signed G2 (simple log-likelihood with pairs), attraction first, ties by
 * bytes. A node without a hit or without a collocate gives one row with an empty collocate and the status "no_hits" or
 * "no_collocates". options may be NULL. Errors: GLN_ERR_USAGE for pairs where the context is no window; GLN_ERR_NOMEM.
 * Cost: linear in the pairs, and a sort. The counter is not changed; other threads may read it. */
GLN_API GLN_MUST_USE gln_status gln_cooc_table(const gln_cooc *counter, const gln_cooc_options *options,
                                               gln_table **out, gln_error *err);

/** Makes cooc_change (a row a node and collocate) and cooc_periods (a row for each of its periods) from a counter with
 * gln_counter_options.monthly: how the company of a word changes (as DiaCollo, Jurish 2015, with tests). Tests are on
 * articles: among those with the node, how many have the collocate near it. All periods are compared at once (Pearson
 * 1900), and each with the last before it that has the node (Fisher 1935). Tested are collocates with min_count
 * articles or more; order: by p_adj, then articles; top rows a node. by: month, quarter or year, at most 400 periods;
 * GLN_ERR_USAGE else. Cost: the counts of the months are added up, then linear in collocates x periods. */
GLN_API GLN_MUST_USE gln_status gln_cooc_periods(const gln_cooc *counter, gln_by by, const gln_cooc_options *options,
                                                 gln_table **change, gln_table **each, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
