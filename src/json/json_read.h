/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON. The document owns every node and every slice that the accessors give. A NULL node is fine everywhere
 * and is of kind GLN_JSON_NONE, so that a path may be followed without a test at each step. Not for rows by the
 * million: a node takes 64 bytes and more. */
#ifndef GLN_JSON_READ_H
#define GLN_JSON_READ_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

typedef enum gln_json_kind {
    GLN_JSON_NONE, /* no such node */
    GLN_JSON_NULL,
    GLN_JSON_BOOLEAN,
    GLN_JSON_NUMBER,
    GLN_JSON_STRING,
    GLN_JSON_ARRAY,
    GLN_JSON_OBJECT
} gln_json_kind;

typedef struct gln_json_document gln_json_document;
typedef struct gln_json_node gln_json_node;

#define GLN_JSON_MAX_BYTES ((size_t)64 << 20)

/* Parses a text of at most max_bytes (0: GLN_JSON_MAX_BYTES); a byte order mark is skipped. What gln_json__check
 * refuses is GLN_ERR_FORMAT with line and byte offset; the caller adds the file. The text is not needed afterwards. */
GLN_MUST_USE gln_status gln_json__parse(gln_slice text, size_t max_bytes, gln_json_document **out, gln_error *err);
void gln_json__free(gln_json_document *document); /* NULL is fine */

const gln_json_node *gln_json__root(const gln_json_document *document);
gln_json_kind gln_json__kind(const gln_json_node *node);

/* The member of that name, case-sensitive, the first where it is there twice; NULL where there is none or the node is
 * no object. Linear in the members. */
const gln_json_node *gln_json__get(const gln_json_node *object, const char *name);

/* Members or items one after the other, in the text's order; NULL at the end or where the node has none. */
const gln_json_node *gln_json__first(const gln_json_node *container);
const gln_json_node *gln_json__next(const gln_json_node *member);

/* Number of items or members; 0 for all else. Linear. */
size_t gln_json__length(const gln_json_node *container);

/* The name of an object's member; {NULL, 0} for all else. */
gln_slice gln_json__name(const gln_json_node *member);

/* The value of a node, false (and *out untouched) where it is of another kind. A number too large for a double is
 * refused. gln_json__integer takes a number that is whole and at most 2^53, or a string of decimal digits, as
 * gln_json__put_integer writes what is larger. */
bool gln_json__string(const gln_json_node *node, gln_slice *out);
bool gln_json__number(const gln_json_node *node, double *out);
bool gln_json__integer(const gln_json_node *node, uint64_t *out);
bool gln_json__boolean(const gln_json_node *node, bool *out);

#endif
