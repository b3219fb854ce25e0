/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Frequencies of words estimated again from unlabelled text, by expectation-maximization over the segmenter's lattice
 * (Dempster, Laird & Rubin 1977; for segmentation Deligne & Bimbot 1995): each way to cut a run of ideographs counts as
 * much as it is probable, each word as much as the ways through it, and the counts make the next round's frequencies.
 * What was shipped counts as a prior (Dirichlet), so that no word that the text happens to lack is lost.
 */
#ifndef GUANLAN_ESTIMATE_H
#define GUANLAN_ESTIMATE_H

#include "guanlan/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A lexicon whose frequencies are being estimated. It is put among the counters of gln_counters_run, any number of
 * threads adding to it at once; the sums are the same whatever the threads and the order of texts. */
typedef struct gln_estimate gln_estimate;

/** Starts from the analyzer's lexicon, which is borrowed; the user's words are cut as ever and not counted. prior: the
 * number of words that the frequencies there count for next to the text's; 0 forgets them. GLN_ERR_USAGE for an
 * analyzer of pretokenized text. Memory: the lexicon, and eight bytes for each of its nodes. */
GLN_API GLN_MUST_USE gln_status gln_estimate_new(const gln_analyzer *analyzer, uint64_t prior, gln_estimate **out,
                                                 gln_error *err);
GLN_API void gln_estimate_free(gln_estimate *estimate);

/** What a round has seen. */
typedef struct gln_estimate_round {
    double words;        /**< of the lexicon, expected number */
    uint64_t characters; /**< ideographs */
    double bits;         /**< -log2 of the likelihood of the text under the frequencies before the round */
} gln_estimate_round;

/** Ends a round: makes new frequencies of what was counted, for the round that follows. round may be NULL. */
GLN_API void gln_estimate_step(gln_estimate *estimate, gln_estimate_round *round);

/** Writes the lexicon as a readable file that replaces the shipped one where gln_analyzer_options.lexicons names it:
 * word, frequency (of 10^9), tag, parts, sorted by bytes. */
GLN_API GLN_MUST_USE gln_status gln_estimate_write(const gln_estimate *estimate, const char *path, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
