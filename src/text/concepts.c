/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Term files through libyaml, event by event: no tree of a stranger's making is ever built, and aliases are refused, so
 * that a file cannot unfold into more than it holds. */
#include "guanlan/concepts.h"

#include "core/file.h"
#include "core/intern.h"
#include "core/sha256.h"
#include "core/utf8.h"

#include <stdlib.h>
#include <yaml.h>

enum { MOST_BYTES = 16 << 20, MOST_ENTRIES = 100000, MOST_STRINGS = 1000000 };

struct gln_concepts {
    gln_arena arena;
    gln_concept *items;
    size_t n;
    size_t capacity;
    char *file;
    char sha256[GLN_SHA256_HEX];
};

typedef struct reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the one under the cursor */
    bool held;          /* event must be deleted */
    const char *file;
    gln_concepts *out;
    gln_intern names;
    size_t n_strings;
} reader;

/* A list that grows while it is read, then lies in the arena. */
typedef struct strings {
    gln_concept_string *items;
    size_t n;
    size_t capacity;
} strings;

static uint64_t line_of(const reader *r)
{
    return (uint64_t)r->event.start_mark.line + 1;
}

static gln_status refuse(const reader *r, gln_error *err, const char *why)
{
    gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "%s", why);
    gln_error_at(err, r->file, line_of(r), GLN_NO_OFFSET);
    return status;
}

/* Moves the cursor to the next event. */
static gln_status step(reader *r, gln_error *err)
{
    if (r->held) {
        yaml_event_delete(&r->event);
        r->held = false;
    }
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        if (r->parser.error == YAML_MEMORY_ERROR) {
            return gln_error__nomem(err);
        }
        const char *problem = r->parser.problem ? r->parser.problem : "unreadable";
        bool star = strstr(problem, "alphabetic or numeric") != NULL; /* libyaml's words for a bare * or & */
        gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "not YAML: %s%s", problem,
                                          star ? "; write a text that begins with * or & in quotes" : "");
        gln_error_at(err, r->file, (uint64_t)r->parser.problem_mark.line + 1, GLN_NO_OFFSET);
        return status;
    }
    r->held = true;
    return r->event.type == YAML_ALIAS_EVENT
               ? refuse(r, err, "an alias: write a text that begins with * in quotes, and every list in full")
               : GLN_OK;
}

/* The text under the cursor, without white space at its ends, in the arena. */
static gln_status read_text(reader *r, gln_slice *out, gln_error *err)
{
    if (r->event.type != YAML_SCALAR_EVENT) {
        return refuse(r, err, "a text belongs here, not a list or a map");
    }
    gln_slice text = {(const char *)r->event.data.scalar.value, r->event.data.scalar.length};
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F) {
            return refuse(r, err, "a control character in a text");
        }
    }
    text = gln_slice__trim(text);
    if (text.len == 0) {
        return refuse(r, err, "an empty text");
    }
    *out = gln_arena__copy(&r->out->arena, text);
    return out->ptr ? GLN_OK : gln_error__nomem(err);
}

static gln_status add_string(reader *r, strings *list, gln_error *err)
{
    gln_concept_string string = {.line = line_of(r)};
    gln_status status = read_text(r, &string.text, err);
    if (status != GLN_OK) {
        return status;
    }
    if (++r->n_strings > MOST_STRINGS) {
        return refuse(r, err, "more than 1000000 strings");
    }
    gln_concept_string *grown = gln_memory__grown(list->items, &list->capacity, list->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    list->items = grown;
    grown[list->n++] = string;
    return GLN_OK;
}

/* A text, or a list of texts; the cursor is left on its last event. */
static gln_status read_strings(reader *r, gln_concept_strings *out, gln_error *err)
{
    strings list = {NULL, 0, 0};
    gln_status status;
    if (r->event.type == YAML_SEQUENCE_START_EVENT) {
        while ((status = step(r, err)) == GLN_OK && r->event.type != YAML_SEQUENCE_END_EVENT) {
            status = add_string(r, &list, err);
            if (status != GLN_OK) {
                break;
            }
        }
    } else {
        status = add_string(r, &list, err);
    }
    if (status == GLN_OK) {
        gln_concept_string *items = gln_arena__array(&r->out->arena, list.n, sizeof *items);
        if (!items) {
            status = gln_error__nomem(err);
        } else if (list.n) {
            memcpy(items, list.items, list.n * sizeof *items);
            *out = (gln_concept_strings){items, list.n};
        }
    }
    free(list.items);
    return status;
}

static gln_status read_within(reader *r, gln_within *out, gln_error *err)
{
    static const char *const names[] = {"sentence", "paragraph", "article"};
    gln_slice name;
    gln_status status = read_text(r, &name, err);
    for (size_t i = 0; status == GLN_OK && i < sizeof names / sizeof *names; i++) {
        if (gln_slice_equal(name, gln_slice_of(names[i]))) {
            *out = (gln_within)i;
            return GLN_OK;
        }
    }
    return status == GLN_OK ? refuse(r, err, "within is sentence, paragraph or article") : status;
}

/* The keys of a concept; the cursor stands on the start of its map. */
static gln_status read_keys(reader *r, gln_concept *concept, gln_error *err)
{
    static const char *const keys[] = {"any", "not", "near", "within"};
    gln_concept_strings *const lists[] = {&concept->any, &concept->none, &concept->near};
    bool seen[4] = {false};
    gln_status status;
    while ((status = step(r, err)) == GLN_OK && r->event.type != YAML_MAPPING_END_EVENT) {
        gln_slice key;
        size_t k = 0;
        status = read_text(r, &key, err);
        if (status != GLN_OK) {
            return status;
        }
        while (k < 4 && !gln_slice_equal(key, gln_slice_of(keys[k]))) {
            k++;
        }
        if (k == 4 || seen[k]) {
            return refuse(r, err, k == 4 ? "a concept has the keys any, not, near and within" : "a key given twice");
        }
        seen[k] = true;
        status = step(r, err);
        if (status == GLN_OK) {
            status = k < 3 ? read_strings(r, lists[k], err) : read_within(r, &concept->within, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    if (status == GLN_OK && seen[3] && !seen[2]) {
        status = refuse(r, err, "within goes with near");
    }
    return status;
}

static gln_status add_entry(reader *r, gln_concept concept, gln_error *err)
{
    gln_concepts *out = r->out;
    size_t known = r->names.count;
    if (gln_intern__add(&r->names, concept.name) == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    gln_status status = GLN_OK;
    if (r->names.count == known) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "\"%.*s\" is given twice",
                               (int)(concept.name.len < 200 ? concept.name.len : 200), concept.name.ptr);
    } else if (concept.any.n == 0) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "the concept \"%.*s\" has nothing to look for: list it under any",
                               (int)(concept.name.len < 200 ? concept.name.len : 200), concept.name.ptr);
    } else if (out->n == MOST_ENTRIES) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "more than %d entries", MOST_ENTRIES);
    }
    if (status != GLN_OK) {
        gln_error_at(err, r->file, concept.line, GLN_NO_OFFSET);
        return status;
    }
    gln_concept *grown = gln_memory__grown(out->items, &out->capacity, out->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    out->items = grown;
    grown[out->n++] = concept;
    return GLN_OK;
}

/* The list of plain terms under the cursor. */
static gln_status read_terms(reader *r, gln_error *err)
{
    gln_concept_strings list = {NULL, 0};
    gln_status status = read_strings(r, &list, err);
    for (size_t i = 0; i < list.n && status == GLN_OK; i++) {
        gln_concept term = {.name = list.items[i].text, .line = list.items[i].line, .plain = true};
        term.any = (gln_concept_strings){&list.items[i], 1};
        status = add_entry(r, term, err);
    }
    return status;
}

/* The map of concepts under the cursor. */
static gln_status read_concepts(reader *r, gln_error *err)
{
    if (r->event.type != YAML_MAPPING_START_EVENT) {
        return refuse(r, err, "concepts is a map: NAME: {any: [...], not: [...], near: [...]}");
    }
    gln_status status;
    while ((status = step(r, err)) == GLN_OK && r->event.type != YAML_MAPPING_END_EVENT) {
        gln_concept concept = {.line = line_of(r)};
        status = read_text(r, &concept.name, err);
        if (status == GLN_OK) {
            status = step(r, err);
        }
        if (status == GLN_OK) {
            status = r->event.type == YAML_MAPPING_START_EVENT ? read_keys(r, &concept, err)
                                                               : read_strings(r, &concept.any, err);
        }
        if (status == GLN_OK) {
            status = add_entry(r, concept, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    return status;
}

static gln_status read_root(reader *r, gln_error *err)
{
    bool seen[2] = {false};
    gln_status status;
    if (r->event.type == YAML_SEQUENCE_START_EVENT) {
        return read_terms(r, err);
    }
    if (r->event.type != YAML_MAPPING_START_EVENT) {
        return refuse(r, err, "a term file is a map with terms or concepts, or a list of terms");
    }
    while ((status = step(r, err)) == GLN_OK && r->event.type != YAML_MAPPING_END_EVENT) {
        gln_slice key;
        status = read_text(r, &key, err);
        if (status != GLN_OK) {
            return status;
        }
        bool concepts = gln_slice_equal(key, GLN_LIT("concepts"));
        if ((!concepts && !gln_slice_equal(key, GLN_LIT("terms"))) || seen[concepts]) {
            return refuse(r, err, "a term file has the keys terms and concepts, each once");
        }
        seen[concepts] = true;
        status = step(r, err);
        if (status == GLN_OK) {
            status = concepts ? read_concepts(r, err) : read_terms(r, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    return status;
}

static gln_status read_stream(reader *r, gln_error *err)
{
    gln_status status = step(r, err);                  /* stream start */
    status = status == GLN_OK ? step(r, err) : status; /* document start, or the end */
    if (status == GLN_OK && r->event.type == YAML_STREAM_END_EVENT) {
        return refuse(r, err, "the term file is empty");
    }
    status = status == GLN_OK ? step(r, err) : status;
    status = status == GLN_OK ? read_root(r, err) : status;
    status = status == GLN_OK ? step(r, err) : status; /* document end */
    status = status == GLN_OK ? step(r, err) : status;
    if (status == GLN_OK && r->event.type != YAML_STREAM_END_EVENT) {
        status = refuse(r, err, "a second document: a term file is one");
    }
    if (status == GLN_OK && r->out->n == 0) {
        status = refuse(r, err, "the term file holds no term and no concept");
    }
    return status;
}

/* Terms before concepts, each as they come. */
static gln_status terms_first(gln_concepts *out, gln_error *err)
{
    gln_concept *sorted = gln_memory__array(out->n, sizeof *sorted);
    size_t n = 0;
    if (!sorted) {
        return gln_error__nomem(err);
    }
    for (int plain = 1; plain >= 0; plain--) {
        for (size_t i = 0; i < out->n; i++) {
            if (out->items[i].plain == plain) {
                sorted[n++] = out->items[i];
            }
        }
    }
    free(out->items);
    out->items = sorted;
    return GLN_OK;
}

static gln_status read_bytes(reader *r, gln_slice bytes, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    size_t offset;
    if (bytes.len > MOST_BYTES) {
        return gln_error_set(err, GLN_ERR_FORMAT, "a term file of more than 16 MiB");
    }
    if (!gln_utf8__valid(bytes, &offset)) {
        gln_status status = gln_error_set(err, GLN_ERR_ENCODING, "a term file is UTF-8");
        gln_error_at(err, NULL, GLN_NO_LINE, offset);
        return status;
    }
    gln_status status = gln_sha256__digest(bytes, digest, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_sha256__hex(digest, r->out->sha256);
    if (gln_slice_starts(bytes, GLN_LIT("\xEF\xBB\xBF"))) {
        bytes = gln_slice_sub(bytes, 3, bytes.len - 3);
    }
    if (!yaml_parser_initialize(&r->parser)) {
        return gln_error__nomem(err);
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)bytes.ptr, bytes.len);
    status = read_stream(r, err);
    if (r->held) {
        yaml_event_delete(&r->event);
    }
    yaml_parser_delete(&r->parser);
    return status == GLN_OK ? terms_first(r->out, err) : status;
}

gln_status gln_concepts_parse(gln_slice bytes, const char *file, gln_concepts **out, gln_error *err)
{
    reader r = {.file = file, .out = gln_memory__zeroed(1, sizeof *r.out)};
    if (!r.out || !(r.out->file = gln_memory__string(gln_slice_of(file ? file : "")))) {
        gln_concepts_free(r.out);
        return gln_error__nomem(err);
    }
    gln_status status = read_bytes(&r, bytes, err);
    gln_intern__clear(&r.names);
    if (status != GLN_OK) {
        gln_error_at(err, file, GLN_NO_LINE, GLN_NO_OFFSET);
        gln_concepts_free(r.out);
        return status;
    }
    *out = r.out;
    return GLN_OK;
}

gln_status gln_concepts_read(const char *path, gln_concepts **out, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = gln_file__read(path, &bytes, err);
    if (status == GLN_OK) {
        status = gln_concepts_parse((gln_slice){bytes.len ? bytes.data : "", bytes.len}, path, out, err);
    }
    gln_buffer__free(&bytes);
    return status;
}

void gln_concepts_free(gln_concepts *concepts)
{
    if (concepts) {
        gln_arena__clear(&concepts->arena);
        free(concepts->items);
        free(concepts->file);
        free(concepts);
    }
}

size_t gln_concepts_count(const gln_concepts *concepts)
{
    return concepts->n;
}

const gln_concept *gln_concepts_get(const gln_concepts *concepts, size_t i)
{
    return &concepts->items[i];
}

const char *gln_concepts_file(const gln_concepts *concepts)
{
    return concepts->file;
}

const char *gln_concepts_sha256(const gln_concepts *concepts)
{
    return concepts->sha256;
}
