/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/glm_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A Poisson fit with coefficient j held. */
typedef struct held {
    const gln_glm_data *data;
    size_t j;
    double *x;      /* the design without column j */
    double *offset; /* ln exposure + value x_j */
    gln_irls irls;
    double best; /* deviance of the free fit */
} held;

/* Root of the rise of the deviance with coefficient j at the value: nearly linear in it. */
static double rise(held *h, double value)
{
    const gln_glm_data *d = h->data;
    double coef[GLN_GLM_MAX_P] = {0};
    for (size_t i = 0; i < d->n; i++) {
        h->offset[i] = log(d->exposure[i]) + value * d->x[i * d->p + h->j];
    }
    gln_irls_problem problem = {d->y, h->offset, h->x, d->n, d->p - 1, INFINITY};
    gln_irls_end end = gln_irls__run(&h->irls, &problem, false, coef, NULL);
    return end == GLN_IRLS_CONVERGED ? sqrt(fmax(0.0, h->irls.deviance - h->best)) : NAN;
}

/* The value beyond the estimate, in steps of the sign of `step`, where rise is z: bracketed, then Illinois' method. */
static double limit(held *h, double estimate, double step, double z)
{
    double inner = estimate, outer = estimate, f_inner = -z, f_outer = -z;
    for (int k = 0; k < 40 && f_outer < 0.0; k++) {
        inner = outer;
        f_inner = f_outer;
        outer = estimate + ldexp(step, k - 1);
        f_outer = rise(h, outer) - z;
    }
    if (!(f_outer >= 0.0)) {
        return NAN;
    }
    int side = 0;
    for (int k = 0; k < 60 && fabs(outer - inner) > 1e-12 * fabs(step); k++) {
        double at = (inner * f_outer - outer * f_inner) / (f_outer - f_inner);
        double f = rise(h, at) - z;
        if (!isfinite(f)) {
            return NAN;
        }
        if (fabs(f) < 1e-12 * z) {
            return at;
        }
        if (f < 0.0) {
            inner = at;
            f_inner = f;
            f_outer = side == -1 ? f_outer / 2.0 : f_outer;
            side = -1;
        } else {
            outer = at;
            f_outer = f;
            f_inner = side == 1 ? f_inner / 2.0 : f_inner;
            side = 1;
        }
    }
    return (inner + outer) / 2.0;
}

/* Room for fits with coefficient j held; false into *defined where the fit at hand has no profile. */
static gln_status open_held(held *h, const gln_glm_data *d, const gln_glm *fit, size_t j, double conf, bool *defined,
                            gln_error *err)
{
    *h = (held){.data = d, .j = j, .best = fit->deviance};
    *defined = j < d->p && fit->n == d->n && fit->p == d->p && isfinite(fit->coef[j]) && isinf(fit->theta) &&
               conf > 0.0 && conf < 1.0;
    if (!*defined) {
        return GLN_OK;
    }
    gln_status status = gln_irls__init(&h->irls, d->n, d->p - 1, err);
    if (status != GLN_OK) {
        return status;
    }
    h->x = gln_memory__array(d->n * d->p, sizeof *h->x); /* no larger than the design that is there */
    h->offset = gln_memory__array(d->n, sizeof *h->offset);
    if (!h->x || !h->offset) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0, to = 0; i < d->n; i++) {
        for (size_t k = 0; k < d->p; k++) {
            if (k != j) {
                h->x[to++] = d->x[i * d->p + k];
            }
        }
    }
    return GLN_OK;
}

static void close_held(held *h)
{
    gln_irls__clear(&h->irls);
    free(h->x);
    free(h->offset);
}

gln_status gln_glm__profile(const gln_glm_data *d, const gln_glm *fit, size_t j, double conf, gln_interval *out,
                            gln_error *err)
{
    held h;
    bool defined;
    gln_interval limits = {NAN, NAN};
    gln_status status = open_held(&h, d, fit, j, conf, &defined, err);
    if (status == GLN_OK) {
        if (defined) {
            double z = gln_stats__normal_quantile(0.5 + conf / 2.0), step = 2.0 * z * fit->se[j];
            limits.low = limit(&h, fit->coef[j], -step, z);
            limits.high = limit(&h, fit->coef[j], step, z);
        }
        *out = limits;
    }
    close_held(&h);
    return status;
}

enum { MOST_STEPS = 9, MOST_KNOTS = 2 * MOST_STEPS + 1 };

/* Third derivative / 6 at an end: of the cubic through the four knots next to it. */
static double end_cubic(const double *x, const double *y, size_t from)
{
    double first[3], second[2];
    for (size_t k = 0; k < 3; k++) {
        first[k] = (y[from + k + 1] - y[from + k]) / (x[from + k + 1] - x[from + k]);
    }
    for (size_t k = 0; k < 2; k++) {
        second[k] = (first[k + 1] - first[k]) / (x[from + k + 2] - x[from + k]);
    }
    return (second[1] - second[0]) / (x[from + 3] - x[from]);
}

/* Half second derivatives m of the spline of Forsythe, Malcolm and Moler (1977) through n >= 4 knots: continuous second
 * derivative within, and the end cubics' third derivative at both ends; tridiagonal elimination. */
static void spline_bends(const double *x, const double *y, size_t n, double *m)
{
    double diagonal[MOST_KNOTS];
    double h0 = x[1] - x[0], h1 = x[n - 1] - x[n - 2];
    diagonal[0] = -h0; /* (m_1 - m_0) / (3 h) = c: -h m_0 + h m_1 = 3 h^2 c */
    m[0] = 3.0 * h0 * h0 * end_cubic(x, y, 0);
    for (size_t i = 1; i + 1 < n; i++) { /* h_{i-1} m_{i-1} + 2 (h_{i-1} + h_i) m_i + h_i m_{i+1} = 3 (d_i - d_{i-1}) */
        double left = x[i] - x[i - 1], right = x[i + 1] - x[i], factor = left / diagonal[i - 1];
        double d0 = (y[i] - y[i - 1]) / left, d1 = (y[i + 1] - y[i]) / right;
        diagonal[i] = 2.0 * (left + right) - factor * left;
        m[i] = 3.0 * (d1 - d0) - factor * m[i - 1];
    }
    double factor = h1 / diagonal[n - 2]; /* h m_{n-2} - h m_{n-1} = -3 h^2 c */
    diagonal[n - 1] = -h1 - factor * h1;
    m[n - 1] = -3.0 * h1 * h1 * end_cubic(x, y, n - 4) - factor * m[n - 2];
    m[n - 1] /= diagonal[n - 1];
    for (size_t i = n - 1; i-- > 0;) {
        m[i] = (m[i] - (x[i + 1] - x[i]) * m[i + 1]) / diagonal[i];
    }
}

static double spline_at(const double *x, const double *y, const double *m, size_t n, double at)
{
    size_t i = 0;
    while (i + 2 < n && at >= x[i + 1]) {
        i++;
    }
    double h = x[i + 1] - x[i], u = at - x[i];
    double slope = (y[i + 1] - y[i]) / h - h * (2.0 * m[i] + m[i + 1]) / 3.0;
    return y[i] + u * (slope + u * (m[i] + u * (m[i + 1] - m[i]) / (3.0 * h)));
}

/* The value where straight lines between 3 n points of the spline reach z. */
static double interpolate(const double *x, const double *y, const double *m, size_t n, double z)
{
    size_t points = 3 * n;
    double from = x[0], value = y[0], step = (x[n - 1] - x[0]) / (double)(points - 1);
    for (size_t k = 1; k < points; k++) {
        double to = k + 1 == points ? x[n - 1] : x[0] + (double)k * step, next = spline_at(x, y, m, n, to);
        if (value <= z && z <= next) {
            return from + (z - value) / (next - value) * (to - from);
        }
        from = to;
        value = next;
    }
    return NAN;
}

gln_status gln_glm__profile_spline(const gln_glm_data *d, const gln_glm *fit, size_t j, double conf, gln_interval *out,
                                   gln_error *err)
{
    held h;
    bool defined;
    gln_status status = open_held(&h, d, fit, j, conf, &defined, err);
    if (status == GLN_OK) {
        double x[MOST_KNOTS], y[MOST_KNOTS], m[MOST_KNOTS];
        size_t below = MOST_STEPS, above = MOST_STEPS; /* knots in use: [below, above] */
        double top = defined ? -gln_stats__normal_quantile((1.0 - conf) / 8.0) : NAN;
        x[MOST_STEPS] = defined ? fit->coef[j] : NAN;
        y[MOST_STEPS] = 0.0;
        while (defined && below > 0 && -y[below] < top) {
            below--;
            x[below] = fit->coef[j] - (double)(MOST_STEPS - below) * (top / 5.0) * fit->se[j];
            y[below] = -rise(&h, x[below]);
        }
        while (defined && above + 1 < MOST_KNOTS && y[above] < top) {
            above++;
            x[above] = fit->coef[j] + (double)(above - MOST_STEPS) * (top / 5.0) * fit->se[j];
            y[above] = rise(&h, x[above]);
        }
        size_t n = above - below + 1;
        *out = (gln_interval){NAN, NAN};
        if (defined && n >= 4 && isfinite(y[below]) && isfinite(y[above])) {
            double z = gln_stats__normal_quantile(0.5 + conf / 2.0);
            spline_bends(x + below, y + below, n, m);
            out->low = interpolate(x + below, y + below, m, n, -z);
            out->high = interpolate(x + below, y + below, m, n, z);
        }
    }
    close_held(&h);
    return status;
}
