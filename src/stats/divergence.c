/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/divergence.h"

#include <math.h>

void gln_divergence__begin(gln_divergence_sums *sums, uint64_t n_a, uint64_t n_b, uint64_t pooled_total, double alpha,
                           uint64_t vocabulary)
{
    *sums = (gln_divergence_sums){
        .n_a = (double)n_a,
        .n_b = (double)n_b,
        .alpha = alpha > 0 ? alpha : (double)NAN,
        .vocabulary = (double)vocabulary,
        .pooled_total = (double)pooled_total,
    };
}

/* Smoothed p ln(p/q) both ways for a word with these counts. */
static void add_smoothed(gln_divergence_sums *s, double a, double b, double words)
{
    double total_a = s->n_a + s->alpha * s->vocabulary;
    double total_b = s->n_b + s->alpha * s->vocabulary;
    double p = (a + s->alpha) / total_a;
    double q = (b + s->alpha) / total_b;
    s->smooth_ab += words * gln_stats__deviance(p, q);
    s->smooth_ba += words * gln_stats__deviance(q, p);
}

void gln_divergence__add(gln_divergence_sums *s, uint64_t a_count, uint64_t b_count, uint64_t pooled)
{
    double a = (double)a_count;
    double b = (double)b_count;
    if (a_count == 0 && b_count == 0) {
        return; /* the smoothed terms of such words are added at the end */
    }
    s->types++;
    s->fed_a += a;
    s->fed_b += b;
    s->a_outside_b = s->a_outside_b || b_count == 0;
    s->b_outside_a = s->b_outside_a || a_count == 0;
    if (!(s->n_a > 0 && s->n_b > 0)) {
        return;
    }
    double p = a / s->n_a;
    double q = b / s->n_b;
    double middle = (p + q) / 2;
    double total = s->n_a + s->n_b;
    /* The terms m - p and m - q of D sum to 0 over the words, so these are sums of p ln(p/m) + q ln(q/m). */
    s->equal += gln_stats__deviance_by(p, middle, (p - q) / 2) + gln_stats__deviance_by(q, middle, (q - p) / 2);
    double expected_a = s->n_a * ((a + b) / total);
    double expected_b = s->n_b * ((a + b) / total);
    double excess = gln_stats__determinant(a, b, s->n_a, s->n_b) / total;
    s->weighted += gln_stats__deviance_by(a, expected_a, excess) + gln_stats__deviance_by(b, expected_b, -excess);
    if (!isnan(s->alpha)) {
        add_smoothed(s, a, b, 1);
    }
    double root = sqrt(p) - sqrt(q);
    s->hellinger += root * root;
    s->difference += fabs(p - q);
    s->dot += p * q;
    s->square_a += p * p;
    s->square_b += q * q;
    s->chi2 += pooled > 0 ? (p - q) * (p - q) / ((double)pooled / s->pooled_total) : 0;
    s->plain_ab += b_count > 0 ? gln_stats__deviance(p, q) : 0;
    s->plain_ba += a_count > 0 ? gln_stats__deviance(q, p) : 0;
}

void gln_divergence__end(const gln_divergence_sums *sums, gln_divergence *out)
{
    gln_divergence_sums s = *sums;
    double nan = (double)NAN;
    *out = (gln_divergence){GLN_STATS_OK, s.types, nan, nan, nan, nan, nan, nan, nan,
                            nan,          nan,     nan, nan, nan, nan, nan, nan, nan};
    if (!(s.n_a > 0 && s.n_b > 0)) {
        out->status = "undefined_zero_total";
        return;
    }
    if (fabs(s.fed_a - s.n_a) > 1e-9 * s.n_a || fabs(s.fed_b - s.n_b) > 1e-9 * s.n_b) {
        out->status = "invalid_totals";
        return;
    }
    double total = s.n_a + s.n_b;
    double types = (double)s.types;
    out->jsd = fmin(1, s.equal / 2 / GLN_LN2);
    out->js_distance = sqrt(out->jsd);
    out->jsd_weighted = s.weighted / GLN_LN2 / total;
    out->g2 = 2 * s.weighted;
    out->g2_ln_p = s.types > 1 ? gln_stats__ln_chisq_sf(out->g2, types - 1) : nan;
    out->null_bias = (types - 1) / (2 * GLN_LN2 * total);
    out->jsd_corrected = out->jsd_weighted - out->null_bias;
    out->kl_ab = s.a_outside_b ? INFINITY : s.plain_ab / GLN_LN2;
    out->kl_ba = s.b_outside_a ? INFINITY : s.plain_ba / GLN_LN2;
    if (!isnan(s.alpha) && s.vocabulary >= types) {
        add_smoothed(&s, 0, 0, s.vocabulary - types);
        out->kl_ab_smoothed = s.smooth_ab / GLN_LN2;
        out->kl_ba_smoothed = s.smooth_ba / GLN_LN2;
        out->kl_symmetric = out->kl_ab_smoothed + out->kl_ba_smoothed;
    }
    out->cosine = fmin(1, s.dot / sqrt(s.square_a) / sqrt(s.square_b));
    out->hellinger = sqrt(fmin(1, s.hellinger / 2));
    out->bray_curtis = fmin(1, s.difference / 2);
    out->chi2_distance = sqrt(s.chi2);
}

void gln_divergence__vectors(const uint64_t *a, const uint64_t *b, const uint64_t *pooled, size_t n_words, double alpha,
                             gln_divergence *out)
{
    uint64_t n_a = 0;
    uint64_t n_b = 0;
    uint64_t all = 0;
    for (size_t i = 0; i < n_words; i++) {
        n_a += a[i];
        n_b += b[i];
        all += pooled ? pooled[i] : a[i] + b[i];
    }
    gln_divergence_sums sums;
    gln_divergence__begin(&sums, n_a, n_b, all, alpha, n_words);
    for (size_t i = 0; i < n_words; i++) {
        gln_divergence__add(&sums, a[i], b[i], pooled ? pooled[i] : a[i] + b[i]);
    }
    gln_divergence__end(&sums, out);
}
