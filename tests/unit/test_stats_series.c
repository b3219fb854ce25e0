/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates, trend tests, regressions, two-sample tests, bursts and changes: expected values worked out by hand or by
 * enumeration within the test, and the edges. */
#include "check.h"

#include "stats/changescan.h"
#include "stats/glm.h"
#include "stats/kendall.h"
#include "stats/kleinberg.h"
#include "stats/permute.h"
#include "stats/prewhiten.h"
#include "stats/ranks.h"
#include "stats/rate.h"
#include "stats/seasonal.h"
#include "stats/series.h"
#include "stats/theilsen.h"
#include "stats/twosample.h"

#include <stdlib.h>

/* A small generator of whole numbers for the tests by enumeration; the seed is fixed. */
static uint32_t state = 12345;
static uint32_t draw(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static void test_rate(void)
{
    gln_rate r;
    CHECK(gln_rate__of(0, 1000, 0.95, &r, NULL) == GLN_OK);
    CHECK_NEAR(r.rate, 0, 0, 0);
    CHECK_NEAR(r.poisson.low, 0, 0, 0);
    CHECK_NEAR(r.poisson.high, -log(0.025) / 1000, 1e-12, 0); /* k = 0: e^-mu = .025 */
    CHECK_NEAR(r.clopper_pearson.high, 1 - pow(0.025, 1.0 / 1000), 1e-10, 0);
    CHECK(gln_rate__of(0, 0, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "no_exposure");
    CHECK_NAN(r.rate);
    CHECK_NAN(r.poisson.high);
    CHECK(gln_rate__of(5, 2, 0.95, &r, NULL) == GLN_OK); /* hits of several words may exceed the exposure: no share */
    CHECK_NEAR(r.rate, 2.5, 0, 0);
    CHECK_NAN(r.wilson.low);
    CHECK(gln_rate__of(1, 0, 0.95, &r, NULL) == GLN_ERR_RANGE);
    CHECK(gln_rate__of(-1, 5, 0.95, &r, NULL) == GLN_ERR_RANGE);
    CHECK(gln_rate__of(1, NAN, 0.95, &r, NULL) == GLN_ERR_RANGE);
    CHECK(gln_rate__of(1, 5, 1.0, &r, NULL) == GLN_ERR_RANGE);
    /* exact below, Byar above: no step where they meet */
    gln_interval below = gln_rate__poisson(1e4, 1, 0.95), above = gln_rate__byar(1e4, 0.95);
    CHECK_NEAR(above.low, below.low, 1e-7, 0);
    CHECK_NEAR(above.high, below.high, 1e-7, 0);
}

static void test_clusters(void)
{
    gln_cluster_rate r;
    gln_cluster_sums none = {0}, zero = {0}, one = {0}, even = {0}, burst = {0};
    CHECK(gln_cluster__rate(&none, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "no_exposure");
    for (int i = 0; i < 10; i++) {
        gln_cluster__add(&zero, 0, 100);
        gln_cluster__add(&even, i % 2, 100);
        gln_cluster__add(&burst, i == 3 ? 20 : 0, 100);
    }
    CHECK(gln_cluster__rate(&zero, 0.95, &r, NULL) == GLN_OK); /* a variance of 0 is not certainty */
    CHECK_TEXT(r.status, "no_hits");
    CHECK_NEAR(r.limits.low, 0, 0, 0);
    CHECK_NEAR(r.limits.high, -log(0.025) / 1000, 1e-12, 0);
    gln_cluster__add(&one, 7, 100);
    CHECK(gln_cluster__rate(&one, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "one_unit");
    CHECK_NEAR(r.rate, 0.07, 1e-15, 0);
    CHECK_NAN(r.limits.low);
    /* y = 0,1,0,1,...: squares 10/4, var = 10/9 * 2.5 / 1000^2, deff = 2.7778/5 < 1, floored */
    CHECK(gln_cluster__rate(&even, 0.95, &r, NULL) == GLN_OK);
    CHECK_NEAR(r.se, sqrt(10.0 / 9 * 2.5) / 1000, 1e-12, 0);
    CHECK_NEAR(r.design_effect, 10.0 / 9 * 2.5 / 5, 1e-12, 0);
    gln_interval plain = gln_rate__poisson(5, 1000, 0.95);
    CHECK(r.limits.low < plain.low && r.limits.high > plain.high); /* t on 9 df is wider than the normal */
    /* all hits in one article: deff = 20, one hit's worth */
    CHECK(gln_cluster__rate(&burst, 0.95, &r, NULL) == GLN_OK);
    CHECK_NEAR(r.design_effect, 20, 1e-12, 0);
    CHECK(r.limits.low >= 0 && r.limits.low < 0.001 && r.limits.high > 0.1);
    /* what is remembered changes nothing, in whatever order and of however many articles */
    gln_cluster_memo memo = {.conf = 0.95};
    const gln_cluster_sums *const again[] = {&even, &burst, &none, &zero, &one, &even, &burst, &one, &zero, &even};
    for (size_t i = 0; i < 4000; i++) {
        gln_cluster_sums sums = *again[i % 10];
        gln_cluster_rate fresh, known;
        if (i >= 20 && sums.m > 2) {
            gln_cluster__add(&sums, (double)(i % 997), 1000);
        }
        CHECK(gln_cluster__rate(&sums, 0.95, &fresh, NULL) == GLN_OK);
        CHECK(gln_cluster__rate_again(&sums, &memo, &known, NULL) == GLN_OK);
        CHECK(memcmp(&fresh, &known, offsetof(gln_cluster_rate, method)) == 0 && fresh.method == known.method);
    }
    memo.conf = 1;
    CHECK(gln_cluster__rate_again(&even, &memo, &r, NULL) == GLN_ERR_RANGE);
    double y[] = {1, 1, 1}, n[] = {5, 5, 5}, alone[] = {5, 0, 0};
    CHECK_NEAR(gln_cluster__jackknife(y, n, 3), 0, 0, 1e-15);
    CHECK_NAN(gln_cluster__jackknife(y, n, 1));
    CHECK_NAN(gln_cluster__jackknife(y, alone, 3));
    gln_rate_pooled p;
    double counts[] = {10, 0, 2}, exposure[] = {100, 0, 20}, bad[] = {1, 1, 1};
    CHECK(gln_rate__pool(counts, exposure, 3, 0.95, &p, NULL) == GLN_OK);
    CHECK_NEAR(p.pooled, 0.1, 1e-15, 0);
    CHECK_NEAR(p.mean_of_rates, 0.1, 1e-15, 0);
    CHECK(p.n_units == 2);
    CHECK(gln_rate__pool(bad, exposure, 3, 0.95, &p, NULL) == GLN_ERR_RANGE);
    CHECK(gln_rate__pool(NULL, NULL, 0, 0.95, &p, NULL) == GLN_OK);
    CHECK_TEXT(p.status, "no_exposure");
}

static void test_kendall(void)
{
    gln_kendall k;
    double up[] = {1, 2, 3, 4, 5}, flat[] = {2, 2, 2, 2}, bad[] = {1, NAN};
    CHECK(gln_kendall__test(up, 5, &k, NULL) == GLN_OK);
    CHECK_NEAR(k.s, 10, 0, 0);
    CHECK_NEAR(k.var_s, 5 * 4 * 15 / 18.0, 1e-15, 0);
    CHECK_NEAR(k.p_exact, 2.0 / 120, 1e-14, 0);
    CHECK_NEAR(k.p_best, 2.0 / 120, 1e-14, 0);
    CHECK_NEAR(k.min_p, 2.0 / 120, 1e-14, 0);
    CHECK_NEAR(k.tau_b, 1, 1e-15, 0);
    CHECK(gln_kendall__test(flat, 4, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "constant");
    CHECK_NEAR(k.p, 1, 0, 0);
    CHECK_NAN(k.tau_b);
    CHECK_NAN(k.p_exact);
    CHECK(gln_kendall__test(NULL, 0, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "insufficient_data");
    CHECK_NAN(k.p);
    CHECK(gln_kendall__test(up, 1, &k, NULL) == GLN_OK);
    CHECK_NAN(k.tau_a);
    CHECK(gln_kendall__test(up, 2, &k, NULL) == GLN_OK);
    CHECK_NEAR(k.p_exact, 1, 0, 0);
    k.n = 99;
    CHECK(gln_kendall__test(bad, 2, &k, NULL) == GLN_ERR_RANGE);
    CHECK(k.n == 99); /* untouched on failure */
    for (int trial = 0; trial < 50; trial++) {
        double x[40], s = 0;
        size_t n = 2 + draw(39);
        for (size_t i = 0; i < n; i++) {
            x[i] = draw(8);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                s += (x[j] > x[i]) - (x[j] < x[i]);
            }
        }
        CHECK(gln_kendall__test(x, n, &k, NULL) == GLN_OK);
        CHECK_NEAR(k.s, s, 0, 0);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_theilsen(void)
{
    gln_theilsen s;
    double t[] = {0, 1, 5}, x[] = {1, 3, 11}, same[] = {2, 2, 2}, bad[] = {1, INFINITY, 2};
    CHECK(gln_theilsen__fit(t, x, 3, 0.95, &s, NULL) == GLN_OK); /* slopes 2, 2, 2 */
    CHECK_NEAR(s.slope, 2, 0, 0);
    CHECK_NEAR(s.intercept, 1, 0, 0);
    CHECK_TEXT(s.status, "no_interval");
    CHECK_NAN(s.low);
    CHECK(gln_theilsen__fit(same, x, 3, 0.95, &s, NULL) == GLN_OK); /* one date only */
    CHECK_TEXT(s.status, "insufficient_data");
    CHECK_NAN(s.slope);
    CHECK(gln_theilsen__fit(NULL, x, 1, 0.95, &s, NULL) == GLN_OK);
    CHECK_NAN(s.slope);
    CHECK(gln_theilsen__fit(NULL, bad, 3, 0.95, &s, NULL) == GLN_ERR_RANGE);
    CHECK(gln_theilsen__fit(NULL, x, 3, 0, &s, NULL) == GLN_ERR_RANGE);
    double flat[6] = {4, 4, 4, 4, 4, 4};
    CHECK(gln_theilsen__fit(NULL, flat, 6, 0.95, &s, NULL) == GLN_OK);
    CHECK_NEAR(s.slope, 0, 0, 0);
    CHECK_NEAR(s.high, 0, 0, 0);
    for (int trial = 0; trial < 30; trial++) { /* any rank, many ties */
        double v[200], sorted[200];
        size_t n = 1 + draw(200), k = draw((uint32_t)n);
        for (size_t i = 0; i < n; i++) {
            sorted[i] = v[i] = trial % 2 ? draw(5) : draw(100000);
        }
        qsort(sorted, n, sizeof *sorted, by_value);
        CHECK_NEAR(gln_theilsen__select(v, n, k), sorted[k], 0, 0);
    }
    /* above the held size the radix passes must agree with the held ones */
    size_t n = GLN_THEILSEN_HELD + 1;
    double *line = malloc(n * sizeof *line);
    if (CHECK(line != NULL)) {
        for (size_t i = 0; i < n; i++) {
            line[i] = -0.5 * (double)i;
        }
        CHECK(gln_theilsen__fit(NULL, line, n, 0.95, &s, NULL) == GLN_OK);
        CHECK_NEAR(s.slope, -0.5, 0, 0);
        CHECK_NEAR(s.low, -0.5, 0, 0);
        for (size_t i = 0; i < n; i++) {
            line[i] = (double)draw(50) - 0.01 * (double)i;
        }
        gln_theilsen held;
        CHECK(gln_theilsen__fit(NULL, line, n, 0.95, &s, NULL) == GLN_OK);
        CHECK(gln_theilsen__fit(NULL, line, n - 1, 0.95, &held, NULL) == GLN_OK);
        CHECK_NEAR(s.slope, held.slope, 1e-2, 0);
        CHECK_NEAR(s.high, held.high, 1e-2, 0);
        CHECK(s.low < s.slope && s.slope < s.high);
    }
    free(line);
}

static void test_prewhiten(void)
{
    gln_prewhiten w;
    gln_kendall_corrected c;
    double flat[8] = {1, 1, 1, 1, 1, 1, 1, 1}, x[12], bad[] = {NAN, 1};
    CHECK(gln_prewhiten__test(NULL, flat, 8, 0, &w, NULL) == GLN_OK);
    CHECK_TEXT(w.status, "constant");
    CHECK_NAN(w.acf1);
    CHECK_NAN(w.n_effective);
    CHECK_NEAR(w.p, 1, 0, 0);
    CHECK(gln_prewhiten__test(NULL, flat, 0, NAN, &w, NULL) == GLN_OK);
    CHECK_TEXT(w.status, "insufficient_data");
    CHECK(gln_prewhiten__test(NULL, flat, 1, NAN, &w, NULL) == GLN_OK);
    CHECK_NAN(w.p);
    CHECK(gln_prewhiten__test(NULL, bad, 2, 0, &w, NULL) == GLN_ERR_RANGE);
    CHECK(gln_prewhiten__hamed_rao(NULL, flat, 8, 0, 0, 0.95, &c, NULL) == GLN_OK);
    CHECK_NEAR(c.factor, 1, 0, 0);
    CHECK_NEAR(c.p, 1, 0, 0);
    CHECK(gln_prewhiten__yue_wang(NULL, flat, 2, 0, &c, NULL) == GLN_OK);
    for (int i = 0; i < 12; i++) {
        x[i] = i * i % 7 + i;
    }
    double t[12];
    for (int i = 0; i < 12; i++) {
        t[i] = 100 + i;
    }
    gln_prewhiten dated; /* true dates a step apart are the index */
    CHECK(gln_prewhiten__test(NULL, x, 12, 1, &w, NULL) == GLN_OK);
    CHECK(gln_prewhiten__test(t, x, 12, 1, &dated, NULL) == GLN_OK);
    CHECK_NEAR(dated.p, w.p, 1e-12, 0);
    CHECK(w.n_effective <= 12);
    CHECK(w.p >= w.plain.p_best && w.factor >= 1);
}

/* The verdict's test against its definition, on dates with a gap, and at its edges. */
static void test_autocorrelated(void)
{
    gln_prewhiten w, down;
    double x[20], t[20], mirrored[20], rest[20];
    for (int i = 0; i < 20; i++) {
        x[i] = 3 * sin(1.2 * i) + 0.25 * i;
        t[i] = i + (i >= 11 ? 4 : 0);
        rest[i] = x[i] - 0.25 * t[i];
        mirrored[i] = -x[i];
    }
    CHECK(gln_prewhiten__test(t, x, 20, 0.25, &w, NULL) == GLN_OK);
    double r = (20 * gln_series__acf1(rest, 20) + 2) / 15, factor = 1;
    CHECK(r > 0.3 && r < 0.95);
    CHECK_NEAR(w.acf1_corrected, r, 1e-12, 0);
    for (int k = 1; k < 20; k++) {
        factor += 2.0 * (20 - k) * (19 - k) * (18 - k) / (20 * 19 * 18) * pow(r, k);
    }
    double z = (w.plain.s - 1) / sqrt(w.plain.var_s * factor);
    CHECK_NEAR(w.factor, factor, 1e-12, 0);
    CHECK(w.plain.s > 1);
    CHECK_NEAR(w.p, erfc(z / sqrt(2)), 1e-12, 0);
    CHECK_NEAR(w.ln_p, log(w.p), 1e-12, 0);
    CHECK(gln_prewhiten__test(t, mirrored, 20, -0.25, &down, NULL) == GLN_OK); /* a fall is a rise upside down */
    CHECK_NEAR(down.plain.s, -w.plain.s, 0, 0);
    CHECK_NEAR(down.p, w.p, 1e-12, 0);
    for (int i = 0; i < 20; i++) { /* a steady rise, and what little is left alternates: the plain test */
        x[i] = 5 + i + (i % 2 ? 0.7 : -0.7);
    }
    CHECK(gln_prewhiten__test(NULL, x, 20, 1, &w, NULL) == GLN_OK);
    CHECK_NEAR(w.acf1_corrected, 0, 0, 0);
    CHECK_NEAR(w.factor, 1, 0, 0);
    CHECK_NEAR(w.p, w.plain.p_best, 0, 0);
    CHECK(w.p < 1e-6 && w.pw.p_best > 1000 * w.p); /* the raw autocorrelation takes the rise away */
    double walk[20] = {0, 1, 3, 4, 6, 9, 9, 11, 10, 7, 6, 4, 2, 1, -2, -3, -2, -1, 1, 2};
    CHECK(gln_prewhiten__test(NULL, walk, 20, 0, &w, NULL) == GLN_OK);
    CHECK_NEAR(w.acf1_corrected, 0.95, 0, 0); /* and no more */
    CHECK(w.factor > 5 && w.factor < 20);
    for (size_t n = 2; n <= 6; n++) { /* too short to correct: held, and never undefined */
        CHECK(gln_prewhiten__test(NULL, walk, n, 0, &w, NULL) == GLN_OK);
        CHECK(w.acf1_corrected >= 0 && w.acf1_corrected <= 0.95 && w.p >= w.plain.p_best && w.p <= 1);
    }
}

static void test_series(void)
{
    gln_homogeneity h;
    double y[] = {10, 20, 0}, e[] = {1, 2, 0}, none[] = {0, 0, 0}, bad[] = {1, 0, 1};
    CHECK(gln_series__homogeneity(y, e, 3, &h, NULL) == GLN_OK); /* equal rates */
    CHECK_NEAR(h.chi2, 0, 0, 1e-13);
    CHECK_NEAR(h.df, 1, 0, 0);
    CHECK_NEAR(h.p, 1, 1e-9, 0);
    CHECK(gln_series__homogeneity(none, e, 3, &h, NULL) == GLN_OK);
    CHECK_TEXT(h.status, "no_events");
    CHECK_NAN(h.p);
    CHECK(gln_series__homogeneity(y, e, 1, &h, NULL) == GLN_OK);
    CHECK_TEXT(h.status, "insufficient_data");
    CHECK(gln_series__homogeneity(bad, e, 3, &h, NULL) == GLN_ERR_RANGE);
    double x[] = {1, 2, 3, 4}, r[4];
    gln_series__acf(x, 4, 4, r); /* deviations -1.5 -.5 .5 1.5, squares 5 */
    CHECK_NEAR(r[0], 0.25, 1e-14, 0);
    CHECK_NEAR(r[1], -0.3, 1e-14, 0);
    CHECK_NEAR(r[2], -0.45, 1e-14, 0);
    CHECK_NAN(r[3]);
    double odd[] = {0.1, 0.1, 0.1}; /* a constant whose mean rounds */
    CHECK_NAN(gln_series__acf1(odd, 3));
    gln_surprise s;
    CHECK(gln_series__surprise(7, 1000, 0, 4000, &s, NULL) == GLN_OK);
    CHECK_NEAR(s.p_conditional, pow(0.2, 7), 1e-12, 0);
    CHECK(gln_series__surprise(0, 1000, 3, 4000, &s, NULL) == GLN_OK);
    CHECK_NEAR(s.p_predictive, 1, 0, 0);
    CHECK_NEAR(s.bits, 0, 0, 0);
    CHECK(gln_series__surprise(0, 0, 3, 4000, &s, NULL) == GLN_OK);
    CHECK_TEXT(s.status, "no_exposure");
    gln_pettitt p;
    double step[] = {0, 0, 0, 1, 1, 1};
    CHECK(gln_ranks__pettitt(step, 6, 0, NULL, &p, NULL) == GLN_OK);
    CHECK_NEAR(p.k, 9, 0, 0);
    CHECK(p.after == 3);
    CHECK(gln_ranks__pettitt(none, 3, 0, NULL, &p, NULL) == GLN_OK);
    CHECK_TEXT(p.status, "constant");
    gln_spearman sp;
    CHECK(gln_ranks__spearman(NULL, x, 4, &sp, NULL) == GLN_OK);
    CHECK_NEAR(sp.rho, 1, 1e-15, 0);
    CHECK_NEAR(sp.p, 0, 0, 0);
    CHECK(gln_ranks__spearman(NULL, none, 3, &sp, NULL) == GLN_OK);
    CHECK_NAN(sp.rho);
}

static void test_seasonal(void)
{
    /* two seasons of three: each rises by 1 a cycle; S = 3 + 3, var = 2 * 3*2*11/18 */
    double x[] = {1, 10, 2, 11, 3, 12}, wave[] = {1, 0, -1, 0, 1, 0, -1, 0}, flat[] = {3, 3, 3, 3, 3, 3}, i[4];
    gln_seasonal_kendall k;
    CHECK(gln_seasonal__kendall(x, 6, 2, &k, NULL) == GLN_OK);
    CHECK_NEAR(k.s, 6, 0, 0);
    CHECK_NEAR(k.var_s, 22.0 / 3, 1e-14, 0);
    CHECK_NEAR(k.slope, 1, 0, 0);
    CHECK(gln_seasonal__kendall(flat, 6, 3, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "constant");
    CHECK(gln_seasonal__kendall(x, 6, 6, &k, NULL) == GLN_OK); /* one point a season */
    CHECK_TEXT(k.status, "insufficient_data");
    CHECK_NAN(k.p);
    CHECK(gln_seasonal__kendall(NULL, 0, SIZE_MAX, &k, NULL) == GLN_OK);
    CHECK(gln_seasonal__kendall(x, 6, SIZE_MAX, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "insufficient_data");
    CHECK(gln_seasonal__kendall(x, 6, 0, &k, NULL) == GLN_ERR_RANGE);
    double room[16];
    gln_seasonal__periodogram(wave, 8, room, i); /* one cycle of four points: I_2 = (8/2)^2/8 = 2 */
    CHECK_NEAR(i[1], 2, 1e-14, 0);
    CHECK_NEAR(i[0], 0, 0, 1e-14);
    gln_fisher_g g = gln_seasonal__fisher_g(i, 8);
    CHECK(g.k == 2);
    CHECK_NEAR(g.g, 1, 1e-14, 0);
    CHECK_NEAR(g.p, 0, 0, 1e-12);
    CHECK_NAN(gln_seasonal__fisher_g(i, 4).g);
}

static void test_glm(void)
{
    /* two groups: the slope is ln of the ratio of rates, its variance 1/Y1 + 1/Y2 */
    double y[] = {2, 4, 6, 12}, e[] = {10, 20, 10, 20}, x[] = {1, 0, 1, 0, 1, 1, 1, 1}, mu[4];
    gln_glm_data d = {y, e, x, 4, 2};
    gln_glm f, nb;
    CHECK(gln_glm__poisson(&d, &f, mu, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "ok");
    CHECK_NEAR(f.coef[0], log(0.2), 1e-12, 0);
    CHECK_NEAR(f.coef[1], log(3), 1e-12, 0);
    CHECK_NEAR(f.se[1], sqrt(1.0 / 6 + 1.0 / 18), 1e-9, 0);
    CHECK_NEAR(f.deviance, 0, 0, 1e-12);
    CHECK_NEAR(f.phi, 1, 0, 0);
    CHECK_NEAR(mu[3], 12, 1e-12, 0);
    gln_interval exact, spline; /* the deviance rises by 1.96^2 at either limit, whichever way it is found */
    CHECK(gln_glm__profile(&d, &f, 1, 0.95, &exact, NULL) == GLN_OK);
    CHECK(gln_glm__profile_spline(&d, &f, 1, 0.95, &spline, NULL) == GLN_OK);
    double share = exp(exact.low) / (exp(exact.low) + 1); /* of the hits in group 2, the exposures being equal */
    CHECK_NEAR(2 * (18 * log(0.75 / share) + 6 * log(0.25 / (1 - share))), 3.841458820694124, 1e-9, 0);
    CHECK_NEAR(spline.low, exact.low, 1e-3, 0);
    CHECK_NEAR(spline.high, exact.high, 1e-3, 0);
    CHECK(gln_glm__profile(&d, &f, 2, 0.95, &exact, NULL) == GLN_OK);
    CHECK_NAN(exact.low);
    gln_effect z = gln_glm__effect(&f, 1, -1, 0.95), q = gln_glm__effect(&f, 1, f.phi, 0.95);
    CHECK_NEAR(z.stat, log(3) / sqrt(2.0 / 9), 1e-9, 0);
    CHECK(q.df == 2 && q.p > z.p && q.low < z.low);
    CHECK(gln_glm__negbin(&d, &f, &nb, NULL, NULL) == GLN_OK);
    CHECK_TEXT(nb.status, "boundary");
    CHECK_NEAR(nb.coef[1], f.coef[1], 1e-12, 0);

    double zeros[4] = {0}, one_side[] = {0, 0, 6, 12}, negative[] = {-1, 1, 1, 1}, hole[] = {10, 0, 10, 20};
    CHECK(gln_glm__poisson(&(gln_glm_data){zeros, e, x, 4, 2}, &f, NULL, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "no_events");
    CHECK_NEAR(f.upper_two, -log(0.025) / 60, 1e-14, 0);
    CHECK_NAN(f.coef[1]);
    CHECK(gln_glm__poisson(&(gln_glm_data){one_side, e, x, 4, 2}, &f, mu, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "separation");
    CHECK_NAN(f.coef[0]);
    CHECK_NAN(mu[0]);
    CHECK(gln_glm__negbin(&(gln_glm_data){one_side, e, x, 4, 2}, &f, &nb, mu, NULL) == GLN_OK);
    CHECK_TEXT(nb.status, "separation");
    CHECK(gln_glm__poisson(&(gln_glm_data){negative, e, x, 4, 2}, &f, NULL, NULL) == GLN_ERR_RANGE);
    CHECK(gln_glm__poisson(&(gln_glm_data){y, hole, x, 4, 2}, &f, NULL, NULL) == GLN_ERR_RANGE);
    CHECK(gln_glm__poisson(&(gln_glm_data){y, e, x, 4, 0}, &f, NULL, NULL) == GLN_ERR_RANGE);
    CHECK(gln_glm__poisson(&(gln_glm_data){y, e, x, 1, 2}, &f, NULL, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "insufficient_data");
    CHECK(gln_glm__poisson(&(gln_glm_data){y, e, x, 0, 2}, &f, NULL, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "insufficient_data");
    double twice[] = {1, 2, 1, 2, 1, 2, 1, 2}, mean[] = {1, 1, 1, 1};
    CHECK(gln_glm__poisson(&(gln_glm_data){y, e, twice, 4, 2}, &f, NULL, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "collinear");
    CHECK(gln_glm__poisson(&(gln_glm_data){y, e, mean, 4, 1}, &f, NULL, NULL) == GLN_OK);
    CHECK_NEAR(f.coef[0], log(24.0 / 60), 1e-12, 0);
    CHECK_NEAR(f.deviance, f.null_deviance, 1e-12, 0);
    CHECK_NAN(f.lr_p);
    /* n = p: no degree of freedom is left */
    CHECK(gln_glm__poisson(&(gln_glm_data){y + 1, e + 1, x + 2, 2, 2}, &f, NULL, NULL) == GLN_OK);
    CHECK_TEXT(f.status, "ok");
    CHECK_NAN(f.phi);
    CHECK_NAN(gln_glm__effect(&f, 1, f.phi, 0.95).p);
    /* least squares through (0,1) (1,3) (2,5): exact */
    double line[] = {1, 3, 5}, xt[] = {1, 0, 1, 1, 1, 2}, fitted[3];
    CHECK(gln_glm__ols(&(gln_glm_data){line, NULL, xt, 3, 2}, &f, fitted, NULL, NULL) == GLN_OK);
    CHECK_NEAR(f.coef[1], 2, 1e-13, 0);
    CHECK_NEAR(fitted[2], 5, 1e-13, 0);
    gln_overdispersion o = gln_glm__overdispersion(y, y, 0);
    CHECK_TEXT(o.status, "insufficient_data");
    CHECK_NAN(o.nb2_z);
}

/* Far apart exposures, a spike, many columns: whatever comes, it ends with finite numbers or a reason. */
static void test_glm_hostile(void)
{
    for (int trial = 0; trial < 200; trial++) {
        double y[12], e[12], x[36], mu[12];
        for (int i = 0; i < 12; i++) {
            y[i] = draw(4) ? 0 : draw(trial % 3 ? 3 : 1000000);
            e[i] = 1 + draw(trial % 2 ? 10 : 100000000);
            x[3 * i] = 1;
            x[3 * i + 1] = i;
            x[3 * i + 2] = draw(2);
        }
        gln_glm_data d = {y, e, x, 12, 3};
        gln_glm f, nb;
        CHECK(gln_glm__poisson(&d, &f, mu, NULL) == GLN_OK);
        CHECK(gln_glm__negbin(&d, &f, &nb, NULL, NULL) == GLN_OK);
        CHECK(f.iterations <= 100 && strcmp(f.status, "no_convergence") != 0);
        CHECK((strcmp(f.status, "ok") == 0) == (bool)isfinite(f.coef[1]));
        if (isfinite(f.coef[0])) { /* the score equation of the intercept */
            double sum = 0, fit = 0;
            for (int i = 0; i < 12; i++) {
                sum += y[i];
                fit += mu[i];
            }
            CHECK_NEAR(fit, sum, 1e-8, 0);
        }
    }
}

static void test_twosample(void)
{
    double a[] = {1, 2, 3}, b[] = {4, 5, 6}, same[] = {2, 2, 2}, bad[] = {1, NAN, 2}, p;
    gln_mann_whitney m;
    CHECK(gln_twosample__mann_whitney(a, 3, b, 3, &m, NULL) == GLN_OK);
    CHECK_NEAR(m.u, 0, 0, 0);
    CHECK_NEAR(m.p_exact, 2.0 / 20, 1e-15, 0);
    CHECK_NEAR(m.delta, -1, 0, 0);
    CHECK(gln_twosample__mann_whitney(same, 3, same, 2, &m, NULL) == GLN_OK);
    CHECK_TEXT(m.status, "constant");
    CHECK_NEAR(m.p_best, 1, 0, 0);
    CHECK_NEAR(m.p_cc, 1, 0, 0);
    CHECK(gln_twosample__mann_whitney(a, 0, b, 3, &m, NULL) == GLN_OK);
    CHECK_TEXT(m.status, "insufficient_data");
    CHECK_NAN(m.p_best);
    CHECK(gln_twosample__mann_whitney(bad, 3, b, 3, &m, NULL) == GLN_ERR_RANGE);
    double many[60];
    for (int i = 0; i < 60; i++) {
        many[i] = draw(10);
    }
    CHECK(gln_twosample__mann_whitney(many, 30, many + 30, 30, &m, NULL) == GLN_OK);
    CHECK_NAN(m.p_exact);
    CHECK(m.p_best == m.p_cc);
    gln_welch w;
    CHECK(gln_twosample__welch(a, 3, b, 3, 0.95, &w, NULL) == GLN_OK); /* variances 1: t = -3/sqrt(2/3), df 4 */
    CHECK_NEAR(w.t, -3 / sqrt(2.0 / 3), 1e-14, 0);
    CHECK_NEAR(w.df, 4, 1e-14, 0);
    CHECK_NEAR(w.student_t, w.t, 1e-14, 0);
    CHECK(gln_twosample__welch(a, 1, b, 3, 0.95, &w, NULL) == GLN_OK);
    CHECK_TEXT(w.status, "insufficient_data");
    CHECK(gln_twosample__welch(same, 3, same, 3, 0.95, &w, NULL) == GLN_OK);
    CHECK_TEXT(w.status, "constant");
    CHECK_NAN(w.p);
    CHECK(gln_twosample__permutation_exact(a, 3, b, 3, &p, NULL) == GLN_OK);
    CHECK_NEAR(p, 0.1, 1e-15, 0);
    CHECK(gln_twosample__permutation_exact(a, 0, b, 3, &p, NULL) == GLN_OK);
    CHECK_NAN(p);
    CHECK(gln_twosample__permutation_exact(many, 30, many + 30, 30, &p, NULL) == GLN_OK);
    CHECK_NAN(p); /* 1.2e17 choices */

    double y1[] = {4, 6}, y2[] = {1, 1, 3}, e1[] = {10, 10}, e2[] = {10, 10, 10}, none[] = {0, 0, 0};
    gln_rate_ratio r;
    CHECK(gln_twosample__rate_ratio(y1, e1, 2, y2, e2, 3, 0.95, &r, NULL) == GLN_OK);
    CHECK_NEAR(r.ln_ratio, log(3), 1e-14, 0);
    CHECK_NEAR(r.dispersion, (2.0 / 5 + (4.0 / 9 * 2 + 16.0 / 9) / (5.0 / 3)) / 3, 1e-12, 0);
    CHECK_NEAR(r.phi, 1, 0, 0);
    CHECK_NEAR(r.se, sqrt(0.1 + 0.2), 1e-14, 0);
    CHECK(gln_twosample__rate_ratio(y1, e1, 2, none, e2, 3, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "one_sided");
    CHECK_NEAR(r.ln_ratio, INFINITY, 0, 0);
    CHECK_NEAR(r.f, 2 * 10 * log(10 / 4.0), 1e-12, 0);
    CHECK_NAN(r.low);
    CHECK(gln_twosample__rate_ratio(none, e1, 2, none, e2, 3, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "no_events");
    CHECK(gln_twosample__rate_ratio(none, none, 2, y2, e2, 3, 0.95, &r, NULL) == GLN_OK);
    CHECK_TEXT(r.status, "insufficient_data");
    CHECK(gln_twosample__rate_ratio(y1, none, 2, y2, e2, 3, 0.95, &r, NULL) == GLN_ERR_RANGE);
}

static void test_permute(void)
{
    uint8_t first[] = {1, 1, 0, 0, 0};
    double even[] = {10, 10, 10, 10, 10}, *room = NULL;
    gln_permute *set = NULL;
    gln_permute_test t;
    CHECK(gln_permute__new(&(gln_permute_units){first, even, NULL, 5}, 99, NULL, &set, NULL) == GLN_OK);
    CHECK(gln_permute__is_exact(set) && gln_permute__count(set) == 10 && gln_permute__blocks(set) == 5);
    room = malloc(gln_permute__count(set) * sizeof *room);
    gln_hits hits[] = {{0, 5}, {1, 5}}, beyond[] = {{5, 1}};
    CHECK(gln_permute__test(set, hits, 2, room, &t, NULL) == GLN_OK);
    CHECK_NEAR(t.ln_ratio, log(10.5 / 0.5) - log(2.0 / 3), 1e-12, 0);
    CHECK_NEAR(t.p, 0.1, 1e-15, 0); /* only the true labels reach it */
    CHECK(gln_permute__test(set, NULL, 0, room, &t, NULL) == GLN_OK);
    CHECK_TEXT(t.status, "no_events");
    CHECK_NEAR(t.p, 1, 0, 0);
    CHECK(gln_permute__test(set, beyond, 1, room, &t, NULL) == GLN_ERR_RANGE);
    size_t ones = 0;
    for (size_t b = 0; b < 10; b++) {
        for (size_t u = 0; u < 5; u++) {
            ones += (size_t)gln_permute__label(set, b, u);
        }
    }
    CHECK(ones == 20); /* two of five each time */
    gln_permute__free(set);
    free(room);

    /* blocks: of 6 issues in 3 blocks of 2 only whole blocks move: C(3,1) = 3 */
    uint8_t halves[] = {1, 1, 0, 0, 0, 0}, mixed[] = {1, 0, 0, 0, 0, 0}, all[] = {1, 1, 1, 1, 1, 1};
    uint32_t block[] = {7, 7, 3, 3, 9, 9};
    double six[] = {1, 2, 3, 4, 5, 6}, hole[] = {1, 2, 0, 0, 5, 6};
    set = NULL;
    CHECK(gln_permute__new(&(gln_permute_units){halves, six, block, 6}, 99, NULL, &set, NULL) == GLN_OK);
    CHECK(gln_permute__count(set) == 3 && gln_permute__blocks(set) == 3);
    for (size_t b = 0; b < 3; b++) {
        CHECK(gln_permute__label(set, b, 0) == gln_permute__label(set, b, 1));
    }
    CHECK_NEAR(gln_permute__min_p(set), 1.0 / 3, 1e-15, 0);
    gln_permute__free(set);
    set = NULL;
    CHECK(gln_permute__new(&(gln_permute_units){mixed, six, block, 6}, 99, NULL, &set, NULL) == GLN_ERR_RANGE);
    CHECK(gln_permute__new(&(gln_permute_units){all, six, NULL, 6}, 99, NULL, &set, NULL) == GLN_ERR_RANGE);
    CHECK(gln_permute__new(&(gln_permute_units){NULL, NULL, NULL, 0}, 99, NULL, &set, NULL) == GLN_ERR_RANGE);
    CHECK(gln_permute__new(&(gln_permute_units){halves, hole, block, 6}, 99, NULL, &set, NULL) == GLN_ERR_RANGE);
    CHECK(set == NULL);

    /* drawn: the same seed, the same p; a term spread evenly is not significant, one on a single side is */
    enum { N = 40, DRAWS = 499 };
    uint8_t in[N];
    double exposure[N], drawn[DRAWS], p[2];
    gln_hits spread[N], sided[N / 2];
    for (uint32_t i = 0; i < N; i++) {
        in[i] = i % 2 == 0;
        exposure[i] = 100 + i;
        spread[i] = (gln_hits){i, 3};
        sided[i / 2] = (gln_hits){i - i % 2, 3};
    }
    for (int again = 0; again < 2; again++) {
        gln_rng *rng = NULL;
        CHECK(gln_rng__new(42, &rng, NULL) == GLN_OK);
        CHECK(gln_permute__new(&(gln_permute_units){in, exposure, NULL, N}, DRAWS, rng, &set, NULL) == GLN_OK);
        CHECK(!gln_permute__is_exact(set) && gln_permute__count(set) == DRAWS);
        CHECK(gln_permute__test(set, spread, N, drawn, &t, NULL) == GLN_OK);
        p[again] = t.p;
        CHECK(gln_permute__test(set, sided, N / 2, drawn, &t, NULL) == GLN_OK);
        CHECK_NEAR(t.p, 1.0 / (DRAWS + 1), 1e-15, 0);
        gln_permute__free(set);
        gln_rng__free(rng);
    }
    CHECK(p[0] == p[1] && p[0] > 0.2);
    set = NULL;
    CHECK(gln_permute__new(&(gln_permute_units){in, exposure, NULL, N}, 0, NULL, &set, NULL) == GLN_ERR_USAGE);
}

static void test_kleinberg(void)
{
    double r[] = {0, 0, 9, 9, 0, 0}, d[] = {10, 10, 10, 10, 10, 10}, none[6] = {0}, most[] = {9, 9, 9, 9, 9, 9};
    uint32_t states[6];
    gln_burst bursts[3];
    gln_kleinberg k;
    gln_kleinberg_options o = GLN_KLEINBERG_DEFAULT, bad = {1, 1, 2, false};
    CHECK(gln_kleinberg__find(r, d, 6, &o, states, bursts, &k, NULL) == GLN_OK);
    CHECK(k.n_bursts == 1 && bursts[0].start == 2 && bursts[0].end == 3 && bursts[0].level == 1);
    CHECK_NEAR(k.p[1], 0.6, 1e-15, 0);
    CHECK_NEAR(bursts[0].weight, 2 * (9 * log(2) + log(0.4 / 0.7)), 1e-12, 0);
    CHECK(gln_kleinberg__find(none, d, 6, &o, states, bursts, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "no_events");
    CHECK(k.n_bursts == 0 && states[5] == 0);
    CHECK(gln_kleinberg__find(most, d, 6, &o, states, bursts, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "not_applicable");
    CHECK(gln_kleinberg__find(NULL, NULL, 0, &o, states, bursts, &k, NULL) == GLN_OK);
    CHECK_TEXT(k.status, "insufficient_data");
    CHECK(gln_kleinberg__find(d, r, 6, &o, states, bursts, &k, NULL) == GLN_ERR_RANGE);
    CHECK(gln_kleinberg__find(r, d, 6, &bad, states, bursts, &k, NULL) == GLN_ERR_RANGE);
    /* one period: ln 1 = 0, entering a state costs nothing, but the lower state fits */
    CHECK(gln_kleinberg__find(r + 2, d, 1, &(gln_kleinberg_options){1.05, 1, 2, false}, states, bursts, &k, NULL) ==
          GLN_OK);
    CHECK(k.n_bursts == 0);
}

/* Least cost over all 2^(n-1) segmentations. */
static double best_cost(const double *y, const double *e, size_t n, double penalty, size_t shortest)
{
    double best = INFINITY;
    for (uint32_t cut = 0; cut < UINT32_C(1) << (n - 1); cut++) {
        double cost = -penalty, s = 0, w = 0;
        size_t length = 0;
        bool allowed = true;
        for (size_t i = 0; i < n; i++) {
            s += y[i];
            w += e[i];
            length++;
            if (i + 1 == n || cut >> i & 1) {
                allowed = allowed && length >= shortest;
                cost += penalty + (s > 0 ? 2 * s * log(w / s) : 0);
                s = w = 0;
                length = 0;
            }
        }
        best = allowed && cost < best ? cost : best;
    }
    return best;
}

static void test_change(void)
{
    gln_change c;
    gln_partition g;
    size_t after[12];
    double lr[5], y[] = {1, 1, 1, 9, 9, 9}, none[6] = {0}, bad[] = {1, -1}, part[] = {0.5, 1};
    CHECK(gln_change__scan(y, NULL, 6, 0, NULL, lr, &c, NULL) == GLN_OK);
    CHECK(c.after == 3);
    CHECK_NEAR(c.lr, 2 * (27 * log(9) - 30 * log(5)), 1e-12, 0);
    CHECK_NEAR(c.rate_after, 9, 0, 0);
    CHECK_NAN(c.p);
    gln_rng *rng = NULL;
    CHECK(gln_rng__new(1, &rng, NULL) == GLN_OK);
    CHECK(gln_change__scan(y, NULL, 6, 199, rng, NULL, &c, NULL) == GLN_OK);
    CHECK_NEAR(c.p, 1.0 / 200, 1e-15, 0);
    CHECK(gln_change__scan(part, NULL, 2, 9, rng, NULL, &c, NULL) == GLN_ERR_RANGE);
    gln_rng__free(rng);
    CHECK(gln_change__scan(none, NULL, 6, 0, NULL, lr, &c, NULL) == GLN_OK);
    CHECK_TEXT(c.status, "no_events");
    CHECK(gln_change__scan(y, NULL, 1, 0, NULL, NULL, &c, NULL) == GLN_OK);
    CHECK_TEXT(c.status, "insufficient_data");
    CHECK(gln_change__scan(bad, NULL, 2, 0, NULL, NULL, &c, NULL) == GLN_ERR_RANGE);

    CHECK(gln_change__partition(y, NULL, 6, NAN, 1, after, &g, NULL) == GLN_OK);
    CHECK(g.n_changes == 1 && after[0] == 3);
    CHECK_NEAR(g.penalty, 2 * log(6), 1e-15, 0);
    CHECK(gln_change__partition(none, NULL, 6, 3, 1, after, &g, NULL) == GLN_OK);
    CHECK(g.n_changes == 0 && g.cost == 0);
    CHECK(gln_change__partition(y, NULL, 0, 3, 1, after, &g, NULL) == GLN_OK);
    CHECK_TEXT(g.status, "insufficient_data");
    CHECK(gln_change__partition(y, NULL, 3, 3, 5, after, &g, NULL) == GLN_OK); /* shorter than a stretch */
    CHECK(g.n_changes == 0);
    CHECK(gln_change__partition(y, NULL, 6, -1, 1, after, &g, NULL) == GLN_ERR_RANGE);
    CHECK(gln_change__partition(y, NULL, 6, 3, 0, after, &g, NULL) == GLN_ERR_RANGE);
    for (int trial = 0; trial < 60; trial++) {
        double counts[10], exposure[10];
        size_t n = 4 + draw(7), shortest = 1 + draw(2);
        for (size_t i = 0; i < n; i++) {
            counts[i] = draw(3) * draw(9);
            exposure[i] = 1 + draw(20);
        }
        CHECK(gln_change__partition(counts, exposure, n, 2, shortest, after, &g, NULL) == GLN_OK);
        CHECK_NEAR(g.cost, best_cost(counts, exposure, n, 2, shortest), 1e-10, 1e-10);
    }
}

int main(void)
{
    test_rate();
    test_clusters();
    test_kendall();
    test_theilsen();
    test_prewhiten();
    test_autocorrelated();
    test_series();
    test_seasonal();
    test_glm();
    test_glm_hostile();
    test_twosample();
    test_permute();
    test_kleinberg();
    test_change();
    return check_report("stats_series");
}
