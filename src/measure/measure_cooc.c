/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/collocation.h"

#include "count/cooc_view.h"
#include "measure/measure_object.h"
#include "stats/assoc.h"
#include "stats/padjust.h"

#include <math.h>
#include <stdlib.h>

/* ln 1e-300: below it a probability is given by its logarithm only. */
#define LEAST_LN_P (-690.77552789821370520)

enum {
    NODE,
    COLLOCATE,
    OBSERVED,
    EXPECTED,
    DIRECTION,
    NODE_COUNT,
    NODE_CONTEXTS,
    COLLOCATE_COUNT,
    TOTAL,
    ARTICLES_WITH,
    G2,
    SIMPLE_LL,
    LOG_DICE,
    NPMI,
    PMI,
    MI3,
    T,
    DELTA_P_1,
    DELTA_P_2,
    LOG_OR,
    LOG_OR_LOW,
    LOG_OR_HIGH,
    G2_LN_P,
    P_ADJ,
    LN_P_ADJ,
    MEASURES,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"node", GLN_TYPE_STRING, NULL, "Node", "the term as it was given; its tokens are all that an occurrence touches"},
    {"collocate", GLN_TYPE_STRING, NULL, "Collocate", "a word near it, in its normalized form"},
    {"observed", GLN_TYPE_INTEGER, NULL, "Observed",
     "O: tokens of the collocate in the windows, each once; or units (sentence, paragraph, article) that hold both; "
     "or, "
     "counting pairs, pairs of an occurrence and a token"},
    {"expected", GLN_TYPE_NUMBER, NULL, "Expected",
     "E: O if the words were independent, f1 f2/N (Evert 2008); counting pairs, the mean over all permutations of the "
     "tokens, f1 f2 P/(N(N-1))"},
    {"direction", GLN_TYPE_STRING, NULL, "Direction",
     "attraction where O > E, repulsion where O < E, none where equal"},
    {"node_count", GLN_TYPE_INTEGER, "occurrences", "Node count", "occurrences of the node"},
    {"node_contexts", GLN_TYPE_INTEGER, NULL, "Contexts of the node",
     "f1 of the measures: tokens in the windows; or units with the node; or, counting pairs, its occurrences"},
    {"collocate_count", GLN_TYPE_INTEGER, NULL, "Collocate count",
     "f2 of the measures: tokens of the collocate, or units that hold it, apart from those of the node itself; "
     "counting pairs, all of its tokens"},
    {"total", GLN_TYPE_INTEGER, NULL, "Total",
     "N of the measures: tokens that are not the node's; or units; or, counting pairs, all tokens"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which the two stand together"},
    {"g2", GLN_TYPE_NUMBER, NULL, "G2",
     "log-likelihood ratio of the 2x2 table, direction apart (Dunning 1993); null counting pairs"},
    {"simple_ll", GLN_TYPE_NUMBER, NULL, "Simple log-likelihood", "2 (O ln(O/E) - (O-E)) (Evert 2008)"},
    {"log_dice", GLN_TYPE_NUMBER, NULL, "logDice",
     "14 + log2(2O/(f1+f2)), 14 at most where every context is shared (Rychly 2008)"},
    {"npmi", GLN_TYPE_NUMBER, NULL, "NPMI", "ln(O/E)/-ln(O/N), from -1 to 1, 0 for independence (Bouma 2009)"},
    {"pmi", GLN_TYPE_NUMBER, "bits", "PMI", "log2(O/E); large for rare words (Church and Hanks 1990)"},
    {"mi3", GLN_TYPE_NUMBER, "bits", "MI3", "log2(O^3/E), which favours frequent pairs (Daille 1994)"},
    {"t", GLN_TYPE_NUMBER, NULL, "t score", "(O-E)/sqrt O; a ranking, no test (Church et al. 1991)"},
    {"delta_p_1", GLN_TYPE_NUMBER, NULL, "Delta P, collocate given node",
     "O/f1 - (f2-O)/(N-f1): how much the node raises the chance of the collocate (Gries 2013)"},
    {"delta_p_2", GLN_TYPE_NUMBER, NULL, "Delta P, node given collocate",
     "O/f2 - (f1-O)/(N-f2): how much the collocate raises the chance of the node (Gries 2013)"},
    {"log_or", GLN_TYPE_NUMBER, "natural logarithm", "Log odds ratio",
     "odds ratio of the 2x2 table with 1/2 added to each cell (Evert 2005)"},
    {"log_or_low", GLN_TYPE_NUMBER, "natural logarithm", "Log odds ratio, low",
     "lower limit at 95 % as if contexts were independent; to rank by instead of cutting frequencies off"},
    {"log_or_high", GLN_TYPE_NUMBER, "natural logarithm", "Log odds ratio, high", "upper limit of the same interval"},
    {"g2_ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p of G2",
     "chi-square tail of g2 (counting pairs: of simple_ll), descriptive: tokens and units are not independent"},
    {"p_adj", GLN_TYPE_NUMBER, NULL, "Adjusted p",
     "the same p adjusted over the node's collocates that reach the least count (Benjamini and Hochberg 1995); "
     "descriptive as it is; null below 1e-300, see ln_p_adj"},
    {"ln_p_adj", GLN_TYPE_NUMBER, "natural logarithm", "ln of adjusted p", "natural logarithm of p_adj"},
    {"measures", GLN_TYPE_OBJECT, NULL, "All measures",
     "with --measures all: every other measure of association (see 'help measures'); else null"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; pairs: there is no 2x2 table; no_hits, no_collocates: the node stands alone; degenerate: a margin is 0 or "
     "everything"},
};

/* A collocate, with its measures while its row is made. */
typedef struct candidate {
    const gln_cooc_pair *pair;
    gln_slice text;
    uint64_t observed, f2;
    gln_assoc m;
    double ln_p;
    double rank; /* signed log-likelihood; below every number where undefined */
} candidate;

/* What is kept of it for the order: there may be many. */
typedef struct ranked {
    const gln_cooc_pair *pair; /* words are in order of their bytes */
    double rank;
    double ln_p;
} ranked;

/* What the rows of one node are made from. */
typedef struct node_room {
    gln_buffer text;
    gln_buffer pairs;
    ranked *items;
    double *ln_p;
    size_t capacity;
} node_room;

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->rank != y->rank) {
        return x->rank > y->rank ? -1 : 1;
    }
    return (x->pair->word > y->pair->word) - (x->pair->word < y->pair->word);
}

static candidate measure(const gln_cooc_view *view, const gln_cooc_node *node, const gln_cooc_pair *pair,
                         gln_cooc_counting counting)
{
    bool pairs = counting == GLN_COOC_PAIRS;
    candidate c = {.pair = pair, .text = view->words[pair->word].text};
    c.observed = pairs ? pair->pairs : pair->observed;
    c.f2 = pairs ? view->words[pair->word].f2 : pair->c1;
    if (pairs) {
        double possible = (double)view->possible_pairs;
        double expected = gln_assoc__window_expected(node->occurrences, c.f2, view->n_tokens, possible);
        gln_assoc__measure_expected(c.observed, node->occurrences, c.f2, view->n_tokens, expected, &c.m);
    } else {
        gln_assoc__measure(c.observed, node->f1, c.f2, node->n, &c.m);
    }
    double ll = pairs ? c.m.simple_ll : c.m.g2;
    c.ln_p = pairs ? c.m.simple_ll_ln_p : c.m.g2_ln_p;
    c.rank = isnan(ll) ? -INFINITY : (double)c.observed < c.m.expected ? -ll : ll;
    return c;
}

/* The node's collocates that count, sorted, with p adjusted in room->ln_p. A word of which every token is the node's
 * (c1 = 0) is the node itself. */
static gln_status collect(const gln_cooc_view *view, const gln_cooc_node *node, const gln_cooc_options *options,
                          node_room *room, size_t *n_out, gln_error *err)
{
    size_t n = 0, capacity = room->capacity;
    const gln_cooc_pair *pairs = NULL;
    gln_status status = gln_cooc_view__pairs(view, node, &room->pairs, &pairs, err);
    if (status != GLN_OK) {
        return status;
    }
    ranked *items = gln_memory__grown(room->items, &capacity, node->n_pairs + 1, sizeof *items);
    if (!items) {
        return gln_error__nomem(err);
    }
    room->items = items;
    double *ln_p = gln_memory__grown(room->ln_p, &room->capacity, node->n_pairs + 1, sizeof *ln_p);
    if (!ln_p) {
        return gln_error__nomem(err);
    }
    room->ln_p = ln_p;
    for (size_t i = 0; i < node->n_pairs; i++) {
        const gln_cooc_pair *pair = &pairs[i];
        uint64_t observed = options->counting == GLN_COOC_PAIRS ? pair->pairs : pair->observed;
        if (pair->c1 > 0 && observed > 0 && observed >= options->min_count) {
            candidate c = measure(view, node, pair, options->counting);
            items[n++] = (ranked){pair, c.rank, c.ln_p};
        }
    }
    if (n) {
        qsort(items, n, sizeof *items, by_rank);
    }
    for (size_t i = 0; i < n; i++) {
        ln_p[i] = items[i].ln_p;
    }
    *n_out = n;
    return gln_padjust__apply(GLN_PADJUST_BH, ln_p, n, ln_p, NULL, err);
}

static const char *direction_of(const candidate *c)
{
    double observed = (double)c->observed;
    return observed > c->m.expected ? "attraction" : observed < c->m.expected ? "repulsion" : "none";
}

static void put_measures(gln_table *table, const candidate *c)
{
    gln_table_set_number(table, EXPECTED, c->m.expected);
    gln_table_set_number(table, G2, c->m.g2);
    gln_table_set_number(table, SIMPLE_LL, c->m.simple_ll);
    gln_table_set_number(table, LOG_DICE, c->m.log_dice);
    gln_table_set_number(table, NPMI, c->m.npmi);
    gln_table_set_number(table, PMI, c->m.pmi);
    gln_table_set_number(table, MI3, c->m.mi3);
    gln_table_set_number(table, T, c->m.t);
    gln_table_set_number(table, DELTA_P_1, c->m.delta_p_2given1);
    gln_table_set_number(table, DELTA_P_2, c->m.delta_p_1given2);
    gln_table_set_number(table, LOG_OR, c->m.log_or);
    gln_table_set_number(table, LOG_OR_LOW, c->m.log_or_low);
    gln_table_set_number(table, LOG_OR_HIGH, c->m.log_or_high);
    gln_table_set_number(table, G2_LN_P, c->ln_p);
}

/* The measures without a column; exact tests need a 2x2 table. */
static void put_all(gln_table *table, const candidate *c, const gln_cooc_node *node, bool pairs, gln_buffer *room)
{
    gln_assoc_exact e = {GLN_STATS_OK, NAN, NAN, NAN, NAN};
    if (!pairs) {
        gln_assoc__fisher(c->observed, node->f1, c->f2, node->n, &e);
    }
    const gln_measured values[] = {
        {"mi2", c->m.mi2},
        {"local_mi", c->m.local_mi},
        {"z", c->m.z},
        {"chi2", c->m.chi2},
        {"chi2_yates", c->m.chi2_yates},
        {"g2_signed", c->m.g2_signed},
        {"dice", c->m.dice},
        {"jaccard", c->m.jaccard},
        {"min_sensitivity", c->m.min_sensitivity},
        {"ratio_low", c->m.ratio_low},
        {"ratio_high", c->m.ratio_high},
        {"phi2", c->m.phi2},
        {"fisher_attraction_ln_p", e.ln_attraction},
        {"fisher_repulsion_ln_p", e.ln_repulsion},
        {"collostruction", e.collostruction},
    };
    gln_measured__object(room, values, sizeof values / sizeof *values);
    gln_table_set_text(table, MEASURES, gln_buffer__slice(room));
}

static void put_node(gln_table *table, const gln_cooc_view *view, const gln_cooc_node *node, bool pairs)
{
    gln_table_row(table);
    gln_table_set_text(table, NODE, node->term);
    gln_table_set_integer(table, NODE_COUNT, node->occurrences);
    gln_table_set_integer(table, NODE_CONTEXTS, pairs ? node->occurrences : node->f1);
    gln_table_set_integer(table, TOTAL, pairs ? view->n_tokens : node->n);
}

static gln_status put_rows(const gln_cooc_view *view, const gln_cooc_node *node, const gln_cooc_options *options,
                           node_room *room, gln_table *table, gln_error *err)
{
    size_t n = 0;
    bool pairs = options->counting == GLN_COOC_PAIRS;
    gln_status status = collect(view, node, options, room, &n, err);
    if (status != GLN_OK) {
        return status;
    }
    if (n == 0) {
        put_node(table, view, node, pairs);
        gln_table_set_text(table, COLLOCATE, GLN_LIT(""));
        gln_table_set_text(table, STATUS, node->occurrences ? GLN_LIT("no_collocates") : GLN_LIT("no_hits"));
    }
    size_t shown = options->top && options->top < n ? options->top : n;
    for (size_t i = 0; i < shown; i++) {
        const candidate made = measure(view, node, room->items[i].pair, options->counting), *c = &made;
        bool defined = !isnan(c->m.expected);
        put_node(table, view, node, pairs);
        gln_table_set_text(table, COLLOCATE, c->text);
        gln_table_set_integer(table, OBSERVED, c->observed);
        gln_table_set_integer(table, COLLOCATE_COUNT, c->f2);
        gln_table_set_integer(table, ARTICLES_WITH, c->pair->articles_with);
        if (defined) {
            put_measures(table, c);
            if (options->all_measures) {
                put_all(table, c, node, pairs, &room->text);
            }
            gln_table_set_text(table, DIRECTION, gln_slice_of(direction_of(c)));
            gln_table_set_number(table, P_ADJ, room->ln_p[i] < LEAST_LN_P ? NAN : exp(room->ln_p[i]));
            gln_table_set_number(table, LN_P_ADJ, room->ln_p[i]);
        }
        bool whole = defined && (pairs || (!isnan(c->m.delta_p_2given1) && !isnan(c->m.npmi)));
        gln_table_set_text(table, STATUS, gln_slice_of(!whole ? "degenerate" : pairs ? "pairs" : "ok"));
    }
    return room->text.failed ? gln_error__nomem(err) : GLN_OK;
}

gln_status gln_cooc_table(const gln_cooc *counter, const gln_cooc_options *options, gln_table **out, gln_error *err)
{
    const gln_cooc_options usual = GLN_COOC_OPTIONS_INIT;
    options = options ? options : &usual;
    gln_cooc_view view = {0};
    node_room room = {0};
    gln_table *table = NULL;
    gln_status status = gln_cooc__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    if (options->counting == GLN_COOC_PAIRS && view.context != GLN_CONTEXT_WINDOW) {
        status = gln_error_set(err, GLN_ERR_USAGE, "pairs are counted in windows only; choose a window, or surface");
    }
    if (status == GLN_OK) {
        status = gln_table_new("cooc", "Collocations", fields, N_FIELDS, &table, err);
    }
    for (size_t i = 0; i < view.n_nodes && status == GLN_OK; i++) {
        status = put_rows(&view, &view.nodes[i], options, &room, table, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    if (status == GLN_OK) {
        *out = table;
        table = NULL;
    }
    gln_table_free(table);
    free(room.items);
    free(room.ln_p);
    gln_buffer__free(&room.text);
    gln_buffer__free(&room.pairs);
    gln_cooc_view__free(&view);
    return status;
}
