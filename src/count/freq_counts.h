/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_freq, shared by what counts and what sorts. Postings are appended article by article, so a
 * document owns one run of them and a posting need not name it. */
#ifndef GLN_COUNT_FREQ_COUNTS_H
#define GLN_COUNT_FREQ_COUNTS_H

#include "count/count_job.h"
#include "count/count_vocab.h"
#include "count/freq_view.h"

typedef struct gln_freq_entry {
    uint32_t term; /* id in words, or index of the given term */
    uint32_t count;
} gln_freq_entry;

typedef struct gln_freq_article {
    gln_freq_doc doc; /* issue: the id in issues; texts lie in texts or names */
    size_t first;     /* its run of entries */
    size_t n;
} gln_freq_article;

struct gln_freq {
    gln_counter_options options;
    gln_article_text text; /* for gln_freq_add */
    uint32_t issue;        /* being counted */

    gln_issues issues;
    gln_intern names; /* sections, pages, agencies */
    gln_arena texts;  /* ids and headlines */
    gln_freq_article *articles;
    size_t n_articles;
    size_t article_capacity;

    gln_vocab words; /* where no terms are given */
    gln_freq_entry *entries;
    size_t n_entries;
    size_t entry_capacity;

    uint32_t *seen; /* scratch: by term, its count in the article; all 0 between articles */
    size_t seen_capacity;
    size_t seen_filled;
};

#endif
