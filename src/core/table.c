/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/table.h"

#include "core/arena.h"
#include "core/table_pages.h"
#include "core/table_text.h"

#include <math.h>
#include <stdlib.h>

/* A table that takes more than MOST_HELD bytes keeps its rows in pages on disk. */
enum { STREAMED_ROWS = 4096, MOST_HELD = 16 << 20 };

struct gln_table {
    gln_arena arena;
    gln_arena texts; /* of the cells */
    const char *name;
    const char *title;
    gln_field *fields;
    size_t n_fields;
    gln_cell *cells; /* row after row, from first_held on */
    size_t n_rows;
    size_t first_held;      /* rows before it lie in pages */
    size_t capacity;        /* of cells */
    size_t text_bytes;      /* of the cells held */
    gln_table_pages *pages; /* NULL while all is held */
    gln_table_taker taker;  /* rows NULL: they stay */
    gln_status status;
    const char *cause;
    gln_error taken; /* what the taker answered */
};

gln_status gln_table_new(const char *name, const char *title, const gln_field *fields, size_t n_fields, gln_table **out,
                         gln_error *err)
{
    gln_table *table = gln_memory__zeroed(1, sizeof *table);
    if (!table) {
        return gln_error__nomem(err);
    }
    table->taken = (gln_error)GLN_ERROR_INIT;
    table->name = name;
    table->title = title;
    table->n_fields = n_fields;
    table->fields = gln_arena__array(&table->arena, n_fields, sizeof *fields);
    if (!table->fields) {
        gln_table_free(table);
        return gln_error__nomem(err);
    }
    memcpy(table->fields, fields, n_fields * sizeof *fields);
    *out = table;
    return GLN_OK;
}

void gln_table_free(gln_table *table)
{
    if (table) {
        gln_arena__clear(&table->arena);
        gln_arena__clear(&table->texts);
        gln_table_pages__free(table->pages);
        free(table->cells);
        free(table);
    }
}

static void fail(gln_table *table, gln_status status, const char *cause)
{
    if (table->status == GLN_OK) {
        table->status = status;
        table->cause = cause;
    }
}

void gln_table_stream(gln_table *table, gln_table_taker taker)
{
    table->taker = taker;
}

static void hand_on(gln_table *table)
{
    gln_status status = table->taker.rows(table->taker.context, table, &table->taken);
    if (status != GLN_OK) {
        fail(table, status, table->taken.message);
    }
    table->n_rows = 0;
    table->text_bytes = 0;
    gln_arena__reset(&table->texts);
}

/* Whole pages of rows leave memory once they are too much for it; they are then all that is held. */
static void page_out(gln_table *table)
{
    size_t held = table->n_rows - table->first_held;
    if (held == 0 || held % GLN_PAGE_ROWS ||
        (!table->pages && held * table->n_fields * sizeof *table->cells + table->text_bytes <= MOST_HELD)) {
        return;
    }
    for (size_t row = 0; row < held && table->status == GLN_OK; row += GLN_PAGE_ROWS) {
        gln_status status = gln_table_pages__put(&table->pages, table->fields, table->n_fields,
                                                 &table->cells[row * table->n_fields], &table->taken);
        if (status != GLN_OK) {
            fail(table, status, table->taken.message);
        }
    }
    table->first_held = table->n_rows;
    table->text_bytes = 0;
    gln_arena__reset(&table->texts);
    if (held > GLN_PAGE_ROWS) {
        free(table->cells);
        table->cells = NULL;
        table->capacity = 0;
    }
}

gln_status gln_table_flush(gln_table *table, gln_error *err)
{
    if (table->taker.rows && table->status == GLN_OK) {
        hand_on(table);
    }
    return gln_table_check(table, err);
}

void gln_table_row(gln_table *table)
{
    size_t need;
    if (table->taker.rows && table->n_rows >= STREAMED_ROWS && table->status == GLN_OK) {
        hand_on(table);
    }
    page_out(table);
    if (table->status != GLN_OK) {
        return;
    }
    if (!gln_size__mul(table->n_rows - table->first_held + 1, table->n_fields, &need)) {
        fail(table, GLN_ERR_NOMEM, "a table grew too large");
        return;
    }
    gln_cell *cells = gln_memory__grown(table->cells, &table->capacity, need, sizeof *cells);
    if (!cells) {
        fail(table, GLN_ERR_NOMEM, "memory ran out for a table");
        return;
    }
    table->cells = cells;
    for (size_t i = need - table->n_fields; i < need; i++) {
        cells[i] = (gln_cell){.null = true};
    }
    table->n_rows++;
}

static gln_cell *current(gln_table *table, size_t column)
{
    if (table->status != GLN_OK) {
        return NULL;
    }
    if (table->n_rows == 0 || column >= table->n_fields) {
        fail(table, GLN_ERR_INTERNAL, "a cell outside its table was set");
        return NULL;
    }
    return &table->cells[(table->n_rows - 1 - table->first_held) * table->n_fields + column];
}

static gln_cell *typed(gln_table *table, size_t column, gln_type type)
{
    gln_cell *cell = current(table, column);
    if (cell && table->fields[column].type != type) {
        fail(table, GLN_ERR_INTERNAL, "a cell was set with a value of another type than its column");
        return NULL;
    }
    return cell;
}

void gln_table_set_text(gln_table *table, size_t column, gln_slice text)
{
    gln_cell *cell = current(table, column);
    if (!cell || !text.ptr) {
        return;
    }
    gln_type type = table->fields[column].type;
    if (type == GLN_TYPE_INTEGER || type == GLN_TYPE_NUMBER || type == GLN_TYPE_BOOLEAN) {
        fail(table, GLN_ERR_INTERNAL, "a cell was set with a value of another type than its column");
        return;
    }
    gln_slice copy = gln_arena__copy(&table->texts, text);
    if (!copy.ptr) {
        fail(table, GLN_ERR_NOMEM, "memory ran out for a table");
        return;
    }
    table->text_bytes += copy.len + 1;
    cell->null = false;
    cell->as.text = copy;
}

void gln_table__set_buffer(gln_table *table, size_t column, const gln_buffer *text)
{
    if (text->failed) {
        fail(table, GLN_ERR_NOMEM, "memory ran out for a table");
    } else {
        gln_table_set_text(table, column, gln_buffer__slice(text));
    }
}

void gln_table_set_integer(gln_table *table, size_t column, uint64_t value)
{
    gln_cell *cell = typed(table, column, GLN_TYPE_INTEGER);
    if (cell) {
        cell->null = false;
        cell->as.integer = value;
    }
}

void gln_table_set_number(gln_table *table, size_t column, double value)
{
    gln_cell *cell = typed(table, column, GLN_TYPE_NUMBER);
    if (cell && isfinite(value)) {
        cell->null = false;
        cell->as.number = value;
    }
}

void gln_table_set_boolean(gln_table *table, size_t column, bool value)
{
    gln_cell *cell = typed(table, column, GLN_TYPE_BOOLEAN);
    if (cell) {
        cell->null = false;
        cell->as.boolean = value;
    }
}

/* Tells of a failure that was kept, with the file that it was in. */
static gln_status tell(const gln_error *cause, gln_error *err)
{
    gln_status status = gln_error_set(err, cause->status, "%s", cause->message);
    gln_error_at(err, cause->file, cause->line, cause->offset);
    return status;
}

gln_status gln_table_check(const gln_table *table, gln_error *err)
{
    if (table->status == GLN_OK) {
        bool lost = table->pages && table->pages->failed.status != GLN_OK;
        return lost ? tell(&table->pages->failed, err) : GLN_OK;
    }
    return table->cause == table->taken.message ? tell(&table->taken, err)
                                                : gln_error_set(err, table->status, "%s", table->cause);
}

const char *gln_table_name(const gln_table *table)
{
    return table->name;
}

const char *gln_table_title(const gln_table *table)
{
    return table->title;
}

size_t gln_table_n_rows(const gln_table *table)
{
    return table->n_rows;
}

size_t gln_table_n_fields(const gln_table *table)
{
    return table->n_fields;
}

const gln_field *gln_table_field(const gln_table *table, size_t column)
{
    return &table->fields[column];
}

const gln_cell *gln_table_cell(const gln_table *table, size_t row, size_t column)
{
    if (row < table->first_held) {
        return &gln_table_pages__row(table->pages, table->fields, table->n_fields, row)[column];
    }
    return &table->cells[(row - table->first_held) * table->n_fields + column];
}

size_t gln_table_find(const gln_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_fields; i++) {
        if (strcmp(table->fields[i].name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}
