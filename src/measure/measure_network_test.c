/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_network.h"
#include "stats/assoc.h"
#include "stats/breslowday.h"
#include "stats/padjust.h"

#include <math.h>
#include <stdlib.h>

double gln_network__ln_p(uint64_t both, uint64_t first, uint64_t second, uint64_t all)
{
    double o = (double)both, f1 = (double)first, f2 = (double)second, n = (double)all;
    if (first == 0 || second == 0 || first == all || second == all) {
        return NAN; /* nothing could be learnt: no test */
    }
    double expected = f1 * f2 / n;
    if (!(o > expected)) {
        return 0; /* no attraction; what its p is exactly does not matter to an adjustment from below */
    }
    double least = fmin(fmin(expected, f1 - expected), fmin(f2 - expected, n - f1 - f2 + expected));
    if (least < 5) {
        return fmin(0, gln_stats__ln_hypergeometric_sf(o, f1, n - f1, f2));
    }
    /* G2 of the four cells, all of which are off by o - E; one side of the chi-square tail */
    double d = gln_stats__determinant(o, f1 - o, f2 - o, n - f1 - f2 + o) / n;
    double g2 = 2 * (gln_stats__deviance_by(o, expected, d) + gln_stats__deviance_by(f1 - o, f1 - expected, -d) +
                     gln_stats__deviance_by(f2 - o, f2 - expected, -d) +
                     gln_stats__deviance_by(n - f1 - f2 + o, n - f1 - f2 + expected, d));
    return gln_stats__ln_normal_sf(sqrt(g2));
}

double gln_network__ln_p_window(uint64_t both, uint64_t first, uint64_t second, uint64_t all, double places)
{
    if (first == 0 || second == 0 || all < 2) {
        return NAN;
    }
    double expected = (double)first * (double)second * (2 * places / ((double)all * ((double)all - 1)));
    if (!(expected > 0)) {
        return NAN; /* every sentence has one token: nothing can stand together */
    }
    return (double)both > expected ? fmin(0, gln_stats__ln_poisson_sf((double)both, expected)) : 0;
}

double gln_network__expected(const gln_network *n, uint64_t first, uint64_t second, uint64_t all, double places)
{
    double f1 = (double)first, f2 = (double)second, count = (double)all;
    return gln_network__windows(n) ? f1 * f2 * (2 * places / (count * (count - 1))) : f1 * (f2 / count);
}

static uint64_t observed_of(const gln_network *n, uint32_t a, uint32_t b)
{
    size_t pair = gln_network__pair(a, b);
    return (uint64_t)n->pairs[0][pair] + (n->view[1] ? n->pairs[1][pair] : 0);
}

static uint64_t units_of(const gln_network *n, uint32_t node)
{
    return n->nodes[node].units[0] + n->nodes[node].units[1];
}

/* ln p of all pairs, adjusted in place; *raw keeps them as they were. */
static gln_status test_pairs(gln_network *n, double **raw, double **adjusted, gln_error *err)
{
    size_t pairs = n->n_nodes > 1 ? n->n_nodes * (n->n_nodes - 1) / 2 : 0, m = 0;
    uint64_t all = n->n_units[0] + n->n_units[1];
    *raw = gln_memory__array(pairs, sizeof **raw);
    *adjusted = gln_memory__array(pairs, sizeof **adjusted);
    if (!*raw || !*adjusted) {
        return gln_error__nomem(err);
    }
    for (uint32_t b = 1; b < n->n_nodes; b++) {
        for (uint32_t a = 0; a < b; a++) {
            uint64_t both = observed_of(n, a, b), f1 = units_of(n, a), f2 = units_of(n, b);
            (*raw)[gln_network__pair(a, b)] = gln_network__windows(n)
                                                  ? gln_network__ln_p_window(both, f1, f2, all, n->n_places)
                                                  : gln_network__ln_p(both, f1, f2, all);
        }
    }
    gln_status status = gln_padjust__apply(GLN_PADJUST_BH, *raw, pairs, *adjusted, &m, err);
    n->m = m;
    return status;
}

/* The pairs that pass, in the order of pairs. */
static gln_status take_edges(gln_network *n, const double *raw, const double *adjusted, gln_error *err)
{
    double level = log(n->options->alpha);
    uint64_t all = n->n_units[0] + n->n_units[1];
    size_t capacity = 0;
    n->ln_cut = -INFINITY;
    for (uint32_t b = 1; b < n->n_nodes; b++) {
        for (uint32_t a = 0; a < b; a++) {
            size_t pair = gln_network__pair(a, b);
            uint64_t observed = observed_of(n, a, b);
            if (!(adjusted[pair] <= level)) {
                continue;
            }
            n->n_significant++;
            n->ln_cut = fmax(n->ln_cut, raw[pair]);
            if (observed < n->options->min_count) {
                continue;
            }
            gln_network_edge *grown = gln_memory__grown(n->edges, &capacity, n->n_edges + 1, sizeof *grown);
            if (!grown) {
                return gln_error__nomem(err);
            }
            n->edges = grown;
            double expected = gln_network__expected(n, units_of(n, a), units_of(n, b), all, n->n_places);
            n->edges[n->n_edges++] = (gln_network_edge){
                .a = a,
                .b = b,
                .observed = {n->pairs[0][pair], n->view[1] ? n->pairs[1][pair] : 0},
                .expected = expected,
                .weight = (double)observed - expected,
                .ln_p = raw[pair],
                .ln_p_adj = adjusted[pair],
                .stability = NAN,
                .change = NAN,
                .change_ln_p = NAN,
                .change_ln_p_adj = NAN,
            };
        }
    }
    return GLN_OK;
}

/* Nodes that the filter has left without any of their edges: what ties cliques whose weights are equal. */
static size_t cut_off(const gln_network *n, uint32_t *degree)
{
    size_t many = 0;
    for (size_t e = 0; e < n->n_edges; e++) {
        degree[n->edges[e].a] = degree[n->edges[e].b] = 0;
    }
    for (size_t i = 0; i < n->n_nodes; i++) {
        many += degree[i] > 0;
    }
    return many;
}

/* The backbone: edges that carry more of one of their nodes than chance would (weights as they are over all edges). */
static gln_status filter(gln_network *n, gln_error *err)
{
    double *strength = gln_memory__zeroed(n->n_nodes, sizeof *strength);
    uint32_t *degree = gln_memory__zeroed(n->n_nodes, sizeof *degree);
    double *alpha = gln_memory__array(n->n_edges, sizeof *alpha);
    n->graph_edges = gln_memory__array(n->n_edges, sizeof *n->graph_edges);
    gln_status status = strength && degree && alpha && n->graph_edges ? GLN_OK : gln_error__nomem(err);
    for (size_t e = 0; status == GLN_OK && e < n->n_edges; e++) {
        const gln_network_edge *edge = &n->edges[e];
        n->graph_edges[e] = (gln_graph_edge){edge->a, edge->b, edge->weight};
        strength[edge->a] += edge->weight;
        strength[edge->b] += edge->weight;
        degree[edge->a]++;
        degree[edge->b]++;
    }
    if (status == GLN_OK) {
        gln_graph graph = {n->n_nodes, n->graph_edges, n->n_edges};
        size_t kept = 0;
        gln_graph__disparity(&graph, strength, degree, alpha);
        for (size_t e = 0; e < n->n_edges; e++) {
            if (alpha[e] <= n->options->disparity) {
                n->graph_edges[kept] = n->graph_edges[e];
                n->edges[kept] = n->edges[e];
                n->edges[kept++].disparity = alpha[e];
            }
        }
        n->n_edges = kept;
        n->n_cut_off = cut_off(n, degree);
    }
    free(strength);
    free(degree);
    free(alpha);
    return status;
}

gln_status gln_network__test(gln_network *n, gln_error *err)
{
    double *raw = NULL, *adjusted = NULL;
    gln_status status = test_pairs(n, &raw, &adjusted, err);
    if (status == GLN_OK) {
        status = take_edges(n, raw, adjusted, err);
    }
    free(raw);
    free(adjusted);
    return status == GLN_OK ? filter(n, err) : status;
}

gln_status gln_network__changes(gln_network *n, gln_error *err)
{
    double *ln_p = gln_memory__array(n->n_edges, sizeof *ln_p);
    if (!ln_p) {
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < n->n_edges; e++) {
        gln_network_edge *edge = &n->edges[e];
        const gln_network_node *a = &n->nodes[edge->a], *b = &n->nodes[edge->b];
        gln_stratum2x2 strata[2];
        gln_homogeneous_odds test;
        gln_assoc odds[2];
        for (int s = 0; s < 2; s++) {
            strata[s] = (gln_stratum2x2){edge->observed[s], a->units[s], b->units[s], n->n_units[s]};
            gln_assoc__measure(edge->observed[s], a->units[s], b->units[s], n->n_units[s], &odds[s]);
        }
        gln_breslowday__test(strata, 2, &test);
        edge->change = odds[1].log_or - odds[0].log_or;
        edge->change_ln_p = ln_p[e] = test.ln_p;
    }
    gln_status status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, n->n_edges, ln_p, NULL, err);
    for (size_t e = 0; status == GLN_OK && e < n->n_edges; e++) {
        n->edges[e].change_ln_p_adj = ln_p[e];
    }
    free(ln_p);
    return status;
}
