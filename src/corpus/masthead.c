/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title block of a paper, its footers, and what they say. */
#include "corpus/page.h"

#include "core/utf8.h"
#include "corpus/date_parse.h"
#include "text/chinese_calendar.h"

enum { ZONE_LINES = 40, LONGEST_ZONE_LINE = 48, LONGEST_DATE_LINE = 60, LINES_TO_DATE = 4 };

static bool has(gln_slice text, const char *part)
{
    return gln_slice__find(text, gln_slice_of(part)) != SIZE_MAX;
}

/* A digit (ASCII or full-width), 月, a middle dot or Thai: without one of them there is no day. */
GLN_FIRST_PLACE(first_digit_or_month, ((unsigned char)(a - '0') <= 9) | ((a == 0xE6) & (b == 0x9C)) | (a == 0xE0) |
                                          ((a == 0xC2) & (b == 0xB7)) | ((a == 0xE3) & (b == 0x83) & (c == 0xBB)) |
                                          ((a == 0xE2) & (b == 0x80) & ((c == 0xA2) | (c == 0xA7))) |
                                          ((a == 0xEF) & (b == 0xBC) & ((unsigned char)(c - 0x8D) <= 0x99 - 0x8D)))

/* A character that names of weekdays hold: 期, 周, 週, 拜, 曜, 요, ว, or "day". */
GLN_FIRST_PLACE(first_of_weekday,
                ((a == 0xE6) &
                 (((b == 0x9C) & (c == 0x9F)) | ((b == 0x8B) & (c == 0x9C)) | ((b == 0x9B) & (c == 0x9C)))) |
                    ((a == 0xE5) & (b == 0x91) & (c == 0xA8)) | ((a == 0xE9) & (b == 0x80) & (c == 0xB1)) |
                    ((a == 0xEC) & (b == 0x9A) & (c == 0x94)) | ((a == 0xE0) & (b == 0xB8) & (c == 0xA7)) |
                    (((a | 32) == 'd') & ((b | 32) == 'a') & ((c | 32) == 'y')))

/* Whether the text may hold a day, by its bytes: 月, a middle dot behind a digit, a digit beside a separator and a
 * digit, eight digits, digits and letters (5 March), or digits that are not ASCII. Most lines are done with here. */
static bool may_hold_day(gln_slice text)
{
    size_t run = 0; /* of digits */
    bool digits = false;
    bool letters = false;
    if (first_digit_or_month(text, 0) == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        if (c >= '0' && c <= '9') {
            digits = true;
            run++;
            bool separator = next == '-' || next == '.' || next == '/';
            if (run == 8 || (separator && i + 2 < text.len && text.ptr[i + 2] >= '0' && text.ptr[i + 2] <= '9')) {
                return true;
            }
            continue;
        }
        bool behind_digit = run > 0;
        run = 0;
        letters =
            letters || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC3 && c < 0xE0) || (c >= 0xEA && c <= 0xED);
        bool month = c == 0xE6 && next == 0x9C;
        unsigned char third = i + 2 < text.len ? (unsigned char)text.ptr[i + 2] : 0;
        bool dot = (c == 0xC2 && next == 0xB7) || (c == 0xE2 && next == 0x80 && (third == 0xA2 || third == 0xA7)) ||
                   (c == 0xE3 && next == 0x83 && third == 0xBB);
        if (month || (dot && behind_digit) || c == 0xE0 /* Thai */ ||
            (c == 0xEF && next == 0xBC && i + 2 < text.len && (unsigned char)text.ptr[i + 2] >= 0x8D &&
             (unsigned char)text.ptr[i + 2] <= 0x99)) {
            return true;
        }
    }
    return digits && letters;
}

/* A line that is a date with little else: weekday, lunar date, page. */
static bool is_date_line(const gln_page_line *line, gln_date_mention *mention)
{
    if (line->chars > LONGEST_DATE_LINE || line->stops || !may_hold_day(line->text) ||
        (!gln_date__find(line->text, 0, mention) && !gln_date__compact(line->text, mention)) || !mention->date.month ||
        !mention->date.day) {
        return false;
    }
    size_t date_chars = gln_slice__count(gln_slice_sub(line->text, mention->start, mention->end - mention->start));
    bool named = gln_date__weekday_named(line->text) >= 0 || has(line->text, "农历");
    size_t rest = line->chars - date_chars;
    return mention->date.year ? named || rest <= 12 : (named && rest <= 12) || rest <= 2;
}

/* Titles of Chinese papers end in one of these; of English ones with one of the words below. */
static const gln_slice chinese_titles[] = {
    GLN_WORD("日报"),   GLN_WORD("晚报"),  GLN_WORD("早报"), GLN_WORD("晨报"), GLN_WORD("时报"), GLN_WORD("商报"),
    GLN_WORD("都市报"), GLN_WORD("周报"),  GLN_WORD("周刊"), GLN_WORD("快报"), GLN_WORD("导报"), GLN_WORD("新报"),
    GLN_WORD("青年报"), GLN_WORD("军报"),  GLN_WORD("午报"), GLN_WORD("工报"), GLN_WORD("农报"), GLN_WORD("文汇报"),
    GLN_WORD("日報"),   GLN_WORD("晚報"),  GLN_WORD("早報"), GLN_WORD("晨報"), GLN_WORD("時報"), GLN_WORD("商報"),
    GLN_WORD("週報"),   GLN_WORD("週刊"),  GLN_WORD("快報"), GLN_WORD("導報"), GLN_WORD("新報"), GLN_WORD("青年報"),
    GLN_WORD("都市報"), GLN_WORD("文匯報")};
static const gln_slice english_titles[] = {
    GLN_WORD("Daily"),    GLN_WORD("Times"),    GLN_WORD("Post"),     GLN_WORD("Weekly"),   GLN_WORD("Herald"),
    GLN_WORD("Gazette"),  GLN_WORD("Journal"),  GLN_WORD("Tribune"),  GLN_WORD("News"),     GLN_WORD("Chronicle"),
    GLN_WORD("Courier"),  GLN_WORD("Observer"), GLN_WORD("Mercury"),  GLN_WORD("Standard"), GLN_WORD("Star"),
    GLN_WORD("Examiner"), GLN_WORD("Mirror"),   GLN_WORD("Guardian"), GLN_WORD("Sun"),      GLN_WORD("Telegraph"),
    GLN_WORD("Register"), GLN_WORD("Press")};

static bool is_chinese_title(gln_slice text)
{
    size_t chars = 0;
    if (text.len > 40 || GLN_ENDS_ANY(text, chinese_titles) == SIZE_MAX) {
        return false;
    }
    for (size_t at = 0; at < text.len; chars++) {
        if (!gln_char__han(gln_slice__next(text, &at))) {
            return false;
        }
    }
    return chars >= 3 && chars <= 10;
}

static bool is_english_title(gln_slice text)
{
    size_t words = 1;
    if (text.len < 6 || text.ptr[0] < 'A' || text.ptr[0] > 'Z') {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80 || (!gln_char__letter(c) && c != ' ' && c != '-' && c != '\'' && c != '&')) {
            return false;
        }
        words += c == ' ';
    }
    if (words > 6) {
        return false;
    }
    for (size_t i = 0; i < sizeof english_titles / sizeof *english_titles; i++) {
        gln_slice tail = english_titles[i];
        bool ends = gln_slice_ends(text, tail);
        if (!ends && text.len > tail.len) { /* THE HARBOUR WEEKLY */
            ends = true;
            for (size_t k = 0; k < tail.len && ends; k++) {
                char c = text.ptr[text.len - tail.len + k];
                ends = (c | 32) == (tail.ptr[k] | 32) && c >= 'A' && c <= 'Z';
            }
        }
        if (ends && words > 1 && (text.len == tail.len || text.ptr[text.len - tail.len - 1] == ' ')) {
            return true;
        }
    }
    return false;
}

/* Imprint: numbers, lines to call, editors, prices. */
static bool is_imprint(gln_slice text)
{
    static const gln_slice parts[] = {
        GLN_WORD("出版物号"), GLN_WORD("统一刊号"),    GLN_WORD("国内刊号"), GLN_WORD("邮发代号"),
        GLN_WORD("机关报"),   GLN_WORD("热线:"),       GLN_WORD("热线："),   GLN_WORD("网站:"),
        GLN_WORD("网站："),   GLN_WORD("网址"),        GLN_WORD("http://"),  GLN_WORD("https://"),
        GLN_WORD("www."),     GLN_WORD("总第"),        GLN_WORD("日报社"),   GLN_WORD("晚报社"),
        GLN_WORD("报社出版"), GLN_WORD("主管主办"),    GLN_WORD("新闻热线"), GLN_WORD("广告热线"),
        GLN_WORD("发行热线"), GLN_WORD("报业集团"),    GLN_WORD("今日天气"), GLN_WORD("零售价"),
        GLN_WORD("每份"),     GLN_WORD("国内代号"),    GLN_WORD("CN "),      GLN_WORD("ISSN"),
        GLN_WORD("Vol. "),    GLN_WORD("Established ")};
    if (GLN_HOLDS_ANY(text, parts)) {
        return true;
    }
    bool edition = (has(text, "今日") || has(text, "本期")) && gln_slice_ends(text, GLN_LIT("版"));
    bool serial = gln_slice_starts(text, GLN_LIT("第")) &&
                  (gln_slice_ends(text, GLN_LIT("号")) || gln_slice_ends(text, GLN_LIT("期")));
    bool price = gln_slice_ends(text, GLN_LIT(" cents")) || gln_slice_starts(text, GLN_LIT("$")) ||
                 gln_slice_starts(text, GLN_LIT("£"));
    return edition || serial || (price && text.len <= 16) || gln_slice_starts(text, GLN_LIT("No. "));
}

const char *gln_page__why_furniture(const gln_page_line *line)
{
    static const gln_slice starts[] = {
        GLN_WORD("责任编辑"),   GLN_WORD("责编"),      GLN_WORD("值班编委"), GLN_WORD("值班编辑"),
        GLN_WORD("本版编辑"),   GLN_WORD("美术编辑"),  GLN_WORD("美编"),     GLN_WORD("校对"),
        GLN_WORD("版式"),       GLN_WORD("组版"),      GLN_WORD("编辑："),   GLN_WORD("编辑:"),
        GLN_WORD("扫一扫"),     GLN_WORD("扫码"),      GLN_WORD("本报地址"), GLN_WORD("社址"),
        GLN_WORD("邮政编码"),   GLN_WORD("邮编"),      GLN_WORD("查看原文"), GLN_WORD("[查看原文]"),
        GLN_WORD("（更新时间"), GLN_WORD("(更新时间"), GLN_WORD("版权所有"), GLN_WORD("电话："),
        GLN_WORD("电话:"),      GLN_WORD("印刷："),    GLN_WORD("印刷:"),    GLN_WORD("Page "),
        GLN_WORD("www."),       GLN_WORD("http://"),   GLN_WORD("https://")};
    gln_slice text = line->text;
    if (line->chars <= 60 && !line->closed && GLN_STARTS_ANY(text, starts) != SIZE_MAX) {
        return "furniture: credits, addresses, links";
    }
    if (gln_slice_starts(text, GLN_LIT("[查看原文]")) || (line->chars <= 24 && has(text, "二维码") && !line->closed)) {
        return "furniture: link or code to scan";
    }
    bool rule = true; /* ---, ***, page numbers */
    for (size_t at = 0; at < text.len && rule;) {
        uint32_t c = gln_slice__next(text, &at);
        rule = c == '-' || c == '*' || c == '=' || c == '_' || c == 0x2014 || c == 0x2500 || gln_char__digit(c) ||
               gln_char__space(c);
    }
    if (rule && line->chars <= 80) {
        return "furniture: rule or number";
    }
    size_t at = gln_slice_starts(text, GLN_LIT("第")) ? strlen("第") : 0; /* 第2版 要闻, A02版 */
    size_t digits = at;
    while (digits < text.len && (gln_char__digit((unsigned char)text.ptr[digits]) ||
                                 (digits == at && text.ptr[digits] >= 'A' && text.ptr[digits] <= 'Z'))) {
        digits++;
    }
    gln_slice rest = gln_slice_sub(text, digits, text.len - digits);
    bool label = digits > at && line->chars <= 12 && gln_slice_starts(rest, GLN_LIT("版"));
    return label ? "furniture: page label" : NULL;
}

static bool is_strong(const gln_page_line *line)
{
    gln_date_mention mention;
    if (line->chars > LONGEST_DATE_LINE) {
        return false;
    }
    return is_date_line(line, &mention) || is_imprint(line->text) || is_chinese_title(line->text) ||
           is_english_title(line->text);
}

/* The paper's name that a line begins with, up to a space, a bar or the end; "" where it is none. */
static gln_slice title_at_start(gln_slice text)
{
    size_t end = 0;
    while (end < text.len) {
        size_t next = end;
        uint32_t c = gln_slice__next(text, &next);
        if (gln_char__space(c) || c == '|' || c == 0xFF5C) {
            break;
        }
        if (!gln_char__han(c) || end > 40) {
            return GLN_LIT("");
        }
        end = next;
    }
    gln_slice head = gln_slice_sub(text, 0, end);
    return is_chinese_title(head) ? head : GLN_LIT("");
}

/* 第02版, A03版, 03版 to 2, A03, 3; ptr NULL for anything else. */
static gln_slice page_named(gln_slice word)
{
    size_t from = gln_slice_starts(word, GLN_LIT("第")) ? strlen("第") : 0;
    size_t at = from;
    at += at < word.len && word.ptr[at] >= 'A' && word.ptr[at] <= 'Z';
    size_t digits = at;
    while (at < word.len && gln_char__digit((unsigned char)word.ptr[at])) {
        at++;
    }
    if (at == digits || !gln_slice_equal(gln_slice_sub(word, at, word.len - at), GLN_LIT("版"))) {
        return (gln_slice){NULL, 0};
    }
    while (digits == from && from + 1 < at && word.ptr[from] == '0') {
        from++;
        digits++;
    }
    return gln_slice_sub(word, from, at - from);
}

bool gln_page__running_head(gln_slice text, gln_running_head *out)
{
    gln_date_mention mention;
    bool dated = gln_date__find(text, 0, &mention) && gln_date_full(mention.date);
    *out = (gln_running_head){{NULL, 0}, {NULL, 0}, {NULL, 0}};
    if (text.len > 200 || gln_text__closed(text)) {
        return false;
    }
    bool behind_page = false;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        size_t end = at;
        while (at < text.len) {
            end = at;
            uint32_t c = gln_slice__next(text, &at);
            if (gln_char__space(c) || c == '|' || c == 0xFF5C || c == ':' || c == 0xFF1A || c == 0xB7) {
                break;
            }
            end = at;
        }
        gln_slice word = gln_slice_sub(text, from, end - from);
        gln_slice page = page_named(word);
        if (word.len == 0) {
            continue;
        }
        if (page.ptr && !out->page.ptr) {
            out->page = page;
        } else if (!out->newspaper.ptr && is_chinese_title(word)) {
            out->newspaper = word;
        } else if (behind_page && !out->section.ptr && !gln_date__find(word, 0, &mention)) {
            out->section = word;
        }
        behind_page = page.ptr;
    }
    return (out->newspaper.ptr && out->page.ptr) || (dated && (out->newspaper.ptr || out->page.ptr));
}

bool gln_page__issue_begins(const gln_page *page, size_t i, gln_date *date)
{
    const gln_page_line *line = &page->lines[i];
    gln_date_mention mention;
    if (line->closed) {
        return false;
    }
    bool alone = is_chinese_title(line->text) || is_english_title(line->text);
    if (!alone && title_at_start(line->text).len == 0) {
        return false;
    }
    for (size_t k = alone ? i + 1 : i; k < page->n_lines && k <= i + (alone ? LINES_TO_DATE : 0); k++) {
        if (is_date_line(&page->lines[k], &mention) && gln_date_full(mention.date)) {
            *date = mention.date;
            return true;
        }
    }
    return false;
}

/* Number of lines that the masthead takes at the top: up to the last strong line, before the first line of an article.
 */
static size_t zone_length(const gln_page *page)
{
    size_t zone = 0;
    for (size_t i = 0; i < page->n_lines && i < ZONE_LINES; i++) {
        const gln_page_line *line = &page->lines[i];
        bool strong = is_strong(line);
        if (strong && (!line->heading || is_chinese_title(line->text) || is_english_title(line->text))) {
            zone = i + 1;
            continue;
        }
        bool below = zone == i && i > 0 && line->number == page->lines[i - 1].number + 1;
        if (below && line->chars <= 20 && !line->heading) {
            zone = i + 1; /* printed right below, without a blank line: a price, a slogan */
            continue;
        }
        if (line->kind == GLN_KIND_LEAD || line->kind == GLN_KIND_BYLINE || line->kind == GLN_KIND_SOURCE ||
            line->heading || line->chars > LONGEST_ZONE_LINE || (line->closed && line->chars > 20)) {
            break;
        }
    }
    return zone;
}

static void check_calendar(gln_page *page, const gln_page_line *line, gln_date date)
{
    static const char *const names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    char edtf[GLN_DATE_SIZE];
    if (!gln_date_full(date)) {
        return;
    }
    int named = gln_date__weekday_named(line->text);
    int weekday = gln_date__weekday(date);
    if (named >= 0 && named != weekday) {
        gln_page__warn(page, line->number, "the masthead names %s, but %s was a %s", names[named],
                       gln_date_edtf(date, edtf), names[weekday]);
    }
    gln_lunar_mention lunar;
    gln_lunar truth;
    if (gln_date__lunar_named(line->text, &lunar) &&
        gln_text__lunar(date.year, date.month, date.day, &truth, NULL) == GLN_OK) {
        bool same = lunar.month == truth.month && lunar.day == truth.day && lunar.leap == truth.leap &&
                    (lunar.cycle_year == 0 || lunar.cycle_year == truth.cycle_year);
        if (!same) {
            gln_page__warn(page, line->number,
                           "the masthead's lunar date does not fall on %s (that is month %d day %d)",
                           gln_date_edtf(date, edtf), truth.month, truth.day);
        }
    }
}

/* Takes the date of a masthead line: a fuller one replaces a partial one of the same basis. */
static bool take_date(gln_page *page, const gln_page_line *line, gln_date date)
{
    gln_issue *issue = page->issue;
    if (issue->date_basis == GLN_BASIS_MASTHEAD && (gln_date_full(issue->date) || !date.year)) {
        return true;
    }
    issue->date = date;
    issue->date_basis = GLN_BASIS_MASTHEAD;
    check_calendar(page, line, date);
    return gln_page__evidence(page, line->number, line->text);
}

/* 第176001号, 总第12345期, Vol. 12, No. 9 */
static void take_number(gln_issue *issue, gln_slice text)
{
    bool serial =
        is_imprint(text) && (gln_slice_starts(text, GLN_LIT("第")) || has(text, "总第") ||
                             gln_slice_starts(text, GLN_LIT("Vol. ")) || gln_slice_starts(text, GLN_LIT("No. ")));
    if (serial && !issue->issue_number.ptr) {
        issue->issue_number = text;
    }
}

static bool read_masthead_line(gln_page *page, gln_page_line *line)
{
    gln_issue *issue = page->issue;
    gln_date_mention mention;
    bool title = is_chinese_title(line->text) || is_english_title(line->text);
    bool better = !issue->newspaper.ptr || (is_chinese_title(line->text) && is_english_title(issue->newspaper));
    line->why = title                          ? "masthead: title"
                : is_date_line(line, &mention) ? "masthead: date line"
                : is_imprint(line->text)       ? "masthead: imprint"
                                               : "masthead: among title and imprint";
    if (title && better) {
        issue->newspaper = line->text;
        issue->newspaper_basis = GLN_LIT("masthead");
    }
    take_number(issue, line->text);
    return !is_date_line(line, &mention) || take_date(page, line, mention.date);
}

/* 《新闻联播》 (20230101) at the head of a transcript: title and date. */
static bool read_transcript_title(gln_page *page)
{
    gln_page_line *line = &page->lines[0];
    size_t open = gln_slice__find(line->text, GLN_LIT("《"));
    size_t close = gln_slice__find(line->text, GLN_LIT("》"));
    if (line->heading != 1 || open != 0 || close == SIZE_MAX) {
        return true;
    }
    line->role = GLN_ROLE_MASTHEAD;
    line->why = "masthead: title of a transcript";
    size_t from = strlen("《");
    page->issue->newspaper = gln_slice_sub(line->text, from, close - from);
    page->issue->newspaper_basis = GLN_LIT("masthead");
    gln_date date;
    gln_date_mention mention;
    if (gln_date__of_path(page->issue->file, &date) && gln_date_full(date)) {
        return true; /* the file's name says it plainly; the title's digits are for files that were renamed */
    }
    if (gln_date__of_path(gln_slice_sub(line->text, close, line->text.len - close), &date)) {
        return take_date(page, line, date);
    }
    return !gln_date__find(line->text, close, &mention) || take_date(page, line, mention.date);
}

/* Short lines below the last text: captions of codes, sister papers, editors. */
static void find_footer(gln_page *page, size_t zone)
{
    size_t end = page->n_lines;
    bool furniture = false; /* something among them can be nothing else */
    while (end > zone) {
        gln_page_line *line = &page->lines[end - 1];
        bool text = line->kind != GLN_KIND_OPEN && line->kind != GLN_KIND_FURNITURE && line->kind != GLN_KIND_SECTION;
        if (line->role == GLN_ROLE_BLANK && (text || line->chars > 10 || line->list || line->commas)) {
            break;
        }
        furniture = furniture || line->role == GLN_ROLE_FURNITURE;
        end--;
    }
    bool after_text =
        end > zone && (furniture || page->lines[end - 1].closed || page->lines[end - 1].kind == GLN_KIND_SOURCE ||
                       page->lines[end - 1].kind == GLN_KIND_JUMP_TO);
    for (size_t i = end; after_text && i < page->n_lines; i++) {
        if (page->lines[i].role == GLN_ROLE_BLANK) {
            page->lines[i].role = GLN_ROLE_FURNITURE;
            page->lines[i].why = "furniture: short line below the last text";
        }
    }
}

gln_status gln_page__article_masthead(gln_page *page, gln_error *err)
{
    gln_date date;
    bool fine = true;
    bool titled = page->n_lines > 0 && gln_page__issue_begins(page, 0, &date);
    for (size_t i = 0; i < page->n_lines && i < LINES_TO_DATE && fine; i++) {
        gln_page_line *line = &page->lines[i];
        gln_date_mention mention;
        bool dated = !line->heading && is_date_line(line, &mention) && gln_date_full(mention.date);
        if (line->closed) {
            break;
        }
        if (titled || dated) {
            line->role = GLN_ROLE_MASTHEAD;
            fine = read_masthead_line(page, line);
        }
        titled = titled && !dated;
    }
    return fine ? GLN_OK : gln_error__nomem(err);
}

gln_status gln_page__masthead(gln_page *page, gln_error *err)
{
    if (page->n_lines == 0) {
        return GLN_OK;
    }
    bool fine = !gln_page__is_transcript(page) || read_transcript_title(page);
    size_t zone = zone_length(page);
    for (size_t i = 0; i < page->n_lines && fine; i++) {
        gln_page_line *line = &page->lines[i];
        gln_date_mention mention;
        const char *why;
        if (line->role != GLN_ROLE_BLANK) {
            continue;
        }
        if (i < zone) {
            line->role = GLN_ROLE_MASTHEAD;
            fine = read_masthead_line(page, line);
        } else if (!line->heading && line->chars <= 40 && !line->closed &&
                   first_of_weekday(line->text, 0) != SIZE_MAX && is_date_line(line, &mention) && mention.date.year &&
                   gln_date__weekday_named(line->text) >= 0) {
            line->role = GLN_ROLE_MASTHEAD; /* of a later page */
            line->why = "masthead: running head";
            fine = take_date(page, line, mention.date);
        } else if ((why = gln_page__why_furniture(line)) != NULL) {
            line->role = GLN_ROLE_FURNITURE;
            line->why = why;
            line->kind = GLN_KIND_FURNITURE;
        }
    }
    find_footer(page, zone);
    return fine ? GLN_OK : gln_error__nomem(err);
}
