/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeats: a body line of at least 20 characters of which at least 90 % of the 8-character shingles stand in one other
 * body line of the issue. The copy out of context goes; where both fit their context equally, the shorter, then the
 * later. */
#include "corpus/repeat_places.h"

#include "core/cancel.h"
#include "core/memory.h"
#include "core/utf8.h"
#include "corpus/char_grams.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHINGLE = 8, SHORTEST = 20, SHARE_PERCENT = 90, HEAD_BYTES = 48 };

/* How far context is looked at: nothing depends on more, and hostile pages have no end. */
enum { LINES_NEAR = 40, LINES_BACK = 400, MOST_COMPARED = 1 << 26 /* characters */ };

/* The shingles of a line, one after the other: the hash of each rolls, h = sum c_i B^(7-i) mod 2^64. */
typedef struct roll {
    gln_slice text;
    size_t at;
    size_t n_chars;
    uint64_t rolled;
    uint32_t ring[SHINGLE];
} roll;

#define ROLL_BASE UINT64_C(0x9E3779B97F4A7C15)
#define ROLL_LEAVING                                                                                                   \
    UINT64_C(0x6d4b2611beb6861) /* ROLL_BASE to the 8th, what a character that leaves was multiplied with */

/* The hash of the next shingle, never 0; false where there is none. */
static inline bool roll_next(roll *r, uint64_t *hash)
{
    while (r->at < r->text.len) {
        uint32_t c = gln_slice__next(r->text, &r->at);
        r->rolled = r->rolled * ROLL_BASE + c - ROLL_LEAVING * r->ring[r->n_chars % SHINGLE];
        r->ring[r->n_chars++ % SHINGLE] = c;
        if (r->n_chars >= SHINGLE) {
            uint64_t mixed = r->rolled ^ (r->rolled >> 29);
            mixed *= UINT64_C(0xBF58476D1CE4E5B9);
            *hash = (mixed ^ (mixed >> 32)) | 1;
            return true;
        }
    }
    return false;
}

/* How well a line fits behind the text before it and into its article: a quotation left open above that the line
 * closes, and the share of its character pairs that stand elsewhere in the article. */
static double fit(const gln_page *page, const gln_line_range *ranges, size_t i)
{
    const gln_page_line *line = &page->lines[i];
    gln_line_range range = ranges[line->article - 1];
    gln_grams pairs;
    size_t first = range.first + LINES_NEAR < i ? i - LINES_NEAR : range.first;
    size_t end_line = range.end > i + LINES_NEAR ? i + LINES_NEAR : range.end;
    gln_grams__of(&pairs, line->text, 2);
    for (size_t k = first; k < end_line; k++) {
        const gln_page_line *other = &page->lines[k];
        if (k != i && other->article == line->article && other->role != GLN_ROLE_BLANK) {
            gln_grams__meet(&pairs, other->text);
        }
    }
    double score = gln_grams__share(&pairs);
    int open_above = 0; /* quotation marks left open by the line before */
    for (size_t at = 0; i > 0 && at < page->lines[i - 1].text.len;) {
        uint32_t c = gln_slice__next(page->lines[i - 1].text, &at);
        open_above += c == 0x201C ? 1 : c == 0x201D ? -1 : 0;
    }
    int depth = 0;
    int lowest = 0;
    for (size_t at = 0; at < line->text.len;) {
        uint32_t c = gln_slice__next(line->text, &at);
        depth += c == 0x201C ? 1 : c == 0x201D ? -1 : 0;
        lowest = depth < lowest ? depth : lowest;
    }
    bool same_article = i > 0 && page->lines[i - 1].article == line->article;
    if (lowest < 0) {
        score += same_article && open_above == -lowest ? 1 : -1;
    }
    if (same_article && page->lines[i - 1].role == GLN_ROLE_BODY && !page->lines[i - 1].closed) {
        score += 0.5; /* it goes on from a torn line */
    }
    return score;
}

/* ---- the long look at two lines ---- */

/* A distinct shingle of a line. */
typedef struct shingle {
    uint64_t hash; /* never 0 */
    uint64_t seen; /* the number of the last look that met it */
} shingle;

typedef struct long_look {
    shingle *slots;
    size_t capacity;
    size_t mask;
    size_t own;
    uint64_t looks;
} long_look;

static shingle *long_slot(const long_look *look, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 20) & look->mask;
    while (look->slots[slot].hash && look->slots[slot].hash != hash) {
        slot = (slot + 1) & look->mask;
    }
    return &look->slots[slot];
}

static bool look_at(long_look *look, const gln_page_line *line)
{
    look->mask = 63;
    look->own = 0;
    while (look->mask + 1 < (size_t)line->chars * 2) {
        look->mask = look->mask * 2 + 1;
    }
    shingle *slots = gln_memory__grown(look->slots, &look->capacity, look->mask + 1, sizeof *slots);
    if (!slots) {
        return false;
    }
    look->slots = slots;
    memset(slots, 0, (look->mask + 1) * sizeof *slots);
    roll r = {.text = line->text};
    uint64_t hash;
    while (roll_next(&r, &hash)) {
        shingle *slot = long_slot(look, hash);
        look->own += !slot->hash;
        slot->hash = hash;
    }
    return true;
}

/* How many of the shingles stand in the other line. */
static size_t look_met(long_look *look, const gln_page_line *other)
{
    size_t met = 0;
    uint64_t hash;
    look->looks++;
    for (roll r = {.text = other->text}; roll_next(&r, &hash);) {
        shingle *slot = long_slot(look, hash);
        if (slot->hash && slot->seen != look->looks) {
            slot->seen = look->looks;
            met++;
        }
    }
    return met;
}

/* Which of the two copies goes. */
static size_t loser(const gln_page *page, const gln_line_range *ranges, size_t a, size_t b)
{
    uint32_t chars_a = page->lines[a].chars;
    uint32_t chars_b = page->lines[b].chars;
    if (chars_a * 10 < chars_b * 9 || chars_b * 10 < chars_a * 9) {
        return chars_a < chars_b ? a : b;
    }
    double fit_a = fit(page, ranges, a);
    double fit_b = fit(page, ranges, b);
    if (fit_a != fit_b) {
        return fit_a < fit_b ? a : b;
    }
    return a > b ? a : b;
}

/* Gives line i, a copy of line `of`, its role. */
static void mark_repeat(gln_page *page, size_t i, size_t of)
{
    char text[40];
    int n = snprintf(text, sizeof text, "repeat of line %u", (unsigned)page->lines[of].number);
    gln_slice kept = gln_arena__copy(page->arena, (gln_slice){text, n > 0 ? (size_t)n : 0});
    page->lines[i].role = GLN_ROLE_REPEAT;
    page->lines[i].why = kept.ptr ? kept.ptr : "repeat";
}

/* A headline equal to another of its article, spaces aside, goes: the later one. */
void gln_page__repeated_headlines(gln_page *page)
{
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        for (size_t k = i; k-- > 0 && i - k <= LINES_BACK && line->role == GLN_ROLE_HEADLINE && line->article;) {
            const gln_page_line *other = &page->lines[k];
            if (other->article && other->article != line->article) {
                break;
            }
            size_t x = 0;
            size_t y = 0;
            bool same = other->role == GLN_ROLE_HEADLINE && other->article == line->article;
            while (same && (x < line->text.len || y < other->text.len)) {
                while (x < line->text.len && line->text.ptr[x] == ' ') {
                    x++;
                }
                while (y < other->text.len && other->text.ptr[y] == ' ') {
                    y++;
                }
                same = (x < line->text.len) == (y < other->text.len) &&
                       (x >= line->text.len || line->text.ptr[x++] == other->text.ptr[y++]);
            }
            if (same) {
                mark_repeat(page, i, k);
            }
        }
    }
}

/* Whether the text holds another as it is, where the other's head first stands: this takes time in proportion. */
static bool holds(gln_slice text, gln_slice other)
{
    size_t at = gln_slice__find(text, gln_slice_sub(other, 0, other.len < HEAD_BYTES ? other.len : HEAD_BYTES));
    return at != SIZE_MAX && gln_slice_starts(gln_slice_sub(text, at, text.len - at), other);
}

/* The candidate that holds all of line i, the first of several; SIZE_MAX for none. */
static size_t holder_of(const gln_page *page, size_t i, const size_t *candidates, size_t n_candidates)
{
    size_t best = SIZE_MAX;
    for (size_t k = 0; k < n_candidates; k++) {
        bool better = candidates[k] < best && holds(page->lines[candidates[k]].text, page->lines[i].text);
        best = better ? candidates[k] : best;
    }
    return best;
}

/* Looks for the line that line i is a copy of among its candidates, and gives one of the two its role. */
static bool compare(gln_page *page, const gln_line_range *ranges, long_look *look, size_t i, const size_t *candidates,
                    size_t n_candidates, uint64_t *work, bool *found)
{
    size_t best = holder_of(page, i, candidates, n_candidates);
    bool held = best != SIZE_MAX;
    size_t most = 0;
    for (size_t k = 0; k < n_candidates && !held && *work < MOST_COMPARED; k++) {
        if (k == 0 && !look_at(look, &page->lines[i])) {
            return false;
        }
        const gln_page_line *other = &page->lines[candidates[k]];
        size_t met = look_met(look, other);
        *work += other->chars + page->lines[i].chars;
        bool better = met > most || (met == most && candidates[k] < best);
        if (met * 100 >= look->own * SHARE_PERCENT && better) {
            most = met;
            best = candidates[k];
        }
    }
    if (best != SIZE_MAX && page->lines[best].role == GLN_ROLE_BODY) {
        bool both = page->lines[best].chars * 10 <= page->lines[i].chars * 11;
        size_t gone = both ? loser(page, ranges, i, best) : i;
        mark_repeat(page, gone, gone == i ? best : i);
        *found = true;
    }
    return true;
}

gln_status gln_page__repeats(gln_page *page, bool *found, gln_error *err)
{
    gln_places places;
    long_look look = {.slots = NULL};
    const gln_line_range *ranges = NULL;
    uint64_t work = 0;
    *found = false;
    gln_status status = gln_places__find(&places, page, SHORTEST, err);
    for (size_t k = 0; status == GLN_OK && k < places.n_lines; k++) {
        size_t i = places.lines[k].line;
        size_t candidates[GLN_MOST_CANDIDATES];
        status = gln_cancel__check(page->cancel, err);
        bool copied = page->lines[i].role != GLN_ROLE_BODY; /* by one before it */
        size_t n = status == GLN_OK && !copied ? gln_places__candidates(&places, k, candidates) : 0;
        if (n == 0) {
            continue;
        }
        ranges = ranges ? ranges : gln_page__ranges(page);
        if (!ranges || !compare(page, ranges, &look, i, candidates, n, &work, found)) {
            status = gln_error__nomem(err);
        }
    }
    gln_places__free(&places);
    free(look.slots);
    return status;
}
