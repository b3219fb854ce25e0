/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions of time, reckoned by hand: 2020-09-26 was a Saturday. */
#include "check.h"
#include "guanlan/temporal.h"

#include <stdlib.h>

typedef struct setting {
    gln_date issue;
    gln_date dateline;
} setting;

static const setting plain = {{2020, 9, 26}, {0, 0, 0}};

/* All expressions of a text of one paragraph: "text=value(rule) text=value(rule)". */
static const char *read(setting given, const char *text)
{
    static char shown[1024];
    gln_piece piece = {.line = 7, .start = 0, .len = strlen(text), .source = 100};
    gln_paragraph body = {.text = gln_slice_of(text), .pieces = &piece, .n_pieces = 1, .gap = SIZE_MAX};
    gln_article article = {.body = &body, .n_body = 1, .dateline_date = given.dateline};
    gln_issue issue = {.date = given.issue};
    gln_temporal *items = NULL;
    size_t n = 0;
    size_t at = 0;
    shown[0] = '\0';
    CHECK(gln_article_temporal(&issue, &article, &items, &n, NULL) == GLN_OK);
    for (size_t i = 0; i < n && at < sizeof shown; i++) {
        CHECK(items[i].line == 7 && items[i].offset == 100 + (size_t)(items[i].text.ptr - text));
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%s%.*s=%s(%s)", i ? " " : "", (int)items[i].text.len,
                               items[i].text.ptr, items[i].value, items[i].rule);
    }
    free(items);
    return shown;
}

#define READ(given, text, want) check_text(read(given, text), want, text, __FILE__, __LINE__)

static void test_days(void)
{
    setting new_year = {{2021, 1, 1}, {0, 0, 0}};
    setting march = {{2021, 3, 1}, {0, 0, 0}};
    READ(plain, "会议昨天下午举行。", "昨天下午=2020-09-25T PM(issue)");
    READ(plain, "今晨大雾，前天有雨，明天转晴。",
         "今晨=2020-09-26T AM(issue) 前天=2020-09-24(issue) 明天=2020-09-27(issue)");
    READ(plain, "9月25日晚通电话。", "9月25日晚=2020-09-25T EVE(issue)");
    READ(plain, "昨日调研。下午，来到黄桥村。", "昨日=2020-09-25(issue) 下午=2020-09-25T PM(inherited)");
    READ(plain, "下午开会。", "下午=(inherited)");
    READ(plain, "大会12日开幕，30日闭幕。", "12日=2020-09-12(issue) 30日=2020-08-30(issue)");
    READ(plain, "6日上午结束。", "6日上午=2020-09-06T AM(issue)");
    READ(plain, "12月25日上映。", "12月25日=2019-12-25(issue)");
    READ(plain, "影片将于12月25日上映。", "12月25日=2020-12-25(issue)");
    READ(plain, "定于30日召开。", "30日=2020-09-30(issue)");
    READ(new_year, "昨天和31日。", "昨天=2020-12-31(issue) 31日=2020-12-31(issue)");
    READ(march, "2月29日出生。", "2月29日=2020-02-29(issue)");
    READ(plain, "为期3日，共3日内完成，100日元。", "");
    READ(plain, "每天上午锻炼，目前日本、目前年产。", "");
}

static void test_dateline(void)
{
    setting wire = {{2020, 9, 26}, {2020, 9, 24}};
    READ(wire, "昨天签约。", "昨天=2020-09-23(dateline)");
    READ(wire, "25日开幕。", "25日=2020-08-25(dateline)");
    READ(wire, "他说：“今天很高兴。”", "今天=2020-09-24(dateline)");
}

static void test_speech(void)
{
    READ(plain, "他表示，今天很高兴。", "今天=(speech)");
    READ(plain, "研讨会20日开幕。他表示，会议今天开幕，昨天准备。",
         "20日=2020-09-20(issue) 今天=2020-09-20(speech) 昨天=2020-09-19(speech)");
    READ(plain, "“今天的会很好。”", "今天=(speech)");
    READ(plain, "1949年10月1日成立。他说，今天不同。", "1949年10月1日=1949-10-01(absolute) 今天=(speech)");
    READ(plain, "“好。”今天开幕。", "今天=2020-09-26(issue)");
}

static void test_longer(void)
{
    READ(plain, "今年以来，去年同期，前年和明年，年内签署。",
         "今年=2020(issue) 去年=2019(issue) 前年=2018(issue) 明年=2021(issue) 年内=2020(issue)");
    READ(plain, "本月起，上月，下月。", "本月=2020-09(issue) 上月=2020-08(issue) 下月=2020-10(issue)");
    READ(plain, "去年5月，今年3月8日，上月5日。",
         "去年5月=2019-05(issue) 今年3月8日=2020-03-08(issue) 上月5日=2020-08-05(issue)");
    READ(plain, "上周五，本周，下周。", "上周五=2020-09-18(issue) 本周=2020-09-21/2020-09-27(issue) 下周=(event)");
    READ(plain, "下周召开。", "下周=2020-09-28/2020-10-04(issue)");
    READ(plain, "昨天讨论下一周的活动。", "昨天=2020-09-25(issue) 下一周=(event)");
    READ(plain, "近日，近年来，日前，近期。", "近日=(vague) 近年来=(vague) 日前=(vague) 近期=(vague)");
    READ(plain, "三年内，12日前往。", "12日=2020-09-12(issue)");
    READ(plain, "2018年，二〇三五年，12月。", "2018年=2018(absolute) 二〇三五年=2035(absolute) 12月=2019-12(issue)");
}

static void test_ranges(void)
{
    READ(plain, "今年8月16日至29日，", "今年8月16日至29日=2020-08-16/2020-08-29(issue)");
    READ(plain, "8月30日至9月3日", "8月30日至9月3日=2020-08-30/2020-09-03(issue)");
    READ(plain, "12月30日至1月3日", "12月30日至1月3日=2019-12-30/2020-01-03(issue)");
    READ(plain, "16日至18日", "16日至18日=2020-09-16/2020-09-18(issue)");
    READ(plain, "9月1-3日", "9月1-3日=2020-09-01/2020-09-03(issue)");
    READ(plain, "2019年8月16日到29日", "2019年8月16日到29日=2019-08-16/2019-08-29(absolute)");
    READ(plain, "1至4月，今年2月—4月，2019年3月至5月",
         "1至4月=2020-01/2020-04(issue) 今年2月—4月=2020-02/2020-04(issue) 2019年3月至5月=2019-03/2019-05(absolute)");
    READ(plain, "11月至2月，9月8日至20日",
         "11月=2019-11(issue) 2月=2020-02(issue) 9月8日至20日=2020-09-08/2020-09-20(issue)");
    READ(plain, "2020至2024年", "2020至2024年=2020/2024(absolute)");
    READ(plain, "2020年—2024年", "2020年—2024年=2020/2024(absolute)");
    READ(plain, "29日至3日", "29日=2020-08-29(issue) 3日=2020-09-03(issue)");
}

static void test_undated(void)
{
    setting year_open = {{0, 6, 17}, {0, 0, 0}};
    setting year = {{2020, 0, 0}, {0, 0, 0}};
    setting nothing = {{0, 0, 0}, {0, 0, 0}};
    READ(year_open, "昨天，6月16日晚，今年，12日。",
         "昨天=XXXX-06-16(issue) 6月16日晚=XXXX-06-16T EVE(issue) 今年=(undated) 12日=XXXX-06-12(issue)");
    READ(year_open, "12月25日至29日，上周。", "12月25日至29日=XXXX-12-25/XXXX-12-29(issue) 上周=(undated)");
    READ(nothing, "昨天，6月16日，今年，12日，本月，2018年。",
         "昨天=(undated) 6月16日=XXXX-06-16(undated) 今年=(undated) 12日=(undated) 本月=(undated) "
         "2018年=2018(absolute)");
    READ(year, "今年，昨天。", "今年=2020(issue) 昨天=(undated)");
}

static void test_english(void)
{
    READ(plain, "The council met yesterday morning; it meets again next year.",
         "yesterday morning=2020-09-25T AM(issue) next year=2021(issue)");
    READ(plain, "Last week, on September 18, and in todays.",
         "Last week=2020-09-14/2020-09-20(issue) September 18=2020-09-18(issue)");
}

int main(void)
{
    test_days();
    test_dateline();
    test_speech();
    test_longer();
    test_ranges();
    test_undated();
    test_english();
    return check_report("temporal");
}
