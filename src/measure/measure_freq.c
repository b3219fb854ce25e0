/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/frequency.h"

#include "count/freq_view.h"
#include "count/sorter.h"
#include "measure/measure_object.h"
#include "stats/dispersion.h"
#include "stats/rate.h"

#include <stdlib.h>

enum {
    TERM,
    MATCH,
    COUNT,
    DOC_FREQ,
    ISSUE_FREQ,
    RATE,
    RATE_LOW,
    RATE_HIGH,
    RATE_METHOD,
    DP_ARTICLES,
    DP_NORM_ARTICLES,
    BURCH_DA_ARTICLES,
    DP_ISSUES,
    JUILLAND_D_ISSUES,
    MEASURES,
    STATUS,
    N_FIELDS
};

static const char per_million[] = "per million tokens";

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word in its normalized form, or the term as it was given"},
    {"match", GLN_TYPE_STRING, NULL, "Match",
     "string: the term was looked for in the normalized text; word: whole tokens were"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences in all articles"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which it occurs"},
    {"issue_freq", GLN_TYPE_INTEGER, "issues", "Issues", "newspaper issues in which it occurs"},
    {"rate", GLN_TYPE_NUMBER, per_million, "Rate", "count per million tokens, which are words and numbers"},
    {"rate_low", GLN_TYPE_NUMBER, per_million, "Rate, low",
     "lower limit of the rate with articles as units, so that bursts widen it (Cochran 1977; Korn and Graubard 1998)"},
    {"rate_high", GLN_TYPE_NUMBER, per_million, "Rate, high", "upper limit of the same interval"},
    {"rate_method", GLN_TYPE_STRING, NULL, "Method",
     "clustered: limits from the variation between articles; exact: no hit, exact upper limit (Garwood 1936)"},
    {"dp_articles", GLN_TYPE_NUMBER, NULL, "DP, articles",
     "deviation of proportions over articles, 0 even, towards 1 in few articles (Gries 2008)"},
    {"dp_norm_articles", GLN_TYPE_NUMBER, NULL, "DPnorm, articles",
     "DP over articles divided by its greatest value, 0 even, 1 in one article (Lijffijt and Gries 2012)"},
    {"burch_da_articles", GLN_TYPE_NUMBER, NULL, "D_A, articles",
     "1 less half the mean difference of article rates over their mean, 1 even (Burch, Egbert and Biber 2017)"},
    {"dp_issues", GLN_TYPE_NUMBER, NULL, "DP, issues",
     "deviation of proportions over newspaper issues, 0 even, towards 1 in few issues (Gries 2008)"},
    {"juilland_d_issues", GLN_TYPE_NUMBER, NULL, "Juilland's D, issues",
     "1 less the variation coefficient of issue rates over sqrt(n-1), 1 even; near 1 for any term where issues are "
     "many (Juilland et al. 1970; Biber et al. 2016)"},
    {"measures", GLN_TYPE_OBJECT, NULL, "All measures",
     "with --measures all: every other measure of dispersion, over articles and over issues; else null"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; no_hits: no dispersion; no_tokens: nothing was selected; single_article, single_issue: no dispersion over "
     "one part; invalid_parts: more hits than tokens in a part"},
};

/* The corpus as parts, the same for all terms, and room for the parts of one term. */
typedef struct corpus {
    const gln_freq_view *view;
    gln_parts articles;
    gln_parts issues;
    uint64_t *issue_tokens; /* by issue */
    gln_cluster_sums base;  /* all articles, none with a hit */
    double conf;
    gln_cluster_memo rates;
    bool all_measures;
    gln_buffer text; /* room */
    uint64_t *hits;  /* room: n_docs each */
    uint64_t *sizes;
    double *scratch;
    gln_freq_reader reader;
} corpus;

static void add_part(gln_parts *parts, uint64_t size)
{
    if (size) {
        parts->min_size = parts->n && parts->min_size < size ? parts->min_size : size;
        parts->n++;
        parts->size += size;
    }
}

static void close_corpus(corpus *c)
{
    gln_buffer__free(&c->text);
    free(c->issue_tokens);
    free(c->hits);
    free(c->sizes);
    free(c->scratch);
    gln_freq_reader__clear(&c->reader);
}

static gln_status open_corpus(const gln_freq_view *view, double conf, corpus *out, gln_error *err)
{
    corpus c = {.view = view, .conf = conf, .rates = {.conf = conf}};
    c.issue_tokens = gln_memory__zeroed(view->n_issues, sizeof *c.issue_tokens);
    c.hits = gln_memory__array(view->n_docs, sizeof *c.hits);
    c.sizes = gln_memory__array(view->n_docs, sizeof *c.sizes);
    c.scratch = gln_memory__array(view->n_docs, sizeof *c.scratch);
    if (!c.issue_tokens || !c.hits || !c.sizes || !c.scratch) {
        close_corpus(&c);
        return gln_error__nomem(err);
    }
    for (size_t d = 0; d < view->n_docs; d++) {
        uint64_t size = view->docs[d].n_tokens;
        add_part(&c.articles, size);
        c.issue_tokens[view->docs[d].issue] += size;
        if (size) {
            gln_cluster__add(&c.base, 0, (double)size);
        }
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        add_part(&c.issues, c.issue_tokens[i]);
    }
    *out = c;
    return GLN_OK;
}

/* Parts of the term by article: hits and sizes filled; the cluster sums too. */
static size_t article_parts(const corpus *c, const gln_freq_term *term, const gln_freq_posting *postings,
                            gln_cluster_sums *sums)
{
    *sums = c->base;
    for (size_t i = 0; i < term->n_postings; i++) {
        uint64_t y = postings[i].count;
        uint64_t n = c->view->docs[postings[i].doc].n_tokens;
        c->hits[i] = y;
        c->sizes[i] = n;
        sums->y += (double)y;
        sums->yy += (double)y * (double)y;
        sums->yn += (double)y * (double)n;
    }
    return term->n_postings;
}

/* The same by issue: articles of one issue are neighbours. */
static size_t issue_parts(const corpus *c, const gln_freq_term *term, const gln_freq_posting *postings)
{
    size_t n = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < term->n_postings; i++) {
        uint32_t issue = c->view->docs[postings[i].doc].issue;
        if (n == 0 || issue != last) {
            c->hits[n] = 0;
            c->sizes[n++] = c->issue_tokens[issue];
            last = issue;
        }
        c->hits[n - 1] += postings[i].count;
    }
    return n;
}

/* The first reason why a measure of the row is null. */
static const char *status_of(const corpus *c, const gln_freq_term *term, const gln_dispersion *articles)
{
    if (c->articles.n == 0) {
        return "no_tokens";
    }
    if (term->count == 0) {
        return "no_hits";
    }
    if (strcmp(articles->status, "invalid_parts") == 0) {
        return "invalid_parts";
    }
    return c->articles.n == 1 ? "single_article" : c->issues.n == 1 ? "single_issue" : "ok";
}

static gln_status put_rate(corpus *c, const gln_cluster_sums *sums, gln_table *table, gln_error *err)
{
    gln_cluster_rate rate;
    gln_table_set_number(table, RATE, 1e6 * sums->y / sums->n);
    if (c->conf == 0) {
        return GLN_OK;
    }
    gln_status status = gln_cluster__rate_again(sums, &c->rates, &rate, err);
    if (status == GLN_OK) {
        gln_table_set_number(table, RATE_LOW, 1e6 * rate.limits.low);
        gln_table_set_number(table, RATE_HIGH, 1e6 * rate.limits.high);
        gln_table_set_text(table, RATE_METHOD, gln_slice_of(rate.method));
    }
    return status;
}

static void put_all(corpus *c, const gln_dispersion *a, const gln_dispersion *i, gln_table *table)
{
    const gln_measured values[] = {
        {"range_articles", (double)a->range},
        {"range_issues", (double)i->range},
        {"dp_norm_issues", i->dp_norm},
        {"dp_norm_hits_articles", a->dp_norm_hits},
        {"dp_norm_hits_issues", i->dp_norm_hits},
        {"burch_da_issues", i->d_a},
        {"juilland_d_articles", a->juilland_d},
        {"carroll_d2_articles", a->carroll_d2},
        {"carroll_d2_issues", i->carroll_d2},
        {"rosengren_s_articles", a->rosengren_s},
        {"rosengren_s_issues", i->rosengren_s},
        {"kld_articles", a->kld},
        {"kld_issues", i->kld},
        {"kld_norm_articles", a->kld_norm},
        {"kld_norm_issues", i->kld_norm},
        {"idf_articles", a->idf},
        {"idf_issues", i->idf},
    };
    gln_measured__object(&c->text, values, sizeof values / sizeof *values);
    gln_table_set_text(table, MEASURES, gln_buffer__slice(&c->text));
}

static gln_status put_row(corpus *c, const gln_freq_term *term, gln_match match, gln_table *table, gln_error *err)
{
    gln_cluster_sums sums;
    gln_dispersion articles, issues;
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(c->view, term, &c->reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    size_t n = article_parts(c, term, postings, &sums);
    gln_dispersion__sparse(c->articles, c->hits, c->sizes, n, c->scratch, &articles);
    gln_table_row(table);
    gln_table_set_text(table, TERM, term->text);
    gln_table_set_text(table, MATCH, gln_slice_of(gln_match_name(term->given == GLN_NO_ID ? GLN_MATCH_WORD : match)));
    gln_table_set_integer(table, COUNT, term->count);
    gln_table_set_integer(table, DOC_FREQ, term->n_postings);
    n = issue_parts(c, term, postings);
    gln_dispersion__sparse(c->issues, c->hits, c->sizes, n, c->scratch, &issues);
    gln_table_set_integer(table, ISSUE_FREQ, n);
    gln_table_set_number(table, DP_ARTICLES, articles.dp);
    gln_table_set_number(table, DP_NORM_ARTICLES, articles.dp_norm);
    gln_table_set_number(table, BURCH_DA_ARTICLES, articles.d_a < 0 ? 0 : articles.d_a); /* rounding */
    gln_table_set_number(table, DP_ISSUES, issues.dp);
    gln_table_set_number(table, JUILLAND_D_ISSUES, issues.juilland_d);
    if (c->all_measures) {
        put_all(c, &articles, &issues, table);
        if (c->text.failed) {
            return gln_error__nomem(err);
        }
    }
    gln_table_set_text(table, STATUS, gln_slice_of(status_of(c, term, &articles)));
    return c->articles.n ? put_rate(c, &sums, table, err) : GLN_OK;
}

/* ---- the order of rows --------------------------------------------------------------------------------------------
 */

typedef struct listing {
    corpus *c;
    gln_table *table;
    gln_match match;
    size_t left; /* rows that may still be put */
    gln_buffer text;
} listing;

/* A key that sorts as the rows do: given terms by their index, words by count, most first, then bytes. */
static void put_key(const gln_freq_term *term, gln_buffer *key)
{
    gln_buffer__clear(key);
    gln_ordered__put_number(key, term->given == GLN_NO_ID ? UINT64_MAX - term->count : term->given, 8);
    gln_ordered__put_text(key, term->text);
}

/* The record of a term is the term as it lies in memory, but for its text, which is in the key. */
static gln_status sort_terms(const gln_freq_view *view, uint64_t min_count, gln_sorter *sorter, gln_error *err)
{
    gln_freq_terms terms = {.view = view};
    gln_buffer key = GLN_BUFFER_INIT;
    const gln_freq_term *term;
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    while (status == GLN_OK && term) {
        if (view->given || term->count >= min_count) {
            put_key(term, &key);
            status = key.failed ? gln_error__nomem(err)
                                : gln_sorter__put(sorter, gln_buffer__slice(&key),
                                                  (gln_slice){(const char *)term, sizeof *term}, err);
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&terms, &term, err);
        }
    }
    gln_freq_terms__clear(&terms);
    gln_buffer__free(&key);
    return status == GLN_OK ? gln_sorter__settle(sorter, err) : status;
}

static gln_status list_term(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    listing *l = context;
    gln_freq_term term;
    const char *at = key.ptr;
    (void)tag;
    if (l->left == 0) {
        return GLN_OK;
    }
    l->left--;
    memcpy(&term, value.ptr, sizeof term);
    (void)gln_ordered__take_number(&at, 8);
    gln_buffer__clear(&l->text);
    gln_ordered__take_text(&at, &l->text);
    term.text = gln_buffer__slice(&l->text);
    return l->text.failed ? gln_error__nomem(err) : put_row(l->c, &term, l->match, l->table, err);
}

static gln_status end_term(void *context, gln_slice key, gln_error *err)
{
    (void)context, (void)key, (void)err;
    return GLN_OK;
}

static gln_status put_rows(corpus *c, const gln_freq_options *options, gln_table *table, gln_error *err)
{
    const gln_freq_view *view = c->view;
    gln_sorter sorter = {.memory = gln_freq__memory(view->counter) / 8};
    listing l = {c, table, options->match, view->given || !options->top ? SIZE_MAX : options->top, GLN_BUFFER_INIT};
    gln_run_taker taker = {list_term, end_term, &l};
    gln_status status = sort_terms(view, options->min_count, &sorter, err);
    if (status == GLN_OK) {
        status = gln_sorter__read(&sorter, &taker, err);
    }
    gln_sorter__clear(&sorter);
    gln_buffer__free(&l.text);
    return status;
}

gln_status gln_freq_table(const gln_freq *counter, const gln_freq_options *options, gln_table **out, gln_error *err)
{
    const gln_freq_options usual = GLN_FREQ_OPTIONS_INIT;
    options = options ? options : &usual;
    if (!(options->conf >= 0 && options->conf < 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a confidence of %g is not between 0 and 1", options->conf);
    }
    gln_freq_view view = {0};
    corpus c = {0};
    gln_table *table = NULL;
    gln_status status = gln_freq__view_streamed(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    status = open_corpus(&view, options->conf, &c, err);
    if (status == GLN_OK) {
        status = gln_table_new("freq", "Frequencies", fields, N_FIELDS, &table, err);
    }
    if (status == GLN_OK) {
        c.all_measures = options->all_measures;
        status = put_rows(&c, options, table, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    if (status == GLN_OK) {
        *out = table;
        table = NULL;
    }
    gln_table_free(table);
    close_corpus(&c);
    gln_freq_view__free(&view);
    return status;
}
