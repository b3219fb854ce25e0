/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The Mann-Kendall test: does a series rise or fall monotonically?
 *
 * S = sum over i < j of sign(x_j - x_i), the series in time order (Mann 1945, Kendall 1975). Under exchangeability
 *     var S = [n(n-1)(2n+5) - sum over ties t(t-1)(2t+5)] / 18,   z = (S - sign S) / sqrt(var S),
 *     tau_a = S / (n(n-1)/2),   tau_b = S / sqrt(n0 (n0 - ties)), n0 = n(n-1)/2.
 * Without ties and up to GLN_KENDALL_EXACT_N points the exact permutation distribution is used (Mahonian numbers).
 * The test presumes exchangeable values: autocorrelation inflates it, see prewhiten.h.
 *
 * Only the order of the values counts, not the dates. Gaps are dropped by the caller, never filled.
 * Functions here are pure and may run in several threads at once.
 */
#ifndef GLN_STATS_KENDALL_H
#define GLN_STATS_KENDALL_H

#include "guanlan/status.h"

#include <stddef.h>

enum { GLN_KENDALL_EXACT_N = 10 };

/** What the test found. A number that is not defined is NaN. */
typedef struct gln_kendall {
    size_t n;           /**< points */
    double s;           /**< the score; an integer */
    double var_s;       /**< its variance under exchangeability, ties allowed for; 0 for a constant series */
    double z;           /**< with continuity correction; 0 where S is 0 */
    double p;           /**< two-sided, normal approximation; 1 for a constant series */
    double ln_p;        /**< its natural logarithm, right where p underflows */
    double p_exact;     /**< two-sided by enumeration; NaN above GLN_KENDALL_EXACT_N points or with ties */
    double p_best;      /**< p_exact where there is one, else p: the one to report */
    double ln_p_best;   /**< its natural logarithm */
    double min_p;       /**< the smallest two-sided p any order of these values could reach; 0 below 1e-308 */
    double tau_a;       /**< NaN for n < 2 */
    double tau_b;       /**< NaN for a constant series */
    const char *status; /**< "ok", "constant", or "insufficient_data" for n < 4, which can never reach p < 0.05 */
} gln_kendall;

/** The test on n values in time order; x may be NULL where n is 0. For n < 2 everything but n, s and var_s is NaN.
 * GLN_ERR_RANGE for a value that is not finite or n above 2^31, GLN_ERR_NOMEM. O(n log n) time, O(n) memory. */
GLN_MUST_USE gln_status gln_kendall__test(const double *x, size_t n, gln_kendall *out, gln_error *err);

/** Fills z, p, ln_p (and p_best) of a test from another variance, as the corrections for autocorrelation want it.
 * A variance that is not positive leaves them NaN unless S is 0. */
void gln_kendall__z(double s, double var_s, double *z, double *p, double *ln_p);

#endif
