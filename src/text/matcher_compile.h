/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matcher's insides: terms, and the automaton over bytes that finds them (Aho & Corasick 1975). */
#ifndef GLN_TEXT_MATCHER_COMPILE_H
#define GLN_TEXT_MATCHER_COMPILE_H

#include "core/intern.h"
#include "text/segment.h"

/* A term. Terms of the same normalized text that differ in their `*` share a node and hang together by next. */
typedef struct gln_term {
    gln_slice raw;
    gln_slice text;   /* normalized, without `*` */
    bool free_start;  /* `*` at the start */
    bool free_end;    /* `*` at the end */
    bool start_bound; /* must start on a word boundary */
    bool end_bound;   /* must end on one */
    uint32_t next;    /* another term of the same text, or GLN_NO_ID */
} gln_term;

struct gln_matcher {
    const gln_analyzer *analyzer;
    gln_match match;
    gln_arena arena;
    gln_term *terms;
    size_t n_terms;
    gln_intern texts;   /* normalized texts; ids are in order of the terms */
    uint32_t *first;    /* by text: its first term */
    gln_trie trie;      /* over the bytes of the texts */
    uint32_t root[256]; /* the root's children, 0 where there is none */
    uint32_t *fail;     /* by node: the longest proper end of its string that is a node */
    uint32_t *text_of;  /* by node: text + 1, or 0 */
    uint32_t *output;   /* by node: itself or the nearest node along fail that ends a text; 0 for none */
};

/* Builds trie, root, fail, text_of and output from texts. */
GLN_MUST_USE gln_status gln_matcher__build(gln_matcher *matcher, gln_error *err);

#endif
