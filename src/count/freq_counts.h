/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_freq, shared by what counts, what spills and what sorts.
 *
 * Entries are appended article by article, so an article owns one run of them. Where memory is bounded they leave it as
 * a *run*: terms by their bytes, under each its postings (articles ascending). What is known of an article besides its
 * issue and tokens is a *detail*, bytes in memory or in a file. */
#ifndef GLN_COUNT_FREQ_COUNTS_H
#define GLN_COUNT_FREQ_COUNTS_H

#include "core/buffer.h"
#include "corpus/spool.h"
#include "count/count_job.h"
#include "count/count_vocab.h"
#include "count/freq_view.h"

typedef struct gln_freq_entry {
    uint32_t term; /* id in words, or index of the given term */
    uint32_t count;
} gln_freq_entry;

typedef struct gln_freq_article {
    uint64_t detail; /* file << 48 | offset; file 0 is the buffer `details`, k is files[k - 1] */
    uint64_t n_tokens;
    uint32_t issue; /* id in issues */
} gln_freq_article;

/* Entries of articles from `base` on, sorted: bytes [at, at + size) of a file. */
typedef struct gln_freq_run {
    uint32_t file; /* into files */
    uint32_t base; /* added to the numbers of its articles */
    uint64_t at;
    uint64_t size;
} gln_freq_run;

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

    gln_spool *files; /* the first is the counter's own, others came by merging */
    size_t n_files;
    size_t file_capacity;
    gln_freq_run *runs;
    size_t n_runs;
    size_t run_capacity;

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

/* Appends the entries in memory to the spool as a run. */
GLN_MUST_USE gln_status gln_freq__write_run(const gln_freq *freq, gln_spool *spool, gln_freq_run *run, gln_error *err);

/* A file of the counter for one more of another; *index is where it stands. */
GLN_MUST_USE gln_status gln_freq__share_file(gln_freq *freq, const gln_spool *spool, uint32_t *index, gln_error *err);

/* The number that gln_encode__number wrote at *p, which moves behind it. */
static inline uint64_t gln_decode__number(const unsigned char **p)
{
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned char byte = *(*p)++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            return number;
        }
    }
}

/* The merged runs of the counter and its entries in memory: for each term in the order of the runs a call with its
 * postings, by rank[article]. term is a word's bytes or a given term's index in 4 bytes, the highest first. */
typedef gln_status gln_freq_taker(void *context, gln_slice term, gln_freq_posting *postings, size_t n, gln_error *err);
GLN_MUST_USE gln_status gln_freq__merge_runs(const gln_freq *freq, const uint32_t *rank, gln_freq_taker *take,
                                             void *context, gln_error *err);

#endif
