/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_test.h"

#include "stats/changescan.h"
#include "stats/glm.h"
#include "stats/padjust.h"
#include "stats/prewhiten.h"
#include "stats/theilsen.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_A_YEAR 365.2425 /* the mean Gregorian year */

void gln_trend_tested__free(gln_trend_tested *x)
{
    free(x->t);
    free(x->y);
    free(x->exposure);
    free(x->with);
    free(x->articles);
    free(x->rate);
    free(x->design);
    free(x->period);
    *x = (gln_trend_tested){0};
}

static gln_status tested_new(size_t n, gln_trend_tested *out, gln_error *err)
{
    size_t twice;
    *out = (gln_trend_tested){0};
    if (!gln_size__mul(n, 2, &twice)) {
        return gln_error__nomem(err);
    }
    *out = (gln_trend_tested){gln_memory__array(n, sizeof(double)),
                              gln_memory__array(n, sizeof(double)),
                              gln_memory__array(n, sizeof(double)),
                              gln_memory__array(n, sizeof(double)),
                              gln_memory__array(n, sizeof(double)),
                              gln_memory__array(n, sizeof(double)),
                              gln_memory__array(twice, sizeof(double)),
                              gln_memory__array(n, sizeof(size_t)),
                              0,
                              0,
                              0};
    bool all = out->t && out->y && out->exposure && out->with && out->articles && out->rate && out->design;
    return all && out->period ? GLN_OK : gln_error__nomem(err);
}

gln_shape_series gln_trend_tested__series(const gln_trend_tested *x)
{
    return (gln_shape_series){x->t, x->y, x->exposure, x->with, x->articles, x->n, x->clump};
}

static void add_clump(gln_clump *clump, const gln_trend_point *point)
{
    gln_clump__add(clump, (double)point->n_articles, (double)point->n_tokens, point->tokens_squared,
                   (double)point->count, point->count_squared, point->count_tokens);
}

/* Takes the points that can be tested. Issues of one date make one point: sums over sums, not a mean of rates. */
static void take_points(const gln_trend_frame *frame, gln_trend_tested *x, gln_trend_result *r)
{
    gln_clump clump = {0};
    size_t n_periods = frame->periods.n, first = SIZE_MAX, last = 0, observed = 0, empty = 0;
    double origin = 0;
    for (size_t i = 0; i < n_periods; i++) {
        const gln_trend_point *point = &frame->points[i];
        const gln_period *period = &frame->periods.items[i];
        gln_trend_point__add(&r->total, point);
        if (point->n_issues == 0) {
            continue;
        }
        first = first == SIZE_MAX ? i : first;
        last = i;
        observed++;
        r->left_partial = r->left_partial || point->partial == GLN_PARTIAL_YES;
        if (point->n_tokens == 0 || point->partial == GLN_PARTIAL_YES) {
            continue;
        }
        double middle = (double)(period->start + period->end + 1) / 2.0 / DAYS_A_YEAR;
        origin = x->n == 0 ? middle : origin;
        if (x->n == 0 || middle - origin != x->t[x->n - 1]) {
            x->t[x->n] = middle - origin;
            x->y[x->n] = x->with[x->n] = x->articles[x->n] = 0;
            x->period[x->n] = i;
            x->exposure[x->n++] = 0;
        }
        x->y[x->n - 1] += (double)point->count;
        x->exposure[x->n - 1] += (double)point->n_tokens / 1e6;
        x->with[x->n - 1] += (double)point->articles_with;
        x->articles[x->n - 1] += (double)point->n_articles;
        add_clump(&clump, point);
    }
    x->clump = gln_clump__of(&clump);
    for (size_t i = 0; i < x->n; i++) {
        x->rate[i] = x->y[i] / x->exposure[i];
        x->design[2 * i] = 1.0;
        x->design[2 * i + 1] = x->t[i];
        empty += x->y[i] == 0.0;
    }
    x->phase = origin - floor(origin);
    r->n_periods = x->n;
    r->gaps = frame->periods.by != GLN_BY_ISSUE && observed > 0 && observed < last - first + 1;
    r->empty_share = x->n ? (double)empty / (double)x->n : (double)NAN;
    r->years = x->n ? x->t[x->n - 1] : (double)NAN;
}

gln_status gln_trend_tested__of(const gln_trend_frame *frame, gln_trend_tested *out, gln_trend_result *r,
                                gln_error *err)
{
    gln_status status = tested_new(frame->periods.n, out, err);
    if (status == GLN_OK) {
        take_points(frame, out, r);
    }
    return status;
}

static gln_status clustering(const gln_trend_whole *whole, double conf, gln_trend_result *r, gln_error *err)
{
    gln_cluster_sums sums = gln_trend_point__sums(&r->total);
    gln_cluster_rate rate;
    if (r->total.n_tokens == 0 || r->total.count == 0) {
        return GLN_OK;
    }
    gln_status status = gln_cluster__rate(&sums, conf, &rate, err);
    if (status == GLN_OK) {
        r->design_effect = rate.design_effect;
        r->top_article_share = (double)whole->max_count / (double)r->total.count;
    }
    return status;
}

/* The medians of the first and the last third, rounded up, of the rates. */
static gln_status thirds(const gln_trend_tested *x, gln_trend_result *r, gln_error *err)
{
    size_t third = (x->n + 2) / 3;
    double *room = gln_memory__array(third, sizeof *room);
    if (!room) {
        return gln_error__nomem(err);
    }
    memcpy(room, x->rate, third * sizeof *room);
    r->rate_first = gln_theilsen__median(room, third);
    memcpy(room, x->rate + x->n - third, third * sizeof *room);
    r->rate_last = gln_theilsen__median(room, third);
    free(room);
    return GLN_OK;
}

/* The uncorrected test without the first and without the last sixth of the points, rounded up: a burst or a step at an
 * end of the series does not outlive the cut, a trend does. */
static gln_status cut_tests(const gln_trend_tested *x, gln_trend_result *r, gln_error *err)
{
    size_t cut = (x->n + 5) / 6;
    gln_kendall test;
    gln_status status = gln_kendall__test(x->rate + cut, x->n - cut, &test, err);
    if (status == GLN_OK) {
        r->z_without_start = test.z;
        status = gln_kendall__test(x->rate, x->n - cut, &test, err);
    }
    if (status == GLN_OK) {
        r->z_without_end = test.z;
    }
    return status;
}

static gln_status rank_tests(const gln_trend_tested *x, double conf, gln_trend_result *r, const char **reason,
                             gln_error *err)
{
    gln_theilsen line;
    gln_prewhiten tests;
    gln_status status = gln_theilsen__fit(x->t, x->rate, x->n, conf, &line, err);
    if (status != GLN_OK) {
        return status;
    }
    r->slope = line.slope;
    r->slope_low = line.low;
    r->slope_high = line.high;
    if (isnan(line.slope)) {
        *reason = line.status;
        return GLN_OK;
    }
    status = gln_prewhiten__test(x->t, x->rate, x->n, line.slope, &tests, err);
    if (status != GLN_OK) {
        return status;
    }
    r->mk_s = tests.plain.s;
    r->mk_z = tests.plain.z;
    r->mk_p = tests.plain.p_best;
    r->pw_p = tests.pw.p_best;
    r->tfpw_p = tests.tfpw.p_best;
    r->p = tests.p;
    r->ln_p = tests.ln_p;
    r->acf1 = tests.acf1;
    r->acf1_detrended = tests.acf1_detrended;
    r->acf1_corrected = tests.acf1_corrected;
    r->n_effective = tests.n_effective;
    *reason = strcmp(tests.status, GLN_STATS_OK) != 0 ? tests.status : line.status;
    return GLN_OK;
}

/* ln mu_i = ln exposure_i + a + b t_i, the interval of b widened by phi, Student's t on n - 2 degrees of freedom. */
static gln_status regression(const gln_trend_tested *x, double conf, gln_trend_result *r, const char **reason,
                             gln_error *err)
{
    gln_glm_data data = {x->y, x->exposure, x->design, x->n, 2};
    gln_glm fit;
    gln_status status = gln_glm__poisson(&data, &fit, NULL, err);
    if (status != GLN_OK) {
        return status;
    }
    *reason = fit.status;
    if (strcmp(fit.status, GLN_STATS_OK) == 0) {
        gln_effect change = gln_glm__effect(&fit, 1, fit.phi, conf);
        r->log_change = change.estimate;
        r->log_change_low = change.low;
        r->log_change_high = change.high;
        r->phi = fit.phi;
    }
    return GLN_OK;
}

static gln_status find_changes(gln_trend_frame *frame, const gln_trend_tested *x, gln_trend_result *r, gln_error *err)
{
    gln_partition found;
    size_t *after = gln_memory__array(x->n, sizeof *after);
    r->change_penalty = gln_change__penalty(x->n) * r->shape.change_dispersion;
    gln_status status = after ? gln_change__partition(x->y, x->exposure, x->n, r->change_penalty, 1, after, &found, err)
                              : gln_error__nomem(err);
    if (status == GLN_OK) {
        r->n_changes = found.n_changes;
        r->changes = gln_arena__array(&frame->arena, found.n_changes, sizeof *r->changes);
        status = r->changes ? GLN_OK : gln_error__nomem(err);
    }
    for (size_t i = 0; i < r->n_changes && status == GLN_OK; i++) {
        r->changes[i] = x->period[after[i]];
    }
    r->change_day = frame->periods.items[x->period[r->shape.change_after]].start;
    free(after);
    return status;
}

/* The rates of the stretches between the cuts. */
static gln_status change_rates(gln_trend_frame *frame, const gln_trend_tested *x, gln_trend_result *r, gln_error *err)
{
    r->change_rates = gln_arena__array(&frame->arena, r->n_changes + 1, sizeof *r->change_rates);
    if (!r->change_rates) {
        return gln_error__nomem(err);
    }
    double hits = 0, time = 0;
    for (size_t i = 0, cut = 0; i < x->n; i++) {
        hits += x->y[i];
        time += x->exposure[i];
        r->change_rates[cut] = hits / time;
        if (cut < r->n_changes && i + 1 < x->n && x->period[i + 1] == r->changes[cut]) {
            hits = time = 0;
            cut++;
        }
    }
    return GLN_OK;
}

static gln_status pettitt(const gln_trend_frame *frame, const gln_trend_tested *x, uint64_t seed, gln_slice term,
                          gln_trend_result *r, gln_error *err)
{
    gln_rng *rng = NULL;
    gln_status status = gln_rng__new(gln_rng__seed(seed, term, gln_slice_of("pettitt")), &rng, err);
    if (status == GLN_OK) {
        status = gln_ranks__pettitt(x->rate, x->n, GLN_SHAPE_DRAWS, rng, &r->pettitt, err);
    }
    if (status == GLN_OK && r->pettitt.after < x->n) {
        r->pettitt_day = frame->periods.items[x->period[r->pettitt.after]].start;
    }
    gln_rng__free(rng);
    return status;
}

static gln_status declared(gln_trend_frame *frame, const gln_trend_tested *x, const gln_trend_options *options,
                           gln_trend_result *r, gln_error *err)
{
    gln_shape_series series = gln_trend_tested__series(x);
    r->events = gln_arena__array(&frame->arena, options->n_events, sizeof *r->events);
    r->event_days = gln_arena__array(&frame->arena, options->n_events, sizeof *r->event_days);
    if (!r->events || !r->event_days) {
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < options->n_events; e++) {
        int64_t day = gln_date_days(options->events[e].date);
        size_t after = 0;
        while (after < x->n && frame->periods.items[x->period[after]].end < day) {
            after++;
        }
        bool inside = after > 0 && after < x->n;
        r->event_days[e] = inside ? frame->periods.items[x->period[after]].start : INT64_MIN;
        if (inside) {
            r->events[e] = gln_shape__cut(&series, after, options->conf);
        }
    }
    return GLN_OK;
}

static gln_status shape_tests(gln_trend_frame *frame, const gln_trend_tested *x, const gln_trend_options *options,
                              gln_shape_null *null, gln_slice term, gln_trend_result *r, gln_error *err)
{
    gln_shape_series series = gln_trend_tested__series(x);
    size_t n_levels = 0;
    uint32_t *level = NULL;
    gln_shape__screen(&series, null, &r->shape);
    gln_status status = gln_shape_null__draw_for(null, &r->shape, (double)r->total.count, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_shape__screen(&series, null, &r->shape);
    level = gln_memory__zeroed(x->n, sizeof *level);
    status = level ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && !isnan(r->shape.burst_ln_p)) {
        status = gln_trend_bursts__find(frame, x, options->alpha, level, &n_levels, r, err);
    }
    if (status == GLN_OK) {
        status = find_changes(frame, x, r, err);
    }
    if (status == GLN_OK) {
        status = gln_shape__costs(&series, null, &r->shape, level, n_levels, r->cost, err);
    }
    if (status == GLN_OK) {
        status = change_rates(frame, x, r, err);
    }
    if (status == GLN_OK && term.ptr) {
        status = pettitt(frame, x, options->seed, term, r, err);
    }
    if (status == GLN_OK) {
        status = declared(frame, x, options, r, err);
    }
    free(level);
    return status;
}

static gln_status run_tests(gln_trend_frame *frame, const gln_trend_tested *x, const gln_trend_options *options,
                            gln_shape_null *null, gln_slice term, gln_trend_result *r, gln_error *err)
{
    const char *ranks = NULL, *change = NULL;
    gln_status status = rank_tests(x, options->conf, r, &ranks, err);
    if (status == GLN_OK) {
        status = cut_tests(x, r, err);
    }
    if (status == GLN_OK) {
        status = regression(x, options->conf, r, &change, err);
    }
    if (status == GLN_OK) {
        status = thirds(x, r, err);
    }
    if (status == GLN_OK && x->n >= GLN_SHAPE_MIN) {
        status = shape_tests(frame, x, options, null, term, r, err);
    }
    if (status == GLN_OK) {
        r->status = strcmp(ranks, GLN_STATS_OK) != 0 ? ranks : change;
    }
    return status;
}

/* Why nothing can be tested, or NULL. */
static const char *untestable(const gln_trend_tested *x, const gln_trend_result *r)
{
    if (r->total.n_issues == 0) {
        return "no_issue";
    }
    if (r->total.count == 0) {
        return "no_hits";
    }
    if (x->n < GLN_TREND_TESTED_MIN) {
        return "insufficient_data";
    }
    return r->empty_share >= 1.0 ? "no_tested_hits" : NULL;
}

/* A result with every number undefined. */
static gln_trend_result blank(gln_by by, bool inferred)
{
    const double none = (double)NAN;
    gln_trend_result r = {.by = by, .inferred = inferred, .status = GLN_STATS_OK};
    r.slope = r.slope_low = r.slope_high = r.log_change = r.log_change_low = r.log_change_high = r.phi = none;
    r.mk_s = r.mk_z = r.mk_p = r.z_without_start = r.z_without_end = r.pw_p = r.tfpw_p = r.p = r.ln_p = r.p_adj =
        r.ln_p_adj = none;
    r.acf1 = r.acf1_detrended = r.acf1_corrected = r.n_effective = r.design_effect = r.top_article_share = none;
    r.rate_first = r.rate_last = r.change_penalty = none;
    gln_shape__screen(&(gln_shape_series){.n = 0}, NULL, &r.shape);
    for (size_t i = 0; i < GLN_SHAPE_MODELS; i++) {
        r.cost[i] = (double)INFINITY;
    }
    for (size_t i = 0; i < GLN_SHAPE_TESTS; i++) {
        r.shape_ln_p_adj[i] = none;
    }
    return r;
}

gln_status gln_trend_test__run(gln_trend_frame *frame, gln_trend_whole whole, const gln_trend_options *options,
                               gln_shape_null *null, gln_slice term, gln_trend_result *out, gln_error *err)
{
    gln_trend_tested x;
    gln_trend_result r = blank(options->by, whole.inferred);
    gln_status status = gln_trend_tested__of(frame, &x, &r, err);
    if (status == GLN_OK && !null->exposure) { /* the first series of these periods */
        gln_shape_series series = gln_trend_tested__series(&x);
        status = gln_shape_null__of(&series, options->by, x.phase, options->seed, null, err);
    }
    if (status == GLN_OK) {
        status = clustering(&whole, options->conf, &r, err);
    }
    if (status == GLN_OK) {
        const char *reason = untestable(&x, &r);
        if (reason) {
            r.status = reason;
        } else {
            status = run_tests(frame, &x, options, null, term, &r, err);
        }
    }
    gln_trend_tested__free(&x);
    if (status == GLN_OK) {
        *out = r;
    }
    return status;
}

double gln_trend_test__shape_ln_p(const gln_shape *shape, gln_shape_test test)
{
    return test == GLN_SHAPE_TEST_BURST    ? shape->burst_ln_p
           : test == GLN_SHAPE_TEST_CHANGE ? shape->change_ln_p
                                           : shape->season_ln_p;
}

gln_status gln_trend_test__adjust(gln_trend_result *results, size_t n, size_t *m, size_t *m_shape, gln_error *err)
{
    size_t rows;
    double *ln_p = gln_size__mul(n, GLN_SHAPE_TESTS, &rows) ? gln_memory__array(rows, sizeof *ln_p) : NULL;
    if (!ln_p) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        ln_p[i] = results[i].n_periods < GLN_TREND_DETECTED_MIN ? (double)NAN : results[i].ln_p;
    }
    gln_status status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, n, ln_p, m, err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        results[i].ln_p_adj = ln_p[i];
        results[i].p_adj = exp(ln_p[i]);
    }
    for (size_t i = 0; i < rows; i++) {
        ln_p[i] = gln_trend_test__shape_ln_p(&results[i / GLN_SHAPE_TESTS].shape, i % GLN_SHAPE_TESTS);
    }
    if (status == GLN_OK) {
        status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, rows, ln_p, m_shape, err);
    }
    for (size_t i = 0; i < rows && status == GLN_OK; i++) {
        results[i / GLN_SHAPE_TESTS].shape_ln_p_adj[i % GLN_SHAPE_TESTS] = ln_p[i];
    }
    free(ln_p);
    return status;
}
