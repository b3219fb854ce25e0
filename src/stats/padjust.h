/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusting p-values for a family of m tests, on the natural logarithm so that the smallest keep their order.
 *
 * NaN means untestable: it is left out of m and stays NaN. Adjusted values are at least the raw ones, at most ln 1 = 0,
 * and in the same order. With r the rank of p from the smallest of m:
 *     Bonferroni  m p                          (family-wise error)
 *     Holm        max over s <= r of (m-s+1) p_(s)       (Holm 1979; family-wise, any dependence)
 *     Hochberg    min over s >= r of (m-s+1) p_(s)       (Hochberg 1988; family-wise, independent)
 *     BH          min over s >= r of m/s p_(s)           (Benjamini and Hochberg 1995; false discovery rate)
 *     BY          BH times 1 + 1/2 + ... + 1/m           (Benjamini and Yekutieli 2001; any dependence) */
#ifndef GLN_STATS_PADJUST_H
#define GLN_STATS_PADJUST_H

#include "guanlan/status.h"

#include <stddef.h>
#include <stdint.h>

typedef enum gln_padjust {
    GLN_PADJUST_BH,
    GLN_PADJUST_BY,
    GLN_PADJUST_HOLM,
    GLN_PADJUST_HOCHBERG,
    GLN_PADJUST_BONFERRONI,
} gln_padjust;

/* ln of the adjusted p-values of ln_p[0..n) into ln_adjusted, which may be ln_p itself. *m is the number of tests in
 * the family; NULL is fine. Ties are adjusted alike. GLN_ERR_RANGE where a value is above 0, GLN_ERR_NOMEM; the output
 * is then untouched. O(n log n) time, n indexes of memory. Safe in threads. */
GLN_MUST_USE gln_status gln_padjust__apply(gln_padjust method, const double *ln_p, size_t n, double *ln_adjusted,
                                           size_t *m, gln_error *err);

/* Short name for reports: "bh", "by", "holm", "hochberg", "bonferroni". */
const char *gln_padjust__name(gln_padjust method);

/* The Monte-Carlo p-value (b+1)/(B+1): b of B random statistics at least as extreme (Phipson and Smyth 2010). NaN where
 * b > B. Never 0; 1/(B+1) is the least attainable. */
double gln_padjust__monte_carlo(uint64_t b, uint64_t draws);

#endif
