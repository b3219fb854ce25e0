/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The vocabulary as a whole, by period; and what each period is about.
 */
#ifndef GUANLAN_VOCABULARY_H
#define GUANLAN_VOCABULARY_H

#include "guanlan/counter.h"
#include "guanlan/table.h"
#include "guanlan/trend.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_VOCABULARY_OPTIONS_INIT. */
typedef struct gln_vocabulary_options {
    bool whole; /**< one row for everything; by is not looked at */
    gln_by by;
    uint64_t min_count; /**< keywords: words with fewer hits in the period are left out */
    size_t top;         /**< keywords: rows a period, 0 for all */
} gln_vocabulary_options;

#define GLN_VOCABULARY_OPTIONS_INIT                                                                                    \
    {                                                                                                                  \
        .whole = true, .by = GLN_BY_MONTH, .min_count = 3, .top = 50                                                   \
    }

/** Makes the table vocabulary, a row a period with text: richness (Yule 1944; Simpson 1949; Guiraud 1954; Herdan 1960;
 * Maas 1972; Sichel 1975; Honore 1979; Hurlbert 1971; McCarthy and Jarvis 2007), unseen words (Good 1953; Chao 1984),
 * entropy (Miller 1955; Chao and Shen 2003), laws (Zipf 1949; Mandelbrot 1953; Heaps 1978); and of running text MATTR
 * (Covington and McFall 2010), MSTTR (Johnson 1944) and MTLD (McCarthy and Jarvis 2010). Numbers are no words.
 *
 * The last three never reach across articles, whose order in a paper is no text: windows are pooled over the articles
 * of a period, and MTLD is its words over its factors, so an article weighs by its length. So they depend neither on
 * the order of articles nor on threads. A
 * counter without keep_order has none of the three.
 *
 * Counters of given terms: GLN_ERR_USAGE; also for more than 1,000 periods. options may be NULL. */
GLN_API GLN_MUST_USE gln_status gln_vocabulary_table(const gln_freq *counter, const gln_vocabulary_options *options,
                                                     gln_table **out, gln_error *err);

/** Makes the table keywords: the words of each period by keyness against the rest of the corpus (of everything: by
 * tf-idf over articles), with weights (Sparck Jones 1972), clumping (Church and Gale 1995; Church 2000) and, of a
 * counter with keep_order, TextRank (Mihalcea and Tarau 2004) and RAKE (Rose et al. 2010) within the period. Order:
 * periods in time; within one by log_odds_z, or by tf-idf, ties by bytes. Errors as above. */
GLN_API GLN_MUST_USE gln_status gln_keywords_table(const gln_freq *counter, const gln_vocabulary_options *options,
                                                   gln_table **out, gln_error *err);

/** Makes the table keyphrases: the candidate phrases of each period by RAKE (Rose et al. 2010), those with min_count
 * occurrences. Order: periods in time; within one by score, by count, by bytes. The counter was made with keep_order
 * and a stop list: without one phrases end at marks only and have no score (no_stop_list). Errors as above. */
GLN_API GLN_MUST_USE gln_status gln_keyphrases_table(const gln_freq *counter, const gln_vocabulary_options *options,
                                                     gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
