/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/breslowday.h"

#include <math.h>
#include <stdbool.h>

static bool informative(const gln_stratum2x2 *s)
{
    return s->first > 0 && s->second > 0 && s->first < s->n && s->second < s->n;
}

static bool valid(const gln_stratum2x2 *s)
{
    return s->first <= s->n && s->second <= s->n && s->both <= s->first && s->both <= s->second &&
           s->first - s->both <= s->n - s->second;
}

/* The expected cell at an odds ratio w: a with a (n - f1 - f2 + a) = w (f1 - a)(f2 - a), by the quadratic that keeps
 * its digits. */
static double expected(const gln_stratum2x2 *s, double w)
{
    double f1 = (double)s->first, f2 = (double)s->second, n = (double)s->n;
    double q = 1 - w, b = n - f1 - f2 + w * (f1 + f2), c = -w * f1 * f2;
    if (fabs(q) < 1e-12) {
        return -c / b;
    }
    double root = sqrt(fmax(0, b * b - 4 * q * c));
    return b >= 0 ? -2 * c / (b + root) : (-b + root) / (2 * q); /* b > 0 always: f1 + f2 <= 2 n, w > 0 */
}

void gln_breslowday__test(const gln_stratum2x2 *strata, size_t n, gln_homogeneous_odds *out)
{
    gln_homogeneous_odds r = {"undefined_odds", NAN, NAN, 0, NAN};
    double top = 0, bottom = 0, sum = 0, excess = 0, variances = 0;
    for (size_t i = 0; i < n; i++) {
        const gln_stratum2x2 *s = &strata[i];
        if (!valid(s)) {
            r.status = "invalid_table";
            *out = r;
            return;
        }
        if (informative(s)) {
            double all = (double)s->n, rest = all - (double)s->first - (double)(s->second - s->both);
            top += (double)s->both * rest / all;
            bottom += (double)(s->first - s->both) * (double)(s->second - s->both) / all;
            r.df++;
        }
    }
    r.common = top > 0 || bottom > 0 ? top / bottom : (double)NAN;
    if (!(top > 0 && bottom > 0)) {
        *out = r;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const gln_stratum2x2 *s = &strata[i];
        if (informative(s)) {
            double a = expected(s, r.common), b = (double)s->first - a, c = (double)s->second - a;
            double d = (double)s->n - (double)s->first - c;
            double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d), difference = (double)s->both - a;
            sum += difference * difference / variance;
            excess += difference;
            variances += variance;
        }
    }
    r.status = GLN_STATS_OK;
    r.chi2 = fmax(0, sum - excess * excess / variances);
    r.df -= 1;
    r.ln_p = r.df > 0 ? gln_stats__ln_chisq_sf(r.chi2, r.df) : (double)NAN;
    *out = r;
}
