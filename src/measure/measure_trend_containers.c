/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that hits of a term stand in, over what its row of trend_tests counts: the split value's strata within the
 * range. */
#include "core/intern.h"
#include "measure/measure_trend_sums.h"
#include "json/json_write.h"

#include <stdlib.h>

enum { MOST_CONTAINERS = 5 };

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

/* The containers of the cells that count. */
typedef struct gathered {
    gln_intern texts;
    uint64_t *counts; /* by number in texts */
    size_t capacity;
} gathered;

static gln_status add_word(gathered *g, gln_series_container word, gln_error *err)
{
    size_t known = g->texts.count;
    uint64_t *grown = gln_memory__grown(g->counts, &g->capacity, known + 1, sizeof *grown);
    uint32_t number = grown ? gln_intern__add(&g->texts, word.text) : GLN_NO_ID;
    g->counts = grown ? grown : g->counts;
    if (number == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    g->counts[number] = (number == known ? 0 : g->counts[number]) + word.count;
    return GLN_OK;
}

static gln_status gather(const gln_trend_frame *frame, const gln_series_term *term, size_t group, gathered *g,
                         gln_error *err)
{
    gln_series_walk walk = {.view = frame->view, .term = term};
    const gln_series_cell *cell = NULL;
    gln_status status = gln_series_walk__next(&walk, &cell, err);
    while (status == GLN_OK && cell) {
        while (walk.n_words && counts(frame, cell, group) && status == GLN_OK) {
            status = add_word(g, gln_series_walk__word(&walk), err);
        }
        if (status == GLN_OK) {
            status = gln_series_walk__next(&walk, &cell, err);
        }
    }
    gln_series_walk__clear(&walk);
    return status;
}

/* All of them, the commonest first; *out is to be freed. */
static gln_status rank(const gathered *g, gln_series_container **out, gln_error *err)
{
    size_t n = g->texts.count;
    gln_series_container *words = gln_memory__array(n, sizeof *words);
    if (!words) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        words[i] = (gln_series_container){g->texts.items[i], g->counts[i]};
    }
    if (n) {
        qsort(words, n, sizeof *words, commonest_first);
    }
    *out = words;
    return GLN_OK;
}

gln_status gln_trend_frame__containers(const gln_trend_frame *frame, size_t term, size_t group, gln_buffer *out,
                                       gln_error *err)
{
    gln_series_container *words = NULL;
    gathered g = {.counts = NULL};
    gln_status status = gather(frame, &frame->view->terms[term], group, &g, err);
    if (status == GLN_OK) {
        status = rank(&g, &words, err);
    }
    if (status != GLN_OK) {
        gln_intern__clear(&g.texts);
        free(g.counts);
        return status;
    }
    size_t n = g.texts.count;
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
    gln_intern__clear(&g.texts);
    free(g.counts);
    return GLN_OK;
}
