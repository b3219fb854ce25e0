/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of strings of characters, for the search for new words. Every place of the text gives one key: the characters
 * from there on, and one from there back; sorted, keys that begin alike lie together, so that one pass over them tells
 * the count of every string of up to GLN_NGRAM_LENGTH characters and what stands behind it (a suffix array cut to what
 * is asked of it; Nagao and Mori 1994), and one over the keys back what stands before it.
 *
 * A character is a Han ideograph, a letter or a digit of the normalized text. Strings stay within a stretch of them, so
 * within a sentence; they never begin or end inside of a run of letters and digits. */
#ifndef GLN_COUNT_NGRAM_COUNTS_H
#define GLN_COUNT_NGRAM_COUNTS_H

#include "core/spool.h"
#include "count/count_job.h"
#include "guanlan/newwords.h"

enum { GLN_NGRAM_LENGTH = 6 };

/* Up to seven characters of 16 bits, the first highest; 0 is the end of the stretch, and what follows it. The lowest 16
 * bits are 0. */
typedef struct gln_ngram_key {
    uint64_t high;
    uint64_t low;
} gln_ngram_key;

/* The character at place i. */
static inline uint16_t gln_ngram_key__at(gln_ngram_key key, unsigned i)
{
    return (uint16_t)(i < 4 ? key.high >> (48 - 16 * i) : key.low >> (48 - 16 * (i - 4)));
}

static inline gln_ngram_key gln_ngram_key__put(gln_ngram_key key, unsigned i, uint16_t c)
{
    if (i < 4) {
        key.high |= (uint64_t)c << (48 - 16 * i);
    } else {
        key.low |= (uint64_t)c << (48 - 16 * (i - 4));
    }
    return key;
}

/* The first n characters, the rest 0; n <= 7. */
static inline gln_ngram_key gln_ngram_key__head(gln_ngram_key key, unsigned n)
{
    key.high = n == 0 ? 0 : n < 4 ? key.high & ~(UINT64_MAX >> (16 * n)) : key.high;
    key.low = n <= 4 ? 0 : key.low & ~(UINT64_MAX >> (16 * (n - 4)));
    return key;
}

static inline int gln_ngram_key__compare(gln_ngram_key a, gln_ngram_key b)
{
    if (a.high != b.high) {
        return a.high < b.high ? -1 : 1;
    }
    return (a.low > b.low) - (a.low < b.low);
}

/* A letter or digit, which is not cut from its like. */
static inline bool gln_ngram__narrow(uint16_t c)
{
    return c > 0 && c < 0x2E80;
}

/* A key and how often it came, as runs have it. */
typedef struct gln_ngram_record {
    gln_ngram_key key;
    uint64_t count;
} gln_ngram_record;

typedef struct gln_ngram_run {
    uint32_t file; /* into files */
    uint64_t at;
    uint64_t n; /* records, ascending */
} gln_ngram_run;

/* Keys of one direction: those in memory, and sorted runs in files, of which the first is the counter's own. */
typedef struct gln_ngram_keys {
    gln_ngram_key *items;
    size_t n;
    size_t capacity;
    gln_spool *files;
    size_t n_files;
    size_t file_capacity;
    gln_ngram_run *runs;
    size_t n_runs;
    size_t run_capacity;
} gln_ngram_keys;

/* Sorts keys; takes as much again while it works. */
GLN_MUST_USE gln_status gln_ngram_keys__sort(gln_ngram_key *items, size_t n, gln_error *err);

enum { GLN_NGRAM_ON, GLN_NGRAM_BACK, GLN_NGRAM_WAYS };

struct gln_ngrams {
    gln_counter_options options;
    gln_article_text text; /* for gln_ngrams_add */
    uint64_t n_places;
    gln_ngram_keys ways[GLN_NGRAM_WAYS];
};

/* All keys of one direction in order, each once, with its count. */
typedef gln_status gln_ngram_taker(void *context, gln_ngram_key key, uint64_t count, gln_error *err);
GLN_MUST_USE gln_status gln_ngrams__merged(const gln_ngrams *counter, int way, gln_ngram_taker *take, void *context,
                                           gln_error *err);

/* The 97.5 % point of the normal distribution. */
#define GLN_NGRAM_Z95 1.959963984540054

/* A string that occurs at least as often as asked for, in one direction. */
typedef struct gln_ngram_group {
    gln_ngram_key key; /* of its characters; back: the last first */
    unsigned length;
    uint64_t count;
    uint64_t heads[GLN_NGRAM_LENGTH]; /* counts of its first 1, 2, ... characters; back: of its last. One that ends
                                         inside of letters and digits is to be passed over */
    double entropy;                   /* of what follows (back: stands before), in nats, plug-in */
    double entropy_square;            /* sum p ln^2 p, for its variance */
    uint64_t kinds;                   /* of neighbours; the end of a stretch is one */
} gln_ngram_group;

/* Its entropy in bits with the Miller-Madow correction, and its lower limit of 95 % (low may be NULL). */
double gln_ngram_group__entropy(const gln_ngram_group *group, double *low);

/* Every string of at least two characters, least occurrences and that entropy in one direction, in no order. *out is
 * malloced. Cost: one merge; memory grows with what comes out. */
GLN_MUST_USE gln_status gln_ngrams__groups(const gln_ngrams *counter, int way, uint64_t least, double min_entropy,
                                           gln_ngram_group **out, size_t *n, gln_error *err);

#endif
