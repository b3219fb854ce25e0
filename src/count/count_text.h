/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article cut once for all counters: its segments (each headline line, each paragraph) with their tokens, their
 * words and sentences, and the hits of a matcher. One thread's scratch: everything in it is borrowed until the next
 * article is prepared. */
#ifndef GLN_COUNT_TEXT_H
#define GLN_COUNT_TEXT_H

#include "guanlan/matcher.h"
#include "guanlan/selection.h"
#include "text/matcher_near.h"

/* A token that is counted: a word or a number. */
typedef struct gln_text_word {
    uint32_t start;
    uint32_t len;
    uint32_t sentence; /* within its segment, from 0; every sentence holds a word */
    uint32_t entry;    /* of the token */
    bool number;
} gln_text_word;

typedef struct gln_text_segment {
    gln_slice text;
    bool headline;
    size_t index;            /* of the headline line or paragraph */
    const gln_token *tokens; /* all of them */
    size_t n_tokens;
    const gln_text_word *words;
    size_t n_words;
    uint64_t n_chars;    /* of the words */
    const gln_hit *hits; /* of the matcher last matched */
    size_t n_hits;
} gln_text_segment;

typedef struct gln_article_text {
    gln_segmenter *segmenter;   /* made at first use */
    const volatile int *cancel; /* not 0: the caller wants no more; may be NULL */
    const gln_analyzer *analyzer;
    const gln_issue *issue;
    const gln_article *article;
    gln_text_segment *segments; /* of the article's parts that were asked for */
    size_t n_segments;
    size_t segment_capacity;
    gln_token *tokens; /* of all segments */
    size_t n_tokens;
    size_t token_capacity;
    gln_text_word *words;
    size_t n_words;
    size_t word_capacity;
    const gln_matcher *matched; /* whose hits are there, or NULL */
    gln_hit *hits;
    size_t n_hits;
    size_t hit_capacity;
    gln_near_list nears; /* scratch */
} gln_article_text;

#define GLN_ARTICLE_TEXT_INIT                                                                                          \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* Frees everything. */
void gln_article_text__clear(gln_article_text *text);

/* Names the article and leaves it without segments. */
void gln_article_text__name(gln_article_text *text, const gln_issue *issue, const gln_article *article);

/* Cuts the part of the named article; with `numbered` tokens have their entries. A text is used with one analyzer only.
 * Cost: one segmentation. */
GLN_MUST_USE gln_status gln_article_text__cut(gln_article_text *text, const gln_analyzer *analyzer, gln_part part,
                                              bool numbered, gln_error *err);

/* Finds the matcher's hits in all segments, unless they are there already. */
GLN_MUST_USE gln_status gln_article_text__match(gln_article_text *text, const gln_matcher *matcher, gln_error *err);

/* Whether a counter of this part looks at the segment. */
static inline bool gln_text_segment__in(const gln_text_segment *segment, gln_part part)
{
    return part == GLN_PART_ALL || segment->headline == (part == GLN_PART_HEADLINE);
}

/* Words and their characters in a part. */
void gln_article_text__sums(const gln_article_text *text, gln_part part, uint64_t *n_tokens, uint64_t *n_chars);

/* The words [*from, *to) that bytes [start, end) of the segment touch; where they touch none, *from = *to is the place
 * between two words. */
void gln_text_segment__touched(const gln_text_segment *segment, uint32_t start, uint32_t end, size_t *from, size_t *to);

/* The source line that byte `at` of a segment stands on; 0 where none is known. */
uint32_t gln_text_segment__line(const gln_text_segment *segment, const gln_article *article, size_t at);

#endif
