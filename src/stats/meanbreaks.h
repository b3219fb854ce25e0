/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Breaks of the mean of a series: least squares segments (Bai and Perron 1998, 2003), and two tests that there is one.
 *
 * Ordinary least squares on a constant: for values of like variance, such as logarithms or square roots of rates.
 * Counts with exposure have their own segmentation (changescan.h). Undefined numbers are NaN. Pure, thread safe. */
#ifndef GLN_STATS_MEANBREAKS_H
#define GLN_STATS_MEANBREAKS_H

#include "guanlan/status.h"

#include <stddef.h>

enum { GLN_MEANBREAKS_MOST = 20, GLN_MEANBREAKS_MOST_POINTS = 5000 };

/** The numbers of breaks looked at: 0 to `most`, least squares and BIC = n (ln(RSS/n) + 1 + ln 2 pi) + 2(m + 1) ln n of
 * each; the best by BIC with its places (points before a break) and their 95 % intervals (Bai 1997, shifts fixed,
 * variance of each segment its own). */
typedef struct gln_meanbreaks {
    const char *status; /**< "ok", "insufficient_data" (no room for a break), "constant" (no variance) */
    size_t most;
    double rss[GLN_MEANBREAKS_MOST + 1], bic[GLN_MEANBREAKS_MOST + 1];
    size_t n_breaks;
    size_t after[GLN_MEANBREAKS_MOST];
    double low[GLN_MEANBREAKS_MOST], high[GLN_MEANBREAKS_MOST];
    double sup_f, sup_f_p; /**< largest F of one break at shares h to 1 - h (Andrews 1993); p approximate (Estrella
                                2003, first terms), good to some percent of itself for p < .1 */
    double cusum, cusum_p; /**< largest |sum of residuals|/(s sqrt n) (Ploberger and Kraemer 1992), Brownian bridge */
} gln_meanbreaks;

/** h in (0, .5]: the least share of points of a segment. GLN_ERR_RANGE for numbers out of domain or too many points;
 * GLN_ERR_NOMEM. O(n^2) memory and O(n^2 breaks) time. */
GLN_MUST_USE gln_status gln_meanbreaks__find(const double *x, size_t n, double h, gln_meanbreaks *out, gln_error *err);

#endif
