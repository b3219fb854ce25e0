/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a key and a value beyond the memory that a counter may take: runs, each sorted by the bytes of its keys,
 * in temporary files, and their merge (external sorting; Knuth 1998, 5.4). */
#ifndef GLN_COUNT_SORTED_RUNS_H
#define GLN_COUNT_SORTED_RUNS_H

#include "core/spool.h"

/* Bytes [at, at + size) of a file. */
typedef struct gln_run {
    uint32_t file; /* into files */
    uint32_t tag;  /* what its owner knows it by */
    uint64_t at;
    uint64_t size;
} gln_run;

typedef struct gln_runs {
    gln_spool *files; /* the first is the owner's own, others came by merging */
    size_t n_files;
    size_t file_capacity;
    gln_run *items;
    size_t n;
    size_t capacity;
    gln_buffer bytes; /* on their way to the file */
} gln_runs;

void gln_runs__clear(gln_runs *runs);

/* Starts a run; its records follow with keys ascending, then its end. */
GLN_MUST_USE gln_status gln_runs__begin(gln_runs *runs, uint32_t tag, gln_error *err);
GLN_MUST_USE gln_status gln_runs__put(gln_runs *runs, gln_slice key, gln_slice value, gln_error *err);
GLN_MUST_USE gln_status gln_runs__end(gln_runs *runs, gln_error *err);

/* Bytes that are no run, behind the last; *at is where they lie in the own file. */
GLN_MUST_USE gln_status gln_runs__put_bytes(gln_runs *runs, gln_slice bytes, uint64_t *at, gln_error *err);

/* Takes over from's runs, their tags raised by `tag`; files[k] becomes the place in into of from's file k. */
GLN_MUST_USE gln_status gln_runs__merge(gln_runs *into, const gln_runs *from, uint32_t tag, uint32_t *files,
                                        gln_error *err);

/* A number that a key begins with: 4 bytes, the highest first, so that keys sort as their numbers do. */
enum { GLN_RUN_NUMBER = 4 };

static inline void gln_run_number__put(char bytes[GLN_RUN_NUMBER], uint32_t number)
{
    for (unsigned i = 0; i < GLN_RUN_NUMBER; i++) {
        bytes[i] = (char)(unsigned char)(number >> (24 - 8 * i) & 0xFF);
    }
}

static inline uint32_t gln_run_number__of(gln_slice key)
{
    const unsigned char *p = (const unsigned char *)key.ptr;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* What takes the merged records: each value with its key and its run's tag, the keys ascending, those of one key in the
 * order of the runs; behind the last value of a key its end. Slices are borrowed for the call. */
typedef struct gln_run_taker {
    gln_status (*value)(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err);
    gln_status (*end)(void *context, gln_slice key, gln_error *err);
    void *context;
} gln_run_taker;

/* Merges the runs and, behind them, those of rest. `memory` is what the windows on them may take, at least 4 KB each.
 */
GLN_MUST_USE gln_status gln_runs__read(const gln_runs *runs, const gln_runs *rest, uint64_t memory,
                                       const gln_run_taker *taker, gln_error *err);

#endif
