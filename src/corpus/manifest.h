/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manifest: what its user states of files. */
#ifndef GLN_CORPUS_MANIFEST_H
#define GLN_CORPUS_MANIFEST_H

#include "core/arena.h"
#include "guanlan/corpus.h"

/* One row. Texts that are not stated have ptr NULL, a date that is not stated is all 0. */
typedef struct gln_manifest_row {
    gln_slice path; /* as it can be opened */
    char *real;     /* the canonical path, to be compared; NULL where the file is missing */
    uint32_t line;
    gln_slice newspaper;
    gln_slice edition;
    gln_slice page;
    gln_slice section;
    gln_slice encoding;
    gln_date date;
    bool has_unit;
    bool used; /* a file of the corpus is its */
    gln_unit unit;
} gln_manifest_row;

typedef struct gln_manifest {
    gln_arena arena;
    gln_manifest_row *rows; /* ordered by canonical path */
    size_t n_rows;
    size_t capacity;
    gln_slice unknown; /* names of columns that mean nothing here, a comma between them; ptr NULL for none */
} gln_manifest;

void gln_manifest__clear(gln_manifest *manifest);

/* Reads a CSV file with a header row. */
GLN_MUST_USE gln_status gln_manifest__read(const char *path, gln_manifest *out, gln_error *err);

/* The row of a file, by its canonical path, or NULL. */
const gln_manifest_row *gln_manifest__find(const gln_manifest *manifest, const char *real);

#endif
