/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The Mann-Kendall test on a series that remembers itself.
 *
 * With a positive lag-1 autocorrelation r the plain test rejects far too often (20 to 34 % at r = .6 in simulation).
 *  - PW: the test on x_i - r x_{i-1}, r of the series as it stands (Kulkarni and von Storch 1995; von Storch 1995). A
 *    steady trend is itself autocorrelation, so the clearer it is, the more of it this takes away.
 *  - TFPW: trend removed with the Sen slope, r taken from the rest, whitened, trend put back (Yue et al. 2002); keeps
 *    the power and rejects too often: the noise is made smaller by 1 - r, the trend is not.
 *  - BCPW, the one for a verdict: pre-whitening with r free of the trend and of its bias, after Hamed (2009). The rest
 *    of the Sen slope b gives r; for a series less a line E r = rho - (2 + 5 rho)/n to first order (van Giersbergen's
 *    (2005) (2 + 4 rho)/n for least squares, and rho/n more for the divisor n of acf1, as Kendall 1954 has it for a
 *    mean), hence r* = (n r + 2)/(n - 5), held in [0, .95]. The test is that of Mann and Kendall on
 *        w_i = x_i - r* (x_{i-1} + b (t_i - t_{i-1})),
 *    for equal steps the order of x_i - r* x_{i-1}, so that trend and noise shrink alike (Wang and Swail 2001).
 * Simulated (tests/bench/sim_trend.c, 10,000 series each), nominal 5 %, no trend: BCPW rejects 2.7 to 4.2 % of
 * independent series, Poisson counts and bursty ones among them, 5 to 7 % at r = .3, and at r = .6 up to 9.7 % for
 * n = 24 and 9.1 % for 35 and 60 (TFPW to 40 %). Its power for a rise by factor 4 over 35 periods with noise of 20 % is
 * 1.00, where PW and TFPW together ("3PW", Collaud Coen et al. 2020) have .75. Above r = .6 it rejects too often (r =
 * .9, n = 24: 19 %): nothing tells so short a series from one with a trend.
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
    gln_kendall bcpw;      /**< bias-corrected pre-whitened, n - 1 points */
    double p, ln_p;        /**< the verdict's: p_best and ln_p_best of bcpw */
    const char *status; /**< "ok", "constant", "insufficient_data" (n < 5: the whitened points can never reach .05) */
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
