/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything but pure runs of ideographs: the default word boundaries of Unicode (UAX #29, section 4.1). Letters,
 * digits and signs of the usual scripts are cut here by the same rules; as soon as a decision would need a character
 * whose class is hard (marks, kana, Thai, emoji, ...) ICU cuts the stretch from there to the next sure boundary. */
#include "text/segment.h"

static bool is_inner(gln_word_class class)
{
    return class == GLN_CLASS_LETTER || class == GLN_CLASS_NUMERIC || class == GLN_CLASS_EXTEND_NUM;
}

/* The class at `at`. A pure run of ideographs counts as the end of the text. */
static gln_word_class class_at(gln_segmenter *s, size_t at, size_t *next, uint32_t *entry)
{
    if (at >= s->to) {
        *next = at;
        *entry = 0;
        return GLN_CLASS_END;
    }
    *entry = gln_segmenter__look(s, at, next);
    if ((*entry & GLN_CHAR_HAN) && gln_segmenter__read_han(s, at)->pure) {
        return GLN_CLASS_END;
    }
    return GLN_CHAR_CLASS(*entry);
}

/* Whether ICU must be asked about a character behind a word: not about an ideograph, which no word goes on with. */
static bool may_join(gln_word_class class, uint32_t entry)
{
    return class == GLN_CLASS_JOIN || (class == GLN_CLASS_HARD && !(entry & GLN_CHAR_HAN));
}

/* The end of the plain letters of one and two bytes from `at` on: all but a few of Latin, Greek and Cyrillic. */
static size_t end_of_letters(gln_segmenter *s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s->text.ptr;
    while (at < s->to && p[at] < 0xE0) {
        size_t next = at + (p[at] < 0x80 ? 1 : 2);
        uint32_t c = p[at] < 0x80 ? p[at] : (p[at] & 0x1FU) << 6 | (p[at + 1] & 0x3FU);
        if (GLN_CHAR_CLASS(gln_char_table__char(&s->table, c)) != GLN_CLASS_LETTER) {
            break;
        }
        at = next;
    }
    return at;
}

/* WB5 to WB13b without Hebrew and Katakana: the end of the word or number that starts before `at` with the class, or 0
 * where ICU must be asked. */
static size_t end_of_word(gln_segmenter *s, size_t at, gln_word_class class, gln_token_kind *kind)
{
    bool letter = class == GLN_CLASS_LETTER;
    bool digit = class == GLN_CLASS_NUMERIC;
    bool signs = false; /* the last two were signs that join, as the low line */
    for (;;) {
        size_t next;
        uint32_t entry;
        if (class == GLN_CLASS_LETTER) {
            at = end_of_letters(s, at);
        }
        gln_word_class then = class_at(s, at, &next, &entry);
        if (may_join(then, entry)) {
            return 0;
        }
        bool letters = class == GLN_CLASS_LETTER && (then == GLN_CLASS_MID_LETTER || then == GLN_CLASS_MID_NUM_LET);
        bool numbers = class == GLN_CLASS_NUMERIC && (then == GLN_CLASS_MID_NUM || then == GLN_CLASS_MID_NUM_LET);
        if (letters || numbers) {
            size_t after;
            gln_word_class third = class_at(s, next, &after, &entry);
            if (may_join(third, entry)) {
                return 0;
            }
            then = third == class ? class : then;
            next = after;
        }
        if (!is_inner(then)) {
            /* one sign alone (a low line) is punctuation; of two in a row ICU's rule status makes a word */
            *kind = letter || signs ? GLN_TOKEN_WORD : digit ? GLN_TOKEN_NUMBER : GLN_TOKEN_PUNCT;
            return at;
        }
        letter = letter || then == GLN_CLASS_LETTER;
        digit = digit || then == GLN_CLASS_NUMERIC;
        signs = class == GLN_CLASS_EXTEND_NUM && then == GLN_CLASS_EXTEND_NUM;
        class = then;
        at = next;
    }
}

/* WB3d; 0 where a mark follows. */
static size_t end_of_space(gln_segmenter *s, size_t at)
{
    for (;;) {
        size_t next;
        uint32_t entry;
        gln_word_class class = class_at(s, at, &next, &entry);
        if (class == GLN_CLASS_JOIN) {
            return 0;
        }
        if (class != GLN_CLASS_SPACE) {
            return at;
        }
        at = next;
    }
}

/* The token at `at` by our own rules, or false. */
static bool cut_simple(gln_segmenter *s, size_t at, size_t *end)
{
    size_t next;
    size_t after;
    uint32_t entry;
    uint32_t ignored;
    gln_token_kind kind = GLN_TOKEN_SPACE;
    gln_word_class class = class_at(s, at, &next, &entry);
    switch (class) {
    case GLN_CLASS_CR:
        if (class_at(s, next, &after, &ignored) == GLN_CLASS_LF) {
            next = after;
        }
        break;
    case GLN_CLASS_LF:
    case GLN_CLASS_NEWLINE:
        break;
    case GLN_CLASS_SPACE:
        next = end_of_space(s, next);
        break;
    case GLN_CLASS_LETTER:
    case GLN_CLASS_NUMERIC:
    case GLN_CLASS_EXTEND_NUM:
        next = end_of_word(s, next, class, &kind);
        if (kind == GLN_TOKEN_PUNCT && entry & GLN_CHAR_SPACE) {
            kind = GLN_TOKEN_SPACE; /* the narrow no-break space joins words as a low line does */
        }
        break;
    case GLN_CLASS_OTHER:
    case GLN_CLASS_QUOTE:
    case GLN_CLASS_MID_LETTER:
    case GLN_CLASS_MID_NUM:
    case GLN_CLASS_MID_NUM_LET:
        kind = entry & GLN_CHAR_SPACE ? GLN_TOKEN_SPACE : GLN_TOKEN_PUNCT;
        next = class_at(s, next, &after, &ignored) == GLN_CLASS_JOIN ? 0 : next;
        break;
    default:
        return false;
    }
    if (next == 0) {
        return false;
    }
    gln_segmenter__put(s, at, next, kind);
    const unsigned char *p = (const unsigned char *)s->text.ptr + at;
    bool sign = p[0] == '%' || p[0] == 0xE2 || (p[0] == 0xEF && p[1] == 0xBC && p[2] == 0x85); /* % ‰ — … ％ */
    if (!s->whole_han && (kind == GLN_TOKEN_PUNCT ? sign : kind != GLN_TOKEN_SPACE)) {
        gln_segmenter__join_other(s);
    }
    *end = next;
    return true;
}

/* The first place behind `at` where a boundary is sure and what follows does not depend on what came before. */
static size_t next_sure(gln_segmenter *s, size_t at)
{
    gln_word_class before = GLN_CLASS_END;
    for (size_t start = at; at < s->to;) {
        size_t next;
        uint32_t entry;
        gln_word_class class = class_at(s, at, &next, &entry);
        bool line =
            (class == GLN_CLASS_LF && before != GLN_CLASS_CR) || class == GLN_CLASS_CR || class == GLN_CLASS_NEWLINE;
        bool space = class == GLN_CLASS_SPACE && before != GLN_CLASS_SPACE && before != GLN_CLASS_JOIN;
        if (class == GLN_CLASS_END || (at > start && (class == GLN_CLASS_OTHER || line || space))) {
            return at;
        }
        before = class;
        at = entry & GLN_CHAR_HAN ? s->han.end : next;
    }
    return s->to;
}

/* By ICU's rule status; but what holds a letter is no number (ICU calls G20 one, since it ends in digits). */
static gln_token_kind kind_of(gln_segmenter *s, size_t start, size_t end, int32_t status)
{
    size_t at = start;
    uint32_t entry = gln_segmenter__look(s, at, &at);
    if (status >= UBRK_WORD_LETTER) {
        return GLN_TOKEN_WORD;
    }
    if (status < UBRK_WORD_NUMBER) {
        return entry & GLN_CHAR_SPACE ? GLN_TOKEN_SPACE : GLN_TOKEN_PUNCT;
    }
    while (!(entry & GLN_CHAR_LETTER) && at < end) {
        entry = gln_segmenter__look(s, at, &at);
    }
    return entry & GLN_CHAR_LETTER ? GLN_TOKEN_WORD : GLN_TOKEN_NUMBER;
}

/* ICU's own boundaries for [start, end). It is given UTF-16: on other text its dictionaries count bytes for characters
 * in places, and cut short words differently. */
static gln_status cut_by_icu(gln_segmenter *s, size_t start, size_t end, gln_error *err)
{
    UChar *units = gln_memory__grown(s->units, &s->units_capacity, end - start, sizeof *units);
    if (!units) {
        return gln_error__nomem(err);
    }
    s->units = units;
    int32_t n = 0;
    for (size_t at = start; at < end;) {
        UChar32 c = (UChar32)gln_utf8__next(s->text.ptr, &at);
        U16_APPEND_UNSAFE(units, n, c);
    }
    UErrorCode code = U_ZERO_ERROR;
    ubrk_setText(s->table.words, units, n, &code);
    if (U_FAILURE(code)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU's word break failed: %s", u_errorName(code));
    }
    size_t from = start;
    int32_t unit = ubrk_first(s->table.words);
    for (int32_t to = ubrk_next(s->table.words); to != UBRK_DONE; to = ubrk_next(s->table.words)) {
        size_t at = from;
        while (unit < to && at < end) {
            unit += gln_utf8__next(s->text.ptr, &at) > 0xFFFF ? 2 : 1;
        }
        gln_segmenter__put(s, from, at, kind_of(s, from, at, ubrk_getRuleStatus(s->table.words)));
        from = at;
    }
    return from == end ? GLN_OK : gln_error_set(err, GLN_ERR_INTERNAL, "ICU's word break left a text uncut");
}

gln_status gln_segmenter__cut_other(gln_segmenter *s, size_t *at, gln_error *err)
{
    if (cut_simple(s, *at, at)) {
        return GLN_OK;
    }
    size_t end = next_sure(s, *at);
    gln_status status = cut_by_icu(s, *at, end, err);
    *at = end;
    return status;
}
