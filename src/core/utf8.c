/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/utf8.h"

/* The length of the well-formed sequence at p, or 0. */
static size_t sequence_at(const unsigned char *p, size_t left)
{
    bool valid;
    size_t n = gln_utf8__step((const char *)p, left, &valid);
    return valid ? n : 0;
}

enum { VALID_BLOCK = 16 };

/* Whether the bytes p[0] to p[15] are for sure what the two bytes before them ask for. Leads that not all bytes may
 * follow (E0, ED, F0 to F4), and bytes that stand nowhere, are for a closer look. No branches: the compiler looks at
 * all sixteen at once. */
static inline bool is_plain_block(const unsigned char *p)
{
    unsigned char odd[VALID_BLOCK];
    uint64_t halves[VALID_BLOCK / 8];
    for (ptrdiff_t k = 0; k < VALID_BLOCK; k++) {
        unsigned char c = p[k];
        int continues = (c & 0xC0) == 0x80;
        int asked = (p[k - 1] >= 0xC0) | (p[k - 2] >= 0xE0);
        odd[k] = (unsigned char)((continues ^ asked) | ((c & 0xFE) == 0xC0) | (c == 0xE0) | (c == 0xED) | (c >= 0xF0));
    }
    memcpy(halves, odd, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

static inline bool is_ascii_block(const unsigned char *p)
{
    uint64_t halves[VALID_BLOCK / 8];
    memcpy(halves, p, sizeof halves);
    return ((halves[0] | halves[1]) & UINT64_C(0x8080808080808080)) == 0;
}

bool gln_utf8__valid(gln_slice bytes, size_t *offset)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t at = 0;    /* all before it is valid, but for a character that may not be complete */
    size_t close = 3; /* up to here character by character; a block looks at what stands before it */
    while (at < bytes.len) {
        bool room = at >= close && bytes.len - at > VALID_BLOCK; /* the end is looked at closely */
        if (room && ((p[at - 1] < 0x80 && is_ascii_block(p + at)) || is_plain_block(p + at))) {
            at += VALID_BLOCK;
            continue;
        }
        if (at >= close) {
            close = bytes.len - at > VALID_BLOCK ? at + VALID_BLOCK : bytes.len;
            bool inside = p[at - 1] >= 0x80;
            while (inside) { /* back to the lead of the character before */
                inside = p[--at] < 0xC0;
            }
        }
        while (at < close && at < bytes.len) {
            size_t n = sequence_at(p + at, bytes.len - at);
            if (n == 0) {
                *offset = at;
                return false;
            }
            at += n;
        }
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

/* Whether one of FIND_BLOCK places from p on may be the needle's, by its first and last byte. No branches: the compiler
 * compares sixteen places at a time. */
enum { FIND_BLOCK = 16 };

static inline bool may_stand_in_block(const char *p, char first, char last, size_t gap)
{
    unsigned char hits[FIND_BLOCK];
    uint64_t halves[FIND_BLOCK / 8];
    for (size_t k = 0; k < FIND_BLOCK; k++) {
        hits[k] = (unsigned char)((p[k] == first) & (p[k + gap] == last));
    }
    memcpy(halves, hits, sizeof halves);
    return halves[0] | halves[1];
}

size_t gln_slice__find(gln_slice s, gln_slice needle)
{
    if (needle.len == 0 || needle.len > s.len) {
        return needle.len == 0 ? 0 : SIZE_MAX;
    }
    size_t gap = needle.len - 1;
    size_t places = s.len - gap;
    char first = needle.ptr[0];
    char last = needle.ptr[gap];
    for (size_t at = 0; at < places;) {
        size_t end = at + FIND_BLOCK;
        if (end > places) { /* the last block overlaps the one before; a short text has none */
            end = places;
        }
        if (places < FIND_BLOCK || may_stand_in_block(s.ptr + end - FIND_BLOCK, first, last, gap)) {
            for (; at < end; at++) {
                if (s.ptr[at] == first && s.ptr[at + gap] == last && memcmp(s.ptr + at, needle.ptr, gap) == 0) {
                    return at;
                }
            }
        }
        at = end;
    }
    return SIZE_MAX;
}

enum { PAIR_BITS = 1024, FEW_WORDS = 4 };

static inline size_t pair_bit(const char *p)
{
    return ((unsigned char)p[0] * 29U + (unsigned char)p[1]) % PAIR_BITS;
}

bool gln_slice__holds_any(gln_slice s, const gln_slice *words, size_t n)
{
    uint64_t pairs[PAIR_BITS / 64] = {0}; /* the pairs of bytes of s: most words are done with here */
    bool sieve = n > FEW_WORDS;
    for (size_t i = 0; sieve && i + 1 < s.len; i++) {
        size_t bit = pair_bit(s.ptr + i);
        pairs[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    for (size_t i = 0; i < n; i++) {
        size_t head = pair_bit(words[i].ptr);
        size_t tail = pair_bit(words[i].ptr + words[i].len - 2);
        bool may = !sieve || ((pairs[head / 64] >> head % 64) & (pairs[tail / 64] >> tail % 64) & 1);
        if (may && gln_slice__find(s, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

size_t gln_slice__count(gln_slice s)
{
    enum { BLOCK = 128 }; /* counted in a byte, so that the compiler counts many at once */
    size_t n = 0;
    size_t at = 0;
    for (; at + BLOCK <= s.len; at += BLOCK) {
        uint8_t here = 0;
        for (size_t k = 0; k < BLOCK; k++) {
            here = (uint8_t)(here + (((unsigned char)s.ptr[at + k] & 0xC0) != 0x80));
        }
        n += here;
    }
    for (; at + sizeof(uint64_t) <= s.len; at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, s.ptr + at, sizeof word);
        word = (~word >> 7 | word >> 6) & UINT64_C(0x0101010101010101); /* 1 for what continues no character */
        n += (size_t)(word * UINT64_C(0x0101010101010101) >> 56);
    }
    for (; at < s.len; at++) {
        n += ((unsigned char)s.ptr[at] & 0xC0) != 0x80;
    }
    return n;
}
