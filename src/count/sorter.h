/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any number of records in the order of their keys, within a bound of memory: what is held is written as a sorted run
 * where it grows too large. */
#ifndef GLN_COUNT_SORTER_H
#define GLN_COUNT_SORTER_H

#include "count/sorted_runs.h"

/* A record that is held: its key and behind it its value, in bytes. */
typedef struct gln_sorted_item {
    size_t at;
    uint32_t key, value; /* their lengths */
} gln_sorted_item;

/* All zero is an empty one without a bound. */
typedef struct gln_sorter {
    uint64_t memory; /* 0: no bound */
    gln_runs runs;
    gln_buffer bytes;
    gln_sorted_item *items;
    size_t n;
    size_t capacity;
} gln_sorter;

void gln_sorter__clear(gln_sorter *sorter); /* keeps the bound */
GLN_MUST_USE gln_status gln_sorter__put(gln_sorter *sorter, gln_slice key, gln_slice value, gln_error *err);

/* Adds from's records, which stay there too. */
GLN_MUST_USE gln_status gln_sorter__merge(gln_sorter *into, const gln_sorter *from, gln_error *err);

/* Where some records lie on disk, the others go there too: nothing more is put. */
GLN_MUST_USE gln_status gln_sorter__settle(gln_sorter *sorter, gln_error *err);

/* All records by the bytes of their keys; those of one key in any order. */
GLN_MUST_USE gln_status gln_sorter__read(const gln_sorter *sorter, const gln_run_taker *taker, gln_error *err);

/* Texts and numbers as bytes that compare as they do: a text compares as gln_slice_compare has it and ends where the
 * next part begins. */
void gln_ordered__put_text(gln_buffer *out, gln_slice text);
void gln_ordered__put_number(gln_buffer *out, uint64_t number, unsigned bytes);

/* What was put at *at, which moves behind it. The text is appended to out. */
void gln_ordered__take_text(const char **at, gln_buffer *out);
uint64_t gln_ordered__take_number(const char **at, unsigned bytes);

#endif
