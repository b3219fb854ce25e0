/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/temporal_words.h"

#include "core/utf8.h"

enum { LONGEST_CLAUSE_BEFORE = 14 };

#define DAY GLN_TIME_DAY
#define WEEK GLN_TIME_WEEK
#define MONTH GLN_TIME_MONTH
#define YEAR GLN_TIME_YEAR
#define VAGUE GLN_TIME_VAGUE
#define NUMERALS "一二两三四五六七八九十百几数多半每0123456789０１２３４５６７８９"

static const gln_time_word words[] = {
    {"今天", DAY, 0, GLN_DAY_WHOLE, "", ""},
    {"今日", DAY, 0, GLN_DAY_WHOLE, "", ""},
    {"今晨", DAY, 0, GLN_DAY_AM, "", ""},
    {"今早", DAY, 0, GLN_DAY_AM, "", ""},
    {"今晚", DAY, 0, GLN_DAY_EVE, "", "报"},
    {"昨天", DAY, -1, GLN_DAY_WHOLE, "", ""},
    {"昨日", DAY, -1, GLN_DAY_WHOLE, "", ""},
    {"昨晨", DAY, -1, GLN_DAY_AM, "", ""},
    {"昨晚", DAY, -1, GLN_DAY_EVE, "", ""},
    {"昨夜", DAY, -1, GLN_DAY_EVE, "", ""},
    {"前天", DAY, -2, GLN_DAY_WHOLE, "目以之此先", ""},
    {"明天", DAY, 1, GLN_DAY_WHOLE, "好", ""},
    {"明日", DAY, 1, GLN_DAY_WHOLE, "", "之"},
    {"明晚", DAY, 1, GLN_DAY_EVE, "", ""},
    {"后天", DAY, 2, GLN_DAY_WHOLE, "然之以今最前天先", "性"},
    {"上午", GLN_TIME_PART, 0, GLN_DAY_AM, "每天", "茶"},
    {"早上", GLN_TIME_PART, 0, GLN_DAY_AM, "每天", "好"},
    {"清晨", GLN_TIME_PART, 0, GLN_DAY_AM, "每天", ""},
    {"凌晨", GLN_TIME_PART, 0, GLN_DAY_AM, "每天", ""},
    {"中午", GLN_TIME_PART, 0, GLN_DAY_NOON, "每天", ""},
    {"下午", GLN_TIME_PART, 0, GLN_DAY_PM, "每天", "茶"},
    {"傍晚", GLN_TIME_PART, 0, GLN_DAY_EVE, "每天", ""},
    {"晚上", GLN_TIME_PART, 0, GLN_DAY_EVE, "每天", "好"},
    {"当晚", GLN_TIME_PART, 0, GLN_DAY_EVE, "", ""},
    {"本周", WEEK, 0, GLN_DAY_WHOLE, "日", "刊报"},
    {"这周", WEEK, 0, GLN_DAY_WHOLE, "", ""},
    {"这一周", WEEK, 0, GLN_DAY_WHOLE, "", ""},
    {"上周", WEEK, -1, GLN_DAY_WHOLE, "以马", "刊报"},
    {"上一周", WEEK, -1, GLN_DAY_WHOLE, "", ""},
    {"下周", WEEK, 1, GLN_DAY_WHOLE, "天", "刊报"},
    {"下一周", WEEK, 1, GLN_DAY_WHOLE, "", ""},
    {"本月", MONTH, 0, GLN_DAY_WHOLE, "日", "刊"},
    {"上月", MONTH, -1, GLN_DAY_WHOLE, "以网", "刊"},
    {"上个月", MONTH, -1, GLN_DAY_WHOLE, "以", ""},
    {"下月", MONTH, 1, GLN_DAY_WHOLE, "天", ""},
    {"下个月", MONTH, 1, GLN_DAY_WHOLE, "", ""},
    {"今年", YEAR, 0, GLN_DAY_WHOLE, "", ""},
    {"本年度", YEAR, 0, GLN_DAY_WHOLE, "", ""},
    {"年内", YEAR, 0, GLN_DAY_WHOLE, NUMERALS "当去今明前全周百成", ""},
    {"去年", YEAR, -1, GLN_DAY_WHOLE, "", ""},
    {"前年", YEAR, -2, GLN_DAY_WHOLE, "目以之此先" NUMERALS, ""},
    {"明年", YEAR, 1, GLN_DAY_WHOLE, "", ""},
    {"后年", YEAR, 2, GLN_DAY_WHOLE, "然之以今最前先", ""},
    {"日前", VAGUE, 0, GLN_DAY_WHOLE, "今每当次昨明假节生同" NUMERALS, "往来夕进后线"},
    {"近日", VAGUE, 0, GLN_DAY_WHOLE, "", "本元"},
    {"近期", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"近来", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"近年来", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"近年", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"近几年", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"最近", VAGUE, 0, GLN_DAY_WHOLE, "", "的一"},
    {"前不久", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
    {"yesterday", DAY, -1, GLN_DAY_WHOLE, "", ""},
    {"today", DAY, 0, GLN_DAY_WHOLE, "", ""},
    {"tonight", DAY, 0, GLN_DAY_EVE, "", ""},
    {"tomorrow", DAY, 1, GLN_DAY_WHOLE, "", ""},
    {"last night", DAY, -1, GLN_DAY_EVE, "", ""},
    {"last week", WEEK, -1, GLN_DAY_WHOLE, "", ""},
    {"this week", WEEK, 0, GLN_DAY_WHOLE, "", ""},
    {"next week", WEEK, 1, GLN_DAY_WHOLE, "", ""},
    {"last month", MONTH, -1, GLN_DAY_WHOLE, "", ""},
    {"this month", MONTH, 0, GLN_DAY_WHOLE, "", ""},
    {"next month", MONTH, 1, GLN_DAY_WHOLE, "", ""},
    {"last year", YEAR, -1, GLN_DAY_WHOLE, "", ""},
    {"this year", YEAR, 0, GLN_DAY_WHOLE, "", ""},
    {"next year", YEAR, 1, GLN_DAY_WHOLE, "", ""},
    {"recently", VAGUE, 0, GLN_DAY_WHOLE, "", ""},
};

/* Whether c is one of the characters. */
static bool is_among(uint32_t c, const char *characters)
{
    gln_slice all = gln_slice_of(characters);
    for (size_t at = 0; at < all.len;) {
        if (gln_slice__next(all, &at) == c) {
            return true;
        }
    }
    return false;
}

/* English words stand apart and may begin with a capital. */
static bool latin_at(gln_slice text, size_t at, gln_slice want)
{
    if (text.len - at < want.len || (text.ptr[at] | 32) != want.ptr[0] ||
        memcmp(text.ptr + at + 1, want.ptr + 1, want.len - 1) != 0) {
        return false;
    }
    size_t start = at;
    size_t end = at + want.len;
    return (at == 0 || !gln_char__letter(gln_slice__prev(text, &start))) &&
           (end == text.len || !gln_char__letter(gln_slice__next(text, &end)));
}

/* Whether a word of the table can begin with the character: nearly none does, and the table is long. */
static bool can_begin(uint32_t c)
{
    switch (c) {
    case 0x4ECA: /* 今 */
    case 0x6628: /* 昨 */
    case 0x660E: /* 明 */
    case 0x524D: /* 前 */
    case 0x540E: /* 后 */
    case 0x4E0A: /* 上 */
    case 0x65E9: /* 早 */
    case 0x6E05: /* 清 */
    case 0x51CC: /* 凌 */
    case 0x4E2D: /* 中 */
    case 0x4E0B: /* 下 */
    case 0x508D: /* 傍 */
    case 0x665A: /* 晚 */
    case 0x5F53: /* 当 */
    case 0x672C: /* 本 */
    case 0x8FD9: /* 这 */
    case 0x53BB: /* 去 */
    case 0x5E74: /* 年 */
    case 0x65E5: /* 日 */
    case 0x8FD1: /* 近 */
    case 0x6700: /* 最 */
        return true;
    default:
        return c < 0x80 && is_among(c | 32, "ytlnr");
    }
}

const gln_time_word *gln_time_word__at(gln_slice text, size_t at)
{
    const gln_time_word *best = NULL;
    size_t best_len = 0;
    size_t behind = at;
    if (!can_begin(gln_slice__next(text, &behind))) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        gln_slice want = gln_slice_of(words[i].text);
        bool latin = (unsigned char)want.ptr[0] < 0x80;
        bool here = latin ? latin_at(text, at, want)
                          : text.len - at >= want.len && memcmp(text.ptr + at, want.ptr, want.len) == 0;
        if (!here || want.len <= best_len) {
            continue;
        }
        size_t start = at;
        size_t end = at + want.len;
        uint32_t before = at ? gln_slice__prev(text, &start) : 0;
        uint32_t after = end < text.len ? gln_slice__next(text, &end) : 0;
        if (!is_among(before, words[i].not_after) && !is_among(after, words[i].not_before)) {
            best = &words[i];
            best_len = want.len;
        }
    }
    return best;
}

gln_day_part gln_day_part__take(gln_slice text, size_t *at)
{
    static const struct {
        const char *text;
        gln_day_part part;
    } parts[] = {{"上午", GLN_DAY_AM},     {"早上", GLN_DAY_AM},  {"早晨", GLN_DAY_AM},     {"清晨", GLN_DAY_AM},
                 {"凌晨", GLN_DAY_AM},     {"晨", GLN_DAY_AM},    {"中午", GLN_DAY_NOON},   {"下午", GLN_DAY_PM},
                 {"傍晚", GLN_DAY_EVE},    {"晚上", GLN_DAY_EVE}, {"晚间", GLN_DAY_EVE},    {"晚", GLN_DAY_EVE},
                 {"深夜", GLN_DAY_EVE},    {"夜间", GLN_DAY_EVE}, {" morning", GLN_DAY_AM}, {" afternoon", GLN_DAY_PM},
                 {" evening", GLN_DAY_EVE}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (gln_slice__take(text, at, parts[i].text)) {
            return parts[i].part;
        }
    }
    return GLN_DAY_WHOLE;
}

const char *gln_day_part__name(gln_day_part part)
{
    static const char *const names[] = {"", "T AM", "T NOON", "T PM", "T EVE"};
    return names[part];
}

bool gln_time__ahead(gln_slice text, size_t at)
{
    static const char *const signs[] = {"将", "定于", "拟于", "预计"};
    size_t from = at;
    for (int n = 0; n < LONGEST_CLAUSE_BEFORE && from > 0; n++) {
        size_t start = from;
        uint32_t c = gln_slice__prev(text, &start);
        if (is_among(c, "，。；：！？、“”,.;:")) {
            break;
        }
        from = start;
    }
    gln_slice clause = gln_slice_sub(text, from, at - from);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (gln_slice__find(clause, gln_slice_of(signs[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool gln_time__speaks(gln_slice text, size_t at)
{
    static const char *const verbs[] = {"说",   "称",   "表示", "指出", "强调", "认为", "介绍", "告诉", "透露",
                                        "提出", "提到", "谈到", "写道", "坦言", "回忆", "希望", "要求"};
    gln_slice before = gln_slice_sub(text, 0, at);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (gln_slice_ends(before, gln_slice_of(verbs[i]))) {
            return true;
        }
    }
    return gln_slice_ends(before, GLN_LIT("记者")) && gln_slice__find(before, GLN_LIT("告诉")) != SIZE_MAX;
}
