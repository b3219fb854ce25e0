/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in JSON: an object a line (JSON Lines), an array of objects, an object, or an object with such an array
 * (under articles, data, items, ...). The text is cut into objects first and each is parsed on its own, so that a file
 * of any length needs no tree of its own size, and one damaged object spoils no other. */
#include "corpus/record.h"

#include "core/utf8.h"
#include "json/json_read.h"

#include <stdio.h>

enum { MOST_DEEP = 512, MOST_PATH = 8 };

typedef struct reader {
    gln_slice text;
    const gln_column_map *map;
    const gln_record_sink *sink;
    gln_record record;
    gln_buffer joined;
    size_t counted; /* lines are counted up to this byte */
    uint32_t line;
} reader;

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t skip_space(gln_slice text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

static uint32_t line_of(reader *r, size_t at)
{
    for (; r->counted < at; r->counted++) {
        r->line += r->text.ptr[r->counted] == '\n';
    }
    return r->line;
}

/* The byte behind the string, object, array or word at `at`; text.len where it does not end. */
static size_t skip_value(gln_slice text, size_t at)
{
    size_t depth = 0;
    while (at < text.len) {
        char c = text.ptr[at++];
        if (c == '"') {
            while (at < text.len && text.ptr[at] != '"') {
                at += text.ptr[at] == '\\' ? 2 : 1;
            }
            at = at < text.len ? at + 1 : text.len;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
        } else if (depth == 0) { /* a number, true, false, null */
            while (at < text.len && !is_space(text.ptr[at]) && !strchr(",]}", text.ptr[at])) {
                at++;
            }
        }
        if (depth == 0) {
            return at;
        }
    }
    return text.len;
}

/* ---- one object -------------------------------------------------------------------------------------------------- */

/* content.text[0]: members by name along the path; an array on the way gives its first item. */
static const gln_json_node *follow(const gln_json_node *node, gln_slice path)
{
    char name[256];
    for (size_t from = 0, n = 0; node && from <= path.len && n < MOST_PATH; n++) {
        const char *dot = memchr(path.ptr + from, '.', path.len - from);
        size_t end = dot ? (size_t)(dot - path.ptr) : path.len;
        if (end - from >= sizeof name) {
            return NULL;
        }
        memcpy(name, path.ptr + from, end - from);
        name[end - from] = '\0';
        node = gln_json__kind(node) == GLN_JSON_ARRAY ? gln_json__first(node) : node;
        node = gln_json__get(node, name);
        from = end + 1;
    }
    return node;
}

/* The node's text onto r->joined, a line for each text in an array; false for numbers among them and the like. */
static bool put_text(reader *r, const gln_json_node *node, bool number_fits, unsigned depth)
{
    gln_slice text;
    double number;
    switch (gln_json__kind(node)) {
    case GLN_JSON_STRING:
        (void)gln_json__string(node, &text);
        gln_buffer__put(&r->joined, text);
        gln_buffer__byte(&r->joined, '\n');
        return true;
    case GLN_JSON_NUMBER:
        if (!number_fits || !gln_json__number(node, &number)) {
            return false;
        }
        gln_buffer__printf(&r->joined, "%.15g\n", number);
        return true;
    case GLN_JSON_ARRAY:
        for (const gln_json_node *item = gln_json__first(node); item; item = gln_json__next(item)) {
            if (depth == 0 || !put_text(r, item, false, depth - 1)) {
                return false;
            }
        }
        return true;
    case GLN_JSON_OBJECT: { /* {"text": ...} as paragraphs are often written */
        const gln_json_node *inner = gln_json__get(node, "text");
        return depth > 0 && inner && put_text(r, inner, false, depth - 1);
    }
    default:
        return false;
    }
}

static void put_field(reader *r, gln_record_field field, const gln_json_node *node, uint32_t line)
{
    bool number =
        field == GLN_RECORD_DATE || field == GLN_RECORD_PAGE || field == GLN_RECORD_ID || field == GLN_RECORD_EDITION;
    gln_buffer__clear(&r->joined);
    if (put_text(r, node, number, 2)) {
        gln_record__put(&r->record, field, GLN_LINE_USUAL, line, 0, gln_buffer__slice(&r->joined));
    }
}

/* The object's members as fields. */
static void put_object(reader *r, const gln_json_node *object, uint32_t line)
{
    const gln_json_node *best[GLN_RECORD_FIELDS] = {NULL};
    unsigned ranks[GLN_RECORD_FIELDS];
    memset(ranks, 0xFF, sizeof ranks);
    for (const gln_json_node *m = gln_json__first(object); m; m = gln_json__next(m)) {
        gln_record_field f;
        unsigned rank;
        bool holds = gln_json__kind(m) == GLN_JSON_STRING || gln_json__kind(m) == GLN_JSON_NUMBER ||
                     gln_json__kind(m) == GLN_JSON_ARRAY || gln_json__kind(m) == GLN_JSON_OBJECT;
        if (holds && gln_column_map__find(r->map, gln_json__name(m), &f, &rank) && rank < ranks[f]) {
            ranks[f] = rank;
            best[f] = m;
        }
    }
    gln_record__reset(&r->record);
    for (unsigned f = 0; f < GLN_RECORD_FIELDS; f++) {
        if (!best[f] && r->map->names[f].ptr) {
            best[f] = follow(object, r->map->names[f]);
        }
        if (f == GLN_RECORD_HEADLINE && gln_json__kind(best[f]) == GLN_JSON_OBJECT) { /* {"kicker", "main", "sub"} */
            put_field(r, GLN_RECORD_KICKER, gln_json__get(best[f], "kicker"), line);
            put_field(r, GLN_RECORD_HEADLINE, gln_json__get(best[f], "main"), line);
            put_field(r, GLN_RECORD_SUB, gln_json__get(best[f], "sub"), line);
        } else if (best[f]) {
            put_field(r, (gln_record_field)f, best[f], line);
        }
    }
}

static gln_status read_object(reader *r, size_t from, size_t end, gln_error *err)
{
    gln_json_document *document = NULL;
    gln_error cause = GLN_ERROR_INIT;
    uint32_t line = line_of(r, from);
    gln_status status = gln_json__parse(gln_slice_sub(r->text, from, end - from), 0, &document, &cause);
    if (status == GLN_ERR_NOMEM) {
        return gln_error__nomem(err);
    }
    if (status != GLN_OK) {
        return r->sink->bad(r->sink->context, line + (cause.line ? cause.line - 1 : 0), cause.message, err);
    }
    put_object(r, gln_json__root(document), line);
    gln_json__free(document);
    if (r->record.failed || r->joined.failed) {
        return gln_error__nomem(err);
    }
    bool text =
        gln_record__text(&r->record, GLN_RECORD_HEADLINE).ptr || gln_record__text(&r->record, GLN_RECORD_BODY).ptr;
    return text ? r->sink->record(r->sink->context, &r->record, err)
                : r->sink->bad(r->sink->context, line,
                               "no member is known as headline or body: name them with --map headline=MEMBER and "
                               "--map body=MEMBER",
                               err);
}

/* ---- the objects of a text --------------------------------------------------------------------------------------- */

/* Objects one after the other, commas between them or not, up to `end` or the end of the array. */
static gln_status read_objects(reader *r, size_t at, size_t end, gln_error *err)
{
    gln_slice text = {r->text.ptr, end};
    gln_status status = GLN_OK;
    while (status == GLN_OK) {
        at = skip_space(text, at);
        if (at < end && text.ptr[at] == ',') {
            at++;
            continue;
        }
        if (at >= end || text.ptr[at] == ']') {
            break;
        }
        size_t next = skip_value(text, at);
        next = next > at ? next : at + 1;
        status = read_object(r, at, next, err);
        at = next;
    }
    return status;
}

/* An object a line. */
static gln_status read_lines(reader *r, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t from = 0; from < r->text.len && status == GLN_OK;) {
        const char *newline = memchr(r->text.ptr + from, '\n', r->text.len - from);
        size_t end = newline ? (size_t)(newline - r->text.ptr) : r->text.len;
        size_t at = skip_space((gln_slice){r->text.ptr, end}, from);
        status = at < end ? read_object(r, at, end, err) : GLN_OK;
        from = end + 1;
    }
    return status;
}

/* Whether the first line is a whole object and the next begins another: JSON Lines, damaged or not. */
static bool is_lines(gln_slice text, size_t at)
{
    const char *newline = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
    size_t next = skip_space(text, end);
    gln_slice line = {text.ptr, end};
    return next < text.len && text.ptr[at] == '{' && text.ptr[next] == '{' &&
           skip_space(line, skip_value(line, at)) >= end && line.ptr[end - 1] != '{';
}

/* The array of objects that an object's member holds: what is mapped as article, else under a usual name. */
static bool find_array(const reader *r, size_t at, size_t *from, size_t *end)
{
    static const char *const usual[] = {"articles", "data", "items", "records", "rows", "docs", "results", "news"};
    gln_slice text = r->text;
    at = skip_space(text, at + 1);
    while (at < text.len && text.ptr[at] == '"') {
        size_t name_end = skip_value(text, at);
        gln_slice name = name_end >= at + 2 ? gln_slice_sub(text, at + 1, name_end - at - 2) : GLN_LIT("");
        at = skip_space(text, name_end);
        if (at >= text.len || text.ptr[at] != ':') {
            return false;
        }
        at = skip_space(text, at + 1);
        size_t value_end = skip_value(text, at);
        bool wanted = r->map->names[GLN_RECORD_ARTICLE].ptr && gln_slice_equal(name, r->map->names[GLN_RECORD_ARTICLE]);
        for (size_t i = 0; i < sizeof usual / sizeof *usual && !r->map->names[GLN_RECORD_ARTICLE].ptr; i++) {
            wanted = wanted || gln_slice_equal(name, gln_slice_of(usual[i]));
        }
        size_t inner = at < text.len && text.ptr[at] == '[' ? skip_space(text, at + 1) : text.len;
        if (wanted && inner < text.len && text.ptr[inner] == '{') {
            *from = at + 1;
            *end = value_end;
            return true;
        }
        at = skip_space(text, value_end);
        at = at < text.len && text.ptr[at] == ',' ? skip_space(text, at + 1) : text.len;
    }
    return false;
}

gln_status gln_read__json(gln_slice text, const gln_column_map *map, const gln_record_sink *sink, gln_error *err)
{
    reader r = {
        .text = text, .map = map, .sink = sink, .record = GLN_RECORD_INIT, .joined = GLN_BUFFER_INIT, .line = 1};
    size_t at = skip_space(text, 0);
    size_t from;
    size_t end;
    gln_status status;
    if (at < text.len && text.ptr[at] == '[') {
        status = read_objects(&r, at + 1, text.len, err);
    } else if (is_lines(text, at)) {
        status = read_lines(&r, err);
    } else if (at < text.len && text.ptr[at] == '{' && find_array(&r, at, &from, &end)) {
        status = read_objects(&r, from, end, err);
    } else {
        status = read_objects(&r, at, text.len, err);
    }
    gln_record__clear(&r.record);
    gln_buffer__free(&r.joined);
    return status;
}
