/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Iteratively reweighted least squares for log-linear counts: the engine of glm.h (Nelder and Wedderburn 1972).
 */
#ifndef GLN_STATS_IRLS_H
#define GLN_STATS_IRLS_H

#include "guanlan/status.h"
#include "stats/wls.h"

/** ln mu_i = offset_i + x_i b, V(mu) = mu + mu^2/theta; theta infinite: Poisson. Borrowed. p = 0 is fine. */
typedef struct gln_irls_problem {
    const double *y, *offset, *x;
    size_t n, p;
    double theta;
} gln_irls_problem;

typedef enum gln_irls_end {
    GLN_IRLS_CONVERGED = 0,
    GLN_IRLS_COLLINEAR,
    GLN_IRLS_SEPARATION,
    GLN_IRLS_LIMIT,
} gln_irls_end;

/** Room for problems of n rows and p columns. */
typedef struct gln_irls {
    gln_wls *wls; /* NULL for p = 0 */
    double *mu, *weight, *working, *eta, *last_eta;
    int rounds;
    double deviance;
} gln_irls;

/** GLN_ERR_NOMEM, GLN_ERR_RANGE for n < p. */
GLN_MUST_USE gln_status gln_irls__init(gln_irls *irls, size_t n, size_t p, gln_error *err);
void gln_irls__clear(gln_irls *irls);

/** Fits; coef (p numbers) is where it starts if warm, and where it ends; cov (p x p) or NULL gets (X'WX)^-1 at the end.
 * irls->mu, deviance, rounds are set. At most 100 rounds; deviance never rises by more than rounding. */
gln_irls_end gln_irls__run(gln_irls *irls, const gln_irls_problem *problem, bool warm, double *coef, double *cov);

/** Deviance of counts y with means mu: 2 sum D(y, mu), or the NB2 form. */
double gln_irls__deviance(const double *y, const double *mu, size_t n, double theta);

#endif
