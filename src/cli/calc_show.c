/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_show.h"

#include "stats/numeric.h"

#include <math.h>
#include <stdio.h>

enum { MOST_NAME = 64 };

static void put(gln_json_writer *w, const char *name, const char *end, double value)
{
    char key[MOST_NAME];
    (void)snprintf(key, sizeof key, "%s%s", name, end);
    gln_json__key(w, gln_slice_of(key));
    gln_json__put_number(w, value);
}

static void show_field(gln_json_writer *w, const calc_field *field, const void *at)
{
    gln_slice name = gln_slice_of(field->name);
    const gln_interval *interval = at;
    switch (field->kind) {
    case CALC_NUMBER:
        put(w, field->name, "", *(const double *)at);
        break;
    case CALC_COUNT:
        gln_json__key(w, name);
        gln_json__put_integer(w, *(const uint64_t *)at);
        break;
    case CALC_SIZE:
        gln_json__key(w, name);
        gln_json__put_integer(w, *(const size_t *)at);
        break;
    case CALC_INTEGER:
        put(w, field->name, "", *(const int *)at);
        break;
    case CALC_INTERVAL:
        put(w, field->name, "_low", interval->low);
        put(w, field->name, "_high", interval->high);
        break;
    case CALC_TEXT:
        gln_json__key(w, name);
        gln_json__put_text(w, *(const char *const *)at);
        break;
    }
}

/* Names an infinite number in the object "unbounded", which is begun where it is the first. */
static void name_unbounded(gln_json_writer *w, bool *begun, const char *name, const char *end, double value)
{
    char key[MOST_NAME];
    if (!isinf(value)) {
        return;
    }
    if (!*begun) {
        gln_json__key(w, GLN_LIT("unbounded"));
        gln_json__begin_object(w, GLN_JSON_LINE);
        *begun = true;
    }
    (void)snprintf(key, sizeof key, "%s%s", name, end);
    gln_json__key(w, gln_slice_of(key));
    gln_json__put_text(w, value > 0 ? "above" : "below");
}

void calc_show(gln_json_writer *w, const char *name, const calc_field *fields, size_t n, const void *result)
{
    bool begun = false;
    gln_json__key(w, gln_slice_of(name));
    gln_json__begin_object(w, GLN_JSON_BLOCK);
    for (size_t i = 0; i < n; i++) {
        show_field(w, &fields[i], (const char *)result + fields[i].offset);
    }
    for (size_t i = 0; i < n; i++) {
        const void *at = (const char *)result + fields[i].offset;
        const gln_interval *interval = at;
        if (fields[i].kind == CALC_NUMBER) {
            name_unbounded(w, &begun, fields[i].name, "", *(const double *)at);
        } else if (fields[i].kind == CALC_INTERVAL) {
            name_unbounded(w, &begun, fields[i].name, "_low", interval->low);
            name_unbounded(w, &begun, fields[i].name, "_high", interval->high);
        }
    }
    if (begun) {
        gln_json__end(w);
    }
    gln_json__end(w);
}
