/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/reuse_sketch.h"

#include "core/intern.h"
#include "core/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { BYTE_VALUES = 256 };

/* The finalizer of splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

void gln_shingler__clear(gln_shingler *shingler)
{
    free(shingler->units);
    free(shingler->set);
    free(shingler->scratch);
    *shingler = (gln_shingler)GLN_SHINGLER_INIT;
}

void gln_shingler__start(gln_shingler *shingler)
{
    shingler->n_units = 0;
    shingler->n_set = 0;
}

/* A unit by itself: Han, kana, and the scripts of South East Asia, which write no space between words. */
static bool stands_alone(uint32_t c)
{
    return gln_char__han(c) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x0E00 && c <= 0x0EFF) ||
           (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

/* Part of a word. Beyond Latin all that is no known punctuation is: letters, digits, marks. */
static bool in_word(uint32_t c)
{
    if (c < 0x80) {
        return gln_char__digit(c) || gln_char__letter(c);
    }
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !gln_char__space(c) && !(c >= 0x2000 && c <= 0x2BFF) &&
           !(c >= 0x3000 && c <= 0x303F) && c != 0x30FB && !(c >= 0xE000 && c <= 0xF8FF) &&
           !(c >= 0xFE10 && c <= 0xFE6F) && c < 0xFFF0;
}

static bool put_unit(gln_shingler *shingler, uint64_t hash, bool word)
{
    uint64_t *grown =
        gln_memory__grown(shingler->units, &shingler->unit_capacity, shingler->n_units + 1, sizeof *shingler->units);
    if (!grown) {
        return false;
    }
    shingler->units = grown;
    grown[shingler->n_units++] = (hash & ~UINT64_C(1)) | word;
    return true;
}

bool gln_shingler__add(gln_shingler *shingler, gln_slice text)
{
    size_t word = SIZE_MAX; /* where the word that is being read began */
    for (size_t at = 0; at <= text.len;) {
        size_t start = at;
        uint32_t c = at < text.len ? gln_slice__next(text, &at) : ' ';
        bool alone = stands_alone(c);
        if (!alone && in_word(c)) {
            word = word == SIZE_MAX ? start : word;
            continue;
        }
        if (word != SIZE_MAX) {
            if (!put_unit(shingler, gln_hash__bytes(gln_slice_sub(text, word, start - word)), true)) {
                return false;
            }
            word = SIZE_MAX;
        }
        if (alone && !put_unit(shingler, mix(c), false)) {
            return false;
        }
        if (start == text.len) {
            break;
        }
    }
    return true;
}

/* Sorts by bytes, the lowest first: linear, and the same whatever the order was. scratch holds n too. */
static void sort_hashes(uint32_t *items, uint32_t *scratch, size_t n)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t places[BYTE_VALUES] = {0};
        size_t sum = 0;
        for (size_t i = 0; i < n; i++) {
            places[items[i] >> shift & 0xFF]++;
        }
        for (size_t v = 0; v < BYTE_VALUES; v++) {
            size_t count = places[v];
            places[v] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++) {
            scratch[places[items[i] >> shift & 0xFF]++] = items[i];
        }
        uint32_t *swap = items; /* four turns: the result lies where it began */
        items = scratch;
        scratch = swap;
    }
}

bool gln_shingler__finish(gln_shingler *shingler, unsigned weight)
{
    size_t n = 0;
    uint32_t *set = gln_memory__grown(shingler->set, &shingler->set_capacity, shingler->n_units, sizeof *set);
    shingler->set = set ? set : shingler->set;
    uint32_t *scratch =
        gln_memory__grown(shingler->scratch, &shingler->scratch_capacity, shingler->n_units, sizeof *scratch);
    shingler->scratch = scratch ? scratch : shingler->scratch;
    if (shingler->n_units && (!set || !scratch)) {
        return false;
    }
    for (size_t i = 0; i < shingler->n_units; i++) {
        uint64_t hash = 0;
        unsigned sum = 0;
        for (size_t k = i; k < shingler->n_units && sum < weight; k++) {
            uint64_t unit = shingler->units[k];
            hash = (hash + unit) * UINT64_C(0x9e3779b97f4a7c15);
            hash ^= hash >> 32;
            sum += unit & 1 ? GLN_SHINGLE_WORD : GLN_SHINGLE_CHAR;
        }
        if (sum < weight) {
            break; /* nor does any that begins behind it weigh enough */
        }
        set[n++] = (uint32_t)(mix(hash) >> 32);
    }
    sort_hashes(set, scratch, n);
    shingler->n_set = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || set[i] != set[i - 1]) {
            set[shingler->n_set++] = set[i];
        }
    }
    return true;
}

bool gln_shingler__sketch(const gln_shingler *shingler, gln_arena *arena, gln_sketch *out)
{
    size_t n = shingler->n_set < GLN_SKETCH_SIZE ? shingler->n_set : GLN_SKETCH_SIZE;
    uint32_t *items = gln_arena__array(arena, n ? n : 1, sizeof *items);
    if (!items) {
        return false;
    }
    uint64_t body = shingler->n_units;
    for (size_t i = 0; i < shingler->n_units; i++) {
        body = mix(body ^ shingler->units[i]) + i;
    }
    if (n) {
        memcpy(items, shingler->set, n * sizeof *items);
    }
    uint32_t total = shingler->n_set < UINT32_MAX ? (uint32_t)shingler->n_set : UINT32_MAX;
    *out = (gln_sketch){body, total, (uint32_t)n, n == shingler->n_set ? UINT32_MAX : items[n - 1], items};
    return true;
}

static double share(uint32_t part, uint32_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

gln_overlap gln_sketch__compare(const gln_sketch *a, const gln_sketch *b)
{
    uint32_t end = a->reach < b->reach ? a->reach : b->reach;
    uint32_t i = 0, k = 0, both = 0;
    while (i < a->n && k < b->n && a->items[i] <= end && b->items[k] <= end) {
        uint32_t x = a->items[i], y = b->items[k];
        both += x == y;
        i += x <= y;
        k += y <= x;
    }
    while (i < a->n && a->items[i] <= end) {
        i++;
    }
    while (k < b->n && b->items[k] <= end) {
        k++;
    }
    gln_overlap o = {.seen = both, .exact = end == UINT32_MAX};
    o.jaccard = share(both, i + k - both);
    o.containment = share(both, i < k ? i : k);
    o.a_in_b = share(both, i);
    o.shared = (double)both * (o.exact ? 1 : 4294967296.0 / ((double)end + 1));
    return o;
}

double gln_reuse__lsh_threshold(double bands, double rows)
{
    return pow(1 / bands, 1 / rows);
}
