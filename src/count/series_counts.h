/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_series, shared by what counts, what spills and what sorts. The issue that is being counted has
 * its cells in a table; when it ends they are closed: written one behind the other, as bytes. */
#ifndef GLN_COUNT_SERIES_COUNTS_H
#define GLN_COUNT_SERIES_COUNTS_H

#include "count/count_encode.h"
#include "count/count_job.h"
#include "count/count_pairs.h"
#include "count/count_vocab.h"
#include "count/series_view.h"
#include "count/sorted_runs.h"

/* A closed cell: its record begins at `at` in `bytes` and ends where the next one begins. A record is count,
 * articles_with, count_squared, count_tokens, count_weighted, max_count, and a list of containers: text, count. */
typedef struct gln_series_place {
    uint32_t term, stratum;
    uint64_t at;
} gln_series_place;

/* A cell of the issue that is being counted. */
typedef struct gln_series_open {
    gln_series_cell sums;
    uint32_t place; /* scratch of closing: among the cells in their order */
    uint32_t n_words;
} gln_series_open;

struct gln_series {
    gln_counter_options options;
    gln_article_text text; /* for gln_series_add */
    uint32_t issue;        /* being counted */

    gln_issues issues;
    gln_intern splits;          /* values of the split */
    gln_series_stratum *strata; /* issue is the id in issues. One of an issue and value may be there more than once: the
                                   view adds them up */
    size_t n_strata;
    size_t stratum_capacity;
    size_t first_open;     /* strata from here on are of the issue being counted */
    gln_pairs open_splits; /* (0, value): theirs, in the same order */

    gln_pairs open_keys; /* (term, stratum) */
    gln_series_open *open;
    size_t open_capacity;
    gln_pairs word_keys; /* (open cell, word) */
    uint64_t *word_counts;
    size_t word_capacity;
    gln_vocab words;
    gln_keyed *order; /* scratch of closing: cells, and behind them words */
    size_t order_capacity;

    gln_buffer bytes;
    gln_series_place *places;
    size_t n_places;
    size_t place_capacity;

    gln_runs runs; /* of terms; a run's tag is added to the numbers of its strata */

    uint64_t *hits;    /* scratch: by term, hits in the article; all 0 between articles */
    uint32_t *touched; /* scratch: terms that are not 0 there */
};

/* Closes the cells of the issue that was counted. */
GLN_MUST_USE gln_status gln_series__close(gln_series *series, gln_error *err);

/* Writes closed cells to a file and forgets them where they are more than options.memory. */
GLN_MUST_USE gln_status gln_series__keep_within(gln_series *series, gln_error *err);

/* For each term with hits, ascending, calls of taker->value with the term's number (gln_run_number__of) and a
 * list of cells: how many, and of each stratum (less the tag) and record; and one of taker->end after the last of them.
 * Of a counter with runs. */
GLN_MUST_USE gln_status gln_series__read_runs(const gln_series *series, const gln_run_taker *taker, gln_error *err);

#endif
