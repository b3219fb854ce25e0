/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_pairs.h"

#include <stdlib.h>

void gln_pairs__clear(gln_pairs *pairs)
{
    free(pairs->keys);
    free(pairs->slots);
    memset(pairs, 0, sizeof *pairs);
}

void gln_pairs__reset(gln_pairs *pairs)
{
    if (pairs->count) {
        memset(pairs->slots, 0, pairs->n_slots * sizeof *pairs->slots);
    }
    pairs->count = 0;
}

/* the finalizer of splitmix64 (Steele, Lea, Flood 2014) */
static size_t hash_of(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return (size_t)(x ^ (x >> 31));
}

static bool grow_slots(gln_pairs *pairs)
{
    size_t n = 256;
    if (pairs->n_slots && !gln_size__mul(pairs->n_slots, 2, &n)) {
        return false;
    }
    uint32_t *slots = gln_memory__zeroed(n, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        size_t at = hash_of(pairs->keys[i]) & (n - 1);
        while (slots[at]) {
            at = (at + 1) & (n - 1);
        }
        slots[at] = (uint32_t)i + 1;
    }
    free(pairs->slots);
    pairs->slots = slots;
    pairs->n_slots = n;
    return true;
}

uint32_t gln_pairs__add(gln_pairs *pairs, uint32_t first, uint32_t second)
{
    if (pairs->count * 2 >= pairs->n_slots && !grow_slots(pairs)) {
        return GLN_NO_ID;
    }
    uint64_t key = (uint64_t)first << 32 | second;
    size_t mask = pairs->n_slots - 1;
    size_t at = hash_of(key) & mask;
    while (pairs->slots[at]) {
        if (pairs->keys[pairs->slots[at] - 1] == key) {
            return pairs->slots[at] - 1;
        }
        at = (at + 1) & mask;
    }
    if (pairs->count >= GLN_NO_ID - 1) {
        return GLN_NO_ID;
    }
    uint64_t *keys = gln_memory__grown(pairs->keys, &pairs->capacity, pairs->count + 1, sizeof *keys);
    if (!keys) {
        return GLN_NO_ID;
    }
    pairs->keys = keys;
    pairs->keys[pairs->count] = key;
    pairs->slots[at] = (uint32_t)++pairs->count;
    return (uint32_t)pairs->count - 1;
}

static int by_key(const void *a, const void *b)
{
    const gln_keyed *x = a, *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

void gln_keyed__sort(gln_keyed *items, size_t n)
{
    qsort(items, n, sizeof *items, by_key);
}
