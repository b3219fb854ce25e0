/* SPDX-License-Identifier: GPL-3.0-or-later */
/* newwords and variants: words and phrases found, then counted in a second reading. */
#include "cli/cli.h"

#include "core/buffer.h"
#include "core/file.h"
#include "core/number.h"
#include "guanlan/newwords.h"
#include "guanlan/variants.h"

#include <stdlib.h>

enum { MOST_ROWS = 1000000000, EVIDENCE_WIDTH = 20 };

/* What a second reading counts of the words that the first has found. */
typedef struct second {
    gln_matcher *matcher;
    gln_freq *freq;
    gln_kwic *kwic;
    gln_series *series;
} second;

static void second_free(second *s)
{
    gln_series_free(s->series);
    gln_kwic_free(s->kwic);
    gln_freq_free(s->freq);
    gln_matcher_free(s->matcher);
}

/* Counts the words as given terms over the job's selection, without telling of rejects again. */
static gln_status read_again(cli_job *job, const char *const *words, size_t n, bool series, second *out, gln_error *err)
{
    gln_counter_options counted = cli_job_counter(job);
    uint64_t threads = 0;
    gln_status status = gln_matcher_new(job->analyzer, words, n, GLN_MATCH_STRING, &out->matcher, err);
    counted.matcher = out->matcher;
    counted.memory /= 2; /* the other half is for what was found, and for the lines */
    if (status == GLN_OK) {
        status = gln_freq_new(&counted, &out->freq, err);
    }
    if (status == GLN_OK && series) {
        status = gln_series_new(&counted, &out->series, err);
    }
    counted.window = EVIDENCE_WIDTH;
    counted.most = 1;
    if (status == GLN_OK) {
        status = gln_kwic_new(&counted, &out->kwic, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("threads", job->options->threads, 1, 256, &threads, err);
    }
    if (status == GLN_OK) {
        gln_counters counters = {.freq = out->freq, .kwic = out->kwic, .series = out->series};
        gln_run_options run = {.threads = (unsigned)threads, .cancel = &cli_cancelled};
        status = gln_counters_run(job->corpus, &job->selection, &counters, &run, NULL, err);
    }
    return status;
}

/* Tables of the series: behind the main table. */
static gln_status add_series(cli_job *job, const cli_options *o, const gln_series *series, cli_result *result,
                             gln_error *err)
{
    gln_trend_options shape = GLN_TREND_OPTIONS_INIT;
    size_t n = 0;
    gln_status status = o->by ? gln_by_parse(gln_slice_of(o->by), &shape.by, err) : GLN_OK;
    shape.from = job->selection.from;
    shape.to = job->selection.to;
    if (status == GLN_OK) {
        status = cli_trend_tables(series, &shape, &result->tables[1], &n, err);
    }
    if (status == GLN_OK) {
        gln_table_free(result->tables[n]); /* the last are lags: between expressions that overlap they mean nothing */
        result->n_tables = n;
    }
    cli_params_text(&result->params, "by", gln_by_name(shape.by));
    return status;
}

/* ---- newwords -----------------------------------------------------------------------------------------------------
 */

static gln_status read_number(const char *name, const char *text, double least, double *out, gln_error *err)
{
    if (text && !(gln_number__parse(gln_slice_of(text), out) && *out >= least && *out <= 1000)) {
        return gln_error_set(err, GLN_ERR_USAGE, "--%s takes a number from %g to 1000, not '%s'", name, least, text);
    }
    return GLN_OK;
}

/* Where no stop list is named, the shipped ones are taken. */
static gln_status usual_stop(cli_job *job, gln_error *err)
{
    bool found;
    if (job->options->stops.count) {
        return GLN_OK;
    }
    gln_status status = gln_stoplist_new(job->analyzer, &job->stop, err);
    if (status == GLN_OK) {
        status = gln_stoplist_add_shipped(job->stop, GLN_LIT("zh"), &found, err);
    }
    return status == GLN_OK ? gln_stoplist_add_shipped(job->stop, GLN_LIT("en"), &found, err) : status;
}

static gln_status read_newwords(cli_job *job, const cli_options *o, gln_newwords_options *shape, gln_date *since,
                                gln_error *err)
{
    uint64_t top = 0;
    gln_status status = cli_option_count("top", o->top, 1, MOST_ROWS, &top, err);
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 2, UINT64_MAX, &shape->min_count, err);
    }
    if (status == GLN_OK) {
        status = read_number("min-cohesion", o->min_cohesion, -1000, &shape->min_cohesion, err);
    }
    if (status == GLN_OK) {
        status = read_number("min-entropy", o->min_entropy, 0, &shape->min_entropy, err);
    }
    if (status == GLN_OK && o->emerging) {
        status = cli_option_date("emerging", o->emerging, since, err);
    }
    if (status == GLN_OK) {
        status = usual_stop(job, err);
    }
    shape->top = since->year ? 0 : (size_t)top; /* emerging: of those that pass */
    shape->known = since->year != 0;
    shape->stop = job->stop;
    return status;
}

/* The words found in the job's selection, from `since` on. */
static gln_status find_words(cli_job *job, const gln_newwords_options *shape, gln_date since, gln_newwords **out,
                             gln_error *err)
{
    gln_counter_options counted = cli_job_counter(job);
    gln_selection later = job->selection;
    gln_ngrams *ngrams = NULL;
    if (since.year) {
        later.from = since;
        counted.selection = &later;
    }
    gln_status status = gln_ngrams_new(&counted, &ngrams, err);
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.ngrams = ngrams}, err);
    }
    if (status == GLN_OK) {
        status = cli_job_since(job, since, "--emerging", err);
    }
    if (status == GLN_OK) {
        status = gln_newwords_find(ngrams, shape, out, err);
    }
    gln_ngrams_free(ngrams);
    return status;
}

static gln_status save(const char *path, const gln_table *table, gln_error *err)
{
    gln_newfile file = GLN_NEWFILE_INIT;
    gln_status status = gln_newfile__open(&file, path, err);
    if (status != GLN_OK) {
        return status;
    }
    (void)fputs("# new words: word, count, tag\n", file.stream);
    for (size_t i = 0; i < gln_table_n_rows(table); i++) {
        gln_slice word = gln_table_cell(table, i, 0)->as.text;
        (void)fprintf(file.stream, "%.*s\t%llu\tnw\n", (int)word.len, word.ptr,
                      (unsigned long long)gln_table_cell(table, i, 1)->as.integer);
    }
    status = gln_newfile__commit(&file, err);
    gln_newfile__discard(&file);
    return status;
}

/* The words as terms, in the arena. */
static gln_status texts_of(const gln_newwords *words, gln_arena *arena, const char ***out, gln_error *err)
{
    size_t n = gln_newwords_count(words);
    const char **texts = gln_arena__array(arena, n, sizeof(const char *));
    for (size_t i = 0; texts && i < n; i++) {
        gln_slice copy = gln_arena__copy(arena, gln_newwords_get(words, i)->text);
        texts[i] = copy.ptr;
        if (!copy.ptr) {
            return gln_error__nomem(err);
        }
    }
    *out = texts;
    return texts ? GLN_OK : gln_error__nomem(err);
}

static void newwords_params(cli_result *result, const cli_job *job, const gln_newwords_options *shape,
                            const gln_newwords *words, const char *emerging)
{
    cli_params *params = &result->params;
    cli_params_text(params, "in", gln_part_name(job->part));
    cli_params_integer(params, "min_count", words ? gln_newwords_min_count(words) : shape->min_count);
    cli_params_number(params, "min_cohesion", shape->min_cohesion);
    cli_params_number(params, "min_entropy", shape->min_entropy);
    cli_params_number(params, "prune", shape->prune);
    if (emerging) {
        cli_params_text(params, "emerging", emerging);
    }
}

static gln_status make_newwords(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_newwords_options shape = GLN_NEWWORDS_OPTIONS_INIT;
    gln_newwords *words = NULL;
    second again = {.matcher = NULL};
    gln_date since = {0, 0, 0};
    const char **texts = NULL;
    bool series = o->emerging || o->by;
    gln_status status = read_newwords(job, o, &shape, &since, err);
    job->dated = series;
    job->by = GLN_BY_MONTH;
    if (status == GLN_OK && o->by) {
        status = gln_by_parse(gln_slice_of(o->by), &job->by, err);
    }
    if (status == GLN_OK) {
        status = find_words(job, &shape, since, &words, err);
    }
    if (status == GLN_OK) {
        status = texts_of(words, &o->arena, &texts, err);
    }
    if (status == GLN_OK && gln_newwords_count(words)) {
        status = read_again(job, texts, gln_newwords_count(words), series, &again, err);
    }
    if (status == GLN_OK) {
        status = gln_newwords_table(words, job->analyzer, again.freq, again.kwic, since, &result->tables[0], err);
        result->n_tables = status == GLN_OK ? 1 : 0;
    }
    if (status == GLN_OK && again.series) {
        status = add_series(job, o, again.series, result, err);
    }
    if (status == GLN_OK && o->save) {
        status = save(o->save, result->tables[0], err);
    }
    newwords_params(result, job, &shape, words, o->emerging);
    second_free(&again);
    gln_newwords_free(words);
    return status;
}

int cli_newwords(cli_options *options)
{
    return cli_frame(options, "newwords", make_newwords);
}

/* ---- variants -----------------------------------------------------------------------------------------------------
 */

/* The distinct variants of the table, as terms. */
static gln_status variant_texts(const gln_table *table, cli_options *o, cli_list *out, gln_error *err)
{
    size_t column = gln_table_find(table, "variant");
    gln_status status = GLN_OK;
    for (size_t i = 0; i < gln_table_n_rows(table) && status == GLN_OK; i++) {
        gln_slice text = gln_table_cell(table, i, column)->as.text;
        bool known = false;
        for (size_t k = 0; k < out->count && !known; k++) {
            known = gln_slice_equal(gln_slice_of(out->items[k]), text);
        }
        if (!known) {
            gln_slice copy = gln_arena__copy(&o->arena, text);
            status = copy.ptr ? cli_list_add(out, copy.ptr, err) : gln_error__nomem(err);
        }
    }
    return status;
}

static gln_status make_variants(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_variants_options shape = GLN_VARIANTS_OPTIONS_INIT;
    gln_counter_options counted = cli_job_counter(job);
    gln_variants *variants = NULL;
    second again = {.matcher = NULL};
    cli_list texts = {NULL, 0, 0};
    uint64_t top = 50;
    gln_status status = cli_need_terms(job, err);
    job->dated = true;
    job->by = GLN_BY_MONTH;
    if (status == GLN_OK && o->by) {
        status = gln_by_parse(gln_slice_of(o->by), &job->by, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("top", o->top, 1, 10000, &top, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape.min_count, err);
    }
    if (status == GLN_OK) {
        status = usual_stop(job, err);
    }
    shape.top = (size_t)top;
    shape.stop = job->stop;
    if (status == GLN_OK) {
        status = gln_variants_new(&counted, &variants, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.variants = variants}, err);
    }
    if (status == GLN_OK) {
        status = gln_variants_table(variants, &shape, &result->tables[0], err);
        result->n_tables = status == GLN_OK ? 1 : 0;
    }
    if (status == GLN_OK) {
        status = variant_texts(result->tables[0], o, &texts, err);
    }
    if (status == GLN_OK && texts.count) {
        status = read_again(job, texts.items, texts.count, true, &again, err);
    }
    if (status == GLN_OK && texts.count) {
        status = add_series(job, o, again.series, result, err);
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "min_count", shape.min_count);
    cli_params_number(&result->params, "prune", shape.prune);
    second_free(&again);
    cli_list_clear(&texts);
    gln_variants_free(variants);
    return status;
}

int cli_variants(cli_options *options)
{
    return cli_frame(options, "variants", make_variants);
}
