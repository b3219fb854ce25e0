/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often is the verdict of a trend the right one? Power by kind and by hits, as curves; and how often something is
 * said of series in which nothing happens. Made-up series of 36 months put through the same code as those of a corpus.
 *
 *     sim_power [REPLICATES [NULLS]]        400 and 2,000 by default
 *
 * A month has 60 articles of 1,000 tokens and a mean of hits; noises are those of draws.h. Each series is a family
 * of its own, so its p are not adjusted for others, but its three tests of shape are for each other. Not part of the
 * suite; src/measure/README.md quotes its table. */
#include "draws.h"
#include "measure/measure_verdict.h"

#include <stdio.h>
#include <stdlib.h>

enum { MONTHS = 36, ARTICLES = 60, TOKENS = 1000, MEANS = 6 };

typedef enum course { RISE, BURST, STEP, SEASON, COURSES, NOTHING } course;
static const char *const courses[COURSES] = {"rise", "burst", "step", "season"};
static const gln_pattern wanted[COURSES] = {GLN_PATTERN_RISE, GLN_PATTERN_BURST, GLN_PATTERN_STEP,
                                            GLN_PATTERN_SEASONAL};
static const double means[MEANS] = {.5, 1, 2, 5, 10, 20};

/* The course as a factor of mean 1 over the series. */
static double level(course of, double factor, size_t i)
{
    double at = (double)i / (MONTHS - 1);
    switch (of) {
    case RISE:
        return 2.0 * (1.0 + (factor - 1.0) * at) / (1.0 + factor);
    case BURST:
        return (i >= 16 && i < 19 ? factor : 1.0) * MONTHS / (MONTHS - 3 + 3 * factor);
    case STEP:
        return 2.0 * (i >= MONTHS / 2 ? factor : 1.0) / (1.0 + factor);
    case SEASON:
        return 1.0 + factor * sin(6.28318530717958647692 * (double)i / 12.0);
    case NOTHING:
    case COURSES:
        break;
    }
    return 1.0;
}

/* A month: hits dealt to its articles, and the sums that a point holds. */
static void fill(gln_rng *rng, noise kind, double mean, double *state, gln_trend_point *p)
{
    uint64_t hits[ARTICLES] = {0};
    *state = next_state(rng, kind, *state);
    double n = poisson(rng, kind == BURSTY || kind == CLUSTERED ? mean / 3.0 : mean_in(kind, mean, *state));
    for (double k = 0; k < n; k++) {
        size_t at = (size_t)gln_rng__below(rng, ARTICLES);
        if (kind == BURSTY) {
            do {
                hits[at]++;
            } while (uniform(rng) < 2.0 / 3.0);
        } else if (kind == CLUSTERED) {
            for (uint64_t story = 1 + gln_rng__below(rng, 5); story > 0; story--) {
                hits[(at + story) % ARTICLES]++;
            }
        } else {
            hits[at]++;
        }
    }
    *p = (gln_trend_point){.n_issues = 1,
                           .n_articles = ARTICLES,
                           .n_tokens = (uint64_t)ARTICLES * TOKENS,
                           .n_chars = (uint64_t)2 * ARTICLES * TOKENS,
                           .tokens_squared = (double)ARTICLES * TOKENS * TOKENS};
    for (size_t a = 0; a < ARTICLES; a++) {
        p->count += hits[a];
        p->articles_with += hits[a] > 0;
        p->count_squared += (double)(hits[a] * hits[a]);
        p->count_tokens += (double)(hits[a] * TOKENS);
    }
}

/* What was said of many series. */
typedef struct tally {
    size_t right, any, trend, dated;
} tally;

typedef struct bench {
    gln_counted_issue issues[MONTHS];
    gln_series_stratum strata[MONTHS];
    gln_series_term term;
    gln_series_view view;
    gln_trend_options options;
    gln_trend_frame frame;
    gln_shape_null null;
    gln_rng *rng;
} bench;

static void must(gln_status status, const gln_error *err)
{
    if (status != GLN_OK) {
        (void)fprintf(stderr, "%s\n", err->message);
        exit(1);
    }
}

static void start(bench *b)
{
    gln_error err = GLN_ERROR_INIT;
    b->options = (gln_trend_options)GLN_TREND_OPTIONS_INIT;
    b->term.term = GLN_LIT("x");
    for (size_t i = 0; i < MONTHS; i++) {
        b->issues[i] = (gln_counted_issue){.date = {(int16_t)(2020 + i / 12), (int8_t)(i % 12 + 1), 15}};
        b->strata[i] = (gln_series_stratum){.issue = (uint32_t)i, .n_articles = 1, .n_tokens = 1};
    }
    b->view = (gln_series_view){.issues = b->issues,
                                .n_issues = MONTHS,
                                .strata = b->strata,
                                .n_strata = MONTHS,
                                .terms = &b->term,
                                .n_terms = 1};
    must(gln_trend_frame__of(&b->view, &b->options, &b->frame, &err), &err);
}

static tally run(bench *b, noise kind, course of, double factor, double mean, size_t replicates)
{
    tally found = {0};
    for (size_t r = 0; r < replicates; r++) {
        gln_error err = GLN_ERROR_INIT;
        gln_trend_result result;
        double state = normal(b->rng);
        size_t m, m_shape;
        for (size_t i = 0; i < MONTHS; i++) {
            fill(b->rng, kind, mean * level(of, factor, i), &state, &b->frame.points[i]);
        }
        must(gln_trend_test__run(&b->frame, (gln_trend_whole){.max_count = 1}, &b->options, &b->null,
                                 (gln_slice){NULL, 0}, &result, &err),
             &err);
        must(gln_trend_test__adjust(&result, 1, &m, &m_shape, &err), &err);
        gln_verdict verdict = gln_verdict__of(&result, b->options.alpha);
        found.right += of < COURSES && verdict.pattern == wanted[of];
        found.any += verdict.pattern != GLN_PATTERN_NONE_DETECTED && verdict.pattern != GLN_PATTERN_UNTESTED;
        found.trend += result.p <= .05;
        int64_t off = result.change_day - b->frame.periods.items[MONTHS / 2].start;
        found.dated += !isnan(result.shape.change_ln_p) && off >= -31 && off <= 31;
    }
    return found;
}

static void curve(bench *b, noise kind, course of, double factor, size_t replicates)
{
    (void)printf("| %s x%g, %s |", courses[of], factor, noise_name(kind));
    for (size_t m = 0; m < MEANS; m++) {
        tally t = run(b, kind, of, factor, means[m], replicates);
        (void)printf(" %.3f", (double)t.right / (double)replicates);
        if (of == STEP) {
            (void)printf(" (%.3f)", (double)t.dated / (double)replicates);
        }
        (void)printf(" |");
    }
    (void)printf("\n");
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    static const double factors[COURSES][2] = {{2, 4}, {3, 5}, {2, 4}, {.4, .8}};
    size_t replicates = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 400;
    size_t nulls = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 2000;
    static bench b;
    gln_error err = GLN_ERROR_INIT;
    if (replicates == 0 || nulls == 0 || gln_rng__new(11, &b.rng, &err) != GLN_OK) {
        return 1;
    }
    start(&b);
    (void)printf("Nothing happens: share of %zu series with p of the trend at most .05, and with any pattern\n\n"
                 "| noise | mean 1 | mean 10 |\n| --- | --- | --- |\n",
                 nulls);
    for (noise kind = INDEPENDENT; kind < NOISES; kind++) {
        tally few = run(&b, kind, NOTHING, 1, 1, nulls), many = run(&b, kind, NOTHING, 1, 10, nulls);
        (void)printf("| %s | %.3f, %.3f | %.3f, %.3f |\n", noise_name(kind), (double)few.trend / (double)nulls,
                     (double)few.any / (double)nulls, (double)many.trend / (double)nulls,
                     (double)many.any / (double)nulls);
        (void)fflush(stdout);
    }
    (void)printf("\nSomething happens: share of %zu series whose verdict is right, by mean hits a month (of a step, in "
                 "brackets, dated within one month)\n\n| course |",
                 replicates);
    for (size_t m = 0; m < MEANS; m++) {
        (void)printf(" %g |", means[m]);
    }
    (void)printf("\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (course of = RISE; of < COURSES; of++) {
        curve(&b, INDEPENDENT, of, factors[of][0], replicates);
        for (noise kind = INDEPENDENT; kind < NOISES; kind++) {
            curve(&b, kind, of, factors[of][1], replicates);
        }
    }
    gln_trend_frame__free(&b.frame);
    gln_shape_null__free(&b.null);
    gln_rng__free(b.rng);
    return 0;
}
