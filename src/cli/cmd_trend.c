/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trend, compare and report. */
#include "cli/cli.h"

#include "core/file.h"
#include "count/freq_view.h"
#include "guanlan/collocation.h"
#include "guanlan/comparison.h"
#include "guanlan/concordance.h"
#include "guanlan/frequency.h"
#include "guanlan/reuse.h"
#include "guanlan/tiers.h"

#include <stdlib.h>
#include <string.h>

enum { TREND_TABLES = 7 };

/* ---- trend --------------------------------------------------------------------------------------------------------
 */

/* DATE:LABEL, each with a full date. */
static gln_status read_events(cli_options *o, gln_trend_options *shape, gln_error *err)
{
    gln_trend_event *events = gln_arena__array(&o->arena, o->events.count, sizeof *events);
    if (!events) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < o->events.count; i++) {
        const char *text = o->events.items[i], *colon = strchr(text, ':');
        gln_selection one = {.from = {0, 0, 0}};
        char pair[32];
        int n = snprintf(pair, sizeof pair, "from=%.*s", (int)(colon && colon - text < 20 ? colon - text : 0), text);
        if (n < 0 || !colon || !colon[1] || strchr(pair, ',') ||
            gln_selection_parse(gln_slice_of(pair), &one, NULL) != GLN_OK || !gln_date_full(one.from)) {
            return gln_error_set(err, GLN_ERR_USAGE,
                                 "--event takes DATE:LABEL with a full date (2020-01-23:lockdown), "
                                 "not '%s'",
                                 text);
        }
        events[i] = (gln_trend_event){one.from, colon + 1};
    }
    shape->events = events;
    shape->n_events = o->events.count;
    return GLN_OK;
}

static gln_status read_trend(cli_job *job, cli_options *o, gln_trend_options *shape, gln_counter_options *counted,
                             gln_error *err)
{
    static const char *const splits[] = {"none", "paper", "section", "agency"};
    static const char *const measures[] = {"default", "all"};
    size_t split = GLN_SPLIT_NONE;
    size_t measure = 0;
    *shape = (gln_trend_options)GLN_TREND_OPTIONS_INIT;
    *counted = cli_job_counter(job);
    gln_status status = cli_need_terms(job, err);
    if (status == GLN_OK && o->by) {
        status = gln_by_parse(gln_slice_of(o->by), &shape->by, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("split", o->split, splits, 4, &split, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape->seed, err);
    }
    if (status == GLN_OK) {
        status = read_events(o, shape, err);
    }
    counted->split = (gln_split)split;
    counted->weights = o->weight ? job->reprints : NULL; /* NULL with --weight none */
    shape->all_measures = measure == 1;
    shape->from = job->selection.from;
    shape->to = job->selection.to;
    shape->match = gln_match_name(job->match);
    shape->calendar = job->calendar;
    job->dated = true;
    job->by = shape->by;
    return status;
}

static void trend_params(cli_result *result, const cli_job *job, const gln_trend_options *shape)
{
    cli_params *params = &result->params;
    cli_params_text(params, "by", gln_by_name(shape->by));
    cli_params_text(params, "in", gln_part_name(job->part));
    cli_params_text(params, "denominator",
                    "words without punctuation of the selected articles, in the parts looked in");
    cli_params_number(params, "conf", shape->conf);
    cli_params_number(params, "alpha", shape->alpha);
    cli_params_text(params, "p_adjust", "Benjamini-Hochberg over the rows tested");
    cli_params_integer(params, "seed", shape->seed);
    cli_params_text(params, "rule", gln_trend_rule());
}

gln_status cli_trend_tables(const gln_series *series, const gln_trend_options *shape, gln_table **tables, size_t *n,
                            gln_error *err)
{
    gln_trend_report report;
    gln_status status = gln_trend_tables(series, shape, &report, err);
    if (status == GLN_OK) {
        gln_table *all[] = {report.trend,  report.tests, report.bursts, report.changes,
                            report.models, report.path,  report.lags,   report.tiers};
        *n = TREND_TABLES + (report.tiers != NULL);
        memcpy(tables, all, *n * sizeof *all);
    }
    return status;
}

/* The counters of --controls: the terms by section (or as --split says), and words that no news moves. */
typedef struct control_counters {
    gln_matcher *matcher;
    gln_series *split, *words;
} control_counters;

static gln_status new_controls(cli_job *job, const gln_counter_options *counted, control_counters *c, gln_error *err)
{
    static const char *const function_words[] = {"的", "是", "在", "了", "和", "the", "of", "and", "to", "in"};
    gln_counter_options own = *counted;
    own.split = own.split == GLN_SPLIT_NONE ? GLN_SPLIT_SECTION : own.split;
    gln_status status = gln_series_new(&own, &c->split, err);
    if (status == GLN_OK) {
        status = gln_matcher_new(job->analyzer, function_words, sizeof function_words / sizeof *function_words,
                                 GLN_MATCH_WORD, &c->matcher, err);
    }
    own.split = GLN_SPLIT_NONE;
    own.weights = NULL;
    own.matcher = c->matcher;
    return status == GLN_OK ? gln_series_new(&own, &c->words, err) : status;
}

static void free_controls(control_counters *c)
{
    gln_series_free(c->split);
    gln_series_free(c->words);
    gln_matcher_free(c->matcher);
}

static gln_status make_trend(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_trend_options shape;
    gln_counter_options counted;
    gln_series *series = NULL;
    gln_codings *codings = NULL;
    gln_tiers *tiers = NULL;
    control_counters controls = {NULL, NULL, NULL};
    gln_status status = read_trend(job, o, &shape, &counted, err);
    if (status == GLN_OK) {
        status = cli_read_codings(o, &codings, err);
    }
    shape.codings = codings;
    if (status == GLN_OK && o->tiers) {
        status = gln_tiers_read(strcmp(o->tiers, "people-daily") == 0 ? NULL : o->tiers, &tiers, err);
    }
    shape.tiers = tiers;
    if (status == GLN_OK) {
        status = gln_series_new(&counted, &series, err);
    }
    if (status == GLN_OK && o->controls) {
        status = new_controls(job, &counted, &controls, err);
    }
    if (status == GLN_OK) {
        gln_counters counters = {.series = series, .series_split = controls.split, .series_words = controls.words};
        status = cli_job_run(job, &job->selection, &counters, err);
    }
    if (status == GLN_OK) {
        status = cli_trend_tables(series, &shape, result->tables, &result->n_tables, err);
    }
    if (status == GLN_OK && o->controls) {
        status = gln_trend_controls(controls.split, controls.words, &shape, &result->tables[result->n_tables], err);
        result->n_tables += status == GLN_OK;
    }
    trend_params(result, job, &shape);
    gln_codings_free(codings);
    gln_tiers_free(tiers);
    free_controls(&controls);
    gln_series_free(series);
    return status;
}

int cli_trend(cli_options *options)
{
    return cli_frame(options, "trend", make_trend);
}

/* ---- compare -------------------------------------------------------------------------------------------------------
 */

/* The two selections: the filters of the options, and each side's own. */
static gln_status read_sides(const cli_job *job, const cli_options *o, gln_selection sides[2], gln_error *err)
{
    if (!o->side_a || !o->side_b) {
        return gln_error_set(
            err, GLN_ERR_USAGE,
            "give both selections, --a date=2020 --b date=2021, or --reference FILE, or --each PERIOD");
    }
    sides[0] = job->selection;
    sides[1] = job->selection;
    gln_status status = gln_selection_parse(gln_slice_of(o->side_a), &sides[0], err);
    return status == GLN_OK ? gln_selection_parse(gln_slice_of(o->side_b), &sides[1], err) : status;
}

static gln_status read_compare(const cli_job *job, const cli_options *o, gln_compare_options *shape, gln_error *err)
{
    static const char *const measures[] = {"default", "all"};
    size_t measure = 0;
    uint64_t top = 0;
    *shape = (gln_compare_options)GLN_COMPARE_OPTIONS_INIT;
    gln_status status = cli_option_count("top", o->top, 1, 1000000000, &top, err);
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    shape->all_measures = measure == 1;
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape->min_count, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape->seed, err);
    }
    shape->top = (size_t)top;
    shape->match = job->match;
    shape->label_a = gln_slice_of(o->side_a);
    shape->label_b = gln_slice_of(o->side_b);
    return status;
}

static void compare_params(cli_result *result, const cli_job *job, const cli_options *o,
                           const gln_compare_options *shape)
{
    cli_params *params = &result->params;
    if (o->side_a) {
        cli_params_text(params, "a", o->side_a);
    }
    if (o->side_b) {
        cli_params_text(params, "b", o->side_b);
    }
    cli_params_text(params, "in", gln_part_name(job->part));
    cli_params_integer(params, "min_count", shape->min_count);
    cli_params_number(params, "alpha", shape->alpha);
    cli_params_number(params, "prior", shape->prior);
    cli_params_integer(params, "permutations", shape->permutations);
    cli_params_text(params, "rule", gln_compare_rule());
}

/* Counters of the two sides, for terms and for stories. */
typedef struct compare_counters {
    gln_freq *freqs[2];
    gln_reuse *stories[2];
} compare_counters;

static void compare_counters_free(compare_counters *c)
{
    for (int i = 0; i < 2; i++) {
        gln_freq_free(c->freqs[i]);
        gln_reuse_free(c->stories[i]);
    }
}

/* Counts the two sides; what they have no issue of is an error, since nothing can be compared then. */
static gln_status count_sides(cli_job *job, const gln_selection sides[2], compare_counters *c,
                              const gln_counters *others, gln_error *err)
{
    gln_status status = GLN_OK;
    for (int i = 0; i < 2 && status == GLN_OK; i++) {
        gln_counter_options counted = cli_job_counter(job);
        counted.selection = &sides[i];
        counted.memory = job->memory / 2;               /* for each side */
        counted.matcher = others ? NULL : job->matcher; /* a report compares the whole vocabulary */
        status = gln_freq_new(&counted, &c->freqs[i], err);
        counted.every = true;
        counted.keep = GLN_STORIES_MOST;
        if (status == GLN_OK) {
            status = gln_reuse_new(&counted, &c->stories[i], err);
        }
    }
    if (status == GLN_OK) {
        gln_counters counters = others ? *others : (gln_counters){.series = NULL};
        counters.freq = c->freqs[0];
        counters.freq_b = c->freqs[1];
        counters.reuse = c->stories[0];
        counters.reuse_b = c->stories[1];
        status = cli_job_run(job, &job->selection, &counters, err);
    }
    for (int i = 0; i < 2 && status == GLN_OK; i++) {
        if (!gln_freq__n_articles(c->freqs[i])) {
            char name[80];
            (void)snprintf(name, sizeof name, "--%c %.70s", "ab"[i], i ? job->options->side_b : job->options->side_a);
            status = cli_job_nothing(job, &sides[i], name, err);
        }
    }
    return status;
}

/* compare, compare_summary, compare_moves and stories. */
static gln_status compare_tables(const compare_counters *c, const gln_compare_options *shape, gln_table **tables,
                                 size_t *n_tables, gln_error *err)
{
    gln_compare_options own = *shape;
    gln_status status = gln_compare_moves_begin(&own.moves, err);
    if (status == GLN_OK) {
        status = gln_compare_tables(c->freqs[0], c->freqs[1], &own, &tables[0], &tables[1], err);
    }
    if (status != GLN_OK) {
        gln_table_free(own.moves);
        return status;
    }
    tables[2] = own.moves;
    *n_tables += 3;
    status = gln_stories_table(c->stories[0], c->stories[1], &tables[3], err);
    *n_tables += status == GLN_OK;
    return status;
}

static gln_status make_compare(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_selection sides[2];
    gln_compare_options shape;
    compare_counters c = {.freqs = {NULL, NULL}};
    if (o->reference || o->each) {
        gln_status other = read_compare(job, o, &shape, err);
        other = other == GLN_OK ? cli_make_compare_other(job, o, &shape, result, err) : other;
        compare_params(result, job, o, &shape);
        return other;
    }
    gln_status status = read_sides(job, o, sides, err);
    if (status == GLN_OK) {
        status = read_compare(job, o, &shape, err);
    }
    if (status == GLN_OK) {
        status = count_sides(job, sides, &c, NULL, err);
    }
    if (status == GLN_OK) {
        status = compare_tables(&c, &shape, result->tables, &result->n_tables, err);
    }
    if (status == GLN_OK) {
        compare_params(result, job, o, &shape);
    }
    compare_counters_free(&c);
    return status;
}

int cli_compare(cli_options *options)
{
    return cli_frame(options, "compare", make_compare);
}

/* ---- report --------------------------------------------------------------------------------------------------------
 */

enum { REPORT_EXAMPLES = 4000, REPORT_OF_A_POINT = 3 };
enum { REPORT_LINES = 200, REPORT_COLLOCATES = 50, REPORT_WIDTH = 30, REPORT_KEYWORDS = 200 };

typedef struct report_counters {
    gln_series *series;
    gln_cooc *cooc;
    gln_kwic *kwic;
    gln_kwic *examples;
    gln_freq *terms;
    compare_counters sides;
} report_counters;

static gln_status report_count(cli_job *job, const gln_selection sides[2], const gln_counter_options *counted,
                               gln_by by, report_counters *c, bool compared, gln_error *err)
{
    gln_counter_options around = cli_job_counter(job);
    around.window = 5;
    gln_counter_options context = cli_job_counter(job);
    context.window = REPORT_WIDTH;
    context.keep = REPORT_LINES;
    context.keep_by = GLN_KEEP_DRAWN;
    context.keep_seed = 1;
    gln_status status = cli_option_count("seed", job->options->seed, 0, UINT64_MAX, &context.keep_seed, err);
    if (status == GLN_OK) {
        status = gln_series_new(counted, &c->series, err);
    }
    if (status == GLN_OK) {
        status = gln_cooc_new(&around, &c->cooc, err);
    }
    if (status == GLN_OK) {
        status = gln_kwic_new(&context, &c->kwic, err);
    }
    if (status == GLN_OK) {
        gln_counter_options behind = cli_job_counter(job);
        behind.window = REPORT_WIDTH;
        behind.most = REPORT_OF_A_POINT;
        behind.most_by_period = true;
        behind.by = by;
        status = gln_kwic_new(&behind, &c->examples, err);
    }
    gln_counters counters = {.series = c->series, .cooc = c->cooc, .kwic = c->kwic, .examples = c->examples};
    if (status == GLN_OK && compared) {
        return count_sides(job, sides, &c->sides, &counters, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &counters, err);
    }
    return status;
}

static gln_status report_tables(const cli_options *o, const cli_job *job, const report_counters *c,
                                const gln_trend_options *shape, const gln_compare_options *comparison,
                                cli_result *result, gln_error *err)
{
    gln_cooc_options around = GLN_COOC_OPTIONS_INIT;
    gln_kwic_options context = GLN_KWIC_OPTIONS_INIT;
    around.top = REPORT_COLLOCATES;
    context.sample = REPORT_LINES;
    gln_table **tables = result->tables + TREND_TABLES;
    gln_status status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &context.seed, err);
    if (status == GLN_OK) {
        status = cli_trend_tables(c->series, shape, result->tables, &result->n_tables, err);
    }
    if (status == GLN_OK) {
        status = gln_cooc_table(c->cooc, &around, &tables[0], err);
    }
    if (status == GLN_OK) {
        result->n_tables++;
        status = gln_kwic_table(c->kwic, &context, &tables[1], err);
    }
    if (status == GLN_OK) {
        result->n_tables++;
        status = gln_examples_table(c->examples, result->tables[0], REPORT_EXAMPLES, &tables[2], err);
    }
    if (status == GLN_OK) {
        result->n_tables++;
        if (c->sides.freqs[0]) {
            status = compare_tables(&c->sides, comparison, &tables[3], &result->n_tables, err);
        }
    }
    trend_params(result, job, shape);
    cli_params_integer(&result->params, "kwic_sample", REPORT_LINES);
    cli_params_integer(&result->params, "collocates", REPORT_COLLOCATES);
    return status;
}

static gln_status make_report(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_trend_options shape;
    gln_compare_options comparison = GLN_COMPARE_OPTIONS_INIT;
    gln_counter_options counted;
    gln_selection sides[2];
    report_counters c = {.series = NULL};
    bool compared = o->side_a || o->side_b;
    job->memory /= 4; /* series, collocates, lines, and the sides */
    gln_status status = read_trend(job, o, &shape, &counted, err);
    if (status == GLN_OK && compared) {
        status = read_sides(job, o, sides, err);
    }
    if (status == GLN_OK && compared) {
        status = read_compare(job, o, &comparison, err);
        comparison.top = comparison.top ? comparison.top : REPORT_KEYWORDS;
    }
    if (status == GLN_OK) {
        status = report_count(job, sides, &counted, shape.by, &c, compared, err);
    }
    if (status == GLN_OK) {
        status = report_tables(o, job, &c, &shape, &comparison, result, err);
    }
    if (status == GLN_OK && compared) {
        cli_params_text(&result->params, "a", o->side_a);
        cli_params_text(&result->params, "b", o->side_b);
        cli_params_text(&result->params, "comparison_rule", gln_compare_rule());
    }
    gln_series_free(c.series);
    gln_cooc_free(c.cooc);
    gln_kwic_free(c.kwic);
    gln_kwic_free(c.examples);
    compare_counters_free(&c.sides);
    return status;
}

int cli_report(cli_options *options)
{
    return cli_frame(options, "report", make_report);
}
