/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table tiers of a trend. */
#ifndef GLN_MEASURE_TIERS_H
#define GLN_MEASURE_TIERS_H

#include "guanlan/table.h"
#include "guanlan/tiers.h"
#include "measure/measure_trend_sums.h"

GLN_MUST_USE gln_status gln_tiers__table(gln_table **out, gln_error *err);

/* The rows of the term and group that frame->points was gathered for. */
GLN_MUST_USE gln_status gln_tiers__add(gln_table *table, const gln_trend_frame *frame, size_t term, size_t group,
                                       const gln_trend_options *options, gln_error *err);

#endif
