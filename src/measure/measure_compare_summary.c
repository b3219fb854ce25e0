/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "stats/divergence.h"
#include "stats/numeric.h"
#include "stats/padjust.h"
#include "stats/rng.h"

#include <math.h>
#include <stdlib.h>

/* Words whose divergence is permuted: the commonest carry nearly all of it. */
enum { PERMUTED_TYPES = GLN_COMPARE_COMMONEST, PERMUTATIONS = 99 };

static uint64_t count_of(const gln_compare_term *term, int side)
{
    return term->side[side] ? term->side[side]->count : 0;
}

/* x ln x, 0 at 0. */
static double xlnx(double x)
{
    return x > 0 ? x * log(x) : 0;
}

/* Divergence of all words, cosine, and the overlap of the types with min_count hits on their side. */
static gln_status describe(const gln_compare_pair *pair, gln_compare_whole *out, gln_error *err)
{
    uint64_t least = pair->options->min_count ? pair->options->min_count : 1;
    size_t both = 0, either = 0;
    gln_divergence_sums sums;
    gln_divergence divergence;
    gln_compare_join join = {.begun = false};
    gln_compare_term term;
    bool more = false;
    gln_divergence__begin(&sums, pair->words[0], pair->words[1], pair->words[0] + pair->words[1], 0, 0);
    gln_status status = gln_compare_join__next(&join, pair, &term, &more, err);
    while (more) {
        uint64_t a = count_of(&term, 0), b = count_of(&term, 1);
        gln_divergence__add(&sums, a, b, a + b);
        out->types[0] += a > 0;
        out->types[1] += b > 0;
        both += a >= least && b >= least;
        either += a >= least || b >= least;
        status = gln_compare_join__next(&join, pair, &term, &more, err);
    }
    gln_compare_join__clear(&join);
    gln_divergence__end(&sums, &divergence);
    out->jsd = divergence.jsd;
    out->jsd_weighted = divergence.jsd_weighted;
    out->null_bias = divergence.null_bias;
    out->jsd_corrected = divergence.jsd_corrected;
    out->cosine = divergence.cosine;
    out->overlap = either ? (double)both / (double)either : NAN;
    return status;
}

/* Relabellings, the true labels last: labels[unit * (PERMUTATIONS + 1) + b] is 1 where b puts the unit in A. */
enum { LABELLINGS = PERMUTATIONS + 1 };

static gln_status draw_labels(const gln_compare_pair *pair, uint8_t **out, gln_error *err)
{
    size_t n = pair->units.n[0] + pair->units.n[1], cells;
    gln_rng *rng = NULL;
    uint8_t *labels = gln_size__mul(n, LABELLINGS, &cells) ? gln_memory__array(cells, 1) : NULL;
    uint32_t *order = gln_memory__array(n, sizeof *order);
    gln_status status = labels && order ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_rng__new(gln_rng__seed(pair->options->seed, GLN_LIT(""), GLN_LIT("jsd")), &rng, err);
    }
    if (status != GLN_OK) {
        free(labels);
        free(order);
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t b = 0; b < LABELLINGS; b++) {
        if (b < PERMUTATIONS) {
            gln_rng__shuffle(rng, order, n);
        }
        for (size_t i = 0; i < n; i++) {
            uint32_t unit = b < PERMUTATIONS ? order[i] : (uint32_t)i;
            labels[unit * LABELLINGS + b] = i < pair->units.n[0];
        }
    }
    free(order);
    gln_rng__free(rng);
    *out = labels;
    return GLN_OK;
}

/* Adds one term to the sums of every labelling: its hits in A to first, a ln a + b ln b to inner. */
static gln_status add_term(const gln_compare_pair *pair, const gln_compare_term *term, const uint8_t *labels,
                           gln_freq_reader *reader, double first[LABELLINGS], double inner[LABELLINGS], double *total,
                           gln_error *err)
{
    double hits[LABELLINGS] = {0}, all = 0;
    for (int s = 0; s < 2; s++) {
        const gln_freq_term *side = term->side[s];
        const gln_freq_posting *postings = NULL;
        gln_status status = side ? gln_freq_view__postings(pair->view[s], side, reader, &postings, err) : GLN_OK;
        if (status != GLN_OK) {
            return status;
        }
        for (size_t i = 0; side && i < side->n_postings; i++) {
            uint32_t unit = pair->units.of_doc[s][postings[i].doc];
            if (unit == GLN_NO_ID) {
                continue;
            }
            double count = postings[i].count;
            const uint8_t *label = labels + (size_t)unit * LABELLINGS;
            all += count;
            for (size_t b = 0; b < LABELLINGS; b++) {
                hits[b] += count * label[b];
            }
        }
    }
    for (size_t b = 0; b < LABELLINGS; b++) {
        first[b] += hits[b];
        inner[b] += xlnx(hits[b]) + xlnx(all - hits[b]);
    }
    *total += all;
    return GLN_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Weighted JSD of the commonest words under every labelling:
 *     N JSD = sum_w [a ln a + b ln b - (a+b) ln(a+b)] - [A ln A + B ln B - N ln N],   A = sum a, B = sum b, N = A+B,
 * its place among the permuted ones and their band. */
static gln_status permute(const gln_compare_pair *pair, gln_compare_whole *out, gln_error *err)
{
    double first[LABELLINGS] = {0}, inner[LABELLINGS] = {0}, total = 0, outer = 0;
    uint8_t *labels = NULL;
    size_t *common = NULL, n = 0;
    uint64_t above = 0;
    gln_status status = gln_compare__commonest(pair, PERMUTED_TYPES, &common, &n, err);
    if (status == GLN_OK) {
        status = draw_labels(pair, &labels, err);
    }
    if (status != GLN_OK) {
        free(common);
        return status;
    }
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        double before = total;
        status = add_term(pair, &pair->terms[common[i]], labels, &reader, first, inner, &total, err);
        outer += xlnx(total - before);
    }
    gln_freq_reader__clear(&reader);
    for (size_t b = 0; b < LABELLINGS; b++) { /* inner becomes the divergence */
        double margin = xlnx(first[b]) + xlnx(total - first[b]) - xlnx(total);
        inner[b] = fmax(0, (inner[b] - outer - margin) / (total * GLN_LN2));
    }
    out->jsd_tested = inner[PERMUTATIONS];
    for (size_t b = 0; b < PERMUTATIONS; b++) { /* the same labels may round otherwise */
        above += inner[b] >= out->jsd_tested * (1 - 1e-9);
    }
    qsort(inner, PERMUTATIONS, sizeof *inner, compare_numbers);
    out->null_median = inner[PERMUTATIONS / 2];
    out->null_q95 = inner[(PERMUTATIONS + 1) * 95 / 100 - 1]; /* the 95th of 99: the 95 % point of ranks k/(B+1) */
    out->p = gln_padjust__monte_carlo(above, PERMUTATIONS);
    out->tested_types = n;
    out->permutations = PERMUTATIONS;
    free(common);
    free(labels);
    return status;
}

gln_status gln_compare__whole(const gln_compare_pair *pair, gln_compare_whole *out, gln_error *err)
{
    *out = (gln_compare_whole){.status = "ok",
                               .jsd = NAN,
                               .jsd_weighted = NAN,
                               .null_bias = NAN,
                               .jsd_corrected = NAN,
                               .cosine = NAN,
                               .overlap = NAN,
                               .jsd_tested = NAN,
                               .null_median = NAN,
                               .null_q95 = NAN,
                               .p = NAN};
    if (!gln_compare_pair__filled(pair)) {
        out->status = "no_tokens";
    } else if (pair->given) {
        out->status = "given_terms";
        return GLN_OK;
    }
    gln_status status = pair->given ? GLN_OK : describe(pair, out, err);
    if (status != GLN_OK || strcmp(out->status, "ok") != 0 || pair->n_terms == 0) {
        return status;
    }
    if (pair->units.shared_articles) {
        out->status = "overlapping";
        return GLN_OK;
    }
    return pair->reference ? GLN_OK : permute(pair, out, err);
}
