/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of a scan as lists. */
#include "measure/measure_scan.h"

#include "count/count_job.h"

#include "measure/measure_trend_models.h"
#include "measure/measure_verdict.h"

#include <math.h>
#include <stdlib.h>

const char *gln_scan_rule(void)
{
    return "tested: every word (string, term, concept: what was counted) with --min-count hits or more, by five tests: "
           "trend, burst, change "
           "and "
           "season as `trend` has them (see the rule there), and since: whether the rate since the date of --since "
           "(without it, in the last quarter of the tested periods) differs from that before, F on 1 and n - 2 degrees "
           "of freedom over dispersion and autocorrelation. All tests of all words are one family of m tests "
           "(Benjamini and Hochberg 1995), so p_adj holds the share of false findings in this run; one that is "
           "repeated every week finds something false again and again. Where the plain Mann-Kendall p is above 0.1 it "
           "stands for the corrected one, which is larger still; above 300 periods the autocorrelation is measured "
           "beside the line of least squares.\n"
           "lists: a word with a test that passes (p_adj <= alpha) gets the full tests and the pattern of that rule, "
           "and "
           "stands in rising (rise; by the lower limit of the yearly rate ratio), falling (fall; by its upper limit), "
           "bursting (burst that holds the last tested period; by weight), burst (one that is over; by weight), broken "
           "(step; by likelihood ratio over dispersion), seasonal (by F). new: the since test passes and there is no "
           "tested hit before; gone: none after (both by hits).";
}

enum { PATH_MOST = 400 }; /* tested periods up to which the path of a word's segmentations is looked for */

typedef enum list { RISING, FALLING, NEW, GONE, BURSTING, BROKEN, BURST, SEASONAL, N_LISTS } list;

static const char *const list_names[N_LISTS] = {"rising",   "falling", "new",   "gone",
                                                "bursting", "broken",  "burst", "seasonal"};

/* A word in a list. */
typedef struct place {
    list in;
    double key; /* larger comes first */
    const gln_scan_word *word;
    gln_verdict verdict;
    const gln_trend_burst *burst; /* the heaviest, or NULL */
} place;

enum {
    LIST,
    RANK,
    TERM,
    COUNT,
    DOC_FREQ,
    FIRST,
    LAST,
    PATTERN,
    EVIDENCE,
    CAVEATS,
    EFFECT_KIND,
    EFFECT,
    EFFECT_LOW,
    EFFECT_HIGH,
    P,
    LN_P,
    P_ADJ,
    FAMILY,
    M,
    BURST_START,
    BURST_END,
    CHANGE_AT,
    SENTENCE_EN,
    SENTENCE_ZH,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"list", GLN_TYPE_STRING, NULL, "List",
     "rising, falling, new, gone, bursting (now), broken (a step), burst (one that is over) or seasonal, by the rule "
     "among the parameters"},
    {"rank", GLN_TYPE_INTEGER, NULL, "Rank", "place in the list"},
    {"term", GLN_TYPE_STRING, NULL, "Term",
     "the word in its normalized form, a string of words or of characters, or the term or concept as it was given"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences in all articles"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which it occurs"},
    {"first", GLN_TYPE_DATE, NULL, "First", "date of the first issue that has it"},
    {"last", GLN_TYPE_DATE, NULL, "Last", "date of the last issue that has it"},
    {"pattern", GLN_TYPE_STRING, NULL, "Pattern", "as in trend_tests, with p adjusted over this scan"},
    {"evidence", GLN_TYPE_STRING, NULL, "Evidence", "strong, moderate, weak or none, as in trend_tests"},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats", "what speaks against trusting the row, as in trend_tests"},
    {"effect_kind", GLN_TYPE_STRING, NULL, "Effect, kind",
     "rate_ratio_year (rising, falling), rate_ratio of after to before (broken, new, gone), share_ratio of articles in "
     "the burst to those outside, none for a season"},
    {"effect", GLN_TYPE_NUMBER, "ratio", "Effect", "the ratio; null where it is infinite, for one side has no hit"},
    {"effect_low", GLN_TYPE_NUMBER, "ratio", "Effect, low",
     "lower limit; null where the place was searched for, which overstates the effect"},
    {"effect_high", GLN_TYPE_NUMBER, "ratio", "Effect, high", "upper limit, as the lower one"},
    {"p", GLN_TYPE_NUMBER, "probability", "p", "of the test that the list rests on; null below 1e-300, see ln_p"},
    {"ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p", "natural logarithm of p"},
    {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
     "p adjusted over the family: the false discovery rate (Benjamini and Hochberg 1995)"},
    {"family", GLN_TYPE_STRING, NULL, "Family", "the tests that p_adj is adjusted over"},
    {"m", GLN_TYPE_INTEGER, "tests", "Tests", "how many those are"},
    {"burst_start", GLN_TYPE_DATE, NULL, "Burst, first day", "first day of the heaviest burst"},
    {"burst_end", GLN_TYPE_DATE, NULL, "Burst, last day", "last day of its last period"},
    {"change_at", GLN_TYPE_DATE, NULL, "Change",
     "first day after the best single cut; of new and gone words the day of --since"},
    {"sentence_en", GLN_TYPE_STRING, NULL, "In words", "the finding in English"},
    {"sentence_zh", GLN_TYPE_STRING, NULL, "In words, Chinese", "the finding in Chinese"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; unbounded: the effect is infinite or 0, for one side has no hit"},
};

static gln_scan_test test_of(list in)
{
    static const gln_scan_test tests[N_LISTS] = {GLN_SCAN_TREND, GLN_SCAN_TREND,  GLN_SCAN_SINCE, GLN_SCAN_SINCE,
                                                 GLN_SCAN_BURST, GLN_SCAN_CHANGE, GLN_SCAN_BURST, GLN_SCAN_SEASON};
    return tests[in];
}

static const gln_trend_burst *heaviest(const gln_trend_result *r)
{
    const gln_trend_burst *best = NULL;
    for (size_t i = 0; i < r->n_bursts; i++) {
        best = !best || r->bursts[i].weight > best->weight ? &r->bursts[i] : best;
    }
    return best;
}

/* The lists that a found word stands in: that of its pattern, and new or gone. */
static size_t places_of(const gln_scan *scan, const gln_scan_word *word, place out[2])
{
    const gln_trend_result *r = &scan->results[word->result];
    double alpha = scan->options->trend.alpha;
    gln_verdict verdict = gln_verdict__of(r, alpha);
    place at = {N_LISTS, 0.0, word, verdict, heaviest(r)};
    size_t n = 0;
    switch (verdict.pattern) {
    case GLN_PATTERN_RISE:
        at.in = RISING;
        at.key = isnan(r->log_change_low) ? -(double)INFINITY : r->log_change_low;
        break;
    case GLN_PATTERN_FALL:
        at.in = FALLING;
        at.key = isnan(r->log_change_high) ? -(double)INFINITY : -r->log_change_high;
        break;
    case GLN_PATTERN_STEP:
        at.in = BROKEN;
        at.key = r->shape.change_lr / r->shape.change_dispersion;
        break;
    case GLN_PATTERN_BURST:
        at.in = at.burst && at.burst->open ? BURSTING : BURST;
        at.key = r->shape.burst_weight / r->shape.burst_dispersion;
        break;
    case GLN_PATTERN_SEASONAL:
        at.in = SEASONAL;
        at.key = r->shape.season_f;
        break;
    case GLN_PATTERN_UNTESTED:
    case GLN_PATTERN_NONE_DETECTED:
        break;
    }
    if (at.in != N_LISTS) {
        out[n++] = at;
    }
    double since = scan->ln_p_adj[(size_t)(word - scan->words) * GLN_SCAN_TESTS + GLN_SCAN_SINCE];
    bool before = word->since.rate_before > 0, after = word->since.rate_after > 0;
    if (since <= log(alpha) && before != after) {
        at.in = after ? NEW : GONE;
        at.key = (double)word->term->count;
        out[n++] = at;
    }
    return n;
}

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->in != y->in) {
        return x->in < y->in ? -1 : 1;
    }
    if (x->key != y->key) {
        return x->key > y->key ? -1 : 1;
    }
    return gln_slice_compare(x->word->term->text, y->word->term->text);
}

static void set_words(gln_table *table, size_t column, const char *text)
{
    gln_table_set_text(table, column, gln_slice_of(text));
}

static void set_day(gln_table *table, size_t column, int64_t day)
{
    char date[GLN_DATE_SIZE];
    set_words(table, column, gln_period__date(day, date));
}

/* The dates of the first and the last issue with the word; postings are by date, undated issues aside. */
static gln_status set_reach(gln_table *table, const gln_scan *scan, const gln_freq_term *term, gln_freq_reader *reader,
                            gln_error *err)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(scan->view, term, reader, &postings, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < term->n_postings; i++) {
        gln_date date = scan->view->issues[scan->view->docs[postings[i].doc].issue].date;
        int64_t day = gln_date_full(date) ? gln_date_days(date) : INT64_MIN;
        if (day != INT64_MIN) {
            first = day < first ? day : first;
            last = day > last ? day : last;
        }
    }
    if (last != INT64_MIN) {
        set_day(table, FIRST, first);
        set_day(table, LAST, last);
    }
    return GLN_OK;
}

static void set_effect(gln_table *table, const place *at, const gln_trend_result *r)
{
    const char *kind = NULL;
    double effect = (double)NAN, low = effect, high = effect;
    switch (at->in) {
    case RISING:
    case FALLING:
        kind = "rate_ratio_year";
        effect = exp(r->log_change);
        low = exp(r->log_change_low);
        high = exp(r->log_change_high);
        break;
    case NEW:
    case GONE:
        kind = "rate_ratio";
        effect = at->word->since.rate_after / at->word->since.rate_before;
        break;
    case BROKEN:
        kind = "rate_ratio";
        effect = r->shape.rate_after / r->shape.rate_before;
        break;
    case BURSTING:
    case BURST:
        kind = "share_ratio";
        effect = r->shape.burst_share / r->shape.rest_share;
        break;
    case SEASONAL:
    case N_LISTS:
        break;
    }
    if (kind) {
        set_words(table, EFFECT_KIND, kind);
    }
    gln_table_set_number(table, EFFECT, effect);
    gln_table_set_number(table, EFFECT_LOW, low);
    gln_table_set_number(table, EFFECT_HIGH, high);
    set_words(table, STATUS, kind && (!isfinite(effect) || effect == 0) ? "unbounded" : GLN_STATS_OK);
}

static void set_test(gln_table *table, const gln_scan *scan, const place *at)
{
    size_t cell = (size_t)(at->word - scan->words) * GLN_SCAN_TESTS + test_of(at->in);
    double p = exp(scan->ln_p[cell]), adjusted = exp(scan->ln_p_adj[cell]);
    gln_table_set_number(table, P, p > 1e-300 ? p : (double)NAN);
    gln_table_set_number(table, LN_P, scan->ln_p[cell]);
    gln_table_set_number(table, P_ADJ, adjusted > 1e-300 ? adjusted : (double)NAN);
    set_words(table, FAMILY, "trend + burst + change + season + since of every word tested");
    gln_table_set_integer(table, M, scan->m);
}

static void set_dates(gln_table *table, const gln_scan *scan, const place *at, const gln_trend_result *r)
{
    if (at->burst) {
        set_day(table, BURST_START, at->burst->start);
        set_day(table, BURST_END, at->burst->end);
    }
    if (at->in == NEW || at->in == GONE) {
        set_day(table, CHANGE_AT, scan->frame.periods.items[scan->tested.period[scan->since]].start);
    } else if (at->in == BROKEN) {
        set_day(table, CHANGE_AT, r->change_day);
    }
}

/* The rows of trend_models and change_path of a word, once. */
static gln_status add_models(const gln_scan_report *out, const gln_scan *scan, const place *at, gln_freq_reader *reader,
                             double *room, const int64_t *day, gln_error *err)
{
    const gln_trend_result *r = &scan->results[at->word->result];
    size_t n = scan->tested.n;
    if (isnan(r->p)) {
        return GLN_OK;
    }
    gln_status status = gln_scan__series(scan, at->word->term, reader, room, room + n, err);
    if (status != GLN_OK) {
        return status;
    }
    const gln_trend_options *shape = &scan->options->trend;
    gln_model_series series = {
        .term = at->word->term->text,
        .match = shape->match,
        .series = {scan->tested.t, room, scan->tested.exposure, room + n, scan->tested.articles, n, 0},
        .day = day,
        .phase = scan->tested.phase,
        .dispersion = r->shape.change_dispersion,
        .conf = shape->conf,
        .by = shape->by,
        .with_path = n <= PATH_MOST};
    return gln_trend_models__add(out->models, out->path, &series, err);
}

static gln_status add_row(gln_table *table, const gln_scan *scan, const place *at, size_t rank, gln_buffer *text,
                          gln_freq_reader *reader, gln_error *err)
{
    const gln_trend_result *r = &scan->results[at->word->result];
    gln_table_row(table);
    set_words(table, LIST, list_names[at->in]);
    gln_table_set_integer(table, RANK, rank);
    gln_table_set_text(table, TERM, at->word->term->text);
    gln_table_set_integer(table, COUNT, at->word->term->count);
    gln_table_set_integer(table, DOC_FREQ, at->word->term->n_postings);
    gln_status status = set_reach(table, scan, at->word->term, reader, err);
    set_words(table, PATTERN, gln_pattern__name(at->verdict.pattern));
    set_words(table, EVIDENCE, gln_evidence_level__name(at->verdict.evidence));
    gln_verdict__caveats(at->verdict, text);
    gln_table_set_text(table, CAVEATS, gln_buffer__slice(text));
    set_effect(table, at, r);
    set_test(table, scan, at);
    set_dates(table, scan, at, r);
    text->len = 0;
    gln_verdict__sentence_en(r, at->verdict, text);
    gln_table_set_text(table, SENTENCE_EN, gln_buffer__slice(text));
    text->len = 0;
    gln_verdict__sentence_zh(r, at->verdict, text);
    gln_table_set_text(table, SENTENCE_ZH, gln_buffer__slice(text));
    text->len = 0;
    return status;
}

static gln_status add_lists(const gln_scan_report *out, const gln_scan *scan, gln_error *err)
{
    size_t room, n = 0, rank = 0;
    place *places = gln_size__mul(scan->n_found, 2, &room) ? gln_memory__array(room + 2, sizeof *places) : NULL;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    double *series = gln_memory__array(scan->tested.n * 2, sizeof *series);
    int64_t *day = gln_memory__array(scan->tested.n, sizeof *day);
    bool *shown = gln_memory__zeroed(scan->n_found, sizeof *shown);
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    if (!places || !series || !day || !shown) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < scan->tested.n; i++) {
        day[i] = scan->frame.periods.items[scan->tested.period[i]].start;
    }
    for (size_t i = 0; i < scan->n_words; i++) {
        if (scan->words[i].result != SIZE_MAX) {
            n += places_of(scan, &scan->words[i], &places[n]);
        }
    }
    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        rank = i && places[i].in == places[i - 1].in ? rank + 1 : 1;
        if (scan->options->top && rank > scan->options->top) {
            continue;
        }
        status = add_row(out->scan, scan, &places[i], rank, &text, &reader, err);
        if (status == GLN_OK && !shown[places[i].word->result]) {
            shown[places[i].word->result] = true;
            status = add_models(out, scan, &places[i], &reader, series, day, err);
        }
    }
    gln_table *tables[] = {out->scan, out->models, out->path};
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == GLN_OK; i++) {
        status = text.failed ? gln_error__nomem(err) : gln_table_check(tables[i], err);
    }
done:
    gln_freq_reader__clear(&reader);
    gln_buffer__free(&text);
    free(places);
    free(series);
    free(day);
    free(shown);
    return status;
}

void gln_scan_report_free(gln_scan_report *report)
{
    gln_table_free(report->scan);
    gln_table_free(report->models);
    gln_table_free(report->path);
    *report = (gln_scan_report){NULL, NULL, NULL};
}

gln_status gln_scan_tables(const gln_freq *counter, const gln_scan_options *options, gln_scan_report *out,
                           gln_scan_summary *summary, gln_error *err)
{
    const gln_trend_options *shape = &options->trend;
    gln_freq_view view;
    gln_scan scan;
    gln_scan_report report = {NULL, NULL, NULL};
    if (!(shape->conf > 0 && shape->conf < 1 && shape->alpha > 0 && shape->alpha < 1)) {
        return gln_error_set(err, GLN_ERR_USAGE, "a confidence of %g with a level of %g: both lie between 0 and 1",
                             shape->conf, shape->alpha);
    }
    gln_status status = gln_freq__view_streamed(counter, &view, err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_scan__run(&view, options, &scan, err);
    if (status == GLN_OK) {
        status = gln_table_new("scan", "What the vocabulary does", fields, N_FIELDS, &report.scan, err);
        if (status == GLN_OK) {
            status = gln_trend_models__tables(&report.models, &report.path, err);
        }
        if (status == GLN_OK) {
            status = add_lists(&report, &scan, err);
        }
        if (summary) {
            bool inside = scan.since > 0 && scan.since < scan.tested.n;
            int64_t day = inside ? scan.frame.periods.items[scan.tested.period[scan.since]].start : 0;
            *summary =
                (gln_scan_summary){view.n_terms, scan.n_words,  scan.m,
                                   scan.n_found, scan.tested.n, inside ? gln_date_of_days(day) : (gln_date){0, 0, 0}};
        }
        gln_scan__free(&scan);
    }
    gln_freq_view__free(&view);
    if (status != GLN_OK) {
        gln_scan_report_free(&report);
        return status;
    }
    *out = report;
    return GLN_OK;
}
