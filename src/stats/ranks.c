/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ranks.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ranked {
    double value;
    size_t at;
} ranked;

static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

gln_status gln_ranks__of(double *x, size_t n, gln_error *err)
{
    ranked *order = gln_memory__array(n, sizeof *order);
    if (!order) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = (ranked){x[i], i};
    }
    qsort(order, n, sizeof *order, by_value);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && order[j].value == order[i].value;) {
            j++;
        }
        for (size_t k = i; k < j; k++) {
            x[order[k].at] = ((double)(i + j) + 1.0) / 2.0;
        }
    }
    free(order);
    return GLN_OK;
}

/* A ranked copy, to be freed. x NULL: 0, 1, 2, ... */
static gln_status ranked_copy(const double *x, size_t n, double **out, gln_error *err)
{
    double *copy = gln_memory__array(n, sizeof *copy);
    if (!copy) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        copy[i] = x ? x[i] : (double)i;
        if (!isfinite(copy[i])) {
            free(copy);
            return gln_error_set(err, GLN_ERR_RANGE, "value %zu of the series is not a finite number", i);
        }
    }
    gln_status status = gln_ranks__of(copy, n, err);
    if (status != GLN_OK) {
        free(copy);
        return status;
    }
    *out = copy;
    return GLN_OK;
}

gln_status gln_ranks__spearman(const double *t, const double *x, size_t n, gln_spearman *out, gln_error *err)
{
    gln_spearman r = {NAN, NAN, NAN, "insufficient_data"};
    double *a = NULL, *b = NULL;
    gln_status status = ranked_copy(t, n, &a, err);
    if (status == GLN_OK) {
        status = ranked_copy(x, n, &b, err);
    }
    if (status != GLN_OK) {
        goto done;
    }
    if (n >= 3) {
        double mean = ((double)n + 1.0) / 2.0, aa = 0.0, bb = 0.0, ab = 0.0;
        for (size_t i = 0; i < n; i++) { /* ranks are halves: these sums are exact */
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
            ab += (a[i] - mean) * (b[i] - mean);
        }
        r.status = "constant";
        if (aa > 0.0 && bb > 0.0) {
            r.rho = ab / (sqrt(aa) * sqrt(bb));
            double left = fmax(0.0, (aa * bb - ab * ab) / (aa * bb)); /* 1 - rho^2 */
            double score = left > 0.0 ? r.rho * sqrt(((double)n - 2.0) / left) : INFINITY;
            r.ln_p = isinf(score) ? -INFINITY : fmin(0.0, gln_stats__ln_t_two_sided(score, (double)n - 2.0));
            r.p = exp(r.ln_p);
            r.status = GLN_STATS_OK;
        }
    }
    *out = r;
done:
    free(a);
    free(b);
    return status;
}

/* max |U_m| of ranks taken in the given order, and the first m that reaches it. */
static double pettitt_k(const double *ranks, const uint32_t *order, size_t n, size_t *after)
{
    double u = 0.0, largest = -1.0;
    for (size_t i = 0; i + 1 < n; i++) {
        u += 2.0 * ranks[order ? order[i] : i] - ((double)n + 1.0);
        if (fabs(u) > largest) {
            largest = fabs(u);
            *after = i + 1;
        }
    }
    return largest;
}

gln_status gln_ranks__pettitt(const double *x, size_t n, size_t draws, gln_rng *rng, gln_pettitt *out, gln_error *err)
{
    gln_pettitt r = {NAN, 0, NAN, NAN, "insufficient_data"};
    double *ranks = NULL;
    uint32_t *order = NULL;
    if (n > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "a series of more than 2^31 points");
    }
    gln_status status = ranked_copy(x, n, &ranks, err);
    if (status != GLN_OK) {
        return status;
    }
    if (n >= 2) {
        double points = (double)n;
        r.k = pettitt_k(ranks, NULL, n, &r.after);
        r.p_approx = fmin(1.0, 2.0 * exp(-6.0 * r.k * r.k / (points * points * points + points * points)));
        r.status = r.k > 0.0 ? GLN_STATS_OK : "constant";
    }
    if (n >= 2 && draws && rng) {
        order = gln_memory__array(n, sizeof *order);
        if (!order) {
            status = gln_error__nomem(err);
            goto done;
        }
        size_t hits = 0, where;
        for (size_t i = 0; i < n; i++) {
            order[i] = (uint32_t)i;
        }
        for (size_t d = 0; d < draws; d++) {
            gln_rng__shuffle(rng, order, n);
            hits += pettitt_k(ranks, order, n, &where) >= r.k;
        }
        r.p_mc = ((double)hits + 1.0) / ((double)draws + 1.0);
    }
    *out = r;
done:
    free(ranks);
    free(order);
    return status;
}
