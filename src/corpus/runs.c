/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/runs.h"

#include "core/utf8.h"

#define MET (UINT64_C(1) << 63)

/* The next run that ends behind *at; *last holds the characters so far, *n how many of them are Han in a row. 0 at the
 * end. */
static inline uint64_t next_run(gln_slice text, unsigned length, size_t *at, uint64_t *last, unsigned *n)
{
    uint64_t window = length == 2 ? (UINT64_C(1) << 42) - 1 : (UINT64_C(1) << 63) - 1;
    while (*at < text.len) {
        const unsigned char *p = (const unsigned char *)text.ptr + *at;
        uint32_t c;
        if (p[0] >= 0xE5 && p[0] <= 0xE9 && *at + 3 <= text.len) { /* nearly all Han characters, without questions */
            c = (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
            *at += 3;
            (*n)++;
        } else {
            c = gln_slice__next(text, at);
            *n = gln_char__han(c) ? *n + 1 : 0;
        }
        *last = (*last << 21 | c) & window;
        if (*n >= length) {
            return *last;
        }
    }
    return 0;
}

static inline size_t slot_of(const gln_runs *runs, uint64_t run)
{
    size_t slot = (size_t)((run * UINT64_C(0x9E3779B97F4A7C15)) >> 52) & runs->mask;
    while (runs->slots[slot] && (runs->slots[slot] & ~MET) != run) {
        slot = (slot + 1) & runs->mask;
    }
    return slot;
}

void gln_runs__of(gln_runs *runs, gln_slice text, unsigned length)
{
    text.len = text.len < GLN_RUN_BYTES ? text.len : GLN_RUN_BYTES;
    size_t slots = 64;
    while (slots < text.len * 2 / 3) { /* an ideograph takes three bytes */
        slots *= 2;
    }
    runs->mask = slots - 1;
    runs->length = length;
    runs->own = 0;
    runs->met = 0;
    memset(runs->slots, 0, slots * sizeof *runs->slots);
    uint64_t last = 0;
    uint64_t run;
    unsigned n = 0;
    for (size_t at = 0; (run = next_run(text, length, &at, &last, &n)) != 0;) {
        size_t slot = slot_of(runs, run);
        runs->own += !runs->slots[slot];
        runs->slots[slot] = run;
    }
}

void gln_runs__meet(gln_runs *runs, gln_slice text)
{
    uint64_t last = 0;
    uint64_t run;
    unsigned n = 0;
    for (size_t at = 0; runs->met < runs->own && (run = next_run(text, runs->length, &at, &last, &n)) != 0;) {
        size_t slot = slot_of(runs, run);
        if (runs->slots[slot] == run) {
            runs->slots[slot] |= MET;
            runs->met++;
        }
    }
}

double gln_runs__share(const gln_runs *runs)
{
    return runs->own ? (double)runs->met / (double)runs->own : 0;
}
