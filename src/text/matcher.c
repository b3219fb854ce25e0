/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/matcher_compile.h"

#include <stdlib.h>

const char *gln_match_name(gln_match match)
{
    return match == GLN_MATCH_WORD ? "word" : "string";
}

static gln_status refuse(gln_error *err, const gln_term *term, const char *why)
{
    return gln_error_set(err, GLN_ERR_USAGE, "the term \"%.*s\" %s", (int)(term->raw.len < 200 ? term->raw.len : 200),
                         term->raw.ptr, why);
}

/* The term without the `*` at its ends. */
static gln_slice strip(gln_term *term)
{
    gln_slice text = term->raw;
    while (text.len && (unsigned char)text.ptr[0] <= ' ') {
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    while (text.len && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    if (text.len && text.ptr[0] == '*') {
        term->free_start = true;
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    if (text.len && text.ptr[text.len - 1] == '*') {
        term->free_end = true;
        text.len--;
    }
    return text;
}

/* Reads the term whose raw text is set. */
static gln_status read_term(gln_matcher *m, gln_term *term, gln_char_table *table, gln_normal *normal, gln_error *err)
{
    size_t offset;
    if (!gln_utf8__valid(term->raw, &offset)) {
        gln_status status = gln_error_set(err, GLN_ERR_ENCODING, "a term is not UTF-8");
        gln_error_at(err, NULL, GLN_NO_LINE, offset);
        return status;
    }
    gln_slice text = strip(term);
    gln_status status = gln_text__normalize(table, text, true, normal, err);
    if (status != GLN_OK) {
        return status;
    }
    text = gln_buffer__slice(&normal->text);
    while (text.len && text.ptr[0] == ' ') {
        text = gln_slice_sub(text, 1, text.len - 1);
    }
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    if (text.len == 0) {
        return refuse(err, term, "is empty once it is normalized");
    }
    if (memchr(text.ptr, '*', text.len)) {
        return refuse(err, term, "holds a * inside: it may stand at the ends only");
    }
    if (m->match == GLN_MATCH_WORD && (term->free_start || term->free_end)) {
        return refuse(err, term, "ends in *, and whole words are asked for: leave one of the two out");
    }
    term->text = gln_arena__copy(&m->arena, text);
    if (!term->text.ptr) {
        return gln_error__nomem(err);
    }
    size_t first = 0;
    size_t last = gln_utf8__back(text.ptr, text.len);
    term->start_bound = !term->free_start && gln_char__needs_bound(gln_utf8__next(text.ptr, &first), false);
    term->end_bound = !term->free_end && gln_char__needs_bound(gln_utf8__next(text.ptr, &last), true);
    return GLN_OK;
}

/* Hangs the term under its text. The same text with the same ends twice is an error; ends that need no boundary anyway
 * are the same with `*` and without. */
static gln_status enter_term(gln_matcher *m, uint32_t index, gln_error *err)
{
    gln_term *term = &m->terms[index];
    size_t known = m->texts.count;
    uint32_t id = gln_intern__add(&m->texts, term->text);
    if (id == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    term->next = GLN_NO_ID;
    if (m->texts.count > known) {
        m->first[id] = index;
        return GLN_OK;
    }
    uint32_t last = m->first[id];
    for (uint32_t other = last; other != GLN_NO_ID; other = m->terms[other].next) {
        if (m->terms[other].start_bound == term->start_bound && m->terms[other].end_bound == term->end_bound) {
            return refuse(err, term, "is given twice (it is the same as another once it is normalized)");
        }
        last = other;
    }
    m->terms[last].next = index;
    return GLN_OK;
}

static gln_status read_terms(gln_matcher *m, const char *const *terms, gln_error *err)
{
    gln_normal normal = GLN_NORMAL_INIT;
    gln_char_table *table = gln_memory__zeroed(1, sizeof *table);
    gln_status status = table ? gln_char_table__init(table, &m->analyzer->lexicon, m->analyzer->keep_script, err)
                              : gln_error__nomem(err);
    for (size_t i = 0; i < m->n_terms && status == GLN_OK; i++) {
        m->terms[i].raw = gln_arena__copy(&m->arena, gln_slice_of(terms[i]));
        status = m->terms[i].raw.ptr ? read_term(m, &m->terms[i], table, &normal, err) : gln_error__nomem(err);
        if (status == GLN_OK) {
            status = enter_term(m, (uint32_t)i, err);
        }
    }
    if (table) {
        gln_char_table__clear(table);
    }
    free(table);
    gln_normal__free(&normal);
    return status;
}

gln_status gln_matcher_new(const gln_analyzer *analyzer, const char *const *terms, size_t n_terms, gln_match match,
                           gln_matcher **out, gln_error *err)
{
    gln_matcher *m = gln_memory__zeroed(1, sizeof *m);
    if (!m || n_terms >= UINT32_MAX) {
        free(m);
        return gln_error__nomem(err);
    }
    m->analyzer = analyzer;
    m->match = match;
    m->n_terms = n_terms;
    m->terms = gln_memory__zeroed(n_terms, sizeof *m->terms);
    m->first = gln_memory__array(n_terms, sizeof *m->first);
    gln_status status = m->terms && m->first ? read_terms(m, terms, err) : gln_error__nomem(err);
    if (status == GLN_OK && match == GLN_MATCH_STRING) {
        status = gln_matcher__build(m, err);
    }
    if (status != GLN_OK) {
        gln_matcher_free(m);
        return status;
    }
    *out = m;
    return GLN_OK;
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
    free(m->first);
    free(m->fail);
    free(m->text_of);
    free(m->output);
    free(m);
}

size_t gln_matcher_n_terms(const gln_matcher *matcher)
{
    return matcher->n_terms;
}

gln_slice gln_matcher_term(const gln_matcher *matcher, size_t term)
{
    return matcher->terms[term].raw;
}

static gln_status put_hit(gln_segmenter *s, gln_hit hit, gln_error *err)
{
    gln_hit *hits = gln_memory__grown(s->hits, &s->hits_capacity, s->n_hits + 1, sizeof *hits);
    if (!hits) {
        return gln_error__nomem(err);
    }
    s->hits = hits;
    hits[s->n_hits++] = hit;
    return GLN_OK;
}

/* One pass over a text: what the steps of it share. */
typedef struct pass {
    const gln_matcher *m;
    gln_segmenter *s;
    gln_slice text;
    bool bounded; /* the text's word boundaries are known */
} pass;

/* Takes the terms of one text that ends at normalized `end`, each where its boundaries hold and its last hit is over.
 */
static gln_status take(pass *p, uint32_t text, uint32_t end, gln_error *err)
{
    const gln_matcher *m = p->m;
    gln_segmenter *s = p->s;
    uint32_t start = end - (uint32_t)m->texts.items[text].len;
    gln_hit hit;
    if (!gln_normal__origin(&s->whole, start, end, &hit.start, &hit.end)) {
        return GLN_OK;
    }
    gln_status status = GLN_OK;
    for (uint32_t t = m->first[text]; t != GLN_NO_ID && status == GLN_OK; t = m->terms[t].next) {
        const gln_term *term = &m->terms[t];
        if (start < s->ends[t]) {
            continue;
        }
        if ((term->start_bound || term->end_bound) && !p->bounded) {
            status = gln_segmenter__find_bounds(s, p->text, err);
            p->bounded = status == GLN_OK;
        }
        if (status == GLN_OK && (!term->start_bound || gln_segmenter__is_bound(s, hit.start)) &&
            (!term->end_bound || gln_segmenter__is_bound(s, hit.end))) {
            hit.term = t;
            status = put_hit(s, hit, err);
            s->ends[t] = status == GLN_OK ? end : 0;
        }
    }
    return status;
}

static gln_status match_strings(pass *p, gln_error *err)
{
    const gln_matcher *m = p->m;
    const uint64_t *nodes = m->trie.nodes;
    gln_status status = gln_text__normalize(&p->s->table, p->text, true, &p->s->whole, err);
    gln_slice normal = gln_buffer__slice(&p->s->whole.text);
    const unsigned char *bytes = (const unsigned char *)normal.ptr;
    uint32_t at = 0;
    for (size_t i = 0; i < normal.len && status == GLN_OK; i++) {
        uint32_t to = 0;
        while (at != 0 && (to = gln_trie__step(nodes, at, bytes[i])) == 0) {
            at = m->fail[at];
        }
        at = at ? to : m->root[bytes[i]];
        for (uint32_t node = m->output[at]; node != 0 && status == GLN_OK; node = m->output[m->fail[node]]) {
            status = take(p, m->text_of[node] - 1, (uint32_t)i + 1, err);
        }
    }
    return status;
}

static gln_status match_words(pass *p, const gln_token *tokens, size_t n_tokens, gln_error *err)
{
    const gln_matcher *m = p->m;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n_tokens && status == GLN_OK; i++) {
        if (tokens[i].kind == GLN_TOKEN_SPACE) {
            continue;
        }
        gln_slice term;
        status = gln_segmenter_term(p->s, gln_slice_sub(p->text, tokens[i].start, tokens[i].len), &term, err);
        uint32_t id = status == GLN_OK ? gln_intern__find(&m->texts, term) : GLN_NO_ID;
        if (id != GLN_NO_ID) {
            status = put_hit(p->s, (gln_hit){m->first[id], tokens[i].start, tokens[i].start + tokens[i].len}, err);
        }
    }
    return status;
}

static int by_place(const void *a, const void *b)
{
    const gln_hit *x = a;
    const gln_hit *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return (x->term > y->term) - (x->term < y->term);
}

/* The hits come in the order of their ends: sorted where that is not the order wanted. */
static void sort_hits(gln_hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (by_place(&hits[i - 1], &hits[i]) > 0) {
            qsort(hits, n, sizeof *hits, by_place);
            return;
        }
    }
}

/* Room for the ends of n terms' last hits. They are 0 whenever no pass is under way. */
static gln_status make_ends(gln_segmenter *s, size_t n, gln_error *err)
{
    if (n <= s->ends_capacity) {
        return GLN_OK;
    }
    uint32_t *ends = gln_memory__zeroed(n, sizeof *ends);
    if (!ends) {
        return gln_error__nomem(err);
    }
    free(s->ends);
    s->ends = ends;
    s->ends_capacity = n;
    return GLN_OK;
}

gln_status gln_matcher_run(const gln_matcher *m, gln_segmenter *s, gln_slice text, const gln_token *tokens,
                           size_t n_tokens, const gln_hit **hits, size_t *n_hits, gln_error *err)
{
    size_t offset;
    pass p = {m, s, text, false};
    s->n_hits = 0;
    if (text.len > INT32_MAX || !gln_utf8__valid(text, &offset)) {
        return gln_error_set(err, GLN_ERR_ENCODING, "the text is not UTF-8, or is of 2 GiB or more");
    }
    gln_status status = GLN_OK;
    if (m->match == GLN_MATCH_STRING) {
        status = make_ends(s, m->n_terms, err);
        if (status == GLN_OK) {
            status = match_strings(&p, err);
        }
        for (size_t i = 0; i < s->n_hits; i++) {
            s->ends[s->hits[i].term] = 0;
        }
    } else {
        if (!tokens) {
            status = gln_segmenter_run(s, text, &tokens, &n_tokens, err);
        }
        if (status == GLN_OK) {
            status = match_words(&p, tokens, n_tokens, err);
        }
    }
    if (status == GLN_OK) {
        sort_hits(s->hits, s->n_hits);
        *hits = s->hits;
        *n_hits = s->n_hits;
    }
    return status;
}
