/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_json.h"

#include "core/file.h"
#include "core/number.h"
#include "core/utf8.h"
#include "json/json_read.h"

#include <inttypes.h>

/* ---- a case ------------------------------------------------------------------------------------------------------ */

static void refuse(calc_given *g, gln_slice name, const char *what)
{
    if (g->status == GLN_OK) {
        g->status =
            gln_error_set(&g->err, GLN_ERR_FORMAT, "'%.*s' %s", (int)(name.len < 60 ? name.len : 60), name.ptr, what);
    }
}

/* A number as the command line would have it. A text is taken as it stands, so that counts above 2^53 can be told. */
static void put_number(calc_given *g, gln_slice name, const gln_json_node *node, gln_buffer *out)
{
    char text[GLN_NUMBER_SIZE];
    gln_slice string;
    uint64_t whole;
    double number;
    if (gln_json__integer(node, &whole)) {
        gln_buffer__printf(out, "%" PRIu64, whole);
    } else if (gln_json__number(node, &number)) {
        gln_buffer__puts(out, gln_number__text(number, true, text));
    } else if (gln_json__string(node, &string) && !memchr(string.ptr, ',', string.len)) {
        gln_buffer__put(out, string);
    } else {
        refuse(g, name, "is neither a number nor a list of numbers");
    }
}

static void read_argument(calc_given *g, size_t at, const gln_json_node *node)
{
    gln_slice name = gln_json__name(node);
    gln_buffer text = GLN_BUFFER_INIT;
    if (gln_json__kind(node) == GLN_JSON_ARRAY) {
        for (const gln_json_node *i = gln_json__first(node); i; i = gln_json__next(i)) {
            gln_buffer__puts(&text, text.len ? "," : "");
            put_number(g, name, i, &text);
        }
        if (text.len == 0) {
            refuse(g, name, "is an empty list");
        }
    } else {
        put_number(g, name, node, &text);
    }
    gln_slice copy = gln_arena__copy(&g->arena, gln_buffer__slice(&text));
    if ((text.failed || !copy.ptr) && g->status == GLN_OK) {
        g->status = gln_error__nomem(&g->err);
    }
    g->values[at] = copy.ptr;
    gln_buffer__free(&text);
}

static void read_arguments(calc_given *g, const gln_json_node *inputs, bool nested)
{
    for (const gln_json_node *i = gln_json__first(inputs); i && g->status == GLN_OK; i = gln_json__next(i)) {
        gln_slice name = gln_json__name(i);
        size_t at = CALC_MOST_ARGUMENTS;
        if (!nested && (gln_slice_equal(name, GLN_LIT("id")) || gln_slice_equal(name, GLN_LIT("measure")))) {
            continue;
        }
        for (size_t k = 0; k < CALC_MOST_ARGUMENTS && g->measure->arguments[k].name; k++) {
            at = gln_slice_equal(name, gln_slice_of(g->measure->arguments[k].name)) ? k : at;
        }
        if (at == CALC_MOST_ARGUMENTS) {
            refuse(g, name, "is no argument of the measure");
        } else if (g->values[at]) {
            refuse(g, name, "stands twice");
        } else {
            read_argument(g, at, i);
        }
    }
}

static void find_measure(calc_given *g, const gln_json_node *one, const calc_measure *usual)
{
    const gln_json_node *node = gln_json__get(one, "measure");
    gln_slice name;
    g->measure = usual;
    if (gln_json__kind(one) != GLN_JSON_OBJECT) {
        g->status = gln_error_set(&g->err, GLN_ERR_FORMAT,
                                  "a case is an object: {\"measure\": \"rate\", \"k\": 5, "
                                  "\"n\": 50000}");
    } else if (!node && !usual) {
        g->status = gln_error_set(&g->err, GLN_ERR_FORMAT, "names no \"measure\"; see 'guanlan calc -h'");
    } else if (node && !gln_json__string(node, &name)) {
        g->status = gln_error_set(&g->err, GLN_ERR_FORMAT, "\"measure\" is no text");
    } else if (node) {
        g->measure = NULL;
        for (size_t i = 0; i < calc_n_measures; i++) {
            g->measure = gln_slice_equal(name, gln_slice_of(calc_measures[i].name)) ? &calc_measures[i] : g->measure;
        }
        if (!g->measure) {
            refuse(g, name, "is no measure; see 'guanlan calc -h'");
        }
    }
}

static gln_status run_case(const gln_json_node *one, const calc_measure *usual, gln_json_layout layout,
                           gln_json_writer *w, gln_error *err)
{
    calc_given g = {.arena = GLN_ARENA_INIT, .err = GLN_ERROR_INIT, .dashes = ""};
    const gln_json_node *inputs = gln_json__get(one, "inputs"), *id = gln_json__get(one, "id");
    gln_slice text;
    uint64_t number;
    find_measure(&g, one, usual);
    if (g.status == GLN_OK) {
        bool nested = gln_json__kind(inputs) == GLN_JSON_OBJECT;
        read_arguments(&g, nested ? inputs : one, nested);
    }
    if (g.status == GLN_OK) {
        g.status = calc_given_complete(&g);
    }
    if (g.status == GLN_OK) {
        gln_json__begin_object(w, layout);
        if (gln_json__string(id, &text)) {
            gln_json__key(w, GLN_LIT("id"));
            gln_json__put_string(w, text);
        } else if (gln_json__integer(id, &number)) {
            gln_json__key(w, GLN_LIT("id"));
            gln_json__put_integer(w, number);
        }
        calc_measure_show(&g, w);
        gln_json__end(w);
    }
    gln_status status = g.status;
    if (status == GLN_ERR_USAGE) { /* of an argument, but here it is data */
        status = gln_error_set(err, GLN_ERR_FORMAT, "%s", g.err.message);
    } else if (status != GLN_OK) {
        *err = g.err;
    }
    gln_arena__clear(&g.arena);
    return status;
}

/* ---- a file ------------------------------------------------------------------------------------------------------ */

/* What is wrong with a case, with its number in front. */
static gln_status numbered(gln_status status, size_t number, gln_error *err)
{
    gln_error inner = *err;
    *err = (gln_error)GLN_ERROR_INIT;
    return status == GLN_ERR_NOMEM ? gln_error__nomem(err)
                                   : gln_error_set(err, GLN_ERR_FORMAT, "case %zu: %s", number, inner.message);
}

static gln_status run_document(const gln_json_node *root, const calc_measure *usual, gln_buffer *out, gln_error *err)
{
    gln_json_writer w = gln_json__writer(out, false);
    gln_status status = GLN_OK;
    size_t number = 0;
    if (gln_json__kind(root) != GLN_JSON_ARRAY) {
        status = run_case(root, usual, GLN_JSON_BLOCK, &w, err);
    } else {
        gln_json__begin_array(&w, GLN_JSON_BLOCK);
        for (const gln_json_node *i = gln_json__first(root); i && status == GLN_OK; i = gln_json__next(i)) {
            number++;
            status = run_case(i, usual, GLN_JSON_BLOCK, &w, err);
            if (status != GLN_OK) {
                status = numbered(status, number, err);
            }
        }
        gln_json__end(&w);
    }
    gln_buffer__byte(out, '\n');
    return status;
}

static gln_status run_lines(gln_slice text, const calc_measure *usual, gln_buffer *out, uint64_t *line, gln_error *err)
{
    gln_status status = GLN_OK;
    *line = 0;
    for (size_t from = 0; from < text.len && status == GLN_OK;) {
        const char *newline = memchr(text.ptr + from, '\n', text.len - from);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        gln_slice one = gln_slice__trim(gln_slice_sub(text, from, end - from));
        from = end + 1;
        ++*line;
        if (one.len == 0) {
            continue;
        }
        gln_json_document *document = NULL;
        gln_json_writer w = gln_json__writer(out, false);
        gln_error own = GLN_ERROR_INIT;
        status = gln_json__parse(one, 0, &document, &own);
        if (status == GLN_OK) {
            status = run_case(gln_json__root(document), usual, GLN_JSON_LINE, &w, &own);
        }
        gln_json__free(document);
        gln_buffer__byte(out, '\n');
        if (status != GLN_OK) {
            status = gln_error_set(err, status, "%s", own.message); /* its line is that of the file */
        }
    }
    return status;
}

/* Whether the text begins with a line that is an object by itself and has more behind it. */
static bool is_lines(gln_slice text)
{
    gln_slice rest = gln_slice__trim(text);
    const char *newline = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
    gln_json_document *document = NULL;
    if (!newline ||
        gln_json__parse((gln_slice){rest.ptr, (size_t)(newline - rest.ptr)}, 0, &document, NULL) != GLN_OK) {
        return false;
    }
    bool object = gln_json__kind(gln_json__root(document)) == GLN_JSON_OBJECT;
    gln_json__free(document);
    return object;
}

int calc_json(const char *path, const calc_measure *usual)
{
    gln_buffer text = GLN_BUFFER_INIT, out = GLN_BUFFER_INIT;
    gln_json_document *document = NULL;
    gln_error err = GLN_ERROR_INIT;
    gln_stream stream = {stdout, "standard output", false};
    gln_sink sink = gln_stream_sink(&stream);
    uint64_t line = GLN_NO_LINE;
    gln_status status = gln_file__read(path, &text, &err);
    if (status == GLN_OK && is_lines(gln_buffer__slice(&text))) {
        status = run_lines(gln_buffer__slice(&text), usual, &out, &line, &err);
    } else if (status == GLN_OK) {
        status = gln_json__parse(gln_buffer__slice(&text), 0, &document, &err);
        if (status == GLN_OK) {
            status = run_document(gln_json__root(document), usual, &out, &err);
        }
    }
    if (status == GLN_OK && out.failed) {
        status = gln_error__nomem(&err);
    }
    if (status != GLN_OK) {
        gln_error_at(&err, strcmp(path, "-") == 0 ? "standard input" : path, line, GLN_NO_OFFSET);
    } else {
        status = sink.write(sink.context, out.data, out.len, &err);
    }
    gln_json__free(document);
    gln_buffer__free(&text);
    gln_buffer__free(&out);
    return status == GLN_OK ? EXIT_DONE : stream.closed ? EXIT_PIPE : cli_fail(&err);
}
