/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/zipf.h"

#include "stats/numeric.h"

#include <gsl/gsl_sf_zeta.h>
#include <math.h>
#include <stdbool.h>

/* Sums of x^-a (ln x)^j, j = 0, 1, 2, over x = b + 1 ... b + V, divided by (b + 1)^-a so that they do not underflow. */
typedef struct moments {
    double s[3];
} moments;

/* The same as integrals of x^-a (ln x)^j from x to infinity's side: antiderivatives at x, for a != 1. */
static void antiderivatives(double x, double a, double scale, double out[3])
{
    double l = log(x), c = 1 - a;
    double power = exp(c * l - scale);
    out[0] = power / c;
    out[1] = power * (l / c - 1 / (c * c));
    out[2] = power * (l * l / c - 2 * l / (c * c) + 2 / (c * c * c));
}

enum { SUMMED = 20000 }; /* ranks that are summed one by one; beyond, Euler and Maclaurin's formula */

static moments rank_moments(double a, double b, size_t v)
{
    moments m = {{0, 0, 0}};
    double scale = -a * log1p(b);
    if (fabs(1 - a) < 1e-6) {
        a = 1 + 1e-6; /* the antiderivatives have another form at 1; the sums do not */
    }
    size_t head = v <= SUMMED ? v : SUMMED;
    for (size_t r = 1; r <= head; r++) {
        double l = log((double)r + b);
        double power = exp(-a * l - scale);
        m.s[0] += power;
        m.s[1] += power * l;
        m.s[2] += power * l * l;
    }
    if (v > head) {
        /* sum over (head, V] = integral + (f(V) - f(head))/2 + (f'(V) - f'(head))/12 */
        double low[3], high[3], x = (double)head + b, y = (double)v + b;
        antiderivatives(x, a, scale, low);
        antiderivatives(y, a, scale, high);
        double lx = log(x), ly = log(y), px = exp(-a * lx - scale), py = exp(-a * ly - scale);
        for (int j = 0; j < 3; j++) {
            double fx = px * pow(lx, j), fy = py * pow(ly, j);
            double dx = (-a * fx + (j ? j * px * pow(lx, j - 1) : 0)) / x;
            double dy = (-a * fy + (j ? j * py * pow(ly, j - 1) : 0)) / y;
            m.s[j] += high[j] - low[j] + (fy - fx) / 2 + (dy - dx) / 12;
        }
    }
    return m;
}

typedef struct rank_fit {
    double a, nll, variance; /* variance of ln(r + b) under the law */
} rank_fit;

/* The best exponent for one b: sum f ln(r + b)/N is the mean of ln(r + b) under the law, which falls in a. */
static rank_fit fit_exponent(const uint64_t *f, size_t v, double b, double start)
{
    double tokens = 0, sum = 0;
    for (size_t r = 0; r < v; r++) {
        tokens += (double)f[r];
        sum += (double)f[r] * log((double)(r + 1) + b);
    }
    rank_fit fit = {start, NAN, NAN};
    double wanted = sum / tokens, low = -50, high = 1e9;
    for (int i = 0; i < 100; i++) {
        moments m = rank_moments(fit.a, b, v);
        double mean = m.s[1] / m.s[0];
        fit.variance = m.s[2] / m.s[0] - mean * mean;
        fit.nll = tokens * (fit.a * wanted + log(m.s[0]) - fit.a * log1p(b));
        if (mean > wanted) {
            low = fit.a;
        } else {
            high = fit.a;
        }
        double next = fit.a + (mean - wanted) / fit.variance;
        if (!(next > low && next < high)) {
            next = high < 1e9 ? (low + high) / 2 : 2 * fabs(fit.a) + 1;
        }
        if (fabs(next - fit.a) <= 1e-13 * fabs(fit.a)) {
            break;
        }
        fit.a = next;
    }
    return fit;
}

/* Golden section over ln(1 + b): the profile of the likelihood has one valley. */
static rank_fit fit_shifted(const uint64_t *f, size_t v, double start, double *b)
{
    const double golden = (sqrt(5.0) - 1) / 2;
    double low = log(0.05), high = log(1e6);
    double x = high - golden * (high - low), y = low + golden * (high - low);
    rank_fit at_x = fit_exponent(f, v, expm1(x), start), at_y = fit_exponent(f, v, expm1(y), start);
    while (high - low > 1e-6) {
        if (at_x.nll <= at_y.nll) {
            high = y;
            y = x;
            at_y = at_x;
            x = high - golden * (high - low);
            at_x = fit_exponent(f, v, expm1(x), at_y.a);
        } else {
            low = x;
            x = y;
            at_x = at_y;
            y = low + golden * (high - low);
            at_y = fit_exponent(f, v, expm1(y), at_x.a);
        }
    }
    *b = expm1((low + high) / 2);
    return fit_exponent(f, v, *b, at_x.a);
}

static double log_slope(const uint64_t *f, size_t v)
{
    double mx = 0, my = 0, sxx = 0, sxy = 0;
    for (size_t i = 0; i < v; i++) {
        mx += log((double)(i + 1)) / (double)v;
        my += log((double)f[i]) / (double)v;
    }
    for (size_t i = 0; i < v; i++) {
        double x = log((double)(i + 1)) - mx;
        sxx += x * x;
        sxy += x * (log((double)f[i]) - my);
    }
    return sxy / sxx;
}

void gln_zipf__fit(const uint64_t *frequencies, size_t n, gln_zipf *out)
{
    gln_zipf r = {"insufficient_data", NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (n >= 2) {
        double tokens = 0;
        for (size_t i = 0; i < n; i++) {
            tokens += (double)frequencies[i];
        }
        rank_fit plain = fit_exponent(frequencies, n, 0, 1), shifted = fit_shifted(frequencies, n, 1, &r.zm_b);
        r.status = GLN_STATS_OK;
        r.alpha = plain.a;
        r.alpha_se = 1 / sqrt(tokens * plain.variance);
        r.nll = plain.nll;
        r.zm_a = shifted.a;
        r.zm_nll = shifted.nll;
        r.aic_difference = 2 * plain.nll - 2 * shifted.nll - 2; /* one parameter more */
        r.ols_slope = log_slope(frequencies, n);
    }
    *out = r;
}

double gln_zipf__spectrum_exponent(const uint64_t *frequencies, size_t n)
{
    double mean = 0, types = 0;
    gln_stats__init();
    for (size_t i = 0; i < n; i++) {
        mean += frequencies[i] ? log((double)frequencies[i]) : 0;
        types += frequencies[i] > 0;
    }
    if (!(mean > 0)) {
        return NAN;
    }
    mean /= types;
    /* g mean + ln zeta(g) is convex in g > 1: golden section */
    const double golden = (sqrt(5.0) - 1) / 2;
    double low = 1 + 1e-9, high = 60;
    for (int i = 0; i < 90; i++) {
        double x = high - golden * (high - low), y = low + golden * (high - low);
        if (x * mean + log(gsl_sf_zeta(x)) <= y * mean + log(gsl_sf_zeta(y))) {
            high = y;
        } else {
            low = x;
        }
    }
    return (low + high) / 2;
}

/* One step of Gauss and Newton for V = exp(c + b ln N); the residual sum and the inverse of J'J for b go out. */
static void heaps_step(const double *tokens, const double *types, size_t n, double *c, double *b, double *rss,
                       double *b_variance)
{
    double a11 = 0, a12 = 0, a22 = 0, g1 = 0, g2 = 0;
    *rss = 0;
    for (size_t i = 0; i < n; i++) {
        double l = log(tokens[i]), fitted = exp(*c + *b * l), d = types[i] - fitted;
        a11 += fitted * fitted;
        a12 += fitted * fitted * l;
        a22 += fitted * fitted * l * l;
        g1 += fitted * d;
        g2 += fitted * l * d;
        *rss += d * d;
    }
    double det = a11 * a22 - a12 * a12;
    *b_variance = a11 / det;
    *c += (a22 * g1 - a12 * g2) / det;
    *b += (a11 * g2 - a12 * g1) / det;
}

gln_status gln_zipf__heaps(const double *tokens, const double *types, size_t n, gln_heaps *out, gln_error *err)
{
    gln_heaps r = {"insufficient_data", NAN, NAN, NAN, NAN, NAN};
    double mx = 0, my = 0, sxx = 0, sxy = 0;
    bool grows = false;
    for (size_t i = 0; i < n; i++) {
        grows = grows || tokens[i] != tokens[0];
        if (!(tokens[i] > 0 && types[i] > 0 && isfinite(tokens[i]) && isfinite(types[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "tokens and types of a vocabulary's growth are not above 0");
        }
        mx += log(tokens[i]) / (double)n;
        my += log(types[i]) / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        sxx += (log(tokens[i]) - mx) * (log(tokens[i]) - mx);
        sxy += (log(tokens[i]) - mx) * (log(types[i]) - my);
    }
    if (n >= 3 && grows) {
        double c, b, rss = 0, variance = 0;
        r.status = GLN_STATS_OK;
        r.ols_b = b = sxy / sxx;
        c = my - b * mx;
        r.ols_k = exp(c);
        for (int i = 0; i < 50; i++) {
            heaps_step(tokens, types, n, &c, &b, &rss, &variance);
        }
        if (isfinite(c) && isfinite(b)) {
            r.k = exp(c);
            r.b = b;
            r.b_se = sqrt(rss / (double)(n - 2) * variance);
        } else {
            r.status = "not_converged";
        }
    }
    *out = r;
    return GLN_OK;
}
