/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_series, shared by what counts and what sorts. Numbers are given in order of appearance. */
#ifndef GLN_COUNT_SERIES_COUNTS_H
#define GLN_COUNT_SERIES_COUNTS_H

#include "count/count_job.h"
#include "count/count_pairs.h"
#include "count/count_vocab.h"
#include "count/series_view.h"

/* A cell and the room that its article id lies in, which a later id takes over where it fits. */
typedef struct gln_series_slot {
    gln_series_cell cell;
    char *room;
    size_t room_size;
} gln_series_slot;

struct gln_series {
    gln_counter_options options;
    gln_article_text text; /* for gln_series_add */
    uint32_t issue;        /* being counted */

    gln_issues issues;
    gln_intern stratum_keys;    /* issue in 4 bytes, split value */
    gln_series_stratum *strata; /* by id; issue is the id in issues */
    size_t stratum_capacity;

    gln_pairs cell_keys; /* (term, stratum) */
    gln_series_slot *cells;
    size_t cell_capacity;
    gln_arena article_ids; /* the rooms */

    gln_vocab words;
    gln_pairs container_keys; /* (cell, word) */
    uint64_t *containers;
    size_t container_capacity;

    uint64_t *hits;    /* scratch: by term, hits in the article; all 0 between articles */
    uint32_t *touched; /* scratch: terms that are not 0 there */
};

#endif
