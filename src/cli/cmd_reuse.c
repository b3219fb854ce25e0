/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reuse, and the pass over the corpus before a count that leaves reprints out. */
#include "cli/cli.h"

#include "core/number.h"
#include "guanlan/reuse.h"

static gln_status read_reuse(const cli_options *o, gln_reuse_options *shape, gln_error *err)
{
    uint64_t days = shape->window_days;
    uint64_t top = 0;
    gln_status status = cli_option_count("window-days", o->window_days, 0, 36500, &days, err);
    if (status == GLN_OK) {
        status = cli_option_count("top", o->top, 1, 1000000000, &top, err);
    }
    double threshold = shape->threshold;
    if (status == GLN_OK && o->threshold &&
        !(gln_number__parse(gln_slice_of(o->threshold), &threshold) && threshold > 0 && threshold <= 1)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--threshold takes a number above 0 and at most 1, not '%s'",
                               o->threshold);
    }
    shape->window_days = (unsigned)days;
    shape->threshold = threshold;
    shape->top = (size_t)top;
    return status;
}

static gln_status make_reuse(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_reuse_options shape = GLN_REUSE_OPTIONS_INIT;
    gln_counter_options counted = cli_job_counter(job);
    gln_reuse *reuse = NULL;
    gln_status status = read_reuse(o, &shape, err);
    job->dated = true;
    job->by = GLN_BY_DAY;
    if (status == GLN_OK) {
        status = gln_reuse_new(&counted, &reuse, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.reuse = reuse}, err);
    }
    if (status == GLN_OK) {
        status = gln_reuse_tables(reuse, &shape, &result->tables[0], &result->tables[1], err);
        result->n_tables = status == GLN_OK ? 2 : 0;
    }
    cli_params_integer(&result->params, "window_days", shape.window_days);
    cli_params_number(&result->params, "threshold", shape.threshold);
    cli_params_text(&result->params, "shingles", "3 words or 5 characters of the normalized body");
    gln_reuse_free(reuse);
    return status;
}

gln_status cli_job_reprints(cli_job *job, gln_error *err)
{
    static const char *const weights[] = {"none", "reprint"};
    size_t weight = 0;
    gln_counter_options counted = cli_job_counter(job);
    gln_reuse_options shape = GLN_REUSE_OPTIONS_INIT;
    gln_reuse *reuse = NULL;
    uint64_t threads = 0;
    gln_status status = cli_option_choice("weight", job->options->weight, weights, 2, &weight, err);
    if (status == GLN_OK && weight && job->options->first_print) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--first-print and --weight reprint exclude each other");
    }
    if (status != GLN_OK || !(weight || job->options->first_print)) {
        return status;
    }
    status = read_reuse(job->options, &shape, err);
    shape.top = 0; /* it is the rows that --top bounds */
    if (status == GLN_OK) {
        status = cli_option_count("threads", job->options->threads, 1, 256, &threads, err);
    }
    if (status == GLN_OK) {
        status = gln_reuse_new(&counted, &reuse, err);
    }
    if (status == GLN_OK) {
        gln_run_options run = {.threads = (unsigned)threads, .cancel = &cli_cancelled};
        status = gln_counters_run(job->corpus, &job->selection, &(gln_counters){.reuse = reuse}, &run, NULL, err);
    }
    if (status == GLN_OK) {
        status = gln_reuse_reprints(reuse, &shape, &job->reprints, err);
        job->selection.first_print = weight ? NULL : job->reprints;
    }
    gln_reuse_free(reuse);
    return status;
}

int cli_reuse(cli_options *options)
{
    return cli_frame(options, "reuse", make_reuse);
}
