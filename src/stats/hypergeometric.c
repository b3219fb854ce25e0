/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hypergeometric distribution, central and noncentral, for counts to 2^53. */
#include "stats/numeric.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#define AS_IMPROBABLE 1e-7
#define MOST_TERMS 20000
#define PANELS 48

/* Weights C(n1, k) C(n2, t-k) e^(tilt k), k in [low, high]; tilt is the log odds ratio. */
typedef struct urn {
    double n1;
    double n2;
    double t;
    double tilt;
    double low;
    double high;
} urn;

static bool urn_set(urn *u, double n1, double n2, double t)
{
    if (!(n1 >= 0 && n2 >= 0 && t >= 0 && t <= n1 + n2) || isinf(n1 + n2)) {
        return false;
    }
    *u = (urn){n1, n2, t, 0, fmax(0, t - n2), fmin(n1, t)};
    return true;
}

/* ln of the central probability; k may be real. pmf = b(k; n1, p) b(t-k; n2, p) / b(t; n1+n2, p), p = t/(n1+n2). */
static double urn_ln_pmf(const urn *u, double k)
{
    double n = u->n1 + u->n2;
    if (k < u->low || k > u->high) {
        return -INFINITY;
    }
    if (u->low == u->high) {
        return 0;
    }
    double p = u->t / n;
    double q = (n - u->t) / n;
    return gln_stats__ln_binomial_pmf(k, u->n1, p, q) + gln_stats__ln_binomial_pmf(u->t - k, u->n2, p, q) -
           gln_stats__ln_binomial_pmf(u->t, n, p, q);
}

static double urn_ln_weight(const urn *u, double k)
{
    return urn_ln_pmf(u, k) + u->tilt * k;
}

/* weight(k+1)/weight(k) */
static double urn_ratio(const urn *u, double k)
{
    return (u->n1 - k) / (k + 1) * ((u->t - k) / (u->n2 - u->t + k + 1)) * exp(u->tilt);
}

/* The k of the largest weight: the last one whose ratio to the one before is at least 1. */
static double urn_mode(const urn *u)
{
    double in = u->low;
    double out = u->high + 1;
    while (out - in > 1) {
        double middle = floor(in + (out - in) / 2);
        if (middle <= in || middle >= out) {
            break; /* beyond 2^53 there is none between */
        }
        if (urn_ratio(u, middle - 1) >= 1) {
            in = middle;
        } else {
            out = middle;
        }
    }
    return in;
}

/* The integral of weight(x)/weight(from) from `from` - 1/2 outward in the direction, where it falls, by Gauss and
 * Legendre with 8 points on equal panels, plus the first Euler-Maclaurin term of the midpoint rule:
 *     sum_{k >= a} f(k) = integral from a-1/2 of f + f'(a-1/2)/24 + ...
 * The next term is relatively (z/sd)^3 7/5760: nothing where 20,000 terms were not enough. */
static double urn_integral(const urn *u, double from, int direction)
{
    static const double node[4] = {.1834346424956498, .5255324099163290, .7966664774136267, .9602898564975363};
    static const double weight[4] = {.3626837833783620, .3137066458778873, .2223810344533745, .1012285362903763};
    double base = urn_ln_weight(u, from);
    double room = (direction > 0 ? u->high - from : from - u->low);
    double reach = fmin(room, MOST_TERMS);
    while (reach < room && urn_ln_weight(u, from + direction * reach) > base - 42) {
        reach = fmin(room, 2 * reach);
    }
    double half = (reach + .5) / (2 * PANELS);
    double sum = 0;
    for (int panel = 0; panel < PANELS; panel++) {
        double centre = (2 * panel + 1) * half - .5;
        for (int i = 0; i < 4; i++) {
            double left = urn_ln_weight(u, from + direction * (centre - half * node[i])) - base;
            double right = urn_ln_weight(u, from + direction * (centre + half * node[i])) - base;
            sum += weight[i] * half * (exp(left) + exp(right));
        }
    }
    double near = exp(urn_ln_weight(u, from) - base);
    double back = exp(urn_ln_weight(u, from - direction) - base);
    return sum + (near - back) / 24;
}

/* ln of the sum of the weights from `from` outward (direction +1 or -1); from lies at the mode or beyond it. */
static double urn_ln_outward(const urn *u, double from, int direction)
{
    double end = direction > 0 ? u->high : u->low;
    if (direction > 0 ? from > end : from < end) {
        return -INFINITY;
    }
    double sum = 1;
    double term = 1;
    double k = from;
    for (int i = 0; i < MOST_TERMS; i++) {
        if (k == end) {
            return urn_ln_weight(u, from) + log(sum);
        }
        term *= direction > 0 ? urn_ratio(u, k) : 1 / urn_ratio(u, k - 1);
        k += direction;
        sum += term;
        if (term < sum * DBL_EPSILON / 4) {
            return urn_ln_weight(u, from) + log(sum);
        }
    }
    return urn_ln_weight(u, from) + log(urn_integral(u, from, direction));
}

/* ln P(X >= k) into *upper, ln P(X <= k - 1) into *lower, of the weights made probabilities. */
static void urn_tails(const urn *u, double k, double *lower, double *upper)
{
    double mode = urn_mode(u);
    double total = 0;
    if (u->tilt != 0) {
        total = gln_stats__ln_add(urn_ln_outward(u, mode, 1), urn_ln_outward(u, mode - 1, -1));
    }
    if (k > mode) {
        *upper = fmin(0, urn_ln_outward(u, k, 1) - total);
        *lower = gln_stats__ln_complement(*upper);
    } else {
        *lower = fmin(0, urn_ln_outward(u, k - 1, -1) - total);
        *upper = gln_stats__ln_complement(*lower);
    }
}

double gln_stats__ln_hypergeometric_pmf(double k, double n1, double n2, double t)
{
    urn u;
    if (isnan(k) || !urn_set(&u, n1, n2, t)) {
        return NAN;
    }
    return k == floor(k) ? urn_ln_pmf(&u, k) : -INFINITY;
}

double gln_stats__ln_hypergeometric_sf(double k, double n1, double n2, double t)
{
    urn u;
    if (isnan(k) || !urn_set(&u, n1, n2, t)) {
        return NAN;
    }
    double lower, upper;
    urn_tails(&u, ceil(k), &lower, &upper);
    return upper;
}

double gln_stats__ln_hypergeometric_cdf(double k, double n1, double n2, double t)
{
    urn u;
    if (isnan(k) || !urn_set(&u, n1, n2, t)) {
        return NAN;
    }
    double lower, upper;
    urn_tails(&u, floor(k) + 1, &lower, &upper);
    return lower;
}

/* The k nearest to the mode, on the side of the direction, whose probability is not above the bound; one beyond the
 * support where there is none. */
static double urn_not_above(const urn *u, double mode, double bound, int direction)
{
    double above = mode; /* relevant only where the mode itself is above */
    double below = direction > 0 ? u->high + 1 : u->low - 1;
    if (urn_ln_pmf(u, mode) <= bound) {
        return mode;
    }
    while (fabs(below - above) > 1) {
        double middle = floor(above + (below - above) / 2);
        if (middle == above || middle == below) {
            break;
        }
        if (urn_ln_pmf(u, middle) <= bound) {
            below = middle;
        } else {
            above = middle;
        }
    }
    return below;
}

double gln_stats__ln_hypergeometric_two_sided(double k, double n1, double n2, double t)
{
    urn u;
    if (isnan(k) || !urn_set(&u, n1, n2, t)) {
        return NAN;
    }
    if (k < u.low || k > u.high) {
        return -INFINITY;
    }
    double mode = urn_mode(&u);
    double bound = urn_ln_pmf(&u, k) + AS_IMPROBABLE;
    double left = urn_not_above(&u, mode, bound, -1);
    double right = urn_not_above(&u, mode, bound, 1);
    if (left == mode) {
        return 0;
    }
    return fmin(0, gln_stats__ln_add(urn_ln_outward(&u, left, -1), urn_ln_outward(&u, right, 1)));
}

/* E(X) under the tilt, from the tails: the sums of the weights and of k times the weights on either side of the mode.
 * Wide distributions are sampled every `stride` counts: the trapezoid rule on a bell is exact to rounding there. */
static double urn_mean(const urn *u)
{
    double mode = urn_mode(u);
    double spread = 1 / (u->n1 - mode + 1) + 1 / (mode + 1) + 1 / (u->t - mode + 1) + 1 / (u->n2 - u->t + mode + 1);
    double stride = fmax(1, floor(sqrt(1 / spread) / 16));
    double base = urn_ln_weight(u, mode);
    double weights = 1;
    double moments = 0; /* about the mode */
    for (int direction = -1; direction <= 1; direction += 2) {
        for (int i = 1; i < MOST_TERMS; i++) {
            double offset = i * stride;
            double k = mode + direction * offset;
            double w = exp(urn_ln_weight(u, k) - base);
            weights += w;
            moments += direction * offset * w;
            if (!(w >= 1e-18)) {
                break; /* also beyond the support, where the weight is 0 */
            }
        }
    }
    return mode + moments / weights;
}

/* The tilt at which `what` reaches its goal: mean = k (0), P(X >= k) = e^goal (1), P(X <= k) = e^goal (-1). All are
 * monotone in the tilt: the mean and the upper tail rise, the lower tail falls. */
static double urn_tilt(urn *u, double k, double goal, int what, double start)
{
    double low = start;
    double high = start;
    double width = 1;
    for (int side = 0; side < 2; side++) {
        width = .5;
        for (int i = 0; i < 64; i++) {
            double *end = side ? &high : &low;
            double lower, upper, excess;
            u->tilt = *end;
            urn_tails(u, what < 0 ? k + 1 : k, &lower, &upper);
            excess = what == 0 ? urn_mean(u) - k : (what > 0 ? upper - goal : goal - lower);
            if (side ? excess >= 0 : excess <= 0) {
                break;
            }
            *end += side ? width : -width;
            width *= 2;
        }
    }
    while (high - low > 1e-12 * fmax(1, fabs(low))) {
        double middle = low + (high - low) / 2;
        double lower, upper, excess;
        u->tilt = middle;
        urn_tails(u, what < 0 ? k + 1 : k, &lower, &upper);
        excess = what == 0 ? urn_mean(u) - k : (what > 0 ? upper - goal : goal - lower);
        if (excess < 0) {
            low = middle;
        } else {
            high = middle;
        }
        if (middle == low && middle == high) {
            break;
        }
    }
    return low + (high - low) / 2;
}

double gln_stats__conditional_odds(double k, double n1, double n2, double t, double conf, gln_interval *ci)
{
    urn u;
    *ci = (gln_interval){NAN, NAN};
    if (!urn_set(&u, n1, n2, t) || !(k >= u.low && k <= u.high) || u.low == u.high || !(conf > 0 && conf < 1)) {
        return NAN;
    }
    double half = log((1 - conf) / 2);
    double start = log((k + .5) / (n1 - k + .5)) - log((t - k + .5) / (n2 - t + k + .5));
    ci->low = k > u.low ? exp(urn_tilt(&u, k, half, 1, start)) : 0;
    ci->high = k < u.high ? exp(urn_tilt(&u, k, half, -1, start)) : INFINITY;
    if (k == u.low || k == u.high) {
        return k == u.low ? 0 : INFINITY;
    }
    return exp(urn_tilt(&u, k, 0, 0, start));
}
