/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vocabulary: terms as small numbers, and the term of every token text seen so far, so that a text is normalized
 * once however often it occurs. Texts and terms share one intern table: nearly every text is its own term. A token
 * that comes with a number of the lexicon's is looked up by it, and neither hashed nor compared. */
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
    uint32_t *of_entry;       /* by gln_token.entry: GLN_VOCAB_FIRST + the term's id; made when first needed */
    size_t n_entries;         /* 0: entries are not looked at */
} gln_vocab;

/* What else of_entry says: 0, that the entry was not met yet, and 1, that its term is a stop word. */
#define GLN_VOCAB_FIRST 2U

/* An empty one. Where memory is bounded (not 0) the lexicon's numbers may take an eighth of it, or are not used. */
gln_vocab gln_vocab__begun(const gln_analyzer *analyzer, const gln_stoplist *stop, uint64_t memory);

/* Frees everything; it can be used as when it was begun. */
void gln_vocab__clear(gln_vocab *vocab);

/* Frees what is kept for the lexicon's numbers, which is made again when one comes. */
void gln_vocab__drop_entries(gln_vocab *vocab);

/* The id of a text that is a term already; GLN_NO_ID on want. */
uint32_t gln_vocab__add(gln_vocab *vocab, gln_slice term);

/* gln_vocab__term of a token whose entry was not met yet, or which has none. */
GLN_MUST_USE gln_status gln_vocab__find_term(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token,
                                             uint32_t entry, uint32_t *id, gln_error *err);

/* The id of the term of a token's text, of which its entry (0 for none) says as much; GLN_NO_ID for a stop word. */
GLN_MUST_USE static inline gln_status gln_vocab__term(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token,
                                                      uint32_t entry, uint32_t *id, gln_error *err)
{
    uint32_t known = vocab->of_entry ? vocab->of_entry[entry] : 0;
    if (__builtin_expect(known == 0, 0)) {
        return gln_vocab__find_term(vocab, segmenter, token, entry, id, err);
    }
    *id = known - GLN_VOCAB_FIRST; /* of a stop word GLN_NO_ID */
    return GLN_OK;
}

/* Bytes that the lexicon's numbers take. */
static inline uint64_t gln_vocab__entries_size(const gln_vocab *vocab)
{
    return vocab->of_entry ? vocab->n_entries * sizeof *vocab->of_entry : 0;
}

static inline size_t gln_vocab__count(const gln_vocab *vocab)
{
    return vocab->texts.count;
}

static inline gln_slice gln_vocab__text(const gln_vocab *vocab, uint32_t id)
{
    return vocab->texts.items[id];
}

#endif
