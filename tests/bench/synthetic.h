/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up counts for the benchmarks: views as counters give them, without any text. Draws are splitmix64's. */
#ifndef GLN_BENCH_SYNTHETIC_H
#define GLN_BENCH_SYNTHETIC_H

#include "count/freq_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t synthetic_state = 1;

static inline double uniform(void)
{
    uint64_t x = synthetic_state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return ((double)((x ^ (x >> 31)) >> 11) + 0.5) * 0x1p-53;
}

static inline double normal(void)
{
    return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}

/* Marsaglia and Tsang (2000); below 1 by one step up. */
static inline double gamma_of(double shape)
{
    if (shape < 1) {
        return gamma_of(shape + 1) * pow(uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(), v = 1 + c * x;
        v = v * v * v;
        if (v > 0 && log(uniform()) < x * x / 2 + d - d * v + d * log(v)) {
            return d * v;
        }
    }
}

static inline uint32_t poisson(double mean)
{
    uint32_t k = 0;
    for (double p = exp(-mean), s = uniform(); s > p && k < 10000; k++) {
        s -= p;
        p *= mean / (k + 1.0);
    }
    return k;
}

static inline double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline void *room(size_t n, size_t size)
{
    void *items = calloc(n ? n : 1, size);
    if (!items) {
        (void)fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return items;
}

/* Issues of consecutive days with articles of `tokens` words each. */
static inline void make_docs(gln_freq_view *view, size_t issues, size_t articles, uint64_t tokens, int64_t first_day)
{
    gln_counted_issue *made = room(issues, sizeof *made);
    gln_freq_doc *docs = room(issues * articles, sizeof *docs);
    uint32_t *article_of = room(issues * articles, sizeof *article_of);
    for (size_t i = 0; i < issues; i++) {
        made[i].date = gln_date_of_days(first_day + (int64_t)i);
        made[i].newspaper = GLN_LIT("N");
        char *id = room(32, 1); /* never freed */
        int n = snprintf(id, 32, "%lld", (long long)first_day + (long long)i);
        made[i].id = (gln_slice){id, (size_t)n};
        for (size_t a = 0; a < articles; a++) {
            gln_freq_doc *doc = &docs[i * articles + a];
            doc->issue = (uint32_t)i;
            article_of[i * articles + a] = (uint32_t)(i * articles + a);
            doc->n_tokens = (uint32_t)tokens;
            view->n_tokens += tokens;
        }
    }
    view->issues = made;
    view->n_issues = issues;
    view->docs = docs;
    view->article_of = article_of;
    view->n_docs = issues * articles;
}

#endif
