/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an item had to say, kept until the items before it have said theirs. */
#ifndef GLN_COUNT_RUN_EVENTS_H
#define GLN_COUNT_RUN_EVENTS_H

#include "core/arena.h"
#include "guanlan/counter.h"

typedef struct gln_run_event gln_run_event;

typedef struct gln_run_events {
    gln_arena arena;
    gln_run_event *first;
    gln_run_event *last;
    bool done; /* the item was read to its end */
} gln_run_events;

/* Copies the head of an issue (no articles, no lines) or a reject to the end of the list; false on want. */
bool gln_run_events__issue(gln_run_events *events, const gln_issue *issue);
bool gln_run_events__reject(gln_run_events *events, const gln_reject *reject);

/* Hands everything to the callbacks, in order, and frees it. */
void gln_run_events__deliver(gln_run_events *events, const gln_run_options *options);

void gln_run_events__clear(gln_run_events *events);

#endif
