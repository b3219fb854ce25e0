/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 u128;

enum { MOST_FIVES = 27, MOST_DOWN = 18, MANTISSA = 52 };

/* 5^0 to 5^27, the last that 64 bits hold. */
static const uint64_t fives[MOST_FIVES + 1] = {UINT64_C(1),
                                               UINT64_C(5),
                                               UINT64_C(25),
                                               UINT64_C(125),
                                               UINT64_C(625),
                                               UINT64_C(3125),
                                               UINT64_C(15625),
                                               UINT64_C(78125),
                                               UINT64_C(390625),
                                               UINT64_C(1953125),
                                               UINT64_C(9765625),
                                               UINT64_C(48828125),
                                               UINT64_C(244140625),
                                               UINT64_C(1220703125),
                                               UINT64_C(6103515625),
                                               UINT64_C(30517578125),
                                               UINT64_C(152587890625),
                                               UINT64_C(762939453125),
                                               UINT64_C(3814697265625),
                                               UINT64_C(19073486328125),
                                               UINT64_C(95367431640625),
                                               UINT64_C(476837158203125),
                                               UINT64_C(2384185791015625),
                                               UINT64_C(11920928955078125),
                                               UINT64_C(59604644775390625),
                                               UINT64_C(298023223876953125),
                                               UINT64_C(1490116119384765625),
                                               UINT64_C(7450580596923828125)};

static uint64_t power_of_ten(int n)
{
    return fives[n] << n;
}

/* m 2^e 10^up as whole + rest / unit, of which one in m's last place is slack / unit; false where it does not fit. */
static bool scale(uint64_t m, int e, int up, u128 *whole, u128 *rest, u128 *unit, u128 *slack)
{
    if (up > MOST_FIVES || up < -MOST_DOWN) {
        return false;
    }
    if (up >= 0) { /* m 5^up 2^(e + up) */
        int down = -(e + up);
        if (down < 1 || down > 126) {
            return false;
        }
        u128 all = (u128)m * fives[up];
        *unit = (u128)1 << down;
        *whole = all >> down;
        *rest = all & (*unit - 1);
        *slack = fives[up];
        return true;
    }
    int twos = e + up; /* m 2^twos / 5^-up */
    if (twos < -60 || twos > 70) {
        return false;
    }
    u128 over = twos > 0 ? (u128)m << twos : m;
    *unit = twos > 0 ? fives[-up] : (u128)fives[-up] << -twos;
    *whole = over / *unit;
    *rest = over % *unit;
    *slack = twos > 0 ? (u128)1 << twos : 1;
    return true;
}

bool gln_decimal__round(double value, int places, gln_decimal *out)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int biased = (int)(bits >> MANTISSA & 0x7FF);
    uint64_t fraction = bits & ((UINT64_C(1) << MANTISSA) - 1), m = fraction | UINT64_C(1) << MANTISSA;
    int e = biased - 1075;
    u128 whole, rest, unit, slack;
    if (biased == 0) {
        return false;
    }
    /* floor(log10 2^k) is the exponent or one less */
    double guess = (e + MANTISSA) * 0.30102999566398;
    int exponent = (int)guess - (guess < (int)guess);
    if (!scale(m, e, places - 1 - exponent, &whole, &rest, &unit, &slack)) {
        return false;
    }
    if (whole >= power_of_ten(places)) {
        exponent++;
        if (!scale(m, e, places - 1 - exponent, &whole, &rest, &unit, &slack)) {
            return false;
        }
    }
    bool up = rest > unit - rest || (rest == unit - rest && (whole & 1));
    u128 off = up ? unit - rest : rest;
    /* no farther off than half of the way to the next double; below a power of two that is half as far away */
    u128 twice = fraction == 0 && !up ? 4 * off : 2 * off;
    bool exact = twice < slack || (twice == slack && !(m & 1));
    *out = (gln_decimal){(uint64_t)whole + up, places, exponent, exact};
    if (out->whole == power_of_ten(places)) {
        out->whole /= 10;
        out->exponent++;
    }
    return true;
}

unsigned gln_decimal__integer(uint64_t n, char out[GLN_DECIMAL_SIZE])
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char digits[GLN_DECIMAL_SIZE];
    unsigned at = sizeof digits;
    while (n >= 100) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * (n % 100), 2);
        n /= 100;
    }
    if (n >= 10) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * n, 2);
    } else {
        digits[--at] = (char)('0' + n);
    }
    unsigned length = (unsigned)sizeof digits - at;
    memcpy(out, digits + at, length);
    out[length] = '\0';
    return length;
}

/* The first digit, a point, the others. */
static unsigned put_point(char *out, const char *digits, unsigned n)
{
    out[0] = digits[0];
    if (n == 1) {
        return 1;
    }
    out[1] = '.';
    memcpy(out + 2, digits + 1, n - 1);
    return n + 1;
}

unsigned gln_decimal__text(gln_decimal decimal, char out[GLN_DECIMAL_SIZE])
{
    char digits[GLN_DECIMAL_SIZE];
    unsigned n = gln_decimal__integer(decimal.whole, digits), at = 0;
    int x = decimal.exponent;
    while (n > 1 && digits[n - 1] == '0') {
        n--;
    }
    if (x < -4 || x >= decimal.places) {
        at = put_point(out, digits, n);
        out[at++] = 'e';
        out[at++] = x < 0 ? '-' : '+';
        unsigned size = (unsigned)(x < 0 ? -x : x);
        if (size < 10) {
            out[at++] = '0';
        }
        return at + gln_decimal__integer(size, out + at);
    }
    if (x < 0) {
        memcpy(out, "0.0000", 6);
        at = 1 + (unsigned)-x;
        memcpy(out + at, digits, n);
        at += n;
    } else {
        unsigned before = (unsigned)x + 1;
        memset(out, '0', before);
        memcpy(out, digits, n < before ? n : before);
        at = before;
        if (n > before) {
            out[at++] = '.';
            memcpy(out + at, digits + before, n - before);
            at += n - before;
        }
    }
    out[at] = '\0';
    return at;
}
