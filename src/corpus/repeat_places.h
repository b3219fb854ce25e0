/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quick look for repeats: which lines of a page may stand in which others. */
#ifndef GLN_CORPUS_REPEAT_PLACES_H
#define GLN_CORPUS_REPEAT_PLACES_H

#include "corpus/page.h"

enum { GLN_MOST_CANDIDATES = 4 };

/* A place of a line where text can be told by: its beginning, what stands behind a punctuation mark, and some
 * characters chosen by what they are, so that a copy is told by the same places. */
typedef struct gln_place {
    uint32_t hash; /* of 16 bytes from here on */
    uint32_t line; /* of the page */
    uint32_t next; /* place + 1 in the same slot, 0 for none */
    bool shared;   /* another line has a place of the same hash */
} gln_place;

/* The places of a line: [from, end). */
typedef struct gln_placed_line {
    uint32_t line;
    uint32_t from;
    uint32_t end;
} gln_placed_line;

typedef struct gln_places {
    gln_place *places; /* line by line */
    size_t n;
    size_t capacity;
    gln_placed_line *lines;
    size_t n_lines;
    uint32_t *slots; /* place + 1, 0 for free */
    size_t mask;
} gln_places;

/* The places of all body lines of at least `shortest` characters, starting from zeroes. In time proportional to the
 * text. */
GLN_MUST_USE gln_status gln_places__find(gln_places *places, const gln_page *page, uint32_t shortest, gln_error *err);

/* The lines in which at least half of the places (of some of them, where there are many) of places->lines[i] stand: the
 * best first, the earlier of equals. Returns how many. */
size_t gln_places__candidates(const gln_places *places, size_t i, size_t best[GLN_MOST_CANDIDATES]);

void gln_places__free(gln_places *places);

#endif
