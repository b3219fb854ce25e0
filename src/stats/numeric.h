/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numeric primitives of the statistics: tails on the log scale that hold at any magnitude, and exact limits.
 *
 * Every probability has a form that returns its natural logarithm, so nothing underflows; "sf" is the upper tail
 * P(X > x) of a continuous variable and P(X >= k) of a count, "cdf" is P(X <= x). Counts are doubles, exact to 2^53.
 * An argument outside the domain, or NaN, gives NaN. No function allocates or keeps state, and all of them may be
 * called from several threads at once. Where no cost is stated it is constant.
 *
 * GSL 2.7.1 is used for ln erfc, ln gamma and Gamma* only: its incomplete beta and gamma and all its inverses answer
 * wrongly, with NaN, or never, for counts of corpus size. The incomplete functions here are a continued fraction or a
 * series for parameters to 1e5 (gamma) and 1e6 (beta), and the uniform expansions of Temme (1979, 1982) above (beta
 * with one parameter above 1e13 and a small one is gamma), with the prefactor in Loader's (2000) form, which does not
 * cancel. Limits are found on the forward function by Newton's method, which cannot miss since each tail is log-concave
 * in the logarithm (gamma) or the logit (beta). */
#ifndef GLN_STATS_NUMERIC_H
#define GLN_STATS_NUMERIC_H

#include <stddef.h>
#include <stdint.h>

#define GLN_LN2 0.69314718055994530942
#define GLN_LN10 2.30258509299404568402

/* Status of a result that is defined. Every result struct has `const char *status`: this, or a static reason. */
#define GLN_STATS_OK "ok"

/* An interval; an end that is not bounded is an infinity. */
typedef struct gln_interval {
    double low;
    double high;
} gln_interval;

/* Turns GSL's aborting error handler off, once for the process (pthread_once). Every function of src/stats that
 * calls GSL calls this first. */
void gln_stats__init(void);

/* ---- logarithms that do not cancel ---- */

/* D(o, e) = o ln(o/e) + e - o, with 0 ln 0 = 0: half the Poisson deviance of a count o with mean e, never negative.
 * A series is used near o = e (Loader 2000). e = 0: 0 where o = 0, else infinity. */
double gln_stats__deviance(double o, double e);

/* The same where o - e is known better than by subtracting. */
double gln_stats__deviance_by(double o, double e, double difference);

/* ln(1 - e^x) for x <= 0: the complement of a probability on the log scale. */
double gln_stats__ln_complement(double x);

/* ln(e^a + e^b). */
double gln_stats__ln_add(double a, double b);

/* a d - b c, right to the last bit or two even where the products nearly cancel (Kahan's, with fma). */
double gln_stats__determinant(double a, double b, double c, double d);

/* The same of counts, exact before it is rounded, whatever their size: doubles hold no count above 2^53. */
double gln_stats__determinant_of(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* ln Gamma*(x) = ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi)/2: what Stirling's formula leaves out; x > 0. */
double gln_stats__ln_gamma_star(double x);

/* ln n! and ln C(n, k), for real n >= 0 and 0 <= k <= n. */
double gln_stats__ln_factorial(double n);
double gln_stats__ln_choose(double n, double k);

/* ---- continuous tails ---- */

double gln_stats__ln_normal_sf(double z);        /* ln P(Z > z) */
double gln_stats__normal_sf(double z);           /* P(Z > z) */
double gln_stats__ln_normal_two_sided(double z); /* ln P(|Z| > |z|) */
double gln_stats__normal_quantile(double p);     /* z with P(Z <= z) = p; infinities at 0 and 1 */

double gln_stats__ln_chisq1_sf(double x);              /* df = 1: ln erfc(sqrt(x/2)) */
double gln_stats__ln_chisq_sf(double x, double df);    /* df > 0 real */
double gln_stats__ln_t_sf(double t, double df);        /* ln P(T > t), df > 0 real; infinite df is the normal */
double gln_stats__t_sf(double t, double df);           /* P(T > t) */
double gln_stats__ln_t_two_sided(double t, double df); /* ln P(|T| > |t|) */
double gln_stats__t_quantile(double p, double df);     /* t with P(T <= t) = p */
double gln_stats__ln_f_sf(double f, double df1, double df2);
double gln_stats__f_sf(double f, double df1, double df2);

/* ln P(a, x) into *lower and ln Q(a, x) into *upper: regularized incomplete gamma, a > 0, x >= 0.
 * Cost: O(sqrt a) to a = 1e5, constant above. */
void gln_stats__ln_gamma_tails(double a, double x, double *lower, double *upper);

/* ln I_x(a, b) into *lower and ln(1 - I_x(a, b)) into *upper; y must be 1 - x and is given so that an x near 1 loses
 * nothing. a, b > 0. Cost: O(sqrt min(a, b)) to 1e6, constant above. */
void gln_stats__ln_beta_tails(double a, double b, double x, double y, double *lower, double *upper);

/* x with ln P(a, x) = ln_p (or ln Q(a, x) = ln_p where upper). */
double gln_stats__gamma_quantile(double ln_p, double a, int upper);

/* The *logit* ln(x/(1-x)) of the x with ln I_x(a, b) = ln_p (or of the upper tail). */
double gln_stats__beta_quantile_logit(double ln_p, double a, double b, int upper);

/* ---- counts ---- */

double gln_stats__ln_poisson_pmf(double k, double mu);
double gln_stats__ln_poisson_sf(double k, double mu);  /* ln P(X >= k), X ~ Poisson(mu) */
double gln_stats__ln_poisson_cdf(double k, double mu); /* ln P(X <= k) */

/* Binomial(n, p) with q = 1 - p given besides. */
double gln_stats__ln_binomial_pmf(double k, double n, double p, double q);
double gln_stats__ln_binomial_sf(double k, double n, double p, double q);  /* ln P(X >= k) */
double gln_stats__ln_binomial_cdf(double k, double n, double p, double q); /* ln P(X <= k) */

/* Two-sided exact binomial test: the sum of all probabilities not above that of k (a relative 1e-7 is allowed for
 * rounding, as in R's binom.test). Cost: O(log n) tails. */
double gln_stats__ln_binomial_two_sided(double k, double n, double p, double q);

/* Hypergeometric: k marked among t drawn from n1 marked and n2 others. By saddle point (Loader 2000); tails by
 * summing the ratios of neighbours, and by an Euler-Maclaurin integral where more than 20,000 would be needed, so the
 * cost is bounded. */
double gln_stats__ln_hypergeometric_pmf(double k, double n1, double n2, double t);
double gln_stats__ln_hypergeometric_sf(double k, double n1, double n2, double t);  /* ln P(X >= k) */
double gln_stats__ln_hypergeometric_cdf(double k, double n1, double n2, double t); /* ln P(X <= k) */
/* Sum of all probabilities not above that of k (relative 1e-7 allowed, as in R's fisher.test). */
double gln_stats__ln_hypergeometric_two_sided(double k, double n1, double n2, double t);

/* Conditional maximum likelihood estimate of the odds ratio of the table whose cell is k (noncentral hypergeometric,
 * Fisher 1935; Cornfield 1956) and its exact interval: 0 or infinity at the ends of the support. NaN where the margins
 * leave one table only. Cost: about 100 tails. */
double gln_stats__conditional_odds(double k, double n1, double n2, double t, double conf, gln_interval *ci);

/* ---- limits at two-sided level conf in (0, 1), e.g. .95 ---- */

/* Garwood (1936): exact limits of a Poisson mean after k events; low = 0 at k = 0. */
gln_interval gln_stats__poisson_limits(double k, double conf);

/* Clopper and Pearson (1934): exact limits of a proportion k/n; NaN at n = 0. */
gln_interval gln_stats__clopper_pearson(double k, double n, double conf);

/* The same limits as odds p/(1-p), which keeps what 1 - p loses; high is infinity at k = n. */
gln_interval gln_stats__clopper_pearson_odds(double k, double n, double conf);

/* Wilson (1927) score limits, and with continuity correction (Newcombe 1998, method 4). NaN at n = 0. */
gln_interval gln_stats__wilson(double k, double n, double conf);
gln_interval gln_stats__wilson_cc(double k, double n, double conf);

/* Jeffreys: beta(k + 1/2, n - k + 1/2) quantiles, low = 0 at k = 0 and high = 1 at k = n (Brown, Cai and DasGupta
 * 2001). */
gln_interval gln_stats__jeffreys(double k, double n, double conf);

#endif
