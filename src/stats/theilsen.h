/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The Theil-Sen slope: the median of the slopes of all pairs of points, on true dates.
 *
 * slope = median of (x_j - x_i) / (t_j - t_i) over pairs of different t (Theil 1950, Sen 1968). The interval takes the
 * slopes of rank M1 = (N - C)/2 and M2 + 1 = (N + C)/2 + 1, N the number of slopes, C = z sqrt(var S), var S that of
 * Mann-Kendall with ties (Sen 1968), ranks rounded to the nearest (half to even). The intercept is
 * median(x) - slope median(t) (Conover 1980). Units: those of x per unit of t.
 *
 * Up to GLN_THEILSEN_HELD points the slopes are held (8 bytes each, 36 MB at most) and selected; above that they are
 * made anew in four passes, which is exact and holds 2 MB, at O(n^2) time (about 7 s at 18,000 points).
 * Functions here are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_THEILSEN_H
#define GLN_STATS_THEILSEN_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

enum {
    GLN_THEILSEN_HELD = 3000, /**< points up to which all slopes are held at once */
    GLN_THEILSEN_MAX = 40000, /**< points above which the slope is not computed */
};

/** The slope. A number that is not defined is NaN. */
typedef struct gln_theilsen {
    double slope;
    double low, high;   /**< interval; NaN where so few slopes cannot give one at this confidence (n < 5 at 95 %) */
    double intercept;   /**< at t = 0 */
    double conf;        /**< as given */
    uint64_t n_slopes;  /**< pairs with different t */
    const char *status; /**< "ok", "insufficient_data" (no slope), "too_many_points", "no_interval" */
} gln_theilsen;

/** The slope of n points; t NULL stands for 0, 1, 2, ... Points need no order. 0 < conf < 1.
 * GLN_ERR_RANGE for a number that is not finite or a conf outside (0, 1), GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_theilsen__fit(const double *t, const double *x, size_t n, double conf, gln_theilsen *out,
                                          gln_error *err);

/** The k-th smallest (from 0) of n numbers that are not NaN; reorders them. O(n) expected, O(n log n) at worst. */
double gln_theilsen__select(double *values, size_t n, size_t k);

/** Median of n >= 1 numbers; reorders them. */
double gln_theilsen__median(double *values, size_t n);

#endif
