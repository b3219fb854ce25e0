/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cooc --network: which words stand together. */
#include "cli/cli.h"

#include "core/number.h"
#include "guanlan/network.h"

static gln_status read_network(const cli_options *o, gln_network_options *shape, gln_error *err)
{
    static const char *const contexts[] = {"window", "sentence", "paragraph", "article"};
    static const char *const measures[] = {"default", "all"};
    size_t context = GLN_CONTEXT_ARTICLE, measure = 0;
    uint64_t nodes = shape->nodes, bootstrap = 0, window = shape->window;
    gln_status status = GLN_OK;
    if ((o->side_a == NULL) != (o->side_b == NULL)) {
        return gln_error_set(err, GLN_ERR_USAGE, "give both selections, --a and --b, or none");
    }
    if (o->counting || o->top) {
        return gln_error_set(err, GLN_ERR_USAGE, "a network takes no --counting and no --top");
    }
    status = cli_option_choice("context", o->context, contexts, 4, &context, err);
    if (status == GLN_OK && o->window && context != GLN_CONTEXT_WINDOW) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--window goes with --context window (a network is of articles)");
    }
    if (status == GLN_OK && context == GLN_CONTEXT_WINDOW && (o->side_a || o->terms.count || o->term_file)) {
        status = gln_error_set(err, GLN_ERR_USAGE,
                               "a network of windows is of all words of one selection: it takes no terms, --a or --b");
    }
    if (status == GLN_OK) {
        status = cli_option_count("window", o->window, 1, 1000, &window, err);
    }
    if (status == GLN_OK && o->disparity &&
        !(gln_number__parse(gln_slice_of(o->disparity), &shape->disparity) && shape->disparity > 0 &&
          shape->disparity <= 1)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--disparity takes a number above 0 and at most 1, not '%s'",
                               o->disparity);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("measures", o->measures, measures, 2, &measure, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("nodes", o->nodes, 2, 10000, &nodes, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("bootstrap", o->bootstrap, 0, 100000, &bootstrap, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &shape->min_count, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape->seed, err);
    }
    shape->nodes = (size_t)nodes;
    shape->context = (gln_context)context;
    shape->window = (unsigned)window;
    shape->bootstrap = (size_t)bootstrap;
    shape->all_measures = measure == 1;
    return status;
}

/* One counter, or one a side. */
static gln_status count(cli_job *job, const cli_options *o, bool keep_order, gln_freq *freqs[2], gln_error *err)
{
    gln_selection sides[2] = {job->selection, job->selection};
    bool two = o->side_a != NULL;
    gln_status status = GLN_OK;
    if (two) {
        status = gln_selection_parse(gln_slice_of(o->side_a), &sides[0], err);
    }
    if (two && status == GLN_OK) {
        status = gln_selection_parse(gln_slice_of(o->side_b), &sides[1], err);
    }
    for (int i = 0; i < 1 + two && status == GLN_OK; i++) {
        gln_counter_options counted = cli_job_counter(job);
        counted.selection = &sides[i];
        counted.keep_order = keep_order;
        status = gln_freq_new(&counted, &freqs[i], err);
    }
    return status == GLN_OK
               ? cli_job_run(job, &job->selection, &(gln_counters){.freq = freqs[0], .freq_b = freqs[1]}, err)
               : status;
}

gln_status cli_make_network(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_network_options shape = GLN_NETWORK_OPTIONS_INIT;
    gln_freq *freqs[2] = {NULL, NULL};
    gln_status status = read_network(o, &shape, err);
    if (status == GLN_OK) {
        status = count(job, o, shape.context != GLN_CONTEXT_ARTICLE, freqs, err);
    }
    if (status == GLN_OK) {
        gln_table **tables = result->tables;
        status = gln_network_tables(freqs[0], freqs[1], &shape, &tables[0], &tables[1], &tables[2], err);
    }
    result->n_tables = status == GLN_OK ? 3 : 0;
    cli_params *params = &result->params;
    cli_params_text(params, "context", o->context ? o->context : "article");
    if (shape.context == GLN_CONTEXT_WINDOW) {
        cli_params_integer(params, "window", shape.window);
    }
    cli_params_text(params, "in", gln_part_name(job->part));
    cli_params_integer(params, "nodes", shape.nodes);
    cli_params_integer(params, "min_count", shape.min_count);
    cli_params_number(params, "alpha", shape.alpha);
    cli_params_number(params, "disparity", shape.disparity);
    if (shape.bootstrap) {
        cli_params_integer(params, "bootstrap", shape.bootstrap);
    }
    if (o->side_a) {
        cli_params_text(params, "a", o->side_a);
        cli_params_text(params, "b", o->side_b);
    }
    cli_params_text(params, "rule", gln_network_rule());
    gln_freq_free(freqs[0]);
    gln_freq_free(freqs[1]);
    return status;
}
