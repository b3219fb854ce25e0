/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several patterns a series shows: the one whose model says most with least. */
#include "core/memory.h"
#include "measure/measure_shape.h"
#include "stats/glm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct model {
    double deviance, chi2, numbers; /* deviance infinite: no such model */
} model;

static void measure(const gln_shape_series *s, const double *mu, model *m)
{
    m->deviance = m->chi2 = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        m->deviance += 2.0 * gln_stats__deviance(s->y[i], mu[i]);
        m->chi2 += mu[i] > 0.0 ? (s->y[i] - mu[i]) * (s->y[i] - mu[i]) / mu[i] : 0.0;
    }
}

/* One rate for each level. */
static gln_status levels_model(const gln_shape_series *s, const uint32_t *level, size_t n_levels, double *mu, model *m,
                               gln_error *err)
{
    double *sums = gln_memory__zeroed(2 * n_levels, sizeof *sums);
    if (!sums) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < s->n; i++) {
        sums[2 * level[i]] += s->y[i];
        sums[2 * level[i] + 1] += s->exposure[i];
    }
    for (size_t i = 0; i < s->n; i++) {
        mu[i] = s->exposure[i] * sums[2 * level[i]] / sums[2 * level[i] + 1];
    }
    measure(s, mu, m);
    free(sums);
    return GLN_OK;
}

/* A log-linear regression on a constant and p - 1 columns: t alone, or the waves of the year without a trend. */
static gln_status regression_model(const gln_shape_series *s, const gln_shape_null *null, bool line, double *mu,
                                   model *m, gln_error *err)
{
    size_t p = line ? 2 : 1 + null->n_waves, cells;
    double *x = gln_size__mul(s->n, p, &cells) ? gln_memory__array(cells, sizeof *x) : NULL;
    gln_glm fit;
    if (!x) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < s->n; i++) {
        x[i * p] = 1.0;
        for (size_t j = 1; j < p; j++) {
            double angle = 6.28318530717958647692 * (s->t[i] + null->origin) * (j > 2 ? 2.0 : 1.0);
            x[i * p + j] = line ? s->t[i] : j % 2 ? sin(angle) : cos(angle);
        }
    }
    gln_glm_data data = {s->y, s->exposure, x, s->n, p};
    gln_status status = gln_glm__poisson(&data, &fit, mu, err);
    if (status == GLN_OK && strcmp(fit.status, GLN_STATS_OK) == 0) {
        measure(s, mu, m);
    }
    free(x);
    return status;
}

gln_status gln_shape__costs(const gln_shape_series *s, const gln_shape_null *null, const gln_shape *shape,
                            const uint32_t *level, size_t n_bursts, double cost[GLN_SHAPE_MODELS], gln_error *err)
{
    const double none = (double)INFINITY;
    model models[GLN_SHAPE_MODELS] = {[GLN_SHAPE_LINE] = {none, none, 2.0},
                                      [GLN_SHAPE_STEP] = {none, none, 3.0},
                                      [GLN_SHAPE_BURST] = {none, none, 1.0 + 3.0 * (double)n_bursts},
                                      [GLN_SHAPE_SEASON] = {none, none, 1.0 + (double)null->n_waves}};
    double *mu = gln_memory__array(s->n, sizeof *mu);
    uint32_t *side = gln_memory__array(s->n, sizeof *side);
    gln_status status = mu && side ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = regression_model(s, null, true, mu, &models[GLN_SHAPE_LINE], err);
    }
    if (status == GLN_OK && shape->change_after) {
        for (size_t i = 0; i < s->n; i++) {
            side[i] = i >= shape->change_after;
        }
        status = levels_model(s, side, 2, mu, &models[GLN_SHAPE_STEP], err);
    }
    if (status == GLN_OK && n_bursts) {
        status = levels_model(s, level, n_bursts + 1, mu, &models[GLN_SHAPE_BURST], err);
    }
    if (status == GLN_OK && null->n_waves) {
        status = regression_model(s, null, false, mu, &models[GLN_SHAPE_SEASON], err);
    }
    double phi = none;
    for (size_t i = 0; i < GLN_SHAPE_MODELS; i++) {
        double df = (double)s->n - models[i].numbers;
        phi = df >= 1.0 ? fmin(phi, fmax(1.0, models[i].chi2 / df)) : phi;
    }
    phi = isfinite(phi) ? phi : 1.0;
    for (size_t i = 0; i < GLN_SHAPE_MODELS; i++) {
        cost[i] = models[i].deviance / phi + models[i].numbers * log((double)s->n);
    }
    free(mu);
    free(side);
    return status;
}
