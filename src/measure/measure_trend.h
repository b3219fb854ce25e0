/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trend tables of a view, which a test can make by hand. */
#ifndef GLN_MEASURE_TREND_H
#define GLN_MEASURE_TREND_H

#include "count/series_view.h"
#include "guanlan/trend.h"

/* As gln_trend_tables. The view's issues and strata are in its order. */
GLN_MUST_USE gln_status gln_trend__tables_of_view(const gln_series_view *view, const gln_trend_options *options,
                                                  gln_trend_report *out, gln_error *err);

#endif
