/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_measure.h"
#include "cli/calc_measure_words.h"
#include "cli/calc_show.h"
#include "stats/assoc.h"
#include "stats/dispersion.h"
#include "stats/padjust.h"
#include "stats/prewhiten.h"
#include "stats/ranks.h"
#include "stats/rate.h"
#include "stats/table2x2.h"
#include "stats/theilsen.h"

#include <math.h>

/* ---- keyness ----------------------------------------------------------------------------------------------------- */

static const calc_field keyness_fields[] = {
    CALC_FIELD(gln_keyness, status, CALC_TEXT),
    CALC_FIELD(gln_keyness, direction, CALC_INTEGER),
    CALC_FIELD(gln_keyness, rate1, CALC_NUMBER),
    CALC_FIELD(gln_keyness, rate2, CALC_NUMBER),
    CALC_FIELD(gln_keyness, expected1, CALC_NUMBER),
    CALC_FIELD(gln_keyness, expected2, CALC_NUMBER),
    CALC_FIELD(gln_keyness, min_expected, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2_p, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2_two_term, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2_two_term_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_keyness, g2_williams, CALC_NUMBER),
    CALC_FIELD(gln_keyness, chi2, CALC_NUMBER),
    CALC_FIELD(gln_keyness, chi2_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_keyness, chi2_yates, CALC_NUMBER),
    CALC_FIELD(gln_keyness, chi2_yates_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_keyness, chi2_two_cell, CALC_NUMBER),
    CALC_FIELD(gln_keyness, phi2, CALC_NUMBER),
    CALC_FIELD(gln_keyness, bic, CALC_NUMBER),
    CALC_FIELD(gln_keyness, ell, CALC_NUMBER),
    CALC_FIELD(gln_keyness, rate_ratio, CALC_NUMBER),
    CALC_FIELD(gln_keyness, log_ratio, CALC_NUMBER),
    CALC_FIELD(gln_keyness, log_ratio_walter, CALC_NUMBER),
    CALC_FIELD(gln_keyness, percent_diff, CALC_NUMBER),
    CALC_FIELD(gln_keyness, diff_coefficient, CALC_NUMBER),
    CALC_FIELD(gln_keyness, odds_ratio, CALC_NUMBER),
    CALC_FIELD(gln_keyness, odds_ratio_half, CALC_NUMBER),
};

static const calc_field keyness_interval_fields[] = {
    CALC_FIELD(gln_keyness_interval, status, CALC_TEXT),
    CALC_FIELD(gln_keyness_interval, rate_ratio, CALC_INTERVAL),
    CALC_FIELD(gln_keyness_interval, log_ratio, CALC_INTERVAL),
    CALC_FIELD(gln_keyness_interval, log_ratio_wald, CALC_INTERVAL),
    CALC_FIELD(gln_keyness_interval, lrc, CALC_NUMBER),
};

static const calc_field exact_fields[] = {
    CALC_FIELD(gln_exact_test, status, CALC_TEXT),
    CALC_FIELD(gln_exact_test, ln_greater, CALC_NUMBER),
    CALC_FIELD(gln_exact_test, ln_less, CALC_NUMBER),
    CALC_FIELD(gln_exact_test, ln_two_sided, CALC_NUMBER),
};

typedef struct odds {
    double estimate;
    gln_interval ci;
} odds;

static const calc_field odds_fields[] = {
    CALC_FIELD(odds, estimate, CALC_NUMBER),
    CALC_FIELD(odds, ci, CALC_INTERVAL),
};

static void run_keyness(calc_given *g, gln_json_writer *w)
{
    static const double no_overdispersion = 1;
    gln_keyness k;
    gln_keyness_interval i;
    gln_exact_test fisher;
    gln_exact_test poisson;
    odds o;
    gln_table2x2 t = {calc_given_count(g, "f1"), calc_given_count(g, "n1"), calc_given_count(g, "f2"),
                      calc_given_count(g, "n2")};
    double conf = calc_given_level(g);
    if (g->status != GLN_OK) {
        return;
    }
    gln_table2x2__measure(t, &k);
    gln_table2x2__interval(t, conf, no_overdispersion, &i);
    gln_table2x2__fisher(t, &fisher);
    gln_table2x2__poisson_test(t, &poisson);
    o.estimate = gln_table2x2__conditional_odds(t, conf, &o.ci);
    CALC_SHOW(w, "keyness", keyness_fields, &k);
    CALC_SHOW(w, "interval", keyness_interval_fields, &i);
    CALC_SHOW(w, "conditional_odds_ratio", odds_fields, &o);
    CALC_SHOW(w, "fisher_test", exact_fields, &fisher);
    CALC_SHOW(w, "poisson_test", exact_fields, &poisson);
}

/* ---- association ------------------------------------------------------------------------------------------------- */

static const calc_field assoc_fields[] = {
    CALC_FIELD(gln_assoc, status, CALC_TEXT),
    CALC_FIELD(gln_assoc, expected, CALC_NUMBER),
    CALC_FIELD(gln_assoc, pmi, CALC_NUMBER),
    CALC_FIELD(gln_assoc, npmi, CALC_NUMBER),
    CALC_FIELD(gln_assoc, mi2, CALC_NUMBER),
    CALC_FIELD(gln_assoc, mi3, CALC_NUMBER),
    CALC_FIELD(gln_assoc, local_mi, CALC_NUMBER),
    CALC_FIELD(gln_assoc, t, CALC_NUMBER),
    CALC_FIELD(gln_assoc, z, CALC_NUMBER),
    CALC_FIELD(gln_assoc, z_yates, CALC_NUMBER),
    CALC_FIELD(gln_assoc, z_binomial, CALC_NUMBER),
    CALC_FIELD(gln_assoc, simple_ll, CALC_NUMBER),
    CALC_FIELD(gln_assoc, simple_ll_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_assoc, ratio_low, CALC_NUMBER),
    CALC_FIELD(gln_assoc, ratio_high, CALC_NUMBER),
    CALC_FIELD(gln_assoc, dice, CALC_NUMBER),
    CALC_FIELD(gln_assoc, log_dice, CALC_NUMBER),
    CALC_FIELD(gln_assoc, jaccard, CALC_NUMBER),
    CALC_FIELD(gln_assoc, min_sensitivity, CALC_NUMBER),
    CALC_FIELD(gln_assoc, g2, CALC_NUMBER),
    CALC_FIELD(gln_assoc, g2_signed, CALC_NUMBER),
    CALC_FIELD(gln_assoc, g2_ln_p, CALC_NUMBER),
    CALC_FIELD(gln_assoc, chi2, CALC_NUMBER),
    CALC_FIELD(gln_assoc, chi2_yates, CALC_NUMBER),
    CALC_FIELD(gln_assoc, phi2, CALC_NUMBER),
    CALC_FIELD(gln_assoc, delta_p_2given1, CALC_NUMBER),
    CALC_FIELD(gln_assoc, delta_p_1given2, CALC_NUMBER),
    CALC_FIELD(gln_assoc, log_or, CALC_NUMBER),
    CALC_FIELD(gln_assoc, log_or_low, CALC_NUMBER),
    CALC_FIELD(gln_assoc, log_or_high, CALC_NUMBER),
};

static const calc_field assoc_exact_fields[] = {
    CALC_FIELD(gln_assoc_exact, status, CALC_TEXT),           CALC_FIELD(gln_assoc_exact, ln_attraction, CALC_NUMBER),
    CALC_FIELD(gln_assoc_exact, ln_repulsion, CALC_NUMBER),   CALC_FIELD(gln_assoc_exact, ln_two_sided, CALC_NUMBER),
    CALC_FIELD(gln_assoc_exact, collostruction, CALC_NUMBER),
};

static void run_association(calc_given *g, gln_json_writer *w)
{
    gln_assoc a;
    gln_assoc_exact exact;
    uint64_t o = calc_given_count(g, "o11");
    uint64_t f1 = calc_given_count(g, "f1");
    uint64_t f2 = calc_given_count(g, "f2");
    uint64_t n = calc_given_count(g, "n");
    if (g->status == GLN_OK) {
        gln_assoc__measure(o, f1, f2, n, &a);
        gln_assoc__fisher(o, f1, f2, n, &exact);
        CALC_SHOW(w, "association", assoc_fields, &a);
        CALC_SHOW(w, "fisher_test", assoc_exact_fields, &exact);
    }
}

/* ---- rate -------------------------------------------------------------------------------------------------------- */

static const calc_field rate_fields[] = {
    CALC_FIELD(gln_rate, status, CALC_TEXT),        CALC_FIELD(gln_rate, k, CALC_NUMBER),
    CALC_FIELD(gln_rate, n, CALC_NUMBER),           CALC_FIELD(gln_rate, conf, CALC_NUMBER),
    CALC_FIELD(gln_rate, rate, CALC_NUMBER),        CALC_FIELD(gln_rate, poisson, CALC_INTERVAL),
    CALC_FIELD(gln_rate, byar, CALC_INTERVAL),      CALC_FIELD(gln_rate, wilson, CALC_INTERVAL),
    CALC_FIELD(gln_rate, wilson_cc, CALC_INTERVAL), CALC_FIELD(gln_rate, clopper_pearson, CALC_INTERVAL),
    CALC_FIELD(gln_rate, jeffreys, CALC_INTERVAL),
};

static void run_rate(calc_given *g, gln_json_writer *w)
{
    gln_rate r;
    double k = (double)calc_given_count(g, "k");
    double n = (double)calc_given_count(g, "n");
    double conf = calc_given_level(g);
    if (g->status == GLN_OK) {
        g->status = gln_rate__of(k, n, conf, &r, &g->err);
    }
    if (g->status == GLN_OK) {
        CALC_SHOW(w, "rate", rate_fields, &r);
    }
}

/* ---- dispersion -------------------------------------------------------------------------------------------------- */

static const calc_field dispersion_fields[] = {
    CALC_FIELD(gln_dispersion, status, CALC_TEXT),
    CALC_FIELD(gln_dispersion, n, CALC_COUNT),
    CALC_FIELD(gln_dispersion, f, CALC_COUNT),
    CALC_FIELD(gln_dispersion, range, CALC_COUNT),
    CALC_FIELD(gln_dispersion, range_share, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, dp, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, dp_norm, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, dp_norm_hits, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, d_a, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, juilland_d, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, juilland_d_counts, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, vc, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, carroll_d2, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, carroll_um, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, rosengren_s, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, rosengren_s_counts, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, rosengren_kf, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, kld, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, kld_norm, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, kld_norm_odds, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, chi2, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, lyne_d3, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, idf, CALC_NUMBER),
    CALC_FIELD(gln_dispersion, kromer_ur, CALC_NUMBER),
};

static void run_dispersion(calc_given *g, gln_json_writer *w)
{
    size_t n = 0;
    size_t n2 = 0;
    gln_dispersion d;
    uint64_t *hits = calc_given_counts(g, "counts", &n);
    uint64_t *sizes = calc_given_counts(g, "sizes", &n2);
    double *scratch = calc_given_array(g, n, sizeof *scratch);
    calc_given_same_length(g, "sizes", n, n2);
    if (g->status == GLN_OK) {
        gln_dispersion__dense(hits, sizes, n, scratch, &d);
        CALC_SHOW(w, "dispersion", dispersion_fields, &d);
    }
}

/* ---- trend ------------------------------------------------------------------------------------------------------- */

static const calc_field kendall_fields[] = {
    CALC_FIELD(gln_kendall, status, CALC_TEXT),   CALC_FIELD(gln_kendall, n, CALC_SIZE),
    CALC_FIELD(gln_kendall, s, CALC_NUMBER),      CALC_FIELD(gln_kendall, var_s, CALC_NUMBER),
    CALC_FIELD(gln_kendall, z, CALC_NUMBER),      CALC_FIELD(gln_kendall, p, CALC_NUMBER),
    CALC_FIELD(gln_kendall, ln_p, CALC_NUMBER),   CALC_FIELD(gln_kendall, p_exact, CALC_NUMBER),
    CALC_FIELD(gln_kendall, p_best, CALC_NUMBER), CALC_FIELD(gln_kendall, ln_p_best, CALC_NUMBER),
    CALC_FIELD(gln_kendall, min_p, CALC_NUMBER),  CALC_FIELD(gln_kendall, tau_a, CALC_NUMBER),
    CALC_FIELD(gln_kendall, tau_b, CALC_NUMBER),
};

static const calc_field theilsen_fields[] = {
    CALC_FIELD(gln_theilsen, status, CALC_TEXT),      CALC_FIELD(gln_theilsen, slope, CALC_NUMBER),
    CALC_FIELD(gln_theilsen, low, CALC_NUMBER),       CALC_FIELD(gln_theilsen, high, CALC_NUMBER),
    CALC_FIELD(gln_theilsen, intercept, CALC_NUMBER), CALC_FIELD(gln_theilsen, conf, CALC_NUMBER),
    CALC_FIELD(gln_theilsen, n_slopes, CALC_COUNT),
};

static const calc_field spearman_fields[] = {
    CALC_FIELD(gln_spearman, status, CALC_TEXT),
    CALC_FIELD(gln_spearman, rho, CALC_NUMBER),
    CALC_FIELD(gln_spearman, p, CALC_NUMBER),
    CALC_FIELD(gln_spearman, ln_p, CALC_NUMBER),
};

static const calc_field prewhiten_fields[] = {
    CALC_FIELD(gln_prewhiten, status, CALC_TEXT),           CALC_FIELD(gln_prewhiten, acf1, CALC_NUMBER),
    CALC_FIELD(gln_prewhiten, acf1_detrended, CALC_NUMBER), CALC_FIELD(gln_prewhiten, acf1_limit, CALC_NUMBER),
    CALC_FIELD(gln_prewhiten, n_effective, CALC_NUMBER),    CALC_FIELD(gln_prewhiten, p, CALC_NUMBER),
    CALC_FIELD(gln_prewhiten, ln_p, CALC_NUMBER),
};

static const calc_field corrected_fields[] = {
    CALC_FIELD(gln_kendall_corrected, factor, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, var_s, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, z, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, p, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, ln_p, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, p_conservative, CALC_NUMBER),
    CALC_FIELD(gln_kendall_corrected, ln_p_conservative, CALC_NUMBER),
};

/* What the tests of a series found. */
typedef struct trend {
    gln_kendall kendall;
    gln_theilsen slope;
    gln_spearman spearman;
    gln_prewhiten whitened;
    gln_kendall_corrected hamed_rao;
    gln_kendall_corrected yue_wang;
} trend;

static gln_status test_trend(const double *t, const double *x, size_t n, double conf, trend *out, gln_error *err)
{
    gln_status status = gln_kendall__test(x, n, &out->kendall, err);
    if (status == GLN_OK) {
        status = gln_theilsen__fit(t, x, n, conf, &out->slope, err);
    }
    double slope = status == GLN_OK ? out->slope.slope : NAN;
    if (status == GLN_OK) {
        status = gln_ranks__spearman(t, x, n, &out->spearman, err);
    }
    if (status == GLN_OK) {
        status = gln_prewhiten__test(t, x, n, slope, &out->whitened, err);
    }
    if (status == GLN_OK) {
        status = gln_prewhiten__hamed_rao(t, x, n, slope, 0, conf, &out->hamed_rao, err);
    }
    if (status == GLN_OK) {
        status = gln_prewhiten__yue_wang(t, x, n, slope, &out->yue_wang, err);
    }
    return status;
}

static void run_trend(calc_given *g, gln_json_writer *w)
{
    size_t n = 0;
    size_t nt = 0;
    trend result;
    double *x = calc_given_numbers(g, "x", &n);
    double *t = calc_given_numbers(g, "t", &nt);
    double conf = calc_given_level(g);
    calc_given_same_length(g, "t", n, nt ? nt : n);
    if (g->status == GLN_OK) {
        g->status = test_trend(nt ? t : NULL, x, n, conf, &result, &g->err);
    }
    if (g->status == GLN_OK) {
        CALC_SHOW(w, "mann_kendall", kendall_fields, &result.kendall);
        CALC_SHOW(w, "theil_sen", theilsen_fields, &result.slope);
        CALC_SHOW(w, "spearman", spearman_fields, &result.spearman);
        CALC_SHOW(w, "autocorrelated", prewhiten_fields, &result.whitened);
        CALC_SHOW(w, "pre_whitened", kendall_fields, &result.whitened.pw);
        CALC_SHOW(w, "trend_free_pre_whitened", kendall_fields, &result.whitened.tfpw);
        CALC_SHOW(w, "hamed_rao", corrected_fields, &result.hamed_rao);
        CALC_SHOW(w, "yue_wang", corrected_fields, &result.yue_wang);
    }
}

/* ---- families of tests ------------------------------------------------------------------------------------------- */

static void run_padjust(calc_given *g, gln_json_writer *w)
{
    static const gln_padjust methods[] = {GLN_PADJUST_BH, GLN_PADJUST_BY, GLN_PADJUST_HOLM, GLN_PADJUST_HOCHBERG,
                                          GLN_PADJUST_BONFERRONI};
    size_t n = 0;
    double *p = calc_given_numbers(g, "p", &n);
    double *adjusted = calc_given_array(g, n, sizeof *adjusted);
    for (size_t i = 0; g->status == GLN_OK && i < n; i++) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            g->status = gln_error_set(&g->err, GLN_ERR_USAGE, "%sp takes numbers from 0 to 1, not %g", g->dashes, p[i]);
        }
        p[i] = log(p[i]);
    }
    for (size_t m = 0; g->status == GLN_OK && m < sizeof methods / sizeof *methods; m++) {
        g->status = gln_padjust__apply(methods[m], p, n, adjusted, NULL, &g->err);
        gln_json__key(w, gln_slice_of(gln_padjust__name(methods[m])));
        gln_json__begin_array(w, GLN_JSON_LINE);
        for (size_t i = 0; g->status == GLN_OK && i < n; i++) {
            gln_json__put_number(w, exp(adjusted[i]));
        }
        gln_json__end(w);
    }
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

#define CONF                                                                                                           \
    {                                                                                                                  \
        "conf", "level of intervals, .95 by default", true                                                             \
    }

const calc_measure calc_measures[] = {
    {"keyness",
     "a word in two corpora: G2, Log Ratio, exact tests",
     "guanlan calc keyness --f1 110 --n1 2552 --f2 111 --n2 29225",
     {{"f1", "hits in the first corpus", false},
      {"n1", "tokens of the first corpus", false},
      {"f2", "hits in the second corpus", false},
      {"n2", "tokens of the second corpus", false},
      CONF},
     run_keyness},
    {"association",
     "two words in a sample: PMI, logDice, G2, Delta P, Fisher",
     "guanlan calc association --o11 8 --f1 1105 --f2 44 --n 15000000",
     {{"o11", "units with both words", false},
      {"f1", "units with the first word", false},
      {"f2", "units with the second word", false},
      {"n", "units of the sample", false}},
     run_association},
    {"rate",
     "hits in tokens: the rate and its intervals",
     "guanlan calc rate --k 5 --n 50000",
     {{"k", "hits", false}, {"n", "tokens", false}, CONF},
     run_rate},
    {"dispersion",
     "hits over the parts of a corpus: D_A, DP, Juilland's D",
     "guanlan calc dispersion --counts 1,2,3,4,5 --sizes 9,10,10,10,11",
     {{"counts", "hits of each part", false}, {"sizes", "tokens of each part", false}},
     run_dispersion},
    {"vocabulary",
     "frequencies of words: richness, entropy, unseen words, Zipf's law",
     "guanlan calc vocabulary --counts 12,7,5,3,2,2,1,1,1,1 --sample 20",
     {{"counts", "hits of each word", false}, {"sample", "tokens for rarefied_types, 42 by default", true}},
     calc_run_vocabulary},
    {"distance",
     "two lists of frequencies: JSD, KL, Hellinger, cosine",
     "guanlan calc distance --a 12,3,0,5,1,0 --b 1,0,9,2,7,3",
     {{"a", "hits of each word in the first", false},
      {"b", "hits of the same words in the second", false},
      {"alpha", "added to each count for smoothed KL, .5 by default", true}},
     calc_run_distance},
    {"trend",
     "a series: Mann-Kendall, Theil-Sen, pre-whitened tests",
     "guanlan calc trend --x 3,3.5,2.9,5.1,5,6.2,7,8.4 --t 0,1,2,5,6,9,10,14",
     {{"x", "values in time order", false}, {"t", "their dates as numbers, 0, 1, 2, ... by default", true}, CONF},
     run_trend},
    {"padjust",
     "p-values of a family of tests, adjusted",
     "guanlan calc padjust --p .0001,.0004,.0019,.0095,.0201",
     {{"p", "p-values", false}},
     run_padjust},
};

const size_t calc_n_measures = sizeof calc_measures / sizeof *calc_measures;

const calc_measure *calc_measure_find(const char *name)
{
    for (size_t i = 0; i < calc_n_measures; i++) {
        if (strcmp(calc_measures[i].name, name) == 0) {
            return &calc_measures[i];
        }
    }
    return NULL;
}
