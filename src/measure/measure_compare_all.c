/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "measure/measure_object.h"
#include "stats/resample.h"
#include "stats/twosample.h"

#include <math.h>
#include <stdlib.h>

enum { RESAMPLES = 999 };

/* From the four counts alone. */
static void put_table(gln_json_writer *w, gln_table2x2 t)
{
    gln_keyness k;
    gln_keyness_interval i;
    gln_exact_test fisher, poisson;
    gln_interval odds;
    gln_table2x2__measure(t, &k);
    gln_table2x2__interval(t, 0.95, 1, &i);
    gln_table2x2__fisher(t, &fisher);
    gln_table2x2__poisson_test(t, &poisson);
    double conditional = gln_table2x2__conditional_odds(t, 0.95, &odds);
    const gln_measured values[] = {
        {"g2_two_term", k.g2_two_term},
        {"g2_williams", k.g2_williams},
        {"chi2", k.chi2},
        {"chi2_ln_p", k.chi2_ln_p},
        {"chi2_yates", k.chi2_yates},
        {"fisher_ln_p", fisher.ln_two_sided},
        {"poisson_ln_p", poisson.ln_two_sided},
        {"min_expected", k.min_expected},
        {"rate_ratio", k.rate_ratio},
        {"rate_ratio_low", i.rate_ratio.low},
        {"rate_ratio_high", i.rate_ratio.high},
        {"log_ratio_walter", k.log_ratio_walter},
        {"log_ratio_exact_low", i.log_ratio.low},
        {"log_ratio_exact_high", i.log_ratio.high},
        {"log_ratio_wald_low", i.log_ratio_wald.low},
        {"log_ratio_wald_high", i.log_ratio_wald.high},
        {"percent_diff", k.percent_diff},
        {"diff_coefficient", k.diff_coefficient},
        {"odds_ratio", k.odds_ratio},
        {"odds_ratio_half", k.odds_ratio_half},
        {"odds_ratio_conditional", conditional},
        {"odds_ratio_low", odds.low},
        {"odds_ratio_high", odds.high},
        {"simple_maths_1", gln_table2x2__simple_maths(t, 1)},
        {"simple_maths_10", gln_table2x2__simple_maths(t, 10)},
        {"simple_maths_100", gln_table2x2__simple_maths(t, 100)},
        {"bic", k.bic},
        {"ell", k.ell},
    };
    gln_measured__put(w, values, sizeof values / sizeof *values);
}

/* G2 of the articles that hold it (Egbert and Biber 2019). */
static void put_dispersion(gln_json_writer *w, const gln_compare_pair *pair, const gln_compare_term *term)
{
    gln_keyness k;
    gln_table2x2 t = {term->side[0] ? term->side[0]->n_postings : 0, pair->view[0]->n_docs,
                      term->side[1] ? term->side[1]->n_postings : 0, pair->view[1]->n_docs};
    gln_table2x2__measure(t, &k);
    const gln_measured values[] = {{"text_dispersion_g2", k.g2}, {"text_dispersion_log_ratio", k.log_ratio}};
    gln_measured__put(w, values, 2);
}

/* Hits, tokens and rates of the articles of a side; those without tokens are none. */
typedef struct articles {
    double *hits, *tokens, *rates;
    size_t n;
} articles;

static gln_status list_articles(const gln_freq_view *view, const gln_freq_term *term, articles *out, gln_error *err)
{
    double *room = gln_memory__array(3 * view->n_docs, sizeof *room);
    if (!room) {
        return gln_error__nomem(err);
    }
    *out = (articles){room, room + view->n_docs, room + 2 * view->n_docs, 0};
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    const gln_freq_posting *postings = NULL;
    gln_status status = term ? gln_freq_view__postings(view, term, &reader, &postings, err) : GLN_OK;
    for (size_t d = 0, i = 0; d < view->n_docs && status == GLN_OK; d++) {
        bool hit = term && i < term->n_postings && postings[i].doc == d;
        double y = hit ? (double)postings[i++].count : 0, e = (double)view->docs[d].n_tokens;
        if (e > 0) {
            out->hits[out->n] = y;
            out->tokens[out->n] = e;
            out->rates[out->n++] = y / e;
        }
    }
    gln_freq_reader__clear(&reader);
    return status;
}

static gln_status put_tests(gln_json_writer *w, const gln_compare_pair *pair, const gln_compare_term *term,
                            const articles side[2], gln_error *err)
{
    gln_welch welch;
    gln_mann_whitney ranks;
    gln_resample_test draws;
    gln_rng *rng = NULL;
    gln_resample_side s = {side[0].hits, side[0].tokens, side[0].n}, t = {side[1].hits, side[1].tokens, side[1].n};
    gln_status status = gln_twosample__welch(side[0].rates, side[0].n, side[1].rates, side[1].n, 0.95, &welch, err);
    if (status == GLN_OK) {
        status = gln_twosample__mann_whitney(side[0].rates, side[0].n, side[1].rates, side[1].n, &ranks, err);
    }
    if (status == GLN_OK) {
        uint32_t seed = gln_rng__seed(pair->options->seed, gln_compare_term__text(term), GLN_LIT("bootstrap"));
        status = gln_rng__new(seed, &rng, err);
    }
    if (status == GLN_OK) {
        status = gln_resample__rates(&s, &t, RESAMPLES, rng, &draws, err);
    }
    gln_rng__free(rng);
    if (status == GLN_OK) {
        const gln_measured values[] = {{"welch_t", welch.t},
                                       {"welch_p", welch.p},
                                       {"mann_whitney_u", ranks.u},
                                       {"mann_whitney_p", ranks.p_best},
                                       {"auc", ranks.a},
                                       {"cliffs_delta", ranks.delta},
                                       {"bootstrap_p", draws.p2}};
        gln_measured__put(w, values, sizeof values / sizeof *values);
    }
    return status;
}

/* Tests that take articles as units, which those of one issue are not: they describe. */
static gln_status put_units(gln_json_writer *w, const gln_compare_pair *pair, const gln_compare_term *term,
                            gln_error *err)
{
    articles side[2] = {{NULL, NULL, NULL, 0}, {NULL, NULL, NULL, 0}};
    gln_status status = list_articles(pair->view[0], term->side[0], &side[0], err);
    if (status == GLN_OK) {
        status = list_articles(pair->view[1], term->side[1], &side[1], err);
    }
    if (status == GLN_OK && side[0].n > 1 && side[1].n > 1) {
        status = put_tests(w, pair, term, side, err);
    }
    free(side[0].hits);
    free(side[1].hits);
    return status;
}

gln_status gln_compare_all__put(const gln_compare_pair *pair, const gln_compare_row *row, bool with_units,
                                gln_buffer *out, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_json_writer w = gln_json__writer(out, false);
    gln_json__begin_object(&w, GLN_JSON_LINE);
    put_table(&w, row->counts);
    if (!pair->reference) {
        put_dispersion(&w, pair, row->term);
        if (with_units) {
            status = put_units(&w, pair, row->term, err);
        }
    }
    gln_json__end(&w);
    return status == GLN_OK && out->failed ? gln_error__nomem(err) : status;
}
