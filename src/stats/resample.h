/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Bootstrap test of two rates: units (articles, issues) are drawn with replacement on either side.
 *
 * Pure but for the generator, which belongs to one thread. */
#ifndef GLN_STATS_RESAMPLE_H
#define GLN_STATS_RESAMPLE_H

#include "guanlan/status.h"
#include "stats/rng.h"

#include <stddef.h>
#include <stdint.h>

/** One side: hits and tokens of its units. */
typedef struct gln_resample_side {
    const double *hits;
    const double *tokens;
    size_t n;
} gln_resample_side;

typedef struct gln_resample_test {
    const char *status; /**< "ok"; "undefined_no_units": a side without units or tokens, p NaN */
    double p1;          /**< share of draws in which the rate of S is below that of T, equal ones half */
    double p2;          /**< (1 + 2 B min(p1, 1 - p1))/(1 + B), two-sided, at most 1 (Lijffijt et al. 2016) */
    size_t draws;
} gln_resample_test;

/** Draws B times n units of either side with replacement. GLN_ERR_RANGE for numbers that are not finite and >= 0;
 * GLN_ERR_USAGE for no draws. O(draws (n_s + n_t)). */
GLN_MUST_USE gln_status gln_resample__rates(const gln_resample_side *s, const gln_resample_side *t, size_t draws,
                                            gln_rng *rng, gln_resample_test *out, gln_error *err);

#endif
