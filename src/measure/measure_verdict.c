/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_verdict.h"

#include "json/json_write.h"

#include <math.h>

/* The numbers of the rule; gln_trend_rule says them in words. */
enum { FEW_PERIODS = 8, STRONG_PERIODS = 12, FEW_HITS = 20, STEP_SIDE = 3 };
static const double STRONG_P = .01, TOP_SHARE = .2, CLUSTERED = 2, MANY_ZEROS = .5, STEADY_Z = 1.645;

const char *gln_trend_rule(void)
{
    return "tested: rates per million tokens of the periods that have an issue and tokens and are not partial "
           "(a week or longer at an end of the series is partial where its nearest issue is farther from the "
           "edge of the period than the median gap between issue dates, at least a day); by issue, the issues "
           "of one date are one point.\n"
           "p: the Mann-Kendall test on the rates, its variance multiplied by 1 + 2/(n(n-1)(n-2)) times the sum of "
           "(n-k)(n-k-1)(n-k-2) r*^k over the lags k (Hamed and Rao 1998, for an autoregressive series), so that "
           "neighbours which resemble each other count for less; r* = (n r + 2)/(n - 5), held between 0 and 0.95, "
           "is the lag-1 autocorrelation r without the slope, corrected for its bias in short series. p_adj: p "
           "adjusted over all rows of the table that have 5 tested periods or more and a hit in one of them (Benjamini "
           "and Hochberg).\n"
           "pattern: a rise or fall passes where p_adj <= alpha (0.05 unless set); the uncorrected Mann-Kendall z is "
           "beyond 1.645 in the direction of the whole without the first and also without the last sixth of "
           "the tested periods; and the Theil-Sen slope has that direction, or is 0 and the regression (where "
           "it has an estimate) has it. With 8 tested periods or more, a burst passes where burst_p_adj <= alpha; a "
           "step where change_p_adj <= alpha and 3 tested periods or more lie on either side; a season where "
           "season_p_adj <= alpha; these three adjusted over all their tests in the table. burst_p bounds the chance "
           "of a stretch as heavy (articles with a hit 2, 4, 8 or 16 times as often as in the whole), change_p is that "
           "of the best single cut of the counts with the search for its place allowed for, season_p that of two "
           "yearly waves (one by quarter) beside a trend. Each statistic is divided by the dispersion that its pattern "
           "leaves (at least 1; of changes and seasons at least the design effect of articles within their periods), "
           "times (1 + r*)/(1 - r*) for the autocorrelation left, and read as estimated so "
           "(Wallace 1959). Of the patterns that pass, the one of least D/phi + k ln n is "
           "named: D the Poisson deviance of its model (log-linear in time, k 2; a level before and one after, 3; a "
           "level and one for each burst, 1 and 3 a burst; yearly waves, 1 and 2 a wave), phi the least dispersion "
           "among the four, at least 1. So a surge that decays is a burst, not a rise. If none passes, none_detected, "
           "which does not mean stable.\n"
           "evidence: of the adjusted p of the test that the pattern rests on: strong where it is < 0.01, a rise or "
           "fall has an interval of the yearly rate ratio that "
           "excludes 1 in the same direction, 12 periods or more were tested, and there is no caveat bursty; weak "
           "with fewer than 8 tested periods; else moderate. With none_detected, weak "
           "where p <= alpha, else none.\n"
           "caveats: few_issues: fewer than 8 tested periods; few_hits: fewer than 20 hits; bursty: one "
           "article has more than 0.2 of the hits, or the design effect of articles is above 2 and the hits "
           "over it are fewer than 20; autocorrelated: the lag-1 autocorrelation without the slope is beyond "
           "2/sqrt(n); partial_periods: "
           "a partial period was left out; inferred_dates: some issues are dated by inference; many_zeros: "
           "more than half of the tested periods have no hit; gaps: weeks or longer periods without an issue "
           "lie inside the series; not_steady: p <= alpha, but slope or shortened series do not bear the "
           "direction out, as with a burst or a step at an end.";
}

const char *gln_pattern__name(gln_pattern pattern)
{
    static const char *const names[] = {NULL, "rise", "fall", "step", "burst", "seasonal", "none_detected"};
    return names[pattern];
}

const char *gln_evidence_level__name(gln_evidence_level level)
{
    static const char *const names[] = {NULL, "none", "weak", "moderate", "strong"};
    return names[level];
}

static double sign(double x)
{
    return (double)((x > 0) - (x < 0));
}

/* -1 or 1 where slope and both shortened series bear out the test's direction, else 0. */
static double direction(const gln_trend_result *r)
{
    double way = sign(r->mk_s);
    if (!(way * r->z_without_start > STEADY_Z && way * r->z_without_end > STEADY_Z)) {
        return 0;
    }
    if (r->slope != 0) {
        return sign(r->slope) == way ? way : 0;
    }
    return isnan(r->log_change) || sign(r->log_change) == way ? way : 0;
}

static unsigned caveats_of(const gln_trend_result *r)
{
    double independent = (double)r->total.count / r->design_effect; /* hits that would carry as much */
    bool bursty = r->top_article_share > TOP_SHARE || (r->design_effect > CLUSTERED && independent < FEW_HITS);
    bool remembers = fabs(r->acf1_detrended) > 2 / sqrt((double)r->n_periods);
    bool long_gaps = r->gaps && r->by >= GLN_BY_WEEK;
    return (r->n_periods < FEW_PERIODS ? GLN_CAVEAT_FEW_ISSUES : 0u) |
           (r->total.count < FEW_HITS ? GLN_CAVEAT_FEW_HITS : 0u) | (bursty ? GLN_CAVEAT_BURSTY : 0u) |
           (remembers ? GLN_CAVEAT_AUTOCORRELATED : 0u) | (r->left_partial ? GLN_CAVEAT_PARTIAL_PERIODS : 0u) |
           (r->inferred ? GLN_CAVEAT_INFERRED_DATES : 0u) | (r->empty_share > MANY_ZEROS ? GLN_CAVEAT_MANY_ZEROS : 0u) |
           (long_gaps ? GLN_CAVEAT_GAPS : 0u);
}

/* The patterns whose tests passed, as bits of models. */
static unsigned passed(const gln_trend_result *r, double way, double alpha)
{
    double least = log(alpha);
    size_t after = r->shape.change_after, sides = after < r->n_periods - after ? after : r->n_periods - after;
    return (way != 0 ? 1u << GLN_SHAPE_LINE : 0u) |
           (r->shape_ln_p_adj[GLN_SHAPE_TEST_CHANGE] <= least && sides >= STEP_SIDE ? 1u << GLN_SHAPE_STEP : 0u) |
           (r->shape_ln_p_adj[GLN_SHAPE_TEST_BURST] <= least && r->n_bursts ? 1u << GLN_SHAPE_BURST : 0u) |
           (r->shape_ln_p_adj[GLN_SHAPE_TEST_SEASON] <= least ? 1u << GLN_SHAPE_SEASON : 0u);
}

static gln_pattern pattern_of(const gln_trend_result *r, double way, double alpha, double *p_adj)
{
    unsigned of = passed(r, way, alpha);
    size_t best = GLN_SHAPE_MODELS;
    for (size_t i = 0; i < GLN_SHAPE_MODELS; i++) {
        if (of & 1u << i && (best == GLN_SHAPE_MODELS || r->cost[i] < r->cost[best])) {
            best = i;
        }
    }
    switch (best) {
    case GLN_SHAPE_LINE:
        return way > 0 ? GLN_PATTERN_RISE : GLN_PATTERN_FALL;
    case GLN_SHAPE_STEP:
        *p_adj = exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_CHANGE]);
        return GLN_PATTERN_STEP;
    case GLN_SHAPE_BURST:
        *p_adj = exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_BURST]);
        return GLN_PATTERN_BURST;
    case GLN_SHAPE_SEASON:
        *p_adj = exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_SEASON]);
        return GLN_PATTERN_SEASONAL;
    default:
        return GLN_PATTERN_NONE_DETECTED;
    }
}

gln_verdict gln_verdict__of(const gln_trend_result *r, double alpha)
{
    gln_verdict v = {GLN_PATTERN_UNTESTED, GLN_EVIDENCE_UNTESTED, caveats_of(r), r->p_adj};
    if (isnan(r->p_adj)) {
        return v;
    }
    double way = r->p_adj <= alpha ? direction(r) : 0;
    v.pattern = pattern_of(r, way, alpha, &v.p_adj);
    if (v.pattern == GLN_PATTERN_NONE_DETECTED) {
        v.evidence = r->p <= alpha ? GLN_EVIDENCE_WEAK : GLN_EVIDENCE_NONE;
        v.caveats |= r->p <= alpha && direction(r) == 0 ? GLN_CAVEAT_NOT_STEADY : 0u;
        return v;
    }
    bool excludes = v.pattern == GLN_PATTERN_RISE   ? r->log_change_low > 0
                    : v.pattern == GLN_PATTERN_FALL ? r->log_change_high < 0
                                                    : true;
    if (r->n_periods < FEW_PERIODS) {
        v.evidence = GLN_EVIDENCE_WEAK;
    } else if (v.p_adj < STRONG_P && excludes && r->n_periods >= STRONG_PERIODS && !(v.caveats & GLN_CAVEAT_BURSTY)) {
        v.evidence = GLN_EVIDENCE_STRONG;
    } else {
        v.evidence = GLN_EVIDENCE_MODERATE;
    }
    return v;
}

void gln_verdict__caveats(gln_verdict verdict, gln_buffer *out)
{
    static const char *const names[GLN_CAVEATS] = {"few_issues",      "few_hits",       "bursty",     "autocorrelated",
                                                   "partial_periods", "inferred_dates", "many_zeros", "gaps",
                                                   "not_steady"};
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (unsigned i = 0; i < GLN_CAVEATS; i++) {
        if (verdict.caveats & 1u << i) {
            gln_json__put_text(&w, names[i]);
        }
    }
    gln_json__end(&w);
}
