/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table written while its rows come, so that it takes constant memory. */
#include "cli/cli.h"

#include <string.h>

/* The output is opened only now: a command that fails before its first row has touched nothing. */
static gln_status take_rows(void *context, const gln_table *table, gln_error *err)
{
    cli_stream *s = context;
    bool first = !s->output;
    gln_status status = first ? cli_output_open(s->options, &s->output, err) : GLN_OK;
    return status == GLN_OK ? gln_report_write_rows(table, &s->shape, first, cli_output_sink(s->output), err) : status;
}

gln_status cli_stream_of(const cli_options *options, const char *table, cli_stream *out, gln_error *err)
{
    cli_stream stream = {.options = options, .shape = GLN_REPORT_OPTIONS_INIT};
    gln_status status = options->format ? gln_format_find(options->format, &stream.shape.format, err) : GLN_OK;
    bool named = !options->table || strcmp(options->table, table) == 0;
    gln_format format = stream.shape.format;
    bool flat = format == GLN_FORMAT_NDJSON || format == GLN_FORMAT_CSV || format == GLN_FORMAT_TSV;
    if (status == GLN_OK && flat && named && !cli_output_folder(options)) {
        stream.shape.full_precision = options->full_precision != NULL;
        stream.shape.bom = options->bom != NULL;
        stream.taker = (gln_table_taker){take_rows, NULL};
    }
    *out = stream;
    out->taker.context = out;
    return status;
}

gln_status cli_stream_finish(cli_stream *stream, gln_table *table, gln_error *err)
{
    gln_status status = gln_table_flush(table, err);
    return status == GLN_OK ? cli_output_commit(stream->output, err) : status;
}

bool cli_stream_closed(const cli_stream *stream)
{
    return stream->output && cli_output_closed(stream->output);
}

void cli_stream_clear(cli_stream *stream)
{
    cli_output_free(stream->output);
    stream->output = NULL;
}
