/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispersion, divergence, adjusted p-values, random integers: values worked out by hand and edges. */
#include "check.h"

#include "stats/dispersion.h"
#include "stats/divergence.h"
#include "stats/padjust.h"
#include "stats/rng.h"

static void test_dispersion_by_hand(void)
{
    double scratch[4];
    gln_dispersion d;
    gln_dispersion__dense((const uint64_t[]){1, 0}, (const uint64_t[]){10, 10}, 2, scratch, &d);
    CHECK_TEXT(d.status, "ok");
    CHECK(d.range == 1 && d.f == 1 && d.n == 2);
    CHECK_NEAR(d.dp, .5, 1e-15, 0);
    CHECK_NEAR(d.dp_norm, 1, 1e-15, 0);
    CHECK_NEAR(d.d_a, 0, 0, 1e-15);
    CHECK_NEAR(d.juilland_d, 0, 0, 1e-15);
    CHECK_NEAR(d.carroll_d2, 0, 0, 1e-15);
    CHECK_NEAR(d.rosengren_s, .5, 1e-15, 0);
    CHECK_NEAR(d.kld, 1, 1e-15, 0);
    CHECK_NEAR(d.idf, 1, 1e-15, 0);
    CHECK_NEAR(d.kromer_ur, 1, 1e-15, 0);
    CHECK_NEAR(d.chi2, 1, 1e-15, 0); /* (1-.5)^2/.5 + .5^2/.5 */
    /* the hit in the largest part of sizes 1, 1, 2 */
    gln_dispersion__dense((const uint64_t[]){0, 0, 1}, (const uint64_t[]){1, 1, 2}, 3, scratch, &d);
    CHECK_NEAR(d.dp, .5, 1e-15, 0);
    CHECK_NEAR(d.dp_norm, 2. / 3, 1e-15, 0);
    CHECK_NEAR(d.dp_norm_hits, 1, 1e-15, 0);
    CHECK_NEAR(d.d_a, 0, 0, 1e-15);
    /* every part the same rate: even, whatever the sizes */
    gln_dispersion__dense((const uint64_t[]){1, 2, 3}, (const uint64_t[]){10, 20, 30}, 3, scratch, &d);
    CHECK_NEAR(d.dp, 0, 0, 1e-15);
    CHECK_NEAR(d.d_a, 1, 1e-14, 0);
    CHECK_NEAR(d.juilland_d, 1, 1e-14, 0);
    CHECK_NEAR(d.carroll_d2, 1, 1e-14, 0);
    CHECK_NEAR(d.rosengren_s, 1, 1e-14, 0);
    CHECK_NEAR(d.kld, 0, 0, 1e-14);
    CHECK_NEAR(d.kromer_ur, 1 + 1.5 + 11. / 6, 1e-14, 0);
}

static void test_dispersion_edges(void)
{
    double scratch[4];
    gln_dispersion d;
    gln_dispersion__dense((const uint64_t[]){5}, (const uint64_t[]){100}, 1, scratch, &d);
    CHECK_TEXT(d.status, "undefined_single_part");
    CHECK(d.range == 1);
    CHECK_NEAR(d.dp, 0, 0, 0);
    CHECK_NEAR(d.rosengren_s, 1, 1e-14, 0);
    CHECK_NAN(d.dp_norm);
    CHECK_NAN(d.d_a);
    CHECK_NAN(d.juilland_d);
    CHECK_NAN(d.carroll_d2);
    gln_dispersion__dense((const uint64_t[]){0, 0}, (const uint64_t[]){10, 10}, 2, scratch, &d);
    CHECK_TEXT(d.status, "undefined_zero_count");
    CHECK_NAN(d.dp);
    CHECK_NAN(d.d_a);
    gln_dispersion__dense(NULL, NULL, 0, NULL, &d);
    CHECK_TEXT(d.status, "undefined_no_parts");
    gln_dispersion__dense((const uint64_t[]){1, 0, 0}, (const uint64_t[]){10, 0, 10}, 3, scratch, &d);
    CHECK(d.n == 2); /* an empty part is no part */
    gln_dispersion__dense((const uint64_t[]){11, 0}, (const uint64_t[]){10, 10}, 2, scratch, &d);
    CHECK_TEXT(d.status, "invalid_parts");
    gln_dispersion__dense((const uint64_t[]){1, 0}, (const uint64_t[]){0, 10}, 2, scratch, &d);
    CHECK_TEXT(d.status, "invalid_parts");
    gln_parts parts = {2, 20, 10};
    gln_dispersion__sparse(parts, (const uint64_t[]){1}, (const uint64_t[]){20}, 1, scratch, &d);
    CHECK_TEXT(d.status, "invalid_parts"); /* nothing left for the other part */
    gln_dispersion__sparse(parts, NULL, NULL, 0, NULL, &d);
    CHECK_TEXT(d.status, "undefined_zero_count");
    /* counts above 2^53 */
    uint64_t big = UINT64_C(1) << 60;
    gln_dispersion__dense((const uint64_t[]){big, big}, (const uint64_t[]){4 * big, 4 * big}, 2, scratch, &d);
    CHECK_NEAR(d.dp, 0, 0, 1e-15);
    CHECK_NEAR(d.d_a, 1, 1e-15, 0);
    CHECK_NEAR(d.kromer_ur, 2 * (60 * GLN_LN2 + .57721566490153286), 1e-14, 0);
}

/* Sparse and dense agree, and D_A is what its definition over all pairs says. */
static void test_dispersion_sparse(void)
{
    enum { PARTS = 300 };
    uint64_t hits[PARTS], sizes[PARTS], sparse_hits[PARTS], sparse_sizes[PARTS];
    double rates[PARTS], scratch[PARTS];
    gln_parts parts = {PARTS, 0, UINT64_MAX};
    size_t n_hits = 0;
    for (size_t i = 0; i < PARTS; i++) {
        sizes[i] = 50 + i * i % 701;
        hits[i] = i % 7 == 3 ? 1 + i % 11 : 0;
        rates[i] = (double)hits[i] / (double)sizes[i];
        parts.size += sizes[i];
        parts.min_size = sizes[i] < parts.min_size ? sizes[i] : parts.min_size;
        if (hits[i]) {
            sparse_hits[n_hits] = hits[i];
            sparse_sizes[n_hits++] = sizes[i];
        }
    }
    double pairs = 0, mean = 0, dp = 0;
    gln_dispersion dense, sparse;
    gln_dispersion__dense(hits, sizes, PARTS, scratch, &dense);
    gln_dispersion__sparse(parts, sparse_hits, sparse_sizes, n_hits, scratch, &sparse);
    for (size_t i = 0; i < PARTS; i++) {
        mean += rates[i] / PARTS;
        dp += fabs((double)hits[i] / (double)dense.f - (double)sizes[i] / (double)parts.size) / 2;
        for (size_t j = 0; j < i; j++) {
            pairs += fabs(rates[i] - rates[j]);
        }
    }
    CHECK_NEAR(dense.d_a, 1 - pairs / (PARTS * (PARTS - 1) / 2.) / (2 * mean), 1e-12, 0);
    CHECK_NEAR(dense.dp, dp, 1e-12, 0);
    CHECK(memcmp(&dense.range_share, &sparse.range_share, sizeof dense - offsetof(gln_dispersion, range_share)) == 0);
}

static void test_distances(void)
{
    gln_spread s;
    gln_dispersion__distances((const uint64_t[]){0, 5}, 2, 10, &s); /* distances 5, 5 */
    CHECK_TEXT(s.status, "ok");
    CHECK_NEAR(s.arf, 2, 1e-15, 0);
    CHECK_NEAR(s.ald, log10(5), 1e-15, 0);
    CHECK_NEAR(s.awt, 3, 1e-15, 0);
    gln_dispersion__distances((const uint64_t[]){4}, 1, 10, &s);
    CHECK_NEAR(s.arf, 1, 1e-15, 0);
    CHECK_NEAR(s.f_ald, 1, 1e-14, 0);
    gln_dispersion__distances(NULL, 0, 10, &s);
    CHECK_TEXT(s.status, "undefined_zero_count");
    gln_dispersion__distances((const uint64_t[]){4, 4}, 2, 10, &s);
    CHECK_TEXT(s.status, "invalid_places");
    gln_dispersion__distances((const uint64_t[]){10}, 1, 10, &s);
    CHECK_TEXT(s.status, "invalid_places");
}

static void test_divergence(void)
{
    gln_divergence d;
    gln_divergence__vectors((const uint64_t[]){1, 1}, (const uint64_t[]){3, 0}, NULL, 2, 0, &d);
    CHECK_TEXT(d.status, "ok"); /* p = 1/2 1/2, q = 1 0, middle 3/4 1/4 */
    CHECK_NEAR(d.jsd, .25 * log2(2. / 3) + .25 + .5 * log2(4. / 3), 1e-14, 0);
    CHECK_NEAR(d.kl_ab, INFINITY, 0, 0);
    CHECK_NEAR(d.kl_ba, 1, 1e-14, 0);
    CHECK_NAN(d.kl_ab_smoothed);
    CHECK_NEAR(d.hellinger, sqrt(1 - sqrt(.5)), 1e-14, 0);
    CHECK_NEAR(d.bray_curtis, .5, 1e-15, 0);
    CHECK_NEAR(d.cosine, sqrt(.5), 1e-15, 0);
    CHECK_NEAR(d.chi2_distance, sqrt(.25 / .8 + .25 / .2), 1e-14, 0);
    CHECK_NEAR(d.g2, 2 * (log(1 / 1.6) + log(1 / .4) + 3 * log(3 / 2.4)), 1e-14, 0);
    CHECK_NEAR(d.g2, 2 * GLN_LN2 * 5 * d.jsd_weighted, 1e-14, 0);
    CHECK_NEAR(d.null_bias, 1 / (10 * GLN_LN2), 1e-14, 0);
    gln_divergence__vectors((const uint64_t[]){5, 7, 0}, (const uint64_t[]){10, 14, 0}, NULL, 3, .5, &d);
    CHECK_NEAR(d.jsd, 0, 0, 0);
    CHECK_NEAR(d.jsd_weighted, 0, 0, 0);
    CHECK_NEAR(d.cosine, 1, 1e-15, 0);
    CHECK(d.types == 2);
    double p = .5 / 13.5, q = .5 / 25.5; /* the word of neither is smoothed too */
    CHECK_NEAR(d.kl_ab_smoothed,
               5.5 / 13.5 * log2(5.5 / 13.5 / (10.5 / 25.5)) + 7.5 / 13.5 * log2(7.5 / 13.5 / (14.5 / 25.5)) +
                   p * log2(p / q),
               1e-12, 0);
    gln_divergence__vectors((const uint64_t[]){1, 0}, (const uint64_t[]){0, UINT64_C(1) << 60}, NULL, 2, 0, &d);
    CHECK_NEAR(d.jsd, 1, 1e-15, 0);
    CHECK_NEAR(d.js_distance, 1, 1e-15, 0);
    CHECK_NEAR(d.kl_ba, INFINITY, 0, 0);
    gln_divergence__vectors((const uint64_t[]){0, 0}, (const uint64_t[]){1, 2}, NULL, 2, 0, &d);
    CHECK_TEXT(d.status, "undefined_zero_total");
    CHECK_NAN(d.jsd);
    gln_divergence_sums sums;
    gln_divergence__begin(&sums, 3, 3, 6, 0, 0);
    gln_divergence__add(&sums, 1, 3, 4);
    gln_divergence__end(&sums, &d);
    CHECK_TEXT(d.status, "invalid_totals");
}

static void check_adjusted(gln_padjust method, const double want[4])
{
    double ln_p[4] = {log(.03), (double)NAN, log(.01), log(.02)};
    size_t m = 0;
    CHECK(gln_padjust__apply(method, ln_p, 4, ln_p, &m, NULL) == GLN_OK);
    CHECK(m == 3);
    CHECK_NAN(ln_p[1]);
    for (size_t i = 0; i < 4; i++) {
        if (i != 1) {
            CHECK_NEAR(exp(ln_p[i]), want[i], 1e-13, 0);
        }
    }
}

static void test_padjust(void)
{
    check_adjusted(GLN_PADJUST_BONFERRONI, (const double[]){.09, 0, .03, .06});
    check_adjusted(GLN_PADJUST_HOLM, (const double[]){.04, 0, .03, .04});
    check_adjusted(GLN_PADJUST_HOCHBERG, (const double[]){.03, 0, .03, .03});
    check_adjusted(GLN_PADJUST_BH, (const double[]){.03, 0, .03, .03});
    check_adjusted(GLN_PADJUST_BY, (const double[]){.055, 0, .055, .055});
    double out[2] = {7, 7};
    gln_error err = GLN_ERROR_INIT;
    CHECK(gln_padjust__apply(GLN_PADJUST_BH, (const double[]){-1, .5}, 2, out, NULL, &err) == GLN_ERR_RANGE);
    CHECK_NEAR(out[0], 7, 0, 0);
    size_t m = 9;
    CHECK(gln_padjust__apply(GLN_PADJUST_BH, NULL, 0, NULL, &m, NULL) == GLN_OK && m == 0);
    CHECK(gln_padjust__apply(GLN_PADJUST_BH, (const double[]){-INFINITY, -1e6}, 2, out, &m, NULL) == GLN_OK);
    CHECK_NEAR(out[0], -INFINITY, 0, 0);
    CHECK_NEAR(out[1], -1e6, 0, 0);
    CHECK_NEAR(gln_padjust__monte_carlo(0, 999), .001, 1e-15, 0);
    CHECK_NEAR(gln_padjust__monte_carlo(5, 5), 1, 0, 0);
    CHECK_NAN(gln_padjust__monte_carlo(6, 5));
    CHECK_TEXT(gln_padjust__name(GLN_PADJUST_HOLM), "holm");
}

static void test_rng(void)
{
    CHECK(gln_rng__seed(42, GLN_LIT("中国"), GLN_LIT("mwu")) == UINT32_C(1159208673));
    CHECK(gln_rng__seed(42, GLN_LIT("中"), GLN_LIT("国mwu")) == UINT32_C(1980389666));
    CHECK(gln_rng__seed(0, (gln_slice){NULL, 0}, (gln_slice){NULL, 0}) == UINT32_C(3264618520));
    gln_rng *rng = NULL;
    if (!CHECK(gln_rng__new(0, &rng, NULL) == GLN_OK)) {
        return;
    }
    CHECK(gln_rng__next(rng) == UINT32_C(4293858116)); /* as seed 4357 */
    gln_rng__reseed(rng, 5489);
    for (int i = 1; i < 10000; i++) {
        (void)gln_rng__next(rng);
    }
    CHECK(gln_rng__next(rng) == UINT32_C(4123659995)); /* the 10000th of the reference implementation */
    CHECK(gln_rng__below(rng, 0) == 0 && gln_rng__below(rng, 1) == 0);
    uint64_t seen = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t draw = gln_rng__below(rng, (UINT64_C(1) << 40) + 1);
        CHECK(draw <= UINT64_C(1) << 40);
        seen |= draw;
    }
    CHECK(seen > UINT64_C(1) << 38);
    uint32_t items[100];
    bool there[100] = {false};
    for (uint32_t i = 0; i < 100; i++) {
        items[i] = i;
    }
    gln_rng__shuffle(rng, items, 100);
    for (size_t i = 0; i < 100; i++) {
        CHECK(items[i] < 100 && !there[items[i]]);
        there[items[i]] = true;
    }
    gln_rng__shuffle(rng, NULL, 0);
    gln_rng__free(rng);
    gln_rng__free(NULL);
}

int main(void)
{
    test_dispersion_by_hand();
    test_dispersion_edges();
    test_dispersion_sparse();
    test_distances();
    test_divergence();
    test_padjust();
    test_rng();
    return check_report("stats_spread");
}
