/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/arena.h"

#include <stdlib.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

struct gln_arena_block {
    struct gln_arena_block *next;
    size_t size;
    _Alignas(ALIGNMENT) char data[];
};

void gln_arena__clear(gln_arena *arena)
{
    struct gln_arena_block *block = arena->head;
    while (block) {
        struct gln_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (gln_arena)GLN_ARENA_INIT;
}

void gln_arena__reset(gln_arena *arena)
{
    struct gln_arena_block *keep = arena->head;
    if (keep && keep->size > LARGEST_BLOCK) {
        gln_arena__clear(arena);
    } else if (keep) {
        arena->head = keep->next;
        gln_arena__clear(arena);
        keep->next = NULL;
        arena->head = keep;
    }
    arena->used = 0;
}

/* Room for bytes that begins at a multiple of the alignment; NULL on want. */
static char *take(gln_arena *arena, size_t bytes, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (!arena->head || start > arena->head->size || arena->head->size - start < bytes) {
        size_t want = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
        if (want > LARGEST_BLOCK) {
            want = LARGEST_BLOCK;
        }
        if (want < bytes) {
            want = bytes;
        }
        size_t total;
        if (!gln_size__add(want, sizeof(struct gln_arena_block), &total)) {
            return NULL;
        }
        struct gln_arena_block *block = malloc(total);
        if (!block) {
            return NULL;
        }
        block->next = arena->head;
        block->size = want;
        arena->head = block;
        start = 0;
    }
    arena->used = start + bytes;
    return arena->head->data + start;
}

void *gln_arena__array(gln_arena *arena, size_t n, size_t size)
{
    size_t bytes;
    if (!gln_size__mul(n, size, &bytes)) {
        return NULL;
    }
    char *piece = take(arena, bytes, ALIGNMENT);
    return piece ? memset(piece, 0, bytes) : NULL;
}

gln_slice gln_arena__copy(gln_arena *arena, gln_slice s)
{
    size_t bytes;
    if (!gln_size__add(s.len, 1, &bytes)) {
        return (gln_slice){NULL, 0};
    }
    char *copy = take(arena, bytes, 1);
    if (!copy) {
        return (gln_slice){NULL, 0};
    }
    if (s.len) {
        memcpy(copy, s.ptr, s.len);
    }
    copy[s.len] = '\0';
    return (gln_slice){copy, s.len};
}
