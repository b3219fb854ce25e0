/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/utf8.h"

/* The length of the well-formed sequence at p, or 0. */
static size_t sequence_at(const unsigned char *p, size_t left)
{
    bool valid;
    size_t n = gln_utf8__step((const char *)p, left, &valid);
    return valid ? n : 0;
}

bool gln_utf8__valid(gln_slice bytes, size_t *offset)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t at = 0;
    static const unsigned char head_bits[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
    static const unsigned char head_marks[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
    uint64_t heads;
    uint64_t wanted;
    memcpy(&heads, head_bits, sizeof heads);
    memcpy(&wanted, head_marks, sizeof wanted);
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
            at += 3; /* nearly all of Chinese; two characters at a time from here on */
            uint64_t two;
            while (bytes.len - at >= 8 && (memcpy(&two, p + at, 8), (two & heads) == wanted) && p[at] != 0xE0 &&
                   p[at] != 0xED && p[at + 3] != 0xE0 && p[at + 3] != 0xED) {
                at += 6;
            }
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

size_t gln_utf8__step(const char *bytes, size_t n, bool *valid)
{
    unsigned lead = (unsigned char)bytes[0];
    unsigned low = 0x80;
    unsigned high = 0xBF;
    size_t need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *valid = true;
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        *valid = false;
        return 1;
    }
    /* the second byte's range keeps out overlong forms, surrogates and what lies above U+10FFFF */
    if (lead == 0xE0) {
        low = 0xA0;
    } else if (lead == 0xED) {
        high = 0x9F;
    } else if (lead == 0xF0) {
        low = 0x90;
    } else if (lead == 0xF4) {
        high = 0x8F;
    }
    for (size_t i = 1; i < need; i++) {
        unsigned byte = i < n ? (unsigned char)bytes[i] : 0;
        if (byte < low || byte > high) {
            *valid = false;
            return i;
        }
        low = 0x80;
        high = 0xBF;
    }
    return need;
}

void gln_buffer__put_utf8(gln_buffer *out, gln_slice s)
{
    size_t clean = 0; /* start of the run that is not written yet */
    for (size_t at = 0; at < s.len;) {
        bool valid = true;
        size_t n = gln_utf8__glance(s.ptr + at, s.len - at);
        if (n == 0) {
            n = gln_utf8__step(s.ptr + at, s.len - at, &valid);
        }
        if (!valid) {
            gln_buffer__put(out, gln_slice_sub(s, clean, at - clean));
            gln_buffer__puts(out, GLN_UTF8_REPLACEMENT);
            clean = at + n;
        }
        at += n;
    }
    if (s.len > clean) {
        gln_buffer__put(out, gln_slice_sub(s, clean, s.len - clean));
    }
}
