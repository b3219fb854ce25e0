/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact duplicates: equal size first, then equal SHA-256. */
#include "corpus/corpus_parts.h"

#include "core/sha256.h"

#include <stdlib.h>

/* A file among others of its size. */
typedef struct hashed {
    uint32_t file;
    bool fine; /* it could be read */
    unsigned char digest[GLN_SHA256_SIZE];
} hashed;

static int by_size(const void *a, const void *b, void *files)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    uint64_t size_x = ((const gln_corpus_file *)files)[x].size;
    uint64_t size_y = ((const gln_corpus_file *)files)[y].size;
    return size_x != size_y ? (size_x < size_y ? -1 : 1) : (x > y) - (x < y);
}

static int by_digest(const void *a, const void *b)
{
    const hashed *x = a;
    const hashed *y = b;
    if (x->fine != y->fine) {
        return x->fine ? -1 : 1;
    }
    int order = memcmp(x->digest, y->digest, sizeof x->digest);
    return order ? order : (x->file > y->file) - (x->file < y->file);
}

/* Files of one size: those that cannot be read are left to gln_corpus_read. */
static gln_status mark_equal(gln_corpus *corpus, const uint32_t *files, size_t n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    hashed *group = gln_memory__array(n, sizeof *group);
    gln_status status = group ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__clear(&bytes);
        group[i].file = files[i];
        group[i].fine = gln_corpus__bytes(corpus, &corpus->files[files[i]], &bytes, NULL) == GLN_OK;
        if (group[i].fine) {
            status = gln_sha256__digest(gln_buffer__slice(&bytes), group[i].digest, err);
        }
    }
    gln_buffer__free(&bytes);
    if (status == GLN_OK) {
        qsort(group, n, sizeof *group, by_digest);
    }
    for (size_t i = 1; i < n && status == GLN_OK; i++) {
        if (group[i].fine && memcmp(group[i].digest, group[i - 1].digest, sizeof group[i].digest) == 0) {
            uint32_t first = corpus->files[group[i - 1].file].duplicate_of;
            corpus->files[group[i].file].duplicate_of = first == GLN_NO_ID ? group[i - 1].file : first;
        }
    }
    free(group);
    return status;
}

gln_status gln_corpus__find_duplicates(gln_corpus *corpus, gln_error *err)
{
    uint32_t *order = gln_memory__array(corpus->n_files, sizeof *order);
    size_t n = 0;
    if (!order) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < corpus->n_files; i++) {
        if (corpus->files[i].size > 0 && !corpus->files[i].gone) {
            order[n++] = (uint32_t)i;
        }
    }
    qsort_r(order, n, sizeof *order, by_size, corpus->files);
    gln_status status = GLN_OK;
    for (size_t from = 0; from < n && status == GLN_OK;) {
        size_t to = from + 1;
        while (to < n && corpus->files[order[to]].size == corpus->files[order[from]].size) {
            to++;
        }
        if (to - from > 1) {
            status = mark_equal(corpus, order + from, to - from, err);
        }
        from = to;
    }
    free(order);
    return status;
}
