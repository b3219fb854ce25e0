/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds more than one text: archives to files, data to records, both kept in the spool. An archive is read once,
 * from its beginning to its end; its members then lie in the spool and are sorted by name with all other files. */
#include "corpus/corpus_parts.h"

#include "core/file.h"
#include "core/utf8.h"
#include "corpus/date_parse.h"
#include "corpus/read_archive.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_ARCHIVES_DEEP = 2 };

/* ---- archives ---------------------------------------------------------------------------------------------------- */

typedef struct unpack {
    gln_corpus *corpus;
    const char *path; /* of the archive */
    uint32_t row;     /* of the manifest */
    uint64_t *total;
    int depth;
} unpack;

static bool wants(void *context, gln_slice name)
{
    unpack *u = context;
    bool hidden = name.ptr[0] == '.' || gln_slice__find(name, GLN_LIT("/.")) != SIZE_MAX ||
                  gln_slice_starts(name, GLN_LIT("__MACOSX/"));
    bool wanted = !hidden && gln_format__of_name(name) != GLN_FORMAT_UNKNOWN;
    u->corpus->passed_over += !wanted;
    return wanted;
}

static gln_status refuse(void *context, gln_slice name, const char *reason, const char *detail, gln_error *err)
{
    unpack *u = context;
    gln_buffer clean = GLN_BUFFER_INIT; /* a name that was refused may be anything */
    gln_buffer__put_utf8(&clean, name);
    char *full = clean.failed ? NULL
                 : name.len   ? gln_path__join(gln_slice_of(u->path), gln_buffer__slice(&clean))
                              : gln_memory__string(gln_slice_of(u->path));
    gln_status status = full ? gln_corpus__refuse(u->corpus, full, 0, reason, detail, err) : gln_error__nomem(err);
    gln_buffer__free(&clean);
    free(full);
    return status;
}

static gln_status take_member(void *context, gln_slice name, gln_slice bytes, gln_error *err)
{
    unpack *u = context;
    gln_corpus *corpus = u->corpus;
    gln_status going = gln_corpus__go_on(corpus, err);
    char *full = going == GLN_OK ? gln_path__join(gln_slice_of(u->path), name) : NULL;
    uint64_t at = 0;
    if (!full) {
        return going == GLN_OK ? gln_error__nomem(err) : going;
    }
    if (gln_format__of_name(name) == GLN_FORMAT_ARCHIVE) {
        gln_status status;
        if (u->depth + 1 >= MOST_ARCHIVES_DEEP) {
            status = refuse(u, name, "archive", "archives within archives within archives are not read", err);
        } else {
            unpack inner = {corpus, full, u->row, u->total, u->depth + 1};
            const gln_archive_sink sink = {&inner, wants, take_member, refuse};
            status = gln_archive__read(NULL, bytes, name, u->total, &sink, err);
        }
        free(full);
        return status;
    }
    gln_status status = gln_spool__put(&corpus->spool, bytes, &at, err);
    if (status != GLN_OK) {
        free(full);
        return status;
    }
    status = gln_corpus__add_file(corpus, full, bytes.len, at, false, err);
    if (status == GLN_OK) {
        corpus->files[corpus->n_files - 1].row = u->row;
    }
    return status;
}

static gln_status unpack_file(gln_corpus *corpus, size_t i, gln_error *err)
{
    uint64_t total = 0;
    gln_buffer bytes = GLN_BUFFER_INIT;
    char *path = gln_corpus__path(corpus, &corpus->files[i]);
    bool spooled = corpus->files[i].at != GLN_NO_OFFSET;
    gln_status status = path ? GLN_OK : gln_error__nomem(err);
    unpack u = {corpus, path, corpus->files[i].row, &total, 0};
    const gln_archive_sink sink = {&u, wants, take_member, refuse};
    if (status == GLN_OK && spooled) {
        status = gln_corpus__bytes(corpus, &corpus->files[i], &bytes, err);
    }
    if (status == GLN_OK) {
        corpus->files[i].gone = true;
        status =
            gln_archive__read(spooled ? NULL : path, gln_buffer__slice(&bytes), gln_slice_of(path), &total, &sink, err);
    }
    gln_buffer__free(&bytes);
    free(path);
    return status;
}

/* What a file named without a known ending, or standard input, holds. What cannot be read is found out later. */
static gln_status sniff(gln_corpus *corpus, size_t i, gln_error *err)
{
    gln_corpus_file *file = &corpus->files[i];
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_error cause = GLN_ERROR_INIT;
    const char *encoding;
    gln_status status = gln_corpus__bytes(corpus, file, &bytes, &cause);
    if (status == GLN_OK && file->standard) {
        uint64_t at = 0;
        status = gln_spool__put(&corpus->spool, gln_buffer__slice(&bytes), &at, err);
        file->at = at;
        file->size = bytes.len;
        if (status != GLN_OK) {
            goto done;
        }
    }
    if (status == GLN_OK) {
        file->format = (uint8_t)gln_format__of_bytes(gln_buffer__slice(&bytes));
    }
    if (status == GLN_OK && file->format == GLN_FORMAT_UNKNOWN) {
        status = gln_corpus__text(corpus, file, gln_buffer__slice(&bytes), &text, &encoding, &cause);
        gln_format found =
            status == GLN_OK ? gln_format__of_text(gln_buffer__slice(&text), &corpus->map) : GLN_FORMAT_TEXT;
        file->format = (uint8_t)found;
    }
    status = status == GLN_ERR_NOMEM ? gln_error__nomem(err) : GLN_OK;
done:
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status;
}

/* The manifest's row of a file, or of the file that it leads to where it is a link. */
static uint32_t row_of(gln_corpus *corpus, const char *path)
{
    struct stat info;
    const gln_manifest *manifest = &corpus->manifest;
    const gln_manifest_row *row = gln_manifest__find(manifest, path);
    if (!row && manifest->n_rows && lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        char *real = realpath(path, NULL);
        row = real ? gln_manifest__find(manifest, real) : NULL;
        free(real);
    }
    if (!row) {
        return GLN_NO_ID;
    }
    corpus->manifest.rows[row - manifest->rows].used = true;
    return (uint32_t)(row - manifest->rows);
}

static bool has_no_ending(gln_slice path)
{
    gln_slice name = gln_path__base(path);
    return name.len == 0 || !memchr(name.ptr, '.', name.len);
}

gln_status gln_corpus__unpack(gln_corpus *corpus, gln_error *err)
{
    gln_status status = GLN_OK;
    size_t n = corpus->n_files;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_corpus_file *file = &corpus->files[i];
        bool open = file->format == GLN_FORMAT_UNKNOWN || has_no_ending(gln_slice_of(file->path));
        if (corpus->manifest_path) {
            char *path = gln_corpus__path(corpus, file);
            if (!path) {
                return gln_error__nomem(err);
            }
            bool manifest = strcmp(path, corpus->manifest_path) == 0;
            file->row = row_of(corpus, path);
            free(path);
            if (manifest) {
                file->gone = true; /* it says what is data, and is none */
                corpus->passed_over++;
                continue;
            }
        }
        status = gln_corpus__go_on(corpus, err);
        if (status == GLN_OK && file->named && open) {
            status = sniff(corpus, i, err);
        }
        if (status == GLN_OK && corpus->files[i].format == GLN_FORMAT_ARCHIVE) {
            status = unpack_file(corpus, i, err);
        }
    }
    for (size_t i = 0; i < corpus->n_files; i++) {
        const gln_manifest_row *row = gln_corpus__row(corpus, &corpus->files[i]);
        corpus->files[i].unit = (uint8_t)(row && row->has_unit ? row->unit : corpus->unit);
    }
    return status == GLN_OK && corpus->n_files > n ? gln_corpus__sort_files(corpus, err) : status;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static gln_status add_member(gln_corpus *corpus, gln_member member, gln_error *err)
{
    gln_member *members =
        gln_memory__grown(corpus->members, &corpus->members_capacity, corpus->n_members + 1, sizeof *corpus->members);
    if (!members) {
        return gln_error__nomem(err);
    }
    corpus->members = members;
    members[corpus->n_members++] = member;
    return GLN_OK;
}

typedef struct reading {
    gln_corpus *corpus;
    size_t file;
    gln_date path_date;
    gln_buffer place;
    gln_buffer bytes;
    size_t n_bodies;
} reading;

/* What a record says of its issue; the manifest wins. */
static gln_group parts_of(const reading *r, const gln_record *record)
{
    const gln_corpus_file *file = &r->corpus->files[r->file];
    const gln_manifest_row *row = gln_corpus__row(r->corpus, file);
    gln_group parts = {.newspaper = gln_record__text(record, GLN_RECORD_NEWSPAPER),
                       .newspaper_basis = GLN_LIT("masthead"),
                       .edition = gln_record__text(record, GLN_RECORD_EDITION)};
    gln_slice said = gln_record__text(record, GLN_RECORD_DATE);
    if (said.ptr && gln_corpus__field_date(said, &parts.date)) {
        parts.basis = GLN_BASIS_MASTHEAD;
        parts.said = said;
        for (size_t i = 0; i < record->n_parts && !parts.line; i++) {
            parts.line = record->parts[i].field == GLN_RECORD_DATE ? record->parts[i].line : 0;
        }
    } else if (r->path_date.year) {
        parts.date = r->path_date;
        parts.basis = GLN_BASIS_FILENAME;
        parts.said = gln_slice_of(file->path);
    }
    if (row && (row->date.year || row->date.month)) {
        bool full = gln_date_full(row->date);
        parts.date = full ? row->date
                          : (gln_date){row->date.year ? row->date.year : parts.date.year,
                                       row->date.month ? row->date.month : parts.date.month,
                                       row->date.day ? row->date.day : parts.date.day};
        parts.basis = full || parts.basis == GLN_BASIS_NONE ? GLN_BASIS_MANIFEST : parts.basis;
        parts.said = parts.basis == GLN_BASIS_MANIFEST ? GLN_LIT("manifest") : parts.said;
        parts.line = parts.basis == GLN_BASIS_MANIFEST ? 0 : parts.line;
    }
    if (row && row->newspaper.ptr) {
        parts.newspaper = row->newspaper;
        parts.newspaper_basis = GLN_LIT("manifest");
    }
    parts.newspaper_basis = parts.newspaper.ptr ? parts.newspaper_basis : (gln_slice){NULL, 0};
    parts.edition = row && row->edition.ptr ? row->edition : parts.edition;
    return parts;
}

static gln_status take_record(void *context, const gln_record *record, gln_error *err)
{
    reading *r = context;
    gln_status going = gln_corpus__go_on(r->corpus, err);
    if (going != GLN_OK) {
        return going;
    }
    gln_group parts = parts_of(r, record);
    gln_member member = {.file = (uint32_t)r->file};
    const gln_corpus_file *file = &r->corpus->files[r->file];
    bool by_folder = file->unit != GLN_UNIT_ISSUE && !gln_date_full(parts.date);
    gln_slice place = by_folder ? gln_path__dir(gln_slice_of(file->path)) : gln_buffer__slice(&r->place);
    gln_status status = gln_corpus__group(r->corpus, &parts, place, &member.group, err);
    gln_buffer__clear(&r->bytes);
    gln_record__write(record, &r->bytes);
    if (status == GLN_OK && r->bytes.failed) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = gln_record__print(record, member.print, err);
    }
    if (status == GLN_OK) {
        status = gln_spool__put(&r->corpus->spool, gln_buffer__slice(&r->bytes), &member.at, err);
    }
    member.size = r->bytes.len;
    r->n_bodies += gln_record__text(record, GLN_RECORD_BODY).ptr != NULL;
    return status == GLN_OK ? add_member(r->corpus, member, err) : status;
}

static gln_status take_bad(void *context, uint64_t line, const char *detail, gln_error *err)
{
    reading *r = context;
    return gln_corpus__refuse(r->corpus, r->corpus->files[r->file].path, line, "format", detail, err);
}

static gln_status read_as(reading *r, gln_format format, gln_slice text, gln_error *err)
{
    const gln_column_map *map = &r->corpus->map;
    const gln_record_sink sink = {r, take_record, take_bad};
    switch (format) {
    case GLN_FORMAT_HTML:
        return gln_read__html(text, &sink, err);
    case GLN_FORMAT_XML:
        return gln_read__xml(text, map, &sink, err);
    case GLN_FORMAT_JSON:
        return gln_read__json(text, map, &sink, err);
    default:
        return gln_read__csv(text, map, &sink, err);
    }
}

/* Whether a file that was only found holds no articles: then nothing of it is kept. */
static void pass_over(gln_corpus *corpus, size_t file, size_t members, size_t refusals)
{
    corpus->n_members = members;
    while (corpus->n_refusals > refusals) {
        corpus->n_refusals--;
        free(corpus->refusals[corpus->n_refusals].path);
        free(corpus->refusals[corpus->n_refusals].detail);
    }
    corpus->files[file].gone = true;
    corpus->passed_over++;
}

static gln_status read_records(gln_corpus *corpus, size_t i, gln_slice text, gln_error *err)
{
    const gln_corpus_file *file = &corpus->files[i];
    size_t members = corpus->n_members;
    size_t refusals = corpus->n_refusals;
    reading r = {.corpus = corpus, .file = i, .place = GLN_BUFFER_INIT, .bytes = GLN_BUFFER_INIT};
    gln_file_facts facts = {.file = gln_slice_of(file->path), .above = gln_corpus__above(corpus)};
    if (!gln_issue__path_date(&facts, &r.path_date)) {
        r.path_date = (gln_date){0, 0, 0};
    }
    gln_status status = GLN_OK;
    if (file->unit == GLN_UNIT_ISSUE) {
        gln_buffer__puts(&r.place, file->path);
    } else {
        status = gln_corpus__place(gln_slice_of(file->path), &r.place, err);
    }
    if (status == GLN_OK) {
        status = read_as(&r, (gln_format)file->format, text, err);
    }
    if (status == GLN_OK && r.n_bodies == 0 && !file->named && !corpus->map.any) {
        pass_over(corpus, i, members, refusals);
    } else if (status == GLN_OK && corpus->n_members == members && corpus->n_refusals == refusals) {
        status = gln_corpus__refuse(corpus, file->path, 0, "no_articles", "the file holds no article", err);
    }
    gln_buffer__free(&r.place);
    gln_buffer__free(&r.bytes);
    return status;
}

static bool is_data(gln_format format)
{
    return format == GLN_FORMAT_HTML || format == GLN_FORMAT_XML || format == GLN_FORMAT_JSON ||
           format == GLN_FORMAT_CSV;
}

/* A file of data that can be decoded goes into records; all else is left to be read, or refused, as one file. */
static gln_status find_in_file(gln_corpus *corpus, size_t i, gln_buffer *bytes, gln_buffer *text, gln_error *err)
{
    gln_corpus_file *file = &corpus->files[i];
    gln_error cause = GLN_ERROR_INIT;
    const char *encoding;
    if (!is_data((gln_format)file->format) || file->duplicate_of != GLN_NO_ID) {
        const gln_member whole = {.file = (uint32_t)i, .at = GLN_NO_OFFSET, .group = GLN_NO_ID};
        file->alone = file->unit == GLN_UNIT_ISSUE || file->duplicate_of != GLN_NO_ID;
        return file->alone ? GLN_OK : add_member(corpus, whole, err);
    }
    gln_buffer__clear(bytes);
    gln_buffer__clear(text);
    gln_status status = gln_corpus__bytes(corpus, file, bytes, &cause);
    if (status == GLN_OK) {
        status = gln_corpus__text(corpus, file, gln_buffer__slice(bytes), text, &encoding, &cause);
    }
    if (status == GLN_ERR_NOMEM) {
        return gln_error__nomem(err);
    }
    bool empty = status == GLN_OK && gln_slice__trim(gln_buffer__slice(text)).len == 0;
    file->alone = status != GLN_OK || empty;
    return file->alone ? GLN_OK : read_records(corpus, i, gln_buffer__slice(text), err);
}

gln_status gln_corpus__find_members(gln_corpus *corpus, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < corpus->n_files && status == GLN_OK; i++) {
        status = gln_corpus__go_on(corpus, err);
        if (status == GLN_OK && !corpus->files[i].gone) {
            status = find_in_file(corpus, i, &bytes, &text, err);
        }
    }
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status;
}
