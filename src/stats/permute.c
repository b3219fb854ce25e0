/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/permute.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct gln_permute {
    size_t units, count, blocks;
    size_t stride; /* bytes of a unit's relabellings */
    bool exact;
    uint8_t *labels;     /* units x stride: a bit a relabelling, those of a unit side by side */
    uint8_t *truth;      /* units: the labels as they are */
    double *ln_exposure; /* count: ln(n1/n2) under the relabelling */
    double true_ln_exposure;
};

/* The units' blocks, numbered from 0 in order of first appearance. */
typedef struct blocks {
    size_t *of;       /* units: index of the block */
    uint32_t *labels; /* blocks: label */
    size_t n, n_first;
} blocks;

typedef struct named {
    uint32_t name;
    size_t unit;
} named;

static int by_name(const void *a, const void *b)
{
    const named *x = a, *y = b;
    int order = (x->name > y->name) - (x->name < y->name);
    return order ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static gln_status number_blocks(const gln_permute_units *u, blocks *out, gln_error *err)
{
    named *order = gln_memory__array(u->n, sizeof *order);
    if (!order) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < u->n; i++) {
        order[i] = (named){u->block ? u->block[i] : (uint32_t)i, i};
    }
    qsort(order, u->n, sizeof *order, by_name);
    gln_status status = GLN_OK;
    for (size_t i = 0; i < u->n; i++) {
        uint32_t label = u->in_first[order[i].unit] != 0;
        if (i == 0 || order[i].name != order[i - 1].name) {
            out->labels[out->n++] = label;
            out->n_first += label;
        } else if (out->labels[out->n - 1] != label) {
            status = gln_error_set(err, GLN_ERR_RANGE, "block %u holds units of both groups", (unsigned)order[i].name);
            break;
        }
        out->of[order[i].unit] = out->n - 1;
    }
    free(order);
    if (status == GLN_OK && (out->n_first == 0 || out->n_first == out->n)) {
        status = gln_error_set(err, GLN_ERR_RANGE, "a group without units cannot be permuted");
    }
    return status;
}

/* The next choice of labels in lexicographic order (1s first at the start); false after the last. */
static bool next_choice(uint32_t *labels, size_t n)
{
    size_t ones = 0, i = n;
    while (i > 0 && labels[i - 1]) { /* ones at the very end have nowhere to go */
        ones++;
        i--;
    }
    while (i > 0 && !labels[i - 1]) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    labels[i - 1] = 0; /* the last 1 with a 0 after it moves on, those behind it follow */
    for (size_t k = i; k < n; k++) {
        labels[k] = k <= i + ones;
    }
    return true;
}

static gln_status record(gln_permute *set, const gln_permute_units *u, const blocks *b, size_t at, gln_error *err)
{
    double first = 0.0, second = 0.0;
    for (size_t i = 0; i < u->n; i++) {
        uint32_t label = b->labels[b->of[i]];
        set->labels[i * set->stride + at / 8] |= (uint8_t)((label != 0) << (at % 8));
        first += label ? u->exposure[i] : 0.0;
        second += label ? 0.0 : u->exposure[i];
    }
    if (!(first > 0.0 && second > 0.0)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a relabelling leaves a group without exposure");
    }
    set->ln_exposure[at] = log(first / second);
    return GLN_OK;
}

static gln_status fill(gln_permute *set, const gln_permute_units *u, blocks *b, gln_rng *rng, gln_error *err)
{
    gln_status status = GLN_OK;
    double first = 0.0, second = 0.0;
    for (size_t i = 0; i < u->n; i++) {
        set->truth[i] = b->labels[b->of[i]] != 0;
        first += set->truth[i] ? u->exposure[i] : 0.0;
        second += set->truth[i] ? 0.0 : u->exposure[i];
    }
    set->true_ln_exposure = log(first / second);
    if (set->exact) {
        for (size_t k = 0; k < b->n; k++) {
            b->labels[k] = k < b->n_first;
        }
    }
    for (size_t at = 0; at < set->count && status == GLN_OK; at++) {
        if (!set->exact) {
            gln_rng__shuffle(rng, b->labels, b->n);
        } else if (at > 0 && !next_choice(b->labels, b->n)) {
            return gln_error_set(err, GLN_ERR_INTERNAL, "relabellings ended early");
        }
        status = record(set, u, b, at, err);
    }
    return status;
}

/* Sizes and rooms of a set for these blocks. */
static gln_status open_set(gln_permute *set, const gln_permute_units *u, const blocks *b, size_t draws,
                           const gln_rng *rng, gln_error *err)
{
    double choices = exp(gln_stats__ln_choose((double)b->n, (double)b->n_first));
    size_t cells;
    set->units = u->n;
    set->blocks = b->n;
    set->exact = choices <= GLN_PERMUTE_EXACT_MAX + 0.5;
    set->count = set->exact ? (size_t)llround(choices) : draws;
    if (!set->exact && (draws == 0 || !rng)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a permutation test wants draws and a generator");
    }
    set->stride = (set->count + 7) / 8;
    set->labels = gln_size__mul(set->units, set->stride, &cells) ? gln_memory__zeroed(cells, 1) : NULL;
    set->truth = gln_memory__array(set->units, 1);
    set->ln_exposure = gln_memory__array(set->count, sizeof *set->ln_exposure);
    return set->labels && set->truth && set->ln_exposure ? GLN_OK : gln_error__nomem(err);
}

gln_status gln_permute__new(const gln_permute_units *u, size_t draws, gln_rng *rng, gln_permute **out, gln_error *err)
{
    if (u->n > UINT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "more than 2^32 units");
    }
    for (size_t i = 0; i < u->n; i++) {
        if (!(u->exposure[i] >= 0.0 && isfinite(u->exposure[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "unit %zu has an exposure of %g", i, u->exposure[i]);
        }
    }
    blocks b = {gln_memory__array(u->n, sizeof *b.of), gln_memory__array(u->n, sizeof *b.labels), 0, 0};
    gln_permute *set = gln_memory__zeroed(1, sizeof *set);
    gln_status status = b.of && b.labels && set ? number_blocks(u, &b, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = open_set(set, u, &b, draws, rng, err);
    }
    if (status == GLN_OK) {
        status = fill(set, u, &b, rng, err);
    }
    if (status == GLN_OK) {
        *out = set;
        set = NULL;
    }
    gln_permute__free(set);
    free(b.of);
    free(b.labels);
    return status;
}

void gln_permute__free(gln_permute *set)
{
    if (set) {
        free(set->labels);
        free(set->truth);
        free(set->ln_exposure);
        free(set);
    }
}

size_t gln_permute__count(const gln_permute *set)
{
    return set->count;
}

size_t gln_permute__blocks(const gln_permute *set)
{
    return set->blocks;
}

bool gln_permute__is_exact(const gln_permute *set)
{
    return set->exact;
}

double gln_permute__min_p(const gln_permute *set)
{
    return 1.0 / ((double)set->count + (set->exact ? 0.0 : 1.0));
}

int gln_permute__label(const gln_permute *set, size_t b, size_t unit)
{
    return set->labels[unit * set->stride + b / 8] >> (b % 8) & 1;
}

double gln_permute__p(const gln_permute *set, const double *statistics, double observed)
{
    size_t hits = 0;
    double least = observed - 1e-9 * fmax(fabs(observed), 1e-3); /* the same labels may round otherwise */
    for (size_t b = 0; b < set->count; b++) {
        hits += statistics[b] >= least;
    }
    double seen = (double)hits, count = (double)set->count;
    return set->exact ? seen / count : (seen + 1.0) / (count + 1.0);
}

/* Adds a unit's hits to the relabellings that put it in group 1. Whole numbers below 2^53: exact, whatever the order.
 */
static void add_unit(const gln_permute *set, gln_hits hits, double *first)
{
    enum { AT_ONCE = 1024 };
    uint8_t label[AT_ONCE];
    const uint8_t *bits = set->labels + hits.unit * set->stride;
    double count = (double)hits.count;
    for (size_t from = 0; from < set->count; from += AT_ONCE) {
        size_t n = set->count - from < AT_ONCE ? set->count - from : AT_ONCE;
        for (size_t i = 0; i < n; i += 8) {
            for (unsigned k = 0; k < 8; k++) {
                label[i + k] = bits[(from + i) / 8] >> k & 1;
            }
        }
        for (size_t b = 0; b < n; b++) {
            first[from + b] += count * label[b];
        }
    }
}

gln_status gln_permute__test(const gln_permute *set, const gln_hits *hits, size_t n_hits, double *room,
                             gln_permute_test *out, gln_error *err)
{
    double all = 0.0, first = 0.0;
    for (size_t h = 0; h < n_hits; h++) {
        if (hits[h].unit >= set->units) {
            return gln_error_set(err, GLN_ERR_RANGE, "hits in unit %u of %zu", (unsigned)hits[h].unit, set->units);
        }
        all += (double)hits[h].count;
        first += set->truth[hits[h].unit] ? (double)hits[h].count : 0.0;
    }
    if (!(all <= 0x1p53)) {
        return gln_error_set(err, GLN_ERR_RANGE, "more than 2^53 hits");
    }
    memset(room, 0, set->count * sizeof *room);
    for (size_t h = 0; h < n_hits; h++) {
        add_unit(set, hits[h], room);
    }
    for (size_t b = 0; b < set->count; b++) {
        room[b] = fabs(log((room[b] + 0.5) / (all - room[b] + 0.5)) - set->ln_exposure[b]);
    }
    out->ln_ratio = log((first + 0.5) / (all - first + 0.5)) - set->true_ln_exposure;
    out->min_p = gln_permute__min_p(set);
    out->p = all > 0.0 ? gln_permute__p(set, room, fabs(out->ln_ratio)) : 1.0;
    out->ln_p = log(out->p);
    out->status = all > 0.0 ? GLN_STATS_OK : "no_events";
    return GLN_OK;
}
