/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * How rich a vocabulary is, from the frequencies of its words: N tokens, V types, V1 of them once, V2 twice.
 *
 * All but the rarefied numbers and the rates of growth depend on N: texts of unequal length are compared by types
 * expected in samples of one size. Undefined numbers are NaN. Pure functions, thread safe. */
#ifndef GLN_STATS_RICHNESS_H
#define GLN_STATS_RICHNESS_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct gln_richness {
    const char *status; /**< "ok"; "undefined_no_tokens": all of it NaN but the counts */
    uint64_t tokens, types, hapax, dis;
    double ttr;          /**< V/N */
    double guiraud;      /**< V/sqrt N (1954) */
    double carroll;      /**< V/sqrt(2N) (1964) */
    double herdan_c;     /**< ln V/ln N (1960); NaN at N = 1 */
    double maas_a2;      /**< (ln N - ln V)/(ln N)^2 (1972) */
    double dugast_u;     /**< its inverse (1978); NaN at V = N */
    double yule_k;       /**< 10^4 (sum f^2 - N)/N^2 (1944) */
    double yule_i;       /**< V^2/(sum f^2 - V); NaN where every word occurs once */
    double simpson;      /**< sum f(f-1)/(N(N-1)): two tokens are of one word (1949); NaN at N = 1 */
    double repeat_rate;  /**< sum (f/N)^2 */
    double herdan_vm;    /**< sqrt(sum (f/N)^2 - 1/V) (1955) */
    double honore_r;     /**< 100 ln N/(1 - V1/V) (1979); NaN at V1 = V */
    double sichel_s;     /**< V2/V (1975) */
    double brunet_w;     /**< N^(V^-.172) (1978) */
    double unseen_mass;  /**< V1/N, share of tokens still to be of new words (Good and Turing 1953) */
    double chao1;        /**< V + V1(V1-1)/(2(V2+1)), a lower bound of the types there are (Chao 1984, 2005) */
    double chao1_se;     /**< its standard error (Chao 1987) */
    double ace;          /**< abundance coverage estimator, rare: at most ten times (Chao and Lee 1992) */
    double fisher_alpha; /**< a with V = a ln(1 + N/a) (1943); NaN at V = N */
    double entropy;      /**< plug-in, nats */
    double miller_madow; /**< + (V-1)/(2N) (Miller 1955), nats */
    double chao_shen;    /**< coverage-adjusted (2003), nats */
    double coverage;     /**< 1 - V1/N, of N-1 once where all are; what chao_shen adjusts by */
} gln_richness;

/** From frequencies in any order; zeros are words that do not occur. O(V). */
void gln_richness__measure(const uint64_t *frequencies, size_t n, gln_richness *out);

/** Types expected among `sample` tokens drawn without replacement, sum 1 - C(N-f, s)/C(N, s) (Hurlbert 1971); NaN
 * where sample > N or N = 0. HD-D (McCarthy and Jarvis 2007) is this at 42 over 42. O(V). */
double gln_richness__rarefied(const uint64_t *frequencies, size_t n, double sample);

/** a with V = a ln(1 + N/a); NaN unless 0 < V < N. */
double gln_richness__fisher_alpha(double types, double tokens);

/** Measures of a running text: words by number, in order. */
typedef struct gln_text_diversity {
    double mattr; /**< mean type-token ratio of all windows of w tokens (Covington and McFall 2010); NaN at n < w */
    double msttr; /**< of the windows one behind the other that are full (Johnson 1944); NaN at n < w */
    double mtld;  /**< mean length of stretches that keep the ratio above .72, both directions, a factor ending at a
                       ratio <= .72 (McCarthy and Jarvis 2010); NaN where no word is repeated */
    double mtld_below;      /**< a factor ending at a ratio < .72 */
    double mtld_at_least10; /**< the same, of ten tokens at least */
} gln_text_diversity;

/** What texts that are read one by one add up to. Starts zeroed but for the window. */
typedef struct gln_text_sums {
    size_t window;
    uint64_t words;
    uint64_t windows, window_types;   /**< windows of w words, and their types summed */
    uint64_t segments, segment_types; /**< the same of full windows one behind the other */
    double factors[2]; /**< of MTLD, forwards and backwards, the rest at the end of each text with them */
} gln_text_sums;

/** Adds a text: words[i] < n_words, n_words at least 1. No window and no factor reaches from one text into the next.
 * O(n) time, O(n_words) memory; GLN_ERR_NOMEM, GLN_ERR_RANGE for a window of 0. */
GLN_MUST_USE gln_status gln_richness__add_text(const uint32_t *words, size_t n, size_t n_words, gln_text_sums *sums,
                                               gln_error *err);

/** mattr, msttr and mtld of all that was added: windows count alike whichever text they are of, and mtld is words over
 * factors, which is the mean of the texts' weighted by their length (harmonic); the other two are NaN. */
void gln_richness__pooled(const gln_text_sums *sums, gln_text_diversity *out);

/** words[i] < n_words. O(n) time, O(n_words) memory; GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_richness__text(const uint32_t *words, size_t n, size_t n_words, size_t window,
                                           gln_text_diversity *out, gln_error *err);

#endif
