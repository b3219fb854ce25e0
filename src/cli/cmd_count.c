/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freq, cooc and kwic: one counter over the corpus, one table out of it. */
#include "cli/cli.h"

#include "guanlan/collocation.h"
#include "guanlan/concordance.h"
#include "guanlan/frequency.h"
#include "guanlan/vocabulary.h"

enum { MOST_ROWS = 1000000000 };

/* ---- freq ---------------------------------------------------------------------------------------------------------
 */

static gln_status make_freq(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    static const char *const measures[] = {"default", "all"};
    gln_freq_options shape = GLN_FREQ_OPTIONS_INIT;
    gln_freq *freq = NULL;
    size_t measure = 0;
    uint64_t top = 0;
    shape.match = job->match;
    gln_status status = cli_option_count("top", o->top, 1, MOST_ROWS, &top, err);
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    shape.all_measures = measure == 1;
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape.min_count, err);
    }
    gln_counter_options counted = cli_job_counter(job);
    if (status == GLN_OK) {
        shape.top = (size_t)top;
        status = gln_freq_new(&counted, &freq, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.freq = freq}, err);
    }
    if (status == GLN_OK) {
        status = gln_freq_table(freq, &shape, &result->tables[0], err);
    }
    result->n_tables = status == GLN_OK ? 1 : 0;
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "min_count", shape.min_count);
    gln_freq_free(freq);
    return status;
}

/* freq --vocabulary and --keywords. */
static gln_status make_vocabulary(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_vocabulary_options shape = GLN_VOCABULARY_OPTIONS_INIT;
    static const char *const measures[] = {"default", "all"};
    gln_freq *freq = NULL;
    size_t measure = 0;
    uint64_t top = shape.top;
    gln_counter_options counted = cli_job_counter(job);
    counted.keep_order = !counted.strings.words && !counted.strings.characters;
    gln_status status = cli_option_count("top", o->top, 1, MOST_ROWS, &top, err);
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape.min_count, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    if (status == GLN_OK && o->by) {
        status = gln_by_parse(gln_slice_of(o->by), &shape.by, err);
        shape.whole = false;
        job->dated = true;
        job->by = shape.by;
    }
    if (status == GLN_OK && (o->terms.count || (o->vocabulary && o->keywords))) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--vocabulary and --keywords are of all words, one at a time");
    }
    shape.top = (size_t)top;
    if (status == GLN_OK) {
        status = gln_freq_new(&counted, &freq, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.freq = freq}, err);
    }
    if (status == GLN_OK) {
        status = o->vocabulary ? gln_vocabulary_table(freq, &shape, &result->tables[0], err)
                               : gln_keywords_table(freq, &shape, &result->tables[0], err);
    }
    result->n_tables = status == GLN_OK ? 1 : 0;
    if (status == GLN_OK && o->keywords && measure == 1) {
        status = gln_keyphrases_table(freq, &shape, &result->tables[1], err);
        result->n_tables += status == GLN_OK;
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_text(&result->params, "by", shape.whole ? "all" : gln_by_name(shape.by));
    gln_freq_free(freq);
    return status;
}

int cli_freq(cli_options *options)
{
    if (options->matrix) {
        return cli_frame(options, "matrix", cli_make_matrix);
    }
    if (options->vocabulary || options->keywords) {
        return cli_frame(options, options->vocabulary ? "vocabulary" : "keywords", make_vocabulary);
    }
    return cli_frame(options, "freq", make_freq);
}

/* ---- cooc ---------------------------------------------------------------------------------------------------------
 */

static gln_status read_cooc(cli_job *job, cli_options *o, gln_cooc_options *shape, gln_counter_options *counted,
                            gln_error *err)
{
    static const char *const contexts[] = {"window", "sentence", "paragraph", "article"};
    static const char *const countings[] = {"surface", "pairs"};
    static const char *const measures[] = {"default", "all"};
    size_t measure = 0;
    size_t context = GLN_CONTEXT_WINDOW;
    size_t counting = GLN_COOC_SURFACE;
    uint64_t window = 5;
    uint64_t top = 0;
    *counted = cli_job_counter(job);
    *shape = (gln_cooc_options)GLN_COOC_OPTIONS_INIT;
    gln_status status = cli_need_terms(job, err);
    if (status == GLN_OK && (o->nodes || o->bootstrap || o->disparity || o->side_a || o->side_b)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--nodes, --bootstrap, --disparity, --a and --b go with --network");
    }
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    shape->all_measures = measure == 1;
    if (status == GLN_OK) {
        status = cli_option_choice("context", o->context, contexts, 4, &context, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("counting", o->counting, countings, 2, &counting, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("window", o->window, 1, 1000, &window, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("top", o->top, 1, MOST_ROWS, &top, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape->min_count, err);
    }
    if (status == GLN_OK && counting == GLN_COOC_PAIRS && context != GLN_CONTEXT_WINDOW) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--counting pairs goes with --context window");
    }
    counted->context = (gln_context)context;
    counted->window = (unsigned)window;
    shape->counting = (gln_cooc_counting)counting;
    shape->top = (size_t)top;
    return status;
}

enum { PERIOD_COLLOCATES = 20, PERIOD_ARTICLES = 5 };

/* cooc --by PERIOD. */
static gln_status make_cooc_periods(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_cooc_options shape;
    gln_counter_options counted;
    gln_cooc *cooc = NULL;
    gln_by by = GLN_BY_YEAR;
    gln_status status = read_cooc(job, o, &shape, &counted, err);
    counted.monthly = true;
    shape.min_count = o->min_count ? shape.min_count : PERIOD_ARTICLES;
    shape.top = shape.top ? shape.top : PERIOD_COLLOCATES;
    if (status == GLN_OK) {
        status = gln_by_parse(gln_slice_of(o->by), &by, err);
    }
    if (status == GLN_OK && o->network) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--by and --network do not go together");
    }
    if (status == GLN_OK && (by < GLN_BY_MONTH || shape.counting == GLN_COOC_PAIRS)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--by takes month, quarter or year here, and no pairs");
    }
    job->dated = true;
    job->by = by;
    if (status == GLN_OK) {
        status = gln_cooc_new(&counted, &cooc, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.cooc = cooc}, err);
    }
    if (status == GLN_OK) {
        status = gln_cooc_periods(cooc, by, &shape, &result->tables[0], &result->tables[1], err);
    }
    result->n_tables = status == GLN_OK ? 2 : 0;
    cli_params_text(&result->params, "by", gln_by_name(by));
    cli_params_text(&result->params, "context", o->context ? o->context : "window");
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "min_count", shape.min_count);
    gln_cooc_free(cooc);
    return status;
}

static gln_status make_cooc(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_cooc_options shape;
    gln_counter_options counted;
    gln_cooc *cooc = NULL;
    gln_status status = read_cooc(job, o, &shape, &counted, err);
    if (status == GLN_OK) {
        status = gln_cooc_new(&counted, &cooc, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.cooc = cooc}, err);
    }
    if (status == GLN_OK) {
        status = gln_cooc_table(cooc, &shape, &result->tables[0], err);
    }
    result->n_tables = status == GLN_OK ? 1 : 0;
    cli_params_text(&result->params, "context", o->context ? o->context : "window");
    if (counted.context == GLN_CONTEXT_WINDOW) {
        cli_params_integer(&result->params, "window", counted.window);
        cli_params_text(&result->params, "counting", shape.counting == GLN_COOC_PAIRS ? "pairs" : "surface");
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "min_count", shape.min_count);
    gln_cooc_free(cooc);
    return status;
}

int cli_cooc(cli_options *options)
{
    if (options->network && !options->by) {
        return cli_frame(options, "network", cli_make_network);
    }
    return options->by ? cli_frame(options, "cooc", make_cooc_periods) : cli_frame(options, "cooc", make_cooc);
}

/* ---- kwic ---------------------------------------------------------------------------------------------------------
 */

static gln_status read_kwic(const cli_options *o, gln_kwic_options *shape, uint64_t *width, gln_error *err)
{
    static const char *const sides[] = {"none", "left", "right"};
    size_t side = 0;
    uint64_t sample = 0;
    uint64_t limit = 0;
    gln_status status = cli_option_choice("sort", o->sort, sides, 3, &side, err);
    if (status == GLN_OK) {
        status = cli_option_count("sample", o->sample, 1, MOST_ROWS, &sample, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("limit", o->limit, 1, MOST_ROWS, &limit, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("width", o->width, 0, 10000, width, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape->seed, err);
    }
    shape->sort = (gln_kwic_sort)side;
    shape->sample = (size_t)sample;
    shape->limit = (size_t)limit;
    return status;
}

static gln_status make_kwic(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_kwic_options shape = GLN_KWIC_OPTIONS_INIT;
    gln_kwic *kwic = NULL;
    uint64_t width = 30;
    gln_status status = cli_need_terms(job, err);
    if (status == GLN_OK) {
        status = read_kwic(o, &shape, &width, err);
    }
    if (status == GLN_OK && o->coding_sheet) {
        return cli_make_coding_sheet(job, o, (unsigned)width, result, err);
    }
    if (status == GLN_OK && o->by) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--by spreads the sample of a --coding-sheet");
    }
    gln_counter_options counted = cli_job_counter(job);
    counted.window = (unsigned)width;
    if (shape.sample || shape.sort == GLN_KWIC_UNSORTED) { /* what is not printed is not kept */
        counted.keep = shape.sample ? shape.sample : shape.limit;
        counted.keep_by = shape.sample ? GLN_KEEP_DRAWN : GLN_KEEP_FIRST;
        counted.keep_seed = shape.seed;
    }
    if (status == GLN_OK) {
        status = cli_stream_of(o, "kwic", &result->stream, err);
        shape.taker = result->stream.taker;
    }
    if (status == GLN_OK) {
        status = gln_kwic_new(&counted, &kwic, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.kwic = kwic}, err);
    }
    if (status == GLN_OK) {
        status = gln_kwic_table(kwic, &shape, &result->tables[0], err);
    }
    result->n_tables = status == GLN_OK ? 1 : 0;
    if (status == GLN_OK && gln_table_n_rows(result->tables[0]) == 0 && !result->stream.output && !o->quiet) {
        (void)fputs("guanlan: the terms do not occur\n", stderr); /* the table has no row that could say so */
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "width", width);
    gln_kwic_free(kwic);
    return status;
}

int cli_kwic(cli_options *options)
{
    return options->coded.count ? cli_coded(options) : cli_frame(options, "kwic", make_kwic);
}
