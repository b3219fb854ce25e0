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

/* Later in the year, January being later than December where both are mentioned. */
static bool is_later(gln_date a, gln_date b)
{
    int x = a.month * 32 + a.day;
    int y = b.month * 32 + b.day;
    if ((a.month == 1 && b.month == 12) || (a.month == 12 && b.month == 1)) {
        return a.month == 1;
    }
    return x > y;
}

static void consider(latest *best, gln_date date, uint32_t line, gln_slice text, bool own_day)
{
    gln_date day = {0, date.month, date.day};
    if (best->date.month == 0 || is_later(day, best->date)) {
        *best = (latest){day, line, text, own_day};
    }
}

static void consider_line(latest *best, latest *today, const gln_page_line *line)
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
        consider(own ? today : best, mention.date, line->number, said, own);
    }
}

static bool record(gln_page *page, const latest *found)
{
    gln_evidence *evidence = gln_arena__array(page->arena, page->issue->n_evidence + 1, sizeof *evidence);
    if (!evidence) {
        return false;
    }
    if (page->issue->n_evidence) {
        memcpy(evidence, page->issue->evidence, page->issue->n_evidence * sizeof *evidence);
    }
    evidence[page->issue->n_evidence++] = (gln_evidence){found->line, found->text};
    page->issue->evidence = evidence;
    return true;
}

static bool infer(gln_page *page)
{
    gln_issue *issue = page->issue;
    latest best = {.line = 0};
    latest today = {.line = 0};
    for (size_t i = 0; i < issue->n_articles; i++) {
        gln_date date = issue->articles[i].dateline_date;
        if (date.month && date.day) {
            uint32_t line = issue->articles[i].n_body ? issue->articles[i].body[0].pieces[0].line : 0;
            consider(&best, date, line, GLN_LIT("dateline"), false);
        }
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        if (page->lines[i].role == GLN_ROLE_BODY) {
            consider_line(&best, &today, &page->lines[i]);
        }
    }
    const latest *found = today.date.month ? &today : &best;
    if (!found->date.month) {
        return true;
    }
    gln_date date = found->date;
    date.year = issue->date.year ? issue->date.year : 2001; /* any common year, to step over the end of a month */
    if (!gln_date_valid(date)) {
        return true;
    }
    if (!found->own_day) {
        date = gln_date_of_days(gln_date_days(date) + 1);
    }
    date.year = issue->date.year;
    if (issue->date.month && issue->date.month != date.month) {
        return true; /* it contradicts what is known */
    }
    issue->date = date;
    issue->date_basis = GLN_BASIS_INFERRED;
    return record(page, found);
}

void gln_page__complete_datelines(gln_issue *issue)
{
    for (size_t i = 0; i < issue->n_articles && gln_date_full(issue->date); i++) {
        union {
            const gln_article *in;
            gln_article *out;
        } article = {&issue->articles[i]}; /* the articles are the page's own, const for readers only */
        gln_date date = article.in->dateline_date;
        if (!date.month || !date.day || date.year) {
            continue;
        }
        date.year = issue->date.year;
        if (gln_date_valid(date) && gln_date_days(date) > gln_date_days(issue->date)) {
            date.year--;
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
