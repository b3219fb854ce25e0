/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Co-occurrences beyond the memory that they may take. The key of a record is a number in 4 bytes, the highest first,
 * and a word: 0 with what the word counts at all, 1 + node with what it counts beside the node. So words come first, in
 * the order in which every node has them again. */
#include "count/cooc_counts.h"
#include "count/count_encode.h"

#include <stdlib.h>

enum { MARGIN, NODES };

static void put_key(gln_buffer *key, uint32_t number, gln_slice word)
{
    char bytes[GLN_RUN_NUMBER];
    gln_run_number__put(bytes, number);
    gln_buffer__clear(key);
    gln_buffer__put(key, (gln_slice){bytes, sizeof bytes});
    gln_buffer__put(key, word);
}

static gln_status put(gln_runs *runs, gln_buffer *key, gln_buffer *value, gln_error *err)
{
    gln_status status = key->failed || value->failed
                            ? gln_error__nomem(err)
                            : gln_runs__put(runs, gln_buffer__slice(key), gln_buffer__slice(value), err);
    gln_buffer__clear(value);
    return status;
}

/* The cells by node, then by the rank of their words. */
static gln_keyed *sort_cells(const gln_cooc *cooc, const uint32_t *rank)
{
    gln_keyed *order = gln_memory__array(cooc->keys.count, sizeof *order);
    for (size_t i = 0; order && i < cooc->keys.count; i++) {
        uint32_t word = rank[gln_pairs__second(&cooc->keys, i)];
        order[i] = (gln_keyed){(uint64_t)gln_pairs__first(&cooc->keys, i) << 32 | word, (uint32_t)i};
    }
    if (order) {
        gln_keyed__sort(order, cooc->keys.count);
    }
    return order;
}

static gln_status write_run(const gln_cooc *cooc, gln_runs *runs, uint32_t tag, gln_error *err)
{
    size_t n = gln_vocab__count(&cooc->words);
    gln_buffer key = GLN_BUFFER_INIT, value = GLN_BUFFER_INIT;
    uint32_t *sorted = gln_intern__sorted(&cooc->words.texts);
    uint32_t *rank = gln_memory__array(n, sizeof *rank);
    gln_keyed *order = NULL;
    gln_status status = sorted && rank ? gln_runs__begin(runs, tag, err) : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        uint32_t id = sorted[i];
        rank[id] = (uint32_t)i;
        if (id < cooc->margin_filled && cooc->margins[id]) {
            put_key(&key, MARGIN, gln_vocab__text(&cooc->words, id));
            gln_encode__number(&value, cooc->margins[id]);
            status = put(runs, &key, &value, err);
        }
    }
    if (status == GLN_OK) {
        order = sort_cells(cooc, rank);
        status = order ? GLN_OK : gln_error__nomem(err);
    }
    for (size_t i = 0; i < cooc->keys.count && status == GLN_OK; i++) {
        const gln_cooc_cell *cell = &cooc->cells[order[i].index];
        put_key(&key, NODES + (uint32_t)(order[i].key >> 32),
                gln_vocab__text(&cooc->words, sorted[(uint32_t)order[i].key]));
        gln_encode__number(&value, cell->observed);
        gln_encode__number(&value, cell->pairs);
        gln_encode__number(&value, cell->inside);
        gln_encode__number(&value, cell->articles);
        status = put(runs, &key, &value, err);
    }
    if (status == GLN_OK) {
        status = gln_runs__end(runs, err);
    }
    gln_buffer__free(&key);
    gln_buffer__free(&value);
    free(order);
    free(sorted);
    free(rank);
    return status;
}

gln_status gln_cooc__spill(gln_cooc *cooc, gln_runs *runs, uint32_t tag, gln_error *err)
{
    gln_status status = write_run(cooc, runs, tag, err);
    if (status == GLN_OK) {
        gln_vocab__clear(&cooc->words);
        gln_pairs__clear(&cooc->keys);
        free(cooc->cells);
        free(cooc->margins);
        free(cooc->stamps);
        cooc->cells = NULL;
        cooc->margins = cooc->stamps = NULL;
        cooc->cell_capacity = cooc->margin_capacity = cooc->margin_filled = cooc->stamp_capacity = 0;
    }
    return status;
}

uint64_t gln_cooc__used(const gln_cooc *cooc)
{
    return 150 * (uint64_t)gln_vocab__count(&cooc->words) + 84 * (uint64_t)cooc->keys.count +
           gln_vocab__entries_size(&cooc->words);
}

gln_status gln_cooc__keep_within(gln_cooc *cooc, gln_error *err)
{
    uint64_t memory = cooc->options.memory;
    return memory && gln_cooc__used(cooc) > memory ? gln_cooc__spill(cooc, &cooc->runs, 0, err) : GLN_OK;
}

gln_status gln_cooc__settle(gln_cooc *cooc, gln_error *err)
{
    if (!cooc->runs.n) {
        return GLN_OK;
    }
    gln_status status = gln_cooc__spill_months(cooc, err);
    return status == GLN_OK && gln_vocab__count(&cooc->words) ? gln_cooc__spill(cooc, &cooc->runs, 0, err) : status;
}

/* ---- merging ---- */

/* The record that is being added up. */
typedef struct adding {
    uint64_t margin;
    gln_cooc_cell cell;
    gln_cooc_taker *take;
    void *context;
} adding;

static gln_status add_value(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    adding *a = context;
    const unsigned char *p = (const unsigned char *)value.ptr;
    (void)tag;
    (void)err;
    if (gln_run_number__of(key) == MARGIN) {
        a->margin += gln_decode__number(&p);
    } else {
        a->cell.observed += gln_decode__number(&p);
        a->cell.pairs += gln_decode__number(&p);
        a->cell.inside += gln_decode__number(&p);
        a->cell.articles += gln_decode__number(&p);
    }
    return GLN_OK;
}

static gln_status end_record(void *context, gln_slice key, gln_error *err)
{
    adding *a = context;
    uint32_t number = gln_run_number__of(key);
    gln_slice word = gln_slice_sub(key, 4, key.len - 4);
    gln_status status =
        a->take(a->context, number == MARGIN ? GLN_NO_ID : number - NODES, word, a->margin, &a->cell, err);
    a->margin = 0;
    a->cell = (gln_cooc_cell){0};
    return status;
}

gln_status gln_cooc__merge_runs(const gln_cooc *cooc, gln_cooc_taker *take, void *context, gln_error *err)
{
    adding a = {.take = take, .context = context};
    gln_run_taker taker = {add_value, end_record, &a};
    gln_runs rest = {.files = NULL};
    gln_status status = write_run(cooc, &rest, 0, err);
    if (status == GLN_OK) {
        status = gln_runs__read(&cooc->runs, &rest, cooc->options.memory / 4, &taker, err);
    }
    gln_runs__clear(&rest);
    return status;
}
