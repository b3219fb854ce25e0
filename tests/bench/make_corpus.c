/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A corpus of any size to measure with: newspapers of drawn words, a folder each, a file an issue. What it says means
 * nothing; how often words occur, how long sentences, articles and issues are, and how many words are in no lexicon is
 * as in Chinese dailies. The same arguments give the same bytes.
 *
 *     make_corpus LEXICON.tsv FOLDER PAPERS ISSUES ARTICLES [BYTES]
 *
 * ISSUES for each paper from 2005-01-01 on, ARTICLES for each issue, BYTES (1200) for an article on the average. */
#include "synthetic.h"

#include <errno.h>
#include <sys/stat.h>

enum { MOST_WORDS = 400000, NEW_WORDS = 200000, ALIAS = 1 << 20, NEW_PER_MILLE = 15 };

static char *words[MOST_WORDS];
static double weights[MOST_WORDS];
static size_t n_words;
static uint32_t table[ALIAS]; /* a word for each equal part of the sum of weights */
static FILE *out;
static size_t written;

static void put(const char *text)
{
    written += strlen(text);
    (void)fputs(text, out);
}

static size_t below(size_t n)
{
    return (size_t)(uniform() * (double)n);
}

static void put_character(uint32_t c)
{
    char text[4] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F)), '\0'};
    put(text);
}

static int read_words(const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "r");
    double sum = 0, at = 0;
    while (file && n_words < MOST_WORDS && fgets(line, sizeof line, file)) {
        char *tab = strchr(line, '\t');
        double weight = tab && line[0] != '#' ? atof(tab + 1) : 0;
        if (weight > 0) {
            *tab = '\0';
            words[n_words] = strdup(line);
            weights[n_words++] = weight;
            sum += weight;
        }
    }
    for (size_t i = 0, slot = 0; i < n_words && words[i]; i++) {
        at += weights[i];
        while (slot < ALIAS && (double)slot < at / sum * ALIAS) {
            table[slot++] = (uint32_t)i;
        }
    }
    return file ? fclose(file) : -1;
}

/* A word that no lexicon has: the rarer, the larger its number; characters follow from the number alone. */
static void put_new_word(void)
{
    uint64_t x = (uint64_t)(pow(NEW_WORDS, uniform()));
    for (uint64_t i = 0, n = 2 + x % 3; i < n; i++) {
        x = (x + i + 1) * UINT64_C(0xbf58476d1ce4e5b9);
        put_character(0x4E00 + (uint32_t)((x >> 33) % 5000));
    }
}

static void put_word(void)
{
    double kind = uniform() * 1000;
    char number[16];
    if (kind < NEW_PER_MILLE) {
        put_new_word();
    } else if (kind < 40) {
        (void)snprintf(number, sizeof number, "%zu", below(3000));
        put(number);
    } else if (kind < 780) {
        put(words[table[below(ALIAS)]]); /* as often as in text */
    } else {
        put(words[table[below(ALIAS)] % 60000]); /* a topic's: rarer words, whose ranks are spread */
    }
}

static void put_words(size_t n)
{
    while (n--) {
        put_word();
    }
}

static void put_article(size_t bytes, const char *place, int month, int day)
{
    char lead[128];
    size_t end;
    put_words(5 + below(5));
    put("\n\n");
    (void)snprintf(lead, sizeof lead, "新华社%s%d月%d日电（记者", place, month, day);
    put("　　");
    put(lead);
    put_new_word();
    put("）");
    end = written + bytes / 3 + below(bytes * 4 / 3);
    do {
        for (size_t i = 2 + below(4); i--;) {
            put_words(4 + below(9));
            put("，");
            put_words(4 + below(9));
            put("。");
        }
        put(written < end ? "\n\n　　" : "\n\n");
    } while (written < end);
}

static int write_issue(const char *folder, unsigned paper, time_t day, size_t articles, size_t bytes)
{
    static const char *const places[] = {"北京", "上海", "广州", "武汉", "成都", "西安"};
    static const char *const names[] = {"江", "河", "山", "海", "湖", "林", "泉", "岭", "原", "川"};
    char path[4096], head[256];
    struct tm date;
    (void)gmtime_r(&day, &date);
    (void)snprintf(path, sizeof path, "%s/p%02u/%04d%02d%02d.txt", folder, paper, date.tm_year + 1900, date.tm_mon + 1,
                   date.tm_mday);
    out = fopen(path, "w");
    if (!out) {
        (void)fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    (void)snprintf(head, sizeof head, "%s%s日报\n\n%d年%d月%d日\n\n", names[paper % 10], names[paper / 10 % 10],
                   date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
    put(head);
    for (size_t i = 0; i < articles; i++) {
        put_article(bytes, places[below(6)], date.tm_mon + 1, date.tm_mday);
    }
    return fclose(out);
}

int main(int argc, char **argv)
{
    if (argc < 6 || read_words(argv[1]) != 0 || n_words == 0) {
        (void)fprintf(stderr, "usage: make_corpus LEXICON.tsv FOLDER PAPERS ISSUES ARTICLES [BYTES]\n");
        return 2;
    }
    size_t papers = (size_t)atol(argv[3]), issues = (size_t)atol(argv[4]), articles = (size_t)atol(argv[5]);
    size_t bytes = argc > 6 ? (size_t)atol(argv[6]) : 1200;
    (void)mkdir(argv[2], 0777);
    for (unsigned p = 0; p < papers; p++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/p%02u", argv[2], p);
        (void)mkdir(path, 0777);
        for (size_t i = 0; i < issues; i++) {
            if (write_issue(argv[2], p, 1104537600 + (time_t)i * 86400, articles, bytes) != 0) {
                return 1;
            }
        }
    }
    (void)printf("%zu issues, %zu articles, %.1f MB\n", papers * issues, papers * issues * articles,
                 (double)written * 1e-6);
    return 0;
}
