/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Agreement of coders: Krippendorff's alpha (1970; as in "Content Analysis", 4th ed. 2018, ch. 12) of nominal values,
 * with any number of coders and values missing. Pure but for the generator.
 */
#ifndef GLN_STATS_AGREEMENT_H
#define GLN_STATS_AGREEMENT_H

#include "guanlan/status.h"
#include "stats/numeric.h"
#include "stats/rng.h"

#include <stddef.h>

/** A value that a coder did not give. */
#define GLN_CODE_MISSING (-1)

typedef struct gln_alpha {
    double alpha;        /**< 1 - observed / expected disagreement: 1 is full agreement, 0 is chance */
    gln_interval limits; /**< percentiles of alpha over resamples of the units (Efron 1979; Zapf et al. 2016) */
    double agreement;    /**< share of pairs of values within a unit that agree, each value alike */
    size_t n_units;      /**< with two values or more: only these tell */
    size_t n_values;     /**< of those */
    size_t draws;        /**< resamples that had an alpha */
    const char *status;  /**< "ok"; "insufficient_data": fewer than two such units; "constant": all values are the same,
                              so that there is no chance agreement to go beyond, and alpha is NaN */
} gln_alpha;

/** codes[u * n_coders + c]: the value in [0, n_codes) that coder c gave unit u, or GLN_CODE_MISSING. The interval is
 * made of `draws` resamples (rng may be NULL where draws is 0); limits are NaN where fewer than half of them have an
 * alpha. GLN_ERR_RANGE for another value, GLN_ERR_NOMEM. O(units (coders + draws codes)). */
GLN_MUST_USE gln_status gln_alpha__nominal(const int *codes, size_t n_units, size_t n_coders, size_t n_codes,
                                           double conf, size_t draws, gln_rng *rng, gln_alpha *out, gln_error *err);

#endif
