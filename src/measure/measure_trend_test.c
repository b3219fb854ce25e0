/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_test.h"

#include "stats/glm.h"
#include "stats/padjust.h"
#include "stats/prewhiten.h"
#include "stats/theilsen.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_A_YEAR 365.2425 /* the mean Gregorian year */

/* The tested points, as arrays of n. */
typedef struct tested {
    double *t;        /* mid-dates in years since the first of them */
    double *y;        /* hits */
    double *exposure; /* millions of tokens */
    double *rate;     /* per million tokens */
    double *design;   /* rows 1, t */
    size_t n;
} tested;

static void tested_free(tested *x)
{
    free(x->t);
    free(x->y);
    free(x->exposure);
    free(x->rate);
    free(x->design);
}

static gln_status tested_new(size_t n, tested *out, gln_error *err)
{
    size_t twice;
    *out = (tested){0};
    if (!gln_size__mul(n, 2, &twice)) {
        return gln_error__nomem(err);
    }
    *out = (tested){gln_memory__array(n, sizeof(double)),     gln_memory__array(n, sizeof(double)),
                    gln_memory__array(n, sizeof(double)),     gln_memory__array(n, sizeof(double)),
                    gln_memory__array(twice, sizeof(double)), 0};
    return out->t && out->y && out->exposure && out->rate && out->design ? GLN_OK : gln_error__nomem(err);
}

/* Takes the points that can be tested. Issues of one date make one point: sums over sums, not a mean of rates. */
static void take_points(const gln_trend_frame *frame, tested *x, gln_trend_result *r)
{
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
            x->y[x->n] = 0;
            x->exposure[x->n++] = 0;
        }
        x->y[x->n - 1] += (double)point->count;
        x->exposure[x->n - 1] += (double)point->n_tokens / 1e6;
    }
    for (size_t i = 0; i < x->n; i++) {
        x->rate[i] = x->y[i] / x->exposure[i];
        x->design[2 * i] = 1.0;
        x->design[2 * i + 1] = x->t[i];
        empty += x->y[i] == 0.0;
    }
    r->n_periods = x->n;
    r->gaps = frame->periods.by != GLN_BY_ISSUE && observed > 0 && observed < last - first + 1;
    r->empty_share = x->n ? (double)empty / (double)x->n : (double)NAN;
    r->years = x->n ? x->t[x->n - 1] : (double)NAN;
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
static gln_status thirds(const tested *x, gln_trend_result *r, gln_error *err)
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
static gln_status cut_tests(const tested *x, gln_trend_result *r, gln_error *err)
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

static gln_status rank_tests(const tested *x, double conf, gln_trend_result *r, const char **reason, gln_error *err)
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
static gln_status regression(const tested *x, double conf, gln_trend_result *r, const char **reason, gln_error *err)
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

static gln_status run_tests(const tested *x, double conf, gln_trend_result *r, gln_error *err)
{
    const char *ranks = NULL, *change = NULL;
    gln_status status = rank_tests(x, conf, r, &ranks, err);
    if (status == GLN_OK) {
        status = cut_tests(x, r, err);
    }
    if (status == GLN_OK) {
        status = regression(x, conf, r, &change, err);
    }
    if (status == GLN_OK) {
        status = thirds(x, r, err);
    }
    if (status == GLN_OK) {
        r->status = strcmp(ranks, GLN_STATS_OK) != 0 ? ranks : change;
    }
    return status;
}

/* Why nothing can be tested, or NULL. */
static const char *untestable(const tested *x, const gln_trend_result *r)
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

gln_status gln_trend_test__run(const gln_trend_frame *frame, gln_trend_whole whole, const gln_trend_options *options,
                               gln_trend_result *out, gln_error *err)
{
    const double none = (double)NAN;
    tested x;
    gln_trend_result r = {.by = options->by, .inferred = whole.inferred, .status = GLN_STATS_OK};
    r.slope = r.slope_low = r.slope_high = r.log_change = r.log_change_low = r.log_change_high = r.phi = none;
    r.mk_s = r.mk_z = r.mk_p = r.z_without_start = r.z_without_end = r.pw_p = r.tfpw_p = r.p = r.ln_p = r.p_adj =
        r.ln_p_adj = none;
    r.acf1 = r.acf1_detrended = r.acf1_corrected = r.n_effective = r.design_effect = r.top_article_share = none;
    r.rate_first = r.rate_last = none;
    gln_status status = tested_new(frame->periods.n, &x, err);
    if (status == GLN_OK) {
        take_points(frame, &x, &r);
        status = clustering(&whole, options->conf, &r, err);
    }
    if (status == GLN_OK) {
        const char *reason = untestable(&x, &r);
        if (reason) {
            r.status = reason;
        } else {
            status = run_tests(&x, options->conf, &r, err);
        }
    }
    tested_free(&x);
    if (status == GLN_OK) {
        *out = r;
    }
    return status;
}

gln_status gln_trend_test__adjust(gln_trend_result *results, size_t n, size_t *m, gln_error *err)
{
    double *ln_p = gln_memory__array(n, sizeof *ln_p);
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
    free(ln_p);
    return status;
}
