/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a series once their issue is over: bytes, and beyond the memory that they may take sorted runs. */
#include "count/series_counts.h"

#include <stdlib.h>

/* ---- closing ----------------------------------------------------------------------------------------------------- */

static gln_status make_room(gln_series *series, gln_error *err)
{
    size_t n = series->open_keys.count;
    gln_keyed *order =
        gln_memory__grown(series->order, &series->order_capacity, n + series->word_keys.count, sizeof *order);
    series->order = order ? order : series->order;
    gln_series_place *places =
        gln_memory__grown(series->places, &series->place_capacity, series->n_places + n, sizeof *places);
    series->places = places ? places : series->places;
    return order && places ? GLN_OK : gln_error__nomem(err);
}

static void put_record(gln_buffer *out, const gln_series_open *open)
{
    const gln_series_cell *cell = &open->sums;
    gln_encode__number(out, cell->count);
    gln_encode__number(out, cell->articles_with);
    gln_encode__number(out, cell->count_squared);
    gln_encode__number(out, cell->count_tokens);
    gln_encode__number(out, cell->count_weighted);
    gln_encode__number(out, cell->max_count);
    gln_encode__number(out, open->n_words);
}

gln_status gln_series__close(gln_series *series, gln_error *err)
{
    size_t n = series->open_keys.count, n_words = series->word_keys.count;
    gln_status status = n ? make_room(series, err) : GLN_OK;
    if (n == 0 || status != GLN_OK) {
        return status;
    }
    gln_keyed *cells = series->order, *words = series->order + n;
    for (size_t i = 0; i < n; i++) {
        cells[i] = (gln_keyed){series->open_keys.keys[i], (uint32_t)i};
    }
    gln_keyed__sort(cells, n);
    for (size_t i = 0; i < n; i++) {
        series->open[cells[i].index].place = (uint32_t)i;
    }
    for (size_t i = 0; i < n_words; i++) {
        gln_series_open *open = &series->open[gln_pairs__first(&series->word_keys, i)];
        words[i] = (gln_keyed){(uint64_t)open->place << 32 | gln_pairs__second(&series->word_keys, i), (uint32_t)i};
        open->n_words++;
    }
    gln_keyed__sort(words, n_words);
    for (size_t i = 0, w = 0; i < n; i++) {
        series->places[series->n_places++] =
            (gln_series_place){(uint32_t)(cells[i].key >> 32), (uint32_t)cells[i].key, series->bytes.len};
        put_record(&series->bytes, &series->open[cells[i].index]);
        for (; w < n_words && words[w].key >> 32 == i; w++) {
            gln_encode__text(&series->bytes, gln_vocab__text(&series->words, (uint32_t)words[w].key));
            gln_encode__number(&series->bytes, series->word_counts[words[w].index]);
        }
    }
    gln_pairs__reset(&series->open_keys);
    gln_pairs__reset(&series->word_keys);
    return series->bytes.failed ? gln_error__nomem(err) : GLN_OK;
}

/* ---- runs -------------------------------------------------------------------------------------------------------- */

/* The closed cells as one more of the runs: those of a term behind one another, in the order of their closing. */
static gln_status write_run(const gln_series *series, gln_runs *runs, gln_error *err)
{
    size_t n_terms = gln_matcher_n_terms(series->options.matcher), n = series->n_places;
    size_t *first = gln_memory__zeroed(n_terms + 2, sizeof *first);
    size_t *sorted = gln_memory__array(n, sizeof *sorted);
    gln_buffer value = GLN_BUFFER_INIT;
    gln_status status = first && sorted ? gln_runs__begin(runs, 0, err) : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        first[series->places[i].term + 2]++;
    }
    for (size_t t = 0; t < n_terms && status == GLN_OK; t++) {
        first[t + 2] += first[t + 1];
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        sorted[first[series->places[i].term + 1]++] = i;
    }
    for (size_t t = 0; t < n_terms && status == GLN_OK; t++) {
        if (first[t] == first[t + 1]) {
            continue;
        }
        char key[GLN_RUN_NUMBER];
        gln_run_number__put(key, (uint32_t)t);
        gln_buffer__clear(&value);
        gln_encode__number(&value, first[t + 1] - first[t]);
        for (size_t i = first[t]; i < first[t + 1]; i++) {
            const gln_series_place *at = &series->places[sorted[i]];
            uint64_t end = sorted[i] + 1 < n ? at[1].at : series->bytes.len;
            gln_encode__number(&value, at->stratum);
            gln_buffer__put(&value, (gln_slice){series->bytes.data + at->at, (size_t)(end - at->at)});
        }
        status = value.failed ? gln_error__nomem(err)
                              : gln_runs__put(runs, (gln_slice){key, sizeof key}, gln_buffer__slice(&value), err);
    }
    if (status == GLN_OK) {
        status = gln_runs__end(runs, err);
    }
    gln_buffer__free(&value);
    free(first);
    free(sorted);
    return status;
}

static gln_status spill(gln_series *series, gln_error *err)
{
    gln_status status = write_run(series, &series->runs, err);
    if (status == GLN_OK) {
        gln_vocab__clear(&series->words);
        gln_buffer__free(&series->bytes);
        free(series->places);
        series->places = NULL;
        series->n_places = series->place_capacity = 0;
    }
    return status;
}

gln_status gln_series__keep_within(gln_series *series, gln_error *err)
{
    /* what is held, and the list that sorts it; strata stay */
    uint64_t used = series->bytes.len + 24 * (uint64_t)series->n_places + 120 * gln_vocab__count(&series->words);
    used += gln_vocab__entries_size(&series->words);
    uint64_t memory = series->options.memory;
    return memory && used > memory && series->n_places ? spill(series, err) : GLN_OK;
}

gln_status gln_series__settle(gln_series *series, gln_error *err)
{
    return series->runs.n && series->n_places ? spill(series, err) : GLN_OK;
}

gln_status gln_series__read_runs(const gln_series *series, const gln_run_taker *taker, gln_error *err)
{
    gln_runs rest = {.files = NULL}; /* what is in memory, as a run of its own */
    gln_status status = series->n_places ? write_run(series, &rest, err) : GLN_OK;
    if (status == GLN_OK) {
        status = gln_runs__read(&series->runs, &rest, series->options.memory / 4, taker, err);
    }
    gln_runs__clear(&rest);
    return status;
}
