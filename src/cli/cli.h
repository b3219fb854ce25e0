/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: options in, library calls, reports out. */
#ifndef GLN_CLI_H
#define GLN_CLI_H

#include "cli/progress.h"
#include "core/arena.h"
#include "core/buffer.h"
#include "guanlan/coding.h"
#include "guanlan/comparison.h"
#include "guanlan/counter.h"
#include "guanlan/report.h"
#include "guanlan/stoplist.h"
#include "guanlan/trend.h"

#include <stdio.h>

/* Exit statuses of the program. */
enum {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_REJECTS = 3,
    EXIT_INTERRUPTED = 130,
    EXIT_PIPE = 141,
};

/* Texts given any number of times. */
typedef struct cli_list {
    const char **items;
    size_t count;
    size_t capacity;
} cli_list;

GLN_MUST_USE gln_status cli_list_add(cli_list *list, const char *item, gln_error *err);
void cli_list_clear(cli_list *list);

/* Everything that can be asked for. Texts point into the arguments, the environment or the arena. */
typedef struct cli_options {
    gln_arena arena;
    cli_list paths;
    cli_list terms;
    cli_list lexicons;
    cli_list stops;
    cli_list maps;
    cli_list events;
    cli_list coded;
    const char *term_file;
    const char *manifest;
    const char *encoding;
    const char *unit;
    const char *from;
    const char *to;
    const char *paper;
    const char *section;
    const char *page;
    const char *agency;
    const char *date_basis;
    const char *in;
    const char *split;
    const char *by;
    const char *match;
    const char *script;
    const char *side_a;
    const char *side_b;
    const char *window;
    const char *context;
    const char *counting;
    const char *nodes;
    const char *bootstrap;
    const char *disparity;
    const char *reference;
    const char *each;
    const char *against;
    const char *top;
    const char *min_count;
    const char *sort;
    const char *sample;
    const char *limit;
    const char *width;
    const char *calendar;
    const char *window_days;
    const char *threshold;
    const char *weight;
    const char *measures;
    const char *format;
    const char *table;
    const char *chart;
    const char *language;
    const char *output;
    const char *threads;
    const char *memory;
    const char *ngram;
    const char *skip;
    const char *chars;
    const char *emerging;
    const char *save;
    const char *min_cohesion;
    const char *min_entropy;
    const char *seed;
    const char *rounds;
    const char *prior;
    const char *since;
    const char *coding_sheet;
    const char *tiers;
    const char *oracle;
    const char *full_precision; /* a flag: set or NULL, as those below */
    const char *bom;
    const char *lines;
    const char *rejects;
    const char *explain;
    const char *granularity;
    const char *temporal;
    const char *check;
    const char *plain;
    const char *pretokenized;
    const char *first_print;
    const char *network;
    const char *matrix;
    const char *vocabulary;
    const char *keywords;
    const char *watch;
    const char *controls;
    const char *quiet;
    const char *help;
    const char *version;
    cli_list args; /* what changes content, in a fixed order, for the provenance */
} cli_options;

/* A command of the program. */
typedef struct cli_command {
    const char *name;
    const char *summary;              /* one line of the short help; NULL keeps it out of there */
    const char *synopsis;             /* what stands behind the name */
    const char *description;          /* some lines on what it answers */
    const char *example;              /* works on corpora/sample */
    const char *options;              /* names of the options it takes, with a space before and behind each */
    const char *tables;               /* names of those that it can make, likewise; empty: --table names others */
    int (*run)(cli_options *options); /* NULL: the command reads its own arguments (calc) */
} cli_command;

extern const cli_command cli_commands[];
extern const size_t cli_n_commands;
const cli_command *cli_command_find(const char *name);

/* Reads the layers (user's configuration, guanlan.ini, environment, arguments) for a command. */
GLN_MUST_USE gln_status cli_options_read(const cli_command *command, int argc, char **argv, cli_options *out,
                                         gln_error *err);
void cli_options_clear(cli_options *options);

/* Values of options; what cannot be read is GLN_ERR_USAGE that names the option. */
GLN_MUST_USE gln_status cli_option_count(const char *name, const char *text, uint64_t least, uint64_t most,
                                         uint64_t *out, gln_error *err);
GLN_MUST_USE gln_status cli_option_size(const char *name, const char *text, uint64_t least, uint64_t *out,
                                        gln_error *err); /* bytes, or with K, M, G, T (powers of 1024) behind */
GLN_MUST_USE gln_status cli_option_date(const char *name, const char *text, gln_date *out, gln_error *err);
GLN_MUST_USE gln_status cli_option_choice(const char *name, const char *text, const char *const *choices, size_t n,
                                          size_t *out, gln_error *err);

/* What is wrong with the output can be told before a corpus is read, which may take hours: a format or a table that the
 * command does not write, a place where nothing can be written, or that is read as corpus the next time. Writes
 * nothing. */
GLN_MUST_USE gln_status cli_output_check(const cli_command *command, const cli_options *options, gln_error *err);

/* Prints the help of the program (command NULL) or of a command. */
void cli_help(FILE *out, const cli_command *command);

/* Prints "guanlan: ..." to standard error and returns the exit status that the error asks for. */
int cli_fail(const gln_error *err);

/* Set by SIGINT and SIGTERM. */
extern volatile int cli_cancelled;

/* ---- a job: a corpus, an analyzer, terms, a selection --------------------------------------------------------------
 */

typedef struct cli_job {
    const cli_options *options;
    gln_corpus *corpus;
    gln_analyzer *analyzer;
    gln_concepts *concepts; /* the term file; NULL where none was given */
    gln_stoplist *stop;     /* NULL where none was given */
    gln_matcher *matcher;   /* NULL where no term was given */
    gln_calendar *calendar; /* NULL where none was given */
    gln_selection selection;
    gln_reprints *reprints; /* NULL unless asked for */
    gln_part part;
    uint64_t memory; /* for counts; 0: no bound */
    gln_strings strings;
    gln_match match;
    gln_corpus_summary summary;
    uint64_t n_rejects;
    uint64_t n_lines; /* of them, lines of lexicons */
    uint64_t n_warnings;
    uint64_t n_inferred_out; /* issues that --date-basis explicit alone leaves out */
    cli_progress progress;
    bool told;  /* of what the counts above hold beyond what was printed */
    bool dated; /* an issue that is too coarsely dated for `by` is a reject */
    gln_by by;
} cli_job;

/* Opens corpus, analyzer and, where there are terms, the matcher. */
GLN_MUST_USE gln_status cli_job_open(cli_job *job, const cli_options *options, gln_error *err);
void cli_job_close(cli_job *job);

/* Runs the counters over the corpus; rejects and warnings go to standard error. */
GLN_MUST_USE gln_status cli_job_run(cli_job *job, const gln_selection *selection, const gln_counters *counters,
                                    gln_error *err);

/* Reads the corpus for a command that keeps no counter: the visitor sees the selected issues and, where it has a
 * function for them, the rejects; both are told of and summed up as a run does. Tokens are the visitor's to add. */
GLN_MUST_USE gln_status cli_job_walk(cli_job *job, const gln_visitor *visitor, gln_error *err);

/* For --first-print and --weight reprint: reads the corpus for copies among the selected articles. With --first-print
 * the selection leaves the later ones out. Rejects are told of by the run that follows. */
GLN_MUST_USE gln_status cli_job_reprints(cli_job *job, gln_error *err);

/* --granularity. */
GLN_MUST_USE gln_status cli_granularity(const cli_options *options, gln_granularity *out, gln_error *err);

/* tokens --explain: a line's candidates, their costs and what won, as rows to out; the columns' names first. */
void cli_explain_head(gln_buffer *out);
GLN_MUST_USE gln_status cli_explain_line(gln_segmenter *segmenter, gln_slice line, uint64_t number, gln_buffer *out,
                                         gln_error *err);

/* Whether the selection has a filter that a user gave. */
bool cli_selection_filters(const gln_selection *selection);

/* Sets and returns the error of a selection, named so, that matches nothing: which filter does not, and what there is.
 * Cost: reads the corpus. */
GLN_MUST_USE gln_status cli_job_nothing(const cli_job *job, const gln_selection *selection, const char *name,
                                        gln_error *err);

/* The same where the job has run and no issue of its selection is of that day or later; GLN_OK where one may be. */
GLN_MUST_USE gln_status cli_job_since(const cli_job *job, gln_date since, const char *name, gln_error *err);

/* Tells how many warnings and rejects were not printed, and how to see them; once. */
void cli_job_more(cli_job *job);

/* What is missing in a date, for a reject of an issue; detail has room for 160 bytes. */
const char *cli_undated_detail(gln_date date, char detail[160]);

/* Counts a reject and tells of it. */
void cli_job_reject(cli_job *job, const gln_reject *reject);
/* The same of a line of a lexicon (gln_lexicon_fault_fn); the context is the job. */
void cli_job_line(void *context, const char *file, uint64_t line, const char *reason);
void cli_job_warnings(cli_job *job, const gln_issue *issue);

/* What a counter is made of in this job. */
gln_counter_options cli_job_counter(const cli_job *job);

/* ---- output -------------------------------------------------------------------------------------------------------
 */

/* Adds a parameter whose value is a text, a number or JSON; texts are kept in the options' arena. */
typedef struct cli_params {
    cli_options *options;
    gln_param items[32];
    size_t count;
    bool failed;
} cli_params;
void cli_params_text(cli_params *params, const char *name, const char *value);
void cli_params_integer(cli_params *params, const char *name, uint64_t value);
void cli_params_number(cli_params *params, const char *name, double value);

/* Writes the tables as options say (format, table, -o), with the job's provenance, and returns the exit status. job may
 * be NULL for a report that read no corpus. */
int cli_write(cli_job *job, cli_options *options, const char *name, const char *title, const cli_params *params,
              const gln_table *const *tables, size_t n_tables);

/* What a command writes by itself into the folder that -o names, where it makes no tables. */
typedef struct cli_writer {
    gln_status (*write)(void *context, const gln_report *about, const char *folder, gln_error *err); /* NULL: none */
    void (*free)(void *context);
    void *context;
} cli_writer;

/* The same as cli_write, by the writer. */
int cli_write_by(cli_job *job, cli_options *options, const char *name, const cli_params *params,
                 const cli_writer *writer);

/* What the options say of a report's shape; scripts holds what a page draws with, and outlives the shape. */
GLN_MUST_USE gln_status cli_report_shape(const cli_options *options, gln_report_options *shape, gln_buffer *scripts,
                                         gln_error *err);

/* A place for bytes: standard output, or a file that gets its name when all is written. */
typedef struct cli_output cli_output;
GLN_MUST_USE gln_status cli_output_open(const cli_options *options, cli_output **out, gln_error *err);
bool cli_output_folder(const cli_options *options); /* -o names a folder: a Data Package goes into it */
gln_sink cli_output_sink(cli_output *output);
bool cli_output_closed(const cli_output *output); /* the reader has gone */
GLN_MUST_USE gln_status cli_output_commit(cli_output *output, gln_error *err);
void cli_output_free(cli_output *output);

/* Rows that are written as they come, in a flat format. */
typedef struct cli_stream {
    const cli_options *options;
    cli_output *output; /* NULL before the first rows */
    gln_report_options shape;
    gln_table_taker taker; /* its rows NULL: not streamed */
} cli_stream;

/* Makes the stream of a command's one table of that name. Where the options ask for JSON, a folder or another table
 * there is none, and cli_write writes it all. */
GLN_MUST_USE gln_status cli_stream_of(const cli_options *options, const char *table, cli_stream *out, gln_error *err);

/* The last rows, and what was written gets its name. */
GLN_MUST_USE gln_status cli_stream_finish(cli_stream *stream, gln_table *table, gln_error *err);

/* Whether the reader has gone. */
bool cli_stream_closed(const cli_stream *stream);
void cli_stream_clear(cli_stream *stream);

/* The exit status of a job that is done. */
int cli_done(cli_job *job);

/* ---- a command's frame ---------------------------------------------------------------------------------------------
 */

enum { CLI_MOST_TABLES = 16 };

/* What a command makes: tables (freed by the frame) and parameters. */
typedef struct cli_result {
    const char *name;
    gln_table *tables[CLI_MOST_TABLES];
    size_t n_tables;
    cli_stream stream; /* of tables[0], where it has a taker */
    cli_writer writer;
    cli_params params;
} cli_result;

/* Opens a job, lets `make` fill the result, writes it, closes the job, and returns the exit status. */
int cli_frame(cli_options *options, const char *name,
              gln_status (*make)(cli_job *job, cli_options *options, cli_result *result, gln_error *err));

/* The tables of a trend (cmd_trend.c), *n of them: trend, trend_tests, bursts, changes, trend_models, change_path,
 * lags, and tiers where shape asks for them. */
GLN_MUST_USE gln_status cli_trend_tables(const gln_series *series, const gln_trend_options *shape, gln_table **tables,
                                         size_t *n, gln_error *err);

/* freq --matrix (cmd_matrix.c). */
GLN_MUST_USE gln_status cli_make_matrix(cli_job *job, cli_options *options, cli_result *result, gln_error *err);

/* cooc --network (cmd_network.c). */
GLN_MUST_USE gln_status cli_make_network(cli_job *job, cli_options *options, cli_result *result, gln_error *err);

/* compare --reference, compare --each (cmd_compare.c). */
GLN_MUST_USE gln_status cli_make_compare_other(cli_job *job, cli_options *options, gln_compare_options *shape,
                                               cli_result *result, gln_error *err);

/* kwic --coding-sheet (cmd_coding.c). */
GLN_MUST_USE gln_status cli_make_coding_sheet(cli_job *job, cli_options *options, unsigned width, cli_result *result,
                                              gln_error *err);

/* The sheets of --coded; *out stays as it is where there are none. Tells of rows that nobody judged. */
GLN_MUST_USE gln_status cli_read_codings(const cli_options *options, gln_codings **out, gln_error *err);

/* GLN_ERR_USAGE where no term was given. */
GLN_MUST_USE gln_status cli_need_terms(const cli_job *job, gln_error *err);

/* ---- commands ------------------------------------------------------------------------------------------------------
 */

int cli_articles(cli_options *options);
int cli_check(cli_job *job, cli_options *options); /* articles --check; the job is open */
int cli_tokens(cli_options *options);
int cli_lexicon(cli_options *options);
int cli_freq(cli_options *options);
int cli_cooc(cli_options *options);
int cli_kwic(cli_options *options);
int cli_coded(cli_options *options); /* kwic --coded */
int cli_trend(cli_options *options);
int cli_scan(cli_options *options);
int cli_compare(cli_options *options);
int cli_report(cli_options *options);
int cli_reuse(cli_options *options);
int cli_newwords(cli_options *options);
int cli_variants(cli_options *options);
int cli_plot(cli_options *options);
int cli_calc_main(int argc, char **argv); /* reads arguments of its own */

#endif
