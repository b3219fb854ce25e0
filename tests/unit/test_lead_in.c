/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands before an article's text: lead-ins of mainland, Taiwanese and Hong Kong papers, running heads. */
#include "check.h"

#include "corpus/lead_in.h"
#include "corpus/page.h"

#include <stdio.h>

static bool same(gln_slice a, const char *b)
{
    return gln_slice_equal(a, gln_slice_of(b ? b : ""));
}

/* A line with what its lead-in says; text is what is left, NULL where there is no lead-in. */
static const struct {
    const char *line;
    const char *agency;
    const char *place;
    const char *name;
    int month;
    int day;
    const char *text;
} leads[] = {
    {"本报讯 （记者 张三）今天下雨。", "本报", NULL, "张三", 0, 0, "今天下雨。"},
    {"本報訊 （記者 張三）今天下雨。", "本報", NULL, "張三", 0, 0, "今天下雨。"},
    {"本報訊息管理系今天下雨。", NULL, NULL, NULL, 0, 0, NULL},
    {"新华社北京9月25日电（记者张三）今天下雨。", "新华社", "北京", "张三", 9, 25, "今天下雨。"},
    {"中央社臺北9月25日電 今天下雨。", "中央社", "臺北", NULL, 9, 25, "今天下雨。"},
    {"（中央社臺北25日電）今天下雨。", "中央社", "臺北", NULL, 0, 25, "今天下雨。"},
    {"（中央社記者陳大明台北25日電）今天下雨。", "中央社", "台北", "陳大明", 0, 25, "今天下雨。"},
    {"〔記者陳大明台北報導〕今天下雨。", "本報", "台北", "陳大明", 0, 0, "今天下雨。"},
    {"【記者陳大明／台北報導】今天下雨。", "本報", "台北", "陳大明", 0, 0, "今天下雨。"},
    {"〔國際新聞中心／綜合報導〕今天下雨。", "本報", NULL, NULL, 0, 0, "今天下雨。"},
    {"〔記者會〕今天下雨。", NULL, NULL, NULL, 0, 0, NULL},
    {"记者在台北报道了这件事。", NULL, NULL, NULL, 0, 0, NULL},
    {"中央社区25日停电。", NULL, NULL, NULL, 0, 0, NULL},
    {"PARIS, 9 mars (AFP) - Il pleut.", "AFP", "PARIS", NULL, 3, 9, "Il pleut."},
};

static void test_leads(void)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        gln_slice line = gln_slice_of(leads[i].line);
        gln_credit credit = {.form = GLN_SOURCE_NONE};
        bool found = gln_credit__possible(line) && gln_credit__lead_in(line, &credit);
        CHECK(found == (leads[i].text != NULL));
        if (!found || !leads[i].text) {
            if (found) {
                printf("  %s\n", leads[i].line);
            }
            continue;
        }
        bool right = same(credit.agency, leads[i].agency) && same(credit.place, leads[i].place) &&
                     same(credit.n_names ? credit.names[0] : (gln_slice){NULL, 0}, leads[i].name) &&
                     credit.date.month == leads[i].month && credit.date.day == leads[i].day &&
                     same(gln_slice_sub(line, credit.length, line.len - credit.length), leads[i].text);
        if (!right) {
            printf("  %s: %.*s, %.*s, %d names, %d-%d\n", leads[i].line, (int)credit.agency.len, credit.agency.ptr,
                   (int)credit.place.len, credit.place.ptr, (int)credit.n_names, credit.date.month, credit.date.day);
        }
        CHECK(right);
    }
}

static void test_bylines(void)
{
    gln_credit credit;
    CHECK(gln_credit__byline(GLN_LIT("作者：张三"), &credit) && credit.n_names == 1 && same(credit.names[0], "张三"));
    CHECK(gln_credit__byline(GLN_LIT("■本报记者 张三 李四"), &credit) && credit.n_names == 2);
    CHECK(!gln_credit__byline(GLN_LIT("作者在书里写到了河水"), &credit));
}

static void test_running_heads(void)
{
    gln_running_head head;
    CHECK(gln_page__running_head(GLN_LIT("2024年03月05日 星期二 云山日报 第02版：要闻"), &head));
    CHECK(same(head.newspaper, "云山日报") && same(head.page, "2") && same(head.section, "要闻"));
    CHECK(gln_page__running_head(GLN_LIT("雲汀日報 | A03版 國際 | 2021-12-05"), &head));
    CHECK(same(head.newspaper, "雲汀日報") && same(head.page, "A03") && same(head.section, "國際"));
    CHECK(!gln_page__running_head(GLN_LIT("他说晨报也登了这条消息。"), &head));
    CHECK(!gln_page__running_head(GLN_LIT("水库放水灌溉农田"), &head));
}

int main(void)
{
    test_leads();
    test_bylines();
    test_running_heads();
    return check_report("lead_in");
}
