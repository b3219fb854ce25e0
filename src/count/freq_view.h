/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of a gln_freq as plain sorted arrays, for the measures: a term-document matrix by columns of terms. */
#ifndef GLN_COUNT_FREQ_VIEW_H
#define GLN_COUNT_FREQ_VIEW_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/spool_window.h"
#include "count/count_issues.h"
#include "guanlan/counter.h"

/* An article. Its date, edition and newspaper are those of its issue. */
typedef struct gln_freq_doc {
    uint32_t n_tokens; /* words and numbers of the part counted */
    uint32_t n_chars;
    uint32_t issue; /* into issues */
} gln_freq_doc;

/* What else is known of it. Texts have len 0 where unknown. */
typedef struct gln_freq_detail {
    gln_slice id;
    uint64_t order; /* within its file */
    gln_slice section, page, agency;
    gln_slice headline; /* joined */
    uint64_t n_chars;
    gln_slice running; /* the order of its terms, as bytes (freq_order.h); of a counter without keep_order none */
} gln_freq_detail;

typedef struct gln_freq_posting {
    uint32_t doc; /* into docs */
    uint32_t count;
} gln_freq_posting;

typedef struct gln_freq_term {
    gln_slice text;                   /* the term; of given terms, as the user wrote it */
    uint64_t count;                   /* over all articles */
    const gln_freq_posting *postings; /* ascending by doc, counts > 0; NULL in a view that streams */
    uint64_t at;                      /* where they then lie: ask gln_freq_view__postings */
    uint32_t given;                   /* the index in the matcher, or GLN_NO_ID where all words are counted */
    uint32_t n_postings;              /* the document frequency */
} gln_freq_term;

typedef struct gln_freq_view {
    const gln_freq *counter;
    const gln_counted_issue *issues; /* every issue that the selection passed, by date, newspaper, edition, id */
    size_t n_issues;
    const gln_freq_doc *docs;   /* every article that it passed, by issue, then id: those of an issue are neighbours */
    const uint32_t *article_of; /* by document: its number in the counter */
    size_t n_docs;
    bool given;                 /* the terms are those of a matcher */
    const gln_freq_term *terms; /* by bytes; all given terms, or the words that occur (numbers are no words); NULL where
                                   the view streams and they were not given: ask gln_freq_terms__next */
    size_t n_terms;
    size_t n_postings;
    uint64_t n_tokens; /* of all docs */
    uint64_t n_chars;
    gln_spool spool; /* of a view that streams: the postings */
    gln_spool names; /* and the terms, where they were not given */
    gln_arena arena; /* holds the arrays; the texts are the counter's, or here too */
} gln_freq_view;

/* Makes the view. Its texts are borrowed until the counter changes. Cost: a sort of the terms and one pass over the
 * postings; 8 bytes a posting (none where memory is bounded), about 40 a term, 20 a document. */
GLN_MUST_USE gln_status gln_freq__view(const gln_freq *counter, gln_freq_view *out, gln_error *err);

/* The same, but where the counter's memory is bounded its terms and postings stay in files: a view for those who ask
 * for one term after the other, by gln_freq_terms__next and gln_freq_view__postings, which any view answers. */
GLN_MUST_USE gln_status gln_freq__view_streamed(const gln_freq *counter, gln_freq_view *out, gln_error *err);

void gln_freq_view__free(gln_freq_view *view);

/* A walk over the terms of a view, by bytes; starts zeroed but for the view. */
typedef struct gln_freq_terms {
    const gln_freq_view *view;
    size_t next;
    uint64_t at;
    gln_spool_window window;
    gln_freq_term term;
} gln_freq_terms;

/* The next term; NULL after the last. Where view->terms is, one of those; else borrowed, with its text, until the next
 * call. */
GLN_MUST_USE gln_status gln_freq_terms__next(gln_freq_terms *terms, const gln_freq_term **out, gln_error *err);
void gln_freq_terms__clear(gln_freq_terms *terms);

/* A term of the view that stays: itself where view->terms is, else a copy in the arena; NULL on want of memory. */
const gln_freq_term *gln_freq_terms__keep(const gln_freq_view *view, const gln_freq_term *term, gln_arena *arena);

/* Room for a term's postings; starts zeroed. */
typedef struct gln_freq_reader {
    gln_buffer bytes;        /* of details */
    gln_spool_window window; /* of postings */
    uint64_t next;           /* where the last ones ended */
} gln_freq_reader;

/* The postings of a term, ascending by document, counts > 0: n_postings of them, borrowed until the reader's next call.
 * Of a view that streams, terms asked for in the order of the view are read many at a time. */
GLN_MUST_USE gln_status gln_freq_view__postings(const gln_freq_view *view, const gln_freq_term *term,
                                                gln_freq_reader *reader, const gln_freq_posting **out, gln_error *err);

/* The detail of a document, borrowed until the reader's next call. */
GLN_MUST_USE gln_status gln_freq_view__detail(const gln_freq_view *view, size_t doc, gln_freq_reader *reader,
                                              gln_freq_detail *out, gln_error *err);
void gln_freq_reader__clear(gln_freq_reader *reader);

/* The view of the issues whose keep is not 0 (by number in `view`), as if only they had been counted. Texts are
 * borrowed as those of the view are. Linear. */
GLN_MUST_USE gln_status gln_freq_view__subset(const gln_freq_view *view, const uint8_t *keep, gln_freq_view *out,
                                              gln_error *err);

/* Articles that the selection passed so far. */
size_t gln_freq__n_articles(const gln_freq *counter);

/* The bytes that it may hold; 0: no bound. */
uint64_t gln_freq__memory(const gln_freq *counter);

#endif
