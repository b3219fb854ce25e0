/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"
#include "core/utf8.h"
#include "count/variant_counts.h"
#include "guanlan/variants.h"

#include <stdlib.h>

enum { TERM, VARIANT, SIDE, LEFT, RIGHT, COUNT, SHARE, ARTICLES_WITH, FIRST, LAST, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given"},
    {"variant", GLN_TYPE_STRING, NULL, "Variant", "the longer expression around it, normalized"},
    {"side", GLN_TYPE_STRING, NULL, "Side", "where it goes on: left, right or both"},
    {"left", GLN_TYPE_STRING, NULL, "Left", "what stands before the words that the term touches"},
    {"right", GLN_TYPE_STRING, NULL, "Right", "what stands behind them"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "occurrences of the term that stand in it"},
    {"share", GLN_TYPE_NUMBER, NULL, "Share", "of all occurrences of the term"},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which it occurs"},
    {"first", GLN_TYPE_DATE, NULL, "First", "date of the first dated issue with it"},
    {"last", GLN_TYPE_DATE, NULL, "Last", "date of the last one"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
};

/* An expression, its key taken apart. */
typedef struct expression {
    uint32_t term;
    gln_slice left, right, text;
    const gln_variant *variant;
    bool pruned;
} expression;

static uint32_t u32_at(const char *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static expression read_key(gln_slice key, const gln_variant *variant)
{
    uint32_t left = u32_at(key.ptr + 4), own = u32_at(key.ptr + 8);
    gln_slice text = gln_slice_sub(key, GLN_VARIANT_HEAD, key.len - GLN_VARIANT_HEAD);
    size_t behind = (size_t)left + own;
    return (expression){.term = u32_at(key.ptr),
                        .left = gln_slice_sub(text, 0, left),
                        .right = gln_slice_sub(text, behind, text.len - behind),
                        .text = text,
                        .variant = variant};
}

static int in_order(const void *a, const void *b)
{
    const expression *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    if (x->variant->count != y->variant->count) {
        return x->variant->count > y->variant->count ? -1 : 1;
    }
    int order = gln_slice_compare(x->text, y->text);
    return order ? order : gln_slice_compare(x->left, y->left);
}

/* Whether an extension ends, on its outer side, with a stop word; the text is cut where its last word may begin. */
static bool stops(const gln_stoplist *stop, gln_slice extension, bool outer_left)
{
    extension = gln_slice__trim(extension);
    for (size_t at = 0; at < extension.len;) {
        gln_slice tail = gln_slice_sub(extension, at, extension.len - at);
        (void)gln_utf8__next(extension.ptr, &at);
        gln_slice head = gln_slice_sub(extension, 0, at);
        bool whole_word = outer_left ? at == extension.len || extension.ptr[at] == ' ' || (head.ptr[0] & 0x80)
                                     : tail.ptr == extension.ptr || tail.ptr[-1] == ' ' || (tail.ptr[0] & 0x80);
        if (whole_word && gln_stoplist_has(stop, gln_slice__trim(outer_left ? head : tail))) {
            return true;
        }
    }
    return false;
}

/* What pruning needs: the key of an expression that is cut short, and the place of each key among the items. */
typedef struct pruning {
    const gln_variants *counter;
    const uint32_t *place; /* by key; GLN_NO_ID where it is no item */
    gln_buffer key;
    double share;
} pruning;

/* Marks the item that is the expression with `left` and `right` cut off its ends, where it hardly stands without them;
 * returns whether such an expression was counted at all. */
static bool mark(pruning *p, expression *items, const expression *e, size_t left, size_t right)
{
    gln_buffer__clear(&p->key);
    for (int field = 0; field < 3; field++) {
        uint32_t n = field == 0   ? e->term
                     : field == 1 ? (uint32_t)(e->left.len - left)
                                  : (uint32_t)(e->text.len - e->left.len - e->right.len);
        for (int shift = 24; shift >= 0; shift -= 8) {
            gln_buffer__byte(&p->key, (char)(unsigned char)(n >> shift));
        }
    }
    gln_buffer__put(&p->key, gln_slice_sub(e->text, left, e->text.len - left - right));
    uint32_t id = p->key.failed ? GLN_NO_ID : gln_intern__find(&p->counter->keys, gln_buffer__slice(&p->key));
    if (id == GLN_NO_ID) {
        return false;
    }
    if (p->place[id] != GLN_NO_ID) {
        expression *shorter = &items[p->place[id]];
        shorter->pruned |= (double)e->variant->count >= p->share * (double)shorter->variant->count;
    }
    return true;
}

/* Marks what hardly stands outside of an expression that is one word longer. Every expression that is one word shorter
 * was counted where it was, so the first shorter one that is known is that. */
static void prune(pruning *p, expression *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const expression *e = &items[i];
        bool found = false;
        for (size_t at = 0; at < e->left.len && !found;) {
            (void)gln_utf8__next(e->left.ptr, &at);
            found = mark(p, items, e, at, 0);
        }
        found = false;
        for (size_t at = e->right.len; at > 0 && !found;) {
            at = gln_utf8__back(e->right.ptr, at);
            found = mark(p, items, e, 0, e->right.len - at);
        }
    }
}

static void put_date(gln_table *table, size_t column, gln_date date)
{
    char text[GLN_DATE_SIZE];
    if (date.year) {
        gln_table_set_text(table, column, gln_slice_of(gln_date_edtf(date, text)));
    }
}

static void put_row(const gln_variants *counter, const expression *e, gln_table *table)
{
    uint64_t hits = counter->hits[e->term];
    gln_table_row(table);
    gln_table_set_text(table, TERM, gln_matcher_term(counter->options.matcher, e->term));
    gln_table_set_text(table, VARIANT, e->text);
    gln_table_set_text(table, SIDE,
                       e->left.len && e->right.len ? GLN_LIT("both")
                       : e->left.len               ? GLN_LIT("left")
                                                   : GLN_LIT("right"));
    gln_table_set_text(table, LEFT, e->left.len ? gln_slice__trim(e->left) : (gln_slice){NULL, 0});
    gln_table_set_text(table, RIGHT, e->right.len ? gln_slice__trim(e->right) : (gln_slice){NULL, 0});
    gln_table_set_integer(table, COUNT, e->variant->count);
    gln_table_set_number(table, SHARE, (double)e->variant->count / (double)hits);
    gln_table_set_integer(table, ARTICLES_WITH, e->variant->articles);
    put_date(table, FIRST, e->variant->first);
    put_date(table, LAST, e->variant->last);
    gln_table_set_text(table, STATUS, GLN_LIT("ok"));
}

/* The frequent expressions that do not end with a stop word, in order. */
static size_t choose(const gln_variants *counter, const gln_variants_options *o, expression *items)
{
    size_t n = 0;
    for (size_t i = 0; i < counter->keys.count; i++) {
        if (counter->items[i].count >= o->min_count) {
            items[n] = read_key(counter->keys.items[i], &counter->items[i]);
            n += !stops(o->stop, items[n].left, true) && !stops(o->stop, items[n].right, false);
        }
    }
    if (n) {
        qsort(items, n, sizeof *items, in_order);
    }
    return n;
}

static gln_status prune_all(const gln_variants *counter, const gln_variants_options *o, expression *items, size_t n,
                            gln_error *err)
{
    pruning p = {.counter = counter, .key = GLN_BUFFER_INIT, .share = o->prune};
    uint32_t *place = gln_memory__array(counter->keys.count, sizeof *place);
    if (!place) {
        return gln_error__nomem(err);
    }
    memset(place, 0xFF, counter->keys.count * sizeof *place);
    for (size_t i = 0; i < n; i++) {
        place[items[i].variant - counter->items] = (uint32_t)i;
    }
    p.place = place;
    prune(&p, items, n);
    bool failed = p.key.failed;
    gln_buffer__free(&p.key);
    free(place);
    return failed ? gln_error__nomem(err) : GLN_OK;
}

/* The table of a counter that holds every expression of o->min_count or more: one that is a word longer is no more
 * frequent, so pruning misses nothing. */
static gln_status make_table(const gln_variants *counter, const gln_variants_options *o, gln_table **out,
                             gln_error *err)
{
    gln_table *table = NULL;
    size_t frequent = 0;
    for (size_t i = 0; i < counter->keys.count; i++) {
        frequent += counter->items[i].count >= o->min_count;
    }
    expression *items = gln_memory__array(frequent + 1, sizeof *items);
    gln_status status =
        items ? gln_table_new("variants", "Variants", fields, N_FIELDS, &table, err) : gln_error__nomem(err);
    size_t n = status == GLN_OK ? choose(counter, o, items) : 0;
    if (status == GLN_OK) {
        status = prune_all(counter, o, items, n, err);
        n = status == GLN_OK ? n : 0;
    }
    for (size_t from = 0, to; from < n; from = to) {
        size_t shown = 0;
        for (to = from; to < n && items[to].term == items[from].term;) {
            to++;
        }
        for (size_t i = from; i < to && !(o->top && shown == o->top); i++) {
            if (!items[i].pruned) {
                put_row(counter, &items[i], table);
                shown++;
            }
        }
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    free(items);
    if (status != GLN_OK) {
        gln_table_free(table);
        return status;
    }
    *out = table;
    return GLN_OK;
}

gln_status gln_variants_table(const gln_variants *counter, const gln_variants_options *options, gln_table **out,
                              gln_error *err)
{
    const gln_variants_options usual = GLN_VARIANTS_OPTIONS_INIT;
    const gln_variants_options *o = options ? options : &usual;
    gln_variants *frequent = NULL;
    if (counter->runs.n == 0) {
        return make_table(counter, o, out, err);
    }
    gln_status status = gln_variants__frequent(counter, o->min_count, &frequent, err);
    if (status == GLN_OK) {
        status = make_table(frequent, o, out, err);
    }
    gln_variants_free(frequent);
    return status;
}
