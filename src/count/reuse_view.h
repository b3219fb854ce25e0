/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a gln_reuse holds, sorted, and the clusters in it. */
#ifndef GLN_COUNT_REUSE_VIEW_H
#define GLN_COUNT_REUSE_VIEW_H

#include "corpus/reuse_cluster.h"
#include "count/count_issues.h"
#include "guanlan/reuse.h"

/* An article. Texts are the counter's; what is unknown has length 0. */
typedef struct gln_reuse_entry {
    uint32_t issue; /* of the counter's issues; in a view its place in their order */
    uint32_t order; /* within its file */
    gln_date date;
    gln_slice id;
    gln_slice issue_id;
    gln_slice file;
    gln_slice newspaper;
    gln_slice headline;
    gln_slice agency;
    gln_sketch sketch;
} gln_reuse_entry;

typedef enum gln_reuse_kind { GLN_REUSE_EXACT, GLN_REUSE_NEAR, GLN_REUSE_PARTIAL } gln_reuse_kind;

/* A member of a cluster; the overlap is with the earliest one. */
typedef struct gln_reuse_member {
    const gln_reuse_entry *entry;
    gln_overlap overlap;
    gln_reuse_kind kind;
    bool chained; /* it does not pass with the earliest */
    int64_t lag_days;
} gln_reuse_member;

typedef struct gln_reuse_group {
    const gln_reuse_member *members; /* the earliest first */
    size_t n;
    size_t n_papers;
    gln_slice agency;         /* of the first member that names one */
    double similarity_min;    /* of the members behind the earliest */
    double similarity_median; /* of an even number the mean of the middle two */
    bool boilerplate;
    bool estimated; /* some overlap is */
} gln_reuse_group;

typedef struct gln_reuse_view {
    const gln_reuse_entry *entries; /* by issue, file and order */
    size_t n_entries;
    const gln_reuse_group *groups; /* reprints before boilerplate, the largest first, then the earliest */
    size_t n_groups;
    uint64_t n_standing; /* shingles left out */
    gln_arena arena;
} gln_reuse_view;

GLN_MUST_USE gln_status gln_reuse__view(const gln_reuse *counter, const gln_reuse_options *options, gln_reuse_view *out,
                                        gln_error *err);
void gln_reuse_view__free(gln_reuse_view *view);

/* The entries in the canonical order, in an array from the arena; issues numbered by the order of the issues. The
 * sketches' items are the counter's own. */
GLN_MUST_USE gln_status gln_reuse__entries(const gln_reuse *counter, gln_arena *arena, gln_reuse_entry **out, size_t *n,
                                           gln_error *err);

/* Whether there were more articles than the counter was to keep, so that it has none. */
bool gln_reuse__overfull(const gln_reuse *counter);

#endif
