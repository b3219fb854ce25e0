/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast text is cut: guanlan, ICU's word break and, for Chinese, cppjieba, over the same lines in one run, one
 * thread each.
 *
 * usage: segment_speed FILE ROUNDS [DICTIONARIES]
 *
 * A round cuts all lines with one program after the other; the ratio is that of a round's times (so that a busy machine
 * slows both), and what is printed is the median over rounds. CPU time of the thread, not of the clock. ICU is given
 * its own UTF-16 and one iterator; guanlan and cppjieba UTF-8. */
#include "guanlan/analyzer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { MAX_ROUNDS = 99, PEERS = 4 };

#ifdef WITH_JIEBA
void *jieba_new(const char *folder);
uint64_t jieba_cut(void *jieba, const char *text, size_t len, int hmm);
#endif

typedef struct line {
    const char *text;
    size_t len;
    UChar *units;
    int32_t n_units;
} line;

typedef struct bench {
    line *lines;
    size_t n_lines;
    size_t bytes;
    gln_segmenter *segmenter;
    UBreakIterator *words;
    void *jieba;
} bench;

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void stop(const char *what)
{
    (void)fprintf(stderr, "segment_speed: %s\n", what);
    exit(1);
}

static void read_lines(bench *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        stop("the file cannot be read");
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *data = malloc(size + 1);
    if (!data || fread(data, 1, size, file) != size) {
        stop("the file cannot be read");
    }
    (void)fclose(file);
    size_t capacity = 0;
    for (char *at = data; at < data + size;) {
        char *end = memchr(at, '\n', (size_t)(data + size - at));
        size_t len = end ? (size_t)(end - at) : (size_t)(data + size - at);
        if (b->n_lines == capacity) {
            capacity = capacity ? capacity * 2 : 1024;
            b->lines = realloc(b->lines, capacity * sizeof *b->lines);
        }
        line *l = &b->lines[b->n_lines];
        *l = (line){at, len, malloc((len + 1) * sizeof(UChar)), 0};
        UErrorCode code = U_ZERO_ERROR;
        u_strFromUTF8(l->units, (int32_t)len + 1, &l->n_units, at, (int32_t)len, &code);
        b->n_lines += U_SUCCESS(code) && len > 0;
        b->bytes += U_SUCCESS(code) ? len : 0;
        at += len + 1;
    }
}

static uint64_t by_guanlan(const bench *b, size_t i)
{
    const gln_token *tokens;
    size_t n = 0;
    if (gln_segmenter_run(b->segmenter, (gln_slice){b->lines[i].text, b->lines[i].len}, &tokens, &n, NULL) != GLN_OK) {
        stop("a line cannot be cut");
    }
    return n;
}

static uint64_t by_icu(const bench *b, size_t i)
{
    UErrorCode code = U_ZERO_ERROR;
    uint64_t n = 0;
    ubrk_setText(b->words, b->lines[i].units, b->lines[i].n_units, &code);
    (void)ubrk_first(b->words);
    while (ubrk_next(b->words) != UBRK_DONE) {
        n++;
    }
    return n;
}

#ifdef WITH_JIEBA
static uint64_t by_jieba(const bench *b, size_t i)
{
    return jieba_cut(b->jieba, b->lines[i].text, b->lines[i].len, 0);
}

static uint64_t by_jieba_hmm(const bench *b, size_t i)
{
    return jieba_cut(b->jieba, b->lines[i].text, b->lines[i].len, 1);
}
#endif

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[2]) : 0;
    if (argc < 3 || argc > 4 || rounds < 1 || rounds > MAX_ROUNDS) {
        (void)fputs("usage: segment_speed FILE ROUNDS [DICTIONARIES]\n", stderr);
        return 2;
    }
    bench b = {0};
    gln_analyzer *analyzer = NULL;
    UErrorCode code = U_ZERO_ERROR;
    read_lines(&b, argv[1]);
    b.words = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    if (U_FAILURE(code) || gln_analyzer_new(NULL, &analyzer, NULL) != GLN_OK ||
        gln_segmenter_new(analyzer, &b.segmenter, NULL) != GLN_OK) {
        stop("no segmenter");
    }
    const char *names[PEERS] = {"guanlan", "icu"};
    uint64_t (*cut[PEERS])(const bench *, size_t) = {by_guanlan, by_icu};
    size_t n = 2;
#ifdef WITH_JIEBA
    if (argc == 4) {
        b.jieba = jieba_new(argv[3]);
        names[n] = "cppjieba";
        cut[n++] = by_jieba;
        names[n] = "cppjieba_hmm";
        cut[n++] = by_jieba_hmm;
    }
#endif
    static double speeds[PEERS][MAX_ROUNDS];
    static double ratios[PEERS][MAX_ROUNDS];
    uint64_t tokens[PEERS] = {0};
    for (int round = 0; round < rounds; round++) {
        for (size_t p = 0; p < n; p++) {
            double start = now();
            tokens[p] = 0;
            for (size_t i = 0; i < b.n_lines; i++) {
                tokens[p] += cut[p](&b, i);
            }
            speeds[p][round] = (double)b.bytes / 1e6 / (now() - start);
            ratios[p][round] = speeds[0][round] / speeds[p][round];
        }
    }
    printf("program\tmegabytes\tMB_per_s\ttokens\tguanlan_is_times_faster\n");
    for (size_t p = 0; p < n; p++) {
        printf("%s\t%.2f\t%.1f\t%llu\t%.2f\n", names[p], (double)b.bytes / 1e6, median(speeds[p], (size_t)rounds),
               (unsigned long long)tokens[p], median(ratios[p], (size_t)rounds));
    }
    gln_segmenter_free(b.segmenter);
    gln_analyzer_free(analyzer);
    ubrk_close(b.words);
    return 0;
}
