/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking through JSON without building it: for rows by the million. The text must have passed gln_json__check. */
#ifndef GLN_JSON_WALK_H
#define GLN_JSON_WALK_H

#include "core/arena.h"

/* A place between two members of an object or items of an array. */
typedef struct gln_json_walk {
    gln_slice text; /* the container, from its bracket on */
    size_t at;
} gln_json_walk;

/* Stands before the first member. A text that is no container has none. */
gln_json_walk gln_json__walk(gln_slice container);

/* The next member: its value as JSON text, and in an object its name as it stands between the quotation marks (escapes
 * and all); in an array name is {NULL, 0}. False behind the last one. */
bool gln_json__next_value(gln_json_walk *walk, gln_slice *name, gln_slice *value);

/* The value of an object's member of that plain name, the first there is; {NULL, 0} where there is none. */
gln_slice gln_json__value_of(gln_slice object, const char *name);

/* The text of a string value, its escapes resolved; borrowed from the value where it has none, else in the arena.
 * {NULL, 0} for what is no string, or on want of memory. */
gln_slice gln_json__text_of(gln_arena *arena, gln_slice value);

#endif
