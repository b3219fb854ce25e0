/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lattice over a run of ideographs, and the path of least cost through it: with words' costs -log2 p, the most
 * probable sequence of words of the unigram model (e.g. Chen & Liu 1992). Beside the lexicon's words there are edges
 * for words that no list can have: numbers, names of people and places, transcribed names, pairs of characters that
 * seldom stand alone. Between paths of one cost the one with the longer first word is taken, then the longer second
 * word, and so on. README.md says what each kind of edge bought. */
#include "text/segment.h"

/* Costs in 1/64 bit. */
#define BITS(n) ((uint32_t)((n)*64))
enum { LONGEST_FOREIGN = 7, LONGEST_PLACE = 3 };

/* The run from the place that is looked at on: models of its characters and what they begin. */
typedef struct lattice {
    gln_segmenter *s;
    const uint64_t *nodes;
    const gln_char_model *models;
    const uint16_t *codes;
    gln_han_step *steps;
    size_t n;
    size_t i;
    size_t numeral_end; /* of the numerals that begin at i or behind it */
    size_t foreign_end; /* the same of characters that transcribe */
    size_t place_end;   /* the next character that ends a place's name; 0 before there is one */
} lattice;

static inline const gln_char_model *model_at(const lattice *l, size_t k)
{
    return &l->models[l->codes[k]];
}

static inline unsigned kind_at(const lattice *l, size_t k)
{
    return k < l->n ? l->models[l->codes[k]].kind : 0;
}

/* An edge of so many characters from i. Costs only fall: an edge must be cheaper than what is there. */
static inline __attribute__((always_inline)) void consider(lattice *l, const bool noted, size_t length, uint64_t cost,
                                                           gln_reason reason)
{
    uint64_t whole = cost + l->steps[l->i + length].cost;
    if (noted) {
        gln_segmenter__note(l->s, l->i, length, cost, reason);
    }
    if (whole < l->steps[l->i].cost) {
        l->steps[l->i] = (gln_han_step){whole, (uint32_t)length, reason};
    }
}

/* Surname and given name. */
static inline __attribute__((always_inline)) void consider_names(lattice *l, const bool noted, size_t surname,
                                                                 uint32_t cost)
{
    size_t given = l->i + surname;
    if (given < l->n) {
        consider(l, noted, surname + 1, cost + model_at(l, given)->given, GLN_REASON_NAME);
    }
    if (given + 1 < l->n) {
        consider(l, noted, surname + 2, cost + model_at(l, given)->given1 + model_at(l, given + 1)->given2,
                 GLN_REASON_NAME);
    }
}

/* Two to seven characters that transcribe, alone or before the end of a place's name. A dot at the run's end (弗拉基米尔·
 * 普京) says that they do. */
static inline __attribute__((always_inline)) void consider_foreign(lattice *l, const bool noted)
{
    size_t end = l->foreign_end < l->i + LONGEST_FOREIGN ? l->foreign_end : l->i + LONGEST_FOREIGN;
    uint32_t cost = l->i == 0 && l->s->han.after_dot ? BITS(5) : BITS(13);
    for (size_t k = l->i; k < end; k++) {
        cost += model_at(l, k)->foreign;
        size_t length = k + 1 - l->i;
        if (length < 2) {
            continue;
        }
        uint32_t here = cost + (length == 2 ? BITS(2) : 0);
        here -= k + 1 == l->n && l->s->han.before_dot ? BITS(8) : 0;
        consider(l, noted, length, here, GLN_REASON_FOREIGN);
        if (kind_at(l, k + 1) == 'p') {
            consider(l, noted, length + 1, here + BITS(3), GLN_REASON_PLACE);
        }
    }
}

/* One to three characters and the end of a place's name. */
static inline __attribute__((always_inline)) void consider_place(lattice *l, const bool noted)
{
    size_t length = l->place_end - l->i;
    uint32_t cost = length == 1 ? BITS(20) : length == 2 ? BITS(14) : BITS(17);
    for (size_t k = l->i; k < l->place_end; k++) {
        cost += model_at(l, k)->place;
    }
    consider(l, noted, length + 1, cost, GLN_REASON_PLACE);
}

/* The unit at k that a number takes with it: 年代, 世纪, 月份 and 年度 always; 月, 日 and 时 a small one; 年 only behind the
 * digits of a year. Its length, or 0. */
static size_t unit_at(const lattice *l, size_t k, bool year, bool small)
{
    unsigned next = kind_at(l, k + 1);
    switch (kind_at(l, k)) {
    case 'y':
        return next == 'a' || next == 'u' ? 2 : year ? 1 : 0;
    case 'w':
        return next == 'x' ? 2 : 0;
    case 'm':
        return next == 'k' ? 2 : small ? 1 : 0;
    case 'r':
        return small && next != 'b' ? 1 : 0;
    case 'h':
        return small && next != 'v' && next != 'a' ? 1 : 0;
    default:
        return 0;
    }
}

/* What stands behind a number in digits (2023|年, 3.5|万, 20|多) and is part of it. */
static inline __attribute__((always_inline)) void consider_units(lattice *l, const bool noted)
{
    size_t k = 0;
    while (kind_at(l, k) == 't') {
        k++;
    }
    if (k) {
        bool kilo = k == 1 && !l->s->han.myriad; /* 5千克 */
        consider(l, noted, k, kilo ? BITS(6) : 0, GLN_REASON_UNIT);
    }
    if (kind_at(l, k) == 'q') {
        consider(l, noted, k + 1, BITS(4), GLN_REASON_UNIT);
    }
    size_t unit = unit_at(l, 0, l->s->han.year, l->s->han.small);
    if (unit == 0 && kind_at(l, 0) == 'f' && l->s->han.minutes) {
        unit = 1;
    }
    if (unit) {
        consider(l, noted, unit, 0, GLN_REASON_UNIT);
    }
}

/* Numbers in characters: 三百二十多, 三分之一, 三点五, 二〇二三年, 十二月. */
static inline __attribute__((always_inline)) void consider_number(lattice *l, const bool noted)
{
    size_t end = l->numeral_end;
    size_t length = end - l->i;
    uint64_t cost = BITS(6) + (uint64_t)length * BITS(2);
    bool digits = true;
    bool small = length <= 3;
    for (size_t k = l->i; k < end && (digits || small); k++) {
        unsigned kind = kind_at(l, k);
        digits = digits && kind == 'd';
        small = small && kind != 'l';
    }
    if (length >= 2) {
        consider(l, noted, length, cost, GLN_REASON_NUMBER);
        if (kind_at(l, end) == 'q' && kind_at(l, end - 1) == 't') {
            consider(l, noted, length + 1, cost + BITS(1), GLN_REASON_NUMBER);
        }
    }
    if ((kind_at(l, end) == 'f' && kind_at(l, end + 1) == 'z') || kind_at(l, end) == 'o') {
        bool point = kind_at(l, end) == 'o';
        size_t k = end + (point ? 1 : 2);
        size_t start = k;
        while (kind_at(l, k) == 'd' || (!point && kind_at(l, k) == 't')) {
            k++;
        }
        if (k > start) {
            bool sure = !point || length > 1 || k - end > 2;
            consider(l, noted, k - l->i, cost + (point ? sure ? BITS(6) : BITS(10) : BITS(4)), GLN_REASON_NUMBER);
        }
    }
    size_t unit = unit_at(l, end, digits && length >= 2, small && (length > 1 || kind_at(l, end) != 'h'));
    if (unit) {
        consider(l, noted, length + unit, cost + (unit == 2 ? 0 : BITS(4)), GLN_REASON_NUMBER);
    }
}

/* 高高兴兴: as much as 高兴, and a little. */
static inline __attribute__((always_inline)) void consider_doubled(lattice *l, const bool noted)
{
    const uint16_t *c = l->codes + l->i;
    uint32_t node = c[0] && c[0] != c[2] ? gln_trie__step(l->nodes, 0, c[0]) : 0;
    node = node && c[2] ? gln_trie__step(l->nodes, node, c[2]) : 0;
    uint32_t value = node ? gln_trie__value(l->nodes[node]) : GLN_TRIE_NO_WORD;
    if (value != GLN_TRIE_NO_WORD) {
        consider(l, noted, 4, (value & GLN_TRIE_COST) + BITS(4), GLN_REASON_DOUBLED);
    }
}

/* The lexicon's words at i. Of equal paths the longer word's is taken. */
static inline __attribute__((always_inline)) void consider_words(lattice *l, const bool noted, size_t limit)
{
    const gln_han_step *steps = l->steps + l->i;
    const uint16_t *codes = l->codes + l->i;
    uint64_t best = l->steps[l->i].cost;
    uint32_t length = 0;
    uint32_t node = 0;
    for (size_t k = 0; k < limit && codes[k]; k++) {
        node = gln_trie__step(l->nodes, node, codes[k]);
        if (node == 0) {
            break;
        }
        uint32_t value = gln_trie__value(l->nodes[node]);
        if (value == GLN_TRIE_NO_WORD) {
            continue;
        }
        uint64_t cost = value & GLN_TRIE_COST;
        if (noted) {
            gln_segmenter__note(l->s, l->i, k + 1, cost, GLN_REASON_LEXICON);
        }
        if (cost + steps[k + 1].cost <= best) {
            best = cost + steps[k + 1].cost;
            length = (uint32_t)k + 1;
        }
        uint32_t class = value >> GLN_TRIE_CLASS_SHIFT;
        if (class == GLN_WORD_PLACE && kind_at(l, l->i + k + 1) == 'p') {
            consider(l, noted, k + 2, cost + BITS(3), GLN_REASON_PLACE);
        } else if (class == GLN_WORD_SURNAME) {
            consider_names(l, noted, k + 1, BITS(19));
        }
    }
    if (length && best <= l->steps[l->i].cost) {
        l->steps[l->i] = (gln_han_step){best, length, GLN_REASON_LEXICON};
    }
}

static inline __attribute__((always_inline)) void consider_all(lattice *l, const bool noted)
{
    const gln_lexicon *lexicon = &l->s->analyzer->lexicon;
    const gln_char_model *model = model_at(l, l->i);
    unsigned flags = model->flags;
    size_t left = l->n - l->i;
    consider(l, noted, 1, lexicon->unknown_cost, GLN_REASON_UNKNOWN);
    consider_words(l, noted, left < lexicon->max_word ? left : lexicon->max_word);
    if (left > 1) {
        consider(l, noted, 2, (uint64_t)model->begin + model_at(l, l->i + 1)->end, GLN_REASON_PAIR);
        if (__builtin_expect(l->codes[l->i] == l->codes[l->i + 1], 0) && left > 3 &&
            l->codes[l->i + 2] == l->codes[l->i + 3]) {
            consider_doubled(l, noted);
        }
    }
    if (flags & GLN_MODEL_SURNAME) {
        consider_names(l, noted, 1, model->surname);
    }
    if (flags & GLN_MODEL_FOREIGN && l->foreign_end > l->i + 1) {
        consider_foreign(l, noted);
    }
    if (l->place_end > l->i && l->place_end - l->i <= LONGEST_PLACE) {
        consider_place(l, noted);
    }
    if (model->kind == 'n' && kind_at(l, l->i + 1) && model_at(l, l->i + 1)->flags & GLN_MODEL_NUMERAL) {
        consider(l, noted, l->numeral_end - l->i,
                 BITS(8) + (uint64_t)(l->numeral_end - l->i) * BITS(2), GLN_REASON_NUMBER);
    }
    if (flags & GLN_MODEL_NUMERAL && (l->i == 0 || !(model_at(l, l->i - 1)->flags & GLN_MODEL_NUMERAL))) {
        consider_number(l, noted);
    }
    if (!(flags & GLN_MODEL_NUMERAL)) {
        l->numeral_end = l->i;
    }
    if (!(flags & GLN_MODEL_FOREIGN)) {
        l->foreign_end = l->i;
    }
    if (flags & GLN_MODEL_PLACE) {
        l->place_end = l->i;
    }
}

static inline __attribute__((always_inline)) void find(gln_segmenter *s, const bool noted)
{
    lattice l = {.s = s,
                 .nodes = s->analyzer->lexicon.nodes,
                 .models = s->analyzer->lexicon.models,
                 .codes = s->codes,
                 .steps = s->steps,
                 .n = s->han.n};
    l.numeral_end = l.foreign_end = l.n;
    l.steps[l.n] = (gln_han_step){0, 0, GLN_REASON_UNKNOWN};
    for (l.i = l.n; l.i-- > 0;) {
        l.steps[l.i] = (gln_han_step){UINT64_MAX, 1, GLN_REASON_UNKNOWN};
        consider_all(&l, noted);
    }
    if (s->han.after_number && l.n) {
        l.i = 0;
        consider_units(&l, noted);
    }
}

/* cost(i) = min over edges e at i of cost(e) + cost(i + |e|), from the end of the run to its start. */
void gln_segmenter__find_path(gln_segmenter *s)
{
    find(s, false);
}

void gln_segmenter__note_edges(gln_segmenter *s)
{
    find(s, true);
}
