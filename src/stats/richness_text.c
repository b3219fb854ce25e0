/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/richness.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static const double factor_ratio = 0.72;

/* How a factor of MTLD ends. */
typedef struct ending {
    bool below; /* at a ratio below .72, not at it */
    size_t least;
} ending;

/* Types of every window of w tokens, summed: one word leaves and one comes. counts: zeroed, and left so. */
static uint64_t moving_types(const uint32_t *words, size_t n, size_t w, uint32_t *counts)
{
    uint64_t sum = 0, types = 0;
    for (size_t i = 0; i < n; i++) {
        types += counts[words[i]]++ == 0;
        if (i >= w) {
            types -= --counts[words[i - w]] == 0;
        }
        sum += i + 1 >= w ? types : 0;
    }
    for (size_t i = n - w; i < n; i++) {
        counts[words[i]] = 0;
    }
    return sum;
}

/* The same of windows one behind the other. stamps: by word, the last window it was seen in, from 1. */
static uint64_t segment_types(const uint32_t *words, size_t n, size_t w, uint32_t *stamps)
{
    uint64_t types = 0;
    size_t windows = n / w;
    for (size_t i = 0; i < windows * w; i++) {
        uint32_t window = (uint32_t)(i / w + 1);
        types += stamps[words[i]] != window;
        stamps[words[i]] = window;
    }
    return types;
}

/* Factors in one direction; the rest at the end counts as far as its ratio has come towards .72. */
static double factors_of(const uint32_t *words, size_t n, bool backwards, ending e, uint32_t *stamps, uint32_t *stamp)
{
    double factors = 0, ratio = 1;
    size_t types = 0, tokens = 0;
    ++*stamp;
    for (size_t i = 0; i < n; i++) {
        uint32_t word = words[backwards ? n - 1 - i : i];
        types += stamps[word] != *stamp;
        stamps[word] = *stamp;
        tokens++;
        ratio = (double)types / (double)tokens;
        if (tokens >= e.least && (e.below ? ratio < factor_ratio : ratio <= factor_ratio)) {
            factors++;
            types = tokens = 0;
            ratio = 1;
            ++*stamp;
        }
    }
    return factors + (1 - ratio) / (1 - factor_ratio);
}

static double mean_factor(double words, double factors)
{
    return factors > 0 ? words / factors : (double)NAN;
}

static double both_ways(const uint32_t *words, size_t n, ending e, uint32_t *stamps, uint32_t *stamp)
{
    double there = mean_factor((double)n, factors_of(words, n, false, e, stamps, stamp));
    return (there + mean_factor((double)n, factors_of(words, n, true, e, stamps, stamp))) / 2;
}

static gln_status check(size_t n, size_t window, gln_error *err)
{
    return window == 0 || n >= UINT32_MAX / 8
               ? gln_error_set(err, GLN_ERR_RANGE, "a window of %zu in a text of %zu tokens", window, n)
               : GLN_OK;
}

/* Counts and stamps of words, zeroed. */
static gln_status open_room(size_t n_words, uint32_t **counts, uint32_t **stamps, gln_error *err)
{
    *counts = gln_memory__zeroed(n_words, sizeof **counts);
    *stamps = gln_memory__zeroed(n_words, sizeof **stamps);
    return *counts && *stamps ? GLN_OK : gln_error__nomem(err);
}

gln_status gln_richness__text(const uint32_t *words, size_t n, size_t n_words, size_t window, gln_text_diversity *out,
                              gln_error *err)
{
    gln_text_diversity r = {NAN, NAN, NAN, NAN, NAN};
    gln_text_sums sums = {.window = window};
    uint32_t *counts = NULL, *stamps = NULL, stamp = 0;
    gln_status status = gln_richness__add_text(words, n, n_words, &sums, err);
    if (status == GLN_OK) {
        gln_richness__pooled(&sums, &r);
        status = open_room(n_words, &counts, &stamps, err);
    }
    if (status == GLN_OK && n > 0) {
        r.mtld_below = both_ways(words, n, (ending){true, 1}, stamps, &stamp);
        r.mtld_at_least10 = both_ways(words, n, (ending){true, 10}, stamps, &stamp);
    }
    free(counts);
    free(stamps);
    if (status == GLN_OK) {
        *out = r;
    }
    return status;
}

gln_status gln_richness__add_text(const uint32_t *words, size_t n, size_t n_words, gln_text_sums *sums, gln_error *err)
{
    uint32_t *counts = NULL, *stamps = NULL, stamp = 0;
    size_t w = sums->window;
    gln_status status = check(n, w, err);
    if (status == GLN_OK) {
        status = open_room(n_words, &counts, &stamps, err);
    }
    if (status == GLN_OK && n >= w) {
        sums->windows += n - w + 1;
        sums->window_types += moving_types(words, n, w, counts);
        sums->segments += n / w;
        sums->segment_types += segment_types(words, n, w, counts);
    }
    if (status == GLN_OK) {
        sums->words += n;
        sums->factors[0] += factors_of(words, n, false, (ending){false, 1}, stamps, &stamp);
        sums->factors[1] += factors_of(words, n, true, (ending){false, 1}, stamps, &stamp);
    }
    free(counts);
    free(stamps);
    return status;
}

void gln_richness__pooled(const gln_text_sums *sums, gln_text_diversity *out)
{
    double w = (double)sums->window, words = (double)sums->words;
    *out = (gln_text_diversity){NAN, NAN, NAN, NAN, NAN};
    if (sums->windows) {
        out->mattr = (double)sums->window_types / w / (double)sums->windows;
        out->msttr = (double)sums->segment_types / w / (double)sums->segments;
    }
    out->mtld = (mean_factor(words, sums->factors[0]) + mean_factor(words, sums->factors[1])) / 2;
}
