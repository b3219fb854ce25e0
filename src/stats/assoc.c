/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assoc.h"

#include <math.h>
#include <stdbool.h>

static const gln_assoc undefined_assoc = {
    .expected = (double)NAN,
    .pmi = (double)NAN,
    .npmi = (double)NAN,
    .mi2 = (double)NAN,
    .mi3 = (double)NAN,
    .local_mi = (double)NAN,
    .t = (double)NAN,
    .z = (double)NAN,
    .z_yates = (double)NAN,
    .z_binomial = (double)NAN,
    .simple_ll = (double)NAN,
    .simple_ll_ln_p = (double)NAN,
    .ratio_low = (double)NAN,
    .ratio_high = (double)NAN,
    .dice = (double)NAN,
    .log_dice = (double)NAN,
    .jaccard = (double)NAN,
    .min_sensitivity = (double)NAN,
    .g2 = (double)NAN,
    .g2_signed = (double)NAN,
    .g2_ln_p = (double)NAN,
    .chi2 = (double)NAN,
    .chi2_yates = (double)NAN,
    .phi2 = (double)NAN,
    .delta_p_2given1 = (double)NAN,
    .delta_p_1given2 = (double)NAN,
    .log_or = (double)NAN,
    .log_or_low = (double)NAN,
    .log_or_high = (double)NAN,
};

/* x moved by 1/2 towards 0; it may pass it (as in UCS and R), and 0 stays. */
static double continuity(double x)
{
    return x > 0 ? x - .5 : (x < 0 ? x + .5 : 0);
}

/* What needs o, E and the margins only; difference is o - E. */
static void measure_simple(double o, double f1, double f2, double n, double difference, gln_assoc *out)
{
    double e = out->expected;
    out->pmi = log2(o / e);
    out->mi2 = o > 0 ? out->pmi + log2(o) : -INFINITY;
    out->mi3 = o > 0 ? out->pmi + 2 * log2(o) : -INFINITY;
    out->local_mi = o > 0 ? o * out->pmi : 0;
    out->npmi = o > 0 ? (o < n ? log(o / e) / -log(o / n) : (double)NAN) : -1;
    out->t = o > 0 ? difference / sqrt(o) : (double)NAN;
    out->z = difference / sqrt(e);
    out->z_yates = continuity(difference) / sqrt(e);
    out->z_binomial = f2 < n ? difference / sqrt(e * ((n - f2) / n)) : (double)NAN;
    out->simple_ll = 2 * gln_stats__deviance_by(o, e, difference);
    out->simple_ll_ln_p = gln_stats__ln_chisq1_sf(out->simple_ll);
    gln_interval limits = gln_stats__poisson_limits(o, .95);
    out->ratio_low = limits.low / e;
    out->ratio_high = limits.high / e;
    out->dice = 2 * o / (f1 + f2);
    out->log_dice = 14 + log2(out->dice);
    out->jaccard = f1 + f2 > o ? o / (f1 + f2 - o) : (double)NAN;
    out->min_sensitivity = fmin(o / f1, o / f2);
}

static void measure_table(uint64_t both, uint64_t first, uint64_t second, uint64_t all, double difference,
                          gln_assoc *out)
{
    double o = (double)both, f1 = (double)first, f2 = (double)second, n = (double)all;
    double rest1 = (double)(all - first);
    double rest2 = (double)(all - second);
    double o12 = (double)(first - both);
    double o21 = (double)(second - both);
    double o22 = (double)(all - first - (second - both));
    double e11 = out->expected;
    double e12 = f1 * (rest2 / n);
    double e21 = rest1 * (f2 / n);
    double e22 = rest1 * (rest2 / n);
    out->g2 = 2 * (gln_stats__deviance_by(o, e11, difference) + gln_stats__deviance_by(o12, e12, -difference) +
                   gln_stats__deviance_by(o21, e21, -difference) + gln_stats__deviance_by(o22, e22, difference));
    out->g2_signed = difference < 0 ? -out->g2 : out->g2;
    out->g2_ln_p = gln_stats__ln_chisq1_sf(out->g2);
    if (rest1 > 0) {
        out->delta_p_2given1 = o / f1 - o21 / rest1;
    }
    if (rest2 > 0) {
        out->delta_p_1given2 = o / f2 - o12 / rest2;
    }
    if (rest1 > 0 && rest2 > 0) {
        double scale = 1 / e11 + 1 / e12 + 1 / e21 + 1 / e22; /* chi2 = sum (O-E)^2/E, all |O-E| alike */
        double corrected = fmax(0, fabs(difference) - .5);
        out->chi2 = difference * difference * scale;
        out->chi2_yates = corrected * corrected * scale;
        out->phi2 = out->chi2 / n;
    }
    double se = sqrt(1 / (o + .5) + 1 / (o12 + .5) + 1 / (o21 + .5) + 1 / (o22 + .5));
    double reach = gln_stats__normal_quantile(.975) * se;
    out->log_or = log((o + .5) / (o12 + .5)) + log((o22 + .5) / (o21 + .5));
    out->log_or_low = out->log_or - reach;
    out->log_or_high = out->log_or + reach;
}

static bool table_is_fine(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, const char **status)
{
    if (o > f1 || o > f2 || f1 > n || f2 > n || f1 - o > n - f2) {
        *status = "invalid_table";
        return false;
    }
    *status = f1 > 0 && f2 > 0 ? GLN_STATS_OK : "undefined_zero_margin";
    return f1 > 0 && f2 > 0;
}

void gln_assoc__measure(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, gln_assoc *out)
{
    *out = undefined_assoc;
    if (!table_is_fine(o, f1, f2, n, &out->status)) {
        return;
    }
    double a = (double)o;
    double b = (double)f1;
    double c = (double)f2;
    double total = (double)n;
    double difference = gln_stats__determinant_of(o, f1, f2, n) / total; /* (o n - f1 f2)/n */
    out->expected = b * (c / total);
    measure_simple(a, b, c, total, difference, out);
    measure_table(o, f1, f2, n, difference, out);
}

void gln_assoc__measure_expected(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, double expected, gln_assoc *out)
{
    *out = undefined_assoc;
    if (!(expected >= 0) || isinf(expected)) {
        out->status = "invalid_table";
        return;
    }
    if (f1 == 0 || f2 == 0 || n == 0 || expected == 0) {
        out->status = "undefined_zero_margin";
        return;
    }
    out->status = GLN_STATS_OK;
    out->expected = expected;
    measure_simple((double)o, (double)f1, (double)f2, (double)n, (double)o - expected, out);
}

void gln_assoc__fisher(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, gln_assoc_exact *out)
{
    *out = (gln_assoc_exact){NULL, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
    if (!table_is_fine(o, f1, f2, n, &out->status)) {
        return;
    }
    bool repelled = gln_stats__determinant_of(o, f1, f2, n) < 0, turned = false;
    if (n > UINT64_C(1) << 53) { /* doubles hold no single unit there: of a margin and its rest the lesser is taken */
        if (f2 > n - f2) {
            o = f1 - o;
            f2 = n - f2;
            turned = !turned;
        }
        if (f1 > n - f1) {
            o = f2 - o;
            f1 = n - f1;
            turned = !turned;
        }
    }
    double a = (double)o, b = (double)f1, c = (double)f2, rest = (double)(n - f1);
    double above = gln_stats__ln_hypergeometric_sf(a, b, rest, c);
    double below = gln_stats__ln_hypergeometric_cdf(a, b, rest, c);
    out->ln_attraction = turned ? below : above;
    out->ln_repulsion = turned ? above : below;
    out->ln_two_sided = gln_stats__ln_hypergeometric_two_sided(a, b, rest, c);
    out->collostruction = repelled ? out->ln_repulsion / GLN_LN10 : -out->ln_attraction / GLN_LN10;
}

double gln_assoc__window_pairs(uint64_t length, uint64_t span)
{
    if (length < 2 || span == 0) {
        return 0;
    }
    /* With m = min(span, length - 1): 2 (m length - m (m+1)/2) = m (2 length - m - 1) */
    double m = (double)(span < length - 1 ? span : length - 1);
    return m * (2 * (double)length - m - 1);
}

double gln_assoc__window_expected(uint64_t f1, uint64_t f2, uint64_t n, double pairs)
{
    return n > 1 ? (double)f1 * ((double)f2 / (double)n) * (pairs / (double)(n - 1)) : (double)NAN;
}

double gln_assoc__window_expected_self(uint64_t f, uint64_t n, double pairs)
{
    double unordered = f > 1 ? (double)f * ((double)(f - 1) / 2) : 0;
    return n > 1 ? unordered / (double)n * (pairs / (double)(n - 1)) : (double)NAN;
}

double gln_assoc__window_approximation(uint64_t f1, uint64_t f2, uint64_t n, uint64_t span)
{
    return n > 0 ? 2 * (double)span * (double)f1 * ((double)f2 / (double)n) : (double)NAN;
}
