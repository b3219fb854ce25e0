/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jump markers: where an article goes on, or comes from. */
#include "corpus/lead_in.h"

#include "core/utf8.h"

enum { LONGEST_ALONE = 40 /* bytes of a jump without a bracket */ };

/* （紧转04版）, (上接02版), 下转第三版 */
static bool chinese_jump(gln_slice text, gln_jump *out)
{
    static const gln_slice tos[] = {GLN_WORD("紧转"), GLN_WORD("下转"), GLN_WORD("转")};
    static const gln_slice froms[] = {GLN_WORD("紧接"), GLN_WORD("上接"), GLN_WORD("接")};
    size_t at = 0;
    bool to = GLN_TAKE_ANY(text, &at, tos);
    out->from = !to && GLN_TAKE_ANY(text, &at, froms);
    if (!to && !out->from) {
        return false;
    }
    gln_slice__skip_spaces(text, &at);
    (void)gln_slice__take(text, &at, "第");
    size_t from = at;
    while (at < text.len) {
        size_t next = at;
        uint32_t c = gln_slice__next(text, &next);
        bool numeral = gln_char__digit(c) || (c >= 'A' && c <= 'Z') || gln_char__han(c);
        if (!numeral || c == 0x7248 /* 版 */ || at - from > 12) {
            break;
        }
        at = next;
    }
    out->page = gln_slice_sub(text, from, at - from);
    if (at == from || !gln_slice__take(text, &at, "版")) {
        return false;
    }
    gln_slice rest = gln_slice_sub(text, at, text.len - at); /* 紧转04版《标题》 is rare, a few characters at most */
    return gln_slice__count(rest) <= 8;
}

static bool english_jump(gln_slice text, gln_jump *out)
{
    static const gln_slice tos[] = {GLN_WORD("Continued on page "), GLN_WORD("Continued on Page "),
                                    GLN_WORD("CONTINUED ON PAGE "), GLN_WORD("See page "),
                                    GLN_WORD("Please turn to page ")};
    static const gln_slice froms[] = {GLN_WORD("Continued from page "), GLN_WORD("Continued from Page "),
                                      GLN_WORD("CONTINUED FROM PAGE "), GLN_WORD("From page ")};
    size_t at = 0;
    bool to = GLN_TAKE_ANY(text, &at, tos);
    out->from = !to && GLN_TAKE_ANY(text, &at, froms);
    out->page = gln_slice__trim(gln_slice_sub(text, at, text.len - at));
    return (to || out->from) && out->page.len >= 1 && out->page.len <= 6;
}

bool gln_jump__find(gln_slice line, gln_jump *out)
{
    gln_slice inside;
    size_t at = 0;
    size_t end = line.len;
    out->start = 0;
    out->whole = true;
    bool closes = end > 0 && gln_char__closes_bracket(gln_slice__prev(line, &end));
    bool latin = line.len > 0 && line.ptr[0] >= 'C' && line.ptr[0] <= 'S';
    bool opens =
        line.len > 0 && (line.ptr[0] == '(' || line.ptr[0] == '[' || line.ptr[0] == '\xE3' || line.ptr[0] == '\xEF');
    if (!closes && !latin && !opens && line.len > LONGEST_ALONE) { /* nearly all lines */
        return false;
    }
    if (english_jump(line, out)) {
        return true;
    }
    if (gln_slice__bracketed(line, &at, &inside)) {
        bool jump = chinese_jump(gln_slice__trim(inside), out) || english_jump(gln_slice__trim(inside), out);
        if (jump && (at == line.len || out->from)) {
            out->whole = at == line.len;
            out->start = out->whole ? 0 : at; /* a 上接 that begins the line ends here */
            return true;
        }
    }
    if (line.len <= LONGEST_ALONE && gln_slice__count(line) <= 10 && chinese_jump(line, out)) {
        return true;
    }
    for (size_t n = 0, open = end; closes && open > 0 && n < 24; n++) { /* a marker at the end of a body line */
        size_t before = open;
        uint32_t c = gln_slice__prev(line, &open);
        if (c == 0xFF08 || c == '(') {
            gln_slice text = gln_slice__trim(gln_slice_sub(line, before, end - before));
            out->start = open;
            out->whole = false;
            return (chinese_jump(text, out) || english_jump(text, out)) && !out->from;
        }
    }
    return false;
}
