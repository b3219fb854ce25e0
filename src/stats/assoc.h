/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Association of two words: o co-occurrences where f1 and f2 are their marginal counts in a sample of n units (pairs,
 * window positions, sentences, articles; Evert 2008).
 *
 *     o11 = o        o12 = f1 - o             E = f1 f2/n, or given
 *     o21 = f2 - o   o22 = n - f1 - f2 + o
 *
 * What is undefined is NaN; a logarithm of 0 is -infinity. Constant cost, no memory, safe in threads. */
#ifndef GLN_STATS_ASSOC_H
#define GLN_STATS_ASSOC_H

#include "stats/numeric.h"

typedef struct gln_assoc {
    /* "ok"; "undefined_zero_margin" (n, f1, f2 or E is 0), "invalid_table" (o above a margin, a margin above n, or a
     * negative o22; with a given E only: E negative or not finite). All NaN unless "ok". */
    const char *status;
    double expected;   /* E */
    double pmi;        /* log2(o/E), bits (Church and Hanks 1990); -inf at o = 0, like mi2 and mi3 */
    double npmi;       /* ln(o/E)/-ln(o/n), in [-1, 1] (Bouma 2009): -1 at o = 0, NaN at o = n */
    double mi2;        /* log2(o^2/E) (Daille 1994) */
    double mi3;        /* log2(o^3/E) (Daille 1994) */
    double local_mi;   /* o log2(o/E); 0 at o = 0 */
    double t;          /* (o-E)/sqrt o (Church et al. 1991); NaN at o = 0 */
    double z;          /* (o-E)/sqrt E (Berry-Rogghe 1973) */
    double z_yates;    /* the same with |o-E| less 1/2 */
    double z_binomial; /* (o-E)/sqrt(E (1 - f2/n)) */
    double simple_ll;  /* 2 D(o,E) (Evert 2008) */
    double simple_ll_ln_p;
    double ratio_low;  /* lower and upper exact limit of o/E at 95 %, o Poisson and E fixed (Johnson 2001): rank by */
    double ratio_high; /* ratio_low instead of cutting frequencies off */
    double dice;       /* 2o/(f1+f2) */
    double log_dice;   /* 14 + log2 dice (Rychly 2008); -inf at o = 0 */
    double jaccard;    /* o/(f1+f2-o) */
    double min_sensitivity; /* min(o/f1, o/f2) (Pedersen and Bruce 1996) */

    /* Of the whole table: NaN where E was given, since the table then does not hold. */
    double g2;              /* 2 sum over four cells D(O,E) (Dunning 1993) */
    double g2_signed;       /* negative where o < E */
    double g2_ln_p;         /* chi-square tail, df = 1 */
    double chi2;            /* Pearson's; NaN where a margin is n */
    double chi2_yates;      /* |O-E| less 1/2, at least 0 */
    double phi2;            /* chi2/n (Church and Gale 1991) */
    double delta_p_2given1; /* o/f1 - (f2-o)/(n-f1) (Gries 2013); NaN where f1 = n */
    double delta_p_1given2; /* o/f2 - (f1-o)/(n-f2); NaN where f2 = n */
    double log_or;          /* ln of the odds ratio with 1/2 added to each cell ("discounted", Evert 2005) */
    double log_or_low;      /* log_or -+ z(.975) sqrt(sum 1/(O+1/2)) */
    double log_or_high;
} gln_assoc;

void gln_assoc__measure(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, gln_assoc *out);

/* The measures where the expectation is known otherwise, as when pairs are counted in windows: E from
 * gln_assoc__window_expected, n the number of pairs there could be (only npmi and z_binomial use it). Fields of the
 * whole table are NaN; o may exceed f1 and f2, and the ratios then 1. */
void gln_assoc__measure_expected(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, double expected, gln_assoc *out);

/* Fisher's exact test of the table (hypergeometric), logarithms. Collostruction strength is -log10 of the p of
 * attraction, where o >= E, and +log10 of the p of repulsion, where o < E (Stefanowitsch and Gries 2003). Cost: sums of
 * up to 20,000 ratios. */
typedef struct gln_assoc_exact {
    const char *status;   /* as in gln_assoc */
    double ln_attraction; /* P(X >= o) */
    double ln_repulsion;  /* P(X <= o) */
    double ln_two_sided;
    double collostruction;
} gln_assoc_exact;

void gln_assoc__fisher(uint64_t o, uint64_t f1, uint64_t f2, uint64_t n, gln_assoc_exact *out);

/* Ordered pairs of positions at most `span` apart in one segment of `length` tokens: 2 sum_{d=1..span} max(length-d,
 * 0). Sum it over the segments that windows do not cross (sentences, articles). Exact to 2^53. */
double gln_assoc__window_pairs(uint64_t length, uint64_t span);

/* The mean number of pairs (node, collocate) within the span when all tokens are permuted: f1 f2 pairs/(n (n-1)), n all
 * tokens, pairs as above; for a word with itself the unordered pairs f (f-1)/2 pairs/(n (n-1)) (exact: it equals full
 * enumeration). NaN where n < 2. */
double gln_assoc__window_expected(uint64_t f1, uint64_t f2, uint64_t n, double pairs);
double gln_assoc__window_expected_self(uint64_t f, uint64_t n, double pairs);

/* Evert's (2008) approximation 2 span f1 f2/n, which knows no segment ends. */
double gln_assoc__window_approximation(uint64_t f1, uint64_t f2, uint64_t n, uint64_t span);

#endif
