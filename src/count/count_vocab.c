/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_vocab.h"

#include <stdlib.h>

/* The term of a stop word. */
#define STOPPED (GLN_NO_ID - 1)

/* The part of bounded memory that may go for the lexicon's numbers. */
enum { ENTRIES_PART = 8 };

_Static_assert(1U - GLN_VOCAB_FIRST == GLN_NO_ID, "what of_entry says of a stop word");

gln_vocab gln_vocab__begun(const gln_analyzer *analyzer, const gln_stoplist *stop, uint64_t memory)
{
    gln_vocab vocab = {.stop = stop, .n_entries = gln_analyzer_n_entries(analyzer)};
    if (memory && vocab.n_entries * sizeof *vocab.of_entry > memory / ENTRIES_PART) {
        vocab.n_entries = 0;
    }
    return vocab;
}

void gln_vocab__drop_entries(gln_vocab *vocab)
{
    free(vocab->of_entry);
    vocab->of_entry = NULL;
}

void gln_vocab__clear(gln_vocab *vocab)
{
    gln_intern__clear(&vocab->texts);
    free(vocab->term_of);
    gln_vocab__drop_entries(vocab);
    *vocab = (gln_vocab){.stop = vocab->stop, .n_entries = vocab->n_entries};
}

uint32_t gln_vocab__add(gln_vocab *vocab, gln_slice term)
{
    uint32_t id = gln_intern__add(&vocab->texts, term);
    if (id == GLN_NO_ID) {
        return id;
    }
    uint32_t *grown = gln_memory__grown(vocab->term_of, &vocab->capacity, vocab->texts.count, sizeof *grown);
    if (!grown) {
        return GLN_NO_ID;
    }
    vocab->term_of = grown;
    while (vocab->filled < vocab->texts.count) {
        vocab->term_of[vocab->filled++] = GLN_NO_ID;
    }
    return id;
}

/* The term by the token's text; STOPPED for a stop word. */
static gln_status term_of_text(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token, uint32_t *id,
                               gln_error *err)
{
    uint32_t text = gln_vocab__add(vocab, token);
    if (text == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    uint32_t known = vocab->term_of[text];
    if (known == GLN_NO_ID) {
        gln_slice term;
        gln_status status = gln_segmenter_term(segmenter, token, &term, err);
        if (status != GLN_OK) {
            return status;
        }
        known = STOPPED;
        if (!gln_stoplist_has(vocab->stop, term)) {
            known = gln_vocab__add(vocab, term);
        }
        if (known == GLN_NO_ID) {
            return gln_error__nomem(err);
        }
        vocab->term_of[text] = known;
    }
    *id = known;
    return GLN_OK;
}

gln_status gln_vocab__find_term(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token, uint32_t entry,
                                uint32_t *id, gln_error *err)
{
    uint32_t found = STOPPED;
    gln_status status = term_of_text(vocab, segmenter, token, &found, err);
    if (status != GLN_OK) {
        return status;
    }
    *id = found == STOPPED ? GLN_NO_ID : found;
    if (entry && vocab->n_entries) {
        if (!vocab->of_entry) {
            vocab->of_entry = gln_memory__zeroed(vocab->n_entries, sizeof *vocab->of_entry);
        }
        if (!vocab->of_entry) {
            return gln_error__nomem(err);
        }
        vocab->of_entry[entry] = *id + GLN_VOCAB_FIRST;
    }
    return GLN_OK;
}
