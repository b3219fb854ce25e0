/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/sorter.h"

#include <stdlib.h>

void gln_sorter__clear(gln_sorter *sorter)
{
    gln_runs__clear(&sorter->runs);
    gln_buffer__free(&sorter->bytes);
    free(sorter->items);
    *sorter = (gln_sorter){.memory = sorter->memory};
}

static gln_slice key_of(const char *bytes, const gln_sorted_item *item)
{
    return (gln_slice){bytes + item->at, item->key};
}

static gln_slice value_of(const char *bytes, const gln_sorted_item *item)
{
    return (gln_slice){bytes + item->at + item->key, item->value};
}

static int by_key(const void *a, const void *b, void *bytes)
{
    return gln_slice_compare(key_of(bytes, a), key_of(bytes, b));
}

/* What is held, in order; to be freed. */
static gln_sorted_item *sorted(const gln_sorter *sorter)
{
    gln_sorted_item *items = gln_memory__array(sorter->n, sizeof *items);
    if (items && sorter->n) {
        memcpy(items, sorter->items, sorter->n * sizeof *items);
        qsort_r(items, sorter->n, sizeof *items, by_key, sorter->bytes.data);
    }
    return items;
}

static gln_status spill(gln_sorter *sorter, gln_error *err)
{
    gln_sorted_item *items = sorted(sorter);
    gln_status status = items ? gln_runs__begin(&sorter->runs, 0, err) : gln_error__nomem(err);
    for (size_t i = 0; i < sorter->n && status == GLN_OK; i++) {
        status = gln_runs__put(&sorter->runs, key_of(sorter->bytes.data, &items[i]),
                               value_of(sorter->bytes.data, &items[i]), err);
    }
    if (status == GLN_OK) {
        status = gln_runs__end(&sorter->runs, err);
    }
    free(items);
    sorter->n = 0;
    gln_buffer__clear(&sorter->bytes);
    return status;
}

gln_status gln_sorter__put(gln_sorter *sorter, gln_slice key, gln_slice value, gln_error *err)
{
    gln_sorted_item *grown = gln_memory__grown(sorter->items, &sorter->capacity, sorter->n + 1, sizeof *grown);
    if (!grown || key.len > UINT32_MAX || value.len > UINT32_MAX) {
        return gln_error__nomem(err);
    }
    sorter->items = grown;
    grown[sorter->n++] = (gln_sorted_item){sorter->bytes.len, (uint32_t)key.len, (uint32_t)value.len};
    gln_buffer__put(&sorter->bytes, key);
    gln_buffer__put(&sorter->bytes, value);
    if (sorter->bytes.failed) {
        return gln_error__nomem(err);
    }
    uint64_t used = sorter->bytes.len + 3 * sizeof *grown * sorter->n; /* sorting takes two more lists */
    return sorter->memory && used > sorter->memory ? spill(sorter, err) : GLN_OK;
}

gln_status gln_sorter__merge(gln_sorter *into, const gln_sorter *from, gln_error *err)
{
    uint32_t *files = gln_memory__array(from->runs.n_files, sizeof *files);
    gln_status status = files ? gln_runs__merge(&into->runs, &from->runs, 0, files, err) : gln_error__nomem(err);
    for (size_t i = 0; i < from->n && status == GLN_OK; i++) {
        status = gln_sorter__put(into, key_of(from->bytes.data, &from->items[i]),
                                 value_of(from->bytes.data, &from->items[i]), err);
    }
    free(files);
    return status;
}

gln_status gln_sorter__settle(gln_sorter *sorter, gln_error *err)
{
    gln_status status = sorter->runs.n && sorter->n ? spill(sorter, err) : GLN_OK;
    if (status == GLN_OK && sorter->runs.n) {
        gln_buffer__free(&sorter->bytes);
        free(sorter->items);
        sorter->items = NULL;
        sorter->capacity = 0;
    }
    return status;
}

static gln_status read_held(const gln_sorter *sorter, const gln_run_taker *taker, gln_error *err)
{
    gln_sorted_item *items = sorted(sorter);
    const char *bytes = sorter->bytes.data;
    gln_status status = items ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < sorter->n && status == GLN_OK; i++) {
        status = taker->value(taker->context, key_of(bytes, &items[i]), value_of(bytes, &items[i]), 0, err);
        bool last = i + 1 == sorter->n || !gln_slice_equal(key_of(bytes, &items[i]), key_of(bytes, &items[i + 1]));
        if (status == GLN_OK && last) {
            status = taker->end(taker->context, key_of(bytes, &items[i]), err);
        }
    }
    free(items);
    return status;
}

gln_status gln_sorter__read(const gln_sorter *sorter, const gln_run_taker *taker, gln_error *err)
{
    if (sorter->runs.n == 0) {
        return read_held(sorter, taker, err);
    }
    gln_sorter rest = *sorter; /* what is held, as a run of its own */
    rest.runs = (gln_runs){.files = NULL};
    gln_status status = spill(&rest, err);
    if (status == GLN_OK) {
        status = gln_runs__read(&sorter->runs, &rest.runs, sorter->memory / 2, taker, err);
    }
    gln_runs__clear(&rest.runs);
    return status;
}

/* ---- keys ----------------------------------------------------------------------------------------------------------
 * A text ends with two zero bytes; a zero byte within it is followed by 0xFF. */

void gln_ordered__put_text(gln_buffer *out, gln_slice text)
{
    for (size_t at = 0; at < text.len;) {
        const char *zero = memchr(text.ptr + at, '\0', text.len - at);
        size_t n = zero ? (size_t)(zero - text.ptr) - at : text.len - at;
        gln_buffer__put(out, gln_slice_sub(text, at, n));
        at += n;
        if (zero) {
            gln_buffer__put(out, GLN_LIT("\0\xFF"));
            at++;
        }
    }
    gln_buffer__put(out, GLN_LIT("\0\0"));
}

void gln_ordered__put_number(gln_buffer *out, uint64_t number, unsigned bytes)
{
    while (bytes--) {
        gln_buffer__byte(out, (char)(unsigned char)(number >> (8 * bytes) & 0xFF));
    }
}

void gln_ordered__take_text(const char **at, gln_buffer *out)
{
    for (;;) {
        size_t n = strlen(*at);
        gln_buffer__put(out, (gln_slice){*at, n});
        bool ended = (*at)[n + 1] == '\0';
        *at += n + 2;
        if (ended) {
            return;
        }
        gln_buffer__byte(out, '\0');
    }
}

uint64_t gln_ordered__take_number(const char **at, unsigned bytes)
{
    uint64_t number = 0;
    while (bytes--) {
        number = number << 8 | (unsigned char)*(*at)++;
    }
    return number;
}
