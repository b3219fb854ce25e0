/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/logodds.h"
#include "stats/table2x2.h"

#include <math.h>

static const double level = 0.95;
static const double no_overdispersion = 1;

static void put_sizes(calc_case *c, const gln_keyness *k)
{
    CALC_PUT(c, {"g2", k->g2}, {"g2_4term", k->g2}, {"g2_4term_p", k->g2_p}, {"g2_4term_ln_p", k->g2_ln_p},
             {"ln_p", k->g2_ln_p}, {"log10_p", k->g2_ln_p / GLN_LN10}, {"p_double_underflows_to", k->g2_p},
             {"g2_2term", k->g2_two_term}, {"g2_2term_ln_p", k->g2_two_term_ln_p},
             {"g2_2term_p", exp(k->g2_two_term_ln_p)}, {"g2_williams", k->g2_williams}, {"chi2", k->chi2},
             {"chi2_ln_p", k->chi2_ln_p}, {"chi2_p", exp(k->chi2_ln_p)}, {"chi2_yates", k->chi2_yates},
             {"chi2_yates_p", exp(k->chi2_yates_ln_p)}, {"two_cell", k->chi2_two_cell}, {"four_cell_pearson", k->chi2},
             {"phi2", k->phi2}, {"bic", k->bic}, {"bic_g2_minus_lnN", k->bic}, {"ell", k->ell},
             {"direction", k->direction}, {"min_expected_4cells", k->min_expected}, {"rate_ratio", k->rate_ratio},
             {"log_ratio", k->log_ratio}, {"log_ratio_walter_half", k->log_ratio_walter}, {"pct_diff", k->percent_diff},
             {"diff_coefficient", k->diff_coefficient}, {"odds_ratio_sample", k->odds_ratio},
             {"odds_ratio_half", k->odds_ratio_half}, );
}

static void put_tests(calc_case *c, gln_table2x2 t)
{
    gln_exact_test fisher;
    gln_exact_test poisson;
    gln_table2x2__fisher(t, &fisher);
    gln_table2x2__poisson_test(t, &poisson);
    CALC_PUT(c, {"fisher", exp(fisher.ln_two_sided)}, {"fisher_two_sided", exp(fisher.ln_two_sided)},
             {"fisher_greater", exp(fisher.ln_greater)}, {"fisher_less", exp(fisher.ln_less)},
             {"two", exp(fisher.ln_two_sided)}, {"right", exp(fisher.ln_greater)}, {"left", exp(fisher.ln_less)},
             {"fisher_two_sided_ln_p", fisher.ln_two_sided}, {"fisher_greater_ln_p", fisher.ln_greater},
             {"fisher_less_ln_p", fisher.ln_less}, {"poisson_test_p", exp(poisson.ln_two_sided)},
             {"poisson_test_ln_p", poisson.ln_two_sided}, );
}

static void put_keyness(calc_case *c, gln_table2x2 t)
{
    static const unsigned constants[] = {1, 10, 100, 1000};
    gln_keyness k;
    gln_keyness_interval i;
    gln_interval odds = {NAN, NAN};
    gln_table2x2__measure(t, &k);
    c->state = k.status;
    put_sizes(c, &k);
    put_tests(c, t);
    gln_table2x2__interval(t, level, no_overdispersion, &i);
    calc_put_pair(c, "rate_ratio_exact_ci95", i.rate_ratio, 1);
    calc_put_pair(c, "log_ratio_exact_ci95", i.log_ratio, 1);
    calc_put_pair(c, "log_ratio_wald_ci95", i.log_ratio_wald, 1);
    calc_put(c, "lrc", i.lrc);
    for (size_t n = 0; n < sizeof constants / sizeof *constants; n++) {
        calc_put_at(c, gln_table2x2__simple_maths(t, constants[n]), "simple_maths_k%u", constants[n]);
    }
    calc_put(c, "score", gln_table2x2__simple_maths(t, 1));
    calc_put(c, "or_conditional_mle", gln_table2x2__conditional_odds(t, level, &odds));
    calc_put_pair(c, "or_conditional_ci95", odds, 1);
}

void calc_keyness(calc_case *c)
{
    gln_table2x2 t = {calc_count(c, "f1"), calc_count(c, "n1"), calc_count(c, "f2"), calc_count(c, "n2")};
    if (c->status == GLN_OK) {
        put_keyness(c, t);
    }
}

void calc_keyness_texts(calc_case *c)
{
    gln_table2x2 t = {calc_count(c, "texts_with_word_1"), calc_count(c, "texts_1"), calc_count(c, "texts_with_word_2"),
                      calc_count(c, "texts_2")};
    if (c->status == GLN_OK) {
        put_keyness(c, t);
    }
}

void calc_keyness_cells(calc_case *c)
{
    uint64_t k11 = calc_count(c, "k11");
    uint64_t k12 = calc_count(c, "k12");
    uint64_t k21 = calc_count(c, "k21");
    uint64_t k22 = calc_count(c, "k22");
    if (c->status == GLN_OK) {
        put_keyness(c, (gln_table2x2){k11, k11 + k12, k21, k21 + k22});
    }
}

/* BIC = G2 - ln N, from a G2 that is given (Wilson 2013). */
void calc_bic(calc_case *c)
{
    calc_put(c, "bic", calc_number(c, "g2") - log(calc_number(c, "N")));
}

/* The prior in proportion to the background, without the floor that reports set beneath it. */
static double *background_prior(calc_case *c, size_t *n)
{
    double *prior = calc_numbers(c, "background", n);
    double a0 = calc_number(c, "prior_total_a0");
    double total = 0;
    for (size_t i = 0; c->status == GLN_OK && i < *n; i++) {
        total += prior[i];
    }
    for (size_t i = 0; c->status == GLN_OK && i < *n; i++) {
        prior[i] = a0 * prior[i] / total;
    }
    return prior;
}

static double *flat_prior(calc_case *c, size_t n)
{
    double each = calc_number(c, "alpha_each");
    double *prior = calc_array(c, n, sizeof *prior);
    for (size_t i = 0; prior && i < n; i++) {
        prior[i] = each;
    }
    return prior;
}

void calc_monroe(calc_case *c)
{
    size_t n = 0;
    size_t n2 = 0;
    uint64_t *y1 = calc_counts(c, "y1", &n);
    uint64_t *y2 = calc_counts(c, "y2", &n2);
    size_t n3 = n;
    double *prior = calc_has(c, "background") ? background_prior(c, &n3) : flat_prior(c, n);
    gln_logodds *words = calc_array(c, n, sizeof *words);
    calc_same_length(c, "y2", n, n2);
    calc_same_length(c, "background", n, n3);
    if (c->status != GLN_OK) {
        return;
    }
    gln_logodds__vector(y1, y2, prior, n, words);
    for (size_t i = 0; i < n; i++) {
        calc_put_at(c, words[i].delta, "delta[%zu]", i);
        calc_put_at(c, words[i].variance, "variance[%zu]", i);
        calc_put_at(c, words[i].z, "z[%zu]", i);
    }
    CALC_PUT(c, {"delta#", (double)n}, {"variance#", (double)n}, {"z#", (double)n}, );
}

static gln_keyness_interval interval_at(gln_table2x2 t, double conf)
{
    gln_keyness_interval i;
    gln_table2x2__interval(t, conf, no_overdispersion, &i);
    return i;
}

/* Evert (2022): the end of the interval nearest to 0, the level shared by m words (Bonferroni); PositiveLRC is its
 * one-sided lower end. */
static void put_conservative(calc_case *c, gln_table2x2 t, double alpha, size_t m, size_t i)
{
    static const double strict = 0.01;
    double shared = alpha / (double)m;
    gln_keyness k;
    gln_table2x2__measure(t, &k);
    double g2 = k.g2 * k.direction;
    calc_put_at(c, interval_at(t, 1 - shared).lrc, "LRC[%zu]", i);
    calc_put_at(c, interval_at(t, 1 - 2 * shared).log_ratio.low, "PositiveLRC[%zu]", i);
    calc_put_at(c, interval_at(t, 1 - alpha).lrc, "LRC_noadj[%zu]", i);
    calc_put_at(c, g2, "G2[%zu]", i);
    calc_put_at(c, k.g2_ln_p <= log(strict / (double)m) ? g2 : 0, "G2_alpha01[%zu]", i);
    calc_put_at(c, k.log_ratio_walter, "LogRatio[%zu]", i);
    calc_put_at(c, gln_table2x2__simple_maths(t, 1), "SimpleMaths[%zu]", i);
}

void calc_conservative(calc_case *c)
{
    size_t m = 0;
    size_t m2 = 0;
    uint64_t *f1 = calc_counts(c, "f1", &m);
    uint64_t *f2 = calc_counts(c, "f2", &m2);
    uint64_t n1 = calc_count(c, "n1");
    uint64_t n2 = calc_count(c, "n2");
    double alpha = 1 - calc_number(c, "conf_level");
    calc_same_length(c, "f2", m, m2);
    for (size_t i = 0; c->status == GLN_OK && i < m; i++) {
        put_conservative(c, (gln_table2x2){f1[i], n1, f2[i], n2}, alpha, m, i);
    }
    double length = (double)m;
    CALC_PUT(c, {"LRC#", length}, {"PositiveLRC#", length}, {"LRC_noadj#", length}, {"G2#", length},
             {"G2_alpha01#", length}, {"LogRatio#", length}, {"SimpleMaths#", length}, );
}
