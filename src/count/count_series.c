/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"
#include "count/series_counts.h"

#include <limits.h>
#include <stdlib.h>

static void clear(gln_series *series)
{
    gln_article_text__clear(&series->text);
    gln_issues__clear(&series->issues);
    gln_intern__clear(&series->stratum_keys);
    free(series->strata);
    gln_pairs__clear(&series->cell_keys);
    free(series->cells);
    gln_arena__clear(&series->article_ids);
    gln_vocab__clear(&series->words);
    gln_pairs__clear(&series->container_keys);
    free(series->containers);
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

/* The stratum of an issue and a split value, a new empty one where it is new. */
static gln_status stratum_of(gln_series *series, uint32_t issue, gln_slice split, uint32_t *id, gln_error *err)
{
    gln_buffer key = GLN_BUFFER_INIT;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        gln_buffer__byte(&key, (char)(issue >> shift & 0xFF));
    }
    gln_buffer__put(&key, split);
    gln_status status = GLN_OK;
    size_t n = series->stratum_keys.count;
    gln_series_stratum *grown =
        gln_memory__grown(series->strata, &series->stratum_capacity, n + 1, sizeof *series->strata);
    if (grown) {
        series->strata = grown;
    }
    uint32_t at = grown && !key.failed ? gln_intern__add(&series->stratum_keys, gln_buffer__slice(&key)) : GLN_NO_ID;
    if (at == GLN_NO_ID) {
        status = gln_error__nomem(err);
    } else {
        if (at == n) {
            gln_slice own = gln_slice_sub(series->stratum_keys.items[at], 4, split.len);
            series->strata[at] = (gln_series_stratum){.issue = issue, .split = own};
        }
        *id = at;
    }
    gln_buffer__free(&key);
    return status;
}

/* Keeps the article where its count is the largest of the cell, or as large with a smaller id. */
static gln_status keep_largest(gln_series *series, gln_series_slot *slot, uint64_t count, gln_slice id, gln_error *err)
{
    gln_series_cell *cell = &slot->cell;
    bool held = cell->max_article.ptr != NULL;
    if (held &&
        (count < cell->max_count || (count == cell->max_count && gln_slice_compare(id, cell->max_article) >= 0))) {
        return GLN_OK;
    }
    if (!held || slot->room_size < id.len) {
        slot->room = gln_arena__array(&series->article_ids, id.len + 1, 1);
        slot->room_size = id.len;
        if (!slot->room) {
            return gln_error__nomem(err);
        }
    }
    if (id.len) {
        memcpy(slot->room, id.ptr, id.len);
    }
    cell->max_article = (gln_slice){slot->room, id.len};
    cell->max_count = count;
    return GLN_OK;
}

/* The cell of a term and a stratum, empty where it is new. */
static gln_status cell_of(gln_series *series, uint32_t term, uint32_t stratum, uint32_t *out, gln_error *err)
{
    size_t n = series->cell_keys.count;
    gln_series_slot *grown = gln_memory__grown(series->cells, &series->cell_capacity, n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    series->cells = grown;
    uint32_t at = gln_pairs__add(&series->cell_keys, term, stratum);
    if (at == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (at == n) {
        series->cells[at] = (gln_series_slot){.cell = {.stratum = stratum}};
    }
    *out = at;
    return GLN_OK;
}

/* Adds sums to the cell of a term and a stratum (whose own number is left as it is). */
static gln_status add_cell(gln_series *series, uint32_t term, uint32_t stratum, const gln_series_cell *sums,
                           gln_error *err)
{
    uint32_t at = 0;
    gln_status status = cell_of(series, term, stratum, &at, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_series_slot *slot = &series->cells[at];
    slot->cell.count += sums->count;
    slot->cell.articles_with += sums->articles_with;
    slot->cell.count_squared += sums->count_squared;
    slot->cell.count_tokens += sums->count_tokens;
    slot->cell.count_weighted += sums->count_weighted;
    return keep_largest(series, slot, sums->max_count, sums->max_article, err);
}

static gln_status add_container(gln_series *series, uint32_t cell, uint32_t word, uint64_t count, gln_error *err)
{
    size_t n = series->container_keys.count;
    uint64_t *grown = gln_memory__grown(series->containers, &series->container_capacity, n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    series->containers = grown;
    uint32_t at = gln_pairs__add(&series->container_keys, cell, word);
    if (at == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (at == n) {
        series->containers[at] = 0;
    }
    series->containers[at] += count;
    return GLN_OK;
}

/* The stretch of whole tokens that a hit touches. */
static gln_slice container_of(const gln_text_segment *segment, const gln_hit *hit)
{
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
    size_t start = segment->tokens[low].start, end = start;
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
            uint32_t word = 0, cell = 0;
            gln_status status =
                gln_vocab__term(&series->words, text->segmenter, container_of(segment, hit), 0, &word, err);
            if (status == GLN_OK) {
                status = cell_of(series, hit->term, stratum, &cell, err);
            }
            if (status == GLN_OK) {
                status = add_container(series, cell, word, 1, err);
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
    return gln_issues__add(&series->issues, issue, &series->issue, err);
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_series *series = counter;
    size_t n_touched = 0;
    uint32_t at = 0;
    uint64_t n_tokens, n_chars;
    gln_status status = stratum_of(series, series->issue, split_value(series, text), &at, err);
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
        uint32_t term = series->touched[i];
        uint64_t y = series->hits[term];
        gln_series_cell sums = {.count = y,
                                .articles_with = 1,
                                .count_squared = y * y,
                                .count_tokens = y * n_tokens,
                                .count_weighted = weight * y,
                                .max_count = y,
                                .max_article = text->article->id};
        series->hits[term] = 0;
        status = add_cell(series, term, at, &sums, err);
    }
    return status;
}

gln_count_job gln_series__job(gln_series *counter)
{
    return (gln_count_job){counter, &counter->options, false, begin, count};
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

static gln_status merge_strata(gln_series *into, const gln_series *from, const uint32_t *issues, uint32_t *strata,
                               gln_error *err)
{
    for (size_t i = 0; i < from->stratum_keys.count; i++) {
        const gln_series_stratum *added = &from->strata[i];
        gln_status status = stratum_of(into, issues[added->issue], added->split, &strata[i], err);
        if (status != GLN_OK) {
            return status;
        }
        gln_series_stratum *stratum = &into->strata[strata[i]];
        stratum->n_articles += added->n_articles;
        stratum->n_tokens += added->n_tokens;
        stratum->n_chars += added->n_chars;
        stratum->tokens_squared += added->tokens_squared;
        stratum->tokens_weighted += added->tokens_weighted;
    }
    return GLN_OK;
}

static gln_status merge_cells(gln_series *into, const gln_series *from, const uint32_t *strata, gln_error *err)
{
    gln_status status = GLN_OK;
    uint32_t *cells = gln_memory__array(from->cell_keys.count, sizeof *cells);
    if (!cells) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < from->cell_keys.count && status == GLN_OK; i++) {
        uint32_t term = gln_pairs__first(&from->cell_keys, i);
        uint32_t stratum = strata[gln_pairs__second(&from->cell_keys, i)];
        status = add_cell(into, term, stratum, &from->cells[i].cell, err);
        if (status == GLN_OK) {
            status = cell_of(into, term, stratum, &cells[i], err);
        }
    }
    for (size_t i = 0; i < from->container_keys.count && status == GLN_OK; i++) {
        uint32_t word =
            gln_vocab__add(&into->words, gln_vocab__text(&from->words, gln_pairs__second(&from->container_keys, i)));
        uint32_t cell = cells[gln_pairs__first(&from->container_keys, i)];
        status = word == GLN_NO_ID ? gln_error__nomem(err) : add_container(into, cell, word, from->containers[i], err);
    }
    free(cells);
    return status;
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
    uint32_t *issues = gln_memory__array(gln_issues__count(&from->issues), sizeof *issues);
    uint32_t *strata = gln_memory__array(from->stratum_keys.count, sizeof *strata);
    if (!issues || !strata) {
        status = gln_error__nomem(err);
        goto done;
    }
    status = gln_issues__merge(&into->issues, &from->issues, issues, err);
    if (status == GLN_OK) {
        status = merge_strata(into, from, issues, strata, err);
    }
    if (status == GLN_OK) {
        status = merge_cells(into, from, strata, err);
    }
done:
    free(issues);
    free(strata);
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
    }
    return status;
}
