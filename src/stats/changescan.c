/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/changescan.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static gln_status check(const double *y, const double *exposure, size_t n, gln_error *err)
{
    for (size_t i = 0; i < n; i++) {
        double e = exposure ? exposure[i] : 1.0;
        if (!(y[i] >= 0.0 && isfinite(y[i]) && e >= 0.0 && isfinite(e) && (e > 0.0 || y[i] == 0.0))) {
            return gln_error_set(err, GLN_ERR_RANGE, "period %zu: a count of %g in an exposure of %g", i, y[i], e);
        }
    }
    return GLN_OK;
}

/* Sums before each period, n + 1 of them. */
static double *cumulated(const double *x, size_t n)
{
    double *sums = n < SIZE_MAX ? gln_memory__array(n + 1, sizeof *sums) : NULL;
    if (sums) {
        sums[0] = 0.0;
        for (size_t i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + (x ? x[i] : 1.0);
        }
    }
    return sums;
}

/* S ln(S/N), the maximal log likelihood of a stretch. */
static double likelihood(double hits, double exposure)
{
    return hits > 0.0 && exposure > 0.0 ? hits * (log(hits) - log(exposure)) : 0.0;
}

/* Best place to cut; sums are cumulated. */
static double best_cut(const double *hits, const double *exposure, size_t n, double *lr, size_t *after)
{
    double all = likelihood(hits[n], exposure[n]), best = -1.0;
    for (size_t m = 1; m < n; m++) {
        double at =
            2.0 * (likelihood(hits[m], exposure[m]) + likelihood(hits[n] - hits[m], exposure[n] - exposure[m]) - all);
        at = fmax(at, 0.0); /* rounding only */
        if (lr) {
            lr[m - 1] = at;
        }
        if (at > best) {
            best = at;
            *after = m;
        }
    }
    return best;
}

/* The hits dealt anew to the periods by their exposure; integer draws only. bounds: shares cumulated, of 2^53. */
static void deal(gln_rng *rng, const uint64_t *bounds, size_t n, double hits, double *sums)
{
    memset(sums, 0, (n + 1) * sizeof *sums);
    for (double h = 0.0; h < hits; h++) {
        uint64_t drawn = gln_rng__below(rng, UINT64_C(1) << 53);
        size_t lo = 0, hi = n - 1;
        while (lo < hi) { /* the first period whose bound lies above */
            size_t mid = lo + (hi - lo) / 2;
            if (bounds[mid] > drawn) {
                hi = mid;
            } else {
                lo = mid + 1;
            }
        }
        sums[lo + 1] += 1.0;
    }
    for (size_t i = 0; i < n; i++) {
        sums[i + 1] += sums[i];
    }
}

gln_status gln_change__null(const double *exposure, size_t n, double hits, size_t draws, gln_rng *rng, double *lr,
                            gln_error *err)
{
    double *time = cumulated(exposure, n), *sums = cumulated(NULL, n);
    uint64_t *bounds = gln_memory__array(n, sizeof *bounds);
    gln_status status = time && sums && bounds ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && (n < 2 || !(time[n] > 0.0) || !(hits >= 0.0 && hits <= 0x1p53))) {
        status = gln_error_set(err, GLN_ERR_RANGE, "%g hits dealt to %zu periods of exposure %g", hits, n, time[n]);
    }
    if (status == GLN_OK) {
        size_t where;
        for (size_t i = 0; i < n; i++) {
            bounds[i] = (uint64_t)llround(time[i + 1] / time[n] * 0x1p53);
        }
        for (size_t d = 0; d < draws; d++) {
            deal(rng, bounds, n, hits, sums);
            lr[d] = best_cut(sums, time, n, NULL, &where);
        }
    }
    free(time);
    free(sums);
    free(bounds);
    return status;
}

static gln_status simulate(const double *exposure, size_t n, double hits, size_t draws, gln_rng *rng, gln_change *r,
                           gln_error *err)
{
    double *lr = gln_memory__array(draws, sizeof *lr);
    gln_status status = lr ? gln_change__null(exposure, n, hits, draws, rng, lr, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        size_t above = 0;
        for (size_t d = 0; d < draws; d++) {
            above += lr[d] >= r->lr * (1.0 - 1e-9);
        }
        r->p = ((double)above + 1.0) / ((double)draws + 1.0);
        r->min_p = 1.0 / ((double)draws + 1.0);
    }
    free(lr);
    return status;
}

gln_status gln_change__scan(const double *y, const double *exposure, size_t n, size_t draws, gln_rng *rng, double *lr,
                            gln_change *out, gln_error *err)
{
    gln_change r = {NAN, 0, NAN, NAN, NAN, NAN, "insufficient_data"};
    gln_status status = check(y, exposure, n, err);
    for (size_t i = 0; i < n && draws && status == GLN_OK; i++) {
        if (y[i] != floor(y[i])) {
            status = gln_error_set(err, GLN_ERR_RANGE, "period %zu: a count of %g is not whole", i, y[i]);
        }
    }
    if (status != GLN_OK) {
        return status;
    }
    double *hits = cumulated(y, n), *time = cumulated(exposure, n);
    if (!hits || !time) {
        status = gln_error__nomem(err);
        goto done;
    }
    if (n >= 2) {
        r.lr = best_cut(hits, time, n, lr, &r.after);
        r.status = hits[n] > 0.0 ? GLN_STATS_OK : "no_events";
        r.rate_before = time[r.after] > 0.0 ? hits[r.after] / time[r.after] : NAN;
        double rest = time[n] - time[r.after];
        r.rate_after = rest > 0.0 ? (hits[n] - hits[r.after]) / rest : NAN;
        if (draws && rng && hits[n] > 0.0) {
            status = simulate(exposure, n, hits[n], draws, rng, &r, err);
        }
    }
    if (status == GLN_OK) {
        *out = r;
    }
done:
    free(hits);
    free(time);
    return status;
}

double gln_change__penalty(size_t n)
{
    return n > 0 ? 2.0 * log((double)n) : 0.0;
}

/* Rooms of the dynamic programme. */
typedef struct programme {
    double *hits, *exposure; /* cumulated */
    double *cost;            /* n + 1: least cost of the first t periods, -penalty for none */
    size_t *from;            /* n + 1: where their last stretch begins */
    size_t *open;            /* places where a last stretch may still begin */
} programme;

static double stretch(const programme *q, size_t a, size_t b)
{
    return -2.0 * likelihood(q->hits[b] - q->hits[a], q->exposure[b] - q->exposure[a]);
}

static void solve(programme *q, size_t n, double penalty, size_t min_segment)
{
    size_t n_open = 0;
    q->cost[0] = -penalty;
    for (size_t t = 1; t <= n; t++) {
        q->cost[t] = INFINITY;
        q->from[t] = 0;
        if (t < min_segment && t < n) {
            continue; /* no stretch can end here */
        }
        size_t newest = t >= min_segment ? t - min_segment : 0;
        if (newest == 0 || isfinite(q->cost[newest])) { /* opened in order of place; each exactly once */
            q->open[n_open++] = newest;
        }
        for (size_t k = 0; k < n_open; k++) {
            double through = q->cost[q->open[k]] + stretch(q, q->open[k], t) + penalty;
            if (through < q->cost[t]) {
                q->cost[t] = through;
                q->from[t] = q->open[k];
            }
        }
        if (min_segment == 1) { /* PELT: what cannot win now never will; a little slack for rounding */
            double least = q->cost[t] + 1e-9 * (1.0 + fabs(q->cost[t]));
            size_t kept = 0;
            for (size_t k = 0; k < n_open; k++) {
                if (q->cost[q->open[k]] + stretch(q, q->open[k], t) <= least) {
                    q->open[kept++] = q->open[k];
                }
            }
            n_open = kept;
        }
    }
}

gln_status gln_change__partition(const double *y, const double *exposure, size_t n, double penalty, size_t min_segment,
                                 size_t *after, gln_partition *out, gln_error *err)
{
    gln_status status = check(y, exposure, n, err);
    double used = isnan(penalty) ? gln_change__penalty(n) : penalty;
    if (status == GLN_OK && (!(used >= 0.0) || isinf(used) || min_segment < 1)) {
        status = gln_error_set(err, GLN_ERR_RANGE, "a penalty of %g with stretches of %zu", used, min_segment);
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_partition r = {0, NAN, used, "insufficient_data"};
    programme q = {cumulated(y, n), cumulated(exposure, n), NULL, NULL, NULL};
    if (q.hits && q.exposure) { /* n + 1 fits */
        q.cost = gln_memory__array(n + 1, sizeof *q.cost);
        q.from = gln_memory__array(n + 1, sizeof *q.from);
        q.open = gln_memory__array(n + 1, sizeof *q.open);
    }
    if (!q.cost || !q.from || !q.open) {
        status = gln_error__nomem(err);
        goto done;
    }
    if (n > 0) {
        solve(&q, n, used, min_segment);
        r.cost = q.cost[n];
        r.status = GLN_STATS_OK;
        for (size_t t = q.from[n]; t > 0; t = q.from[t]) {
            after[r.n_changes++] = t;
        }
        for (size_t i = 0; i < r.n_changes / 2; i++) { /* they came from the end */
            size_t kept = after[i];
            after[i] = after[r.n_changes - 1 - i];
            after[r.n_changes - 1 - i] = kept;
        }
    }
    *out = r;
done:
    free(q.hits);
    free(q.exposure);
    free(q.cost);
    free(q.from);
    free(q.open);
    return status;
}
