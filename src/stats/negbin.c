/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/glm_fit.h"

#include "core/memory.h"

#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double THETA_MIN = 1e-6, THETA_MAX = 1e7; /* above the largest the model is Poisson's to 7 digits */

/* d loglik / d theta = sum psi(y + theta) - psi(theta) + ln(theta/(theta + mu)) + (mu - y)/(theta + mu). */
static double score(const gln_glm_data *d, const double *mu, double theta)
{
    double sum = 0.0, at = gsl_sf_psi(theta);
    for (size_t i = 0; i < d->n; i++) {
        sum += gsl_sf_psi(d->y[i] + theta) - at - log1p(mu[i] / theta) + (mu[i] - d->y[i]) / (theta + mu[i]);
    }
    return sum;
}

/* Where the score changes from rising to falling likelihood, by bisection in ln theta; infinity where it never falls.
 */
static double solve_theta(const gln_glm_data *d, const double *mu)
{
    double excess = 0.0; /* twice the slope of the likelihood in 1/theta at 0 */
    for (size_t i = 0; i < d->n; i++) {
        excess += (d->y[i] - mu[i]) * (d->y[i] - mu[i]) - d->y[i];
    }
    if (!(excess > 0.0) || score(d, mu, THETA_MAX) >= 0.0) {
        return INFINITY;
    }
    double low = log(THETA_MIN), high = log(THETA_MAX);
    for (int k = 0; k < 60; k++) {
        double mid = (low + high) / 2.0;
        if (score(d, mu, exp(mid)) > 0.0) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return exp((low + high) / 2.0);
}

static double ln_gamma(double x)
{
    return gln_stats__ln_factorial(x) - log(x);
}

static double loglik(const gln_glm_data *d, const double *mu, double theta)
{
    double sum = 0.0;
    for (size_t i = 0; i < d->n; i++) {
        double y = d->y[i];
        sum += ln_gamma(theta + y) - ln_gamma(theta) - gln_stats__ln_factorial(y) - theta * log1p(mu[i] / theta);
        sum += y > 0.0 ? y * log(mu[i] / (theta + mu[i])) : 0.0;
    }
    return sum;
}

/* Means and theta by turns until both rest. Leaves status and the coefficients in r, the means in irls. */
static void alternate(const gln_glm_data *d, const double *offset, gln_irls *irls, gln_glm *r)
{
    gln_irls_problem problem = {d->y, offset, d->x, d->n, d->p, INFINITY};
    double coef[GLN_GLM_MAX_P], theta = INFINITY;
    memcpy(coef, r->coef, d->p * sizeof *coef);
    gln_irls_end end = gln_irls__run(irls, &problem, true, coef, r->cov);
    r->status = "no_convergence";
    for (int turn = 0; turn < 200; turn++) {
        if (end != GLN_IRLS_CONVERGED) {
            r->status = gln_glm__end_status(end);
            return;
        }
        double next = solve_theta(d, irls->mu);
        if (isinf(next)) {
            r->status = "boundary";
            return;
        }
        bool rests = fabs(next - theta) <= 1e-9 * next;
        theta = problem.theta = next;
        end = gln_irls__run(irls, &problem, true, coef, r->cov);
        r->iterations = turn + 1;
        if (rests && end == GLN_IRLS_CONVERGED) {
            memcpy(r->coef, coef, d->p * sizeof *coef);
            gln_glm__describe(d, irls->mu, theta, r);
            r->loglik = loglik(d, irls->mu, theta);
            r->aic = 2.0 * ((double)d->p + 1.0) - 2.0 * r->loglik;
            r->status = GLN_STATS_OK;
            return;
        }
    }
}

gln_status gln_glm__negbin(const gln_glm_data *d, const gln_glm *poisson, gln_glm *out, double *mu, gln_error *err)
{
    gln_status status = gln_glm__check(d, err);
    if (status != GLN_OK) {
        return status;
    }
    if (strcmp(poisson->status, GLN_STATS_OK) != 0 || poisson->n != d->n || poisson->p != d->p) {
        for (size_t i = 0; mu && i < d->n; i++) {
            mu[i] = NAN;
        }
        *out = *poisson;
        return GLN_OK;
    }
    gln_stats__init();
    gln_irls irls = {0};
    gln_glm r = gln_glm__blank(d->n, d->p, "no_convergence");
    memcpy(r.coef, poisson->coef, sizeof r.coef);
    double *offset = gln_memory__array(d->n, sizeof *offset);
    status = offset ? gln_irls__init(&irls, d->n, d->p, err) : gln_error__nomem(err);
    if (status != GLN_OK) {
        goto done;
    }
    for (size_t i = 0; i < d->n; i++) {
        offset[i] = log(d->exposure[i]);
    }
    alternate(d, offset, &irls, &r);
    if (strcmp(r.status, "boundary") == 0) { /* the Poisson fit is the limit */
        r = *poisson;
        r.status = "boundary";
        double coef[GLN_GLM_MAX_P];
        memcpy(coef, r.coef, sizeof coef);
        gln_irls_problem problem = {d->y, offset, d->x, d->n, d->p, INFINITY};
        (void)gln_irls__run(&irls, &problem, true, coef, NULL);
    } else if (strcmp(r.status, GLN_STATS_OK) != 0) {
        r = gln_glm__blank(d->n, d->p, r.status);
    }
    for (size_t i = 0; mu && i < d->n; i++) {
        mu[i] = isfinite(r.coef[0]) ? irls.mu[i] : NAN;
    }
    *out = r;
done:
    gln_irls__clear(&irls);
    free(offset);
    return status;
}
