/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/table2x2.h"

#include <math.h>
#include <stdbool.h>

/* The table as doubles. */
typedef struct cells {
    double f1, n1, f2, n2;
    double hits;         /* R */
    double others;       /* N - R */
    double total;        /* N */
    double rest1, rest2; /* n1 - f1, n2 - f2 */
    double determinant;  /* f1 n2 - f2 n1 */
} cells;

/* Above 2^53 doubles hold no single hit. There a table is looked at from the cell of both lesser margins, which hold it
 * exactly unless all are vast; below it from the first, as it is written. */
static bool is_vast(const cells *c)
{
    return c->total > 9007199254740992.0;
}

/* The table as a draw: of `marked` and `rest` units so many are drawn, `cell` of them marked. turned: the larger the
 * cell, the smaller is f1. */
typedef struct draw {
    double cell, marked, rest, drawn;
    bool turned;
} draw;

static draw draw_of(const cells *c)
{
    bool second = is_vast(c) && c->n2 < c->n1, without = is_vast(c) && c->others < c->hits;
    return (draw){.cell = second ? (without ? c->rest2 : c->f2) : (without ? c->rest1 : c->f1),
                  .marked = second ? c->n2 : c->n1,
                  .rest = second ? c->n1 : c->n2,
                  .drawn = without ? c->others : c->hits,
                  .turned = second != without};
}

static gln_interval inverse(gln_interval odds)
{
    return (gln_interval){1 / odds.high, 1 / odds.low};
}

/* False where the table says nothing; *status is the reason. With zero_is_fine a word without hits is none. */
static bool cells_of(gln_table2x2 t, bool zero_is_fine, cells *c, const char **status)
{
    if (t.f1 > t.n1 || t.f2 > t.n2) {
        *status = "invalid_table";
        return false;
    }
    if (t.n1 == 0 || t.n2 == 0) {
        *status = "undefined_zero_total";
        return false;
    }
    if (t.f1 == 0 && t.f2 == 0 && !zero_is_fine) {
        *status = "undefined_zero_count";
        return false;
    }
    *status = GLN_STATS_OK;
    c->f1 = (double)t.f1;
    c->n1 = (double)t.n1;
    c->f2 = (double)t.f2;
    c->n2 = (double)t.n2;
    c->hits = c->f1 + c->f2;
    c->rest1 = (double)(t.n1 - t.f1);
    c->rest2 = (double)(t.n2 - t.f2);
    c->others = c->rest1 + c->rest2;
    c->total = c->n1 + c->n2;
    c->determinant = gln_stats__determinant_of(t.f1, t.f2, t.n1, t.n2);
    return true;
}

static const gln_keyness undefined_keyness = {
    .rate1 = (double)NAN,
    .rate2 = (double)NAN,
    .expected1 = (double)NAN,
    .expected2 = (double)NAN,
    .min_expected = (double)NAN,
    .g2 = (double)NAN,
    .g2_ln_p = (double)NAN,
    .g2_p = (double)NAN,
    .g2_two_term = (double)NAN,
    .g2_two_term_ln_p = (double)NAN,
    .g2_williams = (double)NAN,
    .chi2 = (double)NAN,
    .chi2_ln_p = (double)NAN,
    .chi2_yates = (double)NAN,
    .chi2_yates_ln_p = (double)NAN,
    .chi2_two_cell = (double)NAN,
    .phi2 = (double)NAN,
    .bic = (double)NAN,
    .ell = (double)NAN,
    .rate_ratio = (double)NAN,
    .log_ratio = (double)NAN,
    .log_ratio_walter = (double)NAN,
    .percent_diff = (double)NAN,
    .diff_coefficient = (double)NAN,
    .odds_ratio = (double)NAN,
    .odds_ratio_half = (double)NAN,
};

static void measure_tests(const cells *c, gln_keyness *out)
{
    double e1 = c->hits * (c->n1 / c->total);
    double e2 = c->hits * (c->n2 / c->total);
    double rest1 = c->others * (c->n1 / c->total);
    double rest2 = c->others * (c->n2 / c->total);
    double difference = c->determinant / c->total; /* O - E of the first cell; -, -, + in the others */
    out->expected1 = e1;
    out->expected2 = e2;
    out->min_expected = fmin(fmin(e1, e2), fmin(rest1, rest2));

    /* G2 = 2 sum D(O, E): the terms O - E of the four cells cancel, so this is Dunning's sum of O ln(O/E). */
    double hits_part = gln_stats__deviance_by(c->f1, e1, difference) + gln_stats__deviance_by(c->f2, e2, -difference);
    double rest_part =
        gln_stats__deviance_by(c->rest1, rest1, -difference) + gln_stats__deviance_by(c->rest2, rest2, difference);
    out->g2_two_term = 2 * hits_part;
    out->g2_two_term_ln_p = gln_stats__ln_chisq1_sf(out->g2_two_term);
    out->g2 = 2 * (hits_part + rest_part);
    out->g2_ln_p = gln_stats__ln_chisq1_sf(out->g2);
    out->g2_p = exp(out->g2_ln_p);
    out->bic = out->g2 - log(c->total);
    out->ell = out->min_expected > 1 ? out->g2 / (c->total * log(out->min_expected)) : (double)NAN;
    out->chi2_two_cell = difference * difference / e1 + difference * difference / e2;

    if (c->others > 0) {
        double n = c->total;
        double q = 1 + (n / c->n1 + n / c->n2 - 1) * (n / c->hits + n / c->others - 1) / (6 * n);
        double yates = fmax(0, fabs(difference) - .5);
        double scale = 1 / e1 + 1 / e2 + 1 / rest1 + 1 / rest2; /* chi2 = sum (O-E)^2/E, all |O-E| alike */
        out->g2_williams = out->g2 / q;
        out->chi2 = difference * difference * scale;
        out->chi2_ln_p = gln_stats__ln_chisq1_sf(out->chi2);
        out->chi2_yates = yates * yates * scale;
        out->chi2_yates_ln_p = gln_stats__ln_chisq1_sf(out->chi2_yates);
        out->phi2 = out->chi2 / n;
    }
}

static void measure_effects(const cells *c, gln_keyness *out)
{
    double rest1 = c->rest1;
    double rest2 = c->rest2;
    out->rate1 = c->f1 / c->n1;
    out->rate2 = c->f2 / c->n2;
    out->rate_ratio = c->f2 > 0 ? out->rate1 / out->rate2 : INFINITY;
    out->log_ratio = log2(out->rate_ratio);
    out->log_ratio_walter = log2((c->f1 + .5) / (c->n1 + .5) / ((c->f2 + .5) / (c->n2 + .5)));
    /* rate1 - rate2 = (f1 n2 - f2 n1)/(n1 n2) */
    out->percent_diff = c->f2 > 0 ? 100 * (c->determinant / c->n1 / c->f2) : INFINITY;
    out->diff_coefficient = c->determinant / (c->f1 * c->n2 + c->f2 * c->n1);
    if (c->f2 > 0 && rest1 > 0) {
        out->odds_ratio = c->f1 / rest1 * (rest2 / c->f2);
    } else if (c->f1 > 0 && rest2 > 0) {
        out->odds_ratio = INFINITY;
    }
    out->odds_ratio_half = (c->f1 + .5) / (rest1 + .5) * ((rest2 + .5) / (c->f2 + .5));
}

void gln_table2x2__measure(gln_table2x2 t, gln_keyness *out)
{
    cells c;
    *out = undefined_keyness;
    if (!cells_of(t, false, &c, &out->status)) {
        return;
    }
    out->direction = (c.determinant > 0) - (c.determinant < 0);
    measure_tests(&c, out);
    measure_effects(&c, out);
}

double gln_table2x2__conservative(gln_interval interval)
{
    if (isnan(interval.low) || isnan(interval.high)) {
        return NAN;
    }
    return interval.low > 0 ? interval.low : fmin(0, interval.high);
}

static gln_interval widen(gln_interval exact, double estimate, double walter, double phi)
{
    double factor = sqrt(phi >= 1 ? phi : 1);
    double centre = isinf(estimate) ? walter : estimate;
    return (gln_interval){centre - factor * (centre - exact.low), centre + factor * (exact.high - centre)};
}

void gln_table2x2__interval(gln_table2x2 t, double conf, double phi, gln_keyness_interval *out)
{
    static const gln_interval none = {(double)NAN, (double)NAN};
    cells c;
    *out = (gln_keyness_interval){NULL, none, none, none, none, (double)NAN, (double)NAN};
    if (!cells_of(t, false, &c, &out->status)) {
        return;
    }
    if (!(conf > 0 && conf < 1)) {
        out->status = "invalid_level";
        return;
    }
    gln_interval odds = is_vast(&c) && c.f2 < c.f1 ? inverse(gln_stats__clopper_pearson_odds(c.f2, c.hits, conf))
                                                   : gln_stats__clopper_pearson_odds(c.f1, c.hits, conf);
    double scale = c.n2 / c.n1;
    out->rate_ratio = (gln_interval){odds.low * scale, odds.high * scale};
    out->log_ratio = (gln_interval){log2(out->rate_ratio.low), log2(out->rate_ratio.high)};

    gln_keyness effect = undefined_keyness;
    measure_effects(&c, &effect);
    if (c.f1 > 0 && c.f2 > 0) {
        double se = sqrt(c.rest1 / c.n1 / c.f1 + c.rest2 / c.n2 / c.f2);
        double reach = -gln_stats__normal_quantile((1 - conf) / 2) * se / GLN_LN2;
        out->log_ratio_wald = (gln_interval){effect.log_ratio - reach, effect.log_ratio + reach};
    }
    out->lrc = gln_table2x2__conservative(out->log_ratio);
    gln_table2x2__widen(t, phi, out);
}

void gln_table2x2__widen(gln_table2x2 t, double phi, gln_keyness_interval *interval)
{
    gln_keyness effect = undefined_keyness;
    cells c;
    const char *status;
    if (cells_of(t, false, &c, &status) && !isnan(interval->log_ratio.low)) {
        measure_effects(&c, &effect);
        interval->log_ratio_wide = widen(interval->log_ratio, effect.log_ratio, effect.log_ratio_walter, phi);
        interval->lrc_wide = gln_table2x2__conservative(interval->log_ratio_wide);
    }
}

void gln_table2x2__fisher(gln_table2x2 t, gln_exact_test *out)
{
    cells c;
    *out = (gln_exact_test){NULL, (double)NAN, (double)NAN, (double)NAN};
    if (!cells_of(t, false, &c, &out->status)) {
        return;
    }
    draw d = draw_of(&c);
    double above = gln_stats__ln_hypergeometric_sf(d.cell, d.marked, d.rest, d.drawn);
    double below = gln_stats__ln_hypergeometric_cdf(d.cell, d.marked, d.rest, d.drawn);
    out->ln_greater = d.turned ? below : above;
    out->ln_less = d.turned ? above : below;
    out->ln_two_sided = gln_stats__ln_hypergeometric_two_sided(d.cell, d.marked, d.rest, d.drawn);
}

void gln_table2x2__poisson_test(gln_table2x2 t, gln_exact_test *out)
{
    cells c;
    *out = (gln_exact_test){NULL, (double)NAN, (double)NAN, (double)NAN};
    if (!cells_of(t, false, &c, &out->status)) {
        return;
    }
    double p = c.n1 / c.total;
    double q = c.n2 / c.total;
    if (is_vast(&c) && c.f2 < c.f1) {
        out->ln_greater = gln_stats__ln_binomial_cdf(c.f2, c.hits, q, p);
        out->ln_less = gln_stats__ln_binomial_sf(c.f2, c.hits, q, p);
        out->ln_two_sided = gln_stats__ln_binomial_two_sided(c.f2, c.hits, q, p);
    } else {
        out->ln_greater = gln_stats__ln_binomial_sf(c.f1, c.hits, p, q);
        out->ln_less = gln_stats__ln_binomial_cdf(c.f1, c.hits, p, q);
        out->ln_two_sided = gln_stats__ln_binomial_two_sided(c.f1, c.hits, p, q);
    }
}

double gln_table2x2__conditional_odds(gln_table2x2 t, double conf, gln_interval *ci)
{
    cells c;
    const char *status;
    if (!cells_of(t, false, &c, &status)) {
        *ci = (gln_interval){(double)NAN, (double)NAN};
        return NAN;
    }
    draw d = draw_of(&c);
    double estimate = gln_stats__conditional_odds(d.cell, d.marked, d.rest, d.drawn, conf, ci);
    *ci = d.turned ? inverse(*ci) : *ci;
    return d.turned ? 1 / estimate : estimate;
}

double gln_table2x2__simple_maths(gln_table2x2 t, double k)
{
    cells c;
    const char *status;
    if (!cells_of(t, true, &c, &status) || !(k > 0)) {
        return NAN;
    }
    return (1e6 * (c.f1 / c.n1) + k) / (1e6 * (c.f2 / c.n2) + k);
}
