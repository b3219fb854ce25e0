/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Which issues should exist: a calendar of appearance, for coverage and gaps.
 */
#ifndef GUANLAN_CALENDAR_H
#define GUANLAN_CALENDAR_H

#include "guanlan/issue.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gln_calendar gln_calendar;

/** A calendar: "daily", "weekdays" (Monday to Friday), or the path of a file with a date (YYYY-MM-DD) a line and,
 * behind a comma, the newspaper that it is for (every newspaper where none is named). A first line that begins with
 * "date", blank lines and lines that begin with # are passed over. GLN_ERR_FORMAT, with the line, for any other text;
 * GLN_ERR_IO, GLN_ERR_NOMEM. */
GLN_API GLN_MUST_USE gln_status gln_calendar_new(const char *what, gln_calendar **out, gln_error *err);
GLN_API void gln_calendar_free(gln_calendar *calendar);

/** Whether an issue of the newspaper (len 0: unknown) is expected on the day, counted from 1970-01-01. Cost: O(log n)
 * in the dates of a file. Thread-safe. */
GLN_API bool gln_calendar_expects(const gln_calendar *calendar, gln_slice newspaper, int64_t day);

#ifdef __cplusplus
}
#endif

#endif
