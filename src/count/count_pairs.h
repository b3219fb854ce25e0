/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map from a pair of small numbers to a dense index, in order of first appearance. What belongs to a pair is kept in
 * arrays of the owner, by that index. */
#ifndef GLN_COUNT_PAIRS_H
#define GLN_COUNT_PAIRS_H

#include "core/intern.h"

typedef struct gln_pairs {
    uint64_t *keys; /* by index: first << 32 | second */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing; index + 1, 0 is free */
    size_t n_slots;  /* a power of two */
} gln_pairs;

void gln_pairs__clear(gln_pairs *pairs);

/* Empties it but keeps its memory. */
void gln_pairs__reset(gln_pairs *pairs);

/* The index of the pair, a new one where the pair is new; GLN_NO_ID on want. */
uint32_t gln_pairs__add(gln_pairs *pairs, uint32_t first, uint32_t second);

static inline uint32_t gln_pairs__first(const gln_pairs *pairs, size_t index)
{
    return (uint32_t)(pairs->keys[index] >> 32);
}

static inline uint32_t gln_pairs__second(const gln_pairs *pairs, size_t index)
{
    return (uint32_t)pairs->keys[index];
}

/* An index with the number that it shall be sorted by. */
typedef struct gln_keyed {
    uint64_t key;
    uint32_t index;
} gln_keyed;

/* Sorts by key, then index. */
void gln_keyed__sort(gln_keyed *items, size_t n);

#endif
