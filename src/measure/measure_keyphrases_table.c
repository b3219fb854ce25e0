/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phrases of each period by RAKE. */
#include "count/count_job.h"
#include "guanlan/vocabulary.h"
#include "measure/measure_compare_profiles.h"
#include "measure/measure_keyphrases.h"
#include "stats/keyphrase.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PERIODS = 1000 };

enum { PERIOD, PHRASE, WORDS, COUNT, DOC_FREQ, RAKE, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"period", GLN_TYPE_STRING, NULL, "Period", "the period; all where no period was asked for"},
    {"phrase", GLN_TYPE_STRING, NULL, "Phrase",
     "words between two stop words, numbers, marks or ends of sentences, a space between them"},
    {"words", GLN_TYPE_INTEGER, "words", "Words", "words of the phrase"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences in the period as a whole candidate"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "articles of the period that hold it"},
    {"rake", GLN_TYPE_NUMBER, NULL, "RAKE",
     "sum over its words of degree over frequency (Rose et al. 2010); longer phrases score higher"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; no_stop_list: without --stop phrases end at marks only, no score"},
};

typedef struct phrase {
    gln_slice text;
    uint32_t words;
    uint64_t count, doc_freq;
    double score;
} phrase;

/* What is known of a candidate while articles are read: keys are its words' numbers, 4 bytes each. */
typedef struct found {
    uint64_t count;
    uint32_t doc_freq;
    uint32_t last_doc; /* + 1 */
} found;

typedef struct bench {
    gln_keyphrase_scope scope;
    gln_freq_orders orders;
    const gln_vocabulary_options *options;
    bool stop;
    gln_intern keys;
    found *found;
    size_t n_found, capacity;
} bench;

static gln_status find_phrases(bench *b, size_t doc, gln_error *err)
{
    const uint32_t *words = NULL;
    size_t n = 0, at = 0, start = 0;
    gln_status status = gln_keyphrases__words(&b->orders, doc, &words, &n, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t length; (length = gln_keyphrase__next(words, n, &at, &start)) > 0;) {
        uint32_t id = gln_intern__add(&b->keys, (gln_slice){(const char *)(words + start), length * sizeof *words});
        found *grown =
            id == GLN_NO_ID ? NULL : gln_memory__grown(b->found, &b->capacity, (size_t)id + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        b->found = grown;
        if (id >= b->n_found) {
            grown[b->n_found++] = (found){.count = 0};
        }
        grown[id].count++;
        grown[id].doc_freq += grown[id].last_doc != doc + 1;
        grown[id].last_doc = (uint32_t)doc + 1;
    }
    return GLN_OK;
}

static int by_score(const void *a, const void *b)
{
    const phrase *x = a, *y = b;
    if (x->score != y->score && !isnan(x->score)) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return gln_slice_compare(x->text, y->text);
}

/* The phrases that occur often enough, with their words as text. */
static gln_status score(bench *b, const uint64_t *frequency, const uint64_t *degree, gln_arena *arena, phrase *out,
                        size_t *n, gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    *n = 0;
    for (size_t i = 0; i < b->n_found && status == GLN_OK; i++) {
        if (b->found[i].count < b->options->min_count) {
            continue;
        }
        uint32_t word, length = (uint32_t)(b->keys.items[i].len / sizeof word);
        gln_buffer__clear(&text);
        double sum = 0;
        for (uint32_t w = 0; w < length; w++) {
            memcpy(&word, b->keys.items[i].ptr + w * sizeof word, sizeof word);
            gln_buffer__puts(&text, w ? " " : "");
            gln_buffer__put(&text, b->scope.view->terms[word].text);
            sum += gln_keyphrase__score(&word, 1, frequency, degree);
        }
        gln_slice own = gln_arena__copy(arena, gln_buffer__slice(&text));
        status = own.ptr && !text.failed ? GLN_OK : gln_error__nomem(err);
        out[(*n)++] = (phrase){own, length, b->found[i].count, b->found[i].doc_freq, b->stop ? sum : (double)NAN};
    }
    gln_buffer__free(&text);
    if (status == GLN_OK && *n) {
        qsort(out, *n, sizeof *out, by_score);
    }
    return status;
}

static void put_rows(const bench *b, gln_slice label, const phrase *phrases, size_t n, gln_table *table)
{
    n = b->options->top && b->options->top < n ? b->options->top : n;
    for (size_t i = 0; i < n; i++) {
        gln_table_row(table);
        gln_table_set_text(table, PERIOD, label);
        gln_table_set_text(table, PHRASE, phrases[i].text);
        gln_table_set_integer(table, WORDS, phrases[i].words);
        gln_table_set_integer(table, COUNT, phrases[i].count);
        gln_table_set_integer(table, DOC_FREQ, phrases[i].doc_freq);
        gln_table_set_number(table, RAKE, phrases[i].score);
        gln_table_set_text(table, STATUS, b->stop ? GLN_LIT("ok") : GLN_LIT("no_stop_list"));
    }
}

static gln_status put_period(bench *b, gln_slice label, gln_table *table, gln_error *err)
{
    size_t n_terms = b->scope.view->n_terms, n = 0;
    uint64_t *sums = gln_memory__zeroed(2 * n_terms, sizeof *sums);
    gln_arena arena = GLN_ARENA_INIT;
    phrase *phrases = NULL;
    gln_status status =
        sums ? gln_keyphrases__degrees(&b->scope, &b->orders, sums, sums + n_terms, err) : gln_error__nomem(err);
    for (size_t d = 0; d < b->scope.view->n_docs && status == GLN_OK; d++) {
        status = gln_keyphrases__in(&b->scope, d) ? find_phrases(b, d, err) : GLN_OK;
    }
    if (status == GLN_OK) {
        phrases = gln_memory__array(b->n_found, sizeof *phrases);
        status = phrases ? score(b, sums, sums + n_terms, &arena, phrases, &n, err) : gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        put_rows(b, label, phrases, n, table);
        status = gln_table_check(table, err);
    }
    gln_intern__clear(&b->keys);
    b->n_found = 0;
    gln_arena__clear(&arena);
    free(phrases);
    free(sums);
    return status;
}

static gln_status fill(const gln_period_view *all, const gln_vocabulary_options *options, gln_table *table,
                       gln_error *err)
{
    bench b = {.scope = {&all->view, options->whole ? NULL : &all->periods, 0},
               .options = options,
               .stop = gln_freq__options(all->view.counter)->stop != NULL};
    gln_status status = gln_freq_orders__open(&all->view, false, &b.orders, err);
    for (size_t p = 0; p < all->n && status == GLN_OK; p++) {
        b.scope.period = p;
        status = put_period(&b, all->list ? all->list[p].label : GLN_LIT("all"), table, err);
    }
    gln_freq_orders__close(&b.orders);
    free(b.found);
    return status;
}

gln_status gln_keyphrases_table(const gln_freq *counter, const gln_vocabulary_options *options, gln_table **out,
                                gln_error *err)
{
    const gln_vocabulary_options usual = GLN_VOCABULARY_OPTIONS_INIT;
    gln_period_view all = {.list = NULL};
    gln_table *table = NULL;
    options = options ? options : &usual;
    const gln_counter_options *made = gln_freq__options(counter);
    gln_status status =
        !made->keep_order || made->matcher
            ? gln_error_set(err, GLN_ERR_USAGE, "phrases need all words in their order (keep_order)")
            : gln_period_view__open(counter, true, options->whole, options->by, MOST_PERIODS, &all, err);
    if (status == GLN_OK) {
        status = gln_table_new("keyphrases", "Key phrases", fields, N_FIELDS, &table, err);
    }
    if (status == GLN_OK) {
        status = fill(&all, options, table, err);
    }
    gln_period_view__close(&all);
    if (status == GLN_OK) {
        *out = table;
    } else {
        gln_table_free(table);
    }
    return status;
}
