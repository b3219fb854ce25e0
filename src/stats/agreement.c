/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* Of each unit with two values or more: how often each code was given, and the disagreement within it. */
typedef struct sums {
    double *counts; /* n x n_codes */
    double *apart;  /* o_ck over c != k: sum_{c != k} n_uc n_uk / (m_u - 1) */
    size_t n, n_codes;
} sums;

static gln_status take_units(const int *codes, size_t n_units, size_t n_coders, sums *out, gln_error *err)
{
    for (size_t u = 0; u < n_units; u++) {
        double *counts = &out->counts[out->n * out->n_codes];
        double m = 0, same = 0;
        for (size_t v = 0; v < out->n_codes; v++) {
            counts[v] = 0;
        }
        for (size_t c = 0; c < n_coders; c++) {
            int code = codes[u * n_coders + c];
            if (code < GLN_CODE_MISSING || (code >= 0 && (size_t)code >= out->n_codes)) {
                return gln_error_set(err, GLN_ERR_RANGE, "a code of %d of %zu", code, out->n_codes);
            }
            if (code >= 0) {
                counts[code] += 1;
                m += 1;
            }
        }
        if (m < 2) {
            continue;
        }
        for (size_t v = 0; v < out->n_codes; v++) {
            same += counts[v] * counts[v];
        }
        out->apart[out->n++] = (m * m - same) / (m - 1);
    }
    return GLN_OK;
}

/* alpha = 1 - (n - 1) sum_{c != k} o_ck / sum_{c != k} n_c n_k over the units named, or all; NaN without variation.
 * total has room for the codes. */
static double alpha_of(const sums *s, const size_t *units, double *total, double *agreement)
{
    double apart = 0, n = 0, squares = 0;
    for (size_t v = 0; v < s->n_codes; v++) {
        total[v] = 0;
    }
    for (size_t i = 0; i < s->n; i++) {
        size_t u = units ? units[i] : i;
        apart += s->apart[u];
        for (size_t v = 0; v < s->n_codes; v++) {
            total[v] += s->counts[u * s->n_codes + v];
        }
    }
    for (size_t v = 0; v < s->n_codes; v++) {
        n += total[v];
        squares += total[v] * total[v];
    }
    double chance = n * n - squares;
    *agreement = n > 0 ? 1 - apart / n : (double)NAN;
    return chance > 0 ? 1 - (n - 1) * apart / chance : (double)NAN;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Percentiles by the smallest draw that at least the share lies at or below. */
static gln_status resample(const sums *s, double conf, size_t draws, gln_rng *rng, double *total, gln_alpha *out,
                           gln_error *err)
{
    double *drawn = gln_memory__array(draws, sizeof *drawn), unused;
    size_t *units = gln_memory__array(s->n, sizeof *units);
    if (!drawn || !units) {
        free(drawn);
        free(units);
        return gln_error__nomem(err);
    }
    for (size_t b = 0; b < draws; b++) {
        for (size_t i = 0; i < s->n; i++) {
            units[i] = (size_t)gln_rng__below(rng, s->n);
        }
        double alpha = alpha_of(s, units, total, &unused);
        if (!isnan(alpha)) {
            drawn[out->draws++] = alpha;
        }
    }
    if (out->draws > 0 && out->draws >= draws - draws / 2) {
        qsort(drawn, out->draws, sizeof *drawn, by_value);
        double least = (1 - conf) / 2 * (double)out->draws;
        size_t low = (size_t)least;
        out->limits = (gln_interval){drawn[low], drawn[out->draws - 1 - low]};
    }
    free(drawn);
    free(units);
    return GLN_OK;
}

gln_status gln_alpha__nominal(const int *codes, size_t n_units, size_t n_coders, size_t n_codes, double conf,
                              size_t draws, gln_rng *rng, gln_alpha *out, gln_error *err)
{
    const double none = (double)NAN;
    gln_alpha a = {.alpha = none, .limits = {none, none}, .agreement = none, .status = "ok"};
    sums s = {.n_codes = n_codes};
    size_t cells;
    double *total = gln_memory__array(n_codes, sizeof *total);
    s.counts = gln_size__mul(n_units + 1, n_codes, &cells) ? gln_memory__array(cells, sizeof *s.counts) : NULL;
    s.apart = gln_memory__array(n_units, sizeof *s.apart);
    gln_status status = total && s.counts && s.apart ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = take_units(codes, n_units, n_coders, &s, err);
    }
    if (status == GLN_OK) {
        a.n_units = s.n;
        a.alpha = alpha_of(&s, NULL, total, &a.agreement);
        for (size_t v = 0; v < n_codes; v++) {
            a.n_values += (size_t)total[v];
        }
        a.status = s.n < 2 ? "insufficient_data" : isnan(a.alpha) ? "constant" : "ok";
        a.alpha = s.n < 2 ? none : a.alpha;
        if (draws && s.n >= 2 && !isnan(a.alpha)) {
            status = resample(&s, conf, draws, rng, total, &a, err);
        }
    }
    if (status == GLN_OK) {
        *out = a;
    }
    free(total);
    free(s.counts);
    free(s.apart);
    return status;
}
