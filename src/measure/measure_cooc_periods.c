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

/* A collocate in a period, beside its articles. */
typedef struct detail {
    uint64_t observed;
    double expected, g2, log_dice; /* NaN where it does not occur */
} detail;

/* A collocate of the node in hand. */
typedef struct company {
    gln_slice text;
    const uint32_t *with; /* articles by period */
    uint64_t articles;
    double chi2, ln_p, ln_p_adj, min_expected;
    size_t peak;
} company;

/* A node. Its collocates are the words with min_count articles, in `with` by number in words. */
typedef struct profile {
    gln_slice node;
    uint64_t *articles; /* with the node, by period */
    uint64_t n_articles;
    gln_intern words;
    uint32_t *with;   /* words x periods: articles with both */
    company *company; /* ranked */
    size_t n;
    size_t m, m_before; /* tests of changes; against the periods before */
    size_t shown;
    uint32_t *place_of;                  /* by word: its place among those shown, or GLN_NO_ID */
    detail *details;                     /* shown x periods, like the next */
    double *ln_p_before, *ln_p_adjusted; /* against the period before */
} profile;

typedef struct periods_of {
    const gln_cooc *counter;
    const gln_cooc_options *options;
    gln_periods periods;
    size_t n;
    profile *nodes;
    size_t n_nodes;
    gln_buffer room;
} periods_of;

/* ---- counts by period -------------------------------------------------------------------------------------------- */

static int32_t month_of(int64_t day)
{
    gln_date date = gln_date_of_days(day);
    return 12 * date.year + date.month - 1;
}

static gln_status find_periods(gln_by by, periods_of *out, gln_error *err)
{
    int32_t first, last;
    if (!gln_cooc__months(out->counter, &first, &last)) {
        return GLN_OK;
    }
    gln_date from = {(int16_t)(first / 12), (int8_t)(first % 12 + 1), 1};
    gln_date to = {(int16_t)(last / 12), (int8_t)(last % 12 + 1), 0};
    gln_status status = gln_periods__of(by, from, to, NULL, 0, &out->periods, err);
    if (status == GLN_OK && out->periods.n > MOST_PERIODS) {
        status = gln_error_set(err, GLN_ERR_USAGE, "%zu periods; take longer ones (at most %d)", out->periods.n,
                               MOST_PERIODS);
    }
    out->n = status == GLN_OK ? out->periods.n : 0;
    return status;
}

/* What is done with the pairs of a node in a stretch of periods; k is the first of them. */
typedef gln_status pair_taker(const periods_of *p, profile *of, const gln_cooc_view *view, const gln_cooc_node *at,
                              const gln_cooc_pair *pairs, size_t k, gln_error *err);

/* Only the counts of one stretch are in memory at a time. */
static gln_status each_node(periods_of *p, size_t first, size_t last, pair_taker *take, gln_error *err)
{
    gln_cooc *counts = NULL;
    gln_cooc_view view;
    const gln_period *items = p->periods.items;
    gln_status status =
        gln_cooc__between(p->counter, month_of(items[first].start), month_of(items[last].end), &counts, err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_cooc__view(counts, &view, err);
    if (status != GLN_OK) {
        gln_cooc_free(counts);
        return status;
    }
    for (size_t i = 0; i < p->n_nodes && status == GLN_OK; i++) {
        const gln_cooc_pair *pairs = NULL;
        status = gln_cooc_view__pairs(&view, &view.nodes[i], &p->room, &pairs, err);
        if (status == GLN_OK) {
            status = take(p, &p->nodes[i], &view, &view.nodes[i], pairs, first, err);
        }
    }
    gln_cooc_view__free(&view);
    gln_cooc_free(counts);
    return status;
}

/* Of all periods together: the collocates. */
static gln_status take_words(const periods_of *p, profile *of, const gln_cooc_view *view, const gln_cooc_node *at,
                             const gln_cooc_pair *pairs, size_t k, gln_error *err)
{
    uint64_t least = p->options->min_count > 1 ? p->options->min_count : 1;
    size_t cells;
    (void)k;
    of->n_articles = at->articles_with;
    for (size_t i = 0; i < at->n_pairs; i++) { /* where c1 is 0 it is the node itself */
        if (pairs[i].c1 && pairs[i].articles_with >= least &&
            gln_intern__add(&of->words, view->words[pairs[i].word].text) == GLN_NO_ID) {
            return gln_error__nomem(err);
        }
    }
    of->with = gln_size__mul(of->words.count, p->n, &cells) ? gln_memory__zeroed(cells, sizeof *of->with) : NULL;
    return of->with ? GLN_OK : gln_error__nomem(err);
}

/* Of one period: articles. */
static gln_status take_articles(const periods_of *p, profile *of, const gln_cooc_view *view, const gln_cooc_node *at,
                                const gln_cooc_pair *pairs, size_t k, gln_error *err)
{
    (void)err;
    of->articles[k] = at->articles_with;
    for (size_t i = 0; i < at->n_pairs; i++) {
        uint32_t word = gln_intern__find(&of->words, view->words[pairs[i].word].text);
        if (word != GLN_NO_ID && pairs[i].c1) {
            of->with[word * p->n + k] = (uint32_t)pairs[i].articles_with;
        }
    }
    return GLN_OK;
}

/* Of one period: all about the collocates that are shown. */
static gln_status take_details(const periods_of *p, profile *of, const gln_cooc_view *view, const gln_cooc_node *at,
                               const gln_cooc_pair *pairs, size_t k, gln_error *err)
{
    (void)err;
    for (size_t i = 0; i < at->n_pairs; i++) {
        uint32_t word = gln_intern__find(&of->words, view->words[pairs[i].word].text);
        if (word == GLN_NO_ID || of->place_of[word] == GLN_NO_ID || !pairs[i].c1 || !pairs[i].articles_with) {
            continue;
        }
        gln_assoc m;
        gln_assoc__measure(pairs[i].observed, at->f1, pairs[i].c1, at->n, &m);
        of->details[of->place_of[word] * p->n + k] = (detail){pairs[i].observed, m.expected, m.g2, m.log_dice};
    }
    return GLN_OK;
}

/* ---- a node's company -------------------------------------------------------------------------------------------- */

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
        double left = (double)c->with[k] - expected;
        c->chi2 += share < 1 ? left * left / (expected * (1 - share)) : 0;
        c->min_expected = fmin(c->min_expected, fmin(expected, articles - expected));
        bool more = of->articles[c->peak] == 0 ||
                    (double)c->with[k] * (double)of->articles[c->peak] > (double)c->with[c->peak] * articles;
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
    gln_table2x2__fisher((gln_table2x2){c->with[k], of->articles[k], c->with[last], of->articles[last]}, &test);
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

/* The collocates ranked by their change. */
static gln_status rank_company(const periods_of *p, profile *of, gln_error *err)
{
    of->n = of->words.count;
    of->company = gln_memory__zeroed(of->n, sizeof *of->company);
    double *ln_p = gln_memory__array(of->n, sizeof *ln_p);
    gln_status status = of->company && ln_p ? GLN_OK : gln_error__nomem(err);
    for (size_t w = 0; w < of->n && status == GLN_OK; w++) {
        company *c = &of->company[w];
        *c = (company){.text = of->words.items[w], .with = &of->with[w * p->n]};
        for (size_t k = 0; k < p->n; k++) {
            c->articles += c->with[k];
        }
        test_company(p, of, c);
        ln_p[w] = c->ln_p;
    }
    if (status == GLN_OK) {
        status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, of->n, ln_p, &of->m, err);
    }
    for (size_t i = 0; i < of->n && status == GLN_OK; i++) {
        of->company[i].ln_p_adj = ln_p[i];
    }
    if (status == GLN_OK && of->n) {
        qsort(of->company, of->n, sizeof *of->company, by_change);
    }
    free(ln_p);
    return status;
}

/* Each period against the one before, for all collocates, of which those shown are kept. */
static gln_status test_steps(const periods_of *p, profile *of, gln_error *err)
{
    size_t cells = 0, kept = of->shown * p->n;
    bool room = gln_size__mul(of->n, p->n, &cells);
    of->ln_p_before = gln_memory__array(kept, sizeof(double));
    of->ln_p_adjusted = gln_memory__array(kept, sizeof(double));
    double *ln_p = room ? gln_memory__array(cells, sizeof *ln_p) : NULL;
    gln_status status = ln_p && of->ln_p_before && of->ln_p_adjusted ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; status == GLN_OK && i < cells; i++) {
        ln_p[i] = step_ln_p(p, of, &of->company[i / p->n], i % p->n);
    }
    if (status == GLN_OK && kept) {
        memcpy(of->ln_p_before, ln_p, kept * sizeof *ln_p);
    }
    if (status == GLN_OK) {
        status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, cells, ln_p, &of->m_before, err);
    }
    if (status == GLN_OK && kept) {
        memcpy(of->ln_p_adjusted, ln_p, kept * sizeof *ln_p);
    }
    free(ln_p);
    return status;
}

/* All that is known of a node once the articles are counted, and room for the details of what is shown. */
static gln_status judge(const periods_of *p, profile *of, gln_error *err)
{
    gln_status status = rank_company(p, of, err);
    of->shown = p->options->top && p->options->top < of->n ? p->options->top : of->n;
    if (status == GLN_OK) {
        status = test_steps(p, of, err);
    }
    size_t cells;
    of->place_of = gln_memory__array(of->n, sizeof *of->place_of);
    of->details = gln_size__mul(of->shown, p->n, &cells) ? gln_memory__array(cells, sizeof *of->details) : NULL;
    if (status != GLN_OK || !of->place_of || !of->details) {
        return status == GLN_OK ? gln_error__nomem(err) : status;
    }
    for (size_t i = 0; i < of->n; i++) {
        size_t word = p->n ? (size_t)(of->company[i].with - of->with) / p->n : 0;
        of->place_of[word] = i < of->shown ? (uint32_t)i : GLN_NO_ID;
    }
    for (size_t i = 0; i < cells; i++) {
        of->details[i] = (detail){0, (double)NAN, (double)NAN, (double)NAN};
    }
    return GLN_OK;
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

static void put_change(gln_table *table, const periods_of *p, const profile *of, const company *c)
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
    gln_table_set_integer(table, M, of->m);
    gln_table_set_number(table, SHARE, (double)c->articles / (double)of->n_articles);
    gln_table_set_text(table, PEAK, p->periods.items[c->peak].label);
    gln_table_set_number(table, PEAK_SHARE, (double)c->with[c->peak] / (double)of->articles[c->peak]);
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

/* The row of the collocate that is shown at place i, in period k. */
static void put_period(gln_table *table, const periods_of *p, const profile *of, size_t i, size_t k)
{
    const gln_period *period = &p->periods.items[k];
    const company *c = &of->company[i];
    const detail *at = &of->details[i * p->n + k];
    size_t last = before(p, of, k);
    char date[GLN_DATE_SIZE];
    gln_table_row(table);
    gln_table_set_text(table, E_NODE, of->node);
    gln_table_set_text(table, E_COLLOCATE, c->text);
    gln_table_set_text(table, E_PERIOD, period->label);
    gln_table_set_text(table, E_START, gln_slice_of(gln_period__date(period->start, date)));
    gln_table_set_text(table, E_END, gln_slice_of(gln_period__date(period->end, date)));
    gln_table_set_integer(table, E_NODE_ARTICLES, of->articles[k]);
    gln_table_set_integer(table, E_M, of->m_before);
    if (of->articles[k]) {
        gln_table_set_integer(table, E_ARTICLES, c->with[k]);
        gln_table_set_number(table, E_SHARE, (double)c->with[k] / (double)of->articles[k]);
        gln_table_set_integer(table, E_OBSERVED, at->observed);
        gln_table_set_number(table, E_EXPECTED, at->expected);
        gln_table_set_number(table, E_G2, at->g2);
        gln_table_set_number(table, E_LOG_DICE, at->log_dice);
    }
    if (of->articles[k] && last < p->n) {
        gln_table_set_number(table, E_ODDS, log_odds(c->with[k], of->articles[k], c->with[last], of->articles[last]));
        set_p(table, E_P, of->ln_p_before[i * p->n + k]);
        set_p(table, E_P_ADJ, of->ln_p_adjusted[i * p->n + k]);
    }
    gln_table_set_text(table, E_STATUS,
                       !of->articles[k] ? GLN_LIT("no_node")
                       : last == p->n   ? GLN_LIT("first")
                                        : GLN_LIT("ok"));
}

static void put_node(const periods_of *p, const profile *of, gln_table *change, gln_table *each)
{
    if (of->n == 0) {
        gln_table_row(change);
        gln_table_set_text(change, NODE, of->node);
        gln_table_set_text(change, COLLOCATE, GLN_LIT(""));
        gln_table_set_text(change, STATUS, of->n_articles ? GLN_LIT("no_collocates") : GLN_LIT("no_hits"));
    }
    for (size_t i = 0; i < of->shown; i++) {
        put_change(change, p, of, &of->company[i]);
        for (size_t k = 0; k < p->n; k++) {
            put_period(each, p, of, i, k);
        }
    }
}

static gln_status open_nodes(periods_of *p, gln_error *err)
{
    const gln_matcher *matcher = gln_cooc__options(p->counter)->matcher;
    p->nodes = gln_memory__zeroed(gln_matcher_n_terms(matcher), sizeof *p->nodes);
    for (; p->nodes && p->n_nodes < gln_matcher_n_terms(matcher); p->n_nodes++) {
        profile *of = &p->nodes[p->n_nodes];
        of->node = gln_matcher_term(matcher, p->n_nodes);
        of->articles = gln_memory__zeroed(p->n, sizeof *of->articles);
        if (!of->articles) {
            break;
        }
    }
    return p->nodes && p->n_nodes == gln_matcher_n_terms(matcher) ? GLN_OK : gln_error__nomem(err);
}

static void close_periods(periods_of *p)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        profile *of = &p->nodes[i];
        free(of->articles);
        gln_intern__clear(&of->words);
        free(of->with);
        free(of->company);
        free(of->place_of);
        free(of->details);
        free(of->ln_p_before);
        free(of->ln_p_adjusted);
    }
    free(p->nodes);
    gln_buffer__free(&p->room);
    gln_periods__free(&p->periods);
}

/* Three walks: which words, in how many articles of each period, and the details of what is shown. */
static gln_status make_profiles(gln_by by, periods_of *p, gln_error *err)
{
    gln_status status = find_periods(by, p, err);
    if (status == GLN_OK) {
        status = open_nodes(p, err);
    }
    if (status == GLN_OK && p->n) {
        status = each_node(p, 0, p->n - 1, take_words, err);
    }
    for (size_t k = 0; k < p->n && status == GLN_OK; k++) {
        status = each_node(p, k, k, take_articles, err);
    }
    for (size_t i = 0; i < p->n_nodes && status == GLN_OK; i++) {
        status = judge(p, &p->nodes[i], err);
    }
    for (size_t k = 0; k < p->n && status == GLN_OK; k++) {
        status = each_node(p, k, k, take_details, err);
    }
    return status;
}

gln_status gln_cooc_periods(const gln_cooc *counter, gln_by by, const gln_cooc_options *options, gln_table **change,
                            gln_table **each, gln_error *err)
{
    const gln_cooc_options usual = GLN_COOC_OPTIONS_INIT;
    periods_of p = {.counter = counter, .options = options ? options : &usual};
    gln_table *first = NULL, *second = NULL;
    if (!gln_cooc__options(counter)->monthly || by < GLN_BY_MONTH) {
        return gln_error_set(err, GLN_ERR_USAGE, "the company of a word is looked at by month, quarter or year");
    }
    gln_status status = make_profiles(by, &p, err);
    if (status == GLN_OK) {
        status = gln_table_new("cooc_change", "How the company of the terms changes", fields, N_FIELDS, &first, err);
    }
    if (status == GLN_OK) {
        status =
            gln_table_new("cooc_periods", "The company of the terms by period", each_fields, E_FIELDS, &second, err);
    }
    for (size_t i = 0; i < p.n_nodes && status == GLN_OK; i++) {
        put_node(&p, &p.nodes[i], first, second);
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
