/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected counts of the lexicon's words in texts: the E step of expectation-maximization over the lattice. An analyzer
 * with a tally adds to it whatever its segmenters cut; sums are integers, so no order of texts or threads changes them.
 */
#ifndef GLN_TEXT_TALLY_H
#define GLN_TEXT_TALLY_H

#include "text/lexicon_image.h"

#include <stdatomic.h>

enum { GLN_TALLY_ROOTS = 64, GLN_TALLY_ONE_BITS = 32 };

/* One occurrence, as it is summed. */
#define GLN_TALLY_ONE (UINT64_C(1) << GLN_TALLY_ONE_BITS)

typedef struct gln_tally {
    _Atomic uint64_t *counts; /* by node, in units of 1 / GLN_TALLY_ONE */
    _Atomic uint64_t bits;    /* -log2 of the likelihood of all runs, in 1/64 */
    _Atomic uint64_t characters;
    double roots[GLN_TALLY_ROOTS]; /* 2^(-k/64) */
} gln_tally;

/* A place between two characters of a run while it is tallied: the sum over all ways from there to the run's end, as a
 * multiple mantissa * 2^exponent of the best one, and the probability that a word begins there. */
typedef struct gln_tally_place {
    double mantissa;
    int64_t exponent;
    double visited;
} gln_tally_place;

GLN_MUST_USE gln_status gln_tally__init(gln_tally *tally, uint32_t n_nodes, gln_error *err);
void gln_tally__clear(gln_tally *tally);

/* 2^(-cost/64). */
double gln_tally__probability(const gln_tally *tally, uint64_t cost);

#endif
