/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts need besides the tables. */
#include "report/report_chart.h"
#include "json/json_walk.h"

#include <limits.h>
#include <stdlib.h>

/* ---- the order of a tree's leaves -------------------------------------------------------------------------------- */

/* Clusters as chains of leaves: a merge puts the right chain behind the left one. */
typedef struct leaf {
    gln_slice name;
    size_t head, next; /* the chain that it is of, and what comes behind it; SIZE_MAX at the end */
} leaf;

typedef struct tree {
    leaf *leaves;
    size_t n, capacity;
    gln_arena arena;
} tree;

static size_t leaf_of(tree *t, gln_slice name)
{
    for (size_t i = 0; i < t->n; i++) {
        if (gln_slice_equal(t->leaves[i].name, name)) {
            return i;
        }
    }
    leaf *grown = gln_memory__grown(t->leaves, &t->capacity, t->n + 1, sizeof *grown);
    if (!grown) {
        return SIZE_MAX;
    }
    t->leaves = grown;
    t->leaves[t->n] = (leaf){name, t->n, SIZE_MAX};
    return t->n++;
}

/* The leaf that a list of periods begins with. */
static size_t first_of(tree *t, const gln_cell *cell)
{
    gln_json_walk walk = gln_json__walk(cell->null ? (gln_slice){NULL, 0} : cell->as.text);
    gln_slice value;
    return gln_json__next_value(&walk, NULL, &value) ? leaf_of(t, gln_json__text_of(&t->arena, value)) : SIZE_MAX;
}

static void join(tree *t, size_t left, size_t right)
{
    size_t head = t->leaves[left].head, other = t->leaves[right].head, last = head;
    if (head == other) {
        return;
    }
    while (t->leaves[last].next != SIZE_MAX) {
        last = t->leaves[last].next;
    }
    t->leaves[last].next = other;
    for (size_t i = other; i != SIZE_MAX; i = t->leaves[i].next) {
        t->leaves[i].head = head;
    }
}

static gln_status put_order(const tree *t, gln_table **out, gln_error *err)
{
    static const gln_field fields[] = {
        {"period", GLN_TYPE_STRING, NULL, "Period", "as compare_tree has it"},
        {"place", GLN_TYPE_INTEGER, NULL, "Place", "from 1, in the order of the tree's leaves"},
        {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
    };
    gln_table *table = NULL;
    gln_status status = gln_table_new("tree_order", "Periods in the order of the tree", fields, 3, &table, err);
    uint64_t place = 0;
    for (size_t head = 0; status == GLN_OK && head < t->n; head++) {
        for (size_t i = t->leaves[head].head == head ? head : SIZE_MAX; i != SIZE_MAX; i = t->leaves[i].next) {
            gln_table_row(table);
            gln_table_set_text(table, 0, t->leaves[i].name);
            gln_table_set_integer(table, 1, ++place);
            gln_table_set_text(table, 2, GLN_LIT("ok"));
        }
    }
    *out = table;
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

static gln_status order_leaves(const gln_table *table, gln_table **out, gln_error *err)
{
    size_t method = gln_table_find(table, "method"), left = gln_table_find(table, "left"),
           right = gln_table_find(table, "right");
    tree t = {.arena = GLN_ARENA_INIT};
    if (method == SIZE_MAX || left == SIZE_MAX || right == SIZE_MAX) {
        return GLN_OK;
    }
    gln_status status = GLN_OK;
    for (size_t row = 0; status == GLN_OK && row < gln_table_n_rows(table); row++) {
        const gln_cell *name = gln_table_cell(table, row, method);
        if (!name->null && gln_slice_equal(name->as.text, GLN_LIT("average"))) {
            size_t a = first_of(&t, gln_table_cell(table, row, left));
            size_t b = first_of(&t, gln_table_cell(table, row, right));
            if (a != SIZE_MAX && b != SIZE_MAX) {
                join(&t, a, b);
            }
        }
    }
    status = put_order(&t, out, err);
    free(t.leaves);
    gln_arena__clear(&t.arena);
    return status;
}

/* ---- how much time there is -------------------------------------------------------------------------------------- */

/* Days since year 0, roughly: for choosing a format only. */
static bool days_of(const gln_cell *cell, long *out)
{
    gln_slice s = cell->as.text;
    if (cell->null || s.len < 10) {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && (s.ptr[i] < '0' || s.ptr[i] > '9')) {
            return false;
        }
    }
    long year = (s.ptr[0] - '0') * 1000 + (s.ptr[1] - '0') * 100 + (s.ptr[2] - '0') * 10 + s.ptr[3] - '0';
    long month = (s.ptr[5] - '0') * 10 + s.ptr[6] - '0', day = (s.ptr[8] - '0') * 10 + s.ptr[9] - '0';
    *out = year * 365 + month * 30 + day;
    return true;
}

static void measure_time(gln_drawing *drawing)
{
    enum { MONTHS = 92, YEARS = 731, MANY = 150 };
    static const char *const columns[] = {"period_start", "date", "first_date"};
    long least = LONG_MAX, most = LONG_MIN;
    const gln_table *first = NULL;
    size_t column = SIZE_MAX, n_periods = 0;
    for (size_t i = 0; i < drawing->report.n_tables && column == SIZE_MAX; i++) {
        for (size_t c = 0; c < sizeof columns / sizeof *columns && column == SIZE_MAX; c++) {
            first = drawing->tables[i];
            column = gln_table_find(first, columns[c]);
            if (column != SIZE_MAX && gln_table_field(first, column)->type != GLN_TYPE_DATE &&
                gln_table_field(first, column)->type != GLN_TYPE_STRING) {
                column = SIZE_MAX;
            }
        }
    }
    long before = LONG_MIN;
    bool rising = true;
    for (size_t row = 0; column != SIZE_MAX && row < gln_table_n_rows(first); row++) {
        long day;
        if (days_of(gln_table_cell(first, row, column), &day)) {
            least = day < least ? day : least;
            most = day > most ? day : most;
            rising = rising && day > before;
            n_periods += rising;
            before = day;
        }
    }
    long span = most >= least ? most - least : 0;
    drawing->days = span <= YEARS && n_periods > 1 && span / (long)n_periods < 25;
    drawing->dense = n_periods > MANY;
    drawing->coarse = span <= MONTHS ? "utcyearmonthdate" : span <= YEARS ? "utcyearmonth" : "utcyearquarter";
}

gln_status gln_drawing__open(gln_drawing *drawing, const gln_report *report, gln_error *err)
{
    *drawing = (gln_drawing){.report = *report};
    drawing->tables = gln_memory__array(report->n_tables + 1, sizeof(const gln_table *));
    if (!drawing->tables) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < report->n_tables; i++) {
        drawing->tables[i] = report->tables[i];
    }
    drawing->report.tables = drawing->tables;
    const gln_table *merges = gln_drawing__table(drawing, GLN_LIT("compare_tree"));
    gln_status status = merges ? order_leaves(merges, &drawing->order, err) : GLN_OK;
    if (drawing->order && !gln_drawing__table(drawing, GLN_LIT("tree_order"))) {
        drawing->tables[drawing->report.n_tables++] = drawing->order;
    }
    measure_time(drawing);
    return status;
}

void gln_drawing__close(gln_drawing *drawing)
{
    gln_table_free(drawing->order);
    free(drawing->tables);
}

const gln_table *gln_drawing__table(const gln_drawing *drawing, gln_slice name)
{
    for (size_t i = 0; i < drawing->report.n_tables; i++) {
        if (gln_slice_equal(name, gln_slice_of(gln_table_name(drawing->tables[i])))) {
            return drawing->tables[i];
        }
    }
    return NULL;
}
