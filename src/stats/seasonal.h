/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Cycles and control: the seasonal trend test, the periodogram, and control charts.
 *
 * All but gln_seasonal__kendall_at want equally spaced points without gaps. Undefined numbers are NaN. Functions are
 * pure and may run in several threads at once.
 */
#ifndef GLN_STATS_SEASONAL_H
#define GLN_STATS_SEASONAL_H

#include "guanlan/status.h"

#include <stddef.h>

/** Mann-Kendall within seasons. */
typedef struct gln_seasonal_kendall {
    double s, var_s;    /**< sums over seasons, the seasons taken as independent */
    double z, p, ln_p;  /**< with continuity correction, two-sided */
    double slope;       /**< median of the slopes within seasons, per cycle */
    const char *status; /**< "ok", "constant", "insufficient_data" (no season with two points) */
} gln_seasonal_kendall;

/** Hirsch, Slack and Smith (1982): point i has a place, ascending, and belongs to the season place mod period of the
 * cycle place / period; places may be left out (missing months). Errors and cost as below. */
GLN_MUST_USE gln_status gln_seasonal__kendall_at(const double *x, const size_t *place, size_t n, size_t period,
                                                 gln_seasonal_kendall *out, gln_error *err);

/** The same without gaps: point i belongs to season i mod period. GLN_ERR_RANGE for a number that is not
 * finite, period < 1 or more than GLN_SEASONAL_MAX points; GLN_ERR_NOMEM. O(n^2 / period) time and memory. */
GLN_MUST_USE gln_status gln_seasonal__kendall(const double *x, size_t n, size_t period, gln_seasonal_kendall *out,
                                              gln_error *err);

enum { GLN_SEASONAL_MAX = 3000 };

/** I_k = |sum (x_t - mean) e^(-2 pi i k t / n)|^2 / n for k = 1 ... n/2 into out (room for n/2). room: for 2 n. O(n^2)
 * multiplications. */
void gln_seasonal__periodogram(const double *x, size_t n, double *room, double *out);

/** Fisher's (1929) test for one hidden cycle. */
typedef struct gln_fisher_g {
    double g; /**< largest I_k over their sum, k = 1 ... (n-1)/2, the Nyquist frequency left out */
    size_t k; /**< which: n / k points a cycle */
    double p; /**< sum_j (-1)^(j-1) C(q, j) (1 - j g)^(q-1) over j g < 1, q = (n-1)/2; bounded by its first term */
} gln_fisher_g;

/** From the periodogram of n points; all NaN for q < 2 or a constant series. O(n). */
gln_fisher_g gln_seasonal__fisher_g(const double *periodogram, size_t n);

/** Exponentially weighted moving average (Roberts 1959): w_t = lambda x_t + (1 - lambda) w_{t-1}, w_0 = mu. */
void gln_seasonal__ewma(const double *x, size_t n, double mu, double lambda, double *out);

/** One-sided cumulative sum (Page 1954): c_t = max(0, c_{t-1} + x_t - reference), c_0 = 0. */
void gln_seasonal__cusum(const double *x, size_t n, double reference, double *out);

/** Classical additive decomposition (Persons 1919): the trend is a centred moving average of one period (its ends at
 * half weight where the period is even), the figure the mean of what is left by season, less its mean. trend: n values,
 * NaN within half a period of the ends; figure: period values, NaN where a season is not seen. Both all NaN for n < 2
 * period or period < 2. */
void gln_seasonal__decompose(const double *x, size_t n, size_t period, double *trend, double *figure);

#endif
