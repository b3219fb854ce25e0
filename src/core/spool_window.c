/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/spool_window.h"

gln_status gln_spool_window__get(gln_spool_window *w, uint64_t at, size_t n, const unsigned char **out, gln_error *err)
{
    if (at < w->at || at + n > w->at + w->bytes.len) {
        uint64_t left = w->spool->size - at;
        uint64_t want = n > w->ahead ? n : w->ahead;
        gln_buffer__clear(&w->bytes);
        w->at = at;
        gln_status status = gln_spool__get(w->spool, at, want < left ? want : left, &w->bytes, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    *out = (const unsigned char *)w->bytes.data + (at - w->at);
    return GLN_OK;
}

void gln_spool_window__clear(gln_spool_window *w)
{
    gln_buffer__free(&w->bytes);
}
