/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/reuse_cluster.h"

#include <math.h>
#include <stdlib.h>

enum { MINIMA = GLN_REUSE_BANDS * GLN_REUSE_ROWS };

/* A band of an article: equal keys are a bucket. */
typedef struct bucketed {
    uint64_t key;
    uint32_t item;
} bucketed;

typedef struct permutation {
    uint32_t a; /* odd */
    uint32_t b;
} permutation;

/* The numbers of the permutations: outputs 2 i and 2 i + 1 of splitmix64 (Steele, Lea, Flood 2014). */
static permutation permutation_of(unsigned i)
{
    permutation p;
    uint32_t out[2];
    for (unsigned k = 0; k < 2; k++) {
        uint64_t x = UINT64_C(0x6775616e6c616e31) + (2 * (uint64_t)i + k + 1) * UINT64_C(0x9e3779b97f4a7c15);
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        out[k] = (uint32_t)((x ^ (x >> 31)) >> 32);
    }
    p.a = out[0] | 1U;
    p.b = out[1];
    return p;
}

static uint32_t minimum(const gln_sketch *s, permutation p)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t h = p.a * s->items[i] + p.b;
        least = h < least ? h : least;
    }
    return least;
}

double gln_reuse__minhash(const gln_sketch *a, const gln_sketch *b)
{
    unsigned equal = 0;
    for (unsigned i = 0; i < MINIMA; i++) {
        permutation p = permutation_of(i);
        equal += minimum(a, p) == minimum(b, p);
    }
    return (double)equal / MINIMA;
}

double gln_reuse__candidate_chance(double jaccard)
{
    return 1 - pow(1 - pow(jaccard, GLN_REUSE_ROWS), GLN_REUSE_BANDS);
}

bool gln_reuse__accepts(const gln_overlap *overlap, double threshold)
{
    return overlap->shared >= GLN_REUSE_LEAST / 2 && overlap->seen >= GLN_REUSE_LEAST / 2 &&
           (overlap->jaccard >= threshold ||
            (overlap->containment >= GLN_REUSE_CONTAINMENT && overlap->shared >= GLN_REUSE_LEAST_PARTIAL));
}

/* ---- sets that are joined: the root is the smallest item -----------------------------------------------------------
 */

static uint32_t find(uint32_t *root, uint32_t i)
{
    while (root[i] != i) {
        root[i] = root[root[i]];
        i = root[i];
    }
    return i;
}

static void join(uint32_t *root, uint32_t a, uint32_t b)
{
    a = find(root, a);
    b = find(root, b);
    if (a < b) {
        root[b] = a;
    } else {
        root[a] = b;
    }
}

/* ---- buckets -------------------------------------------------------------------------------------------------------
 */

static int by_key(const void *a, const void *b)
{
    const bucketed *x = a, *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->item > y->item) - (x->item < y->item);
}

/* Compares each article of a bucket to those just before it; what is joined already needs no comparison. */
static void join_bucket(const gln_reuse_item *items, const bucketed *bucket, size_t n, int64_t window_days,
                        double threshold, uint32_t *root)
{
    for (size_t i = 1; i < n; i++) {
        const gln_reuse_item *item = &items[bucket[i].item];
        size_t least = i > GLN_REUSE_LOOK_BACK ? i - GLN_REUSE_LOOK_BACK : 0;
        for (size_t k = i; k-- > least;) {
            const gln_reuse_item *before = &items[bucket[k].item];
            if (item->day - before->day > window_days) {
                break;
            }
            if (find(root, bucket[i].item) != find(root, bucket[k].item)) {
                gln_overlap overlap = gln_sketch__compare(item->sketch, before->sketch);
                if (gln_reuse__accepts(&overlap, threshold)) {
                    join(root, bucket[i].item, bucket[k].item);
                }
            }
        }
    }
}

static size_t fill_band(const gln_reuse_item *items, size_t n, unsigned band, bucketed *out)
{
    size_t filled = 0;
    permutation first = permutation_of(band * GLN_REUSE_ROWS);
    permutation second = permutation_of(band * GLN_REUSE_ROWS + 1);
    for (size_t i = 0; i < n; i++) {
        const gln_sketch *s = items[i].sketch;
        if (s->n >= GLN_REUSE_LEAST) {
            uint64_t key = (uint64_t)minimum(s, first) << 32 | minimum(s, second);
            out[filled++] = (bucketed){key, (uint32_t)i};
        }
    }
    return filled;
}

gln_status gln_reuse__cluster(const gln_reuse_item *items, size_t n, int64_t window_days, double threshold,
                              uint32_t *root, gln_error *err)
{
    bucketed *all = gln_memory__array(n, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        root[i] = (uint32_t)i;
    }
    for (unsigned band = 0; band < GLN_REUSE_BANDS; band++) {
        size_t filled = fill_band(items, n, band, all);
        qsort(all, filled, sizeof *all, by_key);
        for (size_t from = 0, to; from < filled; from = to) {
            for (to = from + 1; to < filled && all[to].key == all[from].key; to++) {
            }
            join_bucket(items, all + from, to - from, window_days, threshold, root);
        }
    }
    for (size_t i = 0; i < n; i++) {
        root[i] = find(root, (uint32_t)i);
    }
    free(all);
    return GLN_OK;
}
