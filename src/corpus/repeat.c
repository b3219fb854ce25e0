/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeats: a body line of at least 20 characters of which at least 90 % of the 8-character shingles stand in one other
 * body line of the issue. The copy out of context goes; where both fit their context equally, the shorter, then the
 * later. */
#include "corpus/page.h"

#include "core/cancel.h"
#include "core/memory.h"
#include "core/utf8.h"
#include "corpus/runs.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHINGLE = 8, SHORTEST = 20, SHARE_PERCENT = 90, HEAD_BYTES = 48 };

/* How far context is looked at: nothing depends on more, and hostile pages have no end. */
enum { LINES_NEAR = 100, LINES_BACK = 400, MOST_COMPARED = 1 << 26 /* characters */ };

static bool is_body(const gln_page_line *line)
{
    return line->role == GLN_ROLE_BODY && line->chars >= SHORTEST && !line->html;
}

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
    gln_runs pairs;
    size_t first = range.first + LINES_NEAR < i ? i - LINES_NEAR : range.first;
    size_t end_line = range.end > i + LINES_NEAR ? i + LINES_NEAR : range.end;
    gln_runs__of(&pairs, line->text, 2);
    for (size_t k = first; k < end_line; k++) {
        const gln_page_line *other = &page->lines[k];
        if (k != i && other->article == line->article && other->role != GLN_ROLE_BLANK) {
            gln_runs__meet(&pairs, other->text);
        }
    }
    double score = gln_runs__share(&pairs);
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

/* ---- a quick look: a few anchors of each line, looked for in all others ---- */

/* A line of which 90 % of the shingles stand in another has nearly all of its anchors in it too: a difference that
 * takes one shingle in ten takes hardly one anchor. */
enum { ANCHORS = 6, OTHERS = 8, MOST_IN_A_SLOT = 64, MOST_CANDIDATES = 4, SIEVE_BITS = 1 << 15 };

/* A place of a line. */
typedef struct anchor {
    uint32_t hash;
    uint32_t line;
    uint32_t next;   /* anchor + 1 in the same slot, 0 for none */
    uint32_t sights; /* sight + 1, the last, 0 for none */
} anchor;

/* Another line in which the text at an anchor stands. */
typedef struct sight {
    uint32_t line;
    uint32_t n;      /* of the anchor, up to this one */
    uint32_t before; /* sight + 1 of the same anchor, 0 for none */
} sight;

typedef struct anchor_index {
    anchor *anchors; /* line by line */
    size_t n;
    size_t capacity;
    sight *sights;
    size_t n_sights;
    size_t sights_capacity;
    uint32_t *slots; /* anchor + 1, 0 for free */
    size_t mask;
    uint64_t sieve[SIEVE_BITS / 64]; /* a bit for the first eight bytes of an anchor: most text is done with here */
} anchor_index;

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

/* The bit of the sieve for a text that begins with the eight bytes. */
static inline uint32_t sieve_bit(uint64_t head)
{
    return (uint32_t)((head * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % SIEVE_BITS;
}

/* A hash of the text from a character on, of which 16 bytes are left: of 8 bytes where they are ASCII, else of all. */
static inline uint32_t fingerprint(const char *bytes)
{
    uint64_t head = load(bytes);
    uint64_t tail = head & UINT64_C(0x8080808080808080) ? load(bytes + 8) : 0;
    return (uint32_t)(((head ^ (tail * UINT64_C(0xBF58476D1CE4E5B9))) * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

/* The first of the eight bytes that is a blank or no ASCII, 8 for none. */
static inline size_t word_end(uint64_t bytes)
{
    uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t blanks = (bytes - ones * '!') & ~bytes; /* right up to the first below '!', which is all that counts */
    uint64_t ends = (blanks | bytes) & ones * 0x80;
    return ends ? (size_t)__builtin_ctzll(ends) / 8 : 8;
}

/* The next place at or behind `at` where an anchor may stand: a character that is not ASCII, or the beginning of a
 * word; at + 16 > text.len where there is none. */
static inline size_t place_from(gln_slice text, size_t at)
{
    for (; at + 16 <= text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        unsigned char before = at ? (unsigned char)text.ptr[at - 1] : ' ';
        if (c >= 0xC0 || (c > ' ' && c < 0x80 && (before <= ' ' || before >= 0x80))) {
            break;
        }
    }
    return at;
}

static bool add_anchors(anchor_index *index, const gln_page_line *line, uint32_t number)
{
    gln_slice text = line->text;
    anchor *grown = gln_memory__grown(index->anchors, &index->capacity, index->n + ANCHORS, sizeof *grown);
    if (!grown) {
        return false;
    }
    index->anchors = grown;
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < ANCHORS; k++) {
        size_t at = place_from(text, k * (text.len / ANCHORS));
        if (at + 16 <= text.len && at != last) {
            uint32_t bit = sieve_bit(load(text.ptr + at));
            index->anchors[index->n++] = (anchor){.hash = fingerprint(text.ptr + at), .line = number};
            index->sieve[bit / 64] |= UINT64_C(1) << bit % 64;
            last = at;
        }
    }
    return true;
}

static bool enter_anchors(anchor_index *index)
{
    index->mask = 63;
    while (index->mask < index->n) {
        index->mask = index->mask * 2 + 1;
    }
    index->slots = gln_memory__zeroed(index->mask + 1, sizeof *index->slots);
    for (size_t i = 0; i < index->n && index->slots; i++) {
        uint32_t *slot = &index->slots[(index->anchors[i].hash >> 15) & index->mask];
        index->anchors[i].next = *slot;
        *slot = (uint32_t)i + 1;
    }
    return index->slots;
}

static bool meet_hash(anchor_index *index, uint32_t hash, uint32_t number)
{
    uint32_t next = index->slots[(hash >> 15) & index->mask];
    for (size_t n = 0; next && n < MOST_IN_A_SLOT; n++) {
        anchor *a = &index->anchors[next - 1];
        const sight *last = a->sights ? &index->sights[a->sights - 1] : NULL;
        next = a->next;
        if (a->hash != hash || a->line == number || (last && (last->line == number || last->n == OTHERS))) {
            continue;
        }
        uint32_t before = last ? last->n : 0;
        sight *grown = gln_memory__grown(index->sights, &index->sights_capacity, index->n_sights + 1, sizeof *grown);
        if (!grown) {
            return false;
        }
        index->sights = grown;
        grown[index->n_sights++] = (sight){number, before + 1, a->sights};
        a->sights = (uint32_t)index->n_sights;
    }
    return true;
}

/* Notes which anchors of other lines stand in a line, at the places that place_from() finds. */
static bool meet_anchors(anchor_index *index, const gln_page_line *line, uint32_t number)
{
    gln_slice text = line->text;
    for (size_t at = place_from(text, 0); at + 16 <= text.len;) {
        uint64_t head = load(text.ptr + at);
        uint32_t bit = sieve_bit(head);
        if ((index->sieve[bit / 64] >> bit % 64 & 1) && !meet_hash(index, fingerprint(text.ptr + at), number)) {
            return false;
        }
        unsigned char c = (unsigned char)text.ptr[at];
        if (c >= 0xE0 && c < 0xF0) {
            at += 3;
            if ((unsigned char)text.ptr[at] >= 0xE0) { /* at least 13 bytes are left of the 16 */
                continue;
            }
        } else if (c >= 0x80) {
            at += gln_utf8__length(c);
        } else {
            size_t step = word_end(head);
            for (at += step; step == 8 && at + 16 <= text.len; at += step) {
                step = word_end(load(text.ptr + at));
            }
        }
        if (at + 1 < text.len && (unsigned char)text.ptr[at] <= ' ') { /* most often one space before the next word */
            at = (unsigned char)text.ptr[at + 1] > ' ' ? at + 1 : place_from(text, at);
        }
    }
    return true;
}

/* How many of the anchors [from, end) are seen in a line. */
static size_t seen_in(const anchor_index *index, size_t from, size_t end, uint32_t line)
{
    size_t held = 0;
    for (size_t k = from; k < end; k++) {
        for (uint32_t at = index->anchors[k].sights; at; at = index->sights[at - 1].before) {
            held += index->sights[at - 1].line == line;
        }
    }
    return held;
}

/* The lines that hold at least half of the anchors [from, end) of a line: the best first, the earlier of equals.
 * Returns how many. */
static size_t candidates_of(const anchor_index *index, size_t from, size_t end, size_t best[MOST_CANDIDATES])
{
    uint64_t ranks[MOST_CANDIDATES];
    size_t n_best = 0;
    for (size_t k = from; k < end; k++) {
        for (uint32_t at = index->anchors[k].sights; at; at = index->sights[at - 1].before) {
            uint32_t other = index->sights[at - 1].line;
            size_t held = seen_in(index, from, end, other);
            if (held * 2 < end - from || seen_in(index, from, k, other)) {
                continue; /* too few, or looked at with an anchor before */
            }
            uint64_t rank = (uint64_t)held << 32 | (UINT32_MAX - other);
            size_t place = n_best < MOST_CANDIDATES ? n_best++ : MOST_CANDIDATES;
            for (; place > 0 && rank > ranks[place - 1]; place--) {
                if (place < MOST_CANDIDATES) {
                    ranks[place] = ranks[place - 1];
                }
            }
            if (place < MOST_CANDIDATES) {
                ranks[place] = rank;
            }
        }
    }
    for (size_t i = 0; i < n_best; i++) {
        best[i] = (size_t)(UINT32_MAX - (ranks[i] & UINT32_MAX));
    }
    return n_best;
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

/* The anchors of all lines, and where they stand. */
static gln_status quick_look(const gln_page *page, anchor_index *index, gln_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < page->n_lines; i++) {
        n += is_body(&page->lines[i]);
    }
    index->capacity = n * ANCHORS + ANCHORS;
    index->anchors = gln_memory__array(index->capacity, sizeof *index->anchors);
    if (!index->anchors) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        if (is_body(&page->lines[i]) && !add_anchors(index, &page->lines[i], (uint32_t)i)) {
            return gln_error__nomem(err);
        }
    }
    if (index->n && !enter_anchors(index)) {
        return gln_error__nomem(err);
    }
    gln_status status = GLN_OK;
    for (size_t i = 0; index->n && i < page->n_lines && status == GLN_OK; i++) {
        status = gln_cancel__check(page->cancel, err);
        if (status == GLN_OK && is_body(&page->lines[i]) && !meet_anchors(index, &page->lines[i], (uint32_t)i)) {
            status = gln_error__nomem(err);
        }
    }
    return status;
}

gln_status gln_page__repeats(gln_page *page, bool *found, gln_error *err)
{
    anchor_index index = {.n = 0};
    long_look look = {.slots = NULL};
    const gln_line_range *ranges = NULL;
    uint64_t work = 0;
    *found = false;
    gln_status status = quick_look(page, &index, err);
    for (size_t from = 0, end = 0; status == GLN_OK && from < index.n; from = end) {
        size_t i = index.anchors[from].line;
        status = gln_cancel__check(page->cancel, err);
        size_t candidates[MOST_CANDIDATES];
        while (end < index.n && index.anchors[end].line == i) {
            end++;
        }
        size_t n =
            status == GLN_OK && page->lines[i].role == GLN_ROLE_BODY ? candidates_of(&index, from, end, candidates) : 0;
        if (n == 0) {
            continue;
        }
        ranges = ranges ? ranges : gln_page__ranges(page);
        if (!ranges || !compare(page, ranges, &look, i, candidates, n, &work, found)) {
            status = gln_error__nomem(err);
        }
    }
    free(index.anchors);
    free(index.sights);
    free(index.slots);
    free(look.slots);
    return status;
}
