/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/resample.h"

#include "stats/numeric.h"

#include <math.h>

static bool usable(const gln_resample_side *side, double *tokens)
{
    *tokens = 0;
    for (size_t i = 0; i < side->n; i++) {
        if (!(side->hits[i] >= 0 && side->tokens[i] >= 0 && isfinite(side->hits[i]) && isfinite(side->tokens[i]))) {
            return false;
        }
        *tokens += side->tokens[i];
    }
    return true;
}

/* Hits and tokens of n units drawn anew; a draw without any tokens has no rate. */
static void draw(const gln_resample_side *side, gln_rng *rng, double *hits, double *tokens)
{
    *hits = *tokens = 0;
    for (size_t i = 0; i < side->n; i++) {
        size_t unit = (size_t)gln_rng__below(rng, side->n);
        *hits += side->hits[unit];
        *tokens += side->tokens[unit];
    }
}

gln_status gln_resample__rates(const gln_resample_side *s, const gln_resample_side *t, size_t draws, gln_rng *rng,
                               gln_resample_test *out, gln_error *err)
{
    gln_resample_test r = {"undefined_no_units", NAN, NAN, draws};
    double tokens_s = 0, tokens_t = 0, below = 0;
    if (draws == 0 || !rng) {
        return gln_error_set(err, GLN_ERR_USAGE, "a bootstrap without draws");
    }
    if (!usable(s, &tokens_s) || !usable(t, &tokens_t)) {
        return gln_error_set(err, GLN_ERR_RANGE, "hits or tokens that are not finite and at least 0");
    }
    if (tokens_s > 0 && tokens_t > 0) {
        for (size_t b = 0; b < draws; b++) {
            double hits[2], tokens[2];
            draw(s, rng, &hits[0], &tokens[0]);
            draw(t, rng, &hits[1], &tokens[1]);
            double left = hits[0] * tokens[1], right = hits[1] * tokens[0]; /* the rates, not divided */
            below += left < right ? 1 : left > right ? 0 : 0.5;
        }
        double n = (double)draws;
        r.status = GLN_STATS_OK;
        r.p1 = below / n;
        r.p2 = fmin(1, (1 + 2 * n * fmin(r.p1, 1 - r.p1)) / (1 + n));
    }
    *out = r;
    return GLN_OK;
}
