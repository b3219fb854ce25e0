/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/tally.h"

#include "text/lexicon_compile.h"
#include "text/segment.h"

#include <math.h>
#include <stdlib.h>

gln_status gln_tally__init(gln_tally *tally, uint32_t n_nodes, gln_error *err)
{
    double root = 0.5;
    for (unsigned n = 1; n < GLN_TALLY_ROOTS; n *= 2) {
        root = sqrt(root); /* correctly rounded, so the same on every machine */
    }
    tally->roots[0] = 1;
    for (size_t k = 1; k < GLN_TALLY_ROOTS; k++) {
        tally->roots[k] = tally->roots[k - 1] * root;
    }
    tally->counts = gln_memory__array(n_nodes, sizeof *tally->counts);
    if (!tally->counts) {
        return gln_error__nomem(err);
    }
    for (uint32_t i = 0; i < n_nodes; i++) {
        atomic_init(&tally->counts[i], 0);
    }
    atomic_init(&tally->bits, 0);
    atomic_init(&tally->characters, 0);
    return GLN_OK;
}

void gln_tally__clear(gln_tally *tally)
{
    free(tally->counts);
    tally->counts = NULL;
}

double gln_tally__probability(const gln_tally *tally, uint64_t cost)
{
    uint64_t whole = cost / GLN_TALLY_ROOTS;
    return whole > 1000 ? 0 : ldexp(tally->roots[cost % GLN_TALLY_ROOTS], -(int)whole);
}

/* The characters of the edge, which starts at character i. */
static size_t length_of(const gln_segmenter *s, const gln_edge *edge, size_t i)
{
    size_t k = i;
    while (s->offsets[k] < edge->end) {
        k++;
    }
    return k - i;
}

/* What the ways through the edge weigh, next to 2^exponent times the best way from i. The edge costs so much more. */
static double weight_of(const gln_segmenter *s, const gln_edge *edge, size_t i, int64_t exponent)
{
    const gln_tally *tally = s->analyzer->tally;
    const gln_tally_place *end = &s->places[i + length_of(s, edge, i)];
    uint64_t more = edge->path - gln_step__cost(s->steps[i]);
    int64_t power = end->exponent - exponent - (int64_t)(more / GLN_TALLY_ROOTS);
    return power < -1000 ? 0 : ldexp(tally->roots[more % GLN_TALLY_ROOTS] * end->mantissa, (int)power);
}

/* beta(i) = sum over edges e at i of 2^-cost(e) beta(i + |e|). */
static void sum_ways(gln_segmenter *s, const gln_edge *edges, size_t n, size_t i)
{
    gln_tally_place *place = &s->places[i];
    int64_t exponent = INT64_MIN;
    double sum = 0;
    int shift;
    for (size_t k = 0; k < n; k++) {
        uint64_t more = edges[k].path - gln_step__cost(s->steps[i]);
        int64_t power = s->places[i + length_of(s, &edges[k], i)].exponent - (int64_t)(more / GLN_TALLY_ROOTS);
        exponent = power > exponent ? power : exponent;
    }
    for (size_t k = 0; k < n; k++) {
        sum += weight_of(s, &edges[k], i, exponent);
    }
    *place = (gln_tally_place){frexp(sum, &shift), exponent, 0};
    place->exponent += shift;
}

/* p(e) = p(a word begins at i) 2^-cost(e) beta(i + |e|) / beta(i). */
static void share_out(gln_segmenter *s, const gln_edge *edges, size_t n, size_t i)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    const gln_tally_place *place = &s->places[i];
    for (size_t k = 0; k < n && place->visited > 0; k++) {
        size_t length = length_of(s, &edges[k], i);
        double p = place->visited * weight_of(s, &edges[k], i, place->exponent) / place->mantissa;
        s->places[i + length].visited += p;
        uint64_t count = (uint64_t)(p * (double)GLN_TALLY_ONE + 0.5);
        if (edges[k].reason != GLN_REASON_LEXICON || count == 0) {
            continue;
        }
        uint32_t node = 0;
        for (size_t c = i; c < i + length; c++) {
            node = gln_trie__step(lexicon->nodes, node, s->codes[c]);
        }
        atomic_fetch_add_explicit(&s->analyzer->tally->counts[node], count, memory_order_relaxed);
    }
}

/* Edges of one start: [*from, to) ends where they do. */
static size_t start_of(const gln_edge *edges, size_t to)
{
    size_t from = to - 1;
    while (from > 0 && edges[from - 1].start == edges[to - 1].start) {
        from--;
    }
    return from;
}

void gln_segmenter__tally(gln_segmenter *s)
{
    gln_tally *tally = s->analyzer->tally;
    size_t n = s->han.n;
    gln_tally_place *places = gln_memory__grown(s->places, &s->places_capacity, n + 1, sizeof *places);
    s->places = places ? places : s->places;
    s->n_edges = 0;
    gln_segmenter__note_edges(s); /* from the run's end to its start */
    if (!places || s->failed) {
        s->failed = true;
        return;
    }
    places[n] = (gln_tally_place){0.5, 1, 0};
    for (size_t from = 0, i = n; from < s->n_edges && i-- > 0;) {
        size_t to = from;
        while (to < s->n_edges && s->edges[to].start == s->edges[from].start) {
            to++;
        }
        sum_ways(s, s->edges + from, to - from, i);
        from = to;
    }
    places[0].visited = 1;
    for (size_t to = s->n_edges, i = 0; to > 0 && i < n; i++) {
        size_t from = start_of(s->edges, to);
        share_out(s, s->edges + from, to - from, i);
        to = from;
    }
    uint64_t mantissa = (uint64_t)ldexp(places[0].mantissa, 40);
    int64_t bits = (int64_t)gln_step__cost(s->steps[0]) - 64 * (places[0].exponent - 40) -
                   (int64_t)gln_lexicon__log2(mantissa ? mantissa : 1);
    atomic_fetch_add_explicit(&tally->bits, (uint64_t)bits, memory_order_relaxed);
    atomic_fetch_add_explicit(&tally->characters, n, memory_order_relaxed);
}
