/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/explain.h"

#include "text/segment.h"

#include <stdlib.h>

static int in_order(const void *a, const void *b)
{
    const gln_stretch *x = a;
    const gln_stretch *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return (x->path > y->path) - (x->path < y->path);
}

/* Candidates of the noted edges, and of the tokens that are none of them. */
static void gather(gln_segmenter *s)
{
    gln_stretch *c = s->explained;
    size_t n = 0;
    for (size_t i = 0; i < s->n_edges; i++) {
        const gln_edge *e = &s->edges[i];
        c[n++] = (gln_stretch){.start = e->start,
                               .end = e->end,
                               .costed = true,
                               .reason = (int)e->reason,
                               .cost = e->cost,
                               .path = e->path};
    }
    size_t claim = 0;
    for (size_t i = 0; i < s->tokens.n; i++) {
        const gln_token *t = &s->tokens.items[i];
        if (t->kind == GLN_TOKEN_SPACE) {
            continue;
        }
        while (claim < s->n_claims && s->claims[claim].start < t->start) {
            claim++;
        }
        c[n++] = (gln_stretch){.start = t->start,
                               .end = t->start + t->len,
                               .user = claim < s->n_claims && s->claims[claim].start == t->start,
                               .won = true,
                               .reached = true};
    }
    claim = 0;
    for (size_t i = 0; i < s->n_rivals; i++) {
        gln_claim rival = s->rivals[i];
        while (claim < s->n_claims && s->claims[claim].start < rival.start) {
            claim++;
        }
        if (claim == s->n_claims || s->claims[claim].start != rival.start || s->claims[claim].end != rival.end) {
            c[n++] = (gln_stretch){.start = rival.start, .end = rival.end, .user = true};
        }
    }
    qsort(c, n, sizeof *c, in_order);
    s->n_explained = n;
}

/* A token is the cheapest edge of its bytes, where it is one; edges know what they cost more than the best. */
static void settle(gln_segmenter *s)
{
    gln_stretch *c = s->explained;
    size_t kept = 0;
    for (size_t i = 0; i < s->n_explained;) {
        size_t end = i;
        uint64_t best = UINT64_MAX;
        bool reached = false;
        for (; end < s->n_explained && c[end].start == c[i].start; end++) {
            best = c[end].costed && c[end].path < best ? c[end].path : best;
            reached = reached || c[end].reached;
        }
        size_t first = kept;
        for (size_t k = i; k < end; k++) {
            gln_stretch one = c[k];
            bool same = kept > first && c[kept - 1].end == one.end;
            if (same && (one.costed || !c[kept - 1].won)) {
                if (!c[kept - 1].costed && one.costed && !c[kept - 1].user) {
                    bool won = c[kept - 1].won;
                    c[kept - 1] = one;
                    c[kept - 1].won = won;
                }
            } else {
                c[kept++] = one;
            }
            c[kept - 1].reached = reached;
            c[kept - 1].more = c[kept - 1].costed ? c[kept - 1].path - best : 0;
        }
        i = end;
    }
    s->n_explained = kept;
}

gln_status gln_segmenter__explain(gln_segmenter *s, gln_slice text, const gln_stretch **candidates, size_t *n,
                                  gln_error *err)
{
    const gln_token *tokens;
    size_t n_tokens;
    s->noting = true;
    s->n_edges = 0;
    gln_status status = gln_segmenter_run(s, text, &tokens, &n_tokens, err);
    s->noting = false;
    if (status != GLN_OK) {
        return status;
    }
    gln_stretch *grown =
        gln_memory__grown(s->explained, &s->explained_capacity, s->n_edges + n_tokens + s->n_rivals + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    s->explained = grown;
    gather(s);
    settle(s);
    *candidates = s->explained;
    *n = s->n_explained;
    return GLN_OK;
}

const char *gln_stretch__kind(const gln_stretch *c)
{
    static const char *const reasons[] = {"lexicon", "unknown", "pair",   "name",    "foreign",
                                          "place",   "number",  "number", "doubled", "mixed"};
    if (c->user) {
        return "user";
    }
    return c->costed ? reasons[c->reason] : "joined";
}

const char *gln_stretch__why(const gln_stretch *c)
{
    if (c->user) {
        return c->won ? "your lexicon wins, the longest first"
                      : "another of your words begins before it, or here and is longer";
    }
    if (c->won) {
        return c->costed ? "on the cheapest path" : "boundaries of UAX #29, or parts that are one word or parts of one";
    }
    if (!c->reached) {
        return c->more ? "begins within a token; the best from there costs less by " : "begins within a token";
    }
    return c->more ? "the path through it costs more by " : "as cheap as the winner, but shorter";
}
