/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeats: a body line of at least 20 characters of which at least 90 % of the 8-character shingles stand in one other
 * body line of the issue. The copy out of context goes; where both fit their context equally, the shorter, then the
 * later. */
#include "corpus/page.h"

#include "core/cancel.h"
#include "core/intern.h"
#include "core/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHINGLE = 8, SHORTEST = 20, SHARE_PERCENT = 90, MOST_LINES_A_SHINGLE = 64 };

/* How far context is looked at: nothing depends on more, and hostile pages have no end. */
enum { LINES_NEAR = 100, MOST_PAIRS = 200, LINES_BACK = 400 };

typedef struct shingle {
    uint64_t hash;
    uint32_t line;
} shingle;

static int by_hash(const void *a, const void *b)
{
    const shingle *x = a;
    const shingle *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

static bool is_body(const gln_page_line *line)
{
    return line->role == GLN_ROLE_BODY && line->chars >= SHORTEST && !line->html;
}

/* The shingles of a line, into out (room for chars of them); returns how many. */
static size_t shingles_of(const gln_page_line *line, uint32_t index, shingle *out)
{
    size_t starts[SHINGLE];
    size_t n_chars = 0;
    size_t n = 0;
    for (size_t at = 0; at < line->text.len;) {
        starts[n_chars % SHINGLE] = at;
        (void)gln_slice__next(line->text, &at);
        n_chars++;
        if (n_chars >= SHINGLE) {
            size_t from = starts[n_chars % SHINGLE];
            out[n++] = (shingle){gln_hash__bytes(gln_slice_sub(line->text, from, at - from)), index};
        }
    }
    return n;
}

/* How well a line fits behind the text before it and into its article: a quotation left open above that the line
 * closes, and the share of its character pairs that stand elsewhere in the article. */
static double fit(const gln_page *page, const gln_line_range *ranges, size_t i)
{
    const gln_page_line *line = &page->lines[i];
    gln_line_range range = ranges[line->article - 1];
    size_t pairs = 0;
    size_t shared = 0;
    size_t first = range.first + LINES_NEAR < i ? i - LINES_NEAR : range.first;
    size_t end_line = range.end > i + LINES_NEAR ? i + LINES_NEAR : range.end;
    for (size_t at = 0; at < line->text.len && pairs < MOST_PAIRS;) {
        size_t from = at;
        uint32_t a = gln_slice__next(line->text, &at);
        size_t end = at;
        if (end >= line->text.len || !gln_char__han(a) || !gln_char__han(gln_slice__next(line->text, &end))) {
            continue;
        }
        gln_slice pair = gln_slice_sub(line->text, from, end - from);
        pairs++;
        for (size_t k = first; k < end_line; k++) {
            const gln_page_line *other = &page->lines[k];
            if (k != i && other->article == line->article && other->role != GLN_ROLE_BLANK &&
                gln_slice__find(other->text, pair) != SIZE_MAX) {
                shared++;
                break;
            }
        }
    }
    double score = pairs ? (double)shared / (double)pairs : 0;
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

/* The other line that holds most of the shingles of line i (all its shingles are counted through the index), or
 * SIZE_MAX below the share. counts has room for every line and is all zero before and after. */
static size_t best_other(const shingle *index, size_t n_index, const shingle *own, size_t n_own, uint32_t *counts)
{
    uint32_t best = 0;
    size_t best_line = SIZE_MAX;
    for (int pass = 0; pass < 2; pass++) { /* the second pass takes the counts back */
        for (size_t k = 0; k < n_own; k++) {
            size_t low = 0;
            size_t high = n_index;
            while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (index[middle].hash < own[k].hash) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            for (size_t n = 0; low < n_index && index[low].hash == own[k].hash && n < MOST_LINES_A_SHINGLE;
                 low++, n++) {
                uint32_t line = index[low].line;
                if (line == own[k].line) {
                    continue;
                }
                counts[line] = pass ? 0 : counts[line] + 1;
                if (!pass && (counts[line] > best || (counts[line] == best && line < best_line))) {
                    best = counts[line];
                    best_line = line;
                }
            }
        }
    }
    return n_own && (uint64_t)best * 100 >= (uint64_t)n_own * SHARE_PERCENT ? best_line : SIZE_MAX;
}

/* ---- a quick look: most pages hold no repeat ---- */

/* A slot of a table of shingles: 32 bits of the hash, and the line that had it, or SEVERAL. */
typedef struct quick_slot {
    uint32_t hash; /* 0: free */
    uint32_t line;
} quick_slot;

#define SEVERAL UINT32_MAX

/* Calls for each shingle of the line: the slot of its hash in the table (of mask + 1 slots), taken where it was free.
 * With count, returns how many shingles stand in several lines. The hash rolls: h = sum c_i B^(7-i) mod 2^64. */
static size_t quick_line(const gln_page_line *line, uint32_t index, quick_slot *table, size_t mask, bool count)
{
    static const uint64_t base = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t leaving = 1; /* B^8 */
    uint32_t ring[SHINGLE] = {0};
    uint64_t rolled = 0;
    size_t n_chars = 0;
    size_t several = 0;
    for (int i = 0; i < SHINGLE; i++) {
        leaving *= base;
    }
    for (size_t at = 0; at < line->text.len;) {
        uint32_t c = gln_slice__next(line->text, &at);
        rolled = rolled * base + c - leaving * ring[n_chars % SHINGLE];
        ring[n_chars++ % SHINGLE] = c;
        if (n_chars < SHINGLE) {
            continue;
        }
        uint64_t mixed = rolled ^ (rolled >> 29);
        mixed *= UINT64_C(0xBF58476D1CE4E5B9);
        uint32_t hash = (uint32_t)(mixed >> 32) | 1;
        size_t slot = (size_t)(mixed >> 20) & mask;
        while (table[slot].hash && table[slot].hash != hash) {
            slot = (slot + 1) & mask;
        }
        if (count) {
            several += table[slot].line == SEVERAL;
        } else if (!table[slot].hash) {
            table[slot] = (quick_slot){hash, index};
        } else if (table[slot].line != index) {
            table[slot].line = SEVERAL;
        }
    }
    return several;
}

/* Marks in maybe[] the lines that have enough shingles in common with other lines to be worth the long look; *any says
 * whether there are some. */
static gln_status quick_look(const gln_page *page, size_t total, bool *maybe, bool *any, gln_error *err)
{
    size_t slots = 1024;
    while (slots < total * 2) {
        slots *= 2;
    }
    quick_slot *table = gln_memory__zeroed(slots, sizeof *table);
    if (!table) {
        return gln_error__nomem(err);
    }
    gln_status status = GLN_OK;
    for (size_t i = 0; i < page->n_lines && status == GLN_OK; i++) {
        status = gln_cancel__check(page->cancel, err);
        if (is_body(&page->lines[i])) {
            (void)quick_line(&page->lines[i], (uint32_t)i, table, slots - 1, false);
        }
    }
    for (size_t i = 0; i < page->n_lines && status == GLN_OK; i++) {
        status = gln_cancel__check(page->cancel, err);
        if (is_body(&page->lines[i])) {
            size_t shingles = page->lines[i].chars - SHINGLE + 1;
            size_t several = quick_line(&page->lines[i], (uint32_t)i, table, slots - 1, true);
            maybe[i] =
                several * 100 >= shingles * (SHARE_PERCENT - 10); /* doubled shingles count once in the long look */
            *any = *any || maybe[i];
        }
    }
    free(table);
    return status;
}

/* Sorts the index and keeps one entry of each shingle and line. */
static size_t tidy(shingle *index, size_t n)
{
    size_t kept = 0;
    qsort(index, n, sizeof *index, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || index[kept - 1].hash != index[i].hash || index[kept - 1].line != index[i].line) {
            index[kept++] = index[i];
        }
    }
    return kept;
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

/* The long look at the lines in maybe[]: which of them is a copy of which. */
static gln_status long_look(gln_page *page, const bool *maybe, size_t total, uint32_t longest, bool *found,
                            gln_error *err)
{
    gln_status status = GLN_OK;
    shingle *index = gln_memory__array(total, sizeof *index);
    shingle *own = gln_memory__array(longest, sizeof *own);
    uint32_t *counts = gln_memory__zeroed(page->n_lines, sizeof *counts);
    const gln_line_range *ranges = gln_page__ranges(page);
    size_t n_index = 0;
    if (!index || !own || !counts || !ranges) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        if (is_body(&page->lines[i])) {
            n_index += shingles_of(&page->lines[i], (uint32_t)i, index + n_index);
        }
    }
    n_index = tidy(index, n_index);
    for (size_t i = 0; i < page->n_lines && status == GLN_OK; i++) {
        status = gln_cancel__check(page->cancel, err);
        if (!maybe[i] || !is_body(&page->lines[i])) {
            continue;
        }
        size_t n_own = tidy(own, shingles_of(&page->lines[i], (uint32_t)i, own));
        size_t other = best_other(index, n_index, own, n_own, counts);
        if (other != SIZE_MAX && page->lines[other].role == GLN_ROLE_BODY) {
            bool both = page->lines[other].chars * 10 <= page->lines[i].chars * 11;
            size_t gone = both ? loser(page, ranges, i, other) : i;
            mark_repeat(page, gone, gone == i ? other : i);
            *found = true;
        }
    }
done:
    free(index);
    free(own);
    free(counts);
    return status;
}

gln_status gln_page__repeats(gln_page *page, bool *found, gln_error *err)
{
    size_t total = 0;
    uint32_t longest = 0;
    bool any = false;
    *found = false;
    for (size_t i = 0; i < page->n_lines; i++) {
        if (is_body(&page->lines[i])) {
            total += page->lines[i].chars;
            longest = page->lines[i].chars > longest ? page->lines[i].chars : longest;
        }
    }
    if (total == 0) {
        return GLN_OK;
    }
    bool *maybe = gln_memory__zeroed(page->n_lines, sizeof *maybe);
    gln_status status = maybe ? quick_look(page, total, maybe, &any, err) : gln_error__nomem(err);
    if (status == GLN_OK && any) {
        status = long_look(page, maybe, total, longest, found, err);
    }
    free(maybe);
    return status;
}
