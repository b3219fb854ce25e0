/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table that left memory: pages of GLN_PAGE_ROWS rows in a spool, read one at a time. */
#ifndef GLN_CORE_TABLE_PAGES_H
#define GLN_CORE_TABLE_PAGES_H

#include "core/spool.h"
#include "guanlan/table.h"

enum { GLN_PAGE_ROWS = 1024 };

typedef struct gln_table_pages {
    gln_spool spool;
    uint64_t *at; /* by page */
    size_t n;
    size_t capacity;
    gln_buffer bytes; /* of the page being written, or of the one that is held */
    gln_cell *cells;  /* of the page that is held; texts point into bytes */
    size_t held;      /* its number from 1; 0 for none */
    gln_error failed; /* the first failure of reading; status GLN_OK while there is none */
} gln_table_pages;

void gln_table_pages__free(gln_table_pages *pages); /* NULL is fine */

/* Appends a page: the cells of GLN_PAGE_ROWS rows. pages is made where it is NULL. */
GLN_MUST_USE gln_status gln_table_pages__put(gln_table_pages **pages, const gln_field *fields, size_t n_fields,
                                             const gln_cell *cells, gln_error *err);

/* The cells of a row in the pages, good until a row of another page is asked for. A failure is remembered, the cells
 * are then null. */
const gln_cell *gln_table_pages__row(gln_table_pages *pages, const gln_field *fields, size_t n_fields, size_t row);

#endif
