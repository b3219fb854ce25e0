/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a text is Japanese, so that its ideographs go to ICU's dictionary together with its kana. One の in a shop's
 * name or a brand in katakana does not make a Chinese sentence Japanese; and a stretch of kanji between two particles
 * is Japanese though it touches no kana. Japanese prose has a stretch of kana for every two or three ideographs; a
 * Chinese sentence that quotes a word has one for ten. A paragraph is judged as a whole; a sentence of a paragraph that
 * is not Japanese may still be. */
#include "text/segment.h"

enum { HAN_A_STRETCH = 4, NO = 0x306E }; /* ideographs that a stretch of kana carries; の */

typedef struct evidence {
    size_t han;
    size_t kana;
    size_t stretches; /* of kana */
    bool hiragana;    /* other than の, which Chinese shops bear too */
    bool within;      /* the last character was kana */
} evidence;

/* Whether a byte pattern of kana stands in the text: U+3040 to U+30FF and the half-width forms. */
static bool has_kana(gln_slice text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    for (size_t at = 0; at + 2 < text.len;) {
        size_t end = text.len - 2 < at + 256 ? text.len - 2 : at + 256;
        unsigned found = 0;
        for (; at < end; at++) { /* no branches: the compiler makes vectors of it */
            found |= (unsigned)(p[at] == 0xE3) & (unsigned)((unsigned char)(p[at + 1] - 0x81) < 3);
            found |= (unsigned)(p[at] == 0xEF) & (unsigned)((unsigned char)(p[at + 1] - 0xBD) < 2);
        }
        if (found) {
            return true;
        }
    }
    return false;
}

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == 0xFF61 || c == '\n';
}

/* Gathers what [from, to) shows, up to the end of its first sentence where that alone is asked for; where it stopped.
 */
static size_t gather(gln_segmenter *s, size_t from, size_t to, bool sentence, evidence *e)
{
    size_t at = from;
    *e = (evidence){0};
    while (at < to) {
        uint32_t c = gln_utf8__next(s->text.ptr, &at);
        uint32_t entry = gln_char_table__char(&s->table, c);
        if (entry & GLN_CHAR_KANA) {
            e->kana++;
            e->stretches += !e->within;
            e->hiragana = e->hiragana || (c >= 0x3041 && c <= 0x3096 && c != NO);
        }
        e->han += (entry & GLN_CHAR_HAN) != 0;
        e->within = (entry & GLN_CHAR_KANA) != 0;
        if (sentence && ends_sentence(c)) {
            break;
        }
    }
    return at;
}

static bool is_japanese(const evidence *e, size_t least)
{
    return e->kana &&
           (e->kana >= e->han || (e->hiragana && e->stretches >= least && e->stretches * HAN_A_STRETCH >= e->han));
}

static void add(gln_segmenter *s, size_t from, size_t to)
{
    gln_claim *grown = gln_memory__grown(s->japanese, &s->japanese_capacity, s->n_japanese + 1, sizeof *grown);
    if (!grown) {
        s->failed = true;
        return;
    }
    s->japanese = grown;
    grown[s->n_japanese++] = (gln_claim){(uint32_t)from, (uint32_t)to};
}

void gln_segmenter__find_japanese(gln_segmenter *s)
{
    gln_slice text = s->text;
    evidence e;
    s->n_japanese = 0;
    if (!has_kana(text)) {
        return;
    }
    for (size_t from = 0; from < text.len && !s->failed;) {
        const char *newline = memchr(text.ptr + from, '\n', text.len - from);
        size_t to = newline ? (size_t)(newline - text.ptr) : text.len;
        (void)gather(s, from, to, false, &e);
        if (is_japanese(&e, 1)) {
            add(s, from, to);
        } else if (e.kana) {
            for (size_t start = from; start < to && !s->failed;) {
                size_t end = gather(s, start, to, true, &e);
                if (is_japanese(&e, 2)) {
                    add(s, start, end);
                }
                start = end;
            }
        }
        from = to + 1;
    }
}

size_t gln_segmenter__next_japanese(const gln_segmenter *s, size_t at)
{
    size_t low = 0;
    size_t high = s->n_japanese;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->japanese[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < s->n_japanese ? s->japanese[low].start : SIZE_MAX;
}

bool gln_segmenter__is_japanese(const gln_segmenter *s, size_t at)
{
    return gln_segmenter__next_japanese(s, at) <= at;
}
