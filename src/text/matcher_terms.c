/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a matcher is made of: plain terms and concepts read into patterns. */
#include "text/matcher_compile.h"

#include "core/buffer.h"

#include <stdlib.h>

const char *gln_match_name(gln_match match)
{
    return match == GLN_MATCH_WORD ? "word" : "string";
}

/* What patterns are read with. */
typedef struct making {
    gln_matcher *m;
    gln_char_table table;
    gln_normal normal;
    const gln_concepts *concepts; /* NULL: none */
    uint64_t line;                /* of the pattern in the term file; 0 where it comes from the caller */
} making;

static gln_status refuse(const making *k, gln_error *err, gln_slice text, const char *why)
{
    gln_status status = gln_error_set(err, k->line ? GLN_ERR_FORMAT : GLN_ERR_USAGE, "the term \"%.*s\" %s",
                                      (int)(text.len < 200 ? text.len : 200), text.ptr, why);
    if (k->line) {
        gln_error_at(err, gln_concepts_file(k->concepts), k->line, GLN_NO_OFFSET);
    }
    return status;
}

/* The pattern without the `*` at its ends. */
static gln_slice strip(gln_pattern *pattern)
{
    gln_slice text = pattern->raw;
    while (text.len && (unsigned char)text.ptr[0] <= ' ') {
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    while (text.len && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    if (text.len && text.ptr[0] == '*') {
        pattern->free_start = true;
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    if (text.len && text.ptr[text.len - 1] == '*') {
        pattern->free_end = true;
        text.len--;
    }
    return text;
}

/* Reads the pattern whose raw text is set. */
static gln_status read_pattern(making *k, gln_pattern *pattern, gln_error *err)
{
    gln_matcher *m = k->m;
    size_t offset;
    if (!gln_utf8__valid(pattern->raw, &offset)) {
        gln_status status = gln_error_set(err, GLN_ERR_ENCODING, "a term is not UTF-8");
        gln_error_at(err, NULL, GLN_NO_LINE, offset);
        return status;
    }
    gln_slice text = strip(pattern);
    gln_status status = gln_text__normalize(&k->table, text, true, &k->normal, err);
    if (status != GLN_OK) {
        return status;
    }
    text = gln_buffer__slice(&k->normal.text);
    while (text.len && text.ptr[0] == ' ') {
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    if (text.len == 0) {
        return refuse(k, err, pattern->raw, "is empty once it is normalized");
    }
    if (memchr(text.ptr, '*', text.len)) {
        return refuse(k, err, pattern->raw, "holds a * inside: it may stand at the ends only");
    }
    if (m->match == GLN_MATCH_WORD && pattern->role != GLN_ROLE_NOT && (pattern->free_start || pattern->free_end)) {
        return refuse(k, err, pattern->raw, "ends in *, and whole words are asked for: leave one of the two out");
    }
    pattern->text = gln_arena__copy(&m->arena, text);
    if (!pattern->text.ptr) {
        return gln_error__nomem(err);
    }
    size_t first = 0;
    size_t last = gln_utf8__back(text.ptr, text.len);
    pattern->start_bound = !pattern->free_start && gln_char__needs_bound(gln_utf8__next(text.ptr, &first), false);
    pattern->end_bound = !pattern->free_end && gln_char__needs_bound(gln_utf8__next(text.ptr, &last), true);
    return GLN_OK;
}

/* Whether two patterns of one text find the same: ends that need no boundary anyway are the same with `*` and without.
 */
static bool finds_same(const gln_pattern *a, const gln_pattern *b)
{
    return a->start_bound == b->start_bound && a->end_bound == b->end_bound;
}

/* Hangs the pattern under its text. A plain term twice is an error; a string of a concept twice (数字 and 數字, say)
 * says nothing new, but it cannot be both looked for and left out. */
static gln_status enter_pattern(making *k, uint32_t index, bool *entered, gln_error *err)
{
    gln_matcher *m = k->m;
    gln_pattern *pattern = &m->patterns[index];
    bool plain = !m->terms[pattern->term].concept;
    size_t known = m->texts.count;
    uint32_t id = gln_intern__add(&m->texts, pattern->text);
    if (id == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    pattern->next = GLN_NO_ID;
    *entered = true;
    if (m->texts.count > known) {
        m->first[id] = index;
        return GLN_OK;
    }
    uint32_t last = m->first[id];
    for (uint32_t other = last; other != GLN_NO_ID; other = m->patterns[other].next) {
        const gln_pattern *o = &m->patterns[other];
        last = other;
        if (!finds_same(o, pattern)) {
            continue;
        }
        if (plain && !m->terms[o->term].concept) {
            return refuse(k, err, pattern->raw, "is given twice (it is the same as another once it is normalized)");
        }
        if (o->term == pattern->term && o->role == pattern->role) {
            *entered = false;
            return GLN_OK;
        }
        if (o->term == pattern->term && o->role + pattern->role == GLN_ROLE_ANY + GLN_ROLE_NOT &&
            o->role != pattern->role) {
            return refuse(k, err, pattern->raw, "stands under any and under not");
        }
    }
    m->patterns[last].next = index;
    return GLN_OK;
}

static gln_status add_pattern(making *k, uint32_t term, gln_slice raw, gln_role role, gln_error *err)
{
    gln_matcher *m = k->m;
    gln_pattern *pattern = &m->patterns[m->n_patterns];
    bool entered = false;
    *pattern = (gln_pattern){.raw = gln_arena__copy(&m->arena, raw), .role = role, .term = term};
    gln_status status = pattern->raw.ptr ? read_pattern(k, pattern, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = enter_pattern(k, (uint32_t)m->n_patterns, &entered, err);
    }
    m->n_patterns += entered;
    m->has_not = m->has_not || (entered && role == GLN_ROLE_NOT);
    return status;
}

static gln_status add_strings(making *k, uint32_t term, gln_concept_strings strings, gln_role role, gln_buffer *key,
                              gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0; i < strings.n && status == GLN_OK; i++) {
        k->line = strings.items[i].line;
        status = add_pattern(k, term, strings.items[i].text, role, err);
        gln_buffer__printf(key, "%c%c", 0, "-~+"[role]);
        gln_buffer__put(key, strings.items[i].text);
    }
    return status;
}

/* Names are what rows are known by, so no two are equal. */
static gln_status name_term(making *k, gln_intern *names, gln_slice name, gln_term *term, gln_error *err)
{
    size_t known = names->count;
    uint32_t id = gln_intern__add(names, name);
    if (id != GLN_NO_ID) {
        term->name = gln_arena__copy(&k->m->arena, name);
    }
    if (!term->name.ptr) {
        return gln_error__nomem(err);
    }
    term->key = term->name;
    return names->count > known ? GLN_OK : refuse(k, err, name, "is given twice: a term or concept needs its own name");
}

static gln_status add_concept(making *k, gln_intern *names, const gln_concept *concept, gln_error *err)
{
    gln_matcher *m = k->m;
    uint32_t index = (uint32_t)m->n_terms++;
    gln_term *term = &m->terms[index];
    gln_buffer key = GLN_BUFFER_INIT;
    k->line = concept->line;
    gln_status status = name_term(k, names, concept->name, term, err);
    term->concept = !concept->plain;
    term->near = concept->near.n > 0;
    term->within = concept->within;
    m->needs_article = m->needs_article || (term->near && term->within == GLN_WITHIN_ARTICLE);
    gln_buffer__put(&key, concept->name);
    gln_buffer__printf(&key, "%c%d", 0, (int)concept->within);
    if (status == GLN_OK) {
        status = add_strings(k, index, concept->any, GLN_ROLE_ANY, &key, err);
    }
    if (status == GLN_OK) {
        status = add_strings(k, index, concept->none, GLN_ROLE_NOT, &key, err);
    }
    if (status == GLN_OK) {
        status = add_strings(k, index, concept->near, GLN_ROLE_NEAR, &key, err);
    }
    if (status == GLN_OK && term->concept) {
        term->key = key.failed ? (gln_slice){NULL, 0} : gln_arena__copy(&m->arena, gln_buffer__slice(&key));
        status = term->key.ptr ? GLN_OK : gln_error__nomem(err);
    }
    gln_buffer__free(&key);
    return status;
}

static gln_status read_terms(making *k, const char *const *terms, size_t n_terms, gln_error *err)
{
    gln_matcher *m = k->m;
    gln_intern names = {.count = 0};
    gln_status status = gln_char_table__init(&k->table, &m->analyzer->lexicon, m->analyzer->keep_script, err);
    for (size_t i = 0; i < n_terms && status == GLN_OK; i++) {
        gln_term *term = &m->terms[m->n_terms];
        term->name = term->key = gln_arena__copy(&m->arena, gln_slice_of(terms[i]));
        status = term->name.ptr ? add_pattern(k, (uint32_t)m->n_terms++, term->name, GLN_ROLE_ANY, err)
                                : gln_error__nomem(err);
        if (status == GLN_OK && gln_intern__add(&names, term->name) == GLN_NO_ID) {
            status = gln_error__nomem(err);
        }
    }
    for (size_t i = 0; k->concepts && i < gln_concepts_count(k->concepts) && status == GLN_OK; i++) {
        status = add_concept(k, &names, gln_concepts_get(k->concepts, i), err);
    }
    gln_intern__clear(&names);
    return status;
}

/* How many patterns there may be; every one is a place in memory already, so that the sum cannot overflow. */
static size_t count_patterns(size_t n_terms, const gln_concepts *concepts)
{
    size_t n = n_terms;
    for (size_t i = 0; concepts && i < gln_concepts_count(concepts); i++) {
        const gln_concept *concept = gln_concepts_get(concepts, i);
        n += concept->any.n + concept->none.n + concept->near.n;
    }
    return n + 1; /* one that is left out again */
}

gln_status gln_matcher_new_concepts(const gln_analyzer *analyzer, const char *const *terms, size_t n_terms,
                                    const gln_concepts *concepts, gln_match match, gln_matcher **out, gln_error *err)
{
    gln_matcher *m = gln_memory__zeroed(1, sizeof *m);
    making *k = gln_memory__zeroed(1, sizeof *k);
    size_t n = count_patterns(n_terms, concepts);
    gln_status status = GLN_OK;
    if (!m || !k || n >= UINT32_MAX) {
        status = gln_error__nomem(err);
        goto done;
    }
    k->m = m;
    k->concepts = concepts;
    m->analyzer = analyzer;
    m->match = match;
    m->terms = gln_memory__zeroed(n_terms + (concepts ? gln_concepts_count(concepts) : 0), sizeof *m->terms);
    m->patterns = gln_memory__array(n, sizeof *m->patterns);
    m->first = gln_memory__array(n, sizeof *m->first);
    status = m->terms && m->patterns && m->first ? read_terms(k, terms, n_terms, err) : gln_error__nomem(err);
    if (status == GLN_OK && (match == GLN_MATCH_STRING || m->has_not)) {
        status = gln_matcher__build(m, err);
    }
    if (status == GLN_OK && match == GLN_MATCH_WORD) {
        status = gln_matcher__mark_entries(m, err);
    }
    if (status == GLN_OK) {
        *out = m;
        m = NULL;
    }
done:
    if (k) {
        gln_char_table__clear(&k->table);
        gln_normal__free(&k->normal);
    }
    free(k);
    gln_matcher_free(m);
    return status;
}

gln_status gln_matcher_new(const gln_analyzer *analyzer, const char *const *terms, size_t n_terms, gln_match match,
                           gln_matcher **out, gln_error *err)
{
    return gln_matcher_new_concepts(analyzer, terms, n_terms, NULL, match, out, err);
}

void gln_matcher_free(gln_matcher *m)
{
    if (!m) {
        return;
    }
    gln_arena__clear(&m->arena);
    gln_intern__clear(&m->texts);
    gln_trie__free(&m->trie);
    free(m->terms);
    free(m->patterns);
    free(m->first);
    free(m->fail);
    free(m->text_of);
    free(m->output);
    free(m->entries);
    free(m);
}

size_t gln_matcher_n_terms(const gln_matcher *matcher)
{
    return matcher->n_terms;
}

gln_slice gln_matcher_term(const gln_matcher *matcher, size_t term)
{
    return matcher->terms[term].name;
}

bool gln_matcher__is_whole(const gln_matcher *matcher)
{
    return matcher->match == GLN_MATCH_WORD;
}

gln_slice gln_matcher__key(const gln_matcher *matcher, size_t term)
{
    return matcher->terms[term].key;
}

bool gln_matcher__needs_article(const gln_matcher *matcher)
{
    return matcher->needs_article;
}
