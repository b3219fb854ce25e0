/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/kendall.h"
#include "stats/prewhiten.h"
#include "stats/ranks.h"
#include "stats/rate.h"
#include "stats/seasonal.h"
#include "stats/series.h"
#include "stats/theilsen.h"

#include <math.h>

static const double level = 0.95;
static const double million = 1e6;

/* ---- rates ------------------------------------------------------------------------------------------------------- */

void calc_rate(calc_case *c)
{
    gln_rate r;
    double k = calc_number(c, "k");
    double n = calc_number(c, "n");
    double conf = calc_number_or(c, "conf", level);
    if (c->status == GLN_OK) {
        c->status = gln_rate__of(k, n, conf, &r, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = r.status;
    calc_put(c, "rate_pm", r.rate * million);
    calc_put_pair(c, "poisson_exact_pm", r.poisson, million);
    calc_put_pair(c, "byar_pm", r.byar, million);
    calc_put_pair(c, "wilson_pm", r.wilson, million);
    calc_put_pair(c, "wilson_cc_pm", r.wilson_cc, million);
    calc_put_pair(c, "clopper_pearson_pm", r.clopper_pearson, million);
    calc_put_pair(c, "jeffreys_pm", r.jeffreys, million);
}

void calc_rate_clustered(calc_case *c)
{
    size_t m = 0;
    size_t m2 = 0;
    double *y = calc_numbers(c, "counts", &m);
    double *n = calc_numbers(c, "lengths", &m2);
    double conf = calc_number_or(c, "conf", level);
    gln_cluster_sums sums = {0};
    gln_cluster_rate r;
    calc_same_length(c, "lengths", m, m2);
    for (size_t i = 0; c->status == GLN_OK && i < m; i++) {
        gln_cluster__add(&sums, y[i], n[i]);
    }
    if (c->status == GLN_OK) {
        c->status = gln_cluster__rate(&sums, conf, &r, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = r.status;
    CALC_PUT(c, {"rate_pm", r.rate * million}, {"se_linearised_pm", r.se * million},
             {"se_poisson_pm", r.se_poisson * million}, {"design_effect", r.design_effect},
             {"se_jackknife_pm", gln_cluster__jackknife(y, n, m) * million}, );
    calc_put_pair(c, "clustered_ci95_pm", r.limits, million);
}

void calc_rate_pooled(calc_case *c)
{
    size_t m = 0;
    size_t m2 = 0;
    double *y = calc_numbers(c, "y", &m);
    double *n = calc_numbers(c, "exposure", &m2);
    gln_rate_pooled r;
    calc_same_length(c, "exposure", m, m2);
    if (c->status == GLN_OK) {
        c->status = gln_rate__pool(y, n, m, level, &r, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = r.status;
        CALC_PUT(c, {"pooled_pm", r.pooled * million}, {"mean_of_rates_pm", r.mean_of_rates * million}, );
        calc_put_pair(c, "pooled_exact_ci95_pm", r.limits, million);
    }
}

/* ---- trend ------------------------------------------------------------------------------------------------------- */

static void put_kendall(calc_case *c, const gln_kendall *k)
{
    c->state = k->status;
    CALC_PUT(c, {"S", k->s}, {"var_S_ties", k->var_s}, {"z", k->z}, {"p_two_sided", k->p}, {"ln_p_two_sided", k->ln_p},
             {"p_exact_two_sided", k->p_exact}, {"tau_a", k->tau_a}, {"tau_b", k->tau_b}, {"min_p", k->min_p}, );
}

static void put_slope(calc_case *c, const gln_theilsen *s)
{
    CALC_PUT(c, {"sen_slope", s->slope}, {"slope", s->slope}, {"sen_intercept_conover", s->intercept}, );
    calc_put_pair(c, "sen_slope_ci95", (gln_interval){s->low, s->high}, 1);
    calc_put_pair(c, "ci95", (gln_interval){s->low, s->high}, 1);
}

static void put_corrected(calc_case *c, const char *name, const gln_kendall_corrected *k)
{
    calc_put_at(c, k->factor, "%s.n_over_nstar", name);
    calc_put_at(c, k->var_s, "%s.var_s", name);
    calc_put_at(c, k->z, "%s.z", name);
    calc_put_at(c, k->p, "%s.p", name);
}

static void put_whitened(calc_case *c, const char *name, const gln_kendall *k)
{
    calc_put_at(c, k->s, "%s.s", name);
    calc_put_at(c, k->z, "%s.z", name);
    calc_put_at(c, k->p, "%s.p", name);
}

/* What allows for a series that remembers itself. */
static void put_memory(calc_case *c, const double *t, const double *x, size_t n, double slope)
{
    gln_prewhiten w;
    gln_kendall_corrected hamed_rao;
    gln_kendall_corrected yue_wang;
    c->status = gln_prewhiten__test(t, x, n, slope, &w, &c->err);
    if (c->status == GLN_OK) {
        c->status = gln_prewhiten__hamed_rao(t, x, n, slope, 0, level, &hamed_rao, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_prewhiten__yue_wang(t, x, n, slope, &yue_wang, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    put_whitened(c, "pre_whitening", &w.pw);
    put_whitened(c, "tfpw", &w.tfpw);
    put_corrected(c, "hamed_rao_signed", &hamed_rao);
    put_corrected(c, "yue_wang_lag1", &yue_wang);
    CALC_PUT(c, {"p_autocorrelated", w.p}, {"acf1", w.acf1}, {"n_effective", w.n_effective}, );
}

void calc_trend(calc_case *c)
{
    size_t n = 0;
    size_t nt = 0;
    double *x = calc_numbers(c, "x", &n);
    double *t = calc_has(c, "t") ? calc_numbers(c, "t", &nt) : NULL;
    gln_kendall k;
    gln_theilsen s;
    gln_spearman r;
    if (t) {
        calc_same_length(c, "t", n, nt);
    }
    if (c->status == GLN_OK) {
        c->status = gln_kendall__test(x, n, &k, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_theilsen__fit(t, x, n, level, &s, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_ranks__spearman(t, x, n, &r, &c->err);
    }
    if (c->status == GLN_OK) {
        put_kendall(c, &k);
        put_slope(c, &s);
        CALC_PUT(c, {"spearman_rho", r.rho}, {"spearman_p_t_approx", r.p}, );
        put_memory(c, t, x, n, s.slope);
    }
}

void calc_trend_seasonal(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    size_t period = calc_size(c, "period", 1, GLN_SEASONAL_MAX);
    gln_seasonal_kendall k;
    if (c->status == GLN_OK) {
        c->status = gln_seasonal__kendall(x, n, period, &k, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = k.status;
        CALC_PUT(c, {"s", k.s}, {"var_s", k.var_s}, {"z", k.z}, {"p", k.p}, {"slope_per_cycle", k.slope}, );
    }
}

/* ---- variation, memory, surprise --------------------------------------------------------------------------------- */

void calc_homogeneity(calc_case *c)
{
    size_t n = 0;
    size_t n2 = 0;
    double *y = calc_numbers(c, "y", &n);
    double *exposure = calc_numbers(c, "exposure_tokens", &n2);
    gln_homogeneity h;
    calc_same_length(c, "exposure_tokens", n, n2);
    if (c->status == GLN_OK) {
        c->status = gln_series__homogeneity(y, exposure, n, &h, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = h.status;
        CALC_PUT(c, {"chi2", h.chi2}, {"df", h.df}, {"p", h.p}, {"g", h.g}, {"g_p", h.g_p},
                 {"dispersion", h.dispersion}, );
    }
}

/* Autocorrelations at all lags; the Ljung-Box test is of the first five. */
void calc_autocorrelation(calc_case *c)
{
    enum { TESTED = 5, MOST = 3000 };
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    size_t lags = n > 1 ? n - 1 : 0;
    double *r = calc_array(c, n, sizeof *r);
    double *partial = calc_array(c, n, sizeof *partial);
    double *periodogram = calc_array(c, 3 * n, sizeof *periodogram);
    double ln_p = NAN;
    if (c->status == GLN_OK && n > MOST) {
        c->status = gln_error_set(&c->err, GLN_ERR_RANGE, "the input 'x' holds more than %d values", (int)MOST);
    }
    if (c->status != GLN_OK) {
        return;
    }
    gln_series__acf(x, n, lags, r);
    gln_series__pacf(r, lags, partial);
    calc_put_lags(c, "acf", r, lags);
    calc_put_lags(c, "pacf", partial, lags);
    calc_put(c, "ljung_box", lags >= TESTED ? gln_series__ljung_box(r, TESTED, n, &ln_p) : NAN);
    calc_put(c, "ljung_box_p", exp(ln_p));
    gln_seasonal__periodogram(x, n, periodogram + n, periodogram);
    gln_fisher_g g = gln_seasonal__fisher_g(periodogram, n);
    calc_put_list(c, "periodogram", periodogram, n / 2);
    CALC_PUT(c, {"fisher_g", g.g}, {"fisher_g_p", g.p}, );
}

void calc_surprise(calc_case *c)
{
    gln_surprise s;
    double k = calc_number(c, "k");
    double exposure = calc_number(c, "exposure");
    double background_k = calc_number(c, "background_k");
    double background_exposure = calc_number(c, "background_exposure");
    if (c->status == GLN_OK) {
        c->status = gln_series__surprise(k, exposure, background_k, background_exposure, &s, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = s.status;
        CALC_PUT(c, {"binom_conditional_p", s.p_conditional}, {"binom_midp", s.p_mid}, {"plugin_poisson_p", s.p_plugin},
                 {"nb_predictive_p_jeffreys", s.p_predictive}, {"z_naive", s.z_naive}, {"surprise_bits", s.bits}, );
    }
}

void calc_control(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    double mu = calc_number(c, "mu");
    double lambda = calc_number(c, "lam");
    double reference = calc_number(c, "k_ref");
    double *charted = calc_array(c, n, sizeof *charted);
    if (c->status == GLN_OK) {
        gln_seasonal__ewma(x, n, mu, lambda, charted);
        calc_put_list(c, "ewma", charted, n);
        gln_seasonal__cusum(x, n, reference, charted);
        calc_put_list(c, "cusum", charted, n);
    }
}
