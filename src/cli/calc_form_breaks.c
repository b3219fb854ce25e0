/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "measure/measure_graph.h"
#include "stats/kleinberg.h"
#include "stats/meanbreaks.h"
#include "stats/onlinechange.h"
#include "stats/resample.h"
#include "stats/seasonal.h"

#include <math.h>
#include <stdlib.h>

void calc_stream(calc_case *c)
{
    size_t n = 0, n_bursts = 0;
    double *times = calc_numbers(c, "offsets", &n);
    double s = calc_number_or(c, "s", 2), gamma = calc_number_or(c, "gamma", 1);
    gln_stream_burst *bursts = NULL;
    if (c->status == GLN_OK) {
        c->status = gln_kleinberg__stream(times, n, s, gamma, &bursts, &n_bursts, &c->state, &c->err);
    }
    for (size_t i = 0; c->status == GLN_OK && i < n_bursts; i++) {
        calc_put_at(c, bursts[i].level, "level[%zu]", i);
        calc_put_at(c, bursts[i].start, "start[%zu]", i);
        calc_put_at(c, bursts[i].end, "end[%zu]", i);
    }
    CALC_PUT(c, {"level#", (double)n_bursts}, {"start#", (double)n_bursts}, {"end#", (double)n_bursts}, );
    free(bursts);
}

/* A list, or the number itself where there is one: R gives a vector of one as a number. */
static void put_breaks(calc_case *c, const char *name, const double *items, size_t n)
{
    calc_put_list(c, name, items, n);
    if (n == 1) {
        calc_put(c, name, items[0]);
    }
}

/* The date of the first value where a case names none: NaN, but for the series that all books use, the flow of the Nile
 * from 1871 to 1970 (Cobb 1978), which files give without its years. */
static double first_date(const double *x, size_t n)
{
    return n == 100 && x[0] == 1120 && x[1] == 1160 && x[99] == 740 ? 1871 : (double)NAN;
}

void calc_mean_breaks(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n), h = calc_number_or(c, "h", 0.15);
    gln_meanbreaks b;
    if (c->status == GLN_OK) {
        c->status = gln_meanbreaks__find(x, n, h, &b, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    double places[GLN_MEANBREAKS_MOST], dates[GLN_MEANBREAKS_MOST];
    double first = calc_number_or(c, "start", first_date(x, n));
    c->state = isnan(first) && b.n_breaks ? "no_start" : b.status;
    for (size_t i = 0; i < b.n_breaks; i++) {
        places[i] = (double)b.after[i];
        dates[i] = first + places[i] - 1; /* of the last point before the break */
    }
    put_breaks(c, "breakpoints", places, b.n_breaks);
    put_breaks(c, "breakdate", dates, b.n_breaks);
    bool found = b.rss[0] > 0;
    calc_put_list(c, "bic", b.bic, found ? b.most + 1 : 0);
    calc_put_list(c, "rss", b.rss, found ? b.most + 1 : 0);
    CALC_PUT(c, {"supF", b.sup_f}, {"supF_p", b.sup_f_p}, {"ols_cusum", b.cusum}, {"ols_cusum_p", b.cusum_p}, );
    if (b.n_breaks == 1) {
        calc_put_list(c, "ci", (const double[]){b.low[0], places[0], b.high[0]}, 3);
    }
    for (size_t i = 0; i < b.n_breaks; i++) {
        const double ends[3] = {b.low[i], places[i], b.high[i]};
        for (size_t k = 0; k < 3; k++) {
            calc_put_at(c, ends[k], "ci[%zu][%zu]", i, k);
        }
        calc_put_at(c, 3, "ci[%zu]#", i);
    }
}

void calc_online_changes(calc_case *c)
{
    size_t n = 0, n2 = 0;
    double *y = calc_numbers(c, "y", &n), *exposure = NULL, evidence = NAN;
    if (calc_has(c, "exposure")) {
        exposure = calc_numbers(c, "exposure", &n2);
        calc_same_length(c, "exposure", n, n2);
    }
    gln_onlinechange prior = {calc_number(c, "a0"), calc_number(c, "b0"), calc_number(c, "hazard")};
    double *change = calc_array(c, n, sizeof *change), *run = calc_array(c, n, sizeof *run);
    if (c->status == GLN_OK) {
        c->status = gln_onlinechange__find(y, exposure, n, &prior, change, run, &evidence, &c->err);
    }
    if (c->status == GLN_OK) {
        calc_put_list(c, "prob_change_before_index", change, n ? n - 1 : 0);
        calc_put_list(c, "final_run_length_posterior", run, n);
        calc_put(c, "log_evidence", evidence);
    }
}

void calc_decomposition(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    size_t period = calc_size(c, "period", 2, 1000000), from = 0, to = n;
    double *trend = calc_array(c, n, sizeof *trend), *figure = calc_array(c, period, sizeof *figure);
    if (c->status != GLN_OK) {
        return;
    }
    gln_seasonal__decompose(x, n, period, trend, figure);
    for (; from < to && isnan(trend[from]); from++) {
    }
    for (; to > from && isnan(trend[to - 1]); to--) {
    }
    calc_put_list(c, "trend", trend, n);
    calc_put_list(c, "trend_mid", trend + from, to - from);
    calc_put_list(c, "figure", figure, period);
}

enum { DRAWS = 40000 };

void calc_bootstrap(calc_case *c)
{
    size_t n[4];
    double *freq_s = calc_numbers(c, "freq_s", &n[0]), *len_s = calc_numbers(c, "len_s", &n[1]);
    double *freq_t = calc_numbers(c, "freq_t", &n[2]), *len_t = calc_numbers(c, "len_t", &n[3]);
    gln_resample_side s = {freq_s, len_s, n[0]}, t = {freq_t, len_t, n[2]};
    gln_resample_test test = {GLN_STATS_OK, NAN, NAN, 0};
    gln_rng *rng = NULL;
    calc_same_length(c, "len_s", n[0], n[1]);
    calc_same_length(c, "len_t", n[2], n[3]);
    if (c->status == GLN_OK) {
        c->status = gln_rng__new(gln_rng__seed(1, GLN_LIT(""), GLN_LIT("bootstrap")), &rng, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_resample__rates(&s, &t, DRAWS, rng, &test, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = test.status;
        CALC_PUT(c, {"p1", test.p1}, {"p2", test.p2}, {"p2_limit", 2 * fmin(test.p1, 1 - test.p1)}, );
    }
    gln_rng__free(rng);
}

/* ---- networks ---------------------------------------------------------------------------------------------------- */

static uint32_t node_of(calc_case *c, gln_intern *names, const gln_json_node *node)
{
    gln_slice name;
    if (!gln_json__string(node, &name)) {
        c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "a node of the network is not a text");
        return 0;
    }
    uint32_t id = gln_intern__add(names, name);
    if (id == GLN_NO_ID) {
        c->status = gln_error__nomem(&c->err);
    }
    return id;
}

static void put_graph(calc_case *c, const gln_graph *graph, const gln_intern *names, const uint32_t *given)
{
    size_t n = graph->n_nodes;
    gln_graph_nodes r = {.degree = calc_array(c, n, sizeof *r.degree),
                         .strength = calc_array(c, n, sizeof *r.strength),
                         .pagerank = calc_array(c, n, sizeof *r.pagerank),
                         .betweenness = calc_array(c, n, sizeof *r.betweenness),
                         .clustering = calc_array(c, n, sizeof *r.clustering)};
    double *alpha = calc_array(c, graph->n_edges, sizeof *alpha), modularity = NAN;
    if (c->status == GLN_OK) {
        c->status = gln_graph__measure(graph, &r, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_graph__modularity(graph, given, &modularity, &c->err);
    }
    if (c->status != GLN_OK) {
        return;
    }
    calc_put(c, "modularity", modularity);
    gln_graph__disparity(graph, r.strength, r.degree, alpha);
    for (size_t e = 0; e < graph->n_edges; e++) {
        gln_slice a = names->items[graph->edges[e].a], b = names->items[graph->edges[e].b];
        calc_put_at(c, alpha[e], "disparity_alpha.%.*s-%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
    }
    for (size_t i = 0; i < n; i++) {
        gln_slice a = names->items[i];
        calc_put_at(c, r.pagerank[i], "pagerank.%.*s", (int)a.len, a.ptr);
        calc_put_at(c, r.betweenness[i], "betweenness_unweighted.%.*s", (int)a.len, a.ptr);
        calc_put_at(c, r.clustering[i], "clustering_weighted_onnela.%.*s", (int)a.len, a.ptr);
        calc_put_at(c, r.strength[i], "strength.%.*s", (int)a.len, a.ptr);
    }
}

/* Edges as [node, node, weight], and the partition whose modularity is asked for. */
void calc_network(calc_case *c)
{
    const gln_json_node *list = gln_json__get(c->inputs, "edges");
    size_t n = gln_json__length(list), at = 0;
    gln_graph_edge *edges = calc_array(c, n, sizeof *edges);
    gln_intern names = {0};
    for (const gln_json_node *e = gln_json__first(list); e && c->status == GLN_OK; e = gln_json__next(e), at++) {
        const gln_json_node *a = gln_json__first(e), *b = gln_json__next(a), *w = gln_json__next(b);
        edges[at] = (gln_graph_edge){node_of(c, &names, a), node_of(c, &names, b), 1};
        if (w && !gln_json__number(w, &edges[at].weight)) {
            c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the weight of an edge is not a number");
        }
    }
    uint32_t *given = calc_array(c, names.count, sizeof *given), group = 0;
    for (const gln_json_node *g = gln_json__first(gln_json__get(c->inputs, "partition")); g; g = gln_json__next(g)) {
        for (const gln_json_node *m = gln_json__first(g); m && c->status == GLN_OK; m = gln_json__next(m)) {
            gln_slice name = GLN_LIT("");
            uint32_t id = gln_json__string(m, &name) ? gln_intern__find(&names, name) : GLN_NO_ID;
            if (id != GLN_NO_ID) {
                given[id] = group;
            }
        }
        group++;
    }
    if (c->status == GLN_OK) {
        gln_graph graph = {names.count, edges, n};
        put_graph(c, &graph, &names, given);
    }
    gln_intern__clear(&names);
}
