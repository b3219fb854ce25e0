/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/dispersion.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define EULER_GAMMA 0.57721566490153286061

/* Sums over the parts with hits. */
typedef struct sums {
    double n;         /* parts */
    double range;     /* parts with hits */
    double f;         /* hits */
    double hit_size;  /* tokens of the parts with hits */
    double least_hit; /* tokens of the smallest of them */
    double total;     /* N */
    double rate;      /* sum p */
    double roots;     /* sum sqrt v */
    double weighted;  /* sum sqrt(s v) */
    double harmonic;  /* sum H_v */
} sums;

static const gln_dispersion undefined_dispersion = {
    .range_share = (double)NAN,
    .dp = (double)NAN,
    .dp_norm = (double)NAN,
    .dp_norm_hits = (double)NAN,
    .d_a = (double)NAN,
    .juilland_d = (double)NAN,
    .juilland_d_counts = (double)NAN,
    .vc = (double)NAN,
    .carroll_d2 = (double)NAN,
    .carroll_um = (double)NAN,
    .rosengren_s = (double)NAN,
    .rosengren_s_counts = (double)NAN,
    .rosengren_kf = (double)NAN,
    .kld = (double)NAN,
    .kld_norm = (double)NAN,
    .kld_norm_odds = (double)NAN,
    .chi2 = (double)NAN,
    .lyne_d3 = (double)NAN,
    .idf = (double)NAN,
    .kromer_ur = (double)NAN,
};

/* 1 + 1/2 + ... + 1/v: summed to 64, by its asymptotic series above. */
static double harmonic(double v)
{
    if (v > 64) {
        double r = 1 / (v * v);
        return log(v) + EULER_GAMMA + 1 / (2 * v) - r * (1. / 12 - r * (1. / 120 - r / 252));
    }
    double sum = 0;
    for (double k = v; k >= 1; k--) {
        sum += 1 / k;
    }
    return sum;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Sums, and the rates of the parts with hits into rates[]; false where the parts contradict each other. */
static bool collect(gln_parts parts, const uint64_t *hits, const uint64_t *sizes, size_t n_hits, double *rates, sums *s,
                    gln_dispersion *out)
{
    *s = (sums){.n = (double)parts.n, .total = (double)parts.size, .least_hit = INFINITY};
    uint64_t used = 0;
    for (size_t i = 0; i < n_hits; i++) {
        if (hits[i] == 0) {
            continue;
        }
        if (hits[i] > sizes[i] || sizes[i] < parts.min_size || sizes[i] > parts.size - used || out->range == parts.n) {
            return false;
        }
        double v = (double)hits[i];
        double size = (double)sizes[i];
        used += sizes[i];
        rates[out->range++] = v / size;
        out->f += hits[i];
        s->least_hit = fmin(s->least_hit, size);
        s->rate += v / size;
        s->roots += sqrt(v);
        s->weighted += sqrt(size / s->total * v);
        s->harmonic += harmonic(v);
    }
    uint64_t rest = parts.size - used;
    uint64_t rest_parts = parts.n - out->range;
    if (rest_parts > 0 ? rest < rest_parts : rest > 0) {
        return false; /* the parts without hits cannot be of the size that is left */
    }
    s->range = (double)out->range;
    s->f = (double)out->f;
    s->hit_size = (double)used;
    return true;
}

/* Measures that are sums over parts; a part without hits adds s to 2 DP, f s to chi2 and nothing to the others. */
static void measure_shares(const sums *s, const uint64_t *hits, const uint64_t *sizes, size_t n_hits,
                           gln_dispersion *out)
{
    double rest = (s->total - s->hit_size) / s->total;
    double distance = rest;
    double kld = 0;
    double chi2 = s->f * rest;
    double square = 0; /* sum (v - f/n)^2 */
    double mean = s->f / s->n;
    for (size_t i = 0; i < n_hits; i++) {
        if (hits[i] == 0) {
            continue;
        }
        double v = (double)hits[i];
        double share = (double)sizes[i] / s->total;
        double excess = v - s->f * share;
        distance += fabs(v / s->f - share);
        kld += v / s->f * log2(v / s->f / share);
        chi2 += excess * excess / (s->f * share);
        square += (v - mean) * (v - mean);
    }
    square += (s->n - s->range) * mean * mean;
    out->dp = distance / 2;
    out->kld = fmax(0, kld);
    out->kld_norm = -expm1(-out->kld * GLN_LN2);
    out->kld_norm_odds = out->kld / (1 + out->kld);
    out->chi2 = chi2;
    out->lyne_d3 = 1 - chi2 / (4 * s->f);
    out->vc = sqrt(square / s->n) / mean;
    out->rosengren_s = s->weighted * s->weighted / s->f;
    out->rosengren_kf = s->roots * s->roots / s->n;
    out->rosengren_s_counts = out->rosengren_kf / s->f;
    out->kromer_ur = s->harmonic;
    out->range_share = s->range / s->n;
    out->idf = log2(s->n / s->range);
}

/* Measures of the rates, n > 1; sorts rates[]. */
static void measure_rates(const sums *s, gln_parts parts, double *rates, gln_dispersion *out)
{
    size_t hit_parts = (size_t)out->range;
    double mean = s->rate / s->n;
    double pairs = 0;   /* sum over i<j of |p_i - p_j| = sum (2k-n-1) p_(k), k the rank; a rate of 0 adds nothing */
    double square = 0;  /* sum (p - mean)^2 */
    double entropy = 0; /* -sum q log2 q */
    qsort(rates, hit_parts, sizeof *rates, by_value);
    for (size_t i = 0; i < hit_parts; i++) {
        double rank = s->n - s->range + (double)(i + 1);
        double q = rates[i] / s->rate;
        pairs += (2 * rank - s->n - 1) * rates[i];
        square += (rates[i] - mean) * (rates[i] - mean);
        entropy -= q * log2(q);
    }
    square += (s->n - s->range) * mean * mean;
    out->d_a = 1 - pairs / (s->n * (s->n - 1) / 2) / (2 * mean);
    out->juilland_d = 1 - sqrt(square / s->n) / mean / sqrt(s->n - 1);
    out->juilland_d_counts = 1 - out->vc / sqrt(s->n - 1);
    out->carroll_d2 = entropy / log2(s->n);
    out->carroll_um = s->f * out->carroll_d2 + (1 - out->carroll_d2) * s->f / s->n;
    out->dp_norm = out->dp / ((s->total - (double)parts.min_size) / s->total);
    out->dp_norm_hits = out->dp / ((s->total - s->least_hit) / s->total);
}

void gln_dispersion__sparse(gln_parts parts, const uint64_t *hits, const uint64_t *sizes, size_t n_hits,
                            double *scratch, gln_dispersion *out)
{
    sums s;
    *out = undefined_dispersion;
    out->n = parts.n;
    if (parts.n == 0 || parts.size == 0) {
        out->status = "undefined_no_parts";
        return;
    }
    if (!collect(parts, hits, sizes, n_hits, scratch, &s, out)) {
        *out = undefined_dispersion;
        out->status = "invalid_parts";
        return;
    }
    if (out->f == 0) {
        out->status = "undefined_zero_count";
        out->range_share = 0;
        return;
    }
    out->status = parts.n > 1 ? GLN_STATS_OK : "undefined_single_part";
    measure_shares(&s, hits, sizes, n_hits, out);
    if (parts.n > 1) {
        measure_rates(&s, parts, scratch, out);
    }
}

void gln_dispersion__dense(const uint64_t *hits, const uint64_t *sizes, size_t n, double *scratch, gln_dispersion *out)
{
    gln_parts parts = {0, 0, UINT64_MAX};
    for (size_t i = 0; i < n; i++) {
        if (sizes[i] > 0) {
            parts.n++;
            parts.size += sizes[i];
            parts.min_size = sizes[i] < parts.min_size ? sizes[i] : parts.min_size;
        }
    }
    gln_dispersion__sparse(parts, hits, sizes, n, scratch, out);
}

void gln_dispersion__distances(const uint64_t *places, size_t f, uint64_t n_tokens, gln_spread *out)
{
    *out = (gln_spread){GLN_STATS_OK, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
    if (f == 0) {
        out->status = "undefined_zero_count";
        return;
    }
    for (size_t i = 0; i < f; i++) {
        if (places[i] >= n_tokens || (i > 0 && places[i] <= places[i - 1])) {
            out->status = "invalid_places";
            return;
        }
    }
    double n = (double)n_tokens;
    double even = n / (double)f;
    double reduced = 0;
    double logs = 0;
    double squares = 0;
    for (size_t i = 0; i < f; i++) {
        uint64_t before = i > 0 ? places[i - 1] : places[f - 1];
        double d = (double)(i > 0 ? places[i] - before : n_tokens - before + places[0]);
        reduced += fmin(d, even);
        logs += d * log10(d);
        squares += d * (d / n);
    }
    out->arf = reduced / even;
    out->ald = logs / n;
    out->f_ald = n / pow(10, out->ald);
    out->awt = (1 + squares) / 2;
}
