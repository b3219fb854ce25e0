/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_cooc, shared by what counts and what sorts. Numbers are given in order of appearance. */
#ifndef GLN_COUNT_COOC_COUNTS_H
#define GLN_COUNT_COOC_COUNTS_H

#include "count/cooc_view.h"
#include "count/count_job.h"
#include "count/count_pairs.h"
#include "count/count_vocab.h"
#include "count/sorted_runs.h"

/* A node and a word. */
typedef struct gln_cooc_cell {
    uint64_t observed;
    uint64_t pairs;
    uint64_t inside; /* tokens of the word that are the node's, or units that hold the word only there */
    uint64_t articles;
    uint64_t last; /* scratch: the number of the last article counted, from 1 */
} gln_cooc_cell;

typedef struct gln_cooc_sums {
    uint64_t occurrences;
    uint64_t tokens; /* that are the node's */
    uint64_t f1;
    uint64_t articles;
} gln_cooc_sums;

/* A token of the article that is being counted, its segments one behind the other. */
typedef struct gln_cooc_token {
    uint32_t word;     /* GLN_NO_ID for a number */
    uint32_t sentence; /* of the article */
    uint32_t unit;     /* of the article; ascending without a gap */
    bool node;         /* it is the node's that is being counted */
    bool near;         /* it stands in a window counted already */
} gln_cooc_token;

/* An occurrence of a node: it touches tokens [from, to), its windows are [window_from, from) and [to, window_to). */
typedef struct gln_cooc_occurrence {
    uint32_t node;
    size_t from, to;
    size_t window_from, window_to;
    uint32_t first_unit, last_unit;
} gln_cooc_occurrence;

/* Counts of one month; options.monthly only. */
typedef struct gln_cooc_month {
    int32_t month; /* 12 year + month - 1 */
    gln_cooc *counts;
} gln_cooc_month;

struct gln_cooc {
    gln_counter_options options;
    gln_cooc_month *months; /* in order of appearance; everything below is then empty */
    size_t n_months;
    size_t month_capacity;
    gln_cooc *month;       /* being counted; NULL for an issue without one */
    uint64_t held;         /* bytes that the months hold; options.memory is for all of them together */
    gln_article_text text; /* for gln_cooc_add */

    gln_vocab words;
    uint64_t *margins; /* by word: tokens or units */
    size_t margin_capacity;
    size_t margin_filled;
    gln_pairs keys; /* (node, word) */
    gln_cooc_cell *cells;
    size_t cell_capacity;
    gln_cooc_sums *nodes;
    gln_runs runs; /* of words and cells (cooc_spill.c) */
    uint64_t n_tokens, n_units, n_articles, possible_pairs;

    gln_cooc_token *tokens; /* scratch: of the article */
    size_t n_article_tokens;
    size_t token_capacity;
    gln_cooc_occurrence *occurrences; /* scratch: of the article */
    size_t n_occurrences;
    size_t occurrence_capacity;
    size_t *units; /* scratch: where each unit of the article begins, and the end */
    size_t n_article_units;
    size_t unit_capacity;
    uint64_t *stamps; /* scratch: by word, the number of the last unit counted */
    size_t stamp_capacity;
    uint64_t stamp;
};

/* Writes words and cells to a run and forgets them where they are more than options.memory; between articles. */
GLN_MUST_USE gln_status gln_cooc__keep_within(gln_cooc *cooc, gln_error *err);

/* The bytes that it holds, and what writing them as a run takes besides. */
uint64_t gln_cooc__used(const gln_cooc *cooc);

/* What is in memory, written to a run and forgotten. */
GLN_MUST_USE gln_status gln_cooc__spill(gln_cooc *cooc, gln_error *err);

/* What is in memory, as one more of the runs. */
GLN_MUST_USE gln_status gln_cooc__write_run(const gln_cooc *cooc, gln_runs *runs, gln_error *err);

/* The runs and what is in memory, merged: first each word with its margin, node being GLN_NO_ID, by bytes; then for
 * each node the same with its cell. */
typedef gln_status gln_cooc_taker(void *context, uint32_t node, gln_slice word, uint64_t margin,
                                  const gln_cooc_cell *cell, gln_error *err);
GLN_MUST_USE gln_status gln_cooc__merge_runs(const gln_cooc *cooc, gln_cooc_taker *take, void *context, gln_error *err);

/* The counts of a month, new ones where it is new; the months of from added to into's. All months write runs where
 * they hold more than options.memory together: one of them held `before` and was added to. */
GLN_MUST_USE gln_status gln_cooc__month(gln_cooc *cooc, int32_t month, gln_cooc **out, gln_error *err);
GLN_MUST_USE gln_status gln_cooc__merge_months(gln_cooc *into, const gln_cooc *from, gln_error *err);
GLN_MUST_USE gln_status gln_cooc__keep_months(gln_cooc *cooc, const gln_cooc *month, uint64_t before, gln_error *err);

#endif
