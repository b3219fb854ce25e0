/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/lead_in.h"

#include "core/utf8.h"
#include "corpus/date_parse.h"

enum { LONGEST_AGENCY = 12, LONGEST_PLACE = 12, LONGEST_BRACKET = 80, LONGEST_WIRE = 150 };

static bool open_bracket(gln_slice text, size_t *at)
{
    return gln_slice__take(text, at, "（") || gln_slice__take(text, at, "(") || gln_slice__take(text, at, "【") ||
           gln_slice__take(text, at, "[");
}

static bool is_close(uint32_t c)
{
    return c == 0xFF09 || c == ')' || c == 0x3011 || c == ']';
}

/* The inside of a bracket that begins at *at; *at moves behind its end. */
static bool bracketed(gln_slice text, size_t *at, gln_slice *inside)
{
    size_t next = *at;
    if (!open_bracket(text, &next)) {
        return false;
    }
    size_t from = next;
    for (size_t n = 0; next < text.len && n < LONGEST_BRACKET; n++) {
        size_t end = next;
        if (is_close(gln_slice__next(text, &next))) {
            *inside = gln_slice_sub(text, from, end - from);
            *at = next;
            return true;
        }
    }
    return false;
}

/* Bytes of the run of Han characters at `at`, at most `most` characters. */
static size_t han_run(gln_slice text, size_t at, size_t most)
{
    size_t end = at;
    for (size_t n = 0; n < most && end < text.len; n++) {
        size_t next = end;
        if (!gln_char__han(gln_slice__next(text, &next))) {
            break;
        }
        end = next;
    }
    return end - at;
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

/* Offices that stand before names in a byline; what is before one on the same run (四川日报全媒体记者) is dropped. */
static const char *const offices[] = {"特约记者",   "特派记者",   "实习记者", "首席记者", "见习记者", "本报记者",
                                      "全媒体记者", "特约通讯员", "记者",     "通讯员",   "评论员",   "实习生",
                                      "编辑",       "摄影",       "撰文",     "图",       "文"};

static void add_name(gln_credit *out, gln_slice name)
{
    name = gln_slice__trim(name);
    size_t chars = gln_slice__count(name);
    if (chars >= 2 && chars <= 30 && out->n_names < GLN_MAX_NAMES) {
        out->names[out->n_names++] = name;
    }
}

/* The end of the last office within a run of characters, or 0. */
static size_t behind_office(gln_slice word)
{
    size_t best = 0;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        size_t at = gln_slice__find(word, gln_slice_of(offices[i]));
        bool whole_only = strlen(offices[i]) <= 3; /* 文 and 图 are also parts of names */
        if (at != SIZE_MAX && (!whole_only || word.len == strlen(offices[i])) && at + strlen(offices[i]) > best) {
            best = at + strlen(offices[i]);
        }
    }
    return best;
}

static bool is_separator(uint32_t c)
{
    return gln_char__space(c) || c == 0x3001 || c == ',' || c == 0xFF0C || c == '/' || c == 0xFF0F || c == ';' ||
           c == 0xFF1B || c == ':' || c == 0xFF1A || c == 0x25A0 || c == 0x25CF || c == 0x25C6 || c == 0x25B2;
}

/* Splits a list of names with offices; returns whether an office was among them. */
static bool read_names(gln_slice text, gln_credit *out)
{
    bool office = false;
    bool named = false; /* an office stood before, so that what follows is a name */
    for (size_t at = 0; at <= text.len;) {
        size_t from = at;
        size_t end = at;
        bool separated = false;
        while (at < text.len) {
            end = at;
            if (is_separator(gln_slice__next(text, &at))) {
                separated = true;
                break;
            }
        }
        if (!separated) {
            end = text.len;
        }
        gln_slice word = gln_slice_sub(text, from, end - from);
        size_t behind = behind_office(word);
        if (behind) {
            office = true;
            named = true;
            word = gln_slice_sub(word, behind, word.len - behind);
        }
        if (named) {
            add_name(out, word);
        }
        if (!separated) {
            break;
        }
    }
    return office;
}

/* ---- lead-ins ---------------------------------------------------------------------------------------------------- */

/* Spaces, and a dash or colon, that stand between a lead-in and the text. */
static void finish(gln_slice line, size_t at, gln_credit *out)
{
    gln_slice__skip_spaces(line, &at);
    (void)(gln_slice__take(line, &at, "：") || gln_slice__take(line, &at, ":") || gln_slice__take(line, &at, "——") ||
           gln_slice__take(line, &at, "—"));
    gln_slice__skip_spaces(line, &at);
    out->length = at;
}

static void reporters(gln_slice line, size_t *at, gln_credit *out)
{
    gln_slice inside;
    size_t next = *at;
    gln_slice__skip_spaces(line, &next);
    if (bracketed(line, &next, &inside)) {
        gln_credit names = *out;
        if (read_names(inside, &names)) {
            *out = names;
            *at = next;
        }
    }
}

static bool ends_in(gln_slice word, const char *tail)
{
    return gln_slice_ends(word, gln_slice_of(tail));
}

/* 本报讯, X报讯, X网讯 */
static bool report_lead(gln_slice line, gln_credit *out)
{
    size_t run = han_run(line, 0, LONGEST_AGENCY);
    gln_slice head = gln_slice_sub(line, 0, run);
    size_t at = gln_slice__find(head, GLN_LIT("讯"));
    if (at == SIZE_MAX || at == 0) {
        return false;
    }
    gln_slice name = gln_slice_sub(line, 0, at);
    if (!ends_in(name, "报") && !ends_in(name, "网") && !ends_in(name, "本台") && !ends_in(name, "本刊")) {
        return false;
    }
    at += strlen("讯");
    size_t next = at;
    if (next < line.len) { /* 日报讯息 is a word, 日报讯 with a space, bracket, digit or stop behind it a lead-in */
        uint32_t c = gln_slice__next(line, &next);
        bool own = gln_slice_equal(name, GLN_LIT("本报"));
        if (gln_char__han(c) && (!own || c == 0x606F /* 息 */)) {
            return false;
        }
    }
    *out = (gln_credit){.agency = GLN_LIT("本报"), .form = GLN_SOURCE_LEAD_IN};
    if (!gln_slice_equal(name, GLN_LIT("本报")) && !ends_in(name, "本台") && !ends_in(name, "本刊")) {
        out->newspaper = name;
    }
    reporters(line, &at, out);
    finish(line, at, out);
    return true;
}

/* AGENCY PLACE M月D日电, 本报PLACE M月D日讯 at byte `at`; *end is behind 电. */
static bool wire(gln_slice line, size_t at, gln_credit *out, size_t *end)
{
    gln_date_mention mention;
    gln_slice start = {line.ptr, line.len < at + LONGEST_WIRE ? line.len : at + LONGEST_WIRE};
    while (start.len > 0 && start.len < line.len && ((unsigned char)start.ptr[start.len] & 0xC0) == 0x80) {
        start.len--;
    }
    if (!gln_date__find(start, at, &mention) || !mention.date.month || !mention.date.day) {
        return false;
    }
    gln_slice head = gln_slice__trim(gln_slice_sub(line, at, mention.start - at));
    if (head.len == 0 || han_run(head, 0, LONGEST_AGENCY + LONGEST_PLACE) != head.len) {
        return false;
    }
    size_t behind = mention.end;
    gln_slice__skip_spaces(line, &behind);
    /* 8日晚电, 8日上午电 are printed too */
    static const char *const parts[] = {"凌晨", "上午", "中午", "下午", "晚间", "晚", "专"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (gln_slice__take(line, &behind, parts[i])) {
            break;
        }
    }
    if (!gln_slice__take(line, &behind, "电") && !gln_slice__take(line, &behind, "電") &&
        !gln_slice__take(line, &behind, "讯")) {
        return false;
    }
    static const char *const tails[] = {"通讯社", "社", "新闻网", "网", "日报", "晚报", "本报", "本台", "报"};
    size_t cut = 0;
    for (size_t i = 0; i < sizeof tails / sizeof *tails && !cut; i++) {
        size_t found = gln_slice__find(head, gln_slice_of(tails[i]));
        cut = found == SIZE_MAX ? 0 : found + strlen(tails[i]);
    }
    if (!cut || gln_slice__count(gln_slice_sub(head, 0, cut)) > LONGEST_AGENCY) {
        return false;
    }
    out->agency = gln_slice_sub(head, 0, cut);
    out->place = gln_slice_sub(head, cut, head.len - cut);
    if (out->place.len == 0) {
        out->place.ptr = NULL;
    }
    out->date = mention.date;
    *end = behind;
    return true;
}

static bool wire_lead(gln_slice line, gln_credit *out)
{
    size_t at = 0;
    size_t end;
    (void)(gln_slice__take(line, &at, "据") || gln_slice__take(line, &at, "（") || gln_slice__take(line, &at, "("));
    *out = (gln_credit){.form = GLN_SOURCE_DATELINE};
    if (!wire(line, at, out, &end)) {
        return false;
    }
    if (end < line.len) {
        (void)(at && (gln_slice__take(line, &end, "）") || gln_slice__take(line, &end, ")")));
    }
    reporters(line, &end, out);
    finish(line, end, out);
    return true;
}

/* 央视网消息（新闻联播）： */
static bool site_lead(gln_slice line, gln_credit *out)
{
    size_t run = han_run(line, 0, LONGEST_AGENCY);
    gln_slice head = gln_slice_sub(line, 0, run);
    size_t at = gln_slice__find(head, GLN_LIT("消息"));
    if (at == SIZE_MAX || at == 0) {
        return false;
    }
    gln_slice name = gln_slice_sub(line, 0, at);
    if (!ends_in(name, "网") && !ends_in(name, "社") && !ends_in(name, "本台") && !ends_in(name, "本报")) {
        return false;
    }
    at += strlen("消息");
    gln_slice inside;
    (void)bracketed(line, &at, &inside);
    size_t colon = at;
    if (!gln_slice__take(line, &colon, "：") && !gln_slice__take(line, &colon, ":") &&
        colon == name.len + strlen("消息")) {
        return false;
    }
    *out = (gln_credit){.agency = name, .form = GLN_SOURCE_LEAD_IN};
    finish(line, at, out);
    return true;
}

/* "PORT ELLERY, March 4 (Union Wire) — ", "PARIS (Reuters) - ", "LONDON, March 4 — " */
static bool english_lead(gln_slice line, gln_credit *out)
{
    size_t at = 0;
    size_t capitals = 0;
    while (at < line.len && at < 40) {
        char c = line.ptr[at];
        if (c >= 'A' && c <= 'Z') {
            capitals++;
        } else if (c != ' ' && c != '.' && c != '-' && c != '\'') {
            break;
        }
        at++;
    }
    gln_slice place = gln_slice__trim(gln_slice_sub(line, 0, at));
    gln_date_mention mention = {0, 0, {0, 0, 0}};
    *out = (gln_credit){.form = GLN_SOURCE_DATELINE};
    bool dated = false;
    if (capitals >= 3 && gln_slice__take(line, &at, ",")) {
        gln_slice__skip_spaces(line, &at);
        if (gln_date__find(line, at, &mention) && mention.start == at) {
            at = mention.end;
            out->date = mention.date;
            dated = true;
        }
    }
    gln_slice__skip_spaces(line, &at);
    gln_slice agency = {NULL, 0};
    bool named = bracketed(line, &at, &agency);
    gln_slice__skip_spaces(line, &at);
    bool dash = gln_slice__take(line, &at, "—") || gln_slice__take(line, &at, "–") ||
                gln_slice__take(line, &at, "--") || gln_slice__take(line, &at, "-");
    if (capitals < 3 || place.len < 3 || !dash || (!named && !dated)) {
        return false;
    }
    out->agency = gln_slice__trim(agency);
    out->place = place;
    gln_slice__skip_spaces(line, &at);
    out->length = at;
    return true;
}

bool gln_credit__lead_in(gln_slice line, gln_credit *out)
{
    return report_lead(line, out) || wire_lead(line, out) || site_lead(line, out) || english_lead(line, out);
}

/* ---- source lines ------------------------------------------------------------------------------------------------ */

/* The text of a source without brackets: 据新华社电, 新华社北京9月25日电, 来源：X, 据X */
static bool source_text(gln_slice text, gln_credit *out)
{
    static const char *const origins[] = {"来源：", "来源:", "稿件来源：", "转自：", "据"};
    text = gln_slice__trim(text);
    size_t at = 0;
    size_t end;
    bool says = false;
    for (size_t i = 0; i < sizeof origins / sizeof *origins && !says; i++) {
        says = gln_slice__take(text, &at, origins[i]);
    }
    *out = (gln_credit){.form = GLN_SOURCE_TRAILING};
    if (wire(text, at, out, &end)) {
        gln_slice__skip_spaces(text, &end);
        return end == text.len;
    }
    size_t run = han_run(text, at, LONGEST_AGENCY);
    gln_slice name = gln_slice_sub(text, at, run);
    size_t rest = at + run;
    bool wired = ends_in(name, "电") || ends_in(name, "電");
    if (wired) {
        name.len -= strlen("电");
    }
    gln_slice__skip_spaces(text, &rest);
    bool body = ends_in(name, "社") || ends_in(name, "报") || ends_in(name, "网") || ends_in(name, "台");
    if (!says || name.len == 0 || rest != text.len || (!wired && !body)) {
        return false;
    }
    out->agency = name;
    return true;
}

bool gln_credit__source_line(gln_slice line, gln_credit *out)
{
    size_t at = 0;
    gln_slice inside;
    line = gln_slice__trim(line);
    if (bracketed(line, &at, &inside) && at == line.len) {
        line = inside;
    }
    bool found = source_text(line, out);
    out->length = line.len;
    return found;
}

bool gln_credit__trailing(gln_slice line, gln_credit *out)
{
    size_t end = line.len;
    if (end == 0 || !is_close(gln_slice__prev(line, &end))) {
        return false;
    }
    size_t at = end;
    for (size_t n = 0; at > 0 && n < LONGEST_BRACKET; n++) {
        size_t open = at;
        uint32_t c = gln_slice__prev(line, &open);
        if (c == 0xFF08 || c == '(') {
            gln_slice inside = gln_slice_sub(line, at, end - at);
            bool found = open > 0 && source_text(inside, out);
            out->start = open;
            return found;
        }
        at = open;
    }
    return false;
}

bool gln_credit__byline(gln_slice line, gln_credit *out)
{
    line = gln_slice__trim(line);
    *out = (gln_credit){.form = GLN_SOURCE_BYLINE, .length = line.len};
    size_t at = 0;
    if (gln_slice__take(line, &at, "By ") || gln_slice__take(line, &at, "BY ")) {
        size_t first = at;
        bool capital = at < line.len && line.ptr[at] >= 'A' && line.ptr[at] <= 'Z';
        size_t end = at;
        while (end < line.len && line.ptr[end] != ',' && line.ptr[end] != '|') {
            end++;
        }
        gln_slice name = gln_slice__trim(gln_slice_sub(line, first, end - first));
        size_t both = gln_slice__find(name, GLN_LIT(" and "));
        if (!capital || line.len > 80 || gln_slice_ends(line, GLN_LIT("."))) {
            return false;
        }
        if (both != SIZE_MAX) {
            add_name(out, gln_slice_sub(name, 0, both));
            both += strlen(" and ");
            name = gln_slice_sub(name, both, name.len - both);
        }
        add_name(out, name);
        return out->n_names > 0;
    }
    if (gln_slice__count(line) > 50) {
        return false;
    }
    bool marked = gln_slice__take(line, &at, "■") || gln_slice__take(line, &at, "●") ||
                  gln_slice__take(line, &at, "◆") || gln_slice__take(line, &at, "▲") ||
                  gln_slice__take(line, &at, "□") || gln_slice__take(line, &at, "◎");
    gln_slice inside;
    size_t bracket = at;
    gln_slice text = gln_slice_sub(line, at, line.len - at);
    if (!marked && bracketed(line, &bracket, &inside) && bracket == line.len) {
        text = inside;
    }
    text = gln_slice__trim(text);
    if (gln_slice__find(text, GLN_LIT("。")) != SIZE_MAX || gln_slice__find(text, GLN_LIT("，")) != SIZE_MAX) {
        return false;
    }
    /* the first word must hold the office: 本报记者 张三; a headline that tells of 记者 has it elsewhere or not at all
     */
    size_t word = 0;
    while (word < text.len) {
        size_t next = word;
        if (is_separator(gln_slice__next(text, &next))) {
            break;
        }
        word = next;
    }
    size_t behind = behind_office(gln_slice_sub(text, 0, word));
    bool office = behind > 3 && (behind == word || marked || text.len != line.len);
    return office && read_names(text, out) && out->n_names > 0;
}

/* ---- jumps ------------------------------------------------------------------------------------------------------- */

/* （紧转04版）, (上接02版), 下转第三版 */
static bool chinese_jump(gln_slice text, gln_jump *out)
{
    static const char *const tos[] = {"紧转", "下转", "转"};
    static const char *const froms[] = {"紧接", "上接", "接"};
    size_t at = 0;
    bool found = false;
    out->from = false;
    for (size_t i = 0; i < 3 && !found; i++) {
        found = gln_slice__take(text, &at, tos[i]);
    }
    for (size_t i = 0; i < 3 && !found; i++) {
        found = gln_slice__take(text, &at, froms[i]);
        out->from = found;
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
    if (!found || at == from || !gln_slice__take(text, &at, "版")) {
        return false;
    }
    gln_slice rest = gln_slice_sub(text, at, text.len - at); /* 紧转04版《标题》 is rare, a few characters at most */
    return gln_slice__count(rest) <= 8;
}

static bool english_jump(gln_slice text, gln_jump *out)
{
    static const char *const tos[] = {"Continued on page ", "Continued on Page ", "CONTINUED ON PAGE ", "See page ",
                                      "Please turn to page "};
    static const char *const froms[] = {"Continued from page ", "Continued from Page ", "CONTINUED FROM PAGE ",
                                        "From page "};
    size_t at = 0;
    bool found = false;
    out->from = false;
    for (size_t i = 0; i < sizeof tos / sizeof *tos && !found; i++) {
        found = gln_slice__take(text, &at, tos[i]);
    }
    for (size_t i = 0; i < sizeof froms / sizeof *froms && !found; i++) {
        found = gln_slice__take(text, &at, froms[i]);
        out->from = found;
    }
    out->page = gln_slice__trim(gln_slice_sub(text, at, text.len - at));
    return found && out->page.len >= 1 && out->page.len <= 6;
}

bool gln_jump__find(gln_slice line, gln_jump *out)
{
    gln_slice inside;
    size_t at = 0;
    out->start = 0;
    out->whole = true;
    if (english_jump(line, out)) {
        return true;
    }
    if (bracketed(line, &at, &inside)) {
        bool jump = chinese_jump(gln_slice__trim(inside), out) || english_jump(gln_slice__trim(inside), out);
        if (jump && (at == line.len || out->from)) {
            out->whole = at == line.len;
            out->start = out->whole ? 0 : at; /* a 上接 that begins the line ends here */
            return true;
        }
    }
    if (gln_slice__count(line) <= 10 && chinese_jump(line, out)) {
        return true;
    }
    size_t end = line.len; /* a marker at the end of a body line */
    if (end == 0 || !is_close(gln_slice__prev(line, &end))) {
        return false;
    }
    for (size_t n = 0, open = end; open > 0 && n < 24; n++) {
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
