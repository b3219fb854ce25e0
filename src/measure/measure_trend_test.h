/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests on one series: is there a trend, how steep, and what speaks against believing it. */
#ifndef GLN_MEASURE_TREND_TEST_H
#define GLN_MEASURE_TREND_TEST_H

#include "measure/measure_trend_sums.h"

enum {
    GLN_TREND_TESTED_MIN = 4,   /* periods below which nothing is tested */
    GLN_TREND_DETECTED_MIN = 5, /* ... below which no test can reach .05: numbers, but no place in the family */
};

/* What was found. Numbers that are not defined are NaN. Rates are per million tokens, years 365.2425 days. */
typedef struct gln_trend_result {
    gln_slice term, split;
    gln_by by;
    size_t n_periods;      /* tested: with an issue and tokens, not partial; by issue, dates */
    gln_trend_point total; /* over all periods of the range; its partial is not set */
    bool left_partial;     /* a period was left out as partial */
    bool gaps;             /* a period without an issue lies between the first and the last that has one */
    bool inferred;
    double empty_share;                                 /* of the tested periods, those without a hit */
    double years;                                       /* from the first to the last tested mid-date */
    double slope, slope_low, slope_high;                /* Theil-Sen, per million tokens and year */
    double log_change, log_change_low, log_change_high; /* quasi-Poisson, ln of the rate ratio of a year */
    double phi;
    double mk_s, mk_z, mk_p;
    double z_without_start, z_without_end; /* of the uncorrected test less a sixth of the points, rounded up */
    double pw_p, tfpw_p;
    double p, ln_p;         /* of the test that decides: Mann-Kendall with the variance for acf1_corrected */
    double p_adj, ln_p_adj; /* set by the table */
    double acf1, acf1_detrended, acf1_corrected, n_effective;
    double design_effect, top_article_share;
    double rate_first, rate_last; /* medians of the first and the last third of the tested rates */
    const char *status;           /* "ok"; why numbers are missing: "no_issue", "no_hits", "no_tested_hits" (all hits in
                                     partial periods), "insufficient_data", "constant", "too_many_points",
                                     "no_interval", or the regression's */
} gln_trend_result;

/* Tests frame->points as gathered. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_trend_test__run(const gln_trend_frame *frame, gln_trend_whole whole,
                                            const gln_trend_options *options, gln_trend_result *out, gln_error *err);

/* p_adj of all results by Benjamini and Hochberg (1995), on the logarithm; *m is the number of tests. */
GLN_MUST_USE gln_status gln_trend_test__adjust(gln_trend_result *results, size_t n, size_t *m, gln_error *err);

#endif
