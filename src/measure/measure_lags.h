/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the terms of a trend: who moves with whom, and who comes first. */
#ifndef GLN_MEASURE_LAGS_H
#define GLN_MEASURE_LAGS_H

#include "guanlan/table.h"
#include "measure/measure_trend_test.h"

enum { GLN_LAGS_MOST_TERMS = 20 }; /* beyond them the pairs are too many to be drawn for */

/* Prewhitened series by term, group and period; NULL where there are too few terms or too many. */
typedef struct gln_lags {
    double *series;
    size_t n_terms, n_groups, n_periods;
} gln_lags;

GLN_MUST_USE gln_status gln_lags__of(const gln_trend_frame *frame, gln_lags *out, gln_error *err);
void gln_lags__free(gln_lags *lags);

/* Takes the series of the term and group that frame->points was gathered for: the root of the rate of the periods that
 * are tested (Bartlett 1936, so that a surge does not outweigh all else), prewhitened. Nothing is added to the hits:
 * terms that are hardly there would share what the tokens do. */
void gln_lags__take(gln_lags *lags, const gln_trend_frame *frame, size_t term, size_t group);

/* The table lags: a row a pair of terms and group. */
GLN_MUST_USE gln_status gln_lags__table(const gln_lags *lags, const gln_trend_frame *frame,
                                        const gln_trend_options *options, gln_table **out, gln_error *err);

#endif
