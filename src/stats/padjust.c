/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/padjust.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct ranked {
    double ln_p;
    size_t index;
} ranked;

static int by_p(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;
    if (a->ln_p != b->ln_p) {
        return a->ln_p < b->ln_p ? -1 : 1;
    }
    return (a->index > b->index) - (a->index < b->index);
}

/* The factor of the test of rank r (from 1) of m, as a logarithm. */
static double ln_factor(gln_padjust method, size_t r, size_t m, double ln_harmonic)
{
    double tests = (double)m;
    double rank = (double)r;
    switch (method) {
    case GLN_PADJUST_BH:
        return log(tests / rank);
    case GLN_PADJUST_BY:
        return log(tests / rank) + ln_harmonic;
    case GLN_PADJUST_HOLM:
    case GLN_PADJUST_HOCHBERG:
        return log(tests - rank + 1);
    case GLN_PADJUST_BONFERRONI:
        break;
    }
    return log(tests);
}

/* sorted[] ascending, adjusted in place. */
static void adjust(gln_padjust method, ranked *sorted, size_t m)
{
    double harmonic = 0;
    for (size_t r = m; r > 0; r--) {
        harmonic += 1 / (double)r;
    }
    for (size_t r = 1; r <= m; r++) {
        sorted[r - 1].ln_p = fmin(0, sorted[r - 1].ln_p + ln_factor(method, r, m, log(harmonic)));
    }
    if (method == GLN_PADJUST_HOLM) { /* running maximum from the smallest */
        for (size_t i = 1; i < m; i++) {
            sorted[i].ln_p = fmax(sorted[i].ln_p, sorted[i - 1].ln_p);
        }
    } else if (method != GLN_PADJUST_BONFERRONI) { /* running minimum from the largest */
        for (size_t i = m; i-- > 1;) {
            sorted[i - 1].ln_p = fmin(sorted[i - 1].ln_p, sorted[i].ln_p);
        }
    }
}

gln_status gln_padjust__apply(gln_padjust method, const double *ln_p, size_t n, double *ln_adjusted, size_t *m,
                              gln_error *err)
{
    size_t tests = 0;
    for (size_t i = 0; i < n; i++) {
        if (ln_p[i] > 0) {
            return gln_error_set(err, GLN_ERR_RANGE, "the logarithm of p-value %zu is above 0", i);
        }
        tests += isnan(ln_p[i]) ? 0 : 1;
    }
    ranked *sorted = gln_memory__array(tests, sizeof *sorted);
    if (!sorted) {
        return gln_error__nomem(err);
    }
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(ln_p[i])) {
            sorted[at++] = (ranked){ln_p[i], i};
        }
    }
    qsort(sorted, tests, sizeof *sorted, by_p);
    adjust(method, sorted, tests);
    for (size_t i = 0; i < n; i++) {
        ln_adjusted[i] = NAN;
    }
    for (size_t i = 0; i < tests; i++) {
        ln_adjusted[sorted[i].index] = sorted[i].ln_p;
    }
    if (m) {
        *m = tests;
    }
    free(sorted);
    return GLN_OK;
}

const char *gln_padjust__name(gln_padjust method)
{
    static const char *const names[] = {"bh", "by", "holm", "hochberg", "bonferroni"};
    return names[method];
}

double gln_padjust__monte_carlo(uint64_t b, uint64_t draws)
{
    return b <= draws ? ((double)b + 1) / ((double)draws + 1) : (double)NAN;
}
