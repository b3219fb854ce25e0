/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Distances of whole texts (issues, periods) by their commonest words, and what is new in a sequence of them.
 *
 * Profiles are rows of a table of counts: text after text, word after word. Undefined numbers are NaN. Pure functions,
 * thread safe. */
#ifndef GLN_STATS_STYLOMETRY_H
#define GLN_STATS_STYLOMETRY_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

/** Word counts of texts. */
typedef struct gln_profiles {
    const uint64_t *counts; /**< [text * words + word] */
    size_t texts, words;
} gln_profiles;

typedef struct gln_delta {
    double burrows;   /**< mean |z_a - z_b| over words (Burrows 2002) */
    double quadratic; /**< mean (z_a - z_b)^2 (Argamon 2008) */
    double cosine;    /**< 1 - cos(z_a, z_b) (Smith and Aldridge 2011; Evert et al. 2017) */
} gln_delta;

/** z-scores of relative frequencies, sample standard deviation, into z (texts x words). A word of one rate everywhere
 * is left out (its scores are 0); *n_used tells how many stay. A text without tokens makes its row NaN and has no part
 * in mean and deviation. */
void gln_stylometry__scores(const gln_profiles *profiles, double *z, size_t *n_used);

gln_delta gln_stylometry__delta(const double *z_a, const double *z_b, size_t words, size_t n_used);

/** Chi-square of two texts over the commonest words of both together, by degrees of freedom (Kilgarriff 2001). */
typedef struct gln_cbdf {
    double chi2; /**< cells: both counts of each word, expected from the texts' full sizes */
    double cbdf; /**< chi2/(words - 1); only sizes that are equal make these comparable; NaN below two words */
    size_t words;
} gln_cbdf;

/** top = 0: all words that occur. Of equally common words the first in the table. GLN_ERR_NOMEM. O(words log words). */
GLN_MUST_USE gln_status gln_stylometry__cbdf(const uint64_t *a, const uint64_t *b, size_t words, size_t top,
                                             gln_cbdf *out, gln_error *err);

/** Barron et al. (2018), bits. */
typedef struct gln_novelty {
    double novelty;    /**< mean KL(text || each of the w before) */
    double transience; /**< mean KL(text || each of the w behind) */
    double resonance;  /**< novelty - transience */
} gln_novelty;

/** One a text into out; NaN within w of either end, or where a text in reach has no tokens. p = (f + alpha)/(n + alpha
 * words). O(texts w words). */
void gln_stylometry__novelty(const gln_profiles *profiles, double alpha, size_t w, gln_novelty *out);

/** The same in two steps, for several windows and orders: d[i texts + j] = KL(text i || text j), NaN where one has no
 * tokens, in O(texts^2 words); then the novelty of text order[i] into out[i], in O(texts w). */
void gln_stylometry__divergences(const gln_profiles *profiles, double alpha, double *d);
void gln_stylometry__novelty_in(const double *d, const uint32_t *order, size_t texts, size_t w, gln_novelty *out);

#endif
