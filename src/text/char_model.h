/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single characters say of words that no list has: corpora/lexicon/characters.tsv, compiled. */
#ifndef GLN_TEXT_CHAR_MODEL_H
#define GLN_TEXT_CHAR_MODEL_H

#include <stdint.h>

#define GLN_MODEL_NONE UINT16_MAX

/* Flags. */
#define GLN_MODEL_SURNAME 1U
#define GLN_MODEL_FOREIGN 2U
#define GLN_MODEL_NUMERAL 4U /* kinds d, t and l */
#define GLN_MODEL_PLACE 8U   /* kind p */

/* Costs in 1/64 bit, GLN_MODEL_NONE where the character does not stand there; the constants of each kind of word are in
 * begin, surname and given already, those of foreign and place in han_lattice.c. kind is 0 or a letter:
 *   d digits, t powers of ten, l 两, q 多余几, n 第, z 之, f 分, o 点, p ends of places' names, y 年, m 月, r 日, h 时,
 * a 代, w 世, x 纪, k 份, u 度, b 本 (日本 is no day), v what makes a word of 时 (时候) */
typedef struct gln_char_model {
    uint16_t begin; /* of an unlisted word of two characters, and its end */
    uint16_t end;
    uint16_t flags;
    uint16_t kind;
    uint16_t surname; /* of a name of three: surname, given1, given2; of two: surname, given */
    uint16_t given1;
    uint16_t given2;
    uint16_t given;
    uint16_t foreign; /* in a transcribed name */
    uint16_t place;   /* in a place's name before its end */
} gln_char_model;

#endif
