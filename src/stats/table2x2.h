/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keyness: the 2x2 table of a word in two corpora, and the same table of anything else that is counted in two groups
 * (texts with the word among texts: text dispersion keyness, Egbert and Biber 2019).
 *
 *              word   other        R = f1+f2, N = n1+n2
 *     first     f1    n1-f1        E1 = R n1/N, E2 = R n2/N
 *     second    f2    n2-f2        D(o,e) = o ln(o/e) + e - o
 *
 * Counts are exact to 2^53; larger ones are rounded to doubles. The differences O - E, alike in all four cells, are
 * taken from the determinant f1 n2 - f2 n1, which does not cancel, so G2 is right and never negative however near the
 * rates are. Nothing is shared: every function may be called from several threads. Undefined values are NaN, infinite
 * effects are infinities of their sign. */
#ifndef GLN_STATS_TABLE2X2_H
#define GLN_STATS_TABLE2X2_H

#include "stats/numeric.h"

typedef struct gln_table2x2 {
    uint64_t f1; /* hits in the first corpus */
    uint64_t n1; /* tokens of the first corpus */
    uint64_t f2;
    uint64_t n2;
} gln_table2x2;

/* Everything of constant cost. */
typedef struct gln_keyness {
    /* "ok"; "undefined_zero_total" (n1 = 0 or n2 = 0), "undefined_zero_count" (f1 = f2 = 0), "invalid_table" (f > n).
     * All fields are NaN unless "ok". Where the word is every token, chi2 and what comes of it alone is NaN. */
    const char *status;
    int direction; /* 1: more frequent in the first, -1: in the second, 0: equal rates */
    double rate1;  /* f1/n1, a proportion */
    double rate2;
    double expected1;    /* E1 */
    double expected2;    /* E2 */
    double min_expected; /* the least of the four expected counts; prefer Fisher's test below 5 */

    double g2;          /* 2 sum over four cells D(O,E) (Dunning 1993) */
    double g2_ln_p;     /* ln of the upper chi-square tail, df = 1 */
    double g2_p;        /* e to that: 0 where it underflows */
    double g2_two_term; /* 2 [D(f1,E1) + D(f2,E2)] (Rayson and Garside 2000): the Poisson deviance; <= g2 */
    double g2_two_term_ln_p;
    double g2_williams; /* g2/q, q = 1 + (N/n1+N/n2-1)(N/R+N/(N-R)-1)/(6N) (Williams 1976) */
    double chi2;        /* N (f1 (n2-f2) - f2 (n1-f1))^2 / product of the margins (Pearson 1900) */
    double chi2_ln_p;
    double chi2_yates; /* with |ad-bc| - N/2, at least 0 (Yates 1934) */
    double chi2_yates_ln_p;
    double chi2_two_cell; /* (f1-E1)^2/E1 + (f2-E2)^2/E2: goodness of fit, as some tools print for chi2 */
    double phi2;          /* chi2/N (Church and Gale 1991) */
    double bic;           /* g2 - ln N (Wilson 2013) */
    double ell;           /* g2/(N ln min_expected) (Johnston et al. 2006); NaN where min_expected <= 1 */

    double rate_ratio;       /* rate1/rate2; infinite where f2 = 0 */
    double log_ratio;        /* log2 of it (Hardie 2014); -inf where f1 = 0, +inf where f2 = 0 */
    double log_ratio_walter; /* log2 [(f1+.5)/(n1+.5) / ((f2+.5)/(n2+.5))], always finite (Walter 1975) */
    double percent_diff;     /* 100 (rate1-rate2)/rate2 (Gabrielatos and Marchi 2011); infinite where f2 = 0 */
    double diff_coefficient; /* (rate1-rate2)/(rate1+rate2) (Hofland and Johansson 1982) */
    double odds_ratio;       /* f1 (n2-f2) / (f2 (n1-f1)); 0 or infinite where a cell is 0, NaN for 0/0 */
    double odds_ratio_half;  /* the same with .5 added to each cell (Haldane 1956; Anscombe 1956) */
} gln_keyness;

void gln_table2x2__measure(gln_table2x2 t, gln_keyness *out);

/* Intervals of the effect at the two-sided level conf (0 < conf < 1). For a family of m tests at level alpha pass
 * 1 - alpha/m (Bonferroni); for a one-sided bound at alpha pass 1 - 2 alpha. Cost: two quantiles, some microseconds. */
typedef struct gln_keyness_interval {
    const char *status; /* as in gln_keyness, and "invalid_level" */
    gln_interval
        rate_ratio;         /* exact: f1 given R is binomial(R, n1/N) (Przyborowski and Wilenski 1940), so the ratio is
                               odds n2/n1 with Clopper and Pearson's odds; low = 0 at f1 = 0, high infinite at f2 = 0 */
    gln_interval log_ratio; /* log2 of it; ends may be infinite */
    gln_interval log_ratio_wald; /* log_ratio -+ z SE/ln 2, SE^2 = 1/f1 - 1/n1 + 1/f2 - 1/n2 (Katz et al. 1978); NaN
                                    where f1 or f2 is 0 */
    gln_interval log_ratio_wide; /* overdispersed: both distances of the exact ends from the estimate times sqrt(phi);
                                    where the estimate is infinite the finite end's distance from Walter's estimate */
    double lrc; /* conservative Log Ratio of the exact interval: its end nearest to 0, and 0 where it holds 0 (Evert
                   2022) */
    double lrc_wide; /* the same of log_ratio_wide: what reports rank by */
} gln_keyness_interval;

/* phi is the dispersion of the counts over units (articles); below 1 or NaN it counts as 1. */
void gln_table2x2__interval(gln_table2x2 t, double conf, double phi, gln_keyness_interval *out);

/* log_ratio_wide and lrc_wide anew for another dispersion, from the exact interval of the same table, which costs most.
 */
void gln_table2x2__widen(gln_table2x2 t, double phi, gln_keyness_interval *interval);

/* The end nearest to 0, 0 where the interval holds 0, NaN where an end is NaN. */
double gln_table2x2__conservative(gln_interval interval);

/* Exact tests on the log scale. greater: P(X >= f1), the word is more frequent in the first. */
typedef struct gln_exact_test {
    const char *status; /* as in gln_keyness; all NaN unless "ok" */
    double ln_greater;
    double ln_less;
    double ln_two_sided; /* sum of the probabilities not above the one observed, as R's fisher.test and binom.test */
} gln_exact_test;

/* Fisher's exact test (hypergeometric; margins fixed). Use it where min_expected < 5. Cost: sums of up to 20,000
 * ratios, some 100 microseconds at the worst. */
void gln_table2x2__fisher(gln_table2x2 t, gln_exact_test *out);

/* Exact conditional test of two Poisson rates: f1 given R is binomial(R, n1/N). */
void gln_table2x2__poisson_test(gln_table2x2 t, gln_exact_test *out);

/* Conditional maximum likelihood odds ratio and its exact interval (noncentral hypergeometric, Fisher 1935). NaN where
 * undefined. The estimate solves E(X) = f1 to 1e-12 (R's fisher.test stops at 1e-4 of the inverse, so its third digit
 * may differ). Cost: some milliseconds. */
double gln_table2x2__conditional_odds(gln_table2x2 t, double conf, gln_interval *ci);

/* Simple Maths: (1e6 rate1 + k)/(1e6 rate2 + k), k > 0 (Kilgarriff 2009). Defined also where f1 = f2 = 0; NaN where
 * n1 or n2 is 0. The ranking depends on k: print it. */
double gln_table2x2__simple_maths(gln_table2x2 t, double k);

#endif
