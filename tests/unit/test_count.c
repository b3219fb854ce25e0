/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters on issues made by hand. Texts are of single letters and plain words, so that the cut is the same whatever
 * the lexicon holds. */
#include "check.h"
#include "count/cooc_view.h"
#include "count/freq_view.h"
#include "count/kwic_view.h"
#include "count/series_view.h"
#include "guanlan/counter.h"

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

static bool is(gln_slice s, const char *text)
{
    return gln_slice_equal(s, gln_slice_of(text));
}

static gln_matcher *matcher_of(const char *const *terms, size_t n)
{
    gln_error err = GLN_ERROR_INIT;
    gln_matcher *matcher = NULL;
    OK(gln_matcher_new(analyzer, terms, n, GLN_MATCH_STRING, &matcher, &err));
    return matcher;
}

/* An article of one headline line (or none) and paragraphs. */
enum { MOST_PARAGRAPHS = 4 };

typedef struct page {
    gln_headline_line headline;
    gln_paragraph body[MOST_PARAGRAPHS];
    gln_article article;
} page;

static void fill(page *p, const char *id, uint32_t order, const char *headline, const char *const *body)
{
    memset(p, 0, sizeof *p);
    p->article.id = gln_slice_of(id);
    p->article.order = order;
    if (headline) {
        p->headline = (gln_headline_line){gln_slice_of(headline), gln_slice_of(headline), 7, GLN_HEADLINE_MAIN};
        p->article.headline = &p->headline;
        p->article.n_headline = 1;
        p->article.headline_joined = gln_slice_of(headline);
    }
    for (size_t i = 0; i < MOST_PARAGRAPHS && body[i]; i++) {
        p->body[i] = (gln_paragraph){gln_slice_of(body[i]), NULL, 0, SIZE_MAX};
        p->article.n_body = i + 1;
    }
    p->article.body = p->body;
}

static gln_issue issue_of(const char *id, const char *paper, gln_date date, const gln_article *articles, size_t n)
{
    gln_issue issue = {.id = gln_slice_of(id),
                       .file = gln_slice_of("a/b.txt"),
                       .newspaper = gln_slice_of(paper),
                       .date = date,
                       .date_basis = GLN_BASIS_FILENAME,
                       .articles = articles,
                       .n_articles = n};
    return issue;
}

static gln_cooc_view cooc_of(const char *text, const char *term, gln_context context, unsigned k, gln_cooc **out)
{
    gln_error err = GLN_ERROR_INIT;
    static gln_matcher *matcher; /* outlives the call, as the counter needs it; freed with a term of NULL */
    gln_cooc_view view = {0};
    gln_matcher_free(matcher);
    matcher = NULL;
    if (!term) {
        return view;
    }
    matcher = matcher_of(&term, 1);
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher, .context = context, .window = k};
    const char *body[MOST_PARAGRAPHS] = {text};
    page p;
    fill(&p, "i-01", 1, NULL, body);
    gln_issue issue = issue_of("i", "P", (gln_date){2020, 1, 2}, &p.article, 1);
    OK(gln_cooc_new(&options, out, &err));
    OK(gln_cooc_add(*out, &issue, &err));
    OK(gln_cooc__view(*out, &view, &err));
    return view;
}

static const gln_cooc_pair *pair_of(const gln_cooc_view *view, const char *word)
{
    static const gln_cooc_pair none = {0};
    for (size_t i = 0; i < view->nodes[0].n_pairs; i++) {
        if (is(view->words[view->nodes[0].pairs[i].word].text, word)) {
            return &view->nodes[0].pairs[i];
        }
    }
    return &none;
}

/* One text, every counting convention: numbers by brute force from the definitions (Evert 2008). */
static void test_conventions(void)
{
    static const char text[] = "x a b a. b c a b b. a a b. c b.";
    gln_cooc *cooc = NULL;
    gln_cooc_view view = cooc_of(text, "a", GLN_CONTEXT_WINDOW, 2, &cooc);
    const gln_cooc_node *node = &view.nodes[0];
    const gln_cooc_pair *b = pair_of(&view, "b");
    CHECK(b->observed == 5 && b->c1 == 6 && b->pairs == 7 && b->articles_with == 1);
    CHECK(node->f1 == 7 && node->n == 9 && node->occurrences == 5 && node->node_tokens == 5);
    CHECK_NEAR((double)node->f1 * (double)b->c1 / (double)node->n, 4.666666666666667, 1e-9, 0);
    CHECK(view.n_tokens == 14 && view.possible_pairs == 32);
    CHECK(pair_of(&view, "a")->observed == 0 && pair_of(&view, "a")->pairs == 4 && pair_of(&view, "a")->c1 == 0);
    CHECK(pair_of(&view, "c")->observed == 1 && pair_of(&view, "x")->observed == 1);
    gln_cooc_view__free(&view);
    gln_cooc_free(cooc);

    view = cooc_of(text, "a", GLN_CONTEXT_SENTENCE, 0, &cooc);
    b = pair_of(&view, "b");
    CHECK(b->observed == 3 && view.nodes[0].f1 == 3 && b->c1 == 4 && view.nodes[0].n == 4);
    CHECK(pair_of(&view, "a")->observed == 0);
    gln_cooc_view__free(&view);
    gln_cooc_free(cooc);

    view = cooc_of(text, "a", GLN_CONTEXT_ARTICLE, 0, &cooc);
    CHECK(view.nodes[0].n == 1 && pair_of(&view, "c")->observed == 1 && pair_of(&view, "c")->c1 == 1);
    gln_cooc_view__free(&view);
    gln_cooc_free(cooc);
    (void)cooc_of(NULL, NULL, GLN_CONTEXT_WINDOW, 0, NULL);
}

/* P of the exact expectation E = f1 f2 P / (N (N - 1)), windows cut at sentence ends. */
static void test_possible_pairs(void)
{
    static const struct {
        const char *text;
        unsigned k;
        uint64_t n, pairs;
    } cases[] = {{"a b c d. e f g h i j", 3, 10, 36}, {"a b c! d e f? g h", 5, 8, 14}, {"a b c d e f g h i", 2, 9, 30}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gln_cooc *cooc = NULL;
        gln_cooc_view view = cooc_of(cases[i].text, "a", GLN_CONTEXT_WINDOW, cases[i].k, &cooc);
        CHECK(view.possible_pairs == cases[i].pairs && view.n_tokens == cases[i].n);
        gln_cooc_view__free(&view);
        gln_cooc_free(cooc);
    }
    (void)cooc_of(NULL, NULL, GLN_CONTEXT_WINDOW, 0, NULL);
}

/* Nodes of several tokens, numbers, sentence ends and windows that meet. */
static void test_nodes(void)
{
    gln_cooc *cooc = NULL;
    gln_cooc_view view = cooc_of("in new york 7 we saw new york city", "new york", GLN_CONTEXT_WINDOW, 2, &cooc);
    CHECK(view.nodes[0].node_tokens == 4 && view.nodes[0].n == 5 && view.nodes[0].f1 == 5);
    CHECK(pair_of(&view, "we")->observed == 1 && pair_of(&view, "we")->pairs == 2);
    CHECK(pair_of(&view, "7")->observed == 0 && pair_of(&view, "city")->observed == 1);
    CHECK(pair_of(&view, "new")->pairs == 0);
    gln_cooc_view__free(&view);
    gln_cooc_free(cooc);

    static const char *const ends[] = {
        "q a. b", "q a.\" b", "q a! b", "q a\xE3\x80\x82 b", "q a\xE2\x80\xA6 b", "q a\xEF\xBF\xBC b"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        view = cooc_of(ends[i], "a", GLN_CONTEXT_WINDOW, 5, &cooc);
        CHECK(pair_of(&view, "b")->observed == 0 && pair_of(&view, "q")->observed == 1);
        gln_cooc_view__free(&view);
        gln_cooc_free(cooc);
    }
    static const char *const goes_on[] = {"q a, b", "q a; b", "q a (x) b"};
    for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++) {
        view = cooc_of(goes_on[i], "a", GLN_CONTEXT_WINDOW, 5, &cooc);
        CHECK(pair_of(&view, "b")->observed == 1);
        gln_cooc_view__free(&view);
        gln_cooc_free(cooc);
    }
    view = cooc_of("x y", "z", GLN_CONTEXT_WINDOW, 5, &cooc);
    CHECK(view.nodes[0].f1 == 0 && view.nodes[0].n_pairs == 0 && view.nodes[0].n == 2 && view.n_words == 2);
    gln_cooc_view__free(&view);
    gln_cooc_free(cooc);
    (void)cooc_of(NULL, NULL, GLN_CONTEXT_WINDOW, 0, NULL);
}

/* Two files of one newspaper and day are one issue; a file without a newspaper stands alone. */
static void check_series(const gln_series_view *view)
{
    CHECK(view->n_issues == 3 && view->n_strata == 3);
    if (view->n_issues != 3 || view->n_strata != 3) {
        return;
    }
    CHECK(!gln_date_full(view->issues[0].date) && is(view->issues[0].id, "f3"));
    CHECK(view->issues[1].date.day == 2 && view->issues[1].basis == GLN_BASIS_MANIFEST && view->issues[1].id.len == 0);
    CHECK(view->issues[2].date.day == 3 && is(view->issues[2].newspaper, "P"));
    CHECK(is(view->strata[1].split, "X") && view->strata[1].issue == 1 && view->strata[1].n_articles == 2);
    CHECK(view->strata[1].n_tokens == 12 && view->strata[1].tokens_squared == 6 * 6 + 6 * 6);
    CHECK(view->strata[1].n_chars == 3 * 12);
    CHECK(view->strata[0].issue == 0 && view->strata[0].split.len == 0 && view->strata[2].issue == 2);
    CHECK(view->n_terms == 2 && is(view->terms[0].term, "war") && view->terms[1].n_cells == 0);
    CHECK(view->terms[0].n_cells == 2);
    gln_error err = GLN_ERROR_INIT;
    gln_series_reader reader = {.held = NULL};
    const gln_series_cell *cells = NULL;
    OK(gln_series_view__cells(view, &view->terms[0], &reader, &cells, &err));
    const gln_series_cell *cell = &cells[1];
    CHECK(cell->stratum == 1 && cell->count == 4 && cell->articles_with == 2 && cell->count_squared == 8);
    CHECK(cell->count_tokens == 24 && cell->max_count == 2);
    gln_series_reader__clear(&reader);
    gln_series_walk walk = {.view = view, .term = &view->terms[0]};
    OK(gln_series_walk__next(&walk, &cell, &err));
    OK(gln_series_walk__next(&walk, &cell, &err));
    CHECK(cell && cell->stratum == 1 && walk.n_words == 1);
    gln_series_container word = gln_series_walk__word(&walk);
    CHECK(is(word.text, "war") && word.count == 4 && walk.n_words == 0);
    OK(gln_series_walk__next(&walk, &cell, &err));
    CHECK(!cell);
    gln_series_walk__clear(&walk);
}

static void test_series(void)
{
    gln_error err = GLN_ERROR_INIT;
    const char *terms[] = {"war", "zoo"};
    gln_matcher *matcher = matcher_of(terms, 2);
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher, .split = GLN_SPLIT_SECTION};
    const char *two[MOST_PARAGRAPHS] = {"WAR and war", "end"}, *one[MOST_PARAGRAPHS] = {"war"};
    const char *none[MOST_PARAGRAPHS] = {"toward"};
    page p[4];
    fill(&p[0], "f2-01", 1, "The day", two);
    fill(&p[1], "f1-01", 1, "The day", two);
    fill(&p[2], "f3-01", 1, NULL, one);
    fill(&p[3], "f4-01", 1, NULL, none);
    p[0].article.section = p[1].article.section = GLN_LIT("X");
    gln_issue issues[] = {issue_of("f2", "P", (gln_date){2020, 1, 2}, &p[0].article, 1),
                          issue_of("f1", "P", (gln_date){2020, 1, 2}, &p[1].article, 1),
                          issue_of("f3", "P", (gln_date){0, 1, 2}, &p[2].article, 1),
                          issue_of("f4", "P", (gln_date){2020, 1, 3}, &p[3].article, 1)};
    issues[1].date_basis = GLN_BASIS_MANIFEST;
    gln_series *series = NULL;
    OK(gln_series_new(&options, &series, &err));
    for (size_t i = 0; i < 4; i++) {
        OK(gln_series_add(series, &issues[i], &err));
    }
    gln_series_view view;
    OK(gln_series__view(series, &view, &err));
    check_series(&view);
    gln_series_view__free(&view);
    CHECK(gln_series_merge(series, series, &err) == GLN_ERR_USAGE);
    gln_error_clear(&err);
    options.split = GLN_SPLIT_NONE;
    gln_series *other = NULL;
    OK(gln_series_new(&options, &other, &err));
    CHECK(gln_series_merge(series, other, &err) == GLN_ERR_USAGE);
    gln_series_free(other);
    gln_series_free(series);
    gln_matcher_free(matcher);
}

/* A hit within a longer word is counted under its term and shown with the word that holds it. */
static void test_containers(void)
{
    gln_error err = GLN_ERROR_INIT;
    const char *terms[] = {"\xE4\xBA\xBA\xE6\xB0\x91", "new york"};
    gln_matcher *matcher = matcher_of(terms, 2);
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher};
    const char *body[MOST_PARAGRAPHS] = {"\xE4\xBA\xBA\xE6\xB0\x91\xE5\xB8\x81", "in New  York now"};
    page p;
    fill(&p, "f-01", 1, NULL, body);
    gln_issue issue = issue_of("f", "P", (gln_date){2020, 1, 2}, &p.article, 1);
    gln_series *series = NULL;
    gln_series_view view;
    OK(gln_series_new(&options, &series, &err));
    OK(gln_series_add(series, &issue, &err));
    OK(gln_series__view(series, &view, &err));
    gln_series_walk walks[2] = {{.view = &view, .term = &view.terms[0]}, {.view = &view, .term = &view.terms[1]}};
    const gln_series_cell *cell = NULL;
    for (int i = 0; i < 2; i++) {
        OK(gln_series_walk__next(&walks[i], &cell, &err));
        CHECK(cell && walks[i].n_words == 1);
        gln_series_container word = gln_series_walk__word(&walks[i]);
        CHECK(word.count == 1 && (i ? gln_slice_starts(word.text, GLN_LIT("new ")) : is(word.text, body[0])));
        gln_series_walk__clear(&walks[i]);
    }
    gln_series_view__free(&view);
    gln_series_free(series);
    gln_matcher_free(matcher);
}

static void test_freq(void)
{
    gln_error err = GLN_ERROR_INIT;
    const char *terms[] = {"zoo", "war"};
    gln_matcher *matcher = matcher_of(terms, 2);
    gln_selection selection = {.section = GLN_LIT("X")};
    gln_counter_options options = {.analyzer = analyzer, .selection = &selection};
    const char *body[MOST_PARAGRAPHS] = {"WAR war 7 \xEF\xBC\xB7\xEF\xBC\xA1\xEF\xBC\xB2 and"},
               *less[MOST_PARAGRAPHS] = {"and"};
    page p[3];
    fill(&p[0], "f-02", 2, "Peace", body);
    fill(&p[1], "f-01", 1, NULL, less);
    fill(&p[2], "f-03", 3, NULL, body);
    gln_article articles[] = {p[0].article, p[1].article, p[2].article};
    articles[0].section = articles[1].section = GLN_LIT("X");
    gln_issue issue = issue_of("f", "P", (gln_date){2020, 1, 2}, articles, 3);
    gln_freq *freq = NULL;
    gln_freq_view view;
    OK(gln_freq_new(&options, &freq, &err));
    OK(gln_freq_add(freq, &issue, &err));
    OK(gln_freq__view(freq, &view, &err));
    CHECK(view.n_docs == 2 && view.docs[0].issue == 0);
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_freq_detail detail;
    const gln_freq_posting *postings = NULL;
    OK(gln_freq_view__detail(&view, 0, &reader, &detail, &err));
    CHECK(is(detail.id, "f-01"));
    OK(gln_freq_view__detail(&view, 1, &reader, &detail, &err));
    CHECK(is(detail.headline, "Peace"));
    CHECK(view.n_terms == 3 && view.n_postings == 4 && view.n_tokens == 7 && view.n_issues == 1);
    CHECK(is(view.terms[0].text, "and") && view.terms[0].count == 2 && view.terms[0].n_postings == 2);
    CHECK(is(view.terms[1].text, "peace") && is(view.terms[2].text, "war") && view.terms[2].given == GLN_NO_ID);
    OK(gln_freq_view__postings(&view, &view.terms[2], &reader, &postings, &err));
    CHECK(view.terms[2].count == 3 && postings && postings[0].doc == 1 && postings[0].count == 3);
    gln_freq_reader__clear(&reader);
    gln_freq_view__free(&view);
    gln_freq_free(freq);

    options.matcher = matcher;
    options.part = GLN_PART_BODY;
    OK(gln_freq_new(&options, &freq, &err));
    OK(gln_freq_add(freq, &issue, &err));
    OK(gln_freq__view(freq, &view, &err));
    CHECK(view.n_terms == 2 && is(view.terms[0].text, "war") && view.terms[0].given == 1 && view.terms[0].count == 3);
    CHECK(is(view.terms[1].text, "zoo") && view.terms[1].n_postings == 0 && view.n_tokens == 6);
    gln_freq_view__free(&view);
    gln_freq_free(freq);
    gln_matcher_free(matcher);
}

enum { DAYS = 25, A_DAY = 800 }; /* enough that only a stretch of the commonest word's postings is read */

/* Articles of one to three words; every seventh says "peace". */
static void fill_freq(gln_freq *freq)
{
    gln_error err = GLN_ERROR_INIT;
    static page pages[A_DAY];
    static gln_article articles[A_DAY];
    static char ids[A_DAY][32];
    const char *plain[MOST_PARAGRAPHS] = {"war"}, *other[MOST_PARAGRAPHS] = {"war and peace"};
    for (int day = 0; day < DAYS; day++) {
        char id[16];
        (void)snprintf(id, sizeof id, "i%02d", day);
        for (int a = 0; a < A_DAY; a++) {
            (void)snprintf(ids[a], sizeof ids[a], "i%02d-%05d", day, a);
            fill(&pages[a], ids[a], (uint32_t)a, NULL, (day * A_DAY + a) % 7 ? plain : other);
            articles[a] = pages[a].article;
        }
        gln_issue issue = issue_of(id, "P", (gln_date){2020, 1, (int8_t)(1 + day)}, articles, A_DAY);
        OK(gln_freq_add(freq, &issue, &err));
    }
}

static bool same_term(const gln_freq_view *a, const gln_freq_term *x, const gln_freq_view *b, const gln_freq_term *y,
                      gln_freq_reader readers[2])
{
    gln_error err = GLN_ERROR_INIT;
    const gln_freq_posting *p = NULL, *q = NULL;
    OK(gln_freq_view__postings(a, x, &readers[0], &p, &err));
    OK(gln_freq_view__postings(b, y, &readers[1], &q, &err));
    return gln_slice_equal(x->text, y->text) && x->count == y->count && x->n_postings == y->n_postings &&
           memcmp(p, q, x->n_postings * sizeof *p) == 0;
}

static void same_views(const gln_freq_view *a, const gln_freq_view *b)
{
    gln_error err = GLN_ERROR_INIT;
    gln_freq_terms walks[2] = {{.view = a}, {.view = b}};
    gln_freq_reader readers[2] = {{.next = 0}, {.next = 0}};
    const gln_freq_term *x = NULL, *y = NULL;
    CHECK(a->n_docs == b->n_docs && a->n_terms == b->n_terms && a->n_postings == b->n_postings);
    do {
        OK(gln_freq_terms__next(&walks[0], &x, &err));
        OK(gln_freq_terms__next(&walks[1], &y, &err));
        CHECK(!x == !y && (!x || same_term(a, x, b, y, readers)));
    } while (x && y);
    for (int i = 0; i < 2; i++) {
        gln_freq_terms__clear(&walks[i]);
        gln_freq_reader__clear(&readers[i]);
    }
}

/* A part of a view in files is that of a view in memory, for issues that are neighbours, scattered, all and none. */
static void test_subset(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_counter_options options = {.analyzer = analyzer, .memory = 1 << 18};
    gln_freq *freq = NULL;
    gln_freq_view held = {0}, streamed = {0};
    OK(gln_freq_new(&options, &freq, &err));
    fill_freq(freq);
    OK(gln_freq__view(freq, &held, &err));
    OK(gln_freq__view_streamed(freq, &streamed, &err));
    CHECK(held.terms && !streamed.terms && held.n_docs == (size_t)DAYS * A_DAY);
    same_views(&held, &streamed);
    for (int which = 0; which < 5; which++) {
        uint8_t keep[DAYS] = {0};
        for (int day = 0; day < DAYS; day++) {
            keep[day] = which == 0   ? day == 11
                        : which == 1 ? day < 2 || day == DAYS - 1
                        : which == 2 ? day % 3 == 1
                        : which == 3 ? 1
                                     : 0;
        }
        gln_freq_view parts[2] = {{0}, {0}};
        OK(gln_freq_view__subset(&held, keep, &parts[0], &err));
        OK(gln_freq_view__subset(&streamed, keep, &parts[1], &err));
        CHECK(which != 0 || (parts[0].n_docs == A_DAY && parts[0].n_terms == 3));
        same_views(&parts[0], &parts[1]);
        gln_freq_view__free(&parts[0]);
        gln_freq_view__free(&parts[1]);
    }
    gln_freq_view__free(&held);
    gln_freq_view__free(&streamed);
    gln_freq_free(freq);
}

static void test_kwic(void)
{
    gln_error err = GLN_ERROR_INIT;
    const char *term = "war";
    gln_matcher *matcher = matcher_of(&term, 1);
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher, .window = 4};
    const char *body[MOST_PARAGRAPHS] = {"\xC3\xA9t\xC3\xA9 war and", "war"};
    const gln_piece pieces[] = {{11, 0, 5, 0}, {12, 6, 7, 6}};
    page p;
    fill(&p, "f-01", 1, "A war", body);
    p.body[0].pieces = pieces;
    p.body[0].n_pieces = 2;
    gln_issue issue = issue_of("f", "P", (gln_date){2020, 1, 2}, &p.article, 1);
    gln_kwic *kwic = NULL;
    gln_kwic_view view;
    OK(gln_kwic_new(&options, &kwic, &err));
    OK(gln_kwic_add(kwic, &issue, &err));
    OK(gln_kwic__view(kwic, &view, &err));
    CHECK(view.n_rows == 3);
    if (view.n_rows == 3) {
        CHECK(is(view.rows[0].left, "A ") && view.rows[0].line == 7 && view.rows[0].right.len == 0);
        CHECK(is(view.rows[1].left, "\xC3\xA9t\xC3\xA9 ") && is(view.rows[1].match, "war"));
        CHECK(is(view.rows[1].right, " and") && view.rows[1].line == 12 && view.rows[1].start == 6);
        CHECK(is(view.rows[2].match, "war") && view.rows[2].line == 0 && view.rows[2].segment == 2);
        CHECK(is(view.rows[2].headline, "A war") && is(view.rows[2].article, "f-01"));
    }
    gln_kwic_view__free(&view);
    gln_kwic_free(kwic);
    gln_matcher_free(matcher);
}

static void test_refusals(void)
{
    gln_error err = GLN_ERROR_INIT;
    const char *term = "war";
    gln_matcher *matcher = matcher_of(&term, 1);
    gln_series *series = NULL;
    gln_cooc *cooc = NULL;
    gln_kwic *kwic = NULL;
    gln_freq *freq = NULL;
    gln_counter_options options = {.analyzer = analyzer};
    CHECK(gln_series_new(&options, &series, &err) == GLN_ERR_USAGE && !series);
    gln_error_clear(&err);
    CHECK(gln_freq_new(NULL, &freq, &err) == GLN_ERR_USAGE && !freq);
    options.matcher = matcher;
    gln_error_clear(&err);
    CHECK(gln_cooc_new(&options, &cooc, &err) == GLN_ERR_USAGE && !cooc); /* a window of 0 */
    options.window = 1000000;
    gln_error_clear(&err);
    CHECK(gln_cooc_new(&options, &cooc, &err) == GLN_ERR_USAGE && !cooc);
    gln_error_clear(&err);
    CHECK(gln_kwic_new(&options, &kwic, &err) == GLN_ERR_USAGE && !kwic);
    gln_matcher_free(matcher);
}

int main(void)
{
    gln_error err = GLN_ERROR_INIT;
    if (OK(gln_analyzer_new(NULL, &analyzer, &err))) {
        test_conventions();
        test_possible_pairs();
        test_nodes();
        test_series();
        test_containers();
        test_freq();
        test_subset();
        test_kwic();
        test_refusals();
    }
    gln_analyzer_free(analyzer);
    return check_report("test_count");
}
