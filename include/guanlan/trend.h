/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Trends: the series of given terms over calendar periods, and the tests on them.
 *
 * A period without an issue is a gap, never a zero; a period with issues and no hit is a zero with its exact interval.
 * The test for a trend is that of Mann and Kendall on the rates, with the variance of an autocorrelated series (Hamed
 * and Rao 1998), adjusted over the terms of the table (Benjamini and Hochberg 1995); the slope is Theil's and Sen's on
 * true dates, the change per year that of a quasi-Poisson regression with the tokens as exposure (McCullagh and Nelder
 * 1989). Verdicts follow gln_trend_rule. The same counts always give the same tables.
 */
#ifndef GUANLAN_TREND_H
#define GUANLAN_TREND_H

#include "guanlan/calendar.h"
#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The period of a series. Weeks are those of ISO 8601: they begin on Monday, week 1 holds January 4. */
typedef enum gln_by {
    GLN_BY_ISSUE,
    GLN_BY_DAY,
    GLN_BY_WEEK,
    GLN_BY_MONTH,
    GLN_BY_QUARTER,
    GLN_BY_YEAR,
} gln_by;

enum { GLN_TREND_PERIODS_MAX = 400000 }; /**< the most periods of a range: a thousand years of days */

/** "issue", "day", "week", "month", "quarter", "year"; static. */
GLN_API const char *gln_by_name(gln_by by);

/** The inverse of gln_by_name. GLN_ERR_USAGE for any other text, with the names there are. */
GLN_API GLN_MUST_USE gln_status gln_by_parse(gln_slice text, gln_by *out, gln_error *err);

/** Whether a date is fine enough to be placed in such a period: a year for years, a year and a month for quarters and
 * months, a full date for the others. Issues that cannot be placed are left out of a trend. */
GLN_API bool gln_by_places(gln_by by, gln_date date);

/** How a trend is made. Start it with GLN_TREND_OPTIONS_INIT. */
typedef struct gln_trend_options {
    gln_by by;
    gln_date from;     /**< first day of the range whose periods are listed; year 0: the first issue's. An unknown month
                            or day means the first. It lists periods; choosing issues is the counter's selection. */
    gln_date to;       /**< last day; year 0: the last issue's; an unknown month or day means the last */
    bool all_measures; /**< more columns: exact intervals, design effects of periods */
    double conf;       /**< of every interval, in (0, 1) */
    double alpha;      /**< adjusted p up to which a trend counts as detected, in (0, 1) */
    const char *match; /**< the text of the `match` column, gln_match_name's; NULL gives "string" */
    const gln_calendar *calendar; /**< adds issues_expected and coverage; NULL: neither is known */
} gln_trend_options;

#define GLN_TREND_OPTIONS_INIT                                                                                         \
    {                                                                                                                  \
        GLN_BY_MONTH, {0, 0, 0}, {0, 0, 0}, false, .95, .05, NULL, NULL                                                \
    }

/** The rule by which pattern, evidence and caveats are given, in English; for the parameters of a report. Static. */
GLN_API const char *gln_trend_rule(void);

/** Makes both tables from a series counter.
 *
 * *trend ("trend"): a row for each term (in the order of the matcher), split value (byte order, unknown first) and
 * period (in time). Periods are the whole range without a hole; by issue there are the issues themselves, and in a
 * split series only those that hold the split value. *tests ("trend_tests"): a row for each term and split value.
 * A split value that is not known, or no split, is null.
 *
 * The caller frees both tables; they borrow nothing from the counter. GLN_ERR_USAGE for a range that ends before it
 * begins, for more than GLN_TREND_PERIODS_MAX periods, or for conf or alpha outside (0, 1). GLN_ERR_NOMEM. Cost: a term
 * takes O(strata + split values x (issues + periods)), and its tests O(n^2) for n tested periods (the Sen slope).
 * Thread-safe as long as the counter is not changed. */
GLN_API GLN_MUST_USE gln_status gln_trend_tables(const gln_series *series, const gln_trend_options *options,
                                                 gln_table **trend, gln_table **tests, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
