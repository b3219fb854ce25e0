/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/reuse_view.h"

#include "count/count_job.h"

#include "corpus/reprints.h"

#include <stdlib.h>

enum { MOST_DAYS = 36500 };

/* The view while it is made. */
typedef struct maker {
    const gln_reuse_options *options;
    gln_reuse_entry *entries;
    size_t n;
    gln_reuse_item *items;
    uint32_t *root;
    gln_reuse_view view;
} maker;

static gln_status check_options(const gln_reuse_options *options, gln_error *err)
{
    if (options->window_days > MOST_DAYS) {
        return gln_error_set(err, GLN_ERR_USAGE, "the window is %u days; it must be 0 to %d", options->window_days,
                             MOST_DAYS);
    }
    if (!(options->threshold > 0 && options->threshold <= 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "the threshold must be above 0 and at most 1");
    }
    return GLN_OK;
}

/* Items with sketches of their own, since standing shingles are dropped from them. */
static gln_status make_items(maker *m, size_t *n_papers, gln_error *err)
{
    gln_intern papers = {.count = 0};
    gln_status status = GLN_OK;
    m->items = gln_memory__array(m->n, sizeof *m->items);
    m->root = gln_memory__array(m->n, sizeof *m->root);
    if (!m->items || !m->root) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < m->n && status == GLN_OK; i++) {
        gln_reuse_entry *e = &m->entries[i];
        uint32_t paper = gln_intern__add(&papers, e->newspaper);
        uint32_t *own = gln_arena__array(&m->view.arena, e->sketch.n, sizeof *own);
        if (paper == GLN_NO_ID || !own) {
            status = gln_error__nomem(err);
            break;
        }
        memcpy(own, e->sketch.items, e->sketch.n * sizeof *own);
        e->sketch.items = own;
        m->items[i] = (gln_reuse_item){gln_date_days(e->date), paper, e->issue, &e->sketch};
    }
    *n_papers = papers.count;
    gln_intern__clear(&papers);
    return status;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static gln_reuse_kind kind_of(const gln_sketch *a, const gln_sketch *b, const gln_overlap *overlap, double threshold)
{
    if (a->body == b->body && a->n_shingles == b->n_shingles) {
        return GLN_REUSE_EXACT;
    }
    return overlap->jaccard >= threshold ? GLN_REUSE_NEAR : GLN_REUSE_PARTIAL;
}

/* Sums up a group whose members stand in order. values is scratch for one number a member. */
static bool sum_up(gln_reuse_group *g, gln_reuse_member *members, double threshold, double *values)
{
    gln_intern papers = {.count = 0};
    bool fine = true;
    const gln_reuse_entry *first = members[0].entry;
    for (size_t i = 0; i < g->n && fine; i++) {
        gln_reuse_member *m = &members[i];
        m->overlap = gln_sketch__compare(&m->entry->sketch, &first->sketch);
        m->kind = kind_of(&m->entry->sketch, &first->sketch, &m->overlap, threshold);
        m->chained = m->kind != GLN_REUSE_EXACT && !gln_reuse__accepts(&m->overlap, threshold);
        m->lag_days = gln_date_days(m->entry->date) - gln_date_days(first->date);
        values[i] = m->overlap.jaccard;
        g->estimated = g->estimated || (i && !m->overlap.exact && m->kind != GLN_REUSE_EXACT);
        if (!g->agency.len) {
            g->agency = m->entry->agency;
        }
        fine = gln_intern__add(&papers, m->entry->newspaper) != GLN_NO_ID;
    }
    size_t n = g->n - 1;
    qsort(values + 1, n, sizeof *values, by_value);
    g->similarity_min = values[1];
    g->similarity_median = n % 2 ? values[1 + n / 2] : (values[n / 2] + values[1 + n / 2]) / 2;
    g->n_papers = papers.count;
    g->boilerplate = g->n_papers == 1 && g->n > GLN_REUSE_SERIES;
    gln_intern__clear(&papers);
    return fine;
}

static int group_order(const void *a, const void *b)
{
    const gln_reuse_group *x = a, *y = b;
    if (x->boilerplate != y->boilerplate) {
        return x->boilerplate ? 1 : -1;
    }
    if (x->n != y->n) {
        return x->n > y->n ? -1 : 1;
    }
    return (x->members[0].entry > y->members[0].entry) - (x->members[0].entry < y->members[0].entry);
}

/* Roots are first members, so one pass counts the members of each and a second one puts them in their places. */
static gln_status make_groups(maker *m, gln_error *err)
{
    size_t n_groups = 0, n_members = 0, filled = 0;
    uint32_t *size = gln_memory__zeroed(m->n, sizeof *size);
    uint32_t *group_of = gln_memory__array(m->n, sizeof *group_of);
    double *values = gln_memory__array(m->n, sizeof *values);
    gln_status status = size && group_of && values ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < m->n && status == GLN_OK; i++) {
        size[m->root[i]]++;
    }
    for (size_t i = 0; i < m->n && status == GLN_OK; i++) {
        n_groups += size[i] > 1;
        n_members += size[i] > 1 ? size[i] : 0;
    }
    gln_reuse_group *groups = gln_arena__array(&m->view.arena, n_groups, sizeof *groups);
    gln_reuse_member *members = gln_arena__array(&m->view.arena, n_members, sizeof *members);
    if (status == GLN_OK && (!groups || !members)) {
        status = gln_error__nomem(err);
    }
    n_groups = 0;
    for (size_t i = 0; i < m->n && status == GLN_OK; i++) {
        uint32_t r = m->root[i];
        if (size[r] < 2) {
            continue;
        }
        if (r == i) {
            group_of[i] = (uint32_t)n_groups;
            groups[n_groups++] = (gln_reuse_group){.members = &members[filled]};
            filled += size[r];
        }
        gln_reuse_group *g = &groups[group_of[r]];
        members[(size_t)(g->members - members) + g->n++].entry = &m->entries[i];
    }
    for (size_t k = 0; k < n_groups && status == GLN_OK; k++) {
        gln_reuse_member *own = &members[groups[k].members - members];
        if (!sum_up(&groups[k], own, m->options->threshold, values)) {
            status = gln_error__nomem(err);
        }
    }
    if (status == GLN_OK && n_groups) {
        qsort(groups, n_groups, sizeof *groups, group_order);
    }
    m->view.groups = groups;
    m->view.n_groups = n_groups;
    free(size);
    free(group_of);
    free(values);
    return status;
}

gln_status gln_reuse__view(const gln_reuse *counter, const gln_reuse_options *options, gln_reuse_view *out,
                           gln_error *err)
{
    static const gln_reuse_options usual = GLN_REUSE_OPTIONS_INIT;
    maker m = {.options = options ? options : &usual};
    size_t n_papers = 0;
    gln_status status = check_options(m.options, err);
    if (status == GLN_OK && gln_reuse__options(counter)->every) {
        status = gln_error_set(err, GLN_ERR_USAGE, "a counter of every article is for stories, not for copies");
    }
    if (status == GLN_OK) {
        status = gln_reuse__entries(counter, &m.view.arena, &m.entries, &m.n, err);
    }
    if (status == GLN_OK) {
        status = make_items(&m, &n_papers, err);
    }
    if (status == GLN_OK) {
        status = gln_reuse__drop_standing(m.items, m.n, n_papers, &m.view.n_standing, err);
    }
    if (status == GLN_OK) {
        status = gln_reuse__cluster(m.items, m.n, m.options->window_days, m.options->threshold, m.root, err);
    }
    if (status == GLN_OK) {
        status = make_groups(&m, err);
    }
    m.view.entries = m.entries;
    m.view.n_entries = m.n;
    free(m.items);
    free(m.root);
    if (status != GLN_OK) {
        gln_arena__clear(&m.view.arena);
    } else {
        *out = m.view;
    }
    return status;
}

void gln_reuse_view__free(gln_reuse_view *view)
{
    gln_arena__clear(&view->arena);
    *view = (gln_reuse_view){.n_groups = 0};
}

gln_status gln_reuse_reprints(const gln_reuse *counter, const gln_reuse_options *options, gln_reprints **out,
                              gln_error *err)
{
    gln_reprints *reprints = NULL;
    gln_reuse_view view = {.n_groups = 0};
    gln_status status = gln_reuse__view(counter, options, &view, err);
    if (status == GLN_OK) {
        status = gln_reprints__new(&reprints, err);
    }
    for (size_t g = 0; g < view.n_groups && status == GLN_OK; g++) {
        const gln_reuse_group *group = &view.groups[g];
        size_t copies = 0;
        for (size_t i = 0; i < group->n; i++) {
            copies += !group->members[i].chained;
        }
        for (size_t i = 0; i < group->n && copies > 1 && !group->boilerplate && status == GLN_OK; i++) {
            if (!group->members[i].chained) {
                status = gln_reprints__add(reprints, group->members[i].entry->id, copies, i == 0, err);
            }
        }
    }
    if (status == GLN_OK) {
        *out = reprints;
        reprints = NULL;
    }
    gln_reprints_free(reprints);
    gln_reuse_view__free(&view);
    return status;
}
