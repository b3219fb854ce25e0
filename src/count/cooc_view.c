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
    if (status == GLN_OK) {
        status = place_words(cooc, &view, rank, err);
    }
    if (status == GLN_OK) {
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
    *view = (gln_cooc_view){0};
}

/* Body: tokens, units, articles, possible pairs; words: text, f2; for each node f1, n, occurrences, node tokens,
 * articles and its pairs: word, observed, c1, pairs, articles. */
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
    for (size_t t = 0; t < view.n_nodes; t++) {
        const gln_cooc_node *node = &view.nodes[t];
        gln_encode__number(&bytes, node->f1);
        gln_encode__number(&bytes, node->n);
        gln_encode__number(&bytes, node->occurrences);
        gln_encode__number(&bytes, node->node_tokens);
        gln_encode__number(&bytes, node->articles_with);
        gln_encode__number(&bytes, node->n_pairs);
        for (size_t i = 0; i < node->n_pairs; i++) {
            gln_encode__number(&bytes, node->pairs[i].word);
            gln_encode__number(&bytes, node->pairs[i].observed);
            gln_encode__number(&bytes, node->pairs[i].c1);
            gln_encode__number(&bytes, node->pairs[i].pairs);
            gln_encode__number(&bytes, node->pairs[i].articles_with);
        }
    }
    gln_cooc_view__free(&view);
    return gln_encode__finish(&bytes, out, n, err);
}
