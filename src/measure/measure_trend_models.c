/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_models.h"

#include "core/buffer.h"
#include "core/table_text.h"
#include "stats/changepath.h"
#include "stats/glm.h"
#include "stats/seasonal.h"
#include "stats/theilsen.h"
#include "json/json_write.h"

#include <math.h>
#include <stdlib.h>

enum { WEEKDAYS = 7, FEW_POINTS = 3, FACTOR_YEARS = 3, WAVE_YEARS = 2, CYCLE_MIN = 12, CYCLE_MAX = 5000 };
#define DAYS_A_YEAR 365.2425

enum {
    TERM,
    MATCH,
    SPLIT,
    MODEL,
    RATIO,
    RATIO_LOW,
    RATIO_HIGH,
    SLOPE,
    STATISTIC,
    DF_1,
    DF_2,
    P,
    LN_P,
    DISPERSION,
    THETA,
    LAG,
    CYCLE,
    LEVELS,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},
    {"match", GLN_TYPE_STRING, NULL, "Match", "What was looked for: string or word."},
    {"split", GLN_TYPE_STRING, NULL, "Split value",
     "The newspaper, section or agency of the series; null without one."},
    {"model", GLN_TYPE_STRING, NULL, "Model",
     "quasi_poisson, negative_binomial, hac: log-linear in time, tokens as exposure (McCullagh and Nelder 1989; "
     "Lawless "
     "1987; standard errors of Newey and West 1987); calendar: the first with weekday and yearly effects; weekday, "
     "yearly: F tests of these; seasonal_kendall (Hirsch, Slack and Smith 1982); fisher_g: any cycle (Fisher 1929). "
     "The verdict does not rest on these."},
    {"rate_ratio_year", GLN_TYPE_NUMBER, "ratio", "Rate ratio of a year",
     "Factor by which the rate changes in a year."},
    {"rate_ratio_low", GLN_TYPE_NUMBER, "ratio", "Rate ratio, low", "Its lower limit."},
    {"rate_ratio_high", GLN_TYPE_NUMBER, "ratio", "Rate ratio, high", "Its upper limit."},
    {"slope_per_year", GLN_TYPE_NUMBER, "per million tokens and year", "Slope",
     "Of seasonal_kendall: the median of all slopes within seasons."},
    {"statistic", GLN_TYPE_NUMBER, NULL, "Statistic",
     "t (quasi_poisson, calendar), z (negative_binomial, hac, seasonal_kendall), F (weekday, yearly), g (fisher_g)."},
    {"df_1", GLN_TYPE_NUMBER, NULL, "Degrees of freedom", "Of t; of F the first; null for the normal z."},
    {"df_2", GLN_TYPE_NUMBER, NULL, "Degrees of freedom, second", "Of F the second."},
    {"p", GLN_TYPE_NUMBER, "probability", "p",
     "Of no trend, of no effect, of no cycle; not adjusted. Null below 1e-300, see ln_p."},
    {"ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p", "Natural logarithm of p."},
    {"dispersion", GLN_TYPE_NUMBER, NULL, "Dispersion",
     "Pearson's chi-square over its degrees of freedom, at least 1: what the variance is multiplied by."},
    {"theta", GLN_TYPE_NUMBER, NULL, "Theta", "Of negative_binomial: the variance is mu + mu^2 / theta."},
    {"lag", GLN_TYPE_INTEGER, "periods", "Lag", "Of hac: lags whose autocorrelation is allowed for, 4 (n/100)^(2/9)."},
    {"cycle_periods", GLN_TYPE_NUMBER, "periods", "Cycle", "Of fisher_g: periods of the strongest cycle."},
    {"levels", GLN_TYPE_ARRAY, NULL, "Levels",
     "Of weekday and yearly: level and its rate as a ratio to their geometric mean; empty where waves stand for it."},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; boundary: no overdispersion, so it is Poisson; insufficient_data; gaps: a period is missing; "
     "too_many_points; constant; separation, collinear, no_convergence: the regression has no estimate."},
};

enum { PATH_LOW = SPLIT + 1, PATH_HIGH, PATH_CHANGES, PATH_COST, PATH_USED, PATH_AT, PATH_STATUS, PATH_FIELDS };

static const gln_field path_fields[PATH_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},
    {"match", GLN_TYPE_STRING, NULL, "Match", "What was looked for: string or word."},
    {"split", GLN_TYPE_STRING, NULL, "Split value",
     "The newspaper, section or agency of the series; null without one."},
    {"penalty_low", GLN_TYPE_NUMBER, NULL, "Penalty, low", "From this price of a change on ..."},
    {"penalty_high", GLN_TYPE_NUMBER, NULL, "Penalty, high",
     "... to this one the segmentation is the best (CROPS: Haynes, Eckley and Fearnhead 2017)."},
    {"n_changes", GLN_TYPE_INTEGER, "changes", "Changes", "Changes of level in it."},
    {"cost", GLN_TYPE_NUMBER, NULL, "Cost", "Sum over its stretches of 2 S (ln N - ln S), S hits in N million tokens."},
    {"used", GLN_TYPE_BOOLEAN, NULL, "Used", "Whether it is the one of the table changes (method pelt)."},
    {"changes", GLN_TYPE_ARRAY, NULL, "Changes at", "First days of its levels but the first."},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; cut_short: there are more segmentations than 64."},
};

gln_status gln_trend_models__tables(gln_table **models, gln_table **path, gln_error *err)
{
    gln_table *first = NULL;
    gln_status status = gln_table_new("trend_models", "Other models of the series", fields, N_FIELDS, &first, err);
    if (status == GLN_OK) {
        status = gln_table_new("change_path", "Changes by their price", path_fields, PATH_FIELDS, path, err);
    }
    if (status != GLN_OK) {
        gln_table_free(first);
        return status;
    }
    *models = first;
    return GLN_OK;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void set_words(gln_table *table, size_t column, const char *text)
{
    gln_table_set_text(table, column, gln_slice_of(text));
}

static void set_p(gln_table *table, double ln_p)
{
    double p = exp(ln_p);
    gln_table_set_number(table, P, p > 1e-300 ? p : (double)NAN);
    gln_table_set_number(table, LN_P, ln_p);
}

static void begin_row(gln_table *table, const gln_model_series *of)
{
    gln_table_row(table);
    gln_table_set_text(table, TERM, of->term);
    set_words(table, MATCH, of->match ? of->match : "string");
    if (of->split.len) {
        gln_table_set_text(table, SPLIT, of->split);
    }
}

static void begin_model(gln_table *table, const gln_model_series *of, const char *model, const char *status)
{
    begin_row(table, of);
    set_words(table, MODEL, model);
    set_words(table, STATUS, status);
}

static void set_effect(gln_table *table, gln_effect effect)
{
    gln_table_set_number(table, RATIO, exp(effect.estimate));
    gln_table_set_number(table, RATIO_LOW, exp(effect.low));
    gln_table_set_number(table, RATIO_HIGH, exp(effect.high));
    gln_table_set_number(table, STATISTIC, effect.stat);
    if (isfinite(effect.df)) {
        gln_table_set_number(table, DF_1, effect.df);
    }
    set_p(table, effect.ln_p);
}

/* ---- designs ----------------------------------------------------------------------------------------------------- */

/* What stands for the year. */
typedef enum yearly { YEARLY_NONE, YEARLY_MONTHS, YEARLY_QUARTERS, YEARLY_WAVES } yearly;

/* Columns: constant, time, weekdays but the first there is, then the year. */
typedef struct design {
    double *x;
    size_t n, p;
    int weekday[WEEKDAYS]; /* column of each, 0 for the one that the constant stands for, -1 for none */
    size_t n_weekdays;     /* with a column or the constant */
    yearly year;
    size_t first_yearly, n_yearly; /* columns */
} design;

/* 0 for Monday; 1970-01-01 was a Thursday. */
static size_t weekday_of(int64_t day)
{
    return (size_t)(((day + 3) % 7 + 7) % 7);
}

static void choose_weekdays(const gln_model_series *of, design *d)
{
    size_t points[WEEKDAYS] = {0};
    double hits[WEEKDAYS] = {0};
    size_t few = 0;
    d->n_weekdays = 0;
    for (size_t w = 0; w < WEEKDAYS; w++) {
        d->weekday[w] = -1;
    }
    for (size_t i = 0; i < of->series.n && of->by <= GLN_BY_DAY; i++) {
        points[weekday_of(of->day[i])]++;
        hits[weekday_of(of->day[i])] += of->series.y[i];
    }
    for (size_t w = 0; w < WEEKDAYS; w++) {
        few += points[w] > 0 && (points[w] < FEW_POINTS || hits[w] == 0.0);
        d->n_weekdays += points[w] > 0;
    }
    if (few || d->n_weekdays < 2) { /* one weekday only, or one that no level can be given */
        d->n_weekdays = 0;
        return;
    }
    for (size_t w = 0, next = 0; w < WEEKDAYS; w++) {
        if (points[w]) {
            d->weekday[w] = next ? (int)d->p++ : 0;
            next++;
        }
    }
}

static size_t season_of(const gln_model_series *of, size_t i, yearly year)
{
    size_t month = (size_t)gln_date_of_days(of->day[i]).month - 1;
    return year == YEARLY_QUARTERS ? month / 3 : month;
}

/* Whether each month (quarter) has hits, so that it can be given a level. */
static bool every_season(const gln_model_series *of)
{
    bool quarters = of->by == GLN_BY_QUARTER, all = true;
    double hits[12] = {0};
    for (size_t i = 0; i < of->series.n; i++) {
        hits[season_of(of, i, quarters ? YEARLY_QUARTERS : YEARLY_MONTHS)] += of->series.y[i];
    }
    for (size_t k = 0; k < (quarters ? 4 : 12); k++) {
        all = all && hits[k] > 0.0;
    }
    return all;
}

static void choose_year(const gln_model_series *of, design *d)
{
    double years = of->series.t[of->series.n - 1] - of->series.t[0];
    bool factor = years > FACTOR_YEARS - .2 && every_season(of),
         waves = years > WAVE_YEARS - .2; /* from the first middle to the last */
    d->first_yearly = d->p;
    d->year = of->by == GLN_BY_YEAR                ? YEARLY_NONE
              : of->by == GLN_BY_MONTH && factor   ? YEARLY_MONTHS
              : of->by == GLN_BY_QUARTER && factor ? YEARLY_QUARTERS
              : of->by != GLN_BY_QUARTER && waves  ? YEARLY_WAVES
                                                   : YEARLY_NONE;
    d->n_yearly = d->year == YEARLY_MONTHS ? 11 : d->year == YEARLY_QUARTERS ? 3 : d->year == YEARLY_WAVES ? 4 : 0;
    d->p += d->n_yearly;
}

static gln_status make_design(const gln_model_series *of, design *d, gln_error *err)
{
    const double turn = 6.28318530717958647692;
    size_t cells;
    *d = (design){.n = of->series.n, .p = 2};
    choose_weekdays(of, d);
    choose_year(of, d);
    d->x = gln_size__mul(d->n, d->p, &cells) ? gln_memory__zeroed(cells, sizeof *d->x) : NULL;
    if (!d->x) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < d->n; i++) {
        double *row = &d->x[i * d->p], angle = turn * (of->series.t[i] + of->phase);
        row[0] = 1.0;
        row[1] = of->series.t[i];
        int weekday = d->n_weekdays ? d->weekday[weekday_of(of->day[i])] : 0;
        if (weekday > 0) {
            row[weekday] = 1.0;
        }
        if (d->year == YEARLY_MONTHS || d->year == YEARLY_QUARTERS) {
            size_t season = season_of(of, i, d->year);
            if (season) {
                row[d->first_yearly + season - 1] = 1.0;
            }
        }
        for (size_t k = 0; k < d->n_yearly && d->year == YEARLY_WAVES; k++) {
            double at = angle * (double)(1 + k / 2);
            row[d->first_yearly + k] = k % 2 ? cos(at) : sin(at);
        }
    }
    return GLN_OK;
}

/* The design without the columns from..to. */
static gln_status fit_without(const gln_model_series *of, const design *d, size_t from, size_t to, gln_glm *out,
                              gln_error *err)
{
    size_t p = d->p - (to - from), cells;
    double *x = gln_size__mul(d->n, p, &cells) ? gln_memory__array(cells, sizeof *x) : NULL;
    if (!x) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < d->n; i++) {
        for (size_t j = 0, k = 0; j < d->p; j++) {
            if (j < from || j >= to) {
                x[i * p + k++] = d->x[i * d->p + j];
            }
        }
    }
    gln_glm_data data = {of->series.y, of->series.exposure, x, d->n, p};
    gln_status status = gln_glm__poisson(&data, out, NULL, err);
    free(x);
    return status;
}

/* ---- regressions ------------------------------------------------------------------------------------------------- */

static gln_status plain_models(gln_table *table, const gln_model_series *of, const double *x, double *mu,
                               gln_error *err)
{
    size_t n = of->series.n, lag = (size_t)floor(4.0 * pow((double)n / 100.0, 2.0 / 9.0));
    gln_glm_data data = {of->series.y, of->series.exposure, x, n, 2};
    gln_glm fit, bent;
    double se[2];
    gln_status status = gln_glm__poisson(&data, &fit, mu, err);
    if (status != GLN_OK) {
        return status;
    }
    begin_model(table, of, "quasi_poisson", fit.status);
    set_effect(table, gln_glm__effect(&fit, 1, fit.phi, of->conf));
    gln_table_set_number(table, DISPERSION, fit.phi);
    if (strcmp(fit.status, GLN_STATS_OK) != 0) {
        begin_model(table, of, "negative_binomial", fit.status);
        begin_model(table, of, "hac", fit.status);
        return GLN_OK;
    }
    gln_glm__sandwich(&data, mu, fit.cov, lag, se);
    gln_effect hac = gln_effect__of(fit.coef[1], se[1], (double)INFINITY, of->conf);
    status = gln_glm__negbin(&data, &fit, &bent, mu, err);
    if (status == GLN_OK) {
        begin_model(table, of, "negative_binomial", bent.status);
        set_effect(table, gln_glm__effect(&bent, 1, -1.0, of->conf));
        if (isfinite(bent.theta)) {
            gln_table_set_number(table, THETA, bent.theta);
        }
        begin_model(table, of, "hac", fit.status);
        set_effect(table, hac);
        gln_table_set_integer(table, LAG, lag);
    }
    return status;
}

/* Levels as ratios to their geometric mean; column 0 is the constant's level. */
static void set_levels(gln_table *table, const char *const *names, const int *columns, size_t n, const gln_glm *fit)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&text, false);
    double mean = 0.0;
    size_t there = 0;
    for (size_t i = 0; i < n; i++) {
        mean += columns[i] > 0 ? fit->coef[columns[i]] : 0.0;
        there += columns[i] >= 0;
    }
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t i = 0; i < n; i++) {
        if (columns[i] >= 0) {
            gln_json__begin_object(&w, GLN_JSON_LINE);
            gln_json__key(&w, GLN_LIT("level"));
            gln_json__put_text(&w, names[i]);
            gln_json__key(&w, GLN_LIT("ratio"));
            gln_json__put_number(&w, exp((columns[i] ? fit->coef[columns[i]] : 0.0) - mean / (double)there));
            gln_json__end(&w);
        }
    }
    gln_json__end(&w);
    gln_table__set_buffer(table, LEVELS, &text);
    gln_buffer__free(&text);
}

/* F = (D_without - D)/k/phi on k and n - p degrees of freedom (McCullagh and Nelder 1989, ch. 2). */
static gln_status test_columns(gln_table *table, const gln_model_series *of, const design *d, const gln_glm *fit,
                               const char *name, size_t from, size_t to, gln_error *err)
{
    gln_glm without;
    double k = (double)(to - from);
    gln_status status = fit_without(of, d, from, to, &without, err);
    if (status != GLN_OK) {
        return status;
    }
    begin_model(table, of, name, without.status);
    double f = fmax(0.0, without.deviance - fit->deviance) / k / fit->phi;
    gln_table_set_number(table, STATISTIC, f);
    gln_table_set_number(table, DF_1, k);
    gln_table_set_number(table, DF_2, fit->df);
    gln_table_set_number(table, DISPERSION, fit->phi);
    set_p(table, gln_stats__ln_f_sf(f, k, fit->df));
    return GLN_OK;
}

static gln_status calendar_models(gln_table *table, const gln_model_series *of, const design *d, gln_error *err)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const quarters[] = {"Q1", "Q2", "Q3", "Q4"};
    gln_glm fit;
    if (!d->n_weekdays && d->year == YEARLY_NONE) {
        return GLN_OK;
    }
    if (d->n <= d->p) {
        begin_model(table, of, "calendar", "insufficient_data");
        return GLN_OK;
    }
    gln_glm_data data = {of->series.y, of->series.exposure, d->x, d->n, d->p};
    gln_status status = gln_glm__poisson(&data, &fit, NULL, err);
    if (status != GLN_OK) {
        return status;
    }
    begin_model(table, of, "calendar", fit.status);
    if (strcmp(fit.status, GLN_STATS_OK) != 0) {
        return GLN_OK;
    }
    set_effect(table, gln_glm__effect(&fit, 1, fit.phi, of->conf));
    gln_table_set_number(table, DISPERSION, fit.phi);
    if (d->n_weekdays) {
        status = test_columns(table, of, d, &fit, "weekday", 2, d->first_yearly, err);
        if (status == GLN_OK) {
            set_levels(table, weekdays, d->weekday, WEEKDAYS, &fit);
        }
    }
    if (status == GLN_OK && d->n_yearly) {
        int columns[12];
        size_t n = d->year == YEARLY_WAVES ? 0 : d->n_yearly + 1;
        for (size_t i = 0; i < n; i++) {
            columns[i] = i ? (int)(d->first_yearly + i - 1) : 0;
        }
        status = test_columns(table, of, d, &fit, "yearly", d->first_yearly, d->p, err);
        if (status == GLN_OK) {
            set_levels(table, n == 4 ? quarters : months, columns, n, &fit);
        }
    }
    return status;
}

/* ---- cycles ------------------------------------------------------------------------------------------------------ */

static gln_status seasonal_trend(gln_table *table, const gln_model_series *of, const double *rate, gln_error *err)
{
    bool months = of->by == GLN_BY_MONTH;
    double years = of->series.t[of->series.n - 1] - of->series.t[0];
    gln_seasonal_kendall test;
    if (!(months || of->by == GLN_BY_QUARTER) || years <= FACTOR_YEARS - .2 || of->series.n > GLN_SEASONAL_MAX) {
        return GLN_OK;
    }
    size_t *place = gln_memory__array(of->series.n, sizeof *place);
    if (!place) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < of->series.n; i++) {
        size_t season = season_of(of, i, months ? YEARLY_MONTHS : YEARLY_QUARTERS);
        place[i] = (size_t)gln_date_of_days(of->day[i]).year * (months ? 12u : 4u) + season;
    }
    gln_status status = gln_seasonal__kendall_at(rate, place, of->series.n, months ? 12 : 4, &test, err);
    if (status == GLN_OK) {
        begin_model(table, of, "seasonal_kendall", test.status);
        gln_table_set_number(table, SLOPE, test.slope);
        gln_table_set_number(table, STATISTIC, test.z);
        set_p(table, test.ln_p);
    }
    free(place);
    return status;
}

/* Whether the points are neighbours in the calendar, no period left out. */
static bool without_gaps(const gln_model_series *of)
{
    static const int least[] = {1, 1, 7, 28, 90, 365}, most[] = {1, 1, 7, 31, 92, 366};
    for (size_t i = 1; i < of->series.n; i++) {
        int64_t gap = of->day[i] - of->day[i - 1];
        if (gap < least[of->by] || gap > most[of->by]) {
            return false;
        }
    }
    return true;
}

static gln_status any_cycle(gln_table *table, const gln_model_series *of, const double *rate, gln_error *err)
{
    size_t n = of->series.n;
    gln_theilsen line;
    if (n < CYCLE_MIN) {
        return GLN_OK;
    }
    const char *reason = !without_gaps(of) ? "gaps" : n > CYCLE_MAX ? "too_many_points" : NULL;
    if (reason) {
        begin_model(table, of, "fisher_g", reason);
        return GLN_OK;
    }
    double *left = gln_memory__array(n, sizeof *left), *power = gln_memory__array(3 * n, sizeof *power);
    gln_status status =
        left && power ? gln_theilsen__fit(of->series.t, rate, n, of->conf, &line, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        for (size_t i = 0; i < n; i++) {
            left[i] = rate[i] - (isnan(line.slope) ? 0.0 : line.slope) * of->series.t[i];
        }
        gln_seasonal__periodogram(left, n, power + n, power);
        gln_fisher_g g = gln_seasonal__fisher_g(power, n);
        begin_model(table, of, "fisher_g", isnan(g.g) ? "constant" : GLN_STATS_OK);
        gln_table_set_number(table, STATISTIC, g.g);
        gln_table_set_number(table, CYCLE, g.k ? (double)n / (double)g.k : (double)NAN);
        set_p(table, log(g.p));
    }
    free(left);
    free(power);
    return status;
}

/* ---- changes by their price -------------------------------------------------------------------------------------- */

static gln_status add_path(gln_table *table, const gln_model_series *of, gln_error *err)
{
    const gln_shape_series *s = &of->series;
    double used = gln_change__penalty(s->n) * of->dispersion;
    gln_change_path path;
    gln_buffer text = GLN_BUFFER_INIT;
    char date[GLN_DATE_SIZE];
    if (!(used > 0.0) || s->n < GLN_SHAPE_MIN) {
        return GLN_OK;
    }
    gln_status status = gln_change__path(s->y, s->exposure, s->n, used / 4.0, used * 8.0, &path, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t k = 0; k < path.n_steps; k++) {
        const gln_change_step *step = &path.steps[k];
        gln_json_writer w = gln_json__writer(&text, false);
        gln_json__begin_array(&w, GLN_JSON_LINE);
        for (size_t i = 0; i < step->n_changes; i++) {
            gln_json__put_text(&w, gln_period__date(of->day[step->after[i]], date));
        }
        gln_json__end(&w);
        begin_row(table, of);
        gln_table_set_number(table, PATH_LOW, step->penalty_low);
        gln_table_set_number(table, PATH_HIGH, step->penalty_high);
        gln_table_set_integer(table, PATH_CHANGES, step->n_changes);
        gln_table_set_number(table, PATH_COST, step->cost);
        gln_table_set_boolean(table, PATH_USED, step->penalty_low <= used && used < step->penalty_high);
        gln_table__set_buffer(table, PATH_AT, &text);
        set_words(table, PATH_STATUS, path.whole ? GLN_STATS_OK : "cut_short");
        gln_buffer__clear(&text);
    }
    gln_buffer__free(&text);
    gln_change_path__free(&path);
    return GLN_OK;
}

gln_status gln_trend_models__add(gln_table *models, gln_table *path, const gln_model_series *of, gln_error *err)
{
    size_t n = of->series.n;
    design d = {.x = NULL};
    double *rate = gln_memory__array(n, sizeof *rate), *mu = gln_memory__array(n, sizeof *mu);
    double *line = gln_memory__array(2 * n, sizeof *line);
    gln_status status = rate && mu && line ? make_design(of, &d, err) : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        rate[i] = of->series.y[i] / of->series.exposure[i];
        line[2 * i] = 1.0;
        line[2 * i + 1] = of->series.t[i];
    }
    if (status == GLN_OK) {
        status = plain_models(models, of, line, mu, err);
    }
    if (status == GLN_OK) {
        status = calendar_models(models, of, &d, err);
    }
    if (status == GLN_OK) {
        status = seasonal_trend(models, of, rate, err);
    }
    if (status == GLN_OK) {
        status = any_cycle(models, of, rate, err);
    }
    if (status == GLN_OK && of->with_path) {
        status = add_path(path, of, err);
    }
    free(d.x);
    free(rate);
    free(mu);
    free(line);
    return status;
}
