/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_columns.h"

#include "core/intern.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_ROWS = 10000 };

/* A column at work. */
typedef struct column {
    const gln_field *field;
    size_t number;       /* in the table */
    uint32_t *of_row;    /* the number of each row's value */
    gln_intern distinct; /* JSON texts */
    bool plain;          /* written as "v": no other column may follow from it */
    size_t base;         /* the column that it follows from; SIZE_MAX for none */
    uint32_t *follows;   /* by the number of the base's value: the number of ours */
} column;

static void clear(column *c)
{
    free(c->of_row);
    free(c->follows);
    gln_intern__clear(&c->distinct);
}

/* v with five significant digits; %.10g then shows no more. */
static double five_digits(double v)
{
    double magnitude = v == 0 ? 0 : floor(log10(fabs(v)));
    double unit = pow(10, fabs(4 - magnitude));
    if (!isfinite(unit) || unit == 0) {
        return v;
    }
    return magnitude <= 4 ? round(v * unit) / unit : round(v / unit) * unit;
}

static gln_status read_column(column *c, const gln_table *table, size_t rows, gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    c->of_row = gln_memory__array(rows + 1, sizeof *c->of_row);
    bool fine = c->of_row != NULL;
    for (size_t row = 0; fine && row < rows; row++) {
        gln_json_writer w = gln_json__writer(&text, false);
        gln_buffer__clear(&text);
        gln_cell cell = *gln_table_cell(table, row, c->number);
        if (c->field->type == GLN_TYPE_NUMBER && !cell.null) {
            cell.as.number = five_digits(cell.as.number);
        }
        gln_report__put_cell(&w, c->field, &cell);
        c->of_row[row] = gln_intern__add(&c->distinct, gln_buffer__slice(&text));
        fine = !text.failed && c->of_row[row] != GLN_NO_ID;
    }
    gln_buffer__free(&text);
    return fine ? GLN_OK : gln_error__nomem(err);
}

/* Whether every value of the base goes with one value of c; then follows[] tells which. */
static bool follows(const column *c, const column *base, size_t rows, uint32_t *out)
{
    for (size_t i = 0; i < base->distinct.count; i++) {
        out[i] = GLN_NO_ID;
    }
    for (size_t row = 0; row < rows; row++) {
        uint32_t *slot = &out[base->of_row[row]];
        if (*slot != GLN_NO_ID && *slot != c->of_row[row]) {
            return false;
        }
        *slot = c->of_row[row];
    }
    return true;
}

static size_t digits(size_t n)
{
    size_t count = 1;
    for (; n >= 10; n /= 10) {
        count++;
    }
    return count;
}

/* Bytes of each way to write a column. */
typedef struct costs {
    size_t plain, by_index, by_run;
} costs;

static costs weigh(const column *c, size_t rows)
{
    size_t dictionary = 0;
    costs cost = {0, 0, 0};
    for (size_t i = 0; i < c->distinct.count; i++) {
        dictionary += c->distinct.items[i].len + 1;
    }
    for (size_t row = 0, run = 1; row < rows; row++) {
        cost.plain += c->distinct.items[c->of_row[row]].len + 1;
        cost.by_index += digits(c->of_row[row]) + 1;
        if (row + 1 < rows && c->of_row[row + 1] == c->of_row[row]) {
            run++;
        } else {
            cost.by_run += digits(c->of_row[row]) + digits(run) + 2;
            run = 1;
        }
    }
    cost.by_index += dictionary;
    cost.by_run += dictionary;
    return cost;
}

static void put_raw(gln_json_writer *w, const column *c, uint32_t number)
{
    gln_json__put_json(w, number == GLN_NO_ID ? GLN_LIT("null") : c->distinct.items[number]);
}

static void begin_list(gln_json_writer *w, const char *name)
{
    gln_json__key(w, gln_slice_of(name));
    gln_json__begin_array(w, GLN_JSON_LINE);
}

static void put_rows(gln_json_writer *w, const column *c, size_t rows, costs cost)
{
    if (c->plain) {
        begin_list(w, "v");
        for (size_t row = 0; row < rows; row++) {
            put_raw(w, c, c->of_row[row]);
        }
        gln_json__end(w);
        return;
    }
    begin_list(w, "d");
    for (uint32_t i = 0; i < c->distinct.count; i++) {
        put_raw(w, c, i);
    }
    gln_json__end(w);
    bool runs = cost.by_run < cost.by_index;
    begin_list(w, runs ? "r" : "i");
    for (size_t row = 0, run = 1; row < rows; row++) {
        if (!runs) {
            gln_json__put_integer(w, c->of_row[row]);
        } else if (row + 1 < rows && c->of_row[row + 1] == c->of_row[row]) {
            run++;
        } else {
            gln_json__put_integer(w, c->of_row[row]);
            gln_json__put_integer(w, run);
            run = 1;
        }
    }
    gln_json__end(w);
}

/* Looks for an earlier column that this one follows from at less cost than `most` bytes. */
static gln_status find_base(column *columns, size_t at, size_t rows, size_t most, gln_error *err)
{
    column *c = &columns[at];
    uint32_t *map = gln_memory__array(rows + 1, sizeof *map);
    if (!map) {
        return gln_error__nomem(err);
    }
    for (size_t k = 0; k < at; k++) {
        const column *base = &columns[k];
        /* values that are all different are no shorter for being another column's */
        if (base->plain || base->base != SIZE_MAX || base->distinct.count < c->distinct.count ||
            2 * base->distinct.count > rows || !follows(c, base, rows, map)) {
            continue;
        }
        size_t cost = 0;
        for (size_t i = 0; i < base->distinct.count; i++) {
            cost += map[i] == GLN_NO_ID ? 5 : c->distinct.items[map[i]].len + 1;
        }
        if (cost < most) {
            c->base = k;
            c->follows = map;
            return GLN_OK;
        }
    }
    free(map);
    return GLN_OK;
}

static gln_status put_column(gln_json_writer *w, column *columns, size_t at, size_t rows, gln_error *err)
{
    column *c = &columns[at];
    costs cost = weigh(c, rows);
    size_t own = cost.by_run < cost.by_index ? cost.by_run : cost.by_index;
    c->plain = cost.plain <= own;
    gln_status status = find_base(columns, at, rows, c->plain ? cost.plain : own, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_json__begin_object(w, GLN_JSON_LINE);
    if (c->base == SIZE_MAX) {
        put_rows(w, c, rows, cost);
    } else {
        begin_list(w, "d");
        for (size_t i = 0; i < columns[c->base].distinct.count; i++) {
            put_raw(w, c, c->follows[i]);
        }
        gln_json__end(w);
        gln_json__key(w, GLN_LIT("of"));
        gln_json__put_integer(w, c->base);
    }
    gln_json__end(w);
    return GLN_OK;
}

static void put_field(gln_json_writer *w, const gln_field *field)
{
    const char *const texts[][2] = {
        {"name", field->name}, {"title", field->title}, {"description", field->description}, {"unit", field->unit}};
    gln_json__begin_object(w, GLN_JSON_LINE);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i][1]) {
            gln_json__key(w, gln_slice_of(texts[i][0]));
            gln_json__put_text(w, texts[i][1]);
        }
    }
    gln_json__end(w);
}

/* Which columns of the table a chart draws; returns whether any. */
static gln_status drawn_columns(const gln_table *table, bool *drawn, bool *any, gln_error *err)
{
    gln_status status = GLN_OK;
    *any = false;
    for (size_t i = 0; status == GLN_OK && gln_chart__names[i]; i++) {
        gln_chart chart;
        status = gln_chart__open(&chart, gln_chart__names[i], err);
        const gln_json_node *c = status == GLN_OK ? gln_chart__columns(&chart, gln_table_name(table)) : NULL;
        for (c = gln_json__first(c); c; c = gln_json__next(c)) {
            gln_slice name;
            size_t at = gln_json__string(c, &name) ? gln_table_find(table, name.ptr) : SIZE_MAX;
            if (at != SIZE_MAX) {
                drawn[at] = *any = true;
            }
        }
        gln_chart__close(&chart);
    }
    return status;
}

static gln_status put_columns(gln_json_writer *w, column *columns, size_t n, size_t rows, const gln_table *table,
                              gln_output *out, gln_error *err)
{
    gln_status status = GLN_OK;
    begin_list(w, "fields");
    for (size_t i = 0; i < n; i++) {
        put_field(w, columns[i].field);
    }
    gln_json__end(w);
    begin_list(w, "columns");
    for (size_t i = 0; status == GLN_OK && i < n; i++) {
        status = read_column(&columns[i], table, rows, err);
        if (status == GLN_OK) {
            status = put_column(w, columns, i, rows, err);
        }
        if (status == GLN_OK) {
            status = gln_output__drain(out, false, err);
        }
    }
    gln_json__end(w);
    return status;
}

gln_status gln_columns__put(gln_json_writer *w, const gln_table *table, gln_output *out, gln_error *err)
{
    size_t n_fields = gln_table_n_fields(table), total = gln_table_n_rows(table), n = 0;
    column *columns = gln_memory__zeroed(n_fields, sizeof *columns);
    bool *drawn = gln_memory__zeroed(n_fields, sizeof *drawn), any = false;
    gln_status status = columns && drawn ? drawn_columns(table, drawn, &any, err) : gln_error__nomem(err);
    bool large = total > MOST_ROWS;
    size_t rows = large && !any ? MOST_ROWS : total;
    for (size_t i = 0; status == GLN_OK && i < n_fields; i++) {
        if (!large || !any || drawn[i]) {
            columns[n++] = (column){.field = gln_table_field(table, i), .number = i, .base = SIZE_MAX};
        }
    }
    if (status == GLN_OK) {
        gln_json__begin_object(w, GLN_JSON_LINE);
        gln_json__key(w, GLN_LIT("name"));
        gln_json__put_text(w, gln_table_name(table));
        gln_json__key(w, GLN_LIT("title"));
        gln_json__put_text(w, gln_table_title(table));
        gln_json__key(w, GLN_LIT("total"));
        gln_json__put_integer(w, total);
        gln_json__key(w, GLN_LIT("rows"));
        gln_json__put_integer(w, rows);
        status = put_columns(w, columns, n, rows, table, out, err);
        gln_json__end(w);
    }
    for (size_t i = 0; i < n; i++) {
        clear(&columns[i]);
    }
    free(columns);
    free(drawn);
    return status;
}
