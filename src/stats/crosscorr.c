/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/crosscorr.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>

void gln_crosscorr__prewhiten(const double *x, size_t n, double *out)
{
    double m = 0, t = 0, mean = 0, tt = 0, tx = 0, own = 0, beside = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            m += 1;
            t += (double)i;
            mean += x[i];
        }
    }
    t /= m;
    mean /= m;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            tt += ((double)i - t) * ((double)i - t);
            tx += ((double)i - t) * (x[i] - mean);
        }
    }
    double slope = tt > 0 ? tx / tt : 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i] - mean - slope * ((double)i - t);
        own += isnan(x[i]) ? 0 : out[i] * out[i];
        beside += i == 0 || isnan(x[i]) || isnan(x[i - 1]) ? 0 : out[i] * out[i - 1];
    }
    bool empty = m < 4 || !(own > 1e-18 * (m * mean * mean + tt));
    double r = empty ? (double)NAN : beside / own;
    for (size_t i = n; i-- > 0;) {
        out[i] = i == 0 ? (double)NAN : out[i] - r * out[i - 1];
    }
}

/* What has a value, less its mean; 0 elsewhere. */
typedef struct side {
    double *x;
    size_t *places;
    size_t n;
    double norm;
} side;

static gln_status take(const double *x, size_t n, side *out, gln_error *err)
{
    double mean = 0;
    out->x = gln_memory__zeroed(n, sizeof *out->x);
    out->places = gln_memory__array(n, sizeof *out->places);
    if (!out->x || !out->places) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            out->places[out->n++] = i;
            mean += x[i];
        }
    }
    mean /= (double)out->n;
    for (size_t k = 0; k < out->n; k++) {
        double left = x[out->places[k]] - mean;
        out->x[out->places[k]] = left;
        out->norm += left * left;
    }
    return GLN_OK;
}

static double at_lag(const side *a, const side *b, size_t n, long lag)
{
    size_t from = lag < 0 ? (size_t)-lag : 0, to = lag > 0 ? n - (size_t)lag : n;
    double sum = 0;
    for (size_t i = from; i < to; i++) {
        sum += a->x[i] * b->x[(size_t)((long)i + lag)];
    }
    return sum / sqrt(a->norm * b->norm);
}

/* The largest |r|; lags 0, 1, -1, 2, ..., so that the nearest of equals stays. */
static double largest(const side *a, const side *b, size_t n, size_t max_lag, long *lag)
{
    double best = at_lag(a, b, n, 0);
    *lag = 0;
    for (long k = 1; k <= (long)max_lag; k++) {
        for (int sign = 1; sign >= -1; sign -= 2) {
            double r = at_lag(a, b, n, sign * k);
            if (fabs(r) > fabs(best) * (1 + 1e-12)) {
                best = r;
                *lag = sign * k;
            }
        }
    }
    return best;
}

static gln_status shuffle_all(const side *a, side *b, size_t n, size_t max_lag, size_t draws, gln_rng *rng,
                              gln_crosscorr *out, gln_error *err)
{
    double *values = gln_memory__array(b->n, sizeof *values), slack = 1 - 1e-12;
    uint32_t *order = gln_memory__array(b->n, sizeof *order);
    size_t above = 0, above_0 = 0;
    if (!values || !order) {
        free(values);
        free(order);
        return gln_error__nomem(err);
    }
    for (size_t k = 0; k < b->n; k++) {
        values[k] = b->x[b->places[k]];
        order[k] = (uint32_t)k;
    }
    for (size_t d = 0; d < draws; d++) {
        long lag;
        gln_rng__shuffle(rng, order, b->n);
        for (size_t k = 0; k < b->n; k++) {
            b->x[b->places[k]] = values[order[k]];
        }
        above += fabs(largest(a, b, n, max_lag, &lag)) >= fabs(out->r) * slack;
        above_0 += fabs(at_lag(a, b, n, 0)) >= fabs(out->r0) * slack;
    }
    out->p = ((double)above + 1) / ((double)draws + 1);
    out->r0_p = ((double)above_0 + 1) / ((double)draws + 1);
    free(values);
    free(order);
    return GLN_OK;
}

gln_status gln_crosscorr__of(const double *a, const double *b, size_t n, size_t max_lag, size_t draws, gln_rng *rng,
                             gln_crosscorr *out, gln_error *err)
{
    const double none = (double)NAN;
    gln_crosscorr c = {.r0 = none, .r0_p = none, .r = none, .p = none, .draws = draws, .status = GLN_STATS_OK};
    side first = {.n = 0}, second = {.n = 0};
    gln_status status = take(a, n, &first, err);
    if (status == GLN_OK) {
        status = take(b, n, &second, err);
    }
    for (size_t i = 0; i < n; i++) {
        c.n += !isnan(a[i]) && !isnan(b[i]);
    }
    max_lag = max_lag < n ? max_lag : n ? n - 1 : 0;
    if (status == GLN_OK && c.n < GLN_CROSSCORR_MIN) {
        c.status = "insufficient_data";
    } else if (status == GLN_OK && !(first.norm > 0 && second.norm > 0)) {
        c.status = "constant";
    } else if (status == GLN_OK) {
        c.r0 = at_lag(&first, &second, n, 0);
        c.r = largest(&first, &second, n, max_lag, &c.lag);
        if (draws) {
            status = shuffle_all(&first, &second, n, max_lag, draws, rng, &c, err);
        }
    }
    if (status == GLN_OK) {
        *out = c;
    }
    free(first.x);
    free(first.places);
    free(second.x);
    free(second.places);
    return status;
}
