/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record: an article as data (a row, an object, an element), each part with the source line that it stands on. */
#ifndef GLN_CORPUS_RECORD_H
#define GLN_CORPUS_RECORD_H

#include "core/arena.h"
#include "core/buffer.h"

typedef enum gln_record_field {
    GLN_RECORD_NEWSPAPER,
    GLN_RECORD_DATE,
    GLN_RECORD_EDITION,
    GLN_RECORD_PAGE,
    GLN_RECORD_SECTION,
    GLN_RECORD_KICKER,
    GLN_RECORD_HEADLINE,
    GLN_RECORD_SUB,
    GLN_RECORD_BYLINE,
    GLN_RECORD_AGENCY,
    GLN_RECORD_DATELINE, /* stands before the body's first line */
    GLN_RECORD_BODY,
    GLN_RECORD_ID,
    GLN_RECORD_ARTICLE, /* no text: the element or member that holds an article */
    GLN_RECORD_FIELDS
} gln_record_field;

/* Whether a body line continues the one before it. */
typedef enum gln_line_joint {
    GLN_LINE_USUAL, /* where the one before ends no sentence */
    GLN_LINE_APART, /* never: it is a paragraph */
    GLN_LINE_TORN,  /* always */
} gln_line_joint;

typedef struct gln_record_part {
    gln_record_field field;
    gln_line_joint joint;
    uint32_t line;
    gln_slice text; /* without line feeds, not blank */
} gln_record_part;

typedef struct gln_record {
    gln_arena arena;
    gln_record_part *parts; /* in the order of the source */
    size_t n_parts;
    size_t capacity;
    bool failed; /* memory ran out */
} gln_record;

#define GLN_RECORD_INIT                                                                                                \
    {                                                                                                                  \
        GLN_ARENA_INIT, NULL, 0, 0, false                                                                              \
    }

void gln_record__clear(gln_record *record);
void gln_record__reset(gln_record *record); /* empties, keeps the room */

/* Adds a text, copied, a part for each of its lines that is not blank. step is 1 where a line feed in the text is one
 * in the source too. */
void gln_record__put(gln_record *record, gln_record_field field, gln_line_joint joint, uint32_t line, uint32_t step,
                     gln_slice text);

/* The first part of the field, {NULL, 0} where there is none. */
gln_slice gln_record__text(const gln_record *record, gln_record_field field);

/* A record as bytes, and back: the parts then point into the bytes. gln_record__read is false for bytes that
 * gln_record__write did not write. */
void gln_record__write(const gln_record *record, gln_buffer *out);
bool gln_record__read(gln_slice bytes, gln_record *out);

enum { GLN_PRINT_SIZE = 6 };

/* What tells the record from others: its id where it has one, else all of its texts. Lines do not count. */
GLN_MUST_USE gln_status gln_record__print(const gln_record *record, unsigned char out[GLN_PRINT_SIZE], gln_error *err);

/* Which column, member or element is which field: what the user says, else usual names. */
typedef struct gln_column_map {
    gln_arena arena;
    gln_slice names[GLN_RECORD_FIELDS]; /* as the user says; ptr NULL where not */
    bool any;
} gln_column_map;

void gln_column_map__clear(gln_column_map *map);

/* Adds "field=column"; GLN_ERR_USAGE for what is none. */
GLN_MUST_USE gln_status gln_column_map__add(gln_column_map *map, const char *text, gln_error *err);

/* The field that a name stands for; *rank is the better the smaller, 0 for what the user says. Case of ASCII letters
 * does not count for usual names. */
bool gln_column_map__find(const gln_column_map *map, gln_slice name, gln_record_field *field, unsigned *rank);

/* Told of each record (borrowed for the call) and of what cannot be used of a source. */
typedef struct gln_record_sink {
    void *context;
    gln_status (*record)(void *context, const gln_record *record, gln_error *err);
    gln_status (*bad)(void *context, uint64_t line, const char *detail, gln_error *err);
} gln_record_sink;

/* The readers of records: decoded text in, records out. A failure is want of memory, or the sink's own. */
GLN_MUST_USE gln_status gln_read__csv(gln_slice text, const gln_column_map *map, const gln_record_sink *sink,
                                      gln_error *err);
GLN_MUST_USE gln_status gln_read__json(gln_slice text, const gln_column_map *map, const gln_record_sink *sink,
                                       gln_error *err);
GLN_MUST_USE gln_status gln_read__xml(gln_slice text, const gln_column_map *map, const gln_record_sink *sink,
                                      gln_error *err);
GLN_MUST_USE gln_status gln_read__html(gln_slice text, const gln_record_sink *sink, gln_error *err);

#endif
