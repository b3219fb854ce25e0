/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact and score limits of a Poisson mean and of a proportion. */
#include "stats/numeric.h"

#include <math.h>

static const gln_interval undefined = {(double)NAN, (double)NAN};

static int conf_is_valid(double conf)
{
    return conf > 0 && conf < 1;
}

/* ln of the probability left out on either side. */
static double ln_half_alpha(double conf)
{
    return log((1 - conf) / 2);
}

gln_interval gln_stats__poisson_limits(double k, double conf)
{
    if (!(k >= 0) || isinf(k) || !conf_is_valid(conf)) {
        return undefined;
    }
    double half = ln_half_alpha(conf);
    gln_interval limits;
    limits.low = k > 0 ? gln_stats__gamma_quantile(half, k, 0) : 0; /* P(X >= k | low) = alpha/2 */
    limits.high = gln_stats__gamma_quantile(half, k + 1, 1);        /* P(X <= k | high) = alpha/2 */
    return limits;
}

/* Logits of the two limits. */
static gln_interval clopper_pearson_logit(double k, double n, double conf)
{
    if (!(k >= 0 && k <= n && n > 0) || isinf(n) || !conf_is_valid(conf)) {
        return undefined;
    }
    double half = ln_half_alpha(conf);
    gln_interval limits;
    limits.low = k > 0 ? gln_stats__beta_quantile_logit(half, k, n - k + 1, 0) : -INFINITY;
    limits.high = k < n ? gln_stats__beta_quantile_logit(half, k + 1, n - k, 1) : INFINITY;
    return limits;
}

gln_interval gln_stats__clopper_pearson(double k, double n, double conf)
{
    gln_interval logit = clopper_pearson_logit(k, n, conf);
    return (gln_interval){1 / (1 + exp(-logit.low)), 1 / (1 + exp(-logit.high))};
}

gln_interval gln_stats__clopper_pearson_odds(double k, double n, double conf)
{
    gln_interval logit = clopper_pearson_logit(k, n, conf);
    return (gln_interval){exp(logit.low), exp(logit.high)};
}

gln_interval gln_stats__wilson(double k, double n, double conf)
{
    if (!(k >= 0 && k <= n && n > 0) || isinf(n) || !conf_is_valid(conf)) {
        return undefined;
    }
    /* (p + z^2/2n -+ z sqrt(p q/n + z^2/4n^2)) / (1 + z^2/n) */
    double z = -gln_stats__normal_quantile((1 - conf) / 2);
    double z2 = z * z;
    double centre = k + z2 / 2;
    double half = z * sqrt(k * ((n - k) / n) + z2 / 4);
    gln_interval limits = {(centre - half) / (n + z2), (centre + half) / (n + z2)};
    limits.low = k == 0 ? 0 : limits.low;
    limits.high = k == n ? 1 : limits.high;
    return limits;
}

gln_interval gln_stats__wilson_cc(double k, double n, double conf)
{
    if (!(k >= 0 && k <= n && n > 0) || isinf(n) || !conf_is_valid(conf)) {
        return undefined;
    }
    /* low = (2np + z^2 - 1 - z sqrt(z^2 - 2 - 1/n + 4p(nq + 1))) / (2(n + z^2)), high likewise with signs turned */
    double z = -gln_stats__normal_quantile((1 - conf) / 2);
    double z2 = z * z;
    double p = k / n;
    double low = (2 * k + z2 - 1 - z * sqrt(fmax(0, z2 - 2 - 1 / n + 4 * p * (n - k + 1)))) / (2 * (n + z2));
    double high = (2 * k + z2 + 1 + z * sqrt(fmax(0, z2 + 2 - 1 / n + 4 * p * (n - k - 1)))) / (2 * (n + z2));
    return (gln_interval){k == 0 ? 0 : fmax(0, low), k == n ? 1 : fmin(1, high)};
}

gln_interval gln_stats__jeffreys(double k, double n, double conf)
{
    if (!(k >= 0 && k <= n && n > 0) || isinf(n) || !conf_is_valid(conf)) {
        return undefined;
    }
    double half = ln_half_alpha(conf);
    gln_interval limits = {0, 1};
    if (k > 0) {
        limits.low = 1 / (1 + exp(-gln_stats__beta_quantile_logit(half, k + .5, n - k + .5, 0)));
    }
    if (k < n) {
        limits.high = 1 / (1 + exp(-gln_stats__beta_quantile_logit(half, k + .5, n - k + .5, 1)));
    }
    return limits;
}
