/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/numeric.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <pthread.h>

#define LN_SQRT_2PI 0.91893853320467274178
#define SQRT1_2 0.70710678118654752440
#define AS_IMPROBABLE 1e-7 /* relative: what R allows for rounding where it asks whether k' is as improbable as k */

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void handler_off(void)
{
    (void)gsl_set_error_handler_off();
}

void gln_stats__init(void)
{
    (void)pthread_once(&once, handler_off);
}

double gln_stats__deviance_by(double o, double e, double difference)
{
    if (!(o >= 0) || !(e >= 0)) {
        return NAN;
    }
    if (o == 0) {
        return e;
    }
    if (e == 0) {
        return INFINITY;
    }
    if (fabs(difference) >= .1 * (o + e)) {
        return fmax(0, o * log(o / e) - difference);
    }
    /* With v = (o-e)/(o+e): ln(o/e) = 2 atanh v = 2 sum v^(2j+1)/(2j+1), and 2 o v - (o-e) = (o-e) v. */
    double v = difference / (o + e);
    double sum = difference * v;
    double power = 2 * o * v;
    for (int j = 3; j < 200; j += 2) {
        power *= v * v;
        double next = sum + power / j;
        if (next == sum) {
            break;
        }
        sum = next;
    }
    return fmax(0, sum);
}

double gln_stats__deviance(double o, double e)
{
    return gln_stats__deviance_by(o, e, o - e);
}

double gln_stats__ln_complement(double x)
{
    if (!(x <= 0)) {
        return x <= 1e-9 ? -INFINITY : (double)NAN; /* a rounding above ln 1 */
    }
    return x > -GLN_LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

double gln_stats__ln_add(double a, double b)
{
    double high = fmax(a, b);
    double low = fmin(a, b);
    return low == -INFINITY || high == INFINITY ? high : high + log1p(exp(low - high));
}

double gln_stats__determinant(double a, double b, double c, double d)
{
    double bc = b * c;
    double lost = fma(-b, c, bc);
    return fma(a, d, -bc) + lost;
}

__extension__ typedef unsigned __int128 product;

double gln_stats__determinant_of(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    product ad = (product)a * d, bc = (product)b * c;
    return ad >= bc ? (double)(ad - bc) : -(double)(bc - ad);
}

double gln_stats__ln_gamma_star(double x)
{
    if (!(x > 0)) {
        return NAN;
    }
    if (x >= 16) { /* Stirling's series; the next term is below 1e-16 */
        double r = 1 / (x * x);
        return (1. / 12 - r * (1. / 360 - r * (1. / 1260 - r * (1. / 1680 - r * (1. / 1188 - r * 691. / 360360))))) / x;
    }
    gln_stats__init();
    gsl_sf_result result;
    return gsl_sf_gammastar_e(x, &result) == GSL_SUCCESS ? log(result.val) : (double)NAN;
}

double gln_stats__ln_factorial(double n)
{
    if (!(n >= 0)) {
        return NAN;
    }
    return n == 0 ? 0 : (n + .5) * log(n) - n + LN_SQRT_2PI + gln_stats__ln_gamma_star(n);
}

double gln_stats__ln_choose(double n, double k)
{
    if (!(k >= 0 && k <= n)) {
        return NAN;
    }
    k = fmin(k, n - k);
    if (k == 0) {
        return 0;
    }
    /* C(n,k) = n^n / (k^k (n-k)^(n-k)) sqrt(n / (2 pi k (n-k))) Gamma*(n) / (Gamma*(k) Gamma*(n-k)) */
    double rest = n - k;
    double main = k * log(n / k) - rest * log1p(-k / n);
    double star = gln_stats__ln_gamma_star(n) - gln_stats__ln_gamma_star(k) - gln_stats__ln_gamma_star(rest);
    return main + star + .5 * log(n / k / rest) - LN_SQRT_2PI;
}

static double ln_erfc(double x)
{
    gln_stats__init();
    gsl_sf_result result;
    return gsl_sf_log_erfc_e(x, &result) == GSL_SUCCESS ? result.val : (double)NAN;
}

double gln_stats__ln_normal_sf(double z)
{
    if (isnan(z) || isinf(z)) {
        return isnan(z) ? z : (z > 0 ? -INFINITY : 0);
    }
    return z < -1 ? log1p(-.5 * erfc(-z * SQRT1_2)) : ln_erfc(z * SQRT1_2) - GLN_LN2;
}

double gln_stats__normal_sf(double z)
{
    return .5 * erfc(z * SQRT1_2);
}

double gln_stats__ln_normal_two_sided(double z)
{
    if (isnan(z) || isinf(z)) {
        return isnan(z) ? z : -INFINITY;
    }
    return ln_erfc(fabs(z) * SQRT1_2);
}

double gln_stats__normal_quantile(double p)
{
    if (!(p >= 0 && p <= 1)) {
        return NAN;
    }
    gln_stats__init();
    return p <= .5 ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(1 - p);
}

double gln_stats__ln_chisq1_sf(double x)
{
    if (!(x >= 0) || isinf(x)) {
        return x > 0 ? -INFINITY : (double)NAN;
    }
    return ln_erfc(sqrt(x / 2));
}

double gln_stats__ln_poisson_pmf(double k, double mu)
{
    if (!(mu >= 0) || isinf(mu) || isnan(k)) {
        return NAN;
    }
    if (k < 0 || k != floor(k)) {
        return -INFINITY;
    }
    if (k == 0) {
        return -mu;
    }
    return -gln_stats__ln_gamma_star(k) - gln_stats__deviance(k, mu) - .5 * log(k) - LN_SQRT_2PI;
}

/* Real k: the saddle point form is smooth, which the integral of hypergeometric.c uses. */
double gln_stats__ln_binomial_pmf(double k, double n, double p, double q)
{
    if (!(n >= 0 && p >= 0 && q >= 0) || isnan(k)) {
        return NAN;
    }
    if (k < 0 || k > n) {
        return -INFINITY;
    }
    if (k == 0) {
        return n == 0 ? 0 : (p < .1 ? n * log1p(-p) : n * log(q));
    }
    if (k == n) {
        return q < .1 ? n * log1p(-q) : n * log(p);
    }
    double star = gln_stats__ln_gamma_star(n) - gln_stats__ln_gamma_star(k) - gln_stats__ln_gamma_star(n - k);
    double deviance = gln_stats__deviance(k, n * p) + gln_stats__deviance(n - k, n * q);
    return star - deviance + .5 * log(n / k / (n - k)) - LN_SQRT_2PI;
}

double gln_stats__ln_binomial_two_sided(double k, double n, double p, double q)
{
    if (!(n >= 0 && p >= 0 && q >= 0 && k >= 0 && k <= n)) {
        return NAN;
    }
    double mean = n * p;
    if (k == mean) {
        return 0;
    }
    if (k > mean) { /* seen from the other side */
        double swap = p;
        p = q;
        q = swap;
        k = n - k;
        mean = n * p;
    }
    double bound = gln_stats__ln_binomial_pmf(k, n, p, q) + AS_IMPROBABLE;
    double low = ceil(mean) - 1; /* not in the set: its probability is above the bound, or it is left of the mean */
    double high = n + 1;         /* in the set: impossible */
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        if (middle <= low || middle >= high) {
            break; /* beyond 2^53 there is none between */
        }
        if (gln_stats__ln_binomial_pmf(middle, n, p, q) <= bound) {
            high = middle;
        } else {
            low = middle;
        }
    }
    double ln_p = gln_stats__ln_add(gln_stats__ln_binomial_cdf(k, n, p, q), gln_stats__ln_binomial_sf(high, n, p, q));
    return fmin(0, ln_p);
}
