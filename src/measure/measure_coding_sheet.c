/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stratified sample of a concordance as a sheet to be judged. */
#include "core/buffer.h"
#include "count/count_job.h"
#include "count/kwic_view.h"
#include "guanlan/coding.h"
#include "measure/measure_period.h"

#include <stdlib.h>

/* A hit, with what it is drawn by. */
typedef struct drawn {
    const gln_kwic_row *row;
    uint32_t stratum;
    uint64_t chance;
    size_t place;
} drawn;

typedef struct stratum {
    uint32_t term, period;
    size_t hits, taken;
} stratum;

typedef struct sampling {
    const gln_coding_options *options;
    gln_kwic_view view;
    gln_periods periods; /* by_period only */
    stratum *strata;     /* those with hits, by term and period */
    size_t n_strata;
    drawn *hits; /* by stratum, then chance */
    size_t n_hits;
} sampling;

static gln_status take_periods(sampling *s, gln_arena *arena, gln_error *err)
{
    gln_counted_issue *days = gln_arena__array(arena, s->view.n_rows, sizeof *days);
    if (!days) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < s->view.n_rows; i++) {
        days[i].date = s->view.rows[i].date;
    }
    const gln_date none = {0, 0, 0};
    return gln_periods__of(s->options->by, none, none, days, s->view.n_rows, &s->periods, err);
}

static int by_stratum(const void *a, const void *b)
{
    const drawn *x = a, *y = b;
    if (x->stratum != y->stratum) {
        return x->stratum < y->stratum ? -1 : 1;
    }
    if (x->chance != y->chance) {
        return x->chance < y->chance ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

/* Numbers the strata that have hits and puts the hits in order. */
static gln_status take_strata(sampling *s, gln_arena *arena, gln_error *err)
{
    size_t n_periods = s->options->by_period ? s->periods.n : 1, room;
    size_t *count =
        gln_size__mul(s->view.n_terms, n_periods, &room) ? gln_arena__array(arena, room, sizeof *count) : NULL;
    s->hits = gln_arena__array(arena, s->view.n_rows, sizeof *s->hits);
    s->strata = count ? gln_arena__array(arena, room, sizeof *s->strata) : NULL;
    if (!count || !s->hits || !s->strata) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < s->view.n_rows; i++) {
        const gln_kwic_row *row = &s->view.rows[i];
        uint32_t period = s->options->by_period ? s->periods.of_issue[i] : 0;
        if (period != GLN_NO_PERIOD) {
            size_t cell = (size_t)row->term * n_periods + period;
            count[cell]++;
            s->hits[s->n_hits++] = (drawn){row, (uint32_t)cell, gln_kwic__chance(row, s->options->seed), i};
        }
    }
    for (size_t i = 0; i < room; i++) {
        if (count[i]) {
            s->strata[s->n_strata++] =
                (stratum){.term = (uint32_t)(i / n_periods), .period = (uint32_t)(i % n_periods), .hits = count[i]};
        }
    }
    qsort(s->hits, s->n_hits, sizeof *s->hits, by_stratum);
    return GLN_OK;
}

/* The same number to each, and what those leave that have fewer to the others: rounds of one row each would do the
 * same. Rows that do not go round go to the first of those that could take one. */
static gln_status allocate(sampling *s, gln_error *err)
{
    size_t left = s->options->sample;
    if (left < s->n_strata) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "a sample of %zu rows for %zu terms and periods: draw more, or take longer periods", left,
                             s->n_strata);
    }
    for (size_t open = s->n_strata; open > 0 && left > 0;) {
        size_t each = left / open ? left / open : 1, still = 0;
        for (size_t i = 0; i < s->n_strata && left > 0; i++) {
            stratum *one = &s->strata[i];
            size_t want = one->hits - one->taken < each ? one->hits - one->taken : each;
            want = want < left ? want : left;
            one->taken += want;
            left -= want;
            still += one->taken < one->hits;
        }
        open = still;
    }
    return GLN_OK;
}

enum {
    CODE,
    NOTE,
    TERM,
    LEFT,
    MATCH_TEXT,
    RIGHT,
    NEWSPAPER,
    DATE,
    HEADLINE,
    FILE_NAME,
    LINE,
    PERIOD,
    KEY,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"code", GLN_TYPE_STRING, NULL, "Code",
     "to be filled in: 1 where the occurrence means what is counted, 0 where not"},
    {"note", GLN_TYPE_STRING, NULL, "Note", "room for remarks; nothing reads it"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given"},
    {"left", GLN_TYPE_STRING, NULL, "Left", "text before the occurrence"},
    {"match_text", GLN_TYPE_STRING, NULL, "Match", "the occurrence as printed"},
    {"right", GLN_TYPE_STRING, NULL, "Right", "text behind the occurrence"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "name of the newspaper; null where unknown"},
    {"date", GLN_TYPE_DATE, NULL, "Date", "day of the issue; null where it is not fully known"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "the article's headline, all parts joined"},
    {"file", GLN_TYPE_STRING, NULL, "File", "path of the file, relative to the corpus"},
    {"line", GLN_TYPE_INTEGER, "line", "Line", "line of the file that the occurrence begins on"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "period of the stratum; null where the sample has no periods"},
    {"key", GLN_TYPE_STRING, NULL, "Key",
     "period, its first and last day, hits of the stratum, article, place in it and term: what the sheet is read back "
     "by"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; undated: the day of the issue is not fully known"},
};

enum { S_TERM, S_PERIOD, S_START, S_END, S_HITS, S_SAMPLED, S_STATUS, S_FIELDS };

static const gln_field strata_fields[S_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "the stratum; null where the sample has no periods"},
    {"period_start", GLN_TYPE_DATE, NULL, "First day", "of the period"},
    {"period_end", GLN_TYPE_DATE, NULL, "Last day", "of the period"},
    {"hits", GLN_TYPE_INTEGER, "occurrences", "Hits", "occurrences of the term in the period"},
    {"sampled", GLN_TYPE_INTEGER, "rows", "Sampled", "of those, drawn for the sheet"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; complete: every hit is in the sheet"},
};

/* A text with a space before what a spreadsheet would take for a formula. */
static void set_safe(gln_table *table, size_t column, gln_slice text, gln_buffer *room)
{
    bool formula = text.len && strchr("=+-@\t\r", text.ptr[0]);
    room->len = 0;
    gln_buffer__puts(room, formula ? " " : "");
    gln_buffer__put(room, text);
    gln_table_set_text(table, column, room->len ? gln_buffer__slice(room) : GLN_LIT(""));
}

/* LABEL:FROM..TO/HITS/ARTICLE/SEGMENT/START/TERM */
static void set_key(gln_table *table, const sampling *s, const stratum *of, const gln_kwic_row *row, gln_buffer *room)
{
    char from[GLN_DATE_SIZE] = "", to[GLN_DATE_SIZE] = "";
    gln_slice label = GLN_LIT("all");
    if (s->options->by_period) {
        const gln_period *period = &s->periods.items[of->period];
        label = period->label;
        (void)gln_period__date(period->start, from);
        (void)gln_period__date(period->end, to);
    }
    room->len = 0;
    gln_buffer__put(room, label);
    gln_buffer__printf(room, ":%s..%s/%zu/%.*s/%lu/%lu/", from, to, of->hits, (int)row->article.len, row->article.ptr,
                       (unsigned long)row->segment, (unsigned long)row->start);
    gln_buffer__put(room, s->view.terms[row->term]);
    gln_table_set_text(table, KEY, gln_buffer__slice(room));
}

static void put_row(gln_table *table, const sampling *s, const stratum *of, const gln_kwic_row *row, gln_buffer *room)
{
    char date[GLN_DATE_SIZE];
    bool dated = gln_date_full(row->date);
    gln_table_row(table);
    gln_table_set_text(table, CODE, GLN_LIT(""));
    gln_table_set_text(table, NOTE, GLN_LIT(""));
    set_safe(table, TERM, s->view.terms[row->term], room);
    set_safe(table, LEFT, row->left, room);
    set_safe(table, MATCH_TEXT, row->match, room);
    set_safe(table, RIGHT, row->right, room);
    if (row->newspaper.len) {
        set_safe(table, NEWSPAPER, row->newspaper, room);
    }
    if (dated) {
        gln_table_set_text(table, DATE, gln_slice_of(gln_date_edtf(row->date, date)));
    }
    set_safe(table, HEADLINE, row->headline, room);
    set_safe(table, FILE_NAME, row->file, room);
    if (row->line) {
        gln_table_set_integer(table, LINE, row->line);
    }
    if (s->options->by_period) {
        gln_table_set_text(table, PERIOD, s->periods.items[of->period].label);
    }
    set_key(table, s, of, row, room);
    gln_table_set_text(table, STATUS, dated ? GLN_LIT("ok") : GLN_LIT("undated"));
}

static void put_stratum(gln_table *table, const sampling *s, const stratum *of)
{
    char date[GLN_DATE_SIZE];
    gln_table_row(table);
    gln_table_set_text(table, S_TERM, s->view.terms[of->term]);
    if (s->options->by_period) {
        const gln_period *period = &s->periods.items[of->period];
        gln_table_set_text(table, S_PERIOD, period->label);
        gln_table_set_text(table, S_START, gln_slice_of(gln_period__date(period->start, date)));
        gln_table_set_text(table, S_END, gln_slice_of(gln_period__date(period->end, date)));
    }
    gln_table_set_integer(table, S_HITS, of->hits);
    gln_table_set_integer(table, S_SAMPLED, of->taken);
    gln_table_set_text(table, S_STATUS, of->taken == of->hits ? GLN_LIT("complete") : GLN_LIT("ok"));
}

/* Within a term by chance, whatever the stratum. */
static int by_chance(const void *a, const void *b)
{
    const drawn *x = a, *y = b;
    if (x->row->term != y->row->term) {
        return x->row->term < y->row->term ? -1 : 1;
    }
    if (x->chance != y->chance) {
        return x->chance < y->chance ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

static gln_status fill(sampling *s, gln_table *sheet, gln_table *strata, gln_error *err)
{
    gln_buffer room = GLN_BUFFER_INIT;
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < s->n_strata; i++) {
        const stratum *of = &s->strata[i];
        put_stratum(strata, s, of);
        for (size_t k = 0; k < of->taken; k++) {
            s->hits[kept] = s->hits[at + k];
            s->hits[kept++].stratum = (uint32_t)i; /* from now on the number among those with hits */
        }
        at += of->hits;
    }
    qsort(s->hits, kept, sizeof *s->hits, by_chance);
    for (size_t i = 0; i < kept; i++) {
        put_row(sheet, s, &s->strata[s->hits[i].stratum], s->hits[i].row, &room);
    }
    gln_status status = room.failed ? gln_error__nomem(err) : gln_table_check(sheet, err);
    gln_buffer__free(&room);
    return status == GLN_OK ? gln_table_check(strata, err) : status;
}

gln_status gln_coding_sheet(const gln_kwic *counter, const gln_coding_options *options, gln_table **sheet,
                            gln_table **strata, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    sampling s = {.options = options};
    gln_table *rows = NULL, *sums = NULL;
    const gln_counter_options *counted = gln_kwic__options(counter);
    if (counted->keep || counted->most || (options->by_period && options->by == GLN_BY_ISSUE)) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "a coding sheet is drawn from every hit, by day, week, month, quarter or year");
    }
    gln_status status = gln_kwic__view(counter, &s.view, err);
    if (status != GLN_OK) {
        return status;
    }
    if (options->by_period) {
        status = take_periods(&s, &arena, err);
    }
    if (status == GLN_OK) {
        status = take_strata(&s, &arena, err);
    }
    if (status == GLN_OK) {
        status = allocate(&s, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("coding_sheet", "Coding sheet", fields, N_FIELDS, &rows, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("coding_strata", "Strata of the coding sheet", strata_fields, S_FIELDS, &sums, err);
    }
    if (status == GLN_OK) {
        status = fill(&s, rows, sums, err);
    }
    if (status == GLN_OK) {
        *sheet = rows;
        *strata = sums;
        rows = sums = NULL;
    }
    gln_table_free(rows);
    gln_table_free(sums);
    gln_periods__free(&s.periods);
    gln_kwic_view__free(&s.view);
    gln_arena__clear(&arena);
    return status;
}
