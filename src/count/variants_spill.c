/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Longer expressions beyond the memory that they may take: sorted runs of their keys. */
#include "count/count_encode.h"
#include "count/variant_counts.h"

#include <stdlib.h>

/* A value: count, articles, then both dates as they are in memory. */
static void put_value(gln_buffer *out, const gln_variant *v)
{
    gln_buffer__clear(out);
    gln_encode__number(out, v->count);
    gln_encode__number(out, v->articles);
    gln_buffer__put(out, (gln_slice){(const char *)&v->first, sizeof v->first});
    gln_buffer__put(out, (gln_slice){(const char *)&v->last, sizeof v->last});
}

static gln_status write_run(const gln_variants *variants, gln_runs *runs, gln_error *err)
{
    gln_buffer value = GLN_BUFFER_INIT;
    uint32_t *order = gln_intern__sorted(&variants->keys);
    gln_status status = order ? gln_runs__begin(runs, 0, err) : gln_error__nomem(err);
    for (size_t i = 0; i < variants->keys.count && status == GLN_OK; i++) {
        put_value(&value, &variants->items[order[i]]);
        status = value.failed ? gln_error__nomem(err)
                              : gln_runs__put(runs, variants->keys.items[order[i]], gln_buffer__slice(&value), err);
    }
    if (status == GLN_OK) {
        status = gln_runs__end(runs, err);
    }
    gln_buffer__free(&value);
    free(order);
    return status;
}

static gln_status spill(gln_variants *variants, gln_error *err)
{
    gln_status status = write_run(variants, &variants->runs, err);
    gln_intern__clear(&variants->keys);
    free(variants->items);
    variants->items = NULL;
    variants->capacity = 0;
    return status;
}

gln_status gln_variants__keep_within(gln_variants *variants, gln_error *err)
{
    uint64_t used = 140 * (uint64_t)variants->keys.count; /* a key of some 60 bytes, its counts and their places */
    return variants->options.memory && used > variants->options.memory ? spill(variants, err) : GLN_OK;
}

gln_status gln_variants__settle(gln_variants *variants, gln_error *err)
{
    return variants->runs.n && variants->keys.count ? spill(variants, err) : GLN_OK;
}

/* ---- merging ---- */

typedef struct adding {
    gln_variant sum;
    gln_variants_taker *take;
    void *context;
} adding;

static gln_status add_value(void *context, gln_slice key, gln_slice value, uint32_t tag, gln_error *err)
{
    adding *a = context;
    gln_date dates[2];
    const unsigned char *p = (const unsigned char *)value.ptr;
    (void)key;
    (void)tag;
    (void)err;
    a->sum.count += gln_decode__number(&p);
    a->sum.articles += gln_decode__number(&p);
    memcpy(dates, p, sizeof dates);
    gln_variant__widen(&a->sum, dates[0], dates[1]);
    return GLN_OK;
}

static gln_status end_key(void *context, gln_slice key, gln_error *err)
{
    adding *a = context;
    gln_status status = a->take(a->context, key, &a->sum, err);
    a->sum = (gln_variant){0};
    return status;
}

gln_status gln_variants__merged(const gln_variants *variants, gln_variants_taker *take, void *context, gln_error *err)
{
    adding a = {.take = take, .context = context};
    gln_run_taker taker = {add_value, end_key, &a};
    gln_runs rest = {.files = NULL};
    gln_status status = GLN_OK;
    if (variants->runs.n == 0) { /* all of it is in memory */
        uint32_t *order = gln_intern__sorted(&variants->keys);
        status = order ? GLN_OK : gln_error__nomem(err);
        for (size_t i = 0; i < variants->keys.count && status == GLN_OK; i++) {
            status = take(context, variants->keys.items[order[i]], &variants->items[order[i]], err);
        }
        free(order);
        return status;
    }
    status = write_run(variants, &rest, err);
    if (status == GLN_OK) {
        status = gln_runs__read(&variants->runs, &rest, variants->options.memory / 4, &taker, err);
    }
    gln_runs__clear(&rest);
    return status;
}

typedef struct filter {
    gln_variants *into;
    uint64_t least;
} filter;

static gln_status keep_frequent(void *context, gln_slice key, const gln_variant *counts, gln_error *err)
{
    filter *f = context;
    return counts->count < f->least ? GLN_OK : gln_variants__add_key(f->into, key, counts, err);
}

gln_status gln_variants__frequent(const gln_variants *variants, uint64_t least, gln_variants **out, gln_error *err)
{
    gln_variants *frequent = NULL;
    gln_status status = gln_variants_new(&variants->options, &frequent, err);
    if (status == GLN_OK) {
        filter f = {frequent, least};
        memcpy(frequent->hits, variants->hits, gln_matcher_n_terms(variants->options.matcher) * sizeof *frequent->hits);
        status = gln_variants__merged(variants, keep_frequent, &f, err);
    }
    if (status != GLN_OK) {
        gln_variants_free(frequent);
        return status;
    }
    *out = frequent;
    return GLN_OK;
}
