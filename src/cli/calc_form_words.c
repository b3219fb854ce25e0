/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/assoc.h"
#include "stats/dispersion.h"

#include <math.h>

/* ---- pairs of words ---------------------------------------------------------------------------------------------- */

static void put_association(calc_case *c, uint64_t o, uint64_t f1, uint64_t f2, uint64_t n)
{
    gln_assoc a;
    gln_assoc_exact e;
    gln_assoc__measure(o, f1, f2, n, &a);
    gln_assoc__fisher(o, f1, f2, n, &e);
    c->state = a.status;
    CALC_PUT(c, {"E11", a.expected}, {"pmi_bits", a.pmi}, {"npmi", a.npmi}, {"mi2", a.mi2}, {"mi3", a.mi3},
             {"local_mi", a.local_mi}, {"t_score", a.t}, {"z_score", a.z}, {"z_evert", a.z},
             {"z_binomial", a.z_binomial}, {"z_yates", a.z_yates}, {"g2", a.g2}, {"g2_signed", a.g2_signed},
             {"simple_ll", a.simple_ll}, {"chi2", a.chi2}, {"chi2_yates", a.chi2_yates}, {"dice", a.dice},
             {"log_dice", a.log_dice}, {"logdice", a.log_dice}, {"jaccard", a.jaccard},
             {"min_sensitivity", a.min_sensitivity}, {"ms", a.min_sensitivity}, {"delta_p_2given1", a.delta_p_2given1},
             {"delta_p_1given2", a.delta_p_1given2}, {"dp21", a.delta_p_2given1}, {"dp12", a.delta_p_1given2},
             {"phi2", a.phi2}, {"log_or_discounted", a.log_or}, {"fisher_attraction_p", exp(e.ln_attraction)},
             {"fisher_repulsion_p", exp(e.ln_repulsion)}, {"fisher_two_sided_p", exp(e.ln_two_sided)},
             {"fisher_attraction_ln_p", e.ln_attraction}, {"fisher_repulsion_ln_p", e.ln_repulsion},
             {"fisher_two_sided_ln_p", e.ln_two_sided}, {"collostruction_strength", e.collostruction}, );
}

void calc_association(calc_case *c)
{
    uint64_t o = calc_count(c, "o11");
    uint64_t f1 = calc_count(c, "f1");
    uint64_t f2 = calc_count(c, "f2");
    uint64_t n = calc_count(c, "N");
    if (c->status == GLN_OK) {
        put_association(c, o, f1, f2, n);
    }
}

void calc_association_cells(calc_case *c)
{
    uint64_t o11 = calc_count(c, "a");
    uint64_t o12 = calc_count(c, "b");
    uint64_t o21 = calc_count(c, "c");
    uint64_t o22 = calc_count(c, "d");
    if (c->status == GLN_OK) {
        put_association(c, o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22);
    }
}

/* One table, or lists of the same counts. Without N only measures that do not know it are meant: the smallest sample
 * that holds the margins will do. */
void calc_association_lists(calc_case *c)
{
    if (gln_json__kind(gln_json__get(c->inputs, "o11")) == GLN_JSON_NUMBER) {
        uint64_t o = calc_count(c, "o11");
        uint64_t f1 = calc_count(c, "f1");
        uint64_t f2 = calc_count(c, "f2");
        uint64_t n = calc_has(c, "N") ? calc_count(c, "N") : f1 + f2;
        if (c->status == GLN_OK) {
            put_association(c, o, f1, f2, n);
        }
        return;
    }
    size_t n = 0;
    size_t n1 = 0;
    size_t n2 = 0;
    uint64_t *o = calc_counts(c, "o11", &n);
    uint64_t *f1 = calc_counts(c, "f1", &n1);
    uint64_t *f2 = calc_counts(c, "f2", &n2);
    uint64_t sample = calc_has(c, "N") ? calc_count(c, "N") : 0;
    calc_same_length(c, "f1", n, n1);
    calc_same_length(c, "f2", n, n2);
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        gln_assoc a;
        gln_assoc__measure(o[i], f1[i], f2[i], sample ? sample : f1[i] + f2[i], &a);
        calc_put_at(c, a.log_dice, "logdice[%zu]", i);
        calc_put_at(c, a.min_sensitivity, "ms[%zu]", i);
        calc_put_at(c, a.dice, "dice[%zu]", i);
        calc_put_at(c, sample ? a.pmi : NAN, "pmi_bits[%zu]", i);
    }
    CALC_PUT(c, {"logdice#", (double)n}, {"ms#", (double)n}, {"dice#", (double)n}, {"pmi_bits#", (double)n}, );
}

/* Tables as lists of o11, f1, f2, N. */
void calc_association_limits(calc_case *c)
{
    calc_matrix m = calc_rows(c, "tables");
    size_t cells = m.rows * m.columns;
    uint64_t *t = c->status == GLN_OK ? calc_whole(c, m.items, cells) : NULL;
    calc_same_length(c, "tables", m.columns, 4);
    for (size_t i = 0; c->status == GLN_OK && i < m.rows; i++) {
        gln_assoc a;
        gln_assoc__measure(t[4 * i], t[4 * i + 1], t[4 * i + 2], t[4 * i + 3], &a);
        calc_put_at(c, a.npmi, "npmi[%zu]", i);
    }
    calc_put(c, "npmi#", (double)m.rows);
}

void calc_window(calc_case *c)
{
    size_t n = 0;
    double pairs = 0;
    uint64_t *lengths = calc_counts(c, "segment_lengths", &n);
    uint64_t span = calc_count(c, "span_each_side");
    uint64_t tokens = calc_count(c, "N");
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        pairs += gln_assoc__window_pairs(lengths[i], span);
    }
    calc_put(c, "ordered_pairs_in_window", pairs);
    if (calc_has(c, "f")) {
        calc_put(c, "E_exact", gln_assoc__window_expected_self(calc_count(c, "f"), tokens, pairs));
        return;
    }
    uint64_t f1 = calc_count(c, "f1");
    uint64_t f2 = calc_count(c, "f2");
    double exact = gln_assoc__window_expected(f1, f2, tokens, pairs);
    double approximation = gln_assoc__window_approximation(f1, f2, tokens, span);
    CALC_PUT(c, {"E_exact", exact}, {"E_evert_approx", approximation}, {"ratio", exact / approximation}, );
}

/* ---- parts of a corpus ------------------------------------------------------------------------------------------- */

static void put_dispersion(calc_case *c, const gln_dispersion *d)
{
    c->state = d->status;
    CALC_PUT(c, {"range", (double)d->range}, {"range_prop", d->range_share}, {"juilland_D", d->juilland_d},
             {"juilland_D_equal", d->juilland_d_counts}, {"carroll_D2", d->carroll_d2}, {"rosengren_S", d->rosengren_s},
             {"rosengren_S_equal", d->rosengren_s_counts}, {"gries_DP", d->dp},
             {"DPnorm_lijffijt_gries_2012", d->dp_norm}, {"DPnorm_egbert_2020", d->dp_norm_hits}, {"KLD_bits", d->kld},
             {"KLDnorm_1_minus_2pow", d->kld_norm}, {"KLDnorm_o2p", d->kld_norm_odds}, {"DA_burch", d->d_a},
             {"lyne_D3", d->lyne_d3}, {"vc_pop", d->vc}, {"idf_log2", d->idf}, {"kromer_UR", d->kromer_ur},
             {"carroll_Um", d->carroll_um}, {"um", d->carroll_um}, {"chisq", d->chi2}, {"kf", d->rosengren_kf}, );
}

static bool disperse(calc_case *c, const uint64_t *hits, const uint64_t *sizes, size_t n, gln_dispersion *out)
{
    double *scratch = calc_array(c, n, sizeof *scratch);
    if (c->status == GLN_OK) {
        gln_dispersion__dense(hits, sizes, n, scratch, out);
    }
    return c->status == GLN_OK;
}

void calc_dispersion(calc_case *c)
{
    size_t n = 0;
    size_t n2 = 0;
    gln_dispersion d;
    uint64_t *hits = calc_counts(c, "subfreq", &n);
    uint64_t *sizes = calc_counts(c, "partsize", &n2);
    calc_same_length(c, "partsize", n, n2);
    if (c->status == GLN_OK && disperse(c, hits, sizes, n, &d)) {
        put_dispersion(c, &d);
    }
}

/* Parts of one size, whatever it is: as large as all the hits, so that any part may hold them. */
static bool disperse_evenly(calc_case *c, const uint64_t *hits, size_t n, gln_dispersion *out)
{
    uint64_t *sizes = calc_array(c, n, sizeof *sizes);
    uint64_t f = 1;
    for (size_t i = 0; i < n; i++) {
        f += hits[i];
    }
    for (size_t i = 0; sizes && i < n; i++) {
        sizes[i] = f;
    }
    return sizes && disperse(c, hits, sizes, n, out);
}

/* The hits of one word, or a list of such lists. */
void calc_dispersion_parts(calc_case *c)
{
    gln_dispersion d;
    size_t n = 0;
    if (gln_json__kind(gln_json__first(gln_json__get(c->inputs, "parts"))) != GLN_JSON_ARRAY) {
        uint64_t *hits = calc_counts(c, "parts", &n);
        if (c->status == GLN_OK && disperse_evenly(c, hits, n, &d)) {
            put_dispersion(c, &d);
        }
        return;
    }
    calc_matrix m = calc_rows(c, "parts");
    uint64_t *hits = c->status == GLN_OK ? calc_whole(c, m.items, m.rows * m.columns) : NULL;
    for (size_t i = 0; c->status == GLN_OK && i < m.rows; i++) {
        if (disperse_evenly(c, hits + i * m.columns, m.columns, &d)) {
            calc_put_at(c, d.carroll_um, "um[%zu]", i);
            calc_put_at(c, d.rosengren_kf, "kf[%zu]", i);
        }
    }
    CALC_PUT(c, {"um#", (double)m.rows}, {"kf#", (double)m.rows}, );
}

/* A text with a space between words, and a word of it. */
void calc_distances(calc_case *c)
{
    gln_slice text = calc_text(c, "tokens");
    gln_slice word = calc_text(c, "word");
    uint64_t *places = calc_array(c, text.len / 2 + 1, sizeof *places);
    size_t f = 0;
    uint64_t tokens = 0;
    if (c->status != GLN_OK) {
        return;
    }
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        while (i < text.len && text.ptr[i] != ' ') {
            i++;
        }
        if (i > start && gln_slice_equal(gln_slice_sub(text, start, i - start), word)) {
            places[f++] = tokens;
        }
        tokens += i > start;
        i++;
    }
    gln_spread s;
    gln_dispersion__distances(places, f, tokens, &s);
    c->state = s.status;
    for (size_t i = 0; i < f; i++) {
        uint64_t before = i ? places[i - 1] : places[f - 1];
        calc_put_at(c, (double)(places[i] - before + (i ? 0 : tokens)), "distances[%zu]", i);
    }
    CALC_PUT(c, {"distances#", (double)f}, {"ARF", s.arf}, {"ALD", s.ald}, {"AWT", s.awt}, {"f_ALD", s.f_ald}, );
}
