/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json_check.h"

#include "core/utf8.h"

/* The place in the text and the first thing that was wrong. */
typedef struct scanner {
    gln_slice text;
    size_t at;
    const char *wrong; /* NULL while all is well */
} scanner;

static bool fail(scanner *s, const char *what)
{
    if (!s->wrong) {
        s->wrong = what;
    }
    return false;
}

/* The byte at the place; -1 at the end. */
static int peek(const scanner *s)
{
    return s->at < s->text.len ? (unsigned char)s->text.ptr[s->at] : -1;
}

static bool digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static void skip_space(scanner *s)
{
    for (int c = peek(s); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek(s)) {
        s->at++;
    }
}

static bool word(scanner *s, gln_slice name)
{
    if (!gln_slice_starts(gln_slice_sub(s->text, s->at, s->text.len - s->at), name)) {
        return fail(s, "a value is expected here");
    }
    s->at += name.len;
    return true;
}

static bool digits(scanner *s)
{
    if (!digit(peek(s))) {
        return fail(s, "a digit is expected here");
    }
    while (digit(peek(s))) {
        s->at++;
    }
    return true;
}

static bool number(scanner *s)
{
    size_t start = s->at;
    if (peek(s) == '-') {
        s->at++;
    }
    if (peek(s) == '0') {
        s->at++;
        if (digit(peek(s))) {
            return fail(s, "a number does not begin with a zero");
        }
    } else if (!digits(s)) {
        return false;
    }
    if (peek(s) == '.') {
        s->at++;
        if (!digits(s)) {
            return false;
        }
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-') {
            s->at++;
        }
        if (!digits(s)) {
            return false;
        }
    }
    if (s->at - start > GLN_JSON_NUMBER_BYTES) {
        s->at = start;
        return fail(s, "a number is longer than 63 characters");
    }
    return true;
}

/* The four hexadecimal digits of \uXXXX. */
static bool hex(scanner *s, unsigned *out)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        int c = peek(s);
        unsigned nibble;
        if (digit(c)) {
            nibble = (unsigned)(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            nibble = (unsigned)(c - 'a') + 10;
        } else if (c >= 'A' && c <= 'F') {
            nibble = (unsigned)(c - 'A') + 10;
        } else {
            return fail(s, "\\u is followed by four hexadecimal digits");
        }
        value = value * 16 + nibble;
        s->at++;
    }
    *out = value;
    return true;
}

/* What follows a backslash. */
static bool escape(scanner *s)
{
    int c = peek(s);
    if (c != 'u') {
        if (c <= 0 || !strchr("\"\\/bfnrt", c)) {
            return fail(s, "an unknown escape");
        }
        s->at++;
        return true;
    }
    s->at++;
    unsigned unit;
    if (!hex(s, &unit)) {
        return false;
    }
    if (unit == 0) {
        return fail(s, "\\u0000 is not accepted in a string");
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (!gln_slice_starts(gln_slice_sub(s->text, s->at, s->text.len - s->at), GLN_LIT("\\u"))) {
            return fail(s, "half of a surrogate pair");
        }
        s->at += 2;
        return hex(s, &unit) && (unit >= 0xDC00 && unit <= 0xDFFF ? true : fail(s, "half of a surrogate pair"));
    }
    return unit >= 0xDC00 && unit <= 0xDFFF ? fail(s, "half of a surrogate pair") : true;
}

static bool string(scanner *s)
{
    if (peek(s) != '"') {
        return fail(s, "a name in quotation marks is expected here");
    }
    s->at++;
    for (;;) {
        int c = peek(s);
        if (c < 0) {
            return fail(s, "the text ends inside a string");
        }
        if (c < 0x20) {
            return fail(s, "a control character stands in a string; write it as an escape");
        }
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c == '\\') {
            s->at++;
            if (!escape(s)) {
                return false;
            }
            continue;
        }
        bool valid;
        size_t n = gln_utf8__step(s->text.ptr + s->at, s->text.len - s->at, &valid);
        if (!valid) {
            return fail(s, "bytes that are not UTF-8");
        }
        s->at += n;
    }
}

static bool scalar(scanner *s)
{
    switch (peek(s)) {
    case '"':
        return string(s);
    case 't':
        return word(s, GLN_LIT("true"));
    case 'f':
        return word(s, GLN_LIT("false"));
    case 'n':
        return word(s, GLN_LIT("null"));
    case -1:
        return fail(s, "the text ends where a value is expected");
    default:
        return peek(s) == '-' || digit(peek(s)) ? number(s) : fail(s, "a value is expected here");
    }
}

static bool member_name(scanner *s)
{
    skip_space(s);
    if (!string(s)) {
        return false;
    }
    skip_space(s);
    if (peek(s) != ':') {
        return fail(s, "a colon is expected here");
    }
    s->at++;
    return true;
}

/* After a value: closes what ends here; *more says whether another value follows. */
static bool after_value(scanner *s, const char *closers, size_t *depth, bool *more)
{
    for (;;) {
        skip_space(s);
        *more = false;
        if (*depth == 0) {
            return s->at == s->text.len ? true : fail(s, "something follows the end of the value");
        }
        int c = peek(s);
        if (c == closers[*depth - 1]) {
            s->at++;
            (*depth)--;
            continue;
        }
        if (c != ',') {
            return fail(s, c < 0 ? "the text ends inside an array or object" : "a comma or the end is expected here");
        }
        s->at++;
        *more = true;
        return closers[*depth - 1] == '}' ? member_name(s) : true;
    }
}

/* Nesting is kept in an array, not on the stack of calls: hostile input cannot exhaust it. */
static bool value(scanner *s)
{
    char closers[GLN_JSON_DEPTH];
    size_t depth = 0;
    bool more = true;
    while (more) {
        skip_space(s);
        int c = peek(s);
        if (c == '{' || c == '[') {
            if (depth == GLN_JSON_DEPTH) {
                return fail(s, "arrays and objects are nested more than 64 deep");
            }
            closers[depth++] = c == '{' ? '}' : ']';
            s->at++;
            skip_space(s);
            if (peek(s) != closers[depth - 1]) { /* an empty one is closed by after_value */
                if (c == '{' && !member_name(s)) {
                    return false;
                }
                continue;
            }
        } else if (!scalar(s)) {
            return false;
        }
        if (!after_value(s, closers, &depth, &more)) {
            return false;
        }
    }
    return true;
}

gln_status gln_json__check(gln_slice text, gln_error *err)
{
    scanner s = {text, 0, NULL};
    if (value(&s)) {
        return GLN_OK;
    }
    uint64_t line = 1;
    for (size_t i = 0; i < s.at; i++) {
        line += text.ptr[i] == '\n';
    }
    gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "not valid JSON: %s", s.wrong);
    gln_error_at(err, NULL, line, s.at);
    return status;
}
