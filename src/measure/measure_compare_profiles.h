/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods that hold text, as the comparisons of periods see them. */
#ifndef GLN_MEASURE_COMPARE_PROFILES_H
#define GLN_MEASURE_COMPARE_PROFILES_H

#include "count/freq_view.h"
#include "measure/measure_period.h"

typedef struct gln_compare_period {
    gln_slice label;
    uint64_t tokens;
    size_t issues;
} gln_compare_period;

/* The view of a counter, and its periods with tokens in time order: periods.of_issue is the number in list of each
 * issue's. Starts zeroed; where the whole counts as one period, list stays NULL and n is 1. */
typedef struct gln_period_view {
    gln_freq_view view;
    gln_periods periods;
    gln_compare_period *list;
    size_t n;
} gln_period_view;

/* A view that streams where the counter's memory is bounded; with held, one with its terms and postings in memory.
 * GLN_ERR_USAGE for fewer than two periods or more than `most`, unless whole. */
GLN_MUST_USE gln_status gln_period_view__open(const gln_freq *counter, bool held, bool whole, gln_by by, size_t most,
                                              gln_period_view *out, gln_error *err);
void gln_period_view__close(gln_period_view *view);

#endif
