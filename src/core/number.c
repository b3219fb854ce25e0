/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/number.h"

#include "core/decimal.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { USUAL_PLACES = 10, LEAST_PLACES = 15 };

static void point_to_dot(char *text)
{
    const char *point = localeconv()->decimal_point;
    size_t n = strlen(point);
    char *at = strcmp(point, ".") != 0 && n ? strstr(text, point) : NULL;
    if (at) {
        *at = '.';
        memmove(at + 1, at + n, strlen(at + n) + 1);
    }
}

/* What the C library makes of it, which is right for any number. */
static void print(double value, bool full, char out[GLN_NUMBER_SIZE])
{
    if (!full) {
        (void)snprintf(out, GLN_NUMBER_SIZE, "%.*g", USUAL_PLACES, value);
    } else {
        for (int places = LEAST_PLACES; places <= GLN_DECIMAL_MOST; places++) {
            (void)snprintf(out, GLN_NUMBER_SIZE, "%.*g", places, value);
            if (strtod(out, NULL) == value) {
                break;
            }
        }
    }
    point_to_dot(out);
}

/* The same for all but the very large and the very small; false for those. */
static bool quick(double value, bool full, char out[GLN_NUMBER_SIZE])
{
    gln_decimal decimal = {.exact = false};
    double size = value < 0 ? -value : value;
    if (value == 0) {
        memcpy(out, "0", 2);
        return true;
    }
    for (int places = full ? LEAST_PLACES : USUAL_PLACES; !decimal.exact; places++) {
        if (!gln_decimal__round(size, places, &decimal)) {
            return false;
        }
        decimal.exact = decimal.exact || !full || places == GLN_DECIMAL_MOST;
    }
    out[0] = '-';
    (void)gln_decimal__text(decimal, out + (value < 0));
    return true;
}

const char *gln_number__text(double value, bool full, char out[GLN_NUMBER_SIZE])
{
    if (!isfinite(value)) {
        out[0] = '\0';
        return out;
    }
    if (!quick(value, full, out)) {
        print(value, full, out);
    }
    return out;
}

bool gln_number__parse(gln_slice text, double *out)
{
    char copy[64];
    if (text.len == 0 || text.len >= sizeof copy) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr("0123456789+-.eE", text.ptr[i]) || text.ptr[i] == '\0') {
            return false;
        }
    }
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    const char *point = localeconv()->decimal_point;
    char *dot = strchr(copy, '.');
    if (dot && strlen(point) == 1) {
        *dot = point[0];
    }
    char *end;
    double value = strtod(copy, &end);
    if (*end != '\0' || !isfinite(value)) {
        return false;
    }
    *out = value;
    return true;
}

bool gln_integer__parse(gln_slice text, uint64_t *out)
{
    uint64_t value = 0;
    if (text.len == 0) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned digit = (unsigned)(unsigned char)text.ptr[i] - '0';
        if (digit > 9 || __builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value)) {
            return false;
        }
    }
    *out = value;
    return true;
}
