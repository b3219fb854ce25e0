/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/richness.h"
#include "stats/zipf.h"

#include <math.h>
#include <stdlib.h>

/* ---- one vocabulary ---------------------------------------------------------------------------------------------- */

static void put_richness(calc_case *c, const uint64_t *frequencies, size_t n)
{
    gln_richness r;
    gln_richness__measure(frequencies, n, &r);
    c->state = r.status;
    CALC_PUT(c, {"tokens", (double)r.tokens}, {"types", (double)r.types}, {"hapax", (double)r.hapax},
             {"dis", (double)r.dis}, {"ttr", r.ttr}, {"guiraud_rttr", r.guiraud}, {"carroll_cttr", r.carroll},
             {"herdan_c", r.herdan_c}, {"maas_a2_ln", r.maas_a2}, {"dugast_u_ln", r.dugast_u}, {"yule_k", r.yule_k},
             {"yule_i", r.yule_i}, {"simpson_d_unbiased", r.simpson}, {"repeat_rate", r.repeat_rate},
             {"herdan_vm", r.herdan_vm}, {"honore_r", r.honore_r}, {"sichel_s", r.sichel_s}, {"brunet_w", r.brunet_w},
             {"good_turing_unseen_mass", r.unseen_mass}, {"p0", r.unseen_mass}, {"chao1", r.chao1},
             {"chao1_se", r.chao1_se}, {"ace", r.ace}, {"fisher_alpha", r.fisher_alpha},
             {"shannon_bits", r.entropy / GLN_LN2}, {"miller_madow_bits", r.miller_madow / GLN_LN2},
             {"chao_shen_bits", r.chao_shen / GLN_LN2}, {"ml", r.entropy}, {"miller_madow", r.miller_madow},
             {"chao_shen", r.chao_shen}, {"coverage", r.coverage}, );
}

/* The number behind a name that begins so, as in "mattr_25" and "msttr_25_full_segments_only"; 0 where there is none.
 */
static double number_behind(gln_slice name, const char *start)
{
    gln_slice head = gln_slice_of(start);
    char digits[16] = "";
    if (gln_slice_starts(name, head)) {
        gln_slice rest = gln_slice_sub(name, head.len, name.len - head.len);
        for (size_t i = 0; i < rest.len && i + 1 < sizeof digits && rest.ptr[i] >= '0' && rest.ptr[i] <= '9'; i++) {
            digits[i] = rest.ptr[i];
        }
    }
    return strtod(digits, NULL);
}

/* Samples that are asked for by name. */
static void put_samples(calc_case *c, const uint64_t *frequencies, size_t n)
{
    for (const gln_json_node *e = gln_json__first(c->expected); e; e = gln_json__next(e)) {
        gln_slice name = gln_json__name(e);
        double hdd = number_behind(name, "hdd_"), rarefied = number_behind(name, "rarefied_types_");
        if (hdd > 0) {
            calc_put_at(c, gln_richness__rarefied(frequencies, n, hdd) / hdd, "hdd_%.0f", hdd);
        } else if (rarefied > 0) {
            calc_put_at(c, gln_richness__rarefied(frequencies, n, rarefied), "rarefied_types_%.0f", rarefied);
        }
    }
}

/* Measures of the running text; windows are asked for by name. */
static void put_text(calc_case *c, const calc_words *words)
{
    gln_text_diversity d = {NAN, NAN, NAN, NAN, NAN};
    for (const gln_json_node *e = gln_json__first(c->expected); e && c->status == GLN_OK; e = gln_json__next(e)) {
        double moving = number_behind(gln_json__name(e), "mattr_"), fixed = number_behind(gln_json__name(e), "msttr_");
        double window = fmax(moving, fixed);
        if (window > 0) {
            c->status = gln_richness__text(words->items, words->n, words->types, (size_t)window, &d, &c->err);
            calc_put_at(c, d.mattr, "mattr_%.0f", window);
            calc_put_at(c, d.msttr, "msttr_%.0f", window);
            calc_put_at(c, d.msttr, "msttr_%.0f_full_segments_only", window);
        }
    }
    if (c->status == GLN_OK) {
        c->status = gln_richness__text(words->items, words->n, words->types, 1, &d, &c->err);
    }
    CALC_PUT(c, {"mtld_072_le", d.mtld}, {"mtld_072_lt", d.mtld_below}, {"mtld_072_lt_min10", d.mtld_at_least10}, );
}

void calc_vocabulary_text(calc_case *c)
{
    calc_words words = calc_read_words(c, "tokens");
    uint64_t *frequencies = calc_array(c, words.types, sizeof *frequencies);
    for (size_t i = 0; c->status == GLN_OK && i < words.n; i++) {
        frequencies[words.items[i]]++;
    }
    if (c->status == GLN_OK) {
        put_text(c, &words);
        put_richness(c, frequencies, words.types);
        put_samples(c, frequencies, words.types);
    }
}

void calc_vocabulary_counts(calc_case *c)
{
    size_t n = 0;
    uint64_t *counts = calc_counts(c, "counts", &n);
    if (c->status == GLN_OK) {
        put_richness(c, counts, n);
        put_samples(c, counts, n);
    }
}

static int descending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

/* Frequencies: of words, and where sizes are given the types of samples. */
void calc_vocabulary_frequencies(calc_case *c)
{
    size_t n = 0, n_sizes = 0;
    calc_matrix raw = {calc_numbers(c, "frequencies", &n), 1, n};
    uint64_t *f = c->status == GLN_OK ? calc_whole(c, raw.items, n) : NULL;
    double *sizes = calc_has(c, "sizes") ? calc_numbers(c, "sizes", &n_sizes) : NULL;
    if (c->status != GLN_OK) {
        return;
    }
    qsort(f, n, sizeof *f, descending);
    while (n && f[n - 1] == 0) {
        n--;
    }
    put_richness(c, f, n);
    put_samples(c, f, n);
    for (size_t i = 0; i < n_sizes; i++) {
        calc_put_at(c, gln_richness__rarefied(f, n, sizes[i]), "expected_types[%zu]", i);
    }
    calc_put(c, "expected_types#", (double)n_sizes);
    gln_zipf z;
    gln_zipf__fit(f, n, &z);
    CALC_PUT(c, {"zipf_alpha", z.alpha}, {"zipf_alpha_se", z.alpha_se}, {"zipf_nll", z.nll}, {"zm_a", z.zm_a},
             {"zm_b", z.zm_b}, {"zm_nll", z.zm_nll}, {"aic_difference_zipf_minus_zm", z.aic_difference},
             {"ols_loglog_slope", z.ols_slope}, {"gamma", gln_zipf__spectrum_exponent(f, n)}, );
}

void calc_fisher_alpha(calc_case *c)
{
    double s = calc_number(c, "S"), n = calc_number(c, "N");
    calc_put(c, "alpha", gln_richness__fisher_alpha(s, n));
}

void calc_heaps(calc_case *c)
{
    size_t n = 0, n2 = 0;
    double *tokens = calc_numbers(c, "n", &n), *types = calc_numbers(c, "v", &n2);
    gln_heaps h;
    calc_same_length(c, "v", n, n2);
    if (c->status == GLN_OK) {
        c->status = gln_zipf__heaps(tokens, types, n, &h, &c->err);
    }
    if (c->status == GLN_OK) {
        c->state = h.status;
        CALC_PUT(c, {"ols_b", h.ols_b}, {"ols_K", h.ols_k}, {"nls_K", h.k}, {"nls_b", h.b}, {"nls_se_b", h.b_se}, );
    }
}
