/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact duplicates: equal size first, then equal SHA-256. */
#include "corpus/corpus_parts.h"

#include "core/sha256.h"

#include <stdlib.h>

typedef struct sized {
    uint64_t size;
    size_t file;
    bool hashed;
    unsigned char digest[GLN_SHA256_SIZE];
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *x = a;
    const sized *y = b;
    if (x->size != y->size) {
        return x->size < y->size ? -1 : 1;
    }
    return (x->file > y->file) - (x->file < y->file);
}

static int by_digest(const void *a, const void *b)
{
    const sized *x = a;
    const sized *y = b;
    if (x->hashed != y->hashed) {
        return x->hashed ? -1 : 1;
    }
    int order = memcmp(x->digest, y->digest, sizeof x->digest);
    return order ? order : (x->file > y->file) - (x->file < y->file);
}

/* Files of one size: those that cannot be read are left to gln_corpus_read. */
static gln_status mark_equal(gln_corpus *corpus, sized *group, size_t n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__clear(&bytes);
        group[i].hashed = gln_corpus__bytes(corpus, &corpus->files[group[i].file], &bytes, NULL) == GLN_OK;
        if (group[i].hashed) {
            status = gln_sha256__digest(gln_buffer__slice(&bytes), group[i].digest, err);
        }
    }
    gln_buffer__free(&bytes);
    qsort(group, n, sizeof *group, by_digest);
    for (size_t i = 1; i < n; i++) {
        if (group[i].hashed && memcmp(group[i].digest, group[i - 1].digest, sizeof group[i].digest) == 0) {
            size_t first = corpus->files[group[i - 1].file].duplicate_of;
            corpus->files[group[i].file].duplicate_of = first == SIZE_MAX ? group[i - 1].file : first;
        }
    }
    return status;
}

gln_status gln_corpus__find_duplicates(gln_corpus *corpus, gln_error *err)
{
    sized *all = gln_memory__array(corpus->n_files, sizeof *all);
    size_t n = 0;
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < corpus->n_files; i++) {
        if (corpus->files[i].size > 0 && !corpus->files[i].gone) {
            all[n++] = (sized){.size = corpus->files[i].size, .file = i};
        }
    }
    qsort(all, n, sizeof *all, by_size);
    gln_status status = GLN_OK;
    for (size_t from = 0; from < n && status == GLN_OK;) {
        size_t to = from + 1;
        while (to < n && all[to].size == all[from].size) {
            to++;
        }
        if (to - from > 1) {
            status = mark_equal(corpus, all + from, to - from, err);
        }
        from = to;
    }
    free(all);
    return status;
}
