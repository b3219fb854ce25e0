/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods: the calendar cut into days, ISO weeks, months, quarters or years, or into the issues themselves. */
#ifndef GLN_MEASURE_PERIOD_H
#define GLN_MEASURE_PERIOD_H

#include "core/arena.h"
#include "count/count_issues.h"
#include "guanlan/trend.h"

#define GLN_NO_PERIOD UINT32_MAX

typedef struct gln_period {
    int64_t start;   /* days since 1970-01-01 */
    int64_t end;     /* the last day, which belongs to the period */
    gln_slice label; /* "2020-09-26", "2020-W39", "2020-09", "2020-Q3", "2020"; by issue the date, and behind a space
                        what tells issues of one date apart: newspaper, then edition, then id */
} gln_period;

typedef struct gln_periods {
    gln_by by;
    gln_period *items; /* ascending, each the neighbour of the one before; by issue as in the view */
    size_t n;
    uint32_t *of_issue; /* by issue: its period, or GLN_NO_PERIOD where its date is too coarse or out of the range */
    gln_arena arena;
} gln_periods;

/* The periods from the one that holds `from` to the one that holds `to` (year 0: of the first and the last issue that
 * can be placed). issues as in a view: by date. GLN_ERR_USAGE as gln_trend_tables says. */
GLN_MUST_USE gln_status gln_periods__of(gln_by by, gln_date from, gln_date to, const gln_counted_issue *issues,
                                        size_t n_issues, gln_periods *out, gln_error *err);
void gln_periods__free(gln_periods *periods);

/* YYYY-MM-DD of a day. Returns out. */
const char *gln_period__date(int64_t days, char out[GLN_DATE_SIZE]);

#endif
