/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view whose terms and postings lie in files: of each term, by bytes, a record and its text in `names`, its postings
 * in `spool`, 8 bytes each as they are in memory. */
#include "count/freq_counts.h"

#include <stdlib.h>

enum { FLUSH_AT = 1 << 20, AHEAD = 1 << 16 };

/* A term in `names`; its text follows. */
typedef struct term_record {
    uint64_t count;
    uint64_t at;
    uint32_t n_postings;
    uint32_t len;
} term_record;

/* Bytes on their way to a file. */
typedef struct outgoing {
    gln_spool *spool;
    gln_buffer bytes;
} outgoing;

static gln_status flush(outgoing *out, size_t at_least, gln_error *err)
{
    uint64_t at;
    if (out->bytes.failed) {
        return gln_error__nomem(err);
    }
    if (out->bytes.len < at_least) {
        return GLN_OK;
    }
    gln_status status = gln_spool__put(out->spool, gln_buffer__slice(&out->bytes), &at, err);
    gln_buffer__clear(&out->bytes);
    return status;
}

/* A view that is being written. */
typedef struct writing {
    gln_freq_view *view;
    gln_freq_term *given; /* by index in the matcher */
    outgoing postings;
    outgoing names;
} writing;

/* A term with its postings; given terms are there already. */
static gln_status put_term(writing *w, gln_slice text, uint32_t given, const gln_freq_posting *postings, size_t n,
                           gln_error *err)
{
    term_record record = {0, w->view->spool.size + w->postings.bytes.len, (uint32_t)n, (uint32_t)text.len};
    for (size_t i = 0; i < n; i++) {
        record.count += postings[i].count;
    }
    w->view->n_postings += n;
    gln_buffer__put(&w->postings.bytes, (gln_slice){(const char *)postings, n * sizeof *postings});
    if (w->given) {
        w->given[given].count = record.count;
        w->given[given].at = record.at;
        w->given[given].n_postings = record.n_postings;
    } else {
        char bytes[sizeof record];
        memcpy(bytes, &record, sizeof record);
        gln_buffer__put(&w->names.bytes, (gln_slice){bytes, sizeof bytes});
        gln_buffer__put(&w->names.bytes, text);
        w->view->n_terms++;
    }
    gln_status status = flush(&w->postings, FLUSH_AT, err);
    return status == GLN_OK ? flush(&w->names, FLUSH_AT, err) : status;
}

static gln_status begin_writing(writing *w, gln_freq_view *view, gln_error *err)
{
    *w = (writing){.view = view, .postings = {.spool = &view->spool}, .names = {.spool = &view->names}};
    if (!view->given) {
        return GLN_OK;
    }
    const gln_matcher *matcher = view->counter->options.matcher;
    view->n_terms = gln_matcher_n_terms(matcher);
    view->terms = w->given = gln_arena__array(&view->arena, view->n_terms, sizeof *w->given);
    if (!w->given) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < view->n_terms; i++) {
        w->given[i] = (gln_freq_term){.text = gln_matcher_term(matcher, i), .given = (uint32_t)i};
    }
    return GLN_OK;
}

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_freq_term *)a)->text, ((const gln_freq_term *)b)->text);
}

static gln_status end_writing(writing *w, gln_status status, gln_error *err)
{
    if (status == GLN_OK) {
        status = flush(&w->postings, 0, err);
    }
    if (status == GLN_OK) {
        status = flush(&w->names, 0, err);
    }
    if (status == GLN_OK && w->given && w->view->n_terms) {
        qsort(w->given, w->view->n_terms, sizeof *w->given, by_text);
    }
    gln_buffer__free(&w->postings.bytes);
    gln_buffer__free(&w->names.bytes);
    return status;
}

/* A term of the runs; of given ones its text is the index. */
static gln_status take_term(void *context, gln_slice text, gln_freq_posting *postings, size_t n, gln_error *err)
{
    writing *w = context;
    return put_term(w, text, w->given ? gln_run_number__of(text) : GLN_NO_ID, postings, n, err);
}

gln_status gln_freq__place_runs(const gln_freq *freq, gln_freq_view *view, gln_error *err)
{
    writing w = {.view = view};
    uint32_t *rank = gln_memory__array(freq->n_articles, sizeof *rank);
    gln_status status = rank ? begin_writing(&w, view, err) : gln_error__nomem(err);
    for (size_t d = 0; d < view->n_docs && status == GLN_OK; d++) {
        rank[view->article_of[d]] = (uint32_t)d;
    }
    if (status == GLN_OK) {
        status = gln_freq__merge_runs(freq, rank, take_term, &w, err);
    }
    status = end_writing(&w, status, err);
    free(rank);
    return status;
}

gln_status gln_freq_view__stretch(const gln_freq_view *view, gln_freq_reader *reader, uint64_t at, uint64_t size,
                                  const unsigned char **out, gln_error *err)
{
    gln_spool_window *window = &reader->window;
    if (window->spool != &view->spool) {
        gln_spool_window__clear(window);
        *window = (gln_spool_window){.spool = &view->spool};
        reader->next = 0;
    }
    window->ahead = at >= reader->next && at - reader->next < AHEAD ? AHEAD : 0;
    reader->next = at + size;
    return gln_spool_window__get(window, at, (size_t)size, out, err);
}

/* ---- a part of a view -------------------------------------------------------------------------------------------- */

/* Documents from first to last hold all that stay. */
typedef struct part {
    const gln_freq_view *view;
    const uint32_t *number;
    uint32_t first, last;
    gln_freq_reader stretch, probe;
    gln_freq_posting *kept;
    size_t capacity;
} part;

static gln_status posting_at(part *p, const gln_freq_term *term, size_t i, gln_freq_posting *out, gln_error *err)
{
    const unsigned char *bytes = NULL;
    gln_status status =
        gln_freq_view__stretch(p->view, &p->probe, term->at + i * sizeof *out, sizeof *out, &bytes, err);
    if (status == GLN_OK) {
        memcpy(out, bytes, sizeof *out);
    }
    return status;
}

/* The first posting of a document from `doc` on, which are ascending. */
static gln_status find_doc(part *p, const gln_freq_term *term, uint32_t doc, size_t *out, gln_error *err)
{
    size_t low = 0, high = term->n_postings;
    gln_status status = GLN_OK;
    while (low < high && status == GLN_OK) {
        size_t middle = low + (high - low) / 2;
        gln_freq_posting here = {0, 0};
        status = posting_at(p, term, middle, &here, err);
        high = here.doc >= doc ? middle : high;
        low = here.doc >= doc ? low : middle + 1;
    }
    *out = low;
    return status;
}

/* The postings that stay, into p->kept; of a long list only the stretch is read that may hold them. */
static gln_status keep_postings(part *p, const gln_freq_term *term, size_t *n, gln_error *err)
{
    enum { LONG = 1 << 13 };
    size_t from = 0, to = term->n_postings;
    const unsigned char *bytes = NULL;
    gln_status status = GLN_OK;
    *n = 0;
    if (to > LONG) {
        status = find_doc(p, term, p->first, &from, err);
        if (status == GLN_OK) {
            status = find_doc(p, term, p->last + 1, &to, err);
        }
    }
    if (status != GLN_OK || from == to) {
        return status;
    }
    gln_freq_posting *kept = gln_memory__grown(p->kept, &p->capacity, to - from, sizeof *kept);
    p->kept = kept ? kept : p->kept;
    status = kept ? gln_freq_view__stretch(p->view, &p->stretch, term->at + from * sizeof *kept,
                                           (to - from) * sizeof *kept, &bytes, err)
                  : gln_error__nomem(err);
    for (size_t i = 0; i < to - from && status == GLN_OK; i++) {
        gln_freq_posting posting;
        memcpy(&posting, bytes + i * sizeof posting, sizeof posting);
        if (p->number[posting.doc] != GLN_NO_ID) {
            kept[(*n)++] = (gln_freq_posting){p->number[posting.doc], posting.count};
        }
    }
    return status;
}

gln_status gln_freq_view__filter(const gln_freq_view *view, const uint32_t *number, gln_freq_view *out, gln_error *err)
{
    writing w = {.view = out};
    part p = {.view = view, .number = number, .first = GLN_NO_ID};
    gln_freq_terms walk = {.view = view};
    const gln_freq_term *term = NULL;
    for (uint32_t d = 0; d < view->n_docs; d++) {
        if (number[d] != GLN_NO_ID) {
            p.first = p.first == GLN_NO_ID ? d : p.first;
            p.last = d;
        }
    }
    gln_status status = begin_writing(&w, out, err);
    if (status == GLN_OK && p.first != GLN_NO_ID) {
        status = gln_freq_terms__next(&walk, &term, err);
    }
    while (status == GLN_OK && term) {
        size_t n = 0;
        status = keep_postings(&p, term, &n, err);
        if (status == GLN_OK && n) {
            status = put_term(&w, term->text, term->given, p.kept, n, err);
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&walk, &term, err);
        }
    }
    gln_freq_terms__clear(&walk);
    gln_freq_reader__clear(&p.stretch);
    gln_freq_reader__clear(&p.probe);
    free(p.kept);
    return end_writing(&w, status, err);
}

/* ---- the terms of a view ----------------------------------------------------------------------------------------- */

gln_status gln_freq_terms__next(gln_freq_terms *terms, const gln_freq_term **out, gln_error *err)
{
    const gln_freq_view *view = terms->view;
    const unsigned char *p;
    term_record record;
    *out = NULL;
    if (terms->next == view->n_terms) {
        return GLN_OK;
    }
    if (view->terms) {
        *out = &view->terms[terms->next++];
        return GLN_OK;
    }
    terms->window.spool = &view->names;
    terms->window.ahead = AHEAD;
    gln_status status = gln_spool_window__get(&terms->window, terms->at, sizeof record, &p, err);
    if (status == GLN_OK) {
        memcpy(&record, p, sizeof record);
        status = gln_spool_window__get(&terms->window, terms->at + sizeof record, record.len, &p, err);
    }
    if (status == GLN_OK) {
        terms->next++;
        terms->at += sizeof record + record.len;
        terms->term = (gln_freq_term){.text = {(const char *)p, record.len},
                                      .count = record.count,
                                      .at = record.at,
                                      .given = GLN_NO_ID,
                                      .n_postings = record.n_postings};
        *out = &terms->term;
    }
    return status;
}

void gln_freq_terms__clear(gln_freq_terms *terms)
{
    gln_spool_window__clear(&terms->window);
}

const gln_freq_term *gln_freq_terms__keep(const gln_freq_view *view, const gln_freq_term *term, gln_arena *arena)
{
    if (view->terms) {
        return term;
    }
    gln_freq_term *own = gln_arena__array(arena, 1, sizeof *own);
    gln_slice text = gln_arena__copy(arena, term->text);
    if (!own || !text.ptr) {
        return NULL;
    }
    *own = *term;
    own->text = text;
    return own;
}

gln_status gln_freq_view__hold(gln_freq_view *view, gln_error *err)
{
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_freq_terms walk = {.view = view};
    const gln_freq_term *next;
    gln_freq_term *terms = gln_arena__array(&view->arena, view->n_terms, sizeof *terms);
    gln_freq_posting *all = gln_arena__array(&view->arena, view->n_postings + 1, sizeof *all);
    gln_status status = terms && all ? gln_freq_terms__next(&walk, &next, err) : gln_error__nomem(err);
    for (size_t t = 0; status == GLN_OK && next; t++) {
        const gln_freq_posting *postings = NULL;
        terms[t] = *next;
        terms[t].text = view->terms ? next->text : gln_arena__copy(&view->arena, next->text);
        status =
            terms[t].text.ptr ? gln_freq_view__postings(view, next, &reader, &postings, err) : gln_error__nomem(err);
        if (status == GLN_OK && next->n_postings) {
            memcpy(all, postings, next->n_postings * sizeof *all);
        }
        terms[t].postings = all;
        all += next->n_postings;
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&walk, &next, err);
        }
    }
    gln_freq_terms__clear(&walk);
    gln_freq_reader__clear(&reader);
    if (status == GLN_OK) {
        view->terms = terms;
        gln_spool__close(&view->spool);
        gln_spool__close(&view->names);
    }
    return status;
}
