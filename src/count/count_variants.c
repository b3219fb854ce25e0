/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"
#include "count/count_encode.h"
#include "count/variant_counts.h"

#include <limits.h>
#include <stdlib.h>

gln_status gln_variants_new(const gln_counter_options *options, gln_variants **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, true, 0, UINT_MAX, "a count of variants", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_variants *variants = gln_memory__zeroed(1, sizeof *variants);
    if (variants) {
        variants->options = *options;
        variants->hits = gln_memory__zeroed(gln_matcher_n_terms(options->matcher), sizeof *variants->hits);
    }
    if (!variants || !variants->hits) {
        gln_variants_free(variants);
        return gln_error__nomem(err);
    }
    *out = variants;
    return GLN_OK;
}

void gln_variants_free(gln_variants *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        gln_intern__clear(&counter->keys);
        gln_runs__clear(&counter->runs);
        free(counter->items);
        free(counter->hits);
        free(counter);
    }
}

static bool dated(gln_date date)
{
    return date.year && date.month && date.day;
}

void gln_variant__widen(gln_variant *v, gln_date first, gln_date last)
{
    if (dated(first) && (!dated(v->first) || gln_issues__compare_dates(first, v->first) < 0)) {
        v->first = first;
    }
    if (dated(last) && (!dated(v->last) || gln_issues__compare_dates(last, v->last) > 0)) {
        v->last = last;
    }
}

/* The variant of a key, a new one where it is new; NULL on want. */
static gln_variant *variant_of(gln_variants *variants, gln_slice key)
{
    size_t n = variants->keys.count;
    gln_variant *grown = gln_memory__grown(variants->items, &variants->capacity, n + 1, sizeof *grown);
    if (!grown) {
        return NULL;
    }
    variants->items = grown;
    uint32_t id = gln_intern__add(&variants->keys, key);
    if (id == GLN_NO_ID) {
        return NULL;
    }
    if (id == n) {
        grown[id] = (gln_variant){0};
    }
    return &grown[id];
}

gln_status gln_variants__add_key(gln_variants *variants, gln_slice key, const gln_variant *counts, gln_error *err)
{
    gln_variant *variant = variant_of(variants, key);
    if (!variant) {
        return gln_error__nomem(err);
    }
    variant->count += counts->count;
    variant->articles += counts->articles;
    gln_variant__widen(variant, counts->first, counts->last);
    return GLN_OK;
}

static void put_u32(gln_buffer *out, uint32_t n)
{
    char bytes[GLN_RUN_NUMBER];
    gln_run_number__put(bytes, n);
    gln_buffer__put(out, (gln_slice){bytes, sizeof bytes});
}

/* The normalized text of bytes [start, end) of the segment appended. */
static gln_status put_normal(gln_buffer *out, gln_segmenter *segmenter, gln_slice text, size_t start, size_t end,
                             gln_error *err)
{
    gln_slice normal;
    if (end == start) {
        return GLN_OK;
    }
    gln_status status = gln_segmenter_term(segmenter, gln_slice_sub(text, start, end - start), &normal, err);
    if (status == GLN_OK) {
        gln_buffer__put(out, normal);
    }
    return status;
}

/* Counts tokens [at[0], at[3]) of the segment around a hit that touches [at[1], at[2]). */
static gln_status count_expression(gln_variants *variants, gln_article_text *text, const gln_text_segment *segment,
                                   uint32_t term, const size_t at[4], gln_buffer *key, gln_error *err)
{
    const gln_token *tokens = segment->tokens;
    size_t edges[4] = {tokens[at[0]].start, tokens[at[1]].start,
                       tokens[at[2] - 1].start + (size_t)tokens[at[2] - 1].len,
                       tokens[at[3] - 1].start + (size_t)tokens[at[3] - 1].len};
    uint32_t lengths[2] = {0, 0};
    gln_buffer__clear(key);
    gln_buffer__put(key, (gln_slice){"\0\0\0\0\0\0\0\0\0\0\0\0", GLN_VARIANT_HEAD});
    for (int i = 0; i < 3; i++) {
        size_t before = key->len;
        gln_status status = put_normal(key, text->segmenter, segment->text, edges[i], edges[i + 1], err);
        if (status != GLN_OK) {
            return status;
        }
        if (i < 2) {
            lengths[i] = (uint32_t)(key->len - before);
        }
    }
    size_t len = key->len;
    put_u32(key, term);
    put_u32(key, lengths[0]);
    put_u32(key, lengths[1]);
    if (key->failed) {
        return gln_error__nomem(err);
    }
    memmove(key->data, key->data + len, GLN_VARIANT_HEAD);
    gln_variant *variant = variant_of(variants, (gln_slice){key->data, len});
    if (!variant) {
        return gln_error__nomem(err);
    }
    variant->count++;
    variant->articles += variant->seen != variants->n_articles;
    variant->seen = variants->n_articles;
    gln_variant__widen(variant, variants->date, variants->date);
    return GLN_OK;
}

static bool extends(const gln_token *token)
{
    return token->kind == GLN_TOKEN_WORD || token->kind == GLN_TOKEN_NUMBER;
}

/* All expressions around one hit; spaces between words are crossed. */
static gln_status count_hit(gln_variants *variants, gln_article_text *text, const gln_text_segment *segment,
                            const gln_hit *hit, gln_buffer *key, gln_error *err)
{
    const gln_token *tokens = segment->tokens;
    size_t left[GLN_VARIANT_SIDE + 1], right[GLN_VARIANT_SIDE + 1], n_left = 1, n_right = 1, low = 0, to;
    size_t high = segment->n_tokens;
    while (low < high) { /* the first token that ends after the hit's start */
        size_t middle = low + (high - low) / 2;
        if (tokens[middle].start + tokens[middle].len > hit->start) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    for (to = low; to < segment->n_tokens && tokens[to].start < hit->end;) {
        to++;
    }
    left[0] = low;
    right[0] = to;
    for (size_t i = low; i > 0 && n_left <= GLN_VARIANT_SIDE; i--) {
        if (extends(&tokens[i - 1])) {
            left[n_left++] = i - 1;
        } else if (tokens[i - 1].kind != GLN_TOKEN_SPACE) {
            break;
        }
    }
    for (size_t i = to; i < segment->n_tokens && n_right <= GLN_VARIANT_SIDE; i++) {
        if (extends(&tokens[i])) {
            right[n_right++] = i + 1;
        } else if (tokens[i].kind != GLN_TOKEN_SPACE) {
            break;
        }
    }
    variants->hits[hit->term]++;
    for (size_t l = 0; l < n_left; l++) {
        for (size_t r = 0; r < n_right; r++) {
            const size_t at[4] = {left[l], low, to, right[r]};
            gln_status status =
                l + r == 0 ? GLN_OK : count_expression(variants, text, segment, hit->term, at, key, err);
            if (status != GLN_OK) {
                return status;
            }
        }
    }
    return GLN_OK;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_variants *variants = counter;
    (void)err;
    variants->date = issue->date;
    return GLN_OK;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_variants *variants = counter;
    gln_buffer key = GLN_BUFFER_INIT;
    variants->n_articles++;
    gln_status status = gln_article_text__match(text, variants->options.matcher, err);
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        const gln_text_segment *segment = &text->segments[s];
        for (size_t h = 0;
             h < segment->n_hits && status == GLN_OK && gln_text_segment__in(segment, variants->options.part); h++) {
            status = count_hit(variants, text, segment, &segment->hits[h], &key, err);
        }
    }
    gln_buffer__free(&key);
    return status == GLN_OK ? gln_variants__keep_within(variants, err) : status;
}

gln_count_job gln_variants__job(gln_variants *counter)
{
    return (gln_count_job){counter, &counter->options, false, false, begin, count, NULL};
}

const gln_counter_options *gln_variants__options(const gln_variants *counter)
{
    return &counter->options;
}

gln_status gln_variants_add(gln_variants *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_variants__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

gln_status gln_variants_merge(gln_variants *into, const gln_variants *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a count of variants cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    uint32_t *files = gln_memory__array(from->runs.n_files, sizeof *files);
    if (status == GLN_OK) {
        status = files ? gln_runs__merge(&into->runs, &from->runs, 0, files, err) : gln_error__nomem(err);
    }
    free(files);
    for (size_t i = 0; i < from->keys.count && status == GLN_OK; i++) {
        status = gln_variants__add_key(into, from->keys.items[i], &from->items[i], err);
    }
    for (size_t i = 0; i < gln_matcher_n_terms(into->options.matcher) && status == GLN_OK; i++) {
        into->hits[i] += from->hits[i];
    }
    into->n_articles += from->n_articles;
    return status == GLN_OK ? gln_variants__keep_within(into, err) : status;
}

gln_status gln_variants__take(gln_variants *into, gln_variants *from, gln_error *err)
{
    return gln_variants_merge(into, from, err);
}

static gln_status encode(void *context, gln_slice key, const gln_variant *v, gln_error *err)
{
    gln_buffer *bytes = context;
    char first[GLN_DATE_SIZE], last[GLN_DATE_SIZE];
    gln_encode__text(bytes, key);
    gln_encode__number(bytes, v->count);
    gln_encode__number(bytes, v->articles);
    gln_encode__text(bytes, gln_slice_of(gln_date_edtf(v->first, first)));
    gln_encode__text(bytes, gln_slice_of(gln_date_edtf(v->last, last)));
    return bytes->failed ? gln_error__nomem(err) : GLN_OK;
}

/* Body: occurrences of each term; the expressions sorted: key, count, articles, first and last date; an empty key. */
gln_status gln_variants_write(const gln_variants *counter, char **out, size_t *n, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_encode__head(&bytes, 'v', &counter->options);
    for (size_t i = 0; i < gln_matcher_n_terms(counter->options.matcher); i++) {
        gln_encode__number(&bytes, counter->hits[i]);
    }
    gln_status status = gln_variants__merged(counter, encode, &bytes, err);
    gln_encode__number(&bytes, 0);
    if (status != GLN_OK) {
        gln_buffer__free(&bytes);
        return status;
    }
    return gln_encode__finish(&bytes, out, n, err);
}
