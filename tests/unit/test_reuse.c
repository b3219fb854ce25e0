/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shingles, sketches, standing text and clusters. What is expected is worked out by hand in the comments. */
#include "check.h"
#include "core/buffer.h"
#include "corpus/reprints.h"
#include "corpus/reuse_cluster.h"
#include "count/reuse_view.h"
#include "count/series_view.h"

#include <stdlib.h>

enum { MOST = 64 };

static gln_arena arena;

static gln_sketch sketch(const char *text)
{
    gln_shingler s = GLN_SHINGLER_INIT;
    gln_sketch out = {0};
    CHECK(gln_shingler__add(&s, gln_slice_of(text)) && gln_shingler__finish(&s, GLN_SHINGLE_WEIGHT) &&
          gln_shingler__sketch(&s, &arena, &out));
    gln_shingler__clear(&s);
    return out;
}

/* Words prefix0 prefix1 ... of the numbers [from, to): to - from - 2 shingles. */
static gln_sketch words(const char *prefix, unsigned from, unsigned to)
{
    gln_buffer text = GLN_BUFFER_INIT;
    for (unsigned i = from; i < to; i++) {
        gln_buffer__printf(&text, "%s%u ", prefix, i);
    }
    gln_buffer__byte(&text, '\0');
    gln_sketch out = sketch(text.data);
    gln_buffer__free(&text);
    return out;
}

static void test_shingles(void)
{
    gln_sketch a = sketch("a b c d e"); /* abc bcd cde */
    gln_sketch b = sketch("A-less"), c = sketch("a b, c d f");
    CHECK(a.n_shingles == 3 && b.n_shingles == 0 && c.n_shingles == 3);
    gln_overlap o = gln_sketch__compare(&a, &c); /* abc bcd of abc bcd cde cdf */
    CHECK_NEAR(o.jaccard, 0.5, 0, 0);
    CHECK_NEAR(o.containment, 2.0 / 3, 1e-15, 0);
    CHECK(o.exact && o.seen == 2);
    o = gln_sketch__compare(&a, &b);
    CHECK(o.jaccard == 0 && o.containment == 0 && o.seen == 0);

    gln_sketch d = sketch("甲乙丙丁戊己"), e = sketch("甲乙丙丁戊庚"), f = sketch("“甲乙,丙丁 戊己”。");
    o = gln_sketch__compare(&d, &e); /* five characters each: 甲-戊 of 甲-戊 乙-己 乙-庚 */
    CHECK_NEAR(o.jaccard, 1.0 / 3, 1e-15, 0);
    o = gln_sketch__compare(&d, &f); /* marks and space are nothing */
    CHECK(o.jaccard == 1 && d.body == f.body && d.body != e.body);

    /* Weights 5 3 5 3 5 3: the shortest runs of 15 begin at 2020, 年 and 9, each of four units; 月25日 weighs 11. */
    CHECK(sketch("2020年9月25日").n_shingles == 3);
    /* A shorter text within a longer one: 8 of 8 and of 18. */
    gln_sketch longer = words("w", 0, 20), shorter = words("w", 5, 15);
    o = gln_sketch__compare(&longer, &shorter);
    CHECK_NEAR(o.containment, 1, 0, 0);
    CHECK_NEAR(o.jaccard, 8.0 / 18, 1e-15, 0);
    CHECK_NEAR(o.a_in_b, 8.0 / 18, 1e-15, 0);
}

/* Sets of 200 that share 100: J = 100 / 300. The estimate by 64 minima has the standard error sqrt(J (1 - J) / 64) =
 * .059, the mean of 100 pairs a tenth of that; four of either is as good as never passed. */
static void test_minima(void)
{
    double sum = 0;
    for (unsigned i = 0; i < 100; i++) {
        char prefix[8];
        (void)snprintf(prefix, sizeof prefix, "x%uq", i);
        gln_sketch a = words(prefix, 0, 202), b = words(prefix, 100, 302);
        CHECK_NEAR(gln_sketch__compare(&a, &b).jaccard, 100.0 / 300, 1e-15, 0);
        double estimate = gln_reuse__minhash(&a, &b);
        CHECK_NEAR(estimate, 1.0 / 3, 0, 4 * .0589);
        sum += estimate;
    }
    CHECK_NEAR(sum / 100, 1.0 / 3, 0, 4 * .00589);
    CHECK_NEAR(gln_reuse__lsh_threshold(20, 5), 0.5492802716530588, 1e-12, 0);
    CHECK_NEAR(gln_reuse__candidate_chance(.5), 1 - pow(.75, 32), 1e-15, 0);
}

/* Sets of 3,000 that share 1,500: J = 1 / 3, contained 1 / 2. Sketches of 256 of each hold about 256 + 128 distinct
 * shingles below the smaller reach: standard error about sqrt(2 / 9 / 384) = .024, the mean of 30 a fifth of it. */
static void test_samples(void)
{
    double sum = 0, shared = 0;
    for (unsigned i = 0; i < 30; i++) {
        char prefix[8];
        (void)snprintf(prefix, sizeof prefix, "y%uq", i);
        gln_sketch a = words(prefix, 0, 3002), b = words(prefix, 1500, 4502);
        gln_overlap o = gln_sketch__compare(&a, &b);
        CHECK(!o.exact && a.n == GLN_SKETCH_SIZE && a.n_shingles == 3000);
        CHECK_NEAR(o.jaccard, 1.0 / 3, 0, 5 * .024);
        sum += o.jaccard;
        shared += o.shared;
    }
    CHECK_NEAR(sum / 30, 1.0 / 3, 0, 5 * .0044);
    CHECK_NEAR(shared / 30, 1500, .08, 0);
}

static void test_accepts(void)
{
    gln_overlap o = {.jaccard = .25, .containment = .3, .shared = 40, .seen = 40};
    CHECK(gln_reuse__accepts(&o, .25));
    CHECK(!gln_reuse__accepts(&o, .26));
    o.containment = .6; /* partial */
    CHECK(gln_reuse__accepts(&o, .26));
    o.shared = 39;
    CHECK(!gln_reuse__accepts(&o, .26));
    CHECK(gln_reuse__accepts(&o, .25));
    o.shared = o.seen = 7; /* too little to tell */
    CHECK(!gln_reuse__accepts(&o, .25));
}

/* Three copies on days 0, 7 and 15 and a stranger: in a window of seven days the first two are joined. */
static void test_window(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_sketch s[4] = {words("a", 0, 60), words("a", 10, 70), words("b", 0, 60), words("a", 10, 70)};
    gln_reuse_item items[4] = {{0, 0, 0, &s[0]}, {7, 1, 1, &s[1]}, {7, 1, 1, &s[2]}, {15, 0, 2, &s[3]}};
    uint32_t root[4];
    CHECK(gln_reuse__cluster(items, 4, 7, .25, root, &err) == GLN_OK);
    CHECK(root[0] == 0 && root[1] == 0 && root[2] == 2 && root[3] == 3);
    CHECK(gln_reuse__cluster(items, 4, 8, .25, root, &err) == GLN_OK);
    CHECK(root[0] == 0 && root[1] == 0 && root[2] == 2 && root[3] == 0);
    CHECK(gln_reuse__cluster(items, 4, 7, .8, root, &err) == GLN_OK); /* 48 of 68, but 48 of 58 contained */
    CHECK(root[1] == 0);
}

/* A paper of 20 issues: a block in 8 of them stands, one in 7 does not. Another paper prints the block once. */
static void test_standing(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_sketch s[MOST];
    gln_reuse_item items[MOST];
    uint64_t n_standing = 99;
    size_t n = 0;
    for (unsigned i = 0; i < 20; i++) {
        char own[16];
        (void)snprintf(own, sizeof own, "own%uq", i);
        s[n] = i < 8 ? words("block", 0, 32) : i < 15 ? words("seven", 0, 32) : words(own, 0, 32);
        items[n] = (gln_reuse_item){i, 0, i, &s[n]};
        n++;
    }
    s[n] = words("block", 0, 42); /* 40 shingles, 30 of them of the block */
    items[n] = (gln_reuse_item){20, 1, 20, &s[n]};
    n++;
    CHECK(gln_reuse__drop_standing(items, n, 2, &n_standing, &err) == GLN_OK);
    CHECK(n_standing == 30);
    CHECK(s[0].n == 0 && s[7].n == 0 && s[8].n == 30 && s[15].n == 30 && s[20].n == 10);
}

/* ---- the counter ------------------------------------------------------------------------------------------------- */

static gln_analyzer *analyzer;

typedef struct page {
    char id[16];
    gln_paragraph body;
    gln_article article;
    gln_issue issue;
} page;

static void add(gln_reuse *reuse, page *p, const char *paper, int day, const char *text)
{
    gln_error err = GLN_ERROR_INIT;
    static unsigned number;
    memset(p, 0, sizeof *p);
    (void)snprintf(p->id, sizeof p->id, "%04u-01", ++number);
    p->body = (gln_paragraph){.text = gln_slice_of(text), .gap = SIZE_MAX};
    p->article = (gln_article){.id = gln_slice_of(p->id), .order = 1, .body = &p->body, .n_body = 1};
    p->issue = (gln_issue){.id = gln_slice_of(p->id),
                           .file = gln_slice_of(p->id),
                           .newspaper = gln_slice_of(paper),
                           .date = gln_date_of_days(day),
                           .articles = &p->article,
                           .n_articles = 1};
    CHECK(gln_reuse_add(reuse, &p->issue, &err) == GLN_OK);
}

static const char story[] = "The harbour board met on Monday and agreed to dredge the north channel before winter, "
                            "after two coasters had touched bottom within a week of each other last month.";
static const char story_cut[] = "The harbour board met on Monday and agreed to dredge the north channel before winter, "
                                "after two coasters had touched bottom.";
static const char column[] = "Tides for tomorrow at the pier head, morning high water four metres, evening high water "
                             "five metres, sunrise and sunset as printed in the almanac of the year.";

/* story: 29 words, 27 shingles; story_cut: 21 words, 19 of the 27: J = 19 / 27, wholly contained. The column stands in
 * five issues of one paper, three days apart: boilerplate. */
static void test_counter(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_reuse *reuse = NULL;
    gln_reuse_view view;
    gln_reprints *reprints = NULL;
    static page pages[8];
    gln_counter_options options = {.analyzer = analyzer};
    CHECK(gln_reuse_new(&options, &reuse, &err) == GLN_OK);
    add(reuse, &pages[0], "B", 101, story_cut);
    add(reuse, &pages[1], "A", 100, story);
    add(reuse, &pages[2], "C", 103, story);
    for (int i = 0; i < 5; i++) {
        add(reuse, &pages[3 + i], "A", 200 + 3 * i, column);
    }
    CHECK(gln_reuse__view(reuse, NULL, &view, &err) == GLN_OK);
    CHECK(view.n_groups == 2);
    const gln_reuse_group *g = &view.groups[0];
    CHECK(g->n == 3 && g->n_papers == 3 && !g->boilerplate && !g->estimated);
    CHECK_TEXT(g->members[0].entry->id.ptr, pages[1].id);
    CHECK_TEXT(g->members[1].entry->id.ptr, pages[0].id);
    CHECK_NEAR(g->members[1].overlap.jaccard, 19.0 / 27, 1e-15, 0);
    CHECK_NEAR(g->members[1].overlap.containment, 1, 0, 0);
    CHECK(g->members[1].kind == GLN_REUSE_NEAR && g->members[1].lag_days == 1);
    CHECK(g->members[2].kind == GLN_REUSE_EXACT && g->members[2].lag_days == 3);
    CHECK_NEAR(g->similarity_min, 19.0 / 27, 1e-15, 0);
    CHECK_NEAR(g->similarity_median, (19.0 / 27 + 1) / 2, 1e-15, 0);
    CHECK(view.groups[1].boilerplate && view.groups[1].n == 5);
    gln_reuse_view__free(&view);

    CHECK(gln_reuse_reprints(reuse, NULL, &reprints, &err) == GLN_OK);
    gln_selection first = {.first_print = reprints};
    CHECK(gln_reprints_n_later(reprints) == 2);
    CHECK(gln_reprints_copies(reprints, pages[0].article.id) == 3);
    CHECK(gln_reprints_copies(reprints, pages[3].article.id) == 1); /* boilerplate is left as it is */
    CHECK(!gln_selection_article(&first, &pages[0].article) && gln_selection_article(&first, &pages[1].article));
    CHECK(gln_selection_article(&first, &pages[4].article));
    gln_reprints_free(reprints);

    gln_reuse_options bad = GLN_REUSE_OPTIONS_INIT;
    gln_table *a = NULL, *b = NULL;
    bad.threshold = 0;
    CHECK(gln_reuse_tables(reuse, &bad, &a, &b, &err) == GLN_ERR_USAGE && !a && !b);
    gln_reuse_free(reuse);
}

/* Three copies weigh a third each, 1680 of 5040: 3 x 1680 x hits. */
static void test_weights(void)
{
    gln_error err = GLN_ERROR_INIT;
    static const char *const terms[] = {"harbour"};
    gln_matcher *matcher = NULL;
    gln_series *series = NULL;
    gln_reprints *reprints = NULL;
    static page p;
    CHECK(gln_reprints__new(&reprints, &err) == GLN_OK);
    CHECK(gln_matcher_new(analyzer, terms, 1, GLN_MATCH_STRING, &matcher, &err) == GLN_OK);
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher, .weights = reprints};
    gln_reuse *reuse = NULL;
    CHECK(gln_reuse_new(&(gln_counter_options){.analyzer = analyzer}, &reuse, &err) == GLN_OK);
    CHECK(gln_series_new(&options, &series, &err) == GLN_OK);
    static const struct {
        uint64_t copies, weight;
    } cases[] = {{3, 1680}, {7, 720}, {11, 458}, {100000, 1}}; /* 5040 / 11 = 458.18 */
    uint64_t sum = 0, tokens = 0;
    for (size_t i = 0; i < 4; i++) {
        add(reuse, &p, "A", 5, story);
        CHECK(gln_reprints__add(reprints, p.article.id, cases[i].copies, false, &err) == GLN_OK);
        CHECK(gln_series_add(series, &p.issue, &err) == GLN_OK);
        sum += cases[i].weight;
        tokens += 29 * cases[i].weight;
    }
    gln_series_view view;
    CHECK(gln_series__view(series, &view, &err) == GLN_OK);
    CHECK(view.weighted && view.n_strata == 1 && view.strata[0].n_tokens == 4 * 29);
    CHECK(view.strata[0].tokens_weighted == tokens);
    gln_series_reader reader = {.held = NULL};
    const gln_series_cell *cells = NULL;
    CHECK(gln_series_view__cells(&view, &view.terms[0], &reader, &cells, &err) == GLN_OK);
    CHECK(view.terms[0].n_cells == 1 && cells[0].count == 4 && cells[0].count_weighted == sum);
    gln_series_reader__clear(&reader);
    gln_series_view__free(&view);
    gln_series_free(series);
    gln_reuse_free(reuse);
    gln_matcher_free(matcher);
    gln_reprints_free(reprints);
}

int main(void)
{
    gln_error err = GLN_ERROR_INIT;
    if (!CHECK(gln_analyzer_new(NULL, &analyzer, &err) == GLN_OK)) {
        return check_report("reuse");
    }
    test_shingles();
    test_minima();
    test_samples();
    test_accepts();
    test_window();
    test_standing();
    test_counter();
    test_weights();
    gln_analyzer_free(analyzer);
    gln_arena__clear(&arena);
    return check_report("reuse");
}
