/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan: the tests of a trend over a whole vocabulary. */
#include "cli/cli.h"

#include "guanlan/frequency.h"
#include "guanlan/scan.h"

#include <unistd.h>

enum { WATCH_MIN = 3 }; /* hits from which a word is watched */

static gln_status read_scan(cli_job *job, const cli_options *o, gln_scan_options *shape, gln_error *err)
{
    uint64_t top = 20, threads = 0;
    bool watch = o->watch != NULL;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    *shape = (gln_scan_options)GLN_SCAN_OPTIONS_INIT;
    shape->trend.by = watch ? GLN_BY_ISSUE : shape->trend.by;
    shape->min_count = job->matcher ? 1 : watch ? WATCH_MIN : shape->min_count;
    gln_status status = o->by ? gln_by_parse(gln_slice_of(o->by), &shape->trend.by, err) : GLN_OK;
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape->min_count, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("top", o->top, 1, 1000000000, &top, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape->trend.seed, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("threads", o->threads, 1, 256, &threads, err);
    }
    if (status == GLN_OK && watch && o->since) {
        status = gln_error_set(err, GLN_ERR_USAGE,
                               "--watch holds the newest period against all before it: leave out --since");
    }
    if (status == GLN_OK) {
        status = cli_option_date("since", o->since, &shape->since, err);
    }
    shape->top = (size_t)top;
    shape->threads = threads ? (unsigned)threads : processors > 0 && processors < 256 ? (unsigned)processors : 1;
    shape->trend.from = job->selection.from;
    shape->trend.to = job->selection.to;
    shape->trend.match = gln_match_name(job->matcher ? job->match : GLN_MATCH_WORD);
    job->dated = true;
    job->by = shape->trend.by;
    return status;
}

static void scan_params(cli_result *result, const cli_job *job, const gln_scan_options *shape,
                        const gln_scan_summary *summary)
{
    cli_params *params = &result->params;
    char since[GLN_DATE_SIZE];
    cli_params_text(params, "by", gln_by_name(shape->trend.by));
    cli_params_text(params, "in", gln_part_name(job->part));
    cli_params_integer(params, "min_count", shape->min_count);
    cli_params_integer(params, "top", shape->top);
    if (summary->since.year) {
        (void)snprintf(since, sizeof since, "%04d-%02d-%02d", (int)summary->since.year, (int)summary->since.month,
                       (int)summary->since.day);
        cli_params_text(params, result->n_tables == 1 ? "newest" : "since", since);
    }
    cli_params_integer(params, "n_periods", summary->n_periods);
    cli_params_integer(params, "words", summary->words);
    cli_params_integer(params, "words_tested", summary->tested);
    cli_params_integer(params, "m_tests", summary->m);
    cli_params_integer(params, "words_found", summary->found);
    cli_params_number(params, "conf", shape->trend.conf);
    cli_params_number(params, "alpha", shape->trend.alpha);
    cli_params_integer(params, "seed", shape->trend.seed);
    cli_params_text(params, "rule", result->n_tables == 1 ? gln_watch_rule() : gln_scan_rule());
    if (result->n_tables > 1) {
        cli_params_text(params, "trend_rule", gln_trend_rule());
    }
}

static gln_status make_scan(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_scan_options shape;
    gln_scan_summary summary = {.words = 0};
    gln_counter_options counted = cli_job_counter(job);
    gln_freq *freq = NULL;
    gln_status status = read_scan(job, o, &shape, err);
    if (status == GLN_OK) {
        status = gln_freq_new(&counted, &freq, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.freq = freq}, err);
    }
    if (status == GLN_OK) {
        status = cli_job_since(job, shape.since, "--since", err);
    }
    if (status == GLN_OK && o->watch) {
        status = gln_watch_table(freq, &shape, &result->tables[0], &summary, err);
        result->n_tables = status == GLN_OK ? 1 : 0;
    } else if (status == GLN_OK) {
        gln_scan_report report = {NULL, NULL, NULL};
        status = gln_scan_tables(freq, &shape, &report, &summary, err);
        result->tables[0] = report.scan;
        result->tables[1] = report.models;
        result->tables[2] = report.path;
        result->n_tables = status == GLN_OK ? 3 : 0;
    }
    if (status == GLN_OK) {
        scan_params(result, job, &shape, &summary);
    }
    gln_freq_free(freq);
    return status;
}

int cli_scan(cli_options *options)
{
    return cli_frame(options, "scan", make_scan);
}
