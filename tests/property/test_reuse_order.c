/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever order articles come in, however they are dealt out to counters that are merged, and with any number of
 * threads, the clusters are the same. The first argument is the seed. */
#include "../unit/check.h"
#include "core/buffer.h"
#include "count/reuse_view.h"

#include <stdlib.h>

enum { ISSUES = 60, SHARDS = 4, ROUNDS = 6, LENGTH = 1200 };

static uint64_t state;

/* splitmix64 (Steele, Lea, Flood 2014) */
static unsigned draw(unsigned n)
{
    uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((x ^ (x >> 31)) % n);
}

typedef struct made {
    char id[16];
    char text[LENGTH];
    gln_paragraph body;
    gln_article article;
    gln_issue issue;
} made;

static made issues[ISSUES];
static gln_analyzer *analyzer;

/* New text, or that of an issue before with some words changed and perhaps the end cut off. */
static void make(unsigned i)
{
    static const char *const papers[] = {"P", "Q", "R"};
    made *m = &issues[i];
    size_t len = 0;
    (void)snprintf(m->id, sizeof m->id, "%02u-01", i);
    if (i && draw(2)) {
        const made *from = &issues[draw(i)];
        memcpy(m->text, from->text, LENGTH);
        len = strlen(m->text);
        for (unsigned k = draw(12); k > 0; k--) {
            m->text[draw((unsigned)len)] = (char)('a' + draw(26));
        }
        m->text[draw(3) ? len : len - draw((unsigned)len / 2)] = '\0';
    } else {
        for (unsigned n = 60 + draw(60); n > 0; n--) {
            len += (size_t)snprintf(m->text + len, LENGTH - len, "w%u ", draw(5000));
        }
    }
    m->body = (gln_paragraph){.text = gln_slice_of(m->text), .gap = SIZE_MAX};
    m->article = (gln_article){.id = gln_slice_of(m->id), .order = 1, .body = &m->body, .n_body = 1};
    m->issue = (gln_issue){.id = gln_slice_of(m->id),
                           .file = gln_slice_of(m->id),
                           .newspaper = gln_slice_of(papers[draw(3)]),
                           .date = gln_date_of_days(1000 + draw(12)),
                           .articles = &m->article,
                           .n_articles = 1};
}

static bool every; /* counters of every article, for stories */
static size_t keep;

static gln_reuse *counter(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_reuse *out = NULL;
    gln_counter_options options = {.analyzer = analyzer, .every = every, .keep = keep};
    CHECK(gln_reuse_new(&options, &out, &err) == GLN_OK);
    return out;
}

/* The stories of a selection beside itself: every article is one, and with itself. */
static void put_stories(const gln_reuse *reuse, gln_buffer *out)
{
    gln_error err = GLN_ERROR_INIT;
    gln_table *stories = NULL;
    if (!CHECK(gln_stories_table(reuse, reuse, &stories, &err) == GLN_OK)) {
        return;
    }
    gln_buffer__printf(out, "%zu stories\n", gln_table_n_rows(stories));
    for (size_t i = 0; i < gln_table_n_rows(stories) && !keep; i++) {
        CHECK(
            gln_slice_equal(gln_table_cell(stories, i, gln_table_find(stories, "found"))->as.text, GLN_LIT("shared")));
        CHECK(gln_table_cell(stories, i, gln_table_find(stories, "similarity"))->as.number == 1);
        gln_buffer__put(out, gln_table_cell(stories, i, gln_table_find(stories, "article_a"))->as.text);
    }
    CHECK(keep ? gln_table_n_rows(stories) == 1 : gln_table_n_rows(stories) >= ISSUES);
    gln_table_free(stories);
}

/* The bytes of the counts, and the members of all clusters or the stories. */
static gln_buffer bytes_of(const gln_reuse *reuse)
{
    gln_error err = GLN_ERROR_INIT;
    gln_buffer out = GLN_BUFFER_INIT;
    char *bytes = NULL;
    size_t n = 0;
    gln_reuse_view view = {.n_groups = 0};
    CHECK(gln_reuse_write(reuse, &bytes, &n, &err) == GLN_OK);
    gln_buffer__put(&out, (gln_slice){bytes, n});
    free(bytes);
    if (every) {
        put_stories(reuse, &out);
        return out;
    }
    CHECK(gln_reuse__view(reuse, NULL, &view, &err) == GLN_OK);
    for (size_t g = 0; g < view.n_groups; g++) {
        for (size_t i = 0; i < view.groups[g].n; i++) {
            const gln_reuse_member *m = &view.groups[g].members[i];
            gln_buffer__put(&out, m->entry->id);
            gln_buffer__printf(&out, " %zu %d %.17g\n", g, (int)m->kind, m->overlap.jaccard);
        }
    }
    CHECK(view.n_groups > 0);
    gln_reuse_view__free(&view);
    return out;
}

static void check_same(const gln_reuse *a, const gln_buffer *want)
{
    gln_buffer got = bytes_of(a);
    CHECK(gln_slice_equal(gln_buffer__slice(&got), gln_buffer__slice(want)));
    gln_buffer__free(&got);
}

static void test_shards(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_reuse *whole = counter();
    for (unsigned i = 0; i < ISSUES; i++) {
        CHECK(gln_reuse_add(whole, &issues[i].issue, &err) == GLN_OK);
    }
    gln_buffer want = bytes_of(whole);
    gln_reuse_free(whole);
    for (int round = 0; round < ROUNDS; round++) {
        gln_reuse *shards[SHARDS];
        unsigned order[ISSUES];
        for (unsigned i = 0; i < ISSUES; i++) {
            unsigned k = draw(i + 1);
            order[i] = order[k];
            order[k] = i;
        }
        for (size_t s = 0; s < SHARDS; s++) {
            shards[s] = counter();
        }
        for (unsigned i = 0; i < ISSUES; i++) {
            CHECK(gln_reuse_add(shards[draw(SHARDS)], &issues[order[i]].issue, &err) == GLN_OK);
        }
        for (size_t s = 1; s < SHARDS; s++) {
            CHECK(gln_reuse_merge(shards[0], shards[s], &err) == GLN_OK);
        }
        check_same(shards[0], &want);
        for (size_t s = 0; s < SHARDS; s++) {
            gln_reuse_free(shards[s]);
        }
    }
    gln_buffer__free(&want);
}

static gln_reuse *run(const char *path, unsigned threads)
{
    gln_error err = GLN_ERROR_INIT;
    gln_corpus *corpus = NULL;
    gln_reuse *reuse = counter();
    gln_run_options options = {.threads = threads};
    CHECK(gln_corpus_new(&corpus, &err) == GLN_OK && gln_corpus_add(corpus, path, &err) == GLN_OK &&
          gln_corpus_close(corpus, &err) == GLN_OK);
    CHECK(gln_counters_run(corpus, NULL, &(gln_counters){.reuse = reuse}, &options, NULL, &err) == GLN_OK);
    gln_corpus_free(corpus);
    return reuse;
}

static void test_threads(void)
{
    gln_reuse *one = run("corpora/sample", 1);
    gln_buffer want = bytes_of(one);
    gln_reuse_free(one);
    for (unsigned threads = 2; threads <= 5; threads += 3) {
        gln_reuse *some = run("corpora/sample", threads);
        check_same(some, &want);
        gln_reuse_free(some);
    }
    gln_buffer__free(&want);
}

int main(int argc, char **argv)
{
    gln_error err = GLN_ERROR_INIT;
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20260101;
    printf("seed %llu\n", (unsigned long long)state);
    if (!CHECK(gln_analyzer_new(NULL, &analyzer, &err) == GLN_OK)) {
        return check_report("reuse_order");
    }
    for (unsigned i = 0; i < ISSUES; i++) {
        make(i);
    }
    test_shards();
    test_threads();
    every = true;
    test_shards();
    test_threads();
    keep = ISSUES - 1; /* more than that: none is kept, whichever came first */
    test_shards();
    gln_analyzer_free(analyzer);
    return check_report("reuse_order");
}
