/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/prewhiten.h"

#include "core/memory.h"
#include "stats/numeric.h"
#include "stats/ranks.h"
#include "stats/series.h"

#include <math.h>
#include <stdlib.h>

static double time_of(const double *t, size_t i)
{
    return t ? t[i] - t[0] + 1.0 : (double)i + 1.0;
}

static gln_status check(const double *t, const double *x, size_t n, double slope, gln_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || (t && !isfinite(t[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "point %zu of the series is not a finite number", i);
        }
    }
    if (n >= 2 && !isfinite(slope)) {
        return gln_error_set(err, GLN_ERR_RANGE, "the slope to remove is not a finite number");
    }
    return GLN_OK;
}

static void detrend(const double *t, const double *x, size_t n, double slope, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i] - slope * time_of(t, i);
    }
}

/* r* = (n r + 2)/(n - 5): what r would be on average without the bias of a short series less its line. A correction
 * above the limit, as any of 5 points or fewer, says that the series is too short to tell. */
static double without_bias(double r, size_t n)
{
    const double most = .95;
    if (isnan(r)) {
        return 0.0; /* nothing to correlate */
    }
    double top = (double)n * r + 2.0, bottom = (double)n - 5.0;
    return top <= 0.0 ? 0.0 : top >= most * bottom ? most : top / bottom;
}

/* 1 + 2/(n(n-1)(n-2)) sum_k (n-k)(n-k-1)(n-k-2) r^k */
static double ar1_factor(double r, size_t n)
{
    double points = (double)n, power = r, sum = 0.0;
    for (size_t k = 1; k + 2 < n && power > 0x1p-60; k++, power *= r) {
        double left = points - (double)k;
        sum += left * (left - 1.0) * (left - 2.0) * power;
    }
    return n > 2 ? 1.0 + 2.0 * sum / (points * (points - 1.0) * (points - 2.0)) : 1.0;
}

static void decide(gln_prewhiten *r, size_t n)
{
    r->acf1_corrected = without_bias(r->acf1_detrended, n);
    r->factor = ar1_factor(r->acf1_corrected, n);
    r->p = r->plain.p_best;
    r->ln_p = r->plain.ln_p_best;
    if (r->factor > 1.0) { /* the normal approximation may not undercut the exact p */
        double z, p, ln_p;
        gln_kendall__z(r->plain.s, r->plain.var_s * r->factor, &z, &p, &ln_p);
        r->p = fmax(r->p, p);
        r->ln_p = fmax(r->ln_p, ln_p);
    }
}

/* Both whitened tests; rest is the series less its slope, white room for n - 1 numbers. */
static gln_status whitened_tests(const double *t, const double *x, const double *rest, size_t n, double slope,
                                 double *white, gln_prewhiten *r, gln_error *err)
{
    size_t left = n ? n - 1 : 0;
    double lag = isnan(r->acf1) ? 0.0 : r->acf1; /* nothing to whiten in a constant series */
    for (size_t i = 0; i < left; i++) {
        white[i] = x[i + 1] - lag * x[i];
    }
    gln_status status = gln_kendall__test(white, left, &r->pw, err);
    if (status != GLN_OK) {
        return status;
    }
    lag = isnan(r->acf1_detrended) ? 0.0 : r->acf1_detrended;
    for (size_t i = 0; i < left; i++) {
        white[i] = rest[i + 1] - lag * rest[i] + slope * (time_of(t, i + 1) - 1.0);
    }
    return gln_kendall__test(white, left, &r->tfpw, err);
}

gln_status gln_prewhiten__test(const double *t, const double *x, size_t n, double slope, gln_prewhiten *out,
                               gln_error *err)
{
    gln_prewhiten r = {.acf1_limit = NAN, .n_effective = NAN, .status = "insufficient_data"};
    double *rest = NULL, *white = NULL;
    gln_status status = check(t, x, n, slope, err);
    if (status == GLN_OK) {
        status = gln_kendall__test(x, n, &r.plain, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    rest = gln_memory__array(n, sizeof *rest);
    white = gln_memory__array(n, sizeof *white);
    if (!rest || !white) {
        status = gln_error__nomem(err);
        goto done;
    }
    detrend(t, x, n, slope, rest);
    r.acf1 = gln_series__acf1(x, n);
    r.acf1_detrended = gln_series__acf1(rest, n);
    status = whitened_tests(t, x, rest, n, slope, white, &r, err);
    if (status != GLN_OK) {
        goto done;
    }
    if (n >= 2) {
        double held = isnan(r.acf1_detrended) ? 0.0 : fmin(fmax(r.acf1_detrended, 0.0), 1.0);
        r.acf1_limit = gln_stats__normal_quantile(0.975) / sqrt((double)n);
        r.n_effective = isnan(r.acf1_detrended) ? NAN : (double)n * (1.0 - held) / (1.0 + held);
    }
    decide(&r, n);
    if (n >= 5) {
        r.status = isnan(r.acf1) ? "constant" : GLN_STATS_OK;
    }
    *out = r;
done:
    free(rest);
    free(white);
    return status;
}

/* The variance of S by the factor, and what follows. */
static gln_kendall_corrected corrected(const gln_kendall *plain, double factor)
{
    gln_kendall_corrected r = {factor, plain->var_s * factor, NAN, NAN, NAN, NAN, NAN};
    double z;
    gln_kendall__z(plain->s, r.var_s, &r.z, &r.p, &r.ln_p);
    gln_kendall__z(plain->s, plain->var_s * fmax(factor, 1.0), &z, &r.p_conservative, &r.ln_p_conservative);
    return r;
}

gln_status gln_prewhiten__hamed_rao(const double *t, const double *x, size_t n, double slope, size_t max_lag,
                                    double conf, gln_kendall_corrected *out, gln_error *err)
{
    gln_kendall plain;
    double *rest = NULL, *acf = NULL;
    gln_status status = check(t, x, n, slope, err);
    if (status == GLN_OK && !(conf > 0.0 && conf < 1.0)) {
        status = gln_error_set(err, GLN_ERR_RANGE, "a confidence of %g is not between 0 and 1", conf);
    }
    if (status == GLN_OK) {
        status = gln_kendall__test(x, n, &plain, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    size_t lags = n < 2 ? 0 : max_lag == 0 || max_lag > n - 1 ? n - 1 : max_lag;
    rest = gln_memory__array(n, sizeof *rest);
    acf = gln_memory__array(lags, sizeof *acf);
    if (!rest || !acf) {
        status = gln_error__nomem(err);
        goto done;
    }
    detrend(t, x, n, slope, rest);
    status = gln_ranks__of(rest, n, err);
    if (status != GLN_OK) {
        goto done;
    }
    gln_series__acf(rest, n, lags, acf);
    double points = (double)n, sum = 0.0, limit = gln_stats__normal_quantile(0.5 + conf / 2.0) / sqrt(points);
    for (size_t k = 1; k <= lags; k++) { /* a NaN of a constant series is not above the limit */
        double left = points - (double)k;
        sum += fabs(acf[k - 1]) > limit ? left * (left - 1.0) * (left - 2.0) * acf[k - 1] : 0.0;
    }
    *out = corrected(&plain, n > 2 ? 1.0 + 2.0 / (points * (points - 1.0) * (points - 2.0)) * sum : NAN);
done:
    free(rest);
    free(acf);
    return status;
}

gln_status gln_prewhiten__yue_wang(const double *t, const double *x, size_t n, double slope, gln_kendall_corrected *out,
                                   gln_error *err)
{
    gln_kendall plain;
    gln_status status = check(t, x, n, slope, err);
    if (status == GLN_OK) {
        status = gln_kendall__test(x, n, &plain, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    double *rest = gln_memory__array(n, sizeof *rest);
    if (!rest) {
        return gln_error__nomem(err);
    }
    detrend(t, x, n, slope, rest);
    double r = gln_series__acf1(rest, n);
    *out = corrected(&plain, isnan(r) ? 1.0 : 1.0 + 2.0 * (1.0 - 1.0 / (double)n) * r);
    free(rest);
    return GLN_OK;
}
