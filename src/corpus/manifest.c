/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/manifest.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/utf8.h"
#include "corpus/date_parse.h"
#include "text/decode.h"

#include <stdlib.h>

enum { MOST_COLUMNS = 64 };

typedef enum column {
    COLUMN_PATH,
    COLUMN_NEWSPAPER,
    COLUMN_DATE,
    COLUMN_EDITION,
    COLUMN_PAGE,
    COLUMN_SECTION,
    COLUMN_ENCODING,
    COLUMN_UNIT,
    N_COLUMNS
} column;

static const char *const column_names[N_COLUMNS] = {"path", "newspaper", "date",     "edition",
                                                    "page", "section",   "encoding", "unit"};

/* columns[i]: what field i is, -1 where its name means nothing here. */
static gln_status read_header(gln_manifest *manifest, const gln_slice *fields, size_t n, int *columns, gln_error *err)
{
    gln_buffer unknown = GLN_BUFFER_INIT;
    bool path = false;
    for (size_t i = 0; i < n; i++) {
        columns[i] = -1;
        for (int c = 0; c < N_COLUMNS; c++) {
            if (gln_slice_equal(fields[i], gln_slice_of(column_names[c]))) {
                columns[i] = c;
            }
        }
        if (columns[i] < 0) {
            gln_buffer__puts(&unknown, unknown.len ? ", " : "");
            gln_buffer__put(&unknown, fields[i]);
        }
        path = path || columns[i] == COLUMN_PATH;
    }
    bool any = unknown.len > 0;
    manifest->unknown = any ? gln_arena__copy(&manifest->arena, gln_buffer__slice(&unknown)) : (gln_slice){NULL, 0};
    bool failed = unknown.failed || (any && !manifest->unknown.ptr);
    gln_buffer__free(&unknown);
    if (failed) {
        return gln_error__nomem(err);
    }
    if (!path) {
        gln_error_at(err, NULL, 1, GLN_NO_OFFSET);
        return gln_error_set(err, GLN_ERR_FORMAT, "the manifest has no column 'path'");
    }
    return GLN_OK;
}

static gln_status read_row(gln_manifest *manifest, gln_slice folder, const gln_slice *fields, const int *columns,
                           size_t n, uint32_t line, gln_error *err)
{
    gln_manifest_row row = {.line = line};
    gln_slice unit = {NULL, 0};
    gln_slice *const texts[N_COLUMNS] = {&row.path, &row.newspaper, NULL,          &row.edition,
                                         &row.page, &row.section,   &row.encoding, &unit};
    for (size_t i = 0; i < n; i++) {
        if (fields[i].len == 0 || columns[i] < 0) {
            continue;
        }
        if (columns[i] != COLUMN_DATE) {
            *texts[columns[i]] = fields[i];
        } else if (!gln_date__of_edtf(fields[i], &row.date)) {
            gln_error_at(err, NULL, line, GLN_NO_OFFSET);
            return gln_error_set(err, GLN_ERR_FORMAT, "'%.*s' is no date (2020, 2020-09, 2020-09-26, XXXX-09-26)",
                                 (int)fields[i].len, fields[i].ptr);
        }
    }
    row.has_unit = unit.ptr != NULL;
    if (unit.ptr && !gln_unit_parse(unit, &row.unit)) {
        gln_error_at(err, NULL, line, GLN_NO_OFFSET);
        return gln_error_set(err, GLN_ERR_FORMAT, "a file holds an issue, a page or an article, not '%.*s'",
                             (int)unit.len, unit.ptr);
    }
    if (!row.path.ptr) {
        gln_error_at(err, NULL, line, GLN_NO_OFFSET);
        return gln_error_set(err, GLN_ERR_FORMAT, "the row names no path");
    }
    char *joined = row.path.ptr[0] == '/' ? gln_memory__string(row.path) : gln_path__join(folder, row.path);
    if (!joined) {
        return gln_error__nomem(err);
    }
    row.path = gln_arena__copy(&manifest->arena, gln_slice_of(joined));
    row.real = realpath(joined, NULL);
    free(joined);
    gln_manifest_row *rows = gln_memory__grown(manifest->rows, &manifest->capacity, manifest->n_rows + 1, sizeof *rows);
    if (!rows || !row.path.ptr) {
        free(row.real);
        return gln_error__nomem(err);
    }
    manifest->rows = rows;
    rows[manifest->n_rows++] = row;
    return GLN_OK;
}

static int by_real(const void *a, const void *b)
{
    const gln_manifest_row *x = a;
    const gln_manifest_row *y = b;
    int order = strcmp(x->real ? x->real : "", y->real ? y->real : "");
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static gln_status sort_rows(gln_manifest *manifest, gln_error *err)
{
    if (manifest->n_rows > 1) {
        qsort(manifest->rows, manifest->n_rows, sizeof *manifest->rows, by_real);
    }
    for (size_t i = 1; i < manifest->n_rows; i++) {
        const gln_manifest_row *row = &manifest->rows[i];
        if (row->real && row[-1].real && strcmp(row->real, row[-1].real) == 0) {
            gln_error_at(err, NULL, row->line, GLN_NO_OFFSET);
            return gln_error_set(err, GLN_ERR_FORMAT, "the path stands in the manifest twice (first on line %u)",
                                 row[-1].line);
        }
    }
    return GLN_OK;
}

static gln_status read_rows(gln_manifest *manifest, gln_slice text, gln_slice folder, gln_error *err)
{
    gln_slice fields[MOST_COLUMNS];
    int columns[MOST_COLUMNS];
    size_t n = 0;
    size_t n_columns = 0;
    size_t at = 0;
    uint32_t line = 1;
    gln_status status = GLN_OK;
    while (at < text.len && status == GLN_OK) {
        uint32_t first = line;
        status = gln_csv__record(text, ',', MOST_COLUMNS, &at, &line, &manifest->arena, fields, &n, err);
        bool blank = n == 1 && fields[0].len == 0;
        if (status != GLN_OK || blank) {
            continue;
        }
        if (n_columns == 0) {
            n_columns = n;
            status = read_header(manifest, fields, n, columns, err);
        } else if (n != n_columns) {
            gln_error_at(err, NULL, first, GLN_NO_OFFSET);
            status = gln_error_set(err, GLN_ERR_FORMAT, "the row has %zu fields, the header %zu", n, n_columns);
        } else {
            status = read_row(manifest, folder, fields, columns, n, first, err);
        }
    }
    if (status == GLN_OK && manifest->n_rows == 0) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "the manifest lists no file");
    }
    return status == GLN_OK ? sort_rows(manifest, err) : status;
}

/* The absolute path of the folder that the file lies in, so that a row whose file is missing has its place too. */
static char *folder_of(const char *path)
{
    gln_slice dir = gln_path__dir(gln_slice_of(path));
    char *copy = gln_memory__string(dir.len ? dir : GLN_LIT("."));
    char *real = copy ? realpath(copy, NULL) : NULL;
    free(copy);
    return real;
}

gln_status gln_manifest__read(const char *path, gln_manifest *out, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    const char *encoding;
    bool bom;
    gln_manifest manifest = {.arena = GLN_ARENA_INIT};
    char *folder = NULL;
    gln_status status = gln_file__read(path, &bytes, err);
    if (status == GLN_OK) {
        status = gln_text__decode(gln_buffer__slice(&bytes), NULL, &text, &encoding, &bom, err);
    }
    if (status == GLN_OK && !(folder = folder_of(path))) {
        status = gln_error_set(err, GLN_ERR_IO, "cannot find its folder");
    }
    if (status == GLN_OK) {
        status = read_rows(&manifest, gln_buffer__slice(&text), gln_slice_of(folder), err);
    }
    if (status != GLN_OK) {
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        gln_manifest__clear(&manifest);
    } else {
        *out = manifest;
    }
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    free(folder);
    return status;
}

void gln_manifest__clear(gln_manifest *manifest)
{
    for (size_t i = 0; i < manifest->n_rows; i++) {
        free(manifest->rows[i].real);
    }
    free(manifest->rows);
    gln_arena__clear(&manifest->arena);
    *manifest = (gln_manifest){.arena = GLN_ARENA_INIT};
}

const gln_manifest_row *gln_manifest__find(const gln_manifest *manifest, const char *real)
{
    size_t low = 0;
    size_t high = manifest->n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *here = manifest->rows[middle].real ? manifest->rows[middle].real : "";
        int order = strcmp(here, real);
        if (order == 0) {
            return &manifest->rows[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}
