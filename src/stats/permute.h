/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Permutation tests of two groups of units, made once for a whole vocabulary.
 *
 * Units (issues, or articles) carry the label 1 or 2. Under the null hypothesis the labels are exchangeable between
 * blocks: each unit by itself, or blocks of consecutive issues where their rates are autocorrelated. A set of
 * relabellings is drawn once; every term is then tested on all of them from the units that it occurs in:
 * O(units with hits x relabellings) a term.
 *
 * Statistic: |ln[((f1 + .5)/n1) / ((f2 + .5)/n2)]|, f hits and n exposure of a group under the labels (exposures move
 * with their units). Up to GLN_PERMUTE_EXACT_MAX possible relabellings all are enumerated and p = b/B, the true labels
 * among them; above, B are drawn by Fisher and Yates' shuffle of the blocks' labels with MT19937 and p = (b+1)/(B+1)
 * (Phipson and Smyth 2010). b counts statistics not below the observed (a relative 1e-9 allowed for rounding).
 *
 * A finished set is read only: many threads may test terms on it at once, each with room of its own.
 */
#ifndef GLN_STATS_PERMUTE_H
#define GLN_STATS_PERMUTE_H

#include "guanlan/status.h"
#include "stats/rng.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLN_PERMUTE_EXACT_MAX 20000

typedef struct gln_permute gln_permute;

/** What a set is made from; borrowed during the call. */
typedef struct gln_permute_units {
    const uint8_t *in_first; /**< 1 where the unit is in group 1, 0 in group 2 */
    const double *exposure;  /**< tokens of the unit, >= 0 */
    const uint32_t *block; /**< block of each unit, any numbers, equal numbers in one block; NULL: every unit its own */
    size_t n;
} gln_permute_units;

/** The set of relabellings: all, or `draws` of them. Memory: a bit for each unit in each relabelling, and 8 bytes a
 * relabelling. GLN_ERR_RANGE where a group has no block, a block holds units of both groups, an exposure is not finite
 * or negative, or a relabelling leaves a group without exposure; GLN_ERR_USAGE for no draws; GLN_ERR_NOMEM. rng may be
 * NULL where the set is certain to be exact, else GLN_ERR_USAGE. O(units x relabellings). */
GLN_MUST_USE gln_status gln_permute__new(const gln_permute_units *units, size_t draws, gln_rng *rng, gln_permute **out,
                                         gln_error *err);
void gln_permute__free(gln_permute *set);

size_t gln_permute__count(const gln_permute *set);  /**< relabellings B */
size_t gln_permute__blocks(const gln_permute *set); /**< blocks that are shuffled */
bool gln_permute__is_exact(const gln_permute *set); /**< all relabellings, the true one among them */
double gln_permute__min_p(const gln_permute *set);  /**< 1/B, or 1/(B+1): no p is below it */

/** 1 where relabelling b puts the unit in group 1: for statistics of other kinds, such as a divergence. */
int gln_permute__label(const gln_permute *set, size_t b, size_t unit);

/** p of an observed statistic among B others that large values speak against, by the rule above. */
double gln_permute__p(const gln_permute *set, const double *statistics, double observed);

/** Hits of a term in one unit. */
typedef struct gln_hits {
    uint32_t unit;
    uint64_t count;
} gln_hits;

/** A term's test. */
typedef struct gln_permute_test {
    double ln_ratio; /**< the observed statistic with its sign */
    double p, ln_p;
    double min_p;       /**< smallest p these labels could give */
    const char *status; /**< "ok" or "no_events" (p = 1) */
} gln_permute_test;

/** Tests a term from the units it occurs in (each at most once, any order). room: B numbers, scratch; afterwards it
 * holds the statistic of every relabelling, for max-T corrections. GLN_ERR_RANGE for a unit beyond the set or more than
 * 2^53 hits. */
GLN_MUST_USE gln_status gln_permute__test(const gln_permute *set, const gln_hits *hits, size_t n_hits, double *room,
                                          gln_permute_test *out, gln_error *err);

#endif
