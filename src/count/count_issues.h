/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The issues that were counted. Files of one newspaper, date and edition are one issue; an issue whose date is not full
 * or whose newspaper is not known stands alone under its own id. */
#ifndef GLN_COUNT_ISSUES_H
#define GLN_COUNT_ISSUES_H

#include "core/intern.h"
#include "guanlan/issue.h"

typedef struct gln_counted_issue {
    gln_date date;
    gln_date_basis basis; /* the surest of its files */
    gln_slice newspaper;  /* len 0 where unknown */
    gln_slice edition;    /* len 0 where unknown */
    gln_slice id;         /* len 0 unless the date is not full or the newspaper not known */
} gln_counted_issue;

/* The same as numbers of `names`: there are more issues than newspapers. */
typedef struct gln_issue_entry {
    gln_date date;
    uint32_t newspaper, edition, id;
    uint8_t basis; /* a gln_date_basis */
} gln_issue_entry;

typedef struct gln_issues {
    gln_intern names;
    gln_issue_entry *items; /* by id */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing; id + 1, 0 is free */
    size_t n_slots;  /* a power of two */
} gln_issues;

void gln_issues__clear(gln_issues *issues);

/* The number of the issue, a new one where it is new. */
GLN_MUST_USE gln_status gln_issues__add(gln_issues *issues, const gln_issue *issue, uint32_t *id, gln_error *err);

/* All of from added to into; map[id in from] becomes the id in into. map may be NULL. */
GLN_MUST_USE gln_status gln_issues__merge(gln_issues *into, const gln_issues *from, uint32_t *map, gln_error *err);

static inline size_t gln_issues__count(const gln_issues *issues)
{
    return issues->count;
}

/* An issue, its texts borrowed. */
gln_counted_issue gln_issues__at(const gln_issues *issues, size_t id);

/* The canonical order: by date (an unknown part counts as 0), newspaper, edition, id. sorted receives the issues, rank
 * (may be NULL) the place of each id; both hold gln_issues__count. */
GLN_MUST_USE gln_status gln_issues__sort(const gln_issues *issues, gln_counted_issue *sorted, uint32_t *rank,
                                         gln_error *err);

/* <0, 0, >0: year, then month, then day; an unknown part counts as 0. */
int gln_issues__compare_dates(gln_date a, gln_date b);

#endif
