/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws for the simulations of series, from the library's own generator, and the noises that they share. */
#ifndef GLN_BENCH_DRAWS_H
#define GLN_BENCH_DRAWS_H

#include "stats/rng.h"

#include <math.h>

/* - independent: Poisson hits, each in an article of its own
 * - bursty: Poisson articles with a geometric number of hits, 3 on average
 * - clustered: Poisson stories of 1 to 5 articles, 3 on average
 * - rho: Poisson hits whose mean is log-normal, sd .5, AR(1) at rho */
typedef enum noise { INDEPENDENT, BURSTY, CLUSTERED, RHO_3, RHO_6, NOISES } noise;

static inline const char *noise_name(noise kind)
{
    static const char *const names[NOISES] = {"independent", "bursty", "clustered", "rho .3", "rho .6"};
    return names[kind];
}

static inline double rho_of(noise kind)
{
    return kind == RHO_3 ? .3 : kind == RHO_6 ? .6 : 0.0;
}

static inline double uniform(gln_rng *rng)
{
    return ((double)gln_rng__next(rng) + .5) / 4294967296.0;
}

/* Box and Muller (1958), one of the two. */
static inline double normal(gln_rng *rng)
{
    double r = sqrt(-2.0 * log(uniform(rng)));
    return r * cos(6.28318530717958647692 * uniform(rng));
}

/* By products of uniforms (Knuth 1998, 3.4.1); takes time in proportion to the mean. */
static inline double poisson(gln_rng *rng, double mean)
{
    double k = 0.0, product = uniform(rng), limit = exp(-mean);
    while (product > limit) {
        product *= uniform(rng);
        k++;
    }
    return k;
}

/* The next state of an AR(1) series of variance 1, and the mean of a period in that state. */
static inline double next_state(gln_rng *rng, noise kind, double state)
{
    double rho = rho_of(kind);
    return rho * state + sqrt(1.0 - rho * rho) * normal(rng);
}

static inline double mean_in(noise kind, double mean, double state)
{
    return rho_of(kind) > 0.0 ? mean * exp(.5 * state - .125) : mean;
}

#endif
