/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/vocabulary.h"

#include "count/count_job.h"
#include "count/freq_order.h"
#include "measure/measure_compare_profiles.h"
#include "stats/numeric.h"
#include "stats/richness.h"
#include "stats/zipf.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PERIODS = 1000, HDD = 42, GROWTH_POINTS = 50, WINDOW = 50 };

enum {
    PERIOD,
    ISSUES,
    ARTICLES,
    WORDS,
    TYPES,
    HAPAX,
    TTR,
    N_COMMON,
    RAREFIED,
    HD_D,
    MATTR,
    MSTTR,
    MTLD,
    YULE_K,
    SIMPSON,
    GUIRAUD,
    HERDAN_C,
    MAAS,
    HONORE,
    SICHEL,
    UNSEEN,
    CHAO1,
    CHAO1_SE,
    ENTROPY,
    ENTROPY_MM,
    ENTROPY_CS,
    ZIPF,
    ZM_A,
    ZM_B,
    HEAPS_K,
    HEAPS_B,
    CAVEATS,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"period", GLN_TYPE_STRING, NULL, "Period", "the period; all where no period was asked for"},
    {"issues", GLN_TYPE_INTEGER, "issues", "Issues", "issues of the period"},
    {"articles", GLN_TYPE_INTEGER, "articles", "Articles", "articles of the period"},
    {"words", GLN_TYPE_INTEGER, "words", "Words", "N: running words; numbers and marks are none"},
    {"types", GLN_TYPE_INTEGER, "words", "Types", "V: different words; grows with N"},
    {"hapax", GLN_TYPE_INTEGER, "words", "Once", "V1: words that occur once"},
    {"ttr", GLN_TYPE_NUMBER, NULL, "Type-token ratio", "V/N; falls with N, so it compares texts of equal length only"},
    {"n_common", GLN_TYPE_INTEGER, "words", "Common size", "n: words of the smallest period"},
    {"rarefied_types", GLN_TYPE_NUMBER, "words", "Rarefied types",
     "types expected among n_common words of the period (Hurlbert 1971): the number to compare periods by"},
    {"hdd", GLN_TYPE_NUMBER, NULL, "HD-D", "types expected among 42 words, over 42 (McCarthy and Jarvis 2007)"},
    {"mattr", GLN_TYPE_NUMBER, NULL, "MATTR",
     "mean type-token ratio of all windows of 50 words within an article (Covington and McFall 2010)"},
    {"msttr", GLN_TYPE_NUMBER, NULL, "MSTTR",
     "the same of windows one behind the other, the rest of an article left out (Johnson 1944)"},
    {"mtld", GLN_TYPE_NUMBER, "words", "MTLD",
     "mean length of stretches of an article that keep the ratio above .72, both directions (McCarthy and Jarvis "
     "2010); all words over all factors, so that articles weigh by their length"},
    {"yule_k", GLN_TYPE_NUMBER, NULL, "Yule's K", "10^4 (sum f^2 - N)/N^2 (Yule 1944); little touched by N"},
    {"simpson", GLN_TYPE_NUMBER, NULL, "Simpson's D", "chance that two words are the same (Simpson 1949)"},
    {"guiraud", GLN_TYPE_NUMBER, NULL, "Guiraud's R", "V/sqrt N (Guiraud 1954); grows with N"},
    {"herdan_c", GLN_TYPE_NUMBER, NULL, "Herdan's C", "ln V/ln N (Herdan 1960)"},
    {"maas_a2", GLN_TYPE_NUMBER, NULL, "Maas's a2", "(ln N - ln V)/(ln N)^2 (Maas 1972)"},
    {"honore_r", GLN_TYPE_NUMBER, NULL, "Honore's R", "100 ln N/(1 - V1/V) (Honore 1979)"},
    {"sichel_s", GLN_TYPE_NUMBER, NULL, "Sichel's S", "V2/V (Sichel 1975)"},
    {"unseen_mass", GLN_TYPE_NUMBER, NULL, "Unseen mass", "V1/N: chance that the next word is new (Good 1953)"},
    {"chao1", GLN_TYPE_NUMBER, "words", "Chao1",
     "V + V1(V1-1)/(2(V2+1)), at least so many types there are (Chao 1984)"},
    {"chao1_se", GLN_TYPE_NUMBER, "words", "Chao1, standard error", "its standard error (Chao 1987)"},
    {"entropy", GLN_TYPE_NUMBER, "bits", "Entropy", "plug-in; too low, more so for small periods"},
    {"entropy_mm", GLN_TYPE_NUMBER, "bits", "Entropy, Miller-Madow", "+ (V-1)/(2N ln 2) (Miller 1955)"},
    {"entropy_cs", GLN_TYPE_NUMBER, "bits", "Entropy, Chao-Shen", "coverage-adjusted (Chao and Shen 2003)"},
    {"zipf_alpha", GLN_TYPE_NUMBER, NULL, "Zipf's exponent",
     "a of p(r) ~ r^-a, maximum likelihood; ranks and counts are of the same text, which makes it too steep"},
    {"zm_a", GLN_TYPE_NUMBER, NULL, "Mandelbrot's exponent", "a of p(r) ~ (r + b)^-a (Mandelbrot 1953)"},
    {"zm_b", GLN_TYPE_NUMBER, NULL, "Mandelbrot's shift", "b of the same"},
    {"heaps_k", GLN_TYPE_NUMBER, NULL, "Heaps's K", "of V = K N^b along the articles in order of date (Heaps 1978)"},
    {"heaps_b", GLN_TYPE_NUMBER, NULL, "Heaps's b", "exponent of the growth; no p, its points depend on each other"},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats", "ttr_not_comparable: periods differ in size by more than a tenth"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; undefined_no_tokens; few_words: fewer than 42, no HD-D; no_window: no article has 50 words, so neither MATTR "
     "nor MSTTR; no_order: strings were counted, not words"},
};

/* One period: the view of its issues and its frequencies, the commonest first. */
typedef struct vocabulary {
    gln_freq_view view;
    uint64_t *frequencies;
    uint64_t words;
} vocabulary;

static int descending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

static gln_status open_vocabulary(const gln_freq_view *all, const gln_periods *periods, size_t period, vocabulary *out,
                                  gln_error *err)
{
    uint8_t *keep = gln_memory__array(all->n_issues, sizeof *keep);
    gln_status status = keep ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; keep && i < all->n_issues; i++) {
        keep[i] = !periods || periods->of_issue[i] == period;
    }
    if (status == GLN_OK) {
        status = gln_freq_view__subset(all, keep, &out->view, err);
    }
    free(keep);
    if (status == GLN_OK) {
        out->frequencies = gln_memory__array(out->view.n_terms, sizeof *out->frequencies);
        status = out->frequencies ? GLN_OK : gln_error__nomem(err);
    }
    gln_freq_terms terms = {.view = &out->view};
    const gln_freq_term *term = NULL;
    if (status == GLN_OK) {
        status = gln_freq_terms__next(&terms, &term, err);
    }
    for (size_t t = 0; status == GLN_OK && term; t++) {
        out->frequencies[t] = term->count;
        out->words += term->count;
        status = gln_freq_terms__next(&terms, &term, err);
    }
    gln_freq_terms__clear(&terms);
    if (status == GLN_OK && out->view.n_terms) {
        qsort(out->frequencies, out->view.n_terms, sizeof *out->frequencies, descending);
    }
    return status;
}

static void close_vocabulary(vocabulary *v)
{
    free(v->frequencies);
    gln_freq_view__free(&v->view);
    *v = (vocabulary){.words = 0};
}

/* Words and types that are new, by document: words[d], first[d]. */
static gln_status count_by_document(const gln_freq_view *view, double *words, double *first, gln_error *err)
{
    gln_freq_terms terms = {.view = view};
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    const gln_freq_term *term;
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    while (status == GLN_OK && term) {
        const gln_freq_posting *postings = NULL;
        status = gln_freq_view__postings(view, term, &reader, &postings, err);
        for (size_t i = 0; i < term->n_postings && status == GLN_OK; i++) {
            words[postings[i].doc] += (double)postings[i].count;
            first[postings[i].doc] += i == 0;
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&terms, &term, err);
        }
    }
    gln_freq_terms__clear(&terms);
    gln_freq_reader__clear(&reader);
    return status;
}

/* Words and types after so many articles, in order of date. */
static gln_status grow(const gln_freq_view *view, gln_heaps *out, gln_error *err)
{
    double *room = gln_memory__zeroed(2 * view->n_docs, sizeof *room), tokens[GROWTH_POINTS], types[GROWTH_POINTS];
    size_t n = 0;
    if (!room) {
        return gln_error__nomem(err);
    }
    double *words = room, *first = room + view->n_docs;
    gln_status status = count_by_document(view, words, first, err);
    for (size_t d = 0; d < view->n_docs; d++) {
        words[d] += d ? words[d - 1] : 0;
        first[d] += d ? first[d - 1] : 0;
        bool point = (d + 1) * GROWTH_POINTS / view->n_docs > d * GROWTH_POINTS / view->n_docs;
        if (point && words[d] > 0 && n < GROWTH_POINTS) {
            tokens[n] = words[d];
            types[n++] = first[d];
        }
    }
    free(room);
    return status == GLN_OK ? gln_zipf__heaps(tokens, types, n, out, err) : status;
}

/* Measures of running text, article by article, in the order of the view. */
static gln_status read_running(const gln_freq_view *view, gln_text_diversity *out, gln_error *err)
{
    gln_text_sums sums = {.window = WINDOW};
    gln_freq_orders orders = {.view = NULL};
    uint32_t *words = NULL;
    size_t capacity = 0;
    bool kept = gln_freq__options(view->counter)->keep_order;
    gln_status status = gln_freq_orders__open(view, true, &orders, err);
    for (size_t d = 0; kept && d < view->n_docs && status == GLN_OK; d++) {
        const uint32_t *codes = NULL;
        size_t n = 0, n_words = 0, types = 0;
        status = gln_freq_orders__read(&orders, d, &codes, &n, err);
        uint32_t *grown = status == GLN_OK ? gln_memory__grown(words, &capacity, n + 1, sizeof *grown) : words;
        if (!grown) {
            status = gln_error__nomem(err);
            break;
        }
        words = grown;
        for (size_t i = 0; i < n && status == GLN_OK; i++) {
            if (codes[i] < GLN_ORDER_OTHER) {
                words[n_words++] = codes[i];
                types = codes[i] >= types ? codes[i] + (size_t)1 : types;
            }
        }
        if (status == GLN_OK && n_words) {
            status = gln_richness__add_text(words, n_words, types, &sums, err);
        }
    }
    gln_freq_orders__close(&orders);
    free(words);
    gln_richness__pooled(&sums, out);
    return status;
}

static gln_status put_row(gln_table *table, gln_slice label, const vocabulary *v, uint64_t common, uint64_t largest,
                          gln_error *err)
{
    gln_richness r;
    gln_zipf z;
    gln_heaps h;
    gln_text_diversity running;
    size_t n = v->view.n_terms;
    gln_richness__measure(v->frequencies, n, &r);
    gln_zipf__fit(v->frequencies, n, &z);
    gln_status status = grow(&v->view, &h, err);
    if (status == GLN_OK) {
        status = read_running(&v->view, &running, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    const struct {
        size_t column;
        double value;
    } numbers[] = {
        {TTR, r.ttr},
        {RAREFIED, gln_richness__rarefied(v->frequencies, n, (double)common)},
        {HD_D, gln_richness__rarefied(v->frequencies, n, HDD) / HDD},
        {MATTR, running.mattr},
        {MSTTR, running.msttr},
        {MTLD, running.mtld},
        {YULE_K, r.yule_k},
        {SIMPSON, r.simpson},
        {GUIRAUD, r.guiraud},
        {HERDAN_C, r.herdan_c},
        {MAAS, r.maas_a2},
        {HONORE, r.honore_r},
        {SICHEL, r.sichel_s},
        {UNSEEN, r.unseen_mass},
        {CHAO1, r.chao1},
        {CHAO1_SE, r.chao1_se},
        {ENTROPY, r.entropy / GLN_LN2},
        {ENTROPY_MM, r.miller_madow / GLN_LN2},
        {ENTROPY_CS, r.chao_shen / GLN_LN2},
        {ZIPF, z.alpha},
        {ZM_A, z.zm_a},
        {ZM_B, z.zm_b},
        {HEAPS_K, h.k},
        {HEAPS_B, h.b},
    };
    gln_table_row(table);
    gln_table_set_text(table, PERIOD, label);
    gln_table_set_integer(table, ISSUES, v->view.n_issues);
    gln_table_set_integer(table, ARTICLES, v->view.n_docs);
    gln_table_set_integer(table, WORDS, r.tokens);
    gln_table_set_integer(table, TYPES, r.types);
    gln_table_set_integer(table, HAPAX, r.hapax);
    gln_table_set_integer(table, N_COMMON, common);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        gln_table_set_number(table, numbers[i].column, numbers[i].value);
    }
    bool uneven = (double)largest > 1.1 * (double)common;
    gln_table_set_text(table, CAVEATS, uneven ? GLN_LIT("[\"ttr_not_comparable\"]") : GLN_LIT("[]"));
    bool fine = strcmp(r.status, GLN_STATS_OK) == 0, kept = gln_freq__options(v->view.counter)->keep_order;
    gln_table_set_text(table, STATUS,
                       gln_slice_of(fine && r.tokens < HDD         ? "few_words"
                                    : fine && !kept                ? "no_order"
                                    : fine && isnan(running.mattr) ? "no_window"
                                                                   : r.status));
    return GLN_OK;
}

/* Words of each period, for the common size. */
static gln_status sizes(const gln_freq_view *view, const gln_periods *periods, size_t n, uint64_t *least,
                        uint64_t *most, gln_error *err)
{
    uint64_t *words = gln_memory__zeroed(n, sizeof *words);
    if (!words) {
        return gln_error__nomem(err);
    }
    double *by_doc = gln_memory__zeroed(2 * view->n_docs, sizeof *by_doc);
    gln_status status = by_doc ? count_by_document(view, by_doc, by_doc + view->n_docs, err) : gln_error__nomem(err);
    for (size_t d = 0; d < view->n_docs && status == GLN_OK; d++) {
        uint32_t period = periods ? periods->of_issue[view->docs[d].issue] : 0;
        if (period != GLN_NO_PERIOD) {
            words[period] += (uint64_t)by_doc[d];
        }
    }
    free(by_doc);
    *least = *most = words[0];
    for (size_t p = 1; p < n; p++) {
        *least = words[p] < *least ? words[p] : *least;
        *most = words[p] > *most ? words[p] : *most;
    }
    free(words);
    return status;
}

static gln_status put_rows(const gln_freq_view *view, const gln_periods *periods, const gln_compare_period *list,
                           size_t n, gln_table *table, gln_error *err)
{
    uint64_t least = 0, most = 0;
    gln_status status = sizes(view, periods, n, &least, &most, err);
    for (size_t p = 0; p < n && status == GLN_OK; p++) {
        vocabulary v = {.words = 0};
        status = open_vocabulary(view, periods, p, &v, err);
        if (status == GLN_OK) {
            status = put_row(table, list ? list[p].label : GLN_LIT("all"), &v, least, most, err);
        }
        close_vocabulary(&v);
    }
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

gln_status gln_vocabulary_table(const gln_freq *counter, const gln_vocabulary_options *options, gln_table **out,
                                gln_error *err)
{
    const gln_vocabulary_options usual = GLN_VOCABULARY_OPTIONS_INIT;
    gln_period_view all = {.list = NULL};
    gln_table *table = NULL;
    options = options ? options : &usual;
    gln_status status = gln_period_view__open(counter, false, options->whole, options->by, MOST_PERIODS, &all, err);
    if (status == GLN_OK && all.view.given) {
        status = gln_error_set(err, GLN_ERR_USAGE, "a vocabulary is of all words, not of given terms");
    }
    if (status == GLN_OK) {
        status = gln_table_new("vocabulary", "Vocabulary", fields, N_FIELDS, &table, err);
    }
    if (status == GLN_OK) {
        status = put_rows(&all.view, options->whole ? NULL : &all.periods, all.list, all.n, table, err);
    }
    gln_period_view__close(&all);
    if (status == GLN_OK) {
        *out = table;
    } else {
        gln_table_free(table);
    }
    return status;
}
