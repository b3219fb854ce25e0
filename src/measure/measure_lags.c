/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_lags.h"

#include "core/buffer.h"
#include "stats/crosscorr.h"
#include "stats/padjust.h"

#include <math.h>
#include <stdlib.h>

enum { DRAWS = 4999 };

gln_status gln_lags__of(const gln_trend_frame *frame, gln_lags *out, gln_error *err)
{
    size_t cells;
    *out = (gln_lags){NULL, frame->view->n_terms, frame->n_groups, frame->periods.n};
    if (out->n_terms < 2 || out->n_terms > GLN_LAGS_MOST_TERMS) {
        return GLN_OK;
    }
    out->series = gln_size__mul(out->n_terms * out->n_groups, out->n_periods, &cells)
                      ? gln_memory__array(cells, sizeof *out->series)
                      : NULL;
    return out->series ? GLN_OK : gln_error__nomem(err);
}

void gln_lags__free(gln_lags *lags)
{
    free(lags->series);
    lags->series = NULL;
}

static double *series_of(const gln_lags *lags, size_t term, size_t group)
{
    return &lags->series[(term * lags->n_groups + group) * lags->n_periods];
}

void gln_lags__take(gln_lags *lags, const gln_trend_frame *frame, size_t term, size_t group)
{
    if (!lags->series) {
        return;
    }
    double *x = series_of(lags, term, group);
    for (size_t i = 0; i < lags->n_periods; i++) {
        const gln_trend_point *point = &frame->points[i];
        bool tested = point->n_issues > 0 && point->n_tokens > 0 && point->partial != GLN_PARTIAL_YES;
        x[i] = tested ? sqrt((double)point->count / (double)point->n_tokens) : (double)NAN;
    }
    gln_crosscorr__prewhiten(x, lags->n_periods, x);
}

enum { TERM_A, TERM_B, MATCH, SPLIT, N_PERIODS, R_0, R_0_P, LAG, R, P, P_ADJ, M, LEADER, MAX_LAG, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"term_a", GLN_TYPE_STRING, NULL, "Term A", "The first term of the pair, as it was given."},
    {"term_b", GLN_TYPE_STRING, NULL, "Term B", "The second one."},
    {"match", GLN_TYPE_STRING, NULL, "Match", "What was looked for: string or word."},
    {"split", GLN_TYPE_STRING, NULL, "Split value",
     "The newspaper, section or agency of the series; null without one."},
    {"n_periods", GLN_TYPE_INTEGER, "periods", "Periods", "Periods where both have a value once prewhitened."},
    {"r_0", GLN_TYPE_NUMBER, NULL, "Correlation, same period",
     "Cross-correlation of the prewhitened series (Box and Jenkins 1970) at lag 0: less line and lag-1 memory."},
    {"r_0_p", GLN_TYPE_NUMBER, "probability", "p, same period", "Share of shuffles that reach it."},
    {"lag", GLN_TYPE_NUMBER, "periods", "Lag", "Where the correlation is largest; above 0, B follows A."},
    {"r", GLN_TYPE_NUMBER, NULL, "Correlation, largest",
     "The correlation there; below 0 one falls as the other rises."},
    {"p", GLN_TYPE_NUMBER, "probability", "p",
     "Share of shuffles whose largest correlation over all lags reaches it: the search is paid for."},
    {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
     "p adjusted over the pairs of the table (Benjamini and Hochberg 1995)."},
    {"m", GLN_TYPE_INTEGER, "tests", "Tests", "How many those are."},
    {"leader", GLN_TYPE_STRING, NULL, "Leader",
     "a, b or same where p_adj <= alpha: who moves first, which is not who moves the other; else none."},
    {"max_lag", GLN_TYPE_INTEGER, "periods", "Largest lag",
     "Lags looked at on either side: a quarter of the periods, at most 12."},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; insufficient_data: fewer than 12 periods; constant: a series without movement, as of a term without a hit."},
};

typedef struct pair {
    size_t a, b, group;
    gln_crosscorr c;
} pair;

static gln_status correlate(const gln_lags *lags, const gln_trend_frame *frame, const gln_trend_options *options,
                            size_t max_lag, pair *p, gln_error *err)
{
    gln_rng *rng = NULL;
    gln_buffer name = GLN_BUFFER_INIT; /* of the pair: other terms change nothing */
    gln_buffer__put(&name, frame->view->terms[p->a].term);
    gln_buffer__byte(&name, '\n');
    gln_buffer__put(&name, frame->view->terms[p->b].term);
    gln_status status =
        name.failed ? gln_error__nomem(err)
                    : gln_rng__new(gln_rng__seed(options->seed, gln_buffer__slice(&name), GLN_LIT("lags")), &rng, err);
    if (status == GLN_OK) {
        status = gln_crosscorr__of(series_of(lags, p->a, p->group), series_of(lags, p->b, p->group), lags->n_periods,
                                   max_lag, DRAWS, rng, &p->c, err);
    }
    gln_rng__free(rng);
    gln_buffer__free(&name);
    return status;
}

static void put_pair(gln_table *table, const gln_trend_frame *frame, const gln_trend_options *options, const pair *p,
                     double ln_p_adj, size_t m, size_t max_lag)
{
    bool found = ln_p_adj <= log(options->alpha);
    gln_slice split = frame->groups[p->group].value;
    gln_table_row(table);
    gln_table_set_text(table, TERM_A, frame->view->terms[p->a].term);
    gln_table_set_text(table, TERM_B, frame->view->terms[p->b].term);
    gln_table_set_text(table, MATCH, gln_slice_of(options->match ? options->match : "string"));
    if (split.len) {
        gln_table_set_text(table, SPLIT, split);
    }
    gln_table_set_integer(table, N_PERIODS, p->c.n);
    gln_table_set_number(table, R_0, p->c.r0);
    gln_table_set_number(table, R_0_P, p->c.r0_p);
    if (!isnan(p->c.r)) {
        gln_table_set_number(table, LAG, (double)p->c.lag);
        gln_table_set_text(table, LEADER,
                           !found         ? GLN_LIT("none")
                           : p->c.lag > 0 ? GLN_LIT("a")
                           : p->c.lag < 0 ? GLN_LIT("b")
                                          : GLN_LIT("same"));
    }
    gln_table_set_number(table, R, p->c.r);
    gln_table_set_number(table, P, p->c.p);
    gln_table_set_number(table, P_ADJ, exp(ln_p_adj));
    gln_table_set_integer(table, M, m);
    gln_table_set_integer(table, MAX_LAG, max_lag);
    gln_table_set_text(table, STATUS, gln_slice_of(p->c.status));
}

gln_status gln_lags__table(const gln_lags *lags, const gln_trend_frame *frame, const gln_trend_options *options,
                           gln_table **out, gln_error *err)
{
    gln_table *table = NULL;
    size_t n = 0, m = 0, most = lags->series ? lags->n_terms * (lags->n_terms - 1) / 2 * lags->n_groups : 0;
    size_t max_lag = lags->n_periods / 4 < 12 ? lags->n_periods / 4 : 12;
    pair *pairs = gln_memory__array(most, sizeof *pairs);
    double *ln_p = gln_memory__array(most, sizeof *ln_p);
    gln_status status = pairs && ln_p ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_table_new("lags", "Between the terms", fields, N_FIELDS, &table, err);
    }
    for (size_t a = 0; a + 1 < lags->n_terms && most; a++) {
        for (size_t b = a + 1; b < lags->n_terms; b++) {
            for (size_t g = 0; g < lags->n_groups && status == GLN_OK; g++) {
                pairs[n] = (pair){.a = a, .b = b, .group = g};
                status = correlate(lags, frame, options, max_lag, &pairs[n], err);
                ln_p[n] = log(pairs[n].c.p);
                n++;
            }
        }
    }
    if (status == GLN_OK) {
        status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, n, ln_p, &m, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        put_pair(table, frame, options, &pairs[i], ln_p[i], m, max_lag);
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    free(pairs);
    free(ln_p);
    if (status != GLN_OK) {
        gln_table_free(table);
        return status;
    }
    *out = table;
    return GLN_OK;
}
