/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/memory.h"

#include <stdlib.h>

void *gln_memory__array(size_t n, size_t size)
{
    size_t bytes;
    if (!gln_size__mul(n ? n : 1, size, &bytes)) {
        return NULL;
    }
    return malloc(bytes);
}

void *gln_memory__zeroed(size_t n, size_t size)
{
    return calloc(n ? n : 1, size);
}

void *gln_memory__grown(void *items, size_t *capacity, size_t need, size_t size)
{
    if (items && need <= *capacity) {
        return items;
    }
    size_t want = *capacity ? *capacity : 8;
    while (want < need) {
        if (!gln_size__mul(want, 2, &want)) {
            return NULL;
        }
    }
    size_t bytes;
    if (!gln_size__mul(want, size, &bytes)) {
        return NULL;
    }
    void *grown = realloc(items, bytes);
    if (grown) {
        *capacity = want;
    }
    return grown;
}

char *gln_memory__string(gln_slice s)
{
    size_t bytes;
    if (!gln_size__add(s.len, 1, &bytes)) {
        return NULL;
    }
    char *copy = malloc(bytes);
    if (copy) {
        if (s.len) {
            memcpy(copy, s.ptr, s.len);
        }
        copy[s.len] = '\0';
    }
    return copy;
}

gln_status gln_error__nomem(gln_error *err)
{
    return gln_error_set(err, GLN_ERR_NOMEM, "memory ran out");
}
