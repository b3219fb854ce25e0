/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * New words: strings of a corpus that behave as words do and are in no lexicon. A string counts as a word where its
 * parts hold together and its neighbours vary (Harris 1955; Sproat and Shih 1990; Zhikov, Takamura and Okumura 2013):
 *
 *     cohesion        min over ways to part it in two of log2( c(uv) N / (c(u) c(v)) ), pointwise mutual information
 *     entropy, left   - sum p log2 p over what stands before it, with the correction (K - 1)/(2 n ln 2) for K kinds in
 * n and right       places (Miller 1955; Madow 1948); the end of a stretch of characters is one kind
 *
 * N is the number of places of the corpus where a string may begin. Each has a lower limit of 95 %: of the cohesion by
 * the exact Poisson interval of c(uv) (Garwood 1936), of an entropy by its standard error sqrt((sum p ln^2 p - H^2)/n)
 * (Basharin 1959). A candidate passes where all three lower limits do.
 */
#ifndef GUANLAN_NEWWORDS_H
#define GUANLAN_NEWWORDS_H

#include "guanlan/counter.h"
#include "guanlan/stoplist.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How new words are chosen. Start it with GLN_NEWWORDS_OPTIONS_INIT. */
typedef struct gln_newwords_options {
    uint64_t min_count;       /**< 0: 5, or one in a million places where that is more */
    double min_cohesion;      /**< bits, for its lower limit */
    double min_entropy;       /**< bits, for the lower limits of both sides */
    double prune;             /**< a string is dropped where one that holds it has this share of its occurrences */
    bool known;               /**< keep words of the lexicons too */
    const gln_stoplist *stop; /**< words that no candidate begins or ends with; may be NULL */
    size_t top;               /**< keep this many, 0 all */
} gln_newwords_options;

#define GLN_NEWWORDS_OPTIONS_INIT                                                                                      \
    {                                                                                                                  \
        0, 3.0, 1.0, .8, false, NULL, 0                                                                                \
    }

/** A candidate that passed. */
typedef struct gln_newword {
    gln_slice text; /**< normalized */
    uint64_t count;
    double cohesion, cohesion_low;
    double entropy_left, entropy_left_low;
    double entropy_right, entropy_right_low;
    double score; /**< cohesion_low times the smaller of the entropies' lower limits */
    bool known;   /**< to a lexicon */
} gln_newword;

typedef struct gln_newwords gln_newwords;

/** The new words of an n-gram counter, by score, then count, then bytes. They borrow nothing from the counter. Cost: a
 * merge of the sorted keys in each direction; memory grows with the strings that pass on one side. */
GLN_API GLN_MUST_USE gln_status gln_newwords_find(const gln_ngrams *counter, const gln_newwords_options *options,
                                                  gln_newwords **out, gln_error *err);
GLN_API void gln_newwords_free(gln_newwords *words);
GLN_API size_t gln_newwords_count(const gln_newwords *words);
GLN_API const gln_newword *gln_newwords_get(const gln_newwords *words, size_t i);
GLN_API uint64_t gln_newwords_min_count(const gln_newwords *words); /**< that was used */

/** Table "newwords": a row a word. evidence (may be NULL) counted the words as given terms, in order, with a gln_kwic
 * that keeps at most one line of each; freq (may be NULL) counted them over the whole time, for article and issue
 * frequencies and, with since.year not 0, for what stands before that date and from it on: then a word that stands
 * before is left out. The table borrows nothing. */
GLN_API GLN_MUST_USE gln_status gln_newwords_table(const gln_newwords *words, const gln_analyzer *analyzer,
                                                   const gln_freq *freq, const gln_kwic *evidence, gln_date since,
                                                   gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
