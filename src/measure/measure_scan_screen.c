/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_scan.h"

#include "stats/padjust.h"
#include "stats/prewhiten.h"
#include "stats/theilsen.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    MOST_WORKERS = 64,
    PAIRS_MAX = 300, /* points up to which the screening takes the slope of all pairs */
};
#define LOOKED_INTO .1 /* plain p up to which autocorrelation is looked into: it only makes p larger */

/* A thread, with a series of its own for the word in hand. */
typedef struct gln_scan_worker {
    gln_scan *scan;
    pthread_t thread;
    bool started, has_frame;
    atomic_size_t *next;
    gln_status status;
    gln_error error;
    double *y, *with, *rate; /* by point */
    gln_freq_reader reader;
    gln_series_view series;
    gln_series_term term;
    gln_series_cell *cells;
    gln_trend_frame frame; /* owns what the results point to */
} gln_scan_worker;

/* ---- the series of a word ---------------------------------------------------------------------------------------- */

gln_status gln_scan__series(const gln_scan *scan, const gln_freq_term *term, gln_freq_reader *reader, double *y,
                            double *with, gln_error *err)
{
    size_t n = scan->tested.n;
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(scan->view, term, reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    memset(y, 0, n * sizeof *y);
    memset(with, 0, n * sizeof *with);
    for (size_t i = 0; i < term->n_postings; i++) {
        uint32_t at = scan->point_of[scan->view->docs[postings[i].doc].issue];
        if (at != GLN_NO_ID) {
            y[at] += postings[i].count;
            with[at] += 1.0;
        }
    }
    return GLN_OK;
}

static gln_status take_series(const gln_scan *scan, const gln_freq_term *term, gln_scan_worker *w, gln_error *err)
{
    gln_status status = gln_scan__series(scan, term, &w->reader, w->y, w->with, err);
    for (size_t i = 0; i < scan->tested.n && status == GLN_OK; i++) {
        w->rate[i] = w->y[i] / scan->tested.exposure[i];
    }
    return status;
}

/* The word's cells: articles of one issue are neighbours. */
static gln_status take_cells(const gln_scan *scan, const gln_freq_term *term, gln_scan_worker *w, gln_error *err)
{
    size_t n = 0;
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(scan->view, term, &w->reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < term->n_postings; i++) {
        const gln_freq_doc *doc = &scan->view->docs[postings[i].doc];
        uint64_t y = postings[i].count;
        uint32_t stratum = scan->stratum_of[doc->issue];
        if (n == 0 || w->cells[n - 1].stratum != stratum) {
            w->cells[n++] = (gln_series_cell){.stratum = stratum};
        }
        gln_series_cell *cell = &w->cells[n - 1];
        cell->count += y;
        cell->articles_with += 1;
        cell->count_squared += y * y;
        cell->count_tokens += y * doc->n_tokens;
        cell->max_count = y > cell->max_count ? y : cell->max_count;
    }
    w->term = (gln_series_term){.term = term->text, .cells = w->cells, .n_cells = n};
    return GLN_OK;
}

/* ---- screening --------------------------------------------------------------------------------------------------- */

/* The Theil-Sen slope, or above PAIRS_MAX points that of weighted least squares, which serves to see the
 * autocorrelation beside it. Where ties outnumber what tells rises from falls, the median of the pairs is 0. */
static gln_status slope_of(const gln_scan *scan, const gln_scan_worker *w, double s, double *slope, gln_error *err)
{
    size_t n = scan->tested.n;
    double zeros = 0.0, wt = 0.0, wx = 0.0, we = 0.0, tt = 0.0, tx = 0.0;
    const double *t = scan->tested.t, *e = scan->tested.exposure;
    *slope = 0.0;
    for (size_t i = 0; i < n; i++) {
        zeros += w->y[i] == 0.0;
    }
    if (fabs(s) < zeros * (zeros - 1.0) / 2.0) {
        return GLN_OK;
    }
    if (n <= PAIRS_MAX) {
        gln_theilsen line;
        gln_status status = gln_theilsen__fit(t, w->rate, n, scan->options->trend.conf, &line, err);
        *slope = status == GLN_OK ? line.slope : 0.0;
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        we += e[i];
        wt += e[i] * t[i];
        wx += w->y[i];
    }
    for (size_t i = 0; i < n; i++) {
        tt += e[i] * (t[i] - wt / we) * (t[i] - wt / we);
        tx += e[i] * (t[i] - wt / we) * (w->rate[i] - wx / we);
    }
    *slope = tt > 0.0 ? tx / tt : 0.0;
    return GLN_OK;
}

static gln_status screen_trend(const gln_scan *scan, const gln_scan_worker *w, double *ln_p, gln_error *err)
{
    gln_kendall plain;
    gln_prewhiten whitened;
    double slope = 0.0;
    *ln_p = (double)NAN;
    gln_status status = gln_kendall__test(w->rate, scan->tested.n, &plain, err);
    if (status != GLN_OK || strcmp(plain.status, GLN_STATS_OK) != 0) {
        return status;
    }
    *ln_p = plain.ln_p_best;
    if (plain.p_best > fmax(LOOKED_INTO, scan->options->trend.alpha)) {
        return GLN_OK;
    }
    status = slope_of(scan, w, plain.s, &slope, err);
    if (status == GLN_OK && !isnan(slope)) {
        status = gln_prewhiten__test(scan->tested.t, w->rate, scan->tested.n, slope, &whitened, err);
        *ln_p = status == GLN_OK ? whitened.ln_p : *ln_p;
    }
    return status;
}

/* How the word's hits clump in articles of one point; postings of a point are neighbours. */
static gln_status clump_of(const gln_scan *scan, const gln_freq_term *term, gln_scan_worker *w, double *out,
                           gln_error *err)
{
    gln_clump clump = {0};
    double y = 0.0, yy = 0.0, yn = 0.0;
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(scan->view, term, &w->reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < term->n_postings; i++) {
        const gln_freq_doc *doc = &scan->view->docs[postings[i].doc];
        uint32_t at = scan->point_of[doc->issue];
        double hits = (double)postings[i].count;
        bool last = i + 1 == term->n_postings || scan->point_of[scan->view->docs[postings[i + 1].doc].issue] != at;
        y += hits;
        yy += hits * hits;
        yn += hits * (double)doc->n_tokens;
        if (last && at != GLN_NO_ID) {
            gln_clump__add(&clump, 0.0, 1e6 * scan->tested.exposure[at], scan->tokens_squared[at], y, yy, yn);
        }
        if (last) {
            y = yy = yn = 0.0;
        }
    }
    clump.articles = scan->n_articles;
    clump.periods = (double)scan->tested.n;
    *out = gln_clump__of(&clump);
    return GLN_OK;
}

static gln_status screen(gln_scan *scan, size_t i, gln_scan_worker *w, gln_error *err)
{
    gln_scan_word *word = &scan->words[i];
    double *ln_p = &scan->ln_p[i * GLN_SCAN_TESTS];
    gln_shape shape;
    double clump = 0.0;
    gln_status status = take_series(scan, word->term, w, err);
    if (status == GLN_OK) {
        status = clump_of(scan, word->term, w, &clump, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_shape_series series = {scan->tested.t, w->y, scan->tested.exposure, w->with, scan->tested.articles,
                               scan->tested.n, clump};
    gln_shape__screen(&series, &scan->null, &shape);
    for (gln_shape_test test = GLN_SHAPE_TEST_BURST; test < GLN_SHAPE_TESTS; test++) {
        ln_p[GLN_SCAN_BURST + test] = gln_trend_test__shape_ln_p(&shape, test);
    }
    ln_p[GLN_SCAN_SINCE] = (double)NAN;
    if (scan->since > 0 && scan->since < series.n && !isnan(shape.change_ln_p)) {
        word->since = gln_shape__cut(&series, scan->since, scan->options->trend.conf);
        ln_p[GLN_SCAN_SINCE] = fmin(0.0, word->since.ln_p);
    }
    if (scan->tested.n < GLN_TREND_DETECTED_MIN) {
        ln_p[GLN_SCAN_TREND] = (double)NAN;
        return GLN_OK;
    }
    return screen_trend(scan, w, &ln_p[GLN_SCAN_TREND], err);
}

/* The full tests on a word that was found. */
static gln_status look_into(gln_scan *scan, size_t i, gln_scan_worker *w, gln_error *err)
{
    const gln_scan_word *word = &scan->words[i];
    const double *adjusted = &scan->ln_p_adj[i * GLN_SCAN_TESTS];
    if (word->result == SIZE_MAX) {
        return GLN_OK;
    }
    gln_trend_result *r = &scan->results[word->result];
    gln_status status = take_cells(scan, word->term, w, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_trend_whole whole;
    status = gln_trend_frame__gather(&w->frame, 0, 0, &whole, err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_trend_test__run(&w->frame, whole, &scan->options->trend, &scan->null, (gln_slice){NULL, 0}, r, err);
    r->term = word->term->text;
    r->ln_p_adj = adjusted[GLN_SCAN_TREND];
    r->p_adj = exp(r->ln_p_adj);
    for (size_t test = 0; test < GLN_SHAPE_TESTS; test++) {
        r->shape_ln_p_adj[test] = adjusted[GLN_SCAN_BURST + test];
    }
    return status;
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

static void *work(void *context)
{
    enum { BATCH = 64 };
    gln_scan_worker *w = context;
    gln_scan *scan = w->scan;
    bool second = scan->results != NULL;
    while (w->status == GLN_OK) {
        size_t from = atomic_fetch_add(w->next, BATCH);
        if (from >= scan->n_words) {
            break;
        }
        for (size_t i = from; i < from + BATCH && i < scan->n_words && w->status == GLN_OK; i++) {
            w->status = second ? look_into(scan, i, w, &w->error) : screen(scan, i, w, &w->error);
        }
    }
    return NULL;
}

/* All words, by all workers; a thread that cannot be had leaves its share to the others. */
static gln_status work_all(gln_scan *scan, gln_error *err)
{
    atomic_size_t next = 0;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < scan->n_workers; i++) {
        scan->workers[i].next = &next;
    }
    for (size_t i = 1; i < scan->n_workers; i++) {
        gln_scan_worker *w = &scan->workers[i];
        w->started = pthread_create(&w->thread, NULL, work, w) == 0;
    }
    (void)work(&scan->workers[0]);
    for (size_t i = 1; i < scan->n_workers; i++) {
        if (scan->workers[i].started) {
            pthread_join(scan->workers[i].thread, NULL);
        }
    }
    for (size_t i = 0; i < scan->n_workers && status == GLN_OK; i++) {
        if (scan->workers[i].status != GLN_OK) {
            status = gln_error_set(err, scan->workers[i].status, "%s", scan->workers[i].error.message);
        }
    }
    return status;
}

static gln_status open_workers(gln_scan *scan, gln_error *err)
{
    unsigned wanted = scan->options->threads ? scan->options->threads : 1;
    size_t n = scan->tested.n;
    scan->n_workers = wanted < MOST_WORKERS ? wanted : MOST_WORKERS;
    scan->workers = gln_memory__zeroed(scan->n_workers, sizeof *scan->workers);
    if (!scan->workers) {
        scan->n_workers = 0;
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < scan->n_workers; i++) {
        gln_scan_worker *w = &scan->workers[i];
        w->scan = scan;
        w->error = (gln_error)GLN_ERROR_INIT;
        w->y = gln_memory__array(n, sizeof *w->y);
        w->with = gln_memory__array(n, sizeof *w->with);
        w->rate = gln_memory__array(n, sizeof *w->rate);
        w->cells = gln_memory__array(scan->series.n_strata, sizeof *w->cells);
        if (!w->y || !w->with || !w->rate || !w->cells) {
            return gln_error__nomem(err);
        }
        w->series = scan->series;
        w->series.terms = &w->term;
        w->series.n_terms = 1;
        gln_status status = gln_trend_frame__of(&w->series, &scan->options->trend, &w->frame, err);
        if (status != GLN_OK) {
            return status;
        }
        w->has_frame = true;
    }
    return GLN_OK;
}

/* ---- what words share -------------------------------------------------------------------------------------------- */

static gln_status make_strata(gln_scan *scan, gln_error *err)
{
    const gln_freq_view *view = scan->view;
    gln_series_stratum *strata = gln_arena__array(&scan->series.arena, view->n_issues, sizeof *strata);
    scan->stratum_of = gln_arena__array(&scan->series.arena, view->n_issues, sizeof *scan->stratum_of);
    scan->point_of = gln_arena__array(&scan->series.arena, view->n_issues, sizeof *scan->point_of);
    if (!strata || !scan->stratum_of || !scan->point_of) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        scan->stratum_of[i] = scan->point_of[i] = GLN_NO_ID;
    }
    size_t n = 0;
    for (size_t d = 0; d < view->n_docs; d++) {
        const gln_freq_doc *doc = &view->docs[d];
        if (scan->stratum_of[doc->issue] == GLN_NO_ID) {
            scan->stratum_of[doc->issue] = (uint32_t)n;
            strata[n++] = (gln_series_stratum){.issue = doc->issue};
        }
        gln_series_stratum *stratum = &strata[scan->stratum_of[doc->issue]];
        stratum->n_articles += 1;
        stratum->n_tokens += doc->n_tokens;
        stratum->n_chars += doc->n_chars;
        stratum->tokens_squared += (uint64_t)doc->n_tokens * doc->n_tokens;
    }
    scan->series.issues = view->issues;
    scan->series.n_issues = view->n_issues;
    scan->series.strata = strata;
    scan->series.n_strata = n;
    return GLN_OK;
}

/* Which point an issue's hits go to: as the tested points were taken. */
static gln_status place_issues(gln_scan *scan, gln_error *err)
{
    const gln_periods *periods = &scan->frame.periods;
    uint32_t *point = gln_memory__array(periods->n, sizeof *point);
    scan->tokens_squared = gln_memory__zeroed(scan->tested.n, sizeof *scan->tokens_squared);
    if (!point || !scan->tokens_squared) {
        free(point);
        return gln_error__nomem(err);
    }
    size_t next = 0;
    for (size_t p = 0; p < periods->n; p++) {
        const gln_trend_point *at = &scan->frame.points[p];
        bool left = at->n_issues == 0 || at->n_tokens == 0 || at->partial == GLN_PARTIAL_YES;
        next += !left && next < scan->tested.n && scan->tested.period[next] == p;
        point[p] = left ? GLN_NO_ID : (uint32_t)(next - 1);
    }
    for (size_t i = 0; i < scan->view->n_issues; i++) {
        uint32_t period = periods->of_issue[i];
        scan->point_of[i] = period == GLN_NO_PERIOD ? GLN_NO_ID : point[period];
    }
    for (size_t d = 0; d < scan->view->n_docs; d++) {
        const gln_freq_doc *doc = &scan->view->docs[d];
        uint32_t at = scan->point_of[doc->issue];
        if (at != GLN_NO_ID) {
            scan->tokens_squared[at] += (double)doc->n_tokens * (double)doc->n_tokens;
            scan->n_articles += 1.0;
        }
    }
    free(point);
    return GLN_OK;
}

static void place_since(gln_scan *scan)
{
    gln_date since = scan->options->since;
    size_t n = scan->tested.n;
    scan->since = n - n / 4;
    if (since.year) {
        since.month = since.month ? since.month : 1;
        since.day = since.day ? since.day : 1;
        scan->since = 0;
        while (scan->since < n &&
               scan->frame.periods.items[scan->tested.period[scan->since]].end < gln_date_days(since)) {
            scan->since++;
        }
    }
}

static gln_status take_words(gln_scan *scan, double *most, gln_error *err)
{
    size_t tests, capacity = 0;
    gln_freq_terms terms = {.view = scan->view};
    const gln_freq_term *term;
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    for (; status == GLN_OK && term; status = gln_freq_terms__next(&terms, &term, err)) {
        if (term->count < scan->options->min_count) {
            continue;
        }
        gln_scan_word *grown = gln_memory__grown(scan->words, &capacity, scan->n_words + 1, sizeof *grown);
        const gln_freq_term *own = gln_freq_terms__keep(scan->view, term, &scan->series.arena);
        scan->words = grown ? grown : scan->words;
        if (!grown || !own) {
            status = gln_error__nomem(err);
            break;
        }
        grown[scan->n_words++] = (gln_scan_word){.term = own, .result = SIZE_MAX};
        *most = fmax(*most, (double)term->count);
    }
    gln_freq_terms__clear(&terms);
    if (status != GLN_OK) {
        return status;
    }
    if (!gln_size__mul(scan->n_words, GLN_SCAN_TESTS, &tests)) {
        return gln_error__nomem(err);
    }
    scan->ln_p = gln_memory__array(tests, sizeof *scan->ln_p);
    scan->ln_p_adj = gln_memory__array(tests, sizeof *scan->ln_p_adj);
    return scan->ln_p && scan->ln_p_adj ? GLN_OK : gln_error__nomem(err);
}

/* Frame, points and null of an empty series: those of every word. */
static gln_status prepare(gln_scan *scan, gln_error *err)
{
    static const gln_series_term none = {.cells = NULL};
    const gln_trend_options *shape = &scan->options->trend;
    gln_trend_result r = {.by = shape->by};
    double most = 0.0;
    gln_status status = make_strata(scan, err);
    if (status != GLN_OK) {
        return status;
    }
    scan->series.terms = &none;
    scan->series.n_terms = 1;
    status = gln_trend_frame__of(&scan->series, shape, &scan->frame, err);
    if (status == GLN_OK) {
        gln_trend_whole whole;
        status = gln_trend_frame__gather(&scan->frame, 0, 0, &whole, err);
    }
    if (status == GLN_OK) {
        status = gln_trend_tested__of(&scan->frame, &scan->tested, &r, err);
    }
    if (status == GLN_OK) {
        gln_shape_series series = gln_trend_tested__series(&scan->tested);
        status = gln_shape_null__of(&series, shape->by, scan->tested.phase, shape->seed, &scan->null, err);
    }
    if (status == GLN_OK) {
        status = place_issues(scan, err);
    }
    if (status == GLN_OK) {
        place_since(scan);
        status = take_words(scan, &most, err);
    }
    if (status == GLN_OK) {
        status = gln_shape_null__draw(&scan->null, most, err);
    }
    return status;
}

/* The family over all words and tests, and who is found. */
static gln_status adjust(gln_scan *scan, gln_error *err)
{
    double least = log(scan->options->trend.alpha);
    gln_status status =
        gln_padjust__apply(GLN_PADJUST_BH, scan->ln_p, scan->n_words * GLN_SCAN_TESTS, scan->ln_p_adj, &scan->m, err);
    for (size_t i = 0; i < scan->n_words && status == GLN_OK; i++) {
        bool found = false;
        for (size_t test = 0; test < GLN_SCAN_TESTS; test++) {
            found = found || scan->ln_p_adj[i * GLN_SCAN_TESTS + test] <= least;
        }
        scan->words[i].result = found ? scan->n_found++ : SIZE_MAX;
    }
    if (status == GLN_OK) {
        scan->results = gln_memory__zeroed(scan->n_found, sizeof *scan->results);
        status = scan->results ? GLN_OK : gln_error__nomem(err);
    }
    return status;
}

gln_status gln_scan__run(const gln_freq_view *view, const gln_scan_options *options, gln_scan *out, gln_error *err)
{
    *out = (gln_scan){.view = view, .options = options, .series = {.arena = GLN_ARENA_INIT}};
    gln_status status = prepare(out, err);
    if (status == GLN_OK) {
        status = open_workers(out, err);
    }
    if (status == GLN_OK) {
        status = work_all(out, err);
    }
    if (status == GLN_OK) {
        status = adjust(out, err);
    }
    if (status == GLN_OK) {
        status = work_all(out, err);
    }
    if (status != GLN_OK) {
        gln_scan__free(out);
    }
    return status;
}

void gln_scan__free(gln_scan *scan)
{
    for (size_t i = 0; i < scan->n_workers; i++) {
        gln_scan_worker *w = &scan->workers[i];
        free(w->y);
        free(w->with);
        free(w->rate);
        free(w->cells);
        gln_freq_reader__clear(&w->reader);
        if (w->has_frame) {
            gln_trend_frame__free(&w->frame);
        }
        gln_error_clear(&w->error);
    }
    free(scan->workers);
    free(scan->tokens_squared);
    gln_trend_frame__free(&scan->frame);
    gln_trend_tested__free(&scan->tested);
    gln_shape_null__free(&scan->null);
    gln_arena__clear(&scan->series.arena);
    free(scan->words);
    free(scan->ln_p);
    free(scan->ln_p_adj);
    free(scan->results);
    *scan = (gln_scan){.n_words = 0};
}
