/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in text, in every form; what they are has been worked out by hand. */
#include "check.h"
#include "corpus/date_parse.h"

/* The first date of a text, as "EDTF|text of it"; "-" for none. */
static const char *found(const char *text)
{
    static char shown[256];
    char edtf[GLN_DATE_SIZE];
    gln_date_mention mention;
    if (!gln_date__find(gln_slice_of(text), 0, &mention)) {
        return "-";
    }
    (void)snprintf(shown, sizeof shown, "%s|%.*s", gln_date_edtf(mention.date, edtf),
                   (int)(mention.end - mention.start), text + mention.start);
    return shown;
}

#define FOUND(text, want) check_text(found(text), want, text, __FILE__, __LINE__)

static void test_chinese(void)
{
    FOUND("2020年9月26日 星期六", "2020-09-26|2020年9月26日");
    FOUND("见2020年9月", "2020-09|2020年9月");
    FOUND("2018年北京峰会", "2018|2018年");
    FOUND("9月25日晚", "XXXX-09-25|9月25日");
    FOUND("二〇二〇年九月二十六日", "2020-09-26|二〇二〇年九月二十六日");
    FOUND("二零二零年九月廿六日", "2020-09-26|二零二零年九月廿六日");
    FOUND("二○二○年十月一日", "2020-10-01|二○二○年十月一日");
    FOUND("２０２０年９月２６日", "2020-09-26|２０２０年９月２６日");
    FOUND("2020 年 9 月 26 日", "2020-09-26|2020 年 9 月 26 日");
    FOUND("2020年2月30日", "-");
    FOUND("2020年13月1日", "2020|2020年");
    FOUND("12020年", "-");
    FOUND("共3月", "-");
}

static void test_numbers(void)
{
    FOUND("2020-09-26", "2020-09-26|2020-09-26");
    FOUND("2020-09-26T08:00:00Z", "2020-09-26|2020-09-26");
    FOUND("2020/9/26", "2020-09-26|2020/9/26");
    FOUND("2020.9.26", "2020-09-26|2020.9.26");
    FOUND("2020·9·26", "2020-09-26|2020·9·26");
    FOUND("二〇二〇·九·二六", "2020-09-26|二〇二〇·九·二六");
    FOUND("二〇二〇・十・二十六", "2020-10-26|二〇二〇・十・二十六");
    FOUND("２０２０．９．２６", "2020-09-26|２０２０．９．２６");
    FOUND("2020-9/26", "-");
    FOUND("2020.9.261", "-");
    FOUND("20200926", "-");
    FOUND("9/26/2020", "2020-09-26|9/26/2020");
    FOUND("26/9/2020", "2020-09-26|26/9/2020");
    FOUND("26.09.2020", "2020-09-26|26.09.2020");
    FOUND("9/9/2020", "2020-09-09|9/9/2020");
    FOUND("9/8/2020", "-");
    FOUND("9.26.2020", "-");
    FOUND("13/13/2020", "-");
    FOUND("2/30/2020", "-");
}

static void test_eras(void)
{
    FOUND("民国109年9月26日", "2020-09-26|民国109年9月26日");
    FOUND("中華民國一百零九年九月二十六日", "2020-09-26|中華民國一百零九年九月二十六日");
    FOUND("中華民國一百一十二年一月一日", "2023-01-01|中華民國一百一十二年一月一日");
    FOUND("民國一〇九年", "2020|民國一〇九年");
    FOUND("民国三十八年十月一日", "1949-10-01|民国三十八年十月一日");
    FOUND("民国十年", "1921|民国十年");
    FOUND("民国元年", "1912|民国元年");
    FOUND("民国时期", "-");
    FOUND("令和2年9月26日", "2020-09-26|令和2年9月26日");
    FOUND("令和元年五月一日", "2019-05-01|令和元年五月一日");
    FOUND("平成31年4月30日", "2019-04-30|平成31年4月30日");
    FOUND("昭和六十四年一月七日", "1989-01-07|昭和六十四年一月七日");
    FOUND("昭和65年", "-");
    FOUND("佛历2563年9月26日", "2020-09-26|佛历2563年9月26日");
    FOUND("佛曆二五六三年", "2020|佛曆二五六三年");
}

static void test_scripts(void)
{
    FOUND("2020년 9월 26일 토요일", "2020-09-26|2020년 9월 26일");
    FOUND("2020년", "2020|2020년");
    FOUND("9월 26일", "XXXX-09-26|9월 26일");
    FOUND("9월", "-");
    FOUND("26 กันยายน 2563", "2020-09-26|26 กันยายน 2563");
    FOUND("วันเสาร์ที่ 26 กันยายน พ.ศ. 2563", "2020-09-26|26 กันยายน พ.ศ. 2563");
    FOUND("26 ก.ย. 63", "2020-09-26|26 ก.ย. 63");
    FOUND("๒๖ กันยายน ๒๕๖๓", "2020-09-26|๒๖ กันยายน ๒๕๖๓");
    FOUND("พ.ศ. 2563", "2020|พ.ศ. 2563");
    FOUND("5 มี.ค. 2020", "2020-03-05|5 มี.ค. 2020");
    FOUND("26 กันยายน", "XXXX-09-26|26 กันยายน");
}

static void test_latin(void)
{
    FOUND("March 5, 2021", "2021-03-05|March 5, 2021");
    FOUND("on Sept. 26, 2020 in", "2020-09-26|Sept. 26, 2020");
    FOUND("5th March 2021", "2021-03-05|5th March 2021");
    FOUND("SEPTEMBER 26, 2020", "2020-09-26|SEPTEMBER 26, 2020");
    FOUND("Sep 26", "XXXX-09-26|Sep 26");
    FOUND("Marching 5", "-");
    FOUND("May 2021", "-");
    FOUND("samedi 26 septembre 2020", "2020-09-26|26 septembre 2020");
    FOUND("1er août 2020", "2020-08-01|1er août 2020");
    FOUND("14 FÉVRIER 2020", "2020-02-14|14 FÉVRIER 2020");
    FOUND("Samstag, 26. September 2020", "2020-09-26|26. September 2020");
    FOUND("3. März 2021", "2021-03-03|3. März 2021");
    FOUND("26 de septiembre de 2020", "2020-09-26|26 de septiembre de 2020");
    FOUND("26 settembre 2020", "2020-09-26|26 settembre 2020");
    FOUND("7 de março de 2021", "2021-03-07|7 de março de 2021");
    FOUND("26 сентября 2020 г.", "2020-09-26|26 сентября 2020 г.");
    FOUND("9 МАЯ 1945", "1945-05-09|9 МАЯ 1945");
    FOUND("9 маяк", "-");
    FOUND("31 novembre 2020", "-");
}

static void test_compact(void)
{
    gln_date_mention mention;
    char edtf[GLN_DATE_SIZE];
    CHECK(gln_date__compact(GLN_LIT("第3版 20200926 要闻"), &mention));
    CHECK_TEXT(gln_date_edtf(mention.date, edtf), "2020-09-26");
    CHECK(!gln_date__compact(GLN_LIT("120200926"), &mention));
    CHECK(!gln_date__compact(GLN_LIT("20200931"), &mention));
    CHECK(!gln_date__compact(GLN_LIT("2020092"), &mention));
}

static void test_weekdays(void)
{
    gln_date_mention mention;
    CHECK(gln_date__weekday((gln_date){2020, 9, 26}) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("2020年9月26日 星期六")) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("2020年9月27日 周日")) == 0);
    CHECK(gln_date__weekday_named(GLN_LIT("令和2年9月26日 土曜日")) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("2020년 9월 26일 토요일")) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("วันเสาร์ที่ 26")) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("Saturday, March 5")) == 6);
    CHECK(gln_date__weekday_named(GLN_LIT("2020年9月26日")) == -1);
    CHECK(gln_date__at(GLN_LIT("在9月26日"), strlen("在"), &mention) && mention.date.day == 26);
    CHECK(!gln_date__at(GLN_LIT("在9月26日"), 0, &mention));
    CHECK(!gln_date__at(GLN_LIT("在9月26日"), strlen("在9月26日"), &mention));
}

static void test_paths(void)
{
    gln_date date;
    char edtf[GLN_DATE_SIZE];
    CHECK(gln_date__of_path(GLN_LIT("paper/20200926.md"), &date));
    CHECK_TEXT(gln_date_edtf(date, edtf), "2020-09-26");
    CHECK(gln_date__of_path(GLN_LIT("2020/09/26/01.txt"), &date));
    CHECK_TEXT(gln_date_edtf(date, edtf), "2020-09-26");
    CHECK(gln_date__of_path(GLN_LIT("1789-Washington.txt"), &date));
    CHECK_TEXT(gln_date_edtf(date, edtf), "1789");
    CHECK(gln_date__of_path(GLN_LIT("民国109年9月26日.txt"), &date));
    CHECK_TEXT(gln_date_edtf(date, edtf), "2020-09-26");
    CHECK(!gln_date__of_path(GLN_LIT("000_2d14ab51a6f153e0.txt"), &date));
}

int main(void)
{
    test_chinese();
    test_numbers();
    test_eras();
    test_scripts();
    test_latin();
    test_compact();
    test_weekdays();
    test_paths();
    return check_report("dates");
}
