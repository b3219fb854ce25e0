/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend.h"

#include "measure/measure_coding.h"
#include "measure/measure_lags.h"
#include "measure/measure_tiers.h"
#include "measure/measure_trend_columns.h"
#include "measure/measure_trend_models.h"
#include "measure/measure_trend_shape.h"
#include "measure/measure_trend_test.h"
#include "measure/measure_verdict.h"

#include <math.h>
#include <stdlib.h>

/* A p that a double holds badly is left to its logarithm. */
static void set_p(gln_table *table, size_t column, double p)
{
    gln_table_set_number(table, column, p > 1e-300 ? p : (double)NAN);
}

static void set_words(gln_table *table, size_t column, const char *text)
{
    gln_table_set_text(table, column, gln_slice_of(text));
}

/* Term, match and split, the first columns of both tables. */
static void set_head(gln_table *table, gln_slice term, const gln_trend_options *options, gln_slice split)
{
    gln_table_set_text(table, TREND_TERM, term);
    set_words(table, TREND_MATCH, options->match ? options->match : "string");
    if (split.len) {
        gln_table_set_text(table, TREND_SPLIT, split);
    }
}

static void set_share(gln_table *table, const gln_trend_point *point, const gln_trend_options *options)
{
    double with = (double)point->articles_with, n = (double)point->n_articles;
    if (point->n_articles == 0) {
        return;
    }
    gln_interval limits = gln_stats__wilson(with, n, options->conf);
    gln_table_set_number(table, TREND_SHARE, with / n);
    gln_table_set_number(table, TREND_SHARE_LOW, limits.low);
    gln_table_set_number(table, TREND_SHARE_HIGH, limits.high);
    if (options->all_measures) {
        limits = gln_stats__clopper_pearson(with, n, options->conf);
        gln_table_set_number(table, TREND_SHARE_EXACT_LOW, limits.low);
        gln_table_set_number(table, TREND_SHARE_EXACT_HIGH, limits.high);
    }
}

/* The rate with its interval; *reason is the row's status. The point has tokens. */
static gln_status set_rate(gln_table *table, const gln_trend_point *point, const gln_trend_options *options,
                           const char **reason, gln_error *err)
{
    gln_cluster_sums sums = gln_trend_point__sums(point);
    gln_cluster_rate rate;
    gln_status status = gln_cluster__rate(&sums, options->conf, &rate, err);
    if (status != GLN_OK) {
        return status;
    }
    bool clustered = strcmp(rate.method, "clustered") == 0;
    gln_interval exact = gln_rate__poisson(sums.y, sums.n, options->conf);
    gln_interval limits = clustered ? rate.limits : exact;
    gln_table_set_number(table, TREND_RATE, 1e6 * rate.rate);
    gln_table_set_number(table, TREND_RATE_LOW, 1e6 * limits.low);
    gln_table_set_number(table, TREND_RATE_HIGH, 1e6 * limits.high);
    set_words(table, TREND_RATE_METHOD, clustered ? "clustered" : "exact");
    if (options->all_measures) {
        gln_table_set_number(table, TREND_RATE_EXACT_LOW, 1e6 * exact.low);
        gln_table_set_number(table, TREND_RATE_EXACT_HIGH, 1e6 * exact.high);
        gln_table_set_number(table, TREND_DESIGN_EFFECT, rate.design_effect);
    }
    *reason = !clustered && point->count > 0 ? "one_article" : "ok";
    return GLN_OK;
}

static gln_status set_point(gln_table *table, const gln_trend_point *point, const gln_trend_options *options,
                            gln_error *err)
{
    const char *reason = "no_exposure";
    gln_status status = GLN_OK;
    gln_table_set_integer(table, TREND_N_ISSUES, point->n_issues);
    gln_table_set_integer(table, TREND_N_ARTICLES, point->n_articles);
    gln_table_set_integer(table, TREND_N_TOKENS, point->n_tokens);
    gln_table_set_integer(table, TREND_N_CHARS, point->n_chars);
    gln_table_set_integer(table, TREND_COUNT, point->count);
    gln_table_set_integer(table, TREND_ARTICLES_WITH, point->articles_with);
    set_share(table, point, options);
    if (point->n_tokens > 0) {
        status = set_rate(table, point, options, &reason, err);
    }
    if (point->n_chars > 0) {
        gln_table_set_number(table, TREND_RATE_CHARS, 1e6 * (double)point->count / (double)point->n_chars);
    }
    if (point->partial != GLN_PARTIAL_UNKNOWN) {
        gln_table_set_boolean(table, TREND_PARTIAL, point->partial == GLN_PARTIAL_YES);
    }
    set_words(table, TREND_STATUS, reason);
    return status;
}

static void set_expected(gln_table *table, gln_trend_expected of, const gln_trend_options *options)
{
    size_t first = options->all_measures ? TREND_ALL_COLUMNS : TREND_COLUMNS;
    gln_table_set_integer(table, first + CALENDAR_EXPECTED, of.expected);
    if (of.expected) {
        gln_table_set_number(table, first + CALENDAR_COVERAGE, (double)of.present / (double)of.expected);
    }
}

/* L = exp(ln rp - sqrt((ln r - ln r_low)^2 + (ln p - ln p_low)^2)), U alike (Zou and Donner 2008 on the logarithm); of
 * an estimate of 0 the lower limit is 0 and the upper the product of both upper ones. Rates per token. */
static gln_interval joint_limits(double rate, gln_interval r, gln_precision p)
{
    double both = rate * p.share;
    gln_interval out = {0.0, r.high * p.limits.high};
    if (both > 0) {
        out.low =
            r.low > 0 && p.limits.low > 0 ? both * exp(-hypot(log(rate / r.low), log(p.share / p.limits.low))) : 0.0;
        out.high = both * exp(hypot(log(r.high / rate), log(p.limits.high / p.share)));
    }
    return out;
}

static void set_coded(gln_table *table, size_t term_row, const gln_period *period, gln_slice term,
                      const gln_trend_options *options)
{
    size_t first = (options->all_measures ? TREND_ALL_COLUMNS : TREND_COLUMNS) +
                   (options->calendar ? (size_t)CALENDAR_COLUMNS : 0);
    gln_precision p = gln_codings__over(options->codings, term, period->start, period->end, options->conf);
    const gln_cell *rate = gln_table_cell(table, term_row, TREND_RATE);
    if (isnan(p.share)) {
        return;
    }
    gln_table_set_number(table, first + CODED_PRECISION, p.share);
    gln_table_set_number(table, first + CODED_PRECISION_LOW, p.limits.low);
    gln_table_set_number(table, first + CODED_PRECISION_HIGH, p.limits.high);
    set_words(table, first + CODED_BASIS, p.whole ? "whole" : "period");
    gln_table_set_number(table, first + CODED_COUNT,
                         p.share * (double)gln_table_cell(table, term_row, TREND_COUNT)->as.integer);
    if (!rate->null) {
        gln_interval limits = {gln_table_cell(table, term_row, TREND_RATE_LOW)->as.number,
                               gln_table_cell(table, term_row, TREND_RATE_HIGH)->as.number};
        gln_interval joint = joint_limits(rate->as.number, limits, p);
        gln_table_set_number(table, first + CODED_RATE, p.share * rate->as.number);
        gln_table_set_number(table, first + CODED_RATE_LOW, joint.low);
        gln_table_set_number(table, first + CODED_RATE_HIGH, joint.high);
    }
}

/* The weighted columns stand last. */
static void set_weighted(gln_table *table, const gln_trend_point *point)
{
    size_t first = gln_table_n_fields(table) - WEIGHTED_COLUMNS;
    double count = (double)point->count_weighted / GLN_WEIGHT_ONE;
    double tokens = (double)point->tokens_weighted / GLN_WEIGHT_ONE;
    gln_table_set_number(table, first + WEIGHTED_COUNT, count);
    gln_table_set_number(table, first + WEIGHTED_TOKENS, tokens);
    if (tokens > 0) {
        gln_table_set_number(table, first + WEIGHTED_RATE, 1e6 * count / tokens);
    }
}

/* The rows of the term and group that frame->points was gathered for. */
static gln_status add_points(gln_table *table, const gln_trend_frame *frame, size_t term, size_t group,
                             const gln_trend_options *options, const gln_trend_result *result, gln_error *err)
{
    gln_status status = GLN_OK;
    char date[GLN_DATE_SIZE];
    bool inner = frame->view->split != GLN_SPLIT_NONE && !frame->issue_group; /* split inside the issues */
    for (size_t i = 0; i < frame->periods.n && status == GLN_OK; i++) {
        const gln_period *period = &frame->periods.items[i];
        const gln_trend_point *point = &frame->points[i];
        if (options->by == GLN_BY_ISSUE && (inner ? point->n_articles == 0 : point->n_issues == 0)) {
            continue; /* an issue that does not hold the split value */
        }
        gln_table_row(table);
        set_head(table, frame->view->terms[term].term, options, frame->groups[group].value);
        gln_table_set_text(table, TREND_PERIOD, period->label);
        set_words(table, TREND_PERIOD_START, gln_period__date(period->start, date));
        set_words(table, TREND_PERIOD_END, gln_period__date(period->end, date));
        gln_table_set_boolean(table, TREND_HAS_ISSUE, point->n_issues > 0);
        if (frame->expected) {
            set_expected(table, gln_trend_frame__expected(frame, group, i), options);
        }
        if (point->n_issues > 0) {
            status = set_point(table, point, options, err);
            if (status == GLN_OK) {
                status = gln_trend_shape__mark(table, result, period, i, point, err);
            }
            if (options->codings) {
                set_coded(table, gln_table_n_rows(table) - 1, period, frame->view->terms[term].term, options);
            }
            if (frame->view->weighted) {
                set_weighted(table, point);
            }
        } else {
            set_words(table, TREND_STATUS, "no_issue");
        }
    }
    return status;
}

static void set_tests(gln_table *table, const gln_trend_result *r)
{
    gln_table_set_integer(table, TESTS_N_PERIODS, r->n_periods);
    gln_table_set_integer(table, TESTS_N_ISSUES, r->total.n_issues);
    if (r->total.n_issues > 0) {
        gln_table_set_integer(table, TESTS_N_ARTICLES, r->total.n_articles);
        gln_table_set_integer(table, TESTS_COUNT, r->total.count);
    }
    gln_table_set_number(table, TESTS_SLOPE, r->slope);
    gln_table_set_number(table, TESTS_SLOPE_LOW, r->slope_low);
    gln_table_set_number(table, TESTS_SLOPE_HIGH, r->slope_high);
    gln_table_set_number(table, TESTS_RATIO, exp(r->log_change));
    gln_table_set_number(table, TESTS_RATIO_LOW, exp(r->log_change_low));
    gln_table_set_number(table, TESTS_RATIO_HIGH, exp(r->log_change_high));
    gln_table_set_number(table, TESTS_PHI, r->phi);
    gln_table_set_number(table, TESTS_MK_Z, r->mk_z);
    set_p(table, TESTS_MK_P, r->mk_p);
    gln_table_set_number(table, TESTS_Z_WITHOUT_START, r->z_without_start);
    gln_table_set_number(table, TESTS_Z_WITHOUT_END, r->z_without_end);
    set_p(table, TESTS_MK_P_PREWHITENED, r->pw_p);
    set_p(table, TESTS_MK_P_TFPW, r->tfpw_p);
    set_p(table, TESTS_P, r->p);
    gln_table_set_number(table, TESTS_LN_P, r->ln_p);
    set_p(table, TESTS_P_ADJ, r->p_adj);
    gln_table_set_number(table, TESTS_LN_P_ADJ, r->ln_p_adj);
    gln_table_set_number(table, TESTS_ACF1, r->acf1);
    gln_table_set_number(table, TESTS_ACF1_DETRENDED, r->acf1_detrended);
    gln_table_set_number(table, TESTS_ACF1_CORRECTED, r->acf1_corrected);
    gln_table_set_number(table, TESTS_N_EFFECTIVE, r->n_effective);
    gln_table_set_number(table, TESTS_DESIGN_EFFECT, r->design_effect);
    gln_table_set_number(table, TESTS_TOP_ARTICLE_SHARE, r->top_article_share);
    set_p(table, TESTS_BURST_P, exp(r->shape.burst_ln_p));
    set_p(table, TESTS_BURST_P_ADJ, exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_BURST]));
    set_p(table, TESTS_CHANGE_P, exp(r->shape.change_ln_p));
    set_p(table, TESTS_CHANGE_P_ADJ, exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_CHANGE]));
    set_p(table, TESTS_SEASON_P, exp(r->shape.season_ln_p));
    set_p(table, TESTS_SEASON_P_ADJ, exp(r->shape_ln_p_adj[GLN_SHAPE_TEST_SEASON]));
    set_words(table, TESTS_STATUS, r->status);
}

/* Sets a cell to what was written into the buffer, and empties it; that memory ran out stays known. */
static void take_text(gln_table *table, size_t column, gln_buffer *text)
{
    gln_table_set_text(table, column, gln_buffer__slice(text));
    text->len = 0;
}

static gln_status add_tests(gln_table *table, const gln_trend_frame *frame, const gln_trend_result *results, size_t m,
                            size_t m_shape, const gln_trend_options *options, gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < frame->view->n_terms * frame->n_groups && status == GLN_OK; i++) {
        const gln_trend_result *r = &results[i];
        gln_verdict verdict = gln_verdict__of(r, options->alpha);
        gln_table_row(table);
        set_head(table, r->term, options, r->split);
        set_tests(table, r);
        gln_table_set_integer(table, TESTS_M, m);
        gln_table_set_integer(table, TESTS_M_SHAPE, m_shape);
        gln_trend_shape__bursts_json(r, &text);
        take_text(table, TESTS_BURSTS, &text);
        gln_trend_shape__changes_json(r, frame, &text);
        take_text(table, TESTS_CHANGE_POINTS, &text);
        set_words(table, TESTS_PATTERN, gln_pattern__name(verdict.pattern));
        set_words(table, TESTS_EVIDENCE, gln_evidence_level__name(verdict.evidence));
        gln_verdict__caveats(verdict, &text);
        take_text(table, TESTS_CAVEATS, &text);
        status = gln_trend_frame__containers(frame, i / frame->n_groups, i % frame->n_groups, &text, err);
        take_text(table, TESTS_CONTAINERS, &text);
        gln_verdict__sentence_en(r, verdict, &text);
        take_text(table, TESTS_SENTENCE_EN, &text);
        gln_verdict__sentence_zh(r, verdict, &text);
        take_text(table, TESTS_SENTENCE_ZH, &text);
    }
    if (status == GLN_OK && text.failed) {
        status = gln_error__nomem(err);
    }
    gln_buffer__free(&text);
    return status;
}

/* Rows of trend_models and change_path of the term and group that frame->points was gathered for. */
static gln_status add_models(const gln_trend_report *out, const gln_trend_frame *frame, const gln_trend_result *r,
                             const gln_trend_options *options, gln_error *err)
{
    gln_trend_tested x;
    gln_trend_result unused = {.by = options->by};
    if (isnan(r->p)) { /* there was nothing to test */
        return GLN_OK;
    }
    gln_status status = gln_trend_tested__of(frame, &x, &unused, err);
    int64_t *day = gln_memory__array(status == GLN_OK ? x.n : 0, sizeof *day);
    if (status == GLN_OK && !day) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        for (size_t i = 0; i < x.n; i++) {
            day[i] = frame->periods.items[x.period[i]].start;
        }
        gln_model_series series = {.term = r->term,
                                   .split = r->split,
                                   .match = options->match,
                                   .series = gln_trend_tested__series(&x),
                                   .day = day,
                                   .phase = x.phase,
                                   .dispersion = r->shape.change_dispersion,
                                   .conf = options->conf,
                                   .by = options->by,
                                   .with_path = true};
        status = gln_trend_models__add(out->models, out->path, &series, err);
    }
    free(day);
    gln_trend_tested__free(&x);
    return status;
}

/* Gathers every term and group once: its tests, and its rows of trend. nulls by group. */
static gln_status run_all(const gln_trend_report *out, gln_trend_frame *frame, gln_lags *lags, gln_shape_null *nulls,
                          gln_trend_result *results, const gln_trend_options *options, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t t = 0; t < frame->view->n_terms; t++) {
        for (size_t g = 0; g < frame->n_groups && status == GLN_OK; g++) {
            gln_trend_result *result = &results[t * frame->n_groups + g];
            gln_trend_whole whole;
            gln_slice term = frame->view->terms[t].term;
            status = gln_trend_frame__gather(frame, t, g, &whole, err);
            if (status == GLN_OK) {
                status = gln_trend_test__run(frame, whole, options, &nulls[g], term, result, err);
            }
            result->term = term;
            result->split = frame->groups[g].value;
            if (status == GLN_OK) {
                status = add_points(out->trend, frame, t, g, options, result, err);
            }
            if (status == GLN_OK) {
                status = add_models(out, frame, result, options, err);
                gln_lags__take(lags, frame, t, g);
            }
            if (status == GLN_OK && options->tiers) {
                status = gln_tiers__add(out->tiers, frame, t, g, options, err);
            }
        }
    }
    return status;
}

static gln_status fill(gln_trend_frame *frame, const gln_trend_options *options, gln_trend_report *out, gln_error *err)
{
    size_t n, m = 0, m_shape = 0;
    gln_lags lags = {.series = NULL};
    gln_trend_result *results = NULL;
    gln_shape_null *nulls = gln_memory__zeroed(frame->n_groups, sizeof *nulls);
    gln_status status = GLN_OK;
    if (!nulls || !gln_size__mul(frame->view->n_terms, frame->n_groups, &n) ||
        !(results = gln_memory__zeroed(n, sizeof *results))) {
        free(nulls);
        return gln_error__nomem(err);
    }
    status = gln_lags__of(frame, &lags, err);
    if (status == GLN_OK) {
        status = run_all(out, frame, &lags, nulls, results, options, err);
    }
    if (status == GLN_OK) {
        status = gln_lags__table(&lags, frame, options, &out->lags, err);
    }
    if (status == GLN_OK) {
        status = gln_trend_test__adjust(results, n, &m, &m_shape, err);
    }
    if (status == GLN_OK) {
        status = add_tests(out->tests, frame, results, m, m_shape, options, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_trend_shape__add_bursts(out->bursts, &results[i], options);
        gln_trend_shape__add_changes(out->changes, &results[i], frame, options);
    }
    gln_table *tables[] = {out->trend, out->tests, out->bursts, out->changes, out->models, out->path};
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == GLN_OK; i++) {
        status = gln_table_check(tables[i], err);
    }
    for (size_t g = 0; g < frame->n_groups; g++) {
        gln_shape_null__free(&nulls[g]);
    }
    gln_lags__free(&lags);
    free(nulls);
    free(results);
    return status;
}

static gln_status make_tables(const gln_series_view *view, const gln_trend_options *options, gln_trend_report *out,
                              gln_error *err)
{
    gln_field fields[TREND_ALL_COLUMNS + CALENDAR_COLUMNS + CODED_COLUMNS + WEIGHTED_COLUMNS];
    size_t n_fields = options->all_measures ? TREND_ALL_COLUMNS : TREND_COLUMNS;
    memcpy(fields, gln_trend__fields, n_fields * sizeof *fields);
    if (options->calendar) {
        memcpy(fields + n_fields, gln_trend__calendar_fields, sizeof gln_trend__calendar_fields);
        n_fields += CALENDAR_COLUMNS;
    }
    if (options->codings) {
        memcpy(fields + n_fields, gln_trend__coded_fields, sizeof gln_trend__coded_fields);
        n_fields += CODED_COLUMNS;
    }
    if (view->weighted) {
        memcpy(fields + n_fields, gln_trend__weighted_fields, sizeof gln_trend__weighted_fields);
        n_fields += WEIGHTED_COLUMNS;
    }
    gln_status status = gln_table_new("trend", "Series of the terms", fields, n_fields, &out->trend, err);
    if (status == GLN_OK) {
        status = gln_table_new("trend_tests", "Tests on the series", gln_trend__tests_fields, TESTS_COLUMNS,
                               &out->tests, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("bursts", "Bursts", gln_trend__bursts_fields, BURSTS_COLUMNS, &out->bursts, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("changes", "Changes of level", gln_trend__changes_fields, CHANGES_COLUMNS, &out->changes,
                               err);
    }
    if (status == GLN_OK) {
        status = gln_trend_models__tables(&out->models, &out->path, err);
    }
    if (status == GLN_OK && options->tiers) {
        status = gln_tiers__table(&out->tiers, err);
    }
    return status;
}

void gln_trend_report_free(gln_trend_report *report)
{
    gln_table_free(report->trend);
    gln_table_free(report->tests);
    gln_table_free(report->bursts);
    gln_table_free(report->changes);
    gln_table_free(report->models);
    gln_table_free(report->path);
    gln_table_free(report->lags);
    gln_table_free(report->tiers);
    *report = (gln_trend_report){.trend = NULL};
}

gln_status gln_trend__tables_of_view(const gln_series_view *view, const gln_trend_options *options,
                                     gln_trend_report *out, gln_error *err)
{
    gln_trend_report report = {.trend = NULL};
    gln_trend_frame frame;
    if (!(options->conf > 0 && options->conf < 1 && options->alpha > 0 && options->alpha < 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a confidence of %g with a level of %g: both lie between 0 and 1",
                             options->conf, options->alpha);
    }
    for (size_t i = 0; i < options->n_events; i++) {
        if (!gln_date_full(options->events[i].date)) {
            return gln_error_set(err, GLN_ERR_USAGE, "an event needs a full date");
        }
    }
    gln_status status = gln_trend_frame__of(view, options, &frame, err);
    if (status != GLN_OK) {
        return status;
    }
    status = make_tables(view, options, &report, err);
    if (status == GLN_OK) {
        status = fill(&frame, options, &report, err);
    }
    gln_trend_frame__free(&frame);
    if (status != GLN_OK) {
        gln_trend_report_free(&report);
        return status;
    }
    *out = report;
    return GLN_OK;
}

gln_status gln_trend_tables(const gln_series *series, const gln_trend_options *options, gln_trend_report *out,
                            gln_error *err)
{
    gln_series_view view;
    gln_status status = gln_series__view(series, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_trend__tables_of_view(&view, options, out, err);
    gln_series_view__free(&view);
    return status;
}
