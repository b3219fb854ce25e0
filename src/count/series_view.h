/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of a gln_series as plain sorted arrays, for the measures. A stratum is what one issue holds for one split
 * value; everything that a series, its clustered interval and its tests ask for is a sum over strata. With y the hits
 * and n the words of an article, a stratum gives sum n and sum n^2, a cell sum y, sum y^2 and sum y n, so that for a
 * rate r = sum y / sum n over any set of strata sum_i (y_i - r n_i)^2 = sum y^2 - 2 r sum y n + r^2 sum n^2 (the
 * clustered variance of measures §4) needs no article. */
#ifndef GLN_COUNT_SERIES_VIEW_H
#define GLN_COUNT_SERIES_VIEW_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/spool_window.h"
#include "count/count_issues.h"
#include "guanlan/counter.h"

typedef struct gln_series_stratum {
    uint32_t issue;  /* into issues */
    gln_slice split; /* len 0: not split, or the value is not known */
    uint64_t n_articles;
    uint64_t n_tokens; /* sum n */
    uint64_t n_chars;
    uint64_t tokens_squared;  /* sum n^2 */
    uint64_t tokens_weighted; /* sum w n, w in units of 1 / GLN_WEIGHT_ONE; 0 without weights */
} gln_series_stratum;

/* A word that hits of a term stand in: the term of the token that holds the hit, or of the stretch of tokens that the
 * hit touches. */
typedef struct gln_series_container {
    gln_slice text;
    uint64_t count;
} gln_series_container;

/* A term in a stratum where it has a hit. */
typedef struct gln_series_cell {
    uint32_t stratum;        /* into strata */
    uint64_t count;          /* sum y */
    uint64_t articles_with;  /* articles with y > 0 */
    uint64_t count_squared;  /* sum y^2 */
    uint64_t count_tokens;   /* sum y n */
    uint64_t count_weighted; /* sum w y */
    uint64_t max_count;      /* largest y */
} gln_series_cell;

typedef struct gln_series_term {
    gln_slice term;               /* as the user wrote it */
    const gln_series_cell *cells; /* ascending by stratum; NULL in the view of a counter: ask gln_series_view__cells */
    size_t n_cells;
    uint64_t at, size; /* where they then lie, as bytes */
} gln_series_term;

typedef struct gln_series_view {
    const gln_counted_issue *issues; /* every issue that the selection passed, by date, newspaper, edition, id */
    size_t n_issues;
    const gln_series_stratum *strata; /* by issue, then split value; an issue without a selected article has none */
    size_t n_strata;
    const gln_series_term *terms; /* as in the matcher, also those without a hit */
    size_t n_terms;
    gln_split split;
    bool weighted;
    bool spilled;     /* the cells lie in the spool, else in bytes */
    gln_spool spool;  /* of a view that is spilled */
    gln_buffer bytes; /* the terms' cells (series_view.c) */
    gln_arena arena;  /* holds the arrays; the texts are the counter's */
} gln_series_view;

/* Makes the view. Its texts are borrowed until the counter changes. Cost: O(cells log cells); the cells lie in a file
 * where the counter's memory was not enough. */
GLN_MUST_USE gln_status gln_series__view(const gln_series *counter, gln_series_view *out, gln_error *err);
void gln_series_view__free(gln_series_view *view);

/* A walk over the cells of a term; starts zeroed but for the view and the term. */
typedef struct gln_series_walk {
    const gln_series_view *view;
    const gln_series_term *term;
    size_t next;
    uint64_t at;
    gln_spool_window window;
    gln_series_cell cell;
    const unsigned char *words; /* what is left of the cell's containers */
    size_t n_words;
} gln_series_walk;

/* The next cell, ascending by stratum, borrowed until the next call; NULL after the last. */
GLN_MUST_USE gln_status gln_series_walk__next(gln_series_walk *walk, const gln_series_cell **out, gln_error *err);

/* The next of walk->n_words words that hits of the cell stand in, by bytes, borrowed until the next cell. */
gln_series_container gln_series_walk__word(gln_series_walk *walk);
void gln_series_walk__clear(gln_series_walk *walk);

/* Room for a term's cells; starts zeroed. */
typedef struct gln_series_reader {
    const gln_series_term *held;
    gln_series_cell *cells;
    size_t capacity;
} gln_series_reader;

/* The n_cells cells of a term of the view, borrowed until the reader is asked for another term's. */
GLN_MUST_USE gln_status gln_series_view__cells(const gln_series_view *view, const gln_series_term *term,
                                               gln_series_reader *reader, const gln_series_cell **out, gln_error *err);
void gln_series_reader__clear(gln_series_reader *reader);

#endif
