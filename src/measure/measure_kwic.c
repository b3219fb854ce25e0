/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/concordance.h"

#include "core/utf8.h"
#include "count/count_job.h"
#include "count/kwic_view.h"
#include "count/sorter.h"
#include "measure/measure_kwic.h"

#include <stdlib.h>

enum { TERM, LEFT, MATCH_TEXT, RIGHT, ARTICLE, ISSUE, NEWSPAPER, DATE, HEADLINE, FILE_NAME, LINE, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given"},
    {"left", GLN_TYPE_STRING, NULL, "Left", "text of the same headline line or paragraph before the occurrence"},
    {"match_text", GLN_TYPE_STRING, NULL, "Match", "the occurrence as printed"},
    {"right", GLN_TYPE_STRING, NULL, "Right", "text of the same headline line or paragraph behind the occurrence"},
    {"article", GLN_TYPE_STRING, NULL, "Article", "id of the article, as the articles table has it"},
    {"issue", GLN_TYPE_STRING, NULL, "Issue", "id of the newspaper issue's file"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "name of the newspaper; null where unknown"},
    {"date", GLN_TYPE_DATE, NULL, "Date", "day of the issue; null where year, month or day is unknown"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "the article's headline, all parts joined"},
    {"file", GLN_TYPE_STRING, NULL, "File", "path of the file, relative to the corpus"},
    {"line", GLN_TYPE_INTEGER, "line", "Line", "line of the file that the occurrence begins on, counted from 1"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; undated: the day of the issue is not fully known"},
};

/* A line of the concordance with what it is sorted by. */
typedef struct line {
    const gln_kwic_row *row;
    gln_slice key;
    size_t place; /* in the corpus */
} line;

static int by_key(const void *a, const void *b)
{
    const line *x = a, *y = b;
    int order = gln_slice_compare(x->key, y->key);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* The characters of s in reverse order, so that its bytes compare as the text read backwards. */
static gln_slice reversed(gln_arena *arena, gln_slice s)
{
    char *out = gln_arena__array(arena, s.len, 1);
    if (!out) {
        return (gln_slice){NULL, 0};
    }
    size_t at = s.len, filled = 0;
    while (at > 0) {
        size_t end = at;
        (void)gln_slice__prev(s, &at);
        memcpy(out + filled, s.ptr + at, end - at);
        filled += end - at;
    }
    return (gln_slice){out, s.len};
}

/* Sort key: folded context without the white space at its ends, to the left backwards; in the arena. */
static gln_status make_key(gln_segmenter *segmenter, gln_kwic_sort sort, const gln_kwic_row *row, gln_arena *arena,
                           gln_slice *out, gln_error *err)
{
    gln_slice context = sort == GLN_KWIC_LEFT ? row->left : row->right, folded = {"", 0};
    gln_status status = context.len ? gln_segmenter_term(segmenter, context, &folded, err) : GLN_OK;
    if (status == GLN_OK) {
        folded = folded.len ? gln_slice__trim(folded) : GLN_LIT("");
        *out = sort == GLN_KWIC_LEFT ? reversed(arena, folded) : gln_arena__copy(arena, folded);
        status = out->ptr ? GLN_OK : gln_error__nomem(err);
    }
    return status;
}

static gln_status make_keys(const gln_kwic *counter, gln_kwic_sort sort, line *lines, size_t n, gln_arena *arena,
                            gln_error *err)
{
    gln_segmenter *segmenter = NULL;
    gln_status status = gln_segmenter_new(gln_kwic__options(counter)->analyzer, &segmenter, err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = make_key(segmenter, sort, lines[i].row, arena, &lines[i].key, err);
    }
    gln_segmenter_free(segmenter);
    return status;
}

static int by_chance(const void *a, const void *b)
{
    const gln_kwic_row *x = ((const line *)a)->row, *y = ((const line *)b)->row;
    if (x->chance != y->chance) {
        return x->chance < y->chance ? -1 : 1;
    }
    return (((const line *)a)->place > ((const line *)b)->place) -
           (((const line *)a)->place < ((const line *)b)->place);
}

static int by_place(const void *a, const void *b)
{
    const line *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

/* The lines of the smallest chances, in their order. */
static void draw_sample(gln_kwic_row *rows, line *lines, size_t *n, size_t wanted, uint64_t seed)
{
    for (size_t i = 0; i < *n; i++) {
        rows[i].chance = gln_kwic__chance(&rows[i], seed);
    }
    qsort(lines, *n, sizeof *lines, by_chance);
    *n = wanted;
    qsort(lines, *n, sizeof *lines, by_place);
}

/* A text that every row has. */
static void set_text(gln_table *table, size_t column, gln_slice text)
{
    gln_table_set_text(table, column, text.ptr ? text : GLN_LIT(""));
}

/* A text that may be unknown: null where it is empty. */
static void set_known(gln_table *table, size_t column, gln_slice text)
{
    gln_table_set_text(table, column, text.len ? text : (gln_slice){NULL, 0});
}

void gln_kwic__put_row(gln_table *table, gln_slice term, const gln_kwic_row *row)
{
    char date[GLN_DATE_SIZE];
    bool dated = gln_date_full(row->date);
    gln_table_row(table);
    set_text(table, TERM, term);
    set_text(table, LEFT, row->left);
    set_text(table, MATCH_TEXT, row->match);
    set_text(table, RIGHT, row->right);
    set_text(table, ARTICLE, row->article);
    set_text(table, ISSUE, row->issue);
    set_known(table, NEWSPAPER, row->newspaper);
    if (dated) {
        gln_table_set_text(table, DATE, gln_slice_of(gln_date_edtf(row->date, date)));
    }
    set_text(table, HEADLINE, row->headline);
    set_text(table, FILE_NAME, row->file);
    if (row->line) {
        gln_table_set_integer(table, LINE, row->line);
    }
    gln_table_set_text(table, STATUS, dated ? GLN_LIT("ok") : GLN_LIT("undated"));
}

gln_status gln_kwic__table_new(const char *name, const char *title, gln_table **out, gln_error *err)
{
    return gln_table_new(name, title, fields, N_FIELDS, out, err);
}

/* The lines in the order asked for into lines, which holds one a row; *n of them. */
static gln_status choose_lines(const gln_kwic *counter, const gln_kwic_view *view, const gln_kwic_options *options,
                               gln_arena *arena, line *lines, size_t *n, gln_error *err)
{
    gln_status status = GLN_OK;
    *n = view->n_rows;
    for (size_t i = 0; i < *n; i++) {
        lines[i] = (line){&view->rows[i], {"", 0}, i};
    }
    if (options->sample && options->sample < *n) {
        draw_sample(view->rows, lines, n, options->sample, options->seed);
    }
    if (status == GLN_OK && options->sort != GLN_KWIC_UNSORTED) {
        status = make_keys(counter, options->sort, lines, *n, arena, err);
        if (status == GLN_OK) {
            qsort(lines, *n, sizeof *lines, by_key);
        }
    }
    if (options->limit && options->limit < *n) {
        *n = options->limit;
    }
    return status;
}

/* ---- all rows, of which there may be more than memory ---- */

typedef struct streaming {
    const gln_kwic *counter;
    const gln_kwic_options *options;
    gln_table *table;
    uint64_t n; /* visited */
    gln_segmenter *segmenter;
    gln_arena arena;
    gln_sorter sorter; /* of the keys of rows, by context and place */
    gln_buffer key;
    gln_buffer texts;
} streaming;

static void write_row(streaming *s, const gln_kwic_row *row)
{
    if (!s->options->limit || s->n < s->options->limit) {
        gln_kwic__put_row(s->table, gln_matcher_term(gln_kwic__options(s->counter)->matcher, row->term), row);
    }
    s->n++;
}

static gln_status on_row(void *context, const gln_kwic_row *row, gln_slice key, gln_error *err)
{
    streaming *s = context;
    gln_slice sorted;
    if (s->options->sort == GLN_KWIC_UNSORTED) {
        write_row(s, row);
        return gln_table_check(s->table, err);
    }
    gln_arena__reset(&s->arena);
    gln_status status = make_key(s->segmenter, s->options->sort, row, &s->arena, &sorted, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer__clear(&s->key);
    gln_ordered__put_text(&s->key, sorted);
    gln_ordered__put_number(&s->key, s->n++, 8);
    return s->key.failed ? gln_error__nomem(err) : gln_sorter__put(&s->sorter, gln_buffer__slice(&s->key), key, err);
}

static gln_status on_sorted(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    streaming *s = context;
    gln_kwic_row row;
    (void)key;
    (void)tag;
    gln_kwic__row(value, &s->texts, &row);
    if (s->texts.failed) {
        return gln_error__nomem(err);
    }
    write_row(s, &row);
    return gln_table_check(s->table, err);
}

static gln_status on_end(void *context, gln_slice key, gln_error *err)
{
    (void)context;
    (void)key;
    (void)err;
    return GLN_OK;
}

static gln_status stream_rows(const gln_kwic *counter, const gln_kwic_options *options, gln_table *table,
                              gln_error *err)
{
    streaming s = {.counter = counter, .options = options, .table = table};
    const gln_run_taker taker = {on_sorted, on_end, &s};
    s.sorter.memory = gln_kwic__options(counter)->memory;
    gln_status status = gln_segmenter_new(gln_kwic__options(counter)->analyzer, &s.segmenter, err);
    if (status == GLN_OK) {
        status = gln_kwic__visit(counter, on_row, &s, err);
    }
    s.n = 0;
    if (status == GLN_OK && options->sort != GLN_KWIC_UNSORTED) {
        status = gln_sorter__read(&s.sorter, &taker, err);
    }
    gln_segmenter_free(s.segmenter);
    gln_arena__clear(&s.arena);
    gln_sorter__clear(&s.sorter);
    gln_buffer__free(&s.key);
    gln_buffer__free(&s.texts);
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

/* ---- rows that are held ---- */

static gln_status hold_rows(const gln_kwic *counter, const gln_kwic_options *options, gln_table *table, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_kwic_view view = {0};
    line *lines = NULL;
    size_t n = 0;
    gln_status status = gln_kwic__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    lines = gln_memory__array(view.n_rows, sizeof *lines);
    status = lines ? choose_lines(counter, &view, options, &arena, lines, &n, err) : gln_error__nomem(err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_kwic__put_row(table, view.terms[lines[i].row->term], lines[i].row);
    }
    free(lines);
    gln_arena__clear(&arena);
    gln_kwic_view__free(&view);
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

gln_status gln_kwic_table(const gln_kwic *counter, const gln_kwic_options *options, gln_table **out, gln_error *err)
{
    const gln_kwic_options usual = GLN_KWIC_OPTIONS_INIT;
    options = options ? options : &usual;
    if ((unsigned)options->sort > GLN_KWIC_RIGHT) {
        return gln_error_set(err, GLN_ERR_USAGE, "a concordance is sorted left, right or not at all");
    }
    gln_table *table = NULL;
    gln_status status = gln_kwic__table_new("kwic", "Concordance", &table, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_table_stream(table, options->taker);
    status = gln_kwic__keeps_all(counter) && !options->sample ? stream_rows(counter, options, table, err)
                                                              : hold_rows(counter, options, table, err);
    if (status != GLN_OK) {
        gln_table_free(table);
        return status;
    }
    *out = table;
    return GLN_OK;
}
