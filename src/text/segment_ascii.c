/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ASCII, 64 bytes at a time. Nearly all of English, and the figures and tags in Chinese, is decided here by the masks
 * of ascii_masks.h; what needs more than them is left to segment_other.c. */
#include "text/ascii_masks.h"
#include "text/segment.h"

/* Whether a token starts at `at`, where no ASCII stands, whatever is before it. */
static bool is_apart(gln_segmenter *s, size_t at)
{
    uint32_t entry = gln_segmenter__look(s, at, &at);
    gln_word_class class = GLN_CHAR_CLASS(entry);
    if (class == GLN_CLASS_MID_LETTER || class == GLN_CLASS_MID_NUM || class == GLN_CLASS_MID_NUM_LET) {
        if (at == s->to) {
            return true;
        }
        entry = gln_segmenter__look(s, at, &at); /* what it could join */
        class = GLN_CHAR_CLASS(entry);
    }
    return class == GLN_CLASS_OTHER || (entry & GLN_CHAR_HAN);
}

/* The masks of what follows `at`; returns the last place among it up to which boundaries are sure: what comes behind
 * the masks, a low line, a mark or any other letter may join what stands before it, also over a point. */
static unsigned look(gln_segmenter *s, size_t at, gln_ascii_masks *m)
{
    size_t left = s->to - at;
    unsigned sure = gln_ascii__masks((const unsigned char *)s->text.ptr + at, left, m);
    sure -= sure < left ? 2 : 0; /* a point at the end may join */
    uint64_t others = m->high | m->others;
    if (others) {
        sure = (unsigned)__builtin_ctzll(others);
        if (!(m->high >> sure & 1U) || !is_apart(s, at + sure)) {
            bool point = sure && ((m->points | m->commas) >> (sure - 1) & 1U);
            sure -= sure > point ? 1U + point : sure;
        }
    }
    return sure < GLN_ASCII_BLOCK - 1 ? sure : GLN_ASCII_BLOCK - 1;
}

/* Where tokens start (UAX #29, WB3d and WB5 to WB12): everywhere but between the characters of a word and those of a
 * row of spaces. */
static uint64_t starts_of(const gln_ascii_masks *m)
{
    uint64_t letters = m->letters << 1 & m->letters >> 1; /* stand on both sides */
    uint64_t digits = m->digits << 1 & m->digits >> 1;
    uint64_t word = m->letters | m->digits | (m->points & (letters | digits)) | (m->commas & digits);
    return ~((word & word << 1) | (m->spaces & m->spaces << 1));
}

size_t gln_segmenter__cut_ascii(gln_segmenter *s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s->text.ptr;
    gln_token_list *list = s->list;
    bool touches =
        !s->whole_han && at > s->from && p[at - 1] >= 0x80; /* the first token may belong to what is before */
    while (at < s->to && s->plain_ascii) {
        gln_ascii_masks m;
        unsigned sure = look(s, at, &m);
        uint64_t starts = starts_of(&m) & UINT64_MAX >> (GLN_ASCII_BLOCK - 1 - sure);
        starts &= starts - 1; /* the first is at `at` */
        if (starts == 0) {
            break;
        }
        starts = touches ? starts & -starts : starts;
        if (!gln_segmenter__reserve(s, GLN_ASCII_BLOCK)) {
            break;
        }
        gln_token *out = list->items + list->n;
        unsigned from = 0;
        for (; starts; starts &= starts - 1) {
            unsigned to = (unsigned)__builtin_ctzll(starts);
            gln_token_kind kind = (gln_token_kind)s->ascii[p[at + from]];
            if (kind == GLN_TOKEN_NUMBER && (m.letters >> from & ((UINT64_C(1) << (to - from)) - 1))) {
                kind = GLN_TOKEN_WORD; /* 3D */
            }
            *out++ = (gln_token){(uint32_t)(at + from), to - from, kind, 0};
            from = to;
        }
        list->n = (size_t)(out - list->items);
        at += from;
        if (touches && (out[-1].kind == GLN_TOKEN_WORD || out[-1].kind == GLN_TOKEN_NUMBER)) {
            gln_segmenter__join_other(s);
        }
        touches = false;
    }
    return at;
}

/* The masks hold where ICU has the classes that they are made by. */
void gln_segmenter__sort_ascii(gln_segmenter *s)
{
    unsigned char all[2 * GLN_ASCII_BLOCK];
    for (unsigned c = 0; c < sizeof all; c++) {
        all[c] = (unsigned char)c;
    }
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    s->plain_ascii = true;
    for (unsigned c = 0; c < sizeof all; c++) {
        gln_ascii_masks m;
        (void)gln_ascii__masks(all + c / GLN_ASCII_BLOCK * GLN_ASCII_BLOCK, GLN_ASCII_BLOCK, &m);
        const uint64_t bit = UINT64_C(1) << c % GLN_ASCII_BLOCK;
        const uint32_t entry = s->table.chars[0][c];
        bool same;
        switch (GLN_CHAR_CLASS(entry)) {
        case GLN_CLASS_LETTER:
            same = m.letters & bit;
            break;
        case GLN_CLASS_NUMERIC:
            same = m.digits & bit;
            break;
        case GLN_CLASS_SPACE:
            same = m.spaces & bit;
            break;
        case GLN_CLASS_MID_NUM_LET:
            same = m.points & bit;
            break;
        case GLN_CLASS_MID_NUM:
            same = m.commas & bit;
            break;
        case GLN_CLASS_OTHER:
        case GLN_CLASS_QUOTE:
        case GLN_CLASS_LF:
        case GLN_CLASS_NEWLINE:
            same = !((m.letters | m.digits | m.spaces | m.points | m.commas) & bit);
            break;
        default:
            same = m.others & bit;
        }
        s->plain_ascii = s->plain_ascii && same;
        s->ascii_codes[c] =
            (uint16_t)gln_lexicon__pair(lexicon->chars, lexicon->n_chars, c >= 'A' && c <= 'Z' ? c + 32 : c);
        s->ascii[c] = (unsigned char)(GLN_CHAR_CLASS(entry) == GLN_CLASS_LETTER    ? GLN_TOKEN_WORD
                                      : GLN_CHAR_CLASS(entry) == GLN_CLASS_NUMERIC ? GLN_TOKEN_NUMBER
                                      : entry & GLN_CHAR_SPACE                     ? GLN_TOKEN_SPACE
                                                                                   : GLN_TOKEN_PUNCT);
    }
}
