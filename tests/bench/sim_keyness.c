/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often does the default test of keyness call a word different where nothing is? Unadjusted, nominal 5 %.
 *
 *     sim_keyness [FOLDER]
 *
 * Not part of the suite: its table is quoted in src/measure/README.md. The same folder gives the same table. Words are
 * tested by gln_compare__views as `compare` does; every word is a null replicate, 4,000 a row; a share of .05 has a
 * standard error of .0034.
 *
 * Made-up words: gamma-Poisson in articles of 500 tokens with dispersion theta (variance m + m^2/theta) and mean m a
 * article. Units: articles (4 issues of 40 articles a side), or issues (20 of 10 a side).
 * FOLDER, a year of daily issues (../shared/data/xwlb-2023): articles, days or whole weeks are dealt out to the two
 * sides at random; the words are those with at least 20 hits, the shares means over 20 deals (of articles: with the
 * test on articles, which each deal spreads over all issues). Beside the default test: the same on articles whatever
 * the rule says.
 */
#include "measure/measure_compare.h"
#include "synthetic.h"

enum { WORDS = 4000, DEALS = 20, LEAST_HITS = 20 };

static gln_error err = GLN_ERROR_INIT;

static void need(gln_status status)
{
    char text[512];
    if (status != GLN_OK) {
        (void)fprintf(stderr, "%s\n", gln_error_text(&err, text, sizeof text));
        exit(1);
    }
}

typedef struct tally {
    double tested, rejected;
    char unit[16];
} tally;

/* Tests every word and counts p <= .05. Given the family's least count. */
static tally compare(const gln_freq_view *a, const gln_freq_view *b, uint64_t least)
{
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    gln_compare_pair pair = {.view = {a, b}, .options = &options};
    gln_table *terms = NULL, *summary = NULL;
    tally t = {0, 0, ""};
    (void)pair;
    options.min_count = least;
    options.check = 0;
    options.permutations = 1;
    need(gln_compare_table__new(&terms, &summary, &err));
    need(gln_compare__views(a, b, &options, terms, summary, &err));
    size_t ln_p = gln_table_find(terms, "ln_p"), unit = gln_table_find(terms, "p_unit");
    for (size_t i = 0; i < gln_table_n_rows(terms); i++) {
        const gln_cell *p = gln_table_cell(terms, i, ln_p);
        gln_slice name = gln_table_cell(terms, i, unit)->as.text;
        (void)snprintf(t.unit, sizeof t.unit, "%.*s", (int)name.len, name.ptr);
        t.tested += !p->null;
        t.rejected += !p->null && p->as.number <= log(0.05);
    }
    gln_table_free(terms);
    gln_table_free(summary);
    return t;
}

/* ---- made-up words ------------------------------------------------------------------------------------------------
 */

static void make_words(gln_freq_view *view, double theta, double mean, const char *names)
{
    gln_freq_term *terms = room(WORDS, sizeof *terms);
    for (size_t w = 0; w < WORDS; w++) {
        gln_freq_posting *postings = room(view->n_docs, sizeof *postings);
        terms[w] = (gln_freq_term){{names + 8 * w, 7}, GLN_NO_ID, 0, postings, 0};
        for (size_t d = 0; d < view->n_docs; d++) {
            uint32_t count = poisson(theta > 0 ? mean / theta * gamma_of(theta) : mean);
            if (count) {
                postings[terms[w].n_postings++] = (gln_freq_posting){(uint32_t)d, count};
                terms[w].count += count;
            }
        }
    }
    view->terms = terms;
    view->n_terms = WORDS;
}

static void free_words(gln_freq_view *view)
{
    for (size_t w = 0; w < view->n_terms; w++) {
        free((void *)(uintptr_t)view->terms[w].postings);
    }
    free((void *)(uintptr_t)view->terms);
}

static void made_up(const char *names)
{
    static const double thetas[] = {0, 2, 0.5, 0.1}, means[] = {1, 0.2, 0.05};
    (void)printf("| words | mean an article | articles | issues |\n| --- | --- | --- | --- |\n");
    for (size_t t = 0; t < 4; t++) {
        for (size_t m = 0; m < 3; m++) {
            char name[32];
            (void)snprintf(name, sizeof name, t ? "theta = %g" : "Poisson", thetas[t]);
            (void)printf("| %s | %g |", name, means[m]);
            for (int issues = 0; issues < 2; issues++) {
                gln_freq_view side[2] = {{0}, {0}};
                for (int s = 0; s < 2; s++) {
                    make_docs(&side[s], issues ? 20 : 4, issues ? 10 : 40, 500, 10000 + 1000 * s);
                    make_words(&side[s], thetas[t], means[m], names);
                }
                tally all = compare(&side[0], &side[1], 1);
                (void)printf(" %.3f |", all.rejected / all.tested);
                free_words(&side[0]);
                free_words(&side[1]);
            }
            (void)printf("\n");
            (void)fflush(stdout);
        }
    }
}

/* ---- a year of issues ---------------------------------------------------------------------------------------------
 */

/* Every article as an issue of its own, at one date: the rule then sees fewer than ten issues' worth of nothing and the
 * test is on articles. */
static void as_articles(gln_freq_view *view)
{
    gln_counted_issue *one = room(1, sizeof *one);
    gln_freq_doc *docs = room(view->n_docs, sizeof *docs);
    memcpy(docs, view->docs, view->n_docs * sizeof *docs);
    *one = view->issues[0];
    for (size_t d = 0; d < view->n_docs; d++) {
        docs[d].issue = 0;
    }
    view->issues = one;
    view->n_issues = 1;
    view->docs = docs;
}

static void shuffle(uint8_t *sides, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)(uniform() * (double)i);
        uint8_t keep = sides[i - 1];
        sides[i - 1] = sides[k];
        sides[k] = keep;
    }
}

/* Groups of `days` consecutive issues, half of them to either side. */
static void deal(const gln_freq_view *view, size_t days, gln_freq_view sides[2])
{
    size_t groups = (view->n_issues + days - 1) / days;
    uint8_t *of_group = room(groups, 1), *keep = room(view->n_issues, 1);
    for (size_t g = 0; g < groups; g++) {
        of_group[g] = g < groups / 2;
    }
    shuffle(of_group, groups);
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < view->n_issues; i++) {
            keep[i] = of_group[i / days] == s;
        }
        need(gln_freq_view__subset(view, keep, &sides[s], &err));
    }
    free(of_group);
    free(keep);
}

static void real(const char *folder)
{
    gln_corpus *corpus = NULL;
    gln_analyzer *analyzer = NULL;
    gln_freq *freq = NULL;
    gln_freq_view view;
    gln_analyzer_options plain = {0};
    need(gln_corpus_new(&corpus, &err));
    need(gln_corpus_add(corpus, folder, &err));
    need(gln_corpus_close(corpus, &err));
    need(gln_analyzer_new(&plain, &analyzer, &err));
    gln_counter_options counted = {.analyzer = analyzer};
    need(gln_freq_new(&counted, &freq, &err));
    need(gln_counters_run(corpus, NULL, &(gln_counters){.freq = freq}, NULL, NULL, &err));
    need(gln_freq__view(freq, &view, &err));
    (void)printf(
        "\n%zu issues, %zu articles\n\n| dealt out | words tested | default test | its unit | on articles |\n| --- "
        "| --- | --- | --- | --- |\n",
        view.n_issues, view.n_docs);
    static const size_t spans[] = {1, 3, 7, 14};
    static const char *const names[] = {"days", "three days", "weeks", "fortnights"};
    for (size_t k = 0; k < 4; k++) {
        tally all = {0, 0, ""}, articles = {0, 0, ""};
        for (int d = 0; d < DEALS; d++) {
            gln_freq_view sides[2];
            deal(&view, spans[k], sides);
            tally one = compare(&sides[0], &sides[1], LEAST_HITS);
            all.tested += one.tested;
            all.rejected += one.rejected;
            memcpy(all.unit, one.unit, sizeof all.unit);
            as_articles(&sides[0]);
            as_articles(&sides[1]);
            one = compare(&sides[0], &sides[1], LEAST_HITS);
            articles.tested += one.tested;
            articles.rejected += one.rejected;
            gln_freq_view__free(&sides[0]);
            gln_freq_view__free(&sides[1]);
        }
        (void)printf("| %s | %.0f | %.3f | %s | %.3f |\n", names[k], all.tested / DEALS, all.rejected / all.tested,
                     all.unit, articles.rejected / articles.tested);
        (void)fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    char *names = room(WORDS, 8);
    for (size_t w = 0; w < WORDS; w++) {
        (void)snprintf(names + 8 * w, 8, "w%06zu", w);
    }
    made_up(names);
    if (argc > 1) {
        real(argv[1]);
    }
    free(names);
    return 0;
}
