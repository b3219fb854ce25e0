/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Reuse: copies of one text in several articles: a wire story that many papers print, a reprint, a text printed twice.
 *
 * An article is known by its shingles: every run of three words, or of five characters where a script writes no spaces,
 * of its normalized body (lead-ins are off already; the headline, which papers write anew, does not count). Two
 * articles with at most window_days between them are copies where the Jaccard index of their shingles (Broder 1997)
 * reaches the threshold, or where at least 60 % of the shorter one, and 40 shingles, stand in the longer. Pairs worth
 * comparing are found by MinHash and locality-sensitive hashing (Indyk & Motwani 1998): 32 bands of 2 minima propose a
 * pair with the chance 1 - (1 - J^2)^32: .72 at J = .2, .87 at .25, .95 at .3, .9999 at .5. A cluster is a connected
 * component of the pairs that passed; one with more than GLN_REUSE_SERIES members, all of one paper, is a column of
 * that paper rather than a reprint and is marked "boilerplate". So that standing text does not make copies, a shingle
 * that is in at least 8 issues and in more than 5 % of the issues of any one paper is left out everywhere, and an
 * article with fewer than 16 other shingles takes no part.
 *
 * Of each article the 256 smallest hashes of its shingles are kept. Where both have no more, what is computed of a pair
 * is exact; else it is an estimate over K shared places with the standard error sqrt(J (1 - J) / K).
 *
 * The default threshold is .25 because reprints share little: real ones average about 30 % of their three-grams once
 * cut, edited and misread. On 94,846 articles made of a stock of shared sentences it finds all of 16 planted reprints
 * and 7 pairs besides, which a threshold of .36 leaves out.
 */
#ifndef GUANLAN_REUSE_H
#define GUANLAN_REUSE_H

#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Members above which a cluster of one paper is boilerplate. */
enum { GLN_REUSE_SERIES = 4 };

/** Start it with GLN_REUSE_OPTIONS_INIT. */
typedef struct gln_reuse_options {
    unsigned window_days; /**< days that two copies may lie apart, 0 to 36500 */
    double threshold;     /**< least Jaccard index of a pair, above 0, at most 1 */
    size_t top;           /**< the first so many clusters of the order, 0: all */
} gln_reuse_options;

#define GLN_REUSE_OPTIONS_INIT                                                                                         \
    {                                                                                                                  \
        .window_days = 7, .threshold = 0.25, .top = 0                                                                  \
    }

/** Makes the tables reuse (a row a member) and reuse_clusters (a row a cluster). Clusters come reprints first, then
 * boilerplate; of either the largest first, then by date. Members are in the order of date, newspaper, edition, id; the
 * first is the earliest copy, to which similarity, containment, lag and kind are. Status: "ok"; "estimated": computed
 * on samples; "chained": the member passes with another member but not with the earliest; "boilerplate". Articles
 * without a full date take no part. options may be NULL. Errors: GLN_ERR_USAGE for a threshold or window out of range,
 * GLN_ERR_NOMEM. Cost: n log n time and about 1.3 KB for each article. The counter is not changed. */
GLN_API GLN_MUST_USE gln_status gln_reuse_tables(const gln_reuse *counter, const gln_reuse_options *options,
                                                 gln_table **members, gln_table **clusters, gln_error *err);

/** The members of all clusters that are no boilerplate, to be looked up by article id in selections: give it to
 * gln_selection.first_print and only the earliest copy of each cluster passes.
 * Chained members are no copies of the earliest: they are left out, so that they count. options may be NULL. */
GLN_API GLN_MUST_USE gln_status gln_reuse_reprints(const gln_reuse *counter, const gln_reuse_options *options,
                                                   gln_reprints **out, gln_error *err);

/** Articles of a selection above which gln_stories_table has one row that says so; for gln_counter_options.keep. */
enum { GLN_STORIES_MOST = 20000 };

/** Makes the table stories: the articles of two selections matched with each other, which carries a comparison where
 * no test can, as of two single front pages. Both counters were made with gln_counter_options.every.
 *
 * Two articles are one story where their bodies are copies (as above, threshold .25; short bodies: the same text), or
 * where their headlines are alike (Dice 1945 >= .5 of their character pairs, or words, at least three of them shared)
 * and their bodies bear it out: at least .1 of the shorter one's shingles stand in the longer, or one of them has fewer
 * than 16 and the headlines' Dice is .7. The name of a column in brackets before a headline (【】) is left out here. An
 * article is matched once, the closest pair first (by the sum of both similarities); one whose partners are all closer
 * to others is a further row of that story. A row: a story's pair, an article that only A has, or one that only B has.
 * Articles come in the order of A's issues, then of B's.
 *
 * Standing text is not taken out, as a page knows of no other. Status: "ok"; "estimated": computed on samples;
 * "further"; "little_text": an article alone whose body is too short to be known by; "too_many_articles": a
 * selection has more than its counter was to keep. Errors: GLN_ERR_USAGE for counters of other articles, GLN_ERR_NOMEM.
 * Cost: linear in the articles of A for the pairs that share a shingle which at most 64 articles of B have. */
GLN_API GLN_MUST_USE gln_status gln_stories_table(const gln_reuse *a, const gln_reuse *b, gln_table **out,
                                                  gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
