/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_detail.h"
#include "count/freq_order.h"

#include <limits.h>
#include <stdlib.h>

gln_status gln_freq_new(const gln_counter_options *options, gln_freq **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, false, 0, UINT_MAX, "a frequency count", err);
    if (status != GLN_OK) {
        return status;
    }
    status = gln_strings__check(options, err);
    if (status == GLN_OK && options->keep_order && (options->strings.words || options->strings.characters)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "the order of strings cannot be kept");
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_freq *freq = calloc(1, sizeof *freq);
    if (!freq) {
        return gln_error__nomem(err);
    }
    freq->options = *options;
    freq->words = gln_vocab__begun(options->analyzer, options->stop, options->memory);
    *out = freq;
    return GLN_OK;
}

void gln_freq_free(gln_freq *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        gln_issues__clear(&counter->issues);
        free(counter->articles);
        gln_buffer__free(&counter->details);
        gln_vocab__clear(&counter->words);
        free(counter->entries);
        free(counter->starts);
        gln_runs__clear(&counter->runs);
        free(counter->seen);
        free(counter->order);
        gln_buffer__free(&counter->order_bytes);
        free(counter->line);
        gln_buffer__free(&counter->string);
        free(counter);
    }
}

gln_status gln_freq__count_term(gln_freq *freq, uint32_t term, gln_error *err)
{
    if (term >= freq->seen_filled) {
        uint32_t *grown = gln_memory__grown(freq->seen, &freq->seen_capacity, (size_t)term + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        freq->seen = grown;
        memset(grown + freq->seen_filled, 0, (freq->seen_capacity - freq->seen_filled) * sizeof *grown);
        freq->seen_filled = freq->seen_capacity;
    }
    if (freq->seen[term]++ == 0) {
        gln_freq_entry *grown =
            gln_memory__grown(freq->entries, &freq->entry_capacity, freq->n_entries + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        freq->entries = grown;
        freq->entries[freq->n_entries++] = (gln_freq_entry){term, 0};
    }
    return GLN_OK;
}

static gln_status count_words(gln_freq *freq, const gln_text_segment *segment, gln_segmenter *segmenter, gln_error *err)
{
    bool order = freq->options.keep_order;
    size_t at = 0;
    for (size_t i = 0; i < segment->n_words; i++) {
        const gln_text_word *word = &segment->words[i];
        uint32_t term = GLN_NO_ID;
        gln_status status = order ? gln_freq_order__break(freq, segment, i, &at, err) : GLN_OK;
        if (status == GLN_OK && !word->number) {
            gln_slice token = gln_slice_sub(segment->text, word->start, word->len);
            status = gln_vocab__term(&freq->words, segmenter, token, word->entry, &term, err);
        }
        if (status == GLN_OK && term != GLN_NO_ID) {
            status = gln_freq__count_term(freq, term, err);
        }
        if (status == GLN_OK && order) {
            status = gln_freq_order__term(freq, term, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    return GLN_OK;
}

/* Appends an article without entries yet; article.issue is an id in freq->issues. */
static gln_status add_article(gln_freq *freq, gln_freq_article article, gln_error *err)
{
    gln_freq_article *grown =
        gln_memory__grown(freq->articles, &freq->article_capacity, freq->n_articles + 1, sizeof *grown);
    if (!grown || freq->n_articles >= GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    freq->articles = grown;
    size_t held = freq->n_articles - freq->first_held;
    size_t *starts = gln_memory__grown(freq->starts, &freq->start_capacity, held + 1, sizeof *starts);
    if (!starts) {
        return gln_error__nomem(err);
    }
    freq->starts = starts;
    starts[held] = freq->n_entries;
    grown[freq->n_articles++] = article;
    return GLN_OK;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_freq *freq = counter;
    return gln_issues__add(&freq->issues, issue, &freq->issue, err);
}

/* The counts of the last article, and its detail. */
static gln_status finish(gln_freq *freq, gln_freq_detail *detail, gln_error *err)
{
    size_t first = freq->starts[freq->n_articles - 1 - freq->first_held];
    gln_status status = GLN_OK;
    for (size_t i = first; i < freq->n_entries; i++) {
        freq->entries[i].count = freq->seen[freq->entries[i].term];
    }
    if (freq->options.keep_order) {
        status = gln_freq_order__finish(freq, first, &detail->running, err);
    }
    for (size_t i = first; i < freq->n_entries; i++) {
        freq->seen[freq->entries[i].term] = 0;
    }
    gln_freq_detail__put(&freq->details, detail);
    if (status == GLN_OK && freq->details.failed) {
        status = gln_error__nomem(err);
    }
    return status == GLN_OK ? gln_freq__keep_within(freq, err) : status;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_freq *freq = counter;
    const gln_article *article = text->article;
    gln_freq_article added = {.detail = freq->details.len, .issue = freq->issue};
    gln_freq_detail detail = {.id = article->id,
                              .order = article->order,
                              .section = article->section,
                              .page = article->page,
                              .agency = article->agency,
                              .headline = article->headline_joined};
    uint64_t n_tokens;
    gln_article_text__sums(text, freq->options.part, &n_tokens, &detail.n_chars);
    added.n_tokens = (uint32_t)n_tokens; /* an article is less than 4 GB */
    gln_status status = add_article(freq, added, err);
    if (status == GLN_OK && freq->options.matcher) {
        status = gln_article_text__match(text, freq->options.matcher, err);
    }
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        const gln_text_segment *segment = &text->segments[s];
        if (!gln_text_segment__in(segment, freq->options.part)) {
            continue;
        }
        if (!freq->options.matcher) {
            status = freq->options.strings.words || freq->options.strings.characters
                         ? gln_freq__count_strings(freq, segment, text->segmenter, err)
                         : count_words(freq, segment, text->segmenter, err);
        }
        for (size_t h = 0; freq->options.matcher && h < segment->n_hits && status == GLN_OK; h++) {
            status = gln_freq__count_term(freq, segment->hits[h].term, err);
        }
        if (status == GLN_OK && freq->options.matcher && freq->options.keep_order) {
            status = gln_freq_order__hits(freq, segment, err);
        }
    }
    return status == GLN_OK ? finish(freq, &detail, err) : status;
}

gln_count_job gln_freq__job(gln_freq *counter)
{
    return (gln_count_job){counter, &counter->options, false, true, begin, count, NULL};
}

size_t gln_freq__n_articles(const gln_freq *counter)
{
    return counter->n_articles;
}

uint64_t gln_freq__memory(const gln_freq *counter)
{
    return counter->options.memory;
}

const gln_counter_options *gln_freq__options(const gln_freq *counter)
{
    return &counter->options;
}

gln_status gln_freq_add(gln_freq *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_freq__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

/* Appends the entries of from's article; terms[id in from] is the id in into, found when first needed, because texts
 * that are no terms stay behind. */
static gln_status merge_entries(gln_freq *into, const gln_freq *from, size_t article, uint32_t *terms, gln_error *err)
{
    size_t first = from->starts[article - from->first_held], end = gln_freq__end(from, article), need;
    gln_freq_entry *grown = NULL;
    if (gln_size__add(into->n_entries, end - first, &need)) {
        grown = gln_memory__grown(into->entries, &into->entry_capacity, need, sizeof *grown);
    }
    if (!grown) {
        return gln_error__nomem(err);
    }
    into->entries = grown;
    for (size_t i = first; i < end; i++) {
        uint32_t term = from->entries[i].term;
        if (terms[term] == GLN_NO_ID) {
            terms[term] = gln_vocab__add(&into->words, gln_vocab__text(&from->words, term));
        }
        if (terms[term] == GLN_NO_ID) {
            return gln_error__nomem(err);
        }
        grown[into->n_entries++] = (gln_freq_entry){terms[term], from->entries[i].count};
    }
    return GLN_OK;
}

/* Appends from's articles; files[k] is the place in into of from's file k. */
static gln_status merge_articles(gln_freq *into, const gln_freq *from, const uint32_t *issues, uint32_t *terms,
                                 const uint32_t *files, gln_error *err)
{
    uint64_t base = into->details.len;
    gln_buffer__put(&into->details, gln_buffer__slice(&from->details));
    gln_status status = into->details.failed ? gln_error__nomem(err) : GLN_OK;
    for (size_t a = 0; a < from->n_articles && status == GLN_OK; a++) {
        gln_freq_article article = from->articles[a];
        uint64_t file = article.detail >> GLN_FREQ_OFFSET_BITS;
        article.issue = issues[article.issue];
        if (file == 0) {
            article.detail += base;
        } else {
            uint64_t at = article.detail & ((UINT64_C(1) << GLN_FREQ_OFFSET_BITS) - 1);
            article.detail = ((uint64_t)files[file - 1] + 1) << GLN_FREQ_OFFSET_BITS | at;
        }
        status = add_article(into, article, err);
        if (status == GLN_OK && a >= from->first_held) {
            status = merge_entries(into, from, a, terms, err);
        }
    }
    return status;
}

gln_status gln_freq_merge(gln_freq *into, const gln_freq *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a frequency count cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status != GLN_OK) {
        return status;
    }
    bool given = into->options.matcher != NULL;
    size_t n_terms = given ? gln_matcher_n_terms(into->options.matcher) : gln_vocab__count(&from->words);
    uint32_t *issues = gln_memory__array(gln_issues__count(&from->issues), sizeof *issues);
    uint32_t *terms = gln_memory__array(n_terms, sizeof *terms);
    uint32_t *files = gln_memory__array(from->runs.n_files, sizeof *files);
    if (!issues || !terms || !files || into->n_articles + from->n_articles >= GLN_NO_ID) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n_terms; i++) {
        terms[i] = given ? (uint32_t)i : GLN_NO_ID;
    }
    status = gln_issues__merge(&into->issues, &from->issues, issues, err);
    if (status == GLN_OK) {
        status = gln_runs__merge(&into->runs, &from->runs, (uint32_t)into->n_articles, files, err);
    }
    if (status == GLN_OK) {
        status = merge_articles(into, from, issues, terms, files, err);
    }
    if (status == GLN_OK) {
        status = gln_freq__keep_within(into, err);
    }
done:
    free(files);
    free(issues);
    free(terms);
    return status;
}

gln_status gln_freq__take(gln_freq *into, gln_freq *from, gln_error *err)
{
    if (gln_issues__count(&into->issues)) {
        return gln_freq_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_freq swapped = *into;
        *into = *from;
        *from = swapped;
        into->options.memory = swapped.options.memory; /* a shard was given a part of it */
        gln_vocab__drop_entries(&into->words);
    }
    return status;
}
