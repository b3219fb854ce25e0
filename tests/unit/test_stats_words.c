/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures of words, texts, series and graphs at their edges: nothing, one, all alike, too large, not a number. What
 * they give inside is in tests/oracle. */
#include "check.h"
#include "measure/measure_graph.h"
#include "stats/breslowday.h"
#include "stats/factors.h"
#include "stats/hcluster.h"
#include "stats/kleinberg.h"
#include "stats/meanbreaks.h"
#include "stats/onlinechange.h"
#include "stats/resample.h"
#include "stats/richness.h"
#include "stats/stylometry.h"
#include "stats/tfidf.h"
#include "stats/zipf.h"

#include <stdint.h>
#include <stdlib.h>

static gln_error err = GLN_ERROR_INIT;

static void test_richness(void)
{
    const uint64_t one[] = {1}, same[] = {7}, huge[] = {UINT64_C(1) << 54, UINT64_C(1) << 33, 1};
    gln_richness r;
    gln_richness__measure(NULL, 0, &r);
    CHECK_TEXT(r.status, "undefined_no_tokens");
    CHECK_NAN(r.ttr);
    CHECK_NAN(gln_richness__rarefied(NULL, 0, 0));
    gln_richness__measure(one, 1, &r);
    CHECK(r.ttr == 1 && r.unseen_mass == 1 && r.entropy == 0);
    CHECK_NAN(r.herdan_c);
    CHECK_NAN(r.honore_r);
    CHECK_NAN(r.simpson);
    gln_richness__measure(same, 1, &r);
    CHECK(r.entropy == 0 && r.yule_k > 0 && r.honore_r == 100 * log(7));
    CHECK_NEAR(gln_richness__rarefied(same, 1, 3), 1, 1e-12, 0);
    gln_richness__measure(huge, 3, &r);
    CHECK_TEXT(r.status, "ok");
    CHECK(r.entropy > 0 && r.entropy < 1e-4 && isfinite(r.chao1) && isfinite(r.fisher_alpha));
    CHECK_NEAR(gln_richness__rarefied(huge, 3, 1), 1, 1e-6, 0);
    gln_text_diversity d;
    const uint32_t words[] = {0, 1, 0};
    CHECK(gln_richness__text(words, 3, 2, 0, &d, &err) == GLN_ERR_RANGE);
    CHECK(gln_richness__text(NULL, 0, 0, 5, &d, &err) == GLN_OK && isnan(d.mtld) && isnan(d.mattr));
    CHECK(gln_richness__text(words, 3, 2, 2, &d, &err) == GLN_OK && d.mattr == 1 && d.msttr == 1);
    /* By hand, pooled: windows ab, ba, aa hold 2 + 2 + 1 types; full ones behind one another ab, aa; each text is one
     * factor in both directions, so 5 words over 2. */
    const uint32_t other[] = {0, 0};
    gln_text_sums sums = {.window = 2};
    gln_richness__pooled(&sums, &d);
    CHECK(isnan(d.mattr) && isnan(d.msttr) && isnan(d.mtld));
    CHECK(gln_richness__add_text(words, 3, 2, &sums, &err) == GLN_OK);
    CHECK(gln_richness__add_text(other, 2, 1, &sums, &err) == GLN_OK);
    gln_richness__pooled(&sums, &d);
    CHECK_NEAR(d.mattr, 5.0 / 6, 1e-15, 0);
    CHECK_NEAR(d.msttr, 0.75, 1e-15, 0);
    CHECK_NEAR(d.mtld, 2.5, 1e-15, 0);
}

static void test_laws(void)
{
    const uint64_t flat[] = {3, 3, 3, 3}, one[] = {5};
    gln_zipf z;
    gln_zipf__fit(one, 1, &z);
    CHECK_TEXT(z.status, "insufficient_data");
    CHECK_NAN(z.alpha);
    gln_zipf__fit(flat, 4, &z);
    CHECK_NEAR(z.alpha, 0, 0, 1e-9);
    CHECK_NAN(gln_zipf__spectrum_exponent(NULL, 0));
    gln_heaps h;
    CHECK(gln_zipf__heaps((const double[]){1, 2, NAN}, (const double[]){1, 2, 3}, 3, &h, &err) == GLN_ERR_RANGE);
    CHECK(gln_zipf__heaps((const double[]){5, 5, 5}, (const double[]){1, 2, 3}, 3, &h, &err) == GLN_OK);
    CHECK_TEXT(h.status, "insufficient_data");
    CHECK(gln_zipf__heaps((const double[]){1, 4, 9}, (const double[]){2, 4, 6}, 3, &h, &err) == GLN_OK);
    CHECK_NEAR(h.b, 0.5, 1e-9, 0); /* V = 2 sqrt N */
    CHECK_NEAR(h.k, 2, 1e-9, 0);
    gln_clumping k;
    gln_tfidf__clumping(NULL, 0, 10, &k);
    CHECK_NAN(k.burstiness);
    CHECK_NAN(gln_tfidf__idf(10, 0, GLN_IDF_PLAIN));
    CHECK(gln_tfidf__idf(10, 10, GLN_IDF_PLAIN) == 0 && gln_tfidf__tf(0, GLN_TF_SUBLINEAR) == 0);
}

static void test_texts(void)
{
    const uint64_t counts[] = {1, 2, 0, 0, 0, 0, 2, 4, 0};
    gln_profiles p = {counts, 3, 3};
    double z[9];
    size_t used = 9;
    gln_stylometry__scores(&p, z, &used); /* the second text is empty, the others have equal rates */
    CHECK(used == 0);
    CHECK_NAN(gln_stylometry__delta(z, z + 6, 3, used).burrows);
    gln_cbdf c;
    CHECK(gln_stylometry__cbdf(counts, counts + 3, 3, 0, &c, &err) == GLN_OK);
    CHECK_NAN(c.chi2);
    CHECK(gln_stylometry__cbdf(counts, counts + 6, 3, 0, &c, &err) == GLN_OK && c.words == 2);
    CHECK_NEAR(c.chi2, 0, 0, 1e-12);
    gln_novelty n[3];
    gln_stylometry__novelty(&p, 0.1, 1, n);
    CHECK(isnan(n[0].novelty) && isnan(n[1].novelty) && isnan(n[2].resonance));
    /* In two steps the same; in another order that of its neighbours there. */
    const uint64_t four[] = {3, 1, 0, 1, 5, 0, 2, 2, 2, 0, 1, 9};
    const gln_profiles more = {four, 4, 3};
    const uint32_t as_is[] = {0, 1, 2, 3}, turned[] = {3, 2, 1, 0};
    double kl[16];
    gln_novelty direct[4], again[4], back[4];
    gln_stylometry__novelty(&more, 0.1, 1, direct);
    gln_stylometry__divergences(&more, 0.1, kl);
    gln_stylometry__novelty_in(kl, as_is, 4, 1, again);
    gln_stylometry__novelty_in(kl, turned, 4, 1, back);
    CHECK(isnan(again[0].novelty) && isnan(again[3].novelty) && kl[5] == 0);
    CHECK(direct[1].novelty == again[1].novelty && direct[2].resonance == again[2].resonance);
    CHECK(back[1].novelty == direct[2].transience && back[2].resonance == -direct[1].resonance);
    double d[4] = {0, NAN, NAN, 0}, values[2];
    gln_merge m[2];
    CHECK(gln_hcluster__tree(d, 2, GLN_LINK_WARD, m, &err) == GLN_ERR_RANGE);
    CHECK(gln_hcluster__tree(d, 1, GLN_LINK_WARD, m, &err) == GLN_OK);
    gln_correspondence ca;
    CHECK(gln_factors__correspondence((const double[]){0, 0, 0, 0}, 2, 2, values, NULL, NULL, &ca, &err) ==
          GLN_ERR_RANGE);
    CHECK(gln_factors__correspondence((const double[]){1, 2, 2, 4}, 2, 2, values, NULL, NULL, &ca, &err) == GLN_OK);
    CHECK_NEAR(ca.total_inertia, 0, 0, 1e-15);
    CHECK(gln_factors__singular((const double[]){NAN}, 1, 1, values, NULL, &err) == GLN_ERR_RANGE);
    CHECK(gln_factors__principal((const double[]){1, 2}, 1, 2, values, NULL, &err) == GLN_ERR_RANGE);
}

static void test_series(void)
{
    double times[] = {3, 1, 2, 2};
    gln_stream_burst *bursts = NULL;
    size_t n = 0;
    const char *state = NULL;
    CHECK(gln_kleinberg__stream(times, 4, 2, 1, &bursts, &n, &state, &err) == GLN_OK && n == 0);
    CHECK_TEXT(state, "tied_times");
    CHECK(gln_kleinberg__stream(times, 1, 2, 1, &bursts, &n, &state, &err) == GLN_OK);
    CHECK_TEXT(state, "insufficient_data");
    CHECK(gln_kleinberg__stream(times, 3, 1, 1, &bursts, &n, &state, &err) == GLN_ERR_RANGE);
    gln_meanbreaks b;
    const double flat[] = {2, 2, 2, 2, 2, 2};
    CHECK(gln_meanbreaks__find(flat, 6, 0.15, &b, &err) == GLN_OK);
    CHECK_TEXT(b.status, "constant");
    CHECK(gln_meanbreaks__find(flat, 3, 0.15, &b, &err) == GLN_OK);
    CHECK_TEXT(b.status, "insufficient_data");
    CHECK(gln_meanbreaks__find(flat, 6, 0.9, &b, &err) == GLN_ERR_RANGE);
    gln_onlinechange prior = {1, 1, 0.1}, wrong = {0, 1, 0.1};
    double evidence = 0, run[6];
    CHECK(gln_onlinechange__find(flat, NULL, 6, &wrong, NULL, run, &evidence, &err) == GLN_ERR_RANGE);
    CHECK(gln_onlinechange__find(flat, NULL, 0, &prior, NULL, NULL, &evidence, &err) == GLN_OK && isnan(evidence));
    CHECK(gln_onlinechange__find(flat, NULL, 6, &prior, NULL, run, &evidence, &err) == GLN_OK);
    CHECK_NEAR(run[0] + run[1] + run[2] + run[3] + run[4] + run[5], 1, 1e-12, 0);
}

static void test_tests(void)
{
    gln_rng *rng = NULL;
    gln_resample_test t;
    const double hits[] = {1, 2}, tokens[] = {10, 10}, bad[] = {NAN, 1};
    gln_resample_side s = {hits, tokens, 2}, none = {hits, tokens, 0}, wrong = {bad, tokens, 2};
    CHECK(gln_rng__new(0, &rng, &err) == GLN_OK);
    CHECK(gln_resample__rates(&s, &none, 10, rng, &t, &err) == GLN_OK);
    CHECK_TEXT(t.status, "undefined_no_units");
    CHECK(gln_resample__rates(&s, &wrong, 10, rng, &t, &err) == GLN_ERR_RANGE);
    CHECK(gln_resample__rates(&s, &s, 200, rng, &t, &err) == GLN_OK && t.p2 > 0.5 && t.p2 <= 1);
    gln_rng__free(rng);
    /* the same table twice: nothing to tell apart */
    const gln_stratum2x2 twice[] = {{8, 20, 15, 100}, {8, 20, 15, 100}}, full[] = {{5, 5, 5, 5}, {3, 3, 3, 3}};
    const gln_stratum2x2 broken[] = {{9, 5, 5, 10}};
    gln_homogeneous_odds h;
    gln_breslowday__test(twice, 2, &h);
    CHECK_NEAR(h.common, 8.0 * 73 / (12 * 7), 1e-12, 0);
    CHECK_NEAR(h.chi2, 0, 0, 1e-12);
    CHECK_NEAR(h.ln_p, 0, 0, 1e-6);
    gln_breslowday__test(full, 2, &h);
    CHECK_TEXT(h.status, "undefined_odds");
    gln_breslowday__test(broken, 1, &h);
    CHECK_TEXT(h.status, "invalid_table");
}

static void test_graphs(void)
{
    /* two triangles joined by one light edge */
    const gln_graph_edge edges[] = {{0, 1, 5}, {1, 2, 5}, {0, 2, 5}, {3, 4, 5}, {4, 5, 5}, {3, 5, 5}, {2, 3, 1}};
    const gln_graph_edge loop[] = {{1, 1, 1}}, away[] = {{0, 9, 1}}, weightless[] = {{0, 1, 0}};
    gln_graph graph = {7, edges, 7}, empty = {3, NULL, 0};
    uint32_t community[7], degree[7];
    double rank[7], between[7], modularity, sum = 0;
    gln_graph_nodes out = {.community = community, .degree = degree, .pagerank = rank, .betweenness = between};
    CHECK(gln_graph__measure(&graph, &out, &err) == GLN_OK);
    CHECK(community[0] == 0 && community[1] == 0 && community[2] == 0);
    CHECK(community[3] == 1 && community[5] == 1 && community[6] == 2);
    CHECK(degree[2] == 3 && degree[6] == 0);
    CHECK_NEAR(between[2], 6.0 / 15, 1e-12, 0); /* 2 x 3 pairs of 15 lead through it */
    for (int i = 0; i < 7; i++) {
        sum += rank[i];
    }
    CHECK_NEAR(sum, 1, 1e-12, 0);
    CHECK(gln_graph__modularity(&graph, community, &modularity, &err) == GLN_OK && modularity > 0.4);
    CHECK(gln_graph__measure(&empty, &out, &err) == GLN_OK && community[2] == 2);
    CHECK(gln_graph__modularity(&empty, community, &modularity, &err) == GLN_OK && isnan(modularity));
    gln_graph wrong[] = {{7, loop, 1}, {7, away, 1}, {7, weightless, 1}};
    for (int i = 0; i < 3; i++) {
        CHECK(gln_graph__measure(&wrong[i], &out, &err) == GLN_ERR_RANGE);
    }
    CHECK(gln_graph__textrank(&graph, 1, rank, &err) == GLN_ERR_RANGE);
}

int main(void)
{
    test_richness();
    test_laws();
    test_texts();
    test_series();
    test_tests();
    test_graphs();
    return check_report("stats_words");
}
