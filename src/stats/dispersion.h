/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispersion: how evenly the f hits of a word are spread over the n parts (articles, issues) of a corpus.
 *
 *     v_i  hits in part i              size_i  tokens of part i           N = sum size, f = sum v
 *     s_i = size_i/N                   p_i = v_i/size_i, the rate         q_i = p_i/sum p
 *
 * A part without hits counts by its size alone, so only parts with hits are passed: O(h log h) time for h of them,
 * whatever the number of parts. Parts of size 0 are no parts: leave them out of the number too. Orientation: D_A, D,
 * D2, S, D3 are 1 for even; DP, DPnorm and KLD are 0 for even. With f < n parts no word can look even: print n and f
 * beside the value. Safe in threads; no memory is allocated. */
#ifndef GLN_STATS_DISPERSION_H
#define GLN_STATS_DISPERSION_H

#include "stats/numeric.h"

/* The parts of the corpus, the same for all words. */
typedef struct gln_parts {
    uint64_t n;        /* parts, all of them of size >= 1 */
    uint64_t size;     /* N, tokens in all of them */
    uint64_t min_size; /* the size of the smallest */
} gln_parts;

typedef struct gln_dispersion {
    /* "ok"; "undefined_zero_count" (f = 0: all NaN but range), "undefined_single_part" (n = 1: range, DP, S, KLD and
     * what is a sum over parts hold, the measures that divide by n-1 or ln n are NaN), "undefined_no_parts" (n or N is
     * 0), "invalid_parts" (a hit in a part of size 0 or below min_size, more hits than tokens in a part, more parts
     * with hits than parts, or sizes above N) */
    const char *status;
    uint64_t n;               /* parts */
    uint64_t f;               /* hits */
    uint64_t range;           /* parts with hits */
    double range_share;       /* range/n */
    double dp;                /* sum |v/f - s|/2 (Gries 2008), 0 even */
    double dp_norm;           /* dp/(1 - min s) (Lijffijt and Gries 2012) */
    double dp_norm_hits;      /* dp/(1 - min s of the parts with hits) (Egbert, Burch and Biber 2020) */
    double d_a;               /* 1 - mean over i<j of |p_i - p_j| / (2 mean p) (Burch, Egbert and Biber 2017), 1 even */
    double juilland_d;        /* 1 - (sd p/mean p)/sqrt(n-1), population sd, of rates (Juilland et al. 1970); near 1 for
                                 n > 100 whatever the word (Biber et al. 2016) */
    double juilland_d_counts; /* the same of the counts, as if parts were of one size */
    double vc;                /* variation coefficient of the counts, population sd/mean */
    double carroll_d2;        /* -sum q log2 q / log2 n (Carroll 1970) */
    double carroll_um;        /* f D2 + (1 - D2) f/n: adjusted frequency (Carroll 1970) */
    double rosengren_s;       /* (sum sqrt(s v))^2/f (Rosengren 1971) */
    double rosengren_s_counts; /* (sum sqrt v)^2/(n f) */
    double rosengren_kf;       /* (sum sqrt v)^2/n: adjusted frequency (Rosengren 1971) */
    double kld;                /* sum v/f log2((v/f)/s), bits (Gries 2020), 0 even */
    double kld_norm;           /* 1 - 2^-kld (Gries 2020) */
    double kld_norm_odds;      /* kld/(1 + kld) (Gries 2024) */
    double chi2;               /* sum (v - f s)^2/(f s) */
    double lyne_d3;            /* 1 - chi2/(4f) (Lyne 1985); may be negative */
    double idf;                /* log2(n/range), bits (Sparck Jones 1972) */
    double kromer_ur;          /* sum over parts of 1 + 1/2 + ... + 1/v (Kromer 2003) */
} gln_dispersion;

/* Measures of one word: hits[i] >= 1 in a part of sizes[i] tokens, i < n_hits; zero hits are ignored. scratch is room
 * for n_hits doubles (it may be NULL where n_hits is 0). */
void gln_dispersion__sparse(gln_parts parts, const uint64_t *hits, const uint64_t *sizes, size_t n_hits,
                            double *scratch, gln_dispersion *out);

/* The same from all parts: hits[i] in sizes[i] tokens, i < n. Empty parts are left out. scratch: n doubles. */
void gln_dispersion__dense(const uint64_t *hits, const uint64_t *sizes, size_t n, double *scratch, gln_dispersion *out);

/* Distances in a running text of N tokens, where the word stands at f places. d_i is the distance to the place before,
 * the first one's to the last one's round the end, so that they sum to N. */
typedef struct gln_spread {
    const char *status; /* "ok", "undefined_zero_count", "invalid_places" (not rising, or at or above N) */
    double arf;         /* average reduced frequency f/N sum min(d, N/f) (Savicky and Hlavacova 2002) */
    double ald;         /* average logarithmic distance sum d log10 d / N */
    double f_ald;       /* N / 10^ald: the adjusted frequency */
    double awt;         /* average waiting time (1 + sum d^2/N)/2 */
} gln_spread;

/* places[0..f) strictly rising, in [0, n_tokens). O(f). */
void gln_dispersion__distances(const uint64_t *places, size_t f, uint64_t n_tokens, gln_spread *out);

#endif
