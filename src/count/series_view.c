/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/series_view.h"

#include "count/count_encode.h"
#include "count/series_counts.h"

#include <stdlib.h>

typedef struct placed_stratum {
    gln_series_stratum stratum; /* issue: its rank */
    uint32_t id;
} placed_stratum;

static int by_issue(const void *a, const void *b)
{
    const gln_series_stratum *x = &((const placed_stratum *)a)->stratum, *y = &((const placed_stratum *)b)->stratum;
    if (x->issue != y->issue) {
        return x->issue < y->issue ? -1 : 1;
    }
    return gln_slice_compare(x->split, y->split);
}

/* Sorted strata into the view; rank[id] is the place of each. */
static gln_status place_strata(const gln_series *series, const uint32_t *issue_rank, gln_series_view *view,
                               uint32_t *rank, gln_error *err)
{
    size_t n = series->stratum_keys.count;
    placed_stratum *all = gln_memory__array(n, sizeof *all);
    gln_series_stratum *sorted = gln_arena__array(&view->arena, n, sizeof *sorted);
    if (!all || !sorted) {
        free(all);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        all[i] = (placed_stratum){series->strata[i], (uint32_t)i};
        all[i].stratum.issue = issue_rank[series->strata[i].issue];
    }
    qsort(all, n, sizeof *all, by_issue);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = all[i].stratum;
        rank[all[i].id] = (uint32_t)i;
    }
    free(all);
    view->strata = sorted;
    view->n_strata = n;
    return GLN_OK;
}

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_series_container *)a)->text, ((const gln_series_container *)b)->text);
}

/* The words of each cell; place[id] is where the cell stands. */
static gln_status place_containers(const gln_series *series, const uint32_t *place, gln_series_view *view,
                                   gln_series_cell *cells, gln_error *err)
{
    size_t n = series->container_keys.count;
    gln_keyed *order = gln_memory__array(n, sizeof *order);
    gln_series_container *all = gln_arena__array(&view->arena, n, sizeof *all);
    if (!order || !all) {
        free(order);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = (gln_keyed){place[gln_pairs__first(&series->container_keys, i)], (uint32_t)i};
    }
    gln_keyed__sort(order, n);
    for (size_t i = 0, from = 0; i < n; i++) {
        uint32_t index = order[i].index;
        all[i].text = gln_vocab__text(&series->words, gln_pairs__second(&series->container_keys, index));
        all[i].count = series->containers[index];
        if (i + 1 == n || order[i + 1].key != order[i].key) {
            gln_series_cell *cell = &cells[order[i].key];
            cell->containers = &all[from];
            cell->n_containers = i + 1 - from;
            qsort(&all[from], i + 1 - from, sizeof *all, by_text);
            from = i + 1;
        }
    }
    free(order);
    return GLN_OK;
}

static gln_status place_cells(const gln_series *series, const uint32_t *stratum_rank, gln_series_view *view,
                              gln_series_term *terms, gln_error *err)
{
    size_t n = series->cell_keys.count;
    gln_keyed *order = gln_memory__array(n, sizeof *order);
    uint32_t *place = gln_memory__array(n, sizeof *place);
    gln_series_cell *cells = gln_arena__array(&view->arena, n, sizeof *cells);
    gln_status status = order && place && cells ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        uint32_t stratum = stratum_rank[gln_pairs__second(&series->cell_keys, i)];
        order[i] = (gln_keyed){(uint64_t)gln_pairs__first(&series->cell_keys, i) << 32 | stratum, (uint32_t)i};
    }
    if (status == GLN_OK) {
        gln_keyed__sort(order, n);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_series_term *term = &terms[order[i].key >> 32];
        cells[i] = series->cells[order[i].index].cell;
        cells[i].stratum = (uint32_t)order[i].key;
        place[order[i].index] = (uint32_t)i;
        if (term->n_cells++ == 0) {
            term->cells = &cells[i];
        }
    }
    if (status == GLN_OK) {
        status = place_containers(series, place, view, cells, err);
    }
    free(order);
    free(place);
    return status;
}

gln_status gln_series__view(const gln_series *counter, gln_series_view *out, gln_error *err)
{
    gln_series_view view = {
        .split = counter->options.split, .weighted = counter->options.weights != NULL, .arena = GLN_ARENA_INIT};
    gln_status status = GLN_OK;
    size_t n_issues = gln_issues__count(&counter->issues);
    size_t n_terms = gln_matcher_n_terms(counter->options.matcher);
    uint32_t *issue_rank = gln_memory__array(n_issues, sizeof *issue_rank);
    uint32_t *stratum_rank = gln_memory__array(counter->stratum_keys.count, sizeof *stratum_rank);
    gln_counted_issue *issues = gln_arena__array(&view.arena, n_issues, sizeof *issues);
    gln_series_term *terms = gln_arena__array(&view.arena, n_terms, sizeof *terms);
    if (!issue_rank || !stratum_rank || !issues || !terms) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n_terms; i++) {
        terms[i].term = gln_matcher_term(counter->options.matcher, i);
    }
    status = gln_issues__sort(&counter->issues, issues, issue_rank, err);
    if (status == GLN_OK) {
        status = place_strata(counter, issue_rank, &view, stratum_rank, err);
    }
    if (status == GLN_OK) {
        status = place_cells(counter, stratum_rank, &view, terms, err);
    }
    view.issues = issues;
    view.n_issues = n_issues;
    view.terms = terms;
    view.n_terms = n_terms;
done:
    free(issue_rank);
    free(stratum_rank);
    if (status != GLN_OK) {
        gln_series_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

void gln_series_view__free(gln_series_view *view)
{
    gln_arena__clear(&view->arena);
    *view = (gln_series_view){0};
}

/* Body: issues; strata: issue, split, articles, tokens, characters, sum of squared tokens; for each term its cells
 * (stratum, the five sums, largest count, its article, its containers as text and count). With weights ('w') the
 * weighted sum follows each stratum and the five sums of each cell. */
gln_status gln_series_write(const gln_series *counter, char **out, size_t *n, gln_error *err)
{
    gln_series_view view;
    gln_status status = gln_series__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, view.weighted ? 'w' : 's', &counter->options);
    gln_encode__issues(&bytes, view.issues, view.n_issues);
    gln_encode__number(&bytes, view.n_strata);
    for (size_t i = 0; i < view.n_strata; i++) {
        gln_encode__number(&bytes, view.strata[i].issue);
        gln_encode__text(&bytes, view.strata[i].split);
        gln_encode__number(&bytes, view.strata[i].n_articles);
        gln_encode__number(&bytes, view.strata[i].n_tokens);
        gln_encode__number(&bytes, view.strata[i].n_chars);
        gln_encode__number(&bytes, view.strata[i].tokens_squared);
        if (view.weighted) {
            gln_encode__number(&bytes, view.strata[i].tokens_weighted);
        }
    }
    for (size_t t = 0; t < view.n_terms; t++) {
        gln_encode__number(&bytes, view.terms[t].n_cells);
        for (size_t i = 0; i < view.terms[t].n_cells; i++) {
            const gln_series_cell *cell = &view.terms[t].cells[i];
            gln_encode__number(&bytes, cell->stratum);
            gln_encode__number(&bytes, cell->count);
            gln_encode__number(&bytes, cell->articles_with);
            gln_encode__number(&bytes, cell->count_squared);
            gln_encode__number(&bytes, cell->count_tokens);
            if (view.weighted) {
                gln_encode__number(&bytes, cell->count_weighted);
            }
            gln_encode__number(&bytes, cell->max_count);
            gln_encode__text(&bytes, cell->max_article);
            gln_encode__number(&bytes, cell->n_containers);
            for (size_t k = 0; k < cell->n_containers; k++) {
                gln_encode__text(&bytes, cell->containers[k].text);
                gln_encode__number(&bytes, cell->containers[k].count);
            }
        }
    }
    gln_series_view__free(&view);
    return gln_encode__finish(&bytes, out, n, err);
}
