/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/twosample.h"

#include "core/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct unit {
    double value;
    size_t side; /* 1 for x, 0 for y */
} unit;

static int by_value(const void *a, const void *b)
{
    const unit *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* Choices of n1 of the n doubled midranks whose sum is at least as far from its mean as `seen`, over all choices.
 * ways[k][s]: choices of k ranks of sum s; all counts stay below 2^53 for n <= 50. */
static gln_status exact_p(const uint64_t *ranks, size_t n, size_t n1, uint64_t seen, double *p, gln_error *err)
{
    size_t top = 0;
    for (size_t i = 0; i < n; i++) {
        top += ranks[i];
    }
    size_t width = top + 1;
    double *ways = gln_memory__zeroed((n1 + 1) * width, sizeof *ways); /* at most 51 * 2551 */
    if (!ways) {
        return gln_error__nomem(err);
    }
    ways[0] = 1.0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = (i + 1 < n1 ? i + 1 : n1); k >= 1; k--) {
            for (size_t s = top; s >= ranks[i]; s--) {
                ways[k * width + s] += ways[(k - 1) * width + s - ranks[i]];
            }
        }
    }
    /* compare |n s - n1 top| in integers: the mean of s is n1 top / n */
    int64_t mean = (int64_t)(n1 * top), far = llabs((int64_t)(n * seen) - mean);
    double hits = 0.0, all = 0.0;
    for (size_t s = 0; s <= top; s++) {
        double count = ways[n1 * width + s];
        all += count;
        hits += llabs((int64_t)(n * s) - mean) >= far ? count : 0.0;
    }
    free(ways);
    *p = hits / all;
    return GLN_OK;
}

/* Doubled midranks of the sorted units into ranks (or NULL); the doubled sum of x's and the tie term sum t^3 - t. */
static void rank_units(const unit *units, size_t n, uint64_t *ranks, uint64_t *twice_sum, double *ties)
{
    *twice_sum = 0;
    *ties = 0.0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && units[j].value == units[i].value;) {
            j++;
        }
        double t = (double)(j - i);
        *ties += t * t * t - t;
        for (size_t k = i; k < j; k++) {
            uint64_t twice = (uint64_t)i + j + 1; /* (i+1 + j)/2, doubled */
            *twice_sum += units[k].side ? twice : 0;
            if (ranks) {
                ranks[k] = twice;
            }
        }
    }
}

static void normal_tail(double off, double sd, double *z, double *p, double *ln_p)
{
    *z = sd > 0.0 ? off / sd : 0.0;
    *ln_p = fmin(0.0, gln_stats__ln_normal_two_sided(*z));
    *p = exp(*ln_p);
}

/* The test on the sorted units of both samples. */
static gln_status test_units(const unit *units, size_t n1, size_t n2, gln_mann_whitney *r, gln_error *err)
{
    uint64_t ranks[GLN_MANN_WHITNEY_EXACT_N], twice;
    size_t n = n1 + n2;
    double a = (double)n1, b = (double)n2, all = (double)n, ties;
    bool exact = n <= GLN_MANN_WHITNEY_EXACT_N;
    rank_units(units, n, exact ? ranks : NULL, &twice, &ties);
    r->rank_sum = (double)twice / 2.0;
    r->u = r->rank_sum - a * (a + 1.0) / 2.0;
    r->a = r->u / (a * b);
    r->delta = 2.0 * r->a - 1.0;
    double off = r->u - a * b / 2.0;
    double variance = n > 1 ? a * b / 12.0 * (all + 1.0 - ties / (all * (all - 1.0))) : 0.0;
    double sd = units[0].value < units[n - 1].value ? sqrt(fmax(variance, 0.0)) : 0.0;
    normal_tail(off, sd, &r->z_nocc, &r->p_nocc, &r->ln_p_nocc);
    /* as R does it: a half towards the mean, nothing at the mean */
    normal_tail(off == 0.0 ? 0.0 : off - copysign(0.5, off), sd, &r->z_cc, &r->p_cc, &r->ln_p_cc);
    r->p_best = r->p_cc;
    r->ln_p_best = r->ln_p_cc;
    r->status = sd > 0.0 ? GLN_STATS_OK : "constant";
    if (exact) {
        gln_status status = exact_p(ranks, n, n1, twice, &r->p_exact, err);
        if (status != GLN_OK) {
            return status;
        }
        r->p_best = r->p_exact;
        r->ln_p_best = log(r->p_exact);
    }
    return GLN_OK;
}

static gln_status gather(unit *units, const double *x, size_t n, size_t side, gln_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "unit %zu of a sample is not a finite number", i);
        }
        units[i] = (unit){x[i], side};
    }
    return GLN_OK;
}

gln_status gln_twosample__mann_whitney(const double *x, size_t n1, const double *y, size_t n2, gln_mann_whitney *out,
                                       gln_error *err)
{
    gln_mann_whitney r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    size_t n;
    if (!gln_size__add(n1, n2, &n) || n > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "samples of more than 2^31 units");
    }
    unit *units = gln_memory__array(n, sizeof *units);
    if (!units) {
        return gln_error__nomem(err);
    }
    gln_status status = gather(units, x, n1, 1, err);
    if (status == GLN_OK) {
        status = gather(units + n1, y, n2, 0, err);
    }
    if (status == GLN_OK && n1 && n2) {
        qsort(units, n, sizeof *units, by_value);
        status = test_units(units, n1, n2, &r, err);
    }
    if (status == GLN_OK) {
        *out = r;
    }
    free(units);
    return status;
}

/* Choices that are as far out, and all, walking the combinations in lexicographic order. */
static void count_choices(const double *all, size_t n, size_t n1, size_t *choice, double mean, double far, double *hits,
                          double *count)
{
    for (size_t i = 0; i < n1; i++) {
        choice[i] = i;
    }
    for (;;) {
        double sum = 0.0;
        for (size_t i = 0; i < n1; i++) {
            sum += all[choice[i]];
        }
        *count += 1.0;
        *hits += fabs(sum - mean) >= far;
        size_t i = n1;
        while (i > 0 && choice[i - 1] == n - n1 + i - 1) {
            i--;
        }
        if (i == 0) {
            return;
        }
        choice[i - 1]++;
        for (; i < n1; i++) {
            choice[i] = choice[i - 1] + 1;
        }
    }
}

gln_status gln_twosample__permutation_exact(const double *x, size_t n1, const double *y, size_t n2, double *p,
                                            gln_error *err)
{
    size_t n;
    if (!gln_size__add(n1, n2, &n) || n > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "samples of more than 2^31 units");
    }
    double sum = 0.0, rest = 0.0, size = 0.0;
    for (size_t i = 0; i < n; i++) {
        double value = i < n1 ? x[i] : y[i - n1];
        if (!isfinite(value)) {
            return gln_error_set(err, GLN_ERR_RANGE, "unit %zu of a sample is not a finite number", i);
        }
        sum += i < n1 ? value : 0.0;
        rest += i < n1 ? 0.0 : value;
        size += fabs(value);
    }
    if (n1 == 0 || n2 == 0 || gln_stats__ln_choose((double)n, (double)n1) > log(GLN_PERMUTATION_EXACT_MAX)) {
        *p = NAN;
        return GLN_OK;
    }
    double *all = gln_memory__array(n, sizeof *all);
    size_t *choice = gln_memory__array(n1, sizeof *choice);
    gln_status status = GLN_OK;
    if (!all || !choice) {
        status = gln_error__nomem(err);
        goto done;
    }
    memcpy(all, x, n1 * sizeof *all);
    memcpy(all + n1, y, n2 * sizeof *all);
    double mean = (sum + rest) * ((double)n1 / (double)n), hits = 0.0, count = 0.0;
    count_choices(all, n, n1, choice, mean, fabs(sum - mean) - 1e-10 * size, &hits, &count);
    *p = hits / count;
done:
    free(all);
    free(choice);
    return status;
}
