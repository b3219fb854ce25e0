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

/* The union of both sides' terms, which are sorted by bytes. */
static gln_status join_terms(gln_compare_pair *pair, gln_error *err)
{
    const gln_freq_view *a = pair->view[0], *b = pair->view[1];
    size_t most;
    if (!gln_size__add(a->n_terms, b->n_terms, &most)) {
        return gln_error__nomem(err);
    }
    pair->terms = gln_memory__array(most, sizeof *pair->terms);
    if (!pair->terms) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0, k = 0; i < a->n_terms || k < b->n_terms;) {
        int order = i == a->n_terms ? 1 : k == b->n_terms ? -1 : gln_slice_compare(a->terms[i].text, b->terms[k].text);
        gln_compare_term *term = &pair->terms[pair->n_terms++];
        *term = (gln_compare_term){{order <= 0 ? &a->terms[i] : NULL, order >= 0 ? &b->terms[k] : NULL}, 0};
        term->count = (term->side[0] ? term->side[0]->count : 0) + (term->side[1] ? term->side[1]->count : 0);
        i += order <= 0;
        k += order >= 0;
    }
    return GLN_OK;
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
    const gln_freq_view *a = pair->view[0], *b = pair->view[1];
    gln_compare_rows rows = {0};
    gln_compare_whole whole;
    pair->given = (a->n_terms && a->terms[0].given != GLN_NO_ID) || (b->n_terms && b->terms[0].given != GLN_NO_ID);
    gln_status status = check_options(pair->options, err);
    if (status == GLN_OK) {
        status = join_terms(pair, err);
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
    free(pair->terms);
    pair->terms = NULL;
    return status;
}

gln_status gln_compare__views(const gln_freq_view *a, const gln_freq_view *b, const gln_compare_options *options,
                              gln_table *compare, gln_table *summary, gln_error *err)
{
    gln_compare_pair pair = {.view = {a, b}, .options = options};
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
