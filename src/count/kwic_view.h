/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a gln_kwic in order: a keyword-in-context concordance (Luhn 1960). */
#ifndef GLN_COUNT_KWIC_VIEW_H
#define GLN_COUNT_KWIC_VIEW_H

#include "core/arena.h"
#include "core/buffer.h"
#include "guanlan/counter.h"

typedef struct gln_kwic_row {
    uint32_t term;                /* index in the matcher */
    gln_slice left, match, right; /* as printed; left, match and right are one stretch of the segment */
    gln_slice article;            /* id */
    gln_slice issue;              /* id */
    gln_slice newspaper;          /* len 0 where unknown */
    gln_date date;                /* gln_date_edtf gives its text */
    gln_slice headline;           /* joined */
    gln_slice file;
    uint32_t line;    /* the source line that the hit begins on; 0 where unknown */
    uint32_t order;   /* of the article within its file */
    uint32_t segment; /* headline lines first, then paragraphs, from 0 */
    uint32_t start;   /* byte offset of the hit in the segment */
    uint64_t chance;  /* where rows are drawn: the smallest are kept */
} gln_kwic_row;

typedef struct gln_kwic_view {
    gln_kwic_row *rows; /* by date, newspaper, issue id, order, segment, start, term */
    size_t n_rows;
    const gln_slice *terms; /* as the user wrote them */
    size_t n_terms;
    gln_kwic_row *own_rows; /* not in the arena, or NULL */
    gln_arena arena;        /* holds the arrays; the texts are the counter's, or here too */
} gln_kwic_view;

/* A number for the place of a row that the seed makes and nothing else: the rows with the smallest are a sample, each
 * set of them as likely as any other, whatever the order and the parts they come in (bottom-k sampling: Cohen and
 * Kaplan 2007). */
uint64_t gln_kwic__chance(const gln_kwic_row *row, uint64_t seed);

/* Makes the view. Its texts are borrowed until the counter changes. Cost: a sort of the rows. */
GLN_MUST_USE gln_status gln_kwic__view(const gln_kwic *counter, gln_kwic_view *out, gln_error *err);
void gln_kwic_view__free(gln_kwic_view *view);

/* Whether the counter keeps all rows, which it then does in bounded memory. */
bool gln_kwic__keeps_all(const gln_kwic *counter);

/* Its rows, one after the other in the order of the view; row and key are borrowed for the call. */
typedef gln_status gln_kwic_visitor(void *context, const gln_kwic_row *row, gln_slice key, gln_error *err);
GLN_MUST_USE gln_status gln_kwic__visit(const gln_kwic *counter, gln_kwic_visitor *visit, void *context,
                                        gln_error *err);

/* The row that a key is of, its texts in `texts` one behind the other: newspaper, issue, match, article, file, left,
 * right, headline. */
void gln_kwic__row(gln_slice key, gln_buffer *texts, gln_kwic_row *row);

#endif
