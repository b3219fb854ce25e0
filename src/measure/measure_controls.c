/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is it the term that moves, or what the corpus is made of? */
#include "count/series_view.h"
#include "measure/measure_trend_test.h"
#include "stats/prewhiten.h"
#include "stats/theilsen.h"

#include <math.h>
#include <stdlib.h>

enum {
    TERM,
    MATCH,
    CONTROL,
    N_PERIODS,
    N_VALUES,
    SLOPE,
    SLOPE_LOW,
    SLOPE_HIGH,
    P,
    FIRST,
    LAST,
    CHANGE,
    WITHIN,
    BETWEEN,
    STATUS,
    N_FIELDS
};

#define PER_MILLION "per million tokens"

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given; of function_word the word."},
    {"match", GLN_TYPE_STRING, NULL, "Match", "What was looked for: string or word."},
    {"control", GLN_TYPE_STRING, NULL, "Control",
     "crude: all articles alike; fixed_weights: each section (or what --split says) with its share of all tokens in "
     "every "
     "period, so that no section's growth moves the rate (direct standardization); reprint_weighted: k copies of a "
     "text "
     "as one; function_word: a word that no news moves: where it trends, text or cut have changed, not the world."},
    {"n_periods", GLN_TYPE_INTEGER, "periods", "Tested periods", "Periods with tokens that are not partial."},
    {"n_values", GLN_TYPE_INTEGER, "values", "Values", "Of fixed_weights: sections with tokens, the unknown one too."},
    {"slope_per_year", GLN_TYPE_NUMBER, "per million tokens and year", "Slope", "Theil-Sen slope (Sen 1968)."},
    {"slope_low", GLN_TYPE_NUMBER, "per million tokens and year", "Slope, low", "Its lower limit."},
    {"slope_high", GLN_TYPE_NUMBER, "per million tokens and year", "Slope, high", "Its upper limit."},
    {"p", GLN_TYPE_NUMBER, "probability", "p", "Of no trend, as p of trend_tests; not adjusted."},
    {"rate_first", GLN_TYPE_NUMBER, PER_MILLION, "Rate, first third", "Of the first third of the periods together."},
    {"rate_last", GLN_TYPE_NUMBER, PER_MILLION, "Rate, last third", "Of the last third."},
    {"change", GLN_TYPE_NUMBER, PER_MILLION, "Change", "rate_last - rate_first."},
    {"within", GLN_TYPE_NUMBER, PER_MILLION, "Within",
     "Of crude: what of the change comes of the rates within sections, sum of mean share x change of rate (Kitagawa "
     "1955)."},
    {"between", GLN_TYPE_NUMBER, PER_MILLION, "Between",
     "Of crude: what comes of sections growing and shrinking, sum of change of share x mean rate."},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; one_value: there is one section only (or none is known), so nothing to weigh; no_hits; insufficient_data; "
     "constant"},
};

/* The sums of a term: hits and tokens by value and period, and over all values. */
typedef struct sums {
    double *y, *n; /* values x periods */
    double *t;     /* by tested period: mid-date in years */
    size_t *at;    /* tested periods */
    double *all_y, *all_n, *weighted_y, *weighted_n;
    double *rate; /* scratch: by tested period */
    size_t n_values, n_periods, n_tested;
} sums;

static bool new_sums(const gln_trend_frame *frame, sums *s)
{
    size_t cells, periods = frame->periods.n;
    *s = (sums){.n_values = frame->n_groups, .n_periods = periods};
    if (!gln_size__mul(frame->n_groups, periods, &cells)) {
        return false;
    }
    s->y = gln_memory__zeroed(cells, sizeof(double));
    s->n = gln_memory__zeroed(cells, sizeof(double));
    double **const rooms[] = {&s->t, &s->all_y, &s->all_n, &s->weighted_y, &s->weighted_n, &s->rate};
    bool all = s->y && s->n;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        *rooms[i] = gln_memory__zeroed(periods, sizeof(double));
        all = all && *rooms[i];
    }
    s->at = gln_memory__array(periods, sizeof *s->at);
    return all && s->at;
}

static void free_sums(sums *s)
{
    free(s->y);
    free(s->n);
    free(s->t);
    free(s->at);
    free(s->all_y);
    free(s->all_n);
    free(s->weighted_y);
    free(s->weighted_n);
    free(s->rate);
}

/* A period is tested where some value's points are whole and there are tokens. */
static gln_status gather(gln_trend_frame *frame, size_t term, sums *s, gln_error *err)
{
    gln_trend_whole unused;
    bool *whole = gln_memory__zeroed(s->n_periods, sizeof *whole);
    gln_status status = whole ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < s->n_periods; i++) {
        s->all_y[i] = s->all_n[i] = s->weighted_y[i] = s->weighted_n[i] = s->rate[i] = 0;
    }
    for (size_t g = 0; g < s->n_values && status == GLN_OK; g++) {
        status = gln_trend_frame__gather(frame, term, g, &unused, err);
        for (size_t i = 0; i < s->n_periods && status == GLN_OK; i++) {
            const gln_trend_point *p = &frame->points[i];
            s->y[g * s->n_periods + i] = (double)p->count;
            s->n[g * s->n_periods + i] = (double)p->n_tokens;
            s->all_y[i] += (double)p->count;
            s->all_n[i] += (double)p->n_tokens;
            s->weighted_y[i] += (double)p->count_weighted;
            s->weighted_n[i] += (double)p->tokens_weighted;
            whole[i] = whole[i] || (p->n_issues > 0 && p->partial != GLN_PARTIAL_YES);
        }
    }
    s->n_tested = 0;
    for (size_t i = 0; i < s->n_periods && status == GLN_OK; i++) {
        const gln_period *period = &frame->periods.items[i];
        if (whole[i] && s->all_n[i] > 0) {
            s->t[s->n_tested] = (double)(period->start + period->end + 1) / 2 / 365.2425;
            s->at[s->n_tested++] = i;
        }
    }
    free(whole);
    return status;
}

static double pooled(const double *y, const double *n, const sums *s, bool last)
{
    size_t third = (s->n_tested + 2) / 3, from = last ? s->n_tested - third : 0;
    double hits = 0, tokens = 0;
    for (size_t k = from; k < from + third; k++) {
        hits += y[s->at[k]];
        tokens += n[s->at[k]];
    }
    return tokens > 0 ? 1e6 * hits / tokens : (double)NAN;
}

/* Slope and test of s->rate, per million. */
static gln_status put_trend(gln_table *table, const sums *s, double conf, double hits, gln_error *err)
{
    gln_theilsen line;
    gln_prewhiten tests;
    const char *reason = hits == 0 ? "no_hits" : s->n_tested < GLN_TREND_TESTED_MIN ? "insufficient_data" : NULL;
    gln_table_set_integer(table, N_PERIODS, s->n_tested);
    gln_table_set_text(table, STATUS, gln_slice_of(reason ? reason : GLN_STATS_OK));
    if (reason) {
        return GLN_OK;
    }
    gln_status status = gln_theilsen__fit(s->t, s->rate, s->n_tested, conf, &line, err);
    if (status == GLN_OK) {
        gln_table_set_number(table, SLOPE, line.slope);
        gln_table_set_number(table, SLOPE_LOW, line.low);
        gln_table_set_number(table, SLOPE_HIGH, line.high);
        status = gln_prewhiten__test(s->t, s->rate, s->n_tested, isnan(line.slope) ? 0 : line.slope, &tests, err);
    }
    if (status == GLN_OK) {
        gln_table_set_number(table, P, tests.p > 1e-300 ? tests.p : (double)NAN);
        gln_table_set_text(table, STATUS, gln_slice_of(tests.status));
    }
    return status;
}

static void begin(gln_table *table, gln_slice term, const char *match, const char *control)
{
    gln_table_row(table);
    gln_table_set_text(table, TERM, term);
    gln_table_set_text(table, MATCH, gln_slice_of(match));
    gln_table_set_text(table, CONTROL, gln_slice_of(control));
}

static void put_ends(gln_table *table, double first, double last)
{
    gln_table_set_number(table, FIRST, first);
    gln_table_set_number(table, LAST, last);
    gln_table_set_number(table, CHANGE, last - first);
}

/* within = sum mean(w) dr, between = sum dw mean(r), over first and last third; a value that one of them lacks has
 * there the other's rate, so that it counts as between (Kitagawa 1955). */
static void put_parts(gln_table *table, const sums *s)
{
    double within = 0, between = 0, all[2] = {0, 0};
    size_t third = (s->n_tested + 2) / 3;
    for (size_t k = 0; k < third; k++) {
        all[0] += s->all_n[s->at[k]];
        all[1] += s->all_n[s->at[s->n_tested - third + k]];
    }
    for (size_t g = 0; g < s->n_values; g++) {
        double y[2] = {0, 0}, n[2] = {0, 0}, r[2], w[2];
        for (size_t k = 0; k < third; k++) {
            size_t first = g * s->n_periods + s->at[k], last = g * s->n_periods + s->at[s->n_tested - third + k];
            y[0] += s->y[first];
            n[0] += s->n[first];
            y[1] += s->y[last];
            n[1] += s->n[last];
        }
        for (int e = 0; e < 2; e++) {
            r[e] = n[e] > 0 ? 1e6 * y[e] / n[e] : n[1 - e] > 0 ? 1e6 * y[1 - e] / n[1 - e] : 0;
            w[e] = all[e] > 0 ? n[e] / all[e] : 0;
        }
        within += (w[0] + w[1]) / 2 * (r[1] - r[0]);
        between += (w[1] - w[0]) * (r[0] + r[1]) / 2;
    }
    gln_table_set_number(table, WITHIN, within);
    gln_table_set_number(table, BETWEEN, between);
}

/* The values' share of all tokens, which every period's rate is then weighed with; what a period lacks is left out of
 * its weights. */
static gln_status put_fixed(gln_table *table, const sums *s, double conf, double hits, gln_error *err)
{
    size_t values = 0;
    double *weight = gln_memory__zeroed(s->n_values, sizeof *weight), first = 0, last = 0;
    size_t third = (s->n_tested + 2) / 3;
    if (!weight) {
        return gln_error__nomem(err);
    }
    for (size_t g = 0; g < s->n_values; g++) {
        for (size_t k = 0; k < s->n_tested; k++) {
            weight[g] += s->n[g * s->n_periods + s->at[k]];
        }
        values += weight[g] > 0;
    }
    gln_table_set_integer(table, N_VALUES, values);
    for (size_t k = 0; k < s->n_tested; k++) {
        double sum = 0, of = 0;
        for (size_t g = 0; g < s->n_values; g++) {
            size_t cell = g * s->n_periods + s->at[k];
            sum += s->n[cell] > 0 ? weight[g] * s->y[cell] / s->n[cell] : 0;
            of += s->n[cell] > 0 ? weight[g] : 0;
        }
        s->rate[k] = of > 0 ? 1e6 * sum / of : 0;
        first += k < third ? s->rate[k] / (double)third : 0;
        last += k >= s->n_tested - third ? s->rate[k] / (double)third : 0;
    }
    free(weight);
    if (values < 2) {
        gln_table_set_integer(table, N_PERIODS, s->n_tested);
        gln_table_set_text(table, STATUS, GLN_LIT("one_value"));
        return GLN_OK;
    }
    put_ends(table, first, last);
    return put_trend(table, s, conf, hits, err);
}

static gln_status put_rates(gln_table *table, const sums *s, const double *y, const double *n, double conf, double hits,
                            gln_error *err)
{
    for (size_t k = 0; k < s->n_tested; k++) {
        s->rate[k] = n[s->at[k]] > 0 ? 1e6 * y[s->at[k]] / n[s->at[k]] : 0;
    }
    if (s->n_tested) {
        put_ends(table, pooled(y, n, s, false), pooled(y, n, s, true));
    }
    return put_trend(table, s, conf, hits, err);
}

/* The rows of all terms of a series; of function words one a word. */
static gln_status put_series(gln_table *table, const gln_series *series, const gln_trend_options *options, bool words,
                             gln_error *err)
{
    gln_series_view view;
    gln_trend_frame frame;
    sums s = {.n_values = 0};
    gln_trend_options own = *options;
    own.calendar = NULL;
    own.by = own.by == GLN_BY_ISSUE ? GLN_BY_DAY : own.by;
    const char *match = words ? "word" : own.match ? own.match : "string";
    gln_status status = gln_series__view(series, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_trend_frame__of(&view, &own, &frame, err);
    if (status != GLN_OK) {
        gln_series_view__free(&view);
        return status;
    }
    status = new_sums(&frame, &s) ? GLN_OK : gln_error__nomem(err);
    for (size_t t = 0; t < view.n_terms && status == GLN_OK; t++) {
        gln_slice term = view.terms[t].term;
        double hits = 0;
        status = gather(&frame, t, &s, err);
        if (status != GLN_OK) {
            break;
        }
        for (size_t k = 0; k < s.n_tested; k++) {
            hits += s.all_y[s.at[k]];
        }
        if (words && hits == 0) {
            continue; /* of another language */
        }
        begin(table, term, match, words ? "function_word" : "crude");
        status = put_rates(table, &s, s.all_y, s.all_n, own.conf, hits, err);
        if (!words && s.n_tested) {
            put_parts(table, &s);
        }
        if (status == GLN_OK && !words) {
            begin(table, term, match, "fixed_weights");
            status = put_fixed(table, &s, own.conf, hits, err);
        }
        if (status == GLN_OK && !words && view.weighted) {
            begin(table, term, match, "reprint_weighted");
            status = put_rates(table, &s, s.weighted_y, s.weighted_n, own.conf, hits, err);
        }
    }
    free_sums(&s);
    gln_trend_frame__free(&frame);
    gln_series_view__free(&view);
    return status;
}

gln_status gln_trend_controls(const gln_series *split, const gln_series *words, const gln_trend_options *options,
                              gln_table **out, gln_error *err)
{
    gln_table *table = NULL;
    gln_status status =
        gln_table_new("controls", "What else could have moved the series", fields, N_FIELDS, &table, err);
    if (status == GLN_OK) {
        status = put_series(table, split, options, false, err);
    }
    if (status == GLN_OK && words) {
        status = put_series(table, words, options, true, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    if (status != GLN_OK) {
        gln_table_free(table);
        return status;
    }
    *out = table;
    return GLN_OK;
}
