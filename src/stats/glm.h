/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Log-linear regression of counts with an exposure: Poisson, quasi-Poisson, negative binomial; and what guards them.
 *
 * Model: y_i ~ Poisson(mu_i), ln mu_i = ln exposure_i + sum_j x_ij b_j (McCullagh and Nelder 1989). With an intercept
 * and a column t in years, 100 (e^b - 1) is the change in % per year. A design is n rows of p numbers, row after row,
 * p <= GLN_GLM_MAX_P; the caller gives the intercept as a column of ones and keeps the columns within sane reach of
 * each other (dates from the first date, not from year 0). Periods without exposure are gaps and are left out by the
 * caller. Undefined numbers are NaN with a status. Functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_GLM_H
#define GLN_STATS_GLM_H

#include "guanlan/status.h"
#include "stats/numeric.h"

#include <stddef.h>

enum { GLN_GLM_MAX_P = 20 };

/** Data of a regression; borrowed. */
typedef struct gln_glm_data {
    const double *y;        /**< n counts, >= 0 */
    const double *exposure; /**< n exposures, > 0 */
    const double *x;        /**< the design, n x p, row after row */
    size_t n, p;
} gln_glm_data;

/** A fitted model. Where status is not "ok" the coefficients and all that follows from them are NaN. */
typedef struct gln_glm {
    size_t n, p;
    int iterations;
    double df;                                 /**< n - p */
    double coef[GLN_GLM_MAX_P];                /**< of ln rate */
    double cov[GLN_GLM_MAX_P * GLN_GLM_MAX_P]; /**< (X'WX)^-1, p x p, row after row: of Poisson or of NB2 */
    double se[GLN_GLM_MAX_P];                  /**< square roots of its diagonal */
    double deviance;                           /**< 2 sum D(y, mu); of NB2 the NB2 deviance */
    double null_deviance;                      /**< Poisson: of one common rate */
    double loglik, aic;                        /**< aic counts p parameters, NB2 p + 1 */
    double pearson_x2;                         /**< sum (y - mu)^2 / V(mu) */
    double dispersion;                         /**< X2 / df as it is; NaN for df = 0 */
    double phi;                                /**< max(1, dispersion): what intervals are widened by */
    double lr_p, lr_ln_p;                      /**< likelihood ratio against one common rate, p - 1 df; NaN for p = 1 */
    double theta;                              /**< NB2: V(mu) = mu + mu^2/theta; Poisson: infinity */
    double upper_one, upper_two; /**< status "no_events": exact 95 % upper limits of the rate, one- and two-sided */
    /** "ok"; "insufficient_data" (n < p or n = 0); "no_events" (all counts 0); "collinear" (the columns are);
     * "separation" (a coefficient has no finite estimate: report an exact conditional test, e.g. gln_series__surprise);
     * "no_convergence"; NB2 only: "boundary" (no overdispersion: theta infinite, the numbers are Poisson's). */
    const char *status;
} gln_glm;

/** Poisson fit by iteratively reweighted least squares (QR with column pivoting, step halving, at most 100 rounds).
 * mu: room for n fitted means or NULL; NaN where the status is not "ok". GLN_ERR_RANGE for a number out of its domain
 * or p outside 1 to GLN_GLM_MAX_P, GLN_ERR_NOMEM. O(n p^2) a round, about 6 rounds. */
GLN_MUST_USE gln_status gln_glm__poisson(const gln_glm_data *data, gln_glm *out, double *mu, gln_error *err);

/** Negative binomial (NB2) by maximum likelihood, theta too (Lawless 1987; Venables and Ripley 2002, glm.nb), starting
 * from the Poisson fit `poisson`. The standard errors take theta as known. mu and errors as above. */
GLN_MUST_USE gln_status gln_glm__negbin(const gln_glm_data *data, const gln_glm *poisson, gln_glm *out, double *mu,
                                        gln_error *err);

/** An estimate with its test and interval. */
typedef struct gln_effect {
    double estimate, se;
    double stat;      /**< estimate / se */
    double df;        /**< of Student's t; infinity: normal */
    double p, ln_p;   /**< two-sided */
    double low, high; /**< estimate -+ quantile se */
    double conf;
} gln_effect;

/** All NaN where estimate or se is, se is not positive, or df is not. */
gln_effect gln_effect__of(double estimate, double se, double df, double conf);

/** Coefficient j of a fit: Wald's z test; or with phi (>= 0, say fit->phi) the quasi-likelihood t test on n - p df, se
 * widened by sqrt(phi) (McCullagh and Nelder 1989, ch. 9). phi < 0 asks for Wald's. */
gln_effect gln_glm__effect(const gln_glm *fit, size_t j, double phi, double conf);

/** Profile likelihood limits of coefficient j: where the deviance rises by the squared normal quantile. NaN at an end
 * where it never does (as beside separation). GLN_ERR_NOMEM. About 40 fits. */
GLN_MUST_USE gln_status gln_glm__profile(const gln_glm_data *data, const gln_glm *fit, size_t j, double conf,
                                         gln_interval *out, gln_error *err);

/** The same limits as R's confint prints them (MASS, Venables and Ripley 2002): the root of the rise at steps of a
 * fifth of its quantile at 1 - (1-conf)/4, a cubic spline through them, straight lines between three points a step.
 * Within about 1e-5 of gln_glm__profile; for comparison with R only. NaN where a step cannot be fitted. At most 18
 * fits. */
GLN_MUST_USE gln_status gln_glm__profile_spline(const gln_glm_data *data, const gln_glm *fit, size_t j, double conf,
                                                gln_interval *out, gln_error *err);

/** Sandwich standard errors: bread (X'WX)^-1 of the fit, meat sum e_i^2 x_i x_i', e = y - mu, plus
 * sum_{l=1..lag} (1 - l/(lag+1)) (G_l + G_l'), G_l = sum e_i e_{i-l} x_i x_{i-l}': HC0 for lag 0 (White 1980), above it
 * Newey and West (1987), no prewhitening, no small-sample factor. Rows in time order. bread p x p, se: room for p.
 * O(n p^2 (lag + 1)). */
void gln_glm__sandwich(const gln_glm_data *data, const double *mu, const double *bread, size_t lag, double *se);

/** Overdispersion tests of Cameron and Trivedi (1990), one-sided against a variance above mu. */
typedef struct gln_overdispersion {
    double nb1_z, nb1_p, nb1_ln_p, nb1_dispersion; /**< variance dispersion * mu: sqrt n mean(a)/sd(a), 1 + mean(a) */
    double nb2_z, nb2_p, nb2_ln_p, nb2_alpha;      /**< variance mu + alpha mu^2: t of a on mu without intercept */
    const char *status;                            /**< "ok" or "insufficient_data" (n < 2, a constant) */
} gln_overdispersion;

/** a_i = ((y_i - mu_i)^2 - y_i) / mu_i; mu of a Poisson fit. O(n). */
gln_overdispersion gln_glm__overdispersion(const double *y, const double *mu, size_t n);

/** Ordinary least squares of y on the design (exposure is not looked at): coef, cov = s^2 (X'X)^-1, se, deviance =
 * residual sum of squares; the likelihood fields stay NaN. fitted: room for n or NULL. For description only: rates are
 * not normal. xtx_inverse: room for p x p or NULL, the bread of gln_glm__sandwich. Errors as above. O(n p^2). */
GLN_MUST_USE gln_status gln_glm__ols(const gln_glm_data *data, gln_glm *out, double *fitted, double *xtx_inverse,
                                     gln_error *err);

/** Durbin and Watson (1950): sum (e_i - e_{i-1})^2 / sum e_i^2, e = y - fitted; NaN for n < 2 or a perfect fit. */
double gln_glm__durbin_watson(const double *y, const double *fitted, size_t n);

#endif
