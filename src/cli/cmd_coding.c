/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kwic --coding-sheet and kwic --coded: occurrences judged by hand. */
#include "cli/cli.h"

#include "core/file.h"
#include "guanlan/coding.h"

/* A table as CSV with a byte order mark, by which spreadsheets know UTF-8. */
static gln_status save_sheet(const char *path, const gln_table *sheet, gln_error *err)
{
    const gln_table *tables[] = {sheet};
    gln_report report = {.name = "kwic", .tables = tables, .n_tables = 1};
    gln_report_options shape = {.format = GLN_FORMAT_CSV, .bom = true};
    gln_newfile file = GLN_NEWFILE_INIT;
    gln_status status = gln_newfile__open(&file, path, err);
    if (status == GLN_OK) {
        gln_stream stream = {file.stream, path, false};
        gln_sink sink = gln_stream_sink(&stream);
        status = gln_report_write(&report, &shape, sink, err);
    }
    if (status == GLN_OK) {
        status = gln_newfile__commit(&file, err);
    }
    gln_newfile__discard(&file);
    return status;
}

gln_status cli_make_coding_sheet(cli_job *job, cli_options *o, unsigned width, cli_result *result, gln_error *err)
{
    gln_coding_options shape = GLN_CODING_OPTIONS_INIT;
    gln_counter_options counted = cli_job_counter(job);
    gln_kwic *kwic = NULL;
    gln_table *sheet = NULL;
    uint64_t sample = shape.sample;
    gln_status status = cli_option_count("sample", o->sample, 1, 1000000, &sample, err);
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &shape.seed, err);
    }
    if (status == GLN_OK && o->by) {
        status = gln_by_parse(gln_slice_of(o->by), &shape.by, err);
    }
    if (status == GLN_OK && (o->sort || o->limit)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "a coding sheet is in random order: leave out --sort and --limit");
    }
    shape.by_period = o->by != NULL;
    shape.sample = (size_t)sample;
    counted.window = width;
    job->dated = shape.by_period;
    job->by = shape.by;
    if (status == GLN_OK) {
        status = gln_kwic_new(&counted, &kwic, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.kwic = kwic}, err);
    }
    if (status == GLN_OK) {
        status = gln_coding_sheet(kwic, &shape, &sheet, &result->tables[0], err);
        result->n_tables = status == GLN_OK;
    }
    if (status == GLN_OK) {
        status = save_sheet(o->coding_sheet, sheet, err);
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "width", width);
    cli_params_integer(&result->params, "sample", sample);
    gln_table_free(sheet);
    gln_kwic_free(kwic);
    return status;
}

gln_status cli_read_codings(const cli_options *o, gln_codings **out, gln_error *err)
{
    gln_codings *codings = NULL;
    if (o->coded.count == 0) {
        return GLN_OK;
    }
    gln_status status = gln_codings_new(&codings, err);
    for (size_t i = 0; i < o->coded.count && status == GLN_OK; i++) {
        status = gln_codings_read(codings, o->coded.items[i], err);
    }
    uint64_t unjudged = status == GLN_OK ? gln_codings_unjudged(codings) : 0;
    if (unjudged && !o->quiet) {
        (void)fprintf(stderr, "guanlan: %llu row%s of the coding sheets not judged by anyone\n",
                      (unsigned long long)unjudged, unjudged == 1 ? "" : "s");
    }
    if (status != GLN_OK) {
        gln_codings_free(codings);
        return status;
    }
    *out = codings;
    return GLN_OK;
}

int cli_coded(cli_options *o)
{
    gln_error err = GLN_ERROR_INIT;
    gln_codings *codings = NULL;
    gln_table *tables[2] = {NULL, NULL};
    uint64_t seed = 1;
    int exit_status = EXIT_FAILED;
    gln_status status = GLN_OK;
    if (o->terms.count || o->term_file || o->coding_sheet) {
        status =
            gln_error_set(&err, GLN_ERR_USAGE, "--coded reads sheets and no corpus: give it and nothing but sheets");
    }
    for (size_t i = 0; i < o->paths.count && status == GLN_OK; i++) { /* --coded FILE... */
        status = cli_list_add(&o->coded, o->paths.items[i], &err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("seed", o->seed, 0, UINT64_MAX, &seed, &err);
    }
    if (status == GLN_OK) {
        status = cli_read_codings(o, &codings, &err);
    }
    if (status == GLN_OK) {
        status = gln_codings_tables(codings, .95, seed, &tables[0], &tables[1], &err);
    }
    if (status == GLN_OK) {
        cli_params params = {.options = o};
        cli_params_number(&params, "conf", .95);
        cli_params_integer(&params, "seed", seed);
        const gln_table *const all[] = {tables[0], tables[1]};
        exit_status = cli_write(NULL, o, "kwic", NULL, &params, all, 2);
    } else {
        exit_status = cli_fail(&err);
    }
    gln_table_free(tables[0]);
    gln_table_free(tables[1]);
    gln_codings_free(codings);
    return exit_status;
}
