/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_object.h"

void gln_measured__put(gln_json_writer *w, const gln_measured *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gln_json__key(w, gln_slice_of(values[i].name));
        gln_json__put_number(w, values[i].value);
    }
}

void gln_measured__object(gln_buffer *out, const gln_measured *values, size_t n)
{
    gln_buffer__clear(out);
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_object(&w, GLN_JSON_LINE);
    gln_measured__put(&w, values, n);
    gln_json__end(&w);
}
