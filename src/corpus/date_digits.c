/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/date_digits.h"

int gln_digits__read(gln_slice text, size_t *at, int most, int *value)
{
    int n = 0;
    *value = 0;
    while (n < most && *at < text.len) {
        size_t next = *at;
        int digit = gln_digit__value(gln_slice__next(text, &next));
        if (digit < 0) {
            break;
        }
        *value = *value * 10 + digit;
        *at = next;
        n++;
    }
    return n;
}

bool gln_digits__exact(gln_slice text, size_t *at, int least, int most, int *value)
{
    size_t end = *at;
    int n = 0;
    int sum = 0;
    while (end < text.len && n <= most) {
        size_t next = end;
        uint32_t c = gln_slice__next(text, &next);
        if (!gln_digit__placed(c)) {
            break;
        }
        sum = n < most ? sum * 10 + gln_digit__value(c) : sum;
        end = next;
        n++;
    }
    if (n < least || n > most) {
        return false;
    }
    *value = sum;
    *at = end;
    return true;
}

/* The numeral 十 (10), 廿 (20) or 卅 (30) at text.ptr[*at], or 0; *at moves behind it. */
static int ten(gln_slice text, size_t *at)
{
    size_t next = *at;
    uint32_t c = *at < text.len ? gln_slice__next(text, &next) : 0;
    int value = c == 0x5341 ? 10 : c == 0x5EFF ? 20 : c == 0x5345 ? 30 : 0;
    *at = value ? next : *at;
    return value;
}

int gln_digits__small(gln_slice text, size_t *at)
{
    size_t next = *at;
    int value = 0;
    size_t first = *at;
    if (first < text.len && gln_digit__placed(gln_slice__next(text, &first))) {
        (void)gln_digits__read(text, &next, 2, &value);
        *at = next;
        return value;
    }
    int n = gln_digits__read(text, &next, 1, &value);
    int tens = ten(text, &next);
    if (tens) {
        int units = 0;
        (void)gln_digits__read(text, &next, 1, &units);
        value = (n ? value * 10 : tens) + units;
    } else if (n) {
        int second = 0;
        if (gln_digits__read(text, &next, 1, &second)) { /* 二六 for 26 is rare, but a lone digit is common */
            value = value * 10 + second;
        }
    }
    if (value > 0) {
        *at = next;
    }
    return value;
}

int gln_digits__era_year(gln_slice text, size_t *at)
{
    size_t next = *at;
    int value = 0;
    if (gln_slice__take(text, &next, "元")) {
        *at = next;
        return 1;
    }
    int n = gln_digits__read(text, &next, 3, &value);
    if (n == 1 && gln_slice__take(text, &next, "百")) { /* 一百, 一百零九, 一百一十二 */
        (void)gln_slice__take(text, &next, "零");
        value = value * 100 + gln_digits__small(text, &next);
    } else if (n <= 1) { /* 六十四, 十五 */
        next = *at;
        value = gln_digits__small(text, &next);
    }
    if (value > 0) {
        *at = next;
    }
    return value;
}
