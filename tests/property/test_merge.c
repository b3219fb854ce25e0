/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws of counters: however issues are dealt out to shards, in whatever order they are added and merged, the bytes
 * are those of one counter; and a run gives the same counts, callbacks and summary with any number of threads. The
 * first argument is the seed. */
#include "../unit/check.h"
#include "count/count_job.h"

#include <stdlib.h>
#include <unistd.h>

enum { ISSUES = 24, ARTICLES = 4, PARAGRAPHS = 3, MOST_SHARDS = 6, ROUNDS = 12, FILES = 9 };

static uint64_t state;

/* splitmix64 (Steele, Lea, Flood 2014) */
static unsigned draw(unsigned n)
{
    uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((x ^ (x >> 31)) % n);
}

static bool ok(gln_status status, const gln_error *err)
{
    if (status != GLN_OK) {
        char text[2048];
        fprintf(stderr, "%s\n", gln_error_text(err, text, sizeof text));
    }
    return status == GLN_OK;
}

#define OK(call) CHECK(ok((call), &err))

/* Issues at random. */

static const char *const words[] = {"人民", "人民币", "脱贫攻坚", "扶贫",  "经济", "發展", "发展", "war",
                                    "War",  "toward", "new york", "7",     "，",   "。",   "! ",   "\xEF\xBF\xBC",
                                    "的",   "新华社", "2020",     "peace", "、",   " ",    "York", "…"};
static const char *const papers[] = {"P", "Q", ""};
static const char *const sections[] = {"要闻", "S", ""};
static const char *const agencies[] = {"新华社", "本报", ""};

typedef struct made_article {
    char id[24];
    char texts[PARAGRAPHS + 1][512]; /* the headline first */
    gln_headline_line headline;
    gln_paragraph body[PARAGRAPHS];
} made_article;

typedef struct made_issue {
    char id[16];
    made_article made[ARTICLES];
    gln_article articles[ARTICLES];
    gln_issue issue;
} made_issue;

static void make_text(char *out, size_t size, unsigned n)
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < n; i++) {
        const char *word = words[draw(sizeof words / sizeof *words)];
        if (len + strlen(word) + 2 < size) {
            len += (size_t)snprintf(out + len, size - len, "%s%s", word, draw(2) ? " " : "");
        }
    }
}

static gln_slice pick(const char *const *names)
{
    const char *name = names[draw(3)];
    return (gln_slice){name[0] ? name : NULL, strlen(name)};
}

static void make_article(made_issue *of, unsigned a)
{
    made_article *made = &of->made[a];
    gln_article *article = &of->articles[a];
    memset(article, 0, sizeof *article);
    snprintf(made->id, sizeof made->id, "%s-%02u", of->id, a + 1);
    for (unsigned i = 0; i <= PARAGRAPHS; i++) {
        make_text(made->texts[i], sizeof made->texts[i], i ? draw(40) : draw(8));
    }
    gln_slice headline = gln_slice_of(made->texts[0]);
    made->headline = (gln_headline_line){headline, headline, a + 1, GLN_HEADLINE_MAIN};
    for (unsigned i = 0; i < PARAGRAPHS; i++) {
        made->body[i] = (gln_paragraph){gln_slice_of(made->texts[i + 1]), NULL, 0, SIZE_MAX};
    }
    article->id = gln_slice_of(made->id);
    article->order = a + 1;
    article->section = pick(sections);
    article->agency = pick(agencies);
    article->headline = &made->headline;
    article->n_headline = draw(4) > 0;
    article->headline_joined = article->n_headline ? headline : GLN_LIT("");
    article->body = made->body;
    article->n_body = draw(PARAGRAPHS + 1);
}

static void make_issue(made_issue *made, unsigned i)
{
    snprintf(made->id, sizeof made->id, "%012x", draw(1u << 30) * 64 + i);
    for (unsigned a = 0; a < ARTICLES; a++) {
        make_article(made, a);
    }
    memset(&made->issue, 0, sizeof made->issue);
    made->issue.id = gln_slice_of(made->id);
    made->issue.file = gln_slice_of(made->id);
    made->issue.newspaper = pick(papers);
    made->issue.date = (gln_date){(int16_t)(draw(8) ? 2020 : 0), 9, (int8_t)(1 + draw(5))};
    made->issue.date_basis = draw(2) ? GLN_BASIS_INFERRED : GLN_BASIS_MASTHEAD;
    made->issue.articles = made->articles;
    made->issue.n_articles = draw(ARTICLES + 1);
}

static void shuffle(unsigned *order, unsigned n)
{
    for (unsigned i = n; i > 1; i--) {
        unsigned j = draw(i), kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

/* One law for four counters. */

typedef struct law {
    const char *name;
    gln_status (*make)(const gln_counter_options *options, void **out, gln_error *err);
    void (*drop)(void *counter);
    gln_status (*add)(void *counter, const gln_issue *issue, gln_error *err);
    gln_status (*merge)(void *into, void *from, gln_error *err);
    gln_status (*write)(const void *counter, char **out, size_t *n, gln_error *err);
} law;

#define LAW(name)                                                                                                      \
    static gln_status name##_make(const gln_counter_options *options, void **out, gln_error *err)                      \
    {                                                                                                                  \
        gln_##name *counter = NULL;                                                                                    \
        gln_status status = gln_##name##_new(options, &counter, err);                                                  \
        *out = counter;                                                                                                \
        return status;                                                                                                 \
    }                                                                                                                  \
    static void name##_drop(void *counter)                                                                             \
    {                                                                                                                  \
        gln_##name##_free(counter);                                                                                    \
    }                                                                                                                  \
    static gln_status name##_add(void *counter, const gln_issue *issue, gln_error *err)                                \
    {                                                                                                                  \
        return gln_##name##_add(counter, issue, err);                                                                  \
    }                                                                                                                  \
    static gln_status name##_merge(void *into, void *from, gln_error *err)                                             \
    {                                                                                                                  \
        return draw(2) ? gln_##name##_merge(into, from, err) : gln_##name##__take(into, from, err);                    \
    }                                                                                                                  \
    static gln_status name##_write(const void *counter, char **out, size_t *n, gln_error *err)                         \
    {                                                                                                                  \
        return gln_##name##_write(counter, out, n, err);                                                               \
    }                                                                                                                  \
    static const law name##_law = {#name, name##_make, name##_drop, name##_add, name##_merge, name##_write};

LAW(series)
LAW(freq)
LAW(cooc)
LAW(kwic)
LAW(ngrams)
LAW(variants)

/* Deals the issues to shards at random, adds what is left over after merging, merges in random order. */
static gln_slice in_shards(const law *of, const gln_counter_options *options, made_issue *issues, unsigned n_shards)
{
    gln_error err = GLN_ERROR_INIT;
    void *shards[MOST_SHARDS] = {NULL};
    unsigned order[ISSUES], late = draw(ISSUES);
    char *bytes = NULL;
    size_t n = 0;
    for (unsigned i = 0; i < n_shards; i++) {
        OK(of->make(options, &shards[i], &err));
    }
    for (unsigned i = 0; i < ISSUES; i++) {
        order[i] = i;
    }
    shuffle(order, ISSUES);
    for (unsigned i = 0; i < ISSUES; i++) {
        if (i == late) { /* a counter that was merged counts on */
            unsigned into = draw(n_shards), from = draw(n_shards);
            if (into != from) {
                OK(of->merge(shards[into], shards[from], &err));
                of->drop(shards[from]);
                OK(of->make(options, &shards[from], &err));
            }
        }
        gln_article turned[ARTICLES];
        gln_issue issue = issues[order[i]].issue;
        unsigned turn = draw(ARTICLES);
        for (size_t a = 0; a < issue.n_articles; a++) {
            turned[a] = issue.articles[(a + turn) % issue.n_articles];
        }
        issue.articles = turned;
        OK(of->add(shards[draw(n_shards)], &issue, &err));
    }
    for (unsigned left = n_shards; left > 1; left--) {
        unsigned into = draw(left - 1);
        OK(of->merge(shards[into], shards[left - 1], &err));
        of->drop(shards[left - 1]);
    }
    OK(of->write(shards[0], &bytes, &n, &err));
    of->drop(shards[0]);
    return (gln_slice){bytes, n};
}

static void release(gln_slice bytes)
{
    union {
        const char *in;
        char *out;
    } owned = {bytes.ptr};
    free(owned.out);
}

static void test_law(const law *of, const gln_counter_options *options, made_issue *issues)
{
    gln_error err = GLN_ERROR_INIT;
    void *one = NULL;
    char *bytes = NULL;
    size_t n = 0;
    OK(of->make(options, &one, &err));
    for (unsigned i = 0; i < ISSUES; i++) {
        OK(of->add(one, &issues[i].issue, &err));
    }
    OK(of->write(one, &bytes, &n, &err));
    of->drop(one);
    CHECK(n > 64 && memcmp(bytes, "GLNC", 4) == 0);
    for (unsigned round = 0; round < ROUNDS; round++) {
        unsigned n_shards = 1 + draw(MOST_SHARDS);
        gln_counter_options bounded = *options;
        bounded.memory = draw(2) ? 1 + draw(8000) : 0; /* some spill at every article, some now and then */
        gln_slice got = in_shards(of, &bounded, issues, n_shards);
        if (!CHECK(gln_slice_equal(got, (gln_slice){bytes, n}))) {
            fprintf(stderr, "%s: %u shards, round %u: %zu bytes, not %zu\n", of->name, n_shards, round, got.len, n);
        }
        release(got);
    }
    free(bytes);
}

static void test_laws(const gln_analyzer *analyzer, const gln_matcher *matcher)
{
    made_issue *issues = calloc(ISSUES, sizeof *issues);
    gln_selection selection = {.section = GLN_LIT("S")};
    if (!CHECK(issues != NULL)) {
        return;
    }
    for (unsigned i = 0; i < ISSUES; i++) {
        make_issue(&issues[i], i);
    }
    for (int variant = 0; variant < 4; variant++) {
        gln_counter_options options = {.analyzer = analyzer,
                                       .matcher = matcher,
                                       .selection = variant == 3 ? &selection : NULL,
                                       .part = (gln_part)(variant % 3),
                                       .split = (gln_split)variant,
                                       .context = (gln_context)variant,
                                       .window = 1 + draw(9)};
        test_law(&series_law, &options, issues);
        test_law(&cooc_law, &options, issues);
        test_law(&kwic_law, &options, issues);
        options.keep_order = variant % 2 == 1;
        test_law(&freq_law, &options, issues);
        test_law(&variants_law, &options, issues);
        options.most = 1 + draw(3);
        test_law(&kwic_law, &options, issues);
        options.most = 0;
        options.matcher = NULL;
        options.keep_order = variant % 2 == 0;
        test_law(&ngrams_law, &options, issues);
        test_law(&freq_law, &options, issues);
    }
    free(issues);
}

/* A run with any number of threads. */

typedef struct told {
    char text[1 << 14]; /* what the callbacks said, in order */
    size_t len;
    size_t last; /* progress */
} told;

static void on_reject(void *context, const gln_reject *reject)
{
    told *log = context;
    log->len += (size_t)snprintf(log->text + log->len, sizeof log->text - log->len, "reject %.*s %.*s\n",
                                 (int)reject->file.len, reject->file.ptr, (int)reject->reason.len, reject->reason.ptr);
}

static void on_issue(void *context, const gln_issue *issue)
{
    told *log = context;
    log->len +=
        (size_t)snprintf(log->text + log->len, sizeof log->text - log->len, "issue %.*s %.*s %zu\n",
                         (int)issue->file.len, issue->file.ptr, (int)issue->id.len, issue->id.ptr, issue->n_warnings);
}

static void on_progress(void *context, size_t done, size_t total)
{
    told *log = context;
    CHECK(done == log->last + 1 && done <= total);
    log->last = done;
}

static bool write_files(const char *folder)
{
    bool written = true;
    for (unsigned i = 0; i < FILES && written; i++) {
        char path[512], text[512];
        snprintf(path, sizeof path, "%s/paper-2020-09-%02u.txt", folder, i + 10);
        FILE *file = fopen(path, "wb");
        written = file != NULL;
        for (unsigned a = 0; written && a < 3 && i % 4 != 3; a++) { /* every fourth file is empty: a reject */
            make_text(text, sizeof text, 30);
            written = fprintf(file, "脱贫攻坚战取得胜利%u%u\n　　本报讯 经济发展的人民币。%s。\n\n", i, a, text) > 0;
        }
        written = file && fclose(file) == 0 && written;
    }
    return written;
}

static void remove_files(const char *folder)
{
    for (unsigned i = 0; i < FILES; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/paper-2020-09-%02u.txt", folder, i + 10);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

typedef struct counted {
    gln_slice bytes[5];
    gln_corpus_summary summary;
    gln_status status;
    told log;
} counted;

static void make_counters(const gln_analyzer *analyzer, const gln_matcher *matcher, const gln_selection *b,
                          gln_counters *out)
{
    gln_error err = GLN_ERROR_INIT;
    gln_counter_options options = {.analyzer = analyzer, .matcher = matcher, .window = 5};
    OK(gln_series_new(&options, &out->series, &err));
    OK(gln_cooc_new(&options, &out->cooc, &err));
    OK(gln_kwic_new(&options, &out->kwic, &err));
    options.matcher = NULL;
    options.keep_order = true;
    OK(gln_freq_new(&options, &out->freq, &err));
    options.selection = b;
    options.part = GLN_PART_HEADLINE;
    OK(gln_freq_new(&options, &out->freq_b, &err));
}

static void write_counters(const gln_counters *counters, gln_slice bytes[5])
{
    gln_error err = GLN_ERROR_INIT;
    char *out[5] = {NULL};
    size_t n[5] = {0};
    OK(gln_series_write(counters->series, &out[0], &n[0], &err));
    OK(gln_freq_write(counters->freq, &out[1], &n[1], &err));
    OK(gln_freq_write(counters->freq_b, &out[2], &n[2], &err));
    OK(gln_cooc_write(counters->cooc, &out[3], &n[3], &err));
    OK(gln_kwic_write(counters->kwic, &out[4], &n[4], &err));
    for (size_t i = 0; i < 5; i++) {
        bytes[i] = (gln_slice){out[i], n[i]};
    }
}

static void free_counters(gln_counters *counters)
{
    gln_series_free(counters->series);
    gln_freq_free(counters->freq);
    gln_freq_free(counters->freq_b);
    gln_cooc_free(counters->cooc);
    gln_kwic_free(counters->kwic);
}

static gln_status add_all(void *context, const gln_issue *issue, gln_error *err)
{
    gln_counters *counters = context;
    CHECK(gln_series_add(counters->series, issue, err) == GLN_OK);
    CHECK(gln_freq_add(counters->freq, issue, err) == GLN_OK);
    CHECK(gln_freq_add(counters->freq_b, issue, err) == GLN_OK);
    CHECK(gln_cooc_add(counters->cooc, issue, err) == GLN_OK);
    CHECK(gln_kwic_add(counters->kwic, issue, err) == GLN_OK);
    return GLN_OK;
}

static gln_status skip(void *context, const gln_reject *reject, gln_error *err)
{
    (void)context;
    (void)reject;
    (void)err;
    return GLN_OK;
}

static void run(const gln_corpus *corpus, const gln_analyzer *analyzer, const gln_matcher *matcher, unsigned threads,
                const volatile int *cancel, counted *out)
{
    gln_error err = GLN_ERROR_INIT;
    gln_selection b = {.from = {2020, 9, 12}};
    gln_counters counters = {.series = NULL};
    gln_run_options options = {threads, cancel, &out->log, on_progress, on_reject, on_issue};
    make_counters(analyzer, matcher, &b, &counters);
    out->status = gln_counters_run(corpus, NULL, &counters, &options, &out->summary, &err);
    write_counters(&counters, out->bytes);
    free_counters(&counters);
}

static void compare(const counted *a, const counted *b)
{
    for (size_t i = 0; i < 5; i++) {
        CHECK(gln_slice_equal(a->bytes[i], b->bytes[i]));
    }
    CHECK(strcmp(a->summary.sha256, b->summary.sha256) == 0 && a->summary.issues == b->summary.issues);
    CHECK(a->summary.articles == b->summary.articles && a->summary.tokens == b->summary.tokens);
    CHECK(a->summary.rejects == b->summary.rejects && a->summary.undated == b->summary.undated);
    CHECK(a->summary.from.day == b->summary.from.day && a->summary.to.day == b->summary.to.day);
    CHECK_TEXT(a->log.text, b->log.text);
}

static void drop(counted *c)
{
    for (size_t i = 0; c && i < 5; i++) {
        release(c->bytes[i]);
    }
    free(c);
}

/* The same files, read one after the other into counters that each cut the text for themselves. */
static void one_by_one(const gln_corpus *corpus, const gln_analyzer *analyzer, const gln_matcher *matcher,
                       const counted *want)
{
    gln_error err = GLN_ERROR_INIT;
    gln_selection b = {.from = {2020, 9, 12}};
    gln_counters counters = {.series = NULL};
    gln_slice bytes[5];
    make_counters(analyzer, matcher, &b, &counters);
    gln_visitor visitor = {&counters, add_all, skip};
    for (size_t i = 0; i < gln_corpus_n_items(corpus); i++) {
        OK(gln_corpus_read(corpus, i, &visitor, &err));
    }
    write_counters(&counters, bytes);
    for (size_t i = 0; i < 5; i++) {
        CHECK(gln_slice_equal(bytes[i], want->bytes[i]));
        release(bytes[i]);
    }
    free_counters(&counters);
}

static void test_run(const gln_analyzer *analyzer, const gln_matcher *matcher)
{
    gln_error err = GLN_ERROR_INIT;
    char folder[] = "/tmp/guanlan-merge-XXXXXX";
    gln_corpus *corpus = NULL;
    if (!CHECK(mkdtemp(folder) != NULL) || !CHECK(write_files(folder))) {
        return;
    }
    OK(gln_corpus_new(&corpus, &err));
    OK(gln_corpus_add(corpus, folder, &err));
    OK(gln_corpus_close(corpus, &err));
    static const unsigned threads[] = {1, 2, 5, 0};
    counted *first = calloc(1, sizeof *first);
    if (CHECK(first != NULL)) {
        run(corpus, analyzer, matcher, 1, NULL, first);
        CHECK(first->status == GLN_OK && first->summary.articles > 10 && first->summary.tokens > 100);
        CHECK(first->summary.rejects == 2 && first->summary.issues == FILES - 2);
        CHECK(first->log.last == gln_corpus_n_items(corpus));
        one_by_one(corpus, analyzer, matcher, first);
    }
    for (size_t i = 1; first && i < sizeof threads / sizeof *threads; i++) {
        counted *other = calloc(1, sizeof *other);
        if (CHECK(other != NULL)) {
            run(corpus, analyzer, matcher, threads[i], NULL, other);
            compare(first, other);
        }
        drop(other);
    }
    counted *stopped = calloc(1, sizeof *stopped);
    if (CHECK(stopped != NULL)) {
        const volatile int cancel = 1;
        run(corpus, analyzer, matcher, 2, &cancel, stopped);
        CHECK(stopped->status == GLN_ERR_INTERRUPTED && stopped->log.len == 0);
    }
    drop(stopped);
    drop(first);
    gln_corpus_free(corpus);
    remove_files(folder);
}

int main(int argc, char **argv)
{
    gln_error err = GLN_ERROR_INIT;
    gln_analyzer *analyzer = NULL;
    gln_matcher *matcher = NULL;
    const char *terms[] = {"人民", "发展", "war", "york", "new york", "扶贫", "。", "zebra"};
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20200926;
    printf("seed %llu\n", (unsigned long long)state);
    if (OK(gln_analyzer_new(NULL, &analyzer, &err)) &&
        OK(gln_matcher_new(analyzer, terms, sizeof terms / sizeof *terms, GLN_MATCH_STRING, &matcher, &err))) {
        test_laws(analyzer, matcher);
        test_run(analyzer, matcher);
    }
    gln_matcher_free(matcher);
    gln_analyzer_free(analyzer);
    return check_report("test_merge");
}
