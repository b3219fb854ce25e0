/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "stats/numeric.h"
#include "stats/series.h"

#include <math.h>
#include <stdlib.h>

/* Terms whose issue rates tell whether issues remember their neighbours. */
enum { WATCHED_TERMS = 50 };

void gln_compare_units__free(gln_compare_units *units)
{
    free(units->of_doc[0]);
    free(units->of_doc[1]);
    free(units->exposure);
    free(units->in_first);
    *units = (gln_compare_units){0};
}

/* Tokens of each issue of a side; *out is malloced. */
static gln_status issue_tokens(const gln_freq_view *view, double **out, gln_error *err)
{
    double *tokens = gln_memory__zeroed(view->n_issues, sizeof *tokens);
    if (!tokens) {
        return gln_error__nomem(err);
    }
    for (size_t d = 0; d < view->n_docs; d++) {
        tokens[view->docs[d].issue] += (double)view->docs[d].n_tokens;
    }
    *out = tokens;
    return GLN_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* r_1 of the rates of one term over a side's issues with tokens, in their order; NaN where there is none. */
static gln_status memory_of(const gln_freq_view *view, const gln_freq_term *term, const double *tokens, double *hits,
                            double *rates, gln_freq_reader *reader, double *out, gln_error *err)
{
    const gln_freq_posting *postings = NULL;
    size_t n = 0;
    *out = NAN;
    gln_status status = term ? gln_freq_view__postings(view, term, reader, &postings, err) : GLN_OK;
    if (!term || status != GLN_OK) {
        return status;
    }
    memset(hits, 0, view->n_issues * sizeof *hits);
    for (size_t i = 0; i < term->n_postings; i++) {
        hits[view->docs[postings[i].doc].issue] += (double)postings[i].count;
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        if (tokens[i] > 0) {
            rates[n++] = hits[i] / tokens[i];
        }
    }
    *out = gln_series__acf1(rates, n);
    return GLN_OK;
}

/* The median of it over the commonest terms; NaN where no term has one. */
static gln_status median_memory(const gln_compare_pair *pair, int side, const size_t *common, size_t n_common,
                                const double *tokens, double *out, gln_error *err)
{
    const gln_freq_view *view = pair->view[side];
    double found[WATCHED_TERMS];
    size_t n = 0;
    double *hits = gln_memory__array(view->n_issues, sizeof *hits);
    double *rates = gln_memory__array(view->n_issues, sizeof *rates);
    if (!hits || !rates) {
        free(hits);
        free(rates);
        return gln_error__nomem(err);
    }
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n_common && status == GLN_OK; i++) {
        double r;
        status = memory_of(view, pair->terms[common[i]].side[side], tokens, hits, rates, &reader, &r, err);
        if (!isnan(r)) {
            found[n++] = r;
        }
    }
    gln_freq_reader__clear(&reader);
    qsort(found, n, sizeof *found, compare_numbers);
    *out = n == 0 ? NAN : n % 2 ? found[n / 2] : (found[n / 2 - 1] + found[n / 2]) / 2;
    free(hits);
    free(rates);
    return status;
}

/* Blocks are needed where the median of either side is above 1/sqrt(n), the standard error of r_1 of one term in white
 * noise: rarely reached by the median of fifty terms without memory, and a smaller r_1 does less harm than blocks do.
 */
static gln_status choose_blocks(const gln_compare_pair *pair, double *const tokens[2], gln_compare_units *units,
                                gln_error *err)
{
    size_t *common = NULL, n_common = 0;
    gln_status status = gln_compare__commonest(pair, WATCHED_TERMS, &common, &n_common, err);
    for (int s = 0; s < 2 && status == GLN_OK; s++) {
        status = median_memory(pair, s, common, n_common, tokens[s], &units->acf1[s], err);
    }
    free(common);
    if (status == GLN_OK) {
        bool smaller = pair->reference || units->n_issues[0] < units->n_issues[1];
        size_t least = units->n_issues[smaller ? 0 : 1];
        if (units->acf1[0] > 1 / sqrt((double)units->n_issues[0]) ||
            units->acf1[1] > 1 / sqrt((double)units->n_issues[1])) {
            units->name = "block";
            units->block_length = (size_t)lround(cbrt((double)least));
        }
    }
    return status;
}

/* Documents of a side to units numbered from `base`: articles, issues, or blocks of issues of nearly one length. */
static gln_status place_docs(const gln_freq_view *view, int side, const double *tokens, gln_compare_units *units,
                             uint32_t base, gln_error *err)
{
    uint32_t *of_issue = gln_memory__array(view->n_issues, sizeof *of_issue);
    units->of_doc[side] = gln_memory__array(view->n_docs, sizeof *units->of_doc[side]);
    if (!of_issue || !units->of_doc[side]) {
        free(of_issue);
        return gln_error__nomem(err);
    }
    bool articles = strcmp(units->name, "article") == 0;
    size_t n_issues = units->n_issues[side], n_blocks = n_issues / units->block_length, seen = 0, docs = 0;
    for (size_t i = 0; i < view->n_issues; i++) {
        of_issue[i] = tokens[i] > 0 ? base + (uint32_t)(seen++ * n_blocks / n_issues) : GLN_NO_ID;
    }
    for (size_t d = 0; d < view->n_docs; d++) {
        bool filled = view->docs[d].n_tokens > 0;
        uint32_t unit = articles ? base + (uint32_t)docs : of_issue[view->docs[d].issue];
        docs += filled;
        units->of_doc[side][d] = filled ? unit : GLN_NO_ID;
    }
    units->n[side] = side && units->reference ? 1 : articles ? docs : n_blocks;
    free(of_issue);
    return GLN_OK;
}

static gln_status fill_units(const gln_compare_pair *pair, gln_compare_units *units, gln_error *err)
{
    size_t n = units->n[0] + units->n[1];
    units->exposure = gln_memory__zeroed(n, sizeof *units->exposure);
    units->in_first = gln_memory__zeroed(n, sizeof *units->in_first);
    if (!units->exposure || !units->in_first) {
        return gln_error__nomem(err);
    }
    memset(units->in_first, 1, units->n[0]);
    for (int s = 0; s < 2; s++) {
        for (size_t d = 0; d < pair->view[s]->n_docs; d++) {
            if (units->of_doc[s][d] != GLN_NO_ID) {
                units->exposure[units->of_doc[s][d]] += (double)pair->view[s]->docs[d].n_tokens;
            }
        }
    }
    if (pair->reference) { /* one unit of all its tokens; no relabelling is thought of */
        units->exposure[units->n[0]] = (double)pair->view[1]->n_tokens;
        units->ln_min_p = -INFINITY;
        return GLN_OK;
    }
    units->ln_min_p = n ? -gln_stats__ln_choose((double)n, (double)units->n[0]) : 0;
    return GLN_OK;
}

static int compare_issues(const gln_counted_issue *a, const gln_counted_issue *b)
{
    int order = gln_issues__compare_dates(a->date, b->date);
    order = order ? order : gln_slice_compare(a->newspaper, b->newspaper);
    order = order ? order : gln_slice_compare(a->edition, b->edition);
    return order ? order : gln_slice_compare(a->id, b->id);
}

/* Articles that the documents of issue in_a from i on and of issue in_b from k on have in common, by id. */
static gln_status shared_docs(const gln_freq_view *a, size_t i, uint32_t in_a, const gln_freq_view *b, size_t k,
                              uint32_t in_b, gln_freq_reader readers[2], size_t *shared, gln_error *err)
{
    while (i < a->n_docs && a->docs[i].issue == in_a && k < b->n_docs && b->docs[k].issue == in_b) {
        gln_freq_detail x, y;
        gln_status status = gln_freq_view__detail(a, i, &readers[0], &x, err);
        if (status == GLN_OK) {
            status = gln_freq_view__detail(b, k, &readers[1], &y, err);
        }
        if (status != GLN_OK) {
            return status;
        }
        int order = gln_slice_compare(x.id, y.id);
        *shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return GLN_OK;
}

/* The first document from `at` on that is of the issue or a later one. */
static size_t seek(const gln_freq_view *view, size_t at, size_t issue)
{
    while (at < view->n_docs && view->docs[at].issue < issue) {
        at++;
    }
    return at;
}

/* Both sides are sorted alike: one walk finds what they share. */
static gln_status find_shared(const gln_compare_pair *pair, gln_compare_units *units, gln_error *err)
{
    gln_freq_reader readers[2] = {{.bytes = GLN_BUFFER_INIT}, {.bytes = GLN_BUFFER_INIT}};
    gln_status status = GLN_OK;
    const gln_freq_view *a = pair->view[0], *b = pair->view[1];
    size_t doc_a = 0, doc_b = 0;
    for (size_t i = 0, k = 0; i < a->n_issues && k < b->n_issues && status == GLN_OK;) {
        int order = compare_issues(&a->issues[i], &b->issues[k]);
        if (order == 0) {
            doc_a = seek(a, doc_a, i);
            doc_b = seek(b, doc_b, k);
            units->shared_issues +=
                doc_a < a->n_docs && a->docs[doc_a].issue == i && doc_b < b->n_docs && b->docs[doc_b].issue == k;
            status = shared_docs(a, doc_a, (uint32_t)i, b, doc_b, (uint32_t)k, readers, &units->shared_articles, err);
        }
        i += order <= 0;
        k += order >= 0;
    }
    gln_freq_reader__clear(&readers[0]);
    gln_freq_reader__clear(&readers[1]);
    return status;
}

gln_status gln_compare_units__make(gln_compare_pair *pair, gln_error *err)
{
    gln_compare_units units = {.name = "article", .block_length = 1, .acf1 = {NAN, NAN}, .reference = pair->reference};
    double *tokens[2] = {NULL, NULL};
    gln_status status = GLN_OK;
    for (int s = 0; s < 2 && status == GLN_OK; s++) {
        status = issue_tokens(pair->view[s], &tokens[s], err);
        for (size_t i = 0; i < pair->view[s]->n_issues && status == GLN_OK; i++) {
            units.n_issues[s] += tokens[s][i] > 0;
        }
    }
    if (status == GLN_OK && units.n_issues[0] >= GLN_COMPARE_LEAST_ISSUES &&
        (pair->reference || units.n_issues[1] >= GLN_COMPARE_LEAST_ISSUES)) {
        units.name = "issue";
        status = choose_blocks(pair, tokens, &units, err);
    }
    for (int s = 0; s < 2 && status == GLN_OK; s++) {
        status = place_docs(pair->view[s], s, tokens[s], &units, (uint32_t)(s ? units.n[0] : 0), err);
    }
    if (status == GLN_OK) {
        status = fill_units(pair, &units, err);
    }
    if (status == GLN_OK) {
        status = find_shared(pair, &units, err);
    }
    if (status == GLN_OK) {
        pair->units = units;
    } else {
        gln_compare_units__free(&units);
    }
    free(tokens[0]);
    free(tokens[1]);
    return status;
}
