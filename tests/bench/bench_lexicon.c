/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long does a lexicon of a million words take to compile, and its image to open?
 *
 *     bench_lexicon [WORDS [ROUNDS]]      a million and 15 by default; one thread
 *
 * Draws words of 2 to 6 of 6,000 ideographs, the commoner the more often, which fill a trie worse than real words do;
 * as a user's lexicon and as a base lexicon. Compiles them in $TMPDIR and opens them: medians of the rounds, and the
 * best. Opening is what an analyzer with the image takes more than one without. */
#include "core/utf8.h"
#include "draws.h"
#include "guanlan/analyzer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ROUNDS = 99, CHARACTERS = 6000, PATH_BYTES = 4096 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Character k with a probability that falls as 1 / (k + 20): the inverse of that distribution. */
static uint32_t draw_character(gln_rng *rng)
{
    double k = 20.0 * pow((CHARACTERS + 20.0) / 20.0, uniform(rng)) - 20.0;
    return 0x4E00 + (uint32_t)k;
}

static bool write_words(const char *path, unsigned long n, bool base)
{
    gln_rng *rng = NULL;
    FILE *file = fopen(path, "w");
    if (!file || gln_rng__new(7, &rng, NULL) != GLN_OK) {
        return false;
    }
    (void)fputs(base ? "# guanlan base lexicon\n" : "", file);
    for (unsigned long i = 0; i < n; i++) {
        uint64_t draw = gln_rng__below(rng, 20);
        size_t length = draw < 6 ? 2 : draw < 12 ? 3 : draw < 17 ? 4 : draw < 19 ? 5 : 6;
        char word[32];
        size_t len = 0;
        while (length-- > 0) {
            len += gln_utf8__put(word + len, draw_character(rng));
        }
        (void)fprintf(file, "%.*s\t%" PRIu64 "\n", (int)len, word, gln_rng__below(rng, 5000) + 1);
    }
    gln_rng__free(rng);
    return fclose(file) == 0;
}

static void ignore(void *context, const char *file, uint64_t line, const char *reason)
{
    (void)context, (void)file, (void)line, (void)reason; /* a word drawn twice */
}

static gln_status time_analyzer(const char *image, double *ms, gln_error *err)
{
    gln_analyzer_options options = GLN_ANALYZER_OPTIONS_INIT;
    gln_analyzer *analyzer = NULL;
    options.lexicons = &image;
    options.n_lexicons = image ? 1 : 0;
    double start = now();
    gln_status status = gln_analyzer_new(&options, &analyzer, err);
    *ms = now() - start;
    gln_analyzer_free(analyzer);
    return status;
}

static gln_status measure(const char *folder, unsigned long n, int rounds, bool base, gln_error *err)
{
    char words[PATH_BYTES], image[PATH_BYTES];
    double with[MOST_ROUNDS], plain[MOST_ROUNDS];
    struct stat info = {.st_size = 0};
    gln_lexicon_info made = {NULL, NULL, 0};
    (void)snprintf(words, sizeof words, "%s/words.tsv", folder);
    (void)snprintf(image, sizeof image, "%s/words.image", folder);
    gln_status status =
        write_words(words, n, base) ? GLN_OK : gln_error_set(err, GLN_ERR_IO, "words.tsv cannot be written");
    double start = now();
    if (status == GLN_OK) {
        status = gln_lexicon_compile(words, image, false, ignore, NULL, &made, err);
    }
    double compiled = now() - start;
    for (int r = 0; r < rounds && status == GLN_OK; r++) {
        status = time_analyzer(NULL, &plain[r], err);
        if (status == GLN_OK) {
            status = time_analyzer(image, &with[r], err);
        }
    }
    if (status == GLN_OK) {
        (void)stat(image, &info);
        qsort(with, (size_t)rounds, sizeof *with, by_value);
        qsort(plain, (size_t)rounds, sizeof *plain, by_value);
        printf("%s lexicon, %" PRIu64 " words, image of %.1f MB\n", base ? "base" : "user's", made.words,
               (double)info.st_size / 1e6);
        printf("  compiled in            %8.0f ms\n", compiled);
        printf("  opened in              %8.2f ms, at best %.2f\n", with[rounds / 2] - plain[rounds / 2],
               with[0] - plain[0]);
        printf("  the analyzer without   %8.2f ms, at best %.2f\n", plain[rounds / 2], plain[0]);
    }
    (void)unlink(words);
    (void)unlink(image);
    return status;
}

int main(int argc, char **argv)
{
    unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    int rounds = argc > 2 ? atoi(argv[2]) : 15;
    const char *temp = getenv("TMPDIR");
    char folder[PATH_BYTES / 2];
    gln_error err = GLN_ERROR_INIT;
    (void)snprintf(folder, sizeof folder, "%s/bench_lexicon.XXXXXX", temp && *temp ? temp : "/tmp");
    if (n == 0 || rounds < 1 || rounds > MOST_ROUNDS || !mkdtemp(folder)) {
        (void)fprintf(stderr, "usage: bench_lexicon [WORDS [ROUNDS (1 to %d)]]\n", MOST_ROUNDS);
        return 2;
    }
    gln_status status = measure(folder, n, rounds, false, &err);
    if (status == GLN_OK) {
        status = measure(folder, n, rounds, true, &err);
    }
    if (status != GLN_OK) {
        (void)fprintf(stderr, "bench_lexicon: %s\n", err.message);
        gln_error_clear(&err);
    }
    (void)rmdir(folder);
    return status == GLN_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
