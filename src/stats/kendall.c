/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/kendall.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Pairs i < j of from[lo, hi) with from_i > from_j, the range left sorted. A plain top-down merge sort: log2 n deep. */
static uint64_t sort_counting(double *from, double *room, size_t lo, size_t hi)
{
    if (hi - lo < 2) {
        return 0;
    }
    size_t mid = lo + (hi - lo) / 2;
    uint64_t inversions = sort_counting(from, room, lo, mid) + sort_counting(from, room, mid, hi);
    size_t left = lo, right = mid, to = lo;
    while (left < mid && right < hi) {
        if (from[left] <= from[right]) {
            room[to++] = from[left++];
        } else {
            inversions += mid - left; /* all that is left of the left half is larger */
            room[to++] = from[right++];
        }
    }
    memcpy(room + to, from + left, (mid - left) * sizeof *room);
    to += mid - left;
    memcpy(room + to, from + right, (hi - right) * sizeof *room);
    memcpy(from + lo, room + lo, (hi - lo) * sizeof *from);
    return inversions;
}

/* Permutations of n <= 10 things whose |S| is at least the given one, over n!. inversions = (pairs - S) / 2. */
static double exact_p(size_t n, double s)
{
    enum { PAIRS = GLN_KENDALL_EXACT_N * (GLN_KENDALL_EXACT_N - 1) / 2 };
    double count[PAIRS + 1] = {1.0};
    size_t pairs = 0;
    double all = 1.0;
    for (size_t k = 2; k <= n; k++) {
        double next[PAIRS + 1] = {0};
        for (size_t i = 0; i <= pairs; i++) {
            for (size_t j = 0; j < k; j++) { /* the k-th thing makes 0 to k-1 inversions */
                next[i + j] += count[i];
            }
        }
        pairs += k - 1;
        all *= (double)k;
        memcpy(count, next, sizeof count);
    }
    double hits = 0.0;
    for (size_t i = 0; i <= pairs; i++) {
        if (fabs((double)pairs - 2.0 * (double)i) >= fabs(s)) {
            hits += count[i];
        }
    }
    return hits / all;
}

void gln_kendall__z(double s, double var_s, double *z, double *p, double *ln_p)
{
    *z = *p = *ln_p = NAN;
    if (s == 0.0) {
        *z = 0.0;
    } else if (var_s > 0.0) {
        *z = (s - copysign(1.0, s)) / sqrt(var_s);
    } else {
        return;
    }
    *ln_p = fmin(0.0, gln_stats__ln_normal_two_sided(*z));
    *p = exp(*ln_p);
}

/* What the sorted values say of ties: pairs tied, the tie term of the variance, product t! / n!. */
static void tie_terms(const double *sorted, size_t n, double *pairs, double *variance, double *order_share)
{
    *pairs = *variance = 0.0;
    *order_share = 1.0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && sorted[j] == sorted[i]; j++) {
            *order_share *= (double)(j - i + 1) / (double)(j + 1);
        }
        double t = (double)(j - i);
        *pairs += t * (t - 1.0) / 2.0;
        *variance += t * (t - 1.0) * (2.0 * t + 5.0);
    }
}

static void finish(gln_kendall *r, double inversions, const double *sorted)
{
    double n = (double)r->n, tied, variance_ties, order_share;
    double pairs = n * (n - 1.0) / 2.0;
    tie_terms(sorted, r->n, &tied, &variance_ties, &order_share);
    r->s = pairs - tied - 2.0 * inversions;
    r->var_s = (n * (n - 1.0) * (2.0 * n + 5.0) - variance_ties) / 18.0;
    gln_kendall__z(r->s, r->var_s, &r->z, &r->p, &r->ln_p);
    r->tau_a = r->s / pairs;
    r->tau_b = tied < pairs ? r->s / (sqrt(pairs) * sqrt(pairs - tied)) : NAN;
    /* both monotone orders of the values, out of n! / product t! different ones */
    r->min_p = fmin(1.0, 2.0 * order_share);
    r->p_best = r->p;
    r->ln_p_best = r->ln_p;
    if (tied == 0.0 && r->n <= GLN_KENDALL_EXACT_N) {
        r->p_exact = exact_p(r->n, r->s);
        r->p_best = r->p_exact;
        r->ln_p_best = log(r->p_exact);
    }
    if (r->n >= 4) {
        r->status = tied < pairs ? GLN_STATS_OK : "constant";
    }
}

gln_status gln_kendall__test(const double *x, size_t n, gln_kendall *out, gln_error *err)
{
    gln_kendall r = {n, 0.0, 0.0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    if (n > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "a series of more than 2^31 points");
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "value %zu of the series is not a finite number", i);
        }
    }
    if (n < 2) {
        *out = r;
        return GLN_OK;
    }
    gln_status status = GLN_OK;
    double *sorted = gln_memory__array(n, sizeof *sorted);
    double *room = gln_memory__array(n, sizeof *room);
    if (!sorted || !room) {
        status = gln_error__nomem(err);
        goto done;
    }
    memcpy(sorted, x, n * sizeof *sorted);
    double inversions = (double)sort_counting(sorted, room, 0, n);
    finish(&r, inversions, sorted);
    *out = r;
done:
    free(sorted);
    free(room);
    return status;
}
