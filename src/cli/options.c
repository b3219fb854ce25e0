/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options in layers: the user's configuration, guanlan.ini of the working folder, the environment, the arguments. A
 * later layer replaces an earlier one, lists included. */
#include "cli/cli.h"
#include "cli/nearest.h"

#include "core/file.h"
#include "core/number.h"
#include "core/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

typedef enum kind { KIND_TEXT, KIND_FLAG, KIND_LIST } kind;

typedef struct spec {
    const char *name;
    char letter; /* 0 for none */
    kind kind;
    bool content; /* changes what a report holds, so it is printed in its provenance */
    bool path;    /* the value is a path, printed without its folders */
    size_t offset;
    const char *value; /* its name in the help */
    const char *help;
} spec;

#define AT(field) offsetof(cli_options, field)

static const spec specs[] = {
    {"term", 't', KIND_LIST, true, false, AT(terms), "TERM",
     "a term to look for (see above); give it as often as you like"},
    {"terms", 0, KIND_TEXT, true, true, AT(term_file), "FILE", "terms and concepts from a YAML file"},
    {"by", 0, KIND_TEXT, true, false, AT(by), "PERIOD", "issue, day, week, month (the default), quarter or year"},
    {"a", 0, KIND_TEXT, true, false, AT(side_a), "SEL", "first selection: date=2020-09,paper=NAME,page=1,..."},
    {"b", 0, KIND_TEXT, true, false, AT(side_b), "SEL", "second selection"},
    {"from", 0, KIND_TEXT, true, false, AT(from), "DATE", "first day (2020, 2020-09 or 2020-09-26)"},
    {"to", 0, KIND_TEXT, true, false, AT(to), "DATE", "last day"},
    {"paper", 0, KIND_TEXT, true, false, AT(paper), "NAME", "only this newspaper"},
    {"section", 0, KIND_TEXT, true, false, AT(section), "NAME", "only this section"},
    {"page", 0, KIND_TEXT, true, false, AT(page), "N", "only this page"},
    {"agency", 0, KIND_TEXT, true, false, AT(agency), "NAME", "only articles of this agency"},
    {"in", 0, KIND_TEXT, true, false, AT(in), "PART", "look in headline or body only"},
    {"split", 0, KIND_TEXT, true, false, AT(split), "WHAT", "a series for each paper, section or agency"},
    {"date-basis", 0, KIND_TEXT, true, false, AT(date_basis), "B", "any (the default) or explicit: no inferred dates"},
    {"match", 0, KIND_TEXT, true, false, AT(match), "HOW", "string (the default) or word: whole tokens"},
    {"script", 0, KIND_TEXT, true, false, AT(script), "HOW", "fold (the default) or keep traditional characters apart"},
    {"context", 0, KIND_TEXT, true, false, AT(context), "WHAT",
     "window (the default), sentence, paragraph or article (of --network)"},
    {"window", 0, KIND_TEXT, true, false, AT(window), "K", "tokens on each side (5)"},
    {"counting", 0, KIND_TEXT, true, false, AT(counting), "HOW", "surface (the default) or pairs"},
    {"matrix", 0, KIND_FLAG, true, false, AT(matrix), NULL,
     "the document-term matrix with its documents, as files in the folder of -o"},
    {"vocabulary", 0, KIND_FLAG, true, false, AT(vocabulary), NULL,
     "how rich the vocabulary is, a row a period (--by)"},
    {"keywords", 0, KIND_FLAG, true, false, AT(keywords), NULL,
     "what it is about: tf-idf and keyness by period (--by)"},
    {"network", 0, KIND_FLAG, true, false, AT(network), NULL, "the commonest words and which of them stand together"},
    {"nodes", 0, KIND_TEXT, true, false, AT(nodes), "N", "words of the network (2000)"},
    {"bootstrap", 0, KIND_TEXT, true, false, AT(bootstrap), "N", "stability of edges over N resamples of the articles"},
    {"disparity", 0, KIND_TEXT, true, false, AT(disparity), "LEVEL",
     "what the disparity filter of a network lets through (0.05); 1 keeps every edge"},
    {"reference", 0, KIND_TEXT, true, true, AT(reference), "FILE",
     "compare with a list of frequencies: term, count (TSV)"},
    {"each", 0, KIND_TEXT, true, false, AT(each), "PERIOD", "compare every issue, day, week, month, quarter or year"},
    {"against", 0, KIND_TEXT, true, false, AT(against), "WHAT",
     "with the previous one (the default), the rest, or the same a year earlier (year)"},
    {"min-count", 0, KIND_TEXT, true, false, AT(min_count), "N", "leave out what is rarer"},
    {"top", 0, KIND_TEXT, true, false, AT(top), "N", "the first N rows only"},
    {"sort", 0, KIND_TEXT, true, false, AT(sort), "SIDE", "order lines by the left or right context"},
    {"sample", 0, KIND_TEXT, true, false, AT(sample), "N", "N lines drawn at random (see --seed)"},
    {"coding-sheet", 0, KIND_TEXT, false, true, AT(coding_sheet), "FILE",
     "write the sample (200), spread over --by, as a new CSV to be judged"},
    {"coded", 0, KIND_LIST, true, true, AT(coded), "FILE", "judged sheets, one a coder: how precise the term is"},
    {"limit", 0, KIND_TEXT, true, false, AT(limit), "N", "the first N lines"},
    {"width", 0, KIND_TEXT, true, false, AT(width), "N", "characters of context on each side (30)"},
    {"calendar", 0, KIND_TEXT, true, true, AT(calendar), "C", "issues expected: daily, weekdays, or a file of dates"},
    {"window-days", 0, KIND_TEXT, true, false, AT(window_days), "N", "copies lie at most N days apart (7)"},
    {"threshold", 0, KIND_TEXT, true, false, AT(threshold), "J",
     "least Jaccard index of the shingles of copies (0.25)"},
    {"first-print", 0, KIND_FLAG, true, false, AT(first_print), NULL,
     "count the earliest copy of reprinted texts only"},
    {"weight", 0, KIND_TEXT, true, false, AT(weight), "W",
     "none or reprint: rates with k copies of a text as one, too"},
    {"measures", 0, KIND_TEXT, true, false, AT(measures), "all", "every measure there is, not only the default ones"},
    {"event", 0, KIND_LIST, true, false, AT(events), "DATE:LABEL",
     "a date declared beforehand, tested for a change of level"},
    {"controls", 0, KIND_FLAG, true, false, AT(controls), NULL,
     "the trend with fixed section weights, with reprints weighted, and of function words"},
    {"tiers", 0, KIND_TEXT, true, true, AT(tiers), "SCALE",
     "tiers by share of articles: people-daily, or a file (by year)"},
    {"since", 0, KIND_TEXT, true, false, AT(since), "DATE",
     "what is new or gone since then (default: the last quarter of the periods)"},
    {"watch", 0, KIND_FLAG, true, false, AT(watch), NULL,
     "the newest issue (or --by period) held against all before it"},
    {"stop", 0, KIND_LIST, true, true, AT(stops), "LIST",
     "words to leave out of tables: zh, en, zh,en, a file, or none"},
    {"ngram", 0, KIND_TEXT, true, false, AT(ngram), "N", "count strings of N neighbouring words (2 to 5), not words"},
    {"skip", 0, KIND_TEXT, true, false, AT(skip), "K", "with --ngram: up to K words skipped in all (0 to 4)"},
    {"chars", 0, KIND_TEXT, true, false, AT(chars), "N", "count strings of N characters (1 to 8), not words"},
    {"emerging", 0, KIND_TEXT, true, false, AT(emerging), "DATE", "words that stand from this day on and never before"},
    {"min-cohesion", 0, KIND_TEXT, true, false, AT(min_cohesion), "BITS", "least lower limit of the cohesion (3)"},
    {"min-entropy", 0, KIND_TEXT, true, false, AT(min_entropy), "BITS", "least lower limit of both entropies (1)"},
    {"save", 0, KIND_TEXT, false, true, AT(save), "FILE", "write the words as a lexicon that --lexicon takes"},
    {"rounds", 0, KIND_TEXT, true, false, AT(rounds), "N", "at most N rounds of estimation (10)"},
    {"prior", 0, KIND_TEXT, true, false, AT(prior), "N", "the words that the frequencies before count for (1000000)"},
    {"seed", 0, KIND_TEXT, false, false, AT(seed), "N", "seed of everything random (1)"},
    {"manifest", 0, KIND_TEXT, true, true, AT(manifest), "FILE", "CSV: path,newspaper,date,edition,page,section,..."},
    {"encoding", 0, KIND_TEXT, true, false, AT(encoding), "NAME", "read every file in this encoding"},
    {"unit", 0, KIND_TEXT, true, false, AT(unit), "WHAT", "a file holds an issue (the default), a page or an article"},
    {"map", 0, KIND_LIST, true, false, AT(maps), "FIELD=COLUMN", "the column, member or element that holds a field"},
    {"lexicon", 0, KIND_LIST, true, true, AT(lexicons), "FILE", "your own words; they win over the shipped ones"},
    {"pretokenized", 0, KIND_FLAG, true, false, AT(pretokenized), NULL,
     "the text is cut already: a space between words"},
    {"lines", 0, KIND_FLAG, true, false, AT(lines), NULL, "every source line with its role"},
    {"rejects", 0, KIND_FLAG, true, false, AT(rejects), NULL, "what was refused, and why"},
    {"granularity", 0, KIND_TEXT, true, false, AT(granularity), "HOW", "fine, normal or coarse words (normal)"},
    {"explain", 0, KIND_FLAG, true, false, AT(explain), NULL, "the evidence for each role, for each token"},
    {"temporal", 0, KIND_FLAG, true, false, AT(temporal), NULL, "expressions of time and what they mean (ndjson)"},
    {"check", 0, KIND_FLAG, true, false, AT(check), NULL, "a summary of the corpus, and what looks wrong in it"},
    {"plain", 0, KIND_FLAG, true, false, AT(plain), NULL, "read raw lines, write them with a space between tokens"},
    {"oracle", 0, KIND_TEXT, false, true, AT(oracle), "FILE", "run the cases of a file of expected values"},
    {"format", 0, KIND_TEXT, false, false, AT(format), "F",
     "json (the default), ndjson, csv or tsv; html, vega-lite or gnuplot; for networks gexf or graphml"},
    {"table", 0, KIND_TEXT, false, false, AT(table), "NAME", "write this table only"},
    {"chart", 0, KIND_TEXT, false, false, AT(chart), "NAME", "of vega-lite and pictures: heat, bump, ... (the first)"},
    {"language", 0, KIND_TEXT, false, false, AT(language), "L", "of charts and pages: en (the default) or zh"},
    {"output", 'o', KIND_TEXT, false, false, AT(output), "PATH", "a file, or a folder (NAME/) for a Data Package"},
    {"full-precision", 0, KIND_FLAG, false, false, AT(full_precision), NULL, "numbers that read back exactly"},
    {"bom", 0, KIND_FLAG, false, false, AT(bom), NULL, "csv and tsv begin with a byte order mark, for spreadsheets"},
    {"threads", 0, KIND_TEXT, false, false, AT(threads), "N", "as many as there are processors by default"},
    {"memory", 0, KIND_TEXT, false, false, AT(memory), "SIZE",
     "what counts may take (64M, 2G; 1G); the rest goes to files in TMPDIR"},
    {"quiet", 0, KIND_FLAG, false, false, AT(quiet), NULL, "say nothing but errors"},
    {"help", 'h', KIND_FLAG, false, false, AT(help), NULL, "this help"},
    {"version", 0, KIND_FLAG, false, false, AT(version), NULL, "the version"},
};

enum { N_SPECS = sizeof specs / sizeof *specs };

static const char **text_of(cli_options *options, const spec *s)
{
    return (const char **)(void *)((char *)options + s->offset);
}

static cli_list *list_of(cli_options *options, const spec *s)
{
    return (cli_list *)(void *)((char *)options + s->offset);
}

static const spec *spec_find(gln_slice name)
{
    for (size_t i = 0; i < N_SPECS; i++) {
        if (gln_slice_equal(name, gln_slice_of(specs[i].name))) {
            return &specs[i];
        }
    }
    return NULL;
}

static bool takes(const cli_command *command, const spec *s)
{
    char name[40];
    if (strcmp(s->name, "help") == 0 || strcmp(s->name, "version") == 0) {
        return true;
    }
    (void)snprintf(name, sizeof name, " %s ", s->name);
    return strstr(command->options, name) != NULL;
}

gln_status cli_list_add(cli_list *list, const char *item, gln_error *err)
{
    union {
        const char **typed;
        void *any;
    } items = {list->items};
    void *grown = gln_memory__grown(items.any, &list->capacity, list->count + 1, sizeof *list->items);
    if (!grown) {
        return gln_error__nomem(err);
    }
    list->items = grown;
    list->items[list->count++] = item;
    return GLN_OK;
}

/* Gives the option a value in a layer; given[] tells which lists the layer has begun already. */
static gln_status assign(cli_options *options, const spec *s, const char *value, bool *given, gln_error *err)
{
    size_t index = (size_t)(s - specs);
    if (s->kind == KIND_LIST) {
        cli_list *list = list_of(options, s);
        if (!given[index]) {
            list->count = 0;
        }
        given[index] = true;
        return cli_list_add(list, value, err);
    }
    given[index] = true;
    *text_of(options, s) = value;
    return GLN_OK;
}

/* ---- configuration files ------------------------------------------------------------------------------------------
 */

static gln_status read_setting(cli_options *options, const cli_command *command, gln_slice line, bool *given,
                               gln_error *err)
{
    const char *equals = memchr(line.ptr, '=', line.len);
    gln_slice name = gln_slice__trim(gln_slice_sub(line, 0, equals ? (size_t)(equals - line.ptr) : line.len));
    const spec *s = spec_find(name);
    if (!equals || !s || s->kind == KIND_FLAG || strcmp(s->name, "oracle") == 0) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "'%.*s' is no setting: write NAME = VALUE with the name of an option that takes a value",
                             (int)line.len, line.ptr);
    }
    size_t from = (size_t)(equals - line.ptr) + 1;
    gln_slice value = gln_arena__copy(&options->arena, gln_slice__trim(gln_slice_sub(line, from, line.len - from)));
    if (!value.ptr) {
        return gln_error__nomem(err);
    }
    return takes(command, s) ? assign(options, s, value.ptr, given, err) : GLN_OK;
}

/* A file that is not there is no error. */
static gln_status read_file(cli_options *options, const cli_command *command, const char *path, gln_error *err)
{
    bool given[N_SPECS] = {false};
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    if (access(path, F_OK) != 0) {
        return GLN_OK; /* absent, or in a folder that is closed to us */
    }
    status = gln_file__read(path, &text, err);
    uint64_t number = 0;
    for (size_t from = 0; from < text.len && status == GLN_OK;) {
        const char *newline = memchr(text.data + from, '\n', text.len - from);
        size_t end = newline ? (size_t)(newline - text.data) : text.len;
        gln_slice line = gln_slice__trim((gln_slice){text.data + from, end - from});
        number++;
        from = end + 1;
        if (line.len && line.ptr[0] != '#' && line.ptr[0] != ';' && line.ptr[0] != '[') {
            status = read_setting(options, command, line, given, err);
        }
    }
    if (status != GLN_OK) {
        gln_error_at(err, path, number, GLN_NO_OFFSET);
    }
    gln_buffer__free(&text);
    return status;
}

static gln_status read_files(cli_options *options, const cli_command *command, gln_error *err)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    char path[1024];
    gln_status status = GLN_OK;
    int n = config && config[0] ? snprintf(path, sizeof path, "%s/guanlan/guanlan.ini", config)
            : home && home[0]   ? snprintf(path, sizeof path, "%s/.config/guanlan/guanlan.ini", home)
                                : 0;
    if (n > 0 && (size_t)n < sizeof path) {
        status = read_file(options, command, path, err);
    }
    return status == GLN_OK ? read_file(options, command, "guanlan.ini", err) : status;
}

/* GUANLAN_DATE_BASIS for --date-basis. */
static gln_status read_environment(cli_options *options, const cli_command *command, gln_error *err)
{
    bool given[N_SPECS] = {false};
    gln_status status = GLN_OK;
    for (size_t i = 0; i < N_SPECS && status == GLN_OK; i++) {
        char name[64] = "GUANLAN_";
        size_t n = strlen(name);
        for (const char *c = specs[i].name; *c; c++) {
            name[n++] = *c == '-' ? '_' : (char)(*c & ~32);
        }
        name[n] = '\0';
        const char *value = getenv(name);
        bool usable = specs[i].kind != KIND_FLAG && strcmp(specs[i].name, "oracle") != 0;
        if (value && value[0] && usable && takes(command, &specs[i])) {
            status = assign(options, &specs[i], value, given, err);
        }
    }
    return status;
}

/* ---- arguments ----------------------------------------------------------------------------------------------------
 */

static gln_status unknown(const cli_command *command, const char *argument, gln_error *err)
{
    cli_nearest nearest = {NULL, 0};
    for (size_t i = 0; i < N_SPECS && argument[1] == '-'; i++) {
        if (takes(command, &specs[i])) {
            cli_nearest_try(&nearest, (gln_slice){argument + 2, strcspn(argument + 2, "=")}, specs[i].name);
        }
    }
    return gln_error_set(err, GLN_ERR_USAGE, "%s does not know %s%s%s%s see 'guanlan %s -h'", command->name, argument,
                         nearest.name ? "; do you mean --" : "", nearest.name ? nearest.name : "",
                         nearest.name ? "?" : ";", command->name);
}

/* One argument that begins with a dash; *i moves over a value that stands apart. */
static gln_status read_argument(cli_options *options, const cli_command *command, int argc, char **argv, int *i,
                                bool *given, gln_error *err)
{
    const char *argument = argv[*i];
    const spec *s = NULL;
    const char *value = NULL;
    if (argument[1] == '-') {
        const char *equals = strchr(argument, '=');
        size_t n = equals ? (size_t)(equals - argument) - 2 : strlen(argument) - 2;
        s = spec_find((gln_slice){argument + 2, n});
        value = equals ? equals + 1 : NULL;
    } else {
        for (size_t k = 0; k < N_SPECS && !s; k++) {
            s = specs[k].letter == argument[1] ? &specs[k] : NULL;
        }
        value = argument[2] ? argument + 2 : NULL;
    }
    if (!s || !takes(command, s)) {
        return unknown(command, argument, err);
    }
    if (s->kind == KIND_FLAG) {
        return value ? gln_error_set(err, GLN_ERR_USAGE, "--%s takes no value", s->name)
                     : assign(options, s, "yes", given, err);
    }
    if (!value) {
        if (*i + 1 >= argc) {
            return gln_error_set(err, GLN_ERR_USAGE, "--%s needs a value: %s", s->name, s->value);
        }
        value = argv[++*i];
    }
    if (value[0] == '\0') {
        return gln_error_set(err, GLN_ERR_USAGE, "--%s needs a value that is not empty", s->name);
    }
    return assign(options, s, value, given, err);
}

static gln_status read_arguments(cli_options *options, const cli_command *command, int argc, char **argv,
                                 gln_error *err)
{
    bool given[N_SPECS] = {false};
    bool only_paths = false;
    gln_status status = GLN_OK;
    for (int i = 0; i < argc && status == GLN_OK; i++) {
        if (!only_paths && strcmp(argv[i], "--") == 0) {
            only_paths = true;
        } else if (only_paths || argv[i][0] != '-' || argv[i][1] == '\0') {
            status = cli_list_add(&options->paths, argv[i], err);
        } else {
            status = read_argument(options, command, argc, argv, &i, given, err);
        }
    }
    return status;
}

/* What changes content, in the order of the table above. */
static gln_status print_args(cli_options *options, const cli_command *command, gln_error *err)
{
    gln_status status = cli_list_add(&options->args, command->name, err);
    for (size_t i = 0; i < N_SPECS && status == GLN_OK; i++) {
        const spec *s = &specs[i];
        cli_list one = {text_of(options, s), 1, 1};
        const cli_list *values = s->kind == KIND_LIST ? list_of(options, s) : &one;
        for (size_t k = 0; s->content && k < values->count && status == GLN_OK; k++) {
            const char *value = values->items[k];
            if (!value) {
                break;
            }
            gln_buffer text = GLN_BUFFER_INIT;
            gln_slice shown = s->path ? gln_path__base(gln_slice_of(value)) : gln_slice_of(value);
            gln_buffer__printf(&text, s->kind == KIND_FLAG ? "--%s" : "--%s=", s->name);
            if (s->kind != KIND_FLAG) {
                gln_buffer__put(&text, shown);
            }
            gln_slice copy = gln_arena__copy(&options->arena, gln_buffer__slice(&text));
            bool fine = copy.ptr && !text.failed;
            gln_buffer__free(&text);
            status = fine ? cli_list_add(&options->args, copy.ptr, err) : gln_error__nomem(err);
        }
    }
    return status;
}

/* --bom goes with rows as text, which folders hold too. */
static gln_status check_mark(const cli_options *options, const cli_command *command, gln_error *err)
{
    bool flat = options->format && (strcmp(options->format, "csv") == 0 || strcmp(options->format, "tsv") == 0);
    bool folder = cli_output_folder(options) || strcmp(command->name, "report") == 0 || options->matrix;
    return options->bom && !flat && !folder
               ? gln_error_set(err, GLN_ERR_USAGE, "--bom goes with --format csv or tsv, or with a folder")
               : GLN_OK;
}

gln_status cli_options_read(const cli_command *command, int argc, char **argv, cli_options *out, gln_error *err)
{
    gln_status status = read_files(out, command, err);
    if (status == GLN_OK) {
        status = read_environment(out, command, err);
    }
    if (status == GLN_OK) {
        status = read_arguments(out, command, argc, argv, err);
    }
    if (status == GLN_OK) {
        status = check_mark(out, command, err);
    }
    return status == GLN_OK ? print_args(out, command, err) : status;
}

void cli_list_clear(cli_list *list)
{
    union {
        const char **typed;
        void *any;
    } items = {list->items};
    free(items.any);
}

void cli_options_clear(cli_options *options)
{
    cli_list_clear(&options->paths);
    cli_list_clear(&options->terms);
    cli_list_clear(&options->lexicons);
    cli_list_clear(&options->stops);
    cli_list_clear(&options->maps);
    cli_list_clear(&options->events);
    cli_list_clear(&options->coded);
    cli_list_clear(&options->args);
    gln_arena__clear(&options->arena);
}

gln_status cli_option_count(const char *name, const char *text, uint64_t least, uint64_t most, uint64_t *out,
                            gln_error *err)
{
    uint64_t value;
    if (!text) {
        return GLN_OK;
    }
    if (!gln_integer__parse(gln_slice_of(text), &value) || value < least || value > most) {
        return gln_error_set(err, GLN_ERR_USAGE, "--%s takes a whole number from %llu to %llu, not '%s'", name,
                             (unsigned long long)least, (unsigned long long)most, text);
    }
    *out = value;
    return GLN_OK;
}

gln_status cli_option_size(const char *name, const char *text, uint64_t least, uint64_t *out, gln_error *err)
{
    static const char suffixes[] = "KMGT";
    uint64_t value;
    unsigned shift = 0;
    if (!text) {
        return GLN_OK;
    }
    gln_slice digits = gln_slice_of(text);
    const char *suffix = digits.len ? strchr(suffixes, digits.ptr[digits.len - 1] & ~32) : NULL;
    if (suffix && *suffix && digits.ptr[digits.len - 1] > '9') {
        shift = 10 * (unsigned)(suffix - suffixes + 1);
        digits.len--;
    }
    if (!gln_integer__parse(digits, &value) || value > UINT64_MAX >> shift || value << shift < least) {
        return gln_error_set(err, GLN_ERR_USAGE, "--%s takes a size of %lluM or more (512M, 2G), not '%s'", name,
                             (unsigned long long)(least >> 20), text);
    }
    *out = value << shift;
    return GLN_OK;
}

gln_status cli_option_choice(const char *name, const char *text, const char *const *choices, size_t n, size_t *out,
                             gln_error *err)
{
    char all[256] = "";
    if (!text) {
        return GLN_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(choices[i], text) == 0) {
            *out = i;
            return GLN_OK;
        }
        (void)snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? ", " : "", choices[i]);
    }
    return gln_error_set(err, GLN_ERR_USAGE, "--%s is one of %s, not '%s'", name, all, text);
}

/* ---- help ---------------------------------------------------------------------------------------------------------
 */

static void help_options(FILE *out, const cli_command *command)
{
    for (size_t i = 0; i < N_SPECS; i++) {
        const spec *s = &specs[i];
        if (!takes(command, s) || strcmp(s->name, "version") == 0) {
            continue;
        }
        char left[48];
        int n = s->letter ? snprintf(left, sizeof left, "-%c, --%s", s->letter, s->name)
                          : snprintf(left, sizeof left, "    --%s", s->name);
        if (s->value && n > 0 && (size_t)n < sizeof left) {
            (void)snprintf(left + n, sizeof left - (size_t)n, " %s", s->value);
        }
        (void)fprintf(out, "  %-26s %s\n", left, s->help);
    }
}

static void help_tables(FILE *out, const cli_command *command)
{
    enum { WIDE = 100 };
    size_t column = WIDE;
    const char *at = command->tables + strspn(command->tables, " ");
    (void)fputs(*at ? "\ntables (which of them, the options say):" : "", out);
    for (bool first = true; *at; first = false) {
        size_t n = strcspn(at, " ");
        bool turn = column + n + 3 > WIDE;
        (void)fprintf(out, "%s%s%.*s", first ? "" : ",", turn ? "\n  " : " ", (int)n, at);
        column = (turn ? 0 : column) + n + 2;
        at += n + strspn(at + n, " ");
    }
    (void)fputs(command->tables[0] ? "\n" : "", out);
}

void cli_help(FILE *out, const cli_command *command)
{
    if (command) {
        (void)fprintf(out, "usage: guanlan %s %s\n\n%s\n\n", command->name, command->synopsis, command->description);
        if (strstr(command->options, " term ")) {
            (void)fputs(
                "A term is a string of the text, whatever its width, case and script (traditional or simplified),\n"
                "and is found within longer words too: 人民 in 人民币. Where words have spaces between them, its\n"
                "ends fall on ends of words: war is not found in toward, and not in war's, which is a word of its\n"
                "own; war* is found in war's and wars. With --match word only whole tokens are found.\n\n",
                out);
        }
        (void)fputs("options:\n", out);
        help_options(out, command);
        help_tables(out, command);
        (void)fprintf(out, "\nexample:\n  %s\n", command->example);
        return;
    }
    (void)fputs("guanlan (观澜) turns newspaper issues into statistics.\n\n"
                "usage: guanlan COMMAND [options] [PATH...]\n\n"
                "A PATH is a file, a folder (read recursively), or - for standard input.\n\ncommands:\n",
                out);
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (cli_commands[i].summary) {
            (void)fprintf(out, "  %-9s %s\n", cli_commands[i].name, cli_commands[i].summary);
        }
    }
    (void)fprintf(out, "  %-9s %s\n", "help", "a command explained, or the measures ('guanlan help measures')");
    (void)fputs("\n'guanlan help COMMAND' explains one. Try:\n"
                "  guanlan trend -t 数字乡村 --by month corpora/sample\n\n"
                "Exit status: 0 done, 1 failed, 2 usage, 3 done with rejects, 130 interrupted.\n",
                out);
}
