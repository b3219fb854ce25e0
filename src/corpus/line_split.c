/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/page.h"

#include "core/utf8.h"
#include "corpus/date_parse.h"
#include "corpus/lead_in.h"

#include <stdarg.h>
#include <stdio.h>

enum { LEAD_CHARS = 24 };

static bool is_closer(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 || c == ')' || c == 0x300B ||
           c == 0x3011 || c == '"' || c == '\'' || c == ']' || c == 0x3009;
}

static bool is_sentence_end(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026 || c == '.' || c == '!' || c == '?' || c == 0xFF0E;
}

static bool is_comma(uint32_t c)
{
    return c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';';
}

bool gln_text__closed(gln_slice text)
{
    text = gln_slice__trim(text);
    size_t at = text.len;
    while (at > 0) {
        uint32_t c = gln_slice__prev(text, &at);
        if (!is_closer(c)) {
            return is_sentence_end(c);
        }
    }
    return false;
}

bool gln_text__title_case(gln_slice text)
{
    size_t words = 0;
    for (size_t at = 0; at < text.len;) {
        size_t n = 0;
        while (at + n < text.len && gln_char__letter((unsigned char)text.ptr[at + n])) {
            n++;
        }
        if (n >= 4) {
            words++;
            if (text.ptr[at] >= 'a' && text.ptr[at] <= 'z') {
                return false;
            }
        }
        at += n ? n : 1;
    }
    return words > 0;
}

static bool is_ascii(gln_slice text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++) {
        all |= (unsigned char)text.ptr[i];
    }
    return all < 0x80;
}

/* A Han character: E3 90 80 to E9 BF BF but for the hexagrams (E4 B7), those of four bytes from F0 A0 on, those for
 * compatibility (EF A4 to EF AB), 々 and 〇. */
GLN_FIRST_PLACE(first_han, (((unsigned char)(a - 0xE4) <= 0xE9 - 0xE4) & ((a != 0xE4) | (b != 0xB7))) |
                               ((a == 0xE3) & ((b >= 0x90) | ((b == 0x80) & ((c == 0x85) | (c == 0x87))))) |
                               ((a == 0xF0) & (b >= 0xA0)) | ((a == 0xEF) & ((unsigned char)(b - 0xA4) <= 0xAB - 0xA4)))

/* 。 ！ ？ */
GLN_FIRST_PLACE(first_stop,
                ((a == 0xE3) & (b == 0x80) & (c == 0x82)) | ((a == 0xEF) & (b == 0xBC) & ((c == 0x81) | (c == 0x9F))))

/* What may be white space, see gln_char__space(). */
GLN_FIRST_PLACE(first_space, (a == ' ') | ((unsigned char)(a - 9) <= 13 - 9) |
                                 ((a == 0xC2) & ((b == 0xA0) | (b == 0x85))) |
                                 ((a == 0xE3) & (b == 0x80) & (c == 0x80)) | ((a == 0xE2) & (b <= 0x81) & (c <= 0xAF)) |
                                 ((a == 0xEF) & (b == 0xBB)))

/* Commas and semicolons, ASCII and full-width. */
GLN_COUNT_PLACES(count_commas, (a == ',') | (a == ';') | ((a == 0xEF) & (b == 0xBC) & ((c == 0x8C) | (c == 0x9B))))

/* Whether something stands behind the first sentence end that is more than a closing quote or bracket. */
static bool stops_inside(gln_slice text)
{
    size_t at = first_stop(text, 0);
    if (at == SIZE_MAX || at + 3 >= text.len) {
        return false;
    }
    at += 3;
    return !is_closer(gln_slice__next(text, &at)) || at < text.len;
}

/* Whether a space stands between two Han characters, or a closing and an opening quote or title mark. */
static bool has_display_space(gln_slice text)
{
    size_t from = 0;
    while ((from = first_space(text, from)) != SIZE_MAX) {
        size_t left = from, right = from;
        gln_slice__skip_spaces(text, &right);
        if (right > from && from > 0 && right < text.len) {
            uint32_t before = gln_slice__prev(text, &left);
            size_t next = right;
            uint32_t after = gln_slice__next(text, &next);
            bool opens = gln_char__han(after) || after == 0x201C || after == 0x300A;
            if (opens && (gln_char__han(before) || before == 0x201D || before == 0x300B || before == 0xFF1A)) {
                return true;
            }
        }
        from = right > from ? right : from + 1;
    }
    return false;
}

static void look_inside(gln_page_line *line)
{
    size_t commas = count_commas(line->text);
    line->commas = commas < UINT8_MAX ? (uint8_t)commas : UINT8_MAX;
    line->latin = true;
    line->chars = (uint32_t)line->text.len;
    if (is_ascii(line->text)) { /* no other feature can be there */
        return;
    }
    line->chars = (uint32_t)gln_slice__count(line->text);
    line->latin = first_han(line->text, 0) == SIZE_MAX;
    line->stops = stops_inside(line->text);
    line->display = has_display_space(line->text);
}

static void look_at_end(gln_page_line *line)
{
    line->closed = gln_text__closed(line->text);
    size_t at = line->text.len;
    uint32_t last = at ? gln_slice__prev(line->text, &at) : 0;
    line->dash_end = last == 0x2014 || last == 0x2015 || last == 0xFF1A || last == ':' || last == 0x2500;
    line->bad_end =
        is_comma(last) || last == 0x3001 || last == 0x201C || last == 0xFF08 || last == '(' || last == 0x300A;
}

bool gln_text__dated(gln_slice text)
{
    static const gln_slice days[] = {GLN_WORD("昨天"), GLN_WORD("昨日"), GLN_WORD("昨晚"), GLN_WORD("今天"),
                                     GLN_WORD("今日"), GLN_WORD("日前"), GLN_WORD("近日"), GLN_WORD("连日来")};
    gln_date_mention mention;
    size_t limit = 0;
    for (size_t n = 0; n < LEAD_CHARS && limit < text.len; n++) {
        (void)gln_slice__next(text, &limit);
    }
    gln_slice head = gln_slice_sub(text, 0, limit);
    return GLN_HOLDS_ANY(head, days) || (gln_date__find(head, 0, &mention) && mention.date.day);
}

/* ■发布厅, 【要闻】 */
static bool is_section(const gln_page_line *line)
{
    static const gln_slice marks[] = {GLN_WORD("■"), GLN_WORD("□"), GLN_WORD("◆"), GLN_WORD("●"),
                                      GLN_WORD("▲"), GLN_WORD("★"), GLN_WORD("◎")};
    if (line->chars > 14 || line->closed || line->commas) {
        return false;
    }
    if (line->chars > 1 && GLN_STARTS_ANY(line->text, marks) != SIZE_MAX) {
        return true;
    }
    return gln_slice_starts(line->text, GLN_LIT("【")) && gln_slice_ends(line->text, GLN_LIT("】"));
}

static gln_line_kind kind_of(const gln_page_line *line, const gln_jump *jump)
{
    gln_credit credit;
    if (line->heading) {
        return GLN_KIND_HEADING;
    }
    if (jump && (jump->whole || jump->from)) {
        return jump->from ? GLN_KIND_JUMP_FROM : GLN_KIND_JUMP_TO;
    }
    if (gln_credit__possible(line->text)) {
        if (gln_credit__source_line(line->text, &credit)) {
            return GLN_KIND_SOURCE;
        }
        if (gln_credit__lead_in(line->text, &credit)) {
            return GLN_KIND_LEAD;
        }
    }
    if (gln_credit__byline(line->text, &credit)) {
        return GLN_KIND_BYLINE;
    }
    if (is_section(line)) {
        return GLN_KIND_SECTION;
    }
    return line->closed ? GLN_KIND_CLOSED : GLN_KIND_OPEN;
}

/* Takes Markdown marks off the front. */
static void unmark(gln_page_line *line)
{
    gln_slice text = line->text;
    size_t n = 0;
    while (n < text.len && text.ptr[n] == '#') {
        n++;
    }
    if (n >= 1 && n <= 6 && n < text.len && text.ptr[n] == ' ') {
        line->heading = (uint8_t)n;
    } else if (text.len > 2 && (text.ptr[0] == '-' || text.ptr[0] == '*' || text.ptr[0] == '+') && text.ptr[1] == ' ') {
        line->list = true;
        n = 1;
    } else {
        return;
    }
    gln_slice rest = gln_slice__trim(gln_slice_sub(text, n, text.len - n));
    if (rest.len == 0) {
        line->heading = 0;
        line->list = false;
        return;
    }
    line->source += (size_t)(rest.ptr - text.ptr);
    line->text = rest;
}

void gln_page__look(gln_page_line *line)
{
    gln_credit credit;
    gln_jump jump;
    look_inside(line);
    look_at_end(line);
    line->html =
        memchr(line->text.ptr, '<', line->text.len) && (gln_slice__find(line->text, GLN_LIT("<p>")) != SIZE_MAX ||
                                                        gln_slice__find(line->text, GLN_LIT("<p ")) != SIZE_MAX);
    bool jumps = gln_jump__find(line->text, &jump);
    line->ends = (jumps && !jump.from) || gln_credit__trailing(line->text, &credit);
    line->kind = kind_of(line, jumps ? &jump : NULL);
}

gln_status gln_page__split(gln_page *page, gln_error *err)
{
    gln_slice text = page->text;
    size_t most = 1;
    for (const char *at = text.ptr; text.len && (at = memchr(at, '\n', text.len - (size_t)(at - text.ptr))); at++) {
        most++;
    }
    page->lines = gln_arena__array(page->arena, most, sizeof *page->lines);
    page->warnings = gln_arena__array(page->arena, GLN_MOST_WARNINGS, sizeof *page->warnings);
    if (!page->lines || !page->warnings) {
        return gln_error__nomem(err);
    }
    uint32_t number = 0;
    for (size_t from = 0; from < text.len;) {
        const char *newline = memchr(text.ptr + from, '\n', text.len - from);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        gln_slice trimmed = gln_slice__trim(gln_slice_sub(text, from, end - from));
        number++;
        from = end + 1;
        if (trimmed.len == 0) {
            continue;
        }
        gln_page_line *line = &page->lines[page->n_lines++];
        *line = (gln_page_line){.text = trimmed, .source = (size_t)(trimmed.ptr - text.ptr), .number = number};
        unmark(line);
        gln_page__look(line);
    }
    return GLN_OK;
}

bool gln_page__evidence(gln_page *page, uint32_t line, gln_slice text)
{
    gln_issue *issue = page->issue;
    gln_evidence *all = gln_arena__array(page->arena, issue->n_evidence + 1, sizeof *all);
    if (!all) {
        return false;
    }
    if (issue->n_evidence) {
        memcpy(all, issue->evidence, issue->n_evidence * sizeof *all);
    }
    all[issue->n_evidence++] = (gln_evidence){line, text};
    issue->evidence = all;
    return true;
}

void gln_page__warn(gln_page *page, uint32_t line, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gln_slice copy = gln_arena__copy(page->arena, gln_slice_of(text));
    if (copy.ptr && page->n_warnings < GLN_MOST_WARNINGS) {
        page->warnings[page->n_warnings++] = (gln_evidence){line, copy};
    }
}
