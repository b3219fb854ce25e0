/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The Mann-Kendall test on a series that remembers itself.
 *
 * With a positive lag-1 autocorrelation r the plain test rejects far too often (20 to 26 % at r = .6 in simulation).
 *  - PW: the test on x_i - r x_{i-1}, r of the series as it stands (Kulkarni and von Storch 1995; von Storch 1995).
 *  - TFPW: trend removed with the Sen slope, r taken from the rest, whitened, trend put back (Yue et al. 2002); keeps
 *    the power and rejects too often.
 *  - 3PW: significant only when both are, in the same direction (after Collaud Coen et al. 2020, who whiten only
 *    where r is itself significant; here always, which costs power and needs no pre-test). p = max of the two p, a test
 *    of their union of null hypotheses (Berger 1982), so it holds its level where either does.
 *  - Corrected variance: var S times n/n* (Hamed and Rao 1998; Yue and Wang 2004).
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
    double p, ln_p;        /**< 3PW: the larger p_best of pw and tfpw; 1 where their signs differ */
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
