/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bursts and changes of tested series as rows, marks and lists. */
#ifndef GLN_MEASURE_TREND_SHAPE_H
#define GLN_MEASURE_TREND_SHAPE_H

#include "guanlan/table.h"
#include "measure/measure_trend_test.h"

/* The cells of a row of trend that say whether its period, number i of the frame, bursts, surprises or changes. */
GLN_MUST_USE gln_status gln_trend_shape__mark(gln_table *trend, const gln_trend_result *r, const gln_period *period,
                                              size_t i, const gln_trend_point *point, gln_error *err);

/* JSON arrays for trend_tests. */
void gln_trend_shape__bursts_json(const gln_trend_result *r, gln_buffer *out);
void gln_trend_shape__changes_json(const gln_trend_result *r, const gln_trend_frame *frame, gln_buffer *out);

/* Rows of the tables bursts and changes. */
void gln_trend_shape__add_bursts(gln_table *table, const gln_trend_result *r, const gln_trend_options *options);
void gln_trend_shape__add_changes(gln_table *table, const gln_trend_result *r, const gln_trend_frame *frame,
                                  const gln_trend_options *options);

#endif
