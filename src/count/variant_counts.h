/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a gln_variants. */
#ifndef GLN_COUNT_VARIANT_COUNTS_H
#define GLN_COUNT_VARIANT_COUNTS_H

#include "core/intern.h"
#include "count/count_job.h"
#include "count/sorted_runs.h"
#include "guanlan/variants.h"

enum { GLN_VARIANT_SIDE = 3 }; /* tokens on each side at most */

typedef struct gln_variant {
    uint64_t count;
    uint64_t articles;
    gln_date first; /* of dated issues; year 0: none */
    gln_date last;
    uint64_t seen; /* scratch: number of the last article that counted, from 1 */
} gln_variant;

/* Expressions are known by a key: the term in 4 bytes, the bytes of the left extension and of the term's own tokens in
 * 4 each, then the expression's normalized text, its tokens as they stand beside each other. */
enum { GLN_VARIANT_HEAD = 12 };

struct gln_variants {
    gln_counter_options options;
    gln_article_text text; /* for gln_variants_add */
    gln_date date;         /* of the issue being counted */
    uint64_t n_articles;
    uint64_t *hits; /* by term: occurrences */
    gln_intern keys;
    gln_variant *items; /* by key */
    size_t capacity;
    gln_runs runs; /* of keys (variants_spill.c) */
};

/* Adds what was counted of a key elsewhere. */
GLN_MUST_USE gln_status gln_variants__add_key(gln_variants *variants, gln_slice key, const gln_variant *counts,
                                              gln_error *err);

/* The earlier first and the later last date, of those that are whole. */
void gln_variant__widen(gln_variant *variant, gln_date first, gln_date last);

/* Writes the keys to a run and forgets them where they take more than options.memory; between articles. */
GLN_MUST_USE gln_status gln_variants__keep_within(gln_variants *variants, gln_error *err);

/* All keys with their counts, by their bytes. */
typedef gln_status gln_variants_taker(void *context, gln_slice key, const gln_variant *counts, gln_error *err);
GLN_MUST_USE gln_status gln_variants__merged(const gln_variants *variants, gln_variants_taker *take, void *context,
                                             gln_error *err);

/* The keys that were counted `least` times or more as a counter of their own, which holds them in memory. */
GLN_MUST_USE gln_status gln_variants__frequent(const gln_variants *variants, uint64_t least, gln_variants **out,
                                               gln_error *err);

#endif
