/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Frequencies: how often each term occurs, in how many articles and issues, and how evenly.
 */
#ifndef GUANLAN_FREQUENCY_H
#define GUANLAN_FREQUENCY_H

#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_FREQ_OPTIONS_INIT. min_count and top leave out words, never given terms. */
typedef struct gln_freq_options {
    gln_match match;    /**< how given terms were looked for; words are always whole tokens */
    uint64_t min_count; /**< words with fewer hits are left out */
    size_t top;         /**< so many of the commonest words, 0 for all */
    double conf;        /**< confidence of the interval of the rate; 0 leaves it out, which saves most of the time */
    bool all_measures;  /**< the column measures holds all others there are */
} gln_freq_options;

#define GLN_FREQ_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        .match = GLN_MATCH_STRING, .min_count = 1, .top = 0, .conf = .95                                               \
    }

/** Makes the table freq. Dispersions over articles and over issues: DP (Gries 2008), DPnorm (Lijffijt and Gries 2012),
 * D_A (Burch, Egbert and Biber 2017), Juilland's D of rates (Juilland et al. 1970); parts without tokens are no parts.
 * The interval of the rate takes articles as units (Cochran 1977; Korn and Graubard 1998).
 *
 * Order: words by count, the commonest first, ties by bytes; given terms as given. A given term without a hit has count
 * and rate 0, no dispersion and the status "no_hits". options may be NULL. Errors: GLN_ERR_USAGE for a conf outside [0,
 * 1), GLN_ERR_NOMEM. Cost: a sort of the terms, and h log h for h postings of each. The counter is not changed; other
 * threads may read it. */
GLN_API GLN_MUST_USE gln_status gln_freq_table(const gln_freq *counter, const gln_freq_options *options,
                                               gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
