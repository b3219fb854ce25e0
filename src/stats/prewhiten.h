/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The Mann-Kendall test on a series that remembers itself.
 *
 * With a positive lag-1 autocorrelation r the plain test rejects far too often (16 to 30 % at r = .6 in simulation).
 *  - PW: the test on x_i - r x_{i-1}, r of the series as it stands (Kulkarni and von Storch 1995; von Storch 1995). A
 *    steady trend is itself autocorrelation, so the clearer it is, the more of it this takes away.
 *  - TFPW: trend removed with the Sen slope, r taken from the rest, whitened, trend put back (Yue et al. 2002); keeps
 *    the power and rejects too often: the noise shrinks by 1 - r, the trend does not.
 *  - Corrected variance: var S times n/n* (Hamed and Rao 1998; Yue and Wang 2004).
 *
 * The test for a verdict corrects the variance for an AR(1) series whose r is free of the trend and of its bias. With r
 * the autocorrelation of what the Sen slope leaves, E r = rho - (2 + 5 rho)/n to first order (for least squares
 * (2 + 4 rho)/n, van Giersbergen 2005, as Hamed 2009 uses it; the divisor n of acf1 takes another rho/n, as Kendall
 * 1954 has it for a series less its mean). Hence
 *     r* = (n r + 2)/(n - 5), held in [0, .95],
 *     var S times 1 + 2/(n(n-1)(n-2)) sum_{k=1}^{n-1} (n-k)(n-k-1)(n-k-2) r*^k,
 * Hamed and Rao's factor with the autocorrelations r*^k in place of sample ones: never below 1; at r* = 0 the plain
 * test, exact where that is. Nothing is whitened, so a rise stays a rise and ties stay ties.
 * Simulated at a nominal 5 % (tests/bench/sim_trend.c; the table is in src/measure/README.md), n = 8 to 60: without a
 * trend it rejects 1.5 to 4 % of independent series, bursty counts among them, 3.5 to 6.1 % at rho = .3, 2 to 9.7 % at
 * rho = .6 (TFPW to 40 %), 11 to 16 % at rho = .9. A rise by factor 4 along a line over 35 periods is found in every
 * series with noise of 5 % and of 20 % of the mean, where PW and TFPW together ("3PW", Collaud Coen et al. 2020) find
 * .96 and .76 of them. Below some ten points r* is often at its limit, and much of even a clear rise is missed.
 *
 * Neighbours are consecutive observations, whatever time lies between; gaps are dropped by the caller.
 * The functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_PREWHITEN_H
#define GLN_STATS_PREWHITEN_H

#include "guanlan/status.h"
#include "stats/kendall.h"

#include <stddef.h>

/** The tests side by side. A number that is not defined is NaN. */
typedef struct gln_prewhiten {
    double acf1;           /**< lag-1 autocorrelation of the series */
    double acf1_detrended; /**< the same after taking off the slope */
    double acf1_limit;     /**< +- 1.96/sqrt n: beyond it acf1 differs from 0 at 5 % */
    double n_effective;    /**< n (1 - r)/(1 + r), r = acf1_detrended in [0, 1) (Bayley and Hammersley 1946, AR(1)) */
    gln_kendall plain;     /**< no correction */
    gln_kendall pw;        /**< pre-whitened, n - 1 points */
    gln_kendall tfpw;      /**< trend-free pre-whitened, n - 1 points */
    double acf1_corrected; /**< r*; 0 for a rest that does not vary */
    double factor;         /**< of var S at r*; 1 or above */
    double p, ln_p;        /**< the verdict's, two-sided: plain.s over the root of var S times factor */
    const char *status;    /**< "ok", "constant", "insufficient_data" (n < 5: the plain test can never reach .05) */
} gln_prewhiten;

/** The tests on n values x at times t (NULL: 1, 2, ...), slope the Theil-Sen slope of these points (units of x per t).
 * GLN_ERR_RANGE for a number that is not finite, GLN_ERR_NOMEM. O(n log n). */
GLN_MUST_USE gln_status gln_prewhiten__test(const double *t, const double *x, size_t n, double slope,
                                            gln_prewhiten *out, gln_error *err);

/** Mann-Kendall with a corrected variance. */
typedef struct gln_kendall_corrected {
    double factor;         /**< n/n*; may be negative, since sample autocorrelations need not be consistent */
    double var_s;          /**< var S times factor */
    double z, p, ln_p;     /**< NaN where var_s is not positive */
    double p_conservative; /**< with the factor held at 1 or above: never below the plain p */
    double ln_p_conservative;
} gln_kendall_corrected;

/** Hamed and Rao (1998): factor = 1 + 2/(n(n-1)(n-2)) sum_k (n-k)(n-k-1)(n-k-2) r_k over the lags up to max_lag (0:
 * all) whose |r_k| > z/sqrt n, z the normal quantile at two-sided conf, r the autocorrelations of the ranks (ties
 * midranks) of the detrended series. The sum keeps its sign. Errors as above. O(n (max_lag + log n)). */
GLN_MUST_USE gln_status gln_prewhiten__hamed_rao(const double *t, const double *x, size_t n, double slope,
                                                 size_t max_lag, double conf, gln_kendall_corrected *out,
                                                 gln_error *err);

/** Yue and Wang (2004) at lag 1: factor = 1 + 2 (1 - 1/n) r_1, r_1 of the detrended series. Errors as above. */
GLN_MUST_USE gln_status gln_prewhiten__yue_wang(const double *t, const double *x, size_t n, double slope,
                                                gln_kendall_corrected *out, gln_error *err);

#endif
