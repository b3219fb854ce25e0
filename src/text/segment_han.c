/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of ideographs: read into the segmenter, cut along the path that han_lattice.c finds. */
#include "text/segment.h"

/* Room for one more character and its end. */
static bool make_room(gln_segmenter *s, size_t n)
{
    if (n + 1 < s->codes_capacity && n + 2 < s->offsets_capacity && n + 1 < s->steps_capacity) {
        return true;
    }
    uint16_t *codes = gln_memory__grown(s->codes, &s->codes_capacity, n + 2, sizeof *codes);
    s->codes = codes ? codes : s->codes;
    uint32_t *offsets = gln_memory__grown(s->offsets, &s->offsets_capacity, n + 3, sizeof *offsets);
    s->offsets = offsets ? offsets : s->offsets;
    gln_han_step *steps = gln_memory__grown(s->steps, &s->steps_capacity, n + 2, sizeof *steps);
    s->steps = steps ? steps : s->steps;
    if (!codes || !offsets || !steps) {
        s->failed = true;
        return false;
    }
    return true;
}

/* Whether the last character before `at` that joins nothing is kana. */
static bool follows_kana(gln_segmenter *s, size_t at)
{
    while (at > s->from) {
        at = gln_utf8__back(s->text.ptr, at);
        size_t next;
        uint32_t entry = gln_segmenter__look(s, at, &next);
        if (entry & GLN_CHAR_KANA) {
            return true;
        }
        if (GLN_CHAR_CLASS(entry) != GLN_CLASS_JOIN) {
            return false;
        }
    }
    return false;
}

const gln_han_run *gln_segmenter__read_han(gln_segmenter *s, size_t start)
{
    if (s->han.known && s->han.start == start) {
        return &s->han;
    }
    const uint64_t *nodes = s->analyzer->lexicon.nodes;
    uint32_t before = 0; /* the node of the character before */
    size_t n = 0;
    size_t at = start;
    bool pure = !follows_kana(s, start);
    while (at < s->to && n < GLN_RUN_MAX) {
        size_t next;
        uint32_t entry = gln_segmenter__look(s, at, &next);
        if (__builtin_expect((entry & GLN_CHAR_HAN) != 0, 1)) {
            if (!make_room(s, n)) {
                break;
            }
            uint32_t code = entry & GLN_CHAR_CODE;
            __builtin_prefetch(&nodes[gln_trie__base(nodes[before]) + code]); /* for the path that is sought next */
            before = gln_trie__base(nodes[0]) + code;
            s->codes[n] = (uint16_t)code;
            s->offsets[n++] = (uint32_t)at;
        } else if (GLN_CHAR_CLASS(entry) != GLN_CLASS_JOIN) {
            pure = pure && !(entry & GLN_CHAR_KANA);
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
    return &s->han;
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
    if (s->noting) {
        gln_segmenter__note_edges(s);
    }
    for (size_t i = 0; i < s->han.n;) {
        size_t next = i + s->steps[i].length;
        gln_segmenter__put(s, s->offsets[i], s->offsets[next], GLN_TOKEN_WORD);
        if (i == 0) {
            gln_segmenter__join_han(s);
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
    edges[s->n_edges++] =
        (gln_edge){s->offsets[at], s->offsets[at + length], cost, cost + s->steps[at + length].cost, reason};
}
