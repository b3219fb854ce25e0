/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_sums.h"

#include "stats/theilsen.h"

#include <math.h>
#include <stdlib.h>

static int by_bytes(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_trend_group *)a)->value, ((const gln_trend_group *)b)->value);
}

static uint32_t group_of(const gln_trend_frame *frame, gln_slice value)
{
    gln_trend_group key = {value, 0, 0};
    const gln_trend_group *found = bsearch(&key, frame->groups, frame->n_groups, sizeof key, by_bytes);
    return (uint32_t)(found - frame->groups);
}

/* The values of the split, each once. A newspaper whose issues hold no selected article is a value too. */
static gln_status find_groups(gln_trend_frame *frame, gln_error *err)
{
    const gln_series_view *view = frame->view;
    size_t n = 0, room;
    if (!gln_size__add(view->n_strata, view->n_issues, &room) || !gln_size__add(room, 1, &room)) {
        return gln_error__nomem(err);
    }
    gln_trend_group *groups = frame->groups = gln_arena__array(&frame->arena, room, sizeof *groups);
    if (!groups) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; view->split != GLN_SPLIT_NONE && i < view->n_strata; i++) {
        groups[n++].value = view->strata[i].split;
    }
    for (size_t i = 0; view->split == GLN_SPLIT_PAPER && i < view->n_issues; i++) {
        groups[n++].value = view->issues[i].newspaper;
    }
    if (n == 0) {
        groups[n++].value = (gln_slice){NULL, 0};
    }
    qsort(groups, n, sizeof *groups, by_bytes);
    frame->n_groups = 1;
    for (size_t i = 1; i < n; i++) {
        if (by_bytes(&groups[i], &groups[frame->n_groups - 1]) != 0) {
            groups[frame->n_groups++] = groups[i];
        }
    }
    return GLN_OK;
}

/* Strata and issues into their groups, by counting. */
static gln_status place(gln_trend_frame *frame, gln_error *err)
{
    const gln_series_view *view = frame->view;
    frame->order = gln_arena__array(&frame->arena, view->n_strata, sizeof *frame->order);
    uint32_t *group = gln_memory__array(view->n_strata, sizeof *group);
    if (!frame->order || !group) {
        free(group);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < view->n_strata; i++) {
        group[i] = view->split == GLN_SPLIT_NONE ? 0 : group_of(frame, view->strata[i].split);
        frame->groups[group[i]].n++;
    }
    for (size_t g = 1; g < frame->n_groups; g++) {
        frame->groups[g].first = frame->groups[g - 1].first + frame->groups[g - 1].n;
    }
    for (size_t g = 0; g < frame->n_groups; g++) {
        frame->groups[g].n = 0;
    }
    for (size_t i = 0; i < view->n_strata; i++) {
        gln_trend_group *to = &frame->groups[group[i]];
        frame->order[to->first + to->n++] = (uint32_t)i;
    }
    free(group);
    if (view->split == GLN_SPLIT_PAPER) {
        frame->issue_group = gln_arena__array(&frame->arena, view->n_issues, sizeof *frame->issue_group);
        if (!frame->issue_group) {
            return gln_error__nomem(err);
        }
        for (size_t i = 0; i < view->n_issues; i++) {
            frame->issue_group[i] = group_of(frame, view->issues[i].newspaper);
        }
    }
    return GLN_OK;
}

gln_status gln_trend_frame__of(const gln_series_view *view, const gln_trend_options *options, gln_trend_frame *out,
                               gln_error *err)
{
    gln_trend_frame frame = {.view = view, .arena = GLN_ARENA_INIT};
    gln_status status =
        gln_periods__of(options->by, options->from, options->to, view->issues, view->n_issues, &frame.periods, err);
    if (status != GLN_OK) {
        return status;
    }
    frame.cell_of = gln_arena__array(&frame.arena, view->n_strata, sizeof *frame.cell_of);
    frame.gaps = gln_arena__array(&frame.arena, view->n_issues, sizeof *frame.gaps);
    frame.points = gln_arena__array(&frame.arena, frame.periods.n, sizeof *frame.points);
    if (!frame.cell_of || !frame.gaps || !frame.points) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = find_groups(&frame, err);
    }
    if (status == GLN_OK) {
        status = place(&frame, err);
    }
    if (status == GLN_OK) {
        status = gln_trend_frame__expect(&frame, options, err);
    }
    if (status != GLN_OK) {
        gln_trend_frame__free(&frame);
        return status;
    }
    *out = frame;
    return GLN_OK;
}

void gln_trend_frame__free(gln_trend_frame *frame)
{
    gln_periods__free(&frame->periods);
    gln_series_reader__clear(&frame->reader);
    gln_arena__clear(&frame->arena);
    *frame = (gln_trend_frame){0};
}

/* The period of an issue of the group, GLN_NO_PERIOD where it has none or is another group's. */
static uint32_t period_in(const gln_trend_frame *frame, size_t issue, size_t group)
{
    bool own = !frame->issue_group || frame->issue_group[issue] == group;
    return own ? frame->periods.of_issue[issue] : GLN_NO_PERIOD;
}

/* The dates of a group's issues, as far as the edges of its series ask for them. */
typedef struct reach {
    uint32_t first, last;           /* observed periods; GLN_NO_PERIOD */
    bool coarse_first, coarse_last; /* one of their issues has no full date */
    int64_t first_day, last_day;    /* of the full dates */
    double gap;                     /* median gap of neighbouring dates, at least 1; NaN below two dates */
} reach;

static reach reach_of(gln_trend_frame *frame, size_t group)
{
    reach r = {GLN_NO_PERIOD, 0, false, false, INT64_MIN, INT64_MIN, (double)NAN};
    size_t n_gaps = 0, n = frame->view->n_issues;
    for (size_t i = 0; i < n; i++) {
        uint32_t period = period_in(frame, i, group);
        if (period == GLN_NO_PERIOD) {
            continue;
        }
        r.last = r.first == GLN_NO_PERIOD || period > r.last ? period : r.last;
        r.first = period < r.first ? period : r.first;
        if (!gln_date_full(frame->view->issues[i].date)) {
            continue;
        }
        int64_t day = gln_date_days(frame->view->issues[i].date);
        if (r.last_day == INT64_MIN) {
            r.first_day = day;
        } else if (day != r.last_day) { /* the view's full dates ascend */
            frame->gaps[n_gaps++] = (double)(day - r.last_day);
        }
        r.last_day = day;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t period = period_in(frame, i, group);
        if (period != GLN_NO_PERIOD && !gln_date_full(frame->view->issues[i].date)) {
            r.coarse_first = r.coarse_first || period == r.first;
            r.coarse_last = r.coarse_last || period == r.last;
        }
    }
    if (n_gaps) {
        r.gap = fmax(1.0, gln_theilsen__median(frame->gaps, n_gaps));
    }
    return r;
}

static void mark_partial(gln_trend_frame *frame, size_t group)
{
    if (frame->periods.by == GLN_BY_ISSUE || frame->periods.by == GLN_BY_DAY) {
        return;
    }
    reach r = reach_of(frame, group);
    if (r.first == GLN_NO_PERIOD) {
        return;
    }
    gln_trend_point *first = &frame->points[r.first], *last = &frame->points[r.last];
    bool known = !isnan(r.gap);
    gln_partial begin = !known || r.coarse_first                                              ? GLN_PARTIAL_UNKNOWN
                        : (double)(r.first_day - frame->periods.items[r.first].start) > r.gap ? GLN_PARTIAL_YES
                                                                                              : GLN_PARTIAL_NO;
    gln_partial end = !known || r.coarse_last                                           ? GLN_PARTIAL_UNKNOWN
                      : (double)(frame->periods.items[r.last].end - r.last_day) > r.gap ? GLN_PARTIAL_YES
                                                                                        : GLN_PARTIAL_NO;
    first->partial = begin;
    last->partial = first == last && begin == GLN_PARTIAL_YES ? begin : end;
}

void gln_trend_point__add(gln_trend_point *a, const gln_trend_point *b)
{
    a->n_issues += b->n_issues;
    a->n_articles += b->n_articles;
    a->n_tokens += b->n_tokens;
    a->n_chars += b->n_chars;
    a->tokens_squared += b->tokens_squared;
    a->count += b->count;
    a->articles_with += b->articles_with;
    a->count_squared += b->count_squared;
    a->count_tokens += b->count_tokens;
    a->count_weighted += b->count_weighted;
    a->tokens_weighted += b->tokens_weighted;
}

gln_cluster_sums gln_trend_point__sums(const gln_trend_point *point)
{
    return (gln_cluster_sums){(double)point->n_articles, (double)point->count,  point->count_squared,
                              (double)point->n_tokens,   point->tokens_squared, point->count_tokens};
}

gln_status gln_trend_frame__gather(gln_trend_frame *frame, size_t term, size_t group, gln_trend_whole *out,
                                   gln_error *err)
{
    const gln_series_view *view = frame->view;
    const gln_series_term *of = &view->terms[term];
    const gln_trend_group *strata = &frame->groups[group];
    gln_trend_whole whole = {0, false};
    const gln_series_cell *cells = NULL;
    gln_status status = gln_series_view__cells(view, of, &frame->reader, &cells, err);
    if (status != GLN_OK) {
        return status;
    }
    memset(frame->points, 0, frame->periods.n * sizeof *frame->points);
    for (size_t i = 0; i < view->n_issues; i++) {
        uint32_t period = period_in(frame, i, group);
        if (period != GLN_NO_PERIOD) {
            frame->points[period].n_issues++;
        }
    }
    for (size_t i = 0; i < of->n_cells; i++) {
        frame->cell_of[cells[i].stratum] = &cells[i];
    }
    for (size_t i = 0; i < strata->n; i++) {
        uint32_t at = frame->order[strata->first + i];
        const gln_series_stratum *stratum = &view->strata[at];
        const gln_series_cell *cell = frame->cell_of[at];
        uint32_t period = frame->periods.of_issue[stratum->issue];
        if (period == GLN_NO_PERIOD) {
            continue;
        }
        whole.inferred = whole.inferred || view->issues[stratum->issue].basis == GLN_BASIS_INFERRED;
        gln_trend_point sums = {.n_articles = stratum->n_articles,
                                .n_tokens = stratum->n_tokens,
                                .tokens_weighted = stratum->tokens_weighted,
                                .n_chars = stratum->n_chars,
                                .tokens_squared = (double)stratum->tokens_squared};
        if (cell) {
            sums.count = cell->count;
            sums.articles_with = cell->articles_with;
            sums.count_squared = (double)cell->count_squared;
            sums.count_tokens = (double)cell->count_tokens;
            sums.count_weighted = cell->count_weighted;
            whole.max_count = cell->max_count > whole.max_count ? cell->max_count : whole.max_count;
        }
        gln_trend_point__add(&frame->points[period], &sums);
    }
    for (size_t i = 0; i < of->n_cells; i++) {
        frame->cell_of[cells[i].stratum] = NULL;
    }
    mark_partial(frame, group);
    *out = whole;
    return GLN_OK;
}
