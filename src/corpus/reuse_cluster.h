/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From sketches to clusters of copies, on plain arrays: standing text is taken out, candidates are found by
 * locality-sensitive hashing (Indyk & Motwani 1998) inside a window of days, each is compared, and the pairs that pass
 * are joined.
 *
 * Minima: h_i(x) = a_i x + b_i modulo 2^32 over the items of a sketch, i = 1 ... 64, with a_i (odd) and b_i drawn from
 * splitmix64 seeded with "guanlan1"; the chance that two sets have the same minimum is their Jaccard index J (Broder
 * 1997), so K minima estimate it with the standard error sqrt(J (1 - J) / K). Bands of 2 minima, 32 of them: a pair is
 * a candidate with the chance 1 - (1 - J^2)^32, which is 0.87 at J = 0.25, 0.95 at 0.3, 0.999 at 0.45, 0.28 at 0.1 and
 * 0.003 at 0.01. */
#ifndef GLN_CORPUS_REUSE_CLUSTER_H
#define GLN_CORPUS_REUSE_CLUSTER_H

#include "corpus/reuse_sketch.h"

enum {
    GLN_REUSE_BANDS = 32,
    GLN_REUSE_ROWS = 2,
    GLN_REUSE_LOOK_BACK = 64,      /* articles before it in a bucket that one is compared to: keeps the cost linear */
    GLN_REUSE_LEAST = 16,          /* shingles, standing ones apart, below which an article tells nothing */
    GLN_REUSE_LEAST_PARTIAL = 40,  /* shared shingles that a partial reprint must have at least */
    GLN_REUSE_STANDING_ISSUES = 8, /* a shingle is standing text of a paper when it is in as many of its issues ... */
};

#define GLN_REUSE_STANDING_SHARE 0.05 /* ... and in more than this share of them */
#define GLN_REUSE_CONTAINMENT 0.6     /* of the shorter one in the longer, for a partial reprint */

/* An article. Items are in order of day, and those of an issue stand together. */
typedef struct gln_reuse_item {
    int64_t day;
    uint32_t paper; /* a number below n_papers */
    uint32_t issue;
    gln_sketch *sketch;
} gln_reuse_item;

/* Drops standing shingles from all sketches: those that recur in many issues of one paper (programme listings,
 * colophons, set phrases). *n_standing is how many. Cost: linear in time for a given number of slices of the hashes;
 * memory is bounded: 32 MB besides the numbers of issues. */
GLN_MUST_USE gln_status gln_reuse__drop_standing(const gln_reuse_item *items, size_t n, size_t n_papers,
                                                 uint64_t *n_standing, gln_error *err);

/* Whether two articles are copies of one text: J >= threshold, or GLN_REUSE_CONTAINMENT of the shorter is in the
 * longer. */
bool gln_reuse__accepts(const gln_overlap *overlap, double threshold);

/* root[i] becomes the first item of i's cluster: the connected components of the accepted pairs at most window_days
 * apart. Cost: O(n log n) time for the sorting of buckets, 16 n bytes. */
GLN_MUST_USE gln_status gln_reuse__cluster(const gln_reuse_item *items, size_t n, int64_t window_days, double threshold,
                                           uint32_t *root, gln_error *err);

/* A pair is a candidate with this chance. */
double gln_reuse__candidate_chance(double jaccard);

/* The estimate of J by all the minima of two sketches (for the tests of the minima). */
double gln_reuse__minhash(const gln_sketch *a, const gln_sketch *b);

#endif
