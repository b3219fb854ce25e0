/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vocabulary: terms as small numbers, and the term of every token text seen so far, so that a text is normalized
 * once however often it occurs. Texts and terms share one intern table: nearly every text is its own term. */
#ifndef GLN_COUNT_VOCAB_H
#define GLN_COUNT_VOCAB_H

#include "core/intern.h"
#include "guanlan/stoplist.h"

typedef struct gln_vocab {
    gln_intern texts;
    uint32_t *term_of; /* by id: the id of its term; GLN_NO_ID where it has not been asked for yet */
    size_t capacity;
    size_t filled;
    const gln_stoplist *stop; /* words that get no number; may be NULL */
} gln_vocab;

/* Frees everything but knows its stop list still. */
void gln_vocab__clear(gln_vocab *vocab);

/* The id of a text that is a term already; GLN_NO_ID on want. */
uint32_t gln_vocab__add(gln_vocab *vocab, gln_slice term);

/* The id of the term of a token's text; GLN_NO_ID for a stop word. */
GLN_MUST_USE gln_status gln_vocab__term(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token, uint32_t *id,
                                        gln_error *err);

static inline size_t gln_vocab__count(const gln_vocab *vocab)
{
    return vocab->texts.count;
}

static inline gln_slice gln_vocab__text(const gln_vocab *vocab, uint32_t id)
{
    return vocab->texts.items[id];
}

#endif
