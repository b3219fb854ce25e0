/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models beside the verdict's, paths of segmentations, seasons with gaps. Expected values are worked out by hand or by
 * enumeration within the test. */
#include "check.h"

#include "measure/measure_trend_models.h"
#include "stats/changepath.h"
#include "stats/crosscorr.h"
#include "stats/seasonal.h"

#include <stdlib.h>

enum { DAYS = 56, FEW = 24 };

static uint32_t state = 2026;
static uint32_t draw(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

/* At every penalty the path holds the segmentation that is the best there. */
static void test_path(void)
{
    for (int round = 0; round < 20; round++) {
        double y[FEW], exposure[FEW];
        size_t after[FEW];
        gln_change_path path;
        gln_partition best;
        for (size_t i = 0; i < FEW; i++) {
            exposure[i] = 1.0 + draw(3);
            y[i] = (double)draw(i < 9 ? 6 : i < 15 ? 25 : 12);
        }
        CHECK(gln_change__path(y, exposure, FEW, .5, 60, &path, NULL) == GLN_OK);
        CHECK(path.whole && path.n_steps > 0);
        CHECK(path.steps[0].penalty_low == .5 && path.steps[path.n_steps - 1].penalty_high == 60);
        for (size_t k = 0; k < path.n_steps; k++) {
            const gln_change_step *step = &path.steps[k];
            CHECK(k == 0 || (step->penalty_low == step[-1].penalty_high && step->n_changes < step[-1].n_changes));
            double penalty = (step->penalty_low + step->penalty_high) / 2;
            CHECK(gln_change__partition(y, exposure, FEW, penalty, 1, after, &best, NULL) == GLN_OK);
            CHECK_NEAR(best.cost, step->cost + penalty * (double)step->n_changes, 1e-12, 0);
            CHECK(best.n_changes == step->n_changes);
            CHECK(memcmp(best.n_changes ? after : step->after, step->after, best.n_changes * sizeof *after) == 0);
        }
        gln_change_path__free(&path);
    }
    gln_change_path path;
    const double y[3] = {1, 2, 3};
    CHECK(gln_change__path(y, NULL, 3, 2, 1, &path, NULL) == GLN_ERR_RANGE);
}

/* Two seasons; the second season of the second cycle is missing. Season 0: 1, 3, 2: S = 1 (1 < 3, 1 < 2, 3 > 2), slopes
 * 2, .5, -1; season 1: 5 and, two cycles later, 9: S = 1, slope 2. S = 2, variance 11/3 + 1; median of -1, .5, 2,
 * 2: 1.25. */
static void test_gaps(void)
{
    static const double x[] = {1, 5, 3, 2, 9};
    static const size_t place[] = {10, 11, 12, 14, 15}, wrong[] = {1, 1};
    gln_seasonal_kendall k;
    CHECK(gln_seasonal__kendall_at(x, place, 5, 2, &k, NULL) == GLN_OK);
    CHECK_NEAR(k.s, 2, 0, 0);
    CHECK_NEAR(k.var_s, 11.0 / 3 + 1, 1e-12, 0);
    CHECK_NEAR(k.slope, 1.25, 1e-12, 0);
    CHECK(gln_seasonal__kendall_at(x, wrong, 2, 2, &k, NULL) == GLN_ERR_RANGE);
}

enum { LONG = 60, PAIRS = 400 };

static double noise(void) /* near enough to normal */
{
    double sum = 0;
    for (int i = 0; i < 6; i++) {
        sum += (double)draw(10000) / 10000.0 - .5;
    }
    return sum;
}

/* B is A two places on, with a gap: found at lag 2. Two strangers that both rise and remember are strangers: of 400
 * pairs 5 % pass at 5 %, standard error .011; four of those either way. */
static void test_lags(void)
{
    double a[LONG], b[LONG], x[LONG], y[LONG];
    gln_crosscorr c;
    gln_rng *rng = NULL;
    unsigned found = 0, plain = 0;
    CHECK(gln_rng__new(7, &rng, NULL) == GLN_OK);
    for (size_t i = 0; i < LONG; i++) {
        a[i] = noise();
        b[i] = i < 2 ? noise() : a[i - 2] + .3 * noise();
    }
    b[20] = (double)NAN;
    gln_crosscorr__prewhiten(a, LONG, x);
    gln_crosscorr__prewhiten(b, LONG, y);
    CHECK(isnan(x[0]) && isnan(y[20]) && isnan(y[21]) && !isnan(y[22]));
    CHECK(gln_crosscorr__of(x, y, LONG, 12, 499, rng, &c, NULL) == GLN_OK);
    CHECK(c.lag == 2 && c.r > .7 && c.p == 1.0 / 500 && c.n == LONG - 3);
    CHECK(gln_crosscorr__of(y, x, LONG, 12, 499, rng, &c, NULL) == GLN_OK);
    CHECK(c.lag == -2);
    for (unsigned p = 0; p < PAIRS; p++) {
        for (size_t i = 0; i < LONG; i++) {
            a[i] = (i ? .5 * (a[i - 1] - .05 * (double)(i - 1)) : 0) + .05 * (double)i + noise();
            b[i] = (i ? .5 * (b[i - 1] - .05 * (double)(i - 1)) : 0) + .05 * (double)i + noise();
        }
        gln_crosscorr__prewhiten(a, LONG, x);
        gln_crosscorr__prewhiten(b, LONG, y);
        CHECK(gln_crosscorr__of(x, y, LONG, 6, 199, rng, &c, NULL) == GLN_OK);
        found += c.p <= .05;
        CHECK(gln_crosscorr__of(a, b, LONG, 0, 199, rng, &c, NULL) == GLN_OK);
        plain += c.p <= .05;
    }
    CHECK_NEAR((double)found / PAIRS, .05, 0, .044);
    CHECK((double)plain / PAIRS > .3); /* what prewhitening is for */
    const double flat[LONG] = {0};
    CHECK(gln_crosscorr__of(flat, x, LONG, 6, 9, rng, &c, NULL) == GLN_OK);
    CHECK_TEXT(c.status, "constant");
    CHECK(gln_crosscorr__of(x, y, 8, 6, 9, rng, &c, NULL) == GLN_OK);
    CHECK_TEXT(c.status, "insufficient_data");
    gln_crosscorr__prewhiten(flat, LONG, x);
    CHECK_NAN(x[5]);
    gln_rng__free(rng);
}

static double number(const gln_table *t, size_t row, const char *column)
{
    const gln_cell *cell = gln_table_cell(t, row, gln_table_find(t, column));
    return cell->null ? (double)NAN : cell->as.number;
}

static size_t row_of(const gln_table *t, const char *model)
{
    for (size_t i = 0; i < gln_table_n_rows(t); i++) {
        if (gln_slice_equal(gln_table_cell(t, i, gln_table_find(t, "model"))->as.text, gln_slice_of(model))) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Eight weeks of days, 20 hits on Sundays and 10 on others: levels 2^(6/7) = 1.811447 and 2^(-1/7) = 0.905724 of their
 * geometric mean, nothing left over, so F = D / 6 with D = 2 (8 20 ln(20/R) + 48 10 ln(10/R)), R = 80/7 the mean. */
static void test_weekday(void)
{
    double t[DAYS], y[DAYS], exposure[DAYS], with[DAYS], articles[DAYS];
    int64_t day[DAYS];
    for (size_t i = 0; i < DAYS; i++) {
        day[i] = 18628 + (int64_t)i; /* 2021-01-01, a Friday: the third day is a Sunday */
        t[i] = (double)i / 365.2425;
        y[i] = i % 7 == 2 ? 20 : 10;
        exposure[i] = with[i] = 1;
        articles[i] = 10;
    }
    gln_model_series of = {.term = GLN_LIT("x"),
                           .series = {t, y, exposure, with, articles, DAYS, 0},
                           .day = day,
                           .dispersion = 1,
                           .conf = .95,
                           .by = GLN_BY_DAY,
                           .with_path = true};
    gln_table *models = NULL, *path = NULL;
    CHECK(gln_trend_models__tables(&models, &path, NULL) == GLN_OK);
    CHECK(gln_trend_models__add(models, path, &of, NULL) == GLN_OK);
    CHECK(gln_table_check(models, NULL) == GLN_OK && gln_table_check(path, NULL) == GLN_OK);
    size_t weekday = row_of(models, "weekday"), calendar = row_of(models, "calendar"), g = row_of(models, "fisher_g");
    if (!CHECK(weekday != SIZE_MAX && calendar != SIZE_MAX && g != SIZE_MAX)) {
        return;
    }
    double mean = 80.0 / 7, deviance = 2 * (8 * 20 * log(20 / mean) + 48 * 10 * log(10 / mean));
    CHECK_NEAR(number(models, calendar, "rate_ratio_year"), 1, 1e-9, 0);
    CHECK_NEAR(number(models, weekday, "statistic"), deviance / 6, .02,
               0); /* the trend beside it takes next to nothing */
    CHECK_NEAR(number(models, weekday, "df_1"), 6, 0, 0);
    CHECK_NEAR(number(models, weekday, "df_2"), DAYS - 8, 0, 0);
    gln_slice levels = gln_table_cell(models, weekday, gln_table_find(models, "levels"))->as.text;
    CHECK(levels.len > 60 && memcmp(levels.ptr, "[{\"level\":\"Mon\",\"ratio\":0.90572366", 34) == 0);
    double turns = 7 / number(models, g, "cycle_periods"); /* all waves of a spike are alike strong */
    CHECK_NEAR(turns, round(turns), 1e-9, 0);
    CHECK(number(models, g, "p") < .01);
    CHECK(row_of(models, "yearly") == SIZE_MAX && row_of(models, "seasonal_kendall") == SIZE_MAX); /* two months only */
    gln_table_free(models);
    gln_table_free(path);
}

int main(void)
{
    test_path();
    test_gaps();
    test_weekday();
    test_lags();
    return check_report("trend_models");
}
