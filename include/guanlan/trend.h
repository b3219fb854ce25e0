/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Trends: the series of given terms over calendar periods, and the tests on them.
 *
 * A period without an issue is a gap, never a zero; a period with issues and no hit is a zero with its exact interval.
 * The test for a trend is that of Mann and Kendall on the rates, with the variance of an autocorrelated series (Hamed
 * and Rao 1998), adjusted over the terms of the table (Benjamini and Hochberg 1995); the slope is Theil's and Sen's on
 * true dates, the change per year that of a quasi-Poisson regression with the tokens as exposure (McCullagh and Nelder
 * 1989). Bursts are those of Kleinberg's (2003) automaton on articles; breaks are searched for by likelihood (Worsley
 * 1986; PELT, Killick et al. 2012) or declared beforehand. Verdicts follow gln_trend_rule. The same counts always give
 * the same tables.
 */
#ifndef GUANLAN_TREND_H
#define GUANLAN_TREND_H

#include "guanlan/calendar.h"
#include "guanlan/counter.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { GLN_TREND_PERIODS_MAX = 400000 }; /**< the most periods of a range: a thousand years of days */

/** "issue", "day", "week", "month", "quarter", "year"; static. */
GLN_API const char *gln_by_name(gln_by by);

/** The inverse of gln_by_name. GLN_ERR_USAGE for any other text, with the names there are. */
GLN_API GLN_MUST_USE gln_status gln_by_parse(gln_slice text, gln_by *out, gln_error *err);

/** Whether a date is fine enough to be placed in such a period: a year for years, a year and a month for quarters and
 * months, a full date for the others. Issues that cannot be placed are left out of a trend. */
GLN_API bool gln_by_places(gln_by by, gln_date date);

/** A date declared before looking, at which a series may have changed. */
typedef struct gln_trend_event {
    gln_date date;     /**< a full date: the period that holds it is the first of what follows */
    const char *label; /**< what happened */
} gln_trend_event;

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
    const gln_calendar *calendar;  /**< adds issues_expected and coverage; NULL: neither is known */
    const gln_trend_event *events; /**< tested one by one, without a penalty for searching */
    size_t n_events;
    uint64_t seed;                     /**< of what is drawn at random */
    const struct gln_codings *codings; /**< judged hits (gln_codings of guanlan/coding.h): adds precision and corrected
                                            rates; NULL for none */
    const struct gln_tiers *tiers;     /**< a discourse scale (guanlan/tiers.h): adds the table tiers; NULL for none */
} gln_trend_options;

#define GLN_TREND_OPTIONS_INIT                                                                                         \
    {                                                                                                                  \
        GLN_BY_MONTH, {0, 0, 0}, {0, 0, 0}, false, .95, .05, NULL, NULL, NULL, 0, 1, NULL, NULL                        \
    }

/** The rule by which pattern, evidence and caveats are given, in English; for the parameters of a report. Static. */
GLN_API const char *gln_trend_rule(void);

/** The tables of a trend; the caller frees them with gln_trend_report_free. */
typedef struct gln_trend_report {
    gln_table *trend;   /**< a row for each term, split value and period */
    gln_table *tests;   /**< trend_tests: a row for each term and split value */
    gln_table *bursts;  /**< a row for each burst */
    gln_table *changes; /**< a row for each break: the best single one by likelihood and by ranks, those of the
                             segmentation, and each declared date */
    gln_table *models;  /**< trend_models: other regressions and tests of each series, beside the verdict's */
    gln_table *path;    /**< change_path: the segmentations by the price of a change */
    gln_table *lags;    /**< a row a pair of terms: do they move together, and which first? Two to 20 terms, else no
                             rows */
    gln_table *tiers;   /**< a row for each term, split value and period; NULL without a scale */
} gln_trend_report;

/** Frees the tables; NULL tables are fine. */
GLN_API void gln_trend_report_free(gln_trend_report *report);

/** Makes the tables from a series counter.
 *
 * trend: a row for each term (in the order of the matcher), split value (byte order, unknown first) and
 * period (in time). Periods are the whole range without a hole; by issue there are the issues themselves, and in a
 * split series only those that hold the split value. tests, bursts and changes: in the same order.
 * A split value that is not known, or no split, is null.
 *
 * The tables borrow nothing from the counter. GLN_ERR_USAGE for a range that ends before it
 * begins, for more than GLN_TREND_PERIODS_MAX periods, or for conf or alpha outside (0, 1). GLN_ERR_NOMEM. Cost: a term
 * takes O(strata + split values x (issues + periods)), and its tests O(n^2) for n tested periods (the Sen slope); what
 * a change is measured by is drawn once for all terms, some seconds for a thousand periods. Thread-safe as long as the
 * counter is not changed. */
GLN_API GLN_MUST_USE gln_status gln_trend_tables(const gln_series *series, const gln_trend_options *options,
                                                 gln_trend_report *out, gln_error *err);

/** Makes the table controls: is it the term that moves, or what the corpus is made of? Rows of each term of `split`, a
 * counter of the terms with a split (by section, say): crude, with Kitagawa's (1955) parts of the change; with fixed
 * weights; with reprints weighted, where the counter has weights. Then rows of `words` (may be NULL), a counter of
 * words that no news moves, as negative controls. By issue means by date. Errors and cost as gln_trend_tables. */
GLN_API GLN_MUST_USE gln_status gln_trend_controls(const gln_series *split, const gln_series *words,
                                                   const gln_trend_options *options, gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
