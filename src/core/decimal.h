/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decimal digits of a double, exactly, by whole numbers of 128 bits. */
#ifndef GLN_CORE_DECIMAL_H
#define GLN_CORE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

enum { GLN_DECIMAL_SIZE = 32, GLN_DECIMAL_MOST = 17 };

/* A number as whole * 10^(exponent - places + 1): `places` digits of which the first is not 0. */
typedef struct gln_decimal {
    uint64_t whole;
    int places;
    int exponent; /* of ten, of the first digit */
    bool exact;   /* read back as the nearest double it is the value again */
} gln_decimal;

/* value, finite and above 0, rounded to so many places (1 to 17; ties to the even digit, as C's printf has it); false
 * where it is too large or too small for the arithmetic, which 1e-9 to 1e15 are not. */
bool gln_decimal__round(double value, int places, gln_decimal *out);

/* It as C's %.{places}g writes it in the C locale, terminated; returns the length. */
unsigned gln_decimal__text(gln_decimal decimal, char out[GLN_DECIMAL_SIZE]);

/* The digits of n, terminated; returns how many. */
unsigned gln_decimal__integer(uint64_t n, char out[GLN_DECIMAL_SIZE]);

#endif
