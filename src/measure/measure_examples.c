/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles behind the points of a trend. */
#include "guanlan/concordance.h"
#include "measure/measure_kwic.h"

#include <stdlib.h>

/* A point: a row of the trend with hits. Points are sorted by term, then by start. */
typedef struct point {
    gln_slice term, start, end;
    bool marked;
    uint64_t count;
} point;

/* A line of the concordance and the point that it lies behind. */
typedef struct behind {
    const point *point;
    size_t row;
} behind;

static int by_place(const void *a, const void *b)
{
    const point *x = a, *y = b;
    int order = gln_slice_compare(x->term, y->term);
    order = order ? order : gln_slice_compare(x->start, y->start);
    order = order ? order : (y->marked > x->marked) - (y->marked < x->marked);
    return order ? order : (y->count > x->count) - (y->count < x->count);
}

/* The lines that are wanted most stand first. */
static int by_want(const void *a, const void *b)
{
    const behind *x = a, *y = b;
    if (x->point->marked != y->point->marked) {
        return x->point->marked ? -1 : 1;
    }
    if (x->point->count != y->point->count) {
        return x->point->count > y->point->count ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

static int by_row(const void *a, const void *b)
{
    const behind *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

static bool is_true(const gln_table *table, size_t row, size_t column)
{
    const gln_cell *cell = column == SIZE_MAX ? NULL : gln_table_cell(table, row, column);
    return cell && !cell->null && cell->as.boolean;
}

/* The points of a trend into out, which has a place for every row; returns how many, SIZE_MAX for another table. */
static size_t find_points(const gln_table *trend, point *out)
{
    size_t term = gln_table_find(trend, "term"), start = gln_table_find(trend, "period_start"),
           end = gln_table_find(trend, "period_end"), count = gln_table_find(trend, "count"),
           burst = gln_table_find(trend, "burst"), change = gln_table_find(trend, "change_point"), n = 0;
    if (term == SIZE_MAX || start == SIZE_MAX || end == SIZE_MAX || count == SIZE_MAX) {
        return SIZE_MAX;
    }
    for (size_t row = 0; row < gln_table_n_rows(trend); row++) {
        const gln_cell *hits = gln_table_cell(trend, row, count);
        if (!hits->null && hits->as.integer) {
            out[n++] = (point){.term = gln_table_cell(trend, row, term)->as.text,
                               .start = gln_table_cell(trend, row, start)->as.text,
                               .end = gln_table_cell(trend, row, end)->as.text,
                               .marked = is_true(trend, row, burst) || is_true(trend, row, change),
                               .count = hits->as.integer};
        }
    }
    qsort(out, n, sizeof *out, by_place);
    return n;
}

/* The point that a day of a term lies in; NULL where there is none. */
static const point *point_of(const point *points, size_t n, gln_slice term, gln_slice day)
{
    size_t from = 0, to = n; /* the points before `from` begin no later than the day */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = gln_slice_compare(points[middle].term, term);
        order = order ? order : gln_slice_compare(points[middle].start, day);
        if (order <= 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    const point *last = from ? &points[from - 1] : NULL;
    while (last && last > points && gln_slice_equal(last[-1].term, last->term) &&
           gln_slice_equal(last[-1].start, last->start)) {
        last--; /* of several series of one term the first, which is marked where one is */
    }
    return last && gln_slice_equal(last->term, term) && gln_slice_compare(day, last->end) <= 0 ? last : NULL;
}

static size_t choose(const gln_kwic_view *view, const point *points, size_t n_points, size_t most, behind *out)
{
    size_t n = 0;
    for (size_t row = 0; row < view->n_rows; row++) {
        char day[GLN_DATE_SIZE];
        const gln_kwic_row *r = &view->rows[row];
        const point *p = gln_date_full(r->date) ? point_of(points, n_points, view->terms[r->term],
                                                           gln_slice_of(gln_date_edtf(r->date, day)))
                                                : NULL;
        if (p) {
            out[n++] = (behind){p, row};
        }
    }
    if (n > most) {
        qsort(out, n, sizeof *out, by_want);
        n = most;
        qsort(out, n, sizeof *out, by_row);
    }
    return n;
}

gln_status gln_examples_table(const gln_kwic *counter, const gln_table *trend, size_t most, gln_table **out,
                              gln_error *err)
{
    gln_kwic_view view = {0};
    gln_table *table = NULL;
    gln_status status = gln_kwic__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    point *points = gln_memory__array(gln_table_n_rows(trend) + 1, sizeof *points);
    behind *lines = gln_memory__array(view.n_rows + 1, sizeof *lines);
    size_t n_points = points && lines ? find_points(trend, points) : 0;
    status = !points || !lines      ? gln_error__nomem(err)
             : n_points == SIZE_MAX ? gln_error_set(err, GLN_ERR_USAGE, "examples are of the table trend")
                                    : gln_kwic__table_new("examples", "Articles behind the points", &table, err);
    if (status == GLN_OK) {
        size_t n = choose(&view, points, n_points, most, lines);
        for (size_t i = 0; i < n; i++) {
            const gln_kwic_row *row = &view.rows[lines[i].row];
            gln_kwic__put_row(table, view.terms[row->term], row);
        }
        status = gln_table_check(table, err);
    }
    if (status == GLN_OK) {
        *out = table;
        table = NULL;
    }
    gln_table_free(table);
    free(points);
    free(lines);
    gln_kwic_view__free(&view);
    return status;
}
