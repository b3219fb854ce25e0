/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of CSV (RFC 4180), its delimiter a comma, a tab or a semicolon, to records. The first row names the columns. */
#include "corpus/record.h"

#include "core/csv.h"
#include "core/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 512 };

/* The fields of one row. */
typedef struct row {
    gln_slice text;
    char delimiter;
    size_t at;
    uint32_t line;
    gln_buffer bytes; /* of all fields */
    size_t ends[MOST_COLUMNS];
    uint32_t lines[MOST_COLUMNS]; /* where each begins */
    size_t n;
    bool open; /* a quoted field did not end */
} row;

static void end_field(row *r, uint32_t first)
{
    if (r->n < MOST_COLUMNS) {
        r->ends[r->n] = r->bytes.len;
        r->lines[r->n] = first;
    }
    r->n++;
}

/* Reads the row at r->at; false at the end of the text. A quote within an unquoted field is a character. */
static bool next_row(row *r)
{
    gln_buffer__clear(&r->bytes);
    r->n = 0;
    r->open = false;
    if (r->at >= r->text.len) {
        return false;
    }
    uint32_t first = r->line;
    size_t start = 0; /* of the field, in bytes */
    for (bool quoted = false;;) {
        bool end = r->at >= r->text.len;
        char c = end ? '\n' : r->text.ptr[r->at];
        r->at++;
        r->line += c == '\n' && !end;
        if (quoted && !end) {
            if (c != '"') {
                gln_buffer__byte(&r->bytes, c);
            } else if (r->at < r->text.len && r->text.ptr[r->at] == '"') {
                gln_buffer__byte(&r->bytes, '"');
                r->at++;
            } else {
                quoted = false;
            }
        } else if (c == '"' && r->bytes.len == start) {
            quoted = true;
        } else if (c == r->delimiter || c == '\n') {
            r->open = quoted;
            end_field(r, first);
            first = r->line;
            start = r->bytes.len;
            if (c == '\n') {
                return true;
            }
        } else {
            gln_buffer__byte(&r->bytes, c);
        }
    }
}

static gln_slice field(const row *r, size_t i)
{
    size_t from = i ? r->ends[i - 1] : 0;
    return gln_slice_sub(gln_buffer__slice(&r->bytes), from, r->ends[i] - from);
}

/* The column of each field, SIZE_MAX for none; false where neither headline nor body is among them. */
static bool read_header(const row *header, const gln_column_map *map, size_t columns[GLN_RECORD_FIELDS])
{
    unsigned ranks[GLN_RECORD_FIELDS];
    for (size_t f = 0; f < GLN_RECORD_FIELDS; f++) {
        columns[f] = SIZE_MAX;
        ranks[f] = UINT32_MAX;
    }
    for (size_t i = 0; i < header->n && i < MOST_COLUMNS; i++) {
        gln_record_field f;
        unsigned rank;
        if (gln_column_map__find(map, gln_slice__trim(field(header, i)), &f, &rank) && rank < ranks[f]) {
            ranks[f] = rank;
            columns[f] = i;
        }
    }
    return columns[GLN_RECORD_HEADLINE] != SIZE_MAX || columns[GLN_RECORD_BODY] != SIZE_MAX;
}

static gln_status tell_row(const row *r, size_t n_columns, const size_t *columns, gln_record *record,
                           const gln_record_sink *sink, gln_error *err)
{
    char detail[120];
    if (r->open || r->n != n_columns) {
        (void)snprintf(detail, sizeof detail,
                       r->open ? "a quoted field does not end" : "the row has %zu fields, the header %zu", r->n,
                       n_columns);
        return sink->bad(sink->context, r->lines[0], detail, err);
    }
    gln_record__reset(record);
    for (unsigned f = 0; f < GLN_RECORD_FIELDS; f++) {
        if (columns[f] != SIZE_MAX) {
            gln_record__put(record, (gln_record_field)f, GLN_LINE_USUAL, r->lines[columns[f]], 1, field(r, columns[f]));
        }
    }
    if (record->failed) {
        return gln_error__nomem(err);
    }
    bool text = gln_record__text(record, GLN_RECORD_HEADLINE).ptr || gln_record__text(record, GLN_RECORD_BODY).ptr;
    return text ? sink->record(sink->context, record, err)
                : sink->bad(sink->context, r->lines[0], "the row has neither headline nor body", err);
}

gln_status gln_read__csv(gln_slice text, const gln_column_map *map, const gln_record_sink *sink, gln_error *err)
{
    gln_record record = GLN_RECORD_INIT;
    size_t columns[GLN_RECORD_FIELDS];
    size_t n_columns = 0;
    gln_status status = GLN_OK;
    row *r = gln_memory__zeroed(1, sizeof *r);
    if (!r) {
        return gln_error__nomem(err);
    }
    r->text = text;
    r->delimiter = gln_csv__delimiter(text);
    r->line = 1;
    while (status == GLN_OK && next_row(r)) {
        if (r->bytes.failed) {
            status = gln_error__nomem(err);
        } else if (r->n == 1 && gln_slice__trim(field(r, 0)).len == 0) {
            continue;
        } else if (n_columns) {
            status = tell_row(r, n_columns, columns, &record, sink, err);
        } else if (r->n > MOST_COLUMNS || !read_header(r, map, columns)) {
            status = sink->bad(sink->context, r->lines[0],
                               "no column is known as headline or body: name them with --map headline=COLUMN and "
                               "--map body=COLUMN",
                               err);
            break;
        } else {
            n_columns = r->n;
        }
    }
    gln_buffer__free(&r->bytes);
    gln_record__clear(&record);
    free(r);
    return status;
}
