/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact duplicates: equal size first, then equal SHA-256, then the same newspaper, date and edition as far as these are
 * known. Files of the same bytes that are of different issues are both kept, with a warning. */
#include "corpus/corpus_parts.h"

#include "core/file.h"
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

/* ---- files of the same bytes --------------------------------------------------------------------------------------
 */

enum { MOST_COMPARED = 64 };

/* What is known of the issue that a file is of. Its text is the same as that of the others; what tells them apart is
 * stated by the manifest or written in the path. */
typedef struct copy {
    uint32_t file;
    gln_slice newspaper; /* ptr NULL where unknown, as edition */
    gln_slice edition;
    gln_slice place; /* of a page's or an article's file; ptr NULL for others */
    gln_date date;   /* parts 0 where unknown */
    bool stated;     /* the date, by the manifest */
} copy;

static gln_status describe(const gln_corpus *corpus, uint32_t file, gln_arena *arena, copy *out, gln_error *err)
{
    const gln_corpus_file *f = &corpus->files[file];
    const gln_manifest_row *row = gln_corpus__row(corpus, f);
    gln_file_facts facts = {.file = gln_slice_of(f->path), .above = gln_corpus__above(corpus)};
    gln_buffer place = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    *out = (copy){.file = file};
    if (!gln_issue__path_date(&facts, &out->date)) {
        out->date = (gln_date){0, 0, 0};
    }
    if (row) {
        out->newspaper = row->newspaper;
        out->edition = row->edition;
        out->stated = gln_date_full(row->date);
        out->date = out->stated ? row->date : out->date;
    }
    if (f->unit != GLN_UNIT_ISSUE) {
        status = gln_corpus__place(gln_slice_of(f->path), &place, err);
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
    gln_file_facts facts = {.file = gln_slice_of(file->path), .sha256 = none, .unit = (gln_unit)file->unit};
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
static gln_status part_ways(gln_corpus *corpus, const copy *c, uint32_t first, gln_error *err)
{
    gln_corpus_file *file = &corpus->files[c->file];
    const char *same = corpus->files[first].path;
    char edtf[GLN_DATE_SIZE];
    gln_buffer text = GLN_BUFFER_INIT;
    gln_buffer__printf(&text, "%s/%.*s/%.*s", gln_date_edtf(c->date, edtf), (int)c->newspaper.len,
                       c->newspaper.len ? c->newspaper.ptr : "", (int)c->edition.len,
                       c->edition.len ? c->edition.ptr : "");
    gln_twin *twins =
        gln_memory__grown(corpus->twins, &corpus->twins_capacity, corpus->n_twins + 1, sizeof *corpus->twins);
    gln_twin twin = {c->file, gln_arena__copy(&corpus->arena, gln_buffer__slice(&text))};
    corpus->twins = twins ? twins : corpus->twins;
    bool failed = text.failed || !twins || !twin.salt.ptr;
    if (!failed) {
        twins[corpus->n_twins++] = twin;
        file->twin = true;
    }
    gln_buffer__clear(&text);
    gln_buffer__printf(&text, "the same bytes as %s, of another date or newspaper: both are kept", same);
    gln_status status = failed || text.failed
                            ? gln_error__nomem(err)
                            : gln_corpus__warn(corpus, gln_slice_of(file->path), 0, gln_buffer__slice(&text), err);
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

static gln_status mark_same(gln_corpus *corpus, const hashed *group, size_t n, gln_error *err)
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
static gln_status mark_equal(gln_corpus *corpus, const uint32_t *files, size_t n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    hashed *group = gln_memory__array(n, sizeof *group);
    gln_status status = group ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__clear(&bytes);
        status = gln_corpus__go_on(corpus, err);
        group[i].file = files[i];
        gln_status got = status == GLN_OK ? gln_corpus__bytes(corpus, &corpus->files[files[i]], &bytes, NULL) : status;
        status = got == GLN_ERR_NOMEM ? gln_error__nomem(err) : status;
        group[i].fine = got == GLN_OK;
        if (group[i].fine) {
            status = gln_sha256__digest(gln_buffer__slice(&bytes), group[i].digest, err);
        }
    }
    gln_buffer__free(&bytes);
    if (status == GLN_OK) {
        qsort(group, n, sizeof *group, by_digest);
    }
    for (size_t from = 0; status == GLN_OK && from < n && group[from].fine;) {
        size_t to = from + 1;
        while (to < n && group[to].fine && memcmp(group[to].digest, group[from].digest, sizeof group[to].digest) == 0) {
            to++;
        }
        status = to - from > 1 ? mark_same(corpus, group + from, to - from, err) : GLN_OK;
        from = to;
    }
    free(group);
    return status;
}

static int by_file(const void *a, const void *b)
{
    uint32_t x = ((const gln_twin *)a)->file, y = ((const gln_twin *)b)->file;
    return (x > y) - (x < y);
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
    if (corpus->n_twins > 1) {
        qsort(corpus->twins, corpus->n_twins, sizeof *corpus->twins, by_file);
    }
    free(order);
    return status;
}
