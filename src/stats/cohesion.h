/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Whether a run of characters is a word: how its parts hold together, and how free its ends are.
 *
 * Undefined numbers are NaN. Pure functions, thread safe. */
#ifndef GLN_STATS_COHESION_H
#define GLN_STATS_COHESION_H

#include <stddef.h>
#include <stdint.h>

/** An n-gram: its hits and all n-grams of that length. */
typedef struct gln_ngram {
    double count, total;
} gln_ngram;

/** log2(p(ab)/(p(a) p(b))) of one split; the least over all splits is the cohesion of a run (Sproat and Shih 1990). */
double gln_cohesion__split(gln_ngram whole, gln_ngram left, gln_ngram right);

/** Entropy in bits of what stands beside a run (Huang and Powers 2003), plug-in: distinct neighbours by their counts,
 * and `single` further ones that each occur once. 0 where nothing does. */
double gln_cohesion__branching(const uint64_t *neighbours, size_t n, double single);

#endif
