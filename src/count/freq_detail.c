/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_detail.h"

#include "count/count_encode.h"

enum { LENGTH = 4, GUESS = 512 };

void gln_freq_detail__put(gln_buffer *out, const gln_freq_detail *detail)
{
    size_t from = out->len;
    gln_buffer__put(out, GLN_LIT("\0\0\0\0"));
    gln_encode__text(out, detail->id);
    gln_encode__number(out, detail->order);
    gln_encode__text(out, detail->section);
    gln_encode__text(out, detail->page);
    gln_encode__text(out, detail->agency);
    gln_encode__text(out, detail->headline);
    gln_encode__number(out, detail->n_chars);
    gln_encode__text(out, detail->running);
    if (!out->failed) {
        uint32_t n = (uint32_t)(out->len - from - LENGTH);
        memcpy(out->data + from, &n, LENGTH);
    }
}

static uint32_t length_at(const char *bytes)
{
    uint32_t n;
    memcpy(&n, bytes, LENGTH);
    return n;
}

gln_status gln_freq_detail__bytes(const gln_freq *freq, uint64_t address, gln_buffer *scratch, gln_slice *out,
                                  gln_error *err)
{
    uint64_t file = address >> GLN_FREQ_OFFSET_BITS, at = address & ((UINT64_C(1) << GLN_FREQ_OFFSET_BITS) - 1);
    if (file == 0) {
        *out = (gln_slice){freq->details.data + at + LENGTH, length_at(freq->details.data + at)};
        return GLN_OK;
    }
    const gln_spool *spool = &freq->runs.files[file - 1];
    uint64_t left = spool->size - at;
    gln_buffer__clear(scratch);
    gln_status status = gln_spool__get(spool, at, left < GUESS ? left : GUESS, scratch, err);
    if (status == GLN_OK && length_at(scratch->data) + LENGTH > scratch->len) {
        size_t have = scratch->len;
        status = gln_spool__get(spool, at + have, length_at(scratch->data) + LENGTH - have, scratch, err);
    }
    if (status == GLN_OK) {
        *out = (gln_slice){scratch->data + LENGTH, length_at(scratch->data)};
    }
    return status;
}

gln_freq_detail gln_freq_detail__read(gln_slice bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    gln_freq_detail detail = {.id = gln_decode__text(&p)};
    detail.order = gln_decode__number(&p);
    detail.section = gln_decode__text(&p);
    detail.page = gln_decode__text(&p);
    detail.agency = gln_decode__text(&p);
    detail.headline = gln_decode__text(&p);
    detail.n_chars = gln_decode__number(&p);
    detail.running = gln_decode__text(&p);
    return detail;
}
