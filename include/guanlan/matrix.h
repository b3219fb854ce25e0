/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The document-term matrix with what is known of its documents, as files that scipy, R (Matrix, quanteda, stm) and
 * anything that knows Matrix Market read.
 */
#ifndef GUANLAN_MATRIX_H
#define GUANLAN_MATRIX_H

#include "guanlan/counter.h"
#include "guanlan/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_MATRIX_OPTIONS_INIT. Given terms are always all there. */
typedef struct gln_matrix_options {
    uint64_t min_count;         /**< words with fewer hits are left out */
    size_t top;                 /**< so many of the commonest words (ties by bytes), 0 for all */
    bool bom;                   /**< the CSV files begin with a byte order mark */
    const volatile int *cancel; /**< not 0: stop with GLN_ERR_INTERRUPTED; may be NULL */
} gln_matrix_options;

#define GLN_MATRIX_OPTIONS_INIT                                                                                        \
    {                                                                                                                  \
        .min_count = 1                                                                                                 \
    }

/** Writes into the folder, made where absent:
 * - matrix.mtx: Matrix Market (Boisvert, Pozo and Remington 1996), coordinate integer general. A row is a document, a
 *   column a term, both counted from 1; entries by column, then row. Documents without a term are rows too.
 * - matrix_docs.csv: a row a document, in the order of the matrix's rows: date, newspaper and headline of the article.
 * - matrix_terms.csv: a row a term, in the order of the columns, which is that of its bytes.
 * - datapackage.json: about, with both tables, and under params the matrix's file, size and SHA-256.
 *
 * about gives name, params (at most 24) and provenance; its tables are not looked at. Bytes do not depend on threads or
 * merges. options may be NULL. Every file is written beside and renamed, datapackage.json last. Errors: GLN_ERR_IO,
 * GLN_ERR_NOMEM. Memory: about 20 bytes a document and 40 a term, and of a counter without a bound 8 an entry. */
GLN_API GLN_MUST_USE gln_status gln_matrix_write_folder(const gln_freq *counter, const gln_matrix_options *options,
                                                        const gln_report *about, const char *folder, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
