/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The network of words: which of the commonest words stand together (in articles, paragraphs, sentences or windows)
 * more often than chance would have it.
 */
#ifndef GUANLAN_NETWORK_H
#define GUANLAN_NETWORK_H

#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_NETWORK_OPTIONS_INIT. */
typedef struct gln_network_options {
    size_t nodes;        /**< so many of the commonest words (of given terms: all), at most 10,000 */
    uint64_t min_count;  /**< contexts that hold both, of an edge */
    double alpha;        /**< level of the adjusted p of an edge */
    double disparity;    /**< level of the disparity filter; 1 keeps every edge */
    size_t bootstrap;    /**< resamples of articles for the stability of edges; 0: none */
    bool all_measures;   /**< betweenness, too */
    uint64_t seed;       /**< of the resamples */
    gln_context context; /**< what must hold both; all but articles need counters with keep_order */
    unsigned window;     /**< of windows: at most so many tokens apart in a sentence, 1 to 1000 */
} gln_network_options;

#define GLN_NETWORK_OPTIONS_INIT                                                                                       \
    {                                                                                                                  \
        .nodes = 2000, .min_count = 3, .alpha = .05, .disparity = .05, .bootstrap = 0, .all_measures = false,          \
        .seed = 1, .context = GLN_CONTEXT_ARTICLE, .window = 5                                                         \
    }

/** How edges are made, as text; static. */
GLN_API const char *gln_network_rule(void);

/** Makes the tables network (a row an edge), network_nodes and network_summary (one row). With b, both counters make
 * one network, and each edge is tested for a change between the first and the second.
 *
 * Measures: Fisher's exact test, or the G2 of Dunning (1993) where all expected counts reach 5, of attraction, over all
 * pairs of nodes, adjusted after Benjamini and Hochberg (1995); disparity filter (Serrano et al. 2009); communities
 * (Traag et al. 2019), PageRank (Brin and Page 1998), clustering (Onnela et al. 2005), betweenness (Freeman 1977);
 * change of odds (Breslow and Day 1980).
 *
 * Articles, paragraphs (a headline line is one) and sentences are contexts that hold both words or not: f1, f2, O and N
 * are numbers of contexts (Evert 2008, textual). In windows O is the number of pairs of tokens at most `window` apart
 * in one sentence, and E = f1 f2 P/(N(N - 1)) the mean over all orders of the N tokens, P the ordered pairs of places;
 * p is Poisson's. Windows take no b. Resamples are of articles with all they hold, whatever the context.
 *
 * Order: edges by weight, the heaviest first, then by bytes; nodes by strength, then by bytes. options may be NULL.
 * GLN_ERR_USAGE for an option out of its range, counters made differently or without the order that they need;
 * GLN_ERR_NOMEM. Cost: the pairs of nodes in each context, and some microseconds a pair with an expected count below 5;
 * memory 4 bytes (with b 8) a pair of nodes. Counters are not changed; other threads may read them. */
GLN_API GLN_MUST_USE gln_status gln_network_tables(const gln_freq *a, const gln_freq *b,
                                                   const gln_network_options *options, gln_table **network,
                                                   gln_table **nodes, gln_table **summary, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
