/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intern.h"

#include <stdlib.h>

static uint64_t mix(uint64_t x)
{
    /* the finalizer of splitmix64 (Steele, Lea, Flood 2014) */
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++) {
        word |= (uint64_t)p[i] << (8 * i); /* the same on big and little endian */
    }
    return word;
}

uint64_t gln_hash__bytes(gln_slice s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n = s.len;
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)n;
    for (; n >= 8; n -= 8, p += 8) {
        h = mix(h ^ load(p, 8));
    }
    return n ? mix(h ^ load(p, n) ^ ((uint64_t)n << 56)) : mix(h);
}

void gln_intern__clear(gln_intern *intern)
{
    gln_arena__clear(&intern->arena);
    free(intern->items);
    free(intern->slots);
    memset(intern, 0, sizeof *intern);
}

/* A slot: the lower half of the hash, by which it is found, and id + 1. */
static uint64_t slot_for(uint32_t hash, size_t id)
{
    return (uint64_t)hash << 32 | (uint32_t)(id + 1);
}

static uint32_t id_of(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

static size_t slot_of(const gln_intern *intern, gln_slice s, uint32_t hash)
{
    size_t mask = intern->n_slots - 1;
    size_t at = hash & mask;
    while (intern->slots[at]) {
        uint64_t slot = intern->slots[at];
        if ((uint32_t)(slot >> 32) == hash && gln_slice_equal(intern->items[id_of(slot)], s)) {
            break;
        }
        at = (at + 1) & mask;
    }
    return at;
}

static bool grow_slots(gln_intern *intern)
{
    size_t n = intern->n_slots ? intern->n_slots * 2 : 256;
    uint64_t *slots = gln_memory__zeroed(n, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < intern->n_slots; i++) {
        uint64_t slot = intern->slots[i];
        if (slot) {
            size_t at = (size_t)(slot >> 32) & (n - 1);
            while (slots[at]) {
                at = (at + 1) & (n - 1);
            }
            slots[at] = slot;
        }
    }
    free(intern->slots);
    intern->slots = slots;
    intern->n_slots = n;
    return true;
}

uint32_t gln_intern__find(const gln_intern *intern, gln_slice s)
{
    if (!intern->n_slots) {
        return GLN_NO_ID;
    }
    uint64_t slot = intern->slots[slot_of(intern, s, (uint32_t)gln_hash__bytes(s))];
    return slot ? id_of(slot) : GLN_NO_ID;
}

uint32_t gln_intern__add(gln_intern *intern, gln_slice s)
{
    if (intern->count * 2 >= intern->n_slots && !grow_slots(intern)) {
        return GLN_NO_ID;
    }
    uint32_t hash = (uint32_t)gln_hash__bytes(s);
    size_t at = slot_of(intern, s, hash);
    if (intern->slots[at]) {
        return id_of(intern->slots[at]);
    }
    if (intern->count >= GLN_NO_ID - 1) {
        return GLN_NO_ID;
    }
    gln_slice *items = gln_memory__grown(intern->items, &intern->capacity, intern->count + 1, sizeof *items);
    if (!items) {
        return GLN_NO_ID;
    }
    intern->items = items;
    gln_slice copy = gln_arena__copy(&intern->arena, s);
    if (!copy.ptr) {
        return GLN_NO_ID;
    }
    uint32_t id = (uint32_t)intern->count++;
    intern->items[id] = copy;
    intern->slots[at] = slot_for(hash, id);
    return id;
}

static int by_text(const void *a, const void *b, void *context)
{
    const gln_intern *intern = context;
    return gln_slice_compare(intern->items[*(const uint32_t *)a], intern->items[*(const uint32_t *)b]);
}

uint32_t *gln_intern__sorted(const gln_intern *intern)
{
    uint32_t *ids = gln_memory__array(intern->count, sizeof *ids);
    if (ids) {
        for (size_t i = 0; i < intern->count; i++) {
            ids[i] = (uint32_t)i;
        }
        union {
            const gln_intern *in;
            void *out;
        } context = {intern};
        qsort_r(ids, intern->count, sizeof *ids, by_text, context.out);
    }
    return ids;
}
