/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/kleinberg.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A problem: periods and the shares of the states. */
typedef struct automaton {
    const double *relevant, *total;
    size_t n, states;
    const double *p;
    double step; /* gamma ln n: one state up */
    bool free_start;
} automaton;

static double emission(const automaton *a, size_t t, size_t state)
{
    return -gln_stats__ln_binomial_pmf(a->relevant[t], a->total[t], a->p[state], 1.0 - a->p[state]);
}

/* The cheapest sequence into states; back holds the state before, for each period and state. */
static double viterbi(const automaton *a, uint8_t *back, uint32_t *states)
{
    double cost[GLN_KLEINBERG_MAX_STATES] = {0}, next[GLN_KLEINBERG_MAX_STATES] = {0};
    size_t k = a->states;
    for (size_t j = 0; j < k; j++) {
        cost[j] = a->free_start ? 0.0 : (double)j * a->step;
        cost[j] += emission(a, 0, j);
    }
    for (size_t t = 1; t < a->n; t++) {
        for (size_t j = 0; j < k; j++) {
            double best = INFINITY;
            for (size_t i = 0; i < k; i++) {
                double through = cost[i] + (j > i ? (double)(j - i) * a->step : 0.0);
                if (through < best) {
                    best = through;
                    back[t * k + j] = (uint8_t)i;
                }
            }
            next[j] = best + emission(a, t, j);
        }
        memcpy(cost, next, k * sizeof *cost);
    }
    size_t at = 0;
    for (size_t j = 1; j < k; j++) {
        at = cost[j] < cost[at] ? j : at;
    }
    double cheapest = cost[at];
    for (size_t t = a->n; t-- > 0;) {
        states[t] = (uint32_t)at;
        at = t ? back[t * k + at] : 0;
    }
    return cheapest;
}

static size_t collect(const automaton *a, const uint32_t *states, gln_burst *bursts)
{
    size_t count = 0;
    for (size_t t = 0; t < a->n; t++) {
        if (states[t] == 0) {
            continue;
        }
        if (t == 0 || states[t - 1] == 0) {
            bursts[count++] = (gln_burst){t, t, 0.0, 0};
        }
        gln_burst *burst = &bursts[count - 1];
        burst->end = t;
        burst->weight += emission(a, t, 0) - emission(a, t, 1);
        burst->level = states[t] > burst->level ? states[t] : burst->level;
    }
    return count;
}

static gln_status check(const double *relevant, const double *total, size_t n, const gln_kleinberg_options *o,
                        gln_error *err)
{
    bool fine = o->s > 1.0 && isfinite(o->s) && o->gamma >= 0.0 && isfinite(o->gamma);
    if (!fine || o->states < 2 || o->states > GLN_KLEINBERG_MAX_STATES) {
        return gln_error_set(err, GLN_ERR_RANGE, "a burst model with s = %g, gamma = %g and %zu states", o->s, o->gamma,
                             o->states);
    }
    for (size_t t = 0; t < n; t++) {
        if (!(relevant[t] >= 0.0 && relevant[t] <= total[t] && isfinite(total[t]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "period %zu has %g of %g", t, relevant[t], total[t]);
        }
    }
    return GLN_OK;
}

gln_status gln_kleinberg__find(const double *relevant, const double *total, size_t n,
                               const gln_kleinberg_options *options, uint32_t *states, gln_burst *bursts,
                               gln_kleinberg *out, gln_error *err)
{
    gln_status status = check(relevant, total, n, options, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_kleinberg r = {.cost = NAN, .status = GLN_STATS_OK};
    double hits = 0.0, all = 0.0;
    for (size_t t = 0; t < n; t++) {
        hits += relevant[t];
        all += total[t];
        states[t] = 0;
    }
    for (size_t j = 0; j < GLN_KLEINBERG_MAX_STATES; j++) {
        r.p[j] = j < options->states && all > 0.0 ? hits / all * pow(options->s, (double)j) : NAN;
    }
    if (all == 0.0) {
        r.status = "insufficient_data";
    } else if (hits == 0.0) {
        r.status = "no_events";
    } else if (r.p[options->states - 1] >= 1.0) {
        r.status = "not_applicable";
    } else {
        size_t cells;
        uint8_t *back = gln_size__mul(n, options->states, &cells) ? gln_memory__array(cells, 1) : NULL;
        if (!back) {
            return gln_error__nomem(err);
        }
        automaton a = {relevant, total, n, options->states, r.p, options->gamma * log((double)n), options->free_start};
        r.cost = viterbi(&a, back, states);
        r.n_bursts = collect(&a, states, bursts);
        free(back);
    }
    *out = r;
    return GLN_OK;
}
