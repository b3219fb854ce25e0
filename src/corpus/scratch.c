/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/scratch.h"

#include <stdlib.h>

enum { LARGEST_KEPT = 1 << 20 };

gln_scratch_pool *gln_scratch_pool__new(void)
{
    gln_scratch_pool *pool = gln_memory__zeroed(1, sizeof *pool);
    if (pool && pthread_mutex_init(&pool->lock, NULL) != 0) {
        free(pool);
        pool = NULL;
    }
    return pool;
}

void gln_scratch_pool__free(gln_scratch_pool *pool)
{
    if (!pool) {
        return;
    }
    while (pool->idle) {
        gln_scratch *scratch = pool->idle;
        pool->idle = scratch->next;
        gln_buffer__free(&scratch->bytes);
        gln_buffer__free(&scratch->text);
        gln_arena__clear(&scratch->arena);
        free(scratch);
    }
    (void)pthread_mutex_destroy(&pool->lock);
    free(pool);
}

gln_scratch *gln_scratch__take(gln_scratch_pool *pool)
{
    (void)pthread_mutex_lock(&pool->lock);
    gln_scratch *scratch = pool->idle;
    pool->idle = scratch ? scratch->next : NULL;
    (void)pthread_mutex_unlock(&pool->lock);
    return scratch ? scratch : gln_memory__zeroed(1, sizeof *scratch);
}

static void empty(gln_buffer *buffer)
{
    gln_buffer__clear(buffer);
    if (buffer->capacity > LARGEST_KEPT) {
        gln_buffer__free(buffer);
    }
}

void gln_scratch__give(gln_scratch_pool *pool, gln_scratch *scratch)
{
    if (!scratch) {
        return;
    }
    empty(&scratch->bytes);
    empty(&scratch->text);
    gln_arena__reset(&scratch->arena);
    (void)pthread_mutex_lock(&pool->lock);
    scratch->next = pool->idle;
    pool->idle = scratch;
    (void)pthread_mutex_unlock(&pool->lock);
}
