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

/* Mean type-token ratio of every window of w tokens: one word leaves and one comes. counts: zeroed, and left so. */
static double moving_ratio(const uint32_t *words, size_t n, size_t w, uint32_t *counts)
{
    double sum = 0;
    size_t types = 0;
    for (size_t i = 0; i < n; i++) {
        types += counts[words[i]]++ == 0;
        if (i >= w) {
            types -= --counts[words[i - w]] == 0;
        }
        sum += i + 1 >= w ? (double)types : 0;
    }
    for (size_t i = n - w; i < n; i++) {
        counts[words[i]] = 0;
    }
    return sum / (double)w / (double)(n - w + 1);
}

/* The same of windows one behind the other. stamps: by word, the last window it was seen in, from 1. */
static double segment_ratio(const uint32_t *words, size_t n, size_t w, uint32_t *stamps)
{
    size_t types = 0, windows = n / w;
    for (size_t i = 0; i < windows * w; i++) {
        uint32_t window = (uint32_t)(i / w + 1);
        types += stamps[words[i]] != window;
        stamps[words[i]] = window;
    }
    return (double)types / (double)w / (double)windows;
}

/* Tokens over factors in one direction; the rest at the end counts as far as its ratio has come towards .72. */
static double mean_factor(const uint32_t *words, size_t n, bool backwards, ending e, uint32_t *stamps, uint32_t *stamp)
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
    factors += (1 - ratio) / (1 - factor_ratio);
    return factors > 0 ? (double)n / factors : (double)NAN;
}

static double both_ways(const uint32_t *words, size_t n, ending e, uint32_t *stamps, uint32_t *stamp)
{
    double there = mean_factor(words, n, false, e, stamps, stamp);
    return (there + mean_factor(words, n, true, e, stamps, stamp)) / 2;
}

gln_status gln_richness__text(const uint32_t *words, size_t n, size_t n_words, size_t window, gln_text_diversity *out,
                              gln_error *err)
{
    gln_text_diversity r = {NAN, NAN, NAN, NAN, NAN};
    uint32_t stamp = 0;
    if (window == 0 || n >= UINT32_MAX / 8) {
        return gln_error_set(err, GLN_ERR_RANGE, "a window of %zu in a text of %zu tokens", window, n);
    }
    uint32_t *room = gln_memory__zeroed(n_words, sizeof *room);
    uint32_t *stamps = gln_memory__zeroed(n_words, sizeof *stamps);
    if (!room || !stamps) {
        free(room);
        free(stamps);
        return gln_error__nomem(err);
    }
    if (n >= window) {
        r.mattr = moving_ratio(words, n, window, room);
        r.msttr = segment_ratio(words, n, window, room);
    }
    if (n > 0) {
        r.mtld = both_ways(words, n, (ending){false, 1}, stamps, &stamp);
        r.mtld_below = both_ways(words, n, (ending){true, 1}, stamps, &stamp);
        r.mtld_at_least10 = both_ways(words, n, (ending){true, 10}, stamps, &stamp);
    }
    free(room);
    free(stamps);
    *out = r;
    return GLN_OK;
}
