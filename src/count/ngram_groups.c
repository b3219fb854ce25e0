/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorted keys merged, and the strings that they tell of. */
#include "core/spool_window.h"
#include "count/ngram_counts.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_WINDOW = 1 << 12, MOST_WINDOW = 1 << 18, DEPTH = GLN_NGRAM_LENGTH + 1 };

/* ---- merging ---- */

/* A sorted list that is being read: of a run, or of the keys in memory. */
typedef struct source {
    gln_spool_window window;
    uint64_t at, left; /* of a run */
    const gln_ngram_key *items;
    size_t n, next; /* of the keys in memory */
    gln_ngram_record record;
} source;

static gln_status advance(source *s, bool *more, gln_error *err)
{
    if (s->items) {
        size_t from = s->next;
        *more = from < s->n;
        while (s->next < s->n && gln_ngram_key__compare(s->items[s->next], s->items[from]) == 0) {
            s->next++;
        }
        s->record = *more ? (gln_ngram_record){s->items[from], s->next - from} : s->record;
        return GLN_OK;
    }
    const unsigned char *bytes;
    *more = s->left > 0;
    if (!*more) {
        return GLN_OK;
    }
    gln_status status = gln_spool_window__get(&s->window, s->at, sizeof s->record, &bytes, err);
    if (status == GLN_OK) {
        memcpy(&s->record, bytes, sizeof s->record);
        s->at += sizeof s->record;
        s->left--;
    }
    return status;
}

static void sink_down(source **heap, size_t n, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n && gln_ngram_key__compare(heap[child + 1]->record.key, heap[child]->record.key) < 0;
        if (gln_ngram_key__compare(heap[i]->record.key, heap[child]->record.key) <= 0) {
            return;
        }
        source *swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
    }
}

static gln_status merge(source **heap, size_t n, gln_ngram_taker *take, void *context, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = n; i > 0; i--) {
        sink_down(heap, n, i - 1);
    }
    while (n && status == GLN_OK) {
        gln_ngram_record sum = {heap[0]->record.key, 0};
        while (n && status == GLN_OK && gln_ngram_key__compare(heap[0]->record.key, sum.key) == 0) {
            bool more = false;
            sum.count += heap[0]->record.count;
            status = advance(heap[0], &more, err);
            if (!more) {
                heap[0] = heap[--n];
            }
            sink_down(heap, n, 0);
        }
        if (status == GLN_OK) {
            status = take(context, sum.key, sum.count, err);
        }
    }
    return status;
}

gln_status gln_ngrams__merged(const gln_ngrams *counter, int way, gln_ngram_taker *take, void *context, gln_error *err)
{
    const gln_ngram_keys *keys = &counter->ways[way];
    size_t n = keys->n_runs + 1, live = 0;
    source *sources = gln_memory__zeroed(n, sizeof *sources);
    source **heap = gln_memory__array(n, sizeof(source *));
    gln_ngram_key *held = gln_memory__array(keys->n, sizeof *held);
    gln_status status = sources && heap && held ? GLN_OK : gln_error__nomem(err);
    size_t ahead = (size_t)(counter->options.memory / 4 / n);
    ahead = ahead < LEAST_WINDOW ? LEAST_WINDOW : ahead > MOST_WINDOW ? MOST_WINDOW : ahead;
    if (status == GLN_OK && keys->n) {
        memcpy(held, keys->items, keys->n * sizeof *held);
        status = gln_ngram_keys__sort(held, keys->n, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        bool more = false;
        if (i < keys->n_runs) {
            const gln_ngram_run *run = &keys->runs[i];
            sources[i].window = (gln_spool_window){.spool = &keys->files[run->file], .ahead = ahead};
            sources[i].at = run->at;
            sources[i].left = run->n;
        } else {
            sources[i].items = held;
            sources[i].n = keys->n;
        }
        status = advance(&sources[i], &more, err);
        if (more) {
            heap[live++] = &sources[i];
        }
    }
    if (status == GLN_OK) {
        status = merge(heap, live, take, context, err);
    }
    for (size_t i = 0; sources && i < n; i++) {
        gln_spool_window__clear(&sources[i].window);
    }
    free(sources);
    free(heap);
    free(held);
    return status;
}

/* ---- strings ---- */

/* A string of the key that was seen last, while more of its occurrences may come. */
typedef struct level {
    uint64_t keys;  /* that begin so */
    uint64_t count; /* of these, that do not go on inside of letters and digits */
    uint64_t kinds; /* of neighbours */
    double sum;     /* sum c ln c over neighbours */
    double square;  /* sum c ln^2 c */
    size_t first;   /* the groups from here on begin so */
} level;

typedef struct scan {
    gln_ngram_key key;       /* seen last */
    unsigned depth;          /* of open levels */
    level levels[DEPTH + 1]; /* by number of characters, or of those and the neighbour */
    uint64_t least;
    double min_entropy;
    gln_ngram_group *groups;
    size_t n;
    size_t capacity;
} scan;

/* Appends the string of n characters that is over, where it is frequent and its neighbours vary. */
static gln_status close_string(scan *s, unsigned n, gln_error *err)
{
    const level *own = &s->levels[n];
    double total = (double)own->count;
    if (own->count == 0 || own->count < s->least) {
        return GLN_OK;
    }
    for (size_t i = own->first; i < s->n; i++) {
        s->groups[i].heads[n - 1] = own->count;
    }
    gln_ngram_group group = {.key = gln_ngram_key__head(s->key, n), .length = n, .count = own->count};
    group.entropy = fmax(0, log(total) - own->sum / total);
    /* p = c/n: sum p ln^2 p = (sum c ln^2 c - 2 ln n sum c ln c)/n + ln^2 n */
    group.entropy_square = fmax(0, (own->square - 2 * log(total) * own->sum) / total + log(total) * log(total));
    group.kinds = own->kinds;
    if (n < 2 || gln_ngram_group__entropy(&group, NULL) < s->min_entropy) {
        return GLN_OK;
    }
    gln_ngram_group *grown = gln_memory__grown(s->groups, &s->capacity, s->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    s->groups = grown;
    grown[s->n++] = group;
    return GLN_OK;
}

/* Closes the levels beyond n characters, the longest first: what each is to the string that is one shorter. */
static gln_status close_beyond(scan *s, unsigned n, gln_error *err)
{
    gln_status status = GLN_OK;
    for (; s->depth > n && status == GLN_OK; s->depth--) {
        level *own = &s->levels[s->depth], *parent = own - 1;
        uint16_t here = gln_ngram_key__at(s->key, s->depth - 1);
        uint16_t before = s->depth > 1 ? gln_ngram_key__at(s->key, s->depth - 2) : 0;
        if (here && s->depth <= GLN_NGRAM_LENGTH) {
            status = close_string(s, s->depth, err);
        }
        if (!(gln_ngram__narrow(before) && gln_ngram__narrow(here))) {
            double c = (double)own->keys;
            parent->count += own->keys;
            parent->kinds++;
            parent->sum += c * log(c);
            parent->square += c * log(c) * log(c);
        }
    }
    return status;
}

static gln_status take_key(void *context, gln_ngram_key key, uint64_t count, gln_error *err)
{
    scan *s = context;
    unsigned common = 0, depth = 1;
    while (common < s->depth && gln_ngram_key__at(key, common) == gln_ngram_key__at(s->key, common)) {
        common++;
    }
    gln_status status = close_beyond(s, common, err);
    while (depth < DEPTH && gln_ngram_key__at(key, depth - 1)) {
        depth++;
    }
    for (unsigned n = common + 1; n <= depth; n++) {
        s->levels[n] = (level){.first = s->n};
    }
    for (unsigned n = 1; n <= depth; n++) {
        s->levels[n].keys += count;
    }
    s->key = key;
    s->depth = depth;
    return status;
}

double gln_ngram_group__entropy(const gln_ngram_group *group, double *low)
{
    double n = (double)group->count, bits = 1 / log(2);
    /* Plug-in plus (K - 1)/2n (Miller 1955); the standard error is sqrt((sum p ln^2 p - H^2)/n) (Basharin 1959). */
    double h = group->entropy + (double)(group->kinds - (group->kinds > 0)) / (2 * n);
    double se = sqrt(fmax(0, group->entropy_square - group->entropy * group->entropy) / n);
    if (low) {
        *low = fmax(0, h - GLN_NGRAM_Z95 * se) * bits;
    }
    return h * bits;
}

gln_status gln_ngrams__groups(const gln_ngrams *counter, int way, uint64_t least, double min_entropy,
                              gln_ngram_group **out, size_t *n, gln_error *err)
{
    scan s = {.least = least, .min_entropy = min_entropy};
    gln_status status = gln_ngrams__merged(counter, way, take_key, &s, err);
    if (status == GLN_OK) {
        status = close_beyond(&s, 0, err);
    }
    if (status != GLN_OK) {
        free(s.groups);
        return status;
    }
    *out = s.groups;
    *n = s.n;
    return GLN_OK;
}
