/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library in use: a folder and a term in, the monthly series and its tests out as JSON.
 *
 *     cc -std=c17 -o example example.c $(pkg-config --cflags --libs guanlan) && ./example corpora/sample 数字乡村 */
#include "guanlan/report.h"
#include "guanlan/trend.h"
#include "guanlan/version.h"

static gln_status write(const gln_table *trend, const gln_table *tests, gln_error *err)
{
    gln_stream out = {stdout, "standard output", false};
    const gln_table *const tables[] = {trend, tests};
    gln_provenance made_with = {.tool = "guanlan", .version = GLN_VERSION};
    gln_report report = {.name = "trend", .provenance = made_with, .tables = tables, .n_tables = 2};
    return gln_report_write(&report, NULL, gln_stream_sink(&out), err);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : "corpora/sample";
    const char *const terms[] = {argc > 2 ? argv[2] : "数字乡村"};
    gln_corpus *corpus = NULL;
    gln_analyzer *analyzer = NULL;
    gln_matcher *matcher = NULL;
    gln_series *series = NULL;
    gln_trend_options by_month = GLN_TREND_OPTIONS_INIT;
    gln_trend_report report = {.trend = NULL};
    gln_error err = GLN_ERROR_INIT;
    bool done = gln_corpus_new(&corpus, &err) == GLN_OK && gln_corpus_add(corpus, folder, &err) == GLN_OK &&
                gln_corpus_close(corpus, &err) == GLN_OK && gln_analyzer_new(NULL, &analyzer, &err) == GLN_OK &&
                gln_matcher_new(analyzer, terms, 1, GLN_MATCH_STRING, &matcher, &err) == GLN_OK;
    gln_counter_options counted = {.analyzer = analyzer, .matcher = matcher};
    done = done && gln_series_new(&counted, &series, &err) == GLN_OK &&
           gln_counters_run(corpus, NULL, &(gln_counters){.series = series}, NULL, NULL, &err) == GLN_OK &&
           gln_trend_tables(series, &by_month, &report, &err) == GLN_OK &&
           write(report.trend, report.tests, &err) == GLN_OK;
    if (!done) {
        char text[2048];
        (void)fprintf(stderr, "example: %s\n", gln_error_text(&err, text, sizeof text));
    }
    gln_trend_report_free(&report);
    gln_series_free(series);
    gln_matcher_free(matcher);
    gln_analyzer_free(analyzer);
    gln_corpus_free(corpus);
    return done ? 0 : 1;
}
