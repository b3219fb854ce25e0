/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Does one series move with another, and which comes first? Cross-correlation of series that had their own line and
 * memory taken out first, without which any two that rise are correlated (Yule 1926). Pure but for the generator.
 */
#ifndef GLN_STATS_CROSSCORR_H
#define GLN_STATS_CROSSCORR_H

#include "guanlan/status.h"
#include "stats/rng.h"

#include <stddef.h>

enum { GLN_CROSSCORR_MIN = 12 }; /**< points that both series must have */

/** Takes out of x what it has from time and from its own past: the line of least squares, then r times the value
 * before, r the lag-1 autocorrelation of what the line leaves (Box and Jenkins 1970, prewhitening by an AR(1)). x[i]
 * may be NaN (a gap); out[i] is NaN where x[i] or x[i - 1] is. All NaN for fewer than 4 values or a constant. O(n). */
void gln_crosscorr__prewhiten(const double *x, size_t n, double *out);

typedef struct gln_crosscorr {
    size_t n;    /**< places where both have a value */
    double r0;   /**< at lag 0 */
    double r0_p; /**< (b+1)/(B+1), b of B shuffles of the second series reach |r0| */
    long lag;    /**< where |r| is largest, the lag nearest to 0 of equals; above 0 the first series leads */
    double r;    /**< there */
    double p;    /**< b of B shuffles whose largest |r| over all lags reaches |r|: the search is paid for */
    size_t draws;
    const char *status; /**< "ok", "insufficient_data" (n < GLN_CROSSCORR_MIN), "constant" */
} gln_crosscorr;

/** r_k = sum_t a_t b_{t+k} / sqrt(sum a^2 sum b^2), k from -max_lag to max_lag, both less their means, over the places
 * where both are there. Shuffles move b's values among its places. GLN_ERR_NOMEM. O((draws + 1) n max_lag). */
GLN_MUST_USE gln_status gln_crosscorr__of(const double *a, const double *b, size_t n, size_t max_lag, size_t draws,
                                          gln_rng *rng, gln_crosscorr *out, gln_error *err);

#endif
