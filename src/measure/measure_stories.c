/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two selections matched article by article. */
#include "count/count_job.h"
#include "count/reuse_view.h"
#include "guanlan/reuse.h"

#include <stdlib.h>

enum {
    MOST_HOLDERS = 64, /* articles of B that hold a shingle, above which it proposes no pair */
    HEAD_WEIGHT = 5,   /* of a headline's shingle: a word, or two characters */
    HEAD_SHARED = 3,   /* shingles that like headlines share at least */
};
#define TEXT_THRESHOLD .25
#define HEAD_THRESHOLD .5
#define BODY_SUPPORT .1 /* of the shorter body, where only headlines are alike */
#define HEAD_ALONE .7   /* where a body is too short to tell */

/* A selection's articles. */
typedef struct side {
    const gln_reuse_entry *entries;
    gln_sketch *heads;
    size_t n;
} side;

/* A shingle and the article of B that has it. */
typedef struct holder {
    uint32_t hash;
    uint32_t article;
} holder;

typedef struct holders {
    holder *items;
    size_t n;
} holders;

/* Two articles that are one story. */
typedef struct match {
    uint32_t a, b;
    double similarity, containment, heads;
    bool text, headline, estimated;
    bool taken, further;
    uint32_t story; /* the article of A whose place the story has */
} match;

typedef struct matches {
    match *items;
    size_t n, capacity;
} matches;

/* ---- the articles ------------------------------------------------------------------------------------------------ */

/* A headline without the name of its column, which stands before it in brackets: 【权威访谈】. */
static gln_slice without_column(gln_slice headline)
{
    static const char open[] = "【", close[] = "】";
    const size_t n = sizeof open - 1;
    if (headline.len < n || memcmp(headline.ptr, open, n) != 0) {
        return headline;
    }
    for (size_t i = n; i + n < headline.len; i++) {
        if (memcmp(headline.ptr + i, close, n) == 0) {
            return gln_slice_sub(headline, i + n, headline.len - i - n);
        }
    }
    return headline;
}

static gln_status take_side(const gln_reuse *counter, gln_arena *arena, side *out, gln_error *err)
{
    gln_reuse_entry *entries = NULL;
    gln_segmenter *segmenter = NULL;
    gln_shingler shingler = GLN_SHINGLER_INIT;
    gln_status status = gln_reuse__entries(counter, arena, &entries, &out->n, err);
    if (status == GLN_OK) {
        status = gln_segmenter_new(gln_reuse__options(counter)->analyzer, &segmenter, err);
    }
    if (status == GLN_OK) {
        out->entries = entries;
        out->heads = gln_arena__array(arena, out->n, sizeof *out->heads);
        status = out->heads ? GLN_OK : gln_error__nomem(err);
    }
    for (size_t i = 0; i < out->n && status == GLN_OK; i++) {
        gln_slice normal = {"", 0};
        status = gln_segmenter_term(segmenter, without_column(entries[i].headline), &normal, err);
        gln_shingler__start(&shingler);
        if (status == GLN_OK &&
            !(gln_shingler__add(&shingler, normal) && gln_shingler__finish(&shingler, HEAD_WEIGHT) &&
              gln_shingler__sketch(&shingler, arena, &out->heads[i]))) {
            status = gln_error__nomem(err);
        }
    }
    gln_shingler__clear(&shingler);
    gln_segmenter_free(segmenter);
    return status;
}

static int by_hash(const void *a, const void *b)
{
    const holder *x = a, *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->article > y->article) - (x->article < y->article);
}

static const gln_sketch *sketch_of(const side *s, size_t i, bool heads)
{
    return heads ? &s->heads[i] : &s->entries[i].sketch;
}

static gln_status index_side(const side *s, bool heads, gln_arena *arena, holders *out, gln_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n += sketch_of(s, i, heads)->n;
    }
    out->items = gln_arena__array(arena, n, sizeof *out->items);
    if (!out->items) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < s->n; i++) {
        const gln_sketch *sketch = sketch_of(s, i, heads);
        for (uint32_t k = 0; k < sketch->n; k++) {
            out->items[out->n++] = (holder){sketch->items[k], (uint32_t)i};
        }
    }
    qsort(out->items, out->n, sizeof *out->items, by_hash);
    return GLN_OK;
}

/* ---- pairs ------------------------------------------------------------------------------------------------------- */

/* Whether the articles are one story, and how alike they are. */
static bool is_story(const side *a, size_t i, const side *b, size_t k, match *out)
{
    const gln_sketch *x = &a->entries[i].sketch, *y = &b->entries[k].sketch;
    gln_overlap body = gln_sketch__compare(x, y);
    gln_overlap head = gln_sketch__compare(&a->heads[i], &b->heads[k]);
    bool little = x->n_shingles < GLN_REUSE_LEAST || y->n_shingles < GLN_REUSE_LEAST;
    bool same = x->n_shingles > 0 && x->n_shingles == y->n_shingles && x->body == y->body;
    double dice = head.jaccard > 0 ? 2 * head.jaccard / (1 + head.jaccard) : 0;
    *out = (match){.a = (uint32_t)i,
                   .b = (uint32_t)k,
                   .similarity = body.jaccard,
                   .containment = body.containment,
                   .heads = dice,
                   .estimated = !body.exact && !same};
    out->text = same || gln_reuse__accepts(&body, TEXT_THRESHOLD);
    out->headline = dice >= HEAD_THRESHOLD && head.seen >= HEAD_SHARED;
    return out->text || (out->headline && (little ? dice >= HEAD_ALONE : body.containment >= BODY_SUPPORT));
}

/* Marks in seen (by article of B) who shares a shingle with the sketch, and appends those not marked before. */
static void propose(const gln_sketch *sketch, const holders *index, bool *seen, uint32_t *found, size_t *n)
{
    for (uint32_t k = 0; k < sketch->n; k++) {
        uint32_t hash = sketch->items[k];
        size_t low = 0, high = index->n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (index->items[middle].hash < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (high = low; high < index->n && index->items[high].hash == hash; high++) {
        }
        for (size_t i = low; i < high && high - low <= MOST_HOLDERS; i++) {
            uint32_t article = index->items[i].article;
            if (!seen[article]) {
                seen[article] = true;
                found[(*n)++] = article;
            }
        }
    }
}

static gln_status find_pairs(const side *a, const side *b, gln_arena *arena, matches *out, gln_error *err)
{
    holders bodies = {NULL, 0}, heads = {NULL, 0};
    gln_status status = index_side(b, false, arena, &bodies, err);
    if (status == GLN_OK) {
        status = index_side(b, true, arena, &heads, err);
    }
    bool *seen = gln_arena__array(arena, b->n, sizeof *seen);
    uint32_t *found = gln_arena__array(arena, b->n, sizeof *found);
    if (status == GLN_OK && !(seen && found)) {
        status = gln_error__nomem(err);
    }
    for (size_t i = 0; i < a->n && status == GLN_OK; i++) {
        size_t n = 0;
        propose(&a->entries[i].sketch, &bodies, seen, found, &n);
        propose(&a->heads[i], &heads, seen, found, &n);
        for (size_t k = 0; k < n && status == GLN_OK; k++) {
            match one;
            seen[found[k]] = false;
            if (!is_story(a, i, b, found[k], &one)) {
                continue;
            }
            match *grown = gln_memory__grown(out->items, &out->capacity, out->n + 1, sizeof *grown);
            status = grown ? GLN_OK : gln_error__nomem(err);
            if (grown) {
                out->items = grown;
                grown[out->n++] = one;
            }
        }
    }
    return status;
}

/* ---- stories ----------------------------------------------------------------------------------------------------- */

/* The closest first. */
static int by_closeness(const void *a, const void *b)
{
    const match *x = a, *y = b;
    double near_x = x->similarity + x->heads, near_y = y->similarity + y->heads;
    if (near_x != near_y) {
        return near_x > near_y ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

/* As they are printed: by the place of the story, its own pair first. */
static int by_story(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->taken != y->taken) {
        return x->taken ? -1 : 1;
    }
    if (x->story != y->story) {
        return x->story < y->story ? -1 : 1;
    }
    if (x->further != y->further) {
        return x->further ? 1 : -1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

/* The story that an article belongs to, GLN_NO_ID while there is none; by article of A and of B. */
typedef struct owners {
    uint32_t *of_a, *of_b;
} owners;

/* Takes the closest pairs of articles that are free, then each free article's closest pair as a further one. */
static void settle(matches *found, owners owner)
{
    qsort(found->items, found->n, sizeof *found->items, by_closeness);
    for (size_t i = 0; i < found->n; i++) {
        match *m = &found->items[i];
        if (owner.of_a[m->a] == GLN_NO_ID && owner.of_b[m->b] == GLN_NO_ID) {
            m->taken = true;
            m->story = owner.of_a[m->a] = owner.of_b[m->b] = m->a;
        }
    }
    for (size_t i = 0; i < found->n; i++) {
        match *m = &found->items[i];
        bool free_a = owner.of_a[m->a] == GLN_NO_ID, free_b = owner.of_b[m->b] == GLN_NO_ID;
        if (free_a != free_b) { /* its partner has a story, or the pair would have been taken */
            m->taken = m->further = true;
            m->story = free_a ? owner.of_b[m->b] : owner.of_a[m->a];
            owner.of_a[m->a] = owner.of_b[m->b] = m->story;
        }
    }
    qsort(found->items, found->n, sizeof *found->items, by_story);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

enum {
    STORY,
    FOUND,
    BASIS,
    SIMILARITY,
    CONTAINMENT,
    HEADS,
    STATUS,
    ARTICLE_A,
    A_END = ARTICLE_A + 5,
    N_FIELDS = A_END + 5
};
enum { OF_ARTICLE, OF_NEWSPAPER, OF_DATE, OF_HEADLINE, OF_SHINGLES, OF_FIELDS };

#define SIDE_FIELDS(x, X)                                                                                              \
    {"article_" x, GLN_TYPE_STRING, NULL, "Article, " X, "id of the article of " X "; null where it has none"},        \
        {"newspaper_" x, GLN_TYPE_STRING, NULL, "Newspaper, " X, "its newspaper; null where unknown"},                 \
        {"date_" x, GLN_TYPE_DATE, NULL, "Date, " X, "day of its issue; null where it is not fully known"},            \
        {"headline_" x, GLN_TYPE_STRING, NULL, "Headline, " X, "its headline, all parts joined"},                      \
    {                                                                                                                  \
        "shingles_" x, GLN_TYPE_INTEGER, "shingles", "Shingles, " X,                                                   \
            "distinct runs of three words or five characters in its body (Broder 1997)"                                \
    }

static const gln_field fields[N_FIELDS] = {
    {"story", GLN_TYPE_INTEGER, NULL, "Story", "number of the story; further pairs of a story share it"},
    {"found", GLN_TYPE_STRING, NULL, "Found", "shared: both selections have it; only_a; only_b"},
    {"basis", GLN_TYPE_STRING, NULL, "Basis",
     "what tells that it is one story: text (bodies that are copies), headline (headlines that are alike, and bodies "
     "that bear it out), both; null where it is not shared"},
    {"similarity", GLN_TYPE_NUMBER, NULL, "Similarity", "Jaccard index of the shingles of both bodies (Broder 1997)"},
    {"containment", GLN_TYPE_NUMBER, NULL, "Containment",
     "share of the shorter body's shingles that stand in the longer (Broder 1997)"},
    {"headline_similarity", GLN_TYPE_NUMBER, NULL, "Headline similarity",
     "Dice coefficient (1945) of the headlines' character pairs, or words where a script has spaces"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; estimated: similarity and containment are computed on samples of 256 shingles; further: the partner has a "
     "closer match; little_text: fewer than 16 shingles, so that only its headline could have told; "
     "too_many_articles: a selection of more than 20,000 is not matched"},
    SIDE_FIELDS("a", "A"),
    SIDE_FIELDS("b", "B"),
};

static void set_text(gln_table *table, size_t column, gln_slice text)
{
    gln_table_set_text(table, column, text.len ? text : (gln_slice){NULL, 0});
}

static void set_article(gln_table *table, size_t first, const gln_reuse_entry *e)
{
    char date[GLN_DATE_SIZE];
    set_text(table, first + OF_ARTICLE, e->id);
    set_text(table, first + OF_NEWSPAPER, e->newspaper);
    if (gln_date_full(e->date)) {
        gln_table_set_text(table, first + OF_DATE, gln_slice_of(gln_date_edtf(e->date, date)));
    }
    set_text(table, first + OF_HEADLINE, e->headline);
    gln_table_set_integer(table, first + OF_SHINGLES, e->sketch.n_shingles);
}

static void add_match(gln_table *table, uint64_t story, const side *a, const side *b, const match *m)
{
    gln_table_row(table);
    gln_table_set_integer(table, STORY, story);
    gln_table_set_text(table, FOUND, GLN_LIT("shared"));
    gln_table_set_text(table, BASIS, !m->headline ? GLN_LIT("text") : m->text ? GLN_LIT("both") : GLN_LIT("headline"));
    gln_table_set_number(table, SIMILARITY, m->similarity);
    gln_table_set_number(table, CONTAINMENT, m->containment);
    gln_table_set_number(table, HEADS, m->heads);
    gln_table_set_text(table, STATUS,
                       m->further     ? GLN_LIT("further")
                       : m->estimated ? GLN_LIT("estimated")
                                      : GLN_LIT("ok"));
    set_article(table, ARTICLE_A, &a->entries[m->a]);
    set_article(table, A_END, &b->entries[m->b]);
}

/* Articles without a story; *story is the last number given. */
static void add_alone(gln_table *table, const side *s, const uint32_t *owner, bool is_b, uint64_t *story)
{
    for (size_t i = 0; i < s->n; i++) {
        if (owner[i] != GLN_NO_ID) {
            continue;
        }
        const gln_reuse_entry *e = &s->entries[i];
        gln_table_row(table);
        gln_table_set_integer(table, STORY, ++*story);
        gln_table_set_text(table, FOUND, is_b ? GLN_LIT("only_b") : GLN_LIT("only_a"));
        gln_table_set_text(table, STATUS,
                           e->sketch.n_shingles < GLN_REUSE_LEAST ? GLN_LIT("little_text") : GLN_LIT("ok"));
        set_article(table, is_b ? A_END : ARTICLE_A, e);
    }
}

static gln_status match_sides(const gln_reuse *counters[2], gln_table *table, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    side sides[2] = {{.n = 0}, {.n = 0}};
    matches found = {NULL, 0, 0};
    gln_status status = GLN_OK;
    for (int i = 0; i < 2 && status == GLN_OK; i++) {
        status = take_side(counters[i], &arena, &sides[i], err);
    }
    owners owner = {gln_arena__array(&arena, sides[0].n, sizeof *owner.of_a),
                    gln_arena__array(&arena, sides[1].n, sizeof *owner.of_b)};
    if (status == GLN_OK && !(owner.of_a && owner.of_b)) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        memset(owner.of_a, 0xFF, sides[0].n * sizeof *owner.of_a);
        memset(owner.of_b, 0xFF, sides[1].n * sizeof *owner.of_b);
        status = find_pairs(&sides[0], &sides[1], &arena, &found, err);
    }
    if (status == GLN_OK) {
        uint64_t story = 0;
        if (found.n) {
            settle(&found, owner);
        }
        for (size_t i = 0; i < found.n && found.items[i].taken; i++) {
            story += !found.items[i].further;
            add_match(table, story, &sides[0], &sides[1], &found.items[i]);
        }
        add_alone(table, &sides[0], owner.of_a, false, &story);
        add_alone(table, &sides[1], owner.of_b, true, &story);
        status = gln_table_check(table, err);
    }
    free(found.items);
    gln_arena__clear(&arena);
    return status;
}

gln_status gln_stories_table(const gln_reuse *a, const gln_reuse *b, gln_table **out, gln_error *err)
{
    const gln_reuse *counters[2] = {a, b};
    gln_table *table = NULL;
    if (!gln_reuse__options(a)->every || !gln_reuse__options(b)->every) {
        return gln_error_set(err, GLN_ERR_USAGE, "stories are of every article of both selections");
    }
    gln_status status = gln_table_new("stories", "Stories of both selections", fields, N_FIELDS, &table, err);
    if (status == GLN_OK && (gln_reuse__overfull(a) || gln_reuse__overfull(b))) {
        gln_table_row(table);
        gln_table_set_text(table, STATUS, GLN_LIT("too_many_articles"));
        status = gln_table_check(table, err);
    } else if (status == GLN_OK) {
        status = match_sides(counters, table, err);
    }
    if (status != GLN_OK) {
        gln_table_free(table);
        return status;
    }
    *out = table;
    return GLN_OK;
}
