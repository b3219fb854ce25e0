/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_encode.h"
#include "count/count_job.h"
#include "count/reuse_view.h"

#include <limits.h>
#include <stdlib.h>

struct gln_reuse {
    gln_counter_options options;
    gln_article_text text;    /* for gln_reuse_add */
    gln_segmenter *segmenter; /* normalizes; made at first use */
    gln_shingler shingler;
    gln_issues issues;
    uint32_t issue; /* being counted */
    gln_reuse_entry *entries;
    size_t n;
    bool overfull; /* there were more than options.keep, and none was kept */
    size_t capacity;
    gln_intern names; /* files, issues, newspapers, agencies */
    gln_arena texts;  /* ids, headlines and the items of sketches */
};

gln_status gln_reuse_new(const gln_counter_options *options, gln_reuse **out, gln_error *err)
{
    gln_status status = gln_counter_options__check(options, false, 0, UINT_MAX, "reuse", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_reuse *reuse = calloc(1, sizeof *reuse);
    if (!reuse) {
        return gln_error__nomem(err);
    }
    reuse->options = *options;
    *out = reuse;
    return GLN_OK;
}

void gln_reuse_free(gln_reuse *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        gln_segmenter_free(counter->segmenter);
        gln_shingler__clear(&counter->shingler);
        gln_issues__clear(&counter->issues);
        free(counter->entries);
        gln_intern__clear(&counter->names);
        gln_arena__clear(&counter->texts);
        free(counter);
    }
}

static bool keep_name(gln_reuse *reuse, gln_slice *name)
{
    if (!name->len) {
        *name = (gln_slice){NULL, 0};
        return true;
    }
    uint32_t id = gln_intern__add(&reuse->names, *name);
    if (id != GLN_NO_ID) {
        *name = reuse->names.items[id];
    }
    return id != GLN_NO_ID;
}

static bool keep_text(gln_reuse *reuse, gln_slice *text)
{
    *text = text->len ? gln_arena__copy(&reuse->texts, *text) : (gln_slice){"", 0};
    return text->ptr != NULL;
}

/* More articles than are to be kept: all of them go, so that it does not matter which came first. */
static void give_up(gln_reuse *reuse)
{
    reuse->overfull = true;
    reuse->n = 0;
    gln_arena__clear(&reuse->texts);
}

/* Appends an entry whose sketch lies in the arena already, with copies of its texts. */
static gln_status add_entry(gln_reuse *reuse, gln_reuse_entry entry, gln_error *err)
{
    if (reuse->options.every && reuse->options.keep && reuse->n == reuse->options.keep) {
        give_up(reuse);
        return GLN_OK;
    }
    gln_reuse_entry *grown = gln_memory__grown(reuse->entries, &reuse->capacity, reuse->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    reuse->entries = grown;
    if (!keep_text(reuse, &entry.id) || !keep_text(reuse, &entry.headline) || !keep_name(reuse, &entry.issue_id) ||
        !keep_name(reuse, &entry.file) || !keep_name(reuse, &entry.newspaper) || !keep_name(reuse, &entry.agency)) {
        return gln_error__nomem(err);
    }
    grown[reuse->n++] = entry;
    return GLN_OK;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_reuse *reuse = counter;
    bool taken = reuse->options.every || gln_date_full(issue->date);
    return taken ? gln_issues__add(&reuse->issues, issue, &reuse->issue, err) : GLN_OK;
}

static gln_status shingle_body(gln_reuse *reuse, const gln_article *article, gln_error *err)
{
    gln_status status = reuse->segmenter ? GLN_OK : gln_segmenter_new(reuse->options.analyzer, &reuse->segmenter, err);
    gln_shingler__start(&reuse->shingler);
    for (size_t i = 0; i < article->n_body && status == GLN_OK; i++) {
        gln_slice normal = {"", 0};
        status = gln_segmenter_term(reuse->segmenter, article->body[i].text, &normal, err);
        if (status == GLN_OK && !gln_shingler__add(&reuse->shingler, normal)) {
            status = gln_error__nomem(err);
        }
    }
    if (status == GLN_OK && !gln_shingler__finish(&reuse->shingler, GLN_SHINGLE_WEIGHT)) {
        status = gln_error__nomem(err);
    }
    return status;
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_reuse *reuse = counter;
    const gln_issue *issue = text->issue;
    const gln_article *article = text->article;
    gln_reuse_entry entry = {.issue = reuse->issue,
                             .order = article->order,
                             .date = issue->date,
                             .id = article->id,
                             .issue_id = issue->id,
                             .file = issue->file,
                             .newspaper = issue->newspaper,
                             .headline = article->headline_joined,
                             .agency = article->agency};
    bool every = reuse->options.every;
    if (reuse->overfull || (!every && !gln_date_full(issue->date))) {
        return GLN_OK;
    }
    gln_status status = shingle_body(reuse, article, err);
    if (status != GLN_OK || (!every && reuse->shingler.n_set < GLN_REUSE_LEAST)) {
        return status;
    }
    return gln_shingler__sketch(&reuse->shingler, &reuse->texts, &entry.sketch) ? add_entry(reuse, entry, err)
                                                                                : gln_error__nomem(err);
}

gln_count_job gln_reuse__job(gln_reuse *counter)
{
    return (gln_count_job){counter, &counter->options, true, false, begin, count, NULL};
}

bool gln_reuse__overfull(const gln_reuse *counter)
{
    return counter->overfull;
}

const gln_counter_options *gln_reuse__options(const gln_reuse *counter)
{
    return &counter->options;
}

gln_status gln_reuse_add(gln_reuse *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_reuse__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

gln_status gln_reuse_merge(gln_reuse *into, const gln_reuse *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "reuse cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status != GLN_OK) {
        return status;
    }
    uint32_t *map = gln_memory__array(gln_issues__count(&from->issues), sizeof *map);
    status = map ? gln_issues__merge(&into->issues, &from->issues, map, err) : gln_error__nomem(err);
    if (from->overfull) {
        give_up(into);
    }
    for (size_t i = 0; i < from->n && status == GLN_OK && !into->overfull; i++) {
        gln_reuse_entry entry = from->entries[i];
        uint32_t *items = gln_arena__array(&into->texts, entry.sketch.n, sizeof *items);
        if (!items) {
            status = gln_error__nomem(err);
            break;
        }
        memcpy(items, entry.sketch.items, entry.sketch.n * sizeof *items);
        entry.sketch.items = items;
        entry.issue = map[entry.issue];
        status = add_entry(into, entry, err);
    }
    free(map);
    return status;
}

gln_status gln_reuse__take(gln_reuse *into, gln_reuse *from, gln_error *err)
{
    if (into->n || into->overfull || gln_issues__count(&into->issues)) {
        return gln_reuse_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_counter_options own = into->options;
        gln_reuse swapped = *into;
        *into = *from;
        *from = swapped;
        from->options = into->options;
        into->options = own;
    }
    return status;
}

static int in_order(const void *a, const void *b)
{
    const gln_reuse_entry *x = a, *y = b;
    int order = (x->issue > y->issue) - (x->issue < y->issue);
    order = order ? order : gln_slice_compare(x->issue_id, y->issue_id);
    order = order ? order : (x->order > y->order) - (x->order < y->order);
    order = order ? order : gln_slice_compare(x->id, y->id);
    order = order ? order : gln_slice_compare(x->file, y->file);
    order = order ? order : (x->sketch.body > y->sketch.body) - (x->sketch.body < y->sketch.body);
    return order ? order : gln_slice_compare(x->headline, y->headline);
}

gln_status gln_reuse__entries(const gln_reuse *counter, gln_arena *arena, gln_reuse_entry **out, size_t *n,
                              gln_error *err)
{
    size_t n_issues = gln_issues__count(&counter->issues);
    gln_counted_issue *sorted = gln_memory__array(n_issues, sizeof *sorted);
    uint32_t *rank = gln_memory__array(n_issues, sizeof *rank);
    gln_reuse_entry *entries = gln_arena__array(arena, counter->n, sizeof *entries);
    gln_status status =
        sorted && rank && entries ? gln_issues__sort(&counter->issues, sorted, rank, err) : gln_error__nomem(err);
    if (status == GLN_OK && counter->n) {
        memcpy(entries, counter->entries, counter->n * sizeof *entries);
        for (size_t i = 0; i < counter->n; i++) {
            entries[i].issue = rank[entries[i].issue];
        }
        qsort(entries, counter->n, sizeof *entries, in_order);
    }
    if (status == GLN_OK) {
        *out = entries;
        *n = counter->n;
    }
    free(sorted);
    free(rank);
    return status;
}

/* Body: whether there were too many; the entries: date as EDTF, issue, order, id, issue's id, file, newspaper,
 * headline, agency; hash of the body, number of shingles, reach, items of the sketch. */
gln_status gln_reuse_write(const gln_reuse *counter, char **out, size_t *n, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_reuse_entry *entries = NULL;
    size_t count_of = 0;
    gln_status status = gln_reuse__entries(counter, &arena, &entries, &count_of, err);
    if (status != GLN_OK) {
        gln_arena__clear(&arena);
        return status;
    }
    gln_encode__head(&bytes, 'r', &counter->options);
    gln_encode__number(&bytes, counter->overfull);
    gln_encode__number(&bytes, count_of);
    for (size_t i = 0; i < count_of; i++) {
        const gln_reuse_entry *e = &entries[i];
        char date[GLN_DATE_SIZE];
        gln_encode__text(&bytes, gln_slice_of(gln_date_edtf(e->date, date)));
        gln_encode__number(&bytes, e->issue);
        gln_encode__number(&bytes, e->order);
        gln_encode__text(&bytes, e->id);
        gln_encode__text(&bytes, e->issue_id);
        gln_encode__text(&bytes, e->file);
        gln_encode__text(&bytes, e->newspaper);
        gln_encode__text(&bytes, e->headline);
        gln_encode__text(&bytes, e->agency);
        gln_encode__number(&bytes, e->sketch.body);
        gln_encode__number(&bytes, e->sketch.n_shingles);
        gln_encode__number(&bytes, e->sketch.reach);
        gln_encode__number(&bytes, e->sketch.n);
        for (uint32_t k = 0; k < e->sketch.n; k++) {
            gln_encode__number(&bytes, e->sketch.items[k]);
        }
    }
    gln_arena__clear(&arena);
    return gln_encode__finish(&bytes, out, n, err);
}
