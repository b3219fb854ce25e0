/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/rate.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const gln_interval UNDEFINED = {NAN, NAN};

static gln_interval scaled(gln_interval limits, double factor)
{
    return (gln_interval){limits.low * factor, limits.high * factor};
}

static gln_status check(double k, double n, double conf, gln_error *err)
{
    if (!(conf > 0.0 && conf < 1.0)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a confidence of %g is not between 0 and 1", conf);
    }
    if (!(k >= 0.0 && isfinite(k) && n >= 0.0 && isfinite(n))) {
        return gln_error_set(err, GLN_ERR_RANGE, "a count of %g in an exposure of %g", k, n);
    }
    if (k > 0.0 && n == 0.0) {
        return gln_error_set(err, GLN_ERR_RANGE, "a count of %g without exposure", k);
    }
    return GLN_OK;
}

gln_interval gln_rate__byar(double k, double conf)
{
    double z = gln_stats__normal_quantile(0.5 + conf / 2.0), up = k + 1.0;
    double low = k > 0.0 ? k * pow(1.0 - 1.0 / (9.0 * k) - z / (3.0 * sqrt(k)), 3.0) : 0.0;
    return (gln_interval){fmax(low, 0.0), up * pow(1.0 - 1.0 / (9.0 * up) + z / (3.0 * sqrt(up)), 3.0)};
}

static gln_interval poisson_limits(double k, double conf)
{
    return k > GLN_RATE_EXACT_MAX ? gln_rate__byar(k, conf) : gln_stats__poisson_limits(k, conf);
}

gln_interval gln_rate__poisson(double k, double n, double conf)
{
    bool defined = k >= 0.0 && isfinite(k) && n > 0.0 && isfinite(n) && conf > 0.0 && conf < 1.0;
    return defined ? scaled(poisson_limits(k, conf), 1.0 / n) : UNDEFINED;
}

gln_status gln_rate__of(double k, double n, double conf, gln_rate *out, gln_error *err)
{
    gln_status status = check(k, n, conf, err);
    if (status != GLN_OK) {
        return status;
    }
    *out = (gln_rate){k, n, conf, NAN, UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED, "no_exposure"};
    if (n == 0.0) {
        return GLN_OK;
    }
    out->rate = k / n;
    out->poisson = gln_rate__poisson(k, n, conf);
    out->byar = scaled(gln_rate__byar(k, conf), 1.0 / n);
    if (k <= n) {
        out->wilson = gln_stats__wilson(k, n, conf);
        out->wilson_cc = gln_stats__wilson_cc(k, n, conf);
        out->clopper_pearson = gln_stats__clopper_pearson(k, n, conf);
        out->jeffreys = gln_stats__jeffreys(k, n, conf);
    }
    out->status = GLN_STATS_OK;
    return GLN_OK;
}

void gln_cluster__add(gln_cluster_sums *sums, double y, double n)
{
    sums->m += 1.0;
    sums->y += y;
    sums->yy += y * y;
    sums->n += n;
    sums->nn += n * n;
    sums->yn += y * n;
}

static double ratio_of(double m, double conf)
{
    double z = gln_stats__normal_quantile(0.5 + conf / 2.0), t = gln_stats__t_quantile(0.5 + conf / 2.0, m - 1.0);
    return z / t;
}

/* ratio_of() and poisson_limits() by the memo, where there is one. */
static double known_ratio(gln_cluster_memo *memo, double m, double conf)
{
    if (!memo) {
        return ratio_of(m, conf);
    }
    if (memo->m != m) {
        memo->m = m;
        memo->ratio = ratio_of(m, conf);
    }
    return memo->ratio;
}

static gln_interval known_limits(gln_cluster_memo *memo, double k, double conf)
{
    uint64_t bits;
    if (!memo || !(k > 0.0)) {
        return poisson_limits(k, conf);
    }
    memcpy(&bits, &k, sizeof bits);
    size_t at = (size_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % GLN_CLUSTER_KNOWN;
    if (memo->known[at].k != k) {
        memo->known[at].k = k;
        memo->known[at].limits = poisson_limits(k, conf);
    }
    return memo->known[at].limits;
}

static gln_status rate_of(const gln_cluster_sums *sums, double conf, gln_cluster_memo *memo, gln_cluster_rate *out,
                          gln_error *err)
{
    gln_status status = check(sums->y, sums->n, conf, err);
    if (status != GLN_OK) {
        return status;
    }
    if (!(isfinite(sums->yy) && isfinite(sums->nn) && isfinite(sums->yn) && isfinite(sums->m))) {
        return gln_error_set(err, GLN_ERR_RANGE, "sums over articles that are not finite");
    }
    gln_cluster_rate r = {NAN, NAN, NAN, NAN, NAN, UNDEFINED, "none", "no_exposure"};
    double m = sums->m, y = sums->y, n = sums->n;
    if (n > 0.0 && m >= 1.0) {
        r.rate = y / n;
        r.se_poisson = sqrt(y) / n;
        if (m >= 2.0) { /* sum (y_i - r n_i)^2, expanded; rounding may leave it a little below 0 */
            double squares = fmax(0.0, sums->yy - 2.0 * r.rate * sums->yn + r.rate * r.rate * sums->nn);
            r.se = sqrt(m / (m - 1.0) * squares) / n;
        }
        if (y == 0.0) {
            r.limits = gln_rate__poisson(0.0, n, conf);
            r.k_effective = 0.0;
            r.method = "exact";
            r.status = "no_hits";
        } else if (m < 2.0) {
            r.status = "one_unit";
        } else {
            r.design_effect = r.se * r.se / (r.se_poisson * r.se_poisson);
            double ratio = known_ratio(memo, m, conf);
            r.k_effective = y / fmax(1.0, r.design_effect) * ratio * ratio;
            r.limits = scaled(known_limits(memo, r.k_effective, conf), r.rate / r.k_effective);
            r.method = "clustered";
            r.status = GLN_STATS_OK;
        }
    }
    *out = r;
    return GLN_OK;
}

gln_status gln_cluster__rate(const gln_cluster_sums *sums, double conf, gln_cluster_rate *out, gln_error *err)
{
    return rate_of(sums, conf, NULL, out, err);
}

gln_status gln_cluster__rate_again(const gln_cluster_sums *sums, gln_cluster_memo *memo, gln_cluster_rate *out,
                                   gln_error *err)
{
    return rate_of(sums, memo->conf, memo, out, err);
}

double gln_cluster__jackknife(const double *y, const double *n, size_t m)
{
    double all_y = 0.0, all_n = 0.0, mean = 0.0, squares = 0.0;
    for (size_t i = 0; i < m; i++) {
        all_y += y[i];
        all_n += n[i];
    }
    if (m < 2) {
        return NAN;
    }
    for (size_t i = 0; i < m; i++) {
        mean += (all_y - y[i]) / (all_n - n[i]) / (double)m;
    }
    for (size_t i = 0; i < m; i++) {
        double off = (all_y - y[i]) / (all_n - n[i]) - mean;
        squares += off * off;
    }
    double se = sqrt(((double)m - 1.0) / (double)m * squares);
    return isfinite(se) ? se : NAN;
}

gln_status gln_rate__pool(const double *y, const double *n, size_t m, double conf, gln_rate_pooled *out, gln_error *err)
{
    double all_y = 0.0, all_n = 0.0, rates = 0.0;
    size_t units = 0;
    gln_status status = check(0.0, 0.0, conf, err);
    for (size_t i = 0; i < m && status == GLN_OK; i++) {
        status = check(y[i], n[i], conf, err);
        if (n[i] > 0.0) {
            all_y += y[i];
            all_n += n[i];
            rates += y[i] / n[i];
            units++;
        }
    }
    if (status != GLN_OK) {
        return status;
    }
    bool any = units > 0;
    *out = (gln_rate_pooled){any ? all_y / all_n : NAN, any ? rates / (double)units : NAN,
                             gln_rate__poisson(all_y, all_n, conf), units, any ? GLN_STATS_OK : "no_exposure"};
    return GLN_OK;
}
