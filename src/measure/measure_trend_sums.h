/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums that a series is made of: what each period holds for one split value, and of one term. */
#ifndef GLN_MEASURE_TREND_SUMS_H
#define GLN_MEASURE_TREND_SUMS_H

#include "core/buffer.h"
#include "count/series_view.h"
#include "measure/measure_period.h"
#include "stats/rate.h"

/* Whether the issues reach over the whole period. */
typedef enum gln_partial {
    GLN_PARTIAL_NO,
    GLN_PARTIAL_YES,
    GLN_PARTIAL_UNKNOWN, /* an edge whose usual spacing or whose days are not known */
} gln_partial;

/* A period of a split value, and a term in it. The squares are doubles: they may pass 2^64. */
typedef struct gln_trend_point {
    uint64_t n_issues; /* split by newspaper, that newspaper's issues; else all, also those without the split value */
    uint64_t n_articles;
    uint64_t n_tokens;
    uint64_t n_chars;
    double tokens_squared;
    uint64_t count;
    uint64_t articles_with;
    double count_squared;
    double count_tokens;
    uint64_t count_weighted; /* in units of 1 / GLN_WEIGHT_ONE */
    uint64_t tokens_weighted;
    gln_partial partial;
} gln_trend_point;

/* Issues that a calendar expects in a period, by newspaper and day, and how many of those there are. */
typedef struct gln_trend_expected {
    uint64_t expected;
    uint64_t present;
} gln_trend_expected;

/* What holds for a split value and a term as a whole. */
typedef struct gln_trend_whole {
    uint64_t max_count; /* hits of the article that has most of them */
    bool inferred;      /* an issue among them is dated by inference */
} gln_trend_whole;

/* A split value: its strata are order[first .. first + n). */
typedef struct gln_trend_group {
    gln_slice value; /* len 0: no split, or not known */
    size_t first, n;
} gln_trend_group;

typedef struct gln_trend_frame {
    const gln_series_view *view;
    gln_periods periods;
    gln_trend_group *groups; /* at least one; by bytes */
    size_t n_groups;
    uint32_t *order;                 /* stratum numbers by group, ascending in each */
    uint32_t *issue_group;           /* split by newspaper: the group of each issue, else NULL */
    const gln_series_cell **cell_of; /* by stratum: the cell of the term in hand, or NULL */
    gln_series_reader reader;        /* holds its cells */
    double *gaps;                    /* room for as many as there are issues */
    gln_trend_point *points;         /* by period: the result of gln_trend_frame__gather */
    gln_trend_expected *expected;    /* by group (split by newspaper; else one for all) and period; NULL: no calendar */
    gln_arena arena;
} gln_trend_frame;

/* The frame of a view, which it borrows. Errors as gln_trend_tables says. */
GLN_MUST_USE gln_status gln_trend_frame__of(const gln_series_view *view, const gln_trend_options *options,
                                            gln_trend_frame *out, gln_error *err);
void gln_trend_frame__free(gln_trend_frame *frame);

/* Fills frame->points with the sums of a term and a group, and which periods are partial: by week and longer, the
 * first (last) observed period is partial where its first (last) issue is more days from the edge of the period than
 * the usual gap between issues: the median gap between neighbouring dates of issues, at least a day. */
GLN_MUST_USE gln_status gln_trend_frame__gather(gln_trend_frame *frame, size_t term, size_t group, gln_trend_whole *out,
                                                gln_error *err);

/* Asks the options' calendar, where there is one, for every newspaper of the view: from options->from to options->to,
 * else from the newspaper's first issue to its last. By issue there is nothing to ask. */
GLN_MUST_USE gln_status gln_trend_frame__expect(gln_trend_frame *frame, const gln_trend_options *options,
                                                gln_error *err);

/* What was found; frame->expected is not NULL. */
gln_trend_expected gln_trend_frame__expected(const gln_trend_frame *frame, size_t group, size_t period);

/* The five commonest words that hits of the term stand in, where its row of trend_tests counts them, as a JSON array
 * of {"word","count"} appended to out. Cost: a pass over the words of the term in all issues. */
GLN_MUST_USE gln_status gln_trend_frame__containers(const gln_trend_frame *frame, size_t term, size_t group,
                                                    gln_buffer *out, gln_error *err);

/* Adds b to a, all but partial. */
void gln_trend_point__add(gln_trend_point *a, const gln_trend_point *b);

/* The sums over articles that a clustered interval asks for. */
gln_cluster_sums gln_trend_point__sums(const gln_trend_point *point);

#endif
