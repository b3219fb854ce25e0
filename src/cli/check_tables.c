/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/check_tables.h"

#include "core/utf8.h"
#include "corpus/page.h"

#include <stdlib.h>

enum { VERY_SHORT = 30, VERY_LONG = 12000, MONTHS_SHOWN = 24, LONGEST_HEADLINE = 60 };

enum { P_NEWSPAPER, P_PERIOD, P_ISSUES, P_ARTICLES, P_FIRST, P_LAST, P_EXPECTED, P_PRESENT, P_COVERAGE, P_STATUS, P_N };
enum { G_NEWSPAPER, G_FROM, G_TO, G_MISSING, G_STATUS, G_N };
enum { U_FILE, U_NEWSPAPER, U_DATE, U_BASIS, U_STATUS, U_N };
enum { D_FILE, D_DETAIL, D_STATUS, D_N };
enum { R_ROLE, R_LINES, R_SHARE, R_STATUS, R_N };
enum { A_FILE, A_LINE, A_ARTICLE, A_PROBLEM, A_CHARS, A_HEADLINE, A_STATUS, A_N };

static const gln_field paper_fields[P_N] = {
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "Name of the newspaper; null where it is not known"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "all, and each month (year, of a newspaper of more than 24 months)"},
    {"issues", GLN_TYPE_INTEGER, "issues", "Issues", "Issues read: a newspaper, date and edition each"},
    {"articles", GLN_TYPE_INTEGER, "articles", "Articles", "Articles found in them"},
    {"first", GLN_TYPE_STRING, NULL, "First", "Date of the first issue; null where none is dated to the day"},
    {"last", GLN_TYPE_STRING, NULL, "Last", "Date of the last issue"},
    {"issues_expected", GLN_TYPE_INTEGER, "issues", "Expected",
     "Issues that --calendar expects from --from, else the first issue, to --to, else the last; null without it"},
    {"issues_present", GLN_TYPE_INTEGER, "issues", "Present", "Expected issues that were read"},
    {"coverage", GLN_TYPE_NUMBER, "proportion", "Coverage", "issues_present / issues_expected"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok, or undated where no issue is dated to the day"},
};

static const gln_field gap_fields[G_N] = {
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "Name of the newspaper"},
    {"from", GLN_TYPE_DATE, NULL, "From", "First day of the gap"},
    {"to", GLN_TYPE_DATE, NULL, "To", "Last day of the gap"},
    {"missing", GLN_TYPE_INTEGER, "issues", "Missing", "Issues that the calendar expects in it; null without one"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "missing (expected by the calendar), or empty_month (without one: a whole month without an issue)"},
};

static const gln_field undated_fields[U_N] = {
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "Name of the newspaper"},
    {"date", GLN_TYPE_STRING, NULL, "Date", "What is known of the date, in EDTF"},
    {"date_basis", GLN_TYPE_STRING, NULL, "Basis", "manifest, masthead, filename, inferred or none"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "undated, or partial"},
};

static const gln_field duplicate_fields[D_N] = {
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"detail", GLN_TYPE_STRING, NULL, "Detail", "What it repeats"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "rejected"},
};

static const gln_field role_fields[R_N] = {
    {"role", GLN_TYPE_STRING, NULL, "Role", "What the lines are"},
    {"lines", GLN_TYPE_INTEGER, "lines", "Lines", "Source lines, blank ones left out"},
    {"share", GLN_TYPE_NUMBER, "proportion", "Share", "Of all such lines"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
};

static const gln_field article_fields[A_N] = {
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"line", GLN_TYPE_INTEGER, NULL, "Line", "First line of the article"},
    {"article", GLN_TYPE_STRING, NULL, "Article", "Id of the article"},
    {"problem", GLN_TYPE_STRING, NULL, "Problem",
     "headline_only, no_headline, very_short (a body below 30 characters), very_long (above 12,000) or unterminated "
     "(the "
     "last paragraph ends no sentence, and no jump marker says why)"},
    {"characters", GLN_TYPE_INTEGER, "characters", "Characters", "Of the body"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "Its beginning"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "suspicious"},
};

gln_status check_open(check *c, cli_job *job, gln_error *err)
{
    const struct {
        const char *name;
        const char *title;
        const gln_field *fields;
        size_t n;
        gln_table **table;
    } made[] = {{"check_papers", "Issues by newspaper", paper_fields, P_N, &c->papers},
                {"check_gaps", "Gaps", gap_fields, G_N, &c->gaps},
                {"check_undated", "Issues without a full date", undated_fields, U_N, &c->undated},
                {"check_duplicates", "Exact duplicates, read once", duplicate_fields, D_N, &c->duplicates},
                {"check_roles", "What the lines are", role_fields, R_N, &c->role_shares},
                {"check_articles", "Articles to look at", article_fields, A_N, &c->articles}};
    gln_status status = GLN_OK;
    c->job = job;
    for (size_t i = 0; i < sizeof made / sizeof *made && status == GLN_OK; i++) {
        status = gln_table_new(made[i].name, made[i].title, made[i].fields, made[i].n, made[i].table, err);
    }
    return status;
}

void check_close(check *c)
{
    gln_arena__clear(&c->arena);
    free(c->issues);
    gln_table_free(c->papers);
    gln_table_free(c->gaps);
    gln_table_free(c->undated);
    gln_table_free(c->duplicates);
    gln_table_free(c->role_shares);
    gln_table_free(c->articles);
}

/* ---- articles ------------------------------------------------------------------------------------------------------
 */

static const char *problem_of(const gln_article *a, uint64_t chars)
{
    if (a->n_body == 0) {
        return "headline_only";
    }
    if (a->n_headline == 0 && !a->continued_from.ptr) {
        return "no_headline";
    }
    if (chars < VERY_SHORT) {
        return "very_short";
    }
    if (chars > VERY_LONG) {
        return "very_long";
    }
    return !a->continued_to.ptr && !gln_text__closed(a->body[a->n_body - 1].text) ? "unterminated" : NULL;
}

static void check_article(check *c, const gln_issue *issue, const gln_article *a)
{
    uint64_t chars = 0;
    uint32_t line = a->n_headline ? a->headline[0].line : 0;
    for (size_t i = 0; i < a->n_body; i++) {
        chars += gln_slice__count(a->body[i].text);
        uint32_t first = a->body[i].n_pieces ? a->body[i].pieces[0].line : 0;
        line = first && (!line || first < line) ? first : line;
    }
    const char *problem = problem_of(a, chars);
    if (!problem) {
        return;
    }
    size_t end = 0;
    for (int n = 0; n < LONGEST_HEADLINE && end < a->headline_joined.len; n++) {
        (void)gln_slice__next(a->headline_joined, &end);
    }
    gln_table *t = c->articles;
    gln_table_row(t);
    gln_table_set_text(t, A_FILE, issue->file);
    if (line) {
        gln_table_set_integer(t, A_LINE, line);
    }
    gln_table_set_text(t, A_ARTICLE, a->id);
    gln_table_set_text(t, A_PROBLEM, gln_slice_of(problem));
    gln_table_set_integer(t, A_CHARS, chars);
    gln_table_set_text(t, A_HEADLINE, end ? gln_slice_sub(a->headline_joined, 0, end) : GLN_LIT(""));
    gln_table_set_text(t, A_STATUS, GLN_LIT("suspicious"));
}

static gln_slice kept(check *c, gln_slice text, bool *failed)
{
    gln_slice copy = text.len ? gln_arena__copy(&c->arena, text) : (gln_slice){NULL, 0};
    *failed = *failed || (text.len && !copy.ptr);
    return copy;
}

gln_status check_add_issue(check *c, const gln_issue *issue, gln_error *err)
{
    check_issue *grown = gln_memory__grown(c->issues, &c->capacity, c->n_issues + 1, sizeof *grown);
    bool failed = !grown;
    if (grown) {
        c->issues = grown;
        c->issues[c->n_issues++] = (check_issue){.newspaper = kept(c, issue->newspaper, &failed),
                                                 .edition = kept(c, issue->edition, &failed),
                                                 .file = kept(c, issue->file, &failed),
                                                 .date = issue->date,
                                                 .basis = issue->date_basis,
                                                 .articles = issue->n_articles};
    }
    for (size_t i = 0; i < issue->n_lines; i++) {
        c->roles[issue->lines[i].role]++;
    }
    for (size_t i = 0; i < issue->n_articles; i++) {
        if (gln_selection_article(&c->job->selection, &issue->articles[i])) {
            check_article(c, issue, &issue->articles[i]);
        }
    }
    return failed ? gln_error__nomem(err) : GLN_OK;
}

void check_add_reject(check *c, const gln_reject *reject)
{
    if (gln_slice_equal(reject->reason, GLN_LIT("duplicate"))) {
        gln_table_row(c->duplicates);
        gln_table_set_text(c->duplicates, D_FILE, reject->file);
        gln_table_set_text(c->duplicates, D_DETAIL, reject->detail);
        gln_table_set_text(c->duplicates, D_STATUS, GLN_LIT("rejected"));
    }
}

/* ---- newspapers ----------------------------------------------------------------------------------------------------
 */

static int by_paper(const void *a, const void *b)
{
    const check_issue *x = a;
    const check_issue *y = b;
    int order = gln_slice_compare(x->newspaper, y->newspaper);
    int64_t day_x = gln_date_full(x->date) ? gln_date_days(x->date) : INT64_MAX; /* the others last */
    int64_t day_y = gln_date_full(y->date) ? gln_date_days(y->date) : INT64_MAX;
    if (order == 0) {
        order = (day_x > day_y) - (day_x < day_y);
    }
    order = order ? order : gln_slice_compare(x->edition, y->edition);
    return order ? order : gln_slice_compare(x->file, y->file);
}

/* The issues of one newspaper: items[0 .. n), of which the first dated ones have a full date. */
typedef struct paper {
    const check_issue *items;
    size_t n;
    size_t dated;
    int64_t from; /* the days that the calendar is asked for */
    int64_t to;
} paper;

/* Whether the issue is a further file of the one before it. */
static bool is_further(const paper *p, size_t i)
{
    return i > 0 && i < p->dated && p->items[i].newspaper.len &&
           memcmp(&p->items[i].date, &p->items[i - 1].date, sizeof p->items[i].date) == 0 &&
           gln_slice_equal(p->items[i].edition, p->items[i - 1].edition);
}

static void set_day(gln_table *t, size_t column, int64_t day)
{
    char edtf[GLN_DATE_SIZE];
    gln_table_set_text(t, column, gln_slice_of(gln_date_edtf(gln_date_of_days(day), edtf)));
}

/* Whether the newspaper has an issue on the day; *at is the place of the last one asked for, since days ascend. */
static bool has_issue(const paper *p, size_t *at, int64_t day)
{
    while (*at < p->dated && gln_date_days(p->items[*at].date) < day) {
        ++*at;
    }
    return *at < p->dated && gln_date_days(p->items[*at].date) == day;
}

/* A row for the issues items[first .. end) and the days from `from` to `to`. */
static void add_period(check *c, const paper *p, const char *label, size_t first, size_t end, int64_t from, int64_t to)
{
    gln_table *t = c->papers;
    uint64_t issues = 0;
    uint64_t articles = 0;
    uint64_t expected = 0;
    uint64_t present = 0;
    size_t at = first;
    for (size_t i = first; i < end; i++) {
        issues += !is_further(p, i);
        articles += p->items[i].articles;
    }
    for (int64_t day = from; c->job->calendar && p->dated && day <= to; day++) {
        bool due = gln_calendar_expects(c->job->calendar, p->items[0].newspaper, day);
        expected += due;
        present += due && has_issue(p, &at, day);
    }
    gln_table_row(t);
    if (p->items[0].newspaper.len) {
        gln_table_set_text(t, P_NEWSPAPER, p->items[0].newspaper);
    }
    gln_table_set_text(t, P_PERIOD, gln_slice_of(label));
    gln_table_set_integer(t, P_ISSUES, issues);
    gln_table_set_integer(t, P_ARTICLES, articles);
    size_t dated = end < p->dated ? end : p->dated;
    if (first < dated) {
        set_day(t, P_FIRST, gln_date_days(p->items[first].date));
        set_day(t, P_LAST, gln_date_days(p->items[dated - 1].date));
    }
    if (c->job->calendar && p->dated) {
        gln_table_set_integer(t, P_EXPECTED, expected);
        gln_table_set_integer(t, P_PRESENT, present);
        if (expected) {
            gln_table_set_number(t, P_COVERAGE, (double)present / (double)expected);
        }
    }
    gln_table_set_text(t, P_STATUS, p->dated ? GLN_LIT("ok") : GLN_LIT("undated"));
}

static int64_t first_of(int64_t month_number) /* months since year 0 */
{
    return gln_date_days((gln_date){(int16_t)(month_number / 12), (int8_t)(month_number % 12 + 1), 1});
}

static int64_t month_of(int64_t day)
{
    gln_date date = gln_date_of_days(day);
    return (int64_t)date.year * 12 + date.month - 1;
}

/* A row for each month or year from the first day to the last. */
static void add_periods(check *c, const paper *p)
{
    int64_t first = month_of(p->from);
    int64_t last = month_of(p->to);
    int64_t step = last - first >= MONTHS_SHOWN ? 12 : 1;
    size_t at = 0;
    first -= first % step;
    for (int64_t m = first; m <= last; m += step) {
        char label[GLN_DATE_SIZE];
        int64_t begin = first_of(m);
        int64_t next = first_of(m + step);
        while (at < p->dated && gln_date_days(p->items[at].date) < begin) {
            at++;
        }
        size_t end = at;
        while (end < p->dated && gln_date_days(p->items[end].date) < next) {
            end++;
        }
        gln_date date = gln_date_of_days(begin);
        date.day = 0;
        date.month = step == 1 ? date.month : 0;
        add_period(c, p, gln_date_edtf(date, label), at, end, begin > p->from ? begin : p->from,
                   next - 1 < p->to ? next - 1 : p->to);
        at = end;
    }
}

/* ---- gaps ---------------------------------------------------------------------------------------------------------
 */

static void add_gap(check *c, const paper *p, int64_t from, int64_t to, uint64_t missing)
{
    gln_table *t = c->gaps;
    gln_table_row(t);
    if (p->items[0].newspaper.len) {
        gln_table_set_text(t, G_NEWSPAPER, p->items[0].newspaper);
    }
    set_day(t, G_FROM, from);
    set_day(t, G_TO, to);
    if (missing) {
        gln_table_set_integer(t, G_MISSING, missing);
    }
    gln_table_set_text(t, G_STATUS, missing ? GLN_LIT("missing") : GLN_LIT("empty_month"));
}

/* Runs of days on which an issue was expected and none was read; days on which none is expected end no run. */
static void add_calendar_gaps(check *c, const paper *p)
{
    uint64_t missing = 0;
    int64_t first = 0;
    int64_t last = 0;
    size_t at = 0;
    for (int64_t day = p->from; day <= p->to; day++) {
        if (!gln_calendar_expects(c->job->calendar, p->items[0].newspaper, day)) {
            continue;
        }
        if (has_issue(p, &at, day)) {
            if (missing) {
                add_gap(c, p, first, last, missing);
            }
            missing = 0;
        } else {
            first = missing ? first : day;
            last = day;
            missing++;
        }
    }
    if (missing) {
        add_gap(c, p, first, last, missing);
    }
}

/* Without a calendar only whole months without an issue are gaps; neighbouring ones are one. */
static void add_empty_months(check *c, const paper *p)
{
    for (size_t i = 1; i < p->dated; i++) {
        int64_t before = month_of(gln_date_days(p->items[i - 1].date));
        int64_t after = month_of(gln_date_days(p->items[i].date));
        if (after > before + 1) {
            add_gap(c, p, first_of(before + 1), first_of(after) - 1, 0);
        }
    }
}

/* ---- the end ------------------------------------------------------------------------------------------------------
 */

/* The first or last day of a bound that may name a year or a month only. */
static int64_t bound_day(gln_date date, bool end)
{
    if (date.day) {
        return gln_date_days(date);
    }
    int64_t month = (int64_t)date.year * 12 + (date.month ? date.month - 1 : end ? 11 : 0);
    return end ? first_of(month + 1) - 1 : first_of(month);
}

static void add_paper(check *c, const check_issue *items, size_t n)
{
    const gln_selection *s = &c->job->selection;
    paper p = {.items = items, .n = n};
    while (p.dated < n && gln_date_full(items[p.dated].date)) {
        p.dated++;
    }
    if (p.dated) {
        p.from = s->from.year ? bound_day(s->from, false) : gln_date_days(items[0].date);
        p.to = s->to.year ? bound_day(s->to, true) : gln_date_days(items[p.dated - 1].date);
    }
    add_period(c, &p, "all", 0, n, p.from, p.to);
    if (p.dated) {
        add_periods(c, &p);
    }
    if (p.dated && c->job->calendar) {
        add_calendar_gaps(c, &p);
    } else {
        add_empty_months(c, &p);
    }
}

static void add_undated(check *c, const check_issue *issue)
{
    char edtf[GLN_DATE_SIZE];
    gln_table *t = c->undated;
    gln_date_edtf(issue->date, edtf);
    gln_table_row(t);
    gln_table_set_text(t, U_FILE, issue->file);
    if (issue->newspaper.len) {
        gln_table_set_text(t, U_NEWSPAPER, issue->newspaper);
    }
    gln_table_set_text(t, U_DATE, gln_slice_of(edtf[0] ? edtf : NULL));
    gln_table_set_text(t, U_BASIS, gln_slice_of(gln_date_basis_name(issue->basis)));
    gln_table_set_text(t, U_STATUS, edtf[0] ? GLN_LIT("partial") : GLN_LIT("undated"));
}

gln_status check_finish(check *c, gln_error *err)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < c->n_issues; i++) { /* in the order of the corpus */
        if (!gln_date_full(c->issues[i].date)) {
            add_undated(c, &c->issues[i]);
        }
    }
    if (c->n_issues) {
        qsort(c->issues, c->n_issues, sizeof *c->issues, by_paper);
    }
    for (size_t from = 0; from < c->n_issues;) {
        size_t to = from + 1;
        while (to < c->n_issues && gln_slice_equal(c->issues[to].newspaper, c->issues[from].newspaper)) {
            to++;
        }
        add_paper(c, &c->issues[from], to - from);
        from = to;
    }
    for (int r = GLN_ROLE_HEADLINE; r < CHECK_ROLES; r++) {
        lines += c->roles[r];
    }
    for (int r = GLN_ROLE_HEADLINE; r < CHECK_ROLES; r++) {
        gln_table_row(c->role_shares);
        gln_table_set_text(c->role_shares, R_ROLE, gln_slice_of(gln_role_name((gln_role)r)));
        gln_table_set_integer(c->role_shares, R_LINES, c->roles[r]);
        if (lines) {
            gln_table_set_number(c->role_shares, R_SHARE, (double)c->roles[r] / (double)lines);
        }
        gln_table_set_text(c->role_shares, R_STATUS, lines ? GLN_LIT("ok") : GLN_LIT("no_lines"));
    }
    const gln_table *all[] = {c->papers, c->gaps, c->undated, c->duplicates, c->role_shares, c->articles};
    gln_status status = GLN_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && status == GLN_OK; i++) {
        status = gln_table_check(all[i], err);
    }
    return status;
}
