/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calc vocabulary and calc distance: measures of whole lists of frequencies. */
#include "cli/calc_measure_words.h"

#include "cli/calc_show.h"
#include "stats/divergence.h"
#include "stats/richness.h"
#include "stats/zipf.h"

#include <stdlib.h>

static const calc_field richness_fields[] = {
    CALC_FIELD(gln_richness, status, CALC_TEXT),        CALC_FIELD(gln_richness, tokens, CALC_COUNT),
    CALC_FIELD(gln_richness, types, CALC_COUNT),        CALC_FIELD(gln_richness, hapax, CALC_COUNT),
    CALC_FIELD(gln_richness, dis, CALC_COUNT),          CALC_FIELD(gln_richness, ttr, CALC_NUMBER),
    CALC_FIELD(gln_richness, guiraud, CALC_NUMBER),     CALC_FIELD(gln_richness, carroll, CALC_NUMBER),
    CALC_FIELD(gln_richness, herdan_c, CALC_NUMBER),    CALC_FIELD(gln_richness, maas_a2, CALC_NUMBER),
    CALC_FIELD(gln_richness, dugast_u, CALC_NUMBER),    CALC_FIELD(gln_richness, yule_k, CALC_NUMBER),
    CALC_FIELD(gln_richness, yule_i, CALC_NUMBER),      CALC_FIELD(gln_richness, simpson, CALC_NUMBER),
    CALC_FIELD(gln_richness, repeat_rate, CALC_NUMBER), CALC_FIELD(gln_richness, herdan_vm, CALC_NUMBER),
    CALC_FIELD(gln_richness, honore_r, CALC_NUMBER),    CALC_FIELD(gln_richness, sichel_s, CALC_NUMBER),
    CALC_FIELD(gln_richness, brunet_w, CALC_NUMBER),    CALC_FIELD(gln_richness, unseen_mass, CALC_NUMBER),
    CALC_FIELD(gln_richness, chao1, CALC_NUMBER),       CALC_FIELD(gln_richness, chao1_se, CALC_NUMBER),
    CALC_FIELD(gln_richness, ace, CALC_NUMBER),         CALC_FIELD(gln_richness, fisher_alpha, CALC_NUMBER),
    CALC_FIELD(gln_richness, entropy, CALC_NUMBER),     CALC_FIELD(gln_richness, miller_madow, CALC_NUMBER),
    CALC_FIELD(gln_richness, chao_shen, CALC_NUMBER),   CALC_FIELD(gln_richness, coverage, CALC_NUMBER),
};

static const calc_field zipf_fields[] = {
    CALC_FIELD(gln_zipf, status, CALC_TEXT),      CALC_FIELD(gln_zipf, alpha, CALC_NUMBER),
    CALC_FIELD(gln_zipf, alpha_se, CALC_NUMBER),  CALC_FIELD(gln_zipf, nll, CALC_NUMBER),
    CALC_FIELD(gln_zipf, zm_a, CALC_NUMBER),      CALC_FIELD(gln_zipf, zm_b, CALC_NUMBER),
    CALC_FIELD(gln_zipf, zm_nll, CALC_NUMBER),    CALC_FIELD(gln_zipf, aic_difference, CALC_NUMBER),
    CALC_FIELD(gln_zipf, ols_slope, CALC_NUMBER),
};

static int descending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

void calc_run_vocabulary(calc_given *g, gln_json_writer *w)
{
    size_t n = 0;
    gln_richness r;
    gln_zipf z;
    uint64_t *counts = calc_given_counts(g, "counts", &n);
    double sample = calc_given_number(g, "sample", 42);
    if (g->status != GLN_OK) {
        return;
    }
    if (n) {
        qsort(counts, n, sizeof *counts, descending);
    }
    while (n && counts[n - 1] == 0) {
        n--;
    }
    gln_richness__measure(counts, n, &r);
    gln_zipf__fit(counts, n, &z);
    CALC_SHOW(w, "vocabulary", richness_fields, &r);
    CALC_SHOW(w, "zipf", zipf_fields, &z);
    gln_json__key(w, GLN_LIT("rarefied_types"));
    gln_json__put_number(w, gln_richness__rarefied(counts, n, sample));
}

static const calc_field divergence_fields[] = {
    CALC_FIELD(gln_divergence, status, CALC_TEXT),
    CALC_FIELD(gln_divergence, jsd, CALC_NUMBER),
    CALC_FIELD(gln_divergence, js_distance, CALC_NUMBER),
    CALC_FIELD(gln_divergence, jsd_weighted, CALC_NUMBER),
    CALC_FIELD(gln_divergence, g2, CALC_NUMBER),
    CALC_FIELD(gln_divergence, g2_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_divergence, null_bias, CALC_NUMBER),
    CALC_FIELD(gln_divergence, jsd_corrected, CALC_NUMBER),
    CALC_FIELD(gln_divergence, kl_ab, CALC_NUMBER),
    CALC_FIELD(gln_divergence, kl_ba, CALC_NUMBER),
    CALC_FIELD(gln_divergence, kl_ab_smoothed, CALC_NUMBER),
    CALC_FIELD(gln_divergence, kl_ba_smoothed, CALC_NUMBER),
    CALC_FIELD(gln_divergence, cosine, CALC_NUMBER),
    CALC_FIELD(gln_divergence, hellinger, CALC_NUMBER),
    CALC_FIELD(gln_divergence, bray_curtis, CALC_NUMBER),
    CALC_FIELD(gln_divergence, chi2_distance, CALC_NUMBER),
};

void calc_run_distance(calc_given *g, gln_json_writer *w)
{
    size_t n = 0, n2 = 0;
    gln_divergence d;
    uint64_t *a = calc_given_counts(g, "a", &n), *b = calc_given_counts(g, "b", &n2);
    double alpha = calc_given_number(g, "alpha", 0.5);
    calc_given_same_length(g, "b", n, n2);
    if (g->status == GLN_OK) {
        gln_divergence__vectors(a, b, NULL, n, alpha, &d);
        CALC_SHOW(w, "distance", divergence_fields, &d);
    }
}
