/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of two or three neighbouring Han characters: how much of one text stands in others. */
#ifndef GLN_CORPUS_CHAR_GRAMS_H
#define GLN_CORPUS_CHAR_GRAMS_H

#include "guanlan/slice.h"

#include <stdint.h>

enum { GLN_GRAM_SLOTS = 4096, GLN_GRAM_BYTES = 6000 };

/* The distinct runs of a text. */
typedef struct gln_grams {
    uint32_t
        slots[GLN_GRAM_SLOTS]; /* 30 bits of a run's hash, the lowest bit set; the highest once it is met; 0: free */
    size_t mask;
    unsigned length; /* characters of a run */
    size_t own;
    size_t met; /* of these, in other texts too */
} gln_grams;

/* The runs of `length` (2 or 3) characters of the text; what lies beyond its first GLN_GRAM_BYTES is not looked at. */
void gln_grams__of(gln_grams *runs, gln_slice text, unsigned length);

/* Notes which of the runs stand in another text. */
void gln_grams__meet(gln_grams *runs, gln_slice text);

/* The share of the runs that were met; 0 where there are none. */
double gln_grams__share(const gln_grams *runs);

#endif
