/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A series of counts or values: does it vary at all, does it remember itself, and is its newest count surprising?
 *
 * Undefined numbers are NaN with a status. All functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_SERIES_H
#define GLN_STATS_SERIES_H

#include "guanlan/status.h"

#include <stddef.h>

/** Counts against exposure shares. */
typedef struct gln_homogeneity {
    size_t n_periods;           /**< periods with exposure */
    double chi2;                /**< sum (y - e)^2 / e, e = Y E_i / E */
    double g;                   /**< 2 sum y ln(y/e) */
    double df;                  /**< n_periods - 1 */
    double p, ln_p;             /**< of chi2 */
    double g_p, g_ln_p;         /**< of g */
    double dispersion;          /**< chi2 / df: variance over mean, 1 for Poisson counts */
    double min_expected;        /**< smallest e; below 5 the chi-square tails are rough */
    double zero_share;          /**< share of periods without a hit */
    double zero_share_expected; /**< the same under one common Poisson rate: mean of exp(-e) */
    const char *status;         /**< "ok", "no_events", "insufficient_data" (fewer than two periods with exposure) */
} gln_homogeneity;

/** Is there any variation in time beyond Poisson's? Pearson's chi-square and the likelihood ratio (Cressie and Read
 * 1984) of n counts. Periods of exposure 0 must have count 0 and count for nothing.
 * GLN_ERR_RANGE for a negative or not finite number, or a count without exposure. O(n). */
GLN_MUST_USE gln_status gln_series__homogeneity(const double *y, const double *exposure, size_t n, gln_homogeneity *out,
                                                gln_error *err);

/** Autocorrelations r_1 ... r_max_lag into out: r_k = sum (x_i - m)(x_{i+k} - m) / sum (x_i - m)^2, as R's acf. NaN for
 * a constant series and for lags >= n. O(n max_lag). */
void gln_series__acf(const double *x, size_t n, size_t max_lag, double *out);

/** r_1 alone; NaN for a constant series or n < 2. */
double gln_series__acf1(const double *x, size_t n);

/** Partial autocorrelations from autocorrelations r_1 ... r_lags (Durbin 1960, Levinson); lags up to 64, more are NaN.
 */
void gln_series__pacf(const double *acf, size_t lags, double *out);

/** Ljung and Box (1978): Q = n(n+2) sum r_k^2/(n-k), chi-square on `lags` df; *ln_p may be NULL. */
double gln_series__ljung_box(const double *acf, size_t lags, size_t n, double *ln_p);

/** A count against a background. */
typedef struct gln_surprise {
    double expected;      /**< exposure * background_k / background_exposure */
    double p_conditional; /**< P(X >= k), X ~ Bin(k + background_k, exposure share): exact, given the sum */
    double ln_p_conditional;
    double p_mid;        /**< the same with half the probability of k itself */
    double p_plugin;     /**< Poisson with the background rate taken as known: too small where it is short */
    double p_predictive; /**< negative binomial: Gamma(1/2) prior (Jeffreys) and the background */
    double ln_p_predictive;
    double bits;        /**< -log2 p_predictive, surprise */
    double z_naive;     /**< (k - expected) / sqrt(expected): kept for comparison only */
    const char *status; /**< "ok" or "no_exposure" */
} gln_surprise;

/** How unexpected k hits in an exposure are, given background_k in background_exposure (not containing this one).
 * GLN_ERR_RANGE for a negative or not finite number. O(sqrt k). */
GLN_MUST_USE gln_status gln_series__surprise(double k, double exposure, double background_k, double background_exposure,
                                             gln_surprise *out, gln_error *err);

#endif
