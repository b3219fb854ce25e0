/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/utf8.h"
#include "count/count_encode.h"
#include "count/ngram_counts.h"

#include <limits.h>
#include <stdlib.h>

/* What a count takes where nobody says: contract of --memory. */
#define USUAL_MEMORY (UINT64_C(1) << 30)

enum { KEY = GLN_NGRAM_LENGTH + 1, FEW = 4096, DIGITS = 65536, RECORDS = 4096 };

gln_status gln_ngrams_new(const gln_counter_options *options, gln_ngrams **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, false, 0, UINT_MAX, "a count of strings", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_ngrams *ngrams = gln_memory__zeroed(1, sizeof *ngrams);
    if (!ngrams) {
        return gln_error__nomem(err);
    }
    ngrams->options = *options;
    *out = ngrams;
    return GLN_OK;
}

static void clear_keys(gln_ngram_keys *keys)
{
    for (size_t i = 0; i < keys->n_files; i++) {
        gln_spool__close(&keys->files[i]);
    }
    free(keys->files);
    free(keys->runs);
    free(keys->items);
}

void gln_ngrams_free(gln_ngrams *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        for (int way = 0; way < GLN_NGRAM_WAYS; way++) {
            clear_keys(&counter->ways[way]);
        }
        free(counter);
    }
}

/* ---- sorting ---- */

static int by_key(const void *a, const void *b)
{
    return gln_ngram_key__compare(*(const gln_ngram_key *)a, *(const gln_ngram_key *)b);
}

/* Radix sort by digits of 16 bits, the last first; a digit that all keys share is passed over. room is as large. */
static void sort_keys(gln_ngram_key *items, gln_ngram_key *room, size_t n, size_t *counts)
{
    gln_ngram_key *from = items, *to = room;
    if (n < FEW) {
        qsort(items, n, sizeof *items, by_key);
        return;
    }
    for (unsigned digit = KEY; digit-- > 0;) {
        size_t sum = 0;
        memset(counts, 0, DIGITS * sizeof *counts);
        for (size_t i = 0; i < n; i++) {
            counts[gln_ngram_key__at(from[i], digit)]++;
        }
        if (counts[gln_ngram_key__at(from[0], digit)] == n) {
            continue;
        }
        for (size_t d = 0; d < DIGITS; d++) {
            size_t here = counts[d];
            counts[d] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++) {
            to[counts[gln_ngram_key__at(from[i], digit)]++] = from[i];
        }
        gln_ngram_key *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) {
        memcpy(items, from, n * sizeof *items);
    }
}

gln_status gln_ngram_keys__sort(gln_ngram_key *items, size_t n, gln_error *err)
{
    gln_ngram_key *room = gln_memory__array(n, sizeof *room);
    size_t *counts = gln_memory__array(DIGITS, sizeof *counts);
    gln_status status = room && counts ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && n) {
        sort_keys(items, room, n, counts);
    }
    free(room);
    free(counts);
    return status;
}

/* ---- runs ---- */

static gln_status add_file(gln_ngram_keys *keys, const gln_spool *share, uint32_t *index, gln_error *err)
{
    gln_spool *grown = gln_memory__grown(keys->files, &keys->file_capacity, keys->n_files + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    keys->files = grown;
    grown[keys->n_files] = (gln_spool)GLN_SPOOL_INIT;
    gln_status status = share ? gln_spool__share(share, &grown[keys->n_files], err) : GLN_OK;
    *index = (uint32_t)keys->n_files;
    keys->n_files += status == GLN_OK;
    return status;
}

static gln_status add_run(gln_ngram_keys *keys, gln_ngram_run run, gln_error *err)
{
    gln_ngram_run *grown = gln_memory__grown(keys->runs, &keys->run_capacity, keys->n_runs + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    keys->runs = grown;
    grown[keys->n_runs++] = run;
    return GLN_OK;
}

/* Writes the keys, which are sorted, each once with its count. */
static gln_status write_sorted(const gln_ngram_keys *keys, gln_spool *spool, gln_ngram_run *run, gln_error *err)
{
    gln_ngram_record *block = gln_memory__array(RECORDS, sizeof *block);
    gln_status status = block ? GLN_OK : gln_error__nomem(err);
    size_t held = 0;
    uint64_t at;
    *run = (gln_ngram_run){.at = spool->size};
    for (size_t i = 0, next; i < keys->n && status == GLN_OK; i = next) {
        for (next = i + 1; next < keys->n && gln_ngram_key__compare(keys->items[next], keys->items[i]) == 0;) {
            next++;
        }
        block[held++] = (gln_ngram_record){keys->items[i], next - i};
        run->n++;
        if (held == RECORDS || next == keys->n) {
            status = gln_spool__put(spool, (gln_slice){(const char *)block, held * sizeof *block}, &at, err);
            held = 0;
        }
    }
    free(block);
    return status;
}

static gln_status spill(gln_ngram_keys *keys, gln_error *err)
{
    uint32_t own = 0;
    gln_ngram_run run;
    if (keys->n == 0) {
        return GLN_OK;
    }
    gln_status status = keys->n_files == 0 ? add_file(keys, NULL, &own, err) : GLN_OK;
    if (status == GLN_OK) {
        status = gln_ngram_keys__sort(keys->items, keys->n, err);
    }
    if (status == GLN_OK) {
        status = write_sorted(keys, &keys->files[0], &run, err);
    }
    if (status == GLN_OK) {
        status = add_run(keys, run, err);
    }
    keys->n = 0;
    return status;
}

/* 16 bytes a key and as many to sort it, in both directions; arrays grow by doubling. */
static gln_status keep_within(gln_ngrams *ngrams, gln_error *err)
{
    uint64_t memory = ngrams->options.memory ? ngrams->options.memory : USUAL_MEMORY;
    gln_status status = GLN_OK;
    if (ngrams->ways[0].n * sizeof(gln_ngram_key) * 4 <= memory) {
        return GLN_OK;
    }
    for (int way = 0; way < GLN_NGRAM_WAYS && status == GLN_OK; way++) {
        status = spill(&ngrams->ways[way], err);
    }
    return status;
}

/* ---- counting ---- */

/* The character as the keys have it; 0 for what ends a stretch. */
static uint16_t unit_of(uint32_t c)
{
    bool han = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
    bool narrow = (c >= '0' && c <= '9') || (c < 0x2E80 && gln_char__letter(c));
    return han || narrow ? (uint16_t)c : 0;
}

static gln_status put_key(gln_ngram_keys *keys, gln_ngram_key key, gln_error *err)
{
    if (keys->n == keys->capacity) {
        gln_ngram_key *grown = gln_memory__grown(keys->items, &keys->capacity, keys->n + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        keys->items = grown;
    }
    keys->items[keys->n++] = key;
    return GLN_OK;
}

/* The keys of one place, the middle of 13 characters, in both directions. */
static gln_status count_place(gln_ngrams *ngrams, const uint16_t *stretch, size_t n, size_t at, gln_error *err)
{
    gln_ngram_key on = {0, 0}, back = {0, 0};
    gln_status status = GLN_OK;
    bool inside_before = at > 0 && gln_ngram__narrow(stretch[at]) && gln_ngram__narrow(stretch[at - 1]);
    bool inside_behind = at + 1 < n && gln_ngram__narrow(stretch[at]) && gln_ngram__narrow(stretch[at + 1]);
    for (unsigned i = 0; i < KEY; i++) {
        on = at + i < n ? gln_ngram_key__put(on, i, stretch[at + i]) : on;
        back = at >= i ? gln_ngram_key__put(back, i, stretch[at - i]) : back;
    }
    if (!inside_before) {
        ngrams->n_places++;
        status = put_key(&ngrams->ways[GLN_NGRAM_ON], on, err);
    }
    if (status == GLN_OK && !inside_behind) {
        status = put_key(&ngrams->ways[GLN_NGRAM_BACK], back, err);
    }
    return status;
}

static gln_status count_text(gln_ngrams *ngrams, gln_slice text, gln_error *err)
{
    enum { MOST = 1024 }; /* a longer stretch is cut: what of it is lost are its joints */
    uint16_t stretch[MOST];
    size_t n = 0;
    gln_status status = GLN_OK;
    for (size_t at = 0; at <= text.len && status == GLN_OK;) {
        bool more = at < text.len;
        uint16_t unit = more ? unit_of(gln_utf8__next(text.ptr, &at)) : 0;
        at += !more;
        if (unit && n < MOST) {
            stretch[n++] = unit;
            if (n < MOST) {
                continue;
            }
        }
        for (size_t i = 0; i < n && status == GLN_OK; i++) {
            status = count_place(ngrams, stretch, n, i, err);
        }
        n = 0;
    }
    return status;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    (void)counter;
    (void)issue;
    (void)err;
    return GLN_OK;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_ngrams *ngrams = counter;
    gln_status status = GLN_OK;
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        gln_slice normal;
        if (!gln_text_segment__in(&text->segments[s], ngrams->options.part) || !text->segments[s].text.len) {
            continue;
        }
        status = gln_segmenter_term(text->segmenter, text->segments[s].text, &normal, err);
        if (status == GLN_OK) {
            status = count_text(ngrams, normal, err);
        }
    }
    return status == GLN_OK ? keep_within(ngrams, err) : status;
}

gln_count_job gln_ngrams__job(gln_ngrams *counter)
{
    return (gln_count_job){counter, &counter->options, false, false, begin, count, NULL};
}

const gln_counter_options *gln_ngrams__options(const gln_ngrams *counter)
{
    return &counter->options;
}

gln_status gln_ngrams_add(gln_ngrams *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_ngrams__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

/* ---- merging ---- */

static gln_status merge_keys(gln_ngram_keys *into, const gln_ngram_keys *from, gln_error *err)
{
    uint32_t own = 0;
    gln_status status = from->n_files && into->n_files == 0 ? add_file(into, NULL, &own, err) : GLN_OK;
    size_t base = into->n_files;
    for (size_t i = 0; i < from->n_files && status == GLN_OK; i++) {
        status = add_file(into, &from->files[i], &own, err);
    }
    for (size_t i = 0; i < from->n_runs && status == GLN_OK; i++) {
        gln_ngram_run run = from->runs[i];
        run.file += (uint32_t)base;
        status = add_run(into, run, err);
    }
    for (size_t i = 0; i < from->n && status == GLN_OK; i++) {
        status = put_key(into, from->items[i], err);
    }
    return status;
}

gln_status gln_ngrams_merge(gln_ngrams *into, const gln_ngrams *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a count of strings cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    for (int way = 0; way < GLN_NGRAM_WAYS && status == GLN_OK; way++) {
        status = merge_keys(&into->ways[way], &from->ways[way], err);
    }
    into->n_places += from->n_places;
    return status == GLN_OK ? keep_within(into, err) : status;
}

gln_status gln_ngrams__take(gln_ngrams *into, gln_ngrams *from, gln_error *err)
{
    if (into->n_places) {
        return gln_ngrams_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_ngrams swapped = *into;
        *into = *from;
        *from = swapped;
        into->options.memory = swapped.options.memory;
    }
    return status;
}

static gln_status encode(void *context, gln_ngram_key key, uint64_t n, gln_error *err)
{
    gln_buffer *bytes = context;
    for (unsigned i = 0; i < KEY; i++) {
        gln_encode__number(bytes, gln_ngram_key__at(key, i));
    }
    gln_encode__number(bytes, n);
    return bytes->failed ? gln_error__nomem(err) : GLN_OK;
}

/* Body: places; the keys of each direction with their counts, each list ended by seven zeros. */
gln_status gln_ngrams_write(const gln_ngrams *counter, char **out, size_t *n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    gln_encode__head(&bytes, 'n', &counter->options);
    gln_encode__number(&bytes, counter->n_places);
    for (int way = 0; way < GLN_NGRAM_WAYS && status == GLN_OK; way++) {
        status = gln_ngrams__merged(counter, way, encode, &bytes, err);
        if (status == GLN_OK) {
            status = encode(&bytes, (gln_ngram_key){0, 0}, 0, err);
        }
    }
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}
