/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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

const char *gln_number__text(double value, bool full, char out[GLN_NUMBER_SIZE])
{
    if (!isfinite(value)) {
        out[0] = '\0';
        return out;
    }
    if (value == 0) {
        value = 0; /* no -0 */
    }
    if (!full) {
        (void)snprintf(out, GLN_NUMBER_SIZE, "%.10g", value);
    } else {
        for (int digits = 15; digits <= 17; digits++) {
            (void)snprintf(out, GLN_NUMBER_SIZE, "%.*g", digits, value);
            if (strtod(out, NULL) == value) {
                break;
            }
        }
    }
    point_to_dot(out);
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
