/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of a gln_freq as plain sorted arrays, for the measures: a term-document matrix by columns of terms. */
#ifndef GLN_COUNT_FREQ_VIEW_H
#define GLN_COUNT_FREQ_VIEW_H

#include "core/arena.h"
#include "count/count_issues.h"
#include "guanlan/counter.h"

/* An article. Its date, edition and newspaper are those of its issue. */
typedef struct gln_freq_doc {
    gln_slice id;
    uint32_t issue;                             /* into issues */
    uint32_t order;                             /* within its file */
    gln_slice newspaper, section, page, agency; /* len 0 where unknown */
    gln_slice headline;                         /* joined */
    gln_date date;
    uint64_t n_tokens; /* words and numbers of the part counted */
    uint64_t n_chars;
} gln_freq_doc;

typedef struct gln_freq_posting {
    uint32_t doc; /* into docs */
    uint32_t count;
} gln_freq_posting;

typedef struct gln_freq_term {
    gln_slice text;                   /* the term; of given terms, as the user wrote it */
    uint32_t given;                   /* the index in the matcher, or GLN_NO_ID where all words are counted */
    uint64_t count;                   /* over all articles */
    const gln_freq_posting *postings; /* ascending by doc, counts > 0 */
    size_t n_postings;                /* the document frequency */
} gln_freq_term;

typedef struct gln_freq_view {
    const gln_counted_issue *issues; /* every issue that the selection passed, by date, newspaper, edition, id */
    size_t n_issues;
    const gln_freq_doc *docs; /* every article that it passed, by issue, then id: those of an issue are neighbours */
    size_t n_docs;
    const gln_freq_term *terms; /* by bytes; all given terms, or the words that occur (numbers are no words) */
    size_t n_terms;
    size_t n_postings;
    uint64_t n_tokens; /* of all docs */
    uint64_t n_chars;
    gln_arena arena; /* holds the arrays; the texts are the counter's */
} gln_freq_view;

/* Makes the view. Its texts are borrowed until the counter changes. Cost: a sort of the terms and one pass over the
 * postings; 8 bytes a posting, about 60 a term, 140 a document. */
GLN_MUST_USE gln_status gln_freq__view(const gln_freq *counter, gln_freq_view *out, gln_error *err);
void gln_freq_view__free(gln_freq_view *view);

/* The view of the issues whose keep is not 0 (by number in `view`), as if only they had been counted. Texts are
 * borrowed as those of the view are. Linear. */
GLN_MUST_USE gln_status gln_freq_view__subset(const gln_freq_view *view, const uint8_t *keep, gln_freq_view *out,
                                              gln_error *err);

/* Articles that the selection passed so far. */
size_t gln_freq__n_articles(const gln_freq *counter);

#endif
