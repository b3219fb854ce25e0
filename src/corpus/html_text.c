/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/html_text.h"

#include "core/utf8.h"

enum { LONGEST_TAG = 4096, LONGEST_ENTITY = 12 };

/* The character of &name; or &#n; at html.ptr[at]; returns the bytes it takes, 0 where it is none. */
static size_t entity(gln_slice html, size_t at, uint32_t *c)
{
    static const struct {
        const char *name;
        uint32_t c;
    } named[] = {{"amp;", '&'},      {"lt;", '<'},       {"gt;", '>'},        {"quot;", '"'},     {"apos;", '\''},
                 {"nbsp;", 0xA0},    {"ldquo;", 0x201C}, {"rdquo;", 0x201D},  {"lsquo;", 0x2018}, {"rsquo;", 0x2019},
                 {"mdash;", 0x2014}, {"ndash;", 0x2013}, {"hellip;", 0x2026}, {"middot;", 0xB7},  {"emsp;", 0x2003},
                 {"ensp;", 0x2002},  {"times;", 0xD7},   {"deg;", 0xB0}};
    gln_slice rest = gln_slice_sub(html, at + 1, html.len - at - 1);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (gln_slice_starts(rest, gln_slice_of(named[i].name))) {
            *c = named[i].c;
            return 1 + strlen(named[i].name);
        }
    }
    if (rest.len < 3 || rest.ptr[0] != '#') {
        return 0;
    }
    bool hex = rest.ptr[1] == 'x' || rest.ptr[1] == 'X';
    uint32_t value = 0;
    for (size_t i = hex ? 2 : 1; i < rest.len && i < LONGEST_ENTITY; i++) {
        char d = rest.ptr[i];
        if (d == ';') {
            bool valid = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
            *c = valid ? value : 0xFFFD;
            return i > (hex ? 2u : 1u) ? i + 2 : 0;
        }
        uint32_t digit = d >= '0' && d <= '9'          ? (uint32_t)(d - '0')
                         : hex && d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10)
                         : hex && d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10)
                                                       : 99;
        if (digit == 99) {
            return 0;
        }
        value = value * (hex ? 16 : 10) + digit;
        value = value > 0x110000 ? 0x110000 : value;
    }
    return 0;
}

/* Bytes of the tag at html.ptr[at], 0 where < is text; whether it ends a paragraph. */
static size_t tag(gln_slice html, size_t at, bool *ends)
{
    static const gln_slice blocks[] = {GLN_WORD("p"),  GLN_WORD("br"), GLN_WORD("div"), GLN_WORD("li"),
                                       GLN_WORD("ul"), GLN_WORD("ol"), GLN_WORD("h1"),  GLN_WORD("h2"),
                                       GLN_WORD("h3"), GLN_WORD("h4"), GLN_WORD("tr"),  GLN_WORD("table")};
    size_t from = at + 1;
    if (from < html.len && html.ptr[from] == '/') {
        from++;
    }
    size_t end = from;
    while (end < html.len &&
           (gln_char__letter((unsigned char)html.ptr[end]) || gln_char__digit((unsigned char)html.ptr[end]))) {
        end++;
    }
    if (end == from && !(from < html.len && html.ptr[from] == '!')) {
        return 0;
    }
    gln_slice name = gln_slice_sub(html, from, end - from);
    size_t limit = html.len - at < LONGEST_TAG ? html.len - at : LONGEST_TAG;
    const char *close = memchr(html.ptr + at, '>', limit);
    if (!close) {
        return 0;
    }
    *ends = false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks && !*ends; i++) {
        bool same = blocks[i].len == name.len;
        for (size_t k = 0; k < name.len && same; k++) {
            same = (name.ptr[k] | 32) == (blocks[i].ptr[k] | 32);
        }
        *ends = same;
    }
    return (size_t)(close - (html.ptr + at)) + 1;
}

GLN_FIRST_PLACE(first_mark, (a == '<') | (a == '&'))

bool gln_html__paragraph(gln_slice html, size_t *at, size_t *start, gln_buffer *out)
{
    gln_buffer__clear(out);
    *start = *at;
    while (*at < html.len) {
        char c = html.ptr[*at];
        bool ends = false;
        size_t n = c == '<' ? tag(html, *at, &ends) : 0;
        if (n) {
            *at += n;
            if (ends && gln_slice__trim(gln_buffer__slice(out)).len) {
                return true;
            }
            if (ends || out->len == 0) {
                gln_buffer__clear(out);
                *start = *at;
            }
            continue;
        }
        uint32_t character;
        n = c == '&' ? entity(html, *at, &character) : 0;
        if (n) {
            char bytes[4];
            gln_buffer__put(out, (gln_slice){bytes, gln_utf8__put(bytes, character)});
            *at += n;
        } else {
            size_t run = first_mark(html, *at + 1); /* the next tag or entity */
            run = run < html.len ? run : html.len;
            gln_buffer__put(out, gln_slice_sub(html, *at, run - *at));
            *at = run;
        }
    }
    return gln_slice__trim(gln_buffer__slice(out)).len > 0;
}
