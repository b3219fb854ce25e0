/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matcher's pass over one segment of an article, for those who look at the article as a whole: concepts whose `near`
 * must stand somewhere in the article are settled once all segments are matched. */
#ifndef GLN_TEXT_MATCHER_NEAR_H
#define GLN_TEXT_MATCHER_NEAR_H

#include "guanlan/matcher.h"

/* The `near` strings of one concept in one segment: the first end and the last start of them. A hit has one beside it
 * where one ends before it or starts behind it. */
typedef struct gln_near {
    uint32_t term;
    uint32_t segment;
    uint32_t first_end;
    uint32_t last_start;
} gln_near;

typedef struct gln_near_list {
    gln_near *items;
    size_t n;
    size_t capacity;
} gln_near_list;

/* gln_matcher_run on a segment of an article, a text that the segmenter has cut, so that it is known to be UTF-8. Hits
 * of concepts whose `near` is of the article are all kept, and what is near in this segment is appended to nears; with
 * nears NULL the text is the whole article. */
GLN_MUST_USE gln_status gln_matcher__run(const gln_matcher *matcher, gln_segmenter *segmenter, gln_slice text,
                                         const gln_token *tokens, size_t n_tokens, uint32_t segment,
                                         gln_near_list *nears, const gln_hit **hits, size_t *n_hits, gln_error *err);

/* Whether the matcher has such concepts. */
bool gln_matcher__needs_article(const gln_matcher *matcher);

/* Sorts what was appended for all segments; then whether a hit of a segment is kept. */
void gln_near_list__sort(gln_near_list *nears);
bool gln_near_list__keeps(const gln_near_list *nears, const gln_matcher *matcher, uint32_t segment, const gln_hit *hit);

/* What tells two terms of any matchers apart: the term as it was given; for a concept its definition too. Borrowed. */
gln_slice gln_matcher__key(const gln_matcher *matcher, size_t term);

/* Whether it looks for whole tokens (GLN_MATCH_WORD). */
bool gln_matcher__is_whole(const gln_matcher *matcher);

#endif
