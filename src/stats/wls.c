/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/wls.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 64 };

struct gln_wls {
    size_t n, p;
    double *a;        /* n x p: sqrt(w) x, columns scaled; then its QR */
    double *b;        /* n: sqrt(w) z */
    double *residual; /* n */
};

gln_status gln_wls__new(size_t n, size_t p, gln_wls **out, gln_error *err)
{
    size_t cells;
    if (p < 1 || p > MOST_COLUMNS || n < p) {
        return gln_error_set(err, GLN_ERR_RANGE, "a regression of %zu rows on %zu columns", n, p);
    }
    gln_wls *wls = gln_memory__zeroed(1, sizeof *wls);
    if (!wls) {
        return gln_error__nomem(err);
    }
    wls->n = n;
    wls->p = p;
    wls->a = gln_size__mul(n, p, &cells) ? gln_memory__array(cells, sizeof *wls->a) : NULL;
    wls->b = gln_memory__array(n, sizeof *wls->b);
    wls->residual = gln_memory__array(n, sizeof *wls->residual);
    if (!wls->a || !wls->b || !wls->residual) {
        gln_wls__free(wls);
        return gln_error__nomem(err);
    }
    *out = wls;
    return GLN_OK;
}

void gln_wls__free(gln_wls *wls)
{
    if (wls) {
        free(wls->a);
        free(wls->b);
        free(wls->residual);
        free(wls);
    }
}

/* a and b from the data; scale[j] is the length of column j. False for a column of zeros or a number not finite. */
static bool fill(gln_wls *wls, const double *x, const double *w, const double *z, double *scale)
{
    size_t n = wls->n, p = wls->p;
    for (size_t j = 0; j < p; j++) {
        scale[j] = 0.0;
    }
    for (size_t i = 0; i < n; i++) {
        double root = w ? sqrt(w[i]) : 1.0;
        wls->b[i] = root * z[i];
        if (!isfinite(wls->b[i])) {
            return false;
        }
        for (size_t j = 0; j < p; j++) {
            wls->a[i * p + j] = root * x[i * p + j];
            scale[j] = hypot(scale[j], wls->a[i * p + j]);
        }
    }
    for (size_t j = 0; j < p; j++) {
        if (!(scale[j] > 0.0) || !isfinite(scale[j])) {
            return false;
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++) {
            wls->a[i * p + j] /= scale[j];
        }
    }
    return true;
}

/* (R'R)^-1 = R^-1 R^-T of the QR in a, with pivoting and scaling undone. */
static void covariance(const gln_wls *wls, const size_t *pivot, const double *scale, double *cov)
{
    size_t p = wls->p;
    double inverse[MOST_COLUMNS][MOST_COLUMNS] = {{0}};
    for (size_t k = 0; k < p; k++) { /* column k of R^-1 by back substitution */
        inverse[k][k] = 1.0 / wls->a[k * p + k];
        for (size_t i = k; i-- > 0;) {
            double sum = 0.0;
            for (size_t j = i + 1; j <= k; j++) {
                sum += wls->a[i * p + j] * inverse[j][k];
            }
            inverse[i][k] = -sum / wls->a[i * p + i];
        }
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0.0;
            for (size_t k = i > j ? i : j; k < p; k++) {
                sum += inverse[i][k] * inverse[j][k];
            }
            cov[pivot[i] * p + pivot[j]] = sum / scale[pivot[i]] / scale[pivot[j]];
        }
    }
}

bool gln_wls__solve(gln_wls *wls, const double *x, const double *w, const double *z, double *coef, double *cov)
{
    size_t n = wls->n, p = wls->p, pivot[MOST_COLUMNS];
    double scale[MOST_COLUMNS], tau[MOST_COLUMNS], norm[MOST_COLUMNS], solution[MOST_COLUMNS];
    int sign;
    gln_stats__init();
    if (!fill(wls, x, w, z, scale)) {
        return false;
    }
    gsl_matrix_view a = gsl_matrix_view_array(wls->a, n, p);
    gsl_vector_view b = gsl_vector_view_array(wls->b, n), residual = gsl_vector_view_array(wls->residual, n);
    gsl_vector_view t = gsl_vector_view_array(tau, p), room = gsl_vector_view_array(norm, p);
    gsl_vector_view s = gsl_vector_view_array(solution, p);
    gsl_permutation order = {p, pivot};
    if (gsl_linalg_QRPT_decomp(&a.matrix, &t.vector, &order, &sign, &room.vector) != GSL_SUCCESS) {
        return false;
    }
    for (size_t j = 0; j < p; j++) {
        if (!(fabs(wls->a[j * p + j]) > 1e-11 * fabs(wls->a[0]))) {
            return false;
        }
    }
    if (gsl_linalg_QRPT_lssolve(&a.matrix, &t.vector, &order, &b.vector, &s.vector, &residual.vector) != GSL_SUCCESS) {
        return false;
    }
    for (size_t j = 0; j < p; j++) {
        if (!isfinite(solution[j])) {
            return false;
        }
    }
    for (size_t j = 0; j < p; j++) {
        coef[j] = solution[j] / scale[j];
    }
    if (cov) {
        covariance(wls, pivot, scale, cov);
    }
    return true;
}
