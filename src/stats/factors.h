/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Texts by words in few dimensions: singular values, principal components, correspondence analysis.
 *
 * Rows are issues or periods and few, columns are words: a wide table is made square by QR first, then rotated by
 * one-sided Jacobi (Hestenes 1958), which keeps small singular values that a Gram matrix would lose. Signs of axes are
 * arbitrary; here the largest coordinate of an axis is positive, so that output does not depend on the library. Pure
 * functions, thread safe. */
#ifndef GLN_STATS_FACTORS_H
#define GLN_STATS_FACTORS_H

#include "guanlan/status.h"

#include <stddef.h>

enum { GLN_FACTORS_MOST_ROWS = 2000 };

/** Singular values of x (rows x columns), descending, min(rows, columns) of them. left: NULL, or rows x that many: the
 * left singular vectors, item [row * k + axis]. Values below 1e-13 of the largest are 0. GLN_ERR_RANGE for a number
 * that is not finite or too many rows; GLN_ERR_NOMEM. O(rows^2 columns + rows^3). */
GLN_MUST_USE gln_status gln_factors__singular(const double *x, size_t rows, size_t columns, double *values,
                                              double *left, gln_error *err);

/** Principal components of rows centred by column (Pearson 1901): standard deviations (divisor rows - 1) and scores
 * (rows x k, k = min(rows, columns)). GLN_ERR_RANGE also for fewer than two rows. */
GLN_MUST_USE gln_status gln_factors__principal(const double *x, size_t rows, size_t columns, double *sdev,
                                               double *scores, gln_error *err);

/** Correspondence analysis (Benzecri 1973; Greenacre 1984) of a table of counts. */
typedef struct gln_correspondence {
    size_t axes;          /**< min(rows, columns) - 1 of rows and columns that are not empty */
    double total_inertia; /**< chi2/N */
} gln_correspondence;

/** inertias: min(rows, columns) numbers. row_coords (rows x axes-to-be, stride min(rows, columns)) and column_coords
 * (columns x the same) are principal coordinates; either may be NULL. Empty rows and columns get NaN and no part.
 * GLN_ERR_RANGE for a negative or not finite count, or an empty table. */
GLN_MUST_USE gln_status gln_factors__correspondence(const double *counts, size_t rows, size_t columns, double *inertias,
                                                    double *row_coords, double *column_coords, gln_correspondence *out,
                                                    gln_error *err);

#endif
