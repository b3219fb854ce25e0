/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Concordance: every occurrence of given terms with its context (keyword in context, Luhn 1960).
 */
#ifndef GUANLAN_CONCORDANCE_H
#define GUANLAN_CONCORDANCE_H

#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The order of the lines. */
typedef enum gln_kwic_sort {
    GLN_KWIC_UNSORTED, /**< as they stand in the corpus: date, newspaper, issue, place in the text, term */
    GLN_KWIC_LEFT,     /**< by the text to the left, read backwards character by character */
    GLN_KWIC_RIGHT,    /**< by the text to the right */
} gln_kwic_sort;

/** Start it with GLN_KWIC_OPTIONS_INIT. */
typedef struct gln_kwic_options {
    gln_kwic_sort sort;
    size_t sample; /**< so many lines drawn at random, all sets alike likely, whatever else was counted in what order; a
                        larger sample holds the smaller. 0: all. Drawn before sorting */
    uint64_t seed; /**< of the sample */
    size_t limit;  /**< the first so many lines of the order, 0: all */
    gln_table_taker taker; /**< rows NULL, or takes the rows as they come; the last are left to gln_table_flush */
} gln_kwic_options;

#define GLN_KWIC_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        .sort = GLN_KWIC_UNSORTED, .sample = 0, .seed = 1, .limit = 0, .taker = { NULL, NULL }                         \
    }

/** Makes the table kwic. Texts are the article's own. Sorting compares normalized text (NFKC, case, width, script as
 * the counter's analyzer folds) by code points, white space next to the match apart; ties keep the order of the corpus.
 * Status: "ok", or "undated" where the date is not fully known and its cell null. options may be NULL. Errors:
 * GLN_ERR_USAGE for an unknown sort, GLN_ERR_NOMEM. Cost: a sort of the lines. The counter is not changed; other
 * threads may read it. */
GLN_API GLN_MUST_USE gln_status gln_kwic_table(const gln_kwic *counter, const gln_kwic_options *options,
                                               gln_table **out, gln_error *err);

/** Makes the table examples, with the columns of kwic: articles behind the points of a trend, from a counter made with
 * most_by_period and the trend's own `by`. At most `most` lines: those of points with a burst or a change come first,
 * then those of the most hits; points keep the order of the corpus. Errors: GLN_ERR_USAGE where trend is no such table.
 * Cost: a sort of the lines. */
GLN_API GLN_MUST_USE gln_status gln_examples_table(const gln_kwic *counter, const gln_table *trend, size_t most,
                                                   gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
