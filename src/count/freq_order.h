/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which the terms of an article stand, where gln_counter_options.keep_order asks for it.
 *
 * It lies in the article's detail as numbers (LEB128): a break or a place, below GLN_ORDER_TERM, or GLN_ORDER_TERM and
 * the rank of a term among the article's own terms, sorted by bytes. So it holds no number of a counter, and is the
 * same bytes however counters were merged; it takes one to two bytes a token. */
#ifndef GLN_COUNT_FREQ_ORDER_H
#define GLN_COUNT_FREQ_ORDER_H

#include "count/freq_counts.h"

enum {
    GLN_ORDER_PLACE,     /* a token that is no term: a number, a stop word, a word outside given terms */
    GLN_ORDER_MARK,      /* punctuation between the tokens around it */
    GLN_ORDER_SENTENCE,  /* a sentence ends */
    GLN_ORDER_PARAGRAPH, /* a headline line or paragraph ends */
    GLN_ORDER_TERM
};

/* While an article is counted: what stands between its last word and word number `word` of a segment, whose tokens
 * before *token have been passed; and a term, by its number in the counter, or GLN_NO_ID for a place. */
GLN_MUST_USE gln_status gln_freq_order__break(gln_freq *freq, const gln_text_segment *segment, size_t word,
                                              size_t *token, gln_error *err);
GLN_MUST_USE gln_status gln_freq_order__term(gln_freq *freq, uint32_t term, gln_error *err);

/* All of a segment whose given terms have been found: every hit stands at the first word that it touches. */
GLN_MUST_USE gln_status gln_freq_order__hits(gln_freq *freq, const gln_text_segment *segment, gln_error *err);

/* The bytes of the article whose entries begin at `first`, borrowed until the next; `seen` of its terms is spoilt. */
GLN_MUST_USE gln_status gln_freq_order__finish(gln_freq *freq, size_t first, gln_slice *out, gln_error *err);

/* The orders of a view's articles. Starts zeroed. */
typedef struct gln_freq_orders {
    const gln_freq_view *view;
    size_t *first;   /* by document: its terms in `terms`; NULL where ranks are enough */
    uint32_t *terms; /* of each document, ascending */
    gln_freq_reader reader;
    uint32_t *codes;
    size_t capacity;
} gln_freq_orders;

/* What is not a term has one of these numbers: GLN_ORDER_OTHER + GLN_ORDER_PLACE and so on. */
#define GLN_ORDER_OTHER (UINT32_MAX - GLN_ORDER_TERM)

/* by_rank: terms come as their rank in the article (below 1 + the number of its distinct terms), not as their number in
 * the view, which must hold its postings. Memory: 4 bytes a posting, none by rank. */
GLN_MUST_USE gln_status gln_freq_orders__open(const gln_freq_view *view, bool by_rank, gln_freq_orders *out,
                                              gln_error *err);

/* A document's terms and breaks in order, borrowed until the next. */
GLN_MUST_USE gln_status gln_freq_orders__read(gln_freq_orders *orders, size_t doc, const uint32_t **codes, size_t *n,
                                              gln_error *err);
void gln_freq_orders__close(gln_freq_orders *orders);

#endif
