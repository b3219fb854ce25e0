/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bursts of a tested series: two states for where they are, more for how strong they become. */
#include "measure/measure_trend_test.h"
#include "stats/kleinberg.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_STATES = 5 };

/* The share of the highest state must stay below 1. */
static size_t states_for(const gln_trend_tested *x, double s)
{
    double with = 0, articles = 0;
    size_t states = 2;
    for (size_t i = 0; i < x->n; i++) {
        with += x->with[i];
        articles += x->articles[i];
    }
    while (states < MOST_STATES && articles > 0 && with / articles * pow(s, (double)states) < 1) {
        states++;
    }
    return states;
}

/* How high each burst climbs in an automaton of more states, and the first stretch at that height. */
static gln_status find_levels(const gln_trend_frame *frame, const gln_trend_tested *x, const gln_burst *bursts,
                              gln_trend_result *r, gln_error *err)
{
    gln_kleinberg_options options = GLN_KLEINBERG_DEFAULT;
    gln_kleinberg found;
    const gln_period *periods = frame->periods.items;
    uint32_t *state = gln_memory__array(x->n, sizeof *state);
    gln_burst *runs = gln_memory__array(x->n / 2 + 1, sizeof *runs);
    options.states = states_for(x, options.s);
    gln_status status = state && runs
                            ? gln_kleinberg__find(x->with, x->articles, x->n, &options, state, runs, &found, err)
                            : gln_error__nomem(err);
    for (size_t b = 0; b < r->n_bursts && status == GLN_OK; b++) {
        gln_trend_burst *burst = &r->bursts[b];
        size_t peak = bursts[b].start, last;
        for (size_t i = peak; i <= bursts[b].end; i++) {
            peak = state[i] > state[peak] ? i : peak;
        }
        for (last = peak; last < bursts[b].end && state[last + 1] == state[peak]; last++) {
        }
        burst->level = state[peak] ? state[peak] : 1;
        burst->peak_start = periods[x->period[peak]].start;
        burst->peak_end = periods[x->period[last]].end;
    }
    free(state);
    free(runs);
    return status;
}

gln_status gln_trend_bursts__find(gln_trend_frame *frame, const gln_trend_tested *x, double alpha, uint32_t *level,
                                  size_t *n_levels, gln_trend_result *r, gln_error *err)
{
    gln_kleinberg_options options = GLN_KLEINBERG_DEFAULT;
    gln_kleinberg found;
    gln_burst *bursts = gln_memory__array(x->n / 2 + 1, sizeof *bursts);
    gln_status status = bursts ? gln_kleinberg__find(x->with, x->articles, x->n, &options, level, bursts, &found, err)
                               : gln_error__nomem(err);
    memset(level, 0, x->n * sizeof *level);
    *n_levels = 0;
    r->n_bursts = status == GLN_OK ? found.n_bursts : 0;
    r->bursts = gln_arena__array(&frame->arena, r->n_bursts, sizeof *r->bursts);
    if (status == GLN_OK && !r->bursts) {
        status = gln_error__nomem(err);
    }
    for (size_t b = 0; b < r->n_bursts && status == GLN_OK; b++) {
        const gln_period *periods = frame->periods.items;
        gln_trend_burst *burst = &r->bursts[b];
        *burst = (gln_trend_burst){.start = periods[x->period[bursts[b].start]].start,
                                   .end = periods[x->period[bursts[b].end]].end,
                                   .n_periods = bursts[b].end - bursts[b].start + 1,
                                   .weight = bursts[b].weight,
                                   .open = bursts[b].end + 1 == x->n};
        for (size_t i = bursts[b].start; i <= bursts[b].end; i++) {
            burst->with += x->with[i];
            burst->articles += x->articles[i];
            burst->hits += x->y[i];
        }
        burst->ln_p = gln_shape__burst_ln_p(&r->shape, burst->with, burst->articles);
        bool passes = burst->ln_p <= log(alpha);
        *n_levels += passes;
        for (size_t i = bursts[b].start; i <= bursts[b].end; i++) {
            level[i] = passes ? (uint32_t)*n_levels : 0;
        }
    }
    if (status == GLN_OK && r->n_bursts) {
        status = find_levels(frame, x, bursts, r, err);
    }
    free(bursts);
    return status;
}
