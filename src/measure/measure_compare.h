/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a comparison share: two views side by side, the units that the tests take, one row a term. Side 0
 * is A, side 1 is B. */
#ifndef GLN_MEASURE_COMPARE_H
#define GLN_MEASURE_COMPARE_H

#include "core/arena.h"
#include "core/buffer.h"
#include "count/freq_view.h"
#include "guanlan/comparison.h"
#include "stats/permute.h"
#include "stats/table2x2.h"

/* ---- units (measure_compare_units.c) ---- */

typedef struct gln_compare_units {
    const char *name;     /* "issue", "block" or "article" */
    size_t n[2];          /* units with tokens; those of B are numbered behind those of A */
    uint32_t *of_doc[2];  /* by document: its unit, GLN_NO_ID where it has no tokens */
    double *exposure;     /* by unit: tokens */
    uint8_t *in_first;    /* by unit: 1 in A */
    size_t n_issues[2];   /* issues with tokens */
    size_t block_length;  /* issues a block; 1 where the unit is no block */
    double acf1[2];       /* median lag-1 autocorrelation of issue rates; NaN where not looked at */
    double ln_min_p;      /* -ln C(n, n_a): no relabelling of the units can say more */
    size_t shared_issues; /* issues of which both sides hold articles */
    size_t shared_articles;
    bool reference; /* B is one unit without documents */
} gln_compare_units;

/* The least number of issues a side for which issues are units, and of units for which a dispersion is estimated. */
enum { GLN_COMPARE_LEAST_ISSUES = 10, GLN_COMPARE_LEAST_UNITS = 10 };

/* ---- terms ---- */

/* A term of either side; NULL where a side lacks it. */
typedef struct gln_compare_term {
    const gln_freq_term *side[2];
    uint64_t count; /* of both */
} gln_compare_term;

/* The two sides and all that is known of them before a test. */
typedef struct gln_compare_pair {
    const gln_freq_view *view[2];
    const gln_compare_options *options;
    bool given;              /* given terms, not all words */
    bool reference;          /* B is a list of frequencies: no units, no documents, counts in its terms only */
    uint64_t words[2];       /* hits of all terms */
    size_t n_types;          /* terms of either side */
    gln_compare_term *terms; /* of those, by bytes, all that rows or GLN_COMPARE_COMMONEST may ask for */
    size_t n_terms;
    gln_arena arena; /* holds those of views that stream */
    gln_compare_units units;
} gln_compare_pair;

/* The most terms that are ever asked for as the commonest. */
enum { GLN_COMPARE_COMMONEST = 20000 };

/* A walk over the terms of either side, by bytes; starts zeroed. */
typedef struct gln_compare_join {
    gln_freq_terms terms[2];
    const gln_freq_term *at[2];
    bool taken[2], begun;
} gln_compare_join;

/* The next term, its sides borrowed until the next call; *more is false after the last. */
GLN_MUST_USE gln_status gln_compare_join__next(gln_compare_join *join, const gln_compare_pair *pair,
                                               gln_compare_term *out, bool *more, gln_error *err);
void gln_compare_join__clear(gln_compare_join *join);

/* Chooses units by the rule of gln_compare_rule. pair->terms are there. */
GLN_MUST_USE gln_status gln_compare_units__make(gln_compare_pair *pair, gln_error *err);
void gln_compare_units__free(gln_compare_units *units);

/* The commonest terms, by count and then bytes, as indexes into pair->terms; at most `most`, which is not above
 * GLN_COMPARE_COMMONEST. *out is malloced. */
GLN_MUST_USE gln_status gln_compare__commonest(const gln_compare_pair *pair, size_t most, size_t **out, size_t *n,
                                               gln_error *err);

static inline gln_slice gln_compare_term__text(const gln_compare_term *term)
{
    return term->side[0] ? term->side[0]->text : term->side[1]->text;
}

/* Which side has any tokens at all. */
static inline bool gln_compare_pair__filled(const gln_compare_pair *pair)
{
    return pair->view[0]->n_tokens > 0 && pair->view[1]->n_tokens > 0;
}

/* ---- rows (measure_compare_terms.c) ---- */

typedef enum gln_compare_caveat {
    GLN_CAVEAT_CLUSTERED = 1,
    GLN_CAVEAT_AUTOCORRELATED = 2,
    GLN_CAVEAT_FEW_UNITS = 4,
    GLN_CAVEAT_FEW_HITS = 8,
    GLN_CAVEAT_BURSTY = 16,
    GLN_CAVEAT_SHARED_ISSUES = 32,
    GLN_CAVEAT_OVERLAP = 64,
    GLN_CAVEAT_PERMUTATION = 128,
    GLN_CAVEAT_REFERENCE = 256,
} gln_compare_caveat;

typedef struct gln_compare_row {
    const gln_compare_term *term;
    gln_table2x2 counts;
    double log_ratio, low, high, lrc;
    double g2, g2_ln_p, z;
    double phi, f; /* dispersion over units, floored at 1; quasi-Poisson F */
    double ln_p, ln_p_adj, p_permutation;
    double dp[2], d_a[2];
    unsigned caveats; /* of gln_compare_caveat */
    const char *status;
} gln_compare_row;

typedef struct gln_compare_rows {
    gln_compare_row *items;
    size_t *order; /* as printed: indexes of items */
    size_t n;
    size_t m;          /* tests in the family */
    size_t n_filtered; /* words below min_count */
    size_t n_significant;
    bool descriptive;    /* no term could reach the level */
    size_t n_relabelled; /* relabellings behind p_permutation; 0: none */
} gln_compare_rows;

/* Measures and tests the terms, adjusts, ranks and checks them. */
GLN_MUST_USE gln_status gln_compare_rows__make(const gln_compare_pair *pair, gln_compare_rows *out, gln_error *err);
void gln_compare_rows__free(gln_compare_rows *rows);

/* p_permutation of the rows at the top and of given terms; rows are ranked (measure_compare_check.c). */
GLN_MUST_USE gln_status gln_compare_rows__check(const gln_compare_pair *pair, gln_compare_rows *rows, gln_error *err);

/* ---- the whole (measure_compare_summary.c) ---- */

typedef struct gln_compare_whole {
    const char *status;
    size_t types[2];
    double jsd, jsd_weighted, null_bias, jsd_corrected, cosine, overlap;
    size_t tested_types; /* in the permutation */
    double jsd_tested, null_median, null_q95, p;
    size_t permutations;
} gln_compare_whole;

GLN_MUST_USE gln_status gln_compare__whole(const gln_compare_pair *pair, gln_compare_whole *out, gln_error *err);

/* ---- tables (measure_compare_table.c) ---- */

GLN_MUST_USE gln_status gln_compare_table__new(gln_table **compare, gln_table **summary, gln_error *err);
GLN_MUST_USE gln_status gln_compare_table__rows(gln_table *table, const gln_compare_pair *pair,
                                                const gln_compare_rows *rows, gln_error *err);
void gln_compare_table__summary(gln_table *table, const gln_compare_pair *pair, const gln_compare_rows *rows,
                                const gln_compare_whole *whole);

/* All other measures of a row as a JSON object (measure_compare_all.c); of units where it is one of the first. */
GLN_MUST_USE gln_status gln_compare_all__put(const gln_compare_pair *pair, const gln_compare_row *row, bool with_units,
                                             gln_buffer *out, gln_error *err);

/* The rows of compare_moves (measure_compare_moves.c); B is no list. */
GLN_MUST_USE gln_status gln_compare_moves__add(gln_table *table, const gln_compare_pair *pair,
                                               const gln_compare_rows *rows, gln_error *err);

/* ---- all of it (measure_compare.c) ---- */

/* gln_compare_append on a pair whose sides and options are set; frees what it adds to it. */
GLN_MUST_USE gln_status gln_compare__pair(gln_compare_pair *pair, gln_table *compare, gln_table *summary,
                                          gln_error *err);

/* gln_compare_append on views. */
GLN_MUST_USE gln_status gln_compare__views(const gln_freq_view *a, const gln_freq_view *b,
                                           const gln_compare_options *options, gln_table *compare, gln_table *summary,
                                           gln_error *err);

#endif
