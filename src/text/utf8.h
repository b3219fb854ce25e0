/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code points of UTF-8 that is known to be valid, and encoding. */
#ifndef GLN_TEXT_UTF8_H
#define GLN_TEXT_UTF8_H

#include "guanlan/slice.h"

#include <stdint.h>

/* Bytes of the sequence that the lead byte opens. */
static inline size_t gln_utf8__length(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The code point at text[*at]; *at moves behind it. */
static inline uint32_t gln_utf8__next(const char *text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text + *at;
    uint32_t lead = p[0];
    if (lead < 0x80) {
        *at += 1;
        return lead;
    }
    if (lead < 0xE0) {
        *at += 2;
        return (lead & 0x1FU) << 6 | (p[1] & 0x3FU);
    }
    if (lead < 0xF0) {
        *at += 3;
        return (lead & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
    }
    *at += 4;
    return (lead & 0x07U) << 18 | (p[1] & 0x3FU) << 12 | (p[2] & 0x3FU) << 6 | (p[3] & 0x3FU);
}

/* Where the code point before `at` starts; at > 0. */
static inline size_t gln_utf8__back(const char *text, size_t at)
{
    at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0U) == 0x80U) {
        at--;
    }
    return at;
}

/* Writes a scalar value; returns its bytes, 1 to 4. */
static inline size_t gln_utf8__put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0U | c >> 6);
        out[1] = (char)(0x80U | (c & 0x3FU));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0U | c >> 12);
        out[1] = (char)(0x80U | (c >> 6 & 0x3FU));
        out[2] = (char)(0x80U | (c & 0x3FU));
        return 3;
    }
    out[0] = (char)(0xF0U | c >> 18);
    out[1] = (char)(0x80U | (c >> 12 & 0x3FU));
    out[2] = (char)(0x80U | (c >> 6 & 0x3FU));
    out[3] = (char)(0x80U | (c & 0x3FU));
    return 4;
}

/* How much of some bytes is UTF-8: well-formed sequences beyond ASCII, and faults (a fault takes the continuation bytes
 * behind it along). first_bad is SIZE_MAX where there is none. */
typedef struct gln_utf8_tally {
    size_t good;
    size_t longer; /* of these, three bytes and more: text in another encoding hardly ever looks like that */
    size_t bad;
    size_t first_bad;
    size_t last_bad;
} gln_utf8_tally;

gln_utf8_tally gln_utf8__tally(gln_slice bytes);

#endif
