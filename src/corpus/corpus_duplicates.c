/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact duplicates: equal size first, then equal SHA-256, then the same newspaper, date and edition as far as these are
 * known. Files of the same bytes that are of different issues are both kept, with a warning. */
#include "corpus/corpus_parts.h"

#include "core/file.h"
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

/* ---- files of the same bytes --------------------------------------------------------------------------------------
 */

enum { MOST_COMPARED = 64 };

/* What is known of the issue that a file is of. Its text is the same as that of the others; what tells them apart is
 * stated by the manifest or written in the path. */
typedef struct copy {
    size_t file;
    gln_slice newspaper; /* ptr NULL where unknown, as edition */
    gln_slice edition;
    gln_slice place; /* of a page's or an article's file; ptr NULL for others */
    gln_date date;   /* parts 0 where unknown */
    bool stated;     /* the date, by the manifest */
} copy;

static gln_status describe(const gln_corpus *corpus, size_t file, gln_arena *arena, copy *out, gln_error *err)
{
    const gln_corpus_file *f = &corpus->files[file];
    gln_file_facts facts = {.file = f->shown, .above = gln_corpus__above(corpus)};
    gln_buffer place = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    *out = (copy){.file = file};
    if (!gln_issue__path_date(&facts, &out->date)) {
        out->date = (gln_date){0, 0, 0};
    }
    if (f->row) {
        out->newspaper = f->row->newspaper;
        out->edition = f->row->edition;
        out->stated = gln_date_full(f->row->date);
        out->date = out->stated ? f->row->date : out->date;
    }
    if (f->unit != GLN_UNIT_ISSUE) {
        status = gln_corpus__place(f->shown, &place, err);
        out->place = status == GLN_OK && place.len ? gln_arena__copy(arena, gln_buffer__slice(&place)) : GLN_LIT("");
        status = status == GLN_OK && !out->place.ptr ? gln_error__nomem(err) : status;
    }
    gln_buffer__free(&place);
    return status;
}

/* A full date that the text itself prints wins over those of the paths. */
static gln_status look_inside(gln_corpus *corpus, copy *copies, size_t n, gln_error *err)
{
    const gln_corpus_file *file = &corpus->files[copies[0].file];
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_arena arena = GLN_ARENA_INIT;
    const char *encoding;
    char none[GLN_SHA256_HEX] = "";
    gln_issue issue;
    gln_file_facts facts = {.file = file->shown, .sha256 = none, .unit = file->unit};
    gln_status status = gln_corpus__bytes(corpus, file, &bytes, NULL);
    if (status == GLN_OK) {
        status = gln_corpus__text(corpus, file, gln_buffer__slice(&bytes), &text, &encoding, NULL);
    }
    if (status == GLN_OK && file->format == GLN_FORMAT_TEXT) {
        status = gln_issue__look(gln_buffer__slice(&text), &facts, &arena, &issue, err);
        for (size_t i = 0; i < n && status == GLN_OK && gln_date_full(issue.date); i++) {
            copies[i].date = copies[i].stated ? copies[i].date : issue.date;
        }
    } else if (status != GLN_ERR_NOMEM) {
        status = GLN_OK; /* data date themselves, and what cannot be decoded is refused when it is read */
    }
    gln_arena__clear(&arena);
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status == GLN_ERR_NOMEM ? gln_error__nomem(err) : status;
}

static bool same_date(gln_date a, gln_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool differ(gln_slice a, gln_slice b)
{
    return a.ptr && b.ptr && !gln_slice_equal(a, b);
}

static bool parts_differ(int a, int b)
{
    return a && b && a != b;
}

/* Whether the files may be of one issue: nothing that is known of both differs. */
static bool agree(const copy *a, const copy *b)
{
    bool papers = a->newspaper.ptr && b->newspaper.ptr ? gln_slice_equal(a->newspaper, b->newspaper)
                                                       : !differ(a->place, b->place);
    return papers && !differ(a->edition, b->edition) && !parts_differ(a->date.year, b->date.year) &&
           !parts_differ(a->date.month, b->date.month) && !parts_differ(a->date.day, b->date.day);
}

/* Those that know most come first, those that know the same stand together. */
static int by_issue(const void *a, const void *b)
{
    const copy *x = a, *y = b;
    int order = (int)gln_date_full(y->date) - (int)gln_date_full(x->date);
    order = order ? order : (x->date.year > y->date.year) - (x->date.year < y->date.year);
    order = order ? order : (x->date.month > y->date.month) - (x->date.month < y->date.month);
    order = order ? order : (x->date.day > y->date.day) - (x->date.day < y->date.day);
    order = order ? order : gln_slice_compare(y->newspaper, x->newspaper);
    order = order ? order : gln_slice_compare(y->edition, x->edition);
    order = order ? order : gln_slice_compare(x->place, y->place);
    return order ? order : (x->file > y->file) - (x->file < y->file);
}

/* The second of two issues of the same bytes has an id of its own; both are told of. */
static gln_status part_ways(gln_corpus *corpus, const copy *c, size_t first, gln_error *err)
{
    size_t file = c->file;
    gln_slice same = corpus->files[first].shown;
    char edtf[GLN_DATE_SIZE];
    gln_buffer text = GLN_BUFFER_INIT;
    gln_buffer__printf(&text, "%s/%.*s/%.*s", gln_date_edtf(c->date, edtf), (int)c->newspaper.len,
                       c->newspaper.len ? c->newspaper.ptr : "", (int)c->edition.len,
                       c->edition.len ? c->edition.ptr : "");
    corpus->files[file].salt = gln_arena__copy(&corpus->arena, gln_buffer__slice(&text));
    gln_buffer__clear(&text);
    gln_buffer__printf(&text, "the same bytes as %.*s, of another date or newspaper: both are kept", (int)same.len,
                       same.ptr);
    gln_status status = text.failed || !corpus->files[file].salt.ptr
                            ? gln_error__nomem(err)
                            : gln_corpus__warn(corpus, corpus->files[file].shown, 0, gln_buffer__slice(&text), err);
    gln_buffer__free(&text);
    return status;
}

/* Each file is a duplicate of the first kept one that it agrees with; where there are very many, of the one before it
 * or of one of the first. */
static gln_status keep_issues(gln_corpus *corpus, copy *copies, size_t n, gln_error *err)
{
    gln_status status = GLN_OK;
    size_t kept = 0;
    qsort(copies, n, sizeof *copies, by_issue);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        copy here = copies[i];
        size_t at = kept && agree(&copies[kept - 1], &here) ? kept - 1 : 0;
        while (at < kept && at < MOST_COMPARED && !agree(&copies[at], &here)) {
            at++;
        }
        if (at < kept && agree(&copies[at], &here)) {
            corpus->files[here.file].duplicate_of = copies[at].file;
            continue;
        }
        if (kept) {
            status = part_ways(corpus, &here, copies[0].file, err);
        }
        copies[kept++] = here;
    }
    return status;
}

static gln_status mark_same(gln_corpus *corpus, const sized *group, size_t n, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    copy *copies = gln_memory__array(n, sizeof *copies);
    gln_status status = copies ? GLN_OK : gln_error__nomem(err);
    bool dates = false;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = describe(corpus, group[i].file, &arena, &copies[i], err);
        dates = dates || (status == GLN_OK && !same_date(copies[i].date, copies[0].date));
    }
    if (status == GLN_OK && dates) {
        status = look_inside(corpus, copies, n, err);
    }
    if (status == GLN_OK) {
        status = keep_issues(corpus, copies, n, err);
    }
    free(copies);
    gln_arena__clear(&arena);
    return status;
}

/* Files of one size: those that cannot be read are left to gln_corpus_read. */
static gln_status mark_equal(gln_corpus *corpus, sized *group, size_t n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__clear(&bytes);
        status = gln_corpus__go_on(corpus, err);
        group[i].hashed =
            status == GLN_OK && gln_corpus__bytes(corpus, &corpus->files[group[i].file], &bytes, NULL) == GLN_OK;
        if (group[i].hashed) {
            status = gln_sha256__digest(gln_buffer__slice(&bytes), group[i].digest, err);
        }
    }
    gln_buffer__free(&bytes);
    qsort(group, n, sizeof *group, by_digest);
    for (size_t from = 0; from < n && group[from].hashed && status == GLN_OK;) {
        size_t to = from + 1;
        while (to < n && group[to].hashed &&
               memcmp(group[to].digest, group[from].digest, sizeof group[to].digest) == 0) {
            to++;
        }
        status = to - from > 1 ? mark_same(corpus, group + from, to - from, err) : GLN_OK;
        from = to;
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
