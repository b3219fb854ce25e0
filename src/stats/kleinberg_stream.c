/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/memory.h"
#include "stats/kleinberg.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_STATES = 64 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* States that can pay: k = ceil(1 + log_s T + log_s(1/least gap)); above, no gap is short enough. */
static size_t states_of(double total, double least, double s)
{
    double k = ceil(1 + log(total) / log(s) - log(least) / log(s));
    return k < 1 ? 1 : k > MOST_STATES ? MOST_STATES : (size_t)k;
}

/* The cheapest sequence: from[t * k + j] is the state before state j at gap t. */
static void cheapest(const double *times, size_t n, size_t k, double s, double gamma, uint8_t *from, uint32_t *states)
{
    double cost[MOST_STATES], next[MOST_STATES];
    double mean = (times[n] - times[0]) / (double)n, step = gamma * log((double)n);
    for (size_t j = 0; j < k; j++) {
        cost[j] = j ? INFINITY : 0;
    }
    for (size_t t = 0; t < n; t++) {
        double gap = times[t + 1] - times[t];
        for (size_t j = 0; j < k; j++) {
            size_t best = 0;
            double least = INFINITY;
            for (size_t i = 0; i < k; i++) {
                double here = cost[i] + (j > i ? (double)(j - i) * step : 0);
                if (here < least) {
                    least = here;
                    best = i;
                }
            }
            double rate = pow(s, (double)j) / mean;
            next[j] = least - (log(rate) - rate * gap);
            from[t * k + j] = (uint8_t)best;
        }
        memcpy(cost, next, k * sizeof *cost);
    }
    size_t state = 0;
    for (size_t j = 1; j < k; j++) {
        state = cost[j] < cost[state] ? j : state;
    }
    for (size_t t = n; t-- > 0;) {
        states[t] = (uint32_t)state;
        state = from[t * k + state];
    }
}

/* A burst of level l (from 1) is open while the state is at least l - 1; nested ones are listed as they open. */
static size_t list_bursts(const double *times, const uint32_t *states, size_t n, gln_stream_burst *bursts)
{
    size_t open[MOST_STATES], depth = 0, count = 0;
    for (size_t t = 0; t <= n; t++) {
        size_t wanted = t < n ? states[t] + 1 : 0;
        for (; depth > wanted; depth--) {
            bursts[open[depth - 1]].end = times[t];
        }
        for (; depth < wanted; depth++) {
            bursts[count] = (gln_stream_burst){(uint32_t)depth + 1, times[t], NAN};
            open[depth] = count++;
        }
    }
    return count;
}

gln_status gln_kleinberg__stream(double *times, size_t n_times, double s, double gamma, gln_stream_burst **out,
                                 size_t *n_out, const char **state, gln_error *err)
{
    if (!(s > 1 && isfinite(s) && gamma >= 0 && isfinite(gamma))) {
        return gln_error_set(err, GLN_ERR_RANGE, "a burst model with s = %g and gamma = %g", s, gamma);
    }
    for (size_t i = 0; i < n_times; i++) {
        if (!isfinite(times[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "a time of an event that is not finite");
        }
    }
    *out = NULL;
    *n_out = 0;
    *state = "insufficient_data";
    if (n_times < 2) {
        return GLN_OK;
    }
    qsort(times, n_times, sizeof *times, ascending);
    size_t n = n_times - 1;
    double least = INFINITY;
    for (size_t t = 0; t < n; t++) {
        least = fmin(least, times[t + 1] - times[t]);
    }
    *state = "tied_times";
    if (!(least > 0)) {
        return GLN_OK;
    }
    size_t k = states_of(times[n] - times[0], least, s), cells;
    if (!gln_size__mul(n, k, &cells)) {
        return gln_error__nomem(err);
    }
    uint8_t *from = gln_memory__array(cells, sizeof *from);
    uint32_t *states = gln_memory__array(n, sizeof *states);
    gln_stream_burst *bursts = gln_memory__array(cells, sizeof *bursts);
    gln_status status = from && states && bursts ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        cheapest(times, n, k, s, gamma, from, states);
        *n_out = list_bursts(times, states, n, bursts);
        *out = bursts;
        *state = GLN_STATS_OK;
        bursts = NULL;
    }
    free(from);
    free(states);
    free(bursts);
    return status;
}
