/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must happen to a comparison when its data are changed in a known way: sides swapped, every article doubled,
 * articles in another order. Over the sample, and over real texts where somebody has put them beside the repository. */
#include "../unit/check.h"
#include "core/buffer.h"
#include "guanlan/comparison.h"
#include "guanlan/network.h"
#include "guanlan/report.h"

#include <stdlib.h>
#include <unistd.h>

static gln_error err = GLN_ERROR_INIT;

/* Counts the issues of one side, once or (as those of a second newspaper) twice, articles forwards or backwards. */
typedef struct side {
    gln_freq *freq;
    const char *from, *to; /* years */
    bool twice, backwards;
} side;

static gln_status add(const side *s, const gln_issue *issue)
{
    gln_issue copy = *issue;
    gln_article *articles = calloc(issue->n_articles + 1, sizeof *articles);
    char name[256];
    if (!articles) {
        return GLN_ERR_NOMEM;
    }
    for (size_t i = 0; i < issue->n_articles; i++) {
        articles[i] = issue->articles[s->backwards ? issue->n_articles - 1 - i : i];
    }
    copy.articles = articles;
    gln_status status = gln_freq_add(s->freq, &copy, &err);
    if (s->twice && status == GLN_OK) {
        (void)snprintf(name, sizeof name, "%.*s again", (int)issue->newspaper.len, issue->newspaper.ptr);
        copy.newspaper = gln_slice_of(name);
        status = gln_freq_add(s->freq, &copy, &err);
    }
    free(articles);
    return status;
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *e)
{
    const side *s = context;
    (void)e;
    int year = issue->date.year;
    return year >= atoi(s->from) && year <= atoi(s->to) ? add(s, issue) : GLN_OK;
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *e)
{
    (void)context, (void)reject, (void)e;
    return GLN_OK;
}

static gln_freq *count(const gln_corpus *corpus, const gln_analyzer *analyzer, side s)
{
    gln_counter_options options = {.analyzer = analyzer};
    gln_visitor visitor = {&s, on_issue, on_reject};
    CHECK(gln_freq_new(&options, &s.freq, &err) == GLN_OK);
    size_t n = gln_corpus_n_items(corpus);
    for (size_t i = 0; i < n; i++) {
        CHECK(gln_corpus_read(corpus, s.backwards ? n - 1 - i : i, &visitor, &err) == GLN_OK);
    }
    return s.freq;
}

static gln_table *compared(const gln_freq *a, const gln_freq *b, gln_table **summary)
{
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    gln_table *table = NULL;
    options.min_count = 10;
    options.check = 5;
    options.permutations = 49;
    CHECK(gln_compare_tables(a, b, &options, &table, summary, &err) == GLN_OK);
    return table;
}

static double number(const gln_table *table, size_t row, const char *column)
{
    const gln_cell *cell = gln_table_cell(table, row, gln_table_find(table, column));
    return cell->null ? (double)NAN : cell->as.number;
}

/* The row of a term. */
static size_t row_of(const gln_table *table, gln_slice term)
{
    size_t column = gln_table_find(table, "term");
    for (size_t i = 0; i < gln_table_n_rows(table); i++) {
        if (gln_slice_equal(gln_table_cell(table, i, column)->as.text, term)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static gln_slice term_of(const gln_table *table, size_t row)
{
    return gln_table_cell(table, row, gln_table_find(table, "term"))->as.text;
}

static gln_status keep(void *context, const char *bytes, size_t n, gln_error *e)
{
    (void)e;
    gln_buffer__put(context, (gln_slice){bytes, n});
    return GLN_OK;
}

static gln_buffer written(const gln_table *const *tables, size_t n)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_report report = {.name = "metamorphic", .tables = tables, .n_tables = n};
    report.provenance.tool = "test";
    gln_report_options options = GLN_REPORT_OPTIONS_INIT;
    options.full_precision = true;
    CHECK(gln_report_write(&report, &options, (gln_sink){keep, &out}, &err) == GLN_OK);
    return out;
}

static void swapped(const gln_table *ab, const gln_freq *a, const gln_freq *b)
{
    static const char *const flip[] = {"log_ratio", "lrc", "log_odds_z"};
    static const char *const same[] = {"g2", "g2_ln_p", "phi", "ln_p", "ln_p_adj"};
    gln_table *summary = NULL, *ba = compared(b, a, &summary);
    for (size_t i = 0; i < gln_table_n_rows(ab); i++) {
        size_t k = row_of(ba, term_of(ab, i));
        if (!CHECK(k != SIZE_MAX)) {
            break;
        }
        for (size_t f = 0; f < 3; f++) {
            CHECK_NEAR(number(ba, k, flip[f]), -number(ab, i, flip[f]), 1e-9, 1e-9);
        }
        for (size_t f = 0; f < 5; f++) {
            CHECK_NEAR(number(ba, k, same[f]), number(ab, i, same[f]), 1e-9, 1e-9);
        }
        CHECK_NEAR(number(ba, k, "log_ratio_low"), -number(ab, i, "log_ratio_high"), 1e-9, 1e-9);
    }
    gln_table_free(ba);
    gln_table_free(summary);
}

static void doubled(const gln_table *ab, const gln_freq *a, const gln_freq *b)
{
    gln_table *summary = NULL, *twice = compared(a, b, &summary);
    size_t found = 0;
    for (size_t i = 0; i < gln_table_n_rows(ab); i++) {
        size_t k = row_of(twice, term_of(ab, i));
        if (!CHECK(k != SIZE_MAX)) {
            break;
        }
        found++;
        CHECK_NEAR(number(twice, k, "g2"), 2 * number(ab, i, "g2"), 1e-9, 1e-9);
        CHECK_NEAR(number(twice, k, "log_ratio"), number(ab, i, "log_ratio"), 1e-12, 1e-12);
        CHECK_NEAR(number(twice, k, "rate_a"), number(ab, i, "rate_a"), 1e-12, 1e-12);
        CHECK_NEAR(number(twice, k, "dp_articles_a"), number(ab, i, "dp_articles_a"), 1e-9, 1e-9);
    }
    CHECK(found > 20);
    gln_table_free(twice);
    gln_table_free(summary);
}

static void ordered(const gln_freq *a, const gln_freq *b, const gln_freq *a2, const gln_freq *b2)
{
    gln_table *first[5], *second[5];
    gln_network_options options = GLN_NETWORK_OPTIONS_INIT;
    options.nodes = 150;
    options.bootstrap = 5;
    options.all_measures = true;
    first[0] = compared(a, b, &first[1]);
    second[0] = compared(a2, b2, &second[1]);
    CHECK(gln_network_tables(a, b, &options, &first[2], &first[3], &first[4], &err) == GLN_OK);
    CHECK(gln_network_tables(a2, b2, &options, &second[2], &second[3], &second[4], &err) == GLN_OK);
    gln_buffer one = written((const gln_table *const *)(uintptr_t)first, 5);
    gln_buffer two = written((const gln_table *const *)(uintptr_t)second, 5);
    CHECK(one.len > 1000 && gln_slice_equal(gln_buffer__slice(&one), gln_buffer__slice(&two)));
    gln_buffer__free(&one);
    gln_buffer__free(&two);
    for (int i = 0; i < 5; i++) {
        gln_table_free(first[i]);
        gln_table_free(second[i]);
    }
}

static void run(const char *folder, const char *years[4])
{
    gln_corpus *corpus = NULL;
    gln_analyzer *analyzer = NULL;
    gln_analyzer_options plain = {0};
    gln_freq *freqs[6];
    gln_table *summary = NULL;
    CHECK(gln_corpus_new(&corpus, &err) == GLN_OK);
    CHECK(gln_corpus_add(corpus, folder, &err) == GLN_OK);
    CHECK(gln_corpus_close(corpus, &err) == GLN_OK);
    CHECK(gln_analyzer_new(&plain, &analyzer, &err) == GLN_OK);
    for (int i = 0; i < 6; i++) {
        side s = {NULL, years[2 * (i % 2)], years[2 * (i % 2) + 1], i / 2 == 1, i / 2 == 2};
        freqs[i] = count(corpus, analyzer, s);
    }
    gln_table *ab = compared(freqs[0], freqs[1], &summary);
    printf("%s: %zu terms\n", folder, gln_table_n_rows(ab));
    swapped(ab, freqs[0], freqs[1]);
    doubled(ab, freqs[2], freqs[3]);
    ordered(freqs[0], freqs[1], freqs[4], freqs[5]);
    gln_table_free(ab);
    gln_table_free(summary);
    for (int i = 0; i < 6; i++) {
        gln_freq_free(freqs[i]);
    }
    gln_analyzer_free(analyzer);
    gln_corpus_free(corpus);
}

int main(void)
{
    static const char real[] = "../shared/data/inaugural";
    run("corpora/sample", (const char *[]){"2021", "2021", "2023", "2023"});
    if (access(real, R_OK) == 0) {
        run(real, (const char *[]){"1789", "1900", "1901", "2100"});
    }
    return check_report("metamorphic");
}
