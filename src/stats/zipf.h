/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Laws of word frequencies: Zipf's, Mandelbrot's, the spectrum's, and the growth of the vocabulary.
 *
 * Fitting ranks to the counts that gave the ranks makes the exponent too steep (Piantadosi 2014): the exponents
 * describe a text and are no test. Undefined numbers are NaN. Pure functions, thread safe. */
#ifndef GLN_STATS_ZIPF_H
#define GLN_STATS_ZIPF_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct gln_zipf {
    const char *status; /**< "ok", "insufficient_data" (fewer than two types) */
    double alpha;       /**< of p(r) = r^-a/sum r^-a, r = 1..V, maximum likelihood */
    double alpha_se;    /**< from the observed information, tokens taken as independent */
    double nll;         /**< minus the log likelihood */
    double zm_a, zm_b;  /**< of p(r) ~ (r + b)^-a (Mandelbrot 1953), b > -1; b is held at 1e6 where it would run off */
    double zm_nll;
    double aic_difference; /**< AIC of Zipf less that of Zipf-Mandelbrot: positive favours the latter */
    double ols_slope;      /**< of ln f on ln rank, for comparison only */
} gln_zipf;

/** From frequencies sorted descending, none 0. O(V) times a hundred. */
void gln_zipf__fit(const uint64_t *frequencies, size_t n, gln_zipf *out);

/** g of the spectrum V(f) ~ f^-g, f = 1, 2, ..., maximum likelihood; NaN where every word occurs once or none does. */
double gln_zipf__spectrum_exponent(const uint64_t *frequencies, size_t n);

typedef struct gln_heaps {
    const char *status;  /**< "ok", "insufficient_data" (fewer than three points or all of one size) */
    double ols_k, ols_b; /**< of V = K N^b on logarithms (Herdan 1960; Heaps 1978) */
    double k, b;         /**< least squares on V itself */
    double b_se; /**< far too small, since the points are cumulative and depend on each other: no p may come from it */
} gln_heaps;

/** tokens[i] > 0 and types[i] > 0 of n points. GLN_ERR_RANGE for others. */
GLN_MUST_USE gln_status gln_zipf__heaps(const double *tokens, const double *types, size_t n, gln_heaps *out,
                                        gln_error *err);

#endif
