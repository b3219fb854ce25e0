/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/meanbreaks.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct series {
    const double *x;
    size_t n, least;       /* points of the shortest segment */
    double *sum, *squares; /* of the points before i, about the mean of all */
} series;

/* Residual sum of squares of the points [from, to) about their mean. */
static double cost(const series *s, size_t from, size_t to)
{
    double sum = s->sum[to] - s->sum[from];
    return fmax(0, s->squares[to] - s->squares[from] - sum * sum / (double)(to - from));
}

static double mean_of(const series *s, size_t from, size_t to)
{
    return (s->sum[to] - s->sum[from]) / (double)(to - from);
}

/* Dynamic programming over the number of breaks: best[m * (n + 1) + t] is the least cost of the first t points in m + 1
 * segments, last[...] the start of the last one. */
static void segment(const series *s, size_t most, double *best, uint32_t *last)
{
    size_t row = s->n + 1;
    for (size_t t = 0; t <= s->n; t++) {
        best[t] = t >= s->least ? cost(s, 0, t) : (double)INFINITY;
        last[t] = 0;
    }
    for (size_t m = 1; m <= most; m++) {
        for (size_t t = 0; t <= s->n; t++) {
            best[m * row + t] = INFINITY;
            for (size_t from = m * s->least; from + s->least <= t; from++) {
                double here = best[(m - 1) * row + from] + cost(s, from, t);
                if (here < best[m * row + t]) {
                    best[m * row + t] = here;
                    last[m * row + t] = (uint32_t)from;
                }
            }
        }
    }
}

/* ---- the interval of a break --------------------------------------------------------------------------------------
 */

static double ln_normal_cdf(double z)
{
    return gln_stats__ln_normal_sf(-z);
}

/* Distribution of the place of the maximum of a two-sided Brownian motion with drift (Bai 1997, appendix B) for
 * equal regressors, phi = (sd behind/sd before)^2. */
static double argmax_cdf(double at, double phi)
{
    double x = fabs(at), root = sqrt(x), c = 1 / phi;
    if (x == 0) {
        x = 1e-300;
    }
    if (at < 0) {
        return -exp(log(x) / 2 - x / 8 - log(2 * acos(-1.0)) / 2) -
               phi * (phi + 2) / (phi + 1) * exp(c * (1 + c) * x / 2 + ln_normal_cdf(-(0.5 + c) * root)) +
               (x / 2 - 2 + (phi + 2) * (phi + 2) / (phi + 1)) * exp(ln_normal_cdf(-root / 2));
    }
    return 1 + sqrt(c) * exp(log(x) / 2 - c * x / 8 - log(2 * acos(-1.0)) / 2) +
           c * (2 * phi + 1) / (phi + 1) * exp((phi + 1) * x / 2 + ln_normal_cdf(-(phi + 0.5) / sqrt(phi) * root)) -
           ((2 * phi + 1) * (2 * phi + 1) / ((phi + 1) * phi) - 2 + c * x / 2) *
               exp(ln_normal_cdf(-sqrt(c) * root / 2));
}

static double argmax_quantile(double p, double phi)
{
    double low = -1, high = 1;
    for (int i = 0; i < 60 && argmax_cdf(low, phi) > p; i++) {
        low *= 2;
    }
    for (int i = 0; i < 60 && argmax_cdf(high, phi) < p; i++) {
        high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-12 * fabs(low); i++) {
        double middle = (low + high) / 2;
        if (argmax_cdf(middle, phi) < p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (low + high) / 2;
}

static void put_interval(const series *s, gln_meanbreaks *r, size_t i)
{
    size_t start = i ? r->after[i - 1] : 0, at = r->after[i], end = i + 1 < r->n_breaks ? r->after[i + 1] : s->n;
    double shift = mean_of(s, at, end) - mean_of(s, start, at);
    double before = cost(s, start, at) / (double)(at - start), behind = cost(s, at, end) / (double)(end - at);
    r->low[i] = r->high[i] = NAN;
    if (shift != 0 && before > 0 && behind > 0) {
        double unit = before / (shift * shift);
        double upper = argmax_quantile(0.975, behind / before), lower = argmax_quantile(0.025, behind / before);
        r->low[i] = (double)at - ceil(upper * unit);
        r->high[i] = (double)at - floor(lower * unit);
    }
}

/* ---- tests --------------------------------------------------------------------------------------------------------
 */

static void test_single(const series *s, double h, gln_meanbreaks *r)
{
    double all = cost(s, 0, s->n), n = (double)s->n, largest = 0;
    r->sup_f = r->sup_f_p = NAN;
    for (size_t at = s->least; at + s->least <= s->n; at++) {
        double two = cost(s, 0, at) + cost(s, at, s->n);
        largest = fmax(largest, (all - two) / (two / (n - 2)));
    }
    if (s->n > 2 && 2 * s->least <= s->n) {
        /* P(sup of B(t)^2/(t(1-t)) > f) ~ sqrt(f/2 pi) e^(-f/2) [(1 - 1/f) ln w + 2/f], w = ((1-h)/h)^2 */
        double f = largest, w = 2 * log((1 - h) / h);
        double p = sqrt(f / (2 * acos(-1.0))) * exp(-f / 2) * ((1 - 1 / f) * w + 2 / f);
        r->sup_f = f;
        r->sup_f_p = f > 1 ? fmin(1, fmax(0, p)) : 1;
    }
    double sd = sqrt(all / (n - 1)), peak = 0;
    for (size_t i = 1; i <= s->n; i++) {
        peak = fmax(peak, fabs(s->sum[i]));
    }
    r->cusum = peak / (sd * sqrt(n));
    r->cusum_p = 0;
    for (int k = 1; k <= 100; k++) { /* Kolmogorov's law */
        r->cusum_p += (k % 2 ? 2 : -2) * exp(-2.0 * k * k * r->cusum * r->cusum);
    }
    r->cusum_p = r->cusum < 0.2 ? 1 : fmin(1, fmax(0, r->cusum_p));
}

static void choose(const series *s, const double *best, const uint32_t *last, gln_meanbreaks *r)
{
    size_t row = s->n + 1;
    double n = (double)s->n;
    for (size_t m = 0; m <= r->most; m++) {
        r->rss[m] = best[m * row + s->n];
        r->bic[m] = n * (log(r->rss[m] / n) + 1 + log(2 * acos(-1.0))) + 2 * ((double)m + 1) * log(n);
        r->n_breaks = r->bic[m] < r->bic[r->n_breaks] ? m : r->n_breaks;
    }
    for (size_t m = r->n_breaks, t = s->n; m > 0; m--) {
        t = last[m * row + t];
        r->after[m - 1] = t;
    }
    for (size_t i = 0; i < r->n_breaks; i++) {
        put_interval(s, r, i);
    }
}

static gln_status find(series *s, double h, gln_meanbreaks *r, gln_error *err)
{
    double mean = 0;
    bool varies = false;
    for (size_t i = 0; i < s->n; i++) {
        mean += s->x[i] / (double)s->n;
        varies = varies || s->x[i] != s->x[0];
    }
    s->sum[0] = s->squares[0] = 0;
    for (size_t i = 0; i < s->n; i++) {
        double d = s->x[i] - mean;
        s->sum[i + 1] = s->sum[i] + d;
        s->squares[i + 1] = s->squares[i] + d * d;
    }
    if (!varies) {
        r->status = "constant";
        return GLN_OK;
    }
    /* one segment less than would fit without room to move, as strucchange looks at ceil(n/least) - 2 breaks */
    size_t fit = (s->n + s->least - 1) / s->least;
    r->most = fit > 2 ? fit - 2 : 0;
    r->most = r->most > GLN_MEANBREAKS_MOST ? GLN_MEANBREAKS_MOST : r->most;
    double *best = gln_memory__array((r->most + 1) * (s->n + 1), sizeof *best);
    uint32_t *last = gln_memory__array((r->most + 1) * (s->n + 1), sizeof *last);
    if (!best || !last) {
        free(best);
        free(last);
        return gln_error__nomem(err);
    }
    segment(s, r->most, best, last);
    choose(s, best, last, r);
    test_single(s, h, r);
    r->status = GLN_STATS_OK;
    free(best);
    free(last);
    return GLN_OK;
}

gln_status gln_meanbreaks__find(const double *x, size_t n, double h, gln_meanbreaks *out, gln_error *err)
{
    gln_meanbreaks r = {.status = "insufficient_data", .sup_f = NAN, .sup_f_p = NAN, .cusum = NAN, .cusum_p = NAN};
    if (!(h > 0 && h <= 0.5) || n > GLN_MEANBREAKS_MOST_POINTS) {
        return gln_error_set(err, GLN_ERR_RANGE, "breaks of a mean with %zu points and segments of a share of %g", n,
                             h);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "a value of a series that is not finite");
        }
    }
    size_t least = (size_t)floor((double)n * h);
    series s = {x, n, least < 2 ? 2 : least, gln_memory__array(n + 1, sizeof(double)),
                gln_memory__array(n + 1, sizeof(double))};
    gln_status status = s.sum && s.squares ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && n >= 2 * s.least) {
        status = find(&s, h, &r, err);
    }
    free(s.sum);
    free(s.squares);
    if (status == GLN_OK) {
        *out = r;
    }
    return status;
}
