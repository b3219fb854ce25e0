/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Changes of level in a series of counts with exposure, Poisson likelihood.
 *
 * A stretch of S hits in exposure N has maximal log likelihood S ln(S/N) (constants of the data left out), 0 for S = 0.
 * A change is given by `after`, the number of periods before it. Gaps are left out by the caller; exposure NULL stands
 * for ones; a period of exposure 0 must have count 0. The chi-square p of the best of many places is invalid: either
 * the place was declared beforehand, or p comes from simulation. Bursts are changes too: a single spike is cut out.
 * Functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_CHANGESCAN_H
#define GLN_STATS_CHANGESCAN_H

#include "guanlan/status.h"
#include "stats/rng.h"

#include <stddef.h>

/** The best single change. */
typedef struct gln_change {
    double lr;                      /**< largest 2 [l(before) + l(after) - l(all)] */
    size_t after;                   /**< where; the first of equals */
    double rate_before, rate_after; /**< NaN without exposure */
    double p;                       /**< (b+1)/(B+1) over B draws; NaN without */
    double min_p;                   /**< 1/(B+1) */
    const char *status;             /**< "ok", "no_events", "insufficient_data" (n < 2) */
} gln_change;

/** Scans every place. lr: room for n - 1 statistics, or NULL. p: the counts drawn anew, multinomial with the exposure
 * shares (given their sum; Worsley 1986), draws times by rng; none where draws is 0 or rng NULL.
 * GLN_ERR_RANGE for a number out of domain, or draws on counts that are not whole; GLN_ERR_NOMEM.
 * O(n + draws (n + S log n)), S the sum of the counts. */
GLN_MUST_USE gln_status gln_change__scan(const double *y, const double *exposure, size_t n, size_t draws, gln_rng *rng,
                                         double *lr, gln_change *out, gln_error *err);

/** What chance alone makes of the best cut: draws statistics lr of `hits` hits dealt to the periods by their exposure
 * (NULL: ones), as gln_change__scan draws them. They depend on the sum and the exposures only, so series of one corpus
 * share them. lr: room for draws. GLN_ERR_RANGE for n < 2 or no exposure, GLN_ERR_NOMEM. O(draws (n + hits log n)). */
GLN_MUST_USE gln_status gln_change__null(const double *exposure, size_t n, double hits, size_t draws, gln_rng *rng,
                                         double *lr, gln_error *err);

/** A segmentation. */
typedef struct gln_partition {
    size_t n_changes;
    double cost;        /**< sum over stretches of 2 S (ln N - ln S), plus penalty times changes */
    double penalty;     /**< as used */
    const char *status; /**< "ok", "insufficient_data" (n = 0) */
} gln_partition;

/** 2 ln n: a rate and a place for each change. */
double gln_change__penalty(size_t n);

/** The segmentation of least cost, exact: optimal partitioning (Jackson et al. 2005), pruned (PELT, Killick, Fearnhead
 * and Eckley 2012) where min_segment is 1. after: room for n. penalty: finite, >= 0, NaN for the default. min_segment
 * >= 1: periods of the shortest stretch; a shorter series is one stretch. Of equal costs the longer last stretch wins.
 * GLN_ERR_RANGE, GLN_ERR_NOMEM. O(n) to O(n^2) time (20,000 periods without a change: about 6 s), O(n) memory. */
GLN_MUST_USE gln_status gln_change__partition(const double *y, const double *exposure, size_t n, double penalty,
                                              size_t min_segment, size_t *after, gln_partition *out, gln_error *err);

#endif
