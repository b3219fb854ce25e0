/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact copies among the articles that are listed: the same headline and the same body. */
#ifndef GLN_CLI_ARTICLE_COPIES_H
#define GLN_CLI_ARTICLE_COPIES_H

#include "core/intern.h"
#include "guanlan/issue.h"

typedef struct article_copies {
    gln_intern digests; /* of the texts */
    gln_slice *firsts;  /* by digest: the id of the first article with it */
    size_t capacity;
    gln_arena ids;
} article_copies;

void article_copies_clear(article_copies *copies);

/* Looks the article up, and remembers it. *first is the id of the article with its text that was listed before it, ptr
 * NULL where there is none, or no body. Borrowed. Memory: some 150 bytes for each text. */
GLN_MUST_USE gln_status article_copies_find(article_copies *copies, const gln_article *article, gln_slice *first,
                                            gln_error *err);

#endif
