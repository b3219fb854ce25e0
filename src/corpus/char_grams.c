/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/char_grams.h"

#include "core/utf8.h"

#define MET (UINT32_C(1) << 31)

/* Han characters in a row up to a place of a text. */
typedef struct walk {
    const unsigned char *at;
    const unsigned char *end;
    uint64_t last; /* the characters so far, 21 bits each */
    unsigned n;    /* how many of them are Han in a row */
} walk;

static inline walk walk_of(gln_slice text)
{
    const unsigned char *start = (const unsigned char *)text.ptr;
    return (walk){.at = start, .end = start + text.len};
}

/* The hash of the next run of 2 or 3 characters; false at the end. */
static inline bool next_run(walk *w, unsigned length, uint64_t *hash)
{
    while (w->at < w->end) {
        const unsigned char *p = w->at;
        uint32_t c;
        if ((unsigned)(p[0] - 0xE5) <= 0xE9 - 0xE5 && w->end - p >= 3) { /* nearly all Han, without questions */
            c = (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
            w->at += 3;
            w->n++;
        } else {
            size_t step = 0;
            c = gln_slice__next((gln_slice){(const char *)p, (size_t)(w->end - p)}, &step);
            w->at += step;
            w->n = gln_char__han(c) ? w->n + 1 : 0;
        }
        w->last = w->last << 21 | c;
        if (w->n >= length) {
            unsigned unused = 64 - 21 * length; /* bits of characters before the run */
            *hash = (w->last << unused) * UINT64_C(0x9E3779B97F4A7C15);
            *hash ^= *hash >> 32;
            return true;
        }
    }
    return false;
}

/* Where the run stands or would stand. */
static inline uint32_t *slot_of(gln_grams *runs, uint64_t hash, uint32_t *tag)
{
    size_t slot = (size_t)(hash >> 32) & runs->mask;
    *tag = ((uint32_t)hash & ~MET) | 1;
    while (runs->slots[slot] && (runs->slots[slot] & ~MET) != *tag) {
        slot = (slot + 1) & runs->mask;
    }
    return &runs->slots[slot];
}

void gln_grams__of(gln_grams *runs, gln_slice text, unsigned length)
{
    text.len = text.len < GLN_GRAM_BYTES ? text.len : GLN_GRAM_BYTES;
    size_t slots = 64;
    while (slots < text.len * 2 / 3) { /* an ideograph takes three bytes */
        slots *= 2;
    }
    runs->mask = slots - 1;
    runs->length = length;
    runs->own = 0;
    runs->met = 0;
    memset(runs->slots, 0, slots * sizeof *runs->slots);
    uint64_t hash;
    uint32_t tag;
    for (walk w = walk_of(text); next_run(&w, length, &hash);) {
        uint32_t *slot = slot_of(runs, hash, &tag);
        runs->own += !*slot;
        *slot = tag;
    }
}

/* As gln_grams__meet(), for one length: the compiler then knows it. */
static inline void meet(gln_grams *runs, gln_slice text, unsigned length)
{
    uint64_t hash;
    uint32_t tag;
    for (walk w = walk_of(text); runs->met < runs->own && next_run(&w, length, &hash);) {
        uint32_t *slot = slot_of(runs, hash, &tag);
        if (*slot == tag) {
            *slot |= MET;
            runs->met++;
        }
    }
}

void gln_grams__meet(gln_grams *runs, gln_slice text)
{
    if (runs->length == 2) {
        meet(runs, text, 2);
    } else {
        meet(runs, text, 3);
    }
}

double gln_grams__share(const gln_grams *runs)
{
    return runs->own ? (double)runs->met / (double)runs->own : 0;
}
