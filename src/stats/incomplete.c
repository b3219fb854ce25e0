/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incomplete gamma and beta functions on the log scale, their inverses, and the tails made of them. */
#include "stats/numeric.h"

#include <float.h>
#include <math.h>

#define LN_SQRT_2PI 0.91893853320467274178
#define GAMMA_UNIFORM_FROM 1e5
#define BETA_UNIFORM_FROM 1e6
#define BETA_AS_GAMMA_FROM 1e13
#define TINY 1e-300
#define MAX_TERMS 1000000

/* ln of x^a e^-x / Gamma(a), the derivative of P(a, x) by ln x. */
static double ln_gamma_density(double a, double x)
{
    return .5 * log(a) - LN_SQRT_2PI - gln_stats__ln_gamma_star(a) - gln_stats__deviance(a, x);
}

/* sum x^n / ((a+1) ... (a+n)): P(a, x) = density / a times this. */
static double gamma_series(double a, double x)
{
    double sum = 1;
    double term = 1;
    for (int n = 1; n < MAX_TERMS; n++) {
        term *= x / (a + n);
        sum += term;
        if (term < sum * DBL_EPSILON / 4) {
            break;
        }
    }
    return sum;
}

/* Legendre's continued fraction by Lentz's method: Q(a, x) = density times this, for x > a + 1. */
static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MAX_TERMS; i++) {
        double an = -i * (i - a);
        b += 2;
        d = an * d + b;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        if (fabs(d * c - 1) < DBL_EPSILON) {
            break;
        }
    }
    return h;
}

/* Temme (1979): Q = erfc(eta sqrt(a/2))/2 + R with eta^2/2 = mu - ln(1+mu), mu = x/a - 1,
 * R = exp(-a eta^2/2)/sqrt(2 pi a) (c0 + c1/a + ...); P = erfc(-eta sqrt(a/2))/2 - R. */
static void gamma_uniform(double a, double x, double *lower, double *upper)
{
    double mu = (x - a) / a;
    double deviance = gln_stats__deviance(a, x);
    double eta = copysign(sqrt(2 * deviance / a), mu);
    double c0, c1;
    if (fabs(eta) < .05) {
        c0 = -1. / 3 +
             eta * (1. / 12 -
                    eta * (2. / 135 - eta * (1. / 864 + eta * (1. / 2835 - eta * (139. / 777600 - eta / 25515)))));
        c1 = -1. / 540 - eta * (1. / 288 - eta * (1. / 378 - eta * (77. / 77760 - eta / 4860)));
    } else {
        c0 = 1 / mu - 1 / eta;
        c1 = 1 / (eta * eta * eta) - 1 / (mu * mu * mu) - 1 / (mu * mu) - 1 / (12 * mu);
    }
    double z = copysign(sqrt(2 * deviance), mu);
    double rest = -deviance - LN_SQRT_2PI - .5 * log(a);
    double ln_upper = gln_stats__ln_normal_sf(z);
    double ln_lower = gln_stats__ln_normal_sf(-z);
    double sum = c0 + c1 / a;
    *upper = ln_upper + log1p(sum * exp(rest - ln_upper));
    *lower = ln_lower + log1p(-sum * exp(rest - ln_lower));
}

void gln_stats__ln_gamma_tails(double a, double x, double *lower, double *upper)
{
    if (!(a > 0 && x >= 0) || isinf(a)) {
        *lower = NAN;
        *upper = NAN;
    } else if (x == 0 || isinf(x)) {
        *lower = x > 0 ? 0 : -INFINITY;
        *upper = x > 0 ? -INFINITY : 0;
    } else if (a > GAMMA_UNIFORM_FROM && fabs(x - a) < .3 * a) {
        gamma_uniform(a, x, lower, upper);
    } else if (x < a + 1) {
        *lower = fmin(0, ln_gamma_density(a, x) - log(a) + log(gamma_series(a, x)));
        *upper = gln_stats__ln_complement(*lower);
    } else {
        *upper = fmin(0, ln_gamma_density(a, x) + log(gamma_fraction(a, x)));
        *lower = gln_stats__ln_complement(*upper);
    }
}

/* ln of x^a y^b / B(a, b), the derivative of I_x(a, b) by the logit of x. */
static double ln_beta_density(double a, double b, double x, double y)
{
    double r = a + b;
    double star = gln_stats__ln_gamma_star(r) - gln_stats__ln_gamma_star(a) - gln_stats__ln_gamma_star(b);
    return .5 * (log(a) + log(b / r)) - LN_SQRT_2PI + star - gln_stats__deviance(a, r * x) -
           gln_stats__deviance(b, r * y);
}

/* The continued fraction of the incomplete beta function by Lentz's method: I_x(a, b) = density / a times this, for
 * x < (a+1)/(a+b+2). */
static double beta_fraction(double a, double b, double x)
{
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < TINY ? TINY : d);
    double h = d;
    for (int m = 1; m < MAX_TERMS; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 + even * d;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = 1 + even / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + odd * d;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = 1 + odd / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        if (fabs(d * c - 1) < DBL_EPSILON) {
            break;
        }
    }
    return h;
}

/* Temme (1982): I = erfc(-eta sqrt(r/2))/2 + R with r = a+b, x0 = a/r, y0 = b/r,
 * -eta^2/2 = x0 ln(x/x0) + y0 ln(y/y0), R = exp(-r eta^2/2)/sqrt(2 pi r) (c0 + O(1/min(a,b))),
 * c0 = 1/eta - sqrt(x0 y0)/(x - x0). */
static void beta_uniform(double a, double b, double x, double y, double *lower, double *upper)
{
    double r = a + b;
    double x0 = a / r;
    double y0 = b / r;
    double s = sqrt(x0 * y0);
    double u = gln_stats__determinant(b, a, y, x) / r / (x0 * y0); /* (x - x0)/(x0 y0) */
    double deviance = gln_stats__deviance(a, r * x) + gln_stats__deviance(b, r * y);
    double z = copysign(sqrt(2 * deviance), u);
    double c0;
    if (fabs(u) < 1e-3) {
        double m = y0 - x0;
        double s2 = s * s;
        c0 = (m / 3 + u * (m * m / 6 - (1 - 3 * s2) / 4) +
              u * u * m * ((1 - 2 * s2) / 5 - (1 - 3 * s2) / 4 + m * m * 5 / 54)) /
             s;
    } else {
        c0 = sqrt(r) / z - 1 / (s * u);
    }
    double rest = -deviance - LN_SQRT_2PI - .5 * log(r);
    double ln_lower = gln_stats__ln_normal_sf(-z);
    double ln_upper = gln_stats__ln_normal_sf(z);
    *lower = ln_lower + log1p(c0 * exp(rest - ln_lower));
    *upper = ln_upper + log1p(-c0 * exp(rest - ln_upper));
}

/* b much smaller than a: with x = e^-t, I_x(a, b) -> Q(b, (a + (b-1)/2) t), relatively to (b/a)^2. */
static void beta_as_gamma(double a, double b, double x, double y, double *lower, double *upper)
{
    double t = y < .5 ? -log1p(-y) : -log(x);
    gln_stats__ln_gamma_tails(b, (a + (b - 1) / 2) * t, upper, lower);
}

void gln_stats__ln_beta_tails(double a, double b, double x, double y, double *lower, double *upper)
{
    if (!(a > 0 && b > 0 && x >= 0 && y >= 0) || isinf(a) || isinf(b)) {
        *lower = NAN;
        *upper = NAN;
    } else if (x == 0 || y == 0) {
        *lower = x > 0 ? 0 : -INFINITY;
        *upper = x > 0 ? -INFINITY : 0;
    } else if (fmin(a, b) > BETA_UNIFORM_FROM && fabs(b * x - a * y) < .3 * fmin(a, b)) {
        beta_uniform(a, b, x, y, lower, upper);
    } else if (fmax(a, b) > BETA_AS_GAMMA_FROM && fmin(a, b) <= BETA_UNIFORM_FROM) {
        if (a > b) {
            beta_as_gamma(a, b, x, y, lower, upper);
        } else {
            beta_as_gamma(b, a, y, x, upper, lower);
        }
    } else if (x * (b + 1) < y * (a + 1)) { /* x < (a+1)/(a+b+2) */
        *lower = fmin(0, ln_beta_density(a, b, x, y) - log(a) + log(beta_fraction(a, b, x)));
        *upper = gln_stats__ln_complement(*lower);
    } else {
        *upper = fmin(0, ln_beta_density(a, b, x, y) - log(b) + log(beta_fraction(b, a, y)));
        *lower = gln_stats__ln_complement(*upper);
    }
}

/* One of the two tails as a function of ln x (gamma, b = 0) or of the logit of x (beta). */
typedef struct tail {
    double a;
    double b;
    int upper;
} tail;

/* ln of the tail; *slope is its derivative. */
static double tail_at(const tail *t, double w, double *slope)
{
    double lower, upper, density;
    if (t->b > 0) {
        double x = 1 / (1 + exp(-w));
        double y = 1 / (1 + exp(w));
        gln_stats__ln_beta_tails(t->a, t->b, x, y, &lower, &upper);
        density = ln_beta_density(t->a, t->b, x, y);
    } else {
        double x = exp(w);
        gln_stats__ln_gamma_tails(t->a, x, &lower, &upper);
        density = ln_gamma_density(t->a, x);
    }
    *slope = t->upper ? -exp(density - upper) : exp(density - lower);
    return t->upper ? upper : lower;
}

/* The w where ln of the tail is ln_p. The log of a tail is concave, so a step taken where it is too small never passes
 * the root, and one taken from the other side is held to twice what was moved so far. */
static double tail_solve(const tail *t, double ln_p, double start, double scale)
{
    double w = start;
    double reach = 4 * scale;
    for (int i = 0; i < 200; i++) {
        double slope;
        double value = tail_at(t, w, &slope);
        double step = (ln_p - value) / slope;
        if (isnan(step)) {
            return NAN;
        }
        if (value > ln_p && fabs(step) > reach) {
            step = copysign(reach, step);
            reach *= 2;
        }
        w += step;
        if (fabs(step) < 1e-9 * scale || fabs(step) < 4 * DBL_EPSILON * fabs(w)) {
            break;
        }
    }
    return w;
}

/* z with ln P(Z > z) near ln_p: only a start. */
static double rough_normal(double ln_p)
{
    return ln_p > -600 ? -gln_stats__normal_quantile(exp(ln_p)) : sqrt(-2 * ln_p);
}

double gln_stats__gamma_quantile(double ln_p, double a, int upper)
{
    if (!(a > 0 && ln_p <= 0) || isinf(a)) {
        return NAN;
    }
    if (ln_p == 0 || ln_p == -INFINITY) {
        return (ln_p == 0) == (upper != 0) ? 0 : INFINITY;
    }
    tail t = {a, 0, upper};
    double z = upper ? rough_normal(ln_p) : -rough_normal(ln_p);
    double root = 1 - 1 / (9 * a) + z / (3 * sqrt(a)); /* Wilson and Hilferty (1931) */
    double start = root > .01 ? log(a) + 3 * log(root) : (upper ? log(a) : (ln_p + gln_stats__ln_factorial(a)) / a);
    return exp(tail_solve(&t, ln_p, start, fmax(1, sqrt(a)) / a));
}

double gln_stats__beta_quantile_logit(double ln_p, double a, double b, int upper)
{
    if (!(a > 0 && b > 0 && ln_p <= 0) || isinf(a) || isinf(b)) {
        return NAN;
    }
    if (ln_p == 0 || ln_p == -INFINITY) {
        return (ln_p == 0) == (upper != 0) ? -INFINITY : INFINITY;
    }
    tail t = {a, b, upper};
    double z = upper ? rough_normal(ln_p) : -rough_normal(ln_p);
    double scale = sqrt(1 / a + 1 / b);
    return tail_solve(&t, ln_p, log(a / b) + z * scale, scale);
}

double gln_stats__ln_chisq_sf(double x, double df)
{
    double lower, upper;
    if (df == 1) {
        return gln_stats__ln_chisq1_sf(x);
    }
    gln_stats__ln_gamma_tails(df / 2, x / 2, &lower, &upper);
    return upper;
}

double gln_stats__ln_t_two_sided(double t, double df)
{
    if (isnan(t) || !(df > 0)) {
        return NAN;
    }
    if (isinf(df)) {
        return gln_stats__ln_normal_two_sided(t);
    }
    double ratio = t * t / df;
    double lower, upper;
    gln_stats__ln_beta_tails(df / 2, .5, 1 / (1 + ratio), isinf(ratio) ? 1 : ratio / (1 + ratio), &lower, &upper);
    return lower;
}

double gln_stats__ln_t_sf(double t, double df)
{
    double half = gln_stats__ln_t_two_sided(t, df) - GLN_LN2;
    return t >= 0 ? half : gln_stats__ln_complement(half);
}

double gln_stats__t_sf(double t, double df)
{
    return exp(gln_stats__ln_t_sf(t, df));
}

double gln_stats__t_quantile(double p, double df)
{
    if (!(p >= 0 && p <= 1 && df > 0)) {
        return NAN;
    }
    if (isinf(df) || p == .5) {
        return gln_stats__normal_quantile(p);
    }
    /* P(|T| > t) = I_x(df/2, 1/2) with x = df/(df + t^2), so t^2 = df e^-logit(x) */
    double tail_p = 2 * fmin(p, 1 - p);
    double logit = tail_p < .5 ? gln_stats__beta_quantile_logit(log(tail_p), df / 2, .5, 0)
                               : gln_stats__beta_quantile_logit(log1p(-tail_p), df / 2, .5, 1);
    return copysign(sqrt(df) * exp(-logit / 2), p - .5);
}

double gln_stats__ln_f_sf(double f, double df1, double df2)
{
    if (isnan(f) || f < 0 || !(df1 > 0 && df2 > 0)) {
        return NAN;
    }
    double ratio = df1 * f / df2;
    double lower, upper;
    gln_stats__ln_beta_tails(df2 / 2, df1 / 2, 1 / (1 + ratio), isinf(ratio) ? 1 : ratio / (1 + ratio), &lower, &upper);
    return lower;
}

double gln_stats__f_sf(double f, double df1, double df2)
{
    return exp(gln_stats__ln_f_sf(f, df1, df2));
}

double gln_stats__ln_poisson_sf(double k, double mu)
{
    double lower, upper;
    if (k <= 0) {
        return mu >= 0 ? 0 : (double)NAN;
    }
    gln_stats__ln_gamma_tails(ceil(k), mu, &lower, &upper); /* P(X >= k) = P(k, mu) */
    return lower;
}

double gln_stats__ln_poisson_cdf(double k, double mu)
{
    double lower, upper;
    if (k < 0) {
        return mu >= 0 ? -INFINITY : (double)NAN;
    }
    gln_stats__ln_gamma_tails(floor(k) + 1, mu, &lower, &upper); /* P(X <= k) = Q(k+1, mu) */
    return upper;
}

double gln_stats__ln_binomial_sf(double k, double n, double p, double q)
{
    if (!(n >= 0 && p >= 0 && q >= 0) || isnan(k)) {
        return NAN;
    }
    double lower, upper;
    if (k <= 0 || k > n) {
        return k <= 0 ? 0 : -INFINITY;
    }
    gln_stats__ln_beta_tails(ceil(k), n - ceil(k) + 1, p, q, &lower, &upper); /* I_p(k, n-k+1) */
    return lower;
}

double gln_stats__ln_binomial_cdf(double k, double n, double p, double q)
{
    return gln_stats__ln_binomial_sf(n - floor(k), n, q, p);
}
