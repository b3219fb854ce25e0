/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_issues.h"

#include <limits.h>
#include <stdlib.h>

void gln_issues__clear(gln_issues *issues)
{
    gln_intern__clear(&issues->names);
    free(issues->items);
    free(issues->slots);
    *issues = (gln_issues){.items = NULL};
}

static size_t hash_of(const gln_issue_entry *e)
{
    const uint32_t parts[] = {(uint32_t)(uint16_t)e->date.year << 16 | (uint32_t)(uint8_t)e->date.month << 8 |
                                  (uint8_t)e->date.day,
                              e->newspaper, e->edition, e->id};
    uint64_t h = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        h = (h ^ parts[i]) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    return (size_t)h;
}

static bool same(const gln_issue_entry *a, const gln_issue_entry *b)
{
    return gln_issues__compare_dates(a->date, b->date) == 0 && a->newspaper == b->newspaper &&
           a->edition == b->edition && a->id == b->id;
}

static bool grow_slots(gln_issues *issues)
{
    size_t n = issues->n_slots ? issues->n_slots * 2 : 64;
    uint32_t *slots = gln_memory__zeroed(n, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < issues->count; i++) {
        size_t at = hash_of(&issues->items[i]) & (n - 1);
        while (slots[at]) {
            at = (at + 1) & (n - 1);
        }
        slots[at] = (uint32_t)i + 1;
    }
    free(issues->slots);
    issues->slots = slots;
    issues->n_slots = n;
    return true;
}

/* The larger, the less sure. */
static int doubt(int basis)
{
    return basis == GLN_BASIS_NONE ? INT_MAX : basis;
}

static gln_status add(gln_issues *issues, const gln_counted_issue *issue, uint32_t *id, gln_error *err)
{
    gln_issue_entry entry = {issue->date, gln_intern__add(&issues->names, issue->newspaper),
                             gln_intern__add(&issues->names, issue->edition),
                             gln_intern__add(&issues->names, issue->id), (uint8_t)issue->basis};
    gln_issue_entry *grown = gln_memory__grown(issues->items, &issues->capacity, issues->count + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    issues->items = grown;
    if (entry.newspaper == GLN_NO_ID || entry.edition == GLN_NO_ID || entry.id == GLN_NO_ID ||
        (issues->count * 2 >= issues->n_slots && !grow_slots(issues)) || issues->count >= GLN_NO_ID - 1) {
        return gln_error__nomem(err);
    }
    size_t at = hash_of(&entry) & (issues->n_slots - 1);
    while (issues->slots[at] && !same(&grown[issues->slots[at] - 1], &entry)) {
        at = (at + 1) & (issues->n_slots - 1);
    }
    if (!issues->slots[at]) {
        grown[issues->count] = entry;
        issues->slots[at] = (uint32_t)++issues->count;
    }
    gln_issue_entry *known = &grown[issues->slots[at] - 1];
    known->basis = doubt(entry.basis) < doubt(known->basis) ? entry.basis : known->basis;
    *id = issues->slots[at] - 1;
    return GLN_OK;
}

gln_counted_issue gln_issues__at(const gln_issues *issues, size_t id)
{
    const gln_issue_entry *e = &issues->items[id];
    const gln_slice *names = issues->names.items;
    return (gln_counted_issue){e->date, (gln_date_basis)e->basis, names[e->newspaper], names[e->edition], names[e->id]};
}

gln_status gln_issues__add(gln_issues *issues, const gln_issue *issue, uint32_t *id, gln_error *err)
{
    bool shared = gln_date_full(issue->date) && issue->newspaper.len > 0;
    gln_counted_issue counted = {issue->date, issue->date_basis, issue->newspaper, issue->edition,
                                 shared ? (gln_slice){NULL, 0} : issue->id};
    return add(issues, &counted, id, err);
}

gln_status gln_issues__merge(gln_issues *into, const gln_issues *from, uint32_t *map, gln_error *err)
{
    for (size_t i = 0; i < from->count; i++) {
        uint32_t id = 0;
        gln_counted_issue issue = gln_issues__at(from, i);
        gln_status status = add(into, &issue, &id, err);
        if (status != GLN_OK) {
            return status;
        }
        if (map) {
            map[i] = id;
        }
    }
    return GLN_OK;
}

int gln_issues__compare_dates(gln_date a, gln_date b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return (a.day > b.day) - (a.day < b.day);
}

typedef struct placed {
    gln_counted_issue issue;
    uint32_t id;
} placed;

static int in_order(const void *a, const void *b)
{
    const gln_counted_issue *x = &((const placed *)a)->issue, *y = &((const placed *)b)->issue;
    int order = gln_issues__compare_dates(x->date, y->date);
    if (order == 0) {
        order = gln_slice_compare(x->newspaper, y->newspaper);
    }
    if (order == 0) {
        order = gln_slice_compare(x->edition, y->edition);
    }
    return order ? order : gln_slice_compare(x->id, y->id);
}

gln_status gln_issues__sort(const gln_issues *issues, gln_counted_issue *sorted, uint32_t *rank, gln_error *err)
{
    size_t n = issues->count;
    placed *all = gln_memory__array(n, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        all[i] = (placed){gln_issues__at(issues, i), (uint32_t)i};
    }
    qsort(all, n, sizeof *all, in_order);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = all[i].issue;
        if (rank) {
            rank[all[i].id] = (uint32_t)i;
        }
    }
    free(all);
    return GLN_OK;
}
