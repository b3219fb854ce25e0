/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "stats/rng.h"

#include <math.h>
#include <stdlib.h>

/* More labels are not drawn: relabellings times units. */
#define MOST_LABELS 268435456.0

/* A term that is significant while its permutation p is above this has the caveat permutation_disagrees. */
#define DISAGREES .05

/* Hits of the term in its units; room for as many as there are units. Postings visit units in order. */
static gln_status unit_hits(const gln_compare_pair *pair, const gln_compare_term *term, gln_freq_reader *reader,
                            gln_hits *hits, size_t *n_hits, gln_error *err)
{
    size_t n = 0;
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
            if (n == 0 || hits[n - 1].unit != unit) {
                hits[n++] = (gln_hits){unit, 0};
            }
            hits[n - 1].count += postings[i].count;
        }
    }
    *n_hits = n;
    return GLN_OK;
}

static gln_status check_rows(const gln_compare_pair *pair, const gln_permute *set, gln_compare_rows *rows,
                             gln_error *err)
{
    size_t n_units = pair->units.n[0] + pair->units.n[1];
    gln_hits *hits = gln_memory__array(n_units, sizeof *hits);
    double *room = gln_memory__array(gln_permute__count(set), sizeof *room);
    gln_status status = hits && room ? GLN_OK : gln_error__nomem(err);
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    size_t top = pair->options->top && pair->options->top < rows->n ? pair->options->top : rows->n;
    size_t wanted = pair->given || pair->options->check > top ? top : pair->options->check;
    for (size_t i = 0; i < wanted && status == GLN_OK; i++) {
        gln_compare_row *row = &rows->items[rows->order[i]];
        gln_permute_test test;
        if (row->term->count == 0) {
            continue;
        }
        size_t n = 0;
        status = unit_hits(pair, row->term, &reader, hits, &n, err);
        if (status == GLN_OK) {
            status = gln_permute__test(set, hits, n, room, &test, err);
        }
        if (status == GLN_OK) {
            row->p_permutation = test.p;
            bool disagrees = row->ln_p_adj <= log(pair->options->alpha) && test.p > DISAGREES;
            row->caveats |= disagrees ? GLN_CAVEAT_PERMUTATION : 0;
        }
    }
    gln_freq_reader__clear(&reader);
    free(hits);
    free(room);
    return status;
}

gln_status gln_compare_rows__check(const gln_compare_pair *pair, gln_compare_rows *rows, gln_error *err)
{
    const gln_compare_units *units = &pair->units;
    size_t n = units->n[0] + units->n[1];
    double choices = exp(-units->ln_min_p);
    double relabellings = choices <= GLN_PERMUTE_EXACT_MAX + .5 ? choices : (double)pair->options->permutations;
    if (pair->reference || units->n[0] == 0 || units->n[1] == 0 || units->shared_articles || rows->n == 0 ||
        relabellings * (double)n > MOST_LABELS) {
        return GLN_OK;
    }
    gln_rng *rng = NULL;
    gln_permute *set = NULL;
    gln_permute_units described = {units->in_first, units->exposure, NULL, n};
    gln_status status = gln_rng__new(gln_rng__seed(pair->options->seed, GLN_LIT(""), GLN_LIT("compare")), &rng, err);
    if (status == GLN_OK) {
        status = gln_permute__new(&described, pair->options->permutations, rng, &set, err);
    }
    if (status == GLN_OK) {
        rows->n_relabelled = gln_permute__count(set);
        status = check_rows(pair, set, rows, err);
    }
    gln_permute__free(set);
    gln_rng__free(rng);
    return status;
}
