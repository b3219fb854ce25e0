/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of an article to find its copies: shingles (Broder 1997) and the smallest of them.
 *
 * Units are characters of scripts written without spaces, and words of all others, of normalized text; punctuation and
 * space are nothing, and paragraphs run on, since reprints break them elsewhere. A character weighs 3, a word 5; a
 * shingle begins at each unit and is the shortest run from there that weighs GLN_SHINGLE_WEIGHT: three words, five
 * characters, or some of both. A shingle is known by 32 bits of a fixed hash.
 *
 * The sketch is the GLN_SKETCH_SIZE smallest hashes (Broder's bottom sketch): a sample of the shingles, the same for
 * both of two articles up to the smaller of their largest hashes. Where an article has no more shingles than that, the
 * sketch is all of them and what is computed is exact; else a Jaccard index J that K shared places tell of has the
 * standard error sqrt(J (1 - J) / K). */
#ifndef GLN_CORPUS_REUSE_SKETCH_H
#define GLN_CORPUS_REUSE_SKETCH_H

#include "core/arena.h"

enum { GLN_SHINGLE_CHAR = 3, GLN_SHINGLE_WORD = 5, GLN_SHINGLE_WEIGHT = 15, GLN_SKETCH_SIZE = 256 };

/* One thread's scratch for the shingles of one text. */
typedef struct gln_shingler {
    uint64_t *units; /* hashes; the lowest bit tells a word */
    size_t n_units;
    size_t unit_capacity;
    uint32_t *set; /* the distinct shingles, ascending */
    size_t n_set;
    size_t set_capacity;
    uint32_t *scratch;
    size_t scratch_capacity;
} gln_shingler;

#define GLN_SHINGLER_INIT                                                                                              \
    {                                                                                                                  \
        0                                                                                                              \
    }

void gln_shingler__clear(gln_shingler *shingler); /* frees */
void gln_shingler__start(gln_shingler *shingler); /* forgets the text before */

/* Adds normalized text behind what there is; false on want. A text's end ends a word. */
bool gln_shingler__add(gln_shingler *shingler, gln_slice text);

/* Makes the set of the shingles of at least that weight; false on want. Cost: linear. */
bool gln_shingler__finish(gln_shingler *shingler, unsigned weight);

typedef struct gln_sketch {
    uint64_t body;       /* hash of all units in their order: equal for equal texts */
    uint32_t n_shingles; /* distinct ones */
    uint32_t n;          /* in the sketch */
    uint32_t reach;      /* the sketch knows all hashes up to this one; UINT32_MAX: all there are */
    uint32_t *items;     /* ascending */
} gln_sketch;

/* The sketch of a finished shingler, its items in the arena; false on want. */
bool gln_shingler__sketch(const gln_shingler *shingler, gln_arena *arena, gln_sketch *out);

/* How far two articles agree. */
typedef struct gln_overlap {
    double jaccard;     /* |A and B| / |A or B| */
    double containment; /* |A and B| / |the smaller of the two| */
    double a_in_b;      /* |A and B| / |A| */
    double shared;      /* |A and B|, estimated where the sketches are samples */
    uint32_t seen;      /* shingles of both sketches that this was seen in */
    bool exact;
} gln_overlap;

/* Over the part of the hashes that both sketches know all about. Without shingles all shares are 0. */
gln_overlap gln_sketch__compare(const gln_sketch *a, const gln_sketch *b);

/* Similarity at which a pair becomes a candidate as likely as not, about: (1/b)^(1/r) for b bands of r minima. */
double gln_reuse__lsh_threshold(double bands, double rows);

#endif
