/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include "core/utf8.h"
#include "count/run_summary.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { MOST_TOLD = 20, LEAST_MEMORY = 34 << 20, SET_ASIDE = 30 << 20, LEAST_COUNTS = 4 << 20, A_FILE = 400 };

/* Where --memory does not say. */
#define USUAL_MEMORY (UINT64_C(1) << 30)

static const char *const parts[] = {"all", "headline", "body"};
static const char *const matches[] = {"string", "word"};
static const char *const scripts[] = {"fold", "keep"};
static const char *const units[] = {"issue", "page", "article"};
static const char *const bases[] = {"any", "explicit"};

gln_status cli_option_date(const char *name, const char *text, gln_date *out, gln_error *err)
{
    gln_selection one = {.from = {0, 0, 0}};
    char pair[64];
    if (!text) {
        return GLN_OK;
    }
    int n = snprintf(pair, sizeof pair, "from=%s", text);
    if (n < 0 || (size_t)n >= sizeof pair || strchr(text, ',') ||
        gln_selection_parse(gln_slice_of(pair), &one, NULL) != GLN_OK) {
        return gln_error_set(err, GLN_ERR_USAGE, "--%s takes a date (2020, 2020-09 or 2020-09-26), not '%s'", name,
                             text);
    }
    *out = one.from;
    return GLN_OK;
}

/* Strings instead of words. */
static gln_status read_strings(cli_job *job, gln_error *err)
{
    const cli_options *o = job->options;
    uint64_t words = 0, skip = 0, characters = 0;
    gln_status status = cli_option_count("ngram", o->ngram, 2, 5, &words, err);
    if (status == GLN_OK) {
        status = cli_option_count("skip", o->skip, 0, 4, &skip, err);
    }
    if (status == GLN_OK) {
        status = cli_option_count("chars", o->chars, 1, 8, &characters, err);
    }
    if (status == GLN_OK && ((skip && !words) || (words && characters))) {
        status = gln_error_set(err, GLN_ERR_USAGE,
                               words ? "--ngram and --chars exclude each other" : "--skip goes with --ngram");
    }
    if (status == GLN_OK && (words || characters) && (o->terms.count || o->term_file)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "--ngram and --chars count all strings: leave the terms out");
    }
    job->strings = (gln_strings){(unsigned)words, (unsigned)skip, (unsigned)characters};
    return status;
}

/* What --memory leaves for counts once the program, its lexicon, the threads' text and what is known of each file have
 * theirs. */
static gln_status read_memory(cli_job *job, gln_error *err)
{
    uint64_t size = USUAL_MEMORY, aside = SET_ASIDE + A_FILE * (uint64_t)gln_corpus_n_items(job->corpus);
    gln_status status = cli_option_size("memory", job->options->memory, LEAST_MEMORY, &size, err);
    uint64_t left = size > aside ? size - aside : 0;
    left -= left / 4; /* views and tables are made beside what is counted */
    job->memory = left > LEAST_COUNTS ? left : LEAST_COUNTS;
    return status;
}

static gln_status read_selection(cli_job *job, gln_error *err)
{
    const cli_options *o = job->options;
    gln_selection *s = &job->selection;
    size_t part = GLN_PART_ALL;
    size_t match = GLN_MATCH_STRING;
    size_t basis = 0;
    gln_status status = cli_option_date("from", o->from, &s->from, err);
    if (status == GLN_OK) {
        status = cli_option_date("to", o->to, &s->to, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("in", o->in, parts, 3, &part, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("match", o->match, matches, 2, &match, err);
    }
    if (status == GLN_OK) {
        status = cli_option_choice("date-basis", o->date_basis, bases, 2, &basis, err);
    }
    if (status == GLN_OK) {
        status = read_strings(job, err);
    }
    s->paper = gln_slice_of(o->paper);
    s->section = gln_slice_of(o->section);
    s->page = gln_slice_of(o->page);
    s->agency = gln_slice_of(o->agency);
    s->explicit_dates = basis == 1;
    job->part = (gln_part)part;
    job->match = (gln_match)match;
    return status == GLN_OK ? gln_selection_check(s, err) : status;
}

static void on_tick(void *context)
{
    cli_job *job = context;
    cli_progress_note(&job->progress, "looking through the files");
}

static gln_status open_corpus(cli_job *job, gln_error *err)
{
    const cli_options *o = job->options;
    gln_status status = gln_corpus_new(&job->corpus, err);
    if (status == GLN_OK) {
        gln_corpus_set_cancel(job->corpus, &cli_cancelled);
        cli_progress_begin(&job->progress, o->quiet != NULL, o->output, false);
        gln_corpus_set_tick(job->corpus, on_tick, job);
        status = gln_corpus_set_encoding(job->corpus, o->encoding, err);
    }
    size_t unit = GLN_UNIT_ISSUE;
    if (status == GLN_OK) {
        status = cli_option_choice("unit", o->unit, units, 3, &unit, err);
    }
    if (status == GLN_OK) {
        gln_corpus_set_unit(job->corpus, (gln_unit)unit);
    }
    for (size_t i = 0; i < o->maps.count && status == GLN_OK; i++) {
        status = gln_corpus_map(job->corpus, o->maps.items[i], err);
    }
    if (status == GLN_OK && o->manifest) {
        status = gln_corpus_manifest(job->corpus, o->manifest, err);
    }
    for (size_t i = 0; i < o->paths.count && status == GLN_OK; i++) {
        status = gln_corpus_add(job->corpus, o->paths.items[i], err);
    }
    if (status == GLN_OK) {
        status = gln_corpus_close(job->corpus, err);
    }
    cli_progress_end(&job->progress);
    return status;
}

void cli_job_line(void *context, const char *file, uint64_t line, const char *reason)
{
    gln_reject reject = {gln_slice_of(file), (uint32_t)line, GLN_NO_OFFSET, GLN_LIT("lexicon"), gln_slice_of(reason)};
    cli_job *job = context;
    job->n_lines++;
    cli_job_reject(job, &reject);
}

gln_status cli_granularity(const cli_options *o, gln_granularity *out, gln_error *err)
{
    static const char *const choices[] = {"normal", "fine", "coarse"};
    size_t choice = 0;
    gln_status status = cli_option_choice("granularity", o->granularity, choices, 3, &choice, err);
    if (status == GLN_OK) {
        *out = (gln_granularity)choice;
    }
    return status;
}

static gln_status open_analyzer(cli_job *job, gln_error *err)
{
    const cli_options *o = job->options;
    size_t script = 0;
    gln_status status = cli_option_choice("script", o->script, scripts, 2, &script, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_analyzer_options options = {.lexicons = o->lexicons.items,
                                    .n_lexicons = o->lexicons.count,
                                    .keep_script = script == 1,
                                    .pretokenized = o->pretokenized != NULL,
                                    .fault = cli_job_line,
                                    .fault_context = job};
    status = cli_granularity(o, &options.granularity, err);
    if (status != GLN_OK) {
        return status;
    }
    if (o->pretokenized && o->lexicons.count) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "--pretokenized and --lexicon exclude each other: the text is cut already");
    }
    status = gln_analyzer_new(&options, &job->analyzer, err);
    if (status == GLN_OK && o->term_file) {
        status = gln_concepts_read(o->term_file, &job->concepts, err);
    }
    if (status == GLN_OK && (o->terms.count || job->concepts)) {
        status = gln_matcher_new_concepts(job->analyzer, o->terms.items, o->terms.count, job->concepts, job->match,
                                          &job->matcher, err);
    }
    return status;
}

/* The lists of --stop: shipped ones by name, several with commas between, or a file; "none" is no list. */
static gln_status open_stop(cli_job *job, gln_error *err)
{
    const cli_list *stops = &job->options->stops;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < stops->count && status == GLN_OK; i++) {
        gln_slice rest = gln_slice_of(stops->items[i]);
        bool shipped = true;
        if (gln_slice_equal(rest, GLN_LIT("none"))) {
            continue;
        }
        if (!job->stop) {
            status = gln_stoplist_new(job->analyzer, &job->stop, err);
        }
        while (rest.len && shipped && status == GLN_OK) {
            const char *comma = memchr(rest.ptr, ',', rest.len);
            size_t n = comma ? (size_t)(comma - rest.ptr) : rest.len;
            status = gln_stoplist_add_shipped(job->stop, gln_slice_sub(rest, 0, n), &shipped, err);
            rest = gln_slice_sub(rest, n + (comma != NULL), rest.len - n - (comma != NULL));
        }
        if (status == GLN_OK && !shipped) {
            status = gln_stoplist_add_file(job->stop, stops->items[i], err);
        }
    }
    return status;
}

/* A text from outside on standard error: control characters could steer a terminal. */
static void tell(gln_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        (void)fputc((c < 0x20 && c != '\t') || c == 0x7F ? '?' : c, stderr);
    }
}

static void tell_warning(cli_job *job, gln_slice file, uint64_t line, gln_slice text)
{
    job->n_warnings++;
    cli_progress_end(&job->progress);
    if (job->options->quiet || job->n_warnings > MOST_TOLD) {
        return;
    }
    (void)fputs("guanlan: ", stderr);
    tell(file);
    if (line) {
        (void)fprintf(stderr, ":%" PRIu64, line);
    }
    (void)fputs(": warning: ", stderr);
    tell(text);
    (void)fputc('\n', stderr);
}

/* Of the corpus as a whole. */
static void tell_warnings(cli_job *job)
{
    size_t n = 0;
    const gln_corpus_warning *warnings = gln_corpus_warnings(job->corpus, &n);
    for (size_t i = 0; i < n; i++) {
        tell_warning(job, warnings[i].file, warnings[i].line, warnings[i].text);
    }
}

gln_status cli_job_open(cli_job *job, const cli_options *options, gln_error *err)
{
    job->options = options;
    gln_status status = read_selection(job, err);
    if (status == GLN_OK) {
        status = open_analyzer(job, err);
    }
    if (status == GLN_OK) {
        status = open_stop(job, err);
    }
    if (status == GLN_OK && options->calendar) {
        status = gln_calendar_new(options->calendar, &job->calendar, err);
    }
    if (status == GLN_OK) {
        status = open_corpus(job, err);
    }
    if (status == GLN_OK) {
        status = read_memory(job, err);
    }
    if (status == GLN_OK) {
        tell_warnings(job);
    }
    return status == GLN_OK && (options->first_print || options->weight) ? cli_job_reprints(job, err) : status;
}

void cli_job_close(cli_job *job)
{
    gln_calendar_free(job->calendar);
    gln_reprints_free(job->reprints);
    gln_corpus_free(job->corpus);
    gln_matcher_free(job->matcher);
    gln_concepts_free(job->concepts);
    gln_stoplist_free(job->stop);
    gln_analyzer_free(job->analyzer);
}

void cli_job_more(cli_job *job)
{
    uint64_t warnings = job->n_warnings > MOST_TOLD ? job->n_warnings - MOST_TOLD : 0;
    uint64_t rejects = job->n_rejects > MOST_TOLD ? job->n_rejects - MOST_TOLD : 0;
    if (job->options->quiet || job->told) {
        return;
    }
    job->told = true;
    if (warnings) {
        (void)fprintf(stderr,
                      "guanlan: and %" PRIu64 " more warning%s; 'guanlan articles --table issues --format csv' has "
                      "those of each issue\n",
                      warnings, warnings == 1 ? "" : "s");
    }
    if (rejects) {
        (void)fprintf(stderr, "guanlan: and %" PRIu64 " more reject%s\n", rejects, rejects == 1 ? "" : "s");
    }
}

const char *cli_undated_detail(gln_date date, char detail[160])
{
    char edtf[GLN_DATE_SIZE];
    gln_date_edtf(date, edtf);
    (void)snprintf(detail, 160,
                   !edtf[0]    ? "no date was found%s; a manifest can state it"
                   : date.year ? "the date %s is too coarse to be placed; a manifest can state it"
                               : "the date %s lacks its year; a manifest can state it",
                   edtf);
    return detail;
}

void cli_job_reject(cli_job *job, const gln_reject *r)
{
    job->n_rejects++;
    cli_progress_end(&job->progress);
    if (job->options->quiet || job->n_rejects > MOST_TOLD) {
        return;
    }
    (void)fputs("guanlan: ", stderr);
    tell(r->file);
    if (r->line) {
        (void)fprintf(stderr, ":%" PRIu64, r->line);
    }
    (void)fprintf(stderr, ": rejected (%.*s): ", (int)r->reason.len, r->reason.ptr);
    tell(r->detail);
    if (r->offset != GLN_NO_OFFSET) {
        (void)fprintf(stderr, " (byte offset %" PRIu64 ")", r->offset);
    }
    (void)fputc('\n', stderr);
}

void cli_job_warnings(cli_job *job, const gln_issue *issue)
{
    for (size_t i = 0; i < issue->n_warnings; i++) {
        tell_warning(job, issue->file, issue->warnings[i].line, issue->warnings[i].text);
    }
}

/* Counts the issue where --date-basis explicit is all that leaves it out. */
static void count_inferred(cli_job *job, const gln_issue *issue)
{
    gln_selection any = job->selection;
    any.explicit_dates = false;
    job->n_inferred_out +=
        job->selection.explicit_dates && issue->date_basis == GLN_BASIS_INFERRED && gln_selection_issue(&any, issue);
}

/* ---- running -------------------------------------------------------------------------------------------------------
 */

static void on_progress(void *context, size_t done, size_t total)
{
    cli_job *job = context;
    cli_progress_step(&job->progress, done, total, "files");
}

static void on_reject(void *context, const gln_reject *reject)
{
    cli_job_reject(context, reject);
}

static void on_issue(void *context, const gln_issue *issue)
{
    cli_job *job = context;
    cli_job_warnings(job, issue);
    count_inferred(job, issue);
    if (job->dated && !gln_by_places(job->by, issue->date) && gln_selection_may(&job->selection, issue)) {
        char detail[160];
        gln_reject reject = {issue->file, 0, GLN_NO_OFFSET, GLN_LIT("undated"),
                             gln_slice_of(cli_undated_detail(issue->date, detail))};
        cli_job_reject(job, &reject);
    }
}

/* What was selected holds something. */
static gln_status check_some(cli_job *job, gln_error *err)
{
    return job->summary.articles || !cli_selection_filters(&job->selection)
               ? GLN_OK
               : cli_job_nothing(job, &job->selection, "the selection", err);
}

/* What the threads freed goes back to the system, which the C library puts off. */
static void give_back(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

gln_status cli_job_run(cli_job *job, const gln_selection *selection, const gln_counters *counters, gln_error *err)
{
    uint64_t threads = 0;
    gln_status status = cli_option_count("threads", job->options->threads, 1, 256, &threads, err);
    cli_progress_begin(&job->progress, job->options->quiet != NULL, job->options->output, false);
    gln_run_options options = {.threads = (unsigned)threads,
                               .cancel = &cli_cancelled,
                               .context = job,
                               .progress = on_progress,
                               .reject = on_reject,
                               .issue = on_issue};
    if (status == GLN_OK) {
        status = gln_counters_run(job->corpus, selection, counters, &options, &job->summary, err);
    }
    give_back();
    cli_progress_end(&job->progress);
    if (status == GLN_OK) {
        cli_progress_note(&job->progress, "making tables of the counts");
    }
    job->summary.rejects = job->n_rejects;
    return status == GLN_OK ? check_some(job, err) : status;
}

/* ---- walking ------------------------------------------------------------------------------------------------------
 */

typedef struct walk {
    cli_job *job;
    const gln_visitor *visitor;
    gln_run_summary summary;
} walk;

static gln_status walk_issue(void *context, const gln_issue *issue, gln_error *err)
{
    walk *w = context;
    uint32_t id;
    cli_job_warnings(w->job, issue);
    count_inferred(w->job, issue);
    gln_status status = gln_run_summary__file(&w->summary, issue, err);
    if (status == GLN_OK && w->visitor->reject && !gln_date_full(issue->date) &&
        gln_selection_may(&w->job->selection, issue)) { /* no reject here, but where a date is needed */
        char detail[160];
        gln_reject undated = {issue->file, 0, GLN_NO_OFFSET, GLN_LIT("undated"),
                              gln_slice_of(cli_undated_detail(issue->date, detail))};
        status = w->visitor->reject(w->visitor->context, &undated, err);
    }
    if (status != GLN_OK || !gln_selection_issue(&w->job->selection, issue)) {
        return status;
    }
    status = gln_issues__add(&w->summary.issues, issue, &id, err);
    for (size_t i = 0; i < issue->n_articles; i++) {
        w->summary.articles += gln_selection_article(&w->job->selection, &issue->articles[i]);
    }
    return status == GLN_OK ? w->visitor->issue(w->visitor->context, issue, err) : status;
}

static gln_status walk_reject(void *context, const gln_reject *reject, gln_error *err)
{
    walk *w = context;
    cli_job_reject(w->job, reject);
    return w->visitor->reject ? w->visitor->reject(w->visitor->context, reject, err) : GLN_OK;
}

gln_status cli_job_walk(cli_job *job, const gln_visitor *visitor, gln_error *err)
{
    walk w = {.job = job, .visitor = visitor};
    gln_visitor around = {&w, walk_issue, walk_reject};
    gln_status status = GLN_OK;
    size_t n = gln_corpus_n_items(job->corpus);
    cli_progress_begin(&job->progress, job->options->quiet != NULL, job->options->output, true);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = cli_cancelled ? gln_error_set(err, GLN_ERR_INTERRUPTED, "interrupted")
                               : gln_corpus_read(job->corpus, i, &around, err);
        cli_progress_step(&job->progress, i + 1, n, "files");
    }
    cli_progress_end(&job->progress);
    if (status == GLN_OK && cli_cancelled) {
        status = gln_error_set(err, GLN_ERR_INTERRUPTED, "interrupted");
    }
    if (status == GLN_OK) {
        uint64_t tokens = job->summary.tokens;
        status = gln_run_summary__finish(&w.summary, &job->summary, err);
        job->summary.tokens = tokens;
        job->summary.rejects = job->n_rejects;
    }
    gln_run_summary__clear(&w.summary);
    return status == GLN_OK ? check_some(job, err) : status;
}

gln_status cli_need_terms(const cli_job *job, gln_error *err)
{
    return job->matcher ? GLN_OK
                        : gln_error_set(err, GLN_ERR_USAGE, "give at least one term with -t TERM, or --terms FILE");
}

gln_counter_options cli_job_counter(const cli_job *job)
{
    return (gln_counter_options){.analyzer = job->analyzer,
                                 .matcher = job->matcher,
                                 .selection = &job->selection,
                                 .part = job->part,
                                 .memory = job->memory,
                                 .stop = job->stop,
                                 .strings = job->strings};
}

int cli_frame(cli_options *options, const char *name,
              gln_status (*make)(cli_job *job, cli_options *options, cli_result *result, gln_error *err))
{
    cli_job job = {.n_rejects = 0};
    cli_result result = {.name = name, .params = {.options = options}};
    gln_error err = GLN_ERROR_INIT;
    int exit_status;
    gln_status status = cli_job_open(&job, options, &err);
    if (status == GLN_OK) {
        status = make(&job, options, &result, &err);
        cli_progress_end(&job.progress);
    }
    if (status == GLN_OK && cli_cancelled) {
        status = gln_error_set(&err, GLN_ERR_INTERRUPTED, "interrupted"); /* while the tables were made */
    }
    char stop_sha256[65];
    if (status == GLN_OK && job.stop) {
        status = gln_stoplist_sha256(job.stop, stop_sha256, &err);
    }
    if (status == GLN_OK && result.stream.taker.rows) {
        status = cli_stream_finish(&result.stream, result.tables[0], &err);
    }
    if (status == GLN_OK && result.stream.taker.rows) {
        exit_status = cli_done(&job);
    } else if (status == GLN_OK) {
        const gln_table *tables[CLI_MOST_TABLES];
        if (job.concepts) {
            cli_params_text(&result.params, "terms_sha256", gln_concepts_sha256(job.concepts));
        }
        if (job.stop) {
            cli_params_text(&result.params, "stop_sha256", stop_sha256);
        }
        for (size_t i = 0; i < result.n_tables; i++) {
            tables[i] = result.tables[i];
        }
        exit_status = result.writer.write
                          ? cli_write_by(&job, options, name, &result.params, &result.writer)
                          : cli_write(&job, options, name, NULL, &result.params, tables, result.n_tables);
    } else if (cli_stream_closed(&result.stream)) {
        exit_status = EXIT_PIPE;
    } else {
        cli_job_more(&job);
        exit_status = cli_fail(&err);
    }
    cli_stream_clear(&result.stream);
    if (result.writer.free) {
        result.writer.free(result.writer.context);
    }
    for (size_t i = 0; i < result.n_tables; i++) {
        gln_table_free(result.tables[i]);
    }
    cli_job_close(&job);
    return exit_status;
}

int cli_done(cli_job *job)
{
    bool quiet = job->options->quiet != NULL;
    cli_job_more(job);
    if (!quiet && job->n_inferred_out) {
        (void)fprintf(stderr, "guanlan: %" PRIu64 " issue%s dated by inference left out (--date-basis explicit)\n",
                      job->n_inferred_out, job->n_inferred_out == 1 ? "" : "s");
    }
    uint64_t passed = gln_corpus_passed_over(job->corpus);
    if (!quiet && passed) {
        (void)fprintf(
            stderr, "guanlan: %" PRIu64 " other file%s in the folders passed over: neither text nor data of articles\n",
            passed, passed == 1 ? "" : "s");
    }
    if (!quiet && job->n_rejects) {
        (void)fprintf(stderr, "guanlan: done with %" PRIu64 " reject%s%s\n", job->n_rejects,
                      job->n_rejects == 1 ? "" : "s",
                      job->n_lines == 0               ? "; 'guanlan articles --rejects' lists them"
                      : job->n_lines < job->n_rejects ? "; 'guanlan articles --rejects' lists those of the corpus"
                                                      : " of the lexicon");
    }
    return job->n_rejects ? EXIT_REJECTS : EXIT_DONE;
}

int cli_fail(const gln_error *err)
{
    char text[2048];
    if (err->status == GLN_ERR_INTERRUPTED) {
        (void)fputs("guanlan: interrupted\n", stderr);
        return EXIT_INTERRUPTED;
    }
    (void)fputs("guanlan: ", stderr);
    tell(gln_slice_of(gln_error_text(err, text, sizeof text)));
    (void)fputc('\n', stderr);
    return err->status == GLN_ERR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}
