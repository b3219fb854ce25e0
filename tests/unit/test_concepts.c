/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Term files, and the hits of concepts. */
#include "check.h"
#include "guanlan/matcher.h"
#include "text/matcher_near.h"

#include <stdlib.h>

static char said[1024];

static gln_slice lit(const char *text)
{
    return gln_slice_of(text);
}

/* The error of a term file, or "". */
static const char *refusal(const char *yaml)
{
    gln_error err = GLN_ERROR_INIT;
    gln_concepts *concepts = NULL;
    if (gln_concepts_parse(lit(yaml), "terms.yaml", &concepts, &err) == GLN_OK) {
        gln_concepts_free(concepts);
        return "";
    }
    return gln_error_text(&err, said, sizeof said);
}

/* "term:start-end" of every hit of the file's entries. */
static const char *hits_of(const gln_analyzer *analyzer, gln_segmenter *s, gln_match match, const char *yaml,
                           const char *text)
{
    gln_error err = GLN_ERROR_INIT;
    gln_concepts *concepts = NULL;
    gln_matcher *matcher = NULL;
    const gln_hit *hits = NULL;
    size_t n = 0, len = 0;
    gln_status status = gln_concepts_parse(lit(yaml), "terms.yaml", &concepts, &err);
    if (status == GLN_OK) {
        status = gln_matcher_new_concepts(analyzer, NULL, 0, concepts, match, &matcher, &err);
    }
    if (status == GLN_OK) {
        status = gln_matcher_run(matcher, s, lit(text), NULL, 0, &hits, &n, &err);
    }
    said[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        len += (size_t)snprintf(said + len, sizeof said - len, "%s%u:%u-%u", i ? " " : "", hits[i].term, hits[i].start,
                                hits[i].end);
    }
    if (status != GLN_OK) {
        gln_error_text(&err, said, sizeof said);
    }
    gln_matcher_free(matcher);
    gln_concepts_free(concepts);
    return said;
}

static void test_file(void)
{
    gln_concepts *concepts = NULL;
    const char *yaml = "\xEF\xBB\xBF# a comment\nconcepts:\n  b: {any: [x, 'y*'], near: z, within: article}\n  a: [q]\n"
                       "terms:\n- war\n- \"*\xE6\x88\x98\"\n";
    if (CHECK(gln_concepts_parse(lit(yaml), NULL, &concepts, NULL) == GLN_OK)) {
        CHECK(gln_concepts_count(concepts) == 4);
        CHECK(gln_slice_equal(gln_concepts_get(concepts, 0)->name, lit("war")));
        CHECK(gln_concepts_get(concepts, 0)->plain && gln_concepts_get(concepts, 0)->line == 6);
        CHECK(gln_slice_equal(gln_concepts_get(concepts, 1)->name, lit("*战")));
        const gln_concept *b = gln_concepts_get(concepts, 2);
        CHECK(gln_slice_equal(b->name, lit("b")));
        CHECK(b->line == 3 && b->any.n == 2 && b->none.n == 0 && b->near.n == 1 && b->within == GLN_WITHIN_ARTICLE);
        CHECK(gln_slice_equal(b->any.items[1].text, lit("y*")));
        CHECK(gln_slice_equal(gln_concepts_get(concepts, 3)->any.items[0].text, lit("q")));
    }
    gln_concepts_free(concepts);
    gln_concepts_free(NULL);
    CHECK_TEXT(refusal("{\"concepts\": {\"a\": {\"any\": [\"x\"]}}}"), ""); /* JSON is YAML */
    CHECK_TEXT(refusal("[a, b]"), "");
    CHECK_TEXT(refusal(""), "terms.yaml:1: the term file is empty");
    CHECK_TEXT(refusal("word"), "terms.yaml:1: a term file is a map with terms or concepts, or a list of terms");
    CHECK_TEXT(refusal("concepts:\n  a: {not: [x]}\n"),
               "terms.yaml:2: the concept \"a\" has nothing to look for: list it under any");
    CHECK_TEXT(refusal("concepts:\n  a: {any: [x], all: [y]}\n"),
               "terms.yaml:2: a concept has the keys any, not, near and within");
    CHECK_TEXT(refusal("concepts:\n  a: [x]\n  a: [y]\n"), "terms.yaml:3: \"a\" is given twice");
    CHECK_TEXT(refusal("concepts:\n  a: {any: [x], near: [y],\n   within: page}\n"),
               "terms.yaml:3: within is sentence, paragraph or article");
    CHECK_TEXT(refusal("concepts:\n  a: {any: [x], within: article}\n"), "terms.yaml:2: within goes with near");
    CHECK_TEXT(refusal("concepts:\n  a: {any: [&x y, *x]}\n"),
               "terms.yaml:2: an alias: write a text that begins with * in quotes, and every list in full");
    CHECK_TEXT(
        refusal("terms: [*]\n"),
        "terms.yaml:1: not YAML: did not find expected alphabetic or numeric character; write a text that begins "
        "with * or & in quotes");
    CHECK_TEXT(refusal("terms: [a\n"), "terms.yaml:2: not YAML: did not find expected ',' or ']'");
    CHECK_TEXT(refusal("a: 1"), "terms.yaml:1: a term file has the keys terms and concepts, each once");
    CHECK_TEXT(refusal("terms: [\"a\\tb\"]"), "terms.yaml:1: a control character in a text");
    CHECK_TEXT(refusal("terms: [\"\"]"), "terms.yaml:1: an empty text");
    CHECK_TEXT(refusal("terms: []\n"), "terms.yaml:2: the term file holds no term and no concept");
    CHECK_TEXT(refusal("terms: [\xFF]"), "terms.yaml: a term file is UTF-8 (byte offset 8)");
    CHECK_TEXT(refusal("[a]\n---\n[b]\n"), "terms.yaml:2: a second document: a term file is one");
}

static void test_hits(const gln_analyzer *analyzer, gln_segmenter *s)
{
#define HITS(yaml, text) hits_of(analyzer, s, GLN_MATCH_STRING, (yaml), (text))
    /* The longest of what overlaps, wherever it starts; of equally long ones the first. Others do not care. */
    CHECK_TEXT(HITS("concepts: {p: [扶贫, 精准扶贫, 扶贫攻坚战]}", "精准扶贫攻坚战扶贫"), "0:6-21 0:21-27");
    CHECK_TEXT(HITS("concepts: {p: [扶贫, 精准扶贫], q: [精准]}", "精准扶贫"), "1:0-6 0:0-12");
    CHECK_TEXT(HITS("concepts: {p: [哈哈]}", "哈哈哈哈哈"), "0:0-6 0:6-12");
    CHECK_TEXT(HITS("concepts: {p: [甲乙, 乙丙]}", "甲乙丙"), "0:0-6");
    CHECK_TEXT(HITS("{terms: [甲乙, 乙丙]}", "甲乙丙"), "0:0-6 1:3-9");
    /* Characters decide, not bytes. */
    CHECK_TEXT(HITS("concepts: {p: [\"abc中*\", 中国人]}", "abc中国人"), "0:0-6");
    CHECK_TEXT(HITS("concepts: {p: [扶贫], n: {any: [扶贫], not: [扶贫办]}}", "扶贫办和扶贫"), "0:0-6 0:12-18 1:12-18");
    CHECK_TEXT(HITS("concepts: {n: {any: [扶贫, 扶贫办公], not: [扶贫办]}}", "扶贫办公"), "0:0-12");
    CHECK_TEXT(HITS("concepts: {n: {any: [war], not: [\"war room\"]}}", "The war. A War  Room."), "0:4-7");
    CHECK_TEXT(HITS("concepts: {n: {any: [war], not: [\"war room\"]}}", "the war roomy"), "0:4-7"); /* no boundary */
    CHECK_TEXT(HITS("concepts: {n: {any: [\"war*\"], not: [\"*ward\"]}}", "warship warding ward"), "0:0-3 0:8-11");
    /* Near: in the sentence, beside the hit. */
    const char *near = "concepts: {c: {any: [碳达峰, 碳中和], near: [能源, 碳]}}";
    CHECK_TEXT(HITS(near, "碳达峰与能源。碳达峰。能源！碳中和、碳"), "0:0-9 0:42-51");
    CHECK_TEXT(HITS(near, "碳达峰碳中和"), "0:0-9 0:9-18"); /* 碳 of the other */
    const char *paragraph = "concepts: {c: {any: [碳达峰], near: [能源], within: paragraph}}";
    CHECK_TEXT(HITS(paragraph, "碳达峰。能源。碳达峰"), "0:0-9 0:21-30");
    CHECK_TEXT(HITS(paragraph, "碳达峰。"), "");
    CHECK_TEXT(HITS("concepts: {c: {any: [tax], near: [cut]}}", "Tax cut. Tax, 3.5 per cent. A cut. \"Tax.\" Cut"),
               "0:0-3");
    /* The longest is taken before near is asked. */
    CHECK_TEXT(HITS("concepts: {c: {any: [能源, 能源局], near: [能源]}}", "能源局能源"), "0:0-9 0:9-15");
    CHECK_TEXT(HITS("concepts: {c: {any: [能源, 能源局], near: [能源]}}", "能源局"), "");
    CHECK_TEXT(HITS("concepts: {a: [臺灣, 台湾]}", "臺灣"), "0:0-6");
    CHECK_TEXT(HITS("concepts:\n  a:\n    any: [台湾]\n    not: [臺灣]\n", "x"),
               "terms.yaml:4: the term \"臺灣\" stands under any and under not");
    CHECK_TEXT(HITS("concepts: {a: ['*']}", "x"), "terms.yaml:1: the term \"*\" is empty once it is normalized");
    CHECK_TEXT(HITS("{terms: [a], concepts: {a: [b]}}", "x"), "terms.yaml:1: \"a\" is given twice");
#undef HITS
    CHECK_TEXT(hits_of(analyzer, s, GLN_MATCH_WORD, "concepts: {p: {any: [人民], not: [人民和]}}", "人民币人民和人民"),
               "0:18-24");
    const char *terms[] = {"a"};
    gln_concepts *concepts = NULL;
    gln_matcher *matcher = NULL;
    gln_error err = GLN_ERROR_INIT;
    if (CHECK(gln_concepts_parse(lit("concepts: {a: [b]}"), "t", &concepts, NULL) == GLN_OK)) {
        CHECK(gln_matcher_new_concepts(analyzer, terms, 1, concepts, GLN_MATCH_STRING, &matcher, &err) ==
              GLN_ERR_FORMAT);
        terms[0] = "c";
        CHECK(gln_matcher_new_concepts(analyzer, terms, 1, concepts, GLN_MATCH_STRING, &matcher, NULL) == GLN_OK);
        CHECK(gln_matcher_n_terms(matcher) == 2);
        CHECK(gln_slice_equal(gln_matcher_term(matcher, 1), lit("a")));
        CHECK(!gln_matcher__needs_article(matcher));
    }
    gln_matcher_free(matcher);
    gln_concepts_free(concepts);
}

/* Two segments of one article: what is near in the one keeps hits in the other, but a hit cannot keep itself. */
static void test_article(const gln_analyzer *analyzer, gln_segmenter *s)
{
    const char *texts[] = {"碳达峰", "能源和碳达峰"};
    gln_concepts *concepts = NULL;
    gln_matcher *matcher = NULL;
    gln_near_list nears = {NULL, 0, 0};
    gln_hit kept[2] = {{0, 0, 0}, {0, 0, 0}};
    if (CHECK(gln_concepts_parse(lit("concepts: {c: {any: [碳达峰, 能源], near: [能源], within: article}}"), "t",
                                 &concepts, NULL) == GLN_OK) &&
        CHECK(gln_matcher_new_concepts(analyzer, NULL, 0, concepts, GLN_MATCH_STRING, &matcher, NULL) == GLN_OK)) {
        const gln_hit *hits;
        size_t n;
        CHECK(gln_matcher__needs_article(matcher));
        for (uint32_t i = 0; i < 2; i++) {
            CHECK(gln_matcher__run(matcher, s, lit(texts[i]), NULL, 0, i, &nears, &hits, &n, NULL) == GLN_OK);
            CHECK(n == i + 1);
            kept[i] = hits[0];
        }
        gln_near_list__sort(&nears);
        CHECK(nears.n == 1);
        CHECK(gln_near_list__keeps(&nears, matcher, 0, &kept[0]));
        CHECK(!gln_near_list__keeps(&nears, matcher, 1, &kept[1])); /* 能源 itself */
    }
    free(nears.items);
    gln_matcher_free(matcher);
    gln_concepts_free(concepts);
}

int main(void)
{
    gln_analyzer *analyzer = NULL;
    gln_segmenter *segmenter = NULL;
    test_file();
    if (CHECK(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK) &&
        CHECK(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK)) {
        test_hits(analyzer, segmenter);
        test_article(analyzer, segmenter);
    }
    gln_segmenter_free(segmenter);
    gln_analyzer_free(analyzer);
    return check_report("concepts");
}
