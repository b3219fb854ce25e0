/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_vocab.h"

#include <stdlib.h>

/* The term of a stop word. */
#define STOPPED (GLN_NO_ID - 1)

void gln_vocab__clear(gln_vocab *vocab)
{
    gln_intern__clear(&vocab->texts);
    free(vocab->term_of);
    *vocab = (gln_vocab){.stop = vocab->stop};
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

gln_status gln_vocab__term(gln_vocab *vocab, gln_segmenter *segmenter, gln_slice token, uint32_t *id, gln_error *err)
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
    *id = known == STOPPED ? GLN_NO_ID : known;
    return GLN_OK;
}
