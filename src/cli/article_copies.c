/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/article_copies.h"

#include "core/buffer.h"
#include "core/sha256.h"

#include <stdlib.h>

void article_copies_clear(article_copies *copies)
{
    gln_intern__clear(&copies->digests);
    gln_arena__clear(&copies->ids);
    free(copies->firsts);
    *copies = (article_copies){.capacity = 0};
}

/* Of headline and paragraphs, a line feed behind each. */
static gln_status digest_of(const gln_article *article, unsigned char digest[GLN_SHA256_SIZE], gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_buffer__put(&text, article->headline_joined);
    for (size_t i = 0; i < article->n_body; i++) {
        gln_buffer__byte(&text, '\n');
        gln_buffer__put(&text, article->body[i].text);
    }
    gln_status status = text.failed ? gln_error__nomem(err) : gln_sha256__digest(gln_buffer__slice(&text), digest, err);
    gln_buffer__free(&text);
    return status;
}

gln_status article_copies_find(article_copies *copies, const gln_article *article, gln_slice *first, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    *first = (gln_slice){NULL, 0};
    if (!article->n_body) {
        return GLN_OK;
    }
    gln_status status = digest_of(article, digest, err);
    if (status != GLN_OK) {
        return status;
    }
    size_t n = copies->digests.count;
    uint32_t id = gln_intern__add(&copies->digests, (gln_slice){(const char *)digest, sizeof digest});
    if (id == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (id < n) {
        *first = copies->firsts[id];
        return GLN_OK;
    }
    gln_slice *firsts = gln_memory__grown(copies->firsts, &copies->capacity, n + 1, sizeof *firsts);
    if (!firsts) {
        return gln_error__nomem(err);
    }
    copies->firsts = firsts;
    firsts[n] = gln_arena__copy(&copies->ids, article->id);
    return firsts[n].ptr ? GLN_OK : gln_error__nomem(err);
}
