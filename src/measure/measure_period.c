/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_period.h"

#include "core/buffer.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const NAMES[] = {"issue", "day", "week", "month", "quarter", "year"};

const char *gln_by_name(gln_by by)
{
    return NAMES[by];
}

gln_status gln_by_parse(gln_slice text, gln_by *out, gln_error *err)
{
    for (gln_by by = GLN_BY_ISSUE; by <= GLN_BY_YEAR; by++) {
        if (gln_slice_equal(text, gln_slice_of(NAMES[by]))) {
            *out = by;
            return GLN_OK;
        }
    }
    int shown = text.len < 60 ? (int)text.len : 60;
    return gln_error_set(err, GLN_ERR_USAGE, "\"%.*s\" is no period: give issue, day, week, month, quarter or year",
                         shown, text.ptr ? text.ptr : "");
}

bool gln_by_places(gln_by by, gln_date date)
{
    switch (by) {
    case GLN_BY_YEAR:
        return date.year != 0;
    case GLN_BY_QUARTER:
    case GLN_BY_MONTH:
        return date.year != 0 && date.month != 0;
    case GLN_BY_ISSUE:
    case GLN_BY_DAY:
    case GLN_BY_WEEK:
        break;
    }
    return gln_date_full(date);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    return gln_date_days((gln_date){(int16_t)year, (int8_t)month, (int8_t)day});
}

static int64_t month_end(int64_t year, int64_t month)
{
    return month == 12 ? days_of(year, 12, 31) : days_of(year, month + 1, 1) - 1;
}

/* The number of the period that holds a date; neighbours have neighbouring numbers. By issue, days. */
static int64_t key_of(gln_by by, gln_date date)
{
    switch (by) {
    case GLN_BY_YEAR:
        return date.year;
    case GLN_BY_QUARTER:
        return (int64_t)date.year * 4 + (date.month - 1) / 3;
    case GLN_BY_MONTH:
        return (int64_t)date.year * 12 + date.month - 1;
    case GLN_BY_WEEK:
        return floor_div(gln_date_days(date) + 3, 7); /* 1970-01-01 was a Thursday: Monday is day -3 */
    case GLN_BY_ISSUE:
    case GLN_BY_DAY:
        break;
    }
    return gln_date_days(date);
}

static gln_period span_of(gln_by by, int64_t key)
{
    int64_t year;
    switch (by) {
    case GLN_BY_YEAR:
        return (gln_period){days_of(key, 1, 1), days_of(key, 12, 31), {NULL, 0}};
    case GLN_BY_QUARTER:
        year = floor_div(key, 4);
        key -= 4 * year;
        return (gln_period){days_of(year, 3 * key + 1, 1), month_end(year, 3 * key + 3), {NULL, 0}};
    case GLN_BY_MONTH:
        year = floor_div(key, 12);
        key -= 12 * year;
        return (gln_period){days_of(year, key + 1, 1), month_end(year, key + 1), {NULL, 0}};
    case GLN_BY_WEEK:
        return (gln_period){key * 7 - 3, key * 7 + 3, {NULL, 0}};
    case GLN_BY_ISSUE:
    case GLN_BY_DAY:
        break;
    }
    return (gln_period){key, key, {NULL, 0}};
}

const char *gln_period__date(int64_t days, char out[GLN_DATE_SIZE])
{
    gln_date date = gln_date_of_days(days);
    (void)snprintf(out, GLN_DATE_SIZE, "%04d-%02d-%02d", (int)date.year, (int)date.month, (int)date.day);
    return out;
}

/* The label of a period of the calendar. */
static const char *label_of(gln_by by, const gln_period *period, char out[GLN_DATE_SIZE])
{
    gln_date date = gln_date_of_days(period->start);
    switch (by) {
    case GLN_BY_YEAR:
        (void)snprintf(out, GLN_DATE_SIZE, "%04d", (int)date.year);
        break;
    case GLN_BY_QUARTER:
        (void)snprintf(out, GLN_DATE_SIZE, "%04d-Q%d", (int)date.year, (date.month - 1) / 3 + 1);
        break;
    case GLN_BY_MONTH:
        (void)snprintf(out, GLN_DATE_SIZE, "%04d-%02d", (int)date.year, (int)date.month);
        break;
    case GLN_BY_WEEK: { /* a week belongs to the year of its Thursday (ISO 8601) */
        int64_t thursday = period->start + 3;
        int year = gln_date_of_days(thursday).year;
        int week = (int)((thursday - days_of(year, 1, 1)) / 7) + 1;
        (void)snprintf(out, GLN_DATE_SIZE, "%04d-W%02d", year, week);
        break;
    }
    case GLN_BY_ISSUE:
    case GLN_BY_DAY:
        return gln_period__date(period->start, out);
    }
    return out;
}

static void put_part(gln_buffer *label, gln_slice part)
{
    if (part.len) {
        gln_buffer__byte(label, ' ');
        gln_buffer__put(label, part);
    }
}

static bool same_date(const gln_counted_issue *a, const gln_counted_issue *b)
{
    return gln_issues__compare_dates(a->date, b->date) == 0;
}

/* Whether a neighbour of issue i, in the order of the view, shares its date, and whether one shares the newspaper too.
 */
static void sharing(const gln_counted_issue *issues, size_t n, size_t i, bool *date, bool *newspaper)
{
    *date = *newspaper = false;
    for (size_t side = 0; side < 2; side++) {
        if (side == 0 ? i == 0 : i + 1 == n) {
            continue;
        }
        const gln_counted_issue *other = &issues[side == 0 ? i - 1 : i + 1];
        if (same_date(&issues[i], other)) {
            *date = true;
            *newspaper = *newspaper || gln_slice_equal(issues[i].newspaper, other->newspaper);
        }
    }
}

static gln_status set_label(gln_periods *periods, gln_period *period, const gln_buffer *label, gln_error *err)
{
    period->label = label->failed ? (gln_slice){NULL, 0} : gln_arena__copy(&periods->arena, gln_buffer__slice(label));
    return period->label.ptr ? GLN_OK : gln_error__nomem(err);
}

/* By issue: a period for each issue that can be placed in [first, last]. */
static gln_status from_issues(gln_periods *periods, int64_t first, int64_t last, const gln_counted_issue *issues,
                              size_t n_issues, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_buffer label = GLN_BUFFER_INIT;
    char date[GLN_DATE_SIZE];
    periods->items = gln_arena__array(&periods->arena, n_issues, sizeof *periods->items);
    if (!periods->items) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n_issues && status == GLN_OK; i++) {
        int64_t day = gln_date_full(issues[i].date) ? gln_date_days(issues[i].date) : INT64_MIN;
        if (day == INT64_MIN || day < first || day > last) {
            continue;
        }
        bool shared_date, shared_newspaper;
        gln_period *period = &periods->items[periods->n];
        *period = span_of(GLN_BY_ISSUE, day);
        sharing(issues, n_issues, i, &shared_date, &shared_newspaper);
        gln_buffer__clear(&label);
        gln_buffer__puts(&label, gln_period__date(day, date));
        if (shared_date) {
            put_part(&label, issues[i].newspaper);
        }
        if (shared_newspaper) {
            put_part(&label, issues[i].edition);
            put_part(&label, issues[i].id);
        }
        status = set_label(periods, period, &label, err);
        periods->of_issue[i] = (uint32_t)periods->n++;
    }
    gln_buffer__free(&label);
    return status;
}

/* The periods numbered first to last, and the issues' places in them. */
static gln_status from_calendar(gln_periods *periods, int64_t first, int64_t last, const gln_counted_issue *issues,
                                size_t n_issues, gln_error *err)
{
    char label[GLN_DATE_SIZE];
    if (last < first) {
        return GLN_OK;
    }
    if (last - first >= GLN_TREND_PERIODS_MAX) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "the range holds %" PRId64 " periods, more than %d: take longer periods (a %s now), a "
                             "narrower range, or look for a wrong date",
                             last - first + 1, (int)GLN_TREND_PERIODS_MAX, gln_by_name(periods->by));
    }
    periods->n = (size_t)(last - first + 1);
    periods->items = gln_arena__array(&periods->arena, periods->n, sizeof *periods->items);
    if (!periods->items) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < periods->n; i++) {
        periods->items[i] = span_of(periods->by, first + (int64_t)i);
        periods->items[i].label =
            gln_arena__copy(&periods->arena, gln_slice_of(label_of(periods->by, &periods->items[i], label)));
        if (!periods->items[i].label.ptr) {
            return gln_error__nomem(err);
        }
    }
    for (size_t i = 0; i < n_issues; i++) {
        if (gln_by_places(periods->by, issues[i].date)) {
            int64_t key = key_of(periods->by, issues[i].date);
            periods->of_issue[i] = key < first || key > last ? GLN_NO_PERIOD : (uint32_t)(key - first);
        }
    }
    return GLN_OK;
}

gln_status gln_periods__of(gln_by by, gln_date from, gln_date to, const gln_counted_issue *issues, size_t n_issues,
                           gln_periods *out, gln_error *err)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (size_t i = 0; i < n_issues; i++) {
        if (gln_by_places(by, issues[i].date)) {
            int64_t key = key_of(by, issues[i].date);
            first = key < first ? key : first;
            last = key > last ? key : last;
        }
    }
    from = (gln_date){from.year, from.month ? from.month : 1, from.month && from.day ? from.day : 1};
    if (to.month == 0 || to.day == 0) {
        to.month = to.month ? to.month : 12;
        to = gln_date_of_days(month_end(to.year, to.month));
    }
    if (from.year && to.year && gln_issues__compare_dates(from, to) > 0) {
        return gln_error_set(err, GLN_ERR_USAGE, "the range ends before it begins");
    }
    first = from.year ? key_of(by, from) : first;
    last = to.year ? key_of(by, to) : last;

    gln_periods periods = {.by = by, .arena = GLN_ARENA_INIT};
    periods.of_issue = gln_arena__array(&periods.arena, n_issues, sizeof *periods.of_issue);
    gln_status status = periods.of_issue ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < n_issues && status == GLN_OK; i++) {
        periods.of_issue[i] = GLN_NO_PERIOD;
    }
    if (status == GLN_OK) {
        status = by == GLN_BY_ISSUE ? from_issues(&periods, first, last, issues, n_issues, err)
                                    : from_calendar(&periods, first, last, issues, n_issues, err);
    }
    if (status != GLN_OK) {
        gln_periods__free(&periods);
        return status;
    }
    *out = periods;
    return GLN_OK;
}

void gln_periods__free(gln_periods *periods)
{
    gln_arena__clear(&periods->arena);
    *periods = (gln_periods){0};
}
