/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare with a list of frequencies, and of each period with another. */
#include "cli/cli.h"

#include "guanlan/comparison.h"

/* The whole selection in one counter, or that of --a. */
static gln_status count(cli_job *job, const cli_options *o, gln_freq **out, gln_error *err)
{
    gln_selection side = job->selection;
    gln_counter_options counted = cli_job_counter(job);
    gln_status status = o->side_a ? gln_selection_parse(gln_slice_of(o->side_a), &side, err) : GLN_OK;
    counted.selection = &side;
    if (status == GLN_OK) {
        status = gln_freq_new(&counted, out, err);
    }
    return status == GLN_OK ? cli_job_run(job, &side, &(gln_counters){.freq = *out}, err) : status;
}

static gln_status with_reference(cli_job *job, cli_options *o, gln_compare_options *shape, cli_result *result,
                                 gln_error *err)
{
    gln_reference *reference = NULL;
    gln_freq *freq = NULL;
    if (o->side_b || o->terms.count) {
        return gln_error_set(err, GLN_ERR_USAGE, "--reference is the other side for all words: leave out --b and -t");
    }
    shape->label_a = gln_slice_of(o->side_a ? o->side_a : "corpus");
    shape->label_b = GLN_LIT("reference");
    gln_status status = gln_reference_read(o->reference, job->analyzer, &reference, err);
    if (status == GLN_OK) {
        status = count(job, o, &freq, err);
    }
    if (status == GLN_OK) {
        status = gln_compare_reference(freq, reference, shape, &result->tables[0], &result->tables[1], err);
        result->n_tables = status == GLN_OK ? 2 : 0;
    }
    gln_freq_free(freq);
    gln_reference_free(reference);
    return status;
}

static gln_status each_period(cli_job *job, cli_options *o, const gln_compare_options *shape, cli_result *result,
                              gln_error *err)
{
    static const char *const whats[] = {"previous", "rest", "year"};
    size_t what = 0;
    gln_by by = GLN_BY_MONTH;
    gln_freq *freq = NULL;
    if (o->side_a || o->side_b) {
        return gln_error_set(err, GLN_ERR_USAGE, "--each makes both sides itself: leave out --a and --b");
    }
    gln_status status = cli_option_choice("against", o->against, whats, 3, &what, err);
    if (status == GLN_OK) {
        status = gln_by_parse(gln_slice_of(o->each), &by, err);
    }
    job->dated = true;
    job->by = by;
    if (status == GLN_OK) {
        status = count(job, o, &freq, err);
    }
    gln_table **tables = result->tables;
    if (status == GLN_OK) {
        status = gln_compare_moves_begin(&tables[2], err);
    }
    if (status == GLN_OK) {
        gln_compare_options own = *shape;
        own.moves = tables[2];
        status = gln_compare_periods(freq, by, (gln_compare_against)what, &own, &tables[0], &tables[1], err);
        if (status == GLN_OK) {
            result->n_tables = 3;
        } else {
            gln_table_free(tables[2]);
        }
    }
    if (status == GLN_OK && shape->all_measures) {
        status = gln_compare_profiles(freq, by, shape, &tables[3], err);
        result->n_tables = status == GLN_OK ? 3 + GLN_COMPARE_PROFILES : 3;
    }
    cli_params_text(&result->params, "each", gln_by_name(by));
    cli_params_text(&result->params, "against", whats[what]);
    gln_freq_free(freq);
    return status;
}

gln_status cli_make_compare_other(cli_job *job, cli_options *o, gln_compare_options *shape, cli_result *result,
                                  gln_error *err)
{
    if (o->reference && o->each) {
        return gln_error_set(err, GLN_ERR_USAGE, "--reference and --each do not go together");
    }
    return o->reference ? with_reference(job, o, shape, result, err) : each_period(job, o, shape, result, err);
}
