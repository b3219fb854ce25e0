/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_behind.h"

#include "json/json_write.h"

#include <stdlib.h>

static int by_hits(const void *a, const void *b)
{
    const gln_freq_posting *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->doc > y->doc) - (x->doc < y->doc);
}

gln_status gln_behind__json(const gln_freq_view *view, gln_freq_posting *postings, size_t n, gln_buffer *out,
                            gln_error *err)
{
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_status status = GLN_OK;
    if (n) {
        qsort(postings, n, sizeof *postings, by_hits);
    }
    out->len = 0;
    gln_json_writer json = gln_json__writer(out, false);
    gln_json__begin_array(&json, GLN_JSON_LINE);
    for (size_t i = 0; i < n && i < GLN_BEHIND_MOST && status == GLN_OK; i++) {
        gln_freq_detail detail;
        status = gln_freq_view__detail(view, postings[i].doc, &reader, &detail, err);
        if (status == GLN_OK) {
            gln_json__begin_object(&json, GLN_JSON_LINE);
            gln_json__key(&json, GLN_LIT("article"));
            gln_json__put_string(&json, detail.id);
            gln_json__key(&json, GLN_LIT("hits"));
            gln_json__put_integer(&json, postings[i].count);
            gln_json__key(&json, GLN_LIT("headline"));
            gln_json__put_string(&json, detail.headline);
            gln_json__end(&json);
        }
    }
    gln_json__end(&json);
    gln_freq_reader__clear(&reader);
    return status;
}
