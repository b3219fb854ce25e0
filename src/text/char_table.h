/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analyzer knows of each code point, looked up once and then kept: its normalized form, and its part in
 * segmentation. A table belongs to one thread. */
#ifndef GLN_TEXT_CHAR_TABLE_H
#define GLN_TEXT_CHAR_TABLE_H

#include "core/utf8.h"
#include "text/lexicon_image.h"

#include <unicode/ubrk.h>
#include <unicode/unorm2.h>

/* Normalized form: the low 21 bits are the one code point that it is, and flags. */
#define GLN_NORM_POINT UINT32_C(0x1FFFFF)
#define GLN_NORM_COMPLEX (UINT32_C(1) << 21) /* none or several code points: ask ICU */
#define GLN_NORM_JOINS (UINT32_C(1) << 22)   /* may change together with what stands before it */
#define GLN_NORM_WHITE (UINT32_C(1) << 23)   /* white space */

/* Segmentation: the low 16 bits are the character's code in the lexicon (0: none), then the word-break class. */
#define GLN_CHAR_CODE UINT32_C(0xFFFF)
#define GLN_CHAR_CLASS(entry) ((gln_word_class)((entry) >> 16 & 15U))
#define GLN_CHAR_HAN (UINT32_C(1) << 20)
#define GLN_CHAR_KANA (UINT32_C(1) << 21)
#define GLN_CHAR_SPACE (UINT32_C(1) << 22) /* white space, control or format character */

#define GLN_CHAR_LETTER (UINT32_C(1) << 23) /* a letter by Word_Break, hard or not */
#define GLN_CHAR_FOLDED (UINT32_C(1) << 24) /* an ideograph whose code is that of another one, which it folds to */

/* Word_Break (UAX #29), as far as the fast path of segment_other.c goes. */
typedef enum gln_word_class {
    GLN_CLASS_OTHER, /* a token of its own, whatever stands around it */
    GLN_CLASS_CR,
    GLN_CLASS_LF,
    GLN_CLASS_NEWLINE,
    GLN_CLASS_SPACE,
    GLN_CLASS_LETTER,
    GLN_CLASS_NUMERIC,
    GLN_CLASS_EXTEND_NUM,
    GLN_CLASS_MID_LETTER,
    GLN_CLASS_MID_NUM,
    GLN_CLASS_MID_NUM_LET,
    GLN_CLASS_JOIN,  /* Extend, Format, ZWJ: stays with what stands before it */
    GLN_CLASS_QUOTE, /* the double quote: as other, except among Hebrew letters */
    GLN_CLASS_HARD,  /* ICU must be asked */
    GLN_CLASS_END,   /* of the text; no character has it */
} gln_word_class;

/* The block of ideographs that nearly all text is in: each is of the script Han and its own normal form. */
enum { GLN_HAN_FIRST = 0x4E00, GLN_HAN_LAST = 0x9FFF };

enum { GLN_BLOCK = 256, GLN_N_BLOCKS = 0x110000 / GLN_BLOCK };

typedef struct gln_char_table {
    const gln_lexicon *lexicon;
    const UNormalizer2 *normalizer;
    bool keep_script;
    bool failed;           /* memory ran out or ICU failed at some block: what was looked up since is wrong */
    UBreakIterator *words; /* NULL until segmentation needs it */
    uint32_t *norm[GLN_N_BLOCKS];
    uint32_t *chars[GLN_N_BLOCKS];
    uint16_t *wide; /* gln_char_table__wide; NULL until segmentation needs it */
} gln_char_table;

/* The lexicon must outlive the table. */
GLN_MUST_USE gln_status gln_char_table__init(gln_char_table *table, const gln_lexicon *lexicon, bool keep_script,
                                             gln_error *err);
void gln_char_table__clear(gln_char_table *table);

/* Fills a block; an all-zero one and `failed` on want. */
const uint32_t *gln_char_table__fill_norm(gln_char_table *table, uint32_t block);
const uint32_t *gln_char_table__fill_chars(gln_char_table *table, uint32_t block);

/* Makes the table for gln_char_table__wide; `failed` on want. */
void gln_char_table__widen(gln_char_table *table);

/* The simplified form of a character, or itself. */
uint32_t gln_char_table__simplify(const gln_char_table *table, uint32_t c);

/* The code point at units[*at] of well-formed UTF-16; *at moves behind it. */
static inline uint32_t gln_utf16__next(const UChar *units, int32_t *at)
{
    uint32_t c = units[(*at)++];
    if (c < 0xD800 || c > 0xDBFF) {
        return c;
    }
    uint32_t trail = units[(*at)++];
    return 0x10000U + ((c & 0x3FFU) << 10) + (trail & 0x3FFU);
}

static inline uint32_t gln_char_table__norm(gln_char_table *table, uint32_t c)
{
    const uint32_t *block = table->norm[c >> 8];
    if (__builtin_expect(!block, 0)) {
        block = gln_char_table__fill_norm(table, c >> 8);
    }
    return block[c & 0xFF];
}

static inline uint32_t gln_char_table__char(gln_char_table *table, uint32_t c)
{
    const uint32_t *block = table->chars[c >> 8];
    if (__builtin_expect(!block, 0)) {
        block = gln_char_table__fill_chars(table, c >> 8);
    }
    return block[c & 0xFF];
}

#define GLN_WIDE_NONE UINT16_MAX

/* What the character of two bytes or more whose first three bytes are at p is to the lattice: the code of an ideograph,
 * 0 of one that no word has, gln_han__sign of a sign that is a token wherever a token starts at it, GLN_WIDE_NONE of
 * everything else, and of what is not three bytes long. The sum is the code point where it is, and where not is below
 * U+0800, where the table has none, or beyond its end. */
static inline uint32_t gln_char_table__wide(const uint16_t *wide, const unsigned char *p)
{
    uint32_t c = ((uint32_t)p[0] << 12) + ((uint32_t)p[1] << 6) + p[2] - ((0xE0U << 12) + (0x80U << 6) + 0x80U);
    return __builtin_expect(c <= 0xFFFF, 1) ? wide[c] : GLN_WIDE_NONE;
}

#endif
