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

/* The periods with tokens, in time order; periods->of_issue is then the number in *out of each issue's. *out is
 * malloced, periods to be freed. GLN_ERR_USAGE for fewer than two or more than `most`. */
GLN_MUST_USE gln_status gln_compare_periods__of(const gln_freq_view *view, gln_by by, size_t most,
                                                gln_compare_period **out, size_t *n_out, gln_periods *periods,
                                                gln_error *err);

#endif
