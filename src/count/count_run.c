/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_job.h"
#include "count/run_events.h"
#include "count/run_summary.h"
#include "text/estimating.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 256, COUNTERS = 12 };

/* What the threads share. */
typedef struct run {
    const gln_corpus *corpus;
    const gln_run_options *options;
    size_t n_items;
    atomic_size_t next_item;
    atomic_bool stop; /* take no more items; those taken are read to their end, so the error kept is the first */
    pthread_mutex_t lock;
    gln_run_events *events; /* by item; under the lock once an item is done */
    size_t delivered;       /* items before it have been; under the lock */
    size_t n_done;          /* under the lock */
    size_t error_item;      /* SIZE_MAX while there is none; under the lock */
    gln_error error;
    gln_status status;
} run;

/* A thread with its own shard of every counter. */
typedef struct worker {
    run *run;
    pthread_t thread;
    bool started;
    gln_counters shard;
    gln_run_summary summary;
    gln_article_text text;
    gln_counter_options estimating;
    gln_count_job jobs[COUNTERS + 2];
    size_t n_jobs;
    size_t item; /* being read */
} worker;

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    worker *self = context;
    run *shared = self->run;
    if (shared->options->issue && !gln_run_events__issue(&shared->events[self->item], issue)) {
        return gln_error__nomem(err);
    }
    gln_status status = gln_run_summary__file(&self->summary, issue, err);
    return status == GLN_OK ? gln_count_jobs__add(self->jobs, self->n_jobs, &self->text, issue, err) : status;
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    worker *self = context;
    run *shared = self->run;
    self->summary.rejects++;
    if (shared->options->reject && !gln_run_events__reject(&shared->events[self->item], reject)) {
        return gln_error__nomem(err);
    }
    return GLN_OK;
}

/* Keeps the error of the first item. Items are taken in order, so none before it is left unread. */
static void fail(run *shared, size_t item, gln_status status, const gln_error *error)
{
    atomic_store(&shared->stop, true);
    if (item < shared->error_item) {
        shared->error_item = item;
        shared->status = status;
        shared->error = *error;
    }
}

/* After an item: its events wait for those before it, then all that are ready go out. */
static void finish_item(run *shared, size_t item, gln_status status, const gln_error *error)
{
    const gln_run_options *options = shared->options;
    pthread_mutex_lock(&shared->lock);
    if (status != GLN_OK) {
        fail(shared, item, status, error);
    } else {
        shared->events[item].done = true;
        while (shared->delivered < shared->n_items && shared->events[shared->delivered].done) {
            gln_run_events__deliver(&shared->events[shared->delivered++], options);
        }
        shared->n_done++;
        if (options->progress) {
            options->progress(options->context, shared->n_done, shared->n_items);
        }
    }
    pthread_mutex_unlock(&shared->lock);
}

static void *work(void *argument)
{
    worker *self = argument;
    run *shared = self->run;
    const gln_visitor visitor = {self, on_issue, on_reject};
    while (!atomic_load(&shared->stop)) {
        size_t item = atomic_fetch_add(&shared->next_item, 1);
        if (item >= shared->n_items) {
            break;
        }
        gln_error error = GLN_ERROR_INIT;
        gln_status status;
        self->item = item;
        if (shared->options->cancel && *shared->options->cancel) {
            status = gln_error_set(&error, GLN_ERR_INTERRUPTED, "interrupted");
        } else {
            status = gln_corpus_read(shared->corpus, item, &visitor, &error);
        }
        finish_item(shared, item, status, &error);
    }
    return NULL;
}

/* An estimate is added to by being cut with. */
static gln_status begin_nothing(void *counter, const gln_issue *issue, gln_error *err)
{
    (void)counter, (void)issue, (void)err;
    return GLN_OK;
}

static gln_status count_nothing(void *counter, gln_article_text *text, gln_error *err)
{
    (void)counter, (void)text, (void)err;
    return GLN_OK;
}

#define MAKE_SHARD(name, counter)                                                                                      \
    if (status == GLN_OK && counters->counter) {                                                                       \
        gln_counter_options options = *gln_##name##__options(counters->counter);                                       \
        options.memory = options.memory / (n_threads + 1) + (options.memory > 0);                                      \
        status = gln_##name##_new(&options, &self->shard.counter, err);                                                \
        if (status == GLN_OK) {                                                                                        \
            self->jobs[self->n_jobs++] = gln_##name##__job(self->shard.counter);                                       \
        }                                                                                                              \
    }

/* Each thread's shard may take an equal part of a counter's memory; one part is for what they are merged into. */
static gln_status worker_init(worker *self, run *shared, const gln_selection *selection, const gln_counters *counters,
                              size_t n_threads, gln_error *err)
{
    gln_status status = GLN_OK;
    self->run = shared;
    self->summary.options.selection = selection;
    self->text.cancel = shared->options->cancel;
    MAKE_SHARD(series, series)
    MAKE_SHARD(series, series_split)
    MAKE_SHARD(series, series_words)
    MAKE_SHARD(freq, freq)
    MAKE_SHARD(freq, freq_b)
    MAKE_SHARD(cooc, cooc)
    MAKE_SHARD(kwic, kwic)
    MAKE_SHARD(kwic, examples)
    MAKE_SHARD(reuse, reuse)
    MAKE_SHARD(reuse, reuse_b)
    MAKE_SHARD(ngrams, ngrams)
    MAKE_SHARD(variants, variants)
    if (counters->estimate) {
        self->estimating.analyzer = gln_estimate__analyzer(counters->estimate);
        self->estimating.selection = selection;
        self->jobs[self->n_jobs++] =
            (gln_count_job){counters->estimate, &self->estimating, false, false, begin_nothing, count_nothing, NULL};
    }
    for (size_t i = 1; i < self->n_jobs && status == GLN_OK; i++) {
        if (self->jobs[i].options->analyzer != self->jobs[0].options->analyzer) {
            status = gln_error_set(err, GLN_ERR_USAGE, "the counters of one run need one analyzer");
        }
    }
    self->jobs[self->n_jobs++] = gln_run_summary__job(&self->summary);
    return status;
}

static void worker_clear(worker *self)
{
    gln_series_free(self->shard.series);
    gln_series_free(self->shard.series_split);
    gln_series_free(self->shard.series_words);
    gln_freq_free(self->shard.freq);
    gln_freq_free(self->shard.freq_b);
    gln_cooc_free(self->shard.cooc);
    gln_kwic_free(self->shard.kwic);
    gln_kwic_free(self->shard.examples);
    gln_reuse_free(self->shard.reuse);
    gln_reuse_free(self->shard.reuse_b);
    gln_ngrams_free(self->shard.ngrams);
    gln_variants_free(self->shard.variants);
    gln_run_summary__clear(&self->summary);
    gln_article_text__clear(&self->text);
    self->shard = (gln_counters){.series = NULL};
}

#define TAKE_SHARD(name, counter)                                                                                      \
    if (status == GLN_OK && counters->counter) {                                                                       \
        status = gln_##name##__take(counters->counter, self->shard.counter, err);                                      \
    }

/* Adds the worker's counts to the caller's and frees them. */
static gln_status worker_take(worker *self, const gln_counters *counters, gln_run_summary *sums, gln_error *err)
{
    gln_status status = gln_run_summary__merge(sums, &self->summary, err);
    TAKE_SHARD(series, series)
    TAKE_SHARD(series, series_split)
    TAKE_SHARD(series, series_words)
    TAKE_SHARD(freq, freq)
    TAKE_SHARD(freq, freq_b)
    TAKE_SHARD(cooc, cooc)
    TAKE_SHARD(kwic, kwic)
    TAKE_SHARD(kwic, examples)
    TAKE_SHARD(reuse, reuse)
    TAKE_SHARD(reuse, reuse_b)
    TAKE_SHARD(ngrams, ngrams)
    TAKE_SHARD(variants, variants)
    worker_clear(self);
    return status;
}

#define SETTLE(name, counter)                                                                                          \
    if (status == GLN_OK && counters->counter) {                                                                       \
        status = gln_##name##__settle(counters->counter, err);                                                         \
    }

static gln_status settle(const gln_counters *counters, gln_error *err)
{
    gln_status status = GLN_OK;
    SETTLE(series, series)
    SETTLE(series, series_split)
    SETTLE(series, series_words)
    SETTLE(freq, freq)
    SETTLE(freq, freq_b)
    SETTLE(cooc, cooc)
    SETTLE(kwic, kwic)
    SETTLE(variants, variants)
    return status;
}

static size_t threads_for(unsigned asked, size_t n_items)
{
    size_t n = asked;
    if (!n) {
        long online = sysconf(_SC_NPROCESSORS_ONLN);
        n = online > 0 ? (size_t)online : 1;
    }
    n = n < n_items ? n : n_items;
    n = n < MOST_THREADS ? n : MOST_THREADS;
    return n ? n : 1;
}

/* Runs all workers to their end. The caller's thread is the first; where the system gives fewer threads than asked,
 * those there are do the work. */
static void run_workers(worker *workers, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    }
    work(&workers[0]);
    for (size_t i = 1; i < n; i++) {
        if (workers[i].started) {
            pthread_join(workers[i].thread, NULL);
        }
    }
}

static void keep_error(gln_error *err, const run *shared)
{
    if (err && err->status == GLN_OK) {
        *err = shared->error;
    }
}

gln_status gln_counters_run(const gln_corpus *corpus, const gln_selection *selection, const gln_counters *counters,
                            const gln_run_options *options, gln_corpus_summary *summary, gln_error *err)
{
    static const gln_run_options plain = {0};
    run shared = {.corpus = corpus,
                  .options = options ? options : &plain,
                  .n_items = gln_corpus_n_items(corpus),
                  .lock = PTHREAD_MUTEX_INITIALIZER,
                  .error_item = SIZE_MAX,
                  .error = GLN_ERROR_INIT};
    gln_run_summary sums = {.articles = 0};
    gln_corpus_summary result;
    gln_status status = GLN_OK;
    size_t n = threads_for(shared.options->threads, shared.n_items);
    worker *workers = gln_memory__zeroed(n, sizeof *workers);
    shared.events = gln_memory__zeroed(shared.n_items, sizeof *shared.events);
    if (!workers || !shared.events) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = worker_init(&workers[i], &shared, selection, counters, n, err);
    }
    if (status != GLN_OK) {
        goto done;
    }
    run_workers(workers, n);
    status = shared.status;
    if (status != GLN_OK) {
        keep_error(err, &shared);
        goto done;
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = worker_take(&workers[i], counters, &sums, err);
    }
    if (status == GLN_OK) {
        status = settle(counters, err);
    }
    if (status == GLN_OK) {
        status = gln_run_summary__finish(&sums, &result, err);
    }
    if (status == GLN_OK && summary) {
        *summary = result;
    }
done:
    for (size_t i = 0; workers && i < n; i++) {
        worker_clear(&workers[i]);
    }
    for (size_t i = 0; shared.events && i < shared.n_items; i++) {
        gln_run_events__clear(&shared.events[i]);
    }
    free(workers);
    free(shared.events);
    gln_run_summary__clear(&sums);
    return status;
}
