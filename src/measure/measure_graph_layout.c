/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_graph.h"

#include "core/memory.h"

#include <igraph.h>
#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 500 };

/* The graph as it is laid out: the nodes that have edges, and one more that holds the components together, tied to the
 * node of the most edges of each. */
typedef struct plan {
    uint32_t *degree; /* of a node of the graph */
    uint32_t *head;   /* of a node: another of its component, at the end of the chain itself */
    uint32_t *place;  /* of a node with edges: its number in the plan */
    size_t n;         /* nodes with edges */
} plan;

static uint32_t root_of(const plan *p, uint32_t node)
{
    while (p->head[node] != node) {
        p->head[node] = p->head[p->head[node]];
        node = p->head[node];
    }
    return node;
}

/* Components by union-find; the head of each is in the end its node of the most edges, the first of equals. */
static void find_components(plan *p, const gln_graph *graph)
{
    for (size_t e = 0; e < graph->n_edges; e++) {
        p->degree[graph->edges[e].a]++;
        p->degree[graph->edges[e].b]++;
    }
    for (size_t e = 0; e < graph->n_edges; e++) {
        uint32_t a = root_of(p, graph->edges[e].a), b = root_of(p, graph->edges[e].b);
        bool first = p->degree[a] != p->degree[b] ? p->degree[a] > p->degree[b] : a < b;
        p->head[first ? b : a] = first ? a : b;
    }
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        p->place[i] = p->degree[i] ? (uint32_t)p->n++ : 0;
    }
}

static igraph_error_t lay_out(const plan *p, const gln_graph *graph, igraph_t *made, igraph_matrix_t *places)
{
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, 0);
    for (size_t e = 0; !code && e < graph->n_edges; e++) {
        code = igraph_vector_int_push_back(&ends, p->place[graph->edges[e].a]);
        code = code ? code : igraph_vector_int_push_back(&ends, p->place[graph->edges[e].b]);
    }
    for (uint32_t i = 0; !code && i < graph->n_nodes; i++) {
        if (p->degree[i] && p->head[i] == i) {
            code = igraph_vector_int_push_back(&ends, p->place[i]);
            code = code ? code : igraph_vector_int_push_back(&ends, (igraph_integer_t)p->n);
        }
    }
    code = code ? code : igraph_create(made, &ends, (igraph_integer_t)p->n + 1, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code) {
        return code;
    }
    for (igraph_integer_t i = 0; i < (igraph_integer_t)p->n;
         i++) { /* begins on a circle, the node that holds all in its middle */
        double angle = 2 * M_PI * (double)i / (double)p->n;
        MATRIX(*places, i, 0) = sqrt((double)p->n) * cos(angle);
        MATRIX(*places, i, 1) = sqrt((double)p->n) * sin(angle);
    }
    igraph_rng_seed(igraph_rng_default(), 42);
    code = igraph_layout_fruchterman_reingold(made, places, true, ROUNDS, sqrt((double)p->n + 1),
                                              IGRAPH_LAYOUT_AUTOGRID, NULL, NULL, NULL, NULL, NULL);
    igraph_destroy(made);
    return code;
}

/* To [0, 1] in both directions, one scale for both, three digits. */
static void scale(const plan *p, const gln_graph *graph, const igraph_matrix_t *places, double *x, double *y)
{
    double least[2] = {INFINITY, INFINITY}, most[2] = {-INFINITY, -INFINITY};
    for (igraph_integer_t i = 0; i < (igraph_integer_t)p->n; i++) {
        for (int d = 0; d < 2; d++) {
            least[d] = fmin(least[d], MATRIX(*places, i, d));
            most[d] = fmax(most[d], MATRIX(*places, i, d));
        }
    }
    double span = fmax(fmax(most[0] - least[0], most[1] - least[1]), 1e-9);
    for (size_t i = 0; i < graph->n_nodes; i++) {
        bool placed = p->degree[i] > 0;
        x[i] = placed ? round(1000 * (MATRIX(*places, p->place[i], 0) - least[0]) / span) / 1000 : (double)NAN;
        y[i] = placed ? round(1000 * (MATRIX(*places, p->place[i], 1) - least[1]) / span) / 1000 : (double)NAN;
    }
}

gln_status gln_graph__layout(const gln_graph *graph, double *x, double *y, gln_error *err)
{
    plan p = {.degree = gln_memory__zeroed(graph->n_nodes, sizeof *p.degree),
              .head = gln_memory__array(graph->n_nodes, sizeof *p.head),
              .place = gln_memory__array(graph->n_nodes, sizeof *p.place)};
    igraph_t made;
    igraph_matrix_t places;
    igraph_error_t code = p.degree && p.head && p.place ? IGRAPH_SUCCESS : IGRAPH_ENOMEM;
    for (uint32_t i = 0; !code && i < graph->n_nodes; i++) {
        p.head[i] = i;
    }
    if (!code) {
        find_components(&p, graph);
        code = igraph_matrix_init(&places, (igraph_integer_t)p.n + 1, 2);
    }
    if (!code) {
        code = p.n ? lay_out(&p, graph, &made, &places) : IGRAPH_SUCCESS;
        if (!code) {
            scale(&p, graph, &places, x, y);
        }
        igraph_matrix_destroy(&places);
    }
    free(p.degree);
    free(p.head);
    free(p.place);
    return !code                   ? GLN_OK
           : code == IGRAPH_ENOMEM ? gln_error__nomem(err)
                                   : gln_error_set(err, GLN_ERR_RANGE, "the network: %s", igraph_strerror(code));
}
