/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/utf8.h"
#include "count/count_encode.h"
#include "count/count_job.h"
#include "count/kwic_view.h"
#include "count/sorter.h"

#include <stdlib.h>

enum { MOST_CHARACTERS = 10000, SPARE_ROWS = 4096, FEW_ROWS = 64 };

struct gln_kwic {
    gln_counter_options options;
    gln_article_text text; /* for gln_kwic_add */
    gln_kwic_row *rows;
    size_t n_rows;
    size_t capacity;
    gln_intern names;   /* ids, newspapers, headlines, files */
    gln_arena contexts; /* left, match and right */
    size_t n_compact;   /* rows that the last compaction left */
    bool pruned;        /* rows[keep - 1] is then the last that was worth keeping */
    gln_sorter all;     /* where all rows are kept, and then no other holds any */
    gln_buffer key;     /* scratch */
};

/* Rows without a bound go to the sorter: there may be more of them than memory. */
static bool keeps_all(const gln_kwic *kwic)
{
    return kwic->options.keep == 0 && kwic->options.most == 0;
}

gln_status gln_kwic_new(const gln_counter_options *options, gln_kwic **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, true, 0, MOST_CHARACTERS, "a concordance", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_kwic *kwic = calloc(1, sizeof *kwic);
    if (!kwic) {
        return gln_error__nomem(err);
    }
    kwic->options = *options;
    kwic->all.memory = options->memory;
    *out = kwic;
    return GLN_OK;
}

void gln_kwic_free(gln_kwic *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        free(counter->rows);
        gln_intern__clear(&counter->names);
        gln_arena__clear(&counter->contexts);
        gln_sorter__clear(&counter->all);
        gln_buffer__free(&counter->key);
        free(counter);
    }
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* What follows the start tells rows apart whose files share an id; rows equal in all of it are equal. */
static int in_order(const void *a, const void *b)
{
    const gln_kwic_row *x = a, *y = b;
    int order = gln_issues__compare_dates(x->date, y->date);
    order = order ? order : gln_slice_compare(x->newspaper, y->newspaper);
    order = order ? order : gln_slice_compare(x->issue, y->issue);
    order = order ? order : compare_numbers(x->order, y->order);
    order = order ? order : compare_numbers(x->segment, y->segment);
    order = order ? order : compare_numbers(x->start, y->start);
    order = order ? order : compare_numbers(x->term, y->term);
    order = order ? order : gln_slice_compare(x->match, y->match);
    order = order ? order : gln_slice_compare(x->article, y->article);
    order = order ? order : gln_slice_compare(x->file, y->file);
    order = order ? order : compare_numbers(x->line, y->line);
    order = order ? order : gln_slice_compare(x->left, y->left);
    order = order ? order : gln_slice_compare(x->right, y->right);
    return order ? order : gln_slice_compare(x->headline, y->headline);
}

/* The row as a key that compares as in_order has it, and back; texts come to lie in `texts`. */
static void put_row(gln_buffer *key, const gln_kwic_row *row)
{
    gln_ordered__put_number(key, (uint64_t)(row->date.year + 32768), 2);
    gln_ordered__put_number(key, (uint64_t)(row->date.month + 128), 1);
    gln_ordered__put_number(key, (uint64_t)(row->date.day + 128), 1);
    gln_ordered__put_text(key, row->newspaper);
    gln_ordered__put_text(key, row->issue);
    gln_ordered__put_number(key, row->order, 4);
    gln_ordered__put_number(key, row->segment, 4);
    gln_ordered__put_number(key, row->start, 4);
    gln_ordered__put_number(key, row->term, 4);
    gln_ordered__put_text(key, row->match);
    gln_ordered__put_text(key, row->article);
    gln_ordered__put_text(key, row->file);
    gln_ordered__put_number(key, row->line, 4);
    gln_ordered__put_text(key, row->left);
    gln_ordered__put_text(key, row->right);
    gln_ordered__put_text(key, row->headline);
}

void gln_kwic__row(gln_slice key, gln_buffer *texts, gln_kwic_row *row)
{
    const char *at = key.ptr;
    gln_slice *const places[] = {&row->newspaper, &row->issue, &row->match, &row->article,
                                 &row->file,      &row->left,  &row->right, &row->headline};
    size_t ends[sizeof places / sizeof *places], n = 0;
    gln_buffer__clear(texts);
    *row = (gln_kwic_row){.date.year = (int16_t)((int)gln_ordered__take_number(&at, 2) - 32768)};
    row->date.month = (int8_t)((int)gln_ordered__take_number(&at, 1) - 128);
    row->date.day = (int8_t)((int)gln_ordered__take_number(&at, 1) - 128);
    for (; n < 2; n++) {
        gln_ordered__take_text(&at, texts);
        ends[n] = texts->len;
    }
    row->order = (uint32_t)gln_ordered__take_number(&at, 4);
    row->segment = (uint32_t)gln_ordered__take_number(&at, 4);
    row->start = (uint32_t)gln_ordered__take_number(&at, 4);
    row->term = (uint32_t)gln_ordered__take_number(&at, 4);
    for (; n < 5; n++) {
        gln_ordered__take_text(&at, texts);
        ends[n] = texts->len;
    }
    row->line = (uint32_t)gln_ordered__take_number(&at, 4);
    for (; n < 8; n++) {
        gln_ordered__take_text(&at, texts);
        ends[n] = texts->len;
    }
    for (size_t i = 0; i < n; i++) {
        size_t from = i ? ends[i - 1] : 0;
        *places[i] = gln_slice_sub(gln_buffer__slice(texts), from, ends[i] - from);
    }
}

uint64_t gln_kwic__chance(const gln_kwic_row *row, uint64_t seed)
{
    const uint64_t place[] = {seed, gln_hash__bytes(row->article), row->segment, row->start, row->term};
    char bytes[sizeof place]; /* the same on every machine */
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(place[i / 8] >> (8 * (i % 8)));
    }
    return gln_hash__bytes((gln_slice){bytes, sizeof bytes});
}

static int by_chance(const void *a, const void *b)
{
    const gln_kwic_row *x = a, *y = b;
    return x->chance != y->chance ? (x->chance < y->chance ? -1 : 1) : in_order(a, b);
}

/* Rows that shall be kept stand before those that may go. */
typedef int (*preference)(const void *a, const void *b);

static preference preferred(const gln_kwic *kwic)
{
    return kwic->options.keep_by == GLN_KEEP_DRAWN ? by_chance : in_order;
}

/* Drops all rows but those to be kept, and the contexts of the others with them. */
static gln_status prune(gln_kwic *kwic, gln_error *err)
{
    gln_arena kept = GLN_ARENA_INIT;
    qsort(kwic->rows, kwic->n_rows, sizeof *kwic->rows, preferred(kwic));
    for (size_t i = 0; i < kwic->options.keep; i++) {
        gln_kwic_row *row = &kwic->rows[i];
        gln_slice stretch = {row->left.ptr, row->left.len + row->match.len + row->right.len};
        stretch = gln_arena__copy(&kept, stretch);
        if (!stretch.ptr) {
            gln_arena__clear(&kept);
            kwic->n_rows = 0;
            return gln_error__nomem(err);
        }
        row->left.ptr = stretch.ptr;
        row->match.ptr = stretch.ptr + row->left.len;
        row->right.ptr = row->match.ptr + row->match.len;
    }
    gln_arena__clear(&kwic->contexts);
    kwic->contexts = kept;
    kwic->n_rows = kwic->options.keep;
    kwic->pruned = true;
    return GLN_OK;
}

/* The name interned; what is unknown or empty stays the empty slice. */
static bool keep_name(gln_kwic *kwic, gln_slice *name)
{
    if (!name->len) {
        *name = (gln_slice){NULL, 0};
        return true;
    }
    uint32_t id = gln_intern__add(&kwic->names, *name);
    if (id != GLN_NO_ID) {
        *name = kwic->names.items[id];
    }
    return id != GLN_NO_ID;
}

/* Appends the row with copies of its texts; left, match and right are one stretch that begins at left.ptr. */
static gln_status add_row(gln_kwic *kwic, gln_kwic_row row, gln_error *err)
{
    size_t keep = kwic->options.keep;
    if (keeps_all(kwic)) {
        gln_buffer__clear(&kwic->key);
        put_row(&kwic->key, &row);
        return kwic->key.failed ? gln_error__nomem(err)
                                : gln_sorter__put(&kwic->all, gln_buffer__slice(&kwic->key), (gln_slice){"", 0}, err);
    }
    if (keep && kwic->options.keep_by == GLN_KEEP_DRAWN) {
        row.chance = gln_kwic__chance(&row, kwic->options.keep_seed);
    }
    if (keep && kwic->pruned && preferred(kwic)(&row, &kwic->rows[keep - 1]) > 0) {
        return GLN_OK;
    }
    if (keep && kwic->n_rows > keep && kwic->n_rows - keep >= (keep > SPARE_ROWS ? keep : SPARE_ROWS)) {
        gln_status status = prune(kwic, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    gln_kwic_row *grown = gln_memory__grown(kwic->rows, &kwic->capacity, kwic->n_rows + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    kwic->rows = grown;
    gln_slice stretch = {row.left.ptr, row.left.len + row.match.len + row.right.len};
    stretch = gln_arena__copy(&kwic->contexts, stretch);
    if (!stretch.ptr || !keep_name(kwic, &row.article) || !keep_name(kwic, &row.issue) ||
        !keep_name(kwic, &row.newspaper) || !keep_name(kwic, &row.headline) || !keep_name(kwic, &row.file)) {
        return gln_error__nomem(err);
    }
    row.left.ptr = stretch.ptr;
    row.match.ptr = stretch.ptr + row.left.len;
    row.right.ptr = row.match.ptr + row.match.len;
    kwic->rows[kwic->n_rows++] = row;
    return GLN_OK;
}

/* The row of a hit, its texts borrowed. */
static gln_kwic_row row_of(const gln_kwic *kwic, const gln_article_text *text, const gln_text_segment *segment,
                           const gln_hit *hit)
{
    size_t from = hit->start, to = hit->end;
    for (unsigned i = 0; i < kwic->options.window && from > 0; i++) {
        (void)gln_slice__prev(segment->text, &from);
    }
    for (unsigned i = 0; i < kwic->options.window && to < segment->text.len; i++) {
        (void)gln_slice__next(segment->text, &to);
    }
    size_t place = segment->index + (segment->headline ? 0 : text->article->n_headline);
    return (gln_kwic_row){.term = hit->term,
                          .left = gln_slice_sub(segment->text, from, hit->start - from),
                          .match = gln_slice_sub(segment->text, hit->start, hit->end - hit->start),
                          .right = gln_slice_sub(segment->text, hit->end, to - hit->end),
                          .article = text->article->id,
                          .issue = text->issue->id,
                          .newspaper = text->issue->newspaper,
                          .date = text->issue->date,
                          .headline = text->article->headline_joined,
                          .file = text->article->file.ptr ? text->article->file : text->issue->file,
                          .line = gln_text_segment__line(segment, text->article, hit->start),
                          .order = text->article->order,
                          .segment = (uint32_t)place,
                          .start = hit->start};
}

/* Whether two dates lie in one period; what is unknown is a period of its own. Weeks begin on Monday, as 1970-01-05. */
static bool same_period(gln_by by, gln_date a, gln_date b)
{
    bool year = a.year == b.year, month = year && a.month == b.month;
    switch (by) {
    case GLN_BY_YEAR:
        return year;
    case GLN_BY_QUARTER:
        return year && (a.month + 2) / 3 == (b.month + 2) / 3;
    case GLN_BY_MONTH:
        return month;
    case GLN_BY_WEEK:
        if (gln_date_full(a) && gln_date_full(b)) {
            int64_t x = gln_date_days(a) + 3, y = gln_date_days(b) + 3;
            return (x - (x % 7 + 7) % 7) == (y - (y % 7 + 7) % 7);
        }
        break;
    case GLN_BY_DAY:
    case GLN_BY_ISSUE:
        break;
    }
    return month && a.day == b.day;
}

/* What keep_first knows of a term. */
typedef struct first_lines {
    uint32_t count;
    size_t last; /* the row last kept, of this period where count > 0 */
} first_lines;

/* Where only the first lines of each term are wanted, in all or by period: keeps those of rows in order; returns how
 * many. */
static size_t keep_first(const gln_kwic *kwic, gln_kwic_row *rows, size_t n, first_lines *terms)
{
    size_t kept = 0, n_terms = gln_matcher_n_terms(kwic->options.matcher);
    bool by_period = kwic->options.most_by_period;
    gln_date before = {0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        gln_kwic_row row = rows[i]; /* its place may be taken */
        if (i == 0 || (by_period && !same_period(kwic->options.by, before, row.date))) {
            memset(terms, 0, n_terms * sizeof *terms);
        }
        before = row.date;
        first_lines *term = &terms[row.term];
        bool again = by_period && term->count && gln_slice_equal(rows[term->last].article, row.article) &&
                     gln_slice_equal(rows[term->last].issue, row.issue);
        if (!again && term->count < kwic->options.most) {
            term->count++;
            term->last = kept;
            rows[kept++] = row;
        }
    }
    return kept;
}

/* Drops what can no longer be among the first lines, once that is most of what is there. */
static gln_status compact(gln_kwic *kwic, gln_error *err)
{
    size_t n_terms = gln_matcher_n_terms(kwic->options.matcher);
    gln_kwic fresh = {.options = kwic->options};
    if (!kwic->options.most || kwic->n_rows < FEW_ROWS + 4 * (size_t)kwic->options.most * n_terms ||
        kwic->n_rows < 2 * kwic->n_compact) {
        return GLN_OK;
    }
    first_lines *terms = gln_memory__array(n_terms, sizeof *terms);
    gln_status status = terms ? GLN_OK : gln_error__nomem(err);
    qsort(kwic->rows, kwic->n_rows, sizeof *kwic->rows, in_order);
    size_t n = terms ? keep_first(kwic, kwic->rows, kwic->n_rows, terms) : 0;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = add_row(&fresh, kwic->rows[i], err);
    }
    free(terms);
    gln_kwic old = *kwic;
    if (status == GLN_OK) {
        kwic->rows = fresh.rows;
        kwic->n_rows = kwic->n_compact = fresh.n_rows;
        kwic->capacity = fresh.capacity;
        kwic->names = fresh.names;
        kwic->contexts = fresh.contexts;
        fresh = old;
    }
    free(fresh.rows);
    gln_intern__clear(&fresh.names);
    gln_arena__clear(&fresh.contexts);
    return status;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    (void)counter;
    (void)issue;
    (void)err;
    return GLN_OK;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_kwic *kwic = counter;
    gln_status status = gln_article_text__match(text, kwic->options.matcher, err);
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        const gln_text_segment *segment = &text->segments[s];
        if (gln_text_segment__in(segment, kwic->options.part)) {
            for (size_t h = 0; h < segment->n_hits && status == GLN_OK; h++) {
                status = add_row(kwic, row_of(kwic, text, segment, &segment->hits[h]), err);
            }
        }
    }
    return status == GLN_OK ? compact(kwic, err) : status;
}

gln_count_job gln_kwic__job(gln_kwic *counter)
{
    return (gln_count_job){counter, &counter->options, false, false, begin, count, NULL};
}

const gln_counter_options *gln_kwic__options(const gln_kwic *counter)
{
    return &counter->options;
}

gln_status gln_kwic_add(gln_kwic *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_kwic__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

gln_status gln_kwic_merge(gln_kwic *into, const gln_kwic *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a concordance cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    for (size_t i = 0; i < from->n_rows && status == GLN_OK; i++) {
        status = add_row(into, from->rows[i], err);
    }
    if (status == GLN_OK) {
        status = gln_sorter__merge(&into->all, &from->all, err);
    }
    return status == GLN_OK ? compact(into, err) : status;
}

gln_status gln_kwic__take(gln_kwic *into, gln_kwic *from, gln_error *err)
{
    if (into->n_rows || into->all.n || into->all.runs.n) {
        return gln_kwic_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_kwic swapped = *into;
        *into = *from;
        *from = swapped;
        into->options.memory = into->all.memory = swapped.options.memory; /* a shard was given a part of it */
    }
    return status;
}

gln_status gln_kwic__settle(gln_kwic *kwic, gln_error *err)
{
    return gln_sorter__settle(&kwic->all, err);
}

/* ---- all rows ---- */

typedef struct visiting {
    gln_kwic_visitor *visit;
    void *context;
    gln_buffer texts;
} visiting;

static gln_status visit_row(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    visiting *v = context;
    gln_kwic_row row;
    (void)value;
    (void)tag;
    gln_kwic__row(key, &v->texts, &row);
    return v->texts.failed ? gln_error__nomem(err) : v->visit(v->context, &row, key, err);
}

static gln_status end_row(void *context, gln_slice key, gln_error *err)
{
    (void)context;
    (void)key;
    (void)err;
    return GLN_OK;
}

bool gln_kwic__keeps_all(const gln_kwic *counter)
{
    return keeps_all(counter);
}

gln_status gln_kwic__visit(const gln_kwic *counter, gln_kwic_visitor *visit, void *context, gln_error *err)
{
    visiting v = {visit, context, GLN_BUFFER_INIT};
    const gln_run_taker taker = {visit_row, end_row, &v};
    gln_status status = gln_sorter__read(&counter->all, &taker, err);
    gln_buffer__free(&v.texts);
    return status;
}

/* The view of a counter that keeps all: its rows, all of them in the arena. */
typedef struct holding {
    gln_kwic_view *view;
    size_t capacity;
} holding;

static gln_status hold_row(void *context, const gln_kwic_row *row, gln_slice key, gln_error *err)
{
    holding *h = context;
    gln_kwic_row *grown = gln_memory__grown(h->view->own_rows, &h->capacity, h->view->n_rows + 1, sizeof *grown);
    size_t n = row->newspaper.len + row->issue.len + row->match.len + row->article.len + row->file.len + row->left.len +
               row->right.len + row->headline.len;
    gln_slice texts = gln_arena__copy(&h->view->arena, (gln_slice){row->newspaper.ptr, n}); /* they are one stretch */
    (void)key;
    h->view->own_rows = grown ? grown : h->view->own_rows;
    if (!grown || !texts.ptr) {
        return gln_error__nomem(err);
    }
    gln_kwic_row *own = &grown[h->view->n_rows++];
    *own = *row;
    gln_slice *const places[] = {&own->newspaper, &own->issue, &own->match, &own->article,
                                 &own->file,      &own->left,  &own->right, &own->headline};
    for (size_t i = 0, at = 0; i < sizeof places / sizeof *places; i++) {
        places[i]->ptr = texts.ptr + at;
        at += places[i]->len;
    }
    return GLN_OK;
}

static gln_status hold_all(const gln_kwic *counter, gln_kwic_view *view, gln_error *err)
{
    holding h = {view, 0};
    gln_status status = gln_kwic__visit(counter, hold_row, &h, err);
    view->rows = view->own_rows;
    return status;
}

gln_status gln_kwic__view(const gln_kwic *counter, gln_kwic_view *out, gln_error *err)
{
    gln_kwic_view view = {
        .n_rows = counter->n_rows, .n_terms = gln_matcher_n_terms(counter->options.matcher), .arena = GLN_ARENA_INIT};
    gln_kwic_row *rows = gln_arena__array(&view.arena, view.n_rows, sizeof *rows);
    gln_slice *terms = gln_arena__array(&view.arena, view.n_terms, sizeof *terms);
    if (!rows || !terms) {
        gln_arena__clear(&view.arena);
        return gln_error__nomem(err);
    }
    if (view.n_rows) {
        memcpy(rows, counter->rows, view.n_rows * sizeof *rows);
        if (counter->options.keep && counter->options.keep < view.n_rows) {
            qsort(rows, view.n_rows, sizeof *rows, preferred(counter));
            view.n_rows = counter->options.keep;
        }
        qsort(rows, view.n_rows, sizeof *rows, in_order);
    }
    if (counter->options.most) {
        first_lines *firsts = gln_arena__array(&view.arena, view.n_terms, sizeof *firsts);
        if (!firsts) {
            gln_arena__clear(&view.arena);
            return gln_error__nomem(err);
        }
        view.n_rows = keep_first(counter, rows, view.n_rows, firsts);
    }
    for (size_t i = 0; i < view.n_terms; i++) {
        terms[i] = gln_matcher_term(counter->options.matcher, i);
    }
    view.rows = rows;
    view.terms = terms;
    gln_status status = keeps_all(counter) ? hold_all(counter, &view, err) : GLN_OK;
    if (status != GLN_OK) {
        gln_kwic_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

void gln_kwic_view__free(gln_kwic_view *view)
{
    gln_arena__clear(&view->arena);
    free(view->own_rows);
    *view = (gln_kwic_view){0};
}

/* Body: the rows: term, left, match, right, article, issue, newspaper, date as EDTF, headline, file, line, order,
 * segment, start. */
gln_status gln_kwic_write(const gln_kwic *counter, char **out, size_t *n, gln_error *err)
{
    gln_kwic_view view;
    gln_status status = gln_kwic__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, 'k', &counter->options);
    gln_encode__number(&bytes, view.n_rows);
    for (size_t i = 0; i < view.n_rows; i++) {
        const gln_kwic_row *row = &view.rows[i];
        char date[GLN_DATE_SIZE];
        gln_encode__number(&bytes, row->term);
        gln_encode__text(&bytes, row->left);
        gln_encode__text(&bytes, row->match);
        gln_encode__text(&bytes, row->right);
        gln_encode__text(&bytes, row->article);
        gln_encode__text(&bytes, row->issue);
        gln_encode__text(&bytes, row->newspaper);
        gln_encode__text(&bytes, gln_slice_of(gln_date_edtf(row->date, date)));
        gln_encode__text(&bytes, row->headline);
        gln_encode__text(&bytes, row->file);
        gln_encode__number(&bytes, row->line);
        gln_encode__number(&bytes, row->order);
        gln_encode__number(&bytes, row->segment);
        gln_encode__number(&bytes, row->start);
    }
    gln_kwic_view__free(&view);
    return gln_encode__finish(&bytes, out, n, err);
}
