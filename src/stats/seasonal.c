/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/seasonal.h"

#include "core/memory.h"
#include "stats/kendall.h"
#include "stats/numeric.h"
#include "stats/theilsen.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* The points of one season. */
typedef struct season {
    double *x;
    size_t *cycle;
    size_t n;
} season;

/* S and its variance of one season, its slopes added to the pool. */
static gln_status add_season(const season *s, double *slopes, size_t *n_slopes, gln_seasonal_kendall *r, gln_error *err)
{
    gln_kendall k;
    for (size_t i = 0; i < s->n; i++) {
        for (size_t j = i + 1; j < s->n; j++) {
            slopes[(*n_slopes)++] = (s->x[j] - s->x[i]) / (double)(s->cycle[j] - s->cycle[i]);
        }
    }
    gln_status status = gln_kendall__test(s->x, s->n, &k, err);
    if (status == GLN_OK) {
        r->s += k.s;
        r->var_s += k.var_s;
    }
    return status;
}

gln_status gln_seasonal__kendall_at(const double *x, const size_t *place, size_t n, size_t period,
                                    gln_seasonal_kendall *out, gln_error *err)
{
    if (period < 1 || n > GLN_SEASONAL_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "a seasonal test of %zu points with a period of %zu", n, period);
    }
    for (size_t i = 1; i < n; i++) {
        if (place[i] <= place[i - 1]) {
            return gln_error_set(err, GLN_ERR_RANGE, "places of a seasonal test out of order");
        }
    }
    gln_seasonal_kendall r = {0.0, 0.0, NAN, NAN, NAN, NAN, "insufficient_data"};
    size_t n_slopes = 0;
    season one = {gln_memory__array(n, sizeof *one.x), gln_memory__array(n, sizeof *one.cycle), 0};
    double *slopes = gln_memory__array(n * n / 2 + 1, sizeof *slopes); /* at most 36 MB */
    gln_status status = one.x && one.cycle && slopes ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) { /* the first point of each season takes it up */
        bool taken = false;
        for (size_t k = 0; k < i && !taken; k++) {
            taken = place[k] % period == place[i] % period;
        }
        one.n = 0;
        for (size_t k = i; k < n && !taken; k++) {
            if (place[k] % period == place[i] % period) {
                one.x[one.n] = x[k];
                one.cycle[one.n++] = place[k] / period;
            }
        }
        status = taken ? GLN_OK : add_season(&one, slopes, &n_slopes, &r, err);
    }
    if (status == GLN_OK) {
        if (n_slopes > 0) {
            gln_kendall__z(r.s, r.var_s, &r.z, &r.p, &r.ln_p);
            r.slope = gln_theilsen__median(slopes, n_slopes);
            r.status = r.var_s > 0.0 ? GLN_STATS_OK : "constant";
        }
        *out = r;
    }
    free(one.x);
    free(one.cycle);
    free(slopes);
    return status;
}

gln_status gln_seasonal__kendall(const double *x, size_t n, size_t period, gln_seasonal_kendall *out, gln_error *err)
{
    size_t *place = gln_memory__array(n, sizeof *place);
    if (!place) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        place[i] = i;
    }
    gln_status status = gln_seasonal__kendall_at(x, place, n, period, out, err);
    free(place);
    return status;
}

void gln_seasonal__periodogram(const double *x, size_t n, double *room, double *out)
{
    const double turn = 2.0 * acos(-1.0);
    double mean = 0.0, *cosine = room, *sine = room + n;
    for (size_t t = 0; t < n; t++) {
        mean += x[t] / (double)n;
        cosine[t] = cos(turn * (double)t / (double)n);
        sine[t] = sin(turn * (double)t / (double)n);
    }
    for (size_t k = 1; k <= n / 2; k++) {
        double even = 0.0, odd = 0.0;
        for (size_t t = 0, at = 0; t < n; t++) { /* at: k t mod n, which keeps the angle small, so exact */
            even += (x[t] - mean) * cosine[at];
            odd += (x[t] - mean) * sine[at];
            at += k;
            at -= at >= n ? n : 0;
        }
        out[k - 1] = (even * even + odd * odd) / (double)n;
    }
}

gln_fisher_g gln_seasonal__fisher_g(const double *periodogram, size_t n)
{
    gln_fisher_g r = {NAN, 0, NAN};
    size_t q = n ? (n - 1) / 2 : 0;
    double sum = 0.0, largest = 0.0;
    for (size_t k = 1; k <= q; k++) {
        sum += periodogram[k - 1];
        if (periodogram[k - 1] > largest) {
            largest = periodogram[k - 1];
            r.k = k;
        }
    }
    if (q < 2 || !(sum > 0.0)) {
        return r;
    }
    r.g = largest / sum;
    double p = 0.0, first = 0.0;
    for (size_t j = 1; j <= q && (double)j * r.g < 1.0; j++) {
        double ln_term = gln_stats__ln_choose((double)q, (double)j) + ((double)q - 1.0) * log1p(-(double)j * r.g);
        first = j == 1 ? exp(ln_term) : first;
        if (ln_term > 30.0) { /* the alternating sum cancels to nothing: there is no cycle */
            p = 1.0;
            first = 1.0;
            break;
        }
        p += j % 2 ? exp(ln_term) : -exp(ln_term);
    }
    r.p = fmin(1.0, fmin(first, fmax(0.0, p)));
    return r;
}

void gln_seasonal__ewma(const double *x, size_t n, double mu, double lambda, double *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = lambda * x[t] + (1.0 - lambda) * (t ? out[t - 1] : mu);
    }
}

void gln_seasonal__cusum(const double *x, size_t n, double reference, double *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = fmax(0.0, (t ? out[t - 1] : 0.0) + x[t] - reference);
    }
}

/* The moving average about t, or NaN where it would reach beyond an end. */
static double centred_mean(const double *x, size_t n, size_t period, size_t t)
{
    size_t half = period / 2;
    double sum = 0;
    if (t < half || t + half >= n) {
        return NAN;
    }
    for (size_t i = t - half; i <= t + half; i++) {
        bool end = period % 2 == 0 && (i == t - half || i == t + half);
        sum += end ? x[i] / 2 : x[i];
    }
    return sum / (double)period;
}

void gln_seasonal__decompose(const double *x, size_t n, size_t period, double *trend, double *figure)
{
    double mean = 0.0;
    bool enough = period >= 2 && n / 2 >= period;
    for (size_t t = 0; t < n; t++) {
        trend[t] = enough ? centred_mean(x, n, period, t) : (double)NAN;
    }
    for (size_t s = 0; s < period; s++) {
        double sum = 0.0, seen = 0.0;
        for (size_t t = s; enough && t < n; t += period) {
            sum += isnan(trend[t]) ? 0.0 : x[t] - trend[t];
            seen += !isnan(trend[t]);
        }
        figure[s] = sum / seen; /* not a number where none is seen */
        mean += figure[s] / (double)period;
    }
    for (size_t s = 0; s < period; s++) {
        figure[s] -= mean;
    }
}
