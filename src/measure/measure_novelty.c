/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_novelty.h"

#include "stats/glm.h"
#include "stats/rng.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_WINDOW = 32, LEAST_POINTS = 3 };

enum { WINDOW, PERIOD, NOVELTY, TRANSIENCE, RESONANCE, EXPECTED, EXCESS, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"window", GLN_TYPE_INTEGER, "periods", "Window", "w: periods looked at on each side"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "a period with text"},
    {"novelty", GLN_TYPE_NUMBER, "bits", "Novelty",
     "mean divergence KL from each of the w periods before, .1 added to every count (Barron et al. 2018)"},
    {"transience", GLN_TYPE_NUMBER, "bits", "Transience", "the same from each of the w periods behind"},
    {"resonance", GLN_TYPE_NUMBER, "bits", "Resonance", "novelty less transience: what was new and stayed"},
    {"resonance_expected", GLN_TYPE_NUMBER, "bits", "Expected resonance",
     "of so much novelty, by the line of resonance"},
    {"resonance_excess", GLN_TYPE_NUMBER, "bits", "Excess resonance", "resonance less what is expected"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; edge: fewer than w periods on one side; no_line: nothing could be fitted, so nothing is expected"},
};

enum { R_WINDOW, N, SLOPE, SLOPE_LOW, SLOPE_HIGH, SLOPE_NULL, P, INTERCEPT, R2, CAVEATS, R_STATUS, N_LINE_FIELDS };

static const gln_field line_fields[N_LINE_FIELDS] = {
    {"window", GLN_TYPE_INTEGER, "periods", "Window", "w: periods looked at on each side"},
    {"n", GLN_TYPE_INTEGER, "periods", "Periods", "periods with w others on both sides"},
    {"slope", GLN_TYPE_NUMBER, NULL, "Slope",
     "bits of resonance a bit of novelty, least squares (Barron et al. 2018); above slope_null what is new tends to "
     "stay"},
    {"slope_low", GLN_TYPE_NUMBER, NULL, "Slope, low",
     "95 %, standard error after Newey and West (1987) with a lag of 2w, Student's t"},
    {"slope_high", GLN_TYPE_NUMBER, NULL, "Slope, high", "the other end"},
    {"slope_null", GLN_TYPE_NUMBER, NULL, "Slope by chance",
     "mean slope of the same periods in random orders: not 0, for resonance holds novelty"},
    {"p", GLN_TYPE_NUMBER, NULL, "p",
     "(b + 1)/(B + 1), b of B random orders whose slope is as far from slope_null; not adjusted for the windows"},
    {"intercept", GLN_TYPE_NUMBER, "bits", "Intercept", "resonance expected of no novelty"},
    {"r2", GLN_TYPE_NUMBER, NULL, "R squared", "share of the variance of resonance that the line explains"},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats",
     "short: fewer than 20 periods or 10 windows, the interval is too narrow; uneven: periods differ in size by more "
     "than a half, which moves every divergence"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; insufficient_data: fewer than three periods; collinear: all are as new as each other"},
};

/* A window's periods and their line. */
typedef struct line {
    size_t window, n;
    gln_novelty *found; /* by place in the order */
    double *novelty, *resonance, *ones, *design, *fitted;
    gln_glm fit;
    gln_effect slope;
    double r2, null, p;
} line;

/* What all windows share. */
typedef struct bench {
    const double *divergence;
    uint32_t *order;
    size_t n;
    size_t shuffles;
    double *slopes; /* of the shuffles */
    gln_rng *rng;
} bench;

static gln_status fit_line(const bench *b, line *l, gln_error *err)
{
    double bread[4], se[2], total = 0, mean = 0;
    l->n = 0;
    for (uint32_t t = 0; t < b->n; t++) {
        b->order[t] = t;
    }
    gln_stylometry__novelty_in(b->divergence, b->order, b->n, l->window, l->found);
    for (size_t t = 0; t < b->n; t++) {
        if (!isnan(l->found[t].resonance)) {
            l->design[2 * l->n] = 1;
            l->design[2 * l->n + 1] = l->novelty[l->n] = l->found[t].novelty;
            l->ones[l->n] = 1;
            mean += l->resonance[l->n++] = l->found[t].resonance;
        }
    }
    l->slope = gln_effect__of(NAN, NAN, NAN, 0.95);
    l->r2 = l->null = l->p = NAN;
    gln_glm_data data = {l->resonance, l->ones, l->design, l->n, 2};
    if (l->n < LEAST_POINTS) {
        l->fit = (gln_glm){.coef = {NAN, NAN}, .status = "insufficient_data"};
        return GLN_OK;
    }
    gln_status status = gln_glm__ols(&data, &l->fit, l->fitted, bread, err);
    if (status != GLN_OK || strcmp(l->fit.status, GLN_STATS_OK) != 0) {
        return status;
    }
    size_t lag = 2 * l->window < l->n - 1 ? 2 * l->window : l->n - 1;
    gln_glm__sandwich(&data, l->fitted, bread, lag, se);
    l->slope = gln_effect__of(l->fit.coef[1], se[1], (double)l->n - 2, 0.95);
    for (size_t i = 0; i < l->n; i++) {
        double off = l->resonance[i] - mean / (double)l->n;
        total += off * off;
    }
    l->r2 = total > 0 ? 1 - l->fit.deviance / total : (double)NAN;
    return GLN_OK;
}

/* Slope of resonance on novelty over the places that have both; NaN where novelty does not vary. */
static double slope_of(const gln_novelty *found, size_t n)
{
    double many = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (size_t t = 0; t < n; t++) {
        if (!isnan(found[t].resonance)) {
            many++;
            x += found[t].novelty;
            y += found[t].resonance;
        }
    }
    for (size_t t = 0; t < n; t++) {
        if (!isnan(found[t].resonance)) {
            double off = found[t].novelty - x / many;
            xx += off * off;
            xy += off * (found[t].resonance - y / many);
        }
    }
    return xx > 0 ? xy / xx : (double)NAN;
}

/* The slope among those of random orders. found is room for them. */
static void shuffle(const bench *b, gln_novelty *found, line *l)
{
    double sum = 0;
    size_t many = 0, far = 0;
    for (size_t s = 0; s < b->shuffles; s++) {
        for (size_t t = b->n; t > 1; t--) {
            size_t other = (size_t)gln_rng__below(b->rng, t);
            uint32_t kept = b->order[t - 1];
            b->order[t - 1] = b->order[other];
            b->order[other] = kept;
        }
        gln_stylometry__novelty_in(b->divergence, b->order, b->n, l->window, found);
        double slope = slope_of(found, b->n);
        if (!isnan(slope)) {
            b->slopes[many++] = slope;
            sum += slope;
        }
    }
    if (many) {
        l->null = sum / (double)many;
        for (size_t s = 0; s < many; s++) {
            far += fabs(b->slopes[s] - l->null) >= fabs(l->fit.coef[1] - l->null);
        }
        l->p = ((double)far + 1) / ((double)many + 1);
    }
}

static void put_periods(const line *l, const gln_compare_period *list, size_t n, gln_table *table)
{
    for (size_t t = 0; t < n; t++) {
        const gln_novelty *f = &l->found[t];
        double expected = l->fit.coef[0] + l->fit.coef[1] * f->novelty;
        gln_table_row(table);
        gln_table_set_integer(table, WINDOW, l->window);
        gln_table_set_text(table, PERIOD, list[t].label);
        gln_table_set_number(table, NOVELTY, f->novelty);
        gln_table_set_number(table, TRANSIENCE, f->transience);
        gln_table_set_number(table, RESONANCE, f->resonance);
        gln_table_set_number(table, EXPECTED, expected);
        gln_table_set_number(table, EXCESS, f->resonance - expected);
        gln_table_set_text(table, STATUS,
                           gln_slice_of(isnan(f->resonance) ? "edge"
                                        : isnan(expected)   ? "no_line"
                                                            : "ok"));
    }
}

static void put_line(const line *l, bool uneven, gln_table *table)
{
    bool fine = strcmp(l->fit.status, GLN_STATS_OK) == 0, brief = l->n < 20 || l->n < 10 * l->window;
    gln_table_row(table);
    gln_table_set_integer(table, R_WINDOW, l->window);
    gln_table_set_integer(table, N, l->n);
    gln_table_set_number(table, SLOPE, fine ? l->fit.coef[1] : (double)NAN);
    gln_table_set_number(table, SLOPE_LOW, l->slope.low);
    gln_table_set_number(table, SLOPE_HIGH, l->slope.high);
    gln_table_set_number(table, SLOPE_NULL, l->null);
    gln_table_set_number(table, P, l->p);
    gln_table_set_number(table, INTERCEPT, fine ? l->fit.coef[0] : (double)NAN);
    gln_table_set_number(table, R2, l->r2);
    gln_table_set_text(table, CAVEATS,
                       brief && uneven ? GLN_LIT("[\"short\",\"uneven\"]")
                       : brief         ? GLN_LIT("[\"short\"]")
                       : uneven        ? GLN_LIT("[\"uneven\"]")
                                       : GLN_LIT("[]"));
    gln_table_set_text(table, R_STATUS, gln_slice_of(l->fit.status));
}

static bool uneven_sizes(const gln_compare_period *list, size_t n)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t t = 0; t < n; t++) {
        least = list[t].tokens < least ? list[t].tokens : least;
        most = list[t].tokens > most ? list[t].tokens : most;
    }
    return n && (double)most > 1.5 * (double)least;
}

static gln_status fill(const gln_profiles *profiles, const gln_compare_period *list, size_t shuffles, uint64_t seed,
                       gln_table *tables[2], gln_error *err)
{
    size_t n = profiles->texts;
    double *room = gln_memory__array(n * (n + 6) + shuffles, sizeof *room);
    gln_novelty *found = gln_memory__array(2 * n, sizeof *found);
    bench b = {.divergence = room, .order = gln_memory__array(n, sizeof *b.order), .n = n, .shuffles = shuffles};
    gln_status status = room && found && b.order ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        gln_stylometry__divergences(profiles, GLN_NOVELTY_SMOOTHING, room);
        status = gln_rng__new(gln_rng__seed(seed, GLN_LIT(""), GLN_LIT("resonance")), &b.rng, err);
    }
    for (size_t w = 1; w <= MOST_WINDOW && status == GLN_OK && (w == 1 || n >= 2 * w + LEAST_POINTS); w *= 2) {
        double *at = room + n * n;
        line l = {.window = w,
                  .found = found,
                  .novelty = at,
                  .resonance = at + n,
                  .ones = at + 2 * n,
                  .design = at + 3 * n,
                  .fitted = at + 5 * n};
        b.slopes = at + 6 * n;
        status = fit_line(&b, &l, err);
        if (status == GLN_OK) {
            put_periods(&l, list, n, tables[0]);
            if (strcmp(l.fit.status, GLN_STATS_OK) == 0) {
                shuffle(&b, found + n, &l);
            }
            put_line(&l, uneven_sizes(list, n), tables[1]);
        }
    }
    gln_rng__free(b.rng);
    free(room);
    free(found);
    free(b.order);
    for (int i = 0; i < 2 && status == GLN_OK; i++) {
        status = gln_table_check(tables[i], err);
    }
    return status;
}

gln_status gln_novelty__tables(const gln_profiles *profiles, const gln_compare_period *list, size_t shuffles,
                               uint64_t seed, gln_table *tables[2], gln_error *err)
{
    gln_table *made[2] = {NULL, NULL};
    gln_status status = gln_table_new("novelty", "Novelty of periods", fields, N_FIELDS, &made[0], err);
    if (status == GLN_OK) {
        status = gln_table_new("resonance", "Resonance by novelty", line_fields, N_LINE_FIELDS, &made[1], err);
    }
    if (status == GLN_OK) {
        status = fill(profiles, list, shuffles, seed, made, err);
    }
    for (int i = 0; i < 2; i++) {
        if (status == GLN_OK) {
            tables[i] = made[i];
        } else {
            gln_table_free(made[i]);
        }
    }
    return status;
}
