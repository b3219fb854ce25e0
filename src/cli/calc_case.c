/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_case.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void calc_case_clear(calc_case *c)
{
    gln_intern__clear(&c->names);
    gln_arena__clear(&c->arena);
    free(c->values);
    *c = (calc_case)CALC_CASE_INIT;
}

/* ---- inputs ------------------------------------------------------------------------------------------------------ */

static void refuse(calc_case *c, const char *name, const char *what)
{
    if (c->status == GLN_OK) {
        c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input '%s' is not %s", name, what);
    }
}

static const gln_json_node *input(const calc_case *c, const char *name)
{
    return gln_json__get(c->inputs, name);
}

bool calc_has(const calc_case *c, const char *name)
{
    return input(c, name) != NULL;
}

bool calc_read_number(const gln_json_node *node, double *out)
{
    gln_slice text;
    if (gln_json__kind(node) == GLN_JSON_NULL) {
        *out = NAN;
        return true;
    }
    if (!gln_json__string(node, &text)) {
        return gln_json__number(node, out);
    }
    bool infinite = gln_slice_equal(text, GLN_LIT("Infinity"));
    bool negative = gln_slice_equal(text, GLN_LIT("-Infinity"));
    if (!infinite && !negative && !gln_slice_equal(text, GLN_LIT("NaN"))) {
        return false;
    }
    *out = infinite ? INFINITY : negative ? -INFINITY : NAN;
    return true;
}

double calc_number(calc_case *c, const char *name)
{
    double value = NAN;
    if (!calc_read_number(input(c, name), &value)) {
        refuse(c, name, "a number");
    }
    return value;
}

double calc_number_or(calc_case *c, const char *name, double otherwise)
{
    return calc_has(c, name) ? calc_number(c, name) : otherwise;
}

/* Above 2^53 a number is what its double holds, which is what other software computed from. */
static bool read_count(const gln_json_node *node, uint64_t *out)
{
    double value;
    if (gln_json__integer(node, out)) {
        return true;
    }
    if (!gln_json__number(node, &value) || !(value > 0 && value < 18446744073709551616.0) || floor(value) != value) {
        return false;
    }
    *out = (uint64_t)value;
    return true;
}

uint64_t calc_count(calc_case *c, const char *name)
{
    uint64_t value = 0;
    if (!read_count(input(c, name), &value)) {
        refuse(c, name, "a whole number");
    }
    return value;
}

size_t calc_size(calc_case *c, const char *name, size_t otherwise, size_t most)
{
    uint64_t value = otherwise;
    if (calc_has(c, name) && (!gln_json__integer(input(c, name), &value) || value > most)) {
        refuse(c, name, "a whole number that is small enough");
        value = otherwise;
    }
    return (size_t)value;
}

gln_slice calc_text(calc_case *c, const char *name)
{
    gln_slice text = GLN_LIT("");
    if (!gln_json__string(input(c, name), &text)) {
        refuse(c, name, "a text");
    }
    return text;
}

static void add_word(calc_case *c, gln_intern *names, calc_words *w, gln_slice word)
{
    uint32_t id = gln_intern__add(names, word);
    if (id == GLN_NO_ID) {
        c->status = c->status == GLN_OK ? gln_error__nomem(&c->err) : c->status;
        return;
    }
    if (id == w->types) {
        w->names[w->types++] = word;
    }
    w->items[w->n++] = id;
}

calc_words calc_read_words(calc_case *c, const char *name)
{
    const gln_json_node *node = input(c, name);
    gln_slice text = GLN_LIT(""), word;
    gln_intern names = {0};
    bool listed = gln_json__kind(node) == GLN_JSON_ARRAY;
    if (!listed) {
        text = calc_text(c, name);
    }
    size_t most = listed ? gln_json__length(node) : text.len / 2 + 1;
    calc_words w = {calc_array(c, most, sizeof *w.items), 0, calc_array(c, most, sizeof *w.names), 0};
    for (const gln_json_node *i = gln_json__first(node); listed && i && c->status == GLN_OK; i = gln_json__next(i)) {
        if (!gln_json__string(i, &word)) {
            refuse(c, name, "a list of texts");
        } else {
            add_word(c, &names, &w, word);
        }
    }
    for (size_t i = 0; c->status == GLN_OK && i < text.len; i++) {
        size_t start = i;
        for (; i < text.len && !strchr(" \t\n\r", text.ptr[i]); i++) {
        }
        if (i > start) {
            add_word(c, &names, &w, gln_slice_sub(text, start, i - start));
        }
    }
    gln_intern__clear(&names);
    return w;
}

void *calc_array(calc_case *c, size_t n, size_t size)
{
    void *items = gln_arena__array(&c->arena, n ? n : 1, size);
    if (!items && c->status == GLN_OK) {
        c->status = gln_error__nomem(&c->err);
    }
    return items;
}

static const gln_json_node *list(calc_case *c, const char *name, size_t *n)
{
    const gln_json_node *node = input(c, name);
    *n = gln_json__length(node);
    if (gln_json__kind(node) != GLN_JSON_ARRAY) {
        refuse(c, name, "a list");
        *n = 0;
    }
    return node;
}

double *calc_numbers(calc_case *c, const char *name, size_t *n)
{
    const gln_json_node *node = list(c, name, n);
    double *items = calc_array(c, *n, sizeof *items);
    size_t i = 0;
    for (const gln_json_node *item = gln_json__first(node); item && items && i < *n; item = gln_json__next(item)) {
        if (!calc_read_number(item, &items[i++])) {
            refuse(c, name, "a list of numbers");
        }
    }
    return items;
}

uint64_t *calc_counts(calc_case *c, const char *name, size_t *n)
{
    const gln_json_node *node = list(c, name, n);
    uint64_t *items = calc_array(c, *n, sizeof *items);
    size_t i = 0;
    for (const gln_json_node *item = gln_json__first(node); item && items && i < *n; item = gln_json__next(item)) {
        if (!read_count(item, &items[i++])) {
            refuse(c, name, "a list of whole numbers");
        }
    }
    return items;
}

calc_matrix calc_rows(calc_case *c, const char *name)
{
    calc_matrix m = {NULL, 0, 0};
    size_t cells = 0;
    size_t at = 0;
    const gln_json_node *node = list(c, name, &m.rows);
    m.columns = gln_json__length(gln_json__first(node));
    if (!gln_size__mul(m.rows, m.columns, &cells)) {
        refuse(c, name, "a table that memory holds");
    }
    m.items = calc_array(c, cells, sizeof *m.items);
    for (const gln_json_node *row = gln_json__first(node); row && m.items && c->status == GLN_OK;
         row = gln_json__next(row)) {
        if (gln_json__kind(row) != GLN_JSON_ARRAY || gln_json__length(row) != m.columns) {
            refuse(c, name, "a list of lists of one length");
            break;
        }
        for (const gln_json_node *item = gln_json__first(row); item; item = gln_json__next(item)) {
            if (!calc_read_number(item, &m.items[at++])) {
                refuse(c, name, "a list of lists of numbers");
            }
        }
    }
    return m;
}

void calc_same_length(calc_case *c, const char *name, size_t a, size_t b)
{
    if (a != b) {
        refuse(c, name, "as long as the lists beside it");
    }
}

uint64_t *calc_whole(calc_case *c, const double *items, size_t n)
{
    uint64_t *counts = calc_array(c, n, sizeof *counts);
    for (size_t i = 0; counts && c->status == GLN_OK && i < n; i++) {
        if (!(items[i] >= 0 && items[i] <= 0x1p53) || items[i] != floor(items[i])) {
            refuse(c, "counts", "made of whole numbers");
        } else {
            counts[i] = (uint64_t)items[i];
        }
    }
    return counts;
}

/* ---- what was computed ------------------------------------------------------------------------------------------- */

static void put(calc_case *c, gln_slice name, double value)
{
    uint32_t id = gln_intern__add(&c->names, name);
    double *values = gln_memory__grown(c->values, &c->capacity, c->names.count + 1, sizeof *values);
    if (values) {
        c->values = values;
    }
    if (!values || id == GLN_NO_ID) {
        c->status = c->status == GLN_OK ? gln_error__nomem(&c->err) : c->status;
        return;
    }
    values[id] = value;
}

void calc_put(calc_case *c, const char *name, double value)
{
    put(c, gln_slice_of(name), value);
}

void calc_put_at(calc_case *c, double value, const char *format, ...)
{
    char name[128];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    calc_put(c, name, value);
}

void calc_put_values(calc_case *c, const calc_value *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        calc_put(c, values[i].name, values[i].value);
    }
}

void calc_put_lags(calc_case *c, const char *name, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        calc_put_at(c, values[i], "%s[%zu]", name, i);
    }
}

void calc_put_list(calc_case *c, const char *name, const double *values, size_t n)
{
    calc_put_lags(c, name, values, n);
    calc_put_at(c, (double)n, "%s#", name);
}

void calc_put_pair(calc_case *c, const char *name, gln_interval interval, double scale)
{
    calc_put_list(c, name, (const double[]){interval.low * scale, interval.high * scale}, 2);
}

bool calc_got(const calc_case *c, gln_slice path, double *out)
{
    uint32_t id = gln_intern__find(&c->names, path);
    if (id == GLN_NO_ID) {
        return false;
    }
    *out = c->values[id];
    return true;
}
