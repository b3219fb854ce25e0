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
#define RARE __attribute__((noinline)) static
enum { LONGEST_FOREIGN = 7, LONGEST_PLACE = 3 };

/* The run, constant while its path is sought; every step behind the place that is looked at is known. */
typedef struct lattice {
    gln_segmenter *s;
    const uint64_t *nodes;
    const gln_han_char *chars;
    const gln_char_model *models;
    const uint16_t *codes; /* and some more behind the last one, which are signs */
    const gln_han_step *steps;
    size_t n;
    bool noted; /* each edge is wanted */
} lattice;

INLINE const gln_han_char *char_at(const lattice *l, size_t k)
{
    return &l->chars[l->codes[k]];
}

INLINE unsigned kind_at(const lattice *l, size_t k)
{
    return char_at(l, k)->kind;
}

INLINE uint32_t cost_at(const lattice *l, size_t k)
{
    return gln_step__cost(l->steps[k]);
}

/* Takes an edge of so many characters from i where it is cheaper than what is there. */
INLINE void consider(const lattice *l, size_t i, gln_han_step *best, size_t length, uint32_t cost, gln_reason reason)
{
    gln_han_step step = gln_step__make(cost, length, reason) + gln_step__rest(l->steps[i + length]);
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
        consider(l, i, best, surname + 1, cost + char_at(l, given)->given, GLN_REASON_NAME);
    }
    if (given + 1 < l->n && (l->noted || cost + cost_at(l, given + 2) < gln_step__cost(*best))) {
        consider(l, i, best, surname + 2, cost + char_at(l, given)->given1 + char_at(l, given + 1)->given2,
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
        cost += char_at(l, k)->foreign;
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

/* What touches the dot within a foreign name is part of it, though not all of its characters transcribe
 * (艾尔肯·阿布都拉, 瓦歷斯·諾幹): half of them must, and the one farthest from the dot is no common word (但, 也). */
RARE gln_han_step consider_dotted(const lattice *l, size_t i, size_t longest, bool before, gln_han_step best)
{
    uint32_t cost = BITS(5);
    size_t strange = 0;
    for (size_t k = i; k < i + longest; k++) {
        const gln_han_char *h = char_at(l, k);
        const gln_han_char *outer = before ? char_at(l, i) : h;
        if (h->alone == gln_step__make(0, 1, GLN_REASON_SIGN)) {
            break;
        }
        strange += !(h->flags & GLN_MODEL_FOREIGN);
        cost += h->flags & GLN_MODEL_FOREIGN ? h->foreign : BITS(15);
        size_t length = k + 1 - i;
        if (length >= 2 && strange && strange * 2 <= length && (!before || length == longest) &&
            (outer->flags & GLN_MODEL_FOREIGN || gln_step__cost(outer->alone) >= BITS(13))) {
            consider(l, i, &best, length, cost, GLN_REASON_FOREIGN);
        }
    }
    return best;
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
        unsigned kind = kind_at(l, k);
        if (char_at(l, k)->alone == gln_step__make(0, 1, GLN_REASON_SIGN) || kind == 'l' || kind == 'q') {
            return; /* a sign has no model, and is in no name; nor is 两 (山东|两|省) */
        }
        cost += l->models[l->codes[k]].place;
    }
    consider(l, i, best, length + 1, cost, GLN_REASON_PLACE);
}

/* How many powers of ten stand at k: behind 多 or 余 in 九百多万. */
static size_t powers_at(const lattice *l, size_t k)
{
    size_t n = 0;
    while (kind_at(l, k + n) == 't') {
        n++;
    }
    return n;
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

/* Whether a common word of two characters begins at i. */
INLINE bool begins_word(const lattice *l, size_t i)
{
    gln_han_step two = l->s->shorts[i].two;
    return gln_step__reason(two) == GLN_REASON_LEXICON && gln_step__cost(two) < BITS(19);
}

/* Whether the character at i is 千 and belongs to what follows: 千瓦. */
static bool is_kilo(const lattice *l, size_t i)
{
    const gln_lexicon *lexicon = &l->s->analyzer->lexicon;
    return begins_word(l, i) && l->codes[i] == gln_lexicon__pair(lexicon->chars, lexicon->n_chars, 0x5343);
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
        bool kilo = k == 1 ? !run->myriad : is_kilo(l, k - 1); /* 5千克, 5亿千瓦 */
        consider(l, 0, &best, k, kilo ? BITS(6) : 0, GLN_REASON_UNIT);
        if (kilo && k > 1) {
            consider(l, 0, &best, k - 1, 0, GLN_REASON_UNIT);
        }
    }
    if (kind_at(l, k) == 'q') {
        consider(l, 0, &best, k + 1 + powers_at(l, k + 1), BITS(4), GLN_REASON_UNIT);
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
    if (k > start && *point) { /* 八点五亿 */
        k += powers_at(l, k);
    } else if (k > start && kind_at(l, k) == 'o' && kind_at(l, k + 1) == 'd') { /* 百分之十二点五 */
        k += 2;
    }
    return k > start ? k - end : 0;
}

/* Whether a number before 年 is that of a year, not of years: 民国八十三年, 八十三年十二月. */
static bool is_dated(const lattice *l, size_t i, size_t end)
{
    const gln_lexicon *lexicon = &l->s->analyzer->lexicon;
    if (kind_at(l, end) != 'y') {
        return false;
    }
    size_t month = end + 1;
    while (month < end + 3 && (kind_at(l, month) == 'd' || kind_at(l, month) == 't')) {
        month++;
    }
    return (month > end + 1 && kind_at(l, month) == 'm') ||
           (i >= 2 && l->codes[i - 1] == gln_lexicon__pair(lexicon->chars, lexicon->n_chars, 0x56FD) &&
            l->codes[i - 2] == gln_lexicon__pair(lexicon->chars, lexicon->n_chars, 0x6C11));
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
    if (length >= 3 && kind_at(l, end - 2) == 't' && is_kilo(l, end - 1)) { /* 五亿|千瓦 */
        consider(l, i, &best, length - 1, cost - BITS(2), GLN_REASON_NUMBER);
        consider(l, i, &best, length, cost + BITS(6), GLN_REASON_NUMBER);
    } else if (length >= 2) {
        consider(l, i, &best, length, cost, GLN_REASON_NUMBER);
        if (kind_at(l, end) == 'q' && kind_at(l, end - 1) == 't') {
            consider(l, i, &best, length + 1 + powers_at(l, end + 1), cost + BITS(1), GLN_REASON_NUMBER);
        }
    }
    bool point;
    size_t fraction = fraction_at(l, end, &point);
    if (fraction) {
        uint32_t more = !point ? BITS(4) : length > 1 || fraction > 3 ? BITS(6) : BITS(10);
        consider(l, i, &best, length + fraction, cost + more, GLN_REASON_NUMBER);
    }
    bool year = length >= 2 && (digits || is_dated(l, i, end));
    size_t unit = unit_at(l, end, year, small && (length > 1 || kind_at(l, end) != 'h'));
    if (kind_at(l, end) == 'f' && i > 0 && kind_at(l, i - 1) == 'h') { /* 九时|三十分 */
        unit = 1;
    }
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
        /* 台北|市长, 内蒙古|河北; 北京|城市, but 盐城市 */
        bool doubt = begins_word(l, i + length) || (length > 2 && begins_word(l, i + length - 1));
        uint32_t cost = doubt ? BITS(8) : BITS(3);
        consider(l, i, &best, length + 1, (value & GLN_TRIE_COST) + cost, GLN_REASON_PLACE);
    } else if (class == GLN_WORD_SURNAME) {
        consider_names(l, i, &best, length, BITS(19));
    }
    return best;
}

/* A word of the lexicon that is no word of one character. */
INLINE void consider_value(const lattice *l, size_t i, size_t length, uint32_t value, gln_han_step *best)
{
    if (value == GLN_TRIE_NO_WORD) {
        return;
    }
    consider(l, i, best, length, value & GLN_TRIE_COST, GLN_REASON_LEXICON);
    if (__builtin_expect(value >> GLN_TRIE_CLASS_SHIFT != GLN_WORD_PLAIN, 0)) {
        *best = consider_class(l, i, length, value, *best);
    }
}

/* The lexicon's words of three characters and more, whose first three end at the node. None goes on behind the run,
 * also in a lexicon where signs have been made part of words. */
RARE gln_han_step consider_longer(const lattice *l, size_t i, uint32_t node, gln_han_step best)
{
    for (size_t length = 3; node && i + length <= l->n; length++) {
        consider_value(l, i, length, gln_trie__value(l->nodes[node]), &best);
        node = gln_trie__step(l->nodes, node, l->codes[i + length]);
    }
    return best;
}

/* Behind the numerals from i on. */
INLINE size_t numerals_end(const lattice *l, size_t i)
{
    while (char_at(l, i)->flags & GLN_MODEL_NUMERAL) {
        i++;
    }
    return i;
}

/* How many characters from i on transcribe, as far as it matters. */
INLINE size_t foreign_length(const lattice *l, size_t i)
{
    size_t n = 3; /* known */
    while (n < LONGEST_FOREIGN && char_at(l, i + n)->flags & GLN_MODEL_FOREIGN) {
        n++;
    }
    return n;
}

/* How far behind i the next end of a place's name stands; there is one near. */
INLINE size_t place_length(const lattice *l, size_t i)
{
    size_t n = 1;
    while (n < LONGEST_PLACE && !(char_at(l, i + n)->flags & GLN_MODEL_PLACE)) {
        n++;
    }
    return n;
}

/* What look_up() says of a character, beside the model's flags FOREIGN (it and the next two transcribe) and PLACE (one
 * of the next three ends a place's name). */
enum {
    MARK_LONGER = 1, /* words of three characters may begin there */
    MARK_DOTTED = 4, /* a dot stands before long */
    MARK_DOUBLED = 16,
    MARK_CLASS = 64, /* the word of two characters has a class */
    MARK_ALONE = GLN_HAN_ALONE
};

/* What the character itself begins. */
RARE gln_han_step consider_alone(const lattice *l, size_t i, gln_han_step best)
{
    const gln_han_char *h = char_at(l, i);
    if (h->flags & GLN_HAN_CLASS) {
        best = consider_class(l, i, 1, gln_trie__value(l->nodes[h->node]), best);
    }
    if (h->kind == 'n') { /* 第三 */
        size_t length = numerals_end(l, i + 1) - i;
        if (length > 1) {
            consider(l, i, &best, length, BITS(8) + (uint32_t)length * BITS(2), GLN_REASON_NUMBER);
        }
    }
    if (h->flags & GLN_MODEL_NUMERAL && (i == 0 || !(char_at(l, i - 1)->flags & GLN_MODEL_NUMERAL))) {
        best = consider_number(l, i, numerals_end(l, i), best);
    }
    return best;
}

/* The edges that few characters have. */
INLINE gln_han_step consider_marked(const lattice *l, size_t i, unsigned mark, gln_han_step best)
{
    const gln_han_short *here = &l->s->shorts[i];
    if (mark & MARK_LONGER) {
        best = consider_longer(l, i, here->third, best);
    }
    if (mark & GLN_MODEL_PLACE) {
        consider_place(l, i, i + place_length(l, i), &best);
    }
    if (mark & MARK_CLASS) {
        best = consider_class(l, i, 2, gln_trie__value(l->nodes[here->second]), best);
    }
    if (mark & GLN_MODEL_FOREIGN) {
        consider_foreign(l, i, i + foreign_length(l, i), &best);
    }
    if (mark & MARK_DOTTED) {
        best = consider_dotted(l, i, l->n - i, true, best);
    }
    if (mark & MARK_DOUBLED && l->codes[i + 2] == l->codes[i + 3]) {
        best = consider_doubled(l, i, best);
    }
    return mark & MARK_ALONE ? consider_alone(l, i, best) : best;
}

/* The edges that find() takes together, one by one. */
RARE void note_short(const lattice *l, size_t i)
{
    const gln_han_char *h = char_at(l, i);
    uint32_t first = h->node == GLN_HAN_NO_NODE ? 0 : h->node;
    uint32_t second = first ? gln_trie__step(l->nodes, first, l->codes[i + 1]) : 0;
    gln_segmenter__note(l->s, i, 1, l->s->analyzer->lexicon.unknown_cost, GLN_REASON_UNKNOWN);
    if (first && gln_trie__value(l->nodes[first]) != GLN_TRIE_NO_WORD) {
        gln_segmenter__note(l->s, i, 1, gln_trie__value(l->nodes[first]) & GLN_TRIE_COST, GLN_REASON_LEXICON);
    }
    if (second && gln_trie__value(l->nodes[second]) != GLN_TRIE_NO_WORD) {
        gln_segmenter__note(l->s, i, 2, gln_trie__value(l->nodes[second]) & GLN_TRIE_COST, GLN_REASON_LEXICON);
    }
    if (i + 1 < l->n) {
        gln_segmenter__note(l->s, i, 2, h->begin + char_at(l, i + 1)->end, GLN_REASON_PAIR);
    }
    if (h->flags & GLN_MODEL_SURNAME) {
        gln_han_step ignored = UINT64_MAX;
        consider_names(l, i, &ignored, 1, h->surname);
    }
}

/* A word of the lexicon, a pair or a name of two characters, whichever costs least, and a name of three. Where there is
 * none, it costs more than any way around it. What else begins at a character is in marks. There is no branch here,
 * since nobody could foresee where it goes, and nothing waits for what was found before: so the trie's memory, of which
 * the nodes of pairs were fetched when the run was read, and those behind them are here, comes as fast as it can. */
static void look_up(const lattice *l, gln_han_short *shorts, uint8_t *marks)
{
    const uint64_t *nodes = l->nodes;
    const gln_han_char *chars = l->chars;
    const uint16_t *codes = l->codes;
    const size_t n = l->n;
    const uint64_t cost = (uint64_t)GLN_TRIE_COST << 32;
    const gln_han_char *h = &chars[codes[0]];
    const gln_han_char *next = &chars[codes[1]];
    const gln_han_char *after = &chars[codes[2]];
    for (size_t i = 0; i < n; i++) {
        const gln_han_char *third = &chars[codes[i + 3]];
        uint32_t slot = h->base + codes[i + 1];
        uint64_t node = nodes[slot];
        /* all ones where the node is another's: no word, whose value costs as much as four unknown characters, and the
         * parent of none */
        uint64_t other = ~(uint64_t)((int64_t)((uint64_t)(gln_trie__check(node) ^ h->node) - 1) >> 63);
        shorts[i].second = slot | (uint32_t)other;
        shorts[i].third = (gln_trie__base(node) & ~(uint32_t)other) + codes[i + 2];
        __builtin_prefetch(&nodes[shorts[i].third]);
        node |= other;
        gln_han_step two = (node >> 16 & cost) | gln_step__make(0, 2, GLN_REASON_LEXICON);
        gln_han_step pair = gln_step__make((uint32_t)h->begin + next->end, 2, GLN_REASON_PAIR);
        gln_han_step name = gln_step__make((uint32_t)h->surname + next->given, 2, GLN_REASON_NAME);
        two = pair < two ? pair : two;
        shorts[i].two = name < two ? name : two;
        shorts[i].three = gln_step__make((uint32_t)h->surname + next->given1 + after->given2, 3, GLN_REASON_NAME);
        unsigned mark = h->flags & GLN_HAN_ALONE;
        mark |= h->flags & next->flags & after->flags & GLN_MODEL_FOREIGN;
        mark |= (unsigned)(next->flags | after->flags | third->flags) & GLN_MODEL_PLACE;
        mark |= (gln_trie__value(node) >> GLN_TRIE_CLASS_SHIFT) - 1U < 6 ? MARK_CLASS : 0;
        mark |= h == next ? MARK_DOUBLED : 0;
        marks[i] = (uint8_t)mark;
        h = next;
        next = after;
        after = third;
    }
    for (size_t i = 0; i < n; i++) {
        marks[i] |= gln_trie__check(nodes[shorts[i].third]) == shorts[i].second ? MARK_LONGER : 0;
    }
    for (size_t i = n; l->s->han.before_dot && i > 0 && n - i < LONGEST_FOREIGN; i--) {
        marks[i - 1] |= MARK_DOTTED;
    }
}

/* cost(i) = min over edges e at i of cost(e) + cost(i + |e|), from the end of the run to its start. One character in
 * six has edges other than those that lie ready. */
INLINE void find(gln_segmenter *s, const bool noted)
{
    const gln_analyzer *a = s->analyzer;
    gln_han_step *steps = s->steps;
    const lattice l = {s, a->lexicon.nodes, a->chars, a->lexicon.models, s->codes, steps, s->han.n, noted};
    const gln_han_short *shorts = s->shorts;
    const uint8_t *marks = s->marks;
    gln_han_step rest1 = 0; /* behind one character, two and three */
    gln_han_step rest2 = 0;
    gln_han_step rest3 = 0;
    look_up(&l, s->shorts, s->marks);
    steps[l.n] = 0;
    for (size_t i = l.n; i-- > 0;) {
        gln_han_step best = char_at(&l, i)->alone + rest1;
        gln_han_step two = shorts[i].two + rest2;
        gln_han_step three = shorts[i].three + rest3;
        best = two < best ? two : best;
        best = three < best ? three : best;
        if (noted) {
            note_short(&l, i);
        }
        if (marks[i]) {
            best = consider_marked(&l, i, marks[i], best);
        }
        steps[i] = best;
        rest3 = rest2;
        rest2 = rest1;
        rest1 = gln_step__rest(best);
    }
    if (s->han.after_number && l.n) {
        steps[0] = consider_units(&l, steps[0]);
    }
    if (s->han.after_dot && l.n) {
        steps[0] = consider_dotted(&l, 0, l.n < LONGEST_FOREIGN ? l.n : LONGEST_FOREIGN, false, steps[0]);
    }
    if (s->han.mixed && l.n) {
        steps[0] = consider_mixed(&l, steps[0]);
    }
}

void gln_segmenter__find_path(gln_segmenter *s)
{
    find(s, false);
}

void gln_segmenter__note_edges(gln_segmenter *s)
{
    find(s, true);
}
