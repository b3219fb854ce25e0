/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_view.h"

#include "count/count_encode.h"
#include "count/freq_detail.h"

#include <stdlib.h>

/* An article of the issue that is being put in order. */
typedef struct doc_key {
    gln_freq_detail detail; /* its texts lie in an arena */
    uint64_t n_tokens;
    uint32_t article;
} doc_key;

/* Articles of one issue with one id are told apart by what else is known of them. */
static int in_order(const void *a, const void *b)
{
    const doc_key *x = a, *y = b;
    int order = gln_slice_compare(x->detail.id, y->detail.id);
    if (order == 0 && x->n_tokens != y->n_tokens) {
        order = x->n_tokens < y->n_tokens ? -1 : 1;
    }
    if (order == 0 && x->detail.n_chars != y->detail.n_chars) {
        order = x->detail.n_chars < y->detail.n_chars ? -1 : 1;
    }
    return order ? order : gln_slice_compare(x->detail.headline, y->detail.headline);
}

/* Puts the n articles of one issue in order, with their characters. */
static gln_status order_issue(const gln_freq *freq, uint32_t *articles, uint32_t *chars, size_t n, gln_arena *arena,
                              gln_error *err)
{
    gln_buffer scratch = GLN_BUFFER_INIT;
    doc_key *keys = gln_memory__array(n, sizeof *keys);
    gln_status status = keys ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_slice bytes;
        uint64_t address = freq->articles[articles[i]].detail;
        status = gln_freq_detail__bytes(freq, address, &scratch, &bytes, err);
        if (status == GLN_OK && address >> GLN_FREQ_OFFSET_BITS) {
            bytes = gln_arena__copy(arena, bytes);
            status = bytes.ptr ? GLN_OK : gln_error__nomem(err);
        }
        if (status == GLN_OK) {
            keys[i] = (doc_key){gln_freq_detail__read(bytes), freq->articles[articles[i]].n_tokens, articles[i]};
        }
    }
    if (status == GLN_OK) {
        qsort(keys, n, sizeof *keys, in_order);
        for (size_t i = 0; i < n; i++) {
            articles[i] = keys[i].article;
            chars[i] = (uint32_t)keys[i].detail.n_chars; /* an article is less than 4 GB */
        }
    }
    gln_buffer__free(&scratch);
    gln_arena__reset(arena);
    free(keys);
    return status;
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
static gln_status place_postings(const gln_freq *freq, const uint32_t *rank, gln_freq_view *view, gln_freq_term *terms,
                                 gln_error *err)
{
    gln_freq_posting *postings = gln_arena__array(&view->arena, freq->n_entries + 1, sizeof *postings);
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
        size_t article = view->article_of[d];
        for (size_t i = freq->starts[article]; i < gln_freq__end(freq, article); i++) {
            postings[next[rank[freq->entries[i].term]]++] = (gln_freq_posting){(uint32_t)d, freq->entries[i].count};
        }
    }
    free(next);
    view->n_postings = at;
    return GLN_OK;
}

/* The articles in order, and their documents in the view. */
static gln_status place_docs(const gln_freq *freq, gln_freq_view *view, gln_error *err)
{
    size_t n_issues = gln_issues__count(&freq->issues), n = freq->n_articles;
    gln_arena scratch = GLN_ARENA_INIT;
    uint32_t *rank = gln_memory__array(n_issues, sizeof *rank);
    uint32_t *first = gln_memory__zeroed(n_issues + 1, sizeof *first); /* by rank: its first document */
    gln_counted_issue *issues = gln_arena__array(&view->arena, n_issues, sizeof *issues);
    gln_freq_doc *docs = gln_arena__array(&view->arena, n, sizeof *docs);
    uint32_t *order = gln_arena__array(&view->arena, n, sizeof *order);
    uint32_t *chars = gln_memory__array(n, sizeof *chars);
    gln_status status = rank && first && issues && docs && order && chars ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_issues__sort(&freq->issues, issues, rank, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        first[rank[freq->articles[i].issue] + 1]++;
    }
    for (size_t i = 0; i < n_issues && status == GLN_OK; i++) {
        first[i + 1] += first[i];
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        order[first[rank[freq->articles[i].issue]]++] = (uint32_t)i;
    }
    for (size_t i = 0, from = 0; i < n_issues && status == GLN_OK; from = first[i++]) {
        status = order_issue(freq, order + from, chars + from, first[i] - from, &scratch, err);
        for (size_t d = from; d < first[i] && status == GLN_OK; d++) {
            docs[d] = (gln_freq_doc){freq->articles[order[d]].n_tokens, chars[d], (uint32_t)i};
            view->n_tokens += docs[d].n_tokens;
            view->n_chars += docs[d].n_chars;
        }
    }
    view->issues = issues;
    view->n_issues = n_issues;
    view->docs = docs;
    view->article_of = order;
    view->n_docs = n;
    gln_arena__clear(&scratch);
    free(chars);
    free(rank);
    free(first);
    return status;
}

/* Terms and postings of a counter that holds all of its entries in memory. */
static gln_status place_held(const gln_freq *freq, gln_freq_view *view, gln_error *err)
{
    gln_freq_term *terms = NULL;
    size_t n_ids = freq->options.matcher ? gln_matcher_n_terms(freq->options.matcher) : gln_vocab__count(&freq->words);
    uint32_t *rank = gln_memory__array(n_ids, sizeof *rank);
    gln_status status = rank ? place_terms(freq, view, &terms, rank, n_ids, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = place_postings(freq, rank, view, terms, err);
    }
    free(rank);
    return status;
}

gln_status gln_freq__view_streamed(const gln_freq *counter, gln_freq_view *out, gln_error *err)
{
    gln_freq_view view = {.counter = counter,
                          .given = counter->options.matcher != NULL,
                          .spool = GLN_SPOOL_INIT,
                          .names = GLN_SPOOL_INIT,
                          .arena = GLN_ARENA_INIT};
    gln_status status = place_docs(counter, &view, err);
    if (status == GLN_OK) {
        status =
            gln_freq__spilled(counter) ? gln_freq__place_runs(counter, &view, err) : place_held(counter, &view, err);
    }
    if (status != GLN_OK) {
        gln_freq_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

gln_status gln_freq__view(const gln_freq *counter, gln_freq_view *out, gln_error *err)
{
    gln_freq_view view = {0};
    gln_status status = gln_freq__view_streamed(counter, &view, err);
    if (status == GLN_OK && gln_freq__spilled(counter)) {
        status = gln_freq_view__hold(&view, err);
    }
    if (status != GLN_OK) {
        gln_freq_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

void gln_freq_view__free(gln_freq_view *view)
{
    if (view->counter) {
        gln_spool__close(&view->spool);
        gln_spool__close(&view->names);
    }
    gln_arena__clear(&view->arena);
    *view = (gln_freq_view){0};
}

gln_status gln_freq_view__postings(const gln_freq_view *view, const gln_freq_term *term, gln_freq_reader *reader,
                                   const gln_freq_posting **out, gln_error *err)
{
    if (term->postings || term->n_postings == 0) {
        *out = term->postings;
        return GLN_OK;
    }
    const unsigned char *p = NULL;
    gln_status status = gln_freq_view__stretch(view, reader, term->at, term->n_postings * sizeof **out, &p, err);
    const union {
        const unsigned char *bytes;
        const gln_freq_posting *postings; /* a window begins where malloc says, and holds nothing but postings */
    } as = {p};
    *out = as.postings;
    return status;
}

gln_status gln_freq_view__detail(const gln_freq_view *view, size_t doc, gln_freq_reader *reader, gln_freq_detail *out,
                                 gln_error *err)
{
    gln_slice bytes;
    uint64_t address = view->counter->articles[view->article_of[doc]].detail;
    gln_status status = gln_freq_detail__bytes(view->counter, address, &reader->bytes, &bytes, err);
    if (status == GLN_OK) {
        *out = gln_freq_detail__read(bytes);
    }
    return status;
}

void gln_freq_reader__clear(gln_freq_reader *reader)
{
    gln_buffer__free(&reader->bytes);
    gln_spool_window__clear(&reader->window);
}

/* The documents of the canonical bytes. */
static gln_status encode_docs(gln_buffer *bytes, const gln_freq_view *view, gln_freq_reader *reader, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_encode__number(bytes, view->n_docs);
    for (size_t i = 0; i < view->n_docs && status == GLN_OK; i++) {
        gln_freq_detail detail;
        status = gln_freq_view__detail(view, i, reader, &detail, err);
        if (status == GLN_OK) {
            gln_encode__text(bytes, detail.id);
            gln_encode__number(bytes, view->docs[i].issue);
            gln_encode__number(bytes, detail.order);
            gln_encode__text(bytes, detail.section);
            gln_encode__text(bytes, detail.page);
            gln_encode__text(bytes, detail.agency);
            gln_encode__text(bytes, detail.headline);
            gln_encode__number(bytes, view->docs[i].n_tokens);
            gln_encode__number(bytes, detail.n_chars);
            if (view->counter->options.keep_order) {
                gln_encode__text(bytes, detail.running);
            }
        }
    }
    return status;
}

/* The terms with their postings. */
static gln_status encode_terms(gln_buffer *bytes, const gln_freq_view *view, gln_freq_reader *reader, gln_error *err)
{
    gln_freq_terms terms = {.view = view};
    const gln_freq_term *term;
    gln_encode__number(bytes, view->n_terms);
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    while (status == GLN_OK && term) {
        const gln_freq_posting *postings = NULL;
        gln_encode__text(bytes, term->text);
        gln_encode__number(bytes, term->n_postings);
        status = gln_freq_view__postings(view, term, reader, &postings, err);
        for (size_t i = 0; i < term->n_postings && status == GLN_OK; i++) {
            gln_encode__number(bytes, postings[i].doc - (i ? postings[i - 1].doc : 0));
            gln_encode__number(bytes, postings[i].count);
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&terms, &term, err);
        }
    }
    gln_freq_terms__clear(&terms);
    return status;
}

/* Body: issues; documents: id, issue, order, section, page, agency, headline, tokens, characters
 * (with keep_order, its bytes); terms: text, and
 * the postings: documents since the one before (the first: its number), count. */
gln_status gln_freq_write(const gln_freq *counter, char **out, size_t *n, gln_error *err)
{
    gln_freq_view view;
    gln_status status = gln_freq__view_streamed(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, 'f', &counter->options);
    gln_encode__issues(&bytes, view.issues, view.n_issues);
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    status = encode_docs(&bytes, &view, &reader, err);
    if (status == GLN_OK) {
        status = encode_terms(&bytes, &view, &reader, err);
    }
    gln_freq_reader__clear(&reader);
    gln_freq_view__free(&view);
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}
