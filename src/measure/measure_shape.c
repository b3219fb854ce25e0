/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_shape.h"

#include "core/memory.h"
#include "stats/changescan.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRETCH 2.0 /* least ratio of shares of a burst to the whole, Kleinberg's usual s */
/* Numbers that a pattern takes from the rest of the series, the search for its place among them. */
#define BURST_SEARCH 3.0
#define CHANGE_SEARCH 5.0
enum { STRENGTHS = 4 };
#define FULL_TURN 6.28318530717958647692

/* Residuals in time order, summed up as they come: their squares and the products of neighbours. */
typedef struct residuals {
    double squares, products, last;
    size_t n;
} residuals;

static void residual(residuals *r, double e)
{
    r->squares += e * e;
    r->products += r->n ? e * r->last : 0.0;
    r->last = e;
    r->n++;
}

/* Variance beyond chance: chi-square over its degrees of freedom, and what autocorrelation adds to a sum. Residuals
 * around a fitted mean have a mean near 0, which is not taken off again. */
static double dispersion(const residuals *r, double fitted, double clump)
{
    double n = (double)r->n;
    double least = fmax(1.0, clump);
    if (n - fitted < 1.0 || r->squares == 0.0) {
        return least;
    }
    double room = fmax(n - 2.0 * fitted - 1.0, n / 4.0);
    double memory = (n * (r->products / r->squares) + fitted) / room;
    memory = fmin(fmax(memory, 0.0), .95);
    return fmax(least, r->squares / (n - fitted)) * (1.0 + memory) / (1.0 - memory);
}

/* A ratio whose dispersion was estimated on df degrees of freedom has the tail of t^2, not of z^2: the z^2 that is as
 * rare (Wallace 1959). */
static double as_rare(double x, double df)
{
    double scale = (8.0 * df + 1.0) / (8.0 * df + 3.0);
    return df * log1p(x / df) * scale * scale;
}

/* ---- what series share ------------------------------------------------------------------------------------------- */

/* The totals that are drawn: 2 to 5, then a quarter more each time. */
static double total_of(size_t index)
{
    return index < 4 ? (double)index + 2.0 : round(5.0 * pow(1.25, (double)index - 3.0));
}

static size_t index_of(double hits)
{
    size_t best = 0;
    for (size_t i = 1; i < GLN_SHAPE_TOTALS; i++) {
        best = hits * hits > total_of(i) * total_of(i - 1) ? i : best; /* nearer on the logarithm */
    }
    return best;
}

static double wave(double angle, size_t column)
{
    double a = column > 2 ? 2.0 * angle : angle;
    return column % 2 ? sin(a) : cos(a);
}

/* Gram and Schmidt under the weights exposure, against a constant and the columns before. A column that is nothing but
 * those becomes 0. */
static void orthonormalize(gln_shape_null *null, size_t column)
{
    double *q = null->waves, norm = 0.0, before = 0.0;
    for (size_t i = 0; i < null->n; i++) {
        before += null->exposure[i] * q[i * GLN_SHAPE_WAVES + column] * q[i * GLN_SHAPE_WAVES + column];
    }
    for (size_t pass = 0; pass < 2 * (column + 1); pass++) { /* twice, for rounding */
        size_t against = pass % (column + 1);
        double sum = 0.0, weight = 0.0;
        for (size_t i = 0; i < null->n; i++) {
            double other = against ? q[i * GLN_SHAPE_WAVES + against - 1] : 1.0;
            sum += null->exposure[i] * q[i * GLN_SHAPE_WAVES + column] * other;
            weight += null->exposure[i] * other * other;
        }
        for (size_t i = 0; i < null->n && weight > 0.0; i++) {
            q[i * GLN_SHAPE_WAVES + column] -= sum / weight * (against ? q[i * GLN_SHAPE_WAVES + against - 1] : 1.0);
        }
    }
    for (size_t i = 0; i < null->n; i++) {
        norm += null->exposure[i] * q[i * GLN_SHAPE_WAVES + column] * q[i * GLN_SHAPE_WAVES + column];
    }
    double scale = norm > 1e-9 * before ? 1.0 / sqrt(norm) : 0.0;
    for (size_t i = 0; i < null->n; i++) {
        q[i * GLN_SHAPE_WAVES + column] *= scale;
    }
}

gln_status gln_shape_null__of(const gln_shape_series *s, gln_by by, double phase, uint64_t seed, gln_shape_null *out,
                              gln_error *err)
{
    gln_shape_null null = {.n = s->n, .origin = phase, .seed = seed};
    size_t cells;
    null.exposure = gln_memory__array(s->n, sizeof(double));
    null.waves = gln_size__mul(s->n, GLN_SHAPE_WAVES, &cells) ? gln_memory__zeroed(cells, sizeof(double)) : NULL;
    if (!null.exposure || !null.waves) {
        gln_shape_null__free(&null);
        return gln_error__nomem(err);
    }
    if (s->n) {
        memcpy(null.exposure, s->exposure, s->n * sizeof(double));
    }
    /* two whole years, and dates enough within one */
    double years = s->n > 1 ? s->t[s->n - 1] * (double)s->n / (double)(s->n - 1) : 0.0;
    if (by != GLN_BY_YEAR && s->n >= GLN_SHAPE_MIN && years >= 1.95 && (double)s->n / years >= 3.5) {
        null.n_waves = (double)s->n / years >= 6.0 ? 4 : 2;
    }
    for (size_t column = 0; null.n_waves && column <= null.n_waves; column++) {
        for (size_t i = 0; i < s->n; i++) {
            double angle = FULL_TURN * (s->t[i] + phase);
            null.waves[i * GLN_SHAPE_WAVES + column] = column ? wave(angle, column) : s->t[i];
        }
        orthonormalize(&null, column);
    }
    *out = null;
    return GLN_OK;
}

void gln_shape_null__free(gln_shape_null *null)
{
    free(null->exposure);
    free(null->waves);
    for (size_t i = 0; i < GLN_SHAPE_TOTALS; i++) {
        free(null->drawn[i]);
    }
    *null = (gln_shape_null){0};
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Draws for the totals [first, last] what is not drawn yet. */
static gln_status draw(gln_shape_null *null, size_t first, size_t last, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_rng *rng = NULL;
    if (null->n < GLN_SHAPE_MIN) {
        return GLN_OK;
    }
    for (size_t i = first; i <= last && status == GLN_OK; i++) {
        char name[32];
        if (null->drawn[i]) {
            continue;
        }
        (void)snprintf(name, sizeof name, "change %zu", i);
        uint32_t seed = gln_rng__seed(null->seed, (gln_slice){NULL, 0}, gln_slice_of(name));
        status = rng ? GLN_OK : gln_rng__new(seed, &rng, err);
        double *drawn = gln_memory__array(GLN_SHAPE_DRAWS, sizeof *drawn);
        if (status == GLN_OK && !drawn) {
            status = gln_error__nomem(err);
        }
        if (status == GLN_OK) {
            gln_rng__reseed(rng, seed);
            status = gln_change__null(null->exposure, null->n, total_of(i), GLN_SHAPE_DRAWS, rng, drawn, err);
        }
        if (status != GLN_OK) {
            free(drawn);
            break;
        }
        qsort(drawn, GLN_SHAPE_DRAWS, sizeof *drawn, by_value);
        null->drawn[i] = drawn;
    }
    gln_rng__free(rng);
    return status;
}

gln_status gln_shape_null__draw(gln_shape_null *null, double hits, gln_error *err)
{
    return draw(null, 0, index_of(hits), err);
}

gln_status gln_shape_null__draw_for(gln_shape_null *null, const gln_shape *shape, double hits, gln_error *err)
{
    size_t i = index_of(hits / shape->change_dispersion);
    return isnan(shape->change_dispersion) ? GLN_OK : draw(null, i, i, err);
}

/* ---- bursts ------------------------------------------------------------------------------------------------------ */

/* ln[P(with of articles | s p) / P(... | p)] is with * hit + without * miss. False where s p is no share. */
static bool weights(double p, size_t strength, double *hit, double *miss)
{
    double ratio = ldexp(STRETCH, (int)strength); /* 2, 4, 8, 16 */
    *hit = log(ratio);
    *miss = log1p(-ratio * p) - log1p(-p);
    return ratio * p < 1.0;
}

static double burst_ln_p(const gln_shape *r, double weight)
{
    double places = log((double)r->n) + log((double)r->n_strengths);
    return fmin(0.0, places - as_rare(2.0 * weight / r->burst_dispersion, r->burst_df) / 2.0);
}

double gln_shape__burst_ln_p(const gln_shape *r, double with, double articles)
{
    double best = 0.0, hit, miss;
    for (size_t k = 0; k < STRENGTHS && weights(r->base_share, k, &hit, &miss); k++) {
        best = fmax(best, with * hit + (articles - with) * miss);
    }
    return burst_ln_p(r, best);
}

/* The stretch of the largest sum (Kadane). */
static void heaviest_stretch(const gln_shape_series *s, double hit, double miss, gln_shape *r)
{
    double sum = 0.0;
    for (size_t i = 0, from = 0; i < s->n; i++) {
        if (sum <= 0.0) {
            sum = 0.0;
            from = i;
        }
        sum += s->with[i] * hit + (s->articles[i] - s->with[i]) * miss;
        if (!(sum <= r->burst_weight)) { /* NaN before the first */
            r->burst_weight = sum;
            r->burst_first = from;
            r->burst_last = i;
        }
    }
}

static void screen_burst(const gln_shape_series *s, gln_shape *r)
{
    double with = 0.0, articles = 0.0, hit, miss;
    for (size_t i = 0; i < s->n; i++) {
        with += s->with[i];
        articles += s->articles[i];
    }
    double p = articles > 0.0 ? with / articles : 0.0;
    if (with == 0.0 || STRETCH * p >= 1.0) {
        return;
    }
    r->n = s->n;
    r->base_share = p;
    for (r->n_strengths = 0; r->n_strengths < STRENGTHS && weights(p, r->n_strengths, &hit, &miss); r->n_strengths++) {
        heaviest_stretch(s, hit, miss, r);
    }
    double in = 0.0, among = 0.0;
    for (size_t i = r->burst_first; i <= r->burst_last; i++) {
        in += s->with[i];
        among += s->articles[i];
    }
    double rest = articles > among ? (with - in) / (articles - among) : 0.0;
    residuals left = {0};
    for (size_t i = 0; i < s->n; i++) {
        double expected = s->articles[i] * rest;
        if ((i < r->burst_first || i > r->burst_last) && expected > 0.0 && rest < 1.0) {
            residual(&left, (s->with[i] - expected) / sqrt(expected * (1.0 - rest)));
        }
    }
    r->burst_dispersion = dispersion(&left, BURST_SEARCH, 1.0);
    r->burst_share = among > 0.0 ? in / among : (double)NAN;
    r->rest_share = articles > among ? rest : (double)NAN;
    r->burst_df = fmax(1.0, (double)left.n - BURST_SEARCH);
    r->burst_ln_p = burst_ln_p(r, r->burst_weight);
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

static double likelihood(double hits, double exposure)
{
    return hits > 0.0 ? hits * log(hits / exposure) : 0.0;
}

typedef struct halves {
    double hits_before, hits_after, time_before, time_after;
} halves;

static double ratio_of(halves h)
{
    return 2.0 * (likelihood(h.hits_before, h.time_before) + likelihood(h.hits_after, h.time_after) -
                  likelihood(h.hits_before + h.hits_after, h.time_before + h.time_after));
}

static double dispersion_beside(const gln_shape_series *s, halves h, size_t after, double fitted)
{
    residuals left = {0};
    for (size_t i = 0; i < s->n; i++) {
        double rate = i < after ? h.hits_before / h.time_before : h.hits_after / h.time_after;
        double expected = rate * s->exposure[i];
        if (expected > 0.0) {
            residual(&left, (s->y[i] - expected) / sqrt(expected));
        }
    }
    return dispersion(&left, fitted, s->clump);
}

/* ln P(a chance cut of such a total reaches x). */
static double ln_tail(const double *drawn, double x)
{
    enum { ANCHOR = 20 }; /* draws above which the tail is continued */
    size_t above = 0;
    while (above < GLN_SHAPE_DRAWS && drawn[GLN_SHAPE_DRAWS - 1 - above] >= x * (1.0 - 1e-9)) {
        above++;
    }
    double from = drawn[GLN_SHAPE_DRAWS - ANCHOR], at = log((ANCHOR + 1.0) / (GLN_SHAPE_DRAWS + 1.0));
    if (above >= ANCHOR || !(from > 0.0)) {
        return log(((double)above + 1.0) / (GLN_SHAPE_DRAWS + 1.0));
    }
    return fmin(at, at - (x - from) / 2.0 + log(x / from) / 2.0);
}

static void screen_change(const gln_shape_series *s, const gln_shape_null *null, gln_shape *r)
{
    double hits = 0.0, time = 0.0, best = -1.0;
    for (size_t i = 0; i < s->n; i++) {
        hits += s->y[i];
        time += s->exposure[i];
    }
    halves h = {0.0, hits, 0.0, time}, at_best = h;
    for (size_t i = 0; i + 1 < s->n; i++) {
        h.hits_before += s->y[i];
        h.hits_after = hits - h.hits_before;
        h.time_before += s->exposure[i];
        h.time_after = time - h.time_before;
        double lr = ratio_of(h);
        if (lr > best) {
            best = lr;
            at_best = h;
            r->change_after = i + 1;
        }
    }
    if (hits == 0.0) {
        return;
    }
    r->change_lr = best;
    r->change_dispersion = dispersion_beside(s, at_best, r->change_after, CHANGE_SEARCH);
    r->rate_before = at_best.hits_before / at_best.time_before;
    r->rate_after = at_best.hits_after / at_best.time_after;
    const double *drawn = null->drawn[index_of(hits / r->change_dispersion)];
    double x = as_rare(best / r->change_dispersion, fmax(1.0, (double)s->n - CHANGE_SEARCH));
    r->change_ln_p = drawn && hits >= 2.0 ? ln_tail(drawn, x) : 0.0;
}

gln_shape_cut gln_shape__cut(const gln_shape_series *s, size_t after, double conf)
{
    halves h = {0};
    for (size_t i = 0; i < s->n; i++) {
        *(i < after ? &h.hits_before : &h.hits_after) += s->y[i];
        *(i < after ? &h.time_before : &h.time_after) += s->exposure[i];
    }
    gln_shape_cut cut = {.lr = fmax(0.0, ratio_of(h)), .dispersion = dispersion_beside(s, h, after, 2.0)};
    cut.rate_before = h.hits_before / h.time_before;
    cut.rate_after = h.hits_after / h.time_after;
    double df = (double)s->n - 2.0;
    cut.ln_p = gln_stats__ln_f_sf(cut.lr / cut.dispersion, 1.0, df);
    double wide =
        gln_stats__t_quantile(.5 + conf / 2.0, df) * sqrt(cut.dispersion * (1.0 / h.hits_before + 1.0 / h.hits_after));
    double ratio = cut.rate_after / cut.rate_before;
    bool both = h.hits_before > 0.0 && h.hits_after > 0.0;
    cut.ratio_low = both ? ratio * exp(-wide) : (double)NAN;
    cut.ratio_high = both ? ratio * exp(wide) : (double)NAN;
    return cut;
}

/* ---- seasons ----------------------------------------------------------------------------------------------------- */

/* The months in whose middle the waves are highest and lowest. The orthonormal columns are sums of the waves, of the
 * trend and of a constant, so they are read off the periods themselves. */
static void extreme_months(const gln_shape_series *s, const gln_shape_null *null, const double *sum, gln_shape *r)
{
    double height[12] = {0}, weight[12] = {0};
    for (size_t i = 0; i < s->n; i++) {
        double turn = s->t[i] + null->origin;
        int month = (int)((turn - floor(turn)) * 12.0) % 12;
        for (size_t j = 1; j <= null->n_waves; j++) {
            height[month] += s->exposure[i] * sum[j] * null->waves[i * GLN_SHAPE_WAVES + j];
        }
        weight[month] += s->exposure[i];
    }
    int high = -1, low = -1;
    for (int m = 0; m < 12; m++) {
        if (weight[m] > 0.0) {
            height[m] /= weight[m];
            high = high < 0 || height[m] > height[high] ? m : high;
            low = low < 0 || height[m] < height[low] ? m : low;
        }
    }
    r->peak_month = high + 1;
    r->low_month = low + 1;
}

static void screen_season(const gln_shape_series *s, const gln_shape_null *null, gln_shape *r)
{
    double hits = 0.0, time = 0.0, sum[GLN_SHAPE_WAVES] = {0}, score = 0.0;
    if (!null->n_waves) {
        return;
    }
    for (size_t i = 0; i < s->n; i++) {
        hits += s->y[i];
        time += s->exposure[i];
        for (size_t j = 0; j <= null->n_waves && s->y[i] != 0.0; j++) {
            sum[j] += s->y[i] * null->waves[i * GLN_SHAPE_WAVES + j];
        }
    }
    if (hits == 0.0) {
        return;
    }
    double rate = hits / time;
    residuals left = {0};
    for (size_t i = 0; i < s->n; i++) {
        double fitted = rate;
        for (size_t j = 0; j <= null->n_waves; j++) {
            fitted += sum[j] * null->waves[i * GLN_SHAPE_WAVES + j];
        }
        residual(&left, (s->y[i] - fitted * s->exposure[i]) / sqrt(rate * s->exposure[i]));
    }
    for (size_t j = 1; j <= null->n_waves; j++) {
        score += sum[j] * sum[j] / rate;
    }
    double k = (double)null->n_waves, df = (double)s->n - 2.0 - k;
    if (df < 1.0) {
        return;
    }
    r->season_f = score / k / dispersion(&left, 2.0 + k, s->clump);
    r->season_ln_p = fmin(0.0, gln_stats__ln_f_sf(r->season_f, k, df));
    extreme_months(s, null, sum, r);
}

void gln_shape__screen(const gln_shape_series *series, const gln_shape_null *null, gln_shape *out)
{
    const double none = (double)NAN;
    gln_shape r = {.burst_weight = none};
    r.burst_dispersion = r.burst_ln_p = r.burst_share = r.rest_share = r.base_share = r.burst_df = none;
    r.change_lr = r.change_dispersion = r.change_ln_p = r.rate_before = r.rate_after = none;
    r.season_f = r.season_ln_p = none;
    if (series->n >= GLN_SHAPE_MIN) {
        screen_burst(series, &r);
        screen_change(series, null, &r);
        screen_season(series, null, &r);
    }
    *out = r;
}
