/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From occurrences of a concept's strings to its hits: `not`, then the longest, then `near`. */
#include "text/matcher_compile.h"
#include "text/sentence.h"

#include <stdlib.h>

/* By term and role; of `any` the longest first, of the others the first. */
static int in_order(const void *a, const void *b)
{
    const gln_candidate *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    if (x->role != y->role) {
        return x->role < y->role ? -1 : 1;
    }
    if (x->role == GLN_ROLE_ANY && x->length != y->length) {
        return x->length > y->length ? -1 : 1;
    }
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return (x->end > y->end) - (x->end < y->end);
}

/* The last item of sorted items[0, n) that starts at or before `at`; n where there is none. */
static size_t last_before(const gln_candidate *items, size_t n, uint32_t at)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].start <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? low - 1 : n;
}

/* Marks the bytes of those of `any` that stay: none that lies in one of `not`, none that touches a longer one. Each is
 * a hit, appended to the segmenter's. */
static gln_status keep_longest(gln_segmenter *s, gln_candidate *none, size_t n_none, const gln_candidate *any,
                               size_t n_any, gln_error *err)
{
    size_t from = s->n_hits;
    gln_status status = GLN_OK;
    for (size_t i = 1; i < n_none; i++) { /* from here on: the furthest end of all that start no later */
        none[i].end = none[i].end > none[i - 1].end ? none[i].end : none[i - 1].end;
    }
    for (size_t i = 0; i < n_any && status == GLN_OK; i++) {
        const gln_candidate *c = &any[i];
        size_t around = last_before(none, n_none, c->start);
        if ((around < n_none && none[around].end >= c->end) || memchr(s->taken + c->start, 1, c->end - c->start)) {
            continue;
        }
        status = gln_segmenter__put_hit(s, (gln_hit){c->term, c->start, c->end}, err);
        memset(s->taken + c->start, 1, c->end - c->start);
    }
    for (size_t i = from; i < s->n_hits; i++) {
        memset(s->taken + s->hits[i].start, 0, s->hits[i].end - s->hits[i].start);
    }
    return status;
}

static bool beside(const gln_near *near, const gln_hit *hit)
{
    return near->first_end <= hit->start || near->last_start >= hit->end;
}

static void widen(gln_near *near, const gln_candidate *c)
{
    near->first_end = c->end < near->first_end ? c->end : near->first_end;
    near->last_start = c->start > near->last_start ? c->start : near->last_start;
}

/* The sentence of the text that holds byte `at`, looked for from *end on, which is the end of the one before. */
static void move_to(gln_slice text, uint32_t at, size_t *start, size_t *end)
{
    while (*end <= at) {
        *start = *end;
        bool ended = false;
        while (!ended && *end < text.len) {
            size_t mark = *end;
            (void)gln_slice__next(text, end);
            ended = gln_sentence__ends(text, mark, *end - mark);
        }
        if (*end == text.len) {
            return;
        }
    }
}

static int by_start(const void *a, const void *b)
{
    const gln_hit *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* Drops the hits from `from` on that have none of `near` in their sentence, which is where each starts. */
static void keep_in_sentence(gln_segmenter *s, size_t from, gln_slice text, const gln_candidate *near, size_t n_near)
{
    size_t kept = from, start = 0, end = 0, at = 0;
    gln_near unit = {.first_end = UINT32_MAX};
    if (s->n_hits > from) {
        qsort(s->hits + from, s->n_hits - from, sizeof *s->hits, by_start);
    }
    for (size_t h = from; h < s->n_hits; h++) {
        if (s->hits[h].start >= end) {
            move_to(text, s->hits[h].start, &start, &end);
            unit = (gln_near){.first_end = UINT32_MAX};
            while (at < n_near && near[at].start < start) {
                at++;
            }
            for (; at < n_near && near[at].start < end; at++) {
                widen(&unit, &near[at]);
            }
        }
        if (beside(&unit, &s->hits[h])) {
            s->hits[kept++] = s->hits[h];
        }
    }
    s->n_hits = kept;
}

/* Settles `near` of one concept, whose hits are those from `from` on. */
static gln_status keep_near(gln_segmenter *s, const gln_term *term, size_t from, gln_slice text, gln_near unit,
                            const gln_candidate *near, size_t n_near, gln_near_list *nears, gln_error *err)
{
    if (term->within == GLN_WITHIN_SENTENCE) {
        keep_in_sentence(s, from, text, near, n_near);
        return GLN_OK;
    }
    for (size_t i = 0; i < n_near; i++) {
        widen(&unit, &near[i]);
    }
    if (term->within == GLN_WITHIN_ARTICLE && nears) {
        if (n_near == 0) {
            return GLN_OK;
        }
        gln_near *grown = gln_memory__grown(nears->items, &nears->capacity, nears->n + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        nears->items = grown;
        grown[nears->n++] = unit;
        return GLN_OK;
    }
    size_t kept = from;
    for (size_t h = from; h < s->n_hits; h++) {
        if (beside(&unit, &s->hits[h])) {
            s->hits[kept++] = s->hits[h];
        }
    }
    s->n_hits = kept;
    return GLN_OK;
}

static gln_status make_taken(gln_segmenter *s, size_t n, gln_error *err)
{
    if (n <= s->taken_capacity) {
        return GLN_OK;
    }
    unsigned char *taken = gln_memory__zeroed(n, 1);
    if (!taken) {
        return gln_error__nomem(err);
    }
    free(s->taken);
    s->taken = taken;
    s->taken_capacity = n;
    return GLN_OK;
}

gln_status gln_matcher__resolve(const gln_matcher *m, gln_segmenter *s, gln_slice text, uint32_t segment,
                                gln_near_list *nears, gln_error *err)
{
    gln_candidate *all = s->candidates;
    gln_status status = make_taken(s, text.len, err);
    qsort(all, s->n_candidates, sizeof *all, in_order);
    for (size_t at = 0; at < s->n_candidates && status == GLN_OK;) {
        const gln_term *term = &m->terms[all[at].term];
        size_t edges[4] = {at, 0, 0, 0}; /* where each role of the term begins, and the end */
        gln_near unit = {all[at].term, segment, UINT32_MAX, 0};
        size_t from = s->n_hits;
        for (int role = GLN_ROLE_NOT; role <= GLN_ROLE_ANY; role++) {
            while (at < s->n_candidates && all[at].term == unit.term && (int)all[at].role == role) {
                at++;
            }
            edges[role + 1] = at;
        }
        status = keep_longest(s, all + edges[0], edges[1] - edges[0], all + edges[2], edges[3] - edges[2], err);
        if (status == GLN_OK && term->near) {
            status = keep_near(s, term, from, text, unit, all + edges[1], edges[2] - edges[1], nears, err);
        }
    }
    return status;
}

/* ---- the article as a whole ---- */

static int by_term(const void *a, const void *b)
{
    const gln_near *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    return (x->segment > y->segment) - (x->segment < y->segment);
}

void gln_near_list__sort(gln_near_list *nears)
{
    if (nears->n) {
        qsort(nears->items, nears->n, sizeof *nears->items, by_term);
    }
}

bool gln_near_list__keeps(const gln_near_list *nears, const gln_matcher *matcher, uint32_t segment, const gln_hit *hit)
{
    const gln_term *term = &matcher->terms[hit->term];
    size_t low = 0, high = nears->n;
    if (!term->near || term->within != GLN_WITHIN_ARTICLE) {
        return true;
    }
    while (low < high) { /* the first of the term */
        size_t middle = low + (high - low) / 2;
        if (nears->items[middle].term < hit->term) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == nears->n || nears->items[low].term != hit->term) {
        return false;
    }
    bool others =
        nears->items[low].segment != segment || (low + 1 < nears->n && nears->items[low + 1].term == hit->term);
    return others || beside(&nears->items[low], hit);
}
