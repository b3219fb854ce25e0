/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_shape.h"

#include "measure/measure_trend_columns.h"
#include "stats/series.h"
#include "json/json_write.h"

#include <math.h>

gln_status gln_trend_shape__mark(gln_table *trend, const gln_trend_result *r, const gln_period *period, size_t i,
                                 const gln_trend_point *point, gln_error *err)
{
    gln_surprise surprise;
    double with = (double)point->articles_with, articles = (double)point->n_articles;
    gln_status status = gln_series__surprise(with, articles, (double)r->total.articles_with - with,
                                             (double)r->total.n_articles - articles, &surprise, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_table_set_number(trend, TREND_SURPRISE, surprise.bits);
    if (!isnan(r->shape.burst_ln_p)) {
        gln_table_set_boolean(trend, TREND_BURST, false);
    }
    for (size_t b = 0; b < r->n_bursts; b++) {
        if (period->start >= r->bursts[b].start && period->end <= r->bursts[b].end) {
            gln_table_set_boolean(trend, TREND_BURST, true);
            gln_table_set_number(trend, TREND_BURST_WEIGHT, r->bursts[b].weight);
        }
    }
    if (!isnan(r->shape.change_ln_p)) {
        bool begins = false;
        for (size_t c = 0; c < r->n_changes; c++) {
            begins = begins || r->changes[c] == i;
        }
        gln_table_set_boolean(trend, TREND_CHANGE_POINT, begins);
    }
    return GLN_OK;
}

void gln_trend_shape__bursts_json(const gln_trend_result *r, gln_buffer *out)
{
    char date[GLN_DATE_SIZE];
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t b = 0; b < r->n_bursts; b++) {
        gln_json__begin_object(&w, GLN_JSON_LINE);
        gln_json__key(&w, gln_slice_of("start"));
        gln_json__put_text(&w, gln_period__date(r->bursts[b].start, date));
        gln_json__key(&w, gln_slice_of("end"));
        gln_json__put_text(&w, gln_period__date(r->bursts[b].end, date));
        gln_json__key(&w, gln_slice_of("weight"));
        gln_json__put_number(&w, r->bursts[b].weight);
        gln_json__end(&w);
    }
    gln_json__end(&w);
}

void gln_trend_shape__changes_json(const gln_trend_result *r, const gln_trend_frame *frame, gln_buffer *out)
{
    char date[GLN_DATE_SIZE];
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t c = 0; c < r->n_changes; c++) {
        gln_json__put_text(&w, gln_period__date(frame->periods.items[r->changes[c]].start, date));
    }
    gln_json__end(&w);
}

/* Term, match and split, the first columns of both tables. */
static void begin_row(gln_table *table, const gln_trend_result *r, const gln_trend_options *options)
{
    gln_table_row(table);
    gln_table_set_text(table, BURSTS_TERM, r->term);
    gln_table_set_text(table, BURSTS_MATCH, gln_slice_of(options->match ? options->match : "string"));
    if (r->split.len) {
        gln_table_set_text(table, BURSTS_SPLIT, r->split);
    }
}

static void set_date(gln_table *table, size_t column, int64_t day)
{
    char date[GLN_DATE_SIZE];
    gln_table_set_text(table, column, gln_slice_of(gln_period__date(day, date)));
}

static void set_p(gln_table *table, size_t column, double ln_p)
{
    double p = exp(ln_p);
    gln_table_set_number(table, column, p > 1e-300 ? p : (double)NAN);
}

void gln_trend_shape__add_bursts(gln_table *table, const gln_trend_result *r, const gln_trend_options *options)
{
    for (size_t b = 0; b < r->n_bursts; b++) {
        const gln_trend_burst *burst = &r->bursts[b];
        begin_row(table, r, options);
        set_date(table, BURSTS_START, burst->start);
        set_date(table, BURSTS_END, burst->end);
        gln_table_set_integer(table, BURSTS_N_PERIODS, burst->n_periods);
        gln_table_set_number(table, BURSTS_WEIGHT, burst->weight);
        set_p(table, BURSTS_P, burst->ln_p);
        gln_table_set_integer(table, BURSTS_COUNT, (uint64_t)burst->hits);
        gln_table_set_integer(table, BURSTS_ARTICLES_WITH, (uint64_t)burst->with);
        gln_table_set_integer(table, BURSTS_N_ARTICLES, (uint64_t)burst->articles);
        gln_table_set_number(table, BURSTS_SHARE, burst->with / burst->articles);
        gln_table_set_boolean(table, BURSTS_OPEN, burst->open);
        gln_table_set_integer(table, BURSTS_LEVEL, burst->level);
        set_date(table, BURSTS_PEAK_START, burst->peak_start);
        set_date(table, BURSTS_PEAK_END, burst->peak_end);
        gln_table_set_text(table, BURSTS_STATUS, gln_slice_of(GLN_STATS_OK));
    }
}

/* Rates are per million tokens, as the exposures of the tests are. */
static void add_change(gln_table *table, const gln_trend_result *r, const gln_trend_options *options,
                       const char *method, int64_t day, double before, double after)
{
    begin_row(table, r, options);
    gln_table_set_text(table, CHANGES_METHOD, gln_slice_of(method));
    set_date(table, CHANGES_AT, day);
    gln_table_set_number(table, CHANGES_RATE_BEFORE, before);
    gln_table_set_number(table, CHANGES_RATE_AFTER, after);
    gln_table_set_number(table, CHANGES_RATIO, after / before);
    gln_table_set_text(table, CHANGES_STATUS, gln_slice_of(before > 0 && after > 0 ? GLN_STATS_OK : "unbounded"));
}

static void add_events(gln_table *table, const gln_trend_result *r, const gln_trend_options *options)
{
    for (size_t e = 0; e < options->n_events; e++) {
        const char *reason = !r->events ? "insufficient_data" : r->event_days[e] == INT64_MIN ? "outside" : NULL;
        if (reason) {
            begin_row(table, r, options);
            gln_table_set_text(table, CHANGES_METHOD, gln_slice_of("declared"));
            set_date(table, CHANGES_AT, gln_date_days(options->events[e].date));
            gln_table_set_text(table, CHANGES_STATUS, gln_slice_of(reason));
        } else {
            const gln_shape_cut *cut = &r->events[e];
            add_change(table, r, options, "declared", r->event_days[e], cut->rate_before, cut->rate_after);
            gln_table_set_number(table, CHANGES_RATIO_LOW, cut->ratio_low);
            gln_table_set_number(table, CHANGES_RATIO_HIGH, cut->ratio_high);
            gln_table_set_number(table, CHANGES_STATISTIC, cut->lr);
            gln_table_set_number(table, CHANGES_DISPERSION, cut->dispersion);
            set_p(table, CHANGES_P, cut->ln_p);
        }
        gln_table_set_text(table, CHANGES_LABEL, gln_slice_of(options->events[e].label));
    }
}

void gln_trend_shape__add_changes(gln_table *table, const gln_trend_result *r, const gln_trend_frame *frame,
                                  const gln_trend_options *options)
{
    if (!isnan(r->shape.change_ln_p)) {
        add_change(table, r, options, "likelihood_ratio", r->change_day, r->shape.rate_before, r->shape.rate_after);
        gln_table_set_number(table, CHANGES_STATISTIC, r->shape.change_lr);
        gln_table_set_number(table, CHANGES_DISPERSION, r->shape.change_dispersion);
        set_p(table, CHANGES_P, r->shape.change_ln_p);
    }
    if (r->pettitt.status && strcmp(r->pettitt.status, GLN_STATS_OK) == 0) {
        begin_row(table, r, options);
        gln_table_set_text(table, CHANGES_METHOD, gln_slice_of("pettitt"));
        set_date(table, CHANGES_AT, r->pettitt_day);
        gln_table_set_number(table, CHANGES_STATISTIC, r->pettitt.k);
        gln_table_set_number(table, CHANGES_P, r->pettitt.p_mc);
        gln_table_set_text(table, CHANGES_STATUS, gln_slice_of(GLN_STATS_OK));
    }
    for (size_t c = 0; c < r->n_changes; c++) {
        add_change(table, r, options, "pelt", frame->periods.items[r->changes[c]].start, r->change_rates[c],
                   r->change_rates[c + 1]);
        gln_table_set_number(table, CHANGES_STATISTIC, r->change_penalty);
        gln_table_set_number(table, CHANGES_DISPERSION, r->shape.change_dispersion);
    }
    add_events(table, r, options);
}
