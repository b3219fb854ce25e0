/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/lead_in.h"

#include "core/utf8.h"
#include "corpus/date_digits.h"
#include "corpus/date_forms.h"
#include "corpus/date_parse.h"

enum { LONGEST_AGENCY = 12, LONGEST_PLACE = 12, LONGEST_BRACKET = 80, LONGEST_BYLINE = 200 /* bytes */ };

static bool open_bracket(gln_slice text, size_t *at)
{
    return gln_slice__take(text, at, "（") || gln_slice__take(text, at, "(") || gln_slice__take(text, at, "【") ||
           gln_slice__take(text, at, "[") || gln_slice__take(text, at, "〔");
}

bool gln_char__closes_bracket(uint32_t c)
{
    return c == 0xFF09 || c == ')' || c == 0x3011 || c == ']' || c == 0x3015;
}

bool gln_slice__bracketed(gln_slice text, size_t *at, gln_slice *inside)
{
    size_t next = *at;
    if (!open_bracket(text, &next)) {
        return false;
    }
    size_t from = next;
    for (size_t n = 0; next < text.len && n < LONGEST_BRACKET; n++) {
        size_t end = next;
        if (gln_char__closes_bracket(gln_slice__next(text, &next))) {
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
static const gln_slice offices[] = {
    GLN_WORD("特约记者"), GLN_WORD("特派记者"),   GLN_WORD("实习记者"),   GLN_WORD("首席记者"), GLN_WORD("见习记者"),
    GLN_WORD("本报记者"), GLN_WORD("全媒体记者"), GLN_WORD("特约通讯员"), GLN_WORD("记者"),     GLN_WORD("通讯员"),
    GLN_WORD("评论员"),   GLN_WORD("实习生"),     GLN_WORD("作者"),       GLN_WORD("编辑"),     GLN_WORD("摄影"),
    GLN_WORD("撰文"),     GLN_WORD("图"),         GLN_WORD("文"),         GLN_WORD("特約記者"), GLN_WORD("特派記者"),
    GLN_WORD("實習記者"), GLN_WORD("本報記者"),   GLN_WORD("記者"),       GLN_WORD("通訊員"),   GLN_WORD("評論員"),
    GLN_WORD("編輯"),     GLN_WORD("攝影"),       GLN_WORD("圖")};

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
        size_t len = offices[i].len;
        size_t at = len <= 3 && word.len != len ? SIZE_MAX : gln_slice__find(word, offices[i]);
        if (at != SIZE_MAX && at + len > best) { /* 文 and 图 are also parts of names, so only as whole words */
            best = at + len;
        }
    }
    return best;
}

static bool is_separator(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF) { /* most that are asked about */
        return false;
    }
    return gln_char__space(c) || c == 0x3001 || c == ',' || c == 0xFF0C || c == '/' || c == 0xFF0F || c == ';' ||
           c == 0xFF1B || c == ':' || c == 0xFF1A || c == 0x25A0 || c == 0x25CF || c == 0x25C6 || c == 0x25B2;
}

/* Splits a list of names with offices; returns whether an office was among them. named says that an office stood
 * before, so that what follows is a name. */
static bool read_list(gln_slice text, bool named, gln_credit *out)
{
    bool office = false;
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

static bool read_names(gln_slice text, gln_credit *out)
{
    return read_list(text, false, out);
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
    if (gln_slice__bracketed(line, &next, &inside)) {
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

/* The characters that names of agencies and papers end in: 新华社, 人民网, 本报, 本台. */
static inline bool ends_agency(uint32_t c)
{
    return c == 0x793E /* 社 */ || c == 0x7F51 /* 网 */ || c == 0x7DB2 /* 網 */ || c == 0x62A5 /* 报 */ ||
           c == 0x5831 /* 報 */ || c == 0x53F0 /* 台 */ || c == 0x81FA /* 臺 */;
}

/* The characters that a credit without an agency may begin with: a bracket, 据, 来源, 稿件来源, 转自. */
static bool begins_credit(uint32_t c)
{
    return c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 /* 【 */ || c == 0x3014 /* 〔 */ ||
           c == 0x636E /* 据 */ || c == 0x64DA /* 據 */ || c == 0x6765 /* 来 */ || c == 0x4F86 /* 來 */ ||
           c == 0x7A3F /* 稿 */ || c == 0x8F6C /* 转 */ || c == 0x8F49 /* 轉 */;
}

/* Whether a character may be one of those that gln_credit__possible() looks for, by its lowest six bits. */
static inline bool may_be_sign(uint32_t c)
{
#define BIT(c) (UINT64_C(1) << ((c)&63))
    return (BIT(0x8BAF) | BIT(0x8A0A) | BIT(0x606F) | BIT(0x793E) | BIT(0x7F51) | BIT(0x7DB2) | BIT(0x62A5) |
            BIT(0x5831) | BIT(0x53F0) | BIT(0x81FA) | BIT(0x636E) | BIT(0x64DA) | BIT(0x6765) | BIT(0x4F86) |
            BIT(0x7A3F) | BIT(0x8F6C) | BIT(0x8F49)) >>
               (c & 63) &
           1;
#undef BIT
}

bool gln_credit__possible(gln_slice line)
{
    size_t at = 0;
    gln_slice__skip_spaces(line, &at);
    for (size_t n = 0; n <= LONGEST_AGENCY && at < line.len; n++) {
        uint32_t c = gln_slice__next(line, &at);
        if (c >= 0x4E00 && c <= 0x9FFF) {
            bool report = c == 0x8BAF /* 讯 */ || c == 0x8A0A /* 訊 */ || c == 0x606F /* 息, of 消息 */;
            if (may_be_sign(c) && (report || ends_agency(c) || (n == 0 && begins_credit(c)))) {
                return true;
            }
        } else if (!gln_char__han(c)) {
            return n == 0 && (begins_credit(c) || (c >= 'A' && c <= 'Z'));
        }
    }
    return false;
}

/* 本报讯, X报讯, X网讯 */
static bool report_lead(gln_slice line, gln_credit *out)
{
    size_t run = han_run(line, 0, LONGEST_AGENCY);
    gln_slice head = gln_slice_sub(line, 0, run);
    size_t at = gln_slice__find(head, GLN_LIT("讯"));
    bool traditional = at == SIZE_MAX;
    at = traditional ? gln_slice__find(head, GLN_LIT("訊")) : at;
    if (at == SIZE_MAX || at == 0) {
        return false;
    }
    static const gln_slice papers[] = {GLN_WORD("报"), GLN_WORD("報"), GLN_WORD("网"), GLN_WORD("網")};
    static const gln_slice own_names[] = {GLN_WORD("本报"), GLN_WORD("本報"), GLN_WORD("本台"), GLN_WORD("本臺"),
                                          GLN_WORD("本刊")};
    gln_slice name = gln_slice_sub(line, 0, at);
    bool own = GLN_ENDS_ANY(name, own_names) != SIZE_MAX;
    if (!own && GLN_ENDS_ANY(name, papers) == SIZE_MAX) {
        return false;
    }
    at += strlen("讯");
    size_t next = at;
    if (next < line.len) { /* 日报讯息 is a word, 日报讯 with a space, bracket, digit or stop behind it a lead-in */
        uint32_t c = gln_slice__next(line, &next);
        bool paper = gln_slice_equal(name, GLN_LIT("本报")) || gln_slice_equal(name, GLN_LIT("本報"));
        if (gln_char__han(c) && (!paper || c == 0x606F /* 息 */)) {
            return false;
        }
    }
    *out = (gln_credit){.agency = traditional ? GLN_LIT("本報") : GLN_LIT("本报"), .form = GLN_SOURCE_LEAD_IN};
    if (!own) {
        out->newspaper = name;
    }
    reporters(line, &at, out);
    finish(line, at, out);
    return true;
}

/* Whether the run of Han characters at `at` holds the end of an agency's name, as wire() asks for: most lines do not.
 */
static bool names_agency(gln_slice line, size_t at)
{
    gln_slice__skip_spaces(line, &at);
    for (size_t n = 0; n < LONGEST_AGENCY && at < line.len; n++) {
        uint32_t c = gln_slice__next(line, &at);
        if (ends_agency(c)) {
            return true;
        }
        if (!gln_char__han(c)) {
            return false;
        }
    }
    return false;
}

/* The date that stands in or right behind the run of Han characters at `at`, which is agency and place. */
static bool date_behind_name(gln_slice line, size_t at, gln_date_mention *mention)
{
    gln_slice__skip_spaces(line, &at);
    for (size_t n = 0; n <= LONGEST_AGENCY + LONGEST_PLACE && at < line.len; n++) {
        size_t next = at;
        uint32_t c = gln_slice__next(line, &next);
        if (!gln_char__han(c)) {
            gln_slice__skip_spaces(line, &at);
            return gln_date__at(line, at, mention);
        }
        if ((gln_digit__value(c) >= 0 || c == 0x5341 /* 十 */ || gln_date_form__starts(c)) &&
            gln_date__at(line, at, mention)) {
            return true;
        }
        at = next;
    }
    return false;
}

/* The day alone, as in 中央社臺北25日電. */
static bool day_behind_name(gln_slice line, size_t at, gln_date_mention *mention)
{
    size_t start = at + han_run(line, at, LONGEST_AGENCY + LONGEST_PLACE);
    size_t end = start;
    int day;
    if (!gln_digits__exact(line, &end, 1, 2, &day) || day < 1 || day > 31 || !gln_slice__take(line, &end, "日")) {
        return false;
    }
    *mention = (gln_date_mention){start, end, {0, 0, (int8_t)day}};
    return true;
}

/* Names of reporters and the place behind them, 陳大明台北 or 陳大明、李小華／台北: a name has three characters where
 * at least two are left for the place, else two. */
static void names_and_place(gln_slice text, gln_credit *out)
{
    static const gln_slice slashes[] = {GLN_WORD("／"), GLN_WORD("/"), GLN_WORD("∕")};
    for (size_t i = 0; i < sizeof slashes / sizeof *slashes; i++) {
        size_t slash = gln_slice__find(text, slashes[i]);
        if (slash != SIZE_MAX) {
            size_t behind = slash + slashes[i].len;
            (void)read_list(gln_slice_sub(text, 0, slash), true, out);
            out->place = gln_slice__trim(gln_slice_sub(text, behind, text.len - behind));
            return;
        }
    }
    size_t chars = gln_slice__count(text);
    size_t name = han_run(text, 0, chars >= 5 ? 3 : 2);
    add_name(out, gln_slice_sub(text, 0, name));
    out->place = gln_slice_sub(text, name, text.len - name);
}

/* AGENCY PLACE M月D日电, 本报PLACE M月D日讯 at byte `at`; *end is behind 电. */
static bool wire(gln_slice line, size_t at, gln_credit *out, size_t *end)
{
    gln_date_mention mention;
    if (!names_agency(line, at)) {
        return false;
    }
    if (!date_behind_name(line, at, &mention) || !mention.date.month || !mention.date.day) {
        if (!day_behind_name(line, at, &mention)) {
            return false;
        }
    }
    gln_slice head = gln_slice__trim(gln_slice_sub(line, at, mention.start - at));
    if (head.len == 0) {
        return false;
    }
    size_t behind = mention.end;
    gln_slice__skip_spaces(line, &behind);
    /* 8日晚电, 8日上午电 are printed too */
    static const gln_slice parts[] = {GLN_WORD("凌晨"), GLN_WORD("上午"), GLN_WORD("中午"), GLN_WORD("下午"),
                                      GLN_WORD("晚间"), GLN_WORD("晚"),   GLN_WORD("专")};
    (void)GLN_TAKE_ANY(line, &behind, parts);
    if (!gln_slice__take(line, &behind, "电") && !gln_slice__take(line, &behind, "電") &&
        !gln_slice__take(line, &behind, "讯") && !gln_slice__take(line, &behind, "訊")) {
        return false;
    }
    static const gln_slice tails[] = {GLN_WORD("通讯社"), GLN_WORD("通訊社"), GLN_WORD("社"),   GLN_WORD("新闻网"),
                                      GLN_WORD("新聞網"), GLN_WORD("网"),     GLN_WORD("網"),   GLN_WORD("日报"),
                                      GLN_WORD("日報"),   GLN_WORD("晚报"),   GLN_WORD("晚報"), GLN_WORD("本报"),
                                      GLN_WORD("本報"),   GLN_WORD("本台"),   GLN_WORD("本臺"), GLN_WORD("报"),
                                      GLN_WORD("報")};
    size_t cut = 0;
    for (size_t i = 0; i < sizeof tails / sizeof *tails && !cut; i++) {
        size_t found = gln_slice__find(head, tails[i]);
        cut = found == SIZE_MAX ? 0 : found + tails[i].len;
    }
    if (!cut || gln_slice__count(gln_slice_sub(head, 0, cut)) > LONGEST_AGENCY) {
        return false;
    }
    out->agency = gln_slice_sub(head, 0, cut);
    out->place = gln_slice_sub(head, cut, head.len - cut);
    size_t reporter = 0;
    if (gln_slice__take(out->place, &reporter, "记者") || gln_slice__take(out->place, &reporter, "記者")) {
        names_and_place(gln_slice_sub(out->place, reporter, out->place.len - reporter), out);
    }
    if (out->place.len == 0) {
        out->place.ptr = NULL;
    }
    out->date = mention.date;
    *end = behind;
    return true;
}

/* 〔記者陳大明台北報導〕, 【記者陳大明／台北報導】, 〔國際新聞中心／綜合報導〕, as papers in Taiwan and Hong Kong print
 * it. */
static bool reporter_lead(gln_slice line, gln_credit *out)
{
    static const gln_slice ends[] = {GLN_WORD("攝影報導"), GLN_WORD("綜合報導"), GLN_WORD("連線報導"),
                                     GLN_WORD("综合报道"), GLN_WORD("報導"),     GLN_WORD("報道"),
                                     GLN_WORD("报道"),     GLN_WORD("报导")};
    static const gln_slice starts[] = {GLN_WORD("本報記者"), GLN_WORD("本报记者"), GLN_WORD("特派記者"),
                                       GLN_WORD("記者"),     GLN_WORD("记者"),     GLN_WORD("編譯")};
    gln_slice inside;
    size_t at = 0;
    if (!gln_slice__bracketed(line, &at, &inside) || at == line.len) {
        return false;
    }
    size_t end = GLN_ENDS_ANY(inside, ends);
    size_t from = 0;
    bool named = GLN_TAKE_ANY(inside, &from, starts);
    bool desk = gln_slice__find(inside, GLN_LIT("中心")) != SIZE_MAX;
    if (end == SIZE_MAX || (!named && !desk)) {
        return false;
    }
    gln_slice rest = gln_slice_sub(inside, from, inside.len - ends[end].len - from);
    bool traditional = gln_slice__find(inside, GLN_LIT("報")) != SIZE_MAX;
    *out = (gln_credit){.agency = traditional ? GLN_LIT("本報") : GLN_LIT("本报"), .form = GLN_SOURCE_LEAD_IN};
    if (named && rest.len) {
        names_and_place(rest, out);
    }
    if (out->place.len == 0) {
        out->place.ptr = NULL;
    }
    finish(line, at, out);
    return true;
}

static bool wire_lead(gln_slice line, gln_credit *out)
{
    size_t at = 0;
    size_t end;
    (void)(gln_slice__take(line, &at, "据") || gln_slice__take(line, &at, "據") || gln_slice__take(line, &at, "（") ||
           gln_slice__take(line, &at, "("));
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
    (void)gln_slice__bracketed(line, &at, &inside);
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
    if (capitals < 3) {
        return false;
    }
    gln_slice place = gln_slice__trim(gln_slice_sub(line, 0, at));
    gln_date_mention mention = {0, 0, {0, 0, 0}};
    *out = (gln_credit){.form = GLN_SOURCE_DATELINE};
    bool dated = false;
    if (gln_slice__take(line, &at, ",")) {
        gln_slice__skip_spaces(line, &at);
        if (gln_date__find(line, at, &mention) && mention.start == at) {
            at = mention.end;
            out->date = mention.date;
            dated = true;
        }
    }
    gln_slice__skip_spaces(line, &at);
    gln_slice agency = {NULL, 0};
    bool named = gln_slice__bracketed(line, &at, &agency);
    gln_slice__skip_spaces(line, &at);
    bool dash = gln_slice__take(line, &at, "—") || gln_slice__take(line, &at, "–") ||
                gln_slice__take(line, &at, "--") || gln_slice__take(line, &at, "-");
    if (place.len < 3 || !dash || (!named && !dated)) {
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
    return report_lead(line, out) || wire_lead(line, out) || reporter_lead(line, out) || site_lead(line, out) ||
           english_lead(line, out);
}

/* ---- source lines ------------------------------------------------------------------------------------------------ */

/* The text of a source without brackets: 据新华社电, 新华社北京9月25日电, 来源：X, 据X */
static bool source_text(gln_slice text, gln_credit *out)
{
    static const gln_slice origins[] = {GLN_WORD("来源："), GLN_WORD("来源:"),  GLN_WORD("稿件来源："),
                                        GLN_WORD("转自："), GLN_WORD("來源："), GLN_WORD("轉自："),
                                        GLN_WORD("据"),     GLN_WORD("據")};
    text = gln_slice__trim(text);
    size_t at = 0;
    size_t end;
    bool says = GLN_TAKE_ANY(text, &at, origins);
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
    if (gln_slice__bracketed(line, &at, &inside) && at == line.len) {
        line = inside;
    }
    bool found = source_text(line, out);
    out->length = line.len;
    return found;
}

bool gln_credit__trailing(gln_slice line, gln_credit *out)
{
    size_t end = line.len;
    if (end == 0 || !gln_char__closes_bracket(gln_slice__prev(line, &end))) {
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

/* The characters that offices end in: 记者, 通讯员, 实习生, 编辑, 摄影, 撰文, 图. */
static bool ends_office(uint32_t c)
{
    return c == 0x8005 /* 者 */ || c == 0x5458 /* 员 */ || c == 0x54E1 /* 員 */ || c == 0x751F /* 生 */ ||
           c == 0x8F91 /* 辑 */ || c == 0x8F2F /* 輯 */ || c == 0x5F71 /* 影 */ || c == 0x6587 /* 文 */ ||
           c == 0x56FE /* 图 */ || c == 0x5716 /* 圖 */;
}

/* Whether the line begins as bylines do, with By, a mark, a bracket or a word that ends as an office does: most lines
 * are done with here. */
static bool may_be_byline(gln_slice line)
{
    size_t at = 0;
    if (line.len == 0 || line.len > LONGEST_BYLINE) {
        return false;
    }
    uint32_t first = gln_slice__next(line, &at);
    if (first == 'B' || first == '(' || first == '[' || (first >= 0x25A0 && first <= 0x25CF) ||
        (first >= 0x3010 && first <= 0x3014) || first == 0xFF08) {
        return true;
    }
    size_t end = 0; /* of the first word */
    while (end < line.len) {
        at = end;
        if ((unsigned char)(line.ptr[end] - 0xE4) <= 0xE9 - 0xE4 && end + 3 <= line.len) { /* Han, no separator */
            end += 3;
        } else if (is_separator(gln_slice__next(line, &at))) {
            break;
        } else {
            end = at;
        }
    }
    return end > 0 && ends_office(gln_slice__prev(line, &end));
}

bool gln_credit__byline(gln_slice line, gln_credit *out)
{
    line = gln_slice__trim(line);
    if (!may_be_byline(line)) {
        return false;
    }
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
    if (!marked && gln_slice__bracketed(line, &bracket, &inside) && bracket == line.len) {
        text = inside;
    }
    text = gln_slice__trim(text);
    if (!marked && text.len == line.len) { /* 本报记者 张三: else the office ends the first word */
        size_t end = 0;
        for (size_t next = 0; next < text.len && !is_separator(gln_slice__next(text, &next));) {
            end = next;
        }
        if (GLN_ENDS_ANY(gln_slice_sub(text, 0, end), offices) == SIZE_MAX) {
            return false;
        }
    }
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
