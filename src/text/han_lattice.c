/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lattice over a run of ideographs, and the path of least cost through it: with words' costs -log2 p, the most
 * probable sequence of words of the unigram model (e.g. Chen & Liu 1992). Beside the lexicon's words there are edges
 * for words that no list can have: numbers, names of people and places, transcribed names, pairs of characters that
 * seldom stand alone. Between paths of one cost the one with the longer first word is taken, then the longer second
 * word, and so on. README.md says what each kind of edge bought. */
#include "text/segment.h"

/* Costs in 1/64 bit. */
#define BITS(n) ((uint32_t)((n)*64))
#define INLINE static inline __attribute__((always_inline))
#define RARE __attribute__((noinline, cold)) static
enum { LONGEST_FOREIGN = 7, LONGEST_PLACE = 3 };

/* The run, constant while its path is sought; every step behind the place that is looked at is known. */
typedef struct lattice {
    gln_segmenter *s;
    const uint64_t *nodes;
    const gln_char_model *models;
    const uint16_t *codes;
    const gln_han_step *steps;
    size_t n;
    bool noted; /* each edge is wanted */
} lattice;

INLINE const gln_char_model *model_at(const lattice *l, size_t k)
{
    return &l->models[l->codes[k]];
}

INLINE unsigned kind_at(const lattice *l, size_t k)
{
    return k < l->n ? l->models[l->codes[k]].kind : 0;
}

INLINE uint32_t cost_at(const lattice *l, size_t k)
{
    return gln_step__cost(l->steps[k]);
}

/* Takes an edge of so many characters from i where it is cheaper than what is there. */
INLINE void consider(const lattice *l, size_t i, gln_han_step *best, size_t length, uint32_t cost, gln_reason reason)
{
    gln_han_step step = gln_step__make(cost + cost_at(l, i + length), length, reason);
    if (l->noted) {
        gln_segmenter__note(l->s, i, length, cost, reason);
    }
    *best = step < *best ? step : *best;
}

/* Surname, of which there are so many characters, and given name. */
INLINE void consider_names(const lattice *l, size_t i, gln_han_step *best, size_t surname, uint32_t cost)
{
    size_t given = i + surname;
    if (given < l->n && (l->noted || cost + cost_at(l, given + 1) < gln_step__cost(*best))) {
        consider(l, i, best, surname + 1, cost + model_at(l, given)->given, GLN_REASON_NAME);
    }
    if (given + 1 < l->n && (l->noted || cost + cost_at(l, given + 2) < gln_step__cost(*best))) {
        consider(l, i, best, surname + 2, cost + model_at(l, given)->given1 + model_at(l, given + 1)->given2,
                 GLN_REASON_NAME);
    }
}

/* Two to seven characters that transcribe, alone or before the end of a place's name. A dot at the run's end
 * (弗拉基米尔· 普京) says that they do. */
INLINE void consider_foreign(const lattice *l, size_t i, size_t foreign_end, gln_han_step *best)
{
    size_t end = foreign_end < i + LONGEST_FOREIGN ? foreign_end : i + LONGEST_FOREIGN;
    uint32_t cost = i == 0 && l->s->han.after_dot ? BITS(5) : BITS(13);
    for (size_t k = i; k < end; k++) {
        cost += model_at(l, k)->foreign;
        size_t length = k + 1 - i;
        if (length < 2) {
            continue;
        }
        uint32_t here = cost + (length == 2 ? BITS(2) : 0);
        here -= k + 1 == l->n && l->s->han.before_dot ? BITS(8) : 0;
        consider(l, i, best, length, here, GLN_REASON_FOREIGN);
        if (kind_at(l, k + 1) == 'p') {
            consider(l, i, best, length + 1, here + BITS(3), GLN_REASON_PLACE);
        }
    }
}

/* One to three characters and the end of a place's name. */
INLINE void consider_place(const lattice *l, size_t i, size_t place_end, gln_han_step *best)
{
    size_t length = place_end - i;
    uint32_t cost = length == 1 ? BITS(16) : length == 2 ? BITS(10) : BITS(13);
    if (cost + cost_at(l, place_end + 1) >= gln_step__cost(*best) && !l->noted) {
        return;
    }
    for (size_t k = i; k < place_end; k++) {
        cost += model_at(l, k)->place;
    }
    consider(l, i, best, length + 1, cost, GLN_REASON_PLACE);
}

/* The unit at k that a number takes with it: 年代, 世纪, 月份 and 年度 always; 月, 日 and 时 a small one; 年 only
 * behind the digits of a year. Its length, or 0. */
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

/* What stands at the run's start, behind a number in digits (2023|年, 3.5|万, 20|多), and is part of it. */
RARE gln_han_step consider_units(const lattice *l, gln_han_step best)
{
    const gln_han_run *run = &l->s->han;
    size_t k = 0;
    while (kind_at(l, k) == 't') {
        k++;
    }
    if (k) {
        bool kilo = k == 1 && !run->myriad; /* 5千克 */
        consider(l, 0, &best, k, kilo ? BITS(6) : 0, GLN_REASON_UNIT);
    }
    if (kind_at(l, k) == 'q') {
        consider(l, 0, &best, k + 1, BITS(4), GLN_REASON_UNIT);
    }
    size_t unit = unit_at(l, 0, run->year, run->small);
    if (unit == 0 && kind_at(l, 0) == 'f' && run->minutes) {
        unit = 1;
    }
    if (unit) {
        consider(l, 0, &best, unit, 0, GLN_REASON_UNIT);
    }
    return best;
}

/* The rest of a word that began in another script: A|股, 卡拉OK|厅. */
RARE gln_han_step consider_mixed(const lattice *l, gln_han_step best)
{
    uint32_t node = l->s->han.mixed;
    for (size_t k = 0; k < l->n; k++) {
        node = l->codes[k] ? gln_trie__step(l->nodes, node, l->codes[k]) : 0;
        if (node == 0) {
            break;
        }
        if (gln_trie__value(l->nodes[node]) != GLN_TRIE_NO_WORD) {
            consider(l, 0, &best, k + 1, BITS(2), GLN_REASON_MIXED);
        }
    }
    return best;
}

/* Behind the numerals at `end`: 分之三, 点五; its length, or 0. */
static size_t fraction_at(const lattice *l, size_t end, bool *point)
{
    *point = kind_at(l, end) == 'o';
    if (!*point && !(kind_at(l, end) == 'f' && kind_at(l, end + 1) == 'z')) {
        return 0;
    }
    size_t start = end + (*point ? 1 : 2);
    size_t k = start;
    while (kind_at(l, k) == 'd' || (!*point && kind_at(l, k) == 't')) {
        k++;
    }
    while (k > start && kind_at(l, k) == 't') { /* 八点五亿 */
        k++;
    }
    return k > start ? k - end : 0;
}

/* Numbers in characters, numerals up to `end`: 三百二十多, 三分之一, 三点五, 二〇二三年, 十二月. */
RARE gln_han_step consider_number(const lattice *l, size_t i, size_t end, gln_han_step best)
{
    size_t length = end - i;
    uint32_t cost = BITS(6) + (uint32_t)length * BITS(2);
    bool digits = true;
    bool small = length <= 3;
    for (size_t k = i; k < end && (digits || small); k++) {
        unsigned kind = kind_at(l, k);
        digits = digits && kind == 'd';
        small = small && kind != 'l';
    }
    if (length >= 2) {
        consider(l, i, &best, length, cost, GLN_REASON_NUMBER);
        if (kind_at(l, end) == 'q' && kind_at(l, end - 1) == 't') {
            consider(l, i, &best, length + 1, cost + BITS(1), GLN_REASON_NUMBER);
        }
    }
    bool point;
    size_t fraction = fraction_at(l, end, &point);
    if (fraction) {
        uint32_t more = !point ? BITS(4) : length > 1 || fraction > 3 ? BITS(6) : BITS(10);
        consider(l, i, &best, length + fraction, cost + more, GLN_REASON_NUMBER);
    }
    size_t unit = unit_at(l, end, digits && length >= 2, small && (length > 1 || kind_at(l, end) != 'h'));
    if (unit) {
        consider(l, i, &best, length + unit, cost + (unit == 2 ? 0 : BITS(4)), GLN_REASON_NUMBER);
    }
    return best;
}

/* 高高兴兴: as much as 高兴, and a little. */
RARE gln_han_step consider_doubled(const lattice *l, size_t i, gln_han_step best)
{
    const uint16_t *c = l->codes + i;
    uint32_t node = c[0] && c[0] != c[2] ? gln_trie__step(l->nodes, 0, c[0]) : 0;
    node = node && c[2] ? gln_trie__step(l->nodes, node, c[2]) : 0;
    uint32_t value = node ? gln_trie__value(l->nodes[node]) : GLN_TRIE_NO_WORD;
    if (value != GLN_TRIE_NO_WORD) {
        consider(l, i, &best, 4, (value & GLN_TRIE_COST) + BITS(4), GLN_REASON_DOUBLED);
    }
    return best;
}

/* A place's name with what follows it (闵行|区), a double surname with a given name. */
RARE gln_han_step consider_class(const lattice *l, size_t i, size_t length, uint32_t value, gln_han_step best)
{
    uint32_t class = value >> GLN_TRIE_CLASS_SHIFT;
    if (class == GLN_WORD_PLACE && kind_at(l, i + length) == 'p') {
        uint32_t cost = kind_at(l, i + length + 1) == 'g' ? BITS(11) : BITS(3); /* 台北|市长 */
        consider(l, i, &best, length + 1, (value & GLN_TRIE_COST) + cost, GLN_REASON_PLACE);
    } else if (class == GLN_WORD_SURNAME) {
        consider_names(l, i, &best, length, BITS(19));
    }
    return best;
}

/* The root has no value. */
INLINE uint32_t value_at(const lattice *l, uint32_t node)
{
    return gln_trie__value(l->nodes[node]);
}

/* A word of the lexicon. What is none has the highest value, whose cost is that of four unknown characters. */
INLINE void consider_value(const lattice *l, size_t i, size_t length, uint32_t value, gln_han_step *best)
{
    if (!l->noted || value != GLN_TRIE_NO_WORD) {
        consider(l, i, best, length, value & GLN_TRIE_COST, GLN_REASON_LEXICON);
    }
    if (__builtin_expect((value >> GLN_TRIE_CLASS_SHIFT) - 1U < 6, 0)) {
        *best = consider_class(l, i, length, value, *best);
    }
}

/* The child of a node for a code, and 0 where there is none or the node is 0; no branch. */
INLINE uint32_t child(const lattice *l, uint32_t node, uint32_t code)
{
    uint32_t to = gln_trie__base(l->nodes[node]) + code;
    return gln_trie__check(l->nodes[to]) == node && code ? to : 0;
}

/* The lexicon's words at i. The first three steps have no branches: nobody could foresee where they go. */
INLINE void consider_words(const lattice *l, size_t i, size_t limit, gln_han_step *best)
{
    const uint16_t *codes = l->codes + i;
    uint32_t first = child(l, 0, codes[0]);
    consider_value(l, i, 1, value_at(l, first), best);
    if (limit < 2) {
        return;
    }
    uint32_t second = child(l, first, codes[1]);
    second = first ? second : 0;
    consider_value(l, i, 2, value_at(l, second), best);
    if (limit < 3) {
        return;
    }
    uint32_t third = child(l, second, codes[2]);
    third = second ? third : 0;
    consider_value(l, i, 3, value_at(l, third), best);
    if (third == 0 || gln_trie__base(l->nodes[third]) == 0) {
        return;
    }
    uint32_t node = third;
    for (size_t k = 3; k < limit; k++) {
        node = child(l, node, codes[k]);
        if (node == 0) {
            break;
        }
        if (value_at(l, node) != GLN_TRIE_NO_WORD) {
            consider_value(l, i, k + 1, value_at(l, node), best);
        }
    }
}

INLINE void find(gln_segmenter *s, const bool noted)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    gln_han_step *steps = s->steps;
    const lattice l = {s, lexicon->nodes, lexicon->models, s->codes, steps, s->han.n, noted};
    size_t numeral_end = l.n; /* of the numerals that begin at i or behind it */
    size_t foreign_end = l.n; /* the same of characters that transcribe */
    size_t place_end = 0;     /* the next character that ends a place's name */
    uint32_t end_cost = 0;    /* of the character behind, at the end of a pair */
    steps[l.n] = 0;
    for (size_t i = l.n; i-- > 0;) {
        const gln_char_model *model = model_at(&l, i);
        const unsigned flags = model->flags;
        size_t left = l.n - i;
        gln_han_step best = UINT64_MAX;
        consider(&l, i, &best, 1, lexicon->unknown_cost, GLN_REASON_UNKNOWN);
        consider_words(&l, i, left < lexicon->max_word ? left : lexicon->max_word, &best);
        if (left > 1) {
            consider(&l, i, &best, 2, model->begin + end_cost, GLN_REASON_PAIR);
            if (__builtin_expect(l.codes[i] == l.codes[i + 1], 0) && left > 3 && l.codes[i + 2] == l.codes[i + 3]) {
                best = consider_doubled(&l, i, best);
            }
        }
        end_cost = model->end;
        if (flags & GLN_MODEL_FOREIGN) {
            if (foreign_end > i + 2) {
                consider_foreign(&l, i, foreign_end, &best);
            }
        } else {
            foreign_end = i;
        }
        if (flags & GLN_MODEL_SURNAME) {
            consider_names(&l, i, &best, 1, model->surname);
        }
        if (place_end > i && place_end - i <= LONGEST_PLACE) {
            consider_place(&l, i, place_end, &best);
        }
        if (flags & GLN_MODEL_PLACE) {
            place_end = i;
        }
        if (!(flags & GLN_MODEL_NUMERAL)) {
            numeral_end = model->kind == 'n' ? numeral_end : i;
            if (numeral_end > i + 1) { /* 第三 */
                uint32_t cost = BITS(8) + (uint32_t)(numeral_end - i) * BITS(2);
                consider(&l, i, &best, numeral_end - i, cost, GLN_REASON_NUMBER);
                numeral_end = i;
            }
        } else if (i == 0 || !(model_at(&l, i - 1)->flags & GLN_MODEL_NUMERAL)) {
            best = consider_number(&l, i, numeral_end, best);
        }
        steps[i] = best;
    }
    if (s->han.after_number && l.n) {
        steps[0] = consider_units(&l, steps[0]);
    }
    if (s->han.mixed && l.n) {
        steps[0] = consider_mixed(&l, steps[0]);
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
