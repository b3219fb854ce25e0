/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/corpus.h"

#include "core/file.h"
#include "core/sha256.h"
#include "corpus/corpus_parts.h"
#include "text/decode.h"

#include <stdlib.h>
#include <unistd.h>

bool gln_unit_parse(gln_slice text, gln_unit *out)
{
    static const char *const names[] = {"issue", "page", "article"};
    for (int i = 0; i < 3; i++) {
        if (gln_slice_equal(text, gln_slice_of(names[i]))) {
            *out = (gln_unit)i;
            return true;
        }
    }
    return false;
}

gln_status gln_corpus_new(gln_corpus **out, gln_error *err)
{
    gln_corpus *corpus = gln_memory__zeroed(1, sizeof *corpus);
    if (!corpus) {
        return gln_error__nomem(err);
    }
    corpus->spool = (gln_spool)GLN_SPOOL_INIT;
    corpus->scratch = gln_scratch_pool__new();
    if (!corpus->scratch) {
        free(corpus);
        return gln_error__nomem(err);
    }
    *out = corpus;
    return GLN_OK;
}

void gln_corpus_free(gln_corpus *corpus)
{
    if (!corpus) {
        return;
    }
    for (size_t i = 0; i < corpus->n_refusals; i++) {
        free(corpus->refusals[i].path);
        free(corpus->refusals[i].detail);
    }
    free(corpus->files);
    free(corpus->members);
    free(corpus->items);
    free(corpus->refusals);
    free(corpus->groups);
    gln_intern__clear(&corpus->keys);
    gln_arena__clear(&corpus->arena);
    gln_arena__clear(&corpus->paths);
    gln_spool__close(&corpus->spool);
    gln_scratch_pool__free(corpus->scratch);
    gln_manifest__clear(&corpus->manifest);
    gln_column_map__clear(&corpus->map);
    free(corpus->warnings);
    free(corpus->twins);
    free(corpus->manifest_path);
    free(corpus->encoding);
    free(corpus->root);
    free(corpus);
}

gln_status gln_corpus_set_encoding(gln_corpus *corpus, const char *encoding, gln_error *err)
{
    char *copy = NULL;
    if (encoding) {
        gln_status status = gln_text__encoding_known(encoding, err);
        if (status != GLN_OK) {
            return status;
        }
        copy = gln_memory__string(gln_slice_of(encoding));
        if (!copy) {
            return gln_error__nomem(err);
        }
    }
    free(corpus->encoding);
    corpus->encoding = copy;
    return GLN_OK;
}

void gln_corpus_set_unit(gln_corpus *corpus, gln_unit unit)
{
    corpus->unit = unit;
}

void gln_corpus_set_cancel(gln_corpus *corpus, const volatile int *cancel)
{
    corpus->cancel = cancel;
}

void gln_corpus_set_tick(gln_corpus *corpus, void (*tick)(void *context), void *context)
{
    corpus->tick = tick;
    corpus->tick_context = context;
}

gln_status gln_corpus_map(gln_corpus *corpus, const char *mapping, gln_error *err)
{
    return gln_column_map__add(&corpus->map, mapping, err);
}

gln_status gln_corpus_manifest(gln_corpus *corpus, const char *path, gln_error *err)
{
    gln_manifest manifest;
    gln_status status = gln_manifest__read(path, &manifest, err);
    if (status == GLN_OK) {
        gln_manifest__clear(&corpus->manifest);
        corpus->manifest = manifest;
        free(corpus->manifest_path);
        corpus->manifest_path = realpath(path, NULL);
    }
    return status;
}

gln_status gln_corpus__warn(gln_corpus *corpus, gln_slice file, uint64_t line, gln_slice text, gln_error *err)
{
    gln_corpus_warning *all = gln_memory__grown(corpus->warnings, &corpus->warnings_capacity, corpus->n_warnings + 1,
                                                sizeof *corpus->warnings);
    gln_slice copy = all ? gln_arena__copy(&corpus->arena, text) : (gln_slice){NULL, 0};
    corpus->warnings = all ? all : corpus->warnings;
    if (!copy.ptr) {
        return gln_error__nomem(err);
    }
    all[corpus->n_warnings++] = (gln_corpus_warning){file, line, copy};
    return GLN_OK;
}

/* What the manifest says that nobody asked for. */
static gln_status check_manifest(gln_corpus *corpus, gln_error *err)
{
    const gln_manifest *m = &corpus->manifest;
    const gln_manifest_row *first = NULL;
    size_t unused = 0;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    if (!m->n_rows) {
        return GLN_OK;
    }
    gln_slice file = gln_corpus__shown(corpus, corpus->manifest_path ? corpus->manifest_path : "manifest");
    if (m->unknown.ptr) {
        gln_buffer__printf(&text,
                           "columns that mean nothing here and were left out: %.*s (known are path, newspaper, "
                           "date, edition, page, section, encoding and unit)",
                           (int)m->unknown.len, m->unknown.ptr);
        status = text.failed ? gln_error__nomem(err) : gln_corpus__warn(corpus, file, 1, gln_buffer__slice(&text), err);
    }
    for (size_t i = 0; i < m->n_rows; i++) {
        if (!m->rows[i].used) {
            first = !first || m->rows[i].line < first->line ? &m->rows[i] : first;
            unused++;
        }
    }
    if (status == GLN_OK && unused) {
        gln_slice name = gln_corpus__shown(corpus, first->path.ptr);
        gln_buffer__clear(&text);
        gln_buffer__puts(&text, "this row");
        if (unused > 1) {
            gln_buffer__printf(&text, " and %zu more", unused - 1);
        }
        gln_buffer__printf(&text, " %s about no file that was read: %.*s", unused > 1 ? "are" : "is", (int)name.len,
                           name.ptr);
        status = text.failed ? gln_error__nomem(err)
                             : gln_corpus__warn(corpus, file, first->line, gln_buffer__slice(&text), err);
    }
    gln_buffer__free(&text);
    return status;
}

static gln_status add_manifest_files(gln_corpus *corpus, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0; i < corpus->manifest.n_rows && status == GLN_OK; i++) {
        gln_manifest_row *row = &corpus->manifest.rows[i];
        if (row->real) {
            status = gln_corpus_add(corpus, row->real, err);
            continue;
        }
        row->used = true;
        status = gln_corpus__widen_root(corpus, gln_path__dir(row->path), err);
        if (status == GLN_OK) { /* a missing file is a reject when it is read */
            status = gln_corpus__add_file(corpus, gln_memory__string(row->path), 0, GLN_NO_OFFSET, true, err);
        }
    }
    return status;
}

gln_status gln_corpus_close(gln_corpus *corpus, gln_error *err)
{
    gln_status status = GLN_OK;
    if (corpus->closed) {
        return gln_error_set(err, GLN_ERR_USAGE, "the corpus is closed already");
    }
    corpus->closed = true;
    if (corpus->n_files == 0 && corpus->n_refusals == 0) {
        if (corpus->manifest.n_rows == 0) {
            return gln_error_set(err, GLN_ERR_USAGE, "no input: name files, folders or a manifest");
        }
        status = add_manifest_files(corpus, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__sort_files(corpus, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__unpack(corpus, err);
    }
    if (status == GLN_OK) {
        status = check_manifest(corpus, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__find_duplicates(corpus, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__find_members(corpus, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__group_files(corpus, err);
    }
    corpus->tick = NULL;
    return status == GLN_OK ? gln_corpus__make_items(corpus, err) : status;
}

const gln_corpus_warning *gln_corpus_warnings(const gln_corpus *corpus, size_t *n)
{
    *n = corpus->n_warnings;
    return corpus->warnings;
}

size_t gln_corpus_n_items(const gln_corpus *corpus)
{
    return corpus->n_items;
}

gln_slice gln_corpus_item(const gln_corpus *corpus, size_t i)
{
    const gln_item *item = &corpus->items[i];
    return gln_slice_of(item->n == 0               ? corpus->refusals[item->first].path
                        : item->group == GLN_NO_ID ? corpus->files[item->first].path
                                                   : corpus->files[corpus->members[item->first].file].path);
}

uint64_t gln_corpus_passed_over(const gln_corpus *corpus)
{
    return corpus->passed_over;
}

gln_status gln_corpus_parse(gln_slice utf8, const char *file, const gln_visitor *visitor, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    char hex[GLN_SHA256_HEX];
    gln_status status = gln_sha256__digest(utf8, digest, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_sha256__hex(digest, hex);
    gln_file_facts facts = {.file = gln_slice_of(file), .encoding = GLN_LIT("UTF-8"), .sha256 = hex};
    gln_arena arena = GLN_ARENA_INIT;
    status = gln_issue__parse(utf8, &facts, &arena, visitor, err);
    gln_arena__clear(&arena);
    return status;
}
