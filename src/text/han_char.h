/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lattice asks of every character of a run, gathered from the trie and the character's model into half a line
 * of the cache, and the steps that its paths are made of. */
#ifndef GLN_TEXT_HAN_CHAR_H
#define GLN_TEXT_HAN_CHAR_H

#include "text/lexicon_image.h"

/* Why the segmentation could take a stretch for a word. */
typedef enum gln_reason {
    GLN_REASON_LEXICON,
    GLN_REASON_UNKNOWN, /* a character that is no word */
    GLN_REASON_PAIR,    /* two characters that seldom stand alone */
    GLN_REASON_NAME,
    GLN_REASON_FOREIGN,
    GLN_REASON_PLACE,
    GLN_REASON_NUMBER,
    GLN_REASON_UNIT, /* belongs to the number before it */
    GLN_REASON_DOUBLED,
    GLN_REASON_MIXED, /* the end of a word that begins in another script */
    GLN_REASON_SIGN,  /* no ideograph: a sign between two runs */
} gln_reason;

/* The best way through the rest of a run from one character on: its cost, what the characters of the first word on it
 * lack of 0xFFFFFF, and why that is a word (gln_reason), in this order from the highest bits on: the least of the
 * numbers is the cheapest way, and among those the one with the longest word. */
typedef uint64_t gln_han_step;

static inline gln_han_step gln_step__make(uint32_t cost, size_t length, unsigned reason)
{
    return (uint64_t)cost << 32 | (0xFFFFFFU - (uint64_t)length) << 8 | reason;
}

/* The cost alone: a step of one word and the rest of the step behind it are the way through both. */
static inline gln_han_step gln_step__rest(gln_han_step step)
{
    return step & ~UINT64_C(0xFFFFFFFF);
}

static inline uint32_t gln_step__cost(gln_han_step step)
{
    return (uint32_t)(step >> 32);
}

static inline size_t gln_step__length(gln_han_step step)
{
    return 0xFFFFFFU - (step >> 8 & 0xFFFFFFU);
}

static inline gln_reason gln_step__reason(gln_han_step step)
{
    return (gln_reason)(step & 0xFFU);
}

/* The cheapest steps of two and of three characters that nearly all characters have, to be added to the rest. */
typedef struct gln_han_short {
    gln_han_step two;
    gln_han_step three;
    uint32_t second; /* the node of two characters, GLN_HAN_NO_NODE where there is none */
    uint32_t third;  /* and where its child for the next one would be */
} gln_han_short;

/* Flags beside those of the model. */
#define GLN_HAN_CLASS 32U  /* a word by itself, and of a class */
#define GLN_HAN_ALONE 128U /* it is seen of the character alone that it begins what few do */

#define GLN_HAN_NO_NODE UINT32_MAX

/* The costs are those of gln_char_model, which says what they mean. */
typedef struct gln_han_char {
    gln_han_step alone; /* the way through the character as a word */
    uint32_t node;      /* the trie's for it, GLN_HAN_NO_NODE where no word begins so; and that node's base */
    uint32_t base;
    uint16_t begin;
    uint16_t end;
    uint16_t surname;
    uint16_t given1;
    uint16_t given2;
    uint16_t given;
    uint16_t foreign;
    uint8_t flags;
    uint8_t kind;
} gln_han_char;

_Static_assert(sizeof(gln_han_char) == 32, "two lie on a cache line");

/* The code of any sign between runs: behind those of the characters, and no child of any node. */
static inline uint32_t gln_han__sign(const gln_lexicon *lexicon)
{
    return lexicon->n_chars + 1;
}

/* The lexicon's characters by code, the sign behind them; to be freed with free(). A lexicon that is not the program's
 * own is refused where a path through it could lead out of a run: where a word of two characters has the code of the
 * sign, or what is no word costs less than two characters that are none. Longer words are held back by the lattice. */
GLN_MUST_USE gln_status gln_han__chars(const gln_lexicon *lexicon, bool own, gln_han_char **out, gln_error *err);

/* The characters anew, after the costs in the lexicon's nodes have changed. */
void gln_han__gather(const gln_lexicon *lexicon, gln_han_char *chars);

#endif
