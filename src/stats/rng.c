/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/rng.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <gsl/gsl_rng.h>
#include <stdlib.h>

struct gln_rng {
    gsl_rng *state;
};

static uint64_t fnv_bytes(uint64_t hash, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static uint64_t fnv_slice(uint64_t hash, gln_slice s)
{
    return s.len ? fnv_bytes(hash, (const unsigned char *)s.ptr, s.len) : hash;
}

uint32_t gln_rng__seed(uint64_t master, gln_slice term, gln_slice test)
{
    static const unsigned char separator = 0xFF;
    unsigned char bytes[8];
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)(master >> (8 * i));
    }
    uint64_t hash = fnv_bytes(UINT64_C(14695981039346656037), bytes, sizeof bytes);
    hash = fnv_slice(hash, term);
    hash = fnv_bytes(hash, &separator, 1);
    hash = fnv_slice(hash, test);
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94D049BB133111EB);
    hash ^= hash >> 31;
    uint32_t seed = (uint32_t)(hash & UINT32_MAX);
    return seed ? seed : 1;
}

gln_status gln_rng__new(uint32_t seed, gln_rng **out, gln_error *err)
{
    gln_stats__init();
    gln_rng *rng = gln_memory__zeroed(1, sizeof *rng);
    if (!rng) {
        return gln_error__nomem(err);
    }
    rng->state = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng->state) {
        free(rng);
        return gln_error__nomem(err);
    }
    gsl_rng_set(rng->state, seed);
    *out = rng;
    return GLN_OK;
}

void gln_rng__free(gln_rng *rng)
{
    if (rng) {
        gsl_rng_free(rng->state);
        free(rng);
    }
}

void gln_rng__reseed(gln_rng *rng, uint32_t seed)
{
    gsl_rng_set(rng->state, seed);
}

uint32_t gln_rng__next(gln_rng *rng)
{
    return (uint32_t)gsl_rng_get(rng->state);
}

uint64_t gln_rng__below(gln_rng *rng, uint64_t n)
{
    if (n <= 1) {
        return 0;
    }
    if (n <= UINT32_MAX) {
        return gsl_rng_uniform_int(rng->state, (unsigned long)n);
    }
    uint64_t excess = (UINT64_MAX - n + 1) % n; /* 2^64 mod n */
    for (;;) {
        uint64_t high = gln_rng__next(rng);
        uint64_t draw = (high << 32) | gln_rng__next(rng);
        if (draw <= UINT64_MAX - excess) {
            return draw % n;
        }
    }
}

void gln_rng__shuffle(gln_rng *rng, uint32_t *items, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)gln_rng__below(rng, i);
        uint32_t item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}
