/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"

#include "count/count_job.h"

#include <stdlib.h>

const char *gln_compare_rule(void)
{
    return "Tokens are never the unit of a test. Units are newspaper issues where each side has at least ten with "
           "tokens; blocks of round(n^(1/3)) consecutive issues, n the smaller side, where the median lag-1 "
           "autocorrelation of the issue rates of the 50 commonest terms exceeds 1/sqrt(n) on either side; else "
           "articles, with the caveat clustered. "
           "p is a quasi-Poisson F test of two rates over the units (McCullagh and Nelder 1989): with y hits and e "
           "tokens of a unit, r the rate of both sides together and r_s that of the unit's side, phi = max(1, sum (y - "
           "r_s e)^2/(r e)/(n - 2)), F = 2 sum Y ln(Y/E)/phi on 1 and n - 2 degrees of freedom. p is not allowed below "
           "the mid-p of the exact conditional Poisson test of the counts (Przyborowski and Wilenski 1940; Lancaster "
           "1961) nor below 1/C(n, n_a), "
           "the least that any relabelling of the units can give; fewer than ten units give no p. "
           "The family is chosen before looking: words with at least min_count hits in both selections together, given "
           "terms all. Its m tests are adjusted after Benjamini and Hochberg (1995). Where m/C(n, n_a) exceeds alpha "
           "no single term could reach the level: descriptive_only, p_adj is left out. "
           "Intervals of the log ratio are the exact Poisson ones (level 1 - alpha) with both arms multiplied by "
           "sqrt(phi); lrc is the end nearest to 0 of the same at level 1 - alpha/m (Evert 2022), 0 where it holds 0. "
           "Terms with p_adj <= alpha come first, by |lrc|, then the others by |log_odds_z| (Monroe et al. 2008). "
           "p_permutation relabels the units at random (Phipson and Smyth 2010) for the rows at the top and for given "
           "terms: a check that adjusts nothing, since its least value is 1/(B+1). "
           "A list of frequencies as B is a population with known rates: phi is that of A's units alone, its degrees "
           "of "
           "freedom n_a - 1, nothing is relabelled. "
           "Selections that share articles are not tested. Intervals describe the variation expected from a comparable "
           "editorial process, not sampling from an archive.";
}

gln_status gln_compare_join__next(gln_compare_join *join, const gln_compare_pair *pair, gln_compare_term *out,
                                  bool *more, gln_error *err)
{
    gln_status status = GLN_OK;
    for (int s = 0; s < 2 && status == GLN_OK; s++) {
        join->terms[s].view = pair->view[s];
        if (join->taken[s] || !join->begun) {
            status = gln_freq_terms__next(&join->terms[s], &join->at[s], err);
        }
    }
    const gln_freq_term *a = join->at[0], *b = join->at[1];
    *more = status == GLN_OK && (a || b);
    if (*more) {
        int order = !a ? 1 : !b ? -1 : gln_slice_compare(a->text, b->text);
        join->taken[0] = order <= 0;
        join->taken[1] = order >= 0;
        *out = (gln_compare_term){{order <= 0 ? a : NULL, order >= 0 ? b : NULL}, 0};
        out->count = (order <= 0 ? a->count : 0) + (order >= 0 ? b->count : 0);
    }
    join->begun = true;
    return status;
}

void gln_compare_join__clear(gln_compare_join *join)
{
    gln_freq_terms__clear(&join->terms[0]);
    gln_freq_terms__clear(&join->terms[1]);
}

enum { COUNTS = 1 << 16 };

/* How many terms there are, and the least count that keeps those of min_count hits and the commonest. */
static gln_status count_terms(gln_compare_pair *pair, uint64_t *least, gln_error *err)
{
    gln_compare_join join = {.begun = false};
    gln_compare_term term;
    bool more = false;
    size_t *having = gln_memory__zeroed(COUNTS, sizeof *having); /* terms by count, those above in the last */
    gln_status status = having ? gln_compare_join__next(&join, pair, &term, &more, err) : gln_error__nomem(err);
    while (more) {
        for (int s = 0; s < 2; s++) {
            pair->words[s] += term.side[s] ? term.side[s]->count : 0;
        }
        pair->n_types++;
        having[term.count < COUNTS ? term.count : COUNTS - 1]++;
        status = gln_compare_join__next(&join, pair, &term, &more, err);
    }
    if (status == GLN_OK) {
        size_t kept = 0, count = COUNTS;
        while (count && kept < GLN_COMPARE_COMMONEST) {
            kept += having[--count];
        }
        *least = pair->given ? 0 : pair->options->min_count < count ? pair->options->min_count : count;
    }
    gln_compare_join__clear(&join);
    free(having);
    return status;
}

static gln_status keep_terms(gln_compare_pair *pair, uint64_t least, gln_error *err)
{
    gln_compare_join join = {.begun = false};
    gln_compare_term term;
    bool more = false;
    size_t capacity = 0;
    gln_status status = gln_compare_join__next(&join, pair, &term, &more, err);
    while (more) {
        if (term.count >= least) {
            gln_compare_term *grown = gln_memory__grown(pair->terms, &capacity, pair->n_terms + 1, sizeof *grown);
            gln_compare_term kept = term;
            bool failed = !grown;
            pair->terms = grown ? grown : pair->terms;
            for (int s = 0; s < 2; s++) {
                kept.side[s] = term.side[s] ? gln_freq_terms__keep(pair->view[s], term.side[s], &pair->arena) : NULL;
                failed = failed || (term.side[s] && !kept.side[s]);
            }
            if (failed) {
                status = gln_error__nomem(err);
                break;
            }
            grown[pair->n_terms++] = kept;
        }
        status = gln_compare_join__next(&join, pair, &term, &more, err);
    }
    gln_compare_join__clear(&join);
    return status;
}

typedef struct ranked_term {
    const gln_compare_term *term;
    size_t index;
} ranked_term;

static int by_count(const void *a, const void *b)
{
    const ranked_term *x = a, *y = b;
    if (x->term->count != y->term->count) {
        return x->term->count > y->term->count ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

gln_status gln_compare__commonest(const gln_compare_pair *pair, size_t most, size_t **out, size_t *n, gln_error *err)
{
    ranked_term *ranked = gln_memory__array(pair->n_terms, sizeof *ranked);
    size_t *indexes = gln_memory__array(pair->n_terms, sizeof *indexes);
    if (!ranked || !indexes) {
        free(ranked);
        free(indexes);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < pair->n_terms; i++) {
        ranked[i] = (ranked_term){&pair->terms[i], i};
    }
    if (pair->n_terms) {
        qsort(ranked, pair->n_terms, sizeof *ranked, by_count);
    }
    *n = most < pair->n_terms ? most : pair->n_terms;
    for (size_t i = 0; i < *n; i++) {
        indexes[i] = ranked[i].index;
    }
    free(ranked);
    *out = indexes;
    return GLN_OK;
}

static gln_status check_options(const gln_compare_options *o, gln_error *err)
{
    if (!(o->alpha > 0 && o->alpha < 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a level of %g is not between 0 and 1", o->alpha);
    }
    if (!(o->prior > 0 && o->prior <= 1e15)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a prior of %g tokens cannot be used", o->prior);
    }
    if (o->permutations == 0 || o->permutations > 1000000) {
        return gln_error_set(err, GLN_ERR_USAGE, "%zu permutations are not between 1 and 1000000", o->permutations);
    }
    return GLN_OK;
}

gln_status gln_compare__pair(gln_compare_pair *pair, gln_table *compare, gln_table *summary, gln_error *err)
{
    gln_compare_rows rows = {0};
    gln_compare_whole whole;
    uint64_t least = 0;
    pair->given = pair->view[0]->given || pair->view[1]->given;
    gln_status status = check_options(pair->options, err);
    if (status == GLN_OK) {
        status = count_terms(pair, &least, err);
    }
    if (status == GLN_OK) {
        status = keep_terms(pair, least, err);
    }
    if (status == GLN_OK) {
        status = gln_compare_units__make(pair, err);
    }
    if (status == GLN_OK) {
        status = gln_compare_rows__make(pair, &rows, err);
    }
    if (status == GLN_OK) {
        status = gln_compare_rows__check(pair, &rows, err);
    }
    if (status == GLN_OK) {
        status = gln_compare__whole(pair, &whole, err);
    }
    if (status == GLN_OK) {
        status = gln_compare_table__rows(compare, pair, &rows, err);
    }
    if (status == GLN_OK && pair->options->moves && !pair->reference) {
        status = gln_compare_moves__add(pair->options->moves, pair, &rows, err);
    }
    if (status == GLN_OK) {
        gln_compare_table__summary(summary, pair, &rows, &whole);
        status = gln_table_check(compare, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(summary, err);
    }
    gln_compare_rows__free(&rows);
    gln_compare_units__free(&pair->units);
    gln_arena__clear(&pair->arena);
    free(pair->terms);
    pair->terms = NULL;
    return status;
}

gln_status gln_compare__views(const gln_freq_view *a, const gln_freq_view *b, const gln_compare_options *options,
                              gln_table *compare, gln_table *summary, gln_error *err)
{
    gln_compare_pair pair = {.view = {a, b}, .options = options, .arena = GLN_ARENA_INIT};
    return gln_compare__pair(&pair, compare, summary, err);
}

gln_status gln_compare_append(const gln_freq *a, const gln_freq *b, const gln_compare_options *options,
                              gln_table *compare, gln_table *summary, gln_error *err)
{
    const gln_compare_options usual = GLN_COMPARE_OPTIONS_INIT;
    gln_freq_view view_a = {0}, view_b = {0};
    gln_status status = gln_counter_options__same(gln_freq__options(a), gln_freq__options(b), err);
    if (status == GLN_OK) {
        status = gln_freq__view_streamed(a, &view_a, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    status = gln_freq__view_streamed(b, &view_b, err);
    if (status == GLN_OK) {
        status = gln_compare__views(&view_a, &view_b, options ? options : &usual, compare, summary, err);
        gln_freq_view__free(&view_b);
    }
    gln_freq_view__free(&view_a);
    return status;
}

gln_status gln_compare_begin(gln_table **compare, gln_table **summary, gln_error *err)
{
    return gln_compare_table__new(compare, summary, err);
}

gln_status gln_compare_tables(const gln_freq *a, const gln_freq *b, const gln_compare_options *options,
                              gln_table **compare, gln_table **summary, gln_error *err)
{
    gln_table *rows = NULL, *whole = NULL;
    gln_status status = gln_compare_begin(&rows, &whole, err);
    if (status == GLN_OK) {
        status = gln_compare_append(a, b, options, rows, whole, err);
    }
    if (status != GLN_OK) {
        gln_table_free(rows);
        gln_table_free(whole);
        return status;
    }
    *compare = rows;
    *summary = whole;
    return GLN_OK;
}
