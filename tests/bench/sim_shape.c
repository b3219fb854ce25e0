/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often do the tests for bursts, changes and seasons reject, and is a step dated right? Simulated series.
 *
 *     sim_shape [REPLICATES]        2,000 by default: a share of .05 has a standard error of .005
 *
 * Not part of the suite; src/measure/README.md quotes its table. A period has 60 articles of 1,000 tokens and a mean of
 * hits; series are months. Noises are those of draws.h. Courses: none; a burst of three periods, five times as high; a
 * step up in the middle; a yearly wave of .6. */
#include "draws.h"
#include "measure/measure_shape.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 60, ARTICLES = 60 };

typedef enum course { NONE, BURST, STEP, WAVE } course;
static const char *const courses[] = {"none", "burst x5", "step", "wave .6"};

static double level(course of, double factor, size_t i, size_t n)
{
    switch (of) {
    case BURST:
        return i >= n / 2 && i < n / 2 + 3 ? 5.0 : 1.0;
    case STEP:
        return i >= n / 2 ? factor : 1.0;
    case WAVE:
        return 1.0 + .6 * sin(6.28318530717958647692 * (double)i / 12.0);
    case NONE:
        break;
    }
    return 1.0;
}

/* Hits and articles of one period. */
static void draw(gln_rng *rng, noise kind, double mean, double *state, double *y, double *with)
{
    *y = *with = 0.0;
    *state = next_state(rng, kind, *state);
    if (kind == BURSTY) {
        *with = poisson(rng, mean / 3.0);
        for (double a = 0.0; a < *with; a++) {
            do {
                (*y)++;
            } while (uniform(rng) < 2.0 / 3.0);
        }
    } else if (kind == CLUSTERED) {
        for (double stories = poisson(rng, mean / 3.0); stories > 0.0; stories--) {
            *y += 1.0 + floor(5.0 * uniform(rng));
        }
        *with = *y;
    } else {
        *y = *with = poisson(rng, mean_in(kind, mean, *state));
    }
    *with = fmin(*with, ARTICLES);
}

typedef struct tally {
    size_t burst, change, season, dated;
} tally;

static void run(gln_rng *rng, noise kind, course of, double factor, double mean, size_t n, size_t replicates)
{
    double t[MOST], y[MOST], exposure[MOST], with[MOST], articles[MOST];
    gln_shape_series series = {t, y, exposure, with, articles, n, 0};
    gln_shape_null null = {.n = 0};
    gln_error err = GLN_ERROR_INIT;
    tally found = {0};
    for (size_t i = 0; i < n; i++) {
        t[i] = (double)i / 12.0;
        exposure[i] = .06;
        articles[i] = ARTICLES;
    }
    if (gln_shape_null__of(&series, GLN_BY_MONTH, 0.0, 1, &null, &err) != GLN_OK ||
        gln_shape_null__draw(&null, 1e9, &err) != GLN_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    for (size_t r = 0; r < replicates; r++) {
        double state = normal(rng);
        gln_shape shape;
        for (size_t i = 0; i < n; i++) {
            draw(rng, kind, mean * level(of, factor, i, n), &state, &y[i], &with[i]);
        }
        gln_shape__screen(&series, &null, &shape);
        found.burst += shape.burst_ln_p <= log(.05);
        found.change += shape.change_ln_p <= log(.05);
        found.season += shape.season_ln_p <= log(.05);
        found.dated += shape.change_after + 1 >= n / 2 && shape.change_after <= n / 2 + 1;
    }
    double all = (double)replicates;
    (void)printf("| %s | %s | %g | %g | %zu | %.3f | %.3f | %.3f | %.3f |\n", noise_name(kind), courses[of], factor,
                 mean, n, (double)found.burst / all, (double)found.change / all, (double)found.season / all,
                 (double)found.dated / all);
    gln_shape_null__free(&null);
}

int main(int argc, char **argv)
{
    static const size_t lengths[] = {12, 24, 36, 60};
    static const double means[] = {1, 2, 5, 10, 20};
    size_t replicates = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 2000;
    gln_rng *rng = NULL;
    gln_error err = GLN_ERROR_INIT;
    if (replicates == 0 || gln_rng__new(7, &rng, &err) != GLN_OK) {
        return 1;
    }
    (void)printf("| noise | course | factor | mean | n | burst | change | season | dated |\n"
                 "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (noise kind = INDEPENDENT; kind <= RHO_6; kind++) {
        for (size_t l = 0; l < 4; l++) {
            run(rng, kind, NONE, 1, 10, lengths[l], replicates);
        }
        run(rng, kind, NONE, 1, 1, 36, replicates);
    }
    for (size_t m = 0; m < 5; m++) {
        run(rng, INDEPENDENT, BURST, 5, means[m], 36, replicates);
        run(rng, INDEPENDENT, STEP, 2, means[m], 36, replicates);
        run(rng, INDEPENDENT, STEP, 4, means[m], 36, replicates);
        run(rng, INDEPENDENT, WAVE, 1, means[m], 36, replicates);
    }
    for (noise kind = BURSTY; kind <= RHO_6; kind++) {
        run(rng, kind, BURST, 5, 10, 36, replicates);
        run(rng, kind, STEP, 4, 10, 36, replicates);
        run(rng, kind, WAVE, 1, 10, 36, replicates);
    }
    gln_rng__free(rng);
    return 0;
}
