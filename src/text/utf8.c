/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/utf8.h"

#include "text/decode.h"

/* The length of the well-formed sequence at p (Unicode 15, table 3-7), or 0. */
static size_t sequence_at(const unsigned char *p, size_t left)
{
    unsigned char lead = p[0];
    if (lead >= 0xC2 && lead <= 0xDF) {
        return left >= 2 && (p[1] & 0xC0U) == 0x80U ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (left < 3 || (p[1] & 0xC0U) != 0x80U || (p[2] & 0xC0U) != 0x80U) {
            return 0;
        }
        bool overlong = lead == 0xE0 && p[1] < 0xA0;
        bool surrogate = lead == 0xED && p[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (left < 4 || (p[1] & 0xC0U) != 0x80U || (p[2] & 0xC0U) != 0x80U || (p[3] & 0xC0U) != 0x80U) {
            return 0;
        }
        bool overlong = lead == 0xF0 && p[1] < 0x90;
        bool beyond = lead == 0xF4 && p[1] > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

bool gln_text__valid(gln_slice bytes, size_t *offset)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t at = 0;
    while (at < bytes.len) {
        if (p[at] < 0x80) {
            uint64_t eight;
            at++;
            while (bytes.len - at >= 8 && (memcpy(&eight, p + at, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) {
                at += 8;
            }
            continue;
        }
        if (bytes.len - at >= 3 && (p[at] & 0xF0U) == 0xE0U && p[at] != 0xE0 && p[at] != 0xED &&
            ((p[at + 1] ^ 0x80U) | (p[at + 2] ^ 0x80U)) < 0x40) {
            at += 3; /* nearly all of Chinese */
            continue;
        }
        size_t n = sequence_at(p + at, bytes.len - at);
        if (n == 0) {
            *offset = at;
            return false;
        }
        at += n;
    }
    return true;
}

gln_utf8_tally gln_utf8__tally(gln_slice bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    gln_utf8_tally tally = {0, 0, 0, SIZE_MAX, 0};
    for (size_t at = 0; at < bytes.len;) {
        if (p[at] < 0x80) {
            at++;
            continue;
        }
        size_t n = sequence_at(p + at, bytes.len - at);
        if (n) {
            tally.good++;
            tally.longer += n >= 3;
            at += n;
            continue;
        }
        tally.bad++;
        tally.first_bad = at < tally.first_bad ? at : tally.first_bad;
        tally.last_bad = at;
        at++;
        while (at < bytes.len && (p[at] & 0xC0U) == 0x80U) {
            at++; /* what would have continued it is one fault with it */
        }
    }
    return tally;
}
