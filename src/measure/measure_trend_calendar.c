/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many issues a calendar expects in each period, and how many of them there are. */
#include "measure/measure_trend_sums.h"

#include "core/intern.h"

#include <stdlib.h>

/* A newspaper of the view with the days that the calendar is asked for. */
typedef struct paper {
    int64_t first, last;
    size_t group;
} paper;

/* The newspapers with the days of their first and last issues; papers has room for all issues. */
static gln_status find_papers(const gln_trend_frame *frame, gln_intern *names, paper *papers, gln_error *err)
{
    const gln_series_view *view = frame->view;
    for (size_t i = 0; i < view->n_issues; i++) {
        const gln_counted_issue *issue = &view->issues[i];
        if (!gln_date_full(issue->date) || frame->periods.of_issue[i] == GLN_NO_PERIOD) {
            continue;
        }
        int64_t day = gln_date_days(issue->date);
        size_t known = names->count;
        uint32_t id = gln_intern__add(names, issue->newspaper);
        if (id == GLN_NO_ID) {
            return gln_error__nomem(err);
        }
        if (id == known) {
            papers[id] = (paper){day, day, frame->issue_group ? frame->issue_group[i] : 0};
        }
        papers[id].last = day; /* the view's full dates ascend */
    }
    return GLN_OK;
}

static int64_t bound(gln_date date, bool end)
{
    gln_date full = {date.year, date.month ? date.month : (int8_t)(end ? 12 : 1), date.day ? date.day : (int8_t)1};
    if (end && !date.day) { /* the last day of the month */
        gln_date next = {(int16_t)(full.year + full.month / 12), (int8_t)(full.month % 12 + 1), 1};
        return gln_date_days(next) - 1;
    }
    return gln_date_days(full);
}

static void count_expected(gln_trend_frame *frame, const gln_calendar *calendar, gln_slice name, const paper *of)
{
    for (size_t p = 0; p < frame->periods.n; p++) {
        const gln_period *period = &frame->periods.items[p];
        int64_t from = period->start > of->first ? period->start : of->first;
        int64_t to = period->end < of->last ? period->end : of->last;
        for (int64_t day = from; day <= to; day++) {
            frame->expected[of->group * frame->periods.n + p].expected += gln_calendar_expects(calendar, name, day);
        }
    }
}

/* Days of a newspaper with an issue that was expected; the view's order brings issues of one day and paper together. */
static void count_present(gln_trend_frame *frame, const gln_calendar *calendar)
{
    const gln_series_view *view = frame->view;
    for (size_t i = 0; i < view->n_issues; i++) {
        const gln_counted_issue *issue = &view->issues[i];
        const gln_counted_issue *last = i ? &view->issues[i - 1] : NULL;
        bool again = last && gln_issues__compare_dates(last->date, issue->date) == 0 &&
                     gln_slice_equal(last->newspaper, issue->newspaper);
        uint32_t period = frame->periods.of_issue[i];
        if (!again && period != GLN_NO_PERIOD && gln_date_full(issue->date) &&
            gln_calendar_expects(calendar, issue->newspaper, gln_date_days(issue->date))) {
            size_t group = frame->issue_group ? frame->issue_group[i] : 0;
            frame->expected[group * frame->periods.n + period].present++;
        }
    }
}

gln_status gln_trend_frame__expect(gln_trend_frame *frame, const gln_trend_options *options, gln_error *err)
{
    size_t n;
    gln_intern names = {.count = 0};
    gln_status status = GLN_OK;
    paper *papers = NULL;
    if (!options->calendar || options->by == GLN_BY_ISSUE) {
        return GLN_OK;
    }
    papers = gln_memory__array(frame->view->n_issues, sizeof *papers);
    bool sized = gln_size__mul(frame->issue_group ? frame->n_groups : 1, frame->periods.n, &n);
    frame->expected = sized ? gln_arena__array(&frame->arena, n, sizeof *frame->expected) : NULL;
    if (!papers || !frame->expected) {
        status = gln_error__nomem(err);
        goto done;
    }
    status = find_papers(frame, &names, papers, err);
    for (size_t i = 0; i < names.count && status == GLN_OK; i++) {
        papers[i].first = options->from.year ? bound(options->from, false) : papers[i].first;
        papers[i].last = options->to.year ? bound(options->to, true) : papers[i].last;
        count_expected(frame, options->calendar, names.items[i], &papers[i]);
    }
    count_present(frame, options->calendar);
done:
    gln_intern__clear(&names);
    free(papers);
    return status;
}

gln_trend_expected gln_trend_frame__expected(const gln_trend_frame *frame, size_t group, size_t period)
{
    return frame->expected[(frame->issue_group ? group : 0) * frame->periods.n + period];
}
