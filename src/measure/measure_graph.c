/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_graph.h"

#include "core/memory.h"

#include <igraph.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* igraph's own handlers abort or print. */
static void quieten(void)
{
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
}

/* A graph at work, as igraph has it. */
typedef struct bench {
    igraph_t graph;
    igraph_vector_t weights;
    igraph_vector_t values; /* of a measure */
    igraph_vector_int_t members;
    bool made;
} bench;

static gln_status failed(igraph_error_t code, gln_error *err)
{
    return code == IGRAPH_ENOMEM ? gln_error__nomem(err)
                                 : gln_error_set(err, GLN_ERR_RANGE, "the network: %s", igraph_strerror(code));
}

static gln_status check(const gln_graph *graph, gln_error *err)
{
    for (size_t e = 0; e < graph->n_edges; e++) {
        const gln_graph_edge *edge = &graph->edges[e];
        if (edge->a >= graph->n_nodes || edge->b >= graph->n_nodes || edge->a == edge->b ||
            !(edge->weight > 0 && isfinite(edge->weight))) {
            return gln_error_set(err, GLN_ERR_RANGE,
                                 "an edge of a network that is a loop, weighs nothing or leads out");
        }
    }
    return GLN_OK;
}

static gln_status open_bench(const gln_graph *graph, bench *b, gln_error *err)
{
    igraph_vector_int_t ends;
    gln_status status = check(graph, err);
    (void)pthread_once(&once, quieten);
    b->made = false;
    if (status != GLN_OK) {
        return status;
    }
    igraph_rng_seed(igraph_rng_default(), 42);
    if (igraph_vector_int_init(&ends, (igraph_integer_t)(2 * graph->n_edges))) {
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < graph->n_edges; e++) {
        VECTOR(ends)[2 * e] = graph->edges[e].a;
        VECTOR(ends)[2 * e + 1] = graph->edges[e].b;
    }
    igraph_error_t code = igraph_create(&b->graph, &ends, (igraph_integer_t)graph->n_nodes, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code) {
        return failed(code, err);
    }
    if (igraph_vector_init(&b->weights, (igraph_integer_t)graph->n_edges)) {
        igraph_destroy(&b->graph);
        return gln_error__nomem(err);
    }
    if (igraph_vector_init(&b->values, 0)) {
        igraph_vector_destroy(&b->weights);
        igraph_destroy(&b->graph);
        return gln_error__nomem(err);
    }
    if (igraph_vector_int_init(&b->members, (igraph_integer_t)graph->n_nodes)) {
        igraph_vector_destroy(&b->values);
        igraph_vector_destroy(&b->weights);
        igraph_destroy(&b->graph);
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < graph->n_edges; e++) {
        VECTOR(b->weights)[e] = graph->edges[e].weight;
    }
    b->made = true;
    return GLN_OK;
}

static void close_bench(bench *b)
{
    if (b->made) {
        igraph_vector_int_destroy(&b->members);
        igraph_vector_destroy(&b->values);
        igraph_vector_destroy(&b->weights);
        igraph_destroy(&b->graph);
    }
}

static void copy_values(const bench *b, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = VECTOR(b->values)[i];
    }
}

/* PageRank by its power iteration, the edges in their order: igraph's default algorithm runs in parallel, so that its
 * last digits differ from run to run. x_v = (1 - d) / n + d (sum over edges u-v of x_u w / strength_u + sum of x over
 * nodes without edges / n) */
static gln_status rank(const gln_graph *graph, double damping, bool weighted, double *out, gln_error *err)
{
    enum { MOST_ROUNDS = 1000 };
    size_t n = graph->n_nodes;
    double *strength = gln_memory__zeroed(n, sizeof *strength);
    double *next = gln_memory__array(n, sizeof *next);
    double change = 1;
    if (!strength || !next) {
        free(strength);
        free(next);
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < graph->n_edges; e++) {
        double w = weighted ? graph->edges[e].weight : 1;
        strength[graph->edges[e].a] += w;
        strength[graph->edges[e].b] += w;
    }
    for (size_t v = 0; v < n; v++) {
        out[v] = 1 / (double)n;
    }
    for (int round = 0; round < MOST_ROUNDS && change > 1e-15; round++) {
        double lone = 0;
        for (size_t v = 0; v < n; v++) {
            lone += strength[v] > 0 ? 0 : out[v];
            next[v] = 0;
        }
        for (size_t e = 0; e < graph->n_edges; e++) {
            const gln_graph_edge *edge = &graph->edges[e];
            double w = weighted ? edge->weight : 1;
            next[edge->a] += out[edge->b] * w / strength[edge->b];
            next[edge->b] += out[edge->a] * w / strength[edge->a];
        }
        change = 0;
        for (size_t v = 0; v < n; v++) {
            double x = (1 - damping) / (double)n + damping * (next[v] + lone / (double)n);
            change += fabs(x - out[v]);
            out[v] = x;
        }
    }
    free(strength);
    free(next);
    return GLN_OK;
}

static gln_status between(bench *b, size_t n, double *out, gln_error *err)
{
    igraph_error_t code = igraph_betweenness(&b->graph, &b->values, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    if (code) {
        return failed(code, err);
    }
    double pairs = ((double)n - 1) * ((double)n - 2) / 2;
    copy_values(b, n, out);
    for (size_t i = 0; i < n; i++) {
        out[i] = pairs > 0 ? out[i] / pairs : (double)NAN;
    }
    return GLN_OK;
}

/* ---- communities --------------------------------------------------------------------------------------------------
 */

typedef struct group {
    size_t size, first;
    uint32_t name;
} group;

static int by_size(const void *a, const void *b)
{
    const group *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

static gln_status number_groups(const bench *b, size_t n, uint32_t *out, gln_error *err)
{
    group *groups = gln_memory__zeroed(n, sizeof *groups);
    uint32_t *numbers = gln_memory__array(n, sizeof *numbers);
    if (!groups || !numbers) {
        free(groups);
        free(numbers);
        return gln_error__nomem(err);
    }
    for (size_t i = n; i-- > 0;) {
        size_t g = (size_t)VECTOR(b->members)[i];
        groups[g] = (group){groups[g].size + 1, i, (uint32_t)g};
    }
    qsort(groups, n, sizeof *groups, by_size);
    for (size_t g = 0; g < n && groups[g].size; g++) {
        numbers[groups[g].name] = (uint32_t)g;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = numbers[VECTOR(b->members)[i]];
    }
    free(groups);
    free(numbers);
    return GLN_OK;
}

/* Leiden on modularity: node weights are strengths, the resolution 1/(2 sum w). */
static gln_status communities(bench *b, const gln_graph *graph, const double *strength, uint32_t *out, gln_error *err)
{
    double sum = 0;
    igraph_integer_t n_groups = 0;
    if (graph->n_edges == 0) {
        for (size_t i = 0; i < graph->n_nodes; i++) {
            out[i] = (uint32_t)i;
        }
        return GLN_OK;
    }
    if (igraph_vector_resize(&b->values, (igraph_integer_t)graph->n_nodes)) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < graph->n_nodes; i++) {
        VECTOR(b->values)[i] = strength[i];
        sum += strength[i];
    }
    igraph_error_t code = igraph_community_leiden(&b->graph, &b->weights, &b->values, 1 / sum, 0.01, false, -1,
                                                  &b->members, &n_groups, NULL);
    return code ? failed(code, err) : number_groups(b, graph->n_nodes, out, err);
}

/* ---- by hand ------------------------------------------------------------------------------------------------------
 */

static void sum_edges(const gln_graph *graph, double *strength, uint32_t *degree)
{
    memset(strength, 0, graph->n_nodes * sizeof *strength);
    memset(degree, 0, graph->n_nodes * sizeof *degree);
    for (size_t e = 0; e < graph->n_edges; e++) {
        strength[graph->edges[e].a] += graph->edges[e].weight;
        strength[graph->edges[e].b] += graph->edges[e].weight;
        degree[graph->edges[e].a]++;
        degree[graph->edges[e].b]++;
    }
}

static double disparity_at(double weight, double strength, uint32_t degree)
{
    return degree > 1 ? exp((degree - 1.0) * log1p(-weight / strength)) : 1;
}

void gln_graph__disparity(const gln_graph *graph, const double *strength, const uint32_t *degree, double *alpha)
{
    for (size_t e = 0; e < graph->n_edges; e++) {
        gln_graph_edge edge = graph->edges[e];
        alpha[e] = fmin(disparity_at(edge.weight, strength[edge.a], degree[edge.a]),
                        disparity_at(edge.weight, strength[edge.b], degree[edge.b]));
    }
}

typedef struct link {
    uint32_t to;
    double root; /* cube root of the weight over the largest */
} link;

/* Neighbours of node i are links[from[i]] .. links[from[i + 1]]. */
static void link_up(const gln_graph *graph, const uint32_t *degree, size_t *from, link *links)
{
    double largest = 0;
    for (size_t e = 0; e < graph->n_edges; e++) {
        largest = fmax(largest, graph->edges[e].weight);
    }
    from[0] = 0;
    for (size_t i = 0; i < graph->n_nodes; i++) {
        from[i + 1] = from[i] + degree[i];
    }
    for (size_t e = graph->n_edges; e-- > 0;) { /* fills from the end; from[i + 1] moves back to the start of i */
        gln_graph_edge edge = graph->edges[e];
        double root = cbrt(edge.weight / largest);
        links[--from[edge.a + 1]] = (link){edge.b, root};
        links[--from[edge.b + 1]] = (link){edge.a, root};
    }
    for (size_t i = 0; i < graph->n_nodes; i++) {
        from[i] = from[i + 1];
    }
    from[graph->n_nodes] = 2 * graph->n_edges;
}

static gln_status cluster(const gln_graph *graph, const uint32_t *degree, double *out, gln_error *err)
{
    size_t *from = gln_memory__array(graph->n_nodes + 1, sizeof *from);
    link *links = gln_memory__array(2 * graph->n_edges, sizeof *links);
    double *to_node = gln_memory__zeroed(graph->n_nodes, sizeof *to_node); /* roots of the links of one node */
    if (!from || !links || !to_node) {
        free(from);
        free(links);
        free(to_node);
        return gln_error__nomem(err);
    }
    link_up(graph, degree, from, links);
    for (size_t i = 0; i < graph->n_nodes; i++) {
        double sum = 0, k = degree[i];
        for (size_t l = from[i]; l < from[i + 1]; l++) {
            to_node[links[l].to] = links[l].root;
        }
        for (size_t l = from[i]; l < from[i + 1]; l++) {
            uint32_t j = links[l].to;
            for (size_t m = from[j]; m < from[j + 1]; m++) { /* every triangle twice */
                sum += links[l].root * links[m].root * to_node[links[m].to];
            }
        }
        for (size_t l = from[i]; l < from[i + 1]; l++) {
            to_node[links[l].to] = 0;
        }
        out[i] = k > 1 ? sum / (k * (k - 1)) : 0;
    }
    free(from);
    free(links);
    free(to_node);
    return GLN_OK;
}

/* ---- all of it ----------------------------------------------------------------------------------------------------
 */

gln_status gln_graph__measure(const gln_graph *graph, gln_graph_nodes *out, gln_error *err)
{
    bench b = {.made = false};
    size_t n = graph->n_nodes;
    double *strength = gln_memory__array(n, sizeof *strength);
    uint32_t *degree = gln_memory__array(n, sizeof *degree);
    gln_status status = strength && degree ? open_bench(graph, &b, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        sum_edges(graph, strength, degree);
        if (out->strength) {
            memcpy(out->strength, strength, n * sizeof *strength);
        }
        if (out->degree) {
            memcpy(out->degree, degree, n * sizeof *degree);
        }
    }
    if (status == GLN_OK && out->pagerank && n) {
        status = rank(graph, 0.85, true, out->pagerank, err);
    }
    if (status == GLN_OK && out->betweenness && n) {
        status = between(&b, n, out->betweenness, err);
    }
    if (status == GLN_OK && out->clustering && n) {
        status = cluster(graph, degree, out->clustering, err);
    }
    if (status == GLN_OK && out->community && n) {
        status = communities(&b, graph, strength, out->community, err);
    }
    close_bench(&b);
    free(strength);
    free(degree);
    return status;
}

gln_status gln_graph__textrank(const gln_graph *graph, double damping, double *out, gln_error *err)
{
    if (!(damping >= 0 && damping < 1)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a damping of %g is not between 0 and 1", damping);
    }
    gln_status status = check(graph, err);
    return status == GLN_OK && graph->n_nodes ? rank(graph, damping, false, out, err) : status;
}

gln_status gln_graph__modularity(const gln_graph *graph, const uint32_t *community, double *out, gln_error *err)
{
    bench b = {.made = false};
    igraph_real_t q = NAN;
    gln_status status = open_bench(graph, &b, err);
    if (status == GLN_OK) {
        for (size_t i = 0; i < graph->n_nodes; i++) {
            VECTOR(b.members)[i] = community[i];
        }
        igraph_error_t code =
            graph->n_edges ? igraph_modularity(&b.graph, &b.members, &b.weights, 1, false, &q) : IGRAPH_SUCCESS;
        status = code ? failed(code, err) : GLN_OK;
    }
    if (status == GLN_OK) {
        *out = q;
    }
    close_bench(&b);
    return status;
}
