/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_measure.h"
#include "core/number.h"

#include <math.h>

static const char *value_of(const calc_given *g, const char *name)
{
    for (size_t i = 0; i < CALC_MOST_ARGUMENTS && g->measure->arguments[i].name; i++) {
        if (strcmp(g->measure->arguments[i].name, name) == 0) {
            return g->values[i];
        }
    }
    return NULL;
}

static void refuse(calc_given *g, const char *name, const char *what, const char *value)
{
    if (g->status == GLN_OK) {
        g->status = gln_error_set(&g->err, GLN_ERR_USAGE, "%s%s takes %s, not '%s'", g->dashes, name, what, value);
    }
}

uint64_t calc_given_count(calc_given *g, const char *name)
{
    const char *value = value_of(g, name);
    uint64_t count = 0;
    if (value && !gln_integer__parse(gln_slice_of(value), &count)) {
        refuse(g, name, "a whole number below 2^64", value);
    }
    return count;
}

double calc_given_number(calc_given *g, const char *name, double otherwise)
{
    const char *value = value_of(g, name);
    double number = otherwise;
    if (value && (!gln_number__parse(gln_slice_of(value), &number) || !isfinite(number))) {
        refuse(g, name, "a number", value);
    }
    return number;
}

double calc_given_level(calc_given *g)
{
    double conf = calc_given_number(g, "conf", 0.95);
    if (!(conf > 0 && conf < 1)) {
        refuse(g, "conf", "a number between 0 and 1", value_of(g, "conf"));
    }
    return conf;
}

void *calc_given_array(calc_given *g, size_t n, size_t size)
{
    void *items = gln_arena__array(&g->arena, n ? n : 1, size);
    if (!items && g->status == GLN_OK) {
        g->status = gln_error__nomem(&g->err);
    }
    return items;
}

/* The items of a list are between commas. */
static size_t items_of(const char *value)
{
    size_t n = value != NULL;
    for (; value && *value; value++) {
        n += *value == ',';
    }
    return n;
}

static gln_slice next_item(const char **value)
{
    const char *start = *value;
    size_t n = strcspn(start, ",");
    *value = start[n] ? start + n + 1 : start + n;
    return (gln_slice){start, n};
}

double *calc_given_numbers(calc_given *g, const char *name, size_t *n)
{
    const char *value = value_of(g, name);
    *n = items_of(value);
    double *items = calc_given_array(g, *n, sizeof *items);
    const char *rest = value;
    for (size_t i = 0; items && i < *n; i++) {
        if (!gln_number__parse(next_item(&rest), &items[i]) || !isfinite(items[i])) {
            refuse(g, name, "numbers with a comma between them", value);
        }
    }
    return items;
}

uint64_t *calc_given_counts(calc_given *g, const char *name, size_t *n)
{
    const char *value = value_of(g, name);
    *n = items_of(value);
    uint64_t *items = calc_given_array(g, *n, sizeof *items);
    const char *rest = value;
    for (size_t i = 0; items && i < *n; i++) {
        if (!gln_integer__parse(next_item(&rest), &items[i]) || items[i] > UINT64_C(1) << 53) {
            refuse(g, name, "whole numbers with a comma between them", value);
        }
    }
    return items;
}

void calc_given_same_length(calc_given *g, const char *name, size_t a, size_t b)
{
    if (a != b && g->status == GLN_OK) {
        g->status = gln_error_set(&g->err, GLN_ERR_USAGE, "%s%s holds %zu values, the list beside it %zu", g->dashes,
                                  name, b, a);
    }
}

/* ---- arguments --------------------------------------------------------------------------------------------------- */

/* One --name value or --name=value; *i moves over a value that stands apart. */
static gln_status read_argument(calc_given *g, int argc, char **argv, int *i)
{
    const calc_measure *m = g->measure;
    const char *argument = argv[*i];
    gln_slice name = gln_slice_of(argument);
    const char *equals = strchr(argument, '=');
    size_t at = CALC_MOST_ARGUMENTS;
    if (gln_slice_starts(name, GLN_LIT("--"))) {
        name.len = equals ? (size_t)(equals - argument) : name.len;
        name = gln_slice_sub(name, 2, name.len - 2);
        for (size_t k = 0; k < CALC_MOST_ARGUMENTS && m->arguments[k].name; k++) {
            at = gln_slice_equal(name, gln_slice_of(m->arguments[k].name)) ? k : at;
        }
    }
    if (at == CALC_MOST_ARGUMENTS) {
        return gln_error_set(&g->err, GLN_ERR_USAGE, "calc %s does not know %s; see 'guanlan calc -h'", m->name,
                             argument);
    }
    if (!equals && *i + 1 >= argc) {
        return gln_error_set(&g->err, GLN_ERR_USAGE, "%s needs a value: %s", argument, m->arguments[at].help);
    }
    g->values[at] = equals ? equals + 1 : argv[++*i];
    return GLN_OK;
}

gln_status calc_given_complete(calc_given *g)
{
    char missing[256] = "";
    for (size_t k = 0; k < CALC_MOST_ARGUMENTS && g->measure->arguments[k].name; k++) {
        const calc_argument *argument = &g->measure->arguments[k];
        size_t n = strlen(missing);
        if (!argument->optional && !g->values[k]) {
            (void)snprintf(missing + n, sizeof missing - n, "%s%s%s (%s)", n ? ", " : "", g->dashes, argument->name,
                           argument->help);
        }
    }
    return missing[0] ? gln_error_set(&g->err, GLN_ERR_USAGE, "calc %s needs %s; for example: %s", g->measure->name,
                                      missing, g->measure->example)
                      : GLN_OK;
}

void calc_measure_show(calc_given *g, gln_json_writer *w)
{
    gln_json__key(w, GLN_LIT("measure"));
    gln_json__put_text(w, g->measure->name);
    g->measure->run(g, w);
}

int calc_measure_run(const calc_measure *measure, int argc, char **argv)
{
    calc_given g = {.measure = measure, .dashes = "--", .arena = GLN_ARENA_INIT, .err = GLN_ERROR_INIT};
    gln_stream stream = {stdout, "standard output", false};
    gln_sink sink = gln_stream_sink(&stream);
    gln_buffer text = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&text, false);
    for (int i = 0; i < argc && g.status == GLN_OK; i++) {
        g.status = read_argument(&g, argc, argv, &i);
    }
    if (g.status == GLN_OK) {
        g.status = calc_given_complete(&g);
    }
    if (g.status == GLN_OK) {
        gln_json__begin_object(&w, GLN_JSON_BLOCK);
        calc_measure_show(&g, &w);
        gln_json__end(&w);
        gln_buffer__byte(&text, '\n');
    }
    if (g.status == GLN_OK && text.failed) {
        g.status = gln_error__nomem(&g.err);
    }
    if (g.status == GLN_OK) {
        g.status = sink.write(sink.context, text.data, text.len, &g.err);
    }
    gln_buffer__free(&text);
    gln_arena__clear(&g.arena);
    return g.status == GLN_OK ? EXIT_DONE : stream.closed ? EXIT_PIPE : cli_fail(&g.err);
}
