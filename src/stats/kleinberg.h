/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Bursts: Kleinberg's batched automaton ("Bursty and hierarchical structure in streams", 2003, section 4).
 *
 * In each period r_t of d_t units (articles, not tokens: within one they are not independent) are relevant. State i
 * expects the share p_i = s^i R/D, R and D the sums. A sequence of states costs
 *     sum_t -ln[C(d_t, r_t) p^r_t (1-p)^(d_t - r_t)] + (j - i) gamma ln n for every step up from i to j,
 * the automaton starting in state 0 before the first period. The cheapest sequence is found exactly (Viterbi); of equal
 * ones the lower state wins. A burst is a run above state 0; its weight is what it saves against state 0,
 * sum of cost_0 - cost_1 over the run. Functions are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_KLEINBERG_H
#define GLN_STATS_KLEINBERG_H

#include "guanlan/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GLN_KLEINBERG_MAX_STATES = 16 };

typedef struct gln_kleinberg_options {
    double s;        /**< ratio of rates between states, > 1; 2 is usual */
    double gamma;    /**< price of a step up, >= 0; 1 is usual */
    size_t states;   /**< 2 to GLN_KLEINBERG_MAX_STATES */
    bool free_start; /**< the first period may start in any state for nothing */
} gln_kleinberg_options;

/** s = 2, gamma = 1, two states, starting in state 0. */
#define GLN_KLEINBERG_DEFAULT ((gln_kleinberg_options){2.0, 1.0, 2, false})

/** A burst: periods start to end, both included, from 0. */
typedef struct gln_burst {
    size_t start, end;
    double weight;
    uint32_t level; /**< highest state within */
} gln_burst;

typedef struct gln_kleinberg {
    double cost;                        /**< of the cheapest sequence; NaN where there is no burst model */
    double p[GLN_KLEINBERG_MAX_STATES]; /**< shares of the states; p[0] = R/D */
    size_t n_bursts;
    const char *status; /**< "ok", "no_events" (R = 0: no burst), "insufficient_data" (D = 0), "not_applicable" (the
                             highest state would expect a share of 1 or more) */
} gln_kleinberg;

/** Bursts in n periods, gaps left out by the caller. states: room for n; bursts: room for (n + 1) / 2. Where the status
 * is not "ok" all states are 0 and there is no burst. GLN_ERR_RANGE for counts that are not 0 <= r <= d finite, or
 * options out of range; GLN_ERR_NOMEM. O(n states^2) time, O(n states) memory. */
GLN_MUST_USE gln_status gln_kleinberg__find(const double *relevant, const double *total, size_t n,
                                            const gln_kleinberg_options *options, uint32_t *states, gln_burst *bursts,
                                            gln_kleinberg *out, gln_error *err);

/** A burst of the infinite automaton; level 1 is the whole. */
typedef struct gln_stream_burst {
    uint32_t level;
    double start, end; /**< times of its first and last event */
} gln_stream_burst;

/** Bursts of events in continuous time (Kleinberg 2003, sections 2 and 3): in state i = 0, 1, ... gaps are exponential
 * with rate s^i n/T, a step up from i to j costs (j - i) gamma ln n. Nested bursts are listed as they open. times is
 * sorted in place. *out is malloced, NULL unless *state is "ok"; else "insufficient_data" (below two events) or
 * "tied_times" (a gap of 0: use the batched automaton). At most 64 states. GLN_ERR_RANGE, GLN_ERR_NOMEM. O(n k^2). */
GLN_MUST_USE gln_status gln_kleinberg__stream(double *times, size_t n_times, double s, double gamma,
                                              gln_stream_burst **out, size_t *n_out, const char **state,
                                              gln_error *err);

#endif
