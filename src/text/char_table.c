/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/char_table.h"

#include "text/han_char.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <stdlib.h>

static const uint32_t no_block[GLN_BLOCK];

gln_status gln_char_table__init(gln_char_table *table, const gln_lexicon *lexicon, bool keep_script, gln_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&code);
    if (U_FAILURE(code)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU has no NFKC_Casefold: %s", u_errorName(code));
    }
    memset(table, 0, sizeof *table);
    table->lexicon = lexicon;
    table->normalizer = normalizer;
    table->keep_script = keep_script;
    return GLN_OK;
}

void gln_char_table__clear(gln_char_table *table)
{
    for (size_t i = 0; i < GLN_N_BLOCKS; i++) {
        free(table->norm[i]);
        free(table->chars[i]);
    }
    free(table->wide);
    if (table->words) {
        ubrk_close(table->words);
    }
    memset(table, 0, sizeof *table);
}

uint32_t gln_char_table__simplify(const gln_char_table *table, uint32_t c)
{
    uint32_t to = c < 0x2E80 ? 0 : gln_lexicon__pair(table->lexicon->folds, table->lexicon->n_folds, c);
    return to ? to : c;
}

/* NFKC_Casefold of one character, where that is one character; else 0. */
static uint32_t normalized_point(const gln_char_table *table, uint32_t c)
{
    if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) {
        return c; /* ideographs and whole syllables are stable in every Unicode version */
    }
    if (c >= 0xD800 && c <= 0xDFFF) {
        return c;
    }
    UErrorCode code = U_ZERO_ERROR;
    UChar from[2];
    UChar to[32];
    int32_t n = 0;
    U16_APPEND_UNSAFE(from, n, c);
    int32_t len = unorm2_normalize(table->normalizer, from, n, to, 32, &code);
    if (U_FAILURE(code) || len == 0) {
        return 0;
    }
    int32_t at = 0;
    uint32_t first = gln_utf16__next(to, &at);
    return at == len ? first : 0;
}

const uint32_t *gln_char_table__fill_norm(gln_char_table *table, uint32_t block)
{
    uint32_t *entries = gln_memory__array(GLN_BLOCK, sizeof *entries);
    if (!entries) {
        table->failed = true;
        return no_block;
    }
    for (uint32_t i = 0; i < GLN_BLOCK; i++) {
        uint32_t c = block * GLN_BLOCK + i;
        uint32_t to = normalized_point(table, c);
        uint32_t entry = to || c == 0 ? to : GLN_NORM_COMPLEX;
        if (to && !table->keep_script) {
            entry = gln_char_table__simplify(table, to);
        }
        if (!unorm2_hasBoundaryBefore(table->normalizer, (UChar32)c)) {
            entry |= GLN_NORM_JOINS;
        }
        if (u_isUWhiteSpace((UChar32)c)) {
            entry |= GLN_NORM_WHITE;
        }
        entries[i] = entry;
    }
    table->norm[block] = entries;
    return entries;
}

/* The class by the properties that ICU's word rules are written in. */
static gln_word_class class_by_property(UChar32 c, UScriptCode script)
{
    if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL ||
        u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) ||
        u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
        u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) {
        switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
        case U_WB_EXTEND:
        case U_WB_FORMAT:
        case U_WB_ZWJ:
            return GLN_CLASS_JOIN;
        default:
            return GLN_CLASS_HARD;
        }
    }
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_OTHER:
        return GLN_CLASS_OTHER;
    case U_WB_CR:
        return GLN_CLASS_CR;
    case U_WB_LF:
        return GLN_CLASS_LF;
    case U_WB_NEWLINE:
        return GLN_CLASS_NEWLINE;
    case U_WB_WSEGSPACE:
        return GLN_CLASS_SPACE;
    case U_WB_ALETTER:
        return GLN_CLASS_LETTER;
    case U_WB_NUMERIC:
        return GLN_CLASS_NUMERIC;
    case U_WB_EXTENDNUMLET:
        return GLN_CLASS_EXTEND_NUM;
    case U_WB_MIDLETTER:
        return GLN_CLASS_MID_LETTER;
    case U_WB_MIDNUM:
        return GLN_CLASS_MID_NUM;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
        return GLN_CLASS_MID_NUM_LET; /* they differ for Hebrew only, which is hard */
    case U_WB_EXTEND:
    case U_WB_FORMAT:
    case U_WB_ZWJ:
        return GLN_CLASS_JOIN;
    case U_WB_DOUBLE_QUOTE:
        return GLN_CLASS_QUOTE;
    default:
        return GLN_CLASS_HARD; /* Hebrew letters, Katakana, regional indicators, whatever comes */
    }
}

/* Whether ICU's first token of the text is the whole. */
static bool is_one_token(UBreakIterator *words, const UChar *text, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    ubrk_setText(words, text, len, &code);
    (void)ubrk_first(words);
    return U_SUCCESS(code) && ubrk_next(words) == len;
}

/* What a character of the class does in a<c>b, 1<c>2, <c><c> and <c>a: a bit each where ICU keeps the whole together.
 */
static unsigned joins_of(gln_word_class class)
{
    bool inner = class == GLN_CLASS_LETTER || class == GLN_CLASS_NUMERIC || class == GLN_CLASS_EXTEND_NUM;
    bool letters = inner || class == GLN_CLASS_MID_LETTER || class == GLN_CLASS_MID_NUM_LET;
    bool numbers = inner || class == GLN_CLASS_MID_NUM || class == GLN_CLASS_MID_NUM_LET;
    return (letters ? 1U : 0) | (numbers ? 2U : 0) | (inner || class == GLN_CLASS_SPACE ? 4U : 0) | (inner ? 8U : 0);
}

/* Locales and versions of ICU depart from the property: the colon stands between letters by it, and does not for
 * ICU 72. So the class is tried out; where ICU does other than it says and other than for a character of no class, ICU
 * is asked every time. */
static gln_word_class class_tried(UBreakIterator *words, UChar32 c, gln_word_class class)
{
    UChar text[6];
    int32_t end = 0;
    text[end++] = u'a';
    U16_APPEND_UNSAFE(text, end, c);
    text[end++] = u'b';
    unsigned joins = is_one_token(words, text, end) ? 1U : 0;
    text[0] = u'1';
    text[end - 1] = u'2';
    joins |= is_one_token(words, text, end) ? 2U : 0;
    end = 0;
    U16_APPEND_UNSAFE(text, end, c);
    int32_t half = end;
    U16_APPEND_UNSAFE(text, end, c);
    joins |= is_one_token(words, text, end) ? 4U : 0;
    text[half] = u'a';
    joins |= is_one_token(words, text, half + 1) ? 8U : 0;
    return joins == joins_of(class)                      ? class
           : joins == 0 && class == GLN_CLASS_MID_LETTER ? GLN_CLASS_OTHER
                                                         : GLN_CLASS_HARD;
}

static uint32_t entry_of(gln_char_table *table, uint32_t point)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar32 c = (UChar32)point;
    UScriptCode script = uscript_getScript(c, &code);
    int8_t category = u_charType(c);
    gln_word_class class = class_by_property(c, script);
    bool nothing = category == U_UNASSIGNED || category == U_PRIVATE_USE_CHAR || category == U_SURROGATE;
    bool certain =
        class == GLN_CLASS_HARD || class == GLN_CLASS_JOIN || nothing || (class == GLN_CLASS_LETTER && point >= 0x80);
    if (!certain) {
        class = class_tried(table->words, c, class);
    }
    uint32_t entry = (uint32_t) class << 16;
    if (script == USCRIPT_HAN && class != GLN_CLASS_JOIN) {
        uint32_t folded = normalized_point(table, point);
        folded = folded ? gln_char_table__simplify(table, folded) : 0;
        entry |= GLN_CHAR_HAN | gln_lexicon__pair(table->lexicon->chars, table->lexicon->n_chars, folded);
        entry |= folded != point ? GLN_CHAR_FOLDED : 0;
    }
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || point == 0x30FC || point == 0xFF70) {
        entry |= GLN_CHAR_KANA;
    }
    int32_t property = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    if (property == U_WB_ALETTER || property == U_WB_HEBREW_LETTER || property == U_WB_KATAKANA) {
        entry |= GLN_CHAR_LETTER;
    }
    if (u_isUWhiteSpace(c) || category == U_CONTROL_CHAR || category == U_FORMAT_CHAR) {
        entry |= GLN_CHAR_SPACE;
    }
    return entry;
}

const uint32_t *gln_char_table__fill_chars(gln_char_table *table, uint32_t block)
{
    UErrorCode code = U_ZERO_ERROR;
    uint32_t *entries = gln_memory__array(GLN_BLOCK, sizeof *entries);
    if (!table->words) {
        table->words = ubrk_open(UBRK_WORD, "", NULL, 0, &code); /* "": the root locale, not the host's */
    }
    if (!entries || U_FAILURE(code)) {
        free(entries);
        table->failed = true;
        return no_block;
    }
    for (uint32_t i = 0; i < GLN_BLOCK; i++) {
        entries[i] = entry_of(table, block * GLN_BLOCK + i);
    }
    table->chars[block] = entries;
    return entries;
}

/* The code of each of the commonest ideographs, by itself or by its simplified form. */
static void set_ideographs(gln_char_table *table)
{
    const gln_lexicon *lexicon = table->lexicon;
    for (uint32_t c = GLN_HAN_FIRST; c <= GLN_HAN_LAST; c++) {
        table->wide[c] = 0;
    }
    for (uint32_t i = 0; i < lexicon->n_chars; i++) {
        uint32_t c = lexicon->chars[i].from;
        if (c >= GLN_HAN_FIRST && c <= GLN_HAN_LAST) {
            table->wide[c] = (uint16_t)lexicon->chars[i].to;
        }
    }
    for (uint32_t i = 0; i < lexicon->n_folds; i++) {
        uint32_t c = lexicon->folds[i].from;
        if (c >= GLN_HAN_FIRST && c <= GLN_HAN_LAST) {
            table->wide[c] = (uint16_t)gln_lexicon__pair(lexicon->chars, lexicon->n_chars, lexicon->folds[i].to);
        }
    }
}

void gln_char_table__widen(gln_char_table *table)
{
    enum { POINTS = 0x10000 };
    static const char others[] = "、。〈〉《》「」『』【】〔〕〖〗！（），：；？‘’“”〇々";
    table->wide = gln_memory__array(POINTS, sizeof *table->wide);
    if (!table->wide || table->lexicon->n_chars >= GLN_WIDE_NONE - 1) {
        table->failed = true;
        return;
    }
    for (uint32_t c = 0; c < POINTS; c++) {
        table->wide[c] = GLN_WIDE_NONE;
    }
    set_ideographs(table);
    for (size_t at = 0; at < sizeof others - 1;) {
        uint32_t c = gln_utf8__next(others, &at);
        uint32_t entry = gln_char_table__char(table, c);
        gln_word_class class = GLN_CHAR_CLASS(entry);
        bool middle = class == GLN_CLASS_MID_LETTER || class == GLN_CLASS_MID_NUM || class == GLN_CLASS_MID_NUM_LET;
        if (entry & GLN_CHAR_HAN) {
            table->wide[c] = (uint16_t)(entry & GLN_CHAR_CODE);
        } else if ((class == GLN_CLASS_OTHER || middle) && !(entry & (GLN_CHAR_SPACE | GLN_CHAR_KANA))) {
            table->wide[c] = (uint16_t)gln_han__sign(table->lexicon);
        }
    }
}
