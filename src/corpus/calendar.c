/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/calendar.h"

#include "core/arena.h"
#include "core/file.h"
#include "core/utf8.h"
#include "corpus/date_parse.h"

#include <stdlib.h>

typedef struct entry {
    int64_t day;
    gln_slice newspaper; /* len 0: for every one */
} entry;

struct gln_calendar {
    enum { CALENDAR_DAILY, CALENDAR_WEEKDAYS, CALENDAR_FILE } kind;
    entry *entries; /* by day, then newspaper */
    size_t n;
    size_t capacity;
    gln_arena arena;
};

static int by_day(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    return gln_slice_compare(x->newspaper, y->newspaper);
}

static gln_slice unquoted(gln_slice field)
{
    field = gln_slice__trim(field);
    bool quoted = field.len >= 2 && field.ptr[0] == '"' && field.ptr[field.len - 1] == '"';
    return quoted ? gln_slice__trim(gln_slice_sub(field, 1, field.len - 2)) : field;
}

static gln_status read_line(gln_calendar *calendar, gln_slice line, bool first, gln_error *err)
{
    const char *comma = line.len ? memchr(line.ptr, ',', line.len) : NULL;
    size_t end = comma ? (size_t)(comma - line.ptr) : line.len;
    gln_slice field = unquoted(gln_slice_sub(line, 0, end));
    gln_slice newspaper = comma ? unquoted(gln_slice_sub(line, end + 1, line.len - end - 1)) : (gln_slice){NULL, 0};
    gln_date date;
    if (line.len == 0 || line.ptr[0] == '#' || (first && gln_slice_starts(field, GLN_LIT("date")))) {
        return GLN_OK;
    }
    if (!gln_date__of_edtf(field, &date) || !gln_date_full(date)) {
        return gln_error_set(err, GLN_ERR_FORMAT, "a calendar has a date (YYYY-MM-DD) a line, not '%.*s'",
                             (int)field.len, field.ptr);
    }
    entry *grown = gln_memory__grown(calendar->entries, &calendar->capacity, calendar->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    calendar->entries = grown;
    gln_slice kept = {NULL, 0};
    if (newspaper.len) {
        kept = gln_arena__copy(&calendar->arena, newspaper);
        if (!kept.ptr) {
            return gln_error__nomem(err);
        }
    }
    calendar->entries[calendar->n++] = (entry){gln_date_days(date), kept};
    return GLN_OK;
}

static gln_status read_file(gln_calendar *calendar, const char *path, gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    uint64_t number = 0;
    size_t from = 0;
    gln_status status = gln_file__read(path, &text, err);
    gln_slice all = gln_buffer__slice(&text);
    if (status == GLN_OK && gln_slice_starts(all, GLN_LIT("\xEF\xBB\xBF"))) {
        from = 3;
    }
    while (status == GLN_OK && from < all.len) {
        const char *newline = memchr(all.ptr + from, '\n', all.len - from);
        size_t end = newline ? (size_t)(newline - all.ptr) : all.len;
        gln_slice line = gln_slice__trim(gln_slice_sub(all, from, end - from));
        number++;
        status = read_line(calendar, line, number == 1, err);
        if (status != GLN_OK) {
            gln_error_at(err, path, number, GLN_NO_OFFSET);
        }
        from = end + 1;
    }
    if (status == GLN_OK && calendar->n == 0) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "the calendar holds no date");
        gln_error_at(err, path, 0, GLN_NO_OFFSET);
    }
    if (status == GLN_OK) {
        qsort(calendar->entries, calendar->n, sizeof *calendar->entries, by_day);
    }
    gln_buffer__free(&text);
    return status;
}

gln_status gln_calendar_new(const char *what, gln_calendar **out, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_calendar *calendar = gln_memory__zeroed(1, sizeof *calendar);
    if (!calendar) {
        return gln_error__nomem(err);
    }
    calendar->kind = strcmp(what, "daily") == 0      ? CALENDAR_DAILY
                     : strcmp(what, "weekdays") == 0 ? CALENDAR_WEEKDAYS
                                                     : CALENDAR_FILE;
    if (calendar->kind == CALENDAR_FILE) {
        status = read_file(calendar, what, err);
    }
    if (status != GLN_OK) {
        gln_calendar_free(calendar);
        return status;
    }
    *out = calendar;
    return GLN_OK;
}

void gln_calendar_free(gln_calendar *calendar)
{
    if (calendar) {
        gln_arena__clear(&calendar->arena);
        free(calendar->entries);
        free(calendar);
    }
}

static bool holds(const gln_calendar *calendar, gln_slice newspaper, int64_t day)
{
    entry key = {day, newspaper};
    return bsearch(&key, calendar->entries, calendar->n, sizeof key, by_day) != NULL;
}

bool gln_calendar_expects(const gln_calendar *calendar, gln_slice newspaper, int64_t day)
{
    switch (calendar->kind) {
    case CALENDAR_DAILY:
        return true;
    case CALENDAR_WEEKDAYS: {
        int weekday = gln_date__weekday(gln_date_of_days(day));
        return weekday >= 1 && weekday <= 5;
    }
    case CALENDAR_FILE:
        break;
    }
    return holds(calendar, (gln_slice){NULL, 0}, day) || (newspaper.len && holds(calendar, newspaper, day));
}
