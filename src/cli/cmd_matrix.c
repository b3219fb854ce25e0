/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freq --matrix: documents by terms, as files. */
#include "cli/cli.h"

#include "guanlan/matrix.h"

#include <stdlib.h>

enum { MOST_ROWS = 1000000000 };

typedef struct matrix {
    gln_freq *freq;
    gln_matrix_options shape;
} matrix;

static gln_status write_matrix(void *context, const gln_report *about, const char *folder, gln_error *err)
{
    const matrix *m = context;
    return gln_matrix_write_folder(m->freq, &m->shape, about, folder, err);
}

static void free_matrix(void *context)
{
    matrix *m = context;
    gln_freq_free(m->freq);
    free(m);
}

static gln_status check(const cli_options *o, gln_error *err)
{
    if (o->vocabulary || o->keywords || o->measures || o->by) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "--matrix stands alone: leave out --vocabulary, --keywords, --measures and --by");
    }
    if (!o->output || strcmp(o->output, "-") == 0 || o->format || o->table) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "--matrix writes several files: give a folder with -o DIR/, and no --format or --table");
    }
    return GLN_OK;
}

gln_status cli_make_matrix(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    gln_counter_options counted = cli_job_counter(job);
    uint64_t top = 0;
    matrix *m = gln_memory__zeroed(1, sizeof *m);
    if (!m) {
        return gln_error__nomem(err);
    }
    m->shape = (gln_matrix_options)GLN_MATRIX_OPTIONS_INIT;
    m->shape.bom = o->bom != NULL;
    m->shape.cancel = &cli_cancelled;
    result->writer = (cli_writer){write_matrix, free_matrix, m};
    gln_status status = check(o, err);
    if (status == GLN_OK) {
        status = cli_option_count("top", o->top, 1, MOST_ROWS, &top, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("min-count", o->min_count, 1, UINT64_MAX, &m->shape.min_count, err);
    }
    m->shape.top = (size_t)top;
    if (status == GLN_OK) {
        status = gln_freq_new(&counted, &m->freq, err);
    }
    if (status == GLN_OK) {
        status = cli_job_run(job, &job->selection, &(gln_counters){.freq = m->freq}, err);
    }
    cli_params_text(&result->params, "in", gln_part_name(job->part));
    cli_params_integer(&result->params, "min_count", m->shape.min_count);
    return status;
}
