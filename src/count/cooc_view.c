/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/cooc_view.h"

#include "count/cooc_counts.h"
#include "count/count_encode.h"

#include <stdlib.h>

/* The words that occur, by bytes; rank[id] is the place of each. */
static gln_status place_words(const gln_cooc *cooc, gln_cooc_view *view, uint32_t *rank, gln_error *err)
{
    size_t n = 0;
    uint32_t *sorted = gln_intern__sorted(&cooc->words.texts);
    gln_cooc_word *words = gln_arena__array(&view->arena, cooc->margin_filled, sizeof *words);
    if (!sorted || !words) {
        free(sorted);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < gln_vocab__count(&cooc->words); i++) {
        uint32_t id = sorted[i];
        if (id < cooc->margin_filled && cooc->margins[id]) {
            words[n] = (gln_cooc_word){gln_vocab__text(&cooc->words, id), cooc->margins[id]};
            rank[id] = (uint32_t)n++;
        }
    }
    free(sorted);
    view->words = words;
    view->n_words = n;
    return GLN_OK;
}

/* The pairs of each node; with all also those that only hold how often the word is the node's own. */
static gln_status place_pairs(const gln_cooc *cooc, bool all, gln_cooc_view *view, gln_cooc_node *nodes,
                              const uint32_t *rank, gln_error *err)
{
    size_t n = 0;
    gln_keyed *order = gln_memory__array(cooc->keys.count, sizeof *order);
    if (!order) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < cooc->keys.count; i++) {
        if (all || cooc->cells[i].observed || cooc->cells[i].pairs) {
            uint32_t word = rank[gln_pairs__second(&cooc->keys, i)];
            order[n++] = (gln_keyed){(uint64_t)gln_pairs__first(&cooc->keys, i) << 32 | word, (uint32_t)i};
        }
    }
    gln_keyed__sort(order, n);
    gln_cooc_pair *pairs = gln_arena__array(&view->arena, n, sizeof *pairs);
    if (!pairs) {
        free(order);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        const gln_cooc_cell *cell = &cooc->cells[order[i].index];
        gln_cooc_node *node = &nodes[order[i].key >> 32];
        uint32_t word = (uint32_t)order[i].key;
        pairs[i] =
            (gln_cooc_pair){word, cell->observed, view->words[word].f2 - cell->inside, cell->pairs, cell->articles};
        if (node->n_pairs++ == 0) {
            node->pairs = &pairs[i];
        }
    }
    free(order);
    return GLN_OK;
}

/* ---- from runs ---- */

typedef struct merging {
    gln_cooc_view *view;
    gln_cooc_node *nodes;
    bool all;
    size_t capacity;     /* of words */
    uint32_t node, word; /* where the last pair stands */
    gln_buffer bytes;
} merging;

static gln_status take_word(merging *m, gln_slice text, uint64_t f2, gln_error *err)
{
    gln_cooc_view *view = m->view;
    gln_cooc_word *grown = gln_memory__grown(view->own_words, &m->capacity, view->n_words + 1, sizeof *grown);
    gln_slice own = gln_arena__copy(&view->arena, text);
    view->own_words = grown ? grown : view->own_words;
    if (!grown || !own.ptr) {
        return gln_error__nomem(err);
    }
    grown[view->n_words++] = (gln_cooc_word){own, f2};
    return GLN_OK;
}

static gln_status flush_pairs(merging *m, size_t at_least, gln_error *err)
{
    uint64_t at;
    if (m->bytes.failed) {
        return gln_error__nomem(err);
    }
    if (m->bytes.len < at_least) {
        return GLN_OK;
    }
    gln_status status = gln_spool__put(&m->view->spool, gln_buffer__slice(&m->bytes), &at, err);
    gln_buffer__clear(&m->bytes);
    return status;
}

static gln_status take_pair(void *context, uint32_t node, gln_slice text, uint64_t margin, const gln_cooc_cell *cell,
                            gln_error *err)
{
    enum { FLUSH_AT = 1 << 20 };
    merging *m = context;
    const gln_cooc_word *words = m->view->own_words;
    if (node == GLN_NO_ID) {
        return take_word(m, text, margin, err);
    }
    if (!m->all && !cell->observed && !cell->pairs) {
        return GLN_OK;
    }
    if (node != m->node) {
        m->node = node;
        m->word = 0;
    }
    while (!gln_slice_equal(words[m->word].text, text)) { /* both ascend, and each word has a margin */
        m->word++;
    }
    gln_cooc_pair pair = {m->word, cell->observed, words[m->word].f2 - cell->inside, cell->pairs, cell->articles};
    if (m->nodes[node].n_pairs++ == 0) {
        m->nodes[node].at = m->view->spool.size + m->bytes.len;
    }
    gln_buffer__put(&m->bytes, (gln_slice){(const char *)&pair, sizeof pair});
    return flush_pairs(m, FLUSH_AT, err);
}

static gln_status place_runs(const gln_cooc *cooc, bool all, gln_cooc_view *view, gln_cooc_node *nodes, gln_error *err)
{
    merging m = {.view = view, .nodes = nodes, .all = all, .node = GLN_NO_ID};
    gln_status status = gln_cooc__merge_runs(cooc, take_pair, &m, err);
    if (status == GLN_OK) {
        status = flush_pairs(&m, 1, err);
    }
    view->words = view->own_words;
    gln_buffer__free(&m.bytes);
    return status;
}

gln_status gln_cooc_view__pairs(const gln_cooc_view *view, const gln_cooc_node *node, gln_buffer *room,
                                const gln_cooc_pair **out, gln_error *err)
{
    *out = node->pairs;
    if (node->pairs || node->n_pairs == 0) {
        return GLN_OK;
    }
    gln_buffer__clear(room);
    gln_status status = gln_spool__get(&view->spool, node->at, node->n_pairs * sizeof **out, room, err);
    union {
        const char *bytes;
        const gln_cooc_pair *pairs; /* a buffer begins where malloc says, which suits any type */
    } as = {room->data};
    *out = as.pairs;
    return status;
}

static gln_status make_view(const gln_cooc *cooc, bool all, gln_cooc_view *out, gln_error *err)
{
    bool window = cooc->options.context == GLN_CONTEXT_WINDOW;
    gln_cooc_view view = {.context = cooc->options.context,
                          .window = cooc->options.window,
                          .n_nodes = gln_matcher_n_terms(cooc->options.matcher),
                          .n_tokens = cooc->n_tokens,
                          .n_units = cooc->n_units,
                          .n_articles = cooc->n_articles,
                          .possible_pairs = cooc->possible_pairs,
                          .spool = GLN_SPOOL_INIT,
                          .arena = GLN_ARENA_INIT};
    gln_cooc_node *nodes = gln_arena__array(&view.arena, view.n_nodes, sizeof *nodes);
    uint32_t *rank = gln_memory__array(gln_vocab__count(&cooc->words), sizeof *rank);
    gln_status status = nodes && rank ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; status == GLN_OK && i < view.n_nodes; i++) {
        nodes[i] = (gln_cooc_node){.term = gln_matcher_term(cooc->options.matcher, i),
                                   .f1 = cooc->nodes[i].f1,
                                   .n = window ? cooc->n_tokens - cooc->nodes[i].tokens : cooc->n_units,
                                   .occurrences = cooc->nodes[i].occurrences,
                                   .node_tokens = cooc->nodes[i].tokens,
                                   .articles_with = cooc->nodes[i].articles};
    }
    view.nodes = nodes;
    if (status == GLN_OK && cooc->runs.n) {
        status = place_runs(cooc, all, &view, nodes, err);
    } else if (status == GLN_OK) {
        status = place_words(cooc, &view, rank, err);
    }
    if (status == GLN_OK && !cooc->runs.n) {
        status = place_pairs(cooc, all, &view, nodes, rank, err);
    }
    free(rank);
    if (status != GLN_OK) {
        gln_cooc_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

gln_status gln_cooc__view(const gln_cooc *counter, gln_cooc_view *out, gln_error *err)
{
    return make_view(counter, false, out, err);
}

void gln_cooc_view__free(gln_cooc_view *view)
{
    gln_arena__clear(&view->arena);
    free(view->own_words);
    if (view->nodes) {
        gln_spool__close(&view->spool);
    }
    *view = (gln_cooc_view){0};
}

/* The months and the bytes of each. */
static gln_status write_months(const gln_cooc *counter, char **out, size_t *n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    gln_encode__head(&bytes, 'm', &counter->options);
    gln_encode__number(&bytes, counter->n_months);
    for (int32_t month = 0, before = -1; status == GLN_OK; before = month) { /* ascending */
        const gln_cooc_month *next = NULL;
        for (size_t i = 0; i < counter->n_months; i++) {
            const gln_cooc_month *one = &counter->months[i];
            next = one->month > before && (!next || one->month < next->month) ? one : next;
        }
        if (!next) {
            break;
        }
        char *part = NULL;
        size_t part_n = 0;
        month = next->month;
        status = gln_cooc_write(next->counts, &part, &part_n, err);
        gln_encode__number(&bytes, (uint64_t)month);
        gln_encode__text(&bytes, (gln_slice){part, part_n});
        free(part);
    }
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}

/* Body: tokens, units, articles, possible pairs; words: text, f2; for each node f1, n, occurrences, node tokens,
 * articles and its pairs: word, observed, c1, pairs, articles. */
gln_status gln_cooc_write(const gln_cooc *counter, char **out, size_t *n, gln_error *err)
{
    if (counter->options.monthly) {
        return write_months(counter, out, n, err);
    }
    gln_cooc_view view;
    gln_status status = make_view(counter, true, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, 'c', &counter->options);
    gln_encode__number(&bytes, view.n_tokens);
    gln_encode__number(&bytes, view.n_units);
    gln_encode__number(&bytes, view.n_articles);
    gln_encode__number(&bytes, view.possible_pairs);
    gln_encode__number(&bytes, view.n_words);
    for (size_t i = 0; i < view.n_words; i++) {
        gln_encode__text(&bytes, view.words[i].text);
        gln_encode__number(&bytes, view.words[i].f2);
    }
    gln_buffer room = GLN_BUFFER_INIT;
    for (size_t t = 0; t < view.n_nodes && status == GLN_OK; t++) {
        const gln_cooc_node *node = &view.nodes[t];
        const gln_cooc_pair *pairs = NULL;
        status = gln_cooc_view__pairs(&view, node, &room, &pairs, err);
        gln_encode__number(&bytes, node->f1);
        gln_encode__number(&bytes, node->n);
        gln_encode__number(&bytes, node->occurrences);
        gln_encode__number(&bytes, node->node_tokens);
        gln_encode__number(&bytes, node->articles_with);
        gln_encode__number(&bytes, node->n_pairs);
        for (size_t i = 0; i < node->n_pairs && status == GLN_OK; i++) {
            gln_encode__number(&bytes, pairs[i].word);
            gln_encode__number(&bytes, pairs[i].observed);
            gln_encode__number(&bytes, pairs[i].c1);
            gln_encode__number(&bytes, pairs[i].pairs);
            gln_encode__number(&bytes, pairs[i].articles_with);
        }
    }
    gln_buffer__free(&room);
    gln_cooc_view__free(&view);
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}
