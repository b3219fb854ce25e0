/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Co-occurrences kept apart by month: a counter of its own for each. */
#include "count/cooc_counts.h"

gln_status gln_cooc__month(gln_cooc *cooc, int32_t month, gln_cooc **out, gln_error *err)
{
    for (size_t i = cooc->n_months; i-- > 0;) { /* the last is the likeliest */
        if (cooc->months[i].month == month) {
            *out = cooc->months[i].counts;
            return GLN_OK;
        }
    }
    gln_cooc_month *grown = gln_memory__grown(cooc->months, &cooc->month_capacity, cooc->n_months + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    cooc->months = grown;
    gln_counter_options options = cooc->options;
    options.monthly = false;
    options.memory = 0; /* they share it */
    gln_status status = gln_cooc_new(&options, &grown[cooc->n_months].counts, err);
    if (status == GLN_OK) {
        grown[cooc->n_months].month = month;
        *out = grown[cooc->n_months++].counts;
        (*out)->words.n_entries = 0; /* of which hundreds of months would each keep a table */
    }
    return status;
}

gln_status gln_cooc__keep_months(gln_cooc *cooc, const gln_cooc *month, uint64_t before, gln_error *err)
{
    gln_status status = GLN_OK;
    cooc->held += gln_cooc__used(month) - before;
    if (!cooc->options.memory || cooc->held <= cooc->options.memory) {
        return GLN_OK;
    }
    for (size_t i = 0; i < cooc->n_months && status == GLN_OK; i++) {
        gln_cooc *counts = cooc->months[i].counts;
        status = gln_vocab__count(&counts->words) ? gln_cooc__spill(counts, err) : GLN_OK;
    }
    cooc->held = 0;
    return status;
}

gln_status gln_cooc__merge_months(gln_cooc *into, const gln_cooc *from, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0; i < from->n_months && status == GLN_OK; i++) {
        gln_cooc *counts = NULL;
        status = gln_cooc__month(into, from->months[i].month, &counts, err);
        uint64_t before = status == GLN_OK ? gln_cooc__used(counts) : 0;
        if (status == GLN_OK) {
            status = gln_cooc_merge(counts, from->months[i].counts, err);
        }
        if (status == GLN_OK) {
            status = gln_cooc__keep_months(into, counts, before, err);
        }
    }
    return status;
}

bool gln_cooc__months(const gln_cooc *counter, int32_t *first, int32_t *last)
{
    for (size_t i = 0; i < counter->n_months; i++) {
        int32_t month = counter->months[i].month;
        *first = i == 0 || month < *first ? month : *first;
        *last = i == 0 || month > *last ? month : *last;
    }
    return counter->n_months > 0;
}

gln_status gln_cooc__between(const gln_cooc *counter, int32_t from, int32_t to, gln_cooc **out, gln_error *err)
{
    gln_cooc *sum = NULL;
    gln_counter_options options = counter->options;
    options.monthly = false;
    gln_status status = gln_cooc_new(&options, &sum, err);
    for (size_t i = 0; i < counter->n_months && status == GLN_OK; i++) {
        if (counter->months[i].month >= from && counter->months[i].month <= to) {
            status = gln_cooc_merge(sum, counter->months[i].counts, err);
        }
    }
    if (status != GLN_OK) {
        gln_cooc_free(sum);
        return status;
    }
    *out = sum;
    return GLN_OK;
}
