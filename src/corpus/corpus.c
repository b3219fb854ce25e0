/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/corpus.h"

#include "core/file.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "corpus/issue_parse.h"
#include "text/decode.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_FOLDERS_DEEP = 64, FOLDERS_ABOVE = 3 };

typedef struct item {
    char *path;      /* canonical, or "-" */
    gln_slice shown; /* a tail of path */
    uint64_t size;
    size_t duplicate_of; /* item, or SIZE_MAX */
    bool named;          /* by the user, not found in a folder */
} item;

struct gln_corpus {
    item *items;
    size_t n_items;
    size_t capacity;
    gln_manifest manifest;
    char *encoding;
    char *root; /* the folder that all items lie in */
    uint64_t passed_over;
};

gln_status gln_corpus_new(gln_corpus **out, gln_error *err)
{
    gln_corpus *corpus = gln_memory__zeroed(1, sizeof *corpus);
    if (!corpus) {
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
    for (size_t i = 0; i < corpus->n_items; i++) {
        free(corpus->items[i].path);
    }
    free(corpus->items);
    gln_manifest__clear(&corpus->manifest);
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

gln_status gln_corpus_manifest(gln_corpus *corpus, const char *path, gln_error *err)
{
    gln_manifest manifest;
    gln_status status = gln_manifest__read(path, &manifest, err);
    if (status == GLN_OK) {
        gln_manifest__clear(&corpus->manifest);
        corpus->manifest = manifest;
    }
    return status;
}

/* ---- listing ----------------------------------------------------------------------------------------------------- */

/* Takes ownership of path in any case. */
static gln_status add_item(gln_corpus *corpus, char *path, uint64_t size, bool named, gln_error *err)
{
    item *items = path ? gln_memory__grown(corpus->items, &corpus->capacity, corpus->n_items + 1, sizeof *items) : NULL;
    if (!items) {
        free(path);
        return gln_error__nomem(err);
    }
    corpus->items = items;
    items[corpus->n_items++] = (item){path, {path, strlen(path)}, size, SIZE_MAX, named};
    return GLN_OK;
}

/* Whether a file found in a folder is text by its name: txt, text, md, markdown, or without an ending. */
static bool is_text_name(gln_slice name)
{
    static const char *const endings[] = {"txt", "text", "md", "markdown"};
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    if (dot == 0) {
        return true;
    }
    gln_slice ending = gln_slice_sub(name, dot, name.len - dot);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        gln_slice known = gln_slice_of(endings[i]);
        bool same = known.len == ending.len;
        for (size_t k = 0; k < known.len && same; k++) {
            same = (ending.ptr[k] | 32) == known.ptr[k];
        }
        if (same) {
            return true;
        }
    }
    return false;
}

static gln_status add_folder(gln_corpus *corpus, const char *path, unsigned depth, gln_error *err)
{
    DIR *folder = depth < MOST_FOLDERS_DEEP ? opendir(path) : NULL;
    if (!folder && depth > 0) { /* reading it will say why not, as a reject; the rest is still read */
        return add_item(corpus, gln_memory__string(gln_slice_of(path)), 0, false, err);
    }
    if (!folder) {
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        return gln_error_set(err, GLN_ERR_IO, "cannot read the folder: %s",
                             depth < MOST_FOLDERS_DEEP ? strerror(errno) : "folders lie too deep");
    }
    gln_status status = GLN_OK;
    const struct dirent *entry;
    while (status == GLN_OK && (entry = readdir(folder)) != NULL) {
        gln_slice name = gln_slice_of(entry->d_name);
        struct stat info;
        if (name.ptr[0] == '.') {
            continue;
        }
        char *full = gln_path__join(gln_slice_of(path), name);
        if (!full) {
            status = gln_error__nomem(err);
        } else if (lstat(full, &info) == 0 && S_ISDIR(info.st_mode)) {
            status = add_folder(corpus, full, depth + 1, err);
        } else if (is_text_name(name) && (stat(full, &info) != 0 || S_ISREG(info.st_mode))) {
            status = add_item(corpus, full, (uint64_t)info.st_size, false, err);
            full = NULL;
        } else {
            corpus->passed_over++; /* other kinds of files, links to folders, devices */
        }
        free(full);
    }
    (void)closedir(folder);
    return status;
}

/* The root becomes the deepest folder that holds it and `folder`. */
static gln_status widen_root(gln_corpus *corpus, gln_slice folder, gln_error *err)
{
    if (!corpus->root) {
        corpus->root = gln_memory__string(folder);
        return corpus->root ? GLN_OK : gln_error__nomem(err);
    }
    size_t common = 0; /* up to a slash, or an end of both */
    for (size_t i = 0;; i++) {
        char a = corpus->root[i];
        char b = i < folder.len ? folder.ptr[i] : '\0';
        if ((a == '/' || a == '\0') && (b == '/' || b == '\0')) {
            common = i;
        }
        if (a != b || a == '\0') {
            break;
        }
    }
    corpus->root[common] = '\0';
    return GLN_OK;
}

gln_status gln_corpus_add(gln_corpus *corpus, const char *path, gln_error *err)
{
    if (strcmp(path, "-") == 0) {
        return add_item(corpus, gln_memory__string(GLN_LIT("-")), 0, true, err);
    }
    struct stat info;
    char *real = realpath(path, NULL);
    if (!real || stat(real, &info) != 0) {
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        gln_status status = gln_error_set(err, GLN_ERR_IO, "cannot open: %s", strerror(errno));
        free(real);
        return status;
    }
    if (!S_ISDIR(info.st_mode)) {
        gln_status status = widen_root(corpus, gln_path__dir(gln_slice_of(real)), err);
        if (status != GLN_OK) {
            free(real);
            return status;
        }
        return add_item(corpus, real, (uint64_t)info.st_size, true, err);
    }
    size_t before = corpus->n_items;
    gln_status status = widen_root(corpus, gln_slice_of(real), err);
    if (status == GLN_OK) {
        status = add_folder(corpus, real, 0, err);
    }
    if (status == GLN_OK && corpus->n_items == before) {
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        status = gln_error_set(err, GLN_ERR_IO, "the folder holds no text file (.txt, .text, .md, .markdown)");
    }
    free(real);
    return status;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const item *)a)->path, ((const item *)b)->path);
}

/* ---- exact duplicates: equal size first, then equal SHA-256 ---------------------------------------------------------
 */

typedef struct sized {
    uint64_t size;
    size_t item;
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
    return (x->item > y->item) - (x->item < y->item);
}

static int by_digest(const void *a, const void *b)
{
    const sized *x = a;
    const sized *y = b;
    if (x->hashed != y->hashed) {
        return x->hashed ? -1 : 1;
    }
    int order = memcmp(x->digest, y->digest, sizeof x->digest);
    return order ? order : (x->item > y->item) - (x->item < y->item);
}

/* Files of one size: those that cannot be read are left to gln_corpus_read. */
static gln_status mark_equal(gln_corpus *corpus, sized *group, size_t n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__clear(&bytes);
        group[i].hashed = gln_file__read(corpus->items[group[i].item].path, &bytes, NULL) == GLN_OK;
        if (group[i].hashed) {
            status = gln_sha256__digest(gln_buffer__slice(&bytes), group[i].digest, err);
        }
    }
    gln_buffer__free(&bytes);
    qsort(group, n, sizeof *group, by_digest);
    for (size_t i = 1; i < n; i++) {
        if (group[i].hashed && memcmp(group[i].digest, group[i - 1].digest, sizeof group[i].digest) == 0) {
            size_t first = corpus->items[group[i - 1].item].duplicate_of;
            corpus->items[group[i].item].duplicate_of = first == SIZE_MAX ? group[i - 1].item : first;
        }
    }
    return status;
}

static gln_status find_duplicates(gln_corpus *corpus, gln_error *err)
{
    sized *all = gln_memory__array(corpus->n_items, sizeof *all);
    size_t n = 0;
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < corpus->n_items; i++) {
        if (corpus->items[i].size > 0 && strcmp(corpus->items[i].path, "-") != 0) {
            all[n++] = (sized){.size = corpus->items[i].size, .item = i};
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

static gln_status add_manifest_files(gln_corpus *corpus, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0; i < corpus->manifest.n_rows && status == GLN_OK; i++) {
        const gln_manifest_row *row = &corpus->manifest.rows[i];
        if (row->real) {
            status = gln_corpus_add(corpus, row->real, err);
            continue;
        }
        status = widen_root(corpus, gln_path__dir(row->path), err);
        if (status == GLN_OK) { /* a missing file is a reject when it is read */
            status = add_item(corpus, gln_memory__string(row->path), 0, true, err);
        }
    }
    return status;
}

gln_status gln_corpus_close(gln_corpus *corpus, gln_error *err)
{
    gln_status status = GLN_OK;
    if (corpus->n_items == 0) {
        if (corpus->manifest.n_rows == 0) {
            return gln_error_set(err, GLN_ERR_USAGE, "no input: name files, folders or a manifest");
        }
        status = add_manifest_files(corpus, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    qsort(corpus->items, corpus->n_items, sizeof *corpus->items, by_path);
    size_t kept = 0;
    for (size_t i = 0; i < corpus->n_items; i++) {
        if (kept && strcmp(corpus->items[kept - 1].path, corpus->items[i].path) == 0) {
            free(corpus->items[i].path);
            continue;
        }
        corpus->items[kept++] = corpus->items[i];
    }
    corpus->n_items = kept;
    size_t root = corpus->root ? strlen(corpus->root) : 0;
    for (size_t i = 0; i < kept; i++) {
        item *it = &corpus->items[i];
        size_t skip =
            strcmp(it->path, "-") != 0 && strncmp(it->path, corpus->root ? corpus->root : "", root) == 0 ? root : 0;
        skip += skip && it->path[skip] == '/';
        it->shown = gln_slice_of(it->path + skip);
    }
    return find_duplicates(corpus, err);
}

size_t gln_corpus_n_items(const gln_corpus *corpus)
{
    return corpus->n_items;
}

gln_slice gln_corpus_item(const gln_corpus *corpus, size_t i)
{
    return corpus->items[i].shown;
}

uint64_t gln_corpus_passed_over(const gln_corpus *corpus)
{
    return corpus->passed_over;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gln_status reject_error(const gln_visitor *visitor, gln_slice file, const gln_error *cause, gln_error *err)
{
    const char *reason = cause->status == GLN_ERR_ENCODING ? "encoding"
                         : cause->status == GLN_ERR_FORMAT ? "binary"
                                                           : "unreadable";
    gln_reject reject = {file, cause->line, cause->offset, gln_slice_of(reason), gln_slice_of(cause->message)};
    return visitor->reject(visitor->context, &reject, err);
}

/* The last folders of the root's path. */
static gln_slice folders_above(const gln_corpus *corpus)
{
    gln_slice root = gln_slice_of(corpus->root);
    size_t at = root.len;
    for (unsigned slashes = 0; at > 0; at--) {
        slashes += root.ptr[at - 1] == '/';
        if (slashes == FOLDERS_ABOVE) {
            break;
        }
    }
    return gln_slice_sub(root, at, root.len - at);
}

static gln_status read_text(const gln_corpus *corpus, const item *it, const gln_visitor *visitor, gln_buffer *bytes,
                            gln_buffer *text, gln_error *err)
{
    gln_error cause = GLN_ERROR_INIT;
    const gln_manifest_row *row = gln_manifest__find(&corpus->manifest, it->path);
    const char *stated = corpus->encoding ? corpus->encoding : row && row->encoding.ptr ? row->encoding.ptr : NULL;
    const char *encoding = NULL;
    bool bom = false;
    unsigned char digest[GLN_SHA256_SIZE];
    char hex[GLN_SHA256_HEX];
    gln_status status = gln_file__read(it->path, bytes, &cause);
    if (status == GLN_OK && gln_slice__trim(gln_buffer__slice(bytes)).len == 0) {
        gln_reject reject = {it->shown, 0, GLN_NO_OFFSET, GLN_LIT("empty"), GLN_LIT("the file is empty")};
        return visitor->reject(visitor->context, &reject, err);
    }
    if (status == GLN_OK) {
        status = gln_text__decode(gln_buffer__slice(bytes), stated, text, &encoding, &bom, &cause);
    }
    if (status == GLN_ERR_NOMEM) {
        return gln_error_set(err, status, "%s", cause.message);
    }
    if (status != GLN_OK) {
        return reject_error(visitor, it->shown, &cause, err);
    }
    status = gln_sha256__digest(gln_buffer__slice(bytes), digest, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_sha256__hex(digest, hex);
    gln_file_facts facts = {it->shown, folders_above(corpus), gln_slice_of(encoding), hex, row};
    return gln_issue__parse(gln_buffer__slice(text), &facts, visitor, err);
}

gln_status gln_corpus_read(const gln_corpus *corpus, size_t i, const gln_visitor *visitor, gln_error *err)
{
    const item *it = &corpus->items[i];
    if (it->duplicate_of != SIZE_MAX) {
        char detail[512];
        gln_slice first = corpus->items[it->duplicate_of].shown;
        (void)snprintf(detail, sizeof detail, "the same bytes as %.*s", (int)(first.len < 400 ? first.len : 400),
                       first.ptr);
        gln_reject reject = {it->shown, 0, GLN_NO_OFFSET, GLN_LIT("duplicate"), gln_slice_of(detail)};
        return visitor->reject(visitor->context, &reject, err);
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = read_text(corpus, it, visitor, &bytes, &text, err);
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status;
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
    gln_file_facts facts = {gln_slice_of(file), {NULL, 0}, GLN_LIT("UTF-8"), hex, NULL};
    return gln_issue__parse(utf8, &facts, visitor, err);
}
