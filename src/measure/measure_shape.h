/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a series may do besides rising or falling: burst, break, follow the year. Tests that cost O(n) a series, so that
 * every word of a vocabulary can be put to them, and the choice between the patterns that passed.
 *
 * Counts of words are not independent, so each statistic is divided by what the series itself shows beyond chance: the
 * dispersion of what the pattern leaves (Pearson's chi-square over its degrees of freedom, at least 1), times
 * (1 + r)/(1 - r) for its lag-1 autocorrelation r, corrected as (n r + k)/(n - 2k - 1) and held in [0, .95]; k is the
 * numbers that the pattern takes from the series, the search for its place counted as some (burst 3, change 5; chosen
 * by simulation, tests/bench/sim_shape.c). The dispersion of changes and seasons is at least the design effect of the
 * articles within their periods: hits that all stand in one article make one period stand out, which no other period
 * tells of. As the dispersion is estimated, a ratio has the tail of t^2 on n - k degrees of freedom, taken as the z^2
 * that is as rare (Wallace 1959).
 *  - Burst: a_i of d_i articles have the term. The largest sum over a stretch of the weights of Kleinberg (2003),
 *    ln[P(a_i | s R/D) / P(a_i | R/D)], for s = 2, 4, 8 or 16. Under one common share the exponential of a stretch's
 * sum has mean 1 and is a martingale in its end, so that P(any stretch >= w for any of k strengths) <= n k exp(-w)
 * (Ville 1939): that is p, an upper bound.
 *  - Change: the largest likelihood ratio of one cut of the Poisson counts (Worsley 1986); its null is simulated once
 *    for a total and the exposures, and continued beyond the draws as sqrt(x) exp(-x/2) (Siegmund 1988).
 *  - Season: the score test of two yearly waves (one by quarter) beside a trend, F on 4 (2) degrees of freedom. */
#ifndef GLN_MEASURE_SHAPE_H
#define GLN_MEASURE_SHAPE_H

#include "guanlan/trend.h"

enum {
    GLN_SHAPE_MIN = 8,     /* periods below which none of this is tested */
    GLN_SHAPE_DRAWS = 999, /* of the change's null, a total */
    GLN_SHAPE_TOTALS = 30, /* totals for which it is drawn */
    GLN_SHAPE_WAVES = 5,   /* columns of a season: the trend, then sine and cosine of one and of two waves a year */
};

/* n periods in time order. */
typedef struct gln_shape_series {
    const double *t;        /* mid-dates in years */
    const double *y;        /* hits */
    const double *exposure; /* millions of tokens, > 0 */
    const double *with;     /* articles with a hit */
    const double *articles;
    size_t n;
    double clump; /* gln_clump__of the articles; 0: taken as 1 */
} gln_shape_series;

/* How hits clump in articles, beyond what their period gives: sum (y - r_p n)^2 / sum y, r_p the rate of the period,
 * over articles and periods with articles, times m/(m - periods). The design effect of articles within periods, which
 * no trend or step touches (Cochran 1977, ch. 6). */
typedef struct gln_clump {
    double squares, hits, articles, periods;
} gln_clump;

/* A period: m articles of n tokens, nn their squares; y hits, yy their squares, yn hits times tokens. */
static inline void gln_clump__add(gln_clump *c, double m, double n, double nn, double y, double yy, double yn)
{
    double rate = n > 0 ? y / n : 0;
    c->squares += yy - 2 * rate * yn + rate * rate * nn;
    c->hits += y;
    c->articles += m;
    c->periods += m > 0;
}

/* 0 where articles are no more than periods, or there is no hit. */
static inline double gln_clump__of(const gln_clump *c)
{
    bool known = c->hits > 0 && c->articles > c->periods;
    return known ? c->squares / c->hits * c->articles / (c->articles - c->periods) : 0;
}

/* What all series over the same periods share. */
typedef struct gln_shape_null {
    double *exposure;                /* a copy */
    double *waves;                   /* n x GLN_SHAPE_WAVES, orthonormal under exposure, after a constant */
    double *drawn[GLN_SHAPE_TOTALS]; /* ascending; NULL: not drawn yet */
    size_t n, n_waves;               /* n_waves 0: no season can be seen */
    double origin;                   /* what a year's phase is counted from */
    uint64_t seed;
} gln_shape_null;

/* phase: the part of a year that t = 0 stands at, from 1 January. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_shape_null__of(const gln_shape_series *series, gln_by by, double phase, uint64_t seed,
                                           gln_shape_null *out, gln_error *err);
void gln_shape_null__free(gln_shape_null *null);

/* Draws what is needed for all totals up to hits, so that gln_shape__screen needs to change nothing. */
GLN_MUST_USE gln_status gln_shape_null__draw(gln_shape_null *null, double hits, gln_error *err);

/* Numbers that are not defined are NaN. */
typedef struct gln_shape {
    double burst_weight, burst_dispersion, burst_ln_p;
    size_t burst_first, burst_last; /* the stretch of that weight */
    double base_share, burst_df;
    size_t n, n_strengths;
    double burst_share, rest_share; /* of articles, in it and outside */
    double change_lr, change_dispersion, change_ln_p;
    size_t change_after; /* periods before the cut */
    double rate_before, rate_after;
    double season_f, season_ln_p;
    int peak_month; /* 1 to 12, where the waves are highest; 0: no season tested */
    int low_month;
} gln_shape;

/* Draws only what a shape that was screened once needs; screen it again then. */
GLN_MUST_USE gln_status gln_shape_null__draw_for(gln_shape_null *null, const gln_shape *shape, double hits,
                                                 gln_error *err);

/* The tests. The null must have been drawn up to the series' hits. */
void gln_shape__screen(const gln_shape_series *series, const gln_shape_null *null, gln_shape *out);

/* ln p of a burst of so many articles with a hit among so many, as of the heaviest stretch. The shape has burst_ln_p.
 */
double gln_shape__burst_ln_p(const gln_shape *shape, double with, double articles);

/* ln p of a cut at a declared place: the same ratio over the same dispersion, as F on 1 and n - 2 degrees of freedom.
 * after: periods before it, 0 < after < n. */
typedef struct gln_shape_cut {
    double lr, dispersion, ln_p;
    double rate_before, rate_after;
    double ratio_low, ratio_high; /* of after over before; infinite or 0 where a side has no hit */
} gln_shape_cut;
gln_shape_cut gln_shape__cut(const gln_shape_series *series, size_t after, double conf);

/* The models of a series. */
typedef enum gln_shape_model {
    GLN_SHAPE_LINE, /* log-linear in time */
    GLN_SHAPE_STEP,
    GLN_SHAPE_BURST,
    GLN_SHAPE_SEASON,
    GLN_SHAPE_MODELS,
} gln_shape_model;

/* cost[model] = D/phi + k ln n, D the Poisson deviance, phi the least dispersion among the models (at least 1), k the
 * model's numbers: line 2, step 3, bursts 1 and 3 for each, season 1 and those of the waves. Infinite where there is no
 * such model. level: which burst a period is in, from 1, or 0. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_shape__costs(const gln_shape_series *series, const gln_shape_null *null,
                                         const gln_shape *shape, const uint32_t *level, size_t n_bursts,
                                         double cost[GLN_SHAPE_MODELS], gln_error *err);

#endif
