/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for reading a file, kept from one file to the next: one for each thread that reads at the same time. */
#ifndef GLN_CORPUS_SCRATCH_H
#define GLN_CORPUS_SCRATCH_H

#include "core/arena.h"
#include "core/buffer.h"

#include <pthread.h>

typedef struct gln_scratch {
    struct gln_scratch *next;
    gln_buffer bytes;
    gln_buffer text;
    gln_arena arena;
} gln_scratch;

typedef struct gln_scratch_pool {
    pthread_mutex_t lock;
    gln_scratch *idle;
} gln_scratch_pool;

/* NULL on want. */
gln_scratch_pool *gln_scratch_pool__new(void);
void gln_scratch_pool__free(gln_scratch_pool *pool); /* NULL is fine; nothing may be taken */

/* Room that nobody else has, all of it empty; NULL on want. Any thread may ask. */
gln_scratch *gln_scratch__take(gln_scratch_pool *pool);

/* Gives it back; what a large file took is freed. NULL is fine. */
void gln_scratch__give(gln_scratch_pool *pool, gln_scratch *scratch);

#endif
