/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_view.h"

#include "count/count_encode.h"
#include "count/freq_counts.h"

#include <stdlib.h>

/* issue: the rank. Articles of one issue with one id are told apart by what else is known of them. */
static int in_order(const void *a, const void *b)
{
    const gln_freq_doc *x = &((const gln_freq_article *)a)->doc, *y = &((const gln_freq_article *)b)->doc;
    if (x->issue != y->issue) {
        return x->issue < y->issue ? -1 : 1;
    }
    int order = gln_slice_compare(x->id, y->id);
    if (order == 0 && x->n_tokens != y->n_tokens) {
        order = x->n_tokens < y->n_tokens ? -1 : 1;
    }
    if (order == 0 && x->n_chars != y->n_chars) {
        order = x->n_chars < y->n_chars ? -1 : 1;
    }
    return order ? order : gln_slice_compare(x->headline, y->headline);
}

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_freq_term *)a)->text, ((const gln_freq_term *)b)->text);
}

/* The terms that occur (all given ones) with their counts, sorted by bytes. While it works, `given` holds the id;
 * rank[id] is the place of each. */
static gln_status place_terms(const gln_freq *freq, gln_freq_view *view, gln_freq_term **out, uint32_t *rank,
                              size_t n_ids, gln_error *err)
{
    bool given = freq->options.matcher != NULL;
    gln_freq_term *all = gln_memory__zeroed(n_ids, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < freq->n_entries; i++) {
        all[freq->entries[i].term].count += freq->entries[i].count;
        all[freq->entries[i].term].n_postings++;
    }
    size_t n = 0;
    for (size_t i = 0; i < n_ids; i++) {
        if (given || all[i].n_postings) {
            all[n] = all[i];
            all[n].given = (uint32_t)i;
            all[n].text =
                given ? gln_matcher_term(freq->options.matcher, i) : gln_vocab__text(&freq->words, (uint32_t)i);
            n++;
        }
    }
    qsort(all, n, sizeof *all, by_text);
    gln_freq_term *terms = gln_arena__array(&view->arena, n, sizeof *terms);
    if (!terms) {
        free(all);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        terms[i] = all[i];
        rank[all[i].given] = (uint32_t)i;
        if (!given) {
            terms[i].given = GLN_NO_ID;
        }
    }
    free(all);
    view->terms = *out = terms;
    view->n_terms = n;
    return GLN_OK;
}

/* One pass over the articles in their order puts the postings of each term in order. */
static gln_status place_postings(const gln_freq *freq, const gln_freq_article *sorted, const uint32_t *rank,
                                 gln_freq_view *view, gln_freq_term *terms, gln_error *err)
{
    gln_freq_posting *postings = gln_arena__array(&view->arena, freq->n_entries, sizeof *postings);
    size_t *next = gln_memory__array(view->n_terms, sizeof *next);
    if (!postings || !next) {
        free(next);
        return gln_error__nomem(err);
    }
    size_t at = 0;
    for (size_t t = 0; t < view->n_terms; t++) {
        next[t] = at;
        terms[t].postings = postings + at;
        at += terms[t].n_postings;
    }
    for (size_t d = 0; d < freq->n_articles; d++) {
        for (size_t i = sorted[d].first; i < sorted[d].first + sorted[d].n; i++) {
            postings[next[rank[freq->entries[i].term]]++] = (gln_freq_posting){(uint32_t)d, freq->entries[i].count};
        }
    }
    free(next);
    view->n_postings = at;
    return GLN_OK;
}

/* The articles sorted, in a new array, and their documents in the view. */
static gln_status place_docs(const gln_freq *freq, gln_freq_view *view, gln_freq_article **out, gln_error *err)
{
    size_t n_issues = gln_issues__count(&freq->issues);
    gln_status status = GLN_OK;
    gln_freq_article *sorted = gln_memory__array(freq->n_articles, sizeof *sorted);
    uint32_t *rank = gln_memory__array(n_issues, sizeof *rank);
    gln_counted_issue *issues = gln_arena__array(&view->arena, n_issues, sizeof *issues);
    gln_freq_doc *docs = gln_arena__array(&view->arena, freq->n_articles, sizeof *docs);
    if (!sorted || !rank || !issues || !docs) {
        status = gln_error__nomem(err);
        goto done;
    }
    status = gln_issues__sort(&freq->issues, issues, rank, err);
    if (status != GLN_OK) {
        goto done;
    }
    for (size_t i = 0; i < freq->n_articles; i++) {
        sorted[i] = freq->articles[i];
        sorted[i].doc.issue = rank[sorted[i].doc.issue];
    }
    qsort(sorted, freq->n_articles, sizeof *sorted, in_order);
    for (size_t i = 0; i < freq->n_articles; i++) {
        docs[i] = sorted[i].doc;
        view->n_tokens += docs[i].n_tokens;
        view->n_chars += docs[i].n_chars;
    }
    view->issues = issues;
    view->n_issues = n_issues;
    view->docs = docs;
    view->n_docs = freq->n_articles;
    *out = sorted;
    sorted = NULL;
done:
    free(sorted);
    free(rank);
    return status;
}

gln_status gln_freq__view(const gln_freq *counter, gln_freq_view *out, gln_error *err)
{
    gln_freq_view view = {.arena = GLN_ARENA_INIT};
    gln_freq_article *sorted = NULL;
    gln_freq_term *terms = NULL;
    size_t n_ids =
        counter->options.matcher ? gln_matcher_n_terms(counter->options.matcher) : gln_vocab__count(&counter->words);
    uint32_t *rank = gln_memory__array(n_ids, sizeof *rank);
    gln_status status = rank ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = place_docs(counter, &view, &sorted, err);
    }
    if (status == GLN_OK) {
        status = place_terms(counter, &view, &terms, rank, n_ids, err);
    }
    if (status == GLN_OK) {
        status = place_postings(counter, sorted, rank, &view, terms, err);
    }
    free(rank);
    free(sorted);
    if (status != GLN_OK) {
        gln_freq_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

void gln_freq_view__free(gln_freq_view *view)
{
    gln_arena__clear(&view->arena);
    *view = (gln_freq_view){0};
}

/* Body: issues; documents: id, issue, order, section, page, agency, headline, tokens, characters; terms: text, and
 * the postings: documents since the one before (the first: its number), count. */
gln_status gln_freq_write(const gln_freq *counter, char **out, size_t *n, gln_error *err)
{
    gln_freq_view view;
    gln_status status = gln_freq__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, 'f', &counter->options);
    gln_encode__issues(&bytes, view.issues, view.n_issues);
    gln_encode__number(&bytes, view.n_docs);
    for (size_t i = 0; i < view.n_docs; i++) {
        const gln_freq_doc *doc = &view.docs[i];
        gln_encode__text(&bytes, doc->id);
        gln_encode__number(&bytes, doc->issue);
        gln_encode__number(&bytes, doc->order);
        gln_encode__text(&bytes, doc->section);
        gln_encode__text(&bytes, doc->page);
        gln_encode__text(&bytes, doc->agency);
        gln_encode__text(&bytes, doc->headline);
        gln_encode__number(&bytes, doc->n_tokens);
        gln_encode__number(&bytes, doc->n_chars);
    }
    gln_encode__number(&bytes, view.n_terms);
    for (size_t t = 0; t < view.n_terms; t++) {
        const gln_freq_term *term = &view.terms[t];
        gln_encode__text(&bytes, term->text);
        gln_encode__number(&bytes, term->n_postings);
        for (size_t i = 0; i < term->n_postings; i++) {
            gln_encode__number(&bytes, term->postings[i].doc - (i ? term->postings[i - 1].doc : 0));
            gln_encode__number(&bytes, term->postings[i].count);
        }
    }
    gln_freq_view__free(&view);
    return gln_encode__finish(&bytes, out, n, err);
}
