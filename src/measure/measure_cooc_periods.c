/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the company of a word changes: collocates by period, tested on articles. */
#include "core/intern.h"
#include "count/cooc_view.h"
#include "count/count_job.h"
#include "guanlan/collocation.h"
#include "measure/measure_period.h"
#include "stats/assoc.h"
#include "stats/padjust.h"
#include "stats/table2x2.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PERIODS = 400, SPARSE = 5 };

/* A collocate in a period. */
typedef struct cell {
    uint64_t articles, observed;
    double expected, g2, log_dice; /* NaN where it does not occur */
} cell;

/* A collocate of the node in hand. */
typedef struct company {
    gln_slice text;
    const cell *cells; /* by period */
    uint64_t articles;
    double chi2, ln_p, ln_p_adj, min_expected;
    size_t peak;
} company;

/* The node in hand. */
typedef struct profile {
    gln_slice node;
    uint64_t *articles; /* with the node, by period */
    uint64_t n_articles;
    gln_intern words;
    gln_buffer pairs; /* room */
    cell *cells;      /* words x periods */
    size_t cell_capacity;
    company *company;
    size_t n;
    double *ln_p, *ln_p_before; /* by collocate; by collocate and period */
} profile;

typedef struct periods_of {
    const gln_cooc *counter;
    const gln_cooc_options *options;
    gln_periods periods;
    gln_cooc **counts;    /* by period */
    gln_cooc_view *views; /* by period */
    size_t n;
} periods_of;

/* ---- counts by period -------------------------------------------------------------------------------------------- */

static int32_t month_of(int64_t day)
{
    gln_date date = gln_date_of_days(day);
    return 12 * date.year + date.month - 1;
}

static gln_status open_periods(gln_by by, periods_of *out, gln_error *err)
{
    int32_t first, last;
    if (!gln_cooc__months(out->counter, &first, &last)) {
        return GLN_OK;
    }
    gln_date from = {(int16_t)(first / 12), (int8_t)(first % 12 + 1), 1};
    gln_date to = {(int16_t)(last / 12), (int8_t)(last % 12 + 1), 0};
    gln_status status = gln_periods__of(by, from, to, NULL, 0, &out->periods, err);
    if (status == GLN_OK && out->periods.n > MOST_PERIODS) {
        return gln_error_set(err, GLN_ERR_USAGE, "%zu periods; take longer ones (at most %d)", out->periods.n,
                             MOST_PERIODS);
    }
    out->counts = status == GLN_OK ? gln_memory__zeroed(out->periods.n, sizeof(gln_cooc *)) : NULL;
    out->views = status == GLN_OK ? gln_memory__zeroed(out->periods.n, sizeof *out->views) : NULL;
    if (status == GLN_OK && !(out->counts && out->views)) {
        status = gln_error__nomem(err);
    }
    for (; status == GLN_OK && out->n < out->periods.n; out->n++) {
        const gln_period *period = &out->periods.items[out->n];
        status =
            gln_cooc__between(out->counter, month_of(period->start), month_of(period->end), &out->counts[out->n], err);
        if (status == GLN_OK) {
            status = gln_cooc__view(out->counts[out->n], &out->views[out->n], err);
        }
    }
    return status;
}

static void close_periods(periods_of *p)
{
    for (size_t i = 0; p->counts && p->views && i < p->periods.n; i++) {
        gln_cooc_view__free(&p->views[i]);
        gln_cooc_free(p->counts[i]);
    }
    free(p->views);
    union {
        gln_cooc **typed;
        void *any;
    } counts = {p->counts};
    free(counts.any);
    gln_periods__free(&p->periods);
}

/* ---- a node's company -------------------------------------------------------------------------------------------- */

static gln_status take_cells(const periods_of *p, size_t node, profile *out, gln_error *err)
{
    for (size_t k = 0; k < p->n; k++) {
        const gln_cooc_view *view = &p->views[k];
        const gln_cooc_node *at = &view->nodes[node];
        out->articles[k] = at->articles_with;
        out->n_articles += at->articles_with;
        const gln_cooc_pair *pairs = NULL;
        gln_status status = gln_cooc_view__pairs(view, at, &out->pairs, &pairs, err);
        if (status != GLN_OK) {
            return status;
        }
        for (size_t i = 0; i < at->n_pairs; i++) {
            const gln_cooc_pair *pair = &pairs[i];
            size_t known = out->words.count;
            if (pair->c1 == 0 || pair->articles_with == 0) {
                continue; /* the node itself */
            }
            uint32_t word = gln_intern__add(&out->words, view->words[pair->word].text);
            cell *grown = word == GLN_NO_ID ? NULL
                                            : gln_memory__grown(out->cells, &out->cell_capacity,
                                                                out->words.count * p->n, sizeof *grown);
            if (!grown) {
                return gln_error__nomem(err);
            }
            out->cells = grown;
            for (size_t j = known * p->n; j < out->words.count * p->n; j++) {
                grown[j] = (cell){0, 0, (double)NAN, (double)NAN, (double)NAN};
            }
            gln_assoc m;
            gln_assoc__measure(pair->observed, at->f1, pair->c1, at->n, &m);
            grown[(size_t)word * p->n + k] = (cell){pair->articles_with, pair->observed, m.expected, m.g2, m.log_dice};
        }
    }
    return GLN_OK;
}

/* Pearson's chi-square of articles with and without the collocate over the periods that have the node. */
static void test_company(const periods_of *p, const profile *of, company *c)
{
    double share = (double)c->articles / (double)of->n_articles;
    size_t n = 0;
    c->chi2 = 0;
    c->min_expected = (double)INFINITY;
    for (size_t k = 0; k < p->n; k++) {
        double articles = (double)of->articles[k], expected = articles * share;
        if (articles == 0) {
            continue;
        }
        n++;
        double left = (double)c->cells[k].articles - expected;
        c->chi2 += share < 1 ? left * left / (expected * (1 - share)) : 0;
        c->min_expected = fmin(c->min_expected, fmin(expected, articles - expected));
        bool more = of->articles[c->peak] == 0 || (double)c->cells[k].articles * (double)of->articles[c->peak] >
                                                      (double)c->cells[c->peak].articles * articles;
        c->peak = more ? k : c->peak;
    }
    c->ln_p = n < 2 ? (double)NAN : share < 1 ? gln_stats__ln_chisq_sf(c->chi2, (double)(n - 1)) : 0;
}

/* The period with the node before k; n where there is none. */
static size_t before(const periods_of *p, const profile *of, size_t k)
{
    while (k-- > 0) {
        if (of->articles[k]) {
            return k;
        }
    }
    return p->n;
}

/* ln p of a collocate's share in a period against the one before; NaN where there is nothing to compare. */
static double step_ln_p(const periods_of *p, const profile *of, const company *c, size_t k)
{
    size_t last = before(p, of, k);
    gln_exact_test test;
    if (last == p->n || of->articles[k] == 0) {
        return (double)NAN;
    }
    gln_table2x2__fisher(
        (gln_table2x2){c->cells[k].articles, of->articles[k], c->cells[last].articles, of->articles[last]}, &test);
    return fmin(0, test.ln_two_sided);
}

static int by_change(const void *a, const void *b)
{
    const company *x = a, *y = b;
    double p = isnan(x->ln_p_adj) ? 1 : x->ln_p_adj, q = isnan(y->ln_p_adj) ? 1 : y->ln_p_adj;
    if (p != q) {
        return p < q ? -1 : 1;
    }
    if (x->ln_p != y->ln_p && !isnan(x->ln_p) && !isnan(y->ln_p)) {
        return x->ln_p < y->ln_p ? -1 : 1;
    }
    if (x->articles != y->articles) {
        return x->articles > y->articles ? -1 : 1;
    }
    return gln_slice_compare(x->text, y->text);
}

static gln_status find_company(const periods_of *p, profile *of, size_t *m, gln_error *err)
{
    uint64_t least = p->options->min_count > 1 ? p->options->min_count : 1;
    of->company = gln_memory__zeroed(of->words.count, sizeof *of->company);
    of->ln_p = gln_memory__array(of->words.count, sizeof *of->ln_p);
    if (!of->company || !of->ln_p) {
        return gln_error__nomem(err);
    }
    for (size_t w = 0; w < of->words.count; w++) {
        company *c = &of->company[of->n];
        *c = (company){.text = of->words.items[w], .cells = &of->cells[w * p->n]};
        for (size_t k = 0; k < p->n; k++) {
            c->articles += c->cells[k].articles;
        }
        if (c->articles >= least) {
            test_company(p, of, c);
            of->ln_p[of->n++] = c->ln_p;
        }
    }
    gln_status status = gln_padjust__apply(GLN_PADJUST_BH, of->ln_p, of->n, of->ln_p, m, err);
    for (size_t i = 0; i < of->n; i++) {
        of->company[i].ln_p_adj = of->ln_p[i];
    }
    if (status == GLN_OK && of->n) {
        qsort(of->company, of->n, sizeof *of->company, by_change);
    }
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

enum {
    NODE,
    COLLOCATE,
    ARTICLES,
    NODE_ARTICLES,
    CHI2,
    DF,
    P,
    LN_P,
    P_ADJ,
    M,
    PEAK,
    PEAK_SHARE,
    SHARE,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"node", GLN_TYPE_STRING, NULL, "Node", "the term as it was given"},
    {"collocate", GLN_TYPE_STRING, NULL, "Collocate", "a word near it, in its normalized form"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which the two stand together"},
    {"node_articles", GLN_TYPE_INTEGER, "articles", "Articles of the node", "articles that have the node"},
    {"chi2", GLN_TYPE_NUMBER, NULL, "Chi-square",
     "of the articles with and without the collocate, by period (Pearson 1900)"},
    {"df", GLN_TYPE_INTEGER, NULL, "Degrees of freedom", "periods with the node, less 1"},
    {"p", GLN_TYPE_NUMBER, "probability", "p",
     "that its share of the node's articles is the same in all periods; articles taken as independent"},
    {"ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p", "natural logarithm of p"},
    {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
     "adjusted over the node's collocates with --min-count articles or more (Benjamini and Hochberg 1995)"},
    {"m", GLN_TYPE_INTEGER, "tests", "Tests", "how many those are"},
    {"peak_period", GLN_TYPE_STRING, NULL, "Peak", "period in which its share is largest"},
    {"peak_share", GLN_TYPE_NUMBER, "share", "Share at the peak", "share of the node's articles that have it there"},
    {"share", GLN_TYPE_NUMBER, "share", "Share", "of all articles of the node"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; sparse: less than 5 articles are expected in some cell, so that p is rough; insufficient_data: fewer than "
     "two "
     "periods have the node; no_hits; no_collocates"},
};

enum {
    E_NODE,
    E_COLLOCATE,
    E_PERIOD,
    E_START,
    E_END,
    E_NODE_ARTICLES,
    E_ARTICLES,
    E_SHARE,
    E_OBSERVED,
    E_EXPECTED,
    E_G2,
    E_LOG_DICE,
    E_ODDS,
    E_P,
    E_P_ADJ,
    E_M,
    E_STATUS,
    E_FIELDS
};

static const gln_field each_fields[E_FIELDS] = {
    {"node", GLN_TYPE_STRING, NULL, "Node", "the term as it was given"},
    {"collocate", GLN_TYPE_STRING, NULL, "Collocate", "a word near it, in its normalized form"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "the period"},
    {"period_start", GLN_TYPE_DATE, NULL, "First day", "of the period"},
    {"period_end", GLN_TYPE_DATE, NULL, "Last day", "of the period"},
    {"node_articles", GLN_TYPE_INTEGER, "articles", "Articles of the node",
     "articles of the period that have the node"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles", "of those, with the collocate near it"},
    {"share", GLN_TYPE_NUMBER, "share", "Share", "articles_with / node_articles"},
    {"observed", GLN_TYPE_INTEGER, NULL, "Observed", "as in cooc, of the period"},
    {"expected", GLN_TYPE_NUMBER, NULL, "Expected", "as in cooc, of the period"},
    {"g2", GLN_TYPE_NUMBER, NULL, "G2", "log-likelihood ratio in the period (Dunning 1993)"},
    {"log_dice", GLN_TYPE_NUMBER, NULL, "logDice", "in the period (Rychly 2008)"},
    {"log_or_before", GLN_TYPE_NUMBER, "natural logarithm", "Log odds ratio to the period before",
     "of having the collocate, 1/2 added to each cell (Haldane 1956); the period before is the last with the node"},
    {"p_before", GLN_TYPE_NUMBER, "probability", "p against the period before",
     "Fisher's exact test on articles, two-sided (Fisher 1935)"},
    {"p_before_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
     "adjusted over all collocates of the node with --min-count articles and all periods (Benjamini and Hochberg "
     "1995)"},
    {"m", GLN_TYPE_INTEGER, "tests", "Tests", "how many those are"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; no_node: no article of the period has the node; first: none before"},
};

static void set_p(gln_table *table, size_t column, double ln_p)
{
    double p = exp(ln_p);
    gln_table_set_number(table, column, p > 1e-300 ? p : (double)NAN);
}

static void put_change(gln_table *table, const periods_of *p, const profile *of, const company *c, size_t m)
{
    size_t df = 0;
    for (size_t k = 0; k < p->n; k++) {
        df += of->articles[k] > 0;
    }
    gln_table_row(table);
    gln_table_set_text(table, NODE, of->node);
    gln_table_set_text(table, COLLOCATE, c->text);
    gln_table_set_integer(table, ARTICLES, c->articles);
    gln_table_set_integer(table, NODE_ARTICLES, of->n_articles);
    gln_table_set_integer(table, M, m);
    gln_table_set_number(table, SHARE, (double)c->articles / (double)of->n_articles);
    gln_table_set_text(table, PEAK, p->periods.items[c->peak].label);
    gln_table_set_number(table, PEAK_SHARE, (double)c->cells[c->peak].articles / (double)of->articles[c->peak]);
    gln_table_set_text(table, STATUS,
                       df < 2                     ? GLN_LIT("insufficient_data")
                       : c->min_expected < SPARSE ? GLN_LIT("sparse")
                                                  : GLN_LIT("ok"));
    gln_table_set_integer(table, DF, df ? df - 1 : 0);
    if (df >= 2) {
        gln_table_set_number(table, CHI2, c->chi2);
        set_p(table, P, c->ln_p);
        gln_table_set_number(table, LN_P, c->ln_p);
        set_p(table, P_ADJ, c->ln_p_adj);
    }
}

static double log_odds(uint64_t a, uint64_t n, uint64_t b, uint64_t m)
{
    return log(((double)a + .5) / ((double)(n - a) + .5)) - log(((double)b + .5) / ((double)(m - b) + .5));
}

static void put_period(gln_table *table, const periods_of *p, const profile *of, const company *c, size_t k,
                       double ln_p, double ln_p_adj, size_t m)
{
    const gln_period *period = &p->periods.items[k];
    const cell *at = &c->cells[k];
    size_t last = before(p, of, k);
    char date[GLN_DATE_SIZE];
    gln_table_row(table);
    gln_table_set_text(table, E_NODE, of->node);
    gln_table_set_text(table, E_COLLOCATE, c->text);
    gln_table_set_text(table, E_PERIOD, period->label);
    gln_table_set_text(table, E_START, gln_slice_of(gln_period__date(period->start, date)));
    gln_table_set_text(table, E_END, gln_slice_of(gln_period__date(period->end, date)));
    gln_table_set_integer(table, E_NODE_ARTICLES, of->articles[k]);
    gln_table_set_integer(table, E_M, m);
    if (of->articles[k]) {
        gln_table_set_integer(table, E_ARTICLES, at->articles);
        gln_table_set_number(table, E_SHARE, (double)at->articles / (double)of->articles[k]);
        gln_table_set_integer(table, E_OBSERVED, at->observed);
        gln_table_set_number(table, E_EXPECTED, at->expected);
        gln_table_set_number(table, E_G2, at->g2);
        gln_table_set_number(table, E_LOG_DICE, at->log_dice);
    }
    if (of->articles[k] && last < p->n) {
        gln_table_set_number(table, E_ODDS,
                             log_odds(at->articles, of->articles[k], c->cells[last].articles, of->articles[last]));
        set_p(table, E_P, ln_p);
        set_p(table, E_P_ADJ, ln_p_adj);
    }
    gln_table_set_text(table, E_STATUS,
                       !of->articles[k] ? GLN_LIT("no_node")
                       : last == p->n   ? GLN_LIT("first")
                                        : GLN_LIT("ok"));
}

static gln_status put_node(const periods_of *p, profile *of, gln_table *change, gln_table *each, gln_error *err)
{
    size_t m = 0, m_each = 0, cells;
    double *adjusted = NULL;
    gln_status status = find_company(p, of, &m, err);
    bool room = status == GLN_OK && gln_size__mul(of->n, p->n, &cells);
    of->ln_p_before = room ? gln_memory__array(cells, sizeof(double)) : NULL;
    adjusted = room ? gln_memory__array(cells, sizeof(double)) : NULL;
    if (status == GLN_OK && !(of->ln_p_before && adjusted)) {
        status = gln_error__nomem(err);
    }
    for (size_t i = 0; status == GLN_OK && i < of->n * p->n; i++) {
        of->ln_p_before[i] = step_ln_p(p, of, &of->company[i / p->n], i % p->n);
    }
    if (status == GLN_OK) {
        status = gln_padjust__apply(GLN_PADJUST_BH, of->ln_p_before, of->n * p->n, adjusted, &m_each, err);
    }
    if (status == GLN_OK && of->n == 0) {
        gln_table_row(change);
        gln_table_set_text(change, NODE, of->node);
        gln_table_set_text(change, COLLOCATE, GLN_LIT(""));
        gln_table_set_text(change, STATUS, of->n_articles ? GLN_LIT("no_collocates") : GLN_LIT("no_hits"));
    }
    size_t shown = p->options->top && p->options->top < of->n ? p->options->top : of->n;
    for (size_t i = 0; i < shown && status == GLN_OK; i++) {
        put_change(change, p, of, &of->company[i], m);
        for (size_t k = 0; k < p->n; k++) {
            put_period(each, p, of, &of->company[i], k, of->ln_p_before[i * p->n + k], adjusted[i * p->n + k], m_each);
        }
    }
    free(adjusted);
    return status;
}

static gln_status one_node(const periods_of *p, size_t node, gln_slice name, gln_table *change, gln_table *each,
                           gln_error *err)
{
    profile of = {.node = name, .articles = gln_memory__zeroed(p->n, sizeof(uint64_t))};
    gln_status status = of.articles ? take_cells(p, node, &of, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = put_node(p, &of, change, each, err);
    }
    free(of.articles);
    free(of.cells);
    free(of.company);
    free(of.ln_p);
    free(of.ln_p_before);
    gln_intern__clear(&of.words);
    gln_buffer__free(&of.pairs);
    return status;
}

gln_status gln_cooc_periods(const gln_cooc *counter, gln_by by, const gln_cooc_options *options, gln_table **change,
                            gln_table **each, gln_error *err)
{
    const gln_cooc_options usual = GLN_COOC_OPTIONS_INIT;
    periods_of p = {.counter = counter, .options = options ? options : &usual};
    const gln_matcher *matcher = gln_cooc__options(counter)->matcher;
    gln_table *first = NULL, *second = NULL;
    if (!gln_cooc__options(counter)->monthly || by < GLN_BY_MONTH) {
        return gln_error_set(err, GLN_ERR_USAGE, "the company of a word is looked at by month, quarter or year");
    }
    gln_status status = open_periods(by, &p, err);
    if (status == GLN_OK) {
        status = gln_table_new("cooc_change", "How the company of the terms changes", fields, N_FIELDS, &first, err);
    }
    if (status == GLN_OK) {
        status =
            gln_table_new("cooc_periods", "The company of the terms by period", each_fields, E_FIELDS, &second, err);
    }
    for (size_t i = 0; i < gln_matcher_n_terms(matcher) && status == GLN_OK; i++) {
        status = one_node(&p, i, gln_matcher_term(matcher, i), first, second, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(first, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(second, err);
    }
    close_periods(&p);
    if (status != GLN_OK) {
        gln_table_free(first);
        gln_table_free(second);
        return status;
    }
    *change = first;
    *each = second;
    return GLN_OK;
}
