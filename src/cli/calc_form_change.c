/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "core/number.h"
#include "stats/changescan.h"
#include "stats/kleinberg.h"
#include "stats/ranks.h"

#include <math.h>
#include <stdio.h>

/* ---- bursts ------------------------------------------------------------------------------------------------------ */

typedef struct stream {
    double *relevant;
    double *total;
    size_t n;
} stream;

/* What one automaton finds, under names that begin with the prefix. */
static void put_bursts(calc_case *c, const stream *s, const gln_kleinberg_options *options, const char *prefix)
{
    gln_kleinberg k;
    uint32_t *states = calc_array(c, s->n, sizeof *states);
    gln_burst *bursts = calc_array(c, s->n / 2 + 1, sizeof *bursts);
    if (c->status == GLN_OK) {
        c->status = gln_kleinberg__find(s->relevant, s->total, s->n, options, states, bursts, &k, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    c->state = k.status;
    for (size_t i = 0; i < s->n; i++) {
        calc_put_at(c, states[i], "%sstates[%zu]", prefix, i);
    }
    for (size_t i = 0; i < options->states; i++) {
        calc_put_at(c, k.p[i], "%sp[%zu]", prefix, i);
    }
    for (size_t i = 0; i < k.n_bursts; i++) {
        calc_put_at(c, (double)bursts[i].start, "%sbursts[%zu].start", prefix, i);
        calc_put_at(c, (double)bursts[i].end, "%sbursts[%zu].end", prefix, i);
        calc_put_at(c, bursts[i].weight, "%sbursts[%zu].weight", prefix, i);
        calc_put_at(c, bursts[i].level, "%sbursts[%zu].level", prefix, i);
    }
    calc_put_at(c, (double)s->n, "%sstates#", prefix);
    calc_put_at(c, (double)options->states, "%sp#", prefix);
    calc_put_at(c, (double)k.n_bursts, "%sbursts#", prefix);
    calc_put_at(c, k.cost, "%scost", prefix);
    calc_put_at(c, k.p[0], "%sp0", prefix);
}

void calc_bursts(calc_case *c)
{
    size_t n = 0;
    stream s = {NULL, NULL, 0};
    gln_kleinberg_options options = GLN_KLEINBERG_DEFAULT;
    s.relevant = calc_numbers(c, "relevant", &s.n);
    s.total = calc_numbers(c, "total", &n);
    options.s = calc_number_or(c, "s", options.s);
    options.gamma = calc_number_or(c, "gamma", options.gamma);
    options.states = calc_size(c, "K", options.states, GLN_KLEINBERG_MAX_STATES);
    calc_same_length(c, "total", s.n, n);
    put_bursts(c, &s, &options, "");
    put_bursts(c, &s, &options, "optimal.");
    put_bursts(c, &s, &options, "start_in_state0.");
    options.free_start = true;
    put_bursts(c, &s, &options, "no_initial_cost.");
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

enum { SHUFFLES = 20000, DRAWS = 9999 };

static gln_rng *random_for(calc_case *c, const char *test)
{
    gln_rng *rng = NULL;
    if (c->status == GLN_OK) {
        c->status = gln_rng__new(gln_rng__seed(1, GLN_LIT(""), gln_slice_of(test)), &rng, &c->err);
    }
    return rng;
}

void calc_pettitt(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    gln_rng *rng = random_for(c, "pettitt");
    gln_pettitt p;
    if (c->status == GLN_OK) {
        c->status = gln_ranks__pettitt(x, n, SHUFFLES, rng, &p, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = p.status;
        CALC_PUT(c, {"K", p.k}, {"change_after_index", (double)p.after}, {"p_approx", p.p_approx},
                 {"p_permutation_mc", p.p_mc}, );
    }
    gln_rng__free(rng);
}

/* Counts and their exposure (NULL where none is given). */
typedef struct counts {
    double *y;
    double *exposure;
    size_t n;
} counts;

static counts read_counts(calc_case *c)
{
    counts s = {NULL, NULL, 0};
    size_t n = 0;
    s.y = calc_numbers(c, "y", &s.n);
    if (calc_has(c, "exposure")) {
        s.exposure = calc_numbers(c, "exposure", &n);
        calc_same_length(c, "exposure", s.n, n);
    }
    return s;
}

/* Draws for a p by simulation: none where so many counts would have to be placed anew that nobody would wait. */
static size_t affordable_draws(const counts *s)
{
    static const double most_placed = 1e8;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        sum += s->y[i];
    }
    return sum * DRAWS <= most_placed ? DRAWS : 0;
}

void calc_scan(calc_case *c)
{
    counts s = read_counts(c);
    double *lr = calc_array(c, s.n, sizeof *lr);
    gln_rng *rng = random_for(c, "scan");
    gln_change change;
    if (c->status == GLN_OK) {
        c->status = gln_change__scan(s.y, s.exposure, s.n, affordable_draws(&s), rng, lr, &change, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = change.status;
        calc_put_list(c, "lr", lr, s.n ? s.n - 1 : 0);
        CALC_PUT(c, {"max_lr", change.lr}, {"argmax_after", (double)change.after}, {"p_mc", change.p}, );
    }
    gln_rng__free(rng);
}

/* The segmentation at a penalty, its places under a name; false where it failed. */
static bool cut(calc_case *c, const counts *s, double penalty, size_t min_segment, const char *name, size_t *after,
                gln_partition *out)
{
    if (c->status == GLN_OK) {
        c->status = gln_change__partition(s->y, s->exposure, s->n, penalty, min_segment, after, out, &c->err);
    }
    if (c->status != GLN_OK) {
        return false;
    }
    c->state = out->status;
    for (size_t i = 0; i < out->n_changes; i++) {
        calc_put_at(c, (double)after[i], "%s[%zu]", name, i);
    }
    calc_put_at(c, (double)out->n_changes, "%s#", name);
    return true;
}

static void put_segment_rates(calc_case *c, const counts *s, const size_t *after, size_t n_changes)
{
    size_t start = 0;
    for (size_t i = 0; i <= n_changes; i++) {
        size_t end = i < n_changes ? after[i] : s->n;
        double hits = 0;
        double exposure = 0;
        for (; start < end; start++) {
            hits += s->y[start];
            exposure += s->exposure ? s->exposure[start] : 1;
        }
        calc_put_at(c, hits / exposure, "segment_rates[%zu]", i);
    }
    calc_put_at(c, (double)(n_changes + 1), "segment_rates#");
}

/* A number behind a name that begins so: "pen5", "with_min_segment_2". */
static bool number_behind(gln_slice name, gln_slice start, double *out)
{
    return gln_slice_starts(name, start) &&
           gln_number__parse(gln_slice_sub(name, start.len, name.len - start.len), out) && *out >= 0 && *out < 0x1p32;
}

void calc_partition(calc_case *c)
{
    counts s = read_counts(c);
    double penalty = calc_number_or(c, "penalty", NAN);
    size_t min_segment = calc_size(c, "min_segment", 1, SIZE_MAX);
    size_t *after = calc_array(c, s.n, sizeof *after);
    gln_partition p;
    if (cut(c, &s, NAN, min_segment, "sic", after, &p)) {
        calc_put(c, "sic_penalty", p.penalty);
    }
    if (cut(c, &s, penalty, min_segment, "changepoints_after", after, &p)) {
        calc_put(c, "total_cost", p.cost);
        put_segment_rates(c, &s, after, p.n_changes);
    }
    /* The penalties and lengths that are asked for are told by names. */
    for (const gln_json_node *e = gln_json__first(c->expected); e; e = gln_json__next(e)) {
        char name[64];
        double number;
        gln_slice asked = gln_json__name(e);
        (void)snprintf(name, sizeof name, "%.*s", (int)(asked.len < 60 ? asked.len : 60), asked.ptr);
        if (number_behind(asked, GLN_LIT("pen"), &number)) {
            (void)cut(c, &s, number, min_segment, name, after, &p);
        } else if (number_behind(asked, GLN_LIT("with_min_segment_"), &number)) {
            (void)cut(c, &s, penalty, (size_t)number, name, after, &p);
        }
    }
}
