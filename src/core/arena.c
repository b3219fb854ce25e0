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
    if (keep) {
        arena->head = keep->next;
        gln_arena__clear(arena);
        keep->next = NULL;
        arena->head = keep;
    }
    arena->used = 0;
}

void *gln_arena__array(gln_arena *arena, size_t n, size_t size)
{
    size_t bytes;
    if (!gln_size__mul(n, size, &bytes) || !gln_size__add(bytes, ALIGNMENT - 1, &bytes)) {
        return NULL;
    }
    bytes &= ~(size_t)(ALIGNMENT - 1);
    if (!arena->head || arena->head->size - arena->used < bytes) {
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
        arena->used = 0;
    }
    char *piece = arena->head->data + arena->used;
    arena->used += bytes;
    memset(piece, 0, bytes);
    return piece;
}

gln_slice gln_arena__copy(gln_arena *arena, gln_slice s)
{
    size_t bytes;
    if (!gln_size__add(s.len, 1, &bytes)) {
        return (gln_slice){NULL, 0};
    }
    char *copy = gln_arena__array(arena, bytes, 1);
    if (!copy) {
        return (gln_slice){NULL, 0};
    }
    if (s.len) {
        memcpy(copy, s.ptr, s.len);
    }
    return (gln_slice){copy, s.len};
}
