/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Bayesian change points of a series of counts with exposure (Adams and MacKay 2007; Fearnhead 2006).
 *
 * Segments have rates drawn from Gamma(shape a0, rate b0); before each period but the first a new segment begins with
 * probability `hazard`. Everything is exact: sums over all segmentations by recursion. Pure, thread safe. */
#ifndef GLN_STATS_ONLINECHANGE_H
#define GLN_STATS_ONLINECHANGE_H

#include "guanlan/status.h"

#include <stddef.h>

enum { GLN_ONLINECHANGE_MOST = 5000 };

typedef struct gln_onlinechange {
    double a0, b0; /**< > 0 */
    double hazard; /**< in (0, 1) */
} gln_onlinechange;

/** change[i], i = 0 .. n-2: probability given all data that a segment begins at period i + 1 (from 0). run[r], r = 0 ..
 * n-1: probability that the last segment has r + 1 periods. Either may be NULL. *ln_evidence: of the data under the
 * model, NaN at n = 0. exposure NULL stands for ones. GLN_ERR_RANGE for numbers out of domain (counts >= 0 and finite,
 * exposure > 0) or too many periods; GLN_ERR_NOMEM. O(n^2) time, O(n) memory. */
GLN_MUST_USE gln_status gln_onlinechange__find(const double *y, const double *exposure, size_t n,
                                               const gln_onlinechange *prior, double *change, double *run,
                                               double *ln_evidence, gln_error *err);

#endif
