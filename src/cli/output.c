/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include "cli/share.h"
#include "core/file.h"
#include "core/number.h"
#include "guanlan/version.h"
#include "json/json_write.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

struct cli_output {
    gln_stream stream;
    gln_newfile file; /* stream NULL for standard output */
};

gln_status cli_output_open(const cli_options *options, cli_output **out, gln_error *err)
{
    cli_output *output = gln_memory__zeroed(1, sizeof *output);
    if (!output) {
        return gln_error__nomem(err);
    }
    output->stream = (gln_stream){stdout, "standard output", false};
    if (options->output && strcmp(options->output, "-") != 0) {
        gln_status status = gln_newfile__open(&output->file, options->output, err);
        if (status != GLN_OK) {
            free(output);
            return status;
        }
        output->stream = (gln_stream){output->file.stream, options->output, false};
    }
    *out = output;
    return GLN_OK;
}

bool cli_output_folder(const cli_options *options)
{
    struct stat info;
    const char *path = options->output;
    size_t n = path ? strlen(path) : 0;
    return n && (path[n - 1] == '/' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode)));
}

gln_sink cli_output_sink(cli_output *output)
{
    return gln_stream_sink(&output->stream);
}

bool cli_output_closed(const cli_output *output)
{
    return output->stream.closed;
}

gln_status cli_output_commit(cli_output *output, gln_error *err)
{
    return output->file.stream ? gln_newfile__commit(&output->file, err) : GLN_OK;
}

void cli_output_free(cli_output *output)
{
    if (output) {
        gln_newfile__discard(&output->file);
        free(output);
    }
}

/* ---- parameters ---------------------------------------------------------------------------------------------------
 */

static void params_add(cli_params *params, const char *name, gln_buffer *json)
{
    gln_slice copy = gln_arena__copy(&params->options->arena, gln_buffer__slice(json));
    if (json->failed || !copy.ptr || params->count == sizeof params->items / sizeof *params->items) {
        params->failed = true;
    } else {
        params->items[params->count++] = (gln_param){name, copy.ptr};
    }
    gln_buffer__free(json);
}

void cli_params_text(cli_params *params, const char *name, const char *value)
{
    gln_buffer json = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&json, false);
    gln_json__put_text(&w, value);
    params_add(params, name, &json);
}

void cli_params_integer(cli_params *params, const char *name, uint64_t value)
{
    gln_buffer json = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&json, false);
    gln_json__put_integer(&w, value);
    params_add(params, name, &json);
}

void cli_params_number(cli_params *params, const char *name, double value)
{
    gln_buffer json = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&json, false);
    gln_json__put_number(&w, value);
    params_add(params, name, &json);
}

/* ---- provenance ---------------------------------------------------------------------------------------------------
 */

typedef struct facts {
    gln_pair analyzer[5];
    char from[GLN_DATE_SIZE];
    char to[GLN_DATE_SIZE];
    char created[32];
    uint64_t seed;
    bool failed; /* for want of memory */
} facts;

/* The time that SOURCE_DATE_EPOCH gives, the only clock that a report may show. */
static const char *created(facts *f)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;
    struct tm parts;
    if (!epoch || !gln_integer__parse(gln_slice_of(epoch), &seconds) || seconds > INT64_C(253402300799)) {
        return NULL;
    }
    time_t time = (time_t)seconds;
    bool fine = gmtime_r(&time, &parts) && strftime(f->created, sizeof f->created, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return fine ? f->created : NULL;
}

static gln_provenance provenance(const cli_job *job, cli_options *options, facts *f)
{
    gln_provenance p = {.tool = "guanlan", .version = GLN_VERSION};
    p.args = options->args.items;
    p.n_args = options->args.count;
    p.created = created(f);
    p.icu = gln_analyzer_icu_version();
    p.unicode = gln_analyzer_unicode_version();
    if (!job) {
        return p;
    }
    bool cut = gln_analyzer_is_pretokenized(job->analyzer);
    f->analyzer[0] = (gln_pair){"han", cut ? "pretokenized" : "lexicon-unigram"};
    f->analyzer[1] = (gln_pair){"other", cut ? "pretokenized" : "uax29"};
    f->analyzer[2] = (gln_pair){"script", gln_analyzer_folds_script(job->analyzer) ? "fold" : "keep"};
    static const char *const granularities[] = {"normal", "fine", "coarse"};
    f->analyzer[3] = (gln_pair){"match", gln_match_name(job->match)};
    f->analyzer[4] = (gln_pair){"granularity", granularities[gln_analyzer_granularity(job->analyzer)]};
    p.analyzer = f->analyzer;
    p.n_analyzer = 5;
    size_t n = gln_analyzer_n_lexicons(job->analyzer);
    gln_provenance_lexicon *lexicons = gln_arena__array(&options->arena, n, sizeof *lexicons);
    f->failed = !lexicons;
    for (size_t i = 0; i < n && lexicons; i++) {
        gln_lexicon_info info = gln_analyzer_lexicon(job->analyzer, i);
        lexicons[p.n_lexicons++] = (gln_provenance_lexicon){info.name, info.sha256, info.words};
    }
    p.lexicons = lexicons;
    const gln_corpus_summary *s = &job->summary;
    p.corpus = (gln_provenance_corpus){.sha256 = s->sha256,
                                       .issues = s->issues,
                                       .articles = s->articles,
                                       .tokens = s->tokens,
                                       .from = s->from.year ? gln_date_edtf(s->from, f->from) : NULL,
                                       .to = s->to.year ? gln_date_edtf(s->to, f->to) : NULL,
                                       .rejects = job->n_rejects,
                                       .undated = s->undated,
                                       .inferred = s->inferred};
    p.has_seed = true;
    f->seed = 1;
    if (cli_option_count("seed", options->seed, 0, UINT64_MAX, &f->seed, NULL) != GLN_OK) {
        f->seed = 1; /* the command has refused it already */
    }
    p.seed = f->seed;
    return p;
}

static int fail_written(const gln_error *err, bool closed)
{
    return closed ? EXIT_PIPE : cli_fail(err);
}

gln_status cli_report_shape(const cli_options *options, gln_report_options *shape, gln_buffer *scripts, gln_error *err)
{
    static const char *const languages[] = {"en", "zh"};
    size_t language = 0;
    gln_status status = cli_option_choice("language", options->language, languages, 2, &language, err);
    shape->table = options->table;
    shape->full_precision = options->full_precision != NULL;
    shape->bom = options->bom != NULL;
    shape->chart = options->chart;
    shape->language = options->language ? languages[language] : NULL;
    if (status == GLN_OK && shape->format == GLN_FORMAT_HTML && !scripts->len) {
        status = cli_share_scripts(scripts, err);
        if (status == GLN_OK && !scripts->len && !options->quiet) {
            (void)fputs(
                "guanlan: the page has tables and no charts: this program's share/guanlan is missing or empty\n",
                stderr);
        }
    }
    shape->scripts = gln_buffer__slice(scripts);
    return status;
}

/* A file of the report's folder. */
static gln_status write_file(const gln_report *report, const cli_options *options, const char *name,
                             const gln_report_options *shape, gln_error *err)
{
    gln_newfile file = GLN_NEWFILE_INIT;
    char *path = gln_path__join(gln_slice_of(options->output), gln_slice_of(name));
    gln_status status = path ? gln_newfile__open(&file, path, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        gln_stream stream = {file.stream, path, false};
        status = gln_report_write(report, shape, gln_stream_sink(&stream), err);
    }
    if (status == GLN_OK) {
        status = gln_newfile__commit(&file, err);
    }
    gln_newfile__discard(&file);
    free(path);
    return status;
}

/* A report's folder holds everything in one file too, report.json, and drawn on a page. */
static gln_status write_whole(const gln_report *report, const cli_options *options, gln_error *err)
{
    gln_report_options json = GLN_REPORT_OPTIONS_INIT, page = GLN_REPORT_OPTIONS_INIT;
    gln_buffer scripts = GLN_BUFFER_INIT;
    page.format = GLN_FORMAT_HTML;
    gln_status status = cli_report_shape(options, &json, &scripts, err);
    json.table = NULL;
    json.bom = false;
    if (status == GLN_OK) {
        status = write_file(report, options, "report.json", &json, err);
    }
    if (status == GLN_OK) {
        status = cli_report_shape(options, &page, &scripts, err);
        page.bom = false;
    }
    if (status == GLN_OK) {
        status = write_file(report, options, "index.html", &page, err);
    }
    gln_buffer__free(&scripts);
    return status;
}

int cli_write(cli_job *job, cli_options *options, const char *name, const char *title, const cli_params *params,
              const gln_table *const *tables, size_t n_tables)
{
    gln_error err = GLN_ERROR_INIT;
    gln_report_options shape = GLN_REPORT_OPTIONS_INIT;
    facts *f = gln_memory__zeroed(1, sizeof *f);
    cli_output *output = NULL;
    gln_buffer scripts = GLN_BUFFER_INIT;
    bool closed = false;
    gln_status status = f && !(params && params->failed) ? GLN_OK : gln_error__nomem(&err);
    if (status == GLN_OK && options->format) {
        status = gln_format_find(options->format, &shape.format, &err);
    }
    if (status == GLN_OK) {
        status = cli_report_shape(options, &shape, &scripts, &err);
    }
    if (status == GLN_OK) {
        gln_report report = {.name = name,
                             .title = title,
                             .params = params ? params->items : NULL,
                             .n_params = params ? params->count : 0,
                             .provenance = provenance(job, options, f),
                             .tables = tables,
                             .n_tables = n_tables};
        status = f->failed ? gln_error__nomem(&err) : GLN_OK;
        bool folder = cli_output_folder(options) ||
                      (options->output && strcmp(name, "report") == 0 && strcmp(options->output, "-") != 0);
        if (status == GLN_OK && folder) {
            status = gln_report_write_folder(&report, &shape, options->output, &err);
            if (status == GLN_OK && strcmp(name, "report") == 0) {
                status = write_whole(&report, options, &err);
            }
        } else if (status == GLN_OK) {
            status = cli_output_open(options, &output, &err);
            if (status == GLN_OK) {
                status = gln_report_write(&report, &shape, cli_output_sink(output), &err);
                closed = cli_output_closed(output);
            }
            if (status == GLN_OK) {
                status = cli_output_commit(output, &err);
            }
            cli_output_free(output);
        }
    }
    free(f);
    gln_buffer__free(&scripts);
    if (status != GLN_OK) {
        return fail_written(&err, closed);
    }
    return job ? cli_done(job) : EXIT_DONE;
}

int cli_write_by(cli_job *job, cli_options *options, const char *name, const cli_params *params,
                 const cli_writer *writer)
{
    gln_error err = GLN_ERROR_INIT;
    facts *f = gln_memory__zeroed(1, sizeof *f);
    gln_status status = f && !params->failed ? GLN_OK : gln_error__nomem(&err);
    if (status == GLN_OK) {
        gln_report about = {.name = name,
                            .params = params->items,
                            .n_params = params->count,
                            .provenance = provenance(job, options, f)};
        status = f->failed ? gln_error__nomem(&err) : writer->write(writer->context, &about, options->output, &err);
    }
    free(f);
    return status == GLN_OK ? cli_done(job) : cli_fail(&err);
}
