/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/glm.h"

#include "core/memory.h"
#include "stats/glm_fit.h"
#include "stats/irls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

gln_glm gln_glm__blank(size_t n, size_t p, const char *status)
{
    gln_glm r = {0};
    r.n = n;
    r.p = p;
    r.df = n > p ? (double)(n - p) : 0.0;
    for (size_t j = 0; j < GLN_GLM_MAX_P; j++) {
        r.coef[j] = r.se[j] = NAN;
    }
    for (size_t j = 0; j < GLN_GLM_MAX_P * GLN_GLM_MAX_P; j++) {
        r.cov[j] = NAN;
    }
    r.deviance = r.null_deviance = r.loglik = r.aic = r.pearson_x2 = r.dispersion = r.phi = r.lr_p = r.lr_ln_p = NAN;
    r.theta = r.upper_one = r.upper_two = NAN;
    r.status = status;
    return r;
}

gln_status gln_glm__check(const gln_glm_data *d, gln_error *err)
{
    if (d->p < 1 || d->p > GLN_GLM_MAX_P) {
        return gln_error_set(err, GLN_ERR_RANGE, "a regression on %zu columns; 1 to %d are possible", d->p,
                             (int)GLN_GLM_MAX_P);
    }
    for (size_t i = 0; i < d->n; i++) {
        bool fine = isfinite(d->y[i]) && (!d->exposure || (isfinite(d->exposure[i]) && d->exposure[i] > 0.0));
        for (size_t j = 0; j < d->p; j++) {
            fine = fine && isfinite(d->x[i * d->p + j]);
        }
        if (!fine || (d->exposure && d->y[i] < 0.0)) {
            return gln_error_set(err, GLN_ERR_RANGE, "row %zu of the regression has a number out of its domain", i);
        }
    }
    return GLN_OK;
}

void gln_glm__describe(const gln_glm_data *d, const double *mu, double theta, gln_glm *fit)
{
    double x2 = 0.0, all_y = 0.0, all_exposure = 0.0, null_deviance = 0.0, loglik = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        double y = d->y[i];
        x2 += (y - mu[i]) * (y - mu[i]) / (mu[i] + mu[i] * mu[i] / theta);
        loglik += (y > 0.0 ? y * log(mu[i]) : 0.0) - mu[i] - gln_stats__ln_factorial(y);
        all_y += y;
        all_exposure += d->exposure[i];
    }
    for (size_t i = 0; i < d->n; i++) {
        null_deviance += 2.0 * gln_stats__deviance(d->y[i], all_y * (d->exposure[i] / all_exposure));
    }
    fit->theta = theta;
    fit->deviance = gln_irls__deviance(d->y, mu, d->n, theta);
    fit->pearson_x2 = x2;
    fit->dispersion = fit->df > 0.0 ? x2 / fit->df : NAN;
    fit->phi = fit->df > 0.0 ? fmax(1.0, fit->dispersion) : NAN;
    for (size_t j = 0; j < d->p; j++) {
        fit->se[j] = sqrt(fit->cov[j * d->p + j]);
    }
    if (isinf(theta)) {
        fit->loglik = loglik;
        fit->aic = 2.0 * (double)d->p - 2.0 * loglik;
        fit->null_deviance = null_deviance;
        if (d->p > 1) {
            fit->lr_ln_p = gln_stats__ln_chisq_sf(fmax(0.0, null_deviance - fit->deviance), (double)d->p - 1.0);
            fit->lr_p = exp(fit->lr_ln_p);
        }
    }
}

const char *gln_glm__end_status(gln_irls_end end)
{
    switch (end) {
    case GLN_IRLS_CONVERGED:
        return GLN_STATS_OK;
    case GLN_IRLS_COLLINEAR:
        return "collinear";
    case GLN_IRLS_SEPARATION:
        return "separation";
    case GLN_IRLS_LIMIT:
        break;
    }
    return "no_convergence";
}

/* The sum of counts, and the exact upper limits of the rate where it is 0: -ln(.05)/E and -ln(.025)/E. */
static double total(const gln_glm_data *d, gln_glm *fit)
{
    double all_y = 0.0, all_exposure = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        all_y += d->y[i];
        all_exposure += d->exposure[i];
    }
    if (all_y == 0.0 && d->n > 0) {
        fit->status = "no_events";
        fit->upper_one = -log(0.05) / all_exposure;
        fit->upper_two = -log(0.025) / all_exposure;
    }
    return all_y;
}

gln_status gln_glm__poisson(const gln_glm_data *d, gln_glm *out, double *mu, gln_error *err)
{
    gln_irls irls = {0};
    double *offset = NULL;
    gln_status status = gln_glm__check(d, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_glm r = gln_glm__blank(d->n, d->p, "insufficient_data");
    for (size_t i = 0; mu && i < d->n; i++) {
        mu[i] = NAN;
    }
    if (total(d, &r) == 0.0 || d->n < d->p) {
        *out = r;
        return GLN_OK;
    }
    offset = gln_memory__array(d->n, sizeof *offset);
    status = offset ? gln_irls__init(&irls, d->n, d->p, err) : gln_error__nomem(err);
    if (status != GLN_OK) {
        goto done;
    }
    for (size_t i = 0; i < d->n; i++) {
        offset[i] = log(d->exposure[i]);
    }
    double coef[GLN_GLM_MAX_P];
    gln_irls_problem problem = {d->y, offset, d->x, d->n, d->p, INFINITY};
    gln_irls_end end = gln_irls__run(&irls, &problem, false, coef, r.cov);
    r.status = gln_glm__end_status(end);
    r.iterations = irls.rounds;
    if (end == GLN_IRLS_CONVERGED) {
        memcpy(r.coef, coef, d->p * sizeof *coef);
        gln_glm__describe(d, irls.mu, INFINITY, &r);
        if (mu) {
            memcpy(mu, irls.mu, d->n * sizeof *mu);
        }
    }
    *out = r;
done:
    gln_irls__clear(&irls);
    free(offset);
    return status;
}

gln_effect gln_effect__of(double estimate, double se, double df, double conf)
{
    gln_effect r = {estimate, se, NAN, df, NAN, NAN, NAN, NAN, conf};
    if (isfinite(estimate) && isfinite(se) && se > 0.0 && df > 0.0 && conf > 0.0 && conf < 1.0) {
        bool normal = isinf(df);
        double q = normal ? gln_stats__normal_quantile(0.5 + conf / 2.0) : gln_stats__t_quantile(0.5 + conf / 2.0, df);
        r.stat = estimate / se;
        r.ln_p = normal ? gln_stats__ln_normal_two_sided(r.stat) : gln_stats__ln_t_two_sided(r.stat, df);
        r.ln_p = fmin(0.0, r.ln_p);
        r.p = exp(r.ln_p);
        r.low = estimate - q * se;
        r.high = estimate + q * se;
    }
    return r;
}

gln_effect gln_glm__effect(const gln_glm *fit, size_t j, double phi, double conf)
{
    if (j >= fit->p || j >= GLN_GLM_MAX_P) {
        return gln_effect__of(NAN, NAN, NAN, conf);
    }
    if (phi < 0.0) {
        return gln_effect__of(fit->coef[j], fit->se[j], INFINITY, conf);
    }
    return gln_effect__of(fit->coef[j], fit->se[j] * sqrt(phi), fit->df, conf);
}
