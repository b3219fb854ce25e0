/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked sizes and growing arrays. */
#ifndef GLN_CORE_MEMORY_H
#define GLN_CORE_MEMORY_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

/* a * b into *out; false on overflow. */
static inline bool gln_size__mul(size_t a, size_t b, size_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

/* a + b into *out; false on overflow. */
static inline bool gln_size__add(size_t a, size_t b, size_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}

/* Memory for n items of the size, not set; NULL on overflow or want. n = 0 gives one item. */
void *gln_memory__array(size_t n, size_t size);

/* The same, zeroed. */
void *gln_memory__zeroed(size_t n, size_t size);

/* items grown so that `need` of them fit, by doubling; *capacity is updated. NULL on want, items then unchanged:
 *     T *grown = gln_memory__grown(v->items, &v->capacity, v->count + 1, sizeof *v->items); */
void *gln_memory__grown(void *items, size_t *capacity, size_t need, size_t size);

/* A terminated copy of the slice, to be freed; NULL on want. */
char *gln_memory__string(gln_slice s);

/* Sets the error that memory ran out. */
gln_status gln_error__nomem(gln_error *err);

#endif
