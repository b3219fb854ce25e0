/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations that hold between measures whatever the data are. The first argument is the seed. */
#include "../unit/check.h"
#include "stats/assoc.h"
#include "stats/changescan.h"
#include "stats/divergence.h"
#include "stats/factors.h"
#include "stats/glm.h"
#include "stats/kendall.h"
#include "stats/padjust.h"
#include "stats/ranks.h"
#include "stats/richness.h"
#include "stats/table2x2.h"
#include "stats/theilsen.h"
#include "stats/twosample.h"

#include <stdlib.h>

enum { ROUNDS = 200, WORDS = 12, UNITS = 9 };

static uint64_t state;
static gln_error err = GLN_ERROR_INIT;

/* splitmix64 (Steele, Lea, Flood 2014) */
static unsigned draw(unsigned n)
{
    uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((x ^ (x >> 31)) % n);
}

static gln_table2x2 table(void)
{
    unsigned magnitude = 1U << draw(24);
    gln_table2x2 t = {draw(1 + draw(200)), magnitude + 300 + draw(1000), draw(1 + draw(200)),
                      magnitude + 300 + draw(100000)};
    t.f1 += t.f1 + t.f2 == 0;
    return t;
}

/* Swapping the corpora flips signs and nothing else; the two-term G2 is the lesser; k copies multiply by k. */
static void keyness(void)
{
    gln_table2x2 t = table(), swapped = {t.f2, t.n2, t.f1, t.n1}, many = {3 * t.f1, 3 * t.n1, 3 * t.f2, 3 * t.n2};
    gln_keyness a, b, c;
    gln_exact_test f, g;
    gln_table2x2__measure(t, &a);
    gln_table2x2__measure(swapped, &b);
    gln_table2x2__measure(many, &c);
    gln_table2x2__fisher(t, &f);
    gln_table2x2__fisher(swapped, &g);
    CHECK_NEAR(b.g2, a.g2, 1e-12, 1e-12);
    CHECK_NEAR(b.chi2, a.chi2, 1e-12, 1e-12);
    CHECK_NEAR(g.ln_two_sided, f.ln_two_sided, 1e-9, 1e-9);
    CHECK_NEAR(g.ln_less, f.ln_greater, 1e-9, 1e-9);
    CHECK_NEAR(b.log_ratio, -a.log_ratio, 1e-12, 1e-14);
    CHECK_NEAR(log(b.odds_ratio), -log(a.odds_ratio), 1e-12, 1e-13);
    CHECK(b.direction == -a.direction);
    CHECK(a.g2_two_term <= a.g2 * (1 + 1e-12) && a.g2_two_term >= 0);
    CHECK_NEAR(c.g2, 3 * a.g2, 1e-11, 1e-11);
    CHECK_NEAR(c.chi2, 3 * a.chi2, 1e-11, 1e-11);
    CHECK_NEAR(c.log_ratio, a.log_ratio, 1e-13, 1e-14);
    CHECK_NEAR(c.percent_diff, a.percent_diff, 1e-13, 1e-12);
    /* chi2 = sum over four cells (O-E)^2/E */
    double o[4] = {(double)t.f1, (double)(t.n1 - t.f1), (double)t.f2, (double)(t.n2 - t.f2)}, sum = 0;
    double n = (double)(t.n1 + t.n2), r = (double)(t.f1 + t.f2);
    for (int i = 0; i < 4; i++) {
        double e = (i < 2 ? (double)t.n1 : (double)t.n2) * (i % 2 ? n - r : r) / n;
        sum += (o[i] - e) * (o[i] - e) / e;
    }
    CHECK_NEAR(a.chi2, sum, 1e-9, 1e-9);
    /* the exact interval of the rate ratio is that of the binomial share */
    gln_keyness_interval i;
    gln_interval odds = gln_stats__clopper_pearson_odds((double)t.f1, r, 0.95);
    gln_table2x2__interval(t, 0.95, 1, &i);
    CHECK_NEAR(i.rate_ratio.low, odds.low * ((double)t.n2 / (double)t.n1), 1e-12, 0);
    CHECK_NEAR(i.rate_ratio.high, odds.high * ((double)t.n2 / (double)t.n1), 1e-12, 0);
    /* and the two-term G2 is the deviance of one rate for both */
    double y[2] = {(double)t.f1, (double)t.f2}, exposure[2] = {(double)t.n1, (double)t.n2}, ones[2] = {1, 1};
    gln_glm_data data = {y, exposure, ones, 2, 1};
    gln_glm fit;
    CHECK(gln_glm__poisson(&data, &fit, NULL, &err) == GLN_OK);
    CHECK_NEAR(fit.deviance, a.g2_two_term, 1e-8, 1e-8);
}

/* G2 of the 2xV table is 2 ln2 N JSD weighted and the sum of the two-term values; HD-D is rarefaction; the inertia of
 * correspondence analysis is chi2/N. */
static void profiles(void)
{
    uint64_t a[WORDS], b[WORDS], n_a = 0, n_b = 0;
    double counts[2 * WORDS], sum = 0, inertias[2], chi2 = 0;
    for (size_t w = 0; w < WORDS; w++) {
        a[w] = draw(1 + draw(60));
        b[w] = draw(1 + draw(60)) + (w == 0);
        n_a += a[w] += w == 1;
        n_b += b[w];
        counts[w] = (double)a[w];
        counts[WORDS + w] = (double)b[w];
    }
    gln_divergence d;
    gln_divergence__vectors(a, b, NULL, WORDS, 0, &d);
    for (size_t w = 0; w < WORDS; w++) {
        gln_keyness k;
        if (a[w] + b[w]) {
            gln_table2x2__measure((gln_table2x2){a[w], n_a, b[w], n_b}, &k);
            sum += k.g2_two_term;
            chi2 += k.chi2_two_cell;
        }
    }
    CHECK_NEAR(d.g2, 2 * GLN_LN2 * (double)(n_a + n_b) * d.jsd_weighted, 1e-12, 1e-12);
    CHECK_NEAR(d.g2, sum, 1e-11, 1e-11);
    gln_correspondence ca;
    CHECK(gln_factors__correspondence(counts, 2, WORDS, inertias, NULL, NULL, &ca, &err) == GLN_OK);
    CHECK_NEAR(ca.total_inertia, chi2 / (double)(n_a + n_b), 1e-10, 1e-13);
    CHECK_NEAR(inertias[0] + inertias[1], ca.total_inertia, 1e-10, 1e-13);
    /* all tokens hold all types, one token one */
    gln_richness r;
    gln_richness__measure(a, WORDS, &r);
    CHECK_NEAR(gln_richness__rarefied(a, WORDS, (double)n_a), (double)r.types, 1e-12, 0);
    CHECK_NEAR(gln_richness__rarefied(a, WORDS, 1), 1, 1e-12, 0);
    if (n_a > 1) { /* two tokens are of two types as often as they differ: Simpson */
        CHECK_NEAR(gln_richness__rarefied(a, WORDS, 2), 2 - r.simpson, 1e-10, 0);
    }
}

static void association(void)
{
    uint64_t n = 50 + draw(100000), f1 = 1 + draw(40), f2 = 1 + draw(40);
    uint64_t o = draw((unsigned)(f1 < f2 ? f1 : f2) + 1);
    gln_assoc a;
    gln_assoc__measure(o, f1, f2, n, &a);
    if (strcmp(a.status, GLN_STATS_OK) != 0) {
        return;
    }
    CHECK(a.npmi >= -1 && a.npmi <= 1);
    CHECK((a.npmi == 1) == (o == f1 && o == f2));
    CHECK_NEAR(a.phi2, fmax(0, a.delta_p_2given1 * a.delta_p_1given2), 1e-9, 1e-15);
}

/* U of both sides sums to the pairs; reversing time flips trends; scaling exposures changes no place of a change. */
static void series(void)
{
    double x[UNITS], y[UNITS], back[UNITS], exposure[UNITS], scaled[UNITS];
    size_t after[UNITS], after_scaled[UNITS];
    for (size_t i = 0; i < UNITS; i++) {
        x[i] = draw(12);
        y[i] = draw(12);
        exposure[i] = 50 + draw(100);
        scaled[i] = 7 * exposure[i];
    }
    for (size_t i = 0; i < UNITS; i++) {
        back[i] = x[UNITS - 1 - i];
    }
    gln_mann_whitney m, w;
    CHECK(gln_twosample__mann_whitney(x, UNITS, y, UNITS - 2, &m, &err) == GLN_OK);
    CHECK(gln_twosample__mann_whitney(y, UNITS - 2, x, UNITS, &w, &err) == GLN_OK);
    CHECK_NEAR(m.u + w.u, UNITS * (UNITS - 2), 1e-12, 0);
    CHECK_NEAR(m.delta, 2 * m.a - 1, 1e-12, 1e-12);
    CHECK_NEAR(m.a, m.u / (UNITS * (UNITS - 2)), 1e-12, 1e-12);
    gln_kendall k, l;
    CHECK(gln_kendall__test(x, UNITS, &k, &err) == GLN_OK);
    CHECK(gln_kendall__test(back, UNITS, &l, &err) == GLN_OK);
    CHECK_NEAR(l.s, -k.s, 0, 0);
    CHECK_NEAR(l.var_s, k.var_s, 1e-12, 0);
    gln_spearman r, s;
    CHECK(gln_ranks__spearman(NULL, x, UNITS, &r, &err) == GLN_OK);
    CHECK(gln_ranks__spearman(NULL, back, UNITS, &s, &err) == GLN_OK);
    CHECK_NEAR(s.rho, -r.rho, 1e-9, 1e-12);
    gln_pettitt p, q;
    CHECK(gln_ranks__pettitt(x, UNITS, 0, NULL, &p, &err) == GLN_OK);
    CHECK(gln_ranks__pettitt(back, UNITS, 0, NULL, &q, &err) == GLN_OK);
    CHECK_NEAR(q.k, p.k, 1e-12, 0);
    gln_partition c, d;
    CHECK(gln_change__partition(x, exposure, UNITS, NAN, 1, after, &c, &err) == GLN_OK);
    CHECK(gln_change__partition(x, scaled, UNITS, NAN, 1, after_scaled, &d, &err) == GLN_OK);
    CHECK(c.n_changes == d.n_changes && memcmp(after, after_scaled, c.n_changes * sizeof *after) == 0);
}

/* Adjusting keeps the order and never lowers; Benjamini and Yekutieli is Benjamini and Hochberg times H_m. */
static void families(void)
{
    double p[UNITS], bh[UNITS], by[UNITS], harmonic = 0;
    size_t m = 0;
    for (size_t i = 0; i < UNITS; i++) {
        p[i] = -(double)(1 + draw(1000)) / 100;
        harmonic += 1.0 / (double)(i + 1);
    }
    CHECK(gln_padjust__apply(GLN_PADJUST_BH, p, UNITS, bh, &m, &err) == GLN_OK);
    CHECK(gln_padjust__apply(GLN_PADJUST_BY, p, UNITS, by, &m, &err) == GLN_OK);
    for (size_t i = 0; i < UNITS; i++) {
        CHECK(bh[i] >= p[i] - 1e-12);
        CHECK_NEAR(by[i], fmin(0, bh[i] + log(harmonic)), 1e-9, 1e-12);
        for (size_t j = 0; j < UNITS; j++) {
            CHECK(p[i] > p[j] || bh[i] <= bh[j] + 1e-12);
        }
    }
}

int main(int argc, char **argv)
{
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20240229;
    printf("seed %llu\n", (unsigned long long)state);
    for (int round = 0; round < ROUNDS; round++) {
        keyness();
        profiles();
        association();
        series();
        families();
    }
    return check_report("identities");
}
