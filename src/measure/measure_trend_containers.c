/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that hits of a term stand in, over what its row of trend_tests counts: the split value's strata within the
 * range. */
#include "measure/measure_trend_sums.h"
#include "json/json_write.h"

#include <stdlib.h>

enum { MOST_CONTAINERS = 5 };

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_series_container *)a)->text, ((const gln_series_container *)b)->text);
}

static int commonest_first(const void *a, const void *b)
{
    const gln_series_container *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return gln_slice_compare(x->text, y->text);
}

/* Whether the term's row counts the cell. */
static bool counts(const gln_trend_frame *frame, const gln_series_cell *cell, size_t group)
{
    const gln_series_stratum *stratum = &frame->view->strata[cell->stratum];
    return frame->periods.of_issue[stratum->issue] != GLN_NO_PERIOD &&
           (frame->view->split == GLN_SPLIT_NONE || gln_slice_equal(stratum->split, frame->groups[group].value));
}

/* The containers of the cells that count, equal ones as one; *n of them in *out, to be freed. */
static gln_status gather(gln_trend_frame *frame, const gln_series_term *term, size_t group, gln_series_container **out,
                         size_t *n, gln_error *err)
{
    size_t all = 0, kept = 0;
    const gln_series_cell *cells = NULL;
    gln_status status = gln_series_view__cells(frame->view, term, &frame->reader, &cells, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < term->n_cells; i++) {
        all += cells[i].n_containers;
    }
    gln_series_container *words = gln_memory__array(all, sizeof *words);
    if (!words) {
        return gln_error__nomem(err);
    }
    all = 0;
    for (size_t i = 0; i < term->n_cells; i++) {
        const gln_series_cell *cell = &cells[i];
        if (counts(frame, cell, group) && cell->n_containers) {
            memcpy(words + all, cell->containers, cell->n_containers * sizeof *words);
            all += cell->n_containers;
        }
    }
    qsort(words, all, sizeof *words, by_text);
    for (size_t i = 0; i < all; i++) {
        if (kept && by_text(&words[kept - 1], &words[i]) == 0) {
            words[kept - 1].count += words[i].count;
        } else {
            words[kept++] = words[i];
        }
    }
    qsort(words, kept, sizeof *words, commonest_first);
    *out = words;
    *n = kept;
    return GLN_OK;
}

gln_status gln_trend_frame__containers(gln_trend_frame *frame, size_t term, size_t group, gln_buffer *out,
                                       gln_error *err)
{
    gln_series_container *words = NULL;
    size_t n = 0;
    gln_status status = gather(frame, &frame->view->terms[term], group, &words, &n, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t i = 0; i < n && i < MOST_CONTAINERS; i++) {
        gln_json__begin_object(&w, GLN_JSON_LINE);
        gln_json__key(&w, GLN_LIT("word"));
        gln_json__put_string(&w, words[i].text);
        gln_json__key(&w, GLN_LIT("count"));
        gln_json__put_integer(&w, words[i].count);
        gln_json__end(&w);
    }
    gln_json__end(&w);
    free(words);
    return GLN_OK;
}
