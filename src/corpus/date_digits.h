/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that dates are written with: ASCII, full-width, Thai and Chinese digits, and Chinese numerals. */
#ifndef GLN_CORPUS_DATE_DIGITS_H
#define GLN_CORPUS_DATE_DIGITS_H

#include "core/utf8.h"

#include <stdint.h>

/* Years that a date can have. */
enum { GLN_FIRST_YEAR = 1600, GLN_LAST_YEAR = 2199 };

/* The value of a digit (ASCII, full-width, Thai or Chinese: 〇, 零, 一 to 九), or -1. */
static inline int gln_digit__value(uint32_t c)
{
    switch (c) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
    case 0x25CB: /* ○ */
        return 0;
    case 0x4E00:
        return 1;
    case 0x4E8C:
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    default:
        return c >= '0' && c <= '9'         ? (int)(c - '0')
               : c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10)
               : c >= 0xE50 && c <= 0xE59   ? (int)(c - 0xE50)
                                            : -1;
    }
}

/* A digit of a script that counts in tens by place: not a Chinese one. */
static inline bool gln_digit__placed(uint32_t c)
{
    return gln_char__digit(c) || (c >= 0xE50 && c <= 0xE59);
}

/* Digits one by one, at most `most` (up to 8) of them: 2020, 二〇二〇. Returns how many, their value in *value. */
int gln_digits__read(gln_slice text, size_t *at, int most, int *value);

/* The same for placed digits only, and none may follow; false where there are not `least` to `most`. */
bool gln_digits__exact(gln_slice text, size_t *at, int least, int most, int *value);

/* A number up to 99 in digits or with 十, 廿, 卅: 9, 26, 九, 十二, 二十六, 廿六, 三十. 0 where there is none. */
int gln_digits__small(gln_slice text, size_t *at);

/* A year of an era: 元, or a number up to 999 in digits or numerals (109, 一〇九, 一百零九, 六十四). 0 for none. */
int gln_digits__era_year(gln_slice text, size_t *at);

#endif
