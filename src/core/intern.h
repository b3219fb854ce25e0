/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interning: a text gets the same small number each time. Numbers are given in order of first appearance, so nothing
 * that is written out may depend on them without sorting. */
#ifndef GLN_CORE_INTERN_H
#define GLN_CORE_INTERN_H

#include "core/arena.h"

#define GLN_NO_ID UINT32_MAX

typedef struct gln_intern {
    gln_arena arena;
    gln_slice *items; /* by id */
    size_t count;
    size_t capacity;
    uint64_t *slots; /* open addressing; half of the hash above id + 1, so that a look at it tells most; 0 is free */
    size_t n_slots;  /* a power of two */
} gln_intern;

void gln_intern__clear(gln_intern *intern);

/* The id of s, a new one where s is new; GLN_NO_ID on want. */
uint32_t gln_intern__add(gln_intern *intern, gln_slice s);

/* The id of s, or GLN_NO_ID. */
uint32_t gln_intern__find(const gln_intern *intern, gln_slice s);

/* ids ordered by the bytes of their texts, in a new array of `count` to be freed; NULL on want. */
uint32_t *gln_intern__sorted(const gln_intern *intern);

/* The fixed 64-bit hash that interning uses (wyhash-like mixing; the same on every machine). */
uint64_t gln_hash__bytes(gln_slice s);

#endif
