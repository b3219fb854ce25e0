/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "measure/measure_compare_profiles.h"

#include <stdlib.h>

enum { MOST_PERIODS = 1000 };

static gln_status find_periods(const gln_freq_view *view, gln_by by, size_t most, gln_compare_period **out,
                               size_t *n_out, gln_periods *periods, gln_error *err)
{
    size_t n = 0;
    gln_status status =
        gln_periods__of(by, (gln_date){0, 0, 0}, (gln_date){0, 0, 0}, view->issues, view->n_issues, periods, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_compare_period *list = gln_memory__zeroed(periods->n, sizeof *list);
    uint32_t *number = gln_memory__array(periods->n, sizeof *number);
    if (!list || !number) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t d = 0; d < view->n_docs; d++) { /* tokens by period of the calendar first */
        uint32_t period = periods->of_issue[view->docs[d].issue];
        if (period != GLN_NO_PERIOD) {
            list[period].tokens += view->docs[d].n_tokens;
        }
    }
    for (size_t p = 0; p < periods->n; p++) {
        number[p] = list[p].tokens ? (uint32_t)n : GLN_NO_PERIOD;
        if (list[p].tokens) {
            list[n++] = (gln_compare_period){periods->items[p].label, list[p].tokens, 0};
        }
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        uint32_t period = periods->of_issue[i];
        periods->of_issue[i] = period == GLN_NO_PERIOD ? period : number[period];
        if (periods->of_issue[i] != GLN_NO_PERIOD) {
            list[periods->of_issue[i]].issues++;
        }
    }
    if (n < 2 || n > most) {
        status = gln_error_set(err, GLN_ERR_USAGE, "from 2 to %zu periods that hold text are needed; here %s %zu", most,
                               n == 1 ? "is" : "are", n);
    }
done:
    free(number);
    if (status == GLN_OK) {
        *out = list;
        *n_out = n;
    } else {
        free(list);
        gln_periods__free(periods);
    }
    return status;
}

gln_status gln_period_view__open(const gln_freq *counter, bool held, bool whole, gln_by by, size_t most,
                                 gln_period_view *out, gln_error *err)
{
    gln_status status =
        held ? gln_freq__view(counter, &out->view, err) : gln_freq__view_streamed(counter, &out->view, err);
    out->n = 1;
    if (status == GLN_OK && !whole) {
        status = find_periods(&out->view, by, most, &out->list, &out->n, &out->periods, err);
    }
    return status;
}

void gln_period_view__close(gln_period_view *view)
{
    free(view->list);
    gln_periods__free(&view->periods);
    gln_freq_view__free(&view->view);
}

/* The issues of one period, or of all the others. */
static gln_status take(const gln_freq_view *view, const gln_periods *periods, size_t period, bool others,
                       gln_freq_view *out, gln_error *err)
{
    uint8_t *keep = gln_memory__array(view->n_issues, sizeof *keep);
    if (!keep) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        keep[i] = periods->of_issue[i] != GLN_NO_PERIOD && (periods->of_issue[i] == period) != others;
    }
    gln_status status = gln_freq_view__subset(view, keep, out, err);
    free(keep);
    return status;
}

/* The number of the period of the same name a year earlier; n where there is none. The year stands first in labels. */
static size_t year_before(const gln_compare_period *list, size_t n, size_t p)
{
    gln_slice here = list[p].label;
    for (size_t i = p; i-- > 0;) {
        gln_slice there = list[i].label;
        bool same = here.len == there.len && here.len >= 4 && memcmp(here.ptr + 4, there.ptr + 4, here.len - 4) == 0;
        if (same && strtol(there.ptr, NULL, 10) + 1 == strtol(here.ptr, NULL, 10)) {
            return i;
        }
    }
    return n;
}

/* The other side of period p into `out`; *label is its name, ptr NULL where there is none. */
static gln_status take_other(const gln_period_view *all, gln_compare_against against, size_t p, gln_freq_view *out,
                             gln_slice *label, gln_error *err)
{
    size_t other = against == GLN_AGAINST_YEAR ? year_before(all->list, all->n, p) : p ? p - 1 : all->n;
    *label = (gln_slice){NULL, 0};
    if (against == GLN_AGAINST_REST) {
        *label = GLN_LIT("rest");
        return take(&all->view, &all->periods, p, true, out, err);
    }
    if (other == all->n) {
        return GLN_OK;
    }
    *label = all->list[other].label;
    return take(&all->view, &all->periods, other, false, out, err);
}

static gln_status compare_all(const gln_period_view *all, gln_compare_against against,
                              const gln_compare_options *options, gln_table *compare, gln_table *summary,
                              gln_error *err)
{
    gln_status status = GLN_OK;
    size_t pairs = 0;
    for (size_t p = 0; p < all->n && status == GLN_OK; p++) {
        gln_compare_options own = *options;
        gln_freq_view here = {0}, other = {0};
        own.label_a = all->list[p].label;
        status = take_other(all, against, p, &other, &own.label_b, err);
        if (status == GLN_OK && own.label_b.ptr) {
            pairs++;
            status = take(&all->view, &all->periods, p, false, &here, err);
            if (status == GLN_OK) {
                status = gln_compare__views(&here, &other, &own, compare, summary, err);
            }
        }
        gln_freq_view__free(&here);
        gln_freq_view__free(&other);
    }
    if (status == GLN_OK && pairs == 0) {
        status = gln_error_set(err, GLN_ERR_USAGE, "no period has the same one a year earlier");
    }
    return status;
}

gln_status gln_compare_periods(const gln_freq *freq, gln_by by, gln_compare_against against,
                               const gln_compare_options *options, gln_table **compare, gln_table **summary,
                               gln_error *err)
{
    const gln_compare_options usual = GLN_COMPARE_OPTIONS_INIT;
    gln_period_view all = {.list = NULL};
    gln_table *rows = NULL, *whole = NULL;
    gln_status status = gln_period_view__open(freq, false, false, by, MOST_PERIODS, &all, err);
    if (status == GLN_OK) {
        status = gln_compare_table__new(&rows, &whole, err);
    }
    if (status == GLN_OK) {
        status = compare_all(&all, against, options ? options : &usual, rows, whole, err);
    }
    gln_period_view__close(&all);
    if (status == GLN_OK) {
        *compare = rows;
        *summary = whole;
    } else {
        gln_table_free(rows);
        gln_table_free(whole);
    }
    return status;
}
