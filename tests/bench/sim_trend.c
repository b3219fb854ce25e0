/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often do tests for a trend reject? Simulated series without a trend (false positives) and with one (power).
 *
 *     sim_trend [REPLICATES]          4,000 by default: about six minutes; one row a kind and length
 *
 * Not part of the suite: its table is what stats/prewhiten.h and src/measure/README.md quote. The same replicates give
 * the same table (MT19937, one seed a row). At 4,000 a share of .05 has a standard error of .003, of .10 one of .005.
 *
 * A series has n values of mean 10 times a course (its average 1, the last value so many times the first), plus
 *   normal   normal noise with the given standard deviation, a share of the mean; AR(1) at rho
 *   poisson  Poisson counts; at rho > 0 their mean is log-normal, noise the standard deviation of its AR(1) logarithm
 *   bursty   Poisson counts whose mean is exponential: geometric, variance 110 for the mean 10
 *   sparse   Poisson counts of mean 1, at rho > 0 as poisson
 * Courses: a line, exponential, a saturating one (1 - e^-4u), a step up in the middle.
 * Tests by Mann and Kendall, two-sided at .05; where there is a rise, only a rise that is found counts:
 *   plain    as it stands
 *   pw       whitened with the raw autocorrelation (von Storch 1995)
 *   tfpw     trend-free pre-whitened (Yue et al. 2002)
 *   3pw      both of them, in one direction (Collaud Coen et al. 2020)
 *   ws       r of the rest of the line, whitened, slope and r anew until they stay (Wang and Swail 2001)
 *   ws+      the same with the bias of r corrected each time
 *   bcpw     whitened once with r corrected for its bias (after Hamed 2009)
 *   gated    as bcpw, but plain unless the corrected r is above 1.645/sqrt n
 *   rule     gln_prewhiten.p: the variance of an AR(1) series with r corrected for its bias
 */
#include "draws.h"
#include "stats/kendall.h"
#include "stats/prewhiten.h"
#include "stats/series.h"
#include "stats/theilsen.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 60, LENGTHS = 5, TESTS = 9, ROUNDS = 30 };
static const size_t lengths[LENGTHS] = {8, 12, 24, 35, 60};

typedef enum kind { NORMAL, POISSON, GAMMA_POISSON, SPARSE } kind;
typedef enum course { LINE, EXPONENTIAL, SATURATING, STEP } course;

typedef struct scene {
    kind kind;
    double rho, noise;
    course course;
    double factor;
} scene;

static const scene scenes[] = {
    {NORMAL, 0, .3, LINE, 1},        {POISSON, 0, 0, LINE, 1},        {GAMMA_POISSON, 0, 0, LINE, 1},
    {SPARSE, 0, 0, LINE, 1},         {NORMAL, .3, .3, LINE, 1},       {POISSON, .3, .5, LINE, 1},
    {NORMAL, .6, .3, LINE, 1},       {POISSON, .6, .3, LINE, 1},      {POISSON, .6, .5, LINE, 1},
    {SPARSE, .6, .5, LINE, 1},       {NORMAL, .9, .3, LINE, 1}, /* so far the false positives; from here on the power */
    {NORMAL, 0, .05, LINE, 2},       {NORMAL, 0, .2, LINE, 2},        {NORMAL, 0, .5, LINE, 2},
    {NORMAL, 0, .05, LINE, 4},       {NORMAL, 0, .2, LINE, 4},        {NORMAL, 0, .5, LINE, 4},
    {NORMAL, 0, .05, LINE, 6},       {NORMAL, 0, .2, LINE, 6},        {NORMAL, 0, .5, LINE, 6},
    {POISSON, 0, 0, LINE, 2},        {POISSON, 0, 0, LINE, 4},        {POISSON, 0, 0, LINE, 6},
    {SPARSE, 0, 0, LINE, 4},         {SPARSE, 0, 0, LINE, 6},         {GAMMA_POISSON, 0, 0, LINE, 4},
    {GAMMA_POISSON, 0, 0, LINE, 6},  {NORMAL, .3, .05, LINE, 2},      {NORMAL, .3, .2, LINE, 2},
    {NORMAL, .3, .5, LINE, 2},       {NORMAL, .3, .05, LINE, 4},      {NORMAL, .3, .2, LINE, 4},
    {NORMAL, .3, .5, LINE, 4},       {NORMAL, .3, .05, LINE, 6},      {NORMAL, .3, .2, LINE, 6},
    {NORMAL, .3, .5, LINE, 6},       {POISSON, .3, .3, LINE, 4},      {NORMAL, 0, .05, EXPONENTIAL, 4},
    {NORMAL, 0, .2, EXPONENTIAL, 4}, {NORMAL, 0, .05, SATURATING, 4}, {NORMAL, 0, .2, SATURATING, 4},
    {NORMAL, 0, .05, STEP, 4},       {NORMAL, 0, .2, STEP, 4},
};

static const char *const kinds[] = {"normal", "poisson", "bursty", "sparse"};
static const char *const courses[] = {"line", "exponential", "saturating", "step"};

/* By inversion, a mean above 30 in parts. */
static double poisson_inverted(gln_rng *rng, double mean)
{
    double all = 0;
    while (mean > 0) {
        double part = fmin(mean, 30), p = exp(-part), sum = p, u = uniform(rng), k = 0;
        while (u > sum && k < 200) {
            p *= part / ++k;
            sum += p;
        }
        all += k;
        mean -= part;
    }
    return all;
}

/* From 1 to the factor as u goes from 0 to 1. */
static double height(course shape, double factor, double u)
{
    switch (shape) {
    case EXPONENTIAL:
        return pow(factor, u);
    case SATURATING:
        return 1 + (factor - 1) * (1 - exp(-4 * u)) / (1 - exp(-4.0));
    case STEP:
        return u < .5 ? 1 : factor;
    case LINE:
        break;
    }
    return 1 + (factor - 1) * u;
}

static void draw(gln_rng *rng, const scene *s, size_t n, double *x)
{
    double mean = 0, z = normal(rng);
    for (size_t i = 0; i < n; i++) {
        x[i] = height(s->course, s->factor, (double)i / (double)(n - 1));
        mean += x[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double level = (s->kind == SPARSE ? 1 : 10) * x[i] / mean;
        z = i == 0 ? z : s->rho * z + sqrt(1 - s->rho * s->rho) * normal(rng);
        if (s->kind == NORMAL) {
            x[i] = level + 10 * s->noise * z;
            continue;
        }
        level *= s->rho > 0 ? exp(s->noise * z - s->noise * s->noise / 2) : 1;
        x[i] = poisson_inverted(rng, s->kind == GAMMA_POISSON ? -level * log(uniform(rng)) : level);
    }
}

static void must(gln_status status)
{
    if (status != GLN_OK) {
        fputs("sim_trend: a test failed\n", stderr);
        exit(EXIT_FAILURE);
    }
}

/* A test's p and which way it points. */
typedef struct finding {
    double p, score;
} finding;

static finding test(const double *x, size_t n)
{
    gln_kendall k;
    must(gln_kendall__test(x, n, &k, NULL));
    return (finding){k.p_best, k.s};
}

static double slope_of(const double *x, size_t n)
{
    gln_theilsen line;
    must(gln_theilsen__fit(NULL, x, n, .95, &line, NULL));
    return line.slope;
}

/* r of the rest of a line, its bias corrected or not, at least 0. */
static double lag_of(const double *x, size_t n, double slope, bool corrected)
{
    double rest[MOST];
    for (size_t i = 0; i < n; i++) {
        rest[i] = x[i] - slope * (double)i;
    }
    double r = gln_series__acf1(rest, n);
    r = isnan(r) ? 0 : corrected ? ((double)n * r + 2) / ((double)n - 5) : r;
    return fmin(fmax(r, 0), .95);
}

static finding whitened(const double *x, size_t n, double lag, double *white)
{
    for (size_t i = 1; i < n; i++) {
        white[i - 1] = (x[i] - lag * x[i - 1]) / (1 - lag);
    }
    return test(white, n - 1);
}

static finding wang_swail(const double *x, size_t n, double slope, bool corrected)
{
    double white[MOST], before;
    finding found;
    int round = 0;
    do {
        found = whitened(x, n, lag_of(x, n, slope, corrected), white);
        before = slope;
        slope = slope_of(white, n - 1);
    } while (fabs(slope - before) > 1e-9 && ++round < ROUNDS);
    return found;
}

static void run(const double *x, size_t n, finding found[TESTS])
{
    gln_prewhiten w;
    double white[MOST], slope = slope_of(x, n);
    must(gln_prewhiten__test(NULL, x, n, slope, &w, NULL));
    found[0] = (finding){w.plain.p_best, w.plain.s};
    found[1] = (finding){w.pw.p_best, w.pw.s};
    found[2] = (finding){w.tfpw.p_best, w.tfpw.s};
    found[3] = (finding){w.pw.s * w.tfpw.s < 0 ? 1 : fmax(w.pw.p_best, w.tfpw.p_best), w.pw.s};
    found[4] = wang_swail(x, n, slope, false);
    found[5] = wang_swail(x, n, slope, true);
    found[6] = whitened(x, n, w.acf1_corrected, white);
    found[7] = w.acf1_corrected > 1.645 / sqrt((double)n) ? found[6] : found[0];
    found[8] = (finding){w.p, w.plain.s};
}

static void row(const scene *s, size_t n, uint32_t seed, unsigned long replicates)
{
    double x[MOST];
    finding found[TESTS];
    unsigned long rejected[TESTS] = {0};
    gln_rng *rng = NULL;
    must(gln_rng__new(seed, &rng, NULL));
    for (unsigned long i = 0; i < replicates; i++) {
        draw(rng, s, n, x);
        run(x, n, found);
        for (int t = 0; t < TESTS; t++) {
            rejected[t] += found[t].p <= .05 && (s->factor == 1 || found[t].score > 0);
        }
    }
    gln_rng__free(rng);
    printf("%-8s %3.1f  %4.2f  %-11s %3.0f  %3zu ", kinds[s->kind], s->rho, s->noise, courses[s->course], s->factor, n);
    for (int t = 0; t < TESTS; t++) {
        printf("  %5.3f", (double)rejected[t] / (double)replicates);
    }
    putchar('\n');
    fflush(stdout);
}

int main(int argc, char **argv)
{
    unsigned long replicates = argc > 1 ? strtoul(argv[1], NULL, 10) : 4000;
    if (replicates == 0 || argc > 2) {
        fputs("usage: sim_trend [REPLICATES]\n", stderr);
        return 2;
    }
    puts("kind     rho  noise course      fac    n   plain     pw   tfpw    3pw     ws    ws+   bcpw  gated   rule");
    for (size_t s = 0; s < sizeof scenes / sizeof *scenes; s++) {
        for (size_t i = 0; i < LENGTHS; i++) {
            row(&scenes[s], lengths[i], (uint32_t)(1000 + 10 * s + i), replicates);
        }
    }
    return EXIT_SUCCESS;
}
