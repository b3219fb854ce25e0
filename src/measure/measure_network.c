/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_network.h"

#include "count/count_job.h"

#include <math.h>
#include <stdlib.h>

/* Below this a probability is given by its logarithm only. */
#define LEAST_P 1e-300

enum { MOST_NODES = 10000 };

const char *gln_network_rule(void)
{
    return "Nodes are the commonest words (given terms: all of them), contexts are articles, paragraphs (headline "
           "lines "
           "too) or sentences. Every pair of nodes is tested for standing in the same contexts more often than "
           "independence would have it, E = f1 f2/N: one-sided, by G2 (Dunning 1993), by Fisher's exact test where an "
           "expected count is below 5. p is adjusted over all pairs "
           "of nodes, also those that never meet (Benjamini and Hochberg 1995). In windows O is the pairs of tokens at "
           "most K apart in a sentence, E = f1 f2 P/(N(N-1)) of N tokens with P ordered pairs of places, and p is "
           "Poisson's. An edge has p_adj <= alpha and at least min_count contexts; its weight is O - E. Of these the "
           "disparity filter (Serrano et al. 2009) keeps those "
           "that carry more of either end's weight than a random split would: none of a clique whose weights are "
           "equal. "
           "Articles of a day are alike, so p ranks "
           "edges more than it tests them (clustered); the stability, the share of resamples of articles in which the "
           "edge passes the same p, is a check. Communities: modularity, Leiden (Traag et al. 2019).";
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

enum {
    SOURCE,
    TARGET,
    OBSERVED,
    EXPECTED,
    WEIGHT,
    LN_P,
    P_ADJ,
    LN_P_ADJ,
    DISPARITY,
    STABILITY,
    OBSERVED_A,
    OBSERVED_B,
    CHANGE,
    CHANGE_P_ADJ,
    STATUS,
    N_FIELDS
};

static const char natural[] = "natural logarithm";

static const gln_field fields[N_FIELDS] = {
    {"source", GLN_TYPE_STRING, NULL, "Source", "a word; the edge has no direction, the lesser in bytes stands first"},
    {"target", GLN_TYPE_STRING, NULL, "Target", "the other word"},
    {"observed", GLN_TYPE_INTEGER, "articles", "Observed", "O: contexts that hold both; of windows, pairs of tokens"},
    {"expected", GLN_TYPE_NUMBER, "articles", "Expected",
     "E: f1 f2/N, were they independent (Evert 2008); of windows, f1 f2 P/(N(N - 1))"},
    {"weight", GLN_TYPE_NUMBER, "articles", "Weight", "O - E: contexts shared beyond chance"},
    {"ln_p", GLN_TYPE_NUMBER, natural, "ln p", "one-sided p of attraction; contexts are taken as independent"},
    {"p_adj", GLN_TYPE_NUMBER, NULL, "Adjusted p",
     "p adjusted over all pairs of nodes (Benjamini and Hochberg 1995); null below 1e-300, see ln_p_adj"},
    {"ln_p_adj", GLN_TYPE_NUMBER, natural, "ln of adjusted p", "natural logarithm of p_adj"},
    {"disparity", GLN_TYPE_NUMBER, NULL, "Disparity",
     "(1 - w/s)^(k-1), the lesser of both ends: small where the edge carries more of a node than a random split "
     "(Serrano et al. 2009)"},
    {"stability", GLN_TYPE_NUMBER, NULL, "Stability",
     "share of resamples of the articles in which the edge passes its test (Efron 1979); null without --bootstrap"},
    {"observed_a", GLN_TYPE_INTEGER, "articles", "Observed in A", "contexts of A that hold both; null without A and B"},
    {"observed_b", GLN_TYPE_INTEGER, "articles", "Observed in B", "contexts of B that hold both"},
    {"change", GLN_TYPE_NUMBER, natural, "Change",
     "log odds ratio (1/2 added to each cell) in B less that in A: above 0 the words have come closer"},
    {"change_p_adj", GLN_TYPE_NUMBER, NULL, "Adjusted p of the change",
     "homogeneity of the odds ratios (Breslow and Day 1980; Tarone 1985), adjusted over the edges"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; undefined_change: there is no common odds ratio to test, as where one word never comes without the other"},
};

enum {
    WORD,
    COUNT,
    ARTICLES,
    FIRST,
    LAST,
    DEGREE,
    STRENGTH,
    PAGERANK,
    CLUSTERING,
    BETWEENNESS,
    COMMUNITY,
    X,
    Y,
    N_STATUS,
    N_NODE_FIELDS
};

static const gln_field node_fields[N_NODE_FIELDS] = {
    {"node", GLN_TYPE_STRING, NULL, "Node", "the word in its normalized form, or the term as it was given"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which it occurs"},
    {"first", GLN_TYPE_DATE, NULL, "First day", "first day of an issue that holds it; null where none is dated"},
    {"last", GLN_TYPE_DATE, NULL, "Last day", "last day of an issue that holds it"},
    {"degree", GLN_TYPE_INTEGER, "edges", "Degree", "edges of the node"},
    {"strength", GLN_TYPE_NUMBER, "articles", "Strength", "sum of their weights"},
    {"pagerank", GLN_TYPE_NUMBER, NULL, "PageRank", "by weight, damping .85, sums to 1 (Brin and Page 1998)"},
    {"clustering", GLN_TYPE_NUMBER, NULL, "Clustering",
     "mean over pairs of neighbours of the cube root of the triangle's weights over the largest (Onnela et al. 2005)"},
    {"betweenness", GLN_TYPE_NUMBER, NULL, "Betweenness",
     "share of all pairs' shortest paths that lead through it, unweighted (Freeman 1977); null without --measures all"},
    {"community", GLN_TYPE_INTEGER, NULL, "Community",
     "number of its community, 1 the largest (Leiden on modularity, Traag et al. 2019)"},
    {"x", GLN_TYPE_NUMBER, NULL, "x",
     "a place for a picture, 0 to 1 (Fruchterman and Reingold 1991): near nodes are linked, the axes mean nothing"},
    {"y", GLN_TYPE_NUMBER, NULL, "y", "as x; null for a node without edges"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; isolated: no edge"},
};

enum {
    S_ARTICLES,
    S_CONTEXTS,
    S_NODES,
    S_M_TESTS,
    S_SIGNIFICANT,
    S_EDGES,
    S_CUT_OFF,
    S_COMMUNITIES,
    S_MODULARITY,
    S_ALPHA,
    S_MIN_COUNT,
    S_DISPARITY,
    S_BOOTSTRAP,
    S_CAVEATS,
    S_STATUS,
    S_N_FIELDS
};

static const gln_field summary_fields[S_N_FIELDS] = {
    {"articles", GLN_TYPE_INTEGER, "articles", "Articles", "articles with tokens"},
    {"contexts", GLN_TYPE_INTEGER, "articles", "Contexts", "N: contexts with tokens; of windows, tokens"},
    {"nodes", GLN_TYPE_INTEGER, "words", "Nodes", "words that are nodes"},
    {"m_tests", GLN_TYPE_INTEGER, "pairs", "Pairs tested", "m, pairs of nodes over which p is adjusted"},
    {"n_significant", GLN_TYPE_INTEGER, "pairs", "Significant pairs", "pairs with p_adj at or below alpha"},
    {"edges", GLN_TYPE_INTEGER, "edges", "Edges", "of these, with min_count contexts and through the disparity filter"},
    {"cut_off", GLN_TYPE_INTEGER, "words", "Cut off",
     "nodes with edges, all of which the disparity filter took: cliques of equal weights; --disparity 1 keeps them"},
    {"communities", GLN_TYPE_INTEGER, NULL, "Communities", "communities of two nodes or more"},
    {"modularity", GLN_TYPE_NUMBER, NULL, "Modularity", "of the communities, by weight (Newman 2006)"},
    {"alpha", GLN_TYPE_NUMBER, NULL, "Level", "level of p_adj of an edge"},
    {"min_count", GLN_TYPE_INTEGER, "articles", "Least count", "contexts that hold both words of an edge"},
    {"disparity", GLN_TYPE_NUMBER, NULL, "Level of the filter", "level of the disparity filter"},
    {"bootstrap", GLN_TYPE_INTEGER, NULL, "Resamples", "resamples behind the stability"},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats",
     "clustered: articles of an issue are alike, p is too small; cut_off: the disparity filter took all edges of a "
     "node"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; no_edges; no_backbone: there were edges, but the disparity filter took them all; no_nodes: fewer than two "
     "words"},
};

static void set_p(gln_table *table, size_t p, double ln_p)
{
    gln_table_set_number(table, p, ln_p < log(LEAST_P) ? (double)NAN : exp(ln_p));
}

static void put_edge(gln_table *table, const gln_network *n, const gln_network_edge *edge)
{
    gln_table_row(table);
    gln_table_set_text(table, SOURCE, n->nodes[edge->a].text);
    gln_table_set_text(table, TARGET, n->nodes[edge->b].text);
    gln_table_set_integer(table, OBSERVED, edge->observed[0] + edge->observed[1]);
    gln_table_set_number(table, EXPECTED, edge->expected);
    gln_table_set_number(table, WEIGHT, edge->weight);
    gln_table_set_number(table, LN_P, edge->ln_p);
    set_p(table, P_ADJ, edge->ln_p_adj);
    gln_table_set_number(table, LN_P_ADJ, edge->ln_p_adj);
    gln_table_set_number(table, DISPARITY, edge->disparity);
    gln_table_set_number(table, STABILITY, edge->stability);
    if (n->view[1]) {
        gln_table_set_integer(table, OBSERVED_A, edge->observed[0]);
        gln_table_set_integer(table, OBSERVED_B, edge->observed[1]);
        gln_table_set_number(table, CHANGE, edge->change);
        set_p(table, CHANGE_P_ADJ, edge->change_ln_p_adj);
    }
    bool lacks = n->view[1] && isnan(edge->change_ln_p_adj);
    gln_table_set_text(table, STATUS, lacks ? GLN_LIT("undefined_change") : GLN_LIT("ok"));
}

/* Edges are in the order of their pairs, which is by bytes of the second, then the first; ties stay so. */
typedef struct ranked {
    double key;
    size_t first, second, index;
} ranked;

static int by_key(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->key != y->key) {
        return x->key > y->key ? -1 : 1;
    }
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    return (x->second > y->second) - (x->second < y->second);
}

static void set_day(gln_table *table, size_t column, gln_date day)
{
    char text[GLN_DATE_SIZE];
    if (day.year) {
        gln_table_set_text(table, column, gln_slice_of(gln_date_edtf(day, text)));
    }
}

static void put_node(gln_table *table, const gln_network *n, size_t i)
{
    gln_table_row(table);
    gln_table_set_text(table, WORD, n->nodes[i].text);
    gln_table_set_integer(table, COUNT, n->nodes[i].count);
    gln_table_set_integer(table, ARTICLES, n->nodes[i].articles[0] + n->nodes[i].articles[1]);
    set_day(table, FIRST, n->nodes[i].first);
    set_day(table, LAST, n->nodes[i].last);
    gln_table_set_integer(table, DEGREE, n->measures.degree[i]);
    gln_table_set_number(table, STRENGTH, n->measures.strength[i]);
    gln_table_set_number(table, PAGERANK, n->measures.pagerank[i]);
    gln_table_set_number(table, CLUSTERING, n->measures.clustering[i]);
    if (n->measures.betweenness) {
        gln_table_set_number(table, BETWEENNESS, n->measures.betweenness[i]);
    }
    gln_table_set_integer(table, COMMUNITY, (uint64_t)n->measures.community[i] + 1);
    gln_table_set_number(table, X, n->x[i]);
    gln_table_set_number(table, Y, n->y[i]);
    gln_table_set_text(table, N_STATUS, n->measures.degree[i] ? GLN_LIT("ok") : GLN_LIT("isolated"));
}

static void put_summary(gln_table *table, const gln_network *n)
{
    gln_table_row(table);
    gln_table_set_integer(table, S_ARTICLES, n->n_articles[0] + n->n_articles[1]);
    gln_table_set_integer(table, S_CONTEXTS, n->n_units[0] + n->n_units[1]);
    gln_table_set_integer(table, S_NODES, n->n_nodes);
    gln_table_set_integer(table, S_M_TESTS, n->m);
    gln_table_set_integer(table, S_SIGNIFICANT, n->n_significant);
    gln_table_set_integer(table, S_EDGES, n->n_edges);
    gln_table_set_integer(table, S_CUT_OFF, n->n_cut_off);
    gln_table_set_integer(table, S_COMMUNITIES, n->n_communities);
    gln_table_set_number(table, S_MODULARITY, n->modularity);
    gln_table_set_number(table, S_ALPHA, n->options->alpha);
    gln_table_set_integer(table, S_MIN_COUNT, n->options->min_count);
    gln_table_set_number(table, S_DISPARITY, n->options->disparity);
    gln_table_set_integer(table, S_BOOTSTRAP, n->options->bootstrap);
    gln_table_set_text(table, S_CAVEATS,
                       n->n_cut_off ? GLN_LIT("[\"clustered\",\"cut_off\"]") : GLN_LIT("[\"clustered\"]"));
    const char *status = n->n_nodes < 2 ? "no_nodes" : n->n_edges ? "ok" : n->n_cut_off ? "no_backbone" : "no_edges";
    gln_table_set_text(table, S_STATUS, gln_slice_of(status));
}

static gln_status put_tables(const gln_network *n, gln_table *tables[3], gln_error *err)
{
    size_t most = n->n_edges > n->n_nodes ? n->n_edges : n->n_nodes;
    ranked *order = gln_memory__array(most, sizeof *order);
    if (!order) {
        return gln_error__nomem(err);
    }
    for (size_t e = 0; e < n->n_edges; e++) {
        order[e] = (ranked){n->edges[e].weight, n->edges[e].a, n->edges[e].b, e};
    }
    if (n->n_edges) {
        qsort(order, n->n_edges, sizeof *order, by_key);
    }
    for (size_t e = 0; e < n->n_edges; e++) {
        put_edge(tables[0], n, &n->edges[order[e].index]);
    }
    for (size_t i = 0; i < n->n_nodes; i++) {
        order[i] = (ranked){n->measures.strength[i], i, 0, i};
    }
    if (n->n_nodes) {
        qsort(order, n->n_nodes, sizeof *order, by_key);
    }
    for (size_t i = 0; i < n->n_nodes; i++) {
        put_node(tables[1], n, order[i].index);
    }
    free(order);
    put_summary(tables[2], n);
    gln_status status = GLN_OK;
    for (int i = 0; i < 3 && status == GLN_OK; i++) {
        status = gln_table_check(tables[i], err);
    }
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static gln_status measure_graph(gln_network *n, gln_error *err)
{
    size_t nodes = n->n_nodes;
    n->graph = (gln_graph){nodes, n->graph_edges, n->n_edges};
    n->measures.degree = gln_memory__array(nodes, sizeof *n->measures.degree);
    n->measures.strength = gln_memory__array(nodes, sizeof *n->measures.strength);
    n->measures.pagerank = gln_memory__array(nodes, sizeof *n->measures.pagerank);
    n->measures.clustering = gln_memory__array(nodes, sizeof *n->measures.clustering);
    n->measures.community = gln_memory__array(nodes, sizeof *n->measures.community);
    n->x = gln_memory__array(nodes, sizeof *n->x);
    n->y = gln_memory__array(nodes, sizeof *n->y);
    bool room = n->measures.degree && n->measures.strength && n->measures.pagerank && n->measures.clustering &&
                n->measures.community && n->x && n->y;
    if (n->options->all_measures) {
        n->measures.betweenness = gln_memory__array(nodes, sizeof *n->measures.betweenness);
        room = room && n->measures.betweenness;
    }
    if (!room) {
        return gln_error__nomem(err);
    }
    gln_status status = gln_graph__measure(&n->graph, &n->measures, err);
    if (status == GLN_OK) {
        status = gln_graph__layout(&n->graph, n->x, n->y, err);
    }
    if (status == GLN_OK) {
        status = gln_graph__modularity(&n->graph, n->measures.community, &n->modularity, err);
    }
    for (size_t i = 0; status == GLN_OK && i < nodes; i++) { /* numbered by size: those of two nodes come first */
        for (size_t j = i + 1; j < nodes && n->measures.community[i] >= n->n_communities; j++) {
            if (n->measures.community[j] == n->measures.community[i]) {
                n->n_communities = (size_t)n->measures.community[i] + 1;
            }
        }
    }
    return status;
}

static void clear(gln_network *n)
{
    for (int side = 0; side < 2; side++) {
        free(n->node_of[side]);
        free(n->lists[side]);
        free(n->from[side]);
        free(n->doc_of[side]);
        free(n->pairs[side]);
    }
    free(n->nodes);
    free(n->edges);
    free(n->graph_edges);
    free(n->measures.degree);
    free(n->measures.strength);
    free(n->measures.pagerank);
    free(n->measures.clustering);
    free(n->measures.betweenness);
    free(n->measures.community);
    free(n->x);
    free(n->y);
}

static gln_status make(gln_network *n, gln_table *tables[3], gln_error *err)
{
    gln_status status = gln_network__count(n, err);
    if (status == GLN_OK) {
        status = gln_network__test(n, err);
    }
    if (status == GLN_OK && n->view[1]) {
        status = gln_network__changes(n, err);
    }
    if (status == GLN_OK && n->options->bootstrap) {
        status = gln_network__stability(n, err);
    }
    if (status == GLN_OK) {
        status = measure_graph(n, err);
    }
    return status == GLN_OK ? put_tables(n, tables, err) : status;
}

static gln_status check(const gln_network *n, gln_error *err)
{
    const gln_network_options *o = n->options;
    if (o->nodes < 2 || o->nodes > MOST_NODES) {
        return gln_error_set(err, GLN_ERR_USAGE, "a network of %zu nodes; 2 to %d are possible", o->nodes,
                             (int)MOST_NODES);
    }
    if (!(o->alpha > 0 && o->alpha < 1) || !(o->disparity > 0 && o->disparity <= 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "levels of %g and %g of a network are not between 0 and 1", o->alpha,
                             o->disparity);
    }
    if ((unsigned)o->context > GLN_CONTEXT_ARTICLE || o->window < 1 || o->window > 1000) {
        return gln_error_set(err, GLN_ERR_USAGE, "a network of an unknown context, or of windows of %u tokens",
                             o->window);
    }
    for (int side = 0; side < 2 && n->view[side] && o->context != GLN_CONTEXT_ARTICLE; side++) {
        const gln_counter_options *made = gln_freq__options(n->view[side]->counter);
        if (!made->keep_order) {
            return gln_error_set(err, GLN_ERR_USAGE,
                                 "a network of other contexts than articles needs counts with the "
                                 "order of words (keep_order)");
        }
        if (made->matcher && o->context == GLN_CONTEXT_WINDOW) {
            return gln_error_set(err, GLN_ERR_USAGE,
                                 "windows are of words: a network of given terms takes sentences, paragraphs or "
                                 "articles");
        }
    }
    if (n->view[1] && o->context == GLN_CONTEXT_WINDOW) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "the change between two selections is tested for articles, paragraphs and sentences, not "
                             "for windows");
    }
    if (o->bootstrap > 100000) {
        return gln_error_set(err, GLN_ERR_USAGE, "%zu resamples are more than 100000", o->bootstrap);
    }
    return GLN_OK;
}

/* A table whose counts of contexts have the unit that they are of. */
static gln_status new_table(gln_context context, const char *name, const char *title, const gln_field *own, size_t n,
                            gln_table **out, gln_error *err)
{
    static const char *const units[] = {"pairs of tokens", "sentences", "paragraphs", "articles"};
    gln_field named[(int)N_FIELDS > (int)S_N_FIELDS ? N_FIELDS : S_N_FIELDS];
    for (size_t i = 0; i < n; i++) {
        named[i] = own[i];
        bool articles = own[i].unit && strcmp(own[i].unit, "articles") == 0 && strcmp(own[i].name, "articles") != 0 &&
                        strcmp(own[i].name, "articles_with") != 0;
        if (articles) {
            bool tokens = context == GLN_CONTEXT_WINDOW && strcmp(own[i].name, "contexts") == 0;
            named[i].unit = tokens ? "tokens" : units[context];
        }
    }
    return gln_table_new(name, title, named, n, out, err);
}

static gln_status new_tables(gln_context context, gln_table *tables[3], gln_error *err)
{
    gln_status status = new_table(context, "network", "Words that stand together", fields, N_FIELDS, &tables[0], err);
    if (status == GLN_OK) {
        status =
            new_table(context, "network_nodes", "Words of the network", node_fields, N_NODE_FIELDS, &tables[1], err);
    }
    if (status == GLN_OK) {
        status = new_table(context, "network_summary", "The network as a whole", summary_fields, S_N_FIELDS, &tables[2],
                           err);
    }
    return status;
}

gln_status gln_network__views(const gln_freq_view *a, const gln_freq_view *b, const gln_network_options *options,
                              gln_table *tables[3], gln_error *err)
{
    gln_table *made[3] = {NULL, NULL, NULL};
    gln_network n = {.options = options, .view = {a, b}, .modularity = NAN};
    gln_status status = check(&n, err);
    if (status == GLN_OK) {
        status = new_tables(options->context, made, err);
    }
    if (status == GLN_OK) {
        status = make(&n, made, err);
    }
    clear(&n);
    for (int i = 0; i < 3; i++) {
        if (status == GLN_OK) {
            tables[i] = made[i];
        } else {
            gln_table_free(made[i]);
        }
    }
    return status;
}

gln_status gln_network_tables(const gln_freq *a, const gln_freq *b, const gln_network_options *options,
                              gln_table **network, gln_table **nodes, gln_table **summary, gln_error *err)
{
    const gln_network_options usual = GLN_NETWORK_OPTIONS_INIT;
    gln_table *tables[3];
    gln_freq_view views[2] = {{0}, {0}};
    gln_status status = GLN_OK;
    if (b) {
        status = gln_counter_options__same(gln_freq__options(a), gln_freq__options(b), err);
    }
    if (status == GLN_OK) {
        status = gln_freq__view(a, &views[0], err);
    }
    if (status == GLN_OK && b) {
        status = gln_freq__view(b, &views[1], err);
    }
    if (status == GLN_OK) {
        status = gln_network__views(&views[0], b ? &views[1] : NULL, options ? options : &usual, tables, err);
    }
    gln_freq_view__free(&views[0]);
    gln_freq_view__free(&views[1]);
    if (status == GLN_OK) {
        *network = tables[0];
        *nodes = tables[1];
        *summary = tables[2];
    }
    return status;
}
