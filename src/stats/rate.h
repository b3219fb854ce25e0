/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Rates: k occurrences in an exposure of n tokens, shares, and how sure one may be of them.
 *
 * Rates are per token here; a caller that prints per million multiplies. Counts are doubles holding integers below
 * 2^53. Undefined numbers are NaN with a status. All functions are pure, O(1) unless said otherwise, and may run in
 * several threads at once.
 */
#ifndef GLN_STATS_RATE_H
#define GLN_STATS_RATE_H

#include "guanlan/status.h"
#include "stats/numeric.h"

#include <stddef.h>

/** Above this many events Byar's approximation replaces the exact limits: it is off by < 1e-6 of the half width. */
#define GLN_RATE_EXACT_MAX 1e4

/** k events in exposure n. Every interval is two-sided at conf. */
typedef struct gln_rate {
    double k, n, conf;
    double rate;                  /**< k / n; NaN for n = 0 */
    gln_interval poisson;         /**< Garwood (1936), Byar above GLN_RATE_EXACT_MAX: the default */
    gln_interval byar;            /**< Breslow and Day (1987) */
    gln_interval wilson;          /**< Wilson (1927), of the share k/n; NaN where k > n, as the three below */
    gln_interval wilson_cc;       /**< with continuity correction (Newcombe 1998) */
    gln_interval clopper_pearson; /**< Clopper and Pearson (1934) */
    gln_interval jeffreys;        /**< Brown, Cai and DasGupta (2001) */
    const char *status;           /**< "ok" or "no_exposure" */
} gln_rate;

/** GLN_ERR_RANGE where k or n is negative or not finite or conf outside (0, 1). */
GLN_MUST_USE gln_status gln_rate__of(double k, double n, double conf, gln_rate *out, gln_error *err);

/** Only the default interval of the rate k / n; NaN where undefined or out of domain. */
gln_interval gln_rate__poisson(double k, double n, double conf);

/** Byar's limits of a mean after k events: k (1 - 1/(9k) - z/(3 sqrt k))^3 and the same of k + 1 with + z. */
gln_interval gln_rate__byar(double k, double conf);

/** What article-clustered intervals need, summed over m articles with y_i hits in n_i tokens. Mergeable: add. */
typedef struct gln_cluster_sums {
    double m;     /**< articles, those without a hit too */
    double y, yy; /**< sum of y, of y^2 */
    double n, nn; /**< sum of n, of n^2 */
    double yn;    /**< sum of y n */
} gln_cluster_sums;

/** Adds an article of y hits in n tokens. */
void gln_cluster__add(gln_cluster_sums *sums, double y, double n);

/** A rate whose unit is the article. */
typedef struct gln_cluster_rate {
    double rate;          /**< sum y / sum n */
    double se;            /**< linearised: sqrt(m/(m-1) sum (y_i - r n_i)^2) / sum n (Cochran 1977, ch. 6) */
    double se_poisson;    /**< sqrt(sum y) / sum n */
    double design_effect; /**< (se / se_poisson)^2; NaN without hits */
    double k_effective;   /**< independent hits that carry as much: what the limits below are made from */
    gln_interval limits;  /**< see gln_cluster__rate */
    const char *method;   /**< "clustered", "exact" (no hits), or "none" */
    const char *status;   /**< "ok", "no_hits", "one_unit" (m < 2, hits), "no_exposure" */
} gln_cluster_rate;

/** The rate with an interval that allows for words coming in bursts.
 *
 * With hits and m >= 2: exact Poisson limits at the effective count k* = (sum y / deff) (z / t_{m-1})^2, scaled by
 * rate / k* (the way of Korn and Graubard 1998 with proportions; deff is floored at 1, t is Student's quantile). The
 * limits are never below 0, equal Garwood's where hits are Poisson and articles many, and stay honest where few
 * articles hold all the hits, which rate +- z se does not.
 * Without hits the variance is 0, which is not certainty: exact upper limit, low 0, method "exact".
 * With hits and m < 2 no variance between articles can be had: limits NaN, status "one_unit". */
GLN_MUST_USE gln_status gln_cluster__rate(const gln_cluster_sums *sums, double conf, gln_cluster_rate *out,
                                          gln_error *err);

enum { GLN_CLUSTER_KNOWN = 512 };

/** What the rates of many terms in the same articles have in common, which is most of what they cost: the quantile of
 * t, and limits met before. Start it with conf and zeros. Belongs to one thread. */
typedef struct gln_cluster_memo {
    double conf;
    double m, ratio; /**< articles, and z / t_{m-1} of them */
    struct {
        double k; /**< an effective count; 0 where there is none */
        gln_interval limits;
    } known[GLN_CLUSTER_KNOWN];
} gln_cluster_memo;

/** gln_cluster__rate, the same to the last bit. */
GLN_MUST_USE gln_status gln_cluster__rate_again(const gln_cluster_sums *sums, gln_cluster_memo *memo,
                                                gln_cluster_rate *out, gln_error *err);

/** Jackknife standard error of the rate: sqrt((m-1)/m sum (r_(i) - mean r_(i))^2), r_(i) without article i (Quenouille
 * 1956, Tukey 1958). NaN for m < 2 or where one article holds the whole exposure. O(m), allocates nothing. */
double gln_cluster__jackknife(const double *y, const double *n, size_t m);

/** Ratio of sums against mean of ratios: only the first is the rate of the whole. */
typedef struct gln_rate_pooled {
    double pooled;        /**< sum y / sum n */
    double mean_of_rates; /**< unweighted mean over units with exposure */
    gln_interval limits;  /**< exact Poisson of the pooled rate */
    size_t n_units;       /**< units with exposure */
    const char *status;   /**< "ok" or "no_exposure" */
} gln_rate_pooled;

/** Units of exposure 0 must have count 0 and count for nothing. GLN_ERR_RANGE otherwise. O(m). */
GLN_MUST_USE gln_status gln_rate__pool(const double *y, const double *n, size_t m, double conf, gln_rate_pooled *out,
                                       gln_error *err);

#endif
