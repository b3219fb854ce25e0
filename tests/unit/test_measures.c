/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frequencies, comparisons, collocations and concordances of issues made by hand. Texts are of single letters and plain
 * words, so that the cut is the same whatever the lexicon holds. Expected numbers were worked out from the formulas by
 * an independent script in double precision. */
#include "check.h"
#include "guanlan/collocation.h"
#include "guanlan/comparison.h"
#include "guanlan/concordance.h"
#include "guanlan/frequency.h"

#include <stdlib.h>

static gln_analyzer *analyzer;

/* The call succeeded; else its message is shown. */
static bool ok(gln_status status, const gln_error *err)
{
    if (status != GLN_OK) {
        char text[2048];
        fprintf(stderr, "%s\n", gln_error_text(err, text, sizeof text));
    }
    return status == GLN_OK;
}

#define OK(call) CHECK(ok((call), &err))

/* ---- cells ---- */

static const gln_cell *cell(const gln_table *table, size_t row, const char *column)
{
    static const gln_cell none = {.null = true};
    size_t at = gln_table_find(table, column);
    bool there = at != SIZE_MAX && row < gln_table_n_rows(table);
    if (!there) {
        fprintf(stderr, "no cell %s in row %zu\n", column, row);
        CHECK(there);
        return &none;
    }
    return gln_table_cell(table, row, at);
}

static double number(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *c = cell(table, row, column);
    return c->null ? NAN : c->as.number;
}

static uint64_t integer(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *c = cell(table, row, column);
    return c->null ? UINT64_MAX : c->as.integer;
}

static bool text_is(const gln_table *table, size_t row, const char *column, const char *want)
{
    const gln_cell *c = cell(table, row, column);
    bool held = c->null ? want == NULL : want && gln_slice_equal(c->as.text, gln_slice_of(want));
    if (!held) {
        fprintf(stderr, "row %zu, %s: \"%.*s\"\n", row, column, c->null ? 0 : (int)c->as.text.len,
                c->null ? "" : c->as.text.ptr);
    }
    return held;
}

static bool null_at(const gln_table *table, size_t row, const char *column)
{
    return cell(table, row, column)->null;
}

/* The row of a term. */
static size_t row_of(const gln_table *table, const char *term)
{
    for (size_t i = 0; i < gln_table_n_rows(table); i++) {
        if (gln_slice_equal(cell(table, i, "term")->as.text, gln_slice_of(term))) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* ---- issues ---- */

/* An article of one paragraph, alone in its file; articles of one day and paper are one issue. */
typedef struct page {
    const char *id;
    gln_date date;
    const char *text;
} page;

static gln_issue issue_of(const page *p, gln_article *article, gln_paragraph *paragraph)
{
    *paragraph = (gln_paragraph){gln_slice_of(p->text), NULL, 0, SIZE_MAX};
    *article = (gln_article){.id = gln_slice_of(p->id), .order = 1, .body = paragraph, .n_body = 1};
    return (gln_issue){.id = gln_slice_of(p->id),
                       .file = gln_slice_of("a/b.txt"),
                       .newspaper = gln_slice_of("P"),
                       .date = p->date,
                       .date_basis = GLN_BASIS_FILENAME,
                       .articles = article,
                       .n_articles = 1};
}

static gln_freq *freq_of(const page *pages, size_t n, const gln_matcher *matcher)
{
    gln_error err = GLN_ERROR_INIT;
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher};
    gln_freq *freq = NULL;
    OK(gln_freq_new(&options, &freq, &err));
    for (size_t i = 0; i < n; i++) {
        gln_article article;
        gln_paragraph paragraph;
        gln_issue issue = issue_of(&pages[i], &article, &paragraph);
        OK(gln_freq_add(freq, &issue, &err));
    }
    return freq;
}

static gln_matcher *matcher_of(const char *const *terms, size_t n)
{
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = NULL;
    OK(gln_matcher_new(analyzer, terms, n, GLN_MATCH_STRING, &matcher, &err));
    return matcher;
}

/* ---- freq ---- */

static const page small[] = {
    {"a1", {2020, 1, 1}, "k k x x"},
    {"a2", {2020, 1, 1}, "x y x x x x"},
    {"a3", {2020, 1, 2}, "k k k x x"},
    {"a4", {2020, 1, 2}, "k x x x y"},
    {"a5", {2020, 1, 3}, "x x x x x x x x x 1234"},
};

static void test_freq(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_freq *freq = freq_of(small, 5, NULL);
    gln_table *table = NULL;
    OK(gln_freq_table(freq, NULL, &table, &err));
    CHECK(gln_table_n_rows(table) == 3);
    CHECK(text_is(table, 0, "term", "x") && text_is(table, 1, "term", "k") && text_is(table, 2, "term", "y"));
    CHECK(text_is(table, 1, "match", "word") && text_is(table, 1, "status", "ok"));
    CHECK(integer(table, 1, "count") == 6 && integer(table, 1, "doc_freq") == 3 &&
          integer(table, 1, "issue_freq") == 2);
    CHECK_NEAR(number(table, 1, "rate"), 2e5, 1e-12, 0);
    CHECK(number(table, 1, "rate_low") < 2e5 && number(table, 1, "rate_high") > 2e5);
    CHECK_NEAR(number(table, 1, "dp_articles"), 0.5333333333333333, 1e-12, 0);
    CHECK_NEAR(number(table, 1, "dp_norm_articles"), 0.6153846153846153, 1e-12, 0);
    CHECK_NEAR(number(table, 1, "burch_da_articles"), 0.34615384615384615, 1e-12, 0);
    CHECK_NEAR(number(table, 1, "dp_issues"), 0.3333333333333333, 1e-12, 0);
    CHECK_NEAR(number(table, 1, "juilland_d_issues"), 0.4226497308103744, 1e-12, 0);
    gln_table_free(table);

    gln_freq_options options = GLN_FREQ_OPTIONS_INIT;
    options.min_count = 3;
    options.top = 1;
    OK(gln_freq_table(freq, &options, &table, &err));
    CHECK(gln_table_n_rows(table) == 1 && text_is(table, 0, "term", "x"));
    gln_table_free(table);
    options.conf = 1;
    CHECK(gln_freq_table(freq, &options, &table, &err) == GLN_ERR_USAGE);
    gln_freq_free(freq);
}

static void test_freq_given(void)
{
    static const char *const terms[] = {"zz", "y", "k"};
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = matcher_of(terms, 3);
    gln_freq *freq = freq_of(small, 5, matcher), *one = freq_of(small, 1, matcher), *none = freq_of(small, 0, matcher);
    gln_table *table = NULL;
    gln_freq_options options = GLN_FREQ_OPTIONS_INIT;
    options.min_count = 100; /* leaves out words only */
    OK(gln_freq_table(freq, &options, &table, &err));
    CHECK(gln_table_n_rows(table) == 3);
    CHECK(text_is(table, 0, "term", "zz") && text_is(table, 1, "term", "y") && text_is(table, 2, "term", "k"));
    CHECK(text_is(table, 0, "match", "string") && text_is(table, 0, "status", "no_hits"));
    CHECK(integer(table, 0, "count") == 0 && integer(table, 0, "issue_freq") == 0);
    CHECK(number(table, 0, "rate") == 0 && number(table, 0, "rate_low") == 0 && number(table, 0, "rate_high") > 0);
    CHECK(null_at(table, 0, "dp_articles") && null_at(table, 0, "juilland_d_issues"));
    CHECK(integer(table, 2, "count") == 6);
    gln_table_free(table);
    OK(gln_freq_table(one, NULL, &table, &err));
    CHECK(text_is(table, 2, "status", "single_article") && null_at(table, 2, "dp_norm_articles"));
    CHECK_NEAR(number(table, 2, "rate"), 5e5, 1e-12, 0);
    gln_table_free(table);
    OK(gln_freq_table(none, NULL, &table, &err));
    CHECK(text_is(table, 2, "status", "no_tokens") && null_at(table, 2, "rate"));
    gln_table_free(table);
    gln_freq_free(freq);
    gln_freq_free(one);
    gln_freq_free(none);
    gln_matcher_free(matcher);
}

/* ---- compare ---- */

enum { DAYS = 12, LENGTH = 20, MOST_TOKENS = 64 };

/* One article a day from a year's first day on: hits of k among LENGTH tokens, the others x; `times` such texts. */
typedef struct series {
    char ids[DAYS][40];
    char texts[DAYS][2 * MOST_TOKENS + 1];
    page pages[DAYS];
} series;

static void fill(series *s, int year, const int *hits, size_t n, int times, const char *hit)
{
    for (size_t i = 0; i < n; i++) {
        int at = 0;
        for (int t = 0; t < times; t++) {
            for (int k = 0; k < LENGTH; k++) {
                at += snprintf(s->texts[i] + at, 3, "%s ", k < hits[i] ? hit : "x");
            }
        }
        snprintf(s->ids[i], sizeof s->ids[i], "%d-%02zu", year, i);
        s->pages[i] = (page){s->ids[i], {(int16_t)year, 1, (int8_t)(i + 1)}, s->texts[i]};
    }
}

static const int many[DAYS] = {3, 1, 2, 4, 3, 2, 5, 1, 3, 2, 4, 3}, few[DAYS] = {1, 0, 2, 1, 0, 1, 3, 0, 1, 2, 1, 0};

static void compare(const series *a, size_t n_a, const series *b, size_t n_b, const gln_matcher *matcher,
                    gln_table **rows, gln_table **summary)
{
    gln_error err = GLN_ERROR_INIT;
    gln_freq *first = freq_of(a->pages, n_a, matcher), *second = freq_of(b->pages, n_b, matcher);
    OK(gln_compare_tables(first, second, NULL, rows, summary, &err));
    gln_freq_free(first);
    gln_freq_free(second);
}

static void test_compare(void)
{
    series a, b;
    gln_table *rows = NULL, *summary = NULL;
    fill(&a, 2020, many, DAYS, 1, "k");
    fill(&b, 2021, few, DAYS, 1, "k");
    compare(&a, DAYS, &b, DAYS, NULL, &rows, &summary);
    CHECK(gln_table_n_rows(rows) == 2 && text_is(rows, 0, "term", "k") && text_is(rows, 1, "term", "x"));
    CHECK(integer(rows, 0, "count_a") == 33 && integer(rows, 0, "count_b") == 12);
    CHECK(integer(rows, 0, "doc_freq_a") == 12 && integer(rows, 0, "doc_freq_b") == 8);
    CHECK_NEAR(number(rows, 0, "rate_a"), 137500, 1e-12, 0);
    CHECK_NEAR(number(rows, 0, "log_ratio"), 1.4594316186372973, 1e-9, 0);
    CHECK_NEAR(number(rows, 0, "g2"), 11.205068077851056, 1e-9, 0);
    CHECK_NEAR(number(rows, 0, "g2_ln_p"), -7.1114120146365885, 1e-9, 0);
    CHECK_NEAR(number(rows, 0, "log_odds_z"), 1.9582250732387625, 1e-9, 0);
    CHECK(number(rows, 0, "phi") == 1);
    CHECK_NEAR(number(rows, 0, "p"), 0.004207540955722955, 1e-7, 0);         /* the F test */
    CHECK_NEAR(number(rows, 1, "p"), 0.32607705111951329, 1e-7, 0);          /* the exact mid-p is the less sure */
    CHECK_NEAR(number(rows, 0, "p_adj"), 2 * 0.004207540955722955, 1e-7, 0); /* of two tests */
    CHECK_NEAR(number(rows, 0, "ln_p_adj"), log(2 * 0.004207540955722955), 1e-7, 0);
    CHECK(number(rows, 0, "p_permutation") < .01 && number(rows, 0, "p_permutation") >= .001);
    CHECK(text_is(rows, 0, "p_unit", "issue") && text_is(rows, 0, "status", "ok") && text_is(rows, 0, "caveats", "[]"));
    CHECK(number(rows, 0, "log_ratio_low") > 0 && number(rows, 0, "lrc") > 0);
    CHECK(number(rows, 0, "lrc") < number(rows, 0, "log_ratio_low") && number(rows, 1, "lrc") == 0);
    CHECK(integer(summary, 0, "m_tests") == 2 && integer(summary, 0, "n_significant") == 1);
    CHECK(integer(summary, 0, "units_a") == 12 && integer(summary, 0, "tokens_b") == 240);
    CHECK_NEAR(number(summary, 0, "min_attainable_p"), 3.698011505253395e-07, 1e-9, 0);
    CHECK(number(summary, 0, "overlap") == 1 && text_is(summary, 0, "status", "ok"));
    CHECK(number(summary, 0, "jsd_tested") > number(summary, 0, "jsd_null_q95") && number(summary, 0, "jsd_p") < .05);
    CHECK_NEAR(number(summary, 0, "jsd_tested"), number(summary, 0, "jsd_weighted"), 1e-9, 0);
    gln_table_free(rows);
    gln_table_free(summary);
}

/* Bursts: the same test with a dispersion above 1, and the caveat that G2 does not know of. */
static void test_compare_bursts(void)
{
    static const int bursts[DAYS] = {9, 0, 0, 1, 0, 8, 0, 0, 2, 0, 0, 7},
                     rest[DAYS] = {0, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0};
    series a, b;
    gln_table *rows = NULL, *summary = NULL;
    fill(&a, 2020, bursts, DAYS, 1, "k");
    fill(&b, 2021, rest, DAYS, 1, "k");
    compare(&a, DAYS, &b, DAYS, NULL, &rows, &summary);
    size_t k = row_of(rows, "k");
    CHECK_NEAR(number(rows, k, "phi"), 5.066115702479339, 1e-9, 0);
    CHECK_NEAR(number(rows, k, "p"), 0.1053182827361514, 1e-7, 0);
    CHECK(exp(number(rows, k, "g2_ln_p")) < .001 && number(rows, k, "p_permutation") > .05);
    CHECK(number(rows, k, "lrc") == 0);
    gln_table_free(rows);
    gln_table_free(summary);
}

/* Swapping the sides turns effects round and leaves tests; doubling every text doubles G2. */
static void test_compare_metamorphic(void)
{
    static const char *const turned[] = {"log_ratio", "lrc", "log_odds_z"}, *const kept[] = {"g2", "p", "phi", "p_adj"};
    series a, b, a2, b2;
    gln_table *rows = NULL, *summary = NULL, *swapped = NULL, *swapped_summary = NULL, *twice = NULL, *more = NULL;
    fill(&a, 2020, many, DAYS, 1, "k");
    fill(&b, 2021, few, DAYS, 1, "k");
    fill(&a2, 2020, many, DAYS, 2, "k");
    fill(&b2, 2021, few, DAYS, 2, "k");
    compare(&a, DAYS, &b, DAYS, NULL, &rows, &summary);
    compare(&b, DAYS, &a, DAYS, NULL, &swapped, &swapped_summary);
    compare(&a2, DAYS, &b2, DAYS, NULL, &twice, &more);
    for (size_t i = 0; i < 2; i++) {
        for (size_t c = 0; c < sizeof turned / sizeof *turned; c++) {
            CHECK_NEAR(number(swapped, i, turned[c]), -number(rows, i, turned[c]), 1e-12, 1e-12);
        }
        for (size_t c = 0; c < sizeof kept / sizeof *kept; c++) {
            CHECK_NEAR(number(swapped, i, kept[c]), number(rows, i, kept[c]), 1e-9, 0);
        }
        CHECK_NEAR(number(swapped, i, "log_ratio_low"), -number(rows, i, "log_ratio_high"), 1e-9, 0);
        CHECK_NEAR(number(twice, i, "g2"), 2 * number(rows, i, "g2"), 1e-12, 0);
        CHECK_NEAR(number(twice, i, "log_ratio"), number(rows, i, "log_ratio"), 1e-12, 0);
    }
    CHECK_NEAR(number(swapped_summary, 0, "jsd"), number(summary, 0, "jsd"), 1e-12, 0);
    gln_table_free(rows);
    gln_table_free(summary);
    gln_table_free(swapped);
    gln_table_free(swapped_summary);
    gln_table_free(twice);
    gln_table_free(more);
}

/* Few issues: articles are the units, and too few of them say nothing. */
static void test_compare_units(void)
{
    series a, b, other;
    gln_table *rows = NULL, *summary = NULL;
    fill(&a, 2020, many, DAYS, 1, "k");
    fill(&b, 2021, few, DAYS, 1, "k");
    fill(&other, 2021, few, DAYS, 1, "o");
    compare(&a, 9, &b, 9, NULL, &rows, &summary);
    CHECK(text_is(rows, 0, "p_unit", "article") && text_is(rows, 0, "caveats", "[\"clustered\",\"few_units\"]"));
    CHECK(text_is(rows, 0, "status", "ok") && null_at(summary, 0, "acf1_a"));
    gln_table_free(rows);
    gln_table_free(summary);

    compare(&a, 1, &b, 9, NULL, &rows, &summary); /* ten relabellings: p is at least .1 */
    CHECK(text_is(rows, 0, "status", "descriptive_only") && text_is(summary, 0, "status", "descriptive_only"));
    CHECK(number(rows, 0, "p") >= .1 && null_at(rows, 0, "p_adj") && !null_at(rows, 0, "log_odds_z"));
    gln_table_free(rows);
    gln_table_free(summary);

    compare(&a, 1, &b, 1, NULL, &rows, &summary); /* no dispersion from two articles */
    CHECK(text_is(rows, 0, "status", "descriptive_only") && null_at(rows, 0, "p") && null_at(rows, 0, "lrc"));
    CHECK(!null_at(rows, 0, "g2"));
    gln_table_free(rows);
    gln_table_free(summary);

    compare(&a, DAYS, &other, DAYS, NULL, &rows, &summary); /* k in A only, o in B only */
    size_t k = row_of(rows, "k"), o = row_of(rows, "o");
    CHECK(text_is(rows, k, "status", "one_sided") && null_at(rows, k, "log_ratio") &&
          null_at(rows, k, "dp_articles_b"));
    CHECK(text_is(rows, k, "unbounded", "above") && text_is(rows, o, "unbounded", "below"));
    CHECK(number(rows, k, "log_ratio_low") > 0 && null_at(rows, k, "log_ratio_high"));
    CHECK(number(rows, k, "lrc") > 0 && number(rows, o, "lrc") < 0);
    gln_table_free(rows);
    gln_table_free(summary);
}

/* What cannot be tested: an empty side, the same articles on both. */
static void test_compare_edges(void)
{
    static const char *const terms[] = {"zz", "k"};
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = matcher_of(terms, 2);
    series a, b;
    gln_table *rows = NULL, *summary = NULL;
    fill(&a, 2020, many, DAYS, 1, "k");
    fill(&b, 2021, few, DAYS, 1, "k");
    compare(&a, DAYS, &b, 0, NULL, &rows, &summary);
    CHECK(gln_table_n_rows(rows) == 2 && text_is(rows, 0, "status", "no_tokens") && null_at(rows, 0, "rate_b"));
    CHECK(null_at(rows, 0, "g2") && null_at(rows, 0, "p") && text_is(summary, 0, "status", "no_tokens"));
    CHECK(null_at(summary, 0, "jsd"));
    gln_table_free(rows);
    gln_table_free(summary);

    compare(&a, DAYS, &a, DAYS, NULL, &rows, &summary);
    CHECK(text_is(rows, 0, "status", "overlapping") && null_at(rows, 0, "p") && number(rows, 0, "log_ratio") == 0);
    CHECK(integer(summary, 0, "shared_articles") == 12 && integer(summary, 0, "shared_issues") == 12);
    CHECK(number(summary, 0, "jsd") < 1e-12 && null_at(summary, 0, "jsd_p"));
    gln_table_free(rows);
    gln_table_free(summary);

    compare(&a, DAYS, &b, DAYS, matcher, &rows, &summary);
    size_t z = row_of(rows, "zz"), k = row_of(rows, "k");
    CHECK(text_is(rows, z, "status", "no_hits") && null_at(rows, z, "p") && number(rows, z, "rate_a") == 0);
    CHECK(text_is(rows, k, "match", "string") && !null_at(rows, k, "p_permutation"));
    CHECK_NEAR(number(rows, k, "p_adj"), 0.004207540955722955, 1e-7, 0); /* zz is no test */
    CHECK(text_is(summary, 0, "status", "given_terms") && null_at(summary, 0, "jsd") && null_at(summary, 0, "types_a"));
    gln_table_free(rows);
    gln_table_free(summary);

    gln_freq *words = freq_of(a.pages, 1, NULL), *given = freq_of(a.pages, 1, matcher);
    CHECK(gln_compare_tables(words, given, NULL, &rows, &summary, &err) == GLN_ERR_USAGE);
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    options.alpha = 0;
    CHECK(gln_compare_tables(words, words, &options, &rows, &summary, &err) == GLN_ERR_USAGE);
    gln_freq_free(words);
    gln_freq_free(given);
    gln_matcher_free(matcher);
}

/* Blocks: rates that remember the day before, and two pairs in one table. */
static void test_compare_blocks(void)
{
    static const int slow[DAYS] = {1, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 7},
                     back[DAYS] = {7, 7, 6, 6, 5, 5, 4, 3, 2, 2, 1, 1};
    gln_error err = GLN_ERROR_INIT;
    series a, b;
    gln_table *rows = NULL, *summary = NULL;
    fill(&a, 2020, slow, DAYS, 1, "k");
    fill(&b, 2021, back, DAYS, 1, "k");
    gln_freq *first = freq_of(a.pages, DAYS, NULL), *second = freq_of(b.pages, DAYS, NULL);
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    options.label_a = GLN_LIT("early");
    options.top = 1;
    OK(gln_compare_begin(&rows, &summary, &err));
    OK(gln_compare_append(first, second, &options, rows, summary, &err));
    OK(gln_compare_append(second, first, &options, rows, summary, &err));
    CHECK(gln_table_n_rows(rows) == 2 && gln_table_n_rows(summary) == 2);
    CHECK(text_is(rows, 0, "a", "early") && text_is(rows, 0, "b", "B"));
    CHECK(text_is(rows, 0, "p_unit", "block") && text_is(rows, 0, "caveats", "[\"autocorrelated\",\"few_units\"]"));
    CHECK(integer(summary, 0, "block_length") == 2 && integer(summary, 0, "units_a") == 6);
    CHECK(number(summary, 0, "acf1_a") > .5 && integer(summary, 0, "permutations") == 924); /* C(12, 6) */
    gln_table_free(rows);
    gln_table_free(summary);
    gln_freq_free(first);
    gln_freq_free(second);
}

/* Two articles: (1/2, 1/2) and (1, 0) are .31128 bits apart. */
static void test_divergence(void)
{
    static const page pages[] = {{"d1", {2020, 1, 1}, "u v"}, {"d2", {2020, 1, 2}, "u u"}};
    gln_error err = GLN_ERROR_INIT;
    gln_freq *a = freq_of(pages, 1, NULL), *b = freq_of(pages + 1, 1, NULL);
    gln_table *rows = NULL, *summary = NULL;
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    options.min_count = 1;
    OK(gln_compare_tables(a, b, &options, &rows, &summary, &err));
    CHECK_NEAR(number(summary, 0, "jsd"), 0.31127812445913283, 1e-12, 0);
    CHECK_NEAR(number(summary, 0, "cosine"), 0.7071067811865475, 1e-12, 0);
    CHECK_NEAR(number(summary, 0, "overlap"), .5, 1e-12, 0);
    CHECK_NEAR(number(summary, 0, "jsd_null_bias"), 1 / (2 * log(2) * 4), 1e-12, 0);
    CHECK(number(summary, 0, "jsd_p") == 1);
    gln_table_free(rows);
    gln_table_free(summary);
    gln_freq_free(a);
    gln_freq_free(b);
}

/* ---- cooc ---- */

static gln_table *cooc_of(const char *text, const char *const *terms, size_t n, const gln_cooc_options *options)
{
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = matcher_of(terms, n);
    gln_counter_options counter = {
        .analyzer = analyzer, .matcher = matcher, .context = GLN_CONTEXT_WINDOW, .window = 2};
    page p = {"c1", {2020, 1, 1}, text};
    gln_article article;
    gln_paragraph paragraph;
    gln_issue issue = issue_of(&p, &article, &paragraph);
    gln_cooc *cooc = NULL;
    gln_table *table = NULL;
    OK(gln_cooc_new(&counter, &cooc, &err));
    OK(gln_cooc_add(cooc, &issue, &err));
    OK(gln_cooc_table(cooc, options, &table, &err));
    gln_cooc_free(cooc);
    gln_matcher_free(matcher);
    return table;
}

static void test_cooc(void)
{
    static const char text[] = "x a b a. b c a b b. a a b. c b.";
    static const char *const terms[] = {"q", "a"};
    gln_table *t = cooc_of(text, terms, 2, NULL);
    CHECK(gln_table_n_rows(t) == 2);
    CHECK(text_is(t, 0, "node", "q") && text_is(t, 0, "status", "no_hits") && text_is(t, 0, "collocate", ""));
    CHECK(text_is(t, 1, "node", "a") && text_is(t, 1, "collocate", "b") && text_is(t, 1, "status", "ok"));
    CHECK(integer(t, 1, "observed") == 5 && integer(t, 1, "node_contexts") == 7);
    CHECK(integer(t, 1, "collocate_count") == 6 && integer(t, 1, "total") == 9 && integer(t, 1, "node_count") == 5);
    CHECK_NEAR(number(t, 1, "expected"), 4.666666666666667, 1e-12, 0);
    CHECK_NEAR(number(t, 1, "g2"), 0.3088920668732493, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "g2_ln_p"), -0.5475572895236082, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "log_dice"), 13.62148837674627, 1e-12, 0);
    CHECK_NEAR(number(t, 1, "pmi"), 0.09953567355091437, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "npmi"), 0.11737740171162346, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "mi3"), 4.743391863325639, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "t"), 0.14907119849998585, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "delta_p_1"), 0.2142857142857143, 1e-9, 0);
    CHECK_NEAR(number(t, 1, "delta_p_2"), 0.16666666666666674, 1e-9, 0);
    CHECK(text_is(t, 1, "direction", "attraction"));
    gln_table_free(t);
}

static void test_cooc_options(void)
{
    static const char text[] = "x a b a. b c a b b. a a b. c b.";
    static const char *const terms[] = {"a"};
    gln_cooc_options options = GLN_COOC_OPTIONS_INIT;
    options.min_count = 1;
    gln_table *t = cooc_of(text, terms, 1, &options);
    CHECK(gln_table_n_rows(t) == 3); /* b, x attracted, c repelled; a itself is none */
    CHECK(text_is(t, 2, "collocate", "c") && text_is(t, 2, "direction", "repulsion"));
    CHECK(number(t, 2, "g2") >= 0 && number(t, 0, "g2") >= number(t, 1, "g2"));
    gln_table_free(t);
    options.top = 1;
    t = cooc_of(text, terms, 1, &options);
    CHECK(gln_table_n_rows(t) == 1);
    gln_table_free(t);

    options = (gln_cooc_options){.counting = GLN_COOC_PAIRS, .min_count = 2};
    t = cooc_of(text, terms, 1, &options);
    CHECK(gln_table_n_rows(t) == 1 && text_is(t, 0, "collocate", "b") && text_is(t, 0, "status", "pairs"));
    CHECK(integer(t, 0, "observed") == 7 && integer(t, 0, "total") == 14 && integer(t, 0, "node_contexts") == 5);
    CHECK_NEAR(number(t, 0, "expected"), 5.274725274725275, 1e-12, 0);
    CHECK_NEAR(number(t, 0, "simple_ll"), 0.5112202728337234, 1e-9, 0);
    CHECK_NEAR(number(t, 0, "g2_ln_p"), -0.7452595767701203, 1e-9, 0);
    CHECK(null_at(t, 0, "g2") && null_at(t, 0, "delta_p_1"));
    gln_table_free(t);
    options.min_count = 100;
    t = cooc_of(text, terms, 1, &options);
    CHECK(gln_table_n_rows(t) == 1 && text_is(t, 0, "status", "no_collocates"));
    gln_table_free(t);
}

/* ---- kwic ---- */

static const page lines[] = {
    {"l1", {2020, 1, 1}, "beta k Delta"},
    {"l2", {2020, 1, 2}, "alpha k gamma"},
    {"l3", {2020, 0, 0}, "zeta K  alpha"},
    {"l4", {2020, 1, 4}, "delta k"},
};

static gln_table *kwic_of(const gln_kwic_options *options)
{
    static const char *const terms[] = {"k"};
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = matcher_of(terms, 1);
    gln_counter_options counter = {.analyzer = analyzer, .matcher = matcher, .window = 20};
    gln_kwic *kwic = NULL;
    gln_table *table = NULL;
    OK(gln_kwic_new(&counter, &kwic, &err));
    for (size_t i = 0; i < 4; i++) {
        gln_article article;
        gln_paragraph paragraph;
        gln_issue issue = issue_of(&lines[i], &article, &paragraph);
        OK(gln_kwic_add(kwic, &issue, &err));
    }
    OK(gln_kwic_table(kwic, options, &table, &err));
    gln_kwic_free(kwic);
    gln_matcher_free(matcher);
    return table;
}

static bool order_is(const gln_table *table, const char *const *ids, size_t n)
{
    bool held = gln_table_n_rows(table) == n;
    for (size_t i = 0; i < n && held; i++) {
        held = text_is(table, i, "article", ids[i]);
    }
    return held;
}

static void test_kwic(void)
{
    gln_table *t = kwic_of(NULL);
    CHECK(order_is(t, (const char *const[]){"l3", "l1", "l2", "l4"}, 4));
    CHECK(text_is(t, 0, "match_text", "K") && text_is(t, 0, "status", "undated") && null_at(t, 0, "date"));
    CHECK(text_is(t, 1, "left", "beta ") && text_is(t, 1, "right", " Delta") && text_is(t, 1, "date", "2020-01-01"));
    CHECK(text_is(t, 3, "right", "") && null_at(t, 1, "line") && text_is(t, 1, "newspaper", "P"));
    gln_table_free(t);

    gln_kwic_options options = GLN_KWIC_OPTIONS_INIT;
    options.sort = GLN_KWIC_RIGHT; /* "", alpha, delta (folded), gamma */
    t = kwic_of(&options);
    CHECK(order_is(t, (const char *const[]){"l4", "l3", "l1", "l2"}, 4));
    gln_table_free(t);
    options.sort = GLN_KWIC_LEFT; /* ahpla, ateb, atez, atled */
    t = kwic_of(&options);
    CHECK(order_is(t, (const char *const[]){"l2", "l1", "l3", "l4"}, 4));
    gln_table_free(t);
    options.limit = 2;
    t = kwic_of(&options);
    CHECK(order_is(t, (const char *const[]){"l2", "l1"}, 2));
    gln_table_free(t);
}

/* A sample is the same each time, keeps the order, and reaches every line. */
static void test_kwic_sample(void)
{
    static const char *const all[] = {"l3", "l1", "l2", "l4"};
    gln_kwic_options options = GLN_KWIC_OPTIONS_INIT;
    options.sample = 2;
    unsigned seen[4] = {0};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        options.seed = seed;
        gln_table *t = kwic_of(&options), *again = kwic_of(&options);
        size_t last = 0;
        CHECK(gln_table_n_rows(t) == 2);
        for (size_t i = 0; i < 2; i++) {
            gln_slice id = cell(t, i, "article")->as.text;
            CHECK(gln_slice_equal(id, cell(again, i, "article")->as.text));
            for (size_t k = 0; k < 4; k++) {
                if (gln_slice_equal(id, gln_slice_of(all[k]))) {
                    CHECK(i == 0 || k > last);
                    last = k;
                    seen[k]++;
                }
            }
        }
        gln_table_free(t);
        gln_table_free(again);
    }
    CHECK(seen[0] > 8 && seen[1] > 8 && seen[2] > 8 && seen[3] > 8);
}

int main(void)
{
    gln_error err = GLN_ERROR_INIT;
    OK(gln_analyzer_new(NULL, &analyzer, &err));
    test_freq();
    test_freq_given();
    test_compare();
    test_compare_bursts();
    test_compare_metamorphic();
    test_compare_units();
    test_compare_edges();
    test_compare_blocks();
    test_divergence();
    test_cooc();
    test_cooc_options();
    test_kwic();
    test_kwic_sample();
    gln_analyzer_free(analyzer);
    return check_report("test_measures");
}
