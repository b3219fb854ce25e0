/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of two or three neighbouring Han characters: how much of one text stands in others. */
#ifndef GLN_CORPUS_RUNS_H
#define GLN_CORPUS_RUNS_H

#include "guanlan/slice.h"

#include <stdint.h>

enum { GLN_RUN_SLOTS = 4096, GLN_RUN_BYTES = 6000 };

/* The distinct runs of a text. */
typedef struct gln_runs {
    uint32_t
        slots[GLN_RUN_SLOTS]; /* 30 bits of a run's hash, the lowest bit set; the highest once it is met; 0: free */
    size_t mask;
    unsigned length; /* characters of a run */
    size_t own;
    size_t met; /* of these, in other texts too */
} gln_runs;

/* The runs of `length` (2 or 3) characters of the text; what lies beyond its first GLN_RUN_BYTES is not looked at. */
void gln_runs__of(gln_runs *runs, gln_slice text, unsigned length);

/* Notes which of the runs stand in another text. */
void gln_runs__meet(gln_runs *runs, gln_slice text);

/* The share of the runs that were met; 0 where there are none. */
double gln_runs__share(const gln_runs *runs);

#endif
