/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Two samples of units (articles, issues): do they differ? Permutation tests are in permute.h.
 *
 * Undefined numbers are NaN with a status. Functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_TWOSAMPLE_H
#define GLN_STATS_TWOSAMPLE_H

#include "guanlan/status.h"
#include "stats/numeric.h"

#include <stddef.h>

/** Means compared. */
typedef struct gln_welch {
    double difference;                         /**< mean x - mean y */
    double t, df, p, ln_p;                     /**< Welch (1947), Satterthwaite's df; two-sided */
    double low, high;                          /**< of the difference */
    double student_t, student_p, student_ln_p; /**< equal variances, n1 + n2 - 2 df */
    const char *status; /**< "ok", "insufficient_data" (a sample under 2), "constant" (no variance: t undefined) */
} gln_welch;

/** GLN_ERR_RANGE for a number that is not finite or conf outside (0, 1). O(n). */
GLN_MUST_USE gln_status gln_twosample__welch(const double *x, size_t n1, const double *y, size_t n2, double conf,
                                             gln_welch *out, gln_error *err);

/** Ranks compared. */
typedef struct gln_mann_whitney {
    double u;                         /**< pairs with x > y, ties for a half */
    double rank_sum;                  /**< midranks of x */
    double z_cc, p_cc, ln_p_cc;       /**< normal with tie-corrected variance and continuity correction */
    double z_nocc, p_nocc, ln_p_nocc; /**< without it */
    double p_exact;                   /**< of all ways to choose x, ties as they are; NaN above the limit below */
    double p_best, ln_p_best;         /**< p_exact where there is one, else p_cc */
    double a;                         /**< U/(n1 n2) = P(X > Y) + P(X = Y)/2 (Vargha and Delaney 2000) */
    double delta;                     /**< 2A - 1 (Cliff 1993) */
    const char *status; /**< "ok", "constant" (all values equal: p = 1), "insufficient_data" (an empty sample) */
} gln_mann_whitney;

/** Units up to which the exact distribution is computed. */
enum { GLN_MANN_WHITNEY_EXACT_N = 50 };

/** Mann and Whitney (1947). The exact p is P(|W - E W| >= |w - E W|) over all C(n, n1) choices of midranks, by counting
 * sums (Streitberg and Roehmel 1986). Errors: GLN_ERR_RANGE for a number that is not finite, GLN_ERR_NOMEM.
 * O(n log n); exact O(n1 n^3), some milliseconds at 50. */
GLN_MUST_USE gln_status gln_twosample__mann_whitney(const double *x, size_t n1, const double *y, size_t n2,
                                                    gln_mann_whitney *out, gln_error *err);

/** Largest number of choices that gln_twosample__permutation_exact enumerates. */
#define GLN_PERMUTATION_EXACT_MAX 2e6

/** Exact two-sided permutation p of the difference in means: P(|sum x* - E| >= |sum x - E|) over all C(n1+n2, n1)
 * choices (Fisher 1935, Pitman 1937); sums equal to a relative 1e-10 count as equal. *p is NaN where there are more
 * than GLN_PERMUTATION_EXACT_MAX choices or a sample is empty. Errors as above. O(C(n1+n2, n1)). */
GLN_MUST_USE gln_status gln_twosample__permutation_exact(const double *x, size_t n1, const double *y, size_t n2,
                                                         double *p, gln_error *err);

/** Rates of two groups of units compared, allowing for overdispersion. */
typedef struct gln_rate_ratio {
    double rate1, rate2;
    double ln_ratio;               /**< ln(rate1/rate2), infinite where one count is 0; divide by ln 2 for Log Ratio */
    double se_poisson;             /**< sqrt(1/Y1 + 1/Y2) */
    double dispersion;             /**< Pearson X2 / df as it is */
    double phi;                    /**< max(1, dispersion) */
    double se;                     /**< se_poisson sqrt(phi) */
    double low, high;              /**< of ln_ratio, Student's t on df */
    double t, t_p, t_ln_p;         /**< ln_ratio / se */
    double se_raw, t_raw, t_raw_p; /**< with the dispersion as it is, below 1 too: what R's quasipoisson prints */
    double f, f_p, f_ln_p;         /**< G2 (2-term) / phi against F(1, df); defined with a zero count on one side */
    double df;                     /**< units with exposure - 2 */
    const char *status; /**< "ok", "no_events", "one_sided" (a count of 0: no interval, use f or the permutation),
                             "insufficient_data" (a side without exposure, or df < 1) */
} gln_rate_ratio;

/** Quasi-Poisson rate ratio (McCullagh and Nelder 1989): counts y of units with exposure n, sides 1 and 2. The closed
 * form of the regression on one indicator. phi wants ten units at least. Units of exposure 0 must have count 0 and are
 * left out. GLN_ERR_RANGE as ever. O(n1 + n2). */
GLN_MUST_USE gln_status gln_twosample__rate_ratio(const double *y1, const double *e1, size_t n1, const double *y2,
                                                  const double *e2, size_t n2, double conf, gln_rate_ratio *out,
                                                  gln_error *err);

/** Sums of one side from which the rate ratio can be had without its units: a term of a whole vocabulary.
 * Only units with hits need be added; the rest enter through the exposure. */
typedef struct gln_rate_side {
    double y;         /**< sum of counts */
    double exposure;  /**< sum of exposures of all units, hit or not */
    double yy_over_e; /**< sum of y_i^2 / e_i over units with hits */
    double units;     /**< units with exposure, hit or not */
} gln_rate_side;

/** The same from sums: Pearson X2 = sum over sides (yy_over_e / rate - y). */
GLN_MUST_USE gln_status gln_twosample__rate_ratio_sums(const gln_rate_side *one, const gln_rate_side *two, double conf,
                                                       gln_rate_ratio *out, gln_error *err);

#endif
