/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/factors.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

/* The R factor of the QR decomposition of the transposed table: k x k where the table is rows x columns, k = rows. */
static gln_status triangle(const double *x, size_t rows, size_t columns, gsl_matrix **out, gln_error *err)
{
    gsl_matrix *tall = gsl_matrix_alloc(columns, rows);
    gsl_vector *tau = gsl_vector_alloc(rows);
    gsl_matrix *r = gsl_matrix_calloc(rows, rows);
    if (!tall || !tau || !r) {
        gsl_matrix_free(tall);
        gsl_vector_free(tau);
        gsl_matrix_free(r);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            gsl_matrix_set(tall, j, i, x[i * columns + j]);
        }
    }
    gsl_linalg_QR_decomp(tall, tau);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = i; j < rows; j++) {
            gsl_matrix_set(r, j, i, gsl_matrix_get(tall, i, j)); /* R transposed: x = R' Q' */
        }
    }
    gsl_matrix_free(tall);
    gsl_vector_free(tau);
    *out = r;
    return GLN_OK;
}

static gln_status copied(const double *x, size_t rows, size_t columns, gsl_matrix **out, gln_error *err)
{
    gsl_matrix *m = gsl_matrix_alloc(rows, columns);
    if (!m) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < rows * columns; i++) {
        gsl_matrix_set(m, i / columns, i % columns, x[i]);
    }
    *out = m;
    return GLN_OK;
}

/* Values and left vectors out; the sign of a vector by its largest component, the first of equals. */
static void take(const gsl_matrix *u, const gsl_vector *s, double *values, double *left)
{
    size_t rows = u->size1, k = s->size;
    for (size_t j = 0; j < k; j++) {
        double value = gsl_vector_get(s, j), largest = 0;
        bool real = value > 1e-13 * gsl_vector_get(s, 0);
        values[j] = real ? value : 0;
        for (size_t i = 0; left && i < rows; i++) {
            double here = gsl_matrix_get(u, i, j);
            largest = fabs(here) > fabs(largest) * (1 + 1e-9) ? here : largest;
        }
        for (size_t i = 0; left && i < rows; i++) {
            left[i * k + j] = real ? copysign(1, largest) * gsl_matrix_get(u, i, j) : 0;
        }
    }
}

gln_status gln_factors__singular(const double *x, size_t rows, size_t columns, double *values, double *left,
                                 gln_error *err)
{
    gsl_matrix *u = NULL, *v = NULL;
    gsl_vector *s = NULL;
    size_t k = rows < columns ? rows : columns;
    gln_stats__init();
    if (k == 0 || k > GLN_FACTORS_MOST_ROWS || (rows > columns && rows > 100000)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a table of %zu texts and %zu words", rows, columns);
    }
    for (size_t i = 0; i < rows * columns; i++) {
        if (!isfinite(x[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "a table of texts by words with a number that is not finite");
        }
    }
    gln_status status = columns > rows ? triangle(x, rows, columns, &u, err) : copied(x, rows, columns, &u, err);
    if (status != GLN_OK) {
        return status;
    }
    v = gsl_matrix_alloc(k, k);
    s = gsl_vector_alloc(k);
    if (!v || !s) {
        status = gln_error__nomem(err);
    } else if (gsl_linalg_SV_decomp_jacobi(u, v, s)) {
        status = gln_error_set(err, GLN_ERR_RANGE, "singular values that do not converge");
    } else {
        take(u, s, values, left);
    }
    gsl_matrix_free(u);
    gsl_matrix_free(v);
    gsl_vector_free(s);
    return status;
}

gln_status gln_factors__principal(const double *x, size_t rows, size_t columns, double *sdev, double *scores,
                                  gln_error *err)
{
    size_t k = rows < columns ? rows : columns;
    if (rows < 2) {
        return gln_error_set(err, GLN_ERR_RANGE, "principal components of %zu texts", rows);
    }
    double *centred = gln_memory__array(rows * columns, sizeof *centred);
    if (!centred) {
        return gln_error__nomem(err);
    }
    for (size_t j = 0; j < columns; j++) {
        double mean = 0;
        for (size_t i = 0; i < rows; i++) {
            mean += x[i * columns + j] / (double)rows;
        }
        for (size_t i = 0; i < rows; i++) {
            centred[i * columns + j] = x[i * columns + j] - mean;
        }
    }
    gln_status status = gln_factors__singular(centred, rows, columns, sdev, scores, err);
    for (size_t j = 0; status == GLN_OK && j < k; j++) {
        for (size_t i = 0; scores && i < rows; i++) {
            scores[i * k + j] *= sdev[j];
        }
        sdev[j] /= sqrt((double)rows - 1);
    }
    free(centred);
    return status;
}

/* ---- correspondence analysis ------------------------------------------------------------------------------------- */

typedef struct margins {
    double *row, *column; /* shares; 0 where empty */
    double total;
    size_t full_rows, full_columns;
} margins;

static gln_status read_margins(const double *counts, size_t rows, size_t columns, margins *m, gln_error *err)
{
    for (size_t i = 0; i < rows * columns; i++) {
        if (!(counts[i] >= 0 && isfinite(counts[i]))) {
            return gln_error_set(err, GLN_ERR_RANGE, "a table of texts by words with a count below 0");
        }
        m->row[i / columns] += counts[i];
        m->column[i % columns] += counts[i];
        m->total += counts[i];
    }
    if (!(m->total > 0)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a table of texts by words without a count");
    }
    for (size_t i = 0; i < rows; i++) {
        m->row[i] /= m->total;
        m->full_rows += m->row[i] > 0;
    }
    for (size_t j = 0; j < columns; j++) {
        m->column[j] /= m->total;
        m->full_columns += m->column[j] > 0;
    }
    return GLN_OK;
}

/* Column coordinates from the vectors of the rows: s v_j/sqrt c_j = sum_i (residual_ij u_i)/sqrt c_j. */
static void column_axes(const double *residuals, const double *left, const margins *m, size_t rows, size_t columns,
                        size_t k, double *out)
{
    for (size_t j = 0; j < columns; j++) {
        for (size_t a = 0; a < k; a++) {
            double sum = 0;
            for (size_t i = 0; i < rows; i++) {
                sum += residuals[i * columns + j] * left[i * k + a];
            }
            out[j * k + a] = m->column[j] > 0 ? sum / sqrt(m->column[j]) : (double)NAN;
        }
    }
}

gln_status gln_factors__correspondence(const double *counts, size_t rows, size_t columns, double *inertias,
                                       double *row_coords, double *column_coords, gln_correspondence *out,
                                       gln_error *err)
{
    size_t k = rows < columns ? rows : columns;
    margins m = {gln_memory__zeroed(rows, sizeof(double)), gln_memory__zeroed(columns, sizeof(double)), 0, 0, 0};
    double *residuals = gln_memory__array(rows * columns, sizeof *residuals);
    double *left = gln_memory__array(rows * (k ? k : 1), sizeof *left);
    bool room = m.row && m.column && residuals && left;
    gln_status status = room ? read_margins(counts, rows, columns, &m, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        *out = (gln_correspondence){0, 0};
        for (size_t i = 0; i < rows * columns; i++) { /* (p_ij - r_i c_j)/sqrt(r_i c_j) */
            double r = m.row[i / columns], c = m.column[i % columns];
            residuals[i] = r > 0 && c > 0 ? (counts[i] / m.total - r * c) / sqrt(r * c) : 0;
            out->total_inertia += residuals[i] * residuals[i];
        }
        status = gln_factors__singular(residuals, rows, columns, inertias, left, err);
    }
    if (status == GLN_OK) {
        out->axes = (m.full_rows < m.full_columns ? m.full_rows : m.full_columns) - 1;
        for (size_t i = 0; row_coords && i < rows * k; i++) {
            row_coords[i] = m.row[i / k] > 0 ? left[i] * inertias[i % k] / sqrt(m.row[i / k]) : (double)NAN;
        }
        if (column_coords) {
            column_axes(residuals, left, &m, rows, columns, k, column_coords);
        }
        for (size_t a = 0; a < k; a++) {
            inertias[a] *= inertias[a];
        }
    }
    free(m.row);
    free(m.column);
    free(residuals);
    free(left);
    return status;
}
