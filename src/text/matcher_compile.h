/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matcher's insides: terms, their strings, and the automaton over bytes that finds these (Aho & Corasick 1975). */
#ifndef GLN_TEXT_MATCHER_COMPILE_H
#define GLN_TEXT_MATCHER_COMPILE_H

#include "core/intern.h"
#include "guanlan/concepts.h"
#include "text/matcher_near.h"
#include "text/segment.h"

/* What is counted under one name: a string, or a concept with many. */
typedef struct gln_term {
    gln_slice name; /* as the user wrote it */
    gln_slice key;
    bool concept;
    bool near; /* the concept wants one of its `near` strings within the unit */
    gln_within within;
} gln_term;

/* What a string is to its term. */
typedef enum gln_role {
    GLN_ROLE_NOT,
    GLN_ROLE_NEAR,
    GLN_ROLE_ANY, /* the string of a plain term, too */
} gln_role;

/* A string of a term. Those of the same normalized text share a node and hang together by next. */
typedef struct gln_pattern {
    gln_slice raw;
    gln_slice text;   /* normalized, without `*` */
    bool free_start;  /* `*` at the start */
    bool free_end;    /* `*` at the end */
    bool start_bound; /* must start on a word boundary */
    bool end_bound;   /* must end on one */
    gln_role role;
    uint32_t term;
    uint32_t next; /* another pattern of the same text, or GLN_NO_ID */
} gln_pattern;

struct gln_matcher {
    const gln_analyzer *analyzer;
    gln_match match;
    gln_arena arena;
    gln_term *terms;
    size_t n_terms;
    gln_pattern *patterns;
    size_t n_patterns;
    bool has_not;       /* a concept has `not` strings */
    bool needs_article; /* a concept wants `near` within the article */
    gln_intern texts;   /* normalized texts */
    uint32_t *first;    /* by text: its first pattern */
    gln_trie trie;      /* over the bytes of the texts; no nodes where only whole tokens are looked for */
    uint32_t root[256]; /* the root's children, 0 where there is none */
    uint32_t *fail;     /* by node: the longest proper end of its string that is a node */
    uint32_t *text_of;  /* by node: text + 1, or 0 */
    uint32_t *output;   /* by node: itself or the nearest node along fail that ends a text; 0 for none */
    uint64_t *entries;  /* GLN_MATCH_WORD: a bit for each gln_token.entry, set where a text has it */
};

/* Builds trie, root, fail, text_of and output from texts. */
GLN_MUST_USE gln_status gln_matcher__build(gln_matcher *matcher, gln_error *err);

/* Makes entries. */
GLN_MUST_USE gln_status gln_matcher__mark_entries(gln_matcher *matcher, gln_error *err);

/* An occurrence of a concept's string: bytes [start, end) of the text as it stands. */
typedef struct gln_candidate {
    uint32_t term;
    gln_role role;
    uint32_t start;
    uint32_t end;
    uint32_t length; /* characters */
} gln_candidate;

static inline gln_status gln_segmenter__put_hit(gln_segmenter *s, gln_hit hit, gln_error *err)
{
    gln_hit *hits = gln_memory__grown(s->hits, &s->hits_capacity, s->n_hits + 1, sizeof *hits);
    if (!hits) {
        return gln_error__nomem(err);
    }
    s->hits = hits;
    hits[s->n_hits++] = hit;
    return GLN_OK;
}

/* Makes hits of the candidates that the pass has left in the segmenter (matcher_concept.c). */
GLN_MUST_USE gln_status gln_matcher__resolve(const gln_matcher *matcher, gln_segmenter *segmenter, gln_slice text,
                                             uint32_t segment, gln_near_list *nears, gln_error *err);

#endif
