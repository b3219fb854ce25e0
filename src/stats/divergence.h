/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances of two word distributions a and b, from their counts.
 *
 * The counts are fed word by word, in any order that is the same each time (the sums depend on it in their last bits),
 * so two sparse vectors are merged as they lie: words absent from both add nothing and need not be fed. With
 * p = a/n_a, q = b/n_b and D(o,e) = o ln(o/e) + e - o all sums are of terms that are never negative. No memory; an
 * accumulator belongs to one thread. O(1) a word. */
#ifndef GLN_STATS_DIVERGENCE_H
#define GLN_STATS_DIVERGENCE_H

#include "stats/numeric.h"

#include <stdbool.h>

/* The sums so far; set by gln_divergence__begin. */
typedef struct gln_divergence_sums {
    double n_a, n_b;          /* token totals */
    double alpha, vocabulary; /* smoothing of kl; NaN: none asked for */
    double pooled_total;
    double fed_a, fed_b; /* counts so far */
    uint64_t types;      /* words fed with a + b > 0 */
    bool a_outside_b, b_outside_a;
    double equal, weighted;      /* of jsd, natural logarithms */
    double plain_ab, plain_ba;   /* of kl as it is, words that the other side lacks left out */
    double smooth_ab, smooth_ba; /* of kl smoothed */
    double hellinger, difference, dot, square_a, square_b, chi2;
} gln_divergence_sums;

typedef struct gln_divergence {
    const char *status;  /* "ok"; "undefined_zero_total" (a side has no tokens); "invalid_totals" (the counts fed do not
                            sum to the totals); all NaN unless "ok" */
    uint64_t types;      /* V, words in either */
    double jsd;          /* Jensen-Shannon divergence, bits, both sides of equal weight: 0..1 (Lin 1991) */
    double js_distance;  /* its square root, a metric (Endres and Schindelin 2003) */
    double jsd_weighted; /* the same with weights n_a/N, n_b/N, N = n_a+n_b */
    double g2;           /* of the 2xV table: 2 ln2 N jsd_weighted, an identity; df = V-1 */
    double g2_ln_p;      /* chi-square tail; tokens are not independent, so a permutation of issues decides */
    double null_bias;    /* bits that jsd_weighted has where nothing differs: (V-1)/(2 ln2 N) */
    double jsd_corrected; /* jsd_weighted - null_bias; may be negative */
    double kl_ab;         /* Kullback-Leibler, bits, of p from q: infinite where a has a word that b has not */
    double kl_ba;
    double kl_ab_smoothed; /* the same of (a+alpha)/(n_a+alpha V'); NaN unless a vocabulary size V' was given */
    double kl_ba_smoothed;
    double kl_symmetric;  /* their sum (Jeffreys) */
    double cosine;        /* similarity of the counts, 0..1 */
    double hellinger;     /* sqrt(sum (sqrt p - sqrt q)^2/2), 0..1 */
    double bray_curtis;   /* sum |p - q|/2, of the relative frequencies, 0..1 */
    double chi2_distance; /* sqrt(sum (p - q)^2/m), m the word's share in all that is compared (Greenacre 1984) */
} gln_divergence;

/* Starts: the totals of both sides; pooled_total the tokens of everything compared (n_a + n_b where only these two
 * are). alpha > 0 and vocabulary (the number of word types over which kl is smoothed, fed or not) ask for smoothed kl;
 * pass alpha 0 for none. */
void gln_divergence__begin(gln_divergence_sums *sums, uint64_t n_a, uint64_t n_b, uint64_t pooled_total, double alpha,
                           uint64_t vocabulary);

/* One word: its counts on both sides and in everything compared (a + b where only these two are). */
void gln_divergence__add(gln_divergence_sums *sums, uint64_t a, uint64_t b, uint64_t pooled);

void gln_divergence__end(const gln_divergence_sums *sums, gln_divergence *out);

/* Two aligned vectors of n_words counts; pooled may be NULL for a + b; alpha 0 for no smoothing, else over n_words. */
void gln_divergence__vectors(const uint64_t *a, const uint64_t *b, const uint64_t *pooled, size_t n_words, double alpha,
                             gln_divergence *out);

#endif
