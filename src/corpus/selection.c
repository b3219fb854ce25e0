/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/selection.h"

#include "core/utf8.h"
#include "corpus/date_parse.h"

const char *gln_part_name(gln_part part)
{
    static const char *const names[] = {"all", "headline", "body"};
    return names[part];
}

static gln_status read_date(gln_slice text, gln_date *out, gln_error *err)
{
    if (!gln_date__of_edtf(text, out) || out->year == 0) {
        return gln_error_set(err, GLN_ERR_USAGE, "'%.*s' is no date: write 2020, 2020-09 or 2020-09-26", (int)text.len,
                             text.ptr);
    }
    return GLN_OK;
}

/* A, or A..B with either end left out. */
static gln_status read_range(gln_slice text, gln_selection *out, gln_error *err)
{
    size_t dots = gln_slice__find(text, GLN_LIT(".."));
    gln_slice first = gln_slice_sub(text, 0, dots == SIZE_MAX ? text.len : dots);
    gln_slice last = dots == SIZE_MAX ? first : gln_slice_sub(text, dots + 2, text.len - dots - 2);
    gln_date from = out->from;
    gln_date to = out->to;
    if (first.len == 0 && last.len == 0) {
        return read_date(text, &from, err);
    }
    gln_status status = first.len ? read_date(first, &from, err) : GLN_OK;
    if (status == GLN_OK && last.len) {
        status = read_date(last, &to, err);
    }
    if (status == GLN_OK) {
        out->from = from;
        out->to = to;
    }
    return status;
}

static gln_status read_pair(gln_slice key, gln_slice value, gln_selection *out, gln_error *err)
{
    if (value.len == 0) {
        return gln_error_set(err, GLN_ERR_USAGE, "the selection gives '%.*s' no value", (int)key.len, key.ptr);
    }
    if (gln_slice_equal(key, GLN_LIT("paper"))) {
        out->paper = value;
    } else if (gln_slice_equal(key, GLN_LIT("section"))) {
        out->section = value;
    } else if (gln_slice_equal(key, GLN_LIT("page"))) {
        out->page = value;
    } else if (gln_slice_equal(key, GLN_LIT("agency"))) {
        out->agency = value;
    } else if (gln_slice_equal(key, GLN_LIT("date"))) {
        return read_range(value, out, err);
    } else if (gln_slice_equal(key, GLN_LIT("from"))) {
        return read_date(value, &out->from, err);
    } else if (gln_slice_equal(key, GLN_LIT("to"))) {
        return read_date(value, &out->to, err);
    } else {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "a selection knows paper, section, page, agency, date, from and to, not '%.*s'",
                             (int)key.len, key.ptr);
    }
    return GLN_OK;
}

static int last_day(int year, int month)
{
    for (int day = 31; day > 28; day--) {
        if (gln_date_valid((gln_date){(int16_t)year, (int8_t)month, (int8_t)day})) {
            return day;
        }
    }
    return 28;
}

/* First and last day that a date can mean. */
static int64_t earliest(gln_date d)
{
    return gln_date_days((gln_date){d.year, d.month ? d.month : (int8_t)1, d.day ? d.day : (int8_t)1});
}

static int64_t final(gln_date d)
{
    int month = d.month ? d.month : 12;
    int day = d.day ? d.day : last_day(d.year, month);
    return gln_date_days((gln_date){d.year, (int8_t)month, (int8_t)day});
}

gln_status gln_selection_check(const gln_selection *selection, gln_error *err)
{
    char from[GLN_DATE_SIZE], to[GLN_DATE_SIZE];
    if (!selection->from.year || !selection->to.year || earliest(selection->from) <= final(selection->to)) {
        return GLN_OK;
    }
    return gln_error_set(err, GLN_ERR_USAGE, "the first day, %s, is later than the last, %s",
                         gln_date_edtf(selection->from, from), gln_date_edtf(selection->to, to));
}

gln_status gln_selection_parse(gln_slice text, gln_selection *out, gln_error *err)
{
    gln_selection selection = *out;
    for (size_t at = 0; at <= text.len;) {
        const char *comma = memchr(text.ptr + at, ',', text.len - at);
        size_t end = comma ? (size_t)(comma - text.ptr) : text.len;
        gln_slice pair = gln_slice__trim(gln_slice_sub(text, at, end - at));
        const char *equals = pair.len ? memchr(pair.ptr, '=', pair.len) : NULL;
        if (!equals) {
            return gln_error_set(err, GLN_ERR_USAGE, "'%.*s' is no selection: write key=value,... (date=2020-09)",
                                 (int)text.len, text.ptr);
        }
        size_t key = (size_t)(equals - pair.ptr);
        gln_status status =
            read_pair(gln_slice__trim(gln_slice_sub(pair, 0, key)),
                      gln_slice__trim(gln_slice_sub(pair, key + 1, pair.len - key - 1)), &selection, err);
        if (status != GLN_OK) {
            return status;
        }
        at = end + 1;
    }
    gln_status status = gln_selection_check(&selection, err);
    if (status == GLN_OK) {
        *out = selection;
    }
    return status;
}

bool gln_selection_issue(const gln_selection *selection, const gln_issue *issue)
{
    if (!selection) {
        return true;
    }
    if (selection->paper.ptr && !gln_slice_equal(selection->paper, issue->newspaper)) {
        return false;
    }
    if (selection->explicit_dates && issue->date_basis == GLN_BASIS_INFERRED) {
        return false;
    }
    bool dated = selection->from.year || selection->to.year;
    if (!dated) {
        return true;
    }
    if (issue->date.year == 0) {
        return false;
    }
    bool after = !selection->from.year || earliest(issue->date) >= earliest(selection->from);
    bool before = !selection->to.year || final(issue->date) <= final(selection->to);
    return after && before;
}

bool gln_selection_may(const gln_selection *selection, const gln_issue *issue)
{
    if (!selection) {
        return true;
    }
    if (selection->paper.ptr && !gln_slice_equal(selection->paper, issue->newspaper)) {
        return false;
    }
    if (!issue->date.year) {
        return true;
    }
    return (!selection->from.year || final(issue->date) >= earliest(selection->from)) &&
           (!selection->to.year || earliest(issue->date) <= final(selection->to));
}

bool gln_selection_article(const gln_selection *selection, const gln_article *article)
{
    return !selection || ((!selection->section.ptr || gln_slice_equal(selection->section, article->section)) &&
                          (!selection->page.ptr || gln_slice_equal(selection->page, article->page)) &&
                          (!selection->agency.ptr || gln_slice_equal(selection->agency, article->agency)) &&
                          (!selection->first_print || gln_reprints_first(selection->first_print, article->id)));
}
