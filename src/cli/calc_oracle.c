/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_oracle.h"

#include "cli/calc_forms.h"
#include "cli/cli.h"
#include "core/file.h"
#include "json/json_write.h"

#include <math.h>

typedef struct comparison {
    const gln_json_node *tolerance;
    const calc_case *got;
    gln_buffer path; /* of the value that is looked at */
    gln_json_writer out;
    bool pass;
    bool refused;     /* the inputs were: everything is undefined, and the error says why */
    size_t n_refused; /* values that were expected to be */
} comparison;

typedef struct tally {
    size_t passed, failed, skipped;
} tally;

/* ---- a value ----------------------------------------------------------------------------------------------------- */

/* What other tools get wrong, and words about a value: kept in the files for reading. */
static bool for_reading(gln_slice name)
{
    return gln_slice_ends(name, GLN_LIT("status")) || gln_slice_ends(name, GLN_LIT("_antconc")) ||
           gln_slice_ends(name, GLN_LIT("_pymannkendall")) || gln_slice_equal(name, GLN_LIT("published")) ||
           gln_slice_equal(name, GLN_LIT("greedy_states_wrong")) ||
           gln_slice_equal(name, GLN_LIT("slope_if_index_used_instead"));
}

/* Whether a name is the path or the part of it before a dot or a bracket. */
static bool names_path(gln_slice name, gln_slice path)
{
    return gln_slice_starts(path, name) &&
           (path.len == name.len || path.ptr[name.len] == '.' || path.ptr[name.len] == '[');
}

/* The tolerance "rel" or "abs" of a path: that of the longest name in per_field that has one, else the case's. */
static double tolerance(const comparison *t, const char *kind)
{
    double value = 0;
    size_t longest = 0;
    gln_slice path = gln_buffer__slice(&t->path);
    (void)gln_json__number(gln_json__get(t->tolerance, kind), &value);
    for (const gln_json_node *f = gln_json__first(gln_json__get(t->tolerance, "per_field")); f; f = gln_json__next(f)) {
        gln_slice name = gln_json__name(f);
        double own;
        if (name.len > longest && names_path(name, path) && gln_json__number(gln_json__get(f, kind), &own)) {
            longest = name.len;
            value = own;
        }
    }
    return value;
}

/* NaN holds for NaN, an infinity for the same, a number within max(rel |expected|, abs). */
static bool holds(const comparison *t, double got, double expected)
{
    if (isnan(expected)) {
        return isnan(got);
    }
    if (isinf(expected) || !isfinite(got)) {
        return got == expected;
    }
    return fabs(got - expected) <= fmax(tolerance(t, "rel") * fabs(expected), tolerance(t, "abs"));
}

static void put_expected(comparison *t, const gln_json_node *node)
{
    gln_slice text;
    double number;
    bool truth;
    gln_json__key(&t->out, GLN_LIT("expected"));
    if (gln_json__string(node, &text)) {
        gln_json__put_string(&t->out, text);
    } else if (gln_json__boolean(node, &truth)) {
        gln_json__put_boolean(&t->out, truth);
    } else {
        gln_json__put_number(&t->out, gln_json__number(node, &number) ? number : NAN);
    }
}

static void put_got(comparison *t, bool computed, double got)
{
    gln_json__key(&t->out, GLN_LIT("got"));
    gln_json__put_number(&t->out, computed ? got : NAN);
    if (!computed) {
        gln_json__key(&t->out, GLN_LIT("computed"));
        gln_json__put_boolean(&t->out, false);
    } else if (isinf(got)) {
        gln_json__key(&t->out, GLN_LIT("unbounded"));
        gln_json__put_text(&t->out, got > 0 ? "above" : "below");
    }
}

static void compare_value(comparison *t, const gln_json_node *node)
{
    double got = NAN;
    double expected = NAN;
    bool computed = calc_got(t->got, gln_buffer__slice(&t->path), &got);
    t->pass = (computed || t->refused) && calc_read_number(node, &expected) && holds(t, got, expected) && t->pass;
    t->n_refused += t->refused;
    gln_json__key(&t->out, gln_buffer__slice(&t->path));
    gln_json__begin_object(&t->out, GLN_JSON_LINE);
    put_got(t, computed, got);
    put_expected(t, node);
    gln_json__end(&t->out);
}

/* The length of a list, where what was computed has one and it differs (or the list is empty and there is no other
 * way to tell). */
static void compare_length(comparison *t, size_t expected)
{
    double got = NAN;
    size_t end = t->path.len;
    gln_buffer__byte(&t->path, '#');
    bool computed = calc_got(t->got, gln_buffer__slice(&t->path), &got);
    t->path.len = end;
    if (computed ? got == (double)expected : expected > 0) {
        return;
    }
    t->pass = false;
    gln_buffer__puts(&t->path, ".length");
    gln_json__key(&t->out, gln_buffer__slice(&t->path));
    t->path.len = end;
    gln_json__begin_object(&t->out, GLN_JSON_LINE);
    put_got(t, computed, got);
    gln_json__key(&t->out, GLN_LIT("expected"));
    gln_json__put_integer(&t->out, expected);
    gln_json__end(&t->out);
}

/* Leaf by leaf: members as "a.b", items as "a[0]". The reader bounds the depth. */
static void compare(comparison *t, const gln_json_node *node)
{
    size_t end = t->path.len;
    size_t index = 0;
    gln_json_kind kind = gln_json__kind(node);
    if (kind != GLN_JSON_OBJECT && kind != GLN_JSON_ARRAY) {
        compare_value(t, node);
        return;
    }
    if (kind == GLN_JSON_ARRAY) {
        compare_length(t, gln_json__length(node));
    }
    for (const gln_json_node *m = gln_json__first(node); m; m = gln_json__next(m)) {
        gln_slice name = gln_json__name(m);
        if (kind == GLN_JSON_OBJECT && for_reading(name)) {
            continue;
        }
        if (kind == GLN_JSON_ARRAY) {
            gln_buffer__printf(&t->path, "[%zu]", index++);
        } else {
            gln_buffer__puts(&t->path, end ? "." : "");
            gln_buffer__put(&t->path, name);
        }
        compare(t, m);
        t->path.len = end;
    }
}

/* ---- a case ------------------------------------------------------------------------------------------------------ */

/* Why a case is not run; NULL where it is. */
static const char *reason_to_skip(const gln_json_node *one, gln_slice id)
{
    static const char *const data_sets[] = {"series", "data", "dataset", "data_set"};
    const gln_json_node *inputs = gln_json__get(one, "inputs");
    gln_slice text;
    if (gln_slice_starts(id, GLN_LIT("identities."))) {
        return "a relation, not a value: tested as a property";
    }
    for (size_t i = 0; i < sizeof data_sets / sizeof *data_sets; i++) {
        if (gln_json__string(gln_json__get(inputs, data_sets[i]), &text)) {
            return "the inputs name a data set instead of giving it";
        }
    }
    bool may_be_left_out = gln_json__string(gln_json__get(one, "priority"), &text) &&
                           gln_slice_equal(text, GLN_LIT("COULD")) && !calc_form_find(id, inputs);
    return may_be_left_out ? "a measure that may be left out" : NULL;
}

/* What a case that was run came to. */
static void put_case(gln_json_writer *w, const calc_case *c, calc_form *form, bool pass, gln_slice fields)
{
    gln_json__key(w, GLN_LIT("pass"));
    gln_json__put_boolean(w, pass);
    gln_json__key(w, GLN_LIT("status"));
    gln_json__put_text(w, !form ? "not_recognised" : c->status != GLN_OK ? "error" : c->state);
    if (c->status != GLN_OK) {
        gln_json__key(w, GLN_LIT("error"));
        gln_json__put_text(w, c->err.message);
    }
    gln_json__key(w, GLN_LIT("fields"));
    gln_json__put_json(w, fields);
}

static gln_status run_case(const gln_json_node *one, gln_slice id, gln_json_writer *w, tally *sum, gln_error *err)
{
    calc_case c = CALC_CASE_INIT;
    gln_buffer fields = GLN_BUFFER_INIT;
    comparison t = {.tolerance = gln_json__get(one, "tolerance"), .got = &c, .path = GLN_BUFFER_INIT, .pass = true};
    t.out = gln_json__writer(&fields, true);
    c.inputs = gln_json__get(one, "inputs");
    c.expected = gln_json__get(one, "expected");
    calc_form *form = calc_form_find(id, c.inputs);
    gln_json__begin_object(&t.out, GLN_JSON_LINE);
    if (form) {
        form(&c);
        t.refused = c.status != GLN_OK && c.status != GLN_ERR_NOMEM;
        compare(&t, c.expected);
    }
    gln_json__end(&t.out);
    bool ran = form && (c.status == GLN_OK || t.n_refused);
    bool pass = ran && gln_json__kind(c.expected) == GLN_JSON_OBJECT && t.pass;
    put_case(w, &c, form, pass, gln_buffer__slice(&fields));
    sum->passed += pass;
    sum->failed += !pass;
    gln_status status = c.status == GLN_ERR_NOMEM || t.path.failed || fields.failed ? gln_error__nomem(err) : GLN_OK;
    gln_buffer__free(&t.path);
    gln_buffer__free(&fields);
    calc_case_clear(&c);
    return status;
}

static gln_status print_case(const gln_json_node *one, gln_sink sink, tally *sum, gln_error *err)
{
    gln_buffer line = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&line, true);
    gln_slice id = GLN_LIT("");
    gln_status status = GLN_OK;
    (void)gln_json__string(gln_json__get(one, "id"), &id);
    const char *reason = reason_to_skip(one, id);
    gln_json__begin_object(&w, GLN_JSON_LINE);
    gln_json__key(&w, GLN_LIT("id"));
    gln_json__put_string(&w, id);
    if (reason) {
        gln_json__key(&w, GLN_LIT("pass"));
        gln_json__put_null(&w);
        gln_json__key(&w, GLN_LIT("skipped"));
        gln_json__put_text(&w, reason);
        sum->skipped++;
    } else {
        status = run_case(one, id, &w, sum, err);
    }
    gln_json__end(&w);
    gln_buffer__byte(&line, '\n');
    if (status == GLN_OK && line.failed) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = sink.write(sink.context, line.data, line.len, err);
    }
    gln_buffer__free(&line);
    return status;
}

/* ---- a file ------------------------------------------------------------------------------------------------------ */

static gln_status run_cases(const gln_json_node *root, gln_sink sink, tally *sum, gln_error *err)
{
    const gln_json_node *cases = gln_json__get(root, "cases");
    gln_status status = GLN_OK;
    if (gln_json__kind(cases) != GLN_JSON_ARRAY) {
        return gln_error_set(err, GLN_ERR_FORMAT, "a file of expected values is an object with a list 'cases'");
    }
    for (const gln_json_node *one = gln_json__first(cases); one && status == GLN_OK; one = gln_json__next(one)) {
        status =
            cli_cancelled ? gln_error_set(err, GLN_ERR_INTERRUPTED, "interrupted") : print_case(one, sink, sum, err);
    }
    return status;
}

int calc_oracle(const char *path)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_json_document *document = NULL;
    gln_error err = GLN_ERROR_INIT;
    tally sum = {0, 0, 0};
    gln_stream stream = {stdout, "standard output", false};
    gln_status status = gln_file__read(path, &text, &err);
    if (status == GLN_OK) {
        status = gln_json__parse(gln_buffer__slice(&text), 0, &document, &err);
    }
    if (status == GLN_OK) {
        status = run_cases(gln_json__root(document), gln_stream_sink(&stream), &sum, &err);
    }
    gln_json__free(document);
    gln_buffer__free(&text);
    if (status != GLN_OK) {
        gln_error_at(&err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        return stream.closed ? EXIT_PIPE : cli_fail(&err);
    }
    (void)fprintf(stderr, "guanlan: %s: %zu passed, %zu failed, %zu skipped\n", path, sum.passed, sum.failed,
                  sum.skipped);
    return sum.failed ? EXIT_FAILED : EXIT_DONE;
}
