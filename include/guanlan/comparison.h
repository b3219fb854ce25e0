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
#include "guanlan/trend.h"

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
    bool all_measures;   /**< the column measures holds all others there are */
    gln_table *moves;    /**< made by gln_compare_moves_begin: gets the rows of each pair; NULL for none */
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

/** The empty table compare_moves: what came, went, rose and fell, with the articles behind each; see
 * gln_compare_options.moves. */
GLN_API GLN_MUST_USE gln_status gln_compare_moves_begin(gln_table **out, gln_error *err);

/** What a period is compared with. */
typedef enum gln_compare_against {
    GLN_AGAINST_PREVIOUS, /**< the period before that has issues */
    GLN_AGAINST_REST,     /**< all others */
    GLN_AGAINST_YEAR,     /**< the same period a year earlier, where it has issues */
} gln_compare_against;

/** A list of frequencies from elsewhere. */
typedef struct gln_reference gln_reference;

/** Reads a list: lines of a term, a tab and a count; lines that begin with # and a first line whose count is `count` or
 * `frequency` say nothing. Terms are normalized as the analyzer's are, equal ones added up. The list's tokens are the
 * sum of its counts, unless a line "# tokens", a tab and a number says more. GLN_ERR_FORMAT with file and line for
 * anything else (a count that is not a whole number, as NaN is none; an empty list); GLN_ERR_IO, GLN_ERR_NOMEM. */
GLN_API GLN_MUST_USE gln_status gln_reference_read(const char *path, const gln_analyzer *analyzer, gln_reference **out,
                                                   gln_error *err);
GLN_API void gln_reference_free(gln_reference *reference);

/** The same two tables as gln_compare_tables, with the list as B: a population whose rates are known and whose units
 * are not, so that dispersion is that of A alone, the test has n_a - 1 degrees of freedom, and nothing is permuted. All
 * words only: GLN_ERR_USAGE for a counter of given terms. */
GLN_API GLN_MUST_USE gln_status gln_compare_reference(const gln_freq *a, const gln_reference *reference,
                                                      const gln_compare_options *options, gln_table **compare,
                                                      gln_table **summary, gln_error *err);

/** The same two tables, a pair for each period of the counter's issues. Labels are the periods'; each pair is a family
 * of its own. GLN_ERR_USAGE for fewer than two periods or more than 1,000. */
GLN_API GLN_MUST_USE gln_status gln_compare_periods(const gln_freq *freq, gln_by by, gln_compare_against against,
                                                    const gln_compare_options *options, gln_table **compare,
                                                    gln_table **summary, gln_error *err);

/** The periods as wholes, by the words with min_count hits (at most the 2,000 commonest): the tables compare_distances
 * (a row a pair of periods), compare_periods (a row a period: novelty, place in a correspondence analysis, cluster),
 * compare_tree (a row a merge), novelty (a row a period and window) and resonance (a row a window: its regression on
 * novelty; Barron et al. 2018). Errors as gln_compare_periods, at most 500 periods. */
enum { GLN_COMPARE_PROFILES = 5 };
GLN_API GLN_MUST_USE gln_status gln_compare_profiles(const gln_freq *freq, gln_by by,
                                                     const gln_compare_options *options,
                                                     gln_table *tables[GLN_COMPARE_PROFILES], gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
