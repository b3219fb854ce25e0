/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/series_view.h"

#include "count/count_encode.h"
#include "count/series_counts.h"

#include <stdlib.h>

typedef struct placed_stratum {
    gln_series_stratum stratum; /* issue: its rank */
    uint32_t id;
} placed_stratum;

static int by_issue(const void *a, const void *b)
{
    const gln_series_stratum *x = &((const placed_stratum *)a)->stratum, *y = &((const placed_stratum *)b)->stratum;
    if (x->issue != y->issue) {
        return x->issue < y->issue ? -1 : 1;
    }
    return gln_slice_compare(x->split, y->split);
}

static void add_stratum(gln_series_stratum *a, const gln_series_stratum *b)
{
    a->n_articles += b->n_articles;
    a->n_tokens += b->n_tokens;
    a->n_chars += b->n_chars;
    a->tokens_squared += b->tokens_squared;
    a->tokens_weighted += b->tokens_weighted;
}

/* Sorted strata into the view, those of one issue and value as one; rank[id] is the place of each. */
static gln_status place_strata(const gln_series *series, const uint32_t *issue_rank, gln_series_view *view,
                               uint32_t *rank, gln_error *err)
{
    size_t n = series->n_strata, places = 0;
    placed_stratum *all = gln_memory__array(n, sizeof *all);
    gln_series_stratum *sorted = gln_arena__array(&view->arena, n, sizeof *sorted);
    if (!all || !sorted) {
        free(all);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        all[i] = (placed_stratum){series->strata[i], (uint32_t)i};
        all[i].stratum.issue = issue_rank[series->strata[i].issue];
    }
    if (n) {
        qsort(all, n, sizeof *all, by_issue);
    }
    for (size_t i = 0; i < n; i++) {
        if (i && by_issue(&all[i - 1], &all[i]) == 0) {
            add_stratum(&sorted[places - 1], &all[i].stratum);
        } else {
            sorted[places++] = all[i].stratum;
        }
        rank[all[i].id] = (uint32_t)places - 1;
    }
    free(all);
    view->strata = sorted;
    view->n_strata = places;
    return GLN_OK;
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

/* A cell in the view: its stratum since the one before, its sums, how many containers and their bytes; then those, each
 * text and count. */
enum { FLUSH_AT = 1 << 20, AHEAD = 1 << 16, CELL_NUMBERS = 9, NUMBER = 10 /* bytes, at most */ };

/* A closed cell of the term in hand. */
typedef struct closed {
    uint32_t stratum; /* its place in the view */
    size_t at;        /* of its record */
} closed;

/* The cells of one term after the other on their way into the view. */
typedef struct gathering {
    const gln_series *series;
    const uint32_t *stratum_rank;
    gln_series_view *view;
    gln_series_term *terms;
    closed *cells;
    size_t n, capacity;
    gln_buffer records; /* of runs, whose bytes do not stay */
    gln_series_container *words;
    size_t word_capacity;
    gln_buffer text; /* words as bytes */
} gathering;

static int by_stratum(const void *a, const void *b)
{
    const closed *x = a, *y = b;
    if (x->stratum != y->stratum) {
        return x->stratum < y->stratum ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

static int by_text(const void *a, const void *b)
{
    return gln_slice_compare(((const gln_series_container *)a)->text, ((const gln_series_container *)b)->text);
}

/* Adds a record's sums to the cell; how many containers follow at *p. */
static size_t add_sums(const unsigned char **p, gln_series_cell *cell)
{
    cell->count += gln_decode__number(p);
    cell->articles_with += gln_decode__number(p);
    cell->count_squared += gln_decode__number(p);
    cell->count_tokens += gln_decode__number(p);
    cell->count_weighted += gln_decode__number(p);
    uint64_t most = gln_decode__number(p);
    cell->max_count = most > cell->max_count ? most : cell->max_count;
    return (size_t)gln_decode__number(p);
}

static gln_status add_closed(gathering *g, uint32_t stratum, size_t at, gln_error *err)
{
    closed *grown = gln_memory__grown(g->cells, &g->capacity, g->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    g->cells = grown;
    grown[g->n++] = (closed){g->stratum_rank[stratum], at};
    return GLN_OK;
}

/* Writes the sum of the closed cells [from, to), which are of one stratum. */
static gln_status put_cell(gathering *g, gln_series_term *term, const char *records, size_t from, size_t to,
                           uint32_t last, gln_error *err)
{
    gln_series_cell cell = {.stratum = g->cells[from].stratum};
    gln_buffer *out = &g->view->bytes;
    size_t n = 0, kept = 0;
    for (size_t i = from; i < to; i++) {
        const unsigned char *p = (const unsigned char *)records + g->cells[i].at;
        size_t more = add_sums(&p, &cell);
        gln_series_container *grown = gln_memory__grown(g->words, &g->word_capacity, n + more, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        g->words = grown;
        while (more--) {
            gln_slice text = gln_decode__text(&p);
            grown[n++] = (gln_series_container){text, gln_decode__number(&p)};
        }
    }
    if (n) {
        qsort(g->words, n, sizeof *g->words, by_text);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept && gln_slice_equal(g->words[kept - 1].text, g->words[i].text)) {
            g->words[kept - 1].count += g->words[i].count;
        } else {
            g->words[kept++] = g->words[i];
        }
    }
    gln_buffer__clear(&g->text);
    for (size_t i = 0; i < kept; i++) {
        gln_encode__text(&g->text, g->words[i].text);
        gln_encode__number(&g->text, g->words[i].count);
    }
    const uint64_t numbers[CELL_NUMBERS] = {
        cell.stratum - last, cell.count, cell.articles_with, cell.count_squared, cell.count_tokens, cell.count_weighted,
        cell.max_count,      kept,       g->text.len};
    for (size_t i = 0; i < CELL_NUMBERS; i++) {
        gln_encode__number(out, numbers[i]);
    }
    gln_buffer__put(out, gln_buffer__slice(&g->text));
    term->n_cells++;
    return out->failed || g->text.failed ? gln_error__nomem(err) : GLN_OK;
}

static gln_status flush(gln_series_view *view, size_t at_least, gln_error *err)
{
    uint64_t at;
    if (!view->spilled || view->bytes.len < at_least) {
        return GLN_OK;
    }
    gln_status status = gln_spool__put(&view->spool, gln_buffer__slice(&view->bytes), &at, err);
    gln_buffer__clear(&view->bytes);
    return status;
}

/* The cells that were gathered are all of the term. */
static gln_status finish_term(gathering *g, uint32_t number, const char *records, gln_error *err)
{
    gln_series_term *term = &g->terms[number];
    gln_status status = GLN_OK;
    term->at = g->view->spool.size + g->view->bytes.len;
    if (g->n) {
        qsort(g->cells, g->n, sizeof *g->cells, by_stratum);
    }
    for (size_t i = 0, from = 0; i < g->n && status == GLN_OK; i++) {
        if (i + 1 == g->n || g->cells[i + 1].stratum != g->cells[from].stratum) {
            status = put_cell(g, term, records, from, i + 1, from ? g->cells[from - 1].stratum : 0, err);
            from = i + 1;
        }
    }
    term->size = g->view->spool.size + g->view->bytes.len - term->at;
    g->n = 0;
    return status == GLN_OK ? flush(g->view, FLUSH_AT, err) : status;
}

static gln_status take_value(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    gathering *g = context;
    size_t base = g->records.len;
    (void)key;
    gln_buffer__put(&g->records, value);
    if (g->records.failed) {
        return gln_error__nomem(err);
    }
    const unsigned char *start = (const unsigned char *)g->records.data, *p = start + base;
    gln_status status = GLN_OK;
    for (uint64_t n = gln_decode__number(&p); n && status == GLN_OK; n--) {
        gln_series_cell unused = {.count = 0};
        uint32_t stratum = (uint32_t)gln_decode__number(&p) + tag;
        status = add_closed(g, stratum, (size_t)(p - start), err);
        for (size_t words = add_sums(&p, &unused); words; words--) {
            (void)gln_decode__text(&p);
            (void)gln_decode__number(&p);
        }
    }
    return status;
}

static gln_status end_term(void *context, gln_slice key, gln_error *err)
{
    gathering *g = context;
    gln_status status = finish_term(g, gln_run_number__of(key), g->records.data, err);
    gln_buffer__clear(&g->records);
    return status;
}

/* The terms of a counter that holds all of its cells. */
static gln_status place_held(gathering *g, size_t n_terms, gln_error *err)
{
    const gln_series *series = g->series;
    gln_keyed *order = gln_memory__array(series->n_places, sizeof *order);
    gln_status status = order ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < series->n_places && status == GLN_OK; i++) {
        order[i] = (gln_keyed){series->places[i].term, (uint32_t)i};
    }
    if (status == GLN_OK && series->n_places) {
        gln_keyed__sort(order, series->n_places);
    }
    for (size_t t = 0, i = 0; t < n_terms && status == GLN_OK; t++) {
        for (; i < series->n_places && order[i].key == t && status == GLN_OK; i++) {
            const gln_series_place *place = &series->places[order[i].index];
            status = add_closed(g, place->stratum, (size_t)place->at, err);
        }
        if (status == GLN_OK) {
            status = finish_term(g, (uint32_t)t, series->bytes.data, err);
        }
    }
    free(order);
    return status;
}

static gln_status place_cells(const gln_series *series, const uint32_t *stratum_rank, gln_series_view *view,
                              gln_series_term *terms, size_t n_terms, gln_error *err)
{
    gathering g = {.series = series, .stratum_rank = stratum_rank, .view = view, .terms = terms};
    gln_run_taker taker = {take_value, end_term, &g};
    gln_status status = view->spilled ? gln_series__read_runs(series, &taker, err) : place_held(&g, n_terms, err);
    if (status == GLN_OK) {
        status = flush(view, 1, err);
    }
    gln_buffer__free(&g.records);
    gln_buffer__free(&g.text);
    free(g.cells);
    free(g.words);
    return status;
}

/* ---- the view ---------------------------------------------------------------------------------------------------- */

gln_status gln_series__view(const gln_series *counter, gln_series_view *out, gln_error *err)
{
    gln_series_view view = {.split = counter->options.split,
                            .weighted = counter->options.weights != NULL,
                            .spilled = counter->runs.n > 0,
                            .spool = GLN_SPOOL_INIT,
                            .arena = GLN_ARENA_INIT};
    gln_status status = GLN_OK;
    size_t n_issues = gln_issues__count(&counter->issues);
    size_t n_terms = gln_matcher_n_terms(counter->options.matcher);
    uint32_t *issue_rank = gln_memory__array(n_issues, sizeof *issue_rank);
    uint32_t *stratum_rank = gln_memory__array(counter->n_strata, sizeof *stratum_rank);
    gln_counted_issue *issues = gln_arena__array(&view.arena, n_issues, sizeof *issues);
    gln_series_term *terms = gln_arena__array(&view.arena, n_terms, sizeof *terms);
    if (!issue_rank || !stratum_rank || !issues || !terms) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n_terms; i++) {
        terms[i].term = gln_matcher_term(counter->options.matcher, i);
    }
    status = gln_issues__sort(&counter->issues, issues, issue_rank, err);
    if (status == GLN_OK) {
        status = place_strata(counter, issue_rank, &view, stratum_rank, err);
    }
    if (status == GLN_OK) {
        status = place_cells(counter, stratum_rank, &view, terms, n_terms, err);
    }
    view.issues = issues;
    view.n_issues = n_issues;
    view.terms = terms;
    view.n_terms = n_terms;
done:
    free(issue_rank);
    free(stratum_rank);
    if (status != GLN_OK) {
        gln_series_view__free(&view);
    } else {
        *out = view;
    }
    return status;
}

void gln_series_view__free(gln_series_view *view)
{
    if (view->spilled) {
        gln_spool__close(&view->spool);
    }
    gln_buffer__free(&view->bytes);
    gln_arena__clear(&view->arena);
    *view = (gln_series_view){0};
}

/* n bytes of the term's from walk->at on, fewer at its end; of a file until the next call. */
static gln_status bytes_at(gln_series_walk *walk, uint64_t n, const unsigned char **out, gln_error *err)
{
    const gln_series_view *view = walk->view;
    uint64_t left = walk->term->at + walk->term->size - walk->at;
    if (!view->spilled) {
        *out = (const unsigned char *)view->bytes.data + walk->at;
        return GLN_OK;
    }
    walk->window.spool = &view->spool;
    walk->window.ahead = AHEAD;
    return gln_spool_window__get(&walk->window, walk->at, (size_t)(n < left ? n : left), out, err);
}

gln_status gln_series_walk__next(gln_series_walk *walk, const gln_series_cell **out, gln_error *err)
{
    const gln_series_term *term = walk->term;
    const unsigned char *p = NULL, *start;
    *out = NULL;
    walk->n_words = 0;
    if (walk->next == term->n_cells) {
        return GLN_OK;
    }
    if (term->cells) {
        *out = &term->cells[walk->next++];
        return GLN_OK;
    }
    walk->at = walk->next ? walk->at : term->at;
    gln_status status = bytes_at(walk, CELL_NUMBERS * NUMBER, &p, err);
    if (status != GLN_OK) {
        return status;
    }
    start = p;
    walk->cell = (gln_series_cell){.stratum = (walk->next ? walk->cell.stratum : 0) + (uint32_t)gln_decode__number(&p)};
    walk->n_words = add_sums(&p, &walk->cell);
    uint64_t size = gln_decode__number(&p);
    walk->at += (uint64_t)(p - start);
    status = bytes_at(walk, size, &walk->words, err);
    walk->at += size;
    walk->next++;
    *out = &walk->cell;
    return status;
}

gln_series_container gln_series_walk__word(gln_series_walk *walk)
{
    gln_slice text = gln_decode__text(&walk->words);
    walk->n_words--;
    return (gln_series_container){text, gln_decode__number(&walk->words)};
}

void gln_series_walk__clear(gln_series_walk *walk)
{
    gln_spool_window__clear(&walk->window);
}

gln_status gln_series_view__cells(const gln_series_view *view, const gln_series_term *term, gln_series_reader *reader,
                                  const gln_series_cell **out, gln_error *err)
{
    *out = term->cells ? term->cells : reader->cells;
    if (term->cells || term->n_cells == 0 || reader->held == term) {
        return GLN_OK;
    }
    reader->held = NULL;
    gln_series_cell *cells = gln_memory__grown(reader->cells, &reader->capacity, term->n_cells, sizeof *cells);
    if (!cells) {
        return gln_error__nomem(err);
    }
    *out = reader->cells = cells;
    gln_series_walk walk = {.view = view, .term = term};
    const gln_series_cell *cell = NULL;
    gln_status status = gln_series_walk__next(&walk, &cell, err);
    while (status == GLN_OK && cell) {
        *cells++ = *cell;
        status = gln_series_walk__next(&walk, &cell, err);
    }
    gln_series_walk__clear(&walk);
    reader->held = status == GLN_OK ? term : NULL;
    return status;
}

void gln_series_reader__clear(gln_series_reader *reader)
{
    free(reader->cells);
    *reader = (gln_series_reader){.held = NULL};
}

/* The cells of a term. */
static gln_status encode_term(gln_buffer *bytes, const gln_series_view *view, const gln_series_term *term,
                              gln_error *err)
{
    gln_series_walk walk = {.view = view, .term = term};
    const gln_series_cell *cell = NULL;
    gln_encode__number(bytes, term->n_cells);
    gln_status status = gln_series_walk__next(&walk, &cell, err);
    while (status == GLN_OK && cell) {
        gln_encode__number(bytes, cell->stratum);
        gln_encode__number(bytes, cell->count);
        gln_encode__number(bytes, cell->articles_with);
        gln_encode__number(bytes, cell->count_squared);
        gln_encode__number(bytes, cell->count_tokens);
        if (view->weighted) {
            gln_encode__number(bytes, cell->count_weighted);
        }
        gln_encode__number(bytes, cell->max_count);
        gln_encode__number(bytes, walk.n_words);
        while (walk.n_words) {
            gln_series_container word = gln_series_walk__word(&walk);
            gln_encode__text(bytes, word.text);
            gln_encode__number(bytes, word.count);
        }
        status = gln_series_walk__next(&walk, &cell, err);
    }
    gln_series_walk__clear(&walk);
    return status;
}

/* Body: issues; strata: issue, split, articles, tokens, characters, sum of squared tokens; for each term its cells
 * (stratum, the four sums, largest count, its containers as text and count). With weights ('w') the
 * weighted sum follows each stratum and the four sums of each cell. */
gln_status gln_series_write(const gln_series *counter, char **out, size_t *n, gln_error *err)
{
    gln_series_view view;
    gln_status status = gln_series__view(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, view.weighted ? 'w' : 's', &counter->options);
    gln_encode__issues(&bytes, view.issues, view.n_issues);
    gln_encode__number(&bytes, view.n_strata);
    for (size_t i = 0; i < view.n_strata; i++) {
        gln_encode__number(&bytes, view.strata[i].issue);
        gln_encode__text(&bytes, view.strata[i].split);
        gln_encode__number(&bytes, view.strata[i].n_articles);
        gln_encode__number(&bytes, view.strata[i].n_tokens);
        gln_encode__number(&bytes, view.strata[i].n_chars);
        gln_encode__number(&bytes, view.strata[i].tokens_squared);
        if (view.weighted) {
            gln_encode__number(&bytes, view.strata[i].tokens_weighted);
        }
    }
    for (size_t t = 0; t < view.n_terms && status == GLN_OK; t++) {
        status = encode_term(&bytes, &view, &view.terms[t], err);
    }
    gln_series_view__free(&view);
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}
