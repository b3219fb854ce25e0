/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/irls.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ROUNDS = 100,
    MOST_HALVINGS = 30,
    SEPARATION_ROUNDS = 25, /* a regular fit is done in about 6; a diverging one moves eta by 1 a round */
    MOST_COEF = 64,
};

gln_status gln_irls__init(gln_irls *irls, size_t n, size_t p, gln_error *err)
{
    *irls = (gln_irls){0};
    gln_status status = p ? gln_wls__new(n, p, &irls->wls, err) : GLN_OK;
    if (status != GLN_OK) {
        return status;
    }
    double **rooms[] = {&irls->mu, &irls->weight, &irls->working, &irls->eta, &irls->last_eta};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        *rooms[i] = gln_memory__zeroed(n, sizeof **rooms[i]);
        if (!*rooms[i]) {
            gln_irls__clear(irls);
            return gln_error__nomem(err);
        }
    }
    return GLN_OK;
}

void gln_irls__clear(gln_irls *irls)
{
    gln_wls__free(irls->wls);
    free(irls->mu);
    free(irls->weight);
    free(irls->working);
    free(irls->eta);
    free(irls->last_eta);
    *irls = (gln_irls){0};
}

double gln_irls__deviance(const double *y, const double *mu, size_t n, double theta)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (isinf(theta)) {
            sum += 2.0 * gln_stats__deviance(y[i], mu[i]);
        } else { /* 2 [y ln(y/mu) - (y + theta) ln((y + theta)/(mu + theta))] = 2 [D(y, mu) - D(y+theta, mu+theta)] */
            sum += 2.0 * (gln_stats__deviance(y[i], mu[i]) -
                          gln_stats__deviance_by(y[i] + theta, mu[i] + theta, y[i] - mu[i]));
        }
    }
    return sum;
}

/* eta, mu and deviance at coef. */
static void evaluate(gln_irls *r, const gln_irls_problem *q, const double *coef)
{
    for (size_t i = 0; i < q->n; i++) {
        double eta = q->offset[i];
        for (size_t j = 0; j < q->p; j++) {
            eta += q->x[i * q->p + j] * coef[j];
        }
        r->eta[i] = eta;
        r->mu[i] = exp(eta);
    }
    r->deviance = gln_irls__deviance(q->y, r->mu, q->n, q->theta);
}

/* Weights and working values at mu: w = mu/(1 + mu/theta), z = ln mu - offset + (y - mu)/mu. */
static void linearise(gln_irls *r, const gln_irls_problem *q)
{
    for (size_t i = 0; i < q->n; i++) {
        double mu = fmax(r->mu[i], 1e-300);
        r->weight[i] = mu / (1.0 + mu / q->theta);
        r->working[i] = r->eta[i] - q->offset[i] + (q->y[i] - mu) / mu;
    }
}

/* Largest step of eta in the last round, and whether a row without hits runs off to mean 0. */
static double last_step(const gln_irls *r, const gln_irls_problem *q, bool *runs_off)
{
    double largest = 0.0;
    *runs_off = false;
    for (size_t i = 0; i < q->n; i++) {
        double step = r->eta[i] - r->last_eta[i];
        largest = fmax(largest, fabs(step));
        *runs_off |= q->y[i] == 0.0 && step < -0.5;
    }
    return largest;
}

/* From last towards coef by halves until the deviance is finite and does not rise. */
static void settle(gln_irls *r, const gln_irls_problem *q, double *coef, const double *last, double last_deviance)
{
    evaluate(r, q, coef);
    for (int half = 0; half < MOST_HALVINGS; half++) {
        if (isfinite(r->deviance) && r->deviance <= last_deviance + 1e-9 * (fabs(last_deviance) + 1.0)) {
            return;
        }
        for (size_t j = 0; j < q->p; j++) {
            coef[j] = (coef[j] + last[j]) / 2.0;
        }
        evaluate(r, q, coef);
    }
}

static bool any_zero(const gln_irls_problem *q)
{
    for (size_t i = 0; i < q->n; i++) {
        if (q->y[i] == 0.0) {
            return true;
        }
    }
    return false;
}

gln_irls_end gln_irls__run(gln_irls *r, const gln_irls_problem *q, bool warm, double *coef, double *cov)
{
    double last[MOST_COEF] = {0}, last_deviance = INFINITY;
    r->rounds = 0;
    if (warm || q->p == 0) {
        evaluate(r, q, coef);
        last_deviance = r->deviance;
        memcpy(last, coef, q->p * sizeof *last);
    } else {
        for (size_t i = 0; i < q->n; i++) {
            r->mu[i] = q->y[i] + 0.1;
            r->eta[i] = log(r->mu[i]);
        }
    }
    if (q->p == 0) {
        return isfinite(r->deviance) ? GLN_IRLS_CONVERGED : GLN_IRLS_LIMIT;
    }
    while (r->rounds < MOST_ROUNDS) {
        r->rounds++;
        linearise(r, q);
        memcpy(r->last_eta, r->eta, q->n * sizeof *r->eta);
        if (!gln_wls__solve(r->wls, q->x, r->weight, r->working, coef, NULL)) {
            return r->rounds > 2 && any_zero(q) ? GLN_IRLS_SEPARATION : GLN_IRLS_COLLINEAR;
        }
        settle(r, q, coef, last, last_deviance);
        bool runs_off;
        double step = last_step(r, q, &runs_off), change = fabs(r->deviance - last_deviance);
        if (step < 1e-8 && change <= 1e-9 * (fabs(r->deviance) + 0.1)) {
            linearise(r, q);
            bool solved = !cov || gln_wls__solve(r->wls, q->x, r->weight, r->working, last, cov);
            return solved ? GLN_IRLS_CONVERGED : GLN_IRLS_COLLINEAR;
        }
        if (r->rounds >= SEPARATION_ROUNDS && runs_off && change <= 1e-6 * (fabs(r->deviance) + 0.1)) {
            return GLN_IRLS_SEPARATION;
        }
        last_deviance = r->deviance;
        memcpy(last, coef, q->p * sizeof *last);
    }
    return GLN_IRLS_LIMIT;
}
