/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/stylometry.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>

static double row_total(const gln_profiles *p, size_t text)
{
    double sum = 0;
    for (size_t w = 0; w < p->words; w++) {
        sum += (double)p->counts[text * p->words + w];
    }
    return sum;
}

/* z-scores of one column of rates, in place; false where nothing varies (within rounding). */
static bool standardize(double *z, size_t texts, size_t words)
{
    double mean = 0, squares = 0, n = 0;
    for (size_t t = 0; t < texts; t++) {
        mean += isnan(z[t * words]) ? 0 : z[t * words];
        n += !isnan(z[t * words]);
    }
    mean /= n;
    for (size_t t = 0; t < texts; t++) {
        double d = z[t * words] - mean;
        squares += isnan(d) ? 0 : d * d;
    }
    double sd = n > 1 ? sqrt(squares / (n - 1)) : 0;
    bool varies = sd > 1e-14 * mean;
    for (size_t t = 0; t < texts; t++) {
        double d = z[t * words] - mean;
        z[t * words] = isnan(d) ? d : varies ? d / sd : 0;
    }
    return varies;
}

void gln_stylometry__scores(const gln_profiles *profiles, double *z, size_t *n_used)
{
    size_t words = profiles->words;
    for (size_t t = 0; t < profiles->texts; t++) {
        double total = row_total(profiles, t);
        for (size_t w = 0; w < words; w++) {
            z[t * words + w] = total > 0 ? (double)profiles->counts[t * words + w] / total : (double)NAN;
        }
    }
    *n_used = 0;
    for (size_t w = 0; w < words; w++) {
        *n_used += standardize(z + w, profiles->texts, words);
    }
}

gln_delta gln_stylometry__delta(const double *z_a, const double *z_b, size_t words, size_t n_used)
{
    double absolute = 0, squares = 0, dot = 0, aa = 0, bb = 0;
    for (size_t w = 0; w < words; w++) {
        double d = z_a[w] - z_b[w];
        absolute += fabs(d);
        squares += d * d;
        dot += z_a[w] * z_b[w];
        aa += z_a[w] * z_a[w];
        bb += z_b[w] * z_b[w];
    }
    double n = n_used ? (double)n_used : (double)NAN;
    return (gln_delta){absolute / n, squares / n, aa > 0 && bb > 0 ? 1 - dot / sqrt(aa) / sqrt(bb) : (double)NAN};
}

typedef struct common {
    double count;
    size_t word;
} common;

static int by_count(const void *a, const void *b)
{
    const common *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->word > y->word) - (x->word < y->word);
}

gln_status gln_stylometry__cbdf(const uint64_t *a, const uint64_t *b, size_t words, size_t top, gln_cbdf *out,
                                gln_error *err)
{
    gln_cbdf r = {NAN, NAN, 0};
    double n_a = 0, n_b = 0;
    common *ranked = gln_memory__array(words, sizeof *ranked);
    if (!ranked) {
        return gln_error__nomem(err);
    }
    for (size_t w = 0; w < words; w++) {
        n_a += (double)a[w];
        n_b += (double)b[w];
        if (a[w] || b[w]) {
            ranked[r.words++] = (common){(double)a[w] + (double)b[w], w};
        }
    }
    qsort(ranked, r.words, sizeof *ranked, by_count);
    r.words = top && top < r.words ? top : r.words;
    if (n_a > 0 && n_b > 0) {
        r.chi2 = 0;
        for (size_t i = 0; i < r.words; i++) {
            double e_a = ranked[i].count * (n_a / (n_a + n_b)), e_b = ranked[i].count * (n_b / (n_a + n_b));
            double d = (double)a[ranked[i].word] - e_a; /* and -d in the other cell */
            r.chi2 += d * d / e_a + d * d / e_b;
        }
        r.cbdf = r.words > 1 ? r.chi2 / ((double)r.words - 1) : (double)NAN;
    }
    free(ranked);
    *out = r;
    return GLN_OK;
}

/* KL(a || b) in bits; the sum of D(p, q) is that of p ln(p/q), since both sum to 1. */
static double divergence(const uint64_t *a, double n_a, const uint64_t *b, double n_b, size_t words, double alpha)
{
    double sum = 0;
    if (!(n_a > 0 && n_b > 0)) {
        return NAN;
    }
    for (size_t w = 0; w < words; w++) {
        double p = ((double)a[w] + alpha) / (n_a + alpha * (double)words);
        double q = ((double)b[w] + alpha) / (n_b + alpha * (double)words);
        sum += p > 0 || q > 0 ? gln_stats__deviance(p, q) : 0;
    }
    return sum / GLN_LN2;
}

void gln_stylometry__novelty(const gln_profiles *profiles, double alpha, size_t w, gln_novelty *out)
{
    size_t words = profiles->words;
    for (size_t t = 0; t < profiles->texts; t++) {
        out[t] = (gln_novelty){NAN, NAN, NAN};
        if (w == 0 || t < w || profiles->texts - t <= w) {
            continue;
        }
        double before = 0, behind = 0, total = row_total(profiles, t);
        const uint64_t *here = profiles->counts + t * words;
        for (size_t d = 1; d <= w; d++) {
            before += divergence(here, total, here - d * words, row_total(profiles, t - d), words, alpha);
            behind += divergence(here, total, here + d * words, row_total(profiles, t + d), words, alpha);
        }
        out[t] = (gln_novelty){before / (double)w, behind / (double)w, (before - behind) / (double)w};
    }
}

void gln_stylometry__divergences(const gln_profiles *profiles, double alpha, double *d)
{
    size_t n = profiles->texts, words = profiles->words;
    for (size_t i = 0; i < n; i++) {
        double total = row_total(profiles, i);
        for (size_t j = 0; j < n; j++) {
            d[i * n + j] = divergence(profiles->counts + i * words, total, profiles->counts + j * words,
                                      row_total(profiles, j), words, alpha);
        }
    }
}

void gln_stylometry__novelty_in(const double *d, const uint32_t *order, size_t texts, size_t w, gln_novelty *out)
{
    for (size_t t = 0; t < texts; t++) {
        out[t] = (gln_novelty){NAN, NAN, NAN};
        if (w == 0 || t < w || texts - t <= w) {
            continue;
        }
        double before = 0, behind = 0;
        const double *row = d + (size_t)order[t] * texts;
        for (size_t k = 1; k <= w; k++) {
            before += row[order[t - k]];
            behind += row[order[t + k]];
        }
        out[t] = (gln_novelty){before / (double)w, behind / (double)w, (before - behind) / (double)w};
    }
}
