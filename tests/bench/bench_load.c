/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast is a corpus loaded, and what does an issue cost in memory?
 *
 *     bench_load FOLDER [ROUNDS]      5 rounds by default; one thread
 *
 * Prints the megabytes a second of loading (reading, decoding, finding articles) with SHA-256 taken out, which is timed
 * over the same bytes in the same round; medians of the rounds. Then the bytes of heap that a closed corpus holds an
 * issue, of FOLDER and of a folder of 20,000 small issues that it makes in $TMPDIR. */
#include "core/file.h"
#include "core/sha256.h"
#include "guanlan/corpus.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ROUNDS = 99, SMALL_ISSUES = 20000 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static gln_status count_issue(void *context, const gln_issue *issue, gln_error *err)
{
    (void)err;
    *(size_t *)context += issue->n_articles;
    return GLN_OK;
}

static gln_status count_reject(void *context, const gln_reject *reject, gln_error *err)
{
    (void)context;
    (void)reject;
    (void)err;
    return GLN_OK;
}

static int fail(const gln_error *err)
{
    (void)fprintf(stderr, "bench_load: %s\n", err->message);
    return EXIT_FAILURE;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

/* Opens a corpus; *heap is what it holds once it is closed. */
static gln_status open_corpus(const char *folder, gln_corpus **out, size_t *heap, gln_error *err)
{
    (void)malloc_trim(0);
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    gln_corpus *corpus = NULL;
    gln_status status = gln_corpus_new(&corpus, err);
    if (status == GLN_OK) {
        status = gln_corpus_add(corpus, folder, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus_close(corpus, err);
    }
    if (status != GLN_OK) {
        gln_corpus_free(corpus);
        return status;
    }
    *heap = mallinfo2().uordblks + mallinfo2().hblkhd - before;
    *out = corpus;
    return GLN_OK;
}

/* All files of the folder, hashed as the loader does. */
static gln_status hash_all(const gln_corpus *corpus, const char *folder, size_t *bytes, gln_error *err)
{
    gln_buffer buffer = GLN_BUFFER_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    gln_status status = GLN_OK;
    *bytes = 0;
    for (size_t i = 0; i < gln_corpus_n_items(corpus) && status == GLN_OK; i++) {
        char *path = gln_path__join(gln_slice_of(folder), gln_corpus_item(corpus, i));
        gln_buffer__clear(&buffer);
        status = path ? gln_file__read(path, &buffer, err) : GLN_ERR_NOMEM;
        if (status == GLN_OK) {
            status = gln_sha256__digest(gln_buffer__slice(&buffer), digest, err);
        }
        *bytes += buffer.len;
        free(path);
    }
    gln_buffer__free(&buffer);
    return status;
}

static gln_status speed(const char *folder, int rounds, gln_error *err)
{
    gln_corpus *corpus = NULL;
    size_t heap = 0;
    size_t bytes = 0;
    double loading[MOST_ROUNDS];
    double hashing[MOST_ROUNDS];
    double net[MOST_ROUNDS];
    size_t articles = 0;
    const gln_visitor visitor = {&articles, count_issue, count_reject};
    gln_status status = open_corpus(folder, &corpus, &heap, err);
    for (int r = 0; r < rounds && status == GLN_OK; r++) {
        double start = now();
        articles = 0;
        for (size_t i = 0; i < gln_corpus_n_items(corpus) && status == GLN_OK; i++) {
            status = gln_corpus_read(corpus, i, &visitor, err);
        }
        double loaded = now();
        if (status == GLN_OK) {
            status = hash_all(corpus, folder, &bytes, err);
        }
        loading[r] = loaded - start;
        hashing[r] = now() - loaded;
        net[r] = loading[r] - hashing[r];
    }
    if (status == GLN_OK) {
        double mega = (double)bytes / 1e6;
        size_t n = gln_corpus_n_items(corpus);
        printf("%zu files, %.1f MB, %zu articles\n", n, mega, articles);
        printf("loading with its hash  %7.1f MB/s\n", mega / median(loading, rounds));
        printf("reading and SHA-256    %7.1f MB/s\n", mega / median(hashing, rounds));
        printf("loading without them   %7.1f MB/s\n", mega / median(net, rounds));
        printf("heap of the corpus     %7.1f bytes an issue\n", n ? (double)heap / (double)n : 0);
    }
    gln_corpus_free(corpus);
    return status;
}

/* The folder of small issue i, or its file. */
static void small_path(char path[384], const char *folder, int i, bool file)
{
    int year = 1950 + i / 336, month = i / 28 % 12 + 1;
    int n = snprintf(path, 384, "%s/%04d-%02d", folder, year, month);
    if (file) {
        (void)snprintf(path + n, 384 - (size_t)n, "/%04d-%02d-%02d.txt", year, month, i % 28 + 1);
    }
}

/* A folder of small issues, each a file of its own in the folder of its year and month. */
static gln_status small_issues(gln_error *err)
{
    const char *base = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
    char folder[256];
    char path[384];
    gln_corpus *corpus = NULL;
    size_t heap = 0;
    (void)snprintf(folder, sizeof folder, "%s/bench_load.XXXXXX", base);
    if (!mkdtemp(folder)) {
        return gln_error_set(err, GLN_ERR_IO, "cannot make a folder in %s", base);
    }
    for (int i = 0; i < SMALL_ISSUES; i++) {
        small_path(path, folder, i, false);
        (void)mkdir(path, 0700);
        small_path(path, folder, i, true);
        FILE *file = fopen(path, "w");
        if (file) {
            (void)fprintf(file, "第%d号\n\n河水慢慢上涨\n\n本报讯 今天是第%d天。%*s\n", i, i, i % 2000, "");
            (void)fclose(file);
        }
    }
    gln_status status = open_corpus(folder, &corpus, &heap, err);
    if (status == GLN_OK) {
        printf("of %d small issues   %7.1f bytes an issue\n", SMALL_ISSUES, (double)heap / SMALL_ISSUES);
    }
    gln_corpus_free(corpus);
    for (int i = 0; i < SMALL_ISSUES; i++) {
        small_path(path, folder, i, true);
        (void)unlink(path);
    }
    for (int i = 0; i < SMALL_ISSUES; i += 28) {
        small_path(path, folder, i, false);
        (void)rmdir(path);
    }
    (void)rmdir(folder);
    return status;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    gln_error err = GLN_ERROR_INIT;
    if (argc < 2 || rounds < 1 || rounds > MOST_ROUNDS) {
        (void)fputs("usage: bench_load FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    if (speed(argv[1], rounds, &err) != GLN_OK || small_issues(&err) != GLN_OK) {
        return fail(&err);
    }
    return EXIT_SUCCESS;
}
