/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts beyond the memory that they may take: sorted runs in a file (external sorting; Knuth 1998, 5.4), and their
 * merge. */
#include "count/count_encode.h"
#include "count/freq_counts.h"

#include <stdlib.h>

/* Bytes that an article takes while it is counted, whatever lies in runs. */
enum { AN_ARTICLE = 32 };

/* ---- writing a run ---- */

/* The value of a term in a run: the number of its postings, then the postings: articles since the one before (the
 * first: its number), count. */
static void put_postings(gln_buffer *out, const gln_freq_posting *postings, size_t n)
{
    uint32_t last = 0;
    gln_encode__number(out, n);
    for (size_t i = 0; i < n; i++) {
        gln_encode__number(out, postings[i].doc - last);
        gln_encode__number(out, postings[i].count);
        last = postings[i].doc;
    }
}

typedef struct named {
    gln_slice text;
    char index[GLN_RUN_NUMBER]; /* the text of a given term */
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
        gln_run_number__put(terms[n].index, (uint32_t)i);
        terms[n].text = freq->options.matcher ? (gln_slice){terms[n].index, GLN_RUN_NUMBER}
                                              : gln_vocab__text(&freq->words, (uint32_t)i);
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

/* What is in memory, as one more of the runs. */
static gln_status write_run(const gln_freq *freq, gln_runs *runs, gln_error *err)
{
    size_t n_ids = count_ids(freq);
    size_t *first = gln_memory__zeroed(n_ids + 2, sizeof *first);
    gln_freq_posting *sorted = gln_memory__array(freq->n_entries, sizeof *sorted);
    named *terms = gln_memory__array(n_ids, sizeof *terms);
    gln_buffer value = GLN_BUFFER_INIT;
    gln_status status = first && sorted && terms ? gln_runs__begin(runs, 0, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        sort_entries(freq, first, n_ids, sorted);
        size_t n = name_terms(freq, first, n_ids, terms);
        for (size_t i = 0; i < n && status == GLN_OK; i++) {
            uint32_t id = terms[i].id;
            gln_buffer__clear(&value);
            put_postings(&value, sorted + first[id], first[id + 1] - first[id]);
            status = value.failed ? gln_error__nomem(err)
                                  : gln_runs__put(runs, terms[i].text, gln_buffer__slice(&value), err);
        }
    }
    if (status == GLN_OK) {
        status = gln_runs__end(runs, err);
    }
    gln_buffer__free(&value);
    free(first);
    free(sorted);
    free(terms);
    return status;
}

/* ---- what a counter holds ---- */

/* Details leave memory as they are; their addresses follow. */
static gln_status spill_details(gln_freq *freq, gln_error *err)
{
    uint64_t at = 0;
    gln_status status = gln_runs__put_bytes(&freq->runs, gln_buffer__slice(&freq->details), &at, err);
    for (size_t a = freq->first_held; a < freq->n_articles && status == GLN_OK; a++) {
        if (freq->articles[a].detail >> GLN_FREQ_OFFSET_BITS == 0) {
            freq->articles[a].detail = (UINT64_C(1) << GLN_FREQ_OFFSET_BITS) | (freq->articles[a].detail + at);
        }
    }
    return status;
}

static gln_status spill(gln_freq *freq, gln_error *err)
{
    gln_status status = freq->n_entries ? write_run(freq, &freq->runs, err) : GLN_OK;
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
    /* What is held, and what writing it as a run takes besides; what an article takes for good is taken off. */
    uint64_t words = gln_vocab__count(&freq->words), held = freq->n_articles - freq->first_held;
    uint64_t used = 16 * freq->n_entries + 8 * held + freq->details.len + 120 * words;
    used += gln_vocab__entries_size(&freq->words);
    uint64_t memory = freq->options.memory, fixed = (uint64_t)AN_ARTICLE * freq->n_articles;
    memory = memory > 2 * fixed ? memory - fixed : memory / 2 + (memory > 0);
    return memory && used > memory ? spill(freq, err) : GLN_OK;
}

gln_status gln_freq__settle(gln_freq *freq, gln_error *err)
{
    return gln_freq__spilled(freq) && freq->n_articles > freq->first_held ? spill(freq, err) : GLN_OK;
}

/* ---- merging ---- */

/* The postings of a term, gathered from the runs. */
typedef struct gathering {
    const uint32_t *rank;
    size_t n_docs;
    gln_freq_posting *postings;
    size_t n;
    size_t capacity;
    gln_freq_posting *room; /* to sort them */
    size_t room_capacity;
    gln_freq_taker *take;
    void *context;
} gathering;

static gln_status add_value(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    gathering *g = context;
    const unsigned char *p = (const unsigned char *)value.ptr;
    size_t n = (size_t)gln_decode__number(&p);
    gln_freq_posting *grown = gln_memory__grown(g->postings, &g->capacity, g->n + n, sizeof *grown);
    uint32_t article = tag;
    (void)key;
    if (!grown) {
        return gln_error__nomem(err);
    }
    g->postings = grown;
    for (size_t i = 0; i < n; i++) {
        article += (uint32_t)gln_decode__number(&p);
        grown[g->n++] = (gln_freq_posting){g->rank[article], (uint32_t)gln_decode__number(&p)};
    }
    return GLN_OK;
}

static int by_doc(const void *a, const void *b)
{
    const gln_freq_posting *x = a, *y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* By document: a radix sort by digits of 11 bits, the last first. False on want of memory. */
static bool sort_postings(gathering *g)
{
    enum { FEW = 256, BITS = 11, DIGITS = 1 << BITS };
    if (g->n < FEW) {
        qsort(g->postings, g->n, sizeof *g->postings, by_doc);
        return true;
    }
    gln_freq_posting *room = gln_memory__grown(g->room, &g->room_capacity, g->n, sizeof *room);
    if (!room) {
        return false;
    }
    g->room = room;
    for (unsigned shift = 0; shift < 32 && g->n_docs >> shift; shift += BITS) {
        size_t counts[DIGITS + 1] = {0};
        for (size_t i = 0; i < g->n; i++) {
            counts[(g->postings[i].doc >> shift & (DIGITS - 1)) + 1]++;
        }
        for (size_t d = 0; d < DIGITS; d++) {
            counts[d + 1] += counts[d];
        }
        for (size_t i = 0; i < g->n; i++) {
            room[counts[g->postings[i].doc >> shift & (DIGITS - 1)]++] = g->postings[i];
        }
        gathering swap = *g;
        g->postings = swap.room;
        g->capacity = swap.room_capacity;
        room = g->room = swap.postings;
        g->room_capacity = swap.capacity;
    }
    return true;
}

static gln_status end_term(void *context, gln_slice key, gln_error *err)
{
    gathering *g = context;
    gln_status status = sort_postings(g) ? g->take(g->context, key, g->postings, g->n, err) : gln_error__nomem(err);
    g->n = 0;
    return status;
}

gln_status gln_freq__merge_runs(const gln_freq *freq, const uint32_t *rank, gln_freq_taker *take, void *context,
                                gln_error *err)
{
    gathering g = {.rank = rank, .n_docs = freq->n_articles, .take = take, .context = context};
    gln_run_taker taker = {add_value, end_term, &g};
    gln_runs rest = {.files = NULL}; /* what is in memory, as a run of its own */
    gln_status status = write_run(freq, &rest, err);
    if (status == GLN_OK) {
        status = gln_runs__read(&freq->runs, &rest, freq->options.memory / 4, &taker, err);
    }
    gln_runs__clear(&rest);
    free(g.postings);
    free(g.room);
    return status;
}
