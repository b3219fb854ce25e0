/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a text was cut as it was. */
#ifndef GLN_TEXT_EXPLAIN_H
#define GLN_TEXT_EXPLAIN_H

#include "guanlan/analyzer.h"

/* A stretch that could be a word: bytes of the text. Costs are in 1/64 bit: the word's own, and of the cheapest path
 * from its start to the end of its run of ideographs that begins with it; more is what that path costs above the
 * cheapest of all from there. */
typedef struct gln_stretch {
    uint32_t start;
    uint32_t end;
    bool costed; /* false for tokens that no cost decides: the user's, other scripts, joined ones */
    bool user;
    bool won;
    bool reached; /* a token starts where it does */
    int reason;   /* gln_reason, where costed */
    uint64_t cost;
    uint64_t path;
    uint64_t more;
} gln_stretch;

/* Cuts the text and gives all candidates, ordered by start and end; borrowed until the segmenter is used again. */
GLN_MUST_USE gln_status gln_segmenter__explain(gln_segmenter *segmenter, gln_slice text, const gln_stretch **candidates,
                                               size_t *n, gln_error *err);

/* Static texts. */
const char *gln_stretch__kind(const gln_stretch *candidate);
const char *gln_stretch__why(const gln_stretch *candidate);

#endif
