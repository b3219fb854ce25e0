/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of ideographs: read into the segmenter, cut along the path that han_lattice.c finds. */
#include "text/segment.h"

/* What stands behind a run in the arrays, so that nobody need ask where it ends. */
enum { BEHIND = 4 };

/* Bytes of a character where all are of one length, and how many are read at once: what is fetched for them stays in
 * the first cache. */
enum { WIDE = 3, AT_ONCE = 192 };

/* Room for so many characters, and what stands behind them; all arrays are as long. */
static bool make_room(gln_segmenter *s, size_t n)
{
    n += BEHIND;
    if (n <= s->marks_capacity) {
        return !s->failed;
    }
    uint16_t *codes = gln_memory__grown(s->codes, &s->codes_capacity, n, sizeof *codes);
    s->codes = codes ? codes : s->codes;
    uint32_t *offsets = gln_memory__grown(s->offsets, &s->offsets_capacity, n, sizeof *offsets);
    s->offsets = offsets ? offsets : s->offsets;
    gln_han_short *shorts = gln_memory__grown(s->shorts, &s->shorts_capacity, n, sizeof *shorts);
    s->shorts = shorts ? shorts : s->shorts;
    gln_han_step *steps = gln_memory__grown(s->steps, &s->steps_capacity, n, sizeof *steps);
    s->steps = steps ? steps : s->steps;
    uint8_t *marks = gln_memory__grown(s->marks, &s->marks_capacity, n, sizeof *marks);
    s->marks = marks ? marks : s->marks;
    s->failed = s->failed || !codes || !offsets || !shorts || !steps || !marks;
    return !s->failed;
}

/* The circle U+25CB in a number: 二○○一年, which papers print it in for 〇. */
static bool is_zero(const gln_segmenter *s, size_t at, uint16_t before)
{
    const gln_char_model *models = s->analyzer->lexicon.models;
    return gln_slice_starts(gln_slice_sub(s->text, at, s->to - at), GLN_LIT("\xE2\x97\x8B")) &&
           models[before].flags & GLN_MODEL_NUMERAL;
}

/* Signs behind the run: no edge leads to them. */
static void close_run(gln_segmenter *s, size_t start, size_t end, size_t n, bool pure, bool plain)
{
    for (size_t i = 0; i < BEHIND; i++) {
        s->codes[n + i] = (uint16_t)gln_han__sign(&s->analyzer->lexicon);
    }
    s->han = (gln_han_run){.start = start, .end = end, .n = n, .known = true, .pure = pure, .plain = plain};
}

const gln_han_run *gln_segmenter__read_han(gln_segmenter *s, size_t start)
{
    if (s->han.known && s->han.start == start) {
        return &s->han;
    }
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    size_t n = 0;
    size_t at = start;
    bool pure = s->n_japanese == 0 || !gln_segmenter__is_japanese(s, start);
    bool plain = true;
    while (at < s->to && n < GLN_RUN_MAX && make_room(s, n + 1)) {
        size_t next;
        uint32_t entry = gln_segmenter__look(s, at, &next);
        if (entry & GLN_CHAR_HAN) {
            s->offsets[n] = (uint32_t)at;
            s->codes[n++] = (uint16_t)(entry & GLN_CHAR_CODE);
            at = next;
            continue;
        }
        if (n && is_zero(s, at, s->codes[n - 1])) {
            s->offsets[n] = (uint32_t)at;
            s->codes[n++] = (uint16_t)gln_lexicon__pair(lexicon->chars, lexicon->n_chars, 0x3007);
        } else if (GLN_CHAR_CLASS(entry) != GLN_CLASS_JOIN) {
            break;
        }
        plain = false;
        at = next;
    }
    if (s->failed) {
        s->han = (gln_han_run){.start = start, .end = s->to, .known = true, .pure = pure};
    } else {
        s->offsets[n] = (uint32_t)at;
        close_run(s, start, at, n, pure, plain);
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

static gln_token_kind kind_at(const gln_segmenter *s, size_t i)
{
    return gln_step__reason(s->steps[i]) == GLN_REASON_SIGN ? GLN_TOKEN_PUNCT : GLN_TOKEN_WORD;
}

/* Whether characters are what their codes stand for where scripts are kept apart. */
static bool is_unfolded(gln_segmenter *s, size_t start, size_t end)
{
    uint32_t entry = 0;
    while (start < end && !(entry & GLN_CHAR_FOLDED)) {
        entry = gln_segmenter__look(s, start, &start);
    }
    return !(entry & GLN_CHAR_FOLDED);
}

/* The lexicon's node behind so many characters, three or more; GLN_HAN_NO_NODE where it has none. */
__attribute__((noinline)) static uint32_t node_behind(const gln_segmenter *s, size_t i, size_t length)
{
    const uint64_t *nodes = s->analyzer->lexicon.nodes;
    uint32_t node = s->shorts[i].third;
    node = gln_trie__check(nodes[node]) == s->shorts[i].second ? node : 0;
    for (size_t k = 3; k < length && node; k++) {
        node = gln_trie__step(nodes, node, s->codes[i + k]);
    }
    return node ? node : GLN_HAN_NO_NODE;
}

/* The number of a token's term: that of the node where the lexicon's words that begin so go on, which is one for each
 * sequence of codes, whether or not a word ends there. What find_path() has looked up is there still. */
static inline uint32_t entry_of(const gln_segmenter *s, const gln_han_char *chars, size_t i, size_t length)
{
    uint32_t first = chars[s->codes[i]].node;
    uint32_t second = s->shorts[i].second;
    uint32_t node = length == 1 ? first : second;
    if (__builtin_expect(length > 2, 0)) {
        node = node_behind(s, i, length);
    }
    return gln_node__entry(node);
}

/* Takes the numbers off the tokens from `first` on that hold folded characters, where scripts are kept apart. */
static void drop_folded(gln_segmenter *s, size_t first)
{
    for (size_t i = first; s->numbering && s->analyzer->keep_script && i < s->list->n; i++) {
        gln_token *token = &s->list->items[i];
        if (token->entry && !is_unfolded(s, token->start, (size_t)token->start + token->len)) {
            token->entry = 0;
        }
    }
}

/* The tokens of the path, words cut or put together as the granularity says. */
static void put_path(gln_segmenter *s)
{
    const gln_han_char *chars = s->analyzer->chars;
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
            uint32_t entry = s->numbering && s->han.plain ? entry_of(s, chars, from, to - from) : 0;
            gln_segmenter__put_entry(s, offsets[from], offsets[to], kind_at(s, i), entry);
            if (from == 0) {
                gln_segmenter__join_han(s);
            }
            from = to;
        }
        i = next;
    }
}

/* The same where words are as the lexicon has them and each character is three bytes long. */
static void put_wide_path(gln_segmenter *s)
{
    const gln_han_char *chars = s->analyzer->chars;
    const gln_han_step *steps = s->steps;
    const size_t n = s->han.n;
    const uint32_t start = (uint32_t)s->han.start;
    size_t i = gln_step__length(steps[0]);
    gln_segmenter__put_entry(s, start, start + WIDE * i, kind_at(s, 0), s->numbering ? entry_of(s, chars, 0, i) : 0);
    gln_segmenter__join_han(s);
    if (!gln_segmenter__reserve(s, n)) {
        return;
    }
    gln_token *out = s->list->items + s->list->n;
    while (i < n && !s->numbering) {
        uint32_t length = (uint32_t)gln_step__length(steps[i]);
        *out++ = (gln_token){start + WIDE * (uint32_t)i, WIDE * length, kind_at(s, i), 0};
        i += length;
    }
    while (i < n) {
        uint32_t length = (uint32_t)gln_step__length(steps[i]);
        *out++ = (gln_token){start + WIDE * (uint32_t)i, WIDE * length, kind_at(s, i), entry_of(s, chars, i, length)};
        i += length;
    }
    s->list->n = (size_t)(out - s->list->items);
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
    size_t first = s->list->n;
    put_path(s);
    drop_folded(s, first);
}

/* Reads runs of ideographs and the signs between them as if they were one run, so that what is done once a run is done
 * once in many characters: no edge crosses a sign. Only runs that are known to end are read, so that nothing that comes
 * can belong to them; `to` is where what is read so ends at the latest, a sentence's end if it is not that of the
 * piece. The number of characters, 0 where nothing is to be had so. */
static size_t read_wide(gln_segmenter *s, size_t start, size_t to)
{
    const unsigned char *p = (const unsigned char *)s->text.ptr + start;
    const uint64_t *nodes = s->analyzer->lexicon.nodes;
    const gln_han_char *chars = s->analyzer->chars;
    const uint16_t *wide = s->table.wide;
    const uint32_t sign = gln_han__sign(&s->analyzer->lexicon);
    const size_t left = (to - start) / WIDE;
    const size_t most = left < AT_ONCE ? left : AT_ONCE;
    uint32_t base = 0;
    size_t n = 0;
    if (!make_room(s, most)) {
        return 0;
    }
    for (uint16_t *codes = s->codes; n < most; n++) {
        uint32_t code = gln_char_table__wide(wide, p + WIDE * n);
        if (code == GLN_WIDE_NONE) {
            break;
        }
        codes[n] = (uint16_t)code;
        __builtin_prefetch(&nodes[base + code]); /* the word that it and the one before begin is looked up soon */
        base = chars[code].base;
    }
    size_t end = start + WIDE * n;
    if (end < s->to && n && p[WIDE * n] >= 0x80) {
        size_t next;
        uint32_t entry = gln_segmenter__look(s, end, &next);
        bool joins = GLN_CHAR_CLASS(entry) == GLN_CLASS_JOIN;
        if (joins && s->codes[n - 1] == sign) {
            n--;
        } else if (joins || entry & GLN_CHAR_HAN || (s->codes[n - 1] != sign && is_zero(s, end, s->codes[n - 1]))) {
            while (n && s->codes[n - 1] != sign) {
                n--;
            }
        }
    }
    close_run(s, start, start + WIDE * n, n, true, true);
    s->han.known = false; /* for who asks for a single run */
    return n;
}

size_t gln_segmenter__cut_wide(gln_segmenter *s, size_t at)
{
    size_t to = s->n_japanese ? gln_segmenter__next_japanese(s, at) : SIZE_MAX;
    to = to < s->to ? to : s->to;
    if (s->whole_han || s->noting || s->analyzer->tally || to <= at || read_wide(s, at, to) == 0) {
        return at;
    }
    gln_segmenter__look_around(s);
    gln_segmenter__find_path(s);
    size_t first = s->list->n;
    if (s->analyzer->granularity == GLN_GRANULARITY_NORMAL) {
        put_wide_path(s);
    } else {
        for (size_t i = 0; i <= s->han.n; i++) {
            s->offsets[i] = (uint32_t)(at + WIDE * i);
        }
        put_path(s);
    }
    drop_folded(s, first);
    return s->han.end;
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
