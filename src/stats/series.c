/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/series.h"

#include "stats/numeric.h"

#include <math.h>

static gln_status check_counts(const double *y, const double *exposure, size_t n, gln_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!(y[i] >= 0.0 && isfinite(y[i]) && exposure[i] >= 0.0 && isfinite(exposure[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "period %zu: a count of %g in an exposure of %g", i, y[i],
                                 exposure[i]);
        }
        if (y[i] > 0.0 && exposure[i] == 0.0) {
            return gln_error_set(err, GLN_ERR_RANGE, "period %zu: a count of %g without exposure", i, y[i]);
        }
    }
    return GLN_OK;
}

gln_status gln_series__homogeneity(const double *y, const double *exposure, size_t n, gln_homogeneity *out,
                                   gln_error *err)
{
    gln_status status = check_counts(y, exposure, n, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_homogeneity r = {0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    double all_y = 0.0, all_exposure = 0.0;
    for (size_t i = 0; i < n; i++) {
        all_y += y[i];
        all_exposure += exposure[i];
        r.n_periods += exposure[i] > 0.0;
    }
    if (r.n_periods >= 2 && all_y == 0.0) {
        r.status = "no_events";
    } else if (r.n_periods >= 2) {
        double chi2 = 0.0, g = 0.0, zeros = 0.0, zeros_expected = 0.0;
        r.min_expected = INFINITY;
        for (size_t i = 0; i < n; i++) {
            double e = all_y * (exposure[i] / all_exposure);
            if (e > 0.0) {
                chi2 += (y[i] - e) * (y[i] - e) / e;
                g += 2.0 * gln_stats__deviance(y[i], e); /* sum D = sum y ln(y/e), the e and y cancelling */
                r.min_expected = fmin(r.min_expected, e);
                zeros += y[i] == 0.0;
                zeros_expected += exp(-e);
            }
        }
        r.chi2 = chi2;
        r.g = g;
        r.df = (double)r.n_periods - 1.0;
        r.ln_p = gln_stats__ln_chisq_sf(chi2, r.df);
        r.g_ln_p = gln_stats__ln_chisq_sf(g, r.df);
        r.p = exp(r.ln_p);
        r.g_p = exp(r.g_ln_p);
        r.dispersion = chi2 / r.df;
        r.zero_share = zeros / (double)r.n_periods;
        r.zero_share_expected = zeros_expected / (double)r.n_periods;
        r.status = GLN_STATS_OK;
    }
    *out = r;
    return GLN_OK;
}

void gln_series__acf(const double *x, size_t n, size_t max_lag, double *out)
{
    double mean = 0.0, squares = 0.0, largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        mean += x[i] / (double)n;
        largest = fmax(largest, fabs(x[i]));
    }
    for (size_t i = 0; i < n; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    /* a constant series leaves rounding of its mean: nothing to correlate */
    double noise = (double)n * largest * 0x1p-52;
    int defined = squares > (double)n * noise * noise;
    for (size_t k = 1; k <= max_lag; k++) {
        double sum = 0.0;
        for (size_t i = 0; i + k < n; i++) {
            sum += (x[i] - mean) * (x[i + k] - mean);
        }
        out[k - 1] = defined && k < n ? sum / squares : NAN;
    }
}

double gln_series__acf1(const double *x, size_t n)
{
    double r;
    gln_series__acf(x, n, 1, &r);
    return r;
}

void gln_series__pacf(const double *acf, size_t lags, double *out)
{
    enum { MOST = 64 };
    double phi[MOST + 1] = {0}, before[MOST + 1];
    for (size_t k = 1; k <= lags; k++) {
        if (k > MOST) {
            out[k - 1] = NAN;
            continue;
        }
        double top = acf[k - 1], bottom = 1.0; /* phi_kk = (r_k - sum phi_j r_{k-j}) / (1 - sum phi_j r_j) */
        for (size_t j = 1; j < k; j++) {
            top -= phi[j] * acf[k - j - 1];
            bottom -= phi[j] * acf[j - 1];
            before[j] = phi[j];
        }
        phi[k] = bottom > 0.0 ? top / bottom : NAN;
        for (size_t j = 1; j < k; j++) {
            phi[j] = before[j] - phi[k] * before[k - j];
        }
        out[k - 1] = phi[k];
    }
}

double gln_series__ljung_box(const double *acf, size_t lags, size_t n, double *ln_p)
{
    double q = 0.0, points = (double)n;
    for (size_t k = 1; k <= lags; k++) {
        q += k < n ? points * (points + 2.0) * acf[k - 1] * acf[k - 1] / (points - (double)k) : NAN;
    }
    if (ln_p) {
        *ln_p = lags ? gln_stats__ln_chisq_sf(q, (double)lags) : NAN;
    }
    return lags ? q : NAN;
}

gln_status gln_series__surprise(double k, double exposure, double background_k, double background_exposure,
                                gln_surprise *out, gln_error *err)
{
    double y[2] = {k, background_k}, e[2] = {exposure, background_exposure};
    gln_status status = check_counts(y, e, 2, err);
    if (status != GLN_OK) {
        return status;
    }
    *out = (gln_surprise){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "no_exposure"};
    if (!(exposure > 0.0 && background_exposure > 0.0)) {
        return GLN_OK;
    }
    double all = exposure + background_exposure, share = exposure / all, rest = background_exposure / all;
    double ln_sf = gln_stats__ln_binomial_sf(k, k + background_k, share, rest);
    double ln_pmf = gln_stats__ln_binomial_pmf(k, k + background_k, share, rest);
    out->expected = background_k * (exposure / background_exposure);
    out->ln_p_conditional = fmin(0.0, ln_sf);
    out->p_conditional = exp(out->ln_p_conditional);
    out->p_mid = fmax(0.0, exp(ln_sf) - exp(ln_pmf) / 2.0);
    out->p_plugin = k > 0.0 ? exp(gln_stats__ln_poisson_sf(k, out->expected)) : 1.0;
    out->ln_p_predictive = 0.0;
    if (k > 0.0) { /* X ~ NB(a, rest), a = background_k + 1/2: P(X >= k) = I_share(k, a) */
        double upper;
        gln_stats__ln_beta_tails(k, background_k + 0.5, share, rest, &out->ln_p_predictive, &upper);
    }
    out->p_predictive = exp(out->ln_p_predictive);
    out->bits = fabs(out->ln_p_predictive) / GLN_LN2;
    out->z_naive = out->expected > 0.0 ? (k - out->expected) / sqrt(out->expected) : NAN;
    out->status = GLN_STATS_OK;
    return GLN_OK;
}
