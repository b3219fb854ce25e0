/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/richness.h"

#include "stats/numeric.h"

#include <math.h>

enum { RARE = 10 }; /* the most that a rare word occurs, for the abundance coverage estimator */

typedef struct spectrum {
    double n, v, v1, v2;
    double squares;      /* sum f^2 */
    double rare, rare_n; /* types and tokens of rare words */
    double rare_pairs;   /* sum f(f-1) of rare words */
} spectrum;

static spectrum add_up(const uint64_t *frequencies, size_t n)
{
    spectrum s = {0};
    for (size_t i = 0; i < n; i++) {
        double f = (double)frequencies[i];
        if (!(f > 0)) {
            continue;
        }
        s.n += f;
        s.v++;
        s.v1 += frequencies[i] == 1;
        s.v2 += frequencies[i] == 2;
        s.squares += f * f;
        if (frequencies[i] <= RARE) {
            s.rare++;
            s.rare_n += f;
            s.rare_pairs += f * (f - 1);
        }
    }
    return s;
}

/* The variance of chao1 by the delta method over the spectrum, whose counts are multinomial with sum chao1 (Chao 1987):
 * sum g_k^2 V_k - (sum g_k V_k)^2/chao1, g_k the derivative of chao1 by V_k. */
static double chao1_variance(const spectrum *s, double chao1)
{
    double g1 = 1 + (2 * s->v1 - 1) / (2 * (s->v2 + 1)), others = s->v - s->v1 - s->v2;
    double g2 = 1 - s->v1 * (s->v1 - 1) / (2 * (s->v2 + 1) * (s->v2 + 1));
    double sum = g1 * s->v1 + g2 * s->v2 + others;
    return g1 * g1 * s->v1 + g2 * g2 * s->v2 + others - sum * sum / chao1;
}

/* S_abundant + S_rare/C + (V1/C) gamma^2, C = 1 - V1/N_rare; without coverage there is no estimate. */
static double abundance_coverage(const spectrum *s)
{
    if (s->rare == 0) {
        return s->v;
    }
    double cover = 1 - s->v1 / s->rare_n;
    if (!(cover > 0)) {
        return NAN;
    }
    double variation = s->rare / cover * s->rare_pairs / (s->rare_n * (s->rare_n - 1)) - 1;
    return s->v - s->rare + s->rare / cover + s->v1 / cover * fmax(0, variation);
}

double gln_richness__fisher_alpha(double types, double tokens)
{
    if (!(types > 0 && types < tokens)) {
        return NAN;
    }
    /* a ln(1 + N/a) grows from 0 to N: halve on the logarithmic scale, to the last bit */
    double low = -700, high = 700;
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        double a = exp(middle);
        if (a * log1p(tokens / a) < types) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return exp((low + high) / 2);
}

/* The plug-in entropy, and that of Chao and Shen: -sum c p ln(c p)/(1 - (1 - c p)^N), c the coverage. */
static void entropies(const uint64_t *frequencies, size_t n, const spectrum *s, gln_richness *r)
{
    double once = s->v1 == s->n ? s->n - 1 : s->v1;
    r->coverage = 1 - once / s->n;
    r->entropy = 0;
    r->chao_shen = 0;
    for (size_t i = 0; i < n; i++) {
        if (frequencies[i]) {
            double p = (double)frequencies[i] / s->n;
            double q = r->coverage * p;
            r->entropy -= p * log(p);
            r->chao_shen -= q < 1 ? q * log(q) / -expm1(s->n * log1p(-q)) : 0;
        }
    }
    r->entropy = fmax(0, r->entropy);
    r->miller_madow = r->entropy + (s->v - 1) / (2 * s->n);
}

void gln_richness__measure(const uint64_t *frequencies, size_t n, gln_richness *out)
{
    const double nan = (double)NAN;
    spectrum s = add_up(frequencies, n);
    gln_richness r = {"undefined_no_tokens",
                      (uint64_t)s.n,
                      (uint64_t)s.v,
                      (uint64_t)s.v1,
                      (uint64_t)s.v2,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan,
                      nan};
    if (s.n > 0) {
        double ln_n = log(s.n), ln_v = log(s.v);
        r.status = GLN_STATS_OK;
        r.ttr = s.v / s.n;
        r.guiraud = s.v / sqrt(s.n);
        r.carroll = s.v / sqrt(2 * s.n);
        r.herdan_c = s.n > 1 ? ln_v / ln_n : nan;
        r.maas_a2 = s.n > 1 ? (ln_n - ln_v) / (ln_n * ln_n) : nan;
        r.dugast_u = s.v < s.n ? ln_n * ln_n / (ln_n - ln_v) : nan;
        r.yule_k = 1e4 * ((s.squares - s.n) / s.n) / s.n;
        r.yule_i = s.squares > s.v ? s.v * s.v / (s.squares - s.v) : nan;
        r.simpson = s.n > 1 ? (s.squares - s.n) / s.n / (s.n - 1) : nan;
        r.repeat_rate = s.squares / s.n / s.n;
        r.herdan_vm = sqrt(fmax(0, r.repeat_rate - 1 / s.v));
        r.honore_r = s.v1 < s.v ? 100 * ln_n / (1 - s.v1 / s.v) : nan;
        r.sichel_s = s.v2 / s.v;
        r.brunet_w = pow(s.n, pow(s.v, -0.172));
        r.unseen_mass = s.v1 / s.n;
        r.chao1 = s.v + s.v1 * (s.v1 - 1) / (2 * (s.v2 + 1));
        r.chao1_se = sqrt(fmax(0, chao1_variance(&s, r.chao1)));
        r.ace = abundance_coverage(&s);
        r.fisher_alpha = gln_richness__fisher_alpha(s.v, s.n);
        entropies(frequencies, n, &s, &r);
    }
    *out = r;
}

double gln_richness__rarefied(const uint64_t *frequencies, size_t n, double sample)
{
    double tokens = add_up(frequencies, n).n;
    if (!(sample >= 0 && tokens > 0 && sample <= tokens)) {
        return NAN;
    }
    double types = 0, all = gln_stats__ln_choose(tokens, sample);
    for (size_t i = 0; i < n; i++) {
        double f = (double)frequencies[i];
        if (f > 0) { /* 1 - P(none of its f tokens is drawn) */
            types += tokens - f < sample ? 1 : -expm1(gln_stats__ln_choose(tokens - f, sample) - all);
        }
    }
    return types;
}
