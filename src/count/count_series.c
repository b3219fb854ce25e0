/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"
#include "count/series_counts.h"

#include <limits.h>
#include <stdlib.h>

static void clear(gln_series *series)
{
    gln_article_text__clear(&series->text);
    gln_issues__clear(&series->issues);
    gln_intern__clear(&series->splits);
    free(series->strata);
    gln_pairs__clear(&series->open_splits);
    gln_pairs__clear(&series->open_keys);
    free(series->open);
    gln_pairs__clear(&series->word_keys);
    free(series->word_counts);
    gln_vocab__clear(&series->words);
    free(series->order);
    gln_buffer__free(&series->bytes);
    free(series->places);
    gln_runs__clear(&series->runs);
    free(series->hits);
    free(series->touched);
}

gln_status gln_series_new(const gln_counter_options *options, gln_series **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, true, 0, UINT_MAX, "a series", err);
    if (status != GLN_OK) {
        return status;
    }
    size_t n_terms = gln_matcher_n_terms(options->matcher);
    gln_series *series = calloc(1, sizeof *series);
    if (!series) {
        return gln_error__nomem(err);
    }
    series->options = *options;
    series->words = gln_vocab__begun(options->analyzer, NULL, options->memory);
    series->hits = gln_memory__zeroed(n_terms, sizeof *series->hits);
    series->touched = gln_memory__array(n_terms, sizeof *series->touched);
    if (!series->hits || !series->touched) {
        gln_series_free(series);
        return gln_error__nomem(err);
    }
    *out = series;
    return GLN_OK;
}

void gln_series_free(gln_series *counter)
{
    if (counter) {
        clear(counter);
        free(counter);
    }
}

/* Appends an empty stratum; its issue is an id in series->issues. */
static gln_status add_stratum(gln_series *series, uint32_t issue, gln_slice split, uint32_t *id, gln_error *err)
{
    gln_series_stratum *grown =
        gln_memory__grown(series->strata, &series->stratum_capacity, series->n_strata + 1, sizeof *grown);
    uint32_t value = grown ? gln_intern__add(&series->splits, split) : GLN_NO_ID;
    series->strata = grown ? grown : series->strata;
    if (value == GLN_NO_ID || series->n_strata >= GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    *id = (uint32_t)series->n_strata;
    grown[series->n_strata++] = (gln_series_stratum){.issue = issue, .split = series->splits.items[value]};
    return GLN_OK;
}

/* The stratum of a split value in the issue that is being counted, a new one where it is new. */
static gln_status stratum_of(gln_series *series, gln_slice split, uint32_t *id, gln_error *err)
{
    uint32_t value = gln_intern__add(&series->splits, split);
    uint32_t at = value == GLN_NO_ID ? GLN_NO_ID : gln_pairs__add(&series->open_splits, 0, value);
    if (at == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    *id = (uint32_t)series->first_open + at;
    return *id < series->n_strata ? GLN_OK : add_stratum(series, series->issue, split, id, err);
}

/* The open cell of a term and a stratum, empty where it is new. */
static gln_status cell_of(gln_series *series, uint32_t term, uint32_t stratum, uint32_t *out, gln_error *err)
{
    size_t n = series->open_keys.count;
    gln_series_open *grown = gln_memory__grown(series->open, &series->open_capacity, n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    series->open = grown;
    uint32_t at = gln_pairs__add(&series->open_keys, term, stratum);
    if (at == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (at == n) {
        series->open[at] = (gln_series_open){.place = 0};
    }
    *out = at;
    return GLN_OK;
}

static gln_status add_container(gln_series *series, uint32_t cell, uint32_t word, gln_error *err)
{
    size_t n = series->word_keys.count;
    uint64_t *grown = gln_memory__grown(series->word_counts, &series->word_capacity, n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    series->word_counts = grown;
    uint32_t at = gln_pairs__add(&series->word_keys, cell, word);
    if (at == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (at == n) {
        series->word_counts[at] = 0;
    }
    series->word_counts[at]++;
    return GLN_OK;
}

/* The stretch of whole tokens that a hit touches, and its entry where it is one token. */
static gln_slice container_of(const gln_text_segment *segment, const gln_hit *hit, uint32_t *entry)
{
    *entry = 0;
    size_t low = 0, high = segment->n_tokens;
    while (low < high) { /* the first token that ends after the hit's start */
        size_t middle = low + (high - low) / 2;
        if (segment->tokens[middle].start + segment->tokens[middle].len > hit->start) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    if (low == segment->n_tokens) {
        return gln_slice_sub(segment->text, hit->start, hit->end - hit->start);
    }
    size_t start = segment->tokens[low].start, end = start + segment->tokens[low].len;
    *entry = end >= hit->end ? segment->tokens[low].entry : 0;
    for (; low < segment->n_tokens && segment->tokens[low].start < hit->end; low++) {
        end = (size_t)segment->tokens[low].start + segment->tokens[low].len;
    }
    return gln_slice_sub(segment->text, start, end - start);
}

/* Counts the hits of the article by term in series->hits and the words that they stand in. */
static gln_status count_hits(gln_series *series, const gln_article_text *text, uint32_t stratum, size_t *n_touched,
                             gln_error *err)
{
    for (size_t s = 0; s < text->n_segments; s++) {
        const gln_text_segment *segment = &text->segments[s];
        if (!gln_text_segment__in(segment, series->options.part)) {
            continue;
        }
        for (size_t h = 0; h < segment->n_hits; h++) {
            const gln_hit *hit = &segment->hits[h];
            if (series->hits[hit->term]++ == 0) {
                series->touched[(*n_touched)++] = hit->term;
            }
            uint32_t word = 0, cell = 0, entry;
            gln_slice container = container_of(segment, hit, &entry);
            gln_status status = gln_vocab__term(&series->words, text->segmenter, container, entry, &word, err);
            if (status == GLN_OK) {
                status = cell_of(series, hit->term, stratum, &cell, err);
            }
            if (status == GLN_OK) {
                status = add_container(series, cell, word, err);
            }
            if (status != GLN_OK) {
                return status;
            }
        }
    }
    return GLN_OK;
}

static gln_slice split_value(const gln_series *series, const gln_article_text *text)
{
    switch (series->options.split) {
    case GLN_SPLIT_PAPER:
        return text->issue->newspaper;
    case GLN_SPLIT_SECTION:
        return text->article->section;
    case GLN_SPLIT_AGENCY:
        return text->article->agency;
    case GLN_SPLIT_NONE:
        break;
    }
    return (gln_slice){NULL, 0};
}

/* 1 / copies, in units of 1 / GLN_WEIGHT_ONE, rounded to the nearest; 0 where no weights are asked for. */
static uint64_t weight_of(const gln_series *series, const gln_article *article)
{
    if (!series->options.weights) {
        return 0;
    }
    uint64_t copies = gln_reprints_copies(series->options.weights, article->id);
    uint64_t weight = (GLN_WEIGHT_ONE + copies / 2) / copies;
    return weight ? weight : 1;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_series *series = counter;
    series->first_open = series->n_strata;
    gln_pairs__reset(&series->open_splits);
    return gln_issues__add(&series->issues, issue, &series->issue, err);
}

static gln_status end(void *counter, gln_error *err)
{
    gln_status status = gln_series__close(counter, err);
    return status == GLN_OK ? gln_series__keep_within(counter, err) : status;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_series *series = counter;
    size_t n_touched = 0;
    uint32_t at = 0;
    uint64_t n_tokens, n_chars;
    gln_status status = stratum_of(series, split_value(series, text), &at, err);
    if (status == GLN_OK) {
        status = gln_article_text__match(text, series->options.matcher, err);
    }
    if (status == GLN_OK) {
        status = count_hits(series, text, at, &n_touched, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_article_text__sums(text, series->options.part, &n_tokens, &n_chars);
    uint64_t weight = weight_of(series, text->article);
    gln_series_stratum *stratum = &series->strata[at];
    stratum->n_articles += 1;
    stratum->n_tokens += n_tokens;
    stratum->n_chars += n_chars;
    stratum->tokens_squared += n_tokens * n_tokens;
    stratum->tokens_weighted += weight * n_tokens;
    for (size_t i = 0; i < n_touched && status == GLN_OK; i++) {
        uint32_t term = series->touched[i], open = 0;
        uint64_t y = series->hits[term];
        series->hits[term] = 0;
        status = cell_of(series, term, at, &open, err);
        if (status == GLN_OK) {
            gln_series_cell *cell = &series->open[open].sums;
            cell->count += y;
            cell->articles_with += 1;
            cell->count_squared += y * y;
            cell->count_tokens += y * n_tokens;
            cell->count_weighted += weight * y;
            cell->max_count = y > cell->max_count ? y : cell->max_count;
        }
    }
    return status;
}

gln_count_job gln_series__job(gln_series *counter)
{
    return (gln_count_job){counter, &counter->options, false, false, begin, count, end};
}

const gln_counter_options *gln_series__options(const gln_series *counter)
{
    return &counter->options;
}

gln_status gln_series_add(gln_series *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_series__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

/* Appends from's strata: number i becomes number base + i. */
static gln_status merge_strata(gln_series *into, const gln_series *from, const uint32_t *issues, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0; i < from->n_strata && status == GLN_OK; i++) {
        uint32_t id = 0;
        gln_series_stratum added = from->strata[i];
        status = add_stratum(into, issues[added.issue], added.split, &id, err);
        if (status == GLN_OK) {
            added.issue = issues[added.issue];
            added.split = into->strata[id].split;
            into->strata[id] = added;
        }
    }
    return status;
}

static gln_status merge_cells(gln_series *into, const gln_series *from, uint32_t base, gln_error *err)
{
    uint64_t start = into->bytes.len;
    gln_series_place *grown =
        gln_memory__grown(into->places, &into->place_capacity, into->n_places + from->n_places, sizeof *grown);
    gln_buffer__put(&into->bytes, gln_buffer__slice(&from->bytes));
    into->places = grown ? grown : into->places;
    if (!grown || into->bytes.failed) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < from->n_places; i++) {
        gln_series_place place = from->places[i];
        grown[into->n_places++] = (gln_series_place){place.term, place.stratum + base, place.at + start};
    }
    return GLN_OK;
}

gln_status gln_series_merge(gln_series *into, const gln_series *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a series cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status != GLN_OK) {
        return status;
    }
    uint32_t base = (uint32_t)into->n_strata;
    uint32_t *issues = gln_memory__array(gln_issues__count(&from->issues), sizeof *issues);
    uint32_t *files = gln_memory__array(from->runs.n_files, sizeof *files);
    status = issues && files ? gln_issues__merge(&into->issues, &from->issues, issues, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = merge_strata(into, from, issues, err);
    }
    if (status == GLN_OK) {
        status = gln_runs__merge(&into->runs, &from->runs, base, files, err);
    }
    if (status == GLN_OK) {
        status = merge_cells(into, from, base, err);
    }
    if (status == GLN_OK) {
        status = gln_series__keep_within(into, err);
    }
    free(issues);
    free(files);
    return status;
}

gln_status gln_series__take(gln_series *into, gln_series *from, gln_error *err)
{
    if (gln_issues__count(&into->issues)) {
        return gln_series_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_series swapped = *into;
        *into = *from;
        *from = swapped;
        into->options.memory = swapped.options.memory; /* a shard was given a part of it */
        gln_vocab__drop_entries(&into->words);
    }
    return status;
}
