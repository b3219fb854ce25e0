/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/table_pages.h"

#include <stdlib.h>

/* A cell is a byte, 0 where it is null; else 1 and the value: text as its length in 8 bytes and its bytes, a boolean as
 * a byte, a number as it is in memory. */
enum { NONE, SOME };

void gln_table_pages__free(gln_table_pages *pages)
{
    if (pages) {
        gln_spool__close(&pages->spool);
        gln_buffer__free(&pages->bytes);
        free(pages->at);
        free(pages->cells);
        free(pages);
    }
}

static gln_status make(size_t n_fields, gln_table_pages **out, gln_error *err)
{
    size_t n;
    gln_table_pages *pages = gln_memory__zeroed(1, sizeof *pages);
    gln_cell *cells = gln_size__mul(n_fields, GLN_PAGE_ROWS, &n) ? gln_memory__array(n, sizeof *cells) : NULL;
    if (!pages || !cells) {
        free(pages);
        free(cells);
        return gln_error__nomem(err);
    }
    pages->spool = (gln_spool)GLN_SPOOL_INIT;
    pages->cells = cells;
    pages->failed = (gln_error)GLN_ERROR_INIT;
    *out = pages;
    return GLN_OK;
}

static void put_u64(gln_buffer *out, uint64_t n)
{
    char bytes[sizeof n];
    memcpy(bytes, &n, sizeof n);
    gln_buffer__put(out, (gln_slice){bytes, sizeof bytes});
}

static void put_cell(gln_buffer *out, gln_type type, const gln_cell *cell)
{
    gln_buffer__byte(out, cell->null ? NONE : SOME);
    if (cell->null) {
        return;
    }
    if (type == GLN_TYPE_BOOLEAN) {
        gln_buffer__byte(out, cell->as.boolean);
    } else if (type == GLN_TYPE_INTEGER || type == GLN_TYPE_NUMBER) {
        gln_buffer__put(out, (gln_slice){(const char *)&cell->as, sizeof(uint64_t)});
    } else {
        put_u64(out, cell->as.text.len);
        gln_buffer__put(out, cell->as.text);
    }
}

gln_status gln_table_pages__put(gln_table_pages **pages, const gln_field *fields, size_t n_fields,
                                const gln_cell *cells, gln_error *err)
{
    gln_status status = *pages ? GLN_OK : make(n_fields, pages, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_table_pages *p = *pages;
    uint64_t *grown = gln_memory__grown(p->at, &p->capacity, p->n + 2, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    p->at = grown;
    p->held = 0;
    gln_buffer__clear(&p->bytes);
    for (size_t row = 0; row < GLN_PAGE_ROWS; row++) {
        for (size_t i = 0; i < n_fields; i++) {
            put_cell(&p->bytes, fields[i].type, &cells[row * n_fields + i]);
        }
    }
    if (p->bytes.failed) {
        return gln_error__nomem(err);
    }
    status = gln_spool__put(&p->spool, gln_buffer__slice(&p->bytes), &p->at[p->n], err);
    if (status == GLN_OK) {
        p->at[++p->n] = p->spool.size;
    }
    return status;
}

/* The cell at *at, which moves behind it. */
static gln_cell take_cell(const char **at, gln_type type)
{
    gln_cell cell = {.null = *(*at)++ == NONE};
    if (cell.null) {
        return cell;
    }
    if (type == GLN_TYPE_BOOLEAN) {
        cell.as.boolean = *(*at)++ != 0;
        return cell;
    }
    uint64_t n;
    memcpy(&n, *at, sizeof n);
    if (type == GLN_TYPE_INTEGER || type == GLN_TYPE_NUMBER) {
        memcpy(&cell.as, *at, sizeof n);
        n = 0;
    }
    *at += sizeof n;
    if (type != GLN_TYPE_INTEGER && type != GLN_TYPE_NUMBER) {
        cell.as.text = (gln_slice){*at, (size_t)n};
    }
    *at += n;
    return cell;
}

static void load(gln_table_pages *p, const gln_field *fields, size_t n_fields, size_t page)
{
    gln_buffer__clear(&p->bytes);
    gln_status status = gln_spool__get(&p->spool, p->at[page], p->at[page + 1] - p->at[page], &p->bytes,
                                       p->failed.status == GLN_OK ? &p->failed : NULL);
    const char *at = p->bytes.data;
    for (size_t i = 0; i < GLN_PAGE_ROWS * n_fields; i++) {
        p->cells[i] = status == GLN_OK ? take_cell(&at, fields[i % n_fields].type) : (gln_cell){.null = true};
    }
    p->held = page + 1;
}

const gln_cell *gln_table_pages__row(gln_table_pages *pages, const gln_field *fields, size_t n_fields, size_t row)
{
    size_t page = row / GLN_PAGE_ROWS;
    if (pages->held != page + 1) {
        load(pages, fields, n_fields, page);
    }
    return &pages->cells[row % GLN_PAGE_ROWS * n_fields];
}
