/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as JSON objects: a list of fields for each kind of result, so that nothing is printed by hand. */
#ifndef GLN_CALC_SHOW_H
#define GLN_CALC_SHOW_H

#include "json/json_write.h"

typedef enum calc_kind { CALC_NUMBER, CALC_COUNT, CALC_SIZE, CALC_INTEGER, CALC_INTERVAL, CALC_TEXT } calc_kind;

typedef struct calc_field {
    const char *name;
    size_t offset;
    calc_kind kind;
} calc_field;

/* A field of a result, as a double, a uint64_t, a size_t, an int, a gln_interval (printed as name_low and name_high) or
 * a text. */
#define CALC_FIELD(type, field, kind)                                                                                  \
    {                                                                                                                  \
#field, offsetof(type, field), kind                                                                            \
    }

/* Writes the fields of a result as an object named `name`. What is undefined is null; what is infinite is null and
 * named in the member "unbounded" with its side, "above" or "below". */
void calc_show(gln_json_writer *w, const char *name, const calc_field *fields, size_t n, const void *result);

#define CALC_SHOW(w, name, fields, result) calc_show((w), (name), (fields), sizeof(fields) / sizeof *(fields), (result))

#endif
