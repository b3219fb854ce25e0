/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest period held against all that is before it. */
#include "count/freq_view.h"
#include "guanlan/scan.h"
#include "measure/measure_behind.h"
#include "measure/measure_period.h"
#include "stats/numeric.h"
#include "stats/padjust.h"
#include "stats/series.h"

#include <math.h>
#include <stdlib.h>

enum { FEW_PERIODS = 8 };

const char *gln_watch_rule(void)
{
    return "newest: the last period that has articles (by issue, the last date). history: all articles before it. "
           "tested: "
           "every word (string, term, concept) with --min-count hits or more in both together. p: two-sided chance, "
           "from "
           "the history, of so many of the newest articles having the word: negative binomial, a Gamma(1/2) prior "
           "(Jeffreys) and the history's share of articles; articles and hits of both are divided by the dispersion of "
           "the history's periods (Pearson's chi-square over its degrees of freedom, at least 1; with fewer than 8 "
           "periods it is not known and taken as 1), since words come in waves. p_adj: over the words tested "
           "(Benjamini "
           "and Hochberg 1995). lists: p_adj <= alpha, and new: never before; up: more than the history's share; down: "
           "less. A list that is drawn up each day holds the share of false findings in that day's list only: over "
           "many "
           "days some of what it finds is chance, and a word that stays in the news is found day after day.";
}

typedef enum list { NEW, UP, DOWN, N_LISTS } list;

/* A word tested. */
typedef struct watched {
    const gln_freq_term *term;
    double with, hits;               /* newest */
    double with_before, hits_before; /* history */
    double with_last;                /* of the period before the newest */
    double dispersion, ln_p, expected;
    bool up;
    int64_t last_seen; /* INT64_MIN: never before */
} watched;

typedef struct watch {
    const gln_scan_options *options;
    gln_freq_view view;
    gln_periods periods;
    uint32_t *point;    /* by issue: its place among the periods with articles; GLN_NO_ID */
    double *articles;   /* by point */
    double *with;       /* by point, of the word in hand */
    size_t n;           /* points; the newest is the last */
    int64_t start, end; /* its days */
    double articles_before;
    watched *words;
    size_t n_words, m;
    double *ln_p, *ln_p_adj;
    gln_arena arena; /* terms of a view that streams */
} watch;

/* Numbers the periods that have articles; by issue, the dates. */
static gln_status take_points(watch *w, gln_error *err)
{
    const gln_trend_options *shape = &w->options->trend;
    gln_by by = shape->by == GLN_BY_ISSUE ? GLN_BY_DAY : shape->by;
    gln_status status = gln_periods__of(by, shape->from, shape->to, w->view.issues, w->view.n_issues, &w->periods, err);
    if (status != GLN_OK) {
        return status;
    }
    uint32_t *number = gln_memory__array(w->periods.n, sizeof *number);
    w->point = gln_memory__array(w->view.n_issues, sizeof *w->point);
    w->articles = gln_memory__zeroed(w->periods.n, sizeof *w->articles);
    w->with = gln_memory__zeroed(w->periods.n, sizeof *w->with);
    if (!number || !w->point || !w->articles || !w->with) {
        free(number);
        return gln_error__nomem(err);
    }
    memset(number, 0, w->periods.n * sizeof *number);
    for (size_t d = 0; d < w->view.n_docs; d++) {
        uint32_t period = w->periods.of_issue[w->view.docs[d].issue];
        if (period != GLN_NO_PERIOD) {
            number[period] = 1;
        }
    }
    for (size_t p = 0; p < w->periods.n; p++) {
        if (number[p]) {
            w->start = w->periods.items[p].start;
            w->end = w->periods.items[p].end;
        }
        number[p] = number[p] ? (uint32_t)w->n++ : GLN_NO_ID;
    }
    for (size_t i = 0; i < w->view.n_issues; i++) {
        uint32_t period = w->periods.of_issue[i];
        w->point[i] = period == GLN_NO_PERIOD ? GLN_NO_ID : number[period];
    }
    for (size_t d = 0; d < w->view.n_docs; d++) {
        uint32_t at = w->point[w->view.docs[d].issue];
        if (at != GLN_NO_ID) {
            w->articles[at] += 1;
        }
    }
    for (size_t i = 0; i + 1 < w->n; i++) {
        w->articles_before += w->articles[i];
    }
    free(number);
    return GLN_OK;
}

/* Pearson's chi-square of the history's periods over its degrees of freedom. */
static double dispersion_of(const watch *w, double with_before)
{
    double share = with_before / w->articles_before, chi2 = 0;
    size_t n = w->n - 1;
    if (n < FEW_PERIODS || share <= 0 || share >= 1) {
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        double expected = w->articles[i] * share, left = w->with[i] - expected;
        chi2 += left * left / (expected * (1 - share));
    }
    return fmax(1, chi2 / (double)(n - 1));
}

/* Both tails of the predictive distribution; the smaller, doubled. */
static gln_status test(const watch *w, watched *one, gln_error *err)
{
    double newest = w->articles[w->n - 1] / one->dispersion, before = w->articles_before / one->dispersion;
    double k = one->with / one->dispersion, history = one->with_before / one->dispersion;
    gln_surprise above, beyond;
    gln_status status = gln_series__surprise(k, newest, history, before, &above, err);
    if (status == GLN_OK) {
        status = gln_series__surprise(k + 1 / one->dispersion, newest, history, before, &beyond, err);
    }
    if (status == GLN_OK) {
        double lower = log1p(-fmin(1, beyond.p_predictive)); /* P(X <= k) */
        one->up = above.ln_p_predictive <= lower;
        one->ln_p = fmin(0, log(2) + fmin(above.ln_p_predictive, lower));
        one->expected = w->articles[w->n - 1] * one->with_before / w->articles_before;
    }
    return status;
}

static gln_status take_word(watch *w, const gln_freq_term *term, gln_freq_reader *reader, watched *one, gln_error *err)
{
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(&w->view, term, reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    *one = (watched){.term = term, .last_seen = INT64_MIN};
    memset(w->with, 0, w->n * sizeof *w->with);
    for (size_t i = 0; i < term->n_postings; i++) {
        uint32_t issue = w->view.docs[postings[i].doc].issue, at = w->point[issue];
        if (at == GLN_NO_ID) {
            continue;
        }
        w->with[at] += 1;
        if (at + 1 == w->n) {
            one->hits += postings[i].count;
        } else {
            one->hits_before += postings[i].count;
            int64_t day = gln_date_days(w->view.issues[issue].date);
            one->last_seen = day > one->last_seen ? day : one->last_seen;
        }
    }
    one->with = w->with[w->n - 1];
    for (size_t i = 0; i + 1 < w->n; i++) {
        one->with_before += w->with[i];
    }
    one->with_last = w->with[w->n - 2];
    one->dispersion = dispersion_of(w, one->with_before);
    return test(w, one, err);
}

static gln_status test_all(watch *w, gln_error *err)
{
    size_t words = 0, p = 0;
    gln_freq_terms terms = {.view = &w->view};
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    const gln_freq_term *term = NULL;
    gln_status status = w->n >= 2 ? gln_freq_terms__next(&terms, &term, err) : GLN_OK;
    while (status == GLN_OK && term) {
        if (term->count >= w->options->min_count) {
            watched *grown = gln_memory__grown(w->words, &words, w->n_words + 1, sizeof *grown);
            w->words = grown ? grown : w->words;
            double *ln_p = gln_memory__grown(w->ln_p, &p, w->n_words + 1, sizeof *ln_p);
            w->ln_p = ln_p ? ln_p : w->ln_p;
            const gln_freq_term *own = gln_freq_terms__keep(&w->view, term, &w->arena);
            status = grown && ln_p && own ? take_word(w, own, &reader, &grown[w->n_words], err) : gln_error__nomem(err);
            if (status == GLN_OK) {
                ln_p[w->n_words] = grown[w->n_words].ln_p;
                w->n_words++;
            }
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&terms, &term, err);
        }
    }
    gln_freq_terms__clear(&terms);
    gln_freq_reader__clear(&reader);
    w->ln_p_adj = status == GLN_OK ? gln_memory__array(w->n_words, sizeof *w->ln_p_adj) : NULL;
    if (status == GLN_OK && !w->ln_p_adj) {
        return gln_error__nomem(err);
    }
    return status == GLN_OK ? gln_padjust__apply(GLN_PADJUST_BH, w->ln_p, w->n_words, w->ln_p_adj, &w->m, err) : status;
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

enum {
    LIST,
    RANK,
    TERM,
    PERIOD_START,
    PERIOD_END,
    COUNT,
    WITH,
    ARTICLES,
    SHARE,
    SHARE_BEFORE,
    EXPECTED,
    RATIO,
    WITH_LAST,
    WITH_BEFORE,
    LAST_SEEN,
    DISPERSION,
    SURPRISE,
    P,
    LN_P,
    P_ADJ,
    FAMILY,
    M,
    BEHIND,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"list", GLN_TYPE_STRING, NULL, "List", "new (never before), up or down, by the rule among the parameters"},
    {"rank", GLN_TYPE_INTEGER, NULL, "Rank", "place in the list, the least likely first"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word, string, term or concept"},
    {"period_start", GLN_TYPE_DATE, NULL, "First day", "of the newest period"},
    {"period_end", GLN_TYPE_DATE, NULL, "Last day", "of the newest period, which may not be over"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences in the newest period"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles with it", "newest articles that have it"},
    {"n_articles", GLN_TYPE_INTEGER, "articles", "Articles", "newest articles"},
    {"share", GLN_TYPE_NUMBER, "share", "Share", "articles_with / n_articles"},
    {"share_before", GLN_TYPE_NUMBER, "share", "Share before", "share of the history's articles that have it"},
    {"expected", GLN_TYPE_NUMBER, "articles", "Expected", "newest articles that would have it at the share before"},
    {"share_ratio", GLN_TYPE_NUMBER, "ratio", "Share ratio", "share / share_before; null for what was never before"},
    {"articles_last", GLN_TYPE_INTEGER, "articles", "Articles, last",
     "articles with it in the period before the newest"},
    {"articles_before", GLN_TYPE_INTEGER, "articles", "Articles before", "articles with it in the whole history"},
    {"last_seen", GLN_TYPE_DATE, NULL, "Last seen", "date of the last issue before with it; null: never"},
    {"dispersion", GLN_TYPE_NUMBER, NULL, "Dispersion",
     "variance of the history's periods over what chance gives, at least 1"},
    {"surprise_bits", GLN_TYPE_NUMBER, "bits", "Surprise", "-log2 p"},
    {"p", GLN_TYPE_NUMBER, "probability", "p",
     "two-sided chance of the newest period under the history (negative binomial, Gelman et al. 2013); null below "
     "1e-300"},
    {"ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p", "natural logarithm of p"},
    {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
     "adjusted over the words tested: the false discovery rate of this run alone (Benjamini and Hochberg 1995)"},
    {"family", GLN_TYPE_STRING, NULL, "Family", "the tests that p_adj is adjusted over"},
    {"m", GLN_TYPE_INTEGER, "tests", "Tests", "how many those are"},
    {"articles", GLN_TYPE_ARRAY, NULL, "Articles behind it",
     "of the newest articles with it those with most hits, at most five: article, hits, headline"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; few_periods: fewer than 8 before, so that waves are not allowed for"},
};

typedef struct place {
    list in;
    const watched *word;
    double ln_p_adj;
} place;

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->in != y->in) {
        return x->in < y->in ? -1 : 1;
    }
    if (x->word->ln_p != y->word->ln_p) {
        return x->word->ln_p < y->word->ln_p ? -1 : 1;
    }
    if (x->word->hits != y->word->hits) {
        return x->word->hits > y->word->hits ? -1 : 1;
    }
    return gln_slice_compare(x->word->term->text, y->word->term->text);
}

/* The newest articles with the word, those with most hits first, as JSON. */
static gln_status articles_of(const watch *w, const gln_freq_term *term, gln_buffer *out, gln_error *err)
{
    size_t n = 0;
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    const gln_freq_posting *postings = NULL;
    gln_freq_posting *own = gln_memory__array(term->n_postings, sizeof *own);
    gln_status status = own ? gln_freq_view__postings(&w->view, term, &reader, &postings, err) : gln_error__nomem(err);
    for (size_t i = 0; i < term->n_postings && status == GLN_OK; i++) {
        if (w->point[w->view.docs[postings[i].doc].issue] + 1 == w->n) {
            own[n++] = postings[i];
        }
    }
    if (status == GLN_OK) {
        status = gln_behind__json(&w->view, own, n, out, err);
    }
    gln_freq_reader__clear(&reader);
    free(own);
    return status;
}

static void set_day(gln_table *table, size_t column, int64_t day)
{
    char date[GLN_DATE_SIZE];
    gln_table_set_text(table, column, gln_slice_of(gln_period__date(day, date)));
}

static void set_numbers(gln_table *table, const watch *w, const place *at)
{
    const watched *one = at->word;
    double articles = w->articles[w->n - 1], share = one->with / articles,
           before = one->with_before / w->articles_before;
    double p = exp(one->ln_p), adjusted = exp(at->ln_p_adj);
    gln_table_set_integer(table, COUNT, (uint64_t)one->hits);
    gln_table_set_integer(table, WITH, (uint64_t)one->with);
    gln_table_set_integer(table, ARTICLES, (uint64_t)articles);
    gln_table_set_number(table, SHARE, share);
    gln_table_set_number(table, SHARE_BEFORE, before);
    gln_table_set_number(table, EXPECTED, one->expected);
    gln_table_set_number(table, RATIO, share / before);
    gln_table_set_integer(table, WITH_LAST, (uint64_t)one->with_last);
    gln_table_set_integer(table, WITH_BEFORE, (uint64_t)one->with_before);
    gln_table_set_number(table, DISPERSION, one->dispersion);
    gln_table_set_number(table, SURPRISE, -one->ln_p / GLN_LN2);
    gln_table_set_number(table, P, p > 1e-300 ? p : (double)NAN);
    gln_table_set_number(table, LN_P, one->ln_p);
    gln_table_set_number(table, P_ADJ, adjusted > 1e-300 ? adjusted : (double)NAN);
}

static gln_status add_row(gln_table *table, const watch *w, const place *at, size_t rank, gln_buffer *text,
                          gln_error *err)
{
    static const char *const names[N_LISTS] = {"new", "up", "down"};
    gln_table_row(table);
    gln_table_set_text(table, LIST, gln_slice_of(names[at->in]));
    gln_table_set_integer(table, RANK, rank);
    gln_table_set_text(table, TERM, at->word->term->text);
    set_day(table, PERIOD_START, w->start);
    set_day(table, PERIOD_END, w->end);
    set_numbers(table, w, at);
    if (at->word->last_seen != INT64_MIN) {
        set_day(table, LAST_SEEN, at->word->last_seen);
    }
    gln_table_set_text(table, FAMILY, GLN_LIT("newest against history of every word tested"));
    gln_table_set_integer(table, M, w->m);
    gln_status status = articles_of(w, at->word->term, text, err);
    gln_table_set_text(table, BEHIND, gln_buffer__slice(text));
    gln_table_set_text(table, STATUS, w->n - 1 < FEW_PERIODS ? GLN_LIT("few_periods") : GLN_LIT("ok"));
    return status;
}

static gln_status add_lists(gln_table *table, const watch *w, size_t *found, gln_error *err)
{
    double least = log(w->options->trend.alpha);
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    place *places = gln_memory__array(w->n_words, sizeof *places);
    size_t n = 0;
    if (!places) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < w->n_words; i++) {
        if (w->ln_p_adj[i] <= least) {
            list in = !w->words[i].up ? DOWN : w->words[i].with_before > 0 ? UP : NEW;
            places[n++] = (place){in, &w->words[i], w->ln_p_adj[i]};
        }
    }
    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0, rank = 0; i < n && status == GLN_OK; i++) {
        rank = i && places[i].in == places[i - 1].in ? rank + 1 : 1;
        if (!w->options->top || rank <= w->options->top) {
            status = add_row(table, w, &places[i], rank, &text, err);
        }
    }
    *found = n;
    if (status == GLN_OK) {
        status = text.failed ? gln_error__nomem(err) : gln_table_check(table, err);
    }
    gln_buffer__free(&text);
    free(places);
    return status;
}

gln_status gln_watch_table(const gln_freq *counter, const gln_scan_options *options, gln_table **out,
                           gln_scan_summary *summary, gln_error *err)
{
    watch w = {.options = options, .arena = GLN_ARENA_INIT};
    gln_table *table = NULL;
    size_t found = 0;
    if (!(options->trend.alpha > 0 && options->trend.alpha < 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a level of %g: it lies between 0 and 1", options->trend.alpha);
    }
    gln_status status = gln_freq__view_streamed(counter, &w.view, err);
    if (status != GLN_OK) {
        return status;
    }
    status = take_points(&w, err);
    if (status == GLN_OK) {
        status = test_all(&w, err);
    }
    if (status == GLN_OK) {
        status =
            gln_table_new("watch", "What the newest period says beyond its history", fields, N_FIELDS, &table, err);
    }
    if (status == GLN_OK) {
        status = add_lists(table, &w, &found, err);
    }
    if (status == GLN_OK && summary) {
        *summary = (gln_scan_summary){w.view.n_terms, w.n_words, w.m,
                                      found,          w.n,       w.n ? gln_date_of_days(w.start) : (gln_date){0, 0, 0}};
    }
    if (status == GLN_OK) {
        *out = table;
        table = NULL;
    }
    gln_table_free(table);
    gln_periods__free(&w.periods);
    gln_freq_view__free(&w.view);
    gln_arena__clear(&w.arena);
    free(w.point);
    free(w.articles);
    free(w.with);
    free(w.words);
    free(w.ln_p);
    free(w.ln_p_adj);
    return status;
}
