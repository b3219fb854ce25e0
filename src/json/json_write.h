/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON onto a buffer, a value at a time: commas, colons, line breaks and indentation follow from the order of
 * the calls. Nothing else in the house writes JSON. A want of memory is remembered in the buffer. */
#ifndef GLN_JSON_WRITE_H
#define GLN_JSON_WRITE_H

#include "core/buffer.h"

/* How a container is laid out. A block inside a line is written as a line. */
typedef enum gln_json_layout {
    GLN_JSON_LINE, /* {"a":1,"b":2} */
    GLN_JSON_BLOCK /* a member a line, indented by two spaces a level */
} gln_json_layout;

/* The state. Plain data: a copy of it goes on where the original stands. */
typedef struct gln_json_writer {
    gln_buffer *out;
    bool full;       /* numbers in the shortest form that reads back as the same, else %.10g */
    bool keyed;      /* a member's name was written, its value is due */
    unsigned depth;  /* open containers, at most 64 */
    uint64_t object; /* bit d - 1: the container at depth d is an object */
    uint64_t block;  /* ... has a member a line */
    uint64_t filled; /* ... has a member already */
} gln_json_writer;

gln_json_writer gln_json__writer(gln_buffer *out, bool full);

void gln_json__begin_object(gln_json_writer *w, gln_json_layout layout);
void gln_json__begin_array(gln_json_writer *w, gln_json_layout layout);
void gln_json__end(gln_json_writer *w); /* the innermost that is open */

void gln_json__key(gln_json_writer *w, gln_slice name);

/* Valid UTF-8 passes as it is; control characters are escaped, bytes that are not UTF-8 become U+FFFD. */
void gln_json__put_string(gln_json_writer *w, gln_slice text);
void gln_json__put_text(gln_json_writer *w, const char *text); /* NULL gives null */
/* Above 2^53 as a string: readers that know doubles only would change the number. */
void gln_json__put_integer(gln_json_writer *w, uint64_t value);
void gln_json__put_number(gln_json_writer *w, double value); /* null where not finite */
void gln_json__put_boolean(gln_json_writer *w, bool value);
void gln_json__put_null(gln_json_writer *w);

/* A value that is JSON already, checked by the caller; its line breaks and tabs (which valid JSON has between tokens
 * only) are left out, so that it stays on its line. */
void gln_json__put_json(gln_json_writer *w, gln_slice json);

#endif
