/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column `measures`: all measures that have no column of their own, as a JSON object of numbers. */
#ifndef GLN_MEASURE_OBJECT_H
#define GLN_MEASURE_OBJECT_H

#include "core/buffer.h"
#include "json/json_write.h"

typedef struct gln_measured {
    const char *name;
    double value; /* not finite: null */
} gln_measured;

/* The values as members of an object that is open. */
void gln_measured__put(gln_json_writer *w, const gln_measured *values, size_t n);

/* An object of the values alone; out is cleared first. */
void gln_measured__object(gln_buffer *out, const gln_measured *values, size_t n);

#endif
