/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/vocabulary.h"

#include "count/count_job.h"
#include "measure/measure_compare_profiles.h"
#include "measure/measure_keyphrases.h"
#include "stats/logodds.h"
#include "stats/table2x2.h"
#include "stats/tfidf.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PERIODS = 1000 };

static const double prior = 500; /* tokens that the prior of log_odds_z is worth, as in compare */

enum {
    PERIOD,
    TERM,
    COUNT,
    DOC_FREQ,
    LOG_ODDS_Z,
    LOG_RATIO,
    TFIDF,
    TFIDF_LOG,
    TFIDF_SUBLINEAR,
    TFIDF_SMOOTH,
    BURSTINESS,
    RESIDUAL_IDF,
    ADAPTATION,
    VARIANCE_TO_MEAN,
    TEXTRANK,
    RAKE,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"period", GLN_TYPE_STRING, NULL, "Period", "the period; all where no period was asked for"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word in its normalized form"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "f: occurrences in the period"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "articles of the period that hold it"},
    {"log_odds_z", GLN_TYPE_NUMBER, "standard errors", "Log-odds z",
     "against the rest of the corpus, the pooled rates worth 500 tokens as prior (Monroe, Colaresi and Quinn 2008)"},
    {"log_ratio", GLN_TYPE_NUMBER, "log2", "Log Ratio", "against the rest (Hardie 2014); null where a count is 0"},
    {"tfidf", GLN_TYPE_NUMBER, NULL, "tf-idf",
     "f ln(N/df), N and df articles of the whole corpus (Sparck Jones 1972): 0 for a word of every article"},
    {"tfidf_log", GLN_TYPE_NUMBER, NULL, "tf-idf, log", "ln(1 + f) ln(N/df)"},
    {"tfidf_sublinear", GLN_TYPE_NUMBER, NULL, "tf-idf, sublinear", "(1 + ln f) ln(N/df)"},
    {"tfidf_smooth", GLN_TYPE_NUMBER, NULL, "tf-idf, smoothed", "f (ln((1 + N)/(1 + df)) + 1)"},
    {"burstiness", GLN_TYPE_NUMBER, NULL, "Burstiness", "hits an article that has any (Church and Gale 1995)"},
    {"residual_idf", GLN_TYPE_NUMBER, "bits", "Residual idf",
     "log2(N/df) above what Poisson's law expects of so many hits (Church and Gale 1995)"},
    {"adaptation", GLN_TYPE_NUMBER, NULL, "Adaptation", "share of articles with it that have it twice (Church 2000)"},
    {"variance_to_mean", GLN_TYPE_NUMBER, NULL, "Variance to mean", "of the hits over articles; 1 by Poisson's law"},
    {"textrank", GLN_TYPE_NUMBER, NULL, "TextRank",
     "PageRank of the graph of words that are neighbours in a sentence, 1 on average (Mihalcea and Tarau 2004); null "
     "without a neighbour among the words with min_count hits"},
    {"rake", GLN_TYPE_NUMBER, NULL, "RAKE",
     "degree over frequency: mean length of the phrases it stands in, between stop words and marks (Rose et al. 2010)"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; one_sided: the rest has no occurrence, so no Log Ratio; no_stop_list: no RAKE without --stop; no_order: "
     "strings were counted, not words, so neither TextRank nor RAKE"},
};

typedef struct row {
    const gln_freq_term *term;
    uint64_t count, doc_freq;
    double z, log_ratio, tfidf, key;
    gln_clumping clumping;
} row;

static int by_key(const void *a, const void *b)
{
    const row *x = a, *y = b;
    if (x->key != y->key) {
        return x->key > y->key ? -1 : 1;
    }
    return gln_slice_compare(x->term->text, y->term->text);
}

/* The corpus, its periods, and room for a row a word and the hits of one. */
typedef struct bench {
    const gln_freq_view *view;
    const gln_periods *periods; /* NULL: everything is one */
    const gln_vocabulary_options *options;
    row *rows;
    uint64_t *hits;
    gln_freq_orders orders;
    bool order, stop;    /* the order is kept; there is a stop list */
    uint8_t *candidate;  /* by term */
    double *textrank;    /* by term */
    uint64_t *frequency; /* of RAKE, by term; degrees behind */
} bench;

/* A word in one period; false where it is too rare there. */
static bool measure(const bench *b, const gln_freq_term *term, size_t period, uint64_t tokens, double docs, row *out)
{
    size_t n = 0;
    row r = {.term = term, .z = NAN, .log_ratio = NAN};
    for (size_t i = 0; i < term->n_postings; i++) {
        gln_freq_posting p = term->postings[i];
        if (!b->periods || b->periods->of_issue[b->view->docs[p.doc].issue] == period) {
            b->hits[n++] = p.count;
            r.count += p.count;
        }
    }
    if (r.count == 0 || r.count < b->options->min_count) {
        return false;
    }
    r.doc_freq = n;
    gln_tfidf__clumping(b->hits, n, docs, &r.clumping);
    double idf = gln_tfidf__idf((double)b->view->n_docs, (double)term->n_postings, GLN_IDF_PLAIN);
    r.tfidf = (double)r.count * idf;
    r.key = r.tfidf;
    if (b->periods) {
        gln_table2x2 t = {r.count, tokens, term->count - r.count, b->view->n_tokens - tokens};
        gln_logodds odds;
        gln_keyness k;
        gln_logodds__measure(t.f1, t.n1, t.f2, t.n2, gln_logodds__prior(term->count, b->view->n_tokens, prior), prior,
                             &odds);
        gln_table2x2__measure(t, &k);
        r.z = odds.z;
        r.log_ratio = k.log_ratio;
        r.key = isnan(odds.z) ? -INFINITY : odds.z;
    }
    *out = r;
    return true;
}

static void put_row(const bench *b, gln_slice label, const row *r, gln_table *table)
{
    double n = (double)b->view->n_docs, df = (double)r->term->n_postings, f = (double)r->count;
    double idf = gln_tfidf__idf(n, df, GLN_IDF_PLAIN);
    gln_table_row(table);
    gln_table_set_text(table, PERIOD, label);
    gln_table_set_text(table, TERM, r->term->text);
    gln_table_set_integer(table, COUNT, r->count);
    gln_table_set_integer(table, DOC_FREQ, r->doc_freq);
    gln_table_set_number(table, LOG_ODDS_Z, r->z);
    gln_table_set_number(table, LOG_RATIO, r->log_ratio);
    gln_table_set_number(table, TFIDF, r->tfidf);
    gln_table_set_number(table, TFIDF_LOG, gln_tfidf__tf(f, GLN_TF_LOG) * idf);
    gln_table_set_number(table, TFIDF_SUBLINEAR, gln_tfidf__tf(f, GLN_TF_SUBLINEAR) * idf);
    gln_table_set_number(table, TFIDF_SMOOTH, f * gln_tfidf__idf(n, df, GLN_IDF_SMOOTH));
    gln_table_set_number(table, BURSTINESS, r->clumping.burstiness);
    gln_table_set_number(table, RESIDUAL_IDF, r->clumping.residual_idf);
    gln_table_set_number(table, ADAPTATION, r->clumping.adaptation);
    gln_table_set_number(table, VARIANCE_TO_MEAN, r->clumping.variance_to_mean);
    size_t t = (size_t)(r->term - b->view->terms);
    if (b->order) {
        gln_table_set_number(table, TEXTRANK, b->textrank[t]);
    }
    if (b->order && b->stop) {
        gln_table_set_number(table, RAKE, (double)b->frequency[b->view->n_terms + t] / (double)b->frequency[t]);
    }
    gln_table_set_text(table, STATUS,
                       gln_slice_of(isinf(r->log_ratio) ? "one_sided"
                                    : !b->order         ? "no_order"
                                    : !b->stop          ? "no_stop_list"
                                                        : "ok"));
}

/* TextRank and RAKE of the period whose words stand in the first n rows. */
static gln_status score_neighbours(bench *b, size_t period, size_t n, gln_error *err)
{
    gln_keyphrase_scope scope = {b->view, b->periods, period};
    memset(b->candidate, 0, b->view->n_terms);
    memset(b->frequency, 0, 2 * b->view->n_terms * sizeof *b->frequency);
    for (size_t i = 0; i < n; i++) {
        b->candidate[b->rows[i].term - b->view->terms] = 1;
    }
    gln_status status = gln_keyphrases__textrank(&scope, &b->orders, b->candidate, b->textrank, err);
    if (status == GLN_OK && b->stop) {
        status = gln_keyphrases__degrees(&scope, &b->orders, b->frequency, b->frequency + b->view->n_terms, err);
    }
    return status;
}

static gln_status put_period(bench *b, size_t period, gln_slice label, gln_table *table, gln_error *err)
{
    uint64_t tokens = 0;
    double docs = 0;
    size_t n = 0;
    for (size_t d = 0; d < b->view->n_docs; d++) {
        if (!b->periods || b->periods->of_issue[b->view->docs[d].issue] == period) {
            tokens += b->view->docs[d].n_tokens;
            docs++;
        }
    }
    for (size_t t = 0; t < b->view->n_terms; t++) {
        n += measure(b, &b->view->terms[t], period, tokens, docs, &b->rows[n]);
    }
    if (n) {
        qsort(b->rows, n, sizeof *b->rows, by_key);
    }
    gln_status status = b->order ? score_neighbours(b, period, n, err) : GLN_OK;
    n = b->options->top && b->options->top < n ? b->options->top : n;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        put_row(b, label, &b->rows[i], table);
    }
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

static gln_status fill(const gln_freq_view *view, const gln_periods *periods, const gln_compare_period *list, size_t n,
                       const gln_vocabulary_options *options, gln_table *table, gln_error *err)
{
    const gln_counter_options *made = gln_freq__options(view->counter);
    bench b = {.view = view, .periods = periods, .options = options, .order = made->keep_order, .stop = made->stop};
    b.rows = gln_memory__array(view->n_terms + 1, sizeof *b.rows);
    b.hits = gln_memory__array(view->n_docs, sizeof *b.hits);
    b.candidate = gln_memory__array(view->n_terms, sizeof *b.candidate);
    b.textrank = gln_memory__array(view->n_terms, sizeof *b.textrank);
    b.frequency = gln_memory__array(2 * view->n_terms, sizeof *b.frequency);
    bool room = b.rows && b.hits && b.candidate && b.textrank && b.frequency;
    gln_status status = room ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && b.order) {
        status = gln_freq_orders__open(view, false, &b.orders, err);
    }
    for (size_t p = 0; p < n && status == GLN_OK; p++) {
        status = put_period(&b, p, list ? list[p].label : GLN_LIT("all"), table, err);
    }
    gln_freq_orders__close(&b.orders);
    free(b.rows);
    free(b.hits);
    free(b.candidate);
    free(b.textrank);
    free(b.frequency);
    return status;
}

gln_status gln_keywords_table(const gln_freq *counter, const gln_vocabulary_options *options, gln_table **out,
                              gln_error *err)
{
    const gln_vocabulary_options usual = GLN_VOCABULARY_OPTIONS_INIT;
    gln_period_view all = {.list = NULL};
    gln_table *table = NULL;
    options = options ? options : &usual;
    gln_status status = gln_period_view__open(counter, true, options->whole, options->by, MOST_PERIODS, &all, err);
    if (status == GLN_OK && all.view.given) {
        status = gln_error_set(err, GLN_ERR_USAGE, "keywords are found among all words, not among given terms");
    }
    if (status == GLN_OK) {
        status = gln_table_new("keywords", "Keywords", fields, N_FIELDS, &table, err);
    }
    if (status == GLN_OK) {
        status = fill(&all.view, options->whole ? NULL : &all.periods, all.list, all.n, options, table, err);
    }
    gln_period_view__close(&all);
    if (status == GLN_OK) {
        *out = table;
    } else {
        gln_table_free(table);
    }
    return status;
}
