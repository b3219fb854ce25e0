/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/repeat_places.h"

#include "core/cancel.h"
#include "core/memory.h"

#include <stdlib.h>

enum {
    BLOCK = 16,
    LENGTH = 16, /* bytes that a place is told by */
    MOST_ASKED = 12,
    MOST_OTHERS = 8,
    MOST_IN_A_SLOT = 64,
};

/* Eight bytes as a number, the same on every machine. */
static inline uint64_t load(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline uint32_t fingerprint(const char *bytes)
{
    uint64_t mixed = (load(bytes) * UINT64_C(0xBF58476D1CE4E5B9)) ^ load(bytes + 8);
    return (uint32_t)((mixed * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

/* Whether the byte p[0] begins a place, by the three bytes before it and two behind: an ideograph, one in sixteen by
 * its last bits; what stands behind Chinese punctuation; an ASCII word behind what is none, one in four by its first
 * letters. Without branches. */
static inline unsigned char begins_place(const unsigned char *p)
{
    unsigned char c = p[0], before = p[-1];
    int ideograph = (unsigned char)(c - 0xE4) <= 0xE9 - 0xE4;
    int chosen = (p[2] & 15) == 5;
    int marked = ((unsigned char)(p[-3] - 0xE2) <= 0xE3 - 0xE2) | (p[-3] == 0xEF) | (before < 0x80);
    int letter = (unsigned char)((c | 32) - 'a') <= 'z' - 'a';
    int inside = (unsigned char)((before | 32) - 'a') <= 'z' - 'a';
    int thinned = ((c ^ p[1]) & 3) == 0;
    return (unsigned char)((ideograph & (chosen | marked)) | (letter & (inside ^ 1) & thinned));
}

/* Room for a line's next block of places. */
static bool reserve(gln_places *all)
{
    if (all->places && all->capacity - all->n >= BLOCK) {
        return true;
    }
    gln_place *grown = gln_memory__grown(all->places, &all->capacity, all->n + BLOCK, sizeof *grown);
    all->places = grown ? grown : all->places;
    return grown && all->n < UINT32_MAX - BLOCK;
}

static inline void add_place(gln_places *all, gln_slice text, size_t at, uint32_t line)
{
    all->places[all->n++] = (gln_place){.hash = fingerprint(text.ptr + at), .line = line};
}

/* The places of a line of at least LENGTH bytes: its beginning, then those that begins_place() finds, sixteen bytes at
 * a time. */
static bool add_places(gln_places *all, gln_slice text, uint32_t line)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t at = 3; /* the bytes before are looked at */
    if (!reserve(all)) {
        return false;
    }
    add_place(all, text, 0, line);
    for (; at + BLOCK - 1 + LENGTH <= text.len; at += BLOCK) {
        char hits[BLOCK];
        for (size_t k = 0; k < BLOCK; k++) {
            hits[k] = (char)begins_place(p + at + k);
        }
        if (!reserve(all)) {
            return false;
        }
        for (size_t half = 0; half < BLOCK; half += 8) {
            for (uint64_t left = load(hits + half); left; left &= left - 1) {
                add_place(all, text, at + half + (size_t)__builtin_ctzll(left) / 8, line);
            }
        }
    }
    for (; at + LENGTH <= text.len; at++) {
        if (!begins_place(p + at)) {
            continue;
        }
        if (!reserve(all)) {
            return false;
        }
        add_place(all, text, at, line);
    }
    return true;
}

/* Enters the places, the last first, so that those of a slot are in order; marks what several lines share. */
static bool enter(gln_places *all)
{
    all->mask = 63;
    while (all->mask < all->n) {
        all->mask = all->mask * 2 + 1;
    }
    all->slots = gln_memory__zeroed(all->mask + 1, sizeof *all->slots);
    for (size_t i = all->n; i-- > 0 && all->slots;) {
        gln_place *place = &all->places[i];
        uint32_t *slot = &all->slots[place->hash & all->mask];
        uint32_t next = *slot;
        for (size_t n = 0; next && n < MOST_IN_A_SLOT; n++) {
            gln_place *other = &all->places[next - 1];
            if (other->hash == place->hash && other->line != place->line) {
                other->shared = true;
                place->shared = true;
                break;
            }
            next = other->next;
        }
        place->next = *slot;
        *slot = (uint32_t)i + 1;
    }
    return all->slots;
}

gln_status gln_places__find(gln_places *places, const gln_page *page, uint32_t shortest, gln_error *err)
{
    *places = (gln_places){.lines = gln_memory__array(page->n_lines, sizeof *places->lines)};
    if (!places->lines) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        const gln_page_line *line = &page->lines[i];
        gln_status status = gln_cancel__check(page->cancel, err);
        if (status != GLN_OK) {
            return status;
        }
        if (line->role != GLN_ROLE_BODY || line->chars < shortest || line->html || line->text.len < LENGTH) {
            continue;
        }
        uint32_t from = (uint32_t)places->n;
        if (!add_places(places, line->text, (uint32_t)i)) {
            return gln_error__nomem(err);
        }
        places->lines[places->n_lines++] = (gln_placed_line){(uint32_t)i, from, (uint32_t)places->n};
    }
    return places->n && !enter(places) ? gln_error__nomem(err) : GLN_OK;
}

/* Another line, and how many of the places asked about it holds. */
typedef struct holder {
    uint32_t line;
    uint32_t held;
} holder;

/* Counts the lines other than its own that hold a place. */
static size_t count_holders(const gln_places *all, const gln_place *place, holder *holders, size_t n)
{
    uint32_t last = place->line; /* counted for this place; the places of a slot are in order of lines */
    uint32_t next = all->slots[place->hash & all->mask];
    for (size_t seen = 0, found = 0; next && seen < MOST_IN_A_SLOT && found < MOST_OTHERS; seen++) {
        const gln_place *other = &all->places[next - 1];
        next = other->next;
        if (other->hash != place->hash || other->line == place->line || other->line == last) {
            continue;
        }
        last = other->line;
        found++;
        size_t k = 0;
        while (k < n && holders[k].line != other->line) {
            k++;
        }
        if (k == n) {
            holders[n++] = (holder){other->line, 0};
        }
        holders[k].held++;
    }
    return n;
}

size_t gln_places__candidates(const gln_places *places, size_t i, size_t best[GLN_MOST_CANDIDATES])
{
    const gln_placed_line *line = &places->lines[i];
    holder holders[MOST_ASKED * MOST_OTHERS];
    size_t n = 0, shared = 0, n_best = 0;
    size_t all = line->end - line->from;
    size_t asked = all < MOST_ASKED ? all : MOST_ASKED;
    for (size_t k = line->from; k < line->end; k++) {
        shared += places->places[k].shared;
    }
    if (shared * 2 < all) { /* most lines are done with here */
        return 0;
    }
    for (size_t k = 0; k < asked; k++) {
        n = count_holders(places, &places->places[line->from + k * all / asked], holders, n);
    }
    for (size_t k = 0; k < n; k++) {
        if (holders[k].held * 2 < asked) {
            continue;
        }
        size_t at = n_best < GLN_MOST_CANDIDATES ? n_best++ : GLN_MOST_CANDIDATES;
        for (; at > 0; at--) { /* the best first, the earlier of equals */
            size_t other = best[at - 1];
            if (holders[other].held > holders[k].held ||
                (holders[other].held == holders[k].held && holders[other].line < holders[k].line)) {
                break;
            }
            if (at < GLN_MOST_CANDIDATES) {
                best[at] = other;
            }
        }
        if (at < GLN_MOST_CANDIDATES) {
            best[at] = k;
        }
    }
    for (size_t k = 0; k < n_best; k++) {
        best[k] = holders[best[k]].line;
    }
    return n_best;
}

void gln_places__free(gln_places *places)
{
    free(places->places);
    free(places->lines);
    free(places->slots);
    *places = (gln_places){.n = 0};
}
