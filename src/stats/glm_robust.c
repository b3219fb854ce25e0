/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/glm_fit.h"

#include "core/memory.h"
#include "stats/wls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* meat += weight (G + G'), G = sum e_i e_{i-lag} x_i x_{i-lag}'; for lag 0 only G. */
static void add_lag(const gln_glm_data *d, const double *mu, size_t lag, double weight, double *meat)
{
    size_t p = d->p;
    for (size_t i = lag; i < d->n; i++) {
        const double *now = d->x + i * p, *then = d->x + (i - lag) * p;
        double e = weight * (d->y[i] - mu[i]) * (d->y[i - lag] - mu[i - lag]);
        for (size_t a = 0; a < p; a++) {
            for (size_t b = 0; b < p; b++) {
                meat[a * p + b] += e * (lag ? now[a] * then[b] + then[a] * now[b] : now[a] * now[b]);
            }
        }
    }
}

void gln_glm__sandwich(const gln_glm_data *d, const double *mu, const double *bread, size_t lag, double *se)
{
    size_t p = d->p;
    double meat[GLN_GLM_MAX_P * GLN_GLM_MAX_P] = {0};
    for (size_t l = 0; l <= lag && l < d->n; l++) {
        add_lag(d, mu, l, 1.0 - (double)l / ((double)lag + 1.0), meat);
    }
    for (size_t j = 0; j < p; j++) { /* only the diagonal of bread meat bread */
        double variance = 0.0;
        for (size_t a = 0; a < p; a++) {
            for (size_t b = 0; b < p; b++) {
                variance += bread[j * p + a] * meat[a * p + b] * bread[b * p + j];
            }
        }
        se[j] = variance >= 0.0 ? sqrt(variance) : NAN;
    }
}

gln_overdispersion gln_glm__overdispersion(const double *y, const double *mu, size_t n)
{
    gln_overdispersion r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    double points = (double)n, mean = 0.0, squares = 0.0, am = 0.0, mm = 0.0, rest = 0.0;
    for (size_t i = 0; i < n; i++) {
        double a = ((y[i] - mu[i]) * (y[i] - mu[i]) - y[i]) / mu[i];
        mean += a / points;
        am += a * mu[i];
        mm += mu[i] * mu[i];
    }
    for (size_t i = 0; i < n; i++) {
        double a = ((y[i] - mu[i]) * (y[i] - mu[i]) - y[i]) / mu[i];
        squares += (a - mean) * (a - mean);
        rest += (a - am / mm * mu[i]) * (a - am / mm * mu[i]);
    }
    if (n < 2 || !(squares > 0.0) || !(rest > 0.0) || !isfinite(squares + rest)) {
        return r;
    }
    r.nb1_z = sqrt(points) * mean / sqrt(squares / (points - 1.0));
    r.nb1_ln_p = gln_stats__ln_normal_sf(r.nb1_z);
    r.nb1_p = exp(r.nb1_ln_p);
    r.nb1_dispersion = 1.0 + mean;
    r.nb2_alpha = am / mm;
    r.nb2_z = r.nb2_alpha / sqrt(rest / (points - 1.0) / mm);
    r.nb2_ln_p = gln_stats__ln_normal_sf(r.nb2_z);
    r.nb2_p = exp(r.nb2_ln_p);
    r.status = GLN_STATS_OK;
    return r;
}

gln_status gln_glm__ols(const gln_glm_data *given, gln_glm *out, double *fitted, double *xtx_inverse, gln_error *err)
{
    gln_glm_data d = *given;
    d.exposure = NULL;
    gln_status status = gln_glm__check(&d, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_glm r = gln_glm__blank(d.n, d.p, "insufficient_data");
    gln_wls *wls = NULL;
    double coef[GLN_GLM_MAX_P], cov[GLN_GLM_MAX_P * GLN_GLM_MAX_P];
    bool solved = false;
    if (d.n >= d.p) {
        status = gln_wls__new(d.n, d.p, &wls, err);
        if (status != GLN_OK) {
            return status;
        }
        solved = gln_wls__solve(wls, d.x, NULL, d.y, coef, cov);
        gln_wls__free(wls);
        r.status = solved ? GLN_STATS_OK : "collinear";
    }
    double rss = 0.0;
    for (size_t i = 0; i < d.n; i++) {
        double at = solved ? 0.0 : NAN;
        for (size_t j = 0; solved && j < d.p; j++) {
            at += d.x[i * d.p + j] * coef[j];
        }
        rss += (d.y[i] - at) * (d.y[i] - at);
        if (fitted) {
            fitted[i] = at;
        }
    }
    if (solved) {
        r.deviance = rss;
        r.dispersion = r.df > 0.0 ? rss / r.df : NAN;
        for (size_t j = 0; j < d.p * d.p; j++) {
            r.cov[j] = cov[j] * r.dispersion;
        }
        for (size_t j = 0; j < d.p; j++) {
            r.coef[j] = coef[j];
            r.se[j] = sqrt(r.cov[j * d.p + j]);
        }
    }
    for (size_t j = 0; xtx_inverse && j < d.p * d.p; j++) {
        xtx_inverse[j] = solved ? cov[j] : NAN;
    }
    *out = r;
    return GLN_OK;
}

double gln_glm__durbin_watson(const double *y, const double *fitted, size_t n)
{
    double steps = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - fitted[i];
        squares += e * e;
        if (i > 0) {
            double before = y[i - 1] - fitted[i - 1];
            steps += (e - before) * (e - before);
        }
    }
    return n >= 2 && squares > 0.0 ? steps / squares : NAN;
}
