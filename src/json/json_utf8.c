/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json_utf8.h"

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

void gln_utf8__put(gln_buffer *out, gln_slice s)
{
    size_t clean = 0; /* start of the run that is not written yet */
    for (size_t at = 0; at < s.len;) {
        bool valid;
        size_t n = gln_utf8__step(s.ptr + at, s.len - at, &valid);
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
