/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numeric primitives, 2x2 tables, log-odds, association: values worked out by hand, edges, counts to 2^64. */
#include "check.h"

#include "stats/assoc.h"
#include "stats/logodds.h"
#include "stats/table2x2.h"

#define POW(n) (UINT64_C(1) << (n))

static void test_deviance(void)
{
    CHECK_NEAR(gln_stats__deviance(1, 1), 0, 0, 0);
    CHECK_NEAR(gln_stats__deviance(0, 3), 3, 0, 0);
    CHECK_NEAR(gln_stats__deviance(2, 0), INFINITY, 0, 0);
    CHECK_NEAR(gln_stats__deviance(0, 0), 0, 0, 0);
    CHECK_NEAR(gln_stats__deviance(2, 1), 2 * log(2) - 1, 1e-15, 0);
    CHECK_NEAR(gln_stats__deviance(1e15 + 1e3, 1e15), 5e-10, 1e-9, 0); /* d^2/2e, where the plain formula gives noise */
    CHECK_NAN(gln_stats__deviance(-1, 1));
    CHECK_NAN(gln_stats__deviance((double)NAN, 1));
    CHECK_NEAR(gln_stats__determinant(9007199254740991.0, 9007199254740990.0, 9007199254740991.0, 9007199254740990.0),
               0, 0, 0);
    CHECK_NEAR(gln_stats__determinant(134217729, 134217728, 134217729, 134217730), 134217729 * 2.0, 0, 0);
}

static void test_continuous(void)
{
    CHECK_NEAR(gln_stats__ln_chisq1_sf(0), 0, 0, 0);
    CHECK_NAN(gln_stats__ln_chisq1_sf(-1));
    CHECK_NEAR(gln_stats__ln_chisq_sf(1e5, 2), -5e4, 1e-14, 0); /* df 2: e^(-x/2) */
    CHECK_NEAR(gln_stats__ln_normal_sf(40), -804.6084420137538, 1e-13, 0);
    CHECK_NEAR(gln_stats__ln_normal_sf(0), -log(2), 1e-15, 0);
    CHECK_NEAR(gln_stats__ln_normal_sf(-INFINITY), 0, 0, 0);
    CHECK_NEAR(gln_stats__t_sf(1, 1), .25, 1e-13, 0); /* Cauchy */
    CHECK_NEAR(gln_stats__t_sf(-1, 1), .75, 1e-13, 0);
    CHECK_NEAR(gln_stats__t_sf(sqrt(2), 2), .5 - .5 * sqrt(.5), 1e-13, 0);
    CHECK_NEAR(gln_stats__t_quantile(.75, 1), 1, 1e-12, 0);
    CHECK_NEAR(gln_stats__t_quantile(.25, 1), -1, 1e-12, 0);
    CHECK_NEAR(gln_stats__t_quantile(.5, 3), 0, 0, 0);
    CHECK_NEAR(gln_stats__t_sf(0, 5), .5, 1e-14, 0);
    CHECK_NEAR(gln_stats__ln_t_sf(1e150, 1), -150 * GLN_LN10 - log(M_PI), 1e-13, 0); /* 1/(pi t) */
    CHECK_NEAR(gln_stats__f_sf(3, 2, 2), .25, 1e-13, 0);                             /* 1/(1+f) */
    CHECK_NEAR(gln_stats__f_sf(1, 7, 7), .5, 1e-13, 0);
    CHECK_NEAR(gln_stats__f_sf(0, 3, 4), 1, 0, 0);
    CHECK_NAN(gln_stats__t_sf(1, 0));
}

static void test_counts(void)
{
    CHECK_NEAR(exp(gln_stats__ln_poisson_sf(1, 2)), 1 - exp(-2), 1e-14, 0);
    CHECK_NEAR(gln_stats__ln_poisson_cdf(0, 2), -2, 1e-14, 0);
    CHECK_NEAR(gln_stats__ln_poisson_sf(0, 2), 0, 0, 0);
    CHECK_NEAR(gln_stats__ln_poisson_sf(3, 0), -INFINITY, 0, 0);
    CHECK_NEAR(exp(gln_stats__ln_binomial_sf(3, 3, .5, .5)), .125, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_binomial_two_sided(3, 3, .5, .5)), .25, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_binomial_pmf(2, 4, .5, .5)), .375, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_choose(8, 4)), 70, 1e-13, 0);
    CHECK_NEAR(gln_stats__ln_choose(9, 0), 0, 0, 0);
    CHECK_NAN(gln_stats__ln_choose(3, 4));
    /* the lady tasting tea: weights 1, 16, 36, 16, 1 of 70 */
    CHECK_NEAR(exp(gln_stats__ln_hypergeometric_pmf(3, 4, 4, 4)), 16. / 70, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_hypergeometric_sf(3, 4, 4, 4)), 17. / 70, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_hypergeometric_cdf(3, 4, 4, 4)), 69. / 70, 1e-13, 0);
    CHECK_NEAR(exp(gln_stats__ln_hypergeometric_two_sided(3, 4, 4, 4)), 34. / 70, 1e-13, 0);
    CHECK_NEAR(gln_stats__ln_hypergeometric_sf(5, 4, 4, 4), -INFINITY, 0, 0);
    CHECK_NEAR(gln_stats__ln_hypergeometric_sf(0, 4, 4, 4), 0, 0, 0);
    CHECK_NAN(gln_stats__ln_hypergeometric_sf(1, 4, 4, 9));
    /* 2^52 of 2^53 drawn, 2^52 marked: symmetric, sd = sqrt(2^53/16), so P(X >= mean) = 1/2 + 1/(2 sd sqrt(2 pi)) */
    double half = (double)POW(51);
    double all = (double)POW(52);
    CHECK_NEAR(exp(gln_stats__ln_hypergeometric_sf(half, all, all, all)), .5 + .5 / (0x1p24 * sqrt(2) * sqrt(2 * M_PI)),
               1e-8, 0);
    /* conditional odds ratio of 3, 1, 1, 3: E(X) = 3 is x^4 - 36 x^2 - 32 x - 3 = 0 */
    gln_interval ci;
    double x = gln_stats__conditional_odds(3, 4, 4, 4, .95, &ci);
    CHECK_NEAR(x * x * x * x - 36 * x * x - 32 * x - 3, 0, 0, 1e-7);
    CHECK(ci.low > 0 && ci.low < x && x < ci.high && ci.high < 1000);
    CHECK_NEAR(gln_stats__conditional_odds(4, 4, 4, 4, .95, &ci), INFINITY, 0, 0);
    CHECK_NEAR(ci.high, INFINITY, 0, 0);
    CHECK_NAN(gln_stats__conditional_odds(0, 4, 4, 0, .95, &ci));
}

static void test_limits(void)
{
    gln_interval i = gln_stats__poisson_limits(0, .95);
    CHECK_NEAR(i.low, 0, 0, 0);
    CHECK_NEAR(i.high, -log(.025), 1e-12, 0);
    i = gln_stats__poisson_limits(0x1p53, .95); /* mean -+ z sd */
    CHECK_NEAR((0x1p53 - i.low) / 0x1p26 / sqrt(2), 1.959964, 1e-6, 0);
    CHECK_NEAR((i.high - 0x1p53) / 0x1p26 / sqrt(2), 1.959964, 1e-6, 0);
    i = gln_stats__clopper_pearson(0, 10, .95);
    CHECK_NEAR(i.low, 0, 0, 0);
    CHECK_NEAR(i.high, 1 - pow(.025, .1), 1e-12, 0);
    i = gln_stats__clopper_pearson_odds(7, 7, .95);
    CHECK_NEAR(i.high, INFINITY, 0, 0);
    CHECK_NAN(gln_stats__clopper_pearson(0, 0, .95).low);
    CHECK_NAN(gln_stats__poisson_limits(1, 1).high);
    i = gln_stats__wilson(5, 10, .95);
    CHECK_NEAR(i.low, .236593091, 0, 1e-9);
    CHECK_NEAR(i.high, .763406909, 0, 1e-9);
    i = gln_stats__wilson_cc(81, 263, .95); /* Newcombe 1998, table I, method 4 */
    CHECK_NEAR(i.low, .2535, 0, 5e-5);
    CHECK_NEAR(i.high, .3682, 0, 5e-5);
    i = gln_stats__wilson_cc(0, 20, .95);
    CHECK_NEAR(i.low, 0, 0, 0);
    CHECK_NEAR(i.high, .2005, 0, 5e-5);
    i = gln_stats__jeffreys(8, 16, .9);
    CHECK_NEAR(i.low, 1 - i.high, 1e-12, 0);
}

static void test_keyness_by_hand(void)
{
    gln_table2x2 t = {1, 2, 0, 2};
    gln_keyness k;
    gln_table2x2__measure(t, &k);
    CHECK_TEXT(k.status, "ok");
    CHECK(k.direction == 1);
    CHECK_NEAR(k.g2, 2 * log(64. / 27), 1e-14, 0);
    CHECK_NEAR(k.g2_two_term, 2 * log(2), 1e-14, 0);
    CHECK_NEAR(k.chi2, 4. / 3, 1e-14, 0);
    CHECK_NEAR(k.chi2_yates, 0, 0, 0);
    CHECK_NEAR(k.bic, 2 * log(64. / 27) - log(4), 1e-13, 0);
    CHECK_NEAR(k.min_expected, .5, 0, 0);
    CHECK_NEAR(k.log_ratio, INFINITY, 0, 0);
    CHECK_NEAR(k.percent_diff, INFINITY, 0, 0);
    CHECK_NEAR(k.odds_ratio, INFINITY, 0, 0);
    CHECK_NEAR(k.log_ratio_walter, log2(3), 1e-14, 0);
    CHECK_NEAR(k.odds_ratio_half, 5, 1e-14, 0);
    CHECK_NEAR(gln_table2x2__simple_maths(t, 1), 500001, 1e-14, 0);

    gln_exact_test e;
    gln_table2x2__fisher(t, &e);
    CHECK_NEAR(exp(e.ln_greater), .5, 1e-13, 0);
    CHECK_NEAR(exp(e.ln_less), 1, 1e-13, 0);
    CHECK_NEAR(exp(e.ln_two_sided), 1, 1e-13, 0);
    gln_table2x2__poisson_test((gln_table2x2){3, 9, 0, 9}, &e);
    CHECK_NEAR(exp(e.ln_greater), .125, 1e-13, 0);
    CHECK_NEAR(exp(e.ln_less), 1, 1e-13, 0);
    CHECK_NEAR(exp(e.ln_two_sided), .25, 1e-13, 0);

    gln_keyness_interval i;
    gln_table2x2__interval(t, .95, 1, &i);
    CHECK_NEAR(i.rate_ratio.low, 1. / 39, 1e-12, 0); /* odds of .025 */
    CHECK_NEAR(i.rate_ratio.high, INFINITY, 0, 0);
    CHECK_NAN(i.log_ratio_wald.low);
    CHECK_NEAR(i.lrc, 0, 0, 0);
    gln_table2x2__interval(t, .95, 4, &i); /* about Walter's estimate, twice as far */
    CHECK_NEAR(i.log_ratio_wide.low, log2(3) - 2 * (log2(3) + log2(39)), 1e-12, 0);
    CHECK_NEAR(i.log_ratio_wide.high, INFINITY, 0, 0);
    gln_table2x2__interval((gln_table2x2){400, 1000, 100, 1000}, .95, 4, &i);
    CHECK_NEAR(i.log_ratio_wide.low, 2 - 2 * (2 - i.log_ratio.low), 1e-12, 0);
    CHECK_NEAR(i.lrc, i.log_ratio.low, 0, 0);
    CHECK_NEAR(i.lrc_wide, i.log_ratio_wide.low, 0, 0);
    gln_table2x2__interval(t, 1, 1, &i);
    CHECK_TEXT(i.status, "invalid_level");
}

static void test_keyness_edges(void)
{
    gln_keyness k;
    gln_keyness_interval i;
    gln_exact_test e;
    gln_table2x2 none = {0, 1000, 0, 1000};
    gln_table2x2__measure(none, &k);
    gln_table2x2__interval(none, .95, 1, &i);
    gln_table2x2__fisher(none, &e);
    CHECK_TEXT(k.status, "undefined_zero_count");
    CHECK_TEXT(i.status, "undefined_zero_count");
    CHECK_TEXT(e.status, "undefined_zero_count");
    CHECK_NAN(k.g2);
    CHECK_NAN(k.log_ratio);
    CHECK_NAN(i.lrc);
    CHECK_NAN(e.ln_two_sided);
    CHECK_NEAR(gln_table2x2__simple_maths(none, 1), 1, 0, 0);
    gln_table2x2__measure((gln_table2x2){0, 0, 3, 10}, &k);
    CHECK_TEXT(k.status, "undefined_zero_total");
    CHECK_NAN(gln_table2x2__simple_maths((gln_table2x2){0, 0, 3, 10}, 1));
    gln_table2x2__measure((gln_table2x2){11, 10, 3, 10}, &k);
    CHECK_TEXT(k.status, "invalid_table");
    gln_table2x2__measure((gln_table2x2){10, 10, 5, 5}, &k); /* every token */
    CHECK_TEXT(k.status, "ok");
    CHECK_NEAR(k.g2, 0, 0, 0);
    CHECK_NEAR(k.log_ratio, 0, 0, 0);
    CHECK_NAN(k.chi2);
    CHECK_NAN(k.odds_ratio);
    CHECK(k.direction == 0);
    CHECK_NEAR(gln_table2x2__conservative((gln_interval){-1, 2}), 0, 0, 0);
    CHECK_NEAR(gln_table2x2__conservative((gln_interval){.5, INFINITY}), .5, 0, 0);
    CHECK_NEAR(gln_table2x2__conservative((gln_interval){-INFINITY, -1}), -1, 0, 0);
    CHECK_NAN(gln_table2x2__conservative((gln_interval){(double)NAN, 1}));
}

static void test_keyness_large(void)
{
    gln_keyness one, many, k;
    gln_exact_test e;
    gln_table2x2__measure((gln_table2x2){3, 10, 1, 10}, &one);
    gln_table2x2__measure((gln_table2x2){3 * POW(33), 10 * POW(33), POW(33), 10 * POW(33)}, &many);
    CHECK_NEAR(many.g2, one.g2 * 0x1p33, 1e-14, 0); /* k copies: k G2, the same effect */
    CHECK_NEAR(many.chi2, one.chi2 * 0x1p33, 1e-14, 0);
    CHECK_NEAR(many.log_ratio, one.log_ratio, 0, 0);
    CHECK(isfinite(many.g2_ln_p) && many.g2_p == 0);
    /* |O - E| = 2^19 in cells of 2^52: G2 = 2^38 4/2^52 */
    gln_table2x2 near = {POW(52) + POW(20), POW(53), POW(52), POW(53)};
    gln_table2x2__measure(near, &k);
    CHECK_NEAR(k.g2, 0x1p-12, 1e-9, 0);
    CHECK_NEAR(k.chi2, 0x1p-12, 1e-9, 0);
    gln_table2x2__fisher(near, &e);
    CHECK_NEAR(exp(e.ln_greater), gln_stats__normal_sf(0x1p-6), 1e-6, 0);
    CHECK_NEAR(exp(e.ln_greater) + exp(e.ln_less), 1, 1e-6, 0);
    gln_table2x2__measure((gln_table2x2){UINT64_MAX, UINT64_MAX, 0, UINT64_MAX}, &k);
    CHECK_NEAR(k.g2, 4 * log(2) * 0x1p64, 1e-12, 0);
    CHECK_NEAR(k.diff_coefficient, 1, 0, 0);
    /* Vast beside small. Two tokens are no hits and both stand on the second side: 7 6/(N (N - 1)), N = 2^64 + 6. */
    gln_interval ci;
    gln_table2x2 uneven = {UINT64_MAX, UINT64_MAX, 5, 7};
    gln_table2x2__fisher(uneven, &e);
    CHECK_NEAR(e.ln_greater, log(42) - 2 * log(0x1p64), 1e-14, 0);
    CHECK_NEAR(gln_table2x2__conditional_odds(uneven, .95, &ci), INFINITY, 0, 0);
    CHECK(ci.low > 0 && isfinite(ci.low) && isinf(ci.high));
    /* Half of 2^54 beside 3 of 11, which is as good as 11 tosses of a coin: P(X <= 3) = 232/2048. */
    gln_table2x2 toss = {POW(53) + 1, POW(54), 3, 11};
    gln_table2x2__fisher(toss, &e);
    CHECK_NEAR(e.ln_greater, log(232. / 2048), 1e-12, 0);
    CHECK_NEAR(e.ln_two_sided, log(464. / 2048), 1e-12, 0);
    CHECK_NEAR(gln_table2x2__conditional_odds(toss, .95, &ci), 8. / 3, 1e-9, 0);
    /* One hit more than chance in 2^60 tokens: |O - E| is exact, 2^6 and 1/2. */
    gln_table2x2__measure((gln_table2x2){POW(59) + POW(7), POW(60), POW(59), POW(60)}, &k);
    CHECK_NEAR(k.chi2, 0x1p12 * 4 / 0x1p59, 1e-12, 0);
    gln_table2x2__measure((gln_table2x2){POW(59) + 1, POW(60), POW(59), POW(60)}, &k);
    CHECK_NEAR(k.g2, .25 * 4 / 0x1p59, 1e-12, 0);
    gln_table2x2__poisson_test((gln_table2x2){POW(60), POW(60), 1, 1}, &e); /* all but one on the first side */
    CHECK_NEAR(e.ln_less, log1p(-exp(-1)), 1e-6, 0);
    /* the two sides exchanged */
    gln_keyness a, b;
    gln_table2x2__measure((gln_table2x2){29, 42, 123, 31735}, &a);
    gln_table2x2__measure((gln_table2x2){123, 31735, 29, 42}, &b);
    CHECK_NEAR(a.g2, b.g2, 1e-14, 0);
    CHECK_NEAR(a.log_ratio, -b.log_ratio, 1e-14, 0);
    CHECK(a.direction == -b.direction);
    CHECK(a.g2_two_term <= a.g2);
}

static void test_logodds(void)
{
    gln_logodds r;
    gln_logodds__measure(1, 1, 0, 1, 1, 2, &r);
    CHECK_TEXT(r.status, "ok");
    CHECK_NEAR(r.delta, log(4), 1e-14, 0);
    CHECK_NEAR(r.variance, 1.5, 1e-14, 0);
    CHECK_NEAR(r.z, log(4) / sqrt(1.5), 1e-14, 0);
    gln_logodds__measure(1, 1, 0, 1, 0, 2, &r);
    CHECK_TEXT(r.status, "undefined_zero_prior");
    CHECK_NAN(r.z);
    gln_logodds__measure(1, 1, 0, 1, 2, 2, &r);
    CHECK_TEXT(r.status, "undefined_total");
    gln_logodds__measure(2, 1, 0, 1, 1, 2, &r);
    CHECK_TEXT(r.status, "invalid_table");
    CHECK_NEAR(gln_logodds__prior(3, 6, 10), 5, 0, 0);
    CHECK_NEAR(gln_logodds__prior(0, 6, 10), .01, 0, 0);
    CHECK_NAN(gln_logodds__prior(0, 0, 10));
}

static void test_assoc(void)
{
    gln_assoc a;
    gln_assoc__measure(2, 2, 4, 8, &a); /* cells 2 0 2 4, E = 1 */
    CHECK_TEXT(a.status, "ok");
    CHECK_NEAR(a.expected, 1, 0, 0);
    CHECK_NEAR(a.pmi, 1, 1e-15, 0);
    CHECK_NEAR(a.npmi, .5, 1e-15, 0);
    CHECK_NEAR(a.mi2, 2, 1e-15, 0);
    CHECK_NEAR(a.mi3, 3, 1e-15, 0);
    CHECK_NEAR(a.local_mi, 2, 1e-15, 0);
    CHECK_NEAR(a.t, sqrt(.5), 1e-15, 0);
    CHECK_NEAR(a.z, 1, 1e-15, 0);
    CHECK_NEAR(a.z_yates, .5, 1e-15, 0);
    CHECK_NEAR(a.simple_ll, 4 * log(2) - 2, 1e-14, 0);
    CHECK_NEAR(a.dice, 2. / 3, 1e-15, 0);
    CHECK_NEAR(a.log_dice, 14 + log2(2. / 3), 1e-15, 0);
    CHECK_NEAR(a.jaccard, .5, 0, 0);
    CHECK_NEAR(a.min_sensitivity, .5, 0, 0);
    CHECK_NEAR(a.chi2, 8. / 3, 1e-14, 0);
    CHECK_NEAR(a.phi2, 1. / 3, 1e-14, 0);
    CHECK_NEAR(a.delta_p_2given1, 2. / 3, 1e-15, 0);
    CHECK_NEAR(a.delta_p_1given2, .5, 1e-15, 0);
    CHECK_NEAR(a.log_or, log(9), 1e-14, 0);
    CHECK_NEAR(a.g2, 2 * (2 * log(2) + 2 * log(2. / 3) + 4 * log(4. / 3)), 1e-14, 0);
    CHECK(a.ratio_low < 2 && a.ratio_high > 2);
    gln_assoc_exact e;
    gln_assoc__fisher(2, 2, 4, 8, &e);
    CHECK_NEAR(exp(e.ln_attraction), 3. / 14, 1e-13, 0);
    CHECK_NEAR(e.collostruction, log10(14. / 3), 1e-12, 0);

    gln_assoc__measure(0, 5, 6, 100, &a);
    CHECK_NEAR(a.pmi, -INFINITY, 0, 0);
    CHECK_NEAR(a.npmi, -1, 0, 0);
    CHECK_NEAR(a.local_mi, 0, 0, 0);
    CHECK_NAN(a.t);
    gln_assoc__measure(7, 7, 7, 7, &a);
    CHECK_NAN(a.npmi);
    CHECK_NAN(a.chi2);
    CHECK_NAN(a.delta_p_1given2);
    CHECK_NEAR(a.g2, 0, 0, 0);
    gln_assoc__measure(0, 0, 6, 100, &a);
    CHECK_TEXT(a.status, "undefined_zero_margin");
    gln_assoc__measure(3, 2, 6, 100, &a);
    CHECK_TEXT(a.status, "invalid_table");
    gln_assoc__measure(1, 60, 60, 100, &a); /* o22 would be -19 */
    CHECK_TEXT(a.status, "invalid_table");
    gln_assoc__measure(POW(50), POW(51), POW(51), POW(53), &a); /* O = 2 E */
    CHECK_NEAR(a.pmi, 1, 1e-15, 0);
    CHECK(isfinite(a.g2_ln_p));

    gln_assoc__measure_expected(8, 2, 3, 100, 2, &a);
    CHECK_TEXT(a.status, "ok");
    CHECK_NEAR(a.pmi, 2, 1e-15, 0);
    CHECK_NAN(a.g2);
    gln_assoc__measure_expected(8, 2, 3, 100, 0, &a);
    CHECK_TEXT(a.status, "undefined_zero_margin");
    gln_assoc__measure_expected(8, 2, 3, 100, (double)NAN, &a);
    CHECK_TEXT(a.status, "invalid_table");
}

/* Of 2^64 - 1 units three lack the first word and four the second, two of them both: 3 4 3/N^2 times two over two. */
static void test_assoc_vast(void)
{
    gln_assoc_exact e;
    gln_assoc__fisher(UINT64_MAX - 5, UINT64_MAX - 3, UINT64_MAX - 4, UINT64_MAX, &e);
    CHECK_NEAR(e.ln_attraction, log(36) - 2 * log(0x1p64), 1e-12, 0);
    CHECK(e.collostruction > 36 && e.collostruction < 38);
}

static void test_window(void)
{
    CHECK_NEAR(gln_assoc__window_pairs(0, 5), 0, 0, 0);
    CHECK_NEAR(gln_assoc__window_pairs(1, 5), 0, 0, 0);
    CHECK_NEAR(gln_assoc__window_pairs(3, 0), 0, 0, 0);
    CHECK_NEAR(gln_assoc__window_pairs(3, 1), 4, 0, 0);
    CHECK_NEAR(gln_assoc__window_pairs(3, UINT64_MAX), 6, 0, 0); /* every ordered pair of three */
    CHECK_NEAR(gln_assoc__window_pairs(9, 2), 30, 0, 0);
    CHECK_NEAR(gln_assoc__window_expected(2, 3, 3, 6), 6, 1e-15, 0);
    CHECK_NEAR(gln_assoc__window_expected_self(4, 9, 30), 2.5, 1e-15, 0);
    CHECK_NEAR(gln_assoc__window_expected_self(0, 9, 30), 0, 0, 0);
    CHECK_NAN(gln_assoc__window_expected(1, 1, 1, 0));
    CHECK_NEAR(gln_assoc__window_approximation(2, 3, 12, 5), 5, 1e-15, 0);
}

int main(void)
{
    gln_stats__init();
    test_deviance();
    test_continuous();
    test_counts();
    test_limits();
    test_keyness_by_hand();
    test_keyness_edges();
    test_keyness_large();
    test_logodds();
    test_assoc();
    test_assoc_vast();
    test_window();
    return check_report("stats_tables");
}
