/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From strings to words: both directions joined, what holds together and varies at both ends kept. */
#include "measure/measure_newwords.h"
#include "core/arena.h"
#include "core/utf8.h"
#include "count/ngram_counts.h"
#include "stats/rate.h"
#include "text/known_word.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_COUNT = 5, PLACES_A_COUNT = 1000000 };

/* A string that passed in both directions. */
typedef struct candidate {
    gln_ngram_group on;
    gln_ngram_group back;
    bool pruned;
} candidate;

static gln_ngram_key turned(gln_ngram_key key, unsigned n)
{
    gln_ngram_key out = {0, 0};
    for (unsigned i = 0; i < n; i++) {
        out = gln_ngram_key__put(out, i, gln_ngram_key__at(key, n - 1 - i));
    }
    return out;
}

static int by_key(const void *a, const void *b)
{
    return gln_ngram_key__compare(((const gln_ngram_group *)a)->key, ((const gln_ngram_group *)b)->key);
}

static int find_key(const void *key, const void *item)
{
    return gln_ngram_key__compare(*(const gln_ngram_key *)key, ((const candidate *)item)->on.key);
}

/* Those that are in both lists, by key. */
static gln_status join(gln_ngram_group *on, size_t n_on, gln_ngram_group *back, size_t n_back, candidate **out,
                       size_t *n, gln_error *err)
{
    candidate *both = gln_memory__array(n_on < n_back ? n_on : n_back, sizeof *both);
    if (!both) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n_back; i++) {
        back[i].key = turned(back[i].key, back[i].length);
    }
    if (n_on) {
        qsort(on, n_on, sizeof *on, by_key);
    }
    if (n_back) {
        qsort(back, n_back, sizeof *back, by_key);
    }
    *n = 0;
    for (size_t i = 0, k = 0; i < n_on && k < n_back;) {
        int order = gln_ngram_key__compare(on[i].key, back[k].key);
        if (order == 0) {
            both[(*n)++] = (candidate){on[i], back[k], false};
        }
        i += order <= 0;
        k += order >= 0;
    }
    *out = both;
    return GLN_OK;
}

/* min over splits of log2(c(uv) N / (c(u) c(v))) for a count of c(uv); NaN where it cannot be split. */
static double cohesion_of(const candidate *c, double count, double places)
{
    double least = NAN;
    for (unsigned k = 1; k < c->on.length; k++) {
        double u = (double)c->on.heads[k - 1], v = (double)c->back.heads[c->on.length - k - 1];
        bool inside = gln_ngram__narrow(gln_ngram_key__at(c->on.key, k - 1)) &&
                      gln_ngram__narrow(gln_ngram_key__at(c->on.key, k));
        if (!inside && u > 0 && v > 0) {
            least = fmin(isnan(least) ? INFINITY : least, log2(count / u * (places / v)));
        }
    }
    return least;
}

static bool numeral(uint16_t c)
{
    static const char numerals[] = "〇零一二三四五六七八九十百千万亿两第年月日时分秒点号";
    for (size_t at = 0; at < sizeof numerals - 1;) {
        if (gln_utf8__next(numerals, &at) == c) {
            return true;
        }
    }
    return c >= '0' && c <= '9';
}

/* Whether it can be a word: an ideograph in it, more than a number or a date, no number at its start. */
static bool wordlike(const gln_ngram_group *group)
{
    unsigned numerals = 0, wide = 0;
    for (unsigned i = 0; i < group->length; i++) {
        uint16_t c = gln_ngram_key__at(group->key, i);
        numerals += numeral(c);
        wide += !gln_ngram__narrow(c);
    }
    uint16_t first = gln_ngram_key__at(group->key, 0);
    return wide && numerals < group->length && !(first >= '0' && first <= '9');
}

static gln_slice text_of(gln_ngram_key key, unsigned length, char *room)
{
    size_t n = 0;
    for (unsigned i = 0; i < length; i++) {
        n += gln_utf8__put(room + n, gln_ngram_key__at(key, i));
    }
    return (gln_slice){room, n};
}

/* Whether a stop word stands at either end. */
static bool stopped(const gln_stoplist *stop, gln_slice text)
{
    for (size_t at = 0; at < text.len;) {
        gln_slice head, tail = gln_slice_sub(text, at, text.len - at);
        (void)gln_utf8__next(text.ptr, &at);
        head = gln_slice_sub(text, 0, at);
        if (at < text.len && gln_stoplist_has(stop, head)) {
            return true;
        }
        if (tail.len < text.len && gln_stoplist_has(stop, tail)) {
            return true;
        }
    }
    return false;
}

/* Marks what hardly occurs outside of a longer candidate. */
static void prune(candidate *all, size_t n, double share)
{
    for (size_t i = 0; i < n; i++) {
        const gln_ngram_group *whole = &all[i].on;
        for (unsigned from = 0; from < whole->length; from++) {
            for (unsigned len = 2; from + len <= whole->length && len < whole->length; len++) {
                gln_ngram_key part = {0, 0};
                for (unsigned k = 0; k < len; k++) {
                    part = gln_ngram_key__put(part, k, gln_ngram_key__at(whole->key, from + k));
                }
                candidate *found = bsearch(&part, all, n, sizeof *all, find_key);
                if (found && (double)whole->count >= share * (double)found->on.count) {
                    found->pruned = true;
                }
            }
        }
    }
}

static int by_score(const void *a, const void *b)
{
    const gln_newword *x = a, *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return gln_slice_compare(x->text, y->text);
}

/* The word of a candidate; false where a limit says that it is none. */
static bool measure(const candidate *c, double places, const gln_newwords_options *o, gln_newword *out)
{
    double n = (double)c->on.count;
    *out = (gln_newword){.count = c->on.count};
    out->cohesion = cohesion_of(c, n, places);
    out->cohesion_low = cohesion_of(c, gln_rate__poisson(n, 1, .95).low, places);
    out->entropy_right = gln_ngram_group__entropy(&c->on, &out->entropy_right_low);
    out->entropy_left = gln_ngram_group__entropy(&c->back, &out->entropy_left_low);
    double least = fmin(out->entropy_left_low, out->entropy_right_low);
    out->score = out->cohesion_low * least;
    return out->cohesion_low >= o->min_cohesion && least >= o->min_entropy;
}

static gln_status choose(const gln_ngrams *counter, candidate *all, size_t n, const gln_newwords_options *o,
                         gln_newwords *words, gln_error *err)
{
    const gln_analyzer *analyzer = counter->options.analyzer;
    size_t kept = 0;
    words->items = gln_memory__array(n, sizeof *words->items);
    if (!words->items) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) { /* what is no word leaves no mark on what it holds */
        gln_newword word;
        if (wordlike(&all[i].on) && measure(&all[i], (double)counter->n_places, o, &word)) {
            all[kept++] = all[i];
        }
    }
    n = kept;
    prune(all, n, o->prune);
    for (size_t i = 0; i < n; i++) {
        char room[4 * GLN_NGRAM_LENGTH];
        gln_slice text = text_of(all[i].on.key, all[i].on.length, room);
        gln_newword *word = &words->items[words->n];
        if (all[i].pruned || stopped(o->stop, text) || !measure(&all[i], (double)counter->n_places, o, word)) {
            continue;
        }
        word->known = gln_analyzer__knows(analyzer, text);
        if (word->known && !o->known) {
            continue;
        }
        word->text = gln_arena__copy(&words->arena, text);
        if (!word->text.ptr) {
            return gln_error__nomem(err);
        }
        words->n++;
    }
    if (words->n) {
        qsort(words->items, words->n, sizeof *words->items, by_score);
    }
    words->n = o->top && o->top < words->n ? o->top : words->n;
    return GLN_OK;
}

gln_status gln_newwords_find(const gln_ngrams *counter, const gln_newwords_options *options, gln_newwords **out,
                             gln_error *err)
{
    const gln_newwords_options usual = GLN_NEWWORDS_OPTIONS_INIT;
    const gln_newwords_options *o = options ? options : &usual;
    gln_ngram_group *groups[GLN_NGRAM_WAYS] = {NULL, NULL};
    size_t counts[GLN_NGRAM_WAYS] = {0, 0}, n = 0;
    candidate *all = NULL;
    gln_newwords *words = gln_memory__zeroed(1, sizeof *words);
    gln_status status = words ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && !(o->min_entropy >= 0 && o->prune > 0 && isfinite(o->min_cohesion))) {
        status = gln_error_set(err, GLN_ERR_USAGE, "new words need limits that are numbers, of entropy at least 0");
    }
    if (status == GLN_OK) {
        uint64_t scaled = (counter->n_places + PLACES_A_COUNT - 1) / PLACES_A_COUNT;
        words->min_count = o->min_count ? o->min_count : scaled > LEAST_COUNT ? scaled : LEAST_COUNT;
    }
    for (int way = 0; way < GLN_NGRAM_WAYS && status == GLN_OK; way++) {
        status = gln_ngrams__groups(counter, way, words->min_count, o->min_entropy, &groups[way], &counts[way], err);
    }
    if (status == GLN_OK) {
        status = join(groups[GLN_NGRAM_ON], counts[GLN_NGRAM_ON], groups[GLN_NGRAM_BACK], counts[GLN_NGRAM_BACK], &all,
                      &n, err);
    }
    if (status == GLN_OK) {
        status = choose(counter, all, n, o, words, err);
    }
    free(groups[0]);
    free(groups[1]);
    free(all);
    if (status != GLN_OK) {
        gln_newwords_free(words);
        return status;
    }
    *out = words;
    return GLN_OK;
}

void gln_newwords_free(gln_newwords *words)
{
    if (words) {
        gln_arena__clear(&words->arena);
        free(words->items);
        free(words);
    }
}

size_t gln_newwords_count(const gln_newwords *words)
{
    return words->n;
}

const gln_newword *gln_newwords_get(const gln_newwords *words, size_t i)
{
    return &words->items[i];
}

uint64_t gln_newwords_min_count(const gln_newwords *words)
{
    return words->min_count;
}
