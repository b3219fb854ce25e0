/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of series made by hand. Expected numbers were worked out from the definitions before the run. */
#include "../unit/check.h"

#include "count/count_encode.h"
#include "guanlan/trend.h"
#include "measure/measure_trend.h"
#include "measure/measure_verdict.h"

#include <stdlib.h>

enum { MOST = 400, MOST_TERMS = 6 };

/* A view made by hand: issues in order, a stratum for each, terms with cells. */
typedef struct hand {
    gln_counted_issue issues[MOST];
    gln_series_stratum strata[MOST];
    gln_series_cell cells[MOST_TERMS][MOST];
    gln_series_term terms[MOST_TERMS];
    gln_series_view view;
} hand;

static void start(hand *h, size_t n_terms, const char *const *terms)
{
    memset(h, 0, sizeof *h);
    h->view = (gln_series_view){.issues = h->issues, .strata = h->strata, .terms = h->terms, .n_terms = n_terms};
    for (size_t i = 0; i < n_terms; i++) {
        h->terms[i] = (gln_series_term){.term = gln_slice_of(terms[i]), .cells = h->cells[i]};
    }
}

static void add_issue(hand *h, gln_date date, const char *newspaper, const char *id)
{
    h->issues[h->view.n_issues++] =
        (gln_counted_issue){date, GLN_BASIS_MASTHEAD, gln_slice_of(newspaper), {NULL, 0}, gln_slice_of(id)};
}

/* Two articles of half the tokens each in the last issue, two characters a token. */
static void add_stratum(hand *h, const char *split, uint64_t tokens)
{
    h->strata[h->view.n_strata++] = (gln_series_stratum){.issue = (uint32_t)h->view.n_issues - 1,
                                                         .split = gln_slice_of(split),
                                                         .n_articles = 2,
                                                         .n_tokens = tokens,
                                                         .n_chars = 2 * tokens,
                                                         .tokens_squared = tokens / 2 * (tokens / 2) * 2};
}

/* Hits of a term in one article of the last stratum. */
static void add_hits(hand *h, size_t term, uint64_t count)
{
    const gln_series_stratum *stratum = &h->strata[h->view.n_strata - 1];
    if (count > 0) {
        h->cells[term][h->terms[term].n_cells++] = (gln_series_cell){.stratum = (uint32_t)h->view.n_strata - 1,
                                                                     .count = count,
                                                                     .articles_with = 1,
                                                                     .count_squared = count * count,
                                                                     .count_tokens = count * (stratum->n_tokens / 2),
                                                                     .max_count = count};
    }
}

/* An issue of newspaper P with tokens and hits of term 0. */
static void add(hand *h, int year, int month, int day, uint64_t tokens, uint64_t count)
{
    add_issue(h, (gln_date){(int16_t)year, (int8_t)month, (int8_t)day}, "P", NULL);
    add_stratum(h, NULL, tokens);
    add_hits(h, 0, count);
}

typedef gln_trend_report tables;

static tables run(const hand *h, const gln_trend_options *options)
{
    tables t = {.trend = NULL};
    gln_error err = GLN_ERROR_INIT;
    bool held = gln_trend__tables_of_view(&h->view, options, &t, &err) == GLN_OK;
    if (!CHECK(held)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    return t;
}

static tables run_by(const hand *h, gln_by by)
{
    gln_trend_options options = GLN_TREND_OPTIONS_INIT;
    options.by = by;
    return run(h, &options);
}

static void done(tables t)
{
    gln_trend_report_free(&t);
}

static const gln_cell *cell(const gln_table *table, size_t row, const char *column)
{
    static const gln_cell none = {.null = true};
    size_t at = gln_table_find(table, column);
    bool held = at != SIZE_MAX && row < gln_table_n_rows(table);
    if (!CHECK(held)) {
        fprintf(stderr, "no row %zu or column %s\n", row, column);
        return &none;
    }
    return gln_table_cell(table, row, at);
}

/* The text of a cell, "" where it is null, in one of a few rooms. */
static const char *text(const gln_table *table, size_t row, const char *column)
{
    static char rooms[4][2048];
    static unsigned next;
    char *room = rooms[next++ % 4];
    const gln_cell *c = cell(table, row, column);
    size_t n = c->null ? 0 : c->as.text.len < 2047 ? c->as.text.len : 2047;
    if (n) {
        memcpy(room, c->as.text.ptr, n);
    }
    room[n] = '\0';
    return room;
}

static double number(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *c = cell(table, row, column);
    return c->null ? (double)NAN : c->as.number;
}

static bool null(const gln_table *table, size_t row, const char *column)
{
    return cell(table, row, column)->null;
}

static uint64_t integer(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *c = cell(table, row, column);
    return c->null ? UINT64_MAX : c->as.integer;
}

/* "true", "false" or "null" */
static const char *truth(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *c = cell(table, row, column);
    return c->null ? "null" : c->as.boolean ? "true" : "false";
}

static const char *const ONE[] = {"人民"};

static void test_names(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_by by = GLN_BY_DAY;
    CHECK(gln_by_parse(GLN_LIT("quarter"), &by, &err) == GLN_OK && by == GLN_BY_QUARTER);
    CHECK(gln_by_parse(GLN_LIT("weeks"), &by, &err) == GLN_ERR_USAGE && by == GLN_BY_QUARTER);
    CHECK_TEXT(err.message, "\"weeks\" is no period: give issue, day, week, month, quarter or year");
    gln_error_clear(&err);
    CHECK(gln_by_parse((gln_slice){NULL, 0}, &by, &err) == GLN_ERR_USAGE);
    CHECK_TEXT(gln_by_name(GLN_BY_ISSUE), "issue");
    gln_date year = {1789, 0, 0}, month = {1789, 7, 0}, full = {1789, 7, 14}, unknown = {0, 7, 14};
    CHECK(gln_by_places(GLN_BY_YEAR, year) && !gln_by_places(GLN_BY_QUARTER, year));
    CHECK(gln_by_places(GLN_BY_MONTH, month) && gln_by_places(GLN_BY_QUARTER, month));
    CHECK(!gln_by_places(GLN_BY_WEEK, month) && !gln_by_places(GLN_BY_ISSUE, month));
    CHECK(gln_by_places(GLN_BY_DAY, full) && !gln_by_places(GLN_BY_YEAR, unknown));
    CHECK(strstr(gln_trend_rule(), "none_detected") != NULL);
}

/* The label, first and last day of the single period that holds a date. */
static void check_span(int year, int month, int day, gln_by by, const char *label, const char *from, const char *to)
{
    static hand h;
    start(&h, 1, ONE);
    add(&h, year, month, day, 100, 1);
    tables t = run_by(&h, by);
    CHECK(gln_table_n_rows(t.trend) == 1);
    CHECK_TEXT(text(t.trend, 0, "period"), label);
    CHECK_TEXT(text(t.trend, 0, "period_start"), from);
    CHECK_TEXT(text(t.trend, 0, "period_end"), to);
    done(t);
}

static void test_calendar(void)
{
    check_span(2020, 9, 26, GLN_BY_ISSUE, "2020-09-26", "2020-09-26", "2020-09-26");
    check_span(2020, 2, 29, GLN_BY_DAY, "2020-02-29", "2020-02-29", "2020-02-29");
    check_span(2020, 9, 26, GLN_BY_WEEK, "2020-W39", "2020-09-21", "2020-09-27");
    check_span(2020, 12, 31, GLN_BY_WEEK, "2020-W53", "2020-12-28", "2021-01-03");
    check_span(2021, 1, 1, GLN_BY_WEEK, "2020-W53", "2020-12-28", "2021-01-03");
    check_span(2021, 1, 4, GLN_BY_WEEK, "2021-W01", "2021-01-04", "2021-01-10");
    check_span(2018, 12, 31, GLN_BY_WEEK, "2019-W01", "2018-12-31", "2019-01-06");
    check_span(1969, 12, 29, GLN_BY_WEEK, "1970-W01", "1969-12-29", "1970-01-04");
    check_span(1969, 12, 28, GLN_BY_WEEK, "1969-W52", "1969-12-22", "1969-12-28");
    check_span(2020, 2, 3, GLN_BY_MONTH, "2020-02", "2020-02-01", "2020-02-29");
    check_span(1900, 2, 3, GLN_BY_MONTH, "1900-02", "1900-02-01", "1900-02-28");
    check_span(2000, 2, 3, GLN_BY_MONTH, "2000-02", "2000-02-01", "2000-02-29");
    check_span(2020, 12, 3, GLN_BY_MONTH, "2020-12", "2020-12-01", "2020-12-31");
    check_span(2020, 9, 26, GLN_BY_QUARTER, "2020-Q3", "2020-07-01", "2020-09-30");
    check_span(2020, 10, 1, GLN_BY_QUARTER, "2020-Q4", "2020-10-01", "2020-12-31");
    check_span(2020, 9, 26, GLN_BY_YEAR, "2020", "2020-01-01", "2020-12-31");
    check_span(32767, 12, 31, GLN_BY_YEAR, "32767", "32767-01-01", "32767-12-31");
}

static void test_gaps(void)
{
    static hand h;
    start(&h, 1, ONE);
    add(&h, 2020, 1, 1, 2000, 3);
    add(&h, 2020, 1, 31, 2000, 1);
    add(&h, 2020, 4, 1, 1000, 0);
    add(&h, 2020, 4, 30, 1000, 0);
    tables t = run_by(&h, GLN_BY_MONTH);
    CHECK(gln_table_n_rows(t.trend) == 4);
    CHECK_TEXT(text(t.trend, 0, "status"), "ok");
    CHECK(integer(t.trend, 0, "n_issues") == 2 && integer(t.trend, 0, "n_articles") == 4);
    CHECK(integer(t.trend, 0, "n_tokens") == 4000 && integer(t.trend, 0, "n_chars") == 8000);
    CHECK(integer(t.trend, 0, "count") == 4 && integer(t.trend, 0, "articles_with") == 2);
    CHECK_NEAR(number(t.trend, 0, "rate"), 1000, 1e-14, 0);
    CHECK_NEAR(number(t.trend, 0, "rate_chars"), 500, 1e-14, 0);
    CHECK_NEAR(number(t.trend, 0, "share_articles"), .5, 0, 0);
    CHECK_TEXT(text(t.trend, 0, "rate_method"), "clustered");
    CHECK(number(t.trend, 0, "rate_low") < 1000 && number(t.trend, 0, "rate_high") > 1000);
    for (size_t row = 1; row <= 2; row++) { /* a gap */
        CHECK_TEXT(truth(t.trend, row, "has_issue"), "false");
        CHECK(null(t.trend, row, "count") && null(t.trend, row, "rate") && null(t.trend, row, "n_issues"));
        CHECK(null(t.trend, row, "partial") && null(t.trend, row, "rate_method"));
        CHECK_TEXT(text(t.trend, row, "status"), "no_issue");
    }
    CHECK_TEXT(text(t.trend, 2, "period"), "2020-03");
    /* a zero: -ln .025 / 2000 tokens, and z^2 / (n + z^2) of 4 articles */
    CHECK(integer(t.trend, 3, "count") == 0);
    CHECK_NEAR(number(t.trend, 3, "rate"), 0, 0, 0);
    CHECK_NEAR(number(t.trend, 3, "rate_low"), 0, 0, 0);
    CHECK_NEAR(number(t.trend, 3, "rate_high"), 3.688879454113936 / 2000 * 1e6, 1e-12, 0);
    CHECK_TEXT(text(t.trend, 3, "rate_method"), "exact");
    CHECK_NEAR(number(t.trend, 3, "share_high"), 3.841458820694124 / 7.841458820694124, 1e-12, 0);
    CHECK_TEXT(text(t.trend, 3, "status"), "ok");
    /* two tested periods */
    CHECK(integer(t.tests, 0, "n_periods") == 2 && integer(t.tests, 0, "count") == 4);
    CHECK(integer(t.tests, 0, "n_issues") == 4 && integer(t.tests, 0, "n_articles") == 8);
    CHECK(integer(t.tests, 0, "m_tests") == 0);
    CHECK_TEXT(text(t.tests, 0, "status"), "insufficient_data");
    CHECK(null(t.tests, 0, "pattern") && null(t.tests, 0, "p") && null(t.tests, 0, "slope_per_year"));
    CHECK_TEXT(text(t.tests, 0, "caveats"), "[\"few_issues\",\"few_hits\",\"bursty\",\"gaps\"]");
    CHECK_NEAR(number(t.tests, 0, "top_article_share"), .75, 0, 0);
    CHECK_TEXT(text(t.tests, 0, "sentence_en"), "“人民”: too few periods for a test of trend (2 months).");
    CHECK_TEXT(text(t.tests, 0, "sentence_zh"), "“人民”：时期太少，无法检验趋势（2 个月）。");
    done(t);
}

/* A weekly paper: the usual gap is 7 days. */
static void test_partial(void)
{
    static hand h;
    start(&h, 1, ONE);
    int64_t first = gln_date_days((gln_date){2020, 1, 9}); /* 8 days after January 1 */
    for (int64_t day = first; day <= gln_date_days((gln_date){2020, 6, 24}); day += 7) {
        gln_date date = gln_date_of_days(day);
        add(&h, date.year, date.month, date.day, 1000, 1);
    } /* the last is June 18, 12 days before June 30 */
    tables t = run_by(&h, GLN_BY_MONTH);
    CHECK(gln_table_n_rows(t.trend) == 6);
    CHECK_TEXT(truth(t.trend, 0, "partial"), "true");
    CHECK_TEXT(truth(t.trend, 1, "partial"), "false");
    CHECK_TEXT(truth(t.trend, 4, "partial"), "false");
    CHECK_TEXT(truth(t.trend, 5, "partial"), "true");
    CHECK(integer(t.tests, 0, "n_periods") == 4);
    CHECK_TEXT(text(t.tests, 0, "status"), "insufficient_data");
    CHECK_NEAR(number(t.tests, 0, "slope_per_year"), 0, 0, 0); /* constant, and four points are tested, not judged */
    CHECK(null(t.tests, 0, "p_adj") && null(t.tests, 0, "pattern") && integer(t.tests, 0, "m_tests") == 0);
    CHECK(strstr(text(t.tests, 0, "caveats"), "\"partial_periods\"") != NULL);
    done(t);
    h.issues[0].date.day = 8; /* 7 days after: not farther than the gap */
    t = run_by(&h, GLN_BY_MONTH);
    CHECK_TEXT(truth(t.trend, 0, "partial"), "false");
    done(t);
    t = run_by(&h, GLN_BY_WEEK);
    CHECK_TEXT(truth(t.trend, 0, "partial"), "false");
    CHECK_TEXT(text(t.tests, 0, "status"), "constant");
    CHECK_TEXT(text(t.tests, 0, "pattern"), "none_detected");
    CHECK_NEAR(number(t.tests, 0, "p"), 1, 0, 0);
    CHECK(null(t.tests, 0, "acf1"));
    done(t);
    t = run_by(&h, GLN_BY_DAY);
    CHECK_TEXT(truth(t.trend, 0, "partial"), "false");
    CHECK(gln_table_n_rows(t.trend) == (size_t)(gln_date_days((gln_date){2020, 6, 18}) - first + 2));
    CHECK(strstr(text(t.tests, 0, "caveats"), "gaps") == NULL);
    done(t);
}

static void test_edges(void)
{
    static hand h;
    start(&h, 1, ONE); /* no issue at all */
    tables t = run_by(&h, GLN_BY_MONTH);
    CHECK(gln_table_n_rows(t.trend) == 0 && gln_table_n_rows(t.tests) == 1);
    CHECK_TEXT(text(t.tests, 0, "status"), "no_issue");
    CHECK(null(t.tests, 0, "count"));
    done(t);
    add(&h, 2020, 9, 26, 1000, 2); /* one issue */
    t = run_by(&h, GLN_BY_MONTH);
    CHECK_TEXT(truth(t.trend, 0, "partial"), "null");
    CHECK(integer(t.tests, 0, "n_periods") == 1);
    CHECK_TEXT(text(t.tests, 0, "sentence_en"), "“人民”: too few periods for a test of trend (1 month).");
    done(t);
    h.strata[0].n_articles = 1; /* one article: no variance between articles */
    gln_trend_options all = GLN_TREND_OPTIONS_INIT;
    all.all_measures = true;
    t = run(&h, &all);
    CHECK_TEXT(text(t.trend, 0, "status"), "one_article");
    CHECK_TEXT(text(t.trend, 0, "rate_method"), "exact");
    CHECK_NEAR(number(t.trend, 0, "rate_low"), number(t.trend, 0, "rate_exact_low"), 0, 0);
    CHECK_NEAR(number(t.trend, 0, "rate_high"), 7224.687667706, 1e-9, 0); /* Garwood's upper limit of 2: 7.224688 */
    CHECK(null(t.trend, 0, "design_effect"));
    CHECK(null(t.tests, 0, "design_effect"));
    done(t);
    h.strata[0].n_tokens = 0; /* hits without a token: a term of punctuation */
    t = run_by(&h, GLN_BY_MONTH);
    CHECK_TEXT(text(t.trend, 0, "status"), "no_exposure");
    CHECK(integer(t.trend, 0, "count") == 2 && null(t.trend, 0, "rate"));
    CHECK(integer(t.tests, 0, "n_periods") == 0 && null(t.tests, 0, "design_effect"));
    done(t);
    start(&h, 1, ONE); /* an issue without a selected article */
    add_issue(&h, (gln_date){2020, 9, 26}, "P", NULL);
    t = run_by(&h, GLN_BY_ISSUE);
    CHECK_TEXT(truth(t.trend, 0, "has_issue"), "true");
    CHECK(integer(t.trend, 0, "n_articles") == 0 && null(t.trend, 0, "share_articles"));
    CHECK_TEXT(text(t.trend, 0, "status"), "no_exposure");
    CHECK_TEXT(text(t.tests, 0, "status"), "no_hits");
    CHECK_TEXT(text(t.tests, 0, "sentence_zh"), "“人民”没有出现（共 1 期）。");
    done(t);
}

static void test_range(void)
{
    static hand h;
    gln_trend_report report = {.trend = NULL};
    gln_error err = GLN_ERROR_INIT;
    gln_trend_options options = GLN_TREND_OPTIONS_INIT;
    start(&h, 1, ONE);
    add(&h, 2020, 3, 1, 1000, 1);
    options.from = (gln_date){2019, 12, 0};
    options.to = (gln_date){2020, 0, 0};
    tables t = run(&h, &options);
    CHECK(gln_table_n_rows(t.trend) == 13);
    CHECK_TEXT(text(t.trend, 0, "period"), "2019-12");
    CHECK_TEXT(text(t.trend, 12, "period"), "2020-12");
    CHECK_TEXT(text(t.trend, 3, "status"), "ok");
    done(t);
    options.from = (gln_date){2020, 4, 1}; /* the issue lies before */
    t = run(&h, &options);
    CHECK(gln_table_n_rows(t.trend) == 9 && integer(t.tests, 0, "n_issues") == 0);
    done(t);
    options.to = (gln_date){2020, 3, 31};
    CHECK(gln_trend__tables_of_view(&h.view, &options, &report, &err) == GLN_ERR_USAGE);
    CHECK_TEXT(err.message, "the range ends before it begins");
    gln_error_clear(&err);
    options = (gln_trend_options)GLN_TREND_OPTIONS_INIT;
    options.conf = 1;
    CHECK(gln_trend__tables_of_view(&h.view, &options, &report, &err) == GLN_ERR_USAGE);
    gln_error_clear(&err);
    add(&h, 9999, 12, 31, 1000, 1); /* a wrong date */
    options.conf = .95;
    options.by = GLN_BY_DAY;
    CHECK(gln_trend__tables_of_view(&h.view, &options, &report, &err) == GLN_ERR_USAGE);
    CHECK(strstr(err.message, "2914575 periods") != NULL); /* counted by Python's datetime */
    CHECK(report.trend == NULL && report.tests == NULL);
}

static void test_huge(void)
{
    static hand h;
    start(&h, 1, ONE);
    add(&h, 2020, 1, 1, UINT64_C(1) << 62, 0);
    h.cells[0][0] = (gln_series_cell){.count = UINT64_C(1) << 61,
                                      .articles_with = 2,
                                      .count_squared = UINT64_MAX,
                                      .count_tokens = UINT64_MAX,
                                      .count_weighted = UINT64_MAX,
                                      .max_count = UINT64_C(1) << 60};
    h.terms[0].n_cells = 1;
    h.strata[0].tokens_squared = UINT64_MAX;
    tables t = run_by(&h, GLN_BY_DAY);
    CHECK(integer(t.trend, 0, "count") == UINT64_C(1) << 61);
    CHECK(integer(t.trend, 0, "n_tokens") == UINT64_C(1) << 62);
    CHECK_NEAR(number(t.trend, 0, "rate"), 5e5, 1e-14, 0);
    CHECK(isfinite(number(t.trend, 0, "rate_high")) && number(t.trend, 0, "rate_low") > 0);
    CHECK_NEAR(number(t.tests, 0, "top_article_share"), .5, 0, 0);
    done(t);
}

static void test_labels(void)
{
    static hand h;
    start(&h, 1, ONE);
    add(&h, 2020, 9, 26, 1000, 1);
    h.issues[0].newspaper = GLN_LIT("人民日报");
    add(&h, 2020, 9, 26, 1000, 1);
    h.issues[1].newspaper = GLN_LIT("衡阳日报");
    add(&h, 2020, 9, 26, 1000, 1);
    h.issues[2].newspaper = GLN_LIT("衡阳日报");
    h.issues[2].edition = GLN_LIT("晚刊");
    add(&h, 2020, 9, 27, 1000, 1);
    add_issue(&h, (gln_date){2020, 9, 28}, "", "00ff");
    add_issue(&h, (gln_date){2020, 9, 28}, "", "11ff");
    tables t = run_by(&h, GLN_BY_ISSUE);
    CHECK(gln_table_n_rows(t.trend) == 6);
    CHECK_TEXT(text(t.trend, 0, "period"), "2020-09-26 人民日报");
    CHECK_TEXT(text(t.trend, 1, "period"), "2020-09-26 衡阳日报");
    CHECK_TEXT(text(t.trend, 2, "period"), "2020-09-26 衡阳日报 晚刊");
    CHECK_TEXT(text(t.trend, 3, "period"), "2020-09-27");
    CHECK_TEXT(text(t.trend, 5, "period"), "2020-09-28 11ff");
    CHECK(integer(t.tests, 0, "n_periods") == 2 && integer(t.tests, 0, "n_issues") == 6); /* dates with tokens */
    done(t);
}

static void test_split(void)
{
    static hand h;
    static const char *const terms[] = {"b", "a"};
    start(&h, 2, terms);
    h.view.split = GLN_SPLIT_SECTION;
    add_issue(&h, (gln_date){2020, 1, 1}, "P", NULL);
    add_stratum(&h, NULL, 100); /* section not known */
    add_stratum(&h, "要闻", 1000);
    add_hits(&h, 0, 5);
    add_issue(&h, (gln_date){2020, 1, 2}, "P", NULL);
    add_stratum(&h, NULL, 100);
    add_hits(&h, 0, 1);
    tables t = run_by(&h, GLN_BY_DAY);
    CHECK(gln_table_n_rows(t.trend) == 8 && gln_table_n_rows(t.tests) == 4);
    CHECK_TEXT(text(t.trend, 0, "term"), "b"); /* the user's order */
    CHECK_TEXT(text(t.trend, 4, "term"), "a");
    CHECK(null(t.trend, 0, "split") && integer(t.trend, 0, "count") == 0 && integer(t.trend, 1, "count") == 1);
    CHECK_TEXT(text(t.trend, 2, "split"), "要闻");
    CHECK(integer(t.trend, 2, "count") == 5 && integer(t.trend, 2, "n_tokens") == 1000);
    CHECK_TEXT(truth(t.trend, 3, "has_issue"), "true"); /* an issue without the section */
    CHECK_TEXT(text(t.trend, 3, "status"), "no_exposure");
    CHECK_TEXT(text(t.tests, 3, "sentence_en"), "“a” (要闻) does not occur (issues: 2).");
    done(t);
    t = run_by(&h, GLN_BY_ISSUE);
    CHECK(gln_table_n_rows(t.trend) == 6); /* per term 2 unknown and 1 of the section */
    done(t);

    start(&h, 1, ONE);
    h.view.split = GLN_SPLIT_PAPER;
    add_issue(&h, (gln_date){2020, 1, 1}, "甲报", NULL);
    add_stratum(&h, "甲报", 100);
    add_hits(&h, 0, 1);
    add_issue(&h, (gln_date){2020, 2, 1}, "乙报", NULL); /* without a selected article */
    t = run_by(&h, GLN_BY_MONTH);
    CHECK(gln_table_n_rows(t.trend) == 4);
    CHECK_TEXT(text(t.trend, 0, "split"), "乙报"); /* byte order */
    CHECK_TEXT(text(t.trend, 0, "status"), "no_issue");
    CHECK_TEXT(text(t.trend, 1, "status"), "no_exposure");
    CHECK_TEXT(text(t.trend, 2, "status"), "ok");
    CHECK_TEXT(text(t.trend, 3, "status"), "no_issue");
    done(t);
}

/* The cells of term 0 as a counter's view has them, all six words in the first one and the last word in the last. */
static void write_term(hand *h, const gln_series_container *words)
{
    gln_buffer *out = &h->view.bytes, room = GLN_BUFFER_INIT;
    gln_series_term *term = &h->terms[0];
    for (size_t i = 0; i < term->n_cells; i++) {
        const gln_series_cell *cell = &h->cells[0][i];
        size_t first = i ? 5 : 0, end = i && i + 1 < term->n_cells ? first : 6;
        gln_buffer__clear(&room);
        for (size_t w = first; w < end; w++) {
            gln_encode__text(&room, words[w].text);
            gln_encode__number(&room, words[w].count);
        }
        const uint64_t numbers[] = {cell->stratum - (i ? cell[-1].stratum : 0),
                                    cell->count,
                                    cell->articles_with,
                                    cell->count_squared,
                                    cell->count_tokens,
                                    cell->count_weighted,
                                    cell->max_count,
                                    end - first,
                                    room.len};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
            gln_encode__number(out, numbers[k]);
        }
        gln_buffer__put(out, gln_buffer__slice(&room));
    }
    term->cells = NULL;
    term->size = out->len;
    gln_buffer__free(&room);
}

/* Years 2001 to 2006 by year-only dates, a million tokens each. Slopes and regression: tests of the definitions in
 * Python; rising S = 15, var S = 28.333: exact p = 2/6!, and what is left beside the line alternates, so that no
 * autocorrelation makes it larger; the whitened five points have S = 6: exact p = 28/5! . */
static void fill_years(hand *h)
{
    static const char *const terms[] = {"up", "down", "level", "never"};
    static const gln_series_container words[] = {{{"c", 1}, 2}, {{"d", 1}, 1},    {{"e", 1}, 1},
                                                 {{"f", 1}, 1}, {{"u\"p", 3}, 4}, {{"upper", 5}, 9}};
    start(h, 4, terms);
    add_issue(h, (gln_date){0, 5, 4}, "P", "1"); /* no year: never placed */
    static const uint64_t counts[] = {1, 2, 4, 5, 7, 8};
    for (size_t i = 0; i < 6; i++) {
        add_issue(h, (gln_date){(int16_t)(2001 + i), 0, 0}, "P", "2");
        add_stratum(h, NULL, 1000000);
        add_hits(h, 0, counts[i]);
        add_hits(h, 1, counts[5 - i]);
        add_hits(h, 2, 3);
    }
    h->issues[3].basis = GLN_BASIS_INFERRED;
    write_term(h, words);
}

static void test_years(void)
{
    static hand h;
    fill_years(&h);
    tables t = run_by(&h, GLN_BY_YEAR);
    CHECK(gln_table_n_rows(t.trend) == 24 && gln_table_n_rows(t.tests) == 4);
    CHECK_TEXT(text(t.trend, 0, "period"), "2001");
    CHECK_TEXT(truth(t.trend, 0, "partial"), "null"); /* where in the year is not known */
    CHECK_TEXT(truth(t.trend, 1, "partial"), "false");
    CHECK(integer(t.tests, 0, "n_periods") == 6 && integer(t.tests, 0, "m_tests") == 3);
    CHECK_NEAR(number(t.tests, 0, "slope_per_year"), 1.5 * 365.2425 / 365.25, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 1, "slope_per_year"), -1.5 * 365.2425 / 365.25, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "rate_ratio_year"), 1.4150839086722273, 1e-9, 0);
    CHECK_NEAR(number(t.tests, 0, "rate_ratio_low"), 0.99964143946447, 1e-9, 0);
    CHECK_NEAR(number(t.tests, 0, "rate_ratio_high"), 2.00318073013843, 1e-9, 0);
    CHECK_NEAR(number(t.tests, 1, "rate_ratio_year"), 0.7066174781717611, 1e-9, 0);
    CHECK_NEAR(number(t.tests, 0, "phi"), 1, 0, 0);
    CHECK_NEAR(number(t.tests, 0, "mk_z"), 14 / sqrt(85.0 / 3), 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "mk_p"), 2.0 / 720, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "mk_z_without_end"), 9 / sqrt(50.0 / 3), 1e-12, 0);
    CHECK_NEAR(number(t.tests, 1, "mk_z_without_start"), -9 / sqrt(50.0 / 3), 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "acf1"), 79.0 / 150, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "mk_p_prewhitened"), 28.0 / 120, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "acf1_corrected"), 0, 0, 0);
    CHECK_NEAR(number(t.tests, 0, "p"), 2.0 / 720, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "ln_p"), log(2.0 / 720), 1e-12, 0);
    CHECK_NEAR(number(t.tests, 0, "p_adj"), 3.0 / 2 * 2 / 720, 1e-12, 0);
    CHECK_NEAR(number(t.tests, 2, "p_adj"), 1, 0, 0);
    CHECK_TEXT(text(t.tests, 0, "pattern"), "rise");
    CHECK_TEXT(text(t.tests, 1, "pattern"), "fall");
    CHECK_TEXT(text(t.tests, 2, "pattern"), "none_detected");
    CHECK_TEXT(text(t.tests, 0, "evidence"), "weak");
    CHECK_TEXT(text(t.tests, 2, "evidence"), "none");
    CHECK_TEXT(text(t.tests, 2, "status"), "constant");
    CHECK(strstr(text(t.tests, 0, "caveats"), "\"inferred_dates\"") != NULL);
    CHECK_TEXT(text(t.tests, 0, "containers"),
               "[{\"word\":\"upper\",\"count\":18},{\"word\":\"u\\\"p\",\"count\":4},{\"word\":\"c\",\"count\":2},"
               "{\"word\":\"d\",\"count\":1},{\"word\":\"e\",\"count\":1}]");
    CHECK_TEXT(text(t.tests, 0, "sentence_en"),
               "“up” rises from 1.5 to 7.5 per million tokens (medians of the first and last third of periods), by "
               "a factor of 1.42 a year [1.00, 2.00]; the trend test that allows for autocorrelation gives adjusted p "
               "= .004 over 6 "
               "years. So few periods are weak evidence. The hits cluster in articles; one has 30 % of them.");
    CHECK_TEXT(text(t.tests, 1, "sentence_zh"),
               "“down”的频率由每百万词 7.5 次降至 1.5 次（前、后各三分之一时期的中位数），平均每年为上一年的 0.707 倍 "
               "[0.499, 1.000]；计入自相关的趋势检验得校正后 p = .004，共 6 "
               "年。时期太少，证据薄弱。命中在文章内聚集，最多的一篇占 "
               "30%。");
    /* a term that never occurs */
    CHECK_TEXT(text(t.tests, 3, "status"), "no_hits");
    CHECK(integer(t.tests, 3, "count") == 0 && null(t.tests, 3, "p") && null(t.tests, 3, "pattern"));
    CHECK(null(t.tests, 3, "slope_per_year") && null(t.tests, 3, "rate_ratio_year") && null(t.tests, 3, "evidence"));
    CHECK_TEXT(text(t.tests, 3, "containers"), "[]");
    done(t);
    t = run_by(&h, GLN_BY_MONTH); /* no date is fine enough */
    CHECK(gln_table_n_rows(t.trend) == 0);
    CHECK_TEXT(text(t.tests, 0, "status"), "no_issue");
    CHECK_TEXT(text(t.tests, 0, "containers"), "[]"); /* what count leaves out, they leave out */
    done(t);
    gln_buffer__free(&h.view.bytes);
}

/* A median of 0 at an end is no rate: it is said in words. */
static void test_zero_medians(void)
{
    gln_verdict rise = {.pattern = GLN_PATTERN_RISE, .evidence = GLN_EVIDENCE_STRONG};
    gln_verdict fall = {.pattern = GLN_PATTERN_FALL, .evidence = GLN_EVIDENCE_STRONG};
    gln_trend_result r = {.term = GLN_LIT("w"),
                          .by = GLN_BY_YEAR,
                          .n_periods = 9,
                          .years = 8,
                          .rate_last = 5,
                          .log_change = log(1.5),
                          .log_change_low = log(1.0049),
                          .log_change_high = log(12),
                          .p_adj = .02};
    gln_buffer text = GLN_BUFFER_INIT;
    gln_verdict__sentence_en(&r, rise, &text);
    gln_buffer__byte(&text, '\n');
    gln_verdict__sentence_zh(&r, rise, &text);
    gln_buffer__byte(&text, '\0');
    CHECK_TEXT(text.data,
               "“w” rises from none in at least half of the first third of periods to 5 per million tokens (median of "
               "the last third), by a factor of 1.50 a year [1.00, 12.00]; the trend test that allows for "
               "autocorrelation gives adjusted p = .020 over 9 years.\n"
               "“w”的频率由前三分之一时期至少半数未见升至每百万词 5 次（后三分之一时期的中位数），平均每年为上一年的 "
               "1.50 倍 [1.00, 12.00]；计入自相关的趋势检验得校正后 p = .020，共 9 年。");
    gln_buffer__clear(&text);
    r.rate_first = 5;
    r.rate_last = 0;
    gln_verdict__sentence_en(&r, fall, &text);
    gln_buffer__byte(&text, '\n');
    gln_verdict__sentence_zh(&r, fall, &text);
    gln_buffer__byte(&text, '\0');
    CHECK(strstr(text.data, "“w” falls from 5 per million tokens (median of the first third of periods) to none in at "
                            "least half of the last third, by"));
    CHECK(strstr(text.data, "“w”的频率由每百万词 5 次（前三分之一时期的中位数）降至后三分之一时期至少半数未见，"));
    gln_buffer__free(&text);
}

/* Sixty days about a level, then ten days at tenfold: a burst at the end is no rise; a steady growth is one.
 * A line without noise is strictly rising however it is whitened. */
/* Thirteen hits in one article of 36 months: that article tells of itself, not of a new level. With 12 further articles
 * a month the design effect within periods is about 13, so the cut's ratio counts a thirteenth. */
static void test_one_article(void)
{
    static hand h;
    start(&h, 1, ONE);
    for (int month = 0; month < 36; month++) {
        add(&h, 2020 + month / 12, month % 12 + 1, 15, 2000, month == 31 ? 13 : 0);
        h.strata[month].n_articles = 13;
        h.strata[month].tokens_squared = 2000 / 13 * (2000 / 13) * 13;
    }
    h.cells[0][0].count_tokens = 13 * (2000 / 13);
    tables t = run_by(&h, GLN_BY_MONTH);
    CHECK_TEXT(text(t.tests, 0, "pattern"), "none_detected");
    CHECK(number(t.tests, 0, "change_p") > .05);
    done(t);
}

static void test_verdicts(void)
{
    static const uint64_t noise[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6};
    static hand h;
    static const char *const terms[] = {"burst", "growth", "line"};
    start(&h, 3, terms);
    int64_t first = gln_date_days((gln_date){2020, 2, 1});
    for (uint64_t i = 0; i < 70; i++) {
        add_issue(&h, gln_date_of_days(first + (int64_t)i), "P", NULL);
        add_stratum(&h, NULL, 10000);
        add_hits(&h, 0, noise[i % 23] * (i < 60 ? 1 : 10));
        add_hits(&h, 1, 10 + i + noise[i % 23]);
        uint64_t line = 2 * (100 + i);
        add_hits(&h, 2, line);
        gln_series_cell *spread = &h.cells[2][i]; /* evenly over both articles */
        spread->articles_with = 2;
        spread->count_squared = line * line / 2;
        spread->max_count = line / 2;
    }
    tables t = run_by(&h, GLN_BY_DAY);
    CHECK_TEXT(text(t.tests, 0, "pattern"), "step");
    CHECK_TEXT(text(t.tests, 1, "pattern"), "rise");
    CHECK(integer(t.tests, 1, "n_periods") == 70 && number(t.tests, 1, "p_adj") < .05);
    CHECK_TEXT(text(t.tests, 1, "evidence"), "strong");
    CHECK_TEXT(text(t.tests, 1, "caveats"), "[]");
    CHECK_TEXT(text(t.tests, 2, "pattern"), "rise");
    CHECK_TEXT(text(t.tests, 2, "evidence"), "strong");
    CHECK_NEAR(number(t.tests, 2, "slope_per_year"), 200 * 365.2425, 1e-9, 0); /* 2 hits in 10,000 tokens a day */
    CHECK(strstr(text(t.tests, 2, "sentence_en"), " over the whole span [") != NULL);
    CHECK(strstr(text(t.tests, 2, "sentence_en"), "adjusted p < .001 over 70 days.") != NULL);
    CHECK(strstr(text(t.tests, 2, "sentence_zh"), "校正后 p < .001，共 70 天。") != NULL);
    done(t);
}

int main(void)
{
    test_names();
    test_calendar();
    test_gaps();
    test_partial();
    test_edges();
    test_range();
    test_huge();
    test_labels();
    test_split();
    test_years();
    test_zero_medians();
    test_one_article();
    test_verdicts();
    return check_report("test_trend");
}
