/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped lexicon's readable files, read and compiled. */
#include "text/lexicon_compile.h"

#include <stdlib.h>

/* What the files hold. */
typedef struct rows {
    gln_lexicon_entry *entries;
    size_t n_entries;
    gln_lexicon_pair *folds;
    size_t n_folds;
    gln_lexicon_character *characters;
    size_t n_characters;
} rows;

static gln_status read_folds(gln_lexicon_file file, rows *r, gln_error *err)
{
    gln_lexicon_reader reader = {file.data, file.name, 0, 0};
    size_t capacity = 0;
    for (;;) {
        gln_lexicon_pair pair = {0, 0};
        bool more = true;
        gln_status status = gln_lexicon__read_fold(&reader, &pair.from, &pair.to, &more, err);
        if (status != GLN_OK || !more) {
            return status;
        }
        gln_lexicon_pair *grown = gln_memory__grown(r->folds, &capacity, r->n_folds + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        r->folds = grown;
        grown[r->n_folds++] = pair;
    }
}

static gln_status read_words(gln_lexicon_file file, rows *r, gln_error *err)
{
    gln_lexicon_reader reader = {file.data, file.name, 0, 0};
    size_t capacity = 0;
    for (;;) {
        gln_lexicon_entry entry = {{NULL, 0}, 0, {NULL, 0}, {NULL, 0}};
        bool more = true;
        gln_status status = gln_lexicon__read(&reader, &entry, &more, err);
        if (status != GLN_OK || !more) {
            return status;
        }
        uint32_t cuts;
        if (!gln_lexicon__cuts(&entry, &cuts) || (entry.freq == 0 && cuts == 0)) {
            status = gln_error_set(err, GLN_ERR_FORMAT,
                                   "a word has neither a frequency of at least 1 nor parts, or others than its own");
            gln_error_at(err, file.name, reader.line, GLN_NO_OFFSET);
            return status;
        }
        gln_lexicon_entry *grown = gln_memory__grown(r->entries, &capacity, r->n_entries + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        r->entries = grown;
        grown[r->n_entries++] = entry;
    }
}

static gln_status read_characters(gln_lexicon_file file, rows *r, gln_error *err)
{
    gln_lexicon_reader reader = {file.data, file.name, 0, 0};
    size_t capacity = 0;
    for (;;) {
        gln_lexicon_character row = {0};
        bool more = true;
        gln_status status = gln_lexicon__read_model(&reader, &row.point, &row.model, &more, err);
        if (status != GLN_OK || !more) {
            return status;
        }
        gln_lexicon_character *grown = gln_memory__grown(r->characters, &capacity, r->n_characters + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        r->characters = grown;
        grown[r->n_characters++] = row;
    }
}

static int by_from(const void *a, const void *b)
{
    const gln_lexicon_pair *x = a;
    const gln_lexicon_pair *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Sorts the pairs; false where a character is folded twice. */
static bool sort_folds(gln_lexicon_pair *folds, size_t n)
{
    if (n > 1) {
        qsort(folds, n, sizeof *folds, by_from);
    }
    for (size_t i = 1; i < n; i++) {
        if (folds[i].from == folds[i - 1].from) {
            return false;
        }
    }
    return true;
}

static gln_status digest_of(const gln_lexicon_file files[3], char sha256[GLN_SHA256_HEX], gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    gln_buffer all = GLN_BUFFER_INIT;
    for (size_t i = 0; i < 3; i++) {
        gln_buffer__put(&all, files[i].data);
    }
    gln_status status = all.failed ? gln_error__nomem(err) : gln_sha256__digest(gln_buffer__slice(&all), digest, err);
    gln_buffer__free(&all);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, sha256);
    }
    return status;
}

gln_status gln_lexicon__compile_files(gln_lexicon_file words, gln_lexicon_file folds, gln_lexicon_file characters,
                                      gln_buffer *out, gln_error *err)
{
    const gln_lexicon_file files[] = {words, folds, characters};
    rows r = {0};
    char sha256[GLN_SHA256_HEX];
    gln_status status = digest_of(files, sha256, err);
    if (status == GLN_OK) {
        status = read_words(words, &r, err);
    }
    if (status == GLN_OK) {
        status = read_folds(folds, &r, err);
    }
    if (status == GLN_OK) {
        status = read_characters(characters, &r, err);
    }
    if (status == GLN_OK && !sort_folds(r.folds, r.n_folds)) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "a character is folded twice");
        gln_error_at(err, folds.name, GLN_NO_LINE, GLN_NO_OFFSET);
    }
    if (status == GLN_OK) {
        gln_lexicon_input input = {.entries = r.entries,
                                   .n_entries = r.n_entries,
                                   .folds = r.folds,
                                   .n_folds = r.n_folds,
                                   .characters = r.characters,
                                   .n_characters = r.n_characters,
                                   .sha256 = sha256,
                                   .purpose = GLN_LEXICON_SHIPPED};
        status = gln_lexicon__compile(&input, out, err);
    }
    free(r.entries);
    free(r.folds);
    free(r.characters);
    return status;
}
