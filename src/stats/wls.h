/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Weighted least squares by a pivoted Householder QR: the step inside every regression here (Golub 1965).
 * Room is held between calls; one workspace belongs to one thread.
 */
#ifndef GLN_STATS_WLS_H
#define GLN_STATS_WLS_H

#include "guanlan/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct gln_wls gln_wls;

/** Room for problems of n rows and p columns, n >= p >= 1, p <= 64. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_wls__new(size_t n, size_t p, gln_wls **out, gln_error *err);
void gln_wls__free(gln_wls *wls);

/** coef minimizing sum w_i (z_i - x_i coef)^2; w NULL: ones. cov, p x p or NULL, gets (X'WX)^-1. False, with nothing
 * written, where the columns are numerically collinear (a pivot below 1e-11 of the largest, columns scaled to 1) or a
 * number is not finite. O(n p^2). */
bool gln_wls__solve(gln_wls *wls, const double *x, const double *w, const double *z, double *coef, double *cov);

#endif
