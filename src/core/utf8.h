/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: validation of bytes that may be anything, steps through text that is known to be valid, and what the parser
 * asks of a character. */
#ifndef GLN_CORE_UTF8_H
#define GLN_CORE_UTF8_H

#include "core/buffer.h"

#include <stdint.h>

/* ---- bytes that may be anything ---- */

/* Whether the bytes are UTF-8 (no surrogates, no overlong forms); where not, *offset is the first byte that is wrong.
 */
bool gln_utf8__valid(gln_slice bytes, size_t *offset);

/* What stands for bytes that are not UTF-8. */
#define GLN_UTF8_REPLACEMENT "\xEF\xBF\xBD"
#define GLN_UTF8_BOM "\xEF\xBB\xBF"

/* Length of the character at bytes[0], n > 0. Where the bytes are not UTF-8 (Unicode 15, table 3-7: no surrogates, no
 * overlong forms), *valid is false and the length is that of the maximal subpart, which one U+FFFD stands for (Unicode
 * 15, section 3.9, as Python and the WHATWG decoders do it). */
size_t gln_utf8__step(const char *bytes, size_t n, bool *valid);

/* The length of the sequence at bytes, 0 where it has to be looked at closely: nothing but ASCII and the valid
 * sequences of three bytes, which Chinese text is made of, is taken at a glance. n > 0. */
static inline size_t gln_utf8__glance(const char *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    if (p[0] < 0x80) {
        return 1;
    }
    bool plain = n >= 3 && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
    return plain ? 3 : 0;
}

/* The slice with each ill-formed part replaced by U+FFFD. */
void gln_buffer__put_utf8(gln_buffer *out, gln_slice s);

/* ---- text that is valid ---- */

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

/* The character at s.ptr[*at]; *at moves behind it. *at < s.len. */
static inline uint32_t gln_slice__next(gln_slice s, size_t *at)
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
static inline uint32_t gln_slice__prev(gln_slice s, size_t *at)
{
    do {
        --*at;
    } while (*at > 0 && ((unsigned char)s.ptr[*at] & 0xC0) == 0x80);
    size_t from = *at;
    return gln_slice__next(s, &from);
}

/* Number of characters. */
size_t gln_slice__count(gln_slice s);

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
        if (!gln_char__space(gln_slice__next(s, &at))) {
            break;
        }
        from = at;
    }
    size_t to = s.len;
    while (to > from) {
        size_t at = to;
        if (!gln_char__space(gln_slice__prev(s, &at))) {
            break;
        }
        to = at;
    }
    return gln_slice_sub(s, from, to - from);
}

/* Byte offset of needle in s, or SIZE_MAX. */
size_t gln_slice__find(gln_slice s, gln_slice needle);

/* Defines size_t name(gln_slice text, size_t from): the first byte from there on of which `holds` is true, an
 * expression without branches of that byte a and the two behind it, b and c (0 behind the end); SIZE_MAX for none. The
 * compiler asks of sixteen places at once. */
#define GLN_FIRST_PLACE(name, holds)                                                                                   \
    __attribute__((noinline)) static size_t name##_in_block(const unsigned char *p)                                    \
    {                                                                                                                  \
        unsigned char hits[16];                                                                                        \
        uint64_t halves[2];                                                                                            \
        for (size_t k = 0; k < 16; k++) {                                                                              \
            unsigned char a = p[k], b = p[k + 1], c = p[k + 2];                                                        \
            (void)b, (void)c;                                                                                          \
            hits[k] = (unsigned char)(holds);                                                                          \
        }                                                                                                              \
        memcpy(halves, hits, sizeof halves);                                                                           \
        if ((halves[0] | halves[1]) == 0) {                                                                            \
            return 16;                                                                                                 \
        }                                                                                                              \
        size_t first = 0;                                                                                              \
        while (!hits[first]) {                                                                                         \
            first++;                                                                                                   \
        }                                                                                                              \
        return first;                                                                                                  \
    }                                                                                                                  \
    static size_t name(gln_slice text, size_t from)                                                                    \
    {                                                                                                                  \
        size_t at = from;                                                                                              \
        size_t found;                                                                                                  \
        for (; at + 18 <= text.len; at += 16) {                                                                        \
            found = name##_in_block((const unsigned char *)text.ptr + at);                                             \
            if (found < 16) {                                                                                          \
                return at + found;                                                                                     \
            }                                                                                                          \
        }                                                                                                              \
        if (at < text.len) { /* at most 17 bytes, with nothing behind them */                                          \
            unsigned char tail[34] = {0};                                                                              \
            memcpy(tail, text.ptr + at, text.len - at);                                                                \
            found = name##_in_block(tail);                                                                             \
            found += found < 16 ? 0 : name##_in_block(tail + 16);                                                      \
            return found < text.len - at ? at + found : SIZE_MAX;                                                      \
        }                                                                                                              \
        return SIZE_MAX;                                                                                               \
    }

/* The same, but it defines size_t name(gln_slice text): of how many bytes `holds` is true; not of 0 behind the end. */
#define GLN_COUNT_PLACES(name, holds)                                                                                  \
    __attribute__((noinline)) static size_t name##_in_block(const unsigned char *p)                                    \
    {                                                                                                                  \
        unsigned char hits[16];                                                                                        \
        uint64_t halves[2];                                                                                            \
        for (size_t k = 0; k < 16; k++) {                                                                              \
            unsigned char a = p[k], b = p[k + 1], c = p[k + 2];                                                        \
            hits[k] = (unsigned char)(holds);                                                                          \
        }                                                                                                              \
        memcpy(halves, hits, sizeof halves);                                                                           \
        return (size_t)((halves[0] + halves[1]) * UINT64_C(0x0101010101010101) >> 56);                                 \
    }                                                                                                                  \
    static size_t name(gln_slice text)                                                                                 \
    {                                                                                                                  \
        size_t n = 0;                                                                                                  \
        size_t at = 0;                                                                                                 \
        for (; at + 18 <= text.len; at += 16) {                                                                        \
            n += name##_in_block((const unsigned char *)text.ptr + at);                                                \
        }                                                                                                              \
        if (at < text.len) { /* at most 17 bytes, with nothing behind them */                                          \
            unsigned char tail[34] = {0};                                                                              \
            memcpy(tail, text.ptr + at, text.len - at);                                                                \
            n += name##_in_block(tail) + name##_in_block(tail + 16);                                                   \
        }                                                                                                              \
        return n;                                                                                                      \
    }

/* Where the literal stands at s.ptr[*at], moves *at behind it. */
static inline bool gln_slice__take(gln_slice s, size_t *at, const char *literal)
{
    gln_slice want = gln_slice_of(literal);
    if (*at <= s.len && gln_slice_starts(gln_slice_sub(s, *at, s.len - *at), want)) {
        *at += want.len;
        return true;
    }
    return false;
}

/* An entry of a table of words, its length known without counting. */
#define GLN_WORD(text)                                                                                                 \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }

/* The first of n words (not empty) that s begins with, or SIZE_MAX. */
static inline size_t gln_slice__starts_any(gln_slice s, const gln_slice *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = words[i].len;
        if (s.len >= len && s.ptr[len - 1] == words[i].ptr[len - 1] && memcmp(s.ptr, words[i].ptr, len) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Moves *at behind the first of n words (not empty) that stands there; false where none does. */
static inline bool gln_slice__take_any(gln_slice s, size_t *at, const gln_slice *words, size_t n)
{
    size_t i = gln_slice__starts_any(gln_slice_sub(s, *at, s.len - *at), words, n);
    *at += i == SIZE_MAX ? 0 : words[i].len;
    return i != SIZE_MAX;
}

/* The first of n words (not empty) that s ends with, or SIZE_MAX. */
static inline size_t gln_slice__ends_any(gln_slice s, const gln_slice *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = words[i].len;
        if (s.len >= len && s.ptr[s.len - 1] == words[i].ptr[len - 1] &&
            memcmp(s.ptr + s.len - len, words[i].ptr, len) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Whether one of n words (of two bytes and more) stands in s. */
bool gln_slice__holds_any(gln_slice s, const gln_slice *words, size_t n);

#define GLN_STARTS_ANY(s, words) gln_slice__starts_any((s), (words), sizeof(words) / sizeof *(words))
#define GLN_TAKE_ANY(s, at, words) gln_slice__take_any((s), (at), (words), sizeof(words) / sizeof *(words))
#define GLN_ENDS_ANY(s, words) gln_slice__ends_any((s), (words), sizeof(words) / sizeof *(words))
#define GLN_HOLDS_ANY(s, words) gln_slice__holds_any((s), (words), sizeof(words) / sizeof *(words))

/* Moves *at over white space. */
static inline void gln_slice__skip_spaces(gln_slice s, size_t *at)
{
    while (*at < s.len) {
        size_t next = *at;
        if (!gln_char__space(gln_slice__next(s, &next))) {
            return;
        }
        *at = next;
    }
}

#endif
