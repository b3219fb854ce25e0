/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that stands in a paper day by day is no story. How many issues of a paper a shingle is in is counted over the
 * sketches, a slice of the hashes at a time, so that the table of counts stays small. */
#include "corpus/reuse_cluster.h"

#include <stdlib.h>

enum { SLICE_ITEMS = 1 << 20 };

/* A shingle in a paper. Items come issue by issue, so the last issue tells whether this one was counted. */
typedef struct place {
    uint32_t hash;
    uint32_t paper;
    uint32_t issue;
    uint32_t count; /* issues; 0: free */
} place;

typedef struct counts {
    place *table;
    size_t size; /* a power of two */
    size_t n;
} counts;

typedef struct standing {
    uint32_t *hashes;
    size_t n;
    size_t capacity;
} standing;

static void count_shingle(counts *c, uint32_t hash, const gln_reuse_item *item)
{
    uint64_t key = ((uint64_t)item->paper << 32 | hash) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(key >> 32) & (c->size - 1);
    while (c->table[at].count && (c->table[at].hash != hash || c->table[at].paper != item->paper)) {
        at = (at + 1) & (c->size - 1);
    }
    place *found = &c->table[at];
    if (!found->count && c->n < c->size / 4 * 3) { /* full only where a million papers share one shingle */
        *found = (place){hash, item->paper, item->issue, 1};
        c->n++;
    } else if (found->count && found->issue != item->issue) {
        found->issue = item->issue;
        found->count++;
    }
}

/* The first of the sketch's items that is not below the hash. */
static uint32_t first_from(const gln_sketch *s, uint64_t hash)
{
    uint32_t low = 0, high = s->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->items[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool put_hash(standing *out, uint32_t hash)
{
    uint32_t *grown = gln_memory__grown(out->hashes, &out->capacity, out->n + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    out->hashes = grown;
    grown[out->n++] = hash;
    return true;
}

/* Counts the shingles with hashes in [from, to) and keeps those that stand; issues is of each paper. */
static bool find_in_slice(const gln_reuse_item *items, size_t n, uint64_t from, uint64_t to, const uint32_t *issues,
                          counts *c, standing *out)
{
    memset(c->table, 0, c->size * sizeof *c->table);
    c->n = 0;
    for (size_t i = 0; i < n; i++) {
        const gln_sketch *s = items[i].sketch;
        for (uint32_t k = first_from(s, from); k < s->n && s->items[k] < to; k++) {
            count_shingle(c, s->items[k], &items[i]);
        }
    }
    for (size_t at = 0; at < c->size; at++) {
        const place *found = &c->table[at];
        if (found->count >= GLN_REUSE_STANDING_ISSUES &&
            (double)found->count > GLN_REUSE_STANDING_SHARE * (double)issues[found->paper] &&
            !put_hash(out, found->hash)) {
            return false;
        }
    }
    return true;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void drop(gln_sketch *s, const standing *all)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!bsearch(&s->items[i], all->hashes, all->n, sizeof *all->hashes, by_number)) {
            s->items[kept++] = s->items[i];
        }
    }
    s->n = kept;
}

/* Hashes are uniform, but a sketch holds the smallest: slices are cut so that each holds as many items as the table
 * takes at half load. Returns the end of the slice that begins at from. */
static uint64_t slice_end(const gln_reuse_item *items, size_t n, uint64_t from)
{
    uint64_t to = UINT64_C(1) << 32;
    for (;;) {
        size_t held = 0;
        for (size_t i = 0; i < n && held <= SLICE_ITEMS; i++) {
            held += first_from(items[i].sketch, to) - first_from(items[i].sketch, from);
        }
        if (held <= SLICE_ITEMS || to - from < 2) {
            return to;
        }
        to = from + (to - from) / 2;
    }
}

/* A table for the largest slice that there can be. */
static bool counts_init(counts *c, const gln_reuse_item *items, size_t n)
{
    size_t held = 0;
    for (size_t i = 0; i < n && held < SLICE_ITEMS; i++) {
        held += items[i].sketch->n;
    }
    held = held < SLICE_ITEMS ? held : SLICE_ITEMS;
    for (c->size = 64; c->size < 2 * held; c->size *= 2) {
    }
    c->table = gln_memory__array(c->size, sizeof *c->table);
    return c->table != NULL;
}

gln_status gln_reuse__drop_standing(const gln_reuse_item *items, size_t n, size_t n_papers, uint64_t *n_standing,
                                    gln_error *err)
{
    standing all = {NULL, 0, 0};
    counts c = {NULL, 0, 0};
    uint32_t *issues = gln_memory__zeroed(n_papers, sizeof *issues);
    gln_status status = issues && counts_init(&c, items, n) ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        issues[items[i].paper] += i == 0 || items[i].issue != items[i - 1].issue;
    }
    for (uint64_t from = 0; from < UINT64_C(1) << 32 && status == GLN_OK;) {
        uint64_t to = slice_end(items, n, from);
        if (!find_in_slice(items, n, from, to, issues, &c, &all)) {
            status = gln_error__nomem(err);
        }
        from = to;
    }
    if (status == GLN_OK) {
        *n_standing = 0;
        if (all.n) {
            qsort(all.hashes, all.n, sizeof *all.hashes, by_number);
        }
        for (size_t i = 0; i < all.n; i++) {
            *n_standing += i == 0 || all.hashes[i] != all.hashes[i - 1];
        }
        for (size_t i = 0; i < n && all.n; i++) {
            drop(items[i].sketch, &all);
        }
    }
    free(all.hashes);
    free(issues);
    free(c.table);
    return status;
}
