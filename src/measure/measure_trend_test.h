/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests on one series: is there a trend, how steep, and what speaks against believing it. */
#ifndef GLN_MEASURE_TREND_TEST_H
#define GLN_MEASURE_TREND_TEST_H

#include "measure/measure_shape.h"
#include "measure/measure_trend_sums.h"
#include "stats/ranks.h"

enum {
    GLN_TREND_TESTED_MIN = 4,   /* periods below which nothing is tested */
    GLN_TREND_DETECTED_MIN = 5, /* ... below which no test can reach .05: numbers, but no place in the family */
};

/* The tests besides the trend's, in the order of their p. */
typedef enum gln_shape_test {
    GLN_SHAPE_TEST_BURST,
    GLN_SHAPE_TEST_CHANGE,
    GLN_SHAPE_TEST_SEASON,
    GLN_SHAPE_TESTS,
} gln_shape_test;

/* A burst of the automaton. Days since 1970-01-01. */
typedef struct gln_trend_burst {
    int64_t start, end; /* the end belongs to it */
    size_t n_periods;
    double weight, ln_p;
    double with, articles, hits;
    bool open;      /* it holds the last tested period */
    uint32_t level; /* highest state in an automaton of up to five, at least 1 */
    int64_t peak_start, peak_end;
} gln_trend_burst;

/* The tested points, as arrays of n. */
typedef struct gln_trend_tested {
    double *t;        /* mid-dates in years since the first of them */
    double *y;        /* hits */
    double *exposure; /* millions of tokens */
    double *with;     /* articles with a hit */
    double *articles;
    double *rate;   /* per million tokens */
    double *design; /* rows 1, t */
    size_t *period; /* the first of them, where issues of one date make a point */
    double phase;   /* where in the year t = 0 lies */
    size_t n;
    double clump; /* of the articles, as gln_shape_series has it */
} gln_trend_tested;

void gln_trend_tested__free(gln_trend_tested *tested);

/* The points of frame->points that can be tested; totals and gaps into *r. GLN_ERR_NOMEM. */
struct gln_trend_result;
GLN_MUST_USE gln_status gln_trend_tested__of(const gln_trend_frame *frame, gln_trend_tested *out,
                                             struct gln_trend_result *r, gln_error *err);

/* The arrays as the tests of shape take them. */
gln_shape_series gln_trend_tested__series(const gln_trend_tested *tested);

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
    gln_shape shape;
    double cost[GLN_SHAPE_MODELS];
    double shape_ln_p_adj[GLN_SHAPE_TESTS]; /* set by the table */
    int64_t change_day;                     /* the first day after the best single cut */
    gln_trend_burst *bursts;                /* in the frame's arena */
    size_t n_bursts;
    size_t *changes; /* periods with which a new level begins (PELT), in the frame's arena */
    size_t n_changes;
    double change_penalty;
    gln_pettitt pettitt;
    int64_t pettitt_day;
    double *change_rates;  /* of the n_changes + 1 stretches, per million tokens */
    gln_shape_cut *events; /* of options->events; NaN where there is no such cut */
    int64_t *event_days;   /* first days of what follows; INT64_MIN where there is no such cut */
    const char *status;    /* "ok"; why numbers are missing: "no_issue", "no_hits", "no_tested_hits" (all hits in
                              partial periods), "insufficient_data", "constant", "too_many_points",
                              "no_interval", or the regression's */
} gln_trend_result;

/* Tests frame->points as gathered. null: of these periods, made here where it is empty still. term: what
 * random numbers are drawn by; ptr NULL leaves out Pettitt's test, which draws. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_trend_test__run(gln_trend_frame *frame, gln_trend_whole whole,
                                            const gln_trend_options *options, gln_shape_null *null, gln_slice term,
                                            gln_trend_result *out, gln_error *err);

/* Bursts of the automaton into the frame's arena; level by tested point: the burst it is in, where that one passes. */
GLN_MUST_USE gln_status gln_trend_bursts__find(gln_trend_frame *frame, const gln_trend_tested *x, double alpha,
                                               uint32_t *level, size_t *n_levels, gln_trend_result *r, gln_error *err);

/* ln p of the tests besides the trend's. */
double gln_trend_test__shape_ln_p(const gln_shape *shape, gln_shape_test test);

/* p_adj of all results by Benjamini and Hochberg (1995), on the logarithm: one family for the trends, *m tests of them,
 * and one for bursts, changes and seasons together, *m_shape. */
GLN_MUST_USE gln_status gln_trend_test__adjust(gln_trend_result *results, size_t n, size_t *m, size_t *m_shape,
                                               gln_error *err);

#endif
