/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of ideographs: read into the segmenter, cut along the path that han_lattice.c finds. */
#include "text/segment.h"

/* Room for one more character and its end. */
static bool make_room(gln_segmenter *s, size_t n)
{
    if (n + 1 < s->codes_capacity && n + 2 < s->offsets_capacity) {
        return true;
    }
    uint16_t *codes = gln_memory__grown(s->codes, &s->codes_capacity, n + 2, sizeof *codes);
    s->codes = codes ? codes : s->codes;
    uint32_t *offsets = gln_memory__grown(s->offsets, &s->offsets_capacity, n + 3, sizeof *offsets);
    s->offsets = offsets ? offsets : s->offsets;
    s->failed = s->failed || !codes || !offsets;
    return !s->failed;
}

/* The circle U+25CB in a number: 二○○一年, which papers print it in for 〇. */
static bool is_zero(const gln_segmenter *s, size_t at, uint16_t before)
{
    const gln_char_model *models = s->analyzer->lexicon.models;
    return gln_slice_starts(gln_slice_sub(s->text, at, s->to - at), GLN_LIT("\xE2\x97\x8B")) &&
           models[before].flags & GLN_MODEL_NUMERAL;
}

/* Has the memory of the word that two characters begin fetched: the path is sought some hundred cycles later. */
static inline __attribute__((always_inline)) uint32_t fetch(const uint64_t *nodes, uint32_t before, uint32_t code)
{
    __builtin_prefetch(&nodes[gln_trie__base(nodes[before]) + code]);
    return gln_trie__base(nodes[0]) + code;
}

static void read_run(gln_segmenter *s, size_t start)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    const uint64_t *nodes = lexicon->nodes;
    uint32_t before = 0;
    size_t n = 0;
    size_t at = start;
    bool pure = s->n_japanese == 0 || !gln_segmenter__is_japanese(s, start);
    while (at < s->to && n < GLN_RUN_MAX) {
        const unsigned char *p = (const unsigned char *)s->text.ptr + at;
        size_t next = at + 3;
        if (__builtin_expect(p[0] - 0xE4U < 6, 1)) { /* U+4000 to U+9FFF */
            uint32_t c = ((p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU)) - GLN_HAN_FIRST;
            if (c <= GLN_HAN_LAST - GLN_HAN_FIRST) {
                if (!make_room(s, n)) {
                    break;
                }
                uint32_t code = s->table.han[c];
                before = fetch(nodes, before, code);
                s->codes[n] = (uint16_t)code;
                s->offsets[n++] = (uint32_t)at;
                at = next;
                continue;
            }
        }
        uint32_t entry = gln_segmenter__look(s, at, &next);
        if (__builtin_expect((entry & GLN_CHAR_HAN) != 0, 1)) {
            if (!make_room(s, n)) {
                break;
            }
            before = fetch(nodes, before, entry & GLN_CHAR_CODE);
            s->codes[n] = (uint16_t)(entry & GLN_CHAR_CODE);
            s->offsets[n++] = (uint32_t)at;
        } else if (n && is_zero(s, at, s->codes[n - 1]) && make_room(s, n)) {
            s->codes[n] = (uint16_t)gln_lexicon__pair(lexicon->chars, lexicon->n_chars, 0x3007);
            s->offsets[n++] = (uint32_t)at;
            before = 0;
        } else if (GLN_CHAR_CLASS(entry) != GLN_CLASS_JOIN) {
            break;
        }
        at = next;
    }
    if (s->failed) {
        at = s->to;
        n = 0;
    } else {
        s->offsets[n] = (uint32_t)at;
    }
    s->han = (gln_han_run){.start = start, .end = at, .n = n, .known = true, .pure = pure};
}

const gln_han_run *gln_segmenter__read_han(gln_segmenter *s, size_t start)
{
    if (s->han.known && s->han.start == start) {
        return &s->han;
    }
    read_run(s, start);
    if (s->han.n + 1 > s->steps_capacity) {
        gln_han_step *steps = gln_memory__grown(s->steps, &s->steps_capacity, s->han.n + 1, sizeof *steps);
        s->steps = steps ? steps : s->steps;
        s->failed = s->failed || !steps;
    }
    return &s->han;
}

/* Where the fine cut takes a word of the lexicon apart: bit k behind its character k + 1. */
static uint32_t cuts_within(const gln_segmenter *s, size_t from, size_t to)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    uint32_t node = 0;
    if (gln_step__reason(s->steps[from]) != GLN_REASON_LEXICON) {
        return 0;
    }
    for (size_t i = from; i < to; i++) {
        node = s->codes[i] ? gln_trie__step(lexicon->nodes, node, s->codes[i]) : 0;
        if (node == 0) {
            return 0;
        }
    }
    return lexicon->marks[node] & ~GLN_MARK_COARSE;
}

/* The end of the longest compound that is made of the words from `from` on, or the end of the first word. */
static size_t end_of_compound(const gln_segmenter *s, size_t from, size_t end)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    uint32_t node = 0;
    size_t word = from;
    size_t longest = end;
    for (size_t i = from; i < s->han.n; i++) {
        node = s->codes[i] ? gln_trie__step(lexicon->nodes, node, s->codes[i]) : 0;
        if (node == 0) {
            break;
        }
        if (i + 1 == word + gln_step__length(s->steps[word])) {
            word = i + 1;
            longest = lexicon->marks[node] & GLN_MARK_COARSE ? word : longest;
        }
    }
    return longest;
}

void gln_segmenter__cut_han(gln_segmenter *s)
{
    if (s->whole_han) {
        gln_segmenter__put(s, s->han.start, s->han.end, GLN_TOKEN_WORD);
        return;
    }
    if (s->failed) {
        return;
    }
    gln_segmenter__look_around(s);
    gln_segmenter__find_path(s);
    if (s->analyzer->tally) {
        gln_segmenter__tally(s);
    } else if (s->noting) {
        gln_segmenter__note_edges(s);
    }
    const uint32_t *offsets = s->offsets;
    for (size_t i = 0; i < s->han.n;) {
        size_t next = i + gln_step__length(s->steps[i]);
        if (s->analyzer->granularity == GLN_GRANULARITY_COARSE) {
            next = end_of_compound(s, i, next);
        }
        uint32_t cuts = s->analyzer->granularity == GLN_GRANULARITY_FINE ? cuts_within(s, i, next) : 0;
        for (size_t from = i; from < next;) {
            size_t to = from + 1;
            while (to < next && !(to - i <= GLN_MARK_CUTS && cuts >> (to - i - 1) & 1U)) {
                to++;
            }
            gln_segmenter__put(s, offsets[from], offsets[to], GLN_TOKEN_WORD);
            if (from == 0) {
                gln_segmenter__join_han(s);
            }
            from = to;
        }
        i = next;
    }
}

void gln_segmenter__note(gln_segmenter *s, size_t at, size_t length, uint64_t cost, gln_reason reason)
{
    gln_edge *edges = gln_memory__grown(s->edges, &s->edges_capacity, s->n_edges + 1, sizeof *edges);
    if (!edges) {
        s->failed = true;
        return;
    }
    s->edges = edges;
    const uint32_t *offsets = s->offsets;
    edges[s->n_edges++] =
        (gln_edge){offsets[at], offsets[at + length], cost, cost + gln_step__cost(s->steps[at + length]), reason};
}
