/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Weights of words in texts, and how a word clumps in texts.
 *
 * The inverse document frequency has many forms; which one is meant is part of every result. Pure functions, thread
 * safe; NaN where a document frequency is 0 or above the number of documents. */
#ifndef GLN_STATS_TFIDF_H
#define GLN_STATS_TFIDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum gln_idf {
    GLN_IDF_PLAIN,    /**< ln(N/df): 0 for a word of every text (Sparck Jones 1972) */
    GLN_IDF_PLUS_ONE, /**< ln(N/df) + 1 */
    GLN_IDF_SMOOTH,   /**< ln((1 + N)/(1 + df)) + 1, as if one more text held every word */
} gln_idf;

typedef enum gln_tf {
    GLN_TF_RAW,       /**< f */
    GLN_TF_LOG,       /**< ln(1 + f) */
    GLN_TF_SUBLINEAR, /**< 1 + ln f */
} gln_tf;

double gln_tfidf__idf(double documents, double document_frequency, gln_idf form);
double gln_tfidf__tf(double count, gln_tf form); /**< 0 at 0 */

/** How a word's hits lie in documents. */
typedef struct gln_clumping {
    double burstiness;       /**< f/df, hits a document with any (Church and Gale 1995) */
    double residual_idf;     /**< log2(N/df) - -log2(1 - e^(-f/N)): bits above what Poisson's law expects (1995) */
    double adaptation;       /**< share of documents with a hit that have two or more (Church 2000) */
    double variance_to_mean; /**< over all documents, sample variance; 1 under Poisson's law; NaN of one */
} gln_clumping;

/** From the hits of the documents that have any; n of them, of `documents`. All NaN where n = 0 or n > documents. */
void gln_tfidf__clumping(const uint64_t *hits, size_t n, double documents, gln_clumping *out);

#endif
