/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/glm.h"
#include "stats/series.h"

#include <math.h>
#include <stdio.h>

static const double level = 0.95;
static const double million = 1e6;

enum { COLUMNS = 2, SLOPE = 1, MOST_LAG = 4 };

/* Counts on an intercept and a date. */
typedef struct regression {
    gln_glm_data data;
    gln_glm fit; /* Poisson */
    double *mu;
} regression;

static gln_glm_data read_data(calc_case *c)
{
    size_t n = 0;
    size_t n2 = 0;
    double *y = calc_numbers(c, "y", &n);
    double *exposure = calc_numbers(c, "exposure_tokens", &n2);
    size_t nt = n;
    double *t = calc_has(c, "t") ? calc_numbers(c, "t", &nt) : NULL;
    double *x = calc_array(c, n * COLUMNS, sizeof *x);
    calc_same_length(c, "exposure_tokens", n, n2);
    calc_same_length(c, "t", n, nt);
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        x[COLUMNS * i] = 1;
        x[COLUMNS * i + SLOPE] = t ? t[i] : (double)i;
    }
    return (gln_glm_data){y, exposure, x, n, COLUMNS};
}

static void put_poisson(calc_case *c, const regression *r)
{
    gln_effect wald = gln_glm__effect(&r->fit, SLOPE, -1, level);
    gln_effect quasi = gln_glm__effect(&r->fit, SLOPE, r->fit.dispersion, level);
    gln_interval profile = {NAN, NAN};
    if (strcmp(r->fit.status, GLN_STATS_OK) == 0) {
        c->status = gln_glm__profile_spline(&r->data, &r->fit, SLOPE, level, &profile, &c->err);
    }
    calc_put_list(c, "poisson.coef", r->fit.coef, COLUMNS);
    calc_put_list(c, "poisson.se", r->fit.se, COLUMNS);
    calc_put_pair(c, "poisson.wald_ci_slope", (gln_interval){wald.low, wald.high}, 1);
    calc_put_pair(c, "poisson.profile_ci_slope", profile, 1);
    CALC_PUT(c, {"poisson.deviance", r->fit.deviance}, {"poisson.null_deviance", r->fit.null_deviance},
             {"poisson.loglik", r->fit.loglik}, {"poisson.aic", r->fit.aic}, {"poisson.pearson_x2", r->fit.pearson_x2},
             {"poisson.lr_test_p", r->fit.lr_p}, {"poisson.pct_change_per_step", 100 * expm1(r->fit.coef[SLOPE])},
             {"quasi.dispersion", r->fit.dispersion}, {"quasi.se_slope", quasi.se}, {"quasi.t", quasi.stat},
             {"quasi.p", quasi.p}, );
}

/* The same without a group, and what is said where the slope has no estimate. */
static void put_plain(calc_case *c, const regression *r)
{
    const gln_glm_data *d = &r->data;
    gln_homogeneity h;
    calc_put_list(c, "coef", r->fit.coef, COLUMNS);
    calc_put_list(c, "se", r->fit.se, COLUMNS);
    CALC_PUT(c, {"slope", r->fit.coef[SLOPE]}, {"deviance", r->fit.deviance}, {"pearson_x2", r->fit.pearson_x2},
             {"upper_rate_pm_95_one_sided", r->fit.upper_one * million},
             {"upper_rate_pm_95_two_sided", r->fit.upper_two * million}, {"excess_zero_test", NAN}, );
    c->status = gln_series__homogeneity(d->y, d->exposure, d->n, &h, &c->err);
    if (c->status == GLN_OK) {
        CALC_PUT(c, {"observed_zero_share", h.zero_share},
                 {"poisson_expected_zero_share_const_rate", h.zero_share_expected}, );
    }
}

/* The last period against all before it. */
static void put_last(calc_case *c, const gln_glm_data *d)
{
    gln_surprise s;
    double y = 0;
    double exposure = 0;
    if (d->n < 2) {
        return;
    }
    for (size_t i = 0; i + 1 < d->n; i++) {
        y += d->y[i];
        exposure += d->exposure[i];
    }
    c->status = gln_series__surprise(d->y[d->n - 1], d->exposure[d->n - 1], y, exposure, &s, &c->err);
    if (c->status == GLN_OK) {
        calc_put(c, "exact_p_last_vs_rest", s.p_conditional);
    }
}

static void put_negbin(calc_case *c, const regression *r)
{
    gln_glm nb;
    c->status = gln_glm__negbin(&r->data, &r->fit, &nb, NULL, &c->err);
    if (c->status == GLN_OK) {
        calc_put_list(c, "negbin.coef", nb.coef, COLUMNS);
        calc_put_list(c, "negbin.se", nb.se, COLUMNS);
        CALC_PUT(c, {"negbin.theta", nb.theta}, {"negbin.loglik", nb.loglik}, {"negbin.aic", nb.aic}, );
    }
}

static void put_guards(calc_case *c, const regression *r)
{
    double se[COLUMNS];
    gln_overdispersion o = gln_glm__overdispersion(r->data.y, r->mu, r->data.n);
    CALC_PUT(c, {"dispersion_test_nb1.z", o.nb1_z}, {"dispersion_test_nb1.p", o.nb1_p},
             {"dispersion_test_nb1.dispersion", o.nb1_dispersion}, {"dispersion_test_nb2.z", o.nb2_z},
             {"dispersion_test_nb2.p", o.nb2_p}, {"dispersion_test_nb2.alpha", o.nb2_alpha}, );
    gln_glm__sandwich(&r->data, r->mu, r->fit.cov, 0, se);
    calc_put_list(c, "poisson_hc0_se", se, COLUMNS);
    for (size_t lag = 1; lag <= MOST_LAG; lag++) {
        char name[32];
        gln_glm__sandwich(&r->data, r->mu, r->fit.cov, lag, se);
        (void)snprintf(name, sizeof name, "poisson_nw_lag%zu_se", lag);
        calc_put_list(c, name, se, COLUMNS);
    }
}

/* Least squares on the rates per million. */
static void put_least_squares(calc_case *c, const regression *r)
{
    gln_glm fit;
    gln_glm_data data = r->data;
    double bread[COLUMNS * COLUMNS];
    double se[COLUMNS];
    double *rates = calc_array(c, data.n, sizeof *rates);
    double *fitted = calc_array(c, data.n, sizeof *fitted);
    for (size_t i = 0; c->status == GLN_OK && i < data.n; i++) {
        rates[i] = million * data.y[i] / data.exposure[i];
    }
    data.y = rates;
    data.exposure = NULL;
    if (c->status == GLN_OK) {
        c->status = gln_glm__ols(&data, &fit, fitted, bread, &c->err);
    }
    if (c->status != GLN_OK || strcmp(fit.status, GLN_STATS_OK) != 0) {
        return;
    }
    calc_put_list(c, "ols_rate_pm.coef", fit.coef, COLUMNS);
    calc_put_list(c, "ols_rate_pm.se", fit.se, COLUMNS);
    calc_put(c, "ols_rate_pm.dw", gln_glm__durbin_watson(rates, fitted, data.n));
    for (size_t lag = 1; lag <= MOST_LAG; lag++) {
        char name[32];
        gln_glm__sandwich(&data, fitted, bread, lag, se);
        (void)snprintf(name, sizeof name, "ols_rate_pm.nw_lag%zu_se", lag);
        calc_put_list(c, name, se, COLUMNS);
    }
}

void calc_regression(calc_case *c)
{
    regression r = {.data = read_data(c)};
    r.mu = calc_array(c, r.data.n, sizeof *r.mu);
    if (c->status == GLN_OK) {
        c->status = gln_glm__poisson(&r.data, &r.fit, r.mu, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = r.fit.status;
    bool fitted = strcmp(r.fit.status, GLN_STATS_OK) == 0;
    put_plain(c, &r);
    if (c->status == GLN_OK) {
        put_last(c, &r.data);
    }
    if (c->status == GLN_OK) {
        put_poisson(c, &r);
    }
    if (c->status == GLN_OK && fitted) {
        put_negbin(c, &r);
    }
    if (c->status == GLN_OK && fitted) {
        put_guards(c, &r);
    }
    if (c->status == GLN_OK) {
        put_least_squares(c, &r);
    }
}
