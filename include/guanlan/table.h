/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A table: the only thing a measure returns. Named columns with type, unit and description; rows in their final order.
 * Every output format is written from tables, so a new measure appears in all of them at once.
 */
#ifndef GUANLAN_TABLE_H
#define GUANLAN_TABLE_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a column holds; the names are those of Frictionless Table Schema. */
typedef enum gln_type {
    GLN_TYPE_STRING,
    GLN_TYPE_INTEGER, /**< uint64_t; exact, above 2^53 written as a string */
    GLN_TYPE_NUMBER,  /**< double; NaN and infinities become null, the row's status says why */
    GLN_TYPE_BOOLEAN,
    GLN_TYPE_DATE,  /**< ISO text, YYYY-MM-DD */
    GLN_TYPE_ARRAY, /**< the cell's text is JSON, an array */
    GLN_TYPE_OBJECT /**< the cell's text is JSON, an object */
} gln_type;

/** One column. The texts live as long as the table (string literals as a rule). */
typedef struct gln_field {
    const char *name;
    gln_type type;
    const char *unit;        /**< "per million tokens", "bits"; NULL where there is none */
    const char *title;       /**< a short heading */
    const char *description; /**< one sentence: what the number is, with the source of a measure */
} gln_field;

/** One cell. Borrowed from the table, until a row more than some hundreds away is asked for: a table of more than some
 * megabytes keeps its rows in a temporary file. */
typedef struct gln_cell {
    bool null;
    union {
        gln_slice text; /* string, date, array, object; ptr, len */
        uint64_t integer;
        double number;
        bool boolean;
    } as;
} gln_cell;

typedef struct gln_table gln_table;

/** An empty table. name is its report name ("trend"), title a heading; fields are copied (their texts are not).
 * Not safe to share between threads. Any number of rows takes constant memory. */
GLN_API GLN_MUST_USE gln_status gln_table_new(const char *name, const char *title, const gln_field *fields,
                                              size_t n_fields, gln_table **out, gln_error *err);

/** Frees the table; NULL is fine. */
GLN_API void gln_table_free(gln_table *table);

/** Takes rows: the table's, in their order, before they are dropped from it. */
typedef struct gln_table_taker {
    gln_status (*rows)(void *context, const gln_table *table, gln_error *err);
    void *context;
} gln_table_taker;

/** From now on the table hands its rows on by some thousands, so that it may have any length in constant memory. What
 * the taker answers is remembered and given by gln_table_check. */
GLN_API void gln_table_stream(gln_table *table, gln_table_taker taker);

/** Hands on the rows that are left, or none where there were none at all. */
GLN_API GLN_MUST_USE gln_status gln_table_flush(gln_table *table, gln_error *err);

/** Starts a row, all of its cells null. */
GLN_API void gln_table_row(gln_table *table);

/** Set a cell of the row last started, by column number. Text is copied; a slice with ptr NULL gives null. A wrong
 * type, a column out of range or want of memory is remembered and given by gln_table_check. */
GLN_API void gln_table_set_text(gln_table *table, size_t column, gln_slice text);
GLN_API void gln_table_set_integer(gln_table *table, size_t column, uint64_t value);
GLN_API void gln_table_set_number(gln_table *table, size_t column, double value); /**< not finite gives null */
GLN_API void gln_table_set_boolean(gln_table *table, size_t column, bool value);

/** The first failure of the calls above or of reading a cell, or GLN_OK. Ask it once the rows are in, and again once
 * they were read. */
GLN_API GLN_MUST_USE gln_status gln_table_check(const gln_table *table, gln_error *err);

GLN_API const char *gln_table_name(const gln_table *table);
GLN_API const char *gln_table_title(const gln_table *table);
GLN_API size_t gln_table_n_rows(const gln_table *table);
GLN_API size_t gln_table_n_fields(const gln_table *table);
GLN_API const gln_field *gln_table_field(const gln_table *table, size_t column);
GLN_API const gln_cell *gln_table_cell(const gln_table *table, size_t row, size_t column);

/** The column of that name, or SIZE_MAX. */
GLN_API size_t gln_table_find(const gln_table *table, const char *name);

#ifdef __cplusplus
}
#endif

#endif
