/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_freq, shared by what counts, what spills and what sorts.
 *
 * Entries are appended article by article, so an article owns one run of them. Where memory is bounded they leave it as
 * a *run*: terms by their bytes, under each its postings (articles ascending). What is known of an article besides its
 * issue and tokens is a *detail*, bytes in memory or in a file. */
#ifndef GLN_COUNT_FREQ_COUNTS_H
#define GLN_COUNT_FREQ_COUNTS_H

#include "core/buffer.h"
#include "count/count_encode.h"
#include "count/count_job.h"
#include "count/count_vocab.h"
#include "count/freq_view.h"
#include "count/sorted_runs.h"

typedef struct gln_freq_entry {
    uint32_t term; /* id in words, or index of the given term */
    uint32_t count;
} gln_freq_entry;

typedef struct gln_freq_article {
    uint64_t detail; /* file << 48 | offset; file 0 is the buffer `details`, k is runs.files[k - 1] */
    uint32_t n_tokens;
    uint32_t issue; /* id in issues */
} gln_freq_article;

struct gln_freq {
    gln_counter_options options;
    gln_article_text text; /* for gln_freq_add */
    uint32_t issue;        /* being counted */

    gln_issues issues;
    gln_freq_article *articles;
    size_t n_articles;
    size_t article_capacity;
    gln_buffer details;

    gln_vocab words; /* where no terms are given */
    gln_freq_entry *entries;
    size_t n_entries;
    size_t entry_capacity;
    size_t *starts;    /* of each article from first_held on: its first entry */
    size_t first_held; /* the articles before it have their entries in runs */
    size_t start_capacity;

    gln_runs runs; /* of terms; a run's tag is added to the numbers of its articles. Its files hold details too */

    uint32_t *seen; /* scratch: by term, its count in the article; all 0 between articles */
    size_t seen_capacity;
    size_t seen_filled;

    uint32_t *order; /* of keep_order: the article's terms and breaks so far (freq_order.h) */
    size_t n_order;
    size_t order_capacity;
    gln_buffer order_bytes;

    uint32_t *line; /* scratch of strings: the words of a segment */
    size_t line_capacity;
    gln_buffer string;
};

/* One more of a term in the article that is being counted. */
GLN_MUST_USE gln_status gln_freq__count_term(gln_freq *freq, uint32_t term, gln_error *err);

/* Counts the strings of words or characters of a segment that options.strings asks for (count_strings.c). */
GLN_MUST_USE gln_status gln_freq__count_strings(gln_freq *freq, const gln_text_segment *segment,
                                                gln_segmenter *segmenter, gln_error *err);
GLN_MUST_USE gln_status gln_strings__check(const gln_counter_options *options, gln_error *err);

enum { GLN_FREQ_FILE_BITS = 16, GLN_FREQ_OFFSET_BITS = 48 };

/* The end of an article's entries; its number is first_held or more. */
static inline size_t gln_freq__end(const gln_freq *freq, size_t article)
{
    size_t next = article + 1 - freq->first_held;
    return next < freq->n_articles - freq->first_held ? freq->starts[next] : freq->n_entries;
}

/* Writes entries and details to files and forgets them where they are more than options.memory. */
GLN_MUST_USE gln_status gln_freq__keep_within(gln_freq *freq, gln_error *err);

/* Whether some of its entries lie in runs. */
static inline bool gln_freq__spilled(const gln_freq *freq)
{
    return freq->runs.n || freq->first_held;
}

/* Terms and postings of a view of a counter with runs; its documents are placed. */
GLN_MUST_USE gln_status gln_freq__place_runs(const gln_freq *freq, gln_freq_view *view, gln_error *err);

/* So many bytes of the postings' file of a view that streams, and many behind them where the last ones that the reader
 * asked for lie shortly before. */
GLN_MUST_USE gln_status gln_freq_view__stretch(const gln_freq_view *view, gln_freq_reader *reader, uint64_t at,
                                               uint64_t size, const unsigned char **out, gln_error *err);

/* Terms and postings of a part of a view that streams, which streams too: number[doc] is the new number of a document,
 * GLN_NO_ID of one that goes. */
GLN_MUST_USE gln_status gln_freq_view__filter(const gln_freq_view *view, const uint32_t *number, gln_freq_view *out,
                                              gln_error *err);

/* Brings the terms and postings of a view that streams into memory. */
GLN_MUST_USE gln_status gln_freq_view__hold(gln_freq_view *view, gln_error *err);

/* The merged runs of the counter and its entries in memory: for each term in the order of the runs a call with its
 * postings, by rank[article]. term is a word's bytes or a given term's index in 4 bytes, the highest first. */
typedef gln_status gln_freq_taker(void *context, gln_slice term, gln_freq_posting *postings, size_t n, gln_error *err);
GLN_MUST_USE gln_status gln_freq__merge_runs(const gln_freq *freq, const uint32_t *rank, gln_freq_taker *take,
                                             void *context, gln_error *err);

#endif
