/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What 64 bytes are to the rules of word boundaries, a bit a byte, the first byte in the lowest bit: with them a rule
 * is an operation on all of them at once ("a full stop between digits": points & digits << 1 & digits >> 1).
 *
 * Two ways that give the same bits (tests/unit/test_segment.c): SSE2, which every x86-64 has, and plain C. */
#ifndef GLN_TEXT_ASCII_MASKS_H
#define GLN_TEXT_ASCII_MASKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { GLN_ASCII_BLOCK = 64, GLN_ASCII_STEP = 16 };

typedef struct gln_ascii_masks {
    uint64_t letters;
    uint64_t digits;
    uint64_t spaces;
    uint64_t points; /* . and ' , which join letters and digits */
    uint64_t commas; /* , and ; , which join digits */
    uint64_t others; /* _ @ % and the carriage return, which have rules of their own */
    uint64_t high;   /* no ASCII */
} gln_ascii_masks;

#ifdef __SSE2__

static inline uint64_t gln_ascii__bits(__m128i bytes)
{
    return (uint32_t)_mm_movemask_epi8(bytes);
}

static inline __m128i gln_ascii__are(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Whether bytes are from `first` on and at most `more` behind it; SSE2 has no unsigned comparison but by the minimum.
 */
static inline __m128i gln_ascii__within(__m128i bytes, char first, char more)
{
    __m128i from = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(more)), from);
}

/* Adds what 16 bytes are, as bits from `at` on. */
static inline void gln_ascii__add_sse2(gln_ascii_masks *m, const unsigned char *p, unsigned at)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i small = _mm_or_si128(x, _mm_set1_epi8(0x20));
    __m128i points = _mm_or_si128(gln_ascii__are(x, '.'), gln_ascii__are(x, '\''));
    __m128i commas = _mm_or_si128(gln_ascii__are(x, ','), gln_ascii__are(x, ';'));
    __m128i lines = _mm_or_si128(gln_ascii__are(x, '_'), gln_ascii__are(x, '\r'));
    __m128i signs = _mm_or_si128(gln_ascii__are(x, '@'), gln_ascii__are(x, '%'));
    m->letters |= gln_ascii__bits(gln_ascii__within(small, 'a', 25)) << at;
    m->digits |= gln_ascii__bits(gln_ascii__within(x, '0', 9)) << at;
    m->spaces |= gln_ascii__bits(gln_ascii__are(x, ' ')) << at;
    m->points |= gln_ascii__bits(points) << at;
    m->commas |= gln_ascii__bits(commas) << at;
    m->others |= gln_ascii__bits(_mm_or_si128(lines, signs)) << at;
    m->high |= gln_ascii__bits(x) << at;
}

#endif

/* The same eight bytes at a time, in the bytes of one number; the answer is in each byte's highest bit. Without that
 * bit no sum of a byte and less than 0x81 carries into the next one: x + 0x80 - first has it where x >= first. */
static inline uint64_t gln_ascii__each(unsigned byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

static inline uint64_t gln_ascii__eight_within(uint64_t x, unsigned char first, unsigned more)
{
    uint64_t low = x & gln_ascii__each(0x7F);
    return (low + gln_ascii__each(0x80U - first)) & ~(low + gln_ascii__each(0x7FU - first - more)) & ~x;
}

static inline uint64_t gln_ascii__eight_are(uint64_t x, unsigned char c)
{
    return gln_ascii__eight_within(x, c, 0);
}

/* The highest bit of each of the bytes, the first byte's in the lowest bit: no two bits of the product meet. */
static inline uint64_t gln_ascii__eight_bits(uint64_t x)
{
    return ((x >> 7 & gln_ascii__each(1)) * UINT64_C(0x0102040810204080)) >> 56;
}

static inline void gln_ascii__add_plain(gln_ascii_masks *m, const unsigned char *p, unsigned at)
{
    for (unsigned end = at + GLN_ASCII_STEP; at < end; at += 8, p += 8) {
        uint64_t x = 0;
        for (int i = 0; i < 8; i++) { /* a load, where the machine's order is this one */
            x |= (uint64_t)p[i] << 8 * i;
        }
        uint64_t points = gln_ascii__eight_are(x, '.') | gln_ascii__eight_are(x, '\'');
        uint64_t commas = gln_ascii__eight_are(x, ',') | gln_ascii__eight_are(x, ';');
        uint64_t lines = gln_ascii__eight_are(x, '_') | gln_ascii__eight_are(x, '\r');
        uint64_t signs = gln_ascii__eight_are(x, '@') | gln_ascii__eight_are(x, '%');
        m->letters |= gln_ascii__eight_bits(gln_ascii__eight_within(x | gln_ascii__each(0x20), 'a', 25)) << at;
        m->digits |= gln_ascii__eight_bits(gln_ascii__eight_within(x, '0', 9)) << at;
        m->spaces |= gln_ascii__eight_bits(gln_ascii__eight_are(x, ' ')) << at;
        m->points |= gln_ascii__eight_bits(points) << at;
        m->commas |= gln_ascii__eight_bits(commas) << at;
        m->others |= gln_ascii__eight_bits(lines | signs) << at;
        m->high |= gln_ascii__eight_bits(x) << at;
    }
}

/* The masks of the bytes at p, of which there are `left`: of 64, but no more 16 once one is no ASCII. Returns how many
 * bytes were looked at; bits behind them are 0. */
static inline unsigned gln_ascii__masks(const unsigned char *p, size_t left, gln_ascii_masks *out)
{
    gln_ascii_masks m = {0, 0, 0, 0, 0, 0, 0};
    unsigned at = 0;
    do {
        unsigned char rest[GLN_ASCII_STEP] = {0};
        const unsigned char *from = p + at;
        if (left - at < sizeof rest) {
            memcpy(rest, from, left - at);
            from = rest;
        }
#ifdef __SSE2__
        gln_ascii__add_sse2(&m, from, at);
#else
        gln_ascii__add_plain(&m, from, at);
#endif
        at += GLN_ASCII_STEP;
    } while (at < GLN_ASCII_BLOCK && at < left && m.high == 0);
    *out = m;
    return at < left ? at : (unsigned)left;
}

#endif
