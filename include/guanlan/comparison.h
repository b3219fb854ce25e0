/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Two selections compared, term by term (keyness) and as a whole (divergence of their vocabularies).
 *
 * Words burst within articles and stories within days, so tokens are never the unit of a test; gln_compare_rule says
 * what is, and how p-values are made, adjusted and ranked by. A is the first selection, B the second; a positive log
 * ratio means more frequent in A. What is undefined is null, and the row's status says why.
 */
#ifndef GUANLAN_COMPARISON_H
#define GUANLAN_COMPARISON_H

#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_COMPARE_OPTIONS_INIT. Texts are borrowed during the call. */
typedef struct gln_compare_options {
    gln_slice label_a;   /**< names of the selections in the columns a and b; ptr NULL gives "A" and "B" */
    gln_slice label_b;   /**< see label_a */
    gln_match match;     /**< how given terms were looked for; words are always whole tokens */
    uint64_t min_count;  /**< words with fewer hits in both selections together are not tested; given terms all are */
    size_t top;          /**< rows of compare at most, 0 for all; the family of tests stays the whole */
    double alpha;        /**< level of the false discovery rate; 1 - alpha is the confidence of intervals */
    double prior;        /**< tokens that the prior of log_odds_z is worth, a0 */
    size_t check;        /**< so many rows from the top get p_permutation; given terms all do */
    size_t permutations; /**< relabellings drawn for p_permutation, where not all are enumerated */
    uint64_t seed;       /**< of all relabellings */
} gln_compare_options;

#define GLN_COMPARE_OPTIONS_INIT                                                                                       \
    {                                                                                                                  \
        .match = GLN_MATCH_STRING, .min_count = 5, .top = 0, .alpha = .05, .prior = 500, .check = 100,                 \
        .permutations = 999, .seed = 1                                                                                 \
    }

/** The rule of inference as text, for the methods box of a report; static. */
GLN_API const char *gln_compare_rule(void);

/** Makes the tables compare (a row a term) and compare_summary (one row).
 *
 * Measures: log ratio (Hardie 2014), its exact interval (Przyborowski and Wilenski 1940) widened by the root of the
 * dispersion, LRC (Evert 2022), G2 (Dunning 1993), log-odds z (Monroe, Colaresi and Quinn 2008), quasi-Poisson F test
 * (McCullagh and Nelder 1989), permutation p (Phipson and Smyth 2010), BH (Benjamini and Hochberg 1995), DP (Gries
 * 2008), D_A (Burch, Egbert and Biber 2017), Jensen-Shannon divergence (Lin 1991).
 *
 * Order of compare: terms with p_adj <= alpha by |lrc|, then the others by |log_odds_z|, ties by the bytes of the term.
 * options may be NULL. Errors: GLN_ERR_USAGE where the counters were made with different terms, analyzers or parts or
 * an option is out of its range; GLN_ERR_NOMEM. Counters may be empty and selections may share articles: the tests are
 * then null. Cost: a pass over the postings and a few microseconds a tested term; for p_permutation units x
 * permutations bytes (left out where that exceeds 256 MiB) and 99 permutations of the 20,000 commonest words for the
 * divergence. Neither counter is changed; other threads may read them. */
GLN_API GLN_MUST_USE gln_status gln_compare_tables(const gln_freq *a, const gln_freq *b,
                                                   const gln_compare_options *options, gln_table **compare,
                                                   gln_table **summary, gln_error *err);

/** The same two tables without rows, and the rows of one more pair added to them: periods against the ones before. Each
 * pair is a family of tests of its own. On failure the tables may hold some of the pair's rows. */
GLN_API GLN_MUST_USE gln_status gln_compare_begin(gln_table **compare, gln_table **summary, gln_error *err);
GLN_API GLN_MUST_USE gln_status gln_compare_append(const gln_freq *a, const gln_freq *b,
                                                   const gln_compare_options *options, gln_table *compare,
                                                   gln_table *summary, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
