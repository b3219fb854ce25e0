/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_counts.h"

#include <limits.h>
#include <stdlib.h>

gln_status gln_freq_new(const gln_counter_options *options, gln_freq **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, false, 0, UINT_MAX, "a frequency count", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_freq *freq = calloc(1, sizeof *freq);
    if (!freq) {
        return gln_error__nomem(err);
    }
    freq->options = *options;
    *out = freq;
    return GLN_OK;
}

void gln_freq_free(gln_freq *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        gln_issues__clear(&counter->issues);
        gln_intern__clear(&counter->names);
        gln_arena__clear(&counter->texts);
        free(counter->articles);
        gln_vocab__clear(&counter->words);
        free(counter->entries);
        free(counter->seen);
        free(counter);
    }
}

/* One more of a term in the article that is being counted. */
static gln_status count_term(gln_freq *freq, uint32_t term, gln_error *err)
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
    for (size_t i = 0; i < segment->n_words; i++) {
        const gln_text_word *word = &segment->words[i];
        if (word->number) {
            continue;
        }
        uint32_t term = 0;
        gln_slice token = gln_slice_sub(segment->text, word->start, word->len);
        gln_status status = gln_vocab__term(&freq->words, segmenter, token, &term, err);
        if (status == GLN_OK) {
            status = count_term(freq, term, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    return GLN_OK;
}

/* The slice interned among the names; the empty slice where it is unknown or empty. */
static bool name_of(gln_freq *freq, gln_slice name, gln_slice *own)
{
    *own = (gln_slice){NULL, 0};
    if (name.len) {
        uint32_t id = gln_intern__add(&freq->names, name);
        if (id == GLN_NO_ID) {
            return false;
        }
        *own = freq->names.items[id];
    }
    return true;
}

/* Appends an article with copies of its texts and no entries yet; doc.issue is an id in freq->issues. */
static gln_status add_article(gln_freq *freq, gln_freq_doc doc, gln_error *err)
{
    gln_freq_article *grown =
        gln_memory__grown(freq->articles, &freq->article_capacity, freq->n_articles + 1, sizeof *grown);
    if (!grown || freq->n_articles >= GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    freq->articles = grown;
    doc.newspaper = freq->issues.items[doc.issue].newspaper;
    doc.date = freq->issues.items[doc.issue].date;
    doc.id = gln_arena__copy(&freq->texts, doc.id);
    doc.headline = gln_arena__copy(&freq->texts, doc.headline);
    if (!doc.id.ptr || !doc.headline.ptr || !name_of(freq, doc.section, &doc.section) ||
        !name_of(freq, doc.page, &doc.page) || !name_of(freq, doc.agency, &doc.agency)) {
        return gln_error__nomem(err);
    }
    freq->articles[freq->n_articles++] = (gln_freq_article){doc, freq->n_entries, 0};
    return GLN_OK;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_freq *freq = counter;
    return gln_issues__add(&freq->issues, issue, &freq->issue, err);
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_freq *freq = counter;
    const gln_article *article = text->article;
    gln_freq_doc doc = {.id = article->id,
                        .issue = freq->issue,
                        .order = article->order,
                        .section = article->section,
                        .page = article->page,
                        .agency = article->agency,
                        .headline = article->headline_joined};
    gln_article_text__sums(text, freq->options.part, &doc.n_tokens, &doc.n_chars);
    gln_status status = add_article(freq, doc, err);
    if (status == GLN_OK && freq->options.matcher) {
        status = gln_article_text__match(text, freq->options.matcher, err);
    }
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        const gln_text_segment *segment = &text->segments[s];
        if (!gln_text_segment__in(segment, freq->options.part)) {
            continue;
        }
        if (!freq->options.matcher) {
            status = count_words(freq, segment, text->segmenter, err);
        }
        for (size_t h = 0; freq->options.matcher && h < segment->n_hits && status == GLN_OK; h++) {
            status = count_term(freq, segment->hits[h].term, err);
        }
    }
    if (status == GLN_OK) {
        gln_freq_article *last = &freq->articles[freq->n_articles - 1];
        last->n = freq->n_entries - last->first;
        for (size_t i = last->first; i < freq->n_entries; i++) {
            freq->entries[i].count = freq->seen[freq->entries[i].term];
            freq->seen[freq->entries[i].term] = 0;
        }
    }
    return status;
}

gln_count_job gln_freq__job(gln_freq *counter)
{
    return (gln_count_job){counter, &counter->options, false, begin, count};
}

size_t gln_freq__n_articles(const gln_freq *counter)
{
    return counter->n_articles;
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

/* Appends from's articles and entries; terms[id in from] is the id in into, found when first needed, because texts
 * that are no terms stay behind. */
static gln_status merge_articles(gln_freq *into, const gln_freq *from, const uint32_t *issues, uint32_t *terms,
                                 gln_error *err)
{
    size_t need;
    gln_freq_entry *grown = NULL;
    if (gln_size__add(into->n_entries, from->n_entries, &need)) {
        grown = gln_memory__grown(into->entries, &into->entry_capacity, need, sizeof *grown);
    }
    if (!grown) {
        return gln_error__nomem(err);
    }
    into->entries = grown;
    for (size_t a = 0; a < from->n_articles; a++) {
        const gln_freq_article *added = &from->articles[a];
        gln_freq_doc doc = added->doc;
        doc.issue = issues[doc.issue];
        gln_status status = add_article(into, doc, err);
        if (status != GLN_OK) {
            return status;
        }
        for (size_t i = added->first; i < added->first + added->n; i++) {
            uint32_t term = from->entries[i].term;
            if (terms[term] == GLN_NO_ID) {
                terms[term] = gln_vocab__add(&into->words, gln_vocab__text(&from->words, term));
            }
            if (terms[term] == GLN_NO_ID) {
                return gln_error__nomem(err);
            }
            into->entries[into->n_entries++] = (gln_freq_entry){terms[term], from->entries[i].count};
        }
        into->articles[into->n_articles - 1].n = added->n;
    }
    return GLN_OK;
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
    if (!issues || !terms) {
        status = gln_error__nomem(err);
        goto done;
    }
    for (size_t i = 0; i < n_terms; i++) {
        terms[i] = given ? (uint32_t)i : GLN_NO_ID;
    }
    status = gln_issues__merge(&into->issues, &from->issues, issues, err);
    if (status == GLN_OK) {
        status = merge_articles(into, from, issues, terms, err);
    }
done:
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
    }
    return status;
}
