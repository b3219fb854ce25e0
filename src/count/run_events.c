/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/run_events.h"

struct gln_run_event {
    gln_run_event *next;
    enum { EVENT_ISSUE, EVENT_REJECT } kind;
    gln_issue issue;
    gln_reject reject;
};

static gln_run_event *append(gln_run_events *events)
{
    gln_run_event *event = gln_arena__array(&events->arena, 1, sizeof *event);
    if (event) {
        if (events->last) {
            events->last->next = event;
        } else {
            events->first = event;
        }
        events->last = event;
    }
    return event;
}

/* Replaces the slice with a copy; an unknown one (ptr NULL) stays unknown. */
static bool own(gln_run_events *events, gln_slice *s)
{
    if (s->ptr) {
        *s = gln_arena__copy(&events->arena, *s);
        return s->ptr != NULL;
    }
    return true;
}

static bool own_list(gln_run_events *events, const gln_evidence **list, size_t n)
{
    gln_evidence *copy = gln_arena__array(&events->arena, n, sizeof *copy);
    if (!copy) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        copy[i] = (*list)[i];
        if (!own(events, &copy[i].text)) {
            return false;
        }
    }
    *list = copy;
    return true;
}

bool gln_run_events__issue(gln_run_events *events, const gln_issue *issue)
{
    gln_issue copy = *issue;
    copy.articles = NULL;
    copy.n_articles = 0;
    copy.lines = NULL;
    copy.n_lines = 0;
    if (!own(events, &copy.id) || !own(events, &copy.file) || !own(events, &copy.newspaper) ||
        !own(events, &copy.newspaper_basis) || !own(events, &copy.edition) || !own(events, &copy.issue_number) ||
        !own(events, &copy.encoding) || !own_list(events, &copy.evidence, copy.n_evidence) ||
        !own_list(events, &copy.warnings, copy.n_warnings)) {
        return false;
    }
    gln_run_event *event = append(events);
    if (!event) {
        return false;
    }
    event->kind = EVENT_ISSUE;
    event->issue = copy;
    return true;
}

bool gln_run_events__reject(gln_run_events *events, const gln_reject *reject)
{
    gln_reject copy = *reject;
    if (!own(events, &copy.file) || !own(events, &copy.reason) || !own(events, &copy.detail)) {
        return false;
    }
    gln_run_event *event = append(events);
    if (!event) {
        return false;
    }
    event->kind = EVENT_REJECT;
    event->reject = copy;
    return true;
}

void gln_run_events__deliver(gln_run_events *events, const gln_run_options *options)
{
    for (const gln_run_event *event = events->first; event; event = event->next) {
        if (event->kind == EVENT_ISSUE && options->issue) {
            options->issue(options->context, &event->issue);
        } else if (event->kind == EVENT_REJECT && options->reject) {
            options->reject(options->context, &event->reject);
        }
    }
    gln_run_events__clear(events);
}

void gln_run_events__clear(gln_run_events *events)
{
    gln_arena__clear(&events->arena);
    events->first = NULL;
    events->last = NULL;
}
