/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Ranks, and what is made of them alone: Spearman's correlation with time, Pettitt's change point.
 * Functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_RANKS_H
#define GLN_STATS_RANKS_H

#include "guanlan/status.h"
#include "stats/rng.h"

#include <stddef.h>

/** Replaces n finite values by their ranks from 1, ties by their mean rank. GLN_ERR_NOMEM. O(n log n). */
GLN_MUST_USE gln_status gln_ranks__of(double *values, size_t n, gln_error *err);

/** Spearman's rank correlation (1904). */
typedef struct gln_spearman {
    double rho;         /**< correlation of the midranks; NaN where one side is constant */
    double p, ln_p;     /**< two-sided, t = rho sqrt((n-2)/(1-rho^2)) on n - 2 df; p = 0 at rho = +-1 */
    const char *status; /**< "ok", "constant", "insufficient_data" (n < 3) */
} gln_spearman;

/** Between t (NULL: 0, 1, 2, ...) and x. GLN_ERR_RANGE for a number that is not finite, GLN_ERR_NOMEM. O(n log n). */
GLN_MUST_USE gln_status gln_ranks__spearman(const double *t, const double *x, size_t n, gln_spearman *out,
                                            gln_error *err);

/** Pettitt's (1979) change point in location. */
typedef struct gln_pettitt {
    double k;           /**< max |U_m|, U_m = 2 sum_{i<=m} rank_i - m(n+1) */
    size_t after;       /**< points before the change: the first m that reaches k */
    double p_approx;    /**< min(1, 2 exp(-6 k^2 / (n^3 + n^2))): far too large for short series */
    double p_mc;        /**< (b+1)/(B+1) over B shuffles; NaN without */
    const char *status; /**< "ok", "constant", "insufficient_data" (n < 2) */
} gln_pettitt;

/** On n values in time order; draws shuffles by rng (both may be 0/NULL). Errors as above. O(n (log n + draws)). */
GLN_MUST_USE gln_status gln_ranks__pettitt(const double *x, size_t n, size_t draws, gln_rng *rng, gln_pettitt *out,
                                           gln_error *err);

#endif
