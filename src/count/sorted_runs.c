/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/sorted_runs.h"

#include "core/spool_window.h"

#include <stdlib.h>

enum { FLUSH_AT = 1 << 20, LEAST_WINDOW = 1 << 12, MOST_WINDOW = 1 << 18, MOST_FILES = 60000 };

void gln_runs__clear(gln_runs *runs)
{
    for (size_t i = 0; i < runs->n_files; i++) {
        gln_spool__close(&runs->files[i]);
    }
    free(runs->files);
    free(runs->items);
    gln_buffer__free(&runs->bytes);
    *runs = (gln_runs){.files = NULL};
}

/* ---- writing ---- */

static gln_status add_file(gln_runs *runs, const gln_spool *share, uint32_t *index, gln_error *err)
{
    gln_spool *grown = gln_memory__grown(runs->files, &runs->file_capacity, runs->n_files + 1, sizeof *grown);
    if (!grown || runs->n_files >= MOST_FILES) {
        return gln_error__nomem(err);
    }
    runs->files = grown;
    grown[runs->n_files] = (gln_spool)GLN_SPOOL_INIT;
    gln_status status = share ? gln_spool__share(share, &grown[runs->n_files], err) : GLN_OK;
    if (status == GLN_OK) {
        *index = (uint32_t)runs->n_files++;
    }
    return status;
}

static gln_status own_file(gln_runs *runs, gln_error *err)
{
    uint32_t own = 0;
    return runs->n_files ? GLN_OK : add_file(runs, NULL, &own, err);
}

static gln_status flush(gln_runs *runs, size_t at_least, gln_error *err)
{
    uint64_t at;
    if (runs->bytes.failed) {
        return gln_error__nomem(err);
    }
    if (runs->bytes.len == 0 || runs->bytes.len < at_least) {
        return GLN_OK;
    }
    gln_status status = gln_spool__put(&runs->files[0], gln_buffer__slice(&runs->bytes), &at, err);
    gln_buffer__clear(&runs->bytes);
    return status;
}

gln_status gln_runs__begin(gln_runs *runs, uint32_t tag, gln_error *err)
{
    gln_status status = own_file(runs, err);
    gln_run *grown = gln_memory__grown(runs->items, &runs->capacity, runs->n + 1, sizeof *grown);
    if (!grown && status == GLN_OK) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        runs->items = grown;
        grown[runs->n++] = (gln_run){0, tag, runs->files[0].size, 0};
    }
    return status;
}

gln_status gln_runs__put(gln_runs *runs, gln_slice key, gln_slice value, gln_error *err)
{
    const uint32_t head[2] = {(uint32_t)key.len, (uint32_t)value.len};
    char bytes[sizeof head];
    if (key.len > UINT32_MAX || value.len > UINT32_MAX) {
        return gln_error__nomem(err);
    }
    memcpy(bytes, head, sizeof bytes);
    gln_buffer__put(&runs->bytes, (gln_slice){bytes, sizeof bytes});
    gln_buffer__put(&runs->bytes, key);
    gln_buffer__put(&runs->bytes, value);
    return flush(runs, FLUSH_AT, err);
}

gln_status gln_runs__end(gln_runs *runs, gln_error *err)
{
    gln_run *run = &runs->items[runs->n - 1];
    gln_status status = flush(runs, 0, err);
    run->size = runs->files[0].size - run->at;
    gln_buffer__free(&runs->bytes);
    return status;
}

gln_status gln_runs__put_bytes(gln_runs *runs, gln_slice bytes, uint64_t *at, gln_error *err)
{
    gln_status status = own_file(runs, err);
    return status == GLN_OK ? gln_spool__put(&runs->files[0], bytes, at, err) : status;
}

gln_status gln_runs__merge(gln_runs *into, const gln_runs *from, uint32_t tag, uint32_t *files, gln_error *err)
{
    gln_status status = from->n_files ? own_file(into, err) : GLN_OK;
    for (size_t i = 0; i < from->n_files && status == GLN_OK; i++) {
        status = add_file(into, &from->files[i], &files[i], err);
    }
    for (size_t i = 0; i < from->n && status == GLN_OK; i++) {
        gln_run *grown = gln_memory__grown(into->items, &into->capacity, into->n + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        into->items = grown;
        gln_run run = from->items[i];
        grown[into->n++] = (gln_run){files[run.file], run.tag + tag, run.at, run.size};
    }
    return status;
}

/* ---- merging ---- */

/* A run that is being read: its record under the cursor. */
typedef struct source {
    gln_spool_window window;
    uint64_t at, end;
    uint32_t tag;
    size_t index;
    gln_buffer key;
    uint32_t size; /* of the value */
} source;

static gln_status advance(source *s, bool *more, gln_error *err)
{
    const unsigned char *p;
    uint32_t head[2];
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
        gln_buffer__clear(&s->key);
        gln_buffer__put(&s->key, (gln_slice){(const char *)p, head[0]});
        s->size = head[1];
        s->at += sizeof head + head[0];
        status = s->key.failed ? gln_error__nomem(err) : GLN_OK;
    }
    return status;
}

static bool before(const source *a, const source *b)
{
    int order = gln_slice_compare(gln_buffer__slice(&a->key), gln_buffer__slice(&b->key));
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

static gln_status hand_over(source *s, const gln_run_taker *taker, gln_error *err)
{
    const unsigned char *p = NULL;
    gln_status status = s->size ? gln_spool_window__get(&s->window, s->at, s->size, &p, err) : GLN_OK;
    s->at += s->size;
    return status == GLN_OK ? taker->value(taker->context, gln_buffer__slice(&s->key),
                                           (gln_slice){(const char *)p, s->size}, s->tag, err)
                            : status;
}

static gln_status merge(source **heap, size_t n, const gln_run_taker *taker, gln_error *err)
{
    gln_buffer key = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    while (n && status == GLN_OK) {
        gln_buffer__clear(&key);
        gln_buffer__put(&key, gln_buffer__slice(&heap[0]->key));
        status = key.failed ? gln_error__nomem(err) : GLN_OK;
        while (n && status == GLN_OK && gln_slice_equal(gln_buffer__slice(&heap[0]->key), gln_buffer__slice(&key))) {
            bool more = false;
            status = hand_over(heap[0], taker, err);
            if (status == GLN_OK) {
                status = advance(heap[0], &more, err);
            }
            if (!more) {
                heap[0] = heap[--n];
            }
            sink_down(heap, n, 0);
        }
        if (status == GLN_OK) {
            status = taker->end(taker->context, gln_buffer__slice(&key), err);
        }
    }
    gln_buffer__free(&key);
    return status;
}

gln_status gln_runs__read(const gln_runs *runs, const gln_runs *rest, uint64_t memory, const gln_run_taker *taker,
                          gln_error *err)
{
    size_t n = runs->n + rest->n, live = 0;
    source *sources = gln_memory__zeroed(n, sizeof *sources);
    source **heap = gln_memory__array(n, sizeof(source *));
    gln_status status = sources && heap ? GLN_OK : gln_error__nomem(err);
    size_t ahead = n ? (size_t)(memory / n) : 0;
    ahead = ahead < LEAST_WINDOW ? LEAST_WINDOW : ahead > MOST_WINDOW ? MOST_WINDOW : ahead;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        const gln_runs *set = i < runs->n ? runs : rest;
        const gln_run *run = &set->items[i < runs->n ? i : i - runs->n];
        bool more = false;
        sources[i] = (source){.window = {.spool = &set->files[run->file], .ahead = ahead},
                              .at = run->at,
                              .end = run->at + run->size,
                              .tag = run->tag,
                              .index = i};
        status = advance(&sources[i], &more, err);
        if (more) {
            heap[live++] = &sources[i];
        }
    }
    for (size_t i = live; i > 0 && status == GLN_OK; i--) {
        sink_down(heap, live, i - 1);
    }
    if (status == GLN_OK) {
        status = merge(heap, live, taker, err);
    }
    for (size_t i = 0; sources && i < n; i++) {
        gln_spool_window__clear(&sources[i].window);
        gln_buffer__free(&sources[i].key);
    }
    free(sources);
    free(heap);
    return status;
}
