/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps through UTF-8 that is known to be valid, and what the parser asks of a character. */
#ifndef GLN_CORE_UTF8_H
#define GLN_CORE_UTF8_H

#include "guanlan/slice.h"

#include <stdint.h>

/* The character at s.ptr[*at]; *at moves behind it. *at < s.len. */
static inline uint32_t gln_utf8__next(gln_slice s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    size_t left = s.len - *at;
    if (p[0] < 0x80 || left < 2) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return ((uint32_t)(p[0] & 0x1F) << 6) | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0 && left >= 3) {
        *at += 3;
        return ((uint32_t)(p[0] & 0x0F) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
    }
    if (left >= 4) {
        *at += 4;
        return ((uint32_t)(p[0] & 0x07) << 18) | ((p[1] & 0x3Fu) << 12) | ((p[2] & 0x3Fu) << 6) | (p[3] & 0x3Fu);
    }
    *at = s.len;
    return 0xFFFD;
}

/* The character before s.ptr[*at]; *at moves to its first byte. *at > 0. */
static inline uint32_t gln_utf8__prev(gln_slice s, size_t *at)
{
    do {
        --*at;
    } while (*at > 0 && ((unsigned char)s.ptr[*at] & 0xC0) == 0x80);
    size_t from = *at;
    return gln_utf8__next(s, &from);
}

/* Number of characters. */
static inline size_t gln_utf8__count(gln_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

/* Han ideographs, with 〇 and 々. */
static inline bool gln_char__han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFD) ||
           (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007 || c == 0x3005;
}

/* Characters of scripts written without spaces, with their punctuation: between two of them a join inserts nothing. */
static inline bool gln_char__cjk(uint32_t c)
{
    return gln_char__han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x2010 && c <= 0x203B);
}

static inline bool gln_char__space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x85 || c == 0xFEFF || c == 0x202F || c == 0x205F;
}

static inline bool gln_char__digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static inline bool gln_char__letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

/* The slice without white space at its ends. */
static inline gln_slice gln_slice__trim(gln_slice s)
{
    size_t from = 0;
    while (from < s.len) {
        size_t at = from;
        if (!gln_char__space(gln_utf8__next(s, &at))) {
            break;
        }
        from = at;
    }
    size_t to = s.len;
    while (to > from) {
        size_t at = to;
        if (!gln_char__space(gln_utf8__prev(s, &at))) {
            break;
        }
        to = at;
    }
    return gln_slice_sub(s, from, to - from);
}

/* Byte offset of needle in s, or SIZE_MAX. */
static inline size_t gln_slice__find(gln_slice s, gln_slice needle)
{
    if (needle.len == 0 || needle.len > s.len) {
        return needle.len == 0 ? 0 : SIZE_MAX;
    }
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        const char *hit = memchr(s.ptr + i, needle.ptr[0], s.len - needle.len - i + 1);
        if (!hit) {
            return SIZE_MAX;
        }
        i = (size_t)(hit - s.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

#endif
