/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all counters have in common: an issue goes through them once, each article being cut once for all of them. */
#ifndef GLN_COUNT_JOB_H
#define GLN_COUNT_JOB_H

#include "count/count_text.h"
#include "guanlan/counter.h"

/* A counter at work. After an error it is good for nothing but being freed. */
typedef struct gln_count_job {
    void *counter;
    const gln_counter_options *options;
    bool passive;  /* it counts what the others let be cut and lets nothing be cut itself */
    bool numbered; /* it looks words up by gln_token.entry */

    /* Told of each issue that the selection passes, before its articles. */
    gln_status (*begin)(void *counter, const gln_issue *issue, gln_error *err);

    /* Told of each article of it that the selection passes; text->segments are none where only passive jobs want it. */
    gln_status (*count)(void *counter, gln_article_text *text, gln_error *err);

    /* Told that the issue is over; may be NULL. */
    gln_status (*end)(void *counter, gln_error *err);
} gln_count_job;

/* Takes one issue through the jobs, which share one analyzer. text is the calling thread's. */
GLN_MUST_USE gln_status gln_count_jobs__add(const gln_count_job *jobs, size_t n, gln_article_text *text,
                                            const gln_issue *issue, gln_error *err);

/* Whether a counter can be made of the options; what names it in the message. */
GLN_MUST_USE gln_status gln_counter_options__check(const gln_counter_options *options, bool needs_matcher,
                                                   unsigned least_window, unsigned most_window, const char *what,
                                                   gln_error *err);

/* Whether counts made with a may be added to counts made with b: an equal analyzer, equal terms, equal choices. */
GLN_MUST_USE gln_status gln_counter_options__same(const gln_counter_options *a, const gln_counter_options *b,
                                                  gln_error *err);

/* The counters as jobs, and the merge that may use up its source: where into is empty it gets from's counts and
 * from becomes empty, else they are added and from is left as it was. */
gln_count_job gln_series__job(gln_series *counter);
gln_count_job gln_freq__job(gln_freq *counter);
gln_count_job gln_cooc__job(gln_cooc *counter);
gln_count_job gln_kwic__job(gln_kwic *counter);
gln_count_job gln_reuse__job(gln_reuse *counter);
gln_count_job gln_ngrams__job(gln_ngrams *counter);
gln_count_job gln_variants__job(gln_variants *counter);
GLN_MUST_USE gln_status gln_series__take(gln_series *into, gln_series *from, gln_error *err);
GLN_MUST_USE gln_status gln_freq__take(gln_freq *into, gln_freq *from, gln_error *err);
GLN_MUST_USE gln_status gln_cooc__take(gln_cooc *into, gln_cooc *from, gln_error *err);
GLN_MUST_USE gln_status gln_kwic__take(gln_kwic *into, gln_kwic *from, gln_error *err);
GLN_MUST_USE gln_status gln_reuse__take(gln_reuse *into, gln_reuse *from, gln_error *err);
GLN_MUST_USE gln_status gln_ngrams__take(gln_ngrams *into, gln_ngrams *from, gln_error *err);
GLN_MUST_USE gln_status gln_variants__take(gln_variants *into, gln_variants *from, gln_error *err);

/* At the end of a run: a counter that wrote some of its counts to disk writes the rest there too, so that what is made
 * of them has the memory. */
GLN_MUST_USE gln_status gln_series__settle(gln_series *counter, gln_error *err);
GLN_MUST_USE gln_status gln_freq__settle(gln_freq *counter, gln_error *err);
GLN_MUST_USE gln_status gln_cooc__settle(gln_cooc *counter, gln_error *err);
GLN_MUST_USE gln_status gln_kwic__settle(gln_kwic *counter, gln_error *err);
GLN_MUST_USE gln_status gln_variants__settle(gln_variants *counter, gln_error *err);

/* The options that a counter was made with, for an empty one beside it. */
const gln_counter_options *gln_series__options(const gln_series *counter);
const gln_counter_options *gln_freq__options(const gln_freq *counter);
const gln_counter_options *gln_cooc__options(const gln_cooc *counter);
const gln_counter_options *gln_kwic__options(const gln_kwic *counter);
const gln_counter_options *gln_reuse__options(const gln_reuse *counter);
const gln_counter_options *gln_ngrams__options(const gln_ngrams *counter);
const gln_counter_options *gln_variants__options(const gln_variants *counter);

#endif
