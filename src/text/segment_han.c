/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of ideographs, cut along the path of least cost: with words' costs -log p, the most probable sequence of words
 * of the unigram model (e.g. Chen & Liu 1992). Between paths of one cost the one with the longer first word is taken,
 * then the longer second word, and so on. */
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
    size_t n = 0;
    size_t at = start;
    bool pure = !follows_kana(s, start);
    while (at < s->to) {
        size_t next;
        uint32_t entry = gln_segmenter__look(s, at, &next);
        if (__builtin_expect((entry & GLN_CHAR_HAN) != 0, 1)) {
            if (!make_room(s, n)) {
                break;
            }
            s->codes[n] = (uint16_t)(entry & GLN_CHAR_CODE);
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
    s->han = (gln_han_run){start, at, n, true, pure};
    return &s->han;
}

/* cost(i) = min over words w at i of cost(w) + cost(i + |w|), from the end of the run to its start. */
static void find_path(gln_segmenter *s)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    const uint64_t *nodes = lexicon->nodes;
    const uint16_t *codes = s->codes;
    gln_han_step *steps = s->steps;
    size_t n = s->han.n;
    steps[n] = (gln_han_step){0, 0};
    for (size_t i = n; i-- > 0;) {
        uint64_t best = steps[i + 1].cost + lexicon->unknown_cost;
        uint32_t length = 1;
        size_t limit = n - i < lexicon->max_word ? n - i : lexicon->max_word;
        uint32_t node = 0;
        for (size_t k = 0; k < limit && codes[i + k]; k++) {
            node = gln_trie__step(nodes, node, codes[i + k]);
            if (node == 0) {
                break;
            }
            uint64_t cost = gln_trie__cost(nodes[node]);
            if (cost != GLN_TRIE_NO_WORD && cost + steps[i + k + 1].cost <= best) {
                best = cost + steps[i + k + 1].cost;
                length = (uint32_t)k + 1;
            }
        }
        steps[i] = (gln_han_step){best, length};
    }
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
    find_path(s);
    for (size_t i = 0; i < s->han.n;) {
        size_t next = i + s->steps[i].length;
        gln_segmenter__put(s, s->offsets[i], s->offsets[next], GLN_TOKEN_WORD);
        i = next;
    }
}
