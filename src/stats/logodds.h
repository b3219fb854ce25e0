/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-odds ratio with an informative Dirichlet prior ("Fightin' Words": Monroe, Colaresi and Quinn 2008, eqs. 15-22).
 *
 *     delta = ln[(y1+a)/(n1+a0-y1-a)] - ln[(y2+a)/(n2+a0-y2-a)]
 *     variance = 1/(y1+a) + 1/(y2+a)         (their large-count approximation)
 *     z = delta/sqrt(variance)
 *
 * y and n are a word's count and the tokens of either corpus, a the word's prior count, a0 the sum of a over the
 * vocabulary. Units: natural logarithms. Constant cost a word, no memory, safe in threads. */
#ifndef GLN_STATS_LOGODDS_H
#define GLN_STATS_LOGODDS_H

#include "stats/numeric.h"

/* The least prior count of a word absent from the background. */
#define GLN_LOGODDS_FLOOR .01

typedef struct gln_logodds {
    const char *status; /* "ok", "undefined_zero_prior" (a <= 0 or NaN), "undefined_total" (a corpus and its prior hold
                           nothing but the word), "invalid_table" (y > n); all NaN unless "ok" */
    double delta;
    double variance;
    double z;
} gln_logodds;

/* The prior count of a word seen `count` times among the `total` tokens of a background corpus, for a prior of a0
 * tokens in all: a0 count/total, not below GLN_LOGODDS_FLOOR. NaN where total is 0 or a0 is not positive. State a0. */
double gln_logodds__prior(uint64_t count, uint64_t total, double a0);

void gln_logodds__measure(uint64_t y1, uint64_t n1, uint64_t y2, uint64_t n2, double a, double a0, gln_logodds *out);

/* The vectors y1, y2 and prior of n_words aligned words into out; totals and a0 are their sums. */
void gln_logodds__vector(const uint64_t *y1, const uint64_t *y2, const double *prior, size_t n_words, gln_logodds *out);

#endif
