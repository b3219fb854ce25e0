/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/theilsen.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double gln_theilsen__select(double *v, size_t n, size_t k)
{
    ptrdiff_t lo = 0, hi = (ptrdiff_t)n - 1, at = (ptrdiff_t)k;
    for (int round = 0; lo < hi; round++) { /* Hoare's find; equal values stop both sides, so ties split evenly */
        if (round == 64) {                  /* an order made to defeat the median of three */
            qsort(v + lo, (size_t)(hi - lo + 1), sizeof *v, by_value);
            break;
        }
        double a = v[lo], b = v[lo + (hi - lo) / 2], c = v[hi];
        double pivot = fmax(fmin(a, b), fmin(fmax(a, b), c));
        ptrdiff_t i = lo, j = hi;
        while (i <= j) {
            while (v[i] < pivot) {
                i++;
            }
            while (v[j] > pivot) {
                j--;
            }
            if (i <= j) {
                double kept = v[i];
                v[i++] = v[j];
                v[j--] = kept;
            }
        }
        if (at <= j) {
            hi = j;
        } else if (at >= i) {
            lo = i;
        } else {
            break;
        }
    }
    return v[k];
}

double gln_theilsen__median(double *v, size_t n)
{
    double upper = gln_theilsen__select(v, n, n / 2);
    return n % 2 ? upper : gln_theilsen__select(v, n, n / 2 - 1) / 2.0 + upper / 2.0;
}

/* Wanted ranks among the slopes: the two of the median, the two of the interval. */
enum { RANKS = 4 };

typedef struct points {
    const double *t; /* NULL: 0, 1, 2, ... */
    const double *x;
    size_t n;
} points;

static double time_of(const points *p, size_t i)
{
    return p->t ? p->t[i] : (double)i;
}

/* The slope of a pair; false where the two share their t. -0 becomes 0, so that order is total. */
static bool slope_of(const points *p, size_t i, size_t j, double *slope)
{
    double dt = time_of(p, j) - time_of(p, i);
    if (dt == 0.0) {
        return false;
    }
    *slope = (p->x[j] - p->x[i]) / dt + 0.0;
    return true;
}

/* Doubles as integers of the same order, and back. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* One pass of the radix selection: counts, for each rank, the next 16 bits of the keys that share its prefix. */
static void count_digits(const points *p, int pass, const uint64_t prefix[RANKS], uint64_t *counts)
{
    int shift = 48 - 16 * pass;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = i + 1; j < p->n; j++) {
            double slope;
            if (!slope_of(p, i, j, &slope)) {
                continue;
            }
            uint64_t key = key_of(slope);
            uint64_t head = pass ? key >> (shift + 16) : 0;
            for (size_t r = 0; r < RANKS; r++) {
                if (head == prefix[r]) {
                    counts[r << 16 | (key >> shift & 0xFFFF)]++;
                }
            }
        }
    }
}

/* The slopes of the given ranks (from 0), made anew in four passes. */
static gln_status select_made(const points *p, const uint64_t rank[RANKS], double value[RANKS], gln_error *err)
{
    enum { CELLS = RANKS << 16 };
    uint64_t *counts = gln_memory__array(CELLS, sizeof *counts);
    if (!counts) {
        return gln_error__nomem(err);
    }
    uint64_t prefix[RANKS] = {0}, left[RANKS];
    memcpy(left, rank, sizeof left);
    for (int pass = 0; pass < 4; pass++) {
        memset(counts, 0, CELLS * sizeof *counts);
        count_digits(p, pass, prefix, counts);
        for (size_t r = 0; r < RANKS; r++) {
            uint64_t digit = 0;
            while (digit < 0xFFFF && left[r] >= counts[r << 16 | digit]) {
                left[r] -= counts[r << 16 | digit++];
            }
            prefix[r] = prefix[r] << 16 | digit;
        }
    }
    for (size_t r = 0; r < RANKS; r++) {
        value[r] = value_of(prefix[r]);
    }
    free(counts);
    return GLN_OK;
}

/* The same from slopes that are held. */
static gln_status select_held(const points *p, const uint64_t rank[RANKS], double value[RANKS], gln_error *err)
{
    double *slopes = gln_memory__array(p->n * (p->n - 1) / 2, sizeof *slopes); /* n <= GLN_THEILSEN_HELD */
    if (!slopes) {
        return gln_error__nomem(err);
    }
    size_t count = 0;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = i + 1; j < p->n; j++) {
            count += slope_of(p, i, j, &slopes[count]);
        }
    }
    for (size_t r = 0; r < RANKS; r++) {
        value[r] = gln_theilsen__select(slopes, count, (size_t)rank[r]);
    }
    free(slopes);
    return GLN_OK;
}

/* Sorted values: the pairs that are tied, and the tie term of Mann-Kendall's variance. */
static void tie_terms(const double *sorted, size_t n, uint64_t *pairs, double *variance)
{
    *pairs = 0;
    *variance = 0.0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && sorted[j] == sorted[i];) {
            j++;
        }
        double k = (double)(j - i);
        *pairs += (uint64_t)(j - i) * (j - i - 1) / 2;
        *variance += k * (k - 1.0) * (2.0 * k + 5.0);
    }
}

static gln_status fit_points(const points *p, double conf, double *room, gln_theilsen *r, gln_error *err)
{
    double n = (double)p->n, tied_x, tied_t;
    uint64_t same_x, same_t;
    for (size_t i = 0; i < p->n; i++) {
        room[i] = time_of(p, i);
    }
    qsort(room, p->n, sizeof *room, by_value);
    tie_terms(room, p->n, &same_t, &tied_t);
    double median_t = gln_theilsen__median(room, p->n);
    memcpy(room, p->x, p->n * sizeof *room);
    qsort(room, p->n, sizeof *room, by_value);
    tie_terms(room, p->n, &same_x, &tied_x);
    double median_x = gln_theilsen__median(room, p->n);
    r->n_slopes = (uint64_t)p->n * (p->n - 1) / 2 - same_t;
    if (r->n_slopes == 0) {
        return GLN_OK;
    }
    double slopes = (double)r->n_slopes;
    double variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied_x - tied_t) / 18.0;
    double c = gln_stats__normal_quantile(0.5 + conf / 2.0) * sqrt(fmax(variance, 0.0));
    double first = rint((slopes - c) / 2.0), last = rint((slopes + c) / 2.0) + 1.0; /* ranks from 1 */
    bool interval = first >= 1.0 && last <= slopes;
    if (p->n >= 5 && variance <= 0.0) { /* a constant series: every slope is 0 */
        first = last = 1.0;
        interval = true;
    }
    uint64_t rank[RANKS] = {(r->n_slopes - 1) / 2, r->n_slopes / 2, 0, 0};
    if (interval) {
        rank[2] = (uint64_t)first - 1;
        rank[3] = (uint64_t)last - 1;
    }
    double value[RANKS];
    gln_status status = p->n <= GLN_THEILSEN_HELD ? select_held(p, rank, value, err) : select_made(p, rank, value, err);
    if (status != GLN_OK) {
        return status;
    }
    r->slope = value[0] == value[1] ? value[0] : value[0] / 2.0 + value[1] / 2.0;
    r->intercept = median_x - r->slope * median_t;
    r->low = interval ? value[2] : NAN;
    r->high = interval ? value[3] : NAN;
    r->status = interval ? GLN_STATS_OK : "no_interval";
    return GLN_OK;
}

gln_status gln_theilsen__fit(const double *t, const double *x, size_t n, double conf, gln_theilsen *out, gln_error *err)
{
    gln_theilsen r = {NAN, NAN, NAN, NAN, conf, 0, "insufficient_data"};
    if (!(conf > 0.0 && conf < 1.0)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a confidence of %g is not between 0 and 1", conf);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || (t && !isfinite(t[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "point %zu of the series is not a finite number", i);
        }
    }
    if (n < 2 || n > GLN_THEILSEN_MAX) {
        r.status = n < 2 ? r.status : "too_many_points";
        *out = r;
        return GLN_OK;
    }
    double *room = gln_memory__array(n, sizeof *room);
    if (!room) {
        return gln_error__nomem(err);
    }
    gln_status status = fit_points(&(points){t, x, n}, conf, room, &r, err);
    free(room);
    if (status == GLN_OK) {
        *out = r;
    }
    return status;
}
