/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/matcher_compile.h"

#include <stdlib.h>

/* One pass over a text: what the steps of it share. */
typedef struct pass {
    const gln_matcher *m;
    gln_segmenter *s;
    gln_slice text;
    bool bounded; /* the text's word boundaries are known */
} pass;

static gln_status put_candidate(pass *p, const gln_pattern *pattern, gln_hit hit, gln_error *err)
{
    gln_segmenter *s = p->s;
    gln_candidate *grown =
        gln_memory__grown(s->candidates, &s->candidates_capacity, s->n_candidates + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    s->candidates = grown;
    size_t length = gln_slice__count(gln_slice_sub(p->text, hit.start, hit.end - hit.start));
    grown[s->n_candidates++] = (gln_candidate){pattern->term, pattern->role, hit.start, hit.end, (uint32_t)length};
    return GLN_OK;
}

/* Whether the ends of the hit lie on word boundaries where the pattern asks for them. */
static gln_status bounds_hold(pass *p, const gln_pattern *pattern, gln_hit hit, bool *hold, gln_error *err)
{
    gln_status status = GLN_OK;
    if ((pattern->start_bound || pattern->end_bound) && !p->bounded) {
        status = gln_segmenter__find_bounds(p->s, p->text, err);
        p->bounded = status == GLN_OK;
    }
    *hold = status == GLN_OK && (!pattern->start_bound || gln_segmenter__is_bound(p->s, hit.start)) &&
            (!pattern->end_bound || gln_segmenter__is_bound(p->s, hit.end));
    return status;
}

/* Takes the patterns of one text that ends at normalized `end`, each where its boundaries hold; a plain term where its
 * last hit is over, too. */
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
    for (uint32_t t = m->first[text]; t != GLN_NO_ID && status == GLN_OK; t = m->patterns[t].next) {
        const gln_pattern *pattern = &m->patterns[t];
        bool concept = m->terms[pattern->term].concept, hold = false;
        if ((!concept && start < s->ends[pattern->term]) ||
            (m->match == GLN_MATCH_WORD && pattern->role != GLN_ROLE_NOT)) {
            continue;
        }
        status = bounds_hold(p, pattern, hit, &hold, err);
        if (!hold) {
            continue;
        }
        hit.term = pattern->term;
        if (concept) {
            status = put_candidate(p, pattern, hit, err);
        } else {
            status = gln_segmenter__put_hit(s, hit, err);
            s->ends[pattern->term] = status == GLN_OK ? end : 0;
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
        if (at == 0) { /* nothing ends here, and nearly nowhere something begins */
            while (i + 1 < normal.len && m->root[bytes[i + 1]] == 0) {
                i++;
            }
            continue;
        }
        for (uint32_t node = m->output[at]; node != 0 && status == GLN_OK; node = m->output[m->fail[node]]) {
            status = take(p, m->text_of[node] - 1, (uint32_t)i + 1, err);
        }
    }
    return status;
}

static gln_status match_words(pass *p, const gln_token *tokens, size_t n_tokens, gln_error *err)
{
    const gln_matcher *m = p->m;
    const bool numbered = p->s->analyzer == m->analyzer;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n_tokens && status == GLN_OK; i++) {
        uint32_t entry = numbered ? tokens[i].entry : 0;
        if (tokens[i].kind == GLN_TOKEN_SPACE || (entry && !(m->entries[entry / 64] >> entry % 64 & 1U))) {
            continue; /* of a word's number no other word's term is, so that the term need not be made */
        }
        gln_slice term;
        status = gln_segmenter_term(p->s, gln_slice_sub(p->text, tokens[i].start, tokens[i].len), &term, err);
        uint32_t id = status == GLN_OK ? gln_intern__find(&m->texts, term) : GLN_NO_ID;
        for (uint32_t t = id == GLN_NO_ID ? id : m->first[id]; t != GLN_NO_ID && status == GLN_OK;
             t = m->patterns[t].next) {
            const gln_pattern *pattern = &m->patterns[t];
            gln_hit hit = {pattern->term, tokens[i].start, tokens[i].start + tokens[i].len};
            if (pattern->role == GLN_ROLE_NOT) {
                continue; /* part of a longer string: looked for as a string */
            }
            status = m->terms[pattern->term].concept ? put_candidate(p, pattern, hit, err)
                                                     : gln_segmenter__put_hit(p->s, hit, err);
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

/* Fills the segmenter's hits and candidates. */
static gln_status match(pass *p, const gln_token *tokens, size_t n_tokens, gln_error *err)
{
    const gln_matcher *m = p->m;
    gln_segmenter *s = p->s;
    gln_status status = GLN_OK;
    if (m->match == GLN_MATCH_WORD) {
        if (!tokens) {
            status = gln_segmenter_run(s, p->text, &tokens, &n_tokens, err);
        }
        if (status == GLN_OK) {
            status = match_words(p, tokens, n_tokens, err);
        }
    }
    if (status == GLN_OK && (m->match == GLN_MATCH_STRING || m->has_not)) {
        status = make_ends(s, m->n_terms, err);
        if (status == GLN_OK) {
            status = match_strings(p, err);
        }
        for (size_t i = 0; i < s->n_hits; i++) {
            s->ends[s->hits[i].term] = 0;
        }
    }
    return status;
}

gln_status gln_matcher__run(const gln_matcher *m, gln_segmenter *s, gln_slice text, const gln_token *tokens,
                            size_t n_tokens, uint32_t segment, gln_near_list *nears, const gln_hit **hits,
                            size_t *n_hits, gln_error *err)
{
    pass p = {m, s, text, false};
    s->n_hits = 0;
    s->n_candidates = 0;
    gln_status status = match(&p, tokens, n_tokens, err);
    if (status == GLN_OK && s->n_candidates) {
        status = gln_matcher__resolve(m, s, text, segment, nears, err);
    }
    if (status == GLN_OK) {
        sort_hits(s->hits, s->n_hits);
        *hits = s->hits;
        *n_hits = s->n_hits;
    }
    return status;
}

gln_status gln_matcher_run(const gln_matcher *m, gln_segmenter *s, gln_slice text, const gln_token *tokens,
                           size_t n_tokens, const gln_hit **hits, size_t *n_hits, gln_error *err)
{
    size_t offset;
    if (text.len > INT32_MAX || !gln_utf8__valid(text, &offset)) {
        return gln_error_set(err, GLN_ERR_ENCODING, "the text is not UTF-8, or is of 2 GiB or more");
    }
    return gln_matcher__run(m, s, text, tokens, n_tokens, 0, NULL, hits, n_hits, err);
}
