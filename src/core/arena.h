/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An arena: many small pieces that die together. */
#ifndef GLN_CORE_ARENA_H
#define GLN_CORE_ARENA_H

#include "core/memory.h"

typedef struct gln_arena {
    struct gln_arena_block *head;
    size_t used; /* in head */
} gln_arena;

#define GLN_ARENA_INIT                                                                                                 \
    {                                                                                                                  \
        NULL, 0                                                                                                        \
    }

/* Frees everything and makes the arena empty again. */
void gln_arena__clear(gln_arena *arena);

/* Frees everything but one block, which the next pieces reuse; what a single huge piece took is freed too. */
void gln_arena__reset(gln_arena *arena);

/* n items of the size, zeroed, aligned for any type; NULL on overflow or want. */
void *gln_arena__array(gln_arena *arena, size_t n, size_t size);

/* A terminated copy; {NULL, 0} on want (a copy of an empty slice has a pointer). */
gln_slice gln_arena__copy(gln_arena *arena, gln_slice s);

#endif
