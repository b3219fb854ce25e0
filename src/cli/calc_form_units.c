/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/divergence.h"
#include "stats/glm.h"
#include "stats/permute.h"
#include "stats/twosample.h"

#include <math.h>

static const double level = 0.95;

/* ---- one number a unit ------------------------------------------------------------------------------------------- */

void calc_two_samples(calc_case *c)
{
    size_t n1 = 0;
    size_t n2 = 0;
    double *x = calc_numbers(c, "x", &n1);
    double *y = calc_numbers(c, "y", &n2);
    gln_welch w;
    gln_mann_whitney m;
    double exact = NAN;
    if (c->status == GLN_OK) {
        c->status = gln_twosample__welch(x, n1, y, n2, level, &w, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_twosample__mann_whitney(x, n1, y, n2, &m, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_twosample__permutation_exact(x, n1, y, n2, &exact, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = m.status;
    CALC_PUT(c, {"welch_t", w.t}, {"welch_df", w.df}, {"welch_p", w.p}, {"student_t", w.student_t},
             {"student_p", w.student_p}, {"mwu_U", m.u}, {"mwu_p_cc", m.p_cc}, {"mwu_p_nocc", m.p_nocc},
             {"mwu_p_exact_with_ties", m.p_exact}, {"mwu_p", m.p_best}, {"perm_p_exact", exact},
             {"rank_sum_x", m.rank_sum}, {"vargha_delaney_A", m.a}, {"cliffs_delta", m.delta}, );
    calc_put_pair(c, "welch_ci95", (gln_interval){w.low, w.high}, 1);
}

/* ---- counts with an exposure ------------------------------------------------------------------------------------- */

/* The regression on one indicator, whose closed form the rate ratio is; the negative binomial has none. */
static void put_regression(calc_case *c, const double *y, const double *exposure, size_t n1, size_t n)
{
    enum { COLUMNS = 2 };
    double *x = calc_array(c, n * COLUMNS, sizeof *x);
    gln_glm poisson;
    gln_glm nb;
    for (size_t i = 0; x && i < n; i++) {
        x[COLUMNS * i] = 1;
        x[COLUMNS * i + 1] = i < n1;
    }
    gln_glm_data data = {y, exposure, x, n, COLUMNS};
    if (c->status == GLN_OK) {
        c->status = gln_glm__poisson(&data, &poisson, NULL, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_glm__negbin(&data, &poisson, &nb, NULL, &c->err);
    }
    if (c->status == GLN_OK) {
        gln_effect effect = gln_glm__effect(&nb, 1, -1, level);
        CALC_PUT(c, {"nb_beta", nb.coef[1]}, {"nb_theta", nb.theta}, {"nb_se", effect.se}, {"nb_p", effect.p},
                 {"loglik_poisson", poisson.loglik}, {"loglik_nb", nb.loglik}, );
    }
}

void calc_rate_ratio(calc_case *c)
{
    size_t n[4] = {0, 0, 0, 0};
    double *y1 = calc_numbers(c, "counts1", &n[0]);
    double *e1 = calc_numbers(c, "exposure1", &n[1]);
    double *y2 = calc_numbers(c, "counts2", &n[2]);
    double *e2 = calc_numbers(c, "exposure2", &n[3]);
    calc_same_length(c, "exposure1", n[0], n[1]);
    calc_same_length(c, "exposure2", n[2], n[3]);
    double *y = calc_array(c, n[0] + n[2], sizeof *y);
    double *exposure = calc_array(c, n[0] + n[2], sizeof *exposure);
    gln_rate_ratio r;
    if (c->status == GLN_OK) {
        c->status = gln_twosample__rate_ratio(y1, e1, n[0], y2, e2, n[2], level, &r, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = r.status;
    CALC_PUT(c, {"beta", r.ln_ratio}, {"se_poisson", r.se_poisson}, {"dispersion_pearson", r.dispersion},
             {"se_quasi", r.se_raw}, {"t_quasi", r.t_raw}, {"p_quasi", r.t_raw_p}, {"f", r.f}, {"f_p", r.f_p}, );
    for (size_t i = 0; i < n[0] + n[2]; i++) {
        y[i] = i < n[0] ? y1[i] : y2[i - n[0]];
        exposure[i] = i < n[0] ? e1[i] : e2[i - n[0]];
    }
    put_regression(c, y, exposure, n[0], n[0] + n[2]);
}

/* ---- a profile of words a unit ----------------------------------------------------------------------------------- */

typedef struct profiles {
    uint64_t *counts; /* unit after unit */
    uint64_t *pooled; /* sums over the units */
    size_t units;
    size_t words;
} profiles;

static profiles read_profiles(calc_case *c)
{
    calc_matrix m = calc_rows(c, "counts");
    profiles p = {NULL, NULL, m.rows, m.columns};
    p.pooled = calc_array(c, m.columns, sizeof *p.pooled);
    p.counts = c->status == GLN_OK ? calc_whole(c, m.items, m.rows * m.columns) : NULL;
    for (size_t i = 0; c->status == GLN_OK && i < p.units * p.words; i++) {
        p.pooled[i % p.words] += p.counts[i];
    }
    return p;
}

/* Every pair "0-1" of units. */
static void put_pair(calc_case *c, const gln_divergence *d, size_t a, size_t b)
{
    const calc_value values[] = {
        {"jsd_equal", d->jsd},
        {"jsd_weighted", d->jsd_weighted},
        {"js_distance", d->js_distance},
        {"hellinger", d->hellinger},
        {"bray_curtis_rel", d->bray_curtis},
        {"cosine_similarity_counts", d->cosine},
        {"chi_square_distance", d->chi2_distance},
        {"g2", d->g2},
        {"null_bias_bits", d->null_bias},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        calc_put_at(c, values[i].value, "%s.%zu-%zu", values[i].name, a, b);
    }
}

/* The two units that there are. */
static void put_only_pair(calc_case *c, const gln_divergence *d)
{
    c->state = d->status;
    CALC_PUT(c, {"jsd_equal", d->jsd}, {"jsd_weighted", d->jsd_weighted}, {"js_distance", d->js_distance},
             {"g2", d->g2}, {"g2_ln_p", d->g2_ln_p}, {"null_bias_bits", d->null_bias},
             {"jsd_corrected", d->jsd_corrected}, {"kl_01", d->kl_ab_smoothed}, {"kl_10", d->kl_ba_smoothed},
             {"symmetric", d->kl_symmetric}, {"unsmoothed_kl_01", d->kl_ab}, {"unsmoothed_kl_10", d->kl_ba},
             {"hellinger", d->hellinger}, {"bray_curtis_rel", d->bray_curtis}, {"cosine_similarity_counts", d->cosine},
             {"chi_square_distance", d->chi2_distance}, );
}

void calc_profiles(calc_case *c)
{
    profiles p = read_profiles(c);
    double alpha = calc_number_or(c, "alpha", 0);
    for (size_t a = 0; a < p.units; a++) {
        for (size_t b = a + 1; b < p.units && c->status == GLN_OK; b++) {
            gln_divergence d;
            gln_divergence__vectors(p.counts + a * p.words, p.counts + b * p.words, p.pooled, p.words, alpha, &d);
            put_pair(c, &d, a, b);
            if (p.units == 2) {
                put_only_pair(c, &d);
            }
        }
    }
}

/* The divergence of the pooled units of either group. sums: room for the words of both. */
static double pooled_divergence(const profiles *p, const uint8_t *in_first, uint64_t *sums)
{
    gln_divergence d;
    for (size_t i = 0; i < 2 * p->words; i++) {
        sums[i] = 0;
    }
    for (size_t i = 0; i < p->units * p->words; i++) {
        sums[(in_first[i / p->words] ? 0 : p->words) + i % p->words] += p->counts[i];
    }
    gln_divergence__vectors(sums, sums + p->words, NULL, p->words, 0, &d);
    return d.jsd;
}

static uint8_t *read_group(calc_case *c, size_t units)
{
    size_t n = 0;
    uint8_t *in_first = calc_array(c, units, sizeof *in_first);
    uint64_t *members = calc_counts(c, "group1", &n);
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        if (members[i] >= units) {
            c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input 'group1' names a unit that is not there");
        } else {
            in_first[members[i]] = 1;
        }
    }
    return in_first;
}

/* The groups' divergence among those of all relabellings of the units. */
void calc_profiles_permuted(calc_case *c)
{
    profiles p = read_profiles(c);
    uint8_t *in_first = read_group(c, p.units);
    uint64_t *sums = calc_array(c, 2 * p.words, sizeof *sums);
    double *exposure = calc_array(c, p.units, sizeof *exposure);
    gln_permute *set = NULL;
    for (size_t i = 0; c->status == GLN_OK && i < p.units * p.words; i++) {
        exposure[i / p.words] += (double)p.counts[i];
    }
    if (c->status == GLN_OK) {
        const gln_permute_units units = {in_first, exposure, NULL, p.units};
        c->status = gln_permute__new(&units, 1, NULL, &set, &c->err);
    }
    size_t n = c->status == GLN_OK ? gln_permute__count(set) : 0;
    double *statistics = calc_array(c, n, sizeof *statistics);
    uint8_t *labels = calc_array(c, p.units, sizeof *labels);
    for (size_t b = 0; c->status == GLN_OK && b < n; b++) {
        for (size_t i = 0; i < p.units; i++) {
            labels[i] = (uint8_t)gln_permute__label(set, b, i);
        }
        statistics[b] = pooled_divergence(&p, labels, sums);
    }
    if (c->status == GLN_OK) {
        double observed = pooled_divergence(&p, in_first, sums);
        CALC_PUT(c, {"jsd", observed}, {"p", gln_permute__p(set, statistics, observed)},
                 {"min_p", gln_permute__min_p(set)}, );
    }
    gln_permute__free(set);
}
