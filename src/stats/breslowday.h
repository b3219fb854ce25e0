/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Whether two words go together as strongly in several strata: homogeneity of odds ratios (Breslow and Day 1980, with
 * Tarone's 1985 correction). Pure functions, thread safe. */
#ifndef GLN_STATS_BRESLOWDAY_H
#define GLN_STATS_BRESLOWDAY_H

#include "stats/numeric.h"

/** A stratum: units with both, with the first, with the second, all. */
typedef struct gln_stratum2x2 {
    uint64_t both, first, second, n;
} gln_stratum2x2;

typedef struct gln_homogeneous_odds {
    const char *status; /**< "ok"; "undefined_odds" (no stratum has a finite common odds ratio), "invalid_table" */
    double common;      /**< Mantel and Haenszel's (1959) common odds ratio */
    double chi2;        /**< Breslow and Day, corrected; df = informative strata - 1 */
    double df;
    double ln_p; /**< upper chi-square tail; NaN where fewer than two strata say anything */
} gln_homogeneous_odds;

/** A stratum where a margin is 0 or all says nothing. O(n). */
void gln_breslowday__test(const gln_stratum2x2 *strata, size_t n, gln_homogeneous_odds *out);

#endif
