/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date for an issue that prints none: the latest valid month and day that its datelines and text mention, plus one
 * day. Years in running text never date an issue, so a year that no manifest, masthead or file name gives stays
 * unknown. */
#include "corpus/page.h"

#include "core/utf8.h"
#include "corpus/date_parse.h"

/* What makes a mention one of the future, when it stands right before it. */
static bool is_future(gln_slice text, size_t at)
{
    static const gln_slice words[] = {GLN_WORD("将于"), GLN_WORD("将在"), GLN_WORD("定于"), GLN_WORD("明年"),
                                      GLN_WORD("拟于"), GLN_WORD("预计"), GLN_WORD("截至"), GLN_WORD("截止"),
                                      GLN_WORD("自"),   GLN_WORD("从"),   GLN_WORD("至"),   GLN_WORD("到")};
    return GLN_ENDS_ANY(gln_slice_sub(text, 0, at), words) != SIZE_MAX;
}

typedef struct latest {
    gln_date date; /* month and day; 0 for none */
    uint32_t line;
    gln_slice text;
    bool own_day; /* 今天（M月D日）: the issue's own day */
} latest;

/* The days mentioned, while the latest of them is looked for. */
typedef struct mentions {
    latest best[2];  /* [0] in the order of a year that begins with January, [1] of one that begins with July */
    bool months[13]; /* which months are mentioned */
} mentions;

/* Where both December and January are mentioned the year turns between them, and July begins the order: Nov < Dec <
 * Jan. One order for all the days of an issue, so that the latest does not depend on which is read first. */
static const latest *latest_of(const mentions *m)
{
    return &m->best[m->months[1] && m->months[12] ? 1 : 0];
}

static int rank(gln_date day, int order)
{
    return (order ? (day.month + 5) % 12 : day.month) * 32 + day.day;
}

/* A day that the known year does not have is none. */
static void consider(mentions *m, gln_date date, int16_t year, uint32_t line, gln_slice text, bool own_day)
{
    gln_date day = {0, date.month, date.day};
    if (!gln_date_valid((gln_date){year ? year : 2000, date.month, date.day})) {
        return;
    }
    m->months[date.month] = true;
    for (int order = 0; order < 2; order++) {
        latest *best = &m->best[order];
        if (best->date.month == 0 || rank(day, order) > rank(best->date, order)) {
            *best = (latest){day, line, text, own_day};
        }
    }
}

static void consider_line(mentions *days, mentions *today, int16_t year, const gln_page_line *line)
{
    gln_date_mention mention;
    if (gln_slice__find(line->text, GLN_LIT("月")) == SIZE_MAX) {
        return;
    }
    for (size_t from = 0; gln_date__find(line->text, from, &mention); from = mention.end) {
        gln_slice said = gln_slice_sub(line->text, mention.start, mention.end - mention.start);
        bool chinese = gln_slice__find(said, GLN_LIT("月")) != SIZE_MAX;
        if (mention.date.year || !mention.date.month || !mention.date.day || !chinese ||
            is_future(line->text, mention.start)) {
            continue;
        }
        static const char *const todays[] = {"今天（", "今日（", "今天(", "今日("};
        bool own = false;
        for (size_t i = 0; i < 4; i++) {
            size_t n = strlen(todays[i]);
            own = own || (mention.start >= n && memcmp(line->text.ptr + mention.start - n, todays[i], n) == 0);
        }
        consider(own ? today : days, mention.date, year, line->number, said, own);
    }
}

static bool infer(gln_page *page)
{
    gln_issue *issue = page->issue;
    mentions days = {.months = {false}};
    mentions today = {.months = {false}};
    int16_t year = issue->date.year;
    for (size_t i = 0; i < issue->n_articles; i++) {
        gln_date date = issue->articles[i].dateline_date;
        if (date.month && date.day) {
            uint32_t line = issue->articles[i].n_body ? issue->articles[i].body[0].pieces[0].line : 0;
            consider(&days, date, year, line, GLN_LIT("dateline"), false);
        }
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        if (page->lines[i].role == GLN_ROLE_BODY) {
            consider_line(&days, &today, year, &page->lines[i]);
        }
    }
    const latest *found = latest_of(latest_of(&today)->date.month ? &today : &days);
    if (!found->date.month) {
        return true;
    }
    gln_date date = found->date;
    /* where the year is unknown any will do to step over the end of a month; one that has the day */
    bool leap_day = date.month == 2 && date.day == 29;
    date.year = year ? year : leap_day ? 2000 : 2001;
    if (!found->own_day) {
        date = gln_date_of_days(gln_date_days(date) + 1);
    }
    date.year = issue->date.year;
    if (issue->date.month && issue->date.month != date.month) {
        return true; /* it contradicts what is known */
    }
    issue->date = date;
    issue->date_basis = GLN_BASIS_INFERRED;
    return gln_page__evidence(page, found->line, found->text);
}

void gln_page__complete_datelines(gln_issue *issue)
{
    for (size_t i = 0; i < issue->n_articles && gln_date_full(issue->date); i++) {
        union {
            const gln_article *in;
            gln_article *out;
        } article = {&issue->articles[i]}; /* the articles are the page's own, const for readers only */
        gln_date date = article.in->dateline_date;
        if (!date.day || date.year) {
            continue;
        }
        if (!date.month) { /* 中央社臺北25日電: the latest such day, this month or one of those before it */
            gln_date month = issue->date;
            for (int n = 0; n < 3 && (n == 0 || !gln_date_valid(date)); n++) {
                bool before = n > 0 || date.day > issue->date.day;
                month.month = (int8_t)(month.month - before);
                month.year = (int16_t)(month.year - (month.month == 0));
                month.month = month.month ? month.month : 12;
                date = (gln_date){month.year, month.month, date.day};
            }
            article.out->dateline_date = date;
            continue;
        }
        date.year = issue->date.year;
        if (!gln_date_valid(date) || gln_date_days(date) > gln_date_days(issue->date)) {
            date.year--; /* the latest such day that is not after the issue's, 29 February included */
        }
        if (gln_date_valid(date)) {
            article.out->dateline_date = date;
        }
    }
}

gln_status gln_page__infer_date(gln_page *page, gln_error *err)
{
    bool fine = gln_date_full(page->issue->date) || infer(page);
    gln_page__complete_datelines(page->issue);
    return fine ? GLN_OK : gln_error__nomem(err);
}
