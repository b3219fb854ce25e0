/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random integers that are the same on every machine: the Mersenne twister MT19937 (Matsumoto and Nishimura 1998) as
 * GSL has it, one generator per task, seeded from (master seed, term, test), never from the environment.
 *
 * Integer draws only: no floating point enters, so a permutation is the same wherever it is drawn. A generator belongs
 * to one thread at a time; different generators are independent of each other. */
#ifndef GLN_STATS_RNG_H
#define GLN_STATS_RNG_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#include <stdint.h>

/* The generator's name for provenance. */
#define GLN_RNG_NAME "mt19937"

typedef struct gln_rng gln_rng;

/* The seed of a task: FNV-1a (64 bits, offset 14695981039346656037, prime 1099511628211) over the eight bytes of the
 * master seed, least first, then the bytes of term, a byte 0xFF (which no UTF-8 text holds), the bytes of test; then
 * the finalizer of splitmix64 (Steele, Lea and Flood 2014); then the lower 32 bits, 1 in place of 0, since MT19937
 * takes 32. */
uint32_t gln_rng__seed(uint64_t master, gln_slice term, gln_slice test);

/* A generator; *out is the caller's, to be freed. Seed 0 is the default seed 4357, as in GSL. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_rng__new(uint32_t seed, gln_rng **out, gln_error *err);
void gln_rng__free(gln_rng *rng);

/* Starts the sequence of the seed anew, without allocating. */
void gln_rng__reseed(gln_rng *rng, uint32_t seed);

/* The next 32 bits. */
uint32_t gln_rng__next(gln_rng *rng);

/* Uniform in [0, n), n >= 1, without bias. Below 2^32 this is gsl_rng_uniform_int (one draw, rarely more); above, two
 * draws make 64 bits and the excess is rejected. n = 0 gives 0. */
uint64_t gln_rng__below(gln_rng *rng, uint64_t n);

/* Fisher and Yates' shuffle in the order of gsl_ran_shuffle (from the last item down). O(n). */
void gln_rng__shuffle(gln_rng *rng, uint32_t *items, size_t n);

#endif
