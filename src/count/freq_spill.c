/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts beyond the memory that they may take: sorted runs in a file (external sorting; Knuth 1998, 5.4), and their
 * merge. */
#include "count/count_encode.h"
#include "count/freq_counts.h"
#include "core/spool_window.h"

#include <stdlib.h>

enum { FLUSH_AT = 1 << 20, LEAST_WINDOW = 1 << 12, MOST_WINDOW = 1 << 18, MOST_FILES = 60000 };

/* ---- writing a run ---- */

static gln_status flush(gln_spool *spool, gln_buffer *bytes, size_t at_least, gln_error *err)
{
    uint64_t at;
    if (bytes->failed) {
        return gln_error__nomem(err);
    }
    if (bytes->len == 0 || bytes->len < at_least) {
        return GLN_OK;
    }
    gln_status status = gln_spool__put(spool, gln_buffer__slice(bytes), &at, err);
    gln_buffer__clear(bytes);
    return status;
}

static void put_u32(gln_buffer *out, uint32_t n)
{
    char bytes[4];
    memcpy(bytes, &n, 4);
    gln_buffer__put(out, (gln_slice){bytes, 4});
}

/* A term of a run: the length of its text, of its postings in bytes, their number (4 bytes each, so that a reader knows
 * what to fetch), the text, and the postings: articles since the one before (the first: its number), count. */
static void put_term(gln_buffer *out, gln_slice text, const gln_freq_posting *postings, size_t n)
{
    size_t head = out->len, from;
    uint32_t last = 0;
    put_u32(out, (uint32_t)text.len);
    put_u32(out, 0);
    put_u32(out, (uint32_t)n);
    gln_buffer__put(out, text);
    from = out->len;
    for (size_t i = 0; i < n; i++) {
        gln_encode__number(out, postings[i].doc - last);
        gln_encode__number(out, postings[i].count);
        last = postings[i].doc;
    }
    if (!out->failed) {
        uint32_t bytes = (uint32_t)(out->len - from);
        memcpy(out->data + head + 4, &bytes, 4);
    }
}

typedef struct named {
    gln_slice text;
    char index[4]; /* the text of a given term */
    uint32_t id;
} named;

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const named *)a)->text, ((const named *)b)->text);
}

/* The terms with entries, by bytes; first[id] is where the postings of a term begin when they lie one term behind the
 * other, first[n_ids] their end. */
static size_t name_terms(const gln_freq *freq, const size_t *first, size_t n_ids, named *terms)
{
    size_t n = 0;
    for (size_t i = 0; i < n_ids; i++) {
        if (first[i] == first[i + 1]) {
            continue;
        }
        terms[n].id = (uint32_t)i;
        for (int k = 0; k < 4; k++) {
            terms[n].index[k] = (char)(unsigned char)(i >> (24 - 8 * k));
        }
        terms[n].text =
            freq->options.matcher ? (gln_slice){terms[n].index, 4} : gln_vocab__text(&freq->words, (uint32_t)i);
        n++;
    }
    for (size_t i = 0; i < n && freq->options.matcher; i++) {
        terms[i].text.ptr = terms[i].index; /* given terms are in order already */
    }
    if (!freq->options.matcher && n) {
        qsort(terms, n, sizeof *terms, by_text);
    }
    return n;
}

static size_t count_ids(const gln_freq *freq)
{
    return freq->options.matcher ? gln_matcher_n_terms(freq->options.matcher) : gln_vocab__count(&freq->words);
}

/* Postings by term: a counting sort, which keeps articles ascending. */
static void sort_entries(const gln_freq *freq, size_t *first, size_t n_ids, gln_freq_posting *sorted)
{
    for (size_t i = 0; i < freq->n_entries; i++) {
        first[freq->entries[i].term + 1]++;
    }
    for (size_t i = 0; i < n_ids; i++) {
        first[i + 1] += first[i];
    }
    for (size_t a = freq->first_held; a < freq->n_articles; a++) {
        for (size_t i = freq->starts[a - freq->first_held]; i < gln_freq__end(freq, a); i++) {
            sorted[first[freq->entries[i].term]++] = (gln_freq_posting){(uint32_t)a, freq->entries[i].count};
        }
    }
    for (size_t i = n_ids; i > 0; i--) {
        first[i] = first[i - 1];
    }
    first[0] = 0;
}

gln_status gln_freq__write_run(const gln_freq *freq, gln_spool *spool, gln_freq_run *run, gln_error *err)
{
    size_t n_ids = count_ids(freq);
    size_t *first = gln_memory__zeroed(n_ids + 2, sizeof *first);
    gln_freq_posting *sorted = gln_memory__array(freq->n_entries, sizeof *sorted);
    named *terms = gln_memory__array(n_ids, sizeof *terms);
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = first && sorted && terms ? GLN_OK : gln_error__nomem(err);
    *run = (gln_freq_run){.at = spool->size};
    if (status == GLN_OK) {
        sort_entries(freq, first, n_ids, sorted);
        size_t n = name_terms(freq, first, n_ids, terms);
        for (size_t i = 0; i < n && status == GLN_OK; i++) {
            uint32_t id = terms[i].id;
            put_term(&bytes, terms[i].text, sorted + first[id], first[id + 1] - first[id]);
            status = flush(spool, &bytes, FLUSH_AT, err);
        }
    }
    if (status == GLN_OK) {
        status = flush(spool, &bytes, 0, err);
    }
    run->size = spool->size - run->at;
    gln_buffer__free(&bytes);
    free(first);
    free(sorted);
    free(terms);
    return status;
}

/* ---- what a counter holds ---- */

gln_status gln_freq__share_file(gln_freq *freq, const gln_spool *spool, uint32_t *index, gln_error *err)
{
    gln_spool *grown = gln_memory__grown(freq->files, &freq->file_capacity, freq->n_files + 1, sizeof *grown);
    if (!grown || freq->n_files >= MOST_FILES) {
        return gln_error__nomem(err);
    }
    freq->files = grown;
    gln_status status = GLN_OK;
    grown[freq->n_files] = (gln_spool)GLN_SPOOL_INIT;
    if (spool) {
        status = gln_spool__share(spool, &grown[freq->n_files], err);
    }
    if (status == GLN_OK) {
        *index = (uint32_t)freq->n_files++;
    }
    return status;
}

/* Details leave memory as they are; their addresses follow. */
static gln_status spill_details(gln_freq *freq, gln_error *err)
{
    uint64_t at = freq->files[0].size;
    gln_status status = flush(&freq->files[0], &freq->details, 0, err);
    for (size_t a = 0; a < freq->n_articles && status == GLN_OK; a++) {
        if (freq->articles[a].detail >> GLN_FREQ_OFFSET_BITS == 0) {
            freq->articles[a].detail = (UINT64_C(1) << GLN_FREQ_OFFSET_BITS) | (freq->articles[a].detail + at);
        }
    }
    return status;
}

static gln_status spill(gln_freq *freq, gln_error *err)
{
    uint32_t own = 0;
    gln_status status = GLN_OK;
    if (freq->n_files == 0) {
        status = gln_freq__share_file(freq, NULL, &own, err);
    }
    gln_freq_run *grown = gln_memory__grown(freq->runs, &freq->run_capacity, freq->n_runs + 1, sizeof *grown);
    if (!grown && status == GLN_OK) {
        status = gln_error__nomem(err);
    }
    if (status != GLN_OK) {
        return status;
    }
    freq->runs = grown;
    if (freq->n_entries) {
        status = gln_freq__write_run(freq, &freq->files[0], &grown[freq->n_runs], err);
        freq->n_runs += status == GLN_OK;
    }
    if (status == GLN_OK) {
        status = spill_details(freq, err);
    }
    if (status == GLN_OK) {
        gln_vocab__clear(&freq->words);
        gln_buffer__free(&freq->details);
        free(freq->entries);
        free(freq->starts);
        free(freq->seen);
        freq->entries = NULL;
        freq->starts = NULL;
        freq->seen = NULL;
        freq->n_entries = freq->entry_capacity = freq->start_capacity = freq->seen_capacity = freq->seen_filled = 0;
        freq->first_held = freq->n_articles;
    }
    return status;
}

gln_status gln_freq__keep_within(gln_freq *freq, gln_error *err)
{
    /* What is held, and what writing it as a run takes besides. */
    uint64_t words = gln_vocab__count(&freq->words), held = freq->n_articles - freq->first_held;
    uint64_t used = 16 * freq->n_entries + 8 * held + freq->details.len + 120 * words;
    return freq->options.memory && used > freq->options.memory ? spill(freq, err) : GLN_OK;
}

/* ---- merging ---- */

/* A run that is being read: its term under the cursor. */
typedef struct source {
    gln_spool_window window;
    uint64_t at, end;
    uint32_t base;
    size_t index;
    gln_buffer text;
    uint32_t bytes, n;
} source;

static gln_status advance(source *s, bool *more, gln_error *err)
{
    const unsigned char *p;
    uint32_t head[3];
    *more = s->at < s->end;
    if (!*more) {
        return GLN_OK;
    }
    gln_status status = gln_spool_window__get(&s->window, s->at, sizeof head, &p, err);
    if (status == GLN_OK) {
        memcpy(head, p, sizeof head);
        status = gln_spool_window__get(&s->window, s->at + sizeof head, head[0], &p, err);
    }
    if (status == GLN_OK) {
        gln_buffer__clear(&s->text);
        gln_buffer__put(&s->text, (gln_slice){(const char *)p, head[0]});
        s->bytes = head[1];
        s->n = head[2];
        s->at += sizeof head + head[0];
        status = s->text.failed ? gln_error__nomem(err) : GLN_OK;
    }
    return status;
}

static bool before(const source *a, const source *b)
{
    int order = gln_slice_compare(gln_buffer__slice(&a->text), gln_buffer__slice(&b->text));
    return order ? order < 0 : a->index < b->index;
}

static void sink_down(source **heap, size_t n, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n && before(heap[child + 1], heap[child]);
        if (!before(heap[child], heap[i])) {
            return;
        }
        source *swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
    }
}

/* The postings of the term under the cursor appended, by rank. */
static gln_status take_postings(source *s, const uint32_t *rank, gln_freq_posting *out, gln_error *err)
{
    const unsigned char *p;
    gln_status status = gln_spool_window__get(&s->window, s->at, s->bytes, &p, err);
    uint32_t article = s->base;
    for (uint32_t i = 0; i < s->n && status == GLN_OK; i++) {
        article += (uint32_t)gln_decode__number(&p);
        out[i] = (gln_freq_posting){rank[article], (uint32_t)gln_decode__number(&p)};
    }
    s->at += s->bytes;
    return status;
}

static int by_doc(const void *a, const void *b)
{
    const gln_freq_posting *x = a, *y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static gln_status merge(source **heap, size_t n, const uint32_t *rank, gln_freq_taker *take, void *context,
                        gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_freq_posting *postings = NULL;
    size_t capacity = 0;
    gln_status status = GLN_OK;
    while (n && status == GLN_OK) {
        size_t count = 0;
        gln_buffer__clear(&text);
        gln_buffer__put(&text, gln_buffer__slice(&heap[0]->text));
        while (n && status == GLN_OK && gln_slice_equal(gln_buffer__slice(&heap[0]->text), gln_buffer__slice(&text))) {
            gln_freq_posting *grown = gln_memory__grown(postings, &capacity, count + heap[0]->n, sizeof *grown);
            bool more = false;
            if (!grown || text.failed) {
                status = gln_error__nomem(err);
                break;
            }
            postings = grown;
            status = take_postings(heap[0], rank, postings + count, err);
            count += heap[0]->n;
            if (status == GLN_OK) {
                status = advance(heap[0], &more, err);
            }
            if (!more) {
                heap[0] = heap[--n];
            }
            sink_down(heap, n, 0);
        }
        if (status == GLN_OK) {
            qsort(postings, count, sizeof *postings, by_doc);
            status = take(context, gln_buffer__slice(&text), postings, count, err);
        }
    }
    gln_buffer__free(&text);
    free(postings);
    return status;
}

gln_status gln_freq__merge_runs(const gln_freq *freq, const uint32_t *rank, gln_freq_taker *take, void *context,
                                gln_error *err)
{
    size_t n = freq->n_runs + 1, live = 0;
    gln_spool last = GLN_SPOOL_INIT; /* what is in memory, as a run of its own */
    gln_freq_run rest = {0};
    source *sources = gln_memory__zeroed(n, sizeof *sources);
    source **heap = gln_memory__array(n, sizeof(source *));
    gln_status status = sources && heap ? gln_freq__write_run(freq, &last, &rest, err) : gln_error__nomem(err);
    size_t ahead = (size_t)(freq->options.memory / 4 / n);
    ahead = ahead < LEAST_WINDOW ? LEAST_WINDOW : ahead > MOST_WINDOW ? MOST_WINDOW : ahead;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        const gln_freq_run *run = i < freq->n_runs ? &freq->runs[i] : &rest;
        const gln_spool *spool = i < freq->n_runs ? &freq->files[run->file] : &last;
        bool more = false;
        sources[i] = (source){.window = {.spool = spool, .ahead = ahead}, .at = run->at, .end = run->at + run->size};
        sources[i].base = run->base;
        sources[i].index = i;
        status = advance(&sources[i], &more, err);
        if (more) {
            heap[live++] = &sources[i];
        }
    }
    for (size_t i = live; i > 0 && status == GLN_OK; i--) {
        sink_down(heap, live, i - 1);
    }
    if (status == GLN_OK) {
        status = merge(heap, live, rank, take, context, err);
    }
    for (size_t i = 0; sources && i < n; i++) {
        gln_spool_window__clear(&sources[i].window);
        gln_buffer__free(&sources[i].text);
    }
    gln_spool__close(&last);
    free(sources);
    free(heap);
    return status;
}
