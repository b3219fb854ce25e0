/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot: a report drawn. */
#include "cli/cli.h"
#include "cli/picture.h"
#include "cli/share.h"
#include "core/file.h"

#include <stdlib.h>
#include <string.h>

/* What is wanted: a format of the library, or a picture of its Vega-Lite. */
typedef struct wish {
    gln_format format;
    const char *picture; /* "svg", "png", "pdf" or NULL */
} wish;

static const struct {
    const char *ending;
    wish wish;
} endings[] = {
    {".html", {GLN_FORMAT_HTML, NULL}},         {".svg", {GLN_FORMAT_VEGA_LITE, "svg"}},
    {".png", {GLN_FORMAT_VEGA_LITE, "png"}},    {".pdf", {GLN_FORMAT_VEGA_LITE, "pdf"}},
    {".vl.json", {GLN_FORMAT_VEGA_LITE, NULL}}, {".gp", {GLN_FORMAT_GNUPLOT, NULL}},
    {".gnuplot", {GLN_FORMAT_GNUPLOT, NULL}},
};

static gln_status read_wish(const cli_options *o, wish *out, gln_error *err)
{
    static const char *const pictures[] = {"svg", "png", "pdf"};
    *out = (wish){GLN_FORMAT_VEGA_LITE, NULL};
    for (size_t i = 0; o->format && i < 3; i++) {
        if (strcmp(o->format, pictures[i]) == 0) {
            out->picture = pictures[i];
            return GLN_OK;
        }
    }
    if (o->format) {
        gln_status status = gln_format_find(o->format, &out->format, NULL);
        bool drawn =
            out->format == GLN_FORMAT_HTML || out->format == GLN_FORMAT_VEGA_LITE || out->format == GLN_FORMAT_GNUPLOT;
        return status == GLN_OK && drawn
                   ? GLN_OK
                   : gln_error_set(err, GLN_ERR_USAGE,
                                   "plot draws html, svg, png, pdf, vega-lite and gnuplot, not '%s'", o->format);
    }
    if (!o->output || strcmp(o->output, "-") == 0) {
        return GLN_OK;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (gln_slice_ends(gln_slice_of(o->output), gln_slice_of(endings[i].ending))) {
            *out = endings[i].wish;
            return GLN_OK;
        }
    }
    return gln_error_set(err, GLN_ERR_USAGE,
                         "what is %s to be? Let it end in .html, .svg, .png, .pdf, .vl.json or .gp, or say --format",
                         o->output);
}

static gln_status take_bytes(void *context, const char *bytes, size_t n, gln_error *err)
{
    gln_buffer *out = context;
    gln_buffer__put(out, (gln_slice){bytes, n});
    return out->failed ? gln_error__nomem(err) : GLN_OK;
}

static gln_status draw(const cli_options *o, wish wanted, const gln_report *report, gln_buffer *out, gln_error *err)
{
    gln_report_options shape = GLN_REPORT_OPTIONS_INIT;
    gln_buffer scripts = GLN_BUFFER_INIT;
    shape.format = wanted.format;
    gln_status status = cli_report_shape(o, &shape, &scripts, err);
    if (status == GLN_OK) {
        status = gln_report_write(report, &shape, (gln_sink){take_bytes, out}, err);
    }
    if (status == GLN_OK && wanted.picture) {
        gln_buffer spec = *out;
        *out = (gln_buffer)GLN_BUFFER_INIT;
        status = cli_picture(gln_buffer__slice(&spec), wanted.picture, out, err);
        gln_buffer__free(&spec);
    }
    gln_buffer__free(&scripts);
    return status;
}

static gln_status write_out(const cli_options *o, gln_slice bytes, bool *closed, gln_error *err)
{
    cli_output *output = NULL;
    gln_status status = cli_output_open(o, &output, err);
    if (status == GLN_OK) {
        gln_sink sink = cli_output_sink(output);
        status = sink.write(sink.context, bytes.ptr, bytes.len, err);
        *closed = cli_output_closed(output);
    }
    if (status == GLN_OK) {
        status = cli_output_commit(output, err);
    }
    cli_output_free(output);
    return status;
}

int cli_plot(cli_options *o)
{
    gln_error err = GLN_ERROR_INIT;
    gln_buffer text = GLN_BUFFER_INIT, drawn = GLN_BUFFER_INIT;
    gln_saved_report *saved = NULL;
    wish wanted;
    bool closed = false;
    gln_status status = o->paths.count == 1
                            ? read_wish(o, &wanted, &err)
                            : gln_error_set(&err, GLN_ERR_USAGE, "say: guanlan plot REPORT.json -o PICTURE.svg");
    if (status == GLN_OK) {
        status = gln_file__read(o->paths.items[0], &text, &err);
    }
    if (status == GLN_OK) {
        status = gln_saved_report_new(gln_buffer__slice(&text), &saved, &err);
        if (status != GLN_OK) {
            gln_error_at(&err, o->paths.items[0], err.line, err.offset);
        }
    }
    if (status == GLN_OK) {
        status = draw(o, wanted, gln_saved_report_get(saved), &drawn, &err);
    }
    if (status == GLN_OK) {
        status = write_out(o, gln_buffer__slice(&drawn), &closed, &err);
    }
    gln_buffer__free(&text);
    gln_buffer__free(&drawn);
    gln_saved_report_free(saved);
    return status == GLN_OK ? EXIT_DONE : closed ? EXIT_PIPE : cli_fail(&err);
}
