/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents and terms of a matrix, as tables that hand their rows on. */
#ifndef GLN_MEASURE_MATRIX_H
#define GLN_MEASURE_MATRIX_H

#include "count/freq_view.h"
#include "guanlan/table.h"

/* Empty tables matrix_docs and matrix_terms. */
GLN_MUST_USE gln_status gln_matrix__new_docs(gln_table **out, gln_error *err);
GLN_MUST_USE gln_status gln_matrix__new_terms(gln_table **out, gln_error *err);

/* Their rows, in the order of the view; of terms those whose keep is not 0. The last ones are flushed. */
GLN_MUST_USE gln_status gln_matrix__fill_docs(const gln_freq_view *view, gln_table *table, gln_error *err);
GLN_MUST_USE gln_status gln_matrix__fill_terms(const gln_freq_view *view, const uint8_t *keep, gln_table *table,
                                               gln_error *err);

/* Which terms stay (keep by term, zeroed): with so many hits, of these the commonest `top`; all given ones. How many,
 * and how many entries they have. GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_matrix__choose(const gln_freq_view *view, uint64_t min_count, size_t top, uint8_t *keep,
                                           size_t *n_terms, uint64_t *n_entries, gln_error *err);

#endif
