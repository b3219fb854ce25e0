/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other regressions and tests of a series beside those that the verdict rests on, and the path of its segmentations. */
#ifndef GLN_MEASURE_TREND_MODELS_H
#define GLN_MEASURE_TREND_MODELS_H

#include "guanlan/table.h"
#include "measure/measure_trend_test.h"

/* A tested series and its name. */
typedef struct gln_model_series {
    gln_slice term, split;
    const char *match;
    gln_shape_series series; /* at least GLN_TREND_TESTED_MIN points, with hits */
    const int64_t *day;      /* first days of its points, ascending */
    double phase;            /* the part of a year that t = 0 stands at */
    double dispersion;       /* by which the penalty of the segmentation is multiplied; NaN: no segmentation */
    double conf;
    gln_by by;
    bool with_path;
} gln_model_series;

/* The empty tables trend_models and change_path. */
GLN_MUST_USE gln_status gln_trend_models__tables(gln_table **models, gln_table **path, gln_error *err);

/* The rows of a series.
 *
 * Models: quasi_poisson, negative_binomial and hac are log-linear in time with the tokens as exposure (McCullagh and
 * Nelder 1989; Lawless 1987; Newey and West 1987). calendar is the first with a factor for the weekday (by day and by
 * issue, where two weekdays or more have three points or more) and the year: a factor for the month (by month, three
 * years or more, hits in each) or the quarter (the same), else two waves (by day, week, issue or month, two years or
 * more; one by quarter); weekday and yearly are the F tests of these against the model without them. seasonal_kendall
 * (Hirsch, Slack and Smith 1982) is by month and by quarter, three years or more. fisher_g (Fisher 1929) looks for any
 * cycle in the periodogram of the rates less their line, where no period is missing.
 * path: between a quarter of the penalty used and eight times it (Haynes, Eckley and Fearnhead 2017). */
GLN_MUST_USE gln_status gln_trend_models__add(gln_table *models, gln_table *path, const gln_model_series *of,
                                              gln_error *err);

#endif
