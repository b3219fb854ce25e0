/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare_profiles.h"

#include "guanlan/comparison.h"
#include "measure/measure_novelty.h"
#include "stats/divergence.h"
#include "stats/factors.h"
#include "stats/hcluster.h"
#include "stats/stylometry.h"
#include "stats/tfidf.h"
#include "json/json_write.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PERIODS = 500, MOST_WORDS = 2000, CBDF_WORDS = 500, WINDOW = 1 };

/* ---- tables -------------------------------------------------------------------------------------------------------
 */

enum {
    A,
    B,
    JSD,
    JSD_WEIGHTED,
    JSD_BIAS,
    JSD_CORRECTED,
    HELLINGER,
    COSINE,
    COSINE_TFIDF,
    BURROWS,
    COSINE_DELTA,
    CBDF,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"a", GLN_TYPE_STRING, NULL, "A", "a period"},
    {"b", GLN_TYPE_STRING, NULL, "B", "a later period"},
    {"jsd", GLN_TYPE_NUMBER, "bits", "JSD, equal weights",
     "Jensen-Shannon divergence of the words (Lin 1991); grows as periods get smaller"},
    {"jsd_weighted", GLN_TYPE_NUMBER, "bits", "JSD, weights by size", "the same with the periods weighted by words"},
    {"jsd_null_bias", GLN_TYPE_NUMBER, "bits", "Null bias of JSD",
     "(V-1)/(2 ln2 N): jsd_weighted of two samples of independent words that do not differ"},
    {"jsd_corrected", GLN_TYPE_NUMBER, "bits", "JSD, bias-corrected", "jsd_weighted less jsd_null_bias"},
    {"hellinger", GLN_TYPE_NUMBER, NULL, "Hellinger", "sqrt(sum (sqrt p - sqrt q)^2/2), 0 to 1"},
    {"cosine", GLN_TYPE_NUMBER, NULL, "Cosine", "similarity of the counts, 0 to 1"},
    {"cosine_tfidf", GLN_TYPE_NUMBER, NULL, "Cosine, tf-idf",
     "similarity of (1 + ln f) (ln((1+n)/(1+df)) + 1), n periods, df periods that hold the word"},
    {"burrows_delta", GLN_TYPE_NUMBER, NULL, "Burrows's Delta", "mean |z_a - z_b| over the words (Burrows 2002)"},
    {"cosine_delta", GLN_TYPE_NUMBER, NULL, "Cosine Delta", "1 - cos(z_a, z_b) (Evert et al. 2017)"},
    {"cbdf", GLN_TYPE_NUMBER, NULL, "Chi-square by degrees of freedom",
     "over the 500 commonest words (Kilgarriff 2001); periods of unequal size do not compare"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
};

enum { PERIOD, ISSUES, TOKENS, NOVELTY, TRANSIENCE, RESONANCE, CA_1, CA_2, CLUSTER, P_STATUS, N_PERIOD_FIELDS };

static const gln_field period_fields[N_PERIOD_FIELDS] = {
    {"period", GLN_TYPE_STRING, NULL, "Period", "a period with text"},
    {"issues", GLN_TYPE_INTEGER, "issues", "Issues", "issues of the period"},
    {"tokens", GLN_TYPE_INTEGER, "tokens", "Tokens", "words and numbers of the period"},
    {"novelty", GLN_TYPE_NUMBER, "bits", "Novelty",
     "divergence KL from the period before, .1 added to every count (Barron et al. 2018); null at the ends"},
    {"transience", GLN_TYPE_NUMBER, "bits", "Transience", "divergence KL from the period behind"},
    {"resonance", GLN_TYPE_NUMBER, "bits", "Resonance", "novelty less transience: what was new and stayed"},
    {"ca_1", GLN_TYPE_NUMBER, NULL, "First axis",
     "principal coordinate in a correspondence analysis of periods by words (Greenacre 1984); its sign is arbitrary"},
    {"ca_2", GLN_TYPE_NUMBER, NULL, "Second axis", "the same on the second axis"},
    {"cluster", GLN_TYPE_INTEGER, NULL, "Cluster",
     "group of the period where the tree of Ward (compare_tree) is cut at its widest gap"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; edge: no period on one side, so no novelty"},
};

enum { METHOD, STEP, LEFT, RIGHT, HEIGHT, COPHENETIC, T_STATUS, N_TREE_FIELDS };

static const gln_field tree_fields[N_TREE_FIELDS] = {
    {"method", GLN_TYPE_STRING, NULL, "Method",
     "ward, average: of the roots of jsd (Ward 1963; Murtagh and Legendre 2014; Sokal and Michener 1958); neighbours: "
     "of the first axis, periods that touch (Gries and Hilpert 2008)"},
    {"step", GLN_TYPE_INTEGER, NULL, "Step", "1 for the first merge"},
    {"left", GLN_TYPE_ARRAY, NULL, "Left", "periods on the one side"},
    {"right", GLN_TYPE_ARRAY, NULL, "Right", "periods on the other"},
    {"height", GLN_TYPE_NUMBER, NULL, "Height", "distance at which they merge; of neighbours their standard deviation"},
    {"cophenetic", GLN_TYPE_NUMBER, NULL, "Cophenetic correlation",
     "of the heights with the distances (Sokal and Rohlf 1962): how well the tree shows them; null for neighbours"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
};

/* ---- periods by words ------------------------------------------------------------------------------------------- */

typedef struct bench {
    const gln_compare_period *list; /* of the view */
    size_t n, words;
    uint64_t *counts; /* period after period */
    double *z, *tfidf;
    size_t used; /* words with a z-score */
    double *js;  /* distances, period by period */
    double *ca;  /* coordinates, stride `stride` */
    size_t stride;
} bench;

static int by_count(const void *a, const void *b)
{
    const gln_freq_term *const *x = a, *const *y = b;
    if ((*x)->count != (*y)->count) {
        return (*x)->count > (*y)->count ? -1 : 1;
    }
    return gln_slice_compare((*x)->text, (*y)->text);
}

/* The commonest words that reach the least count; *out, malloced, lies in the view or in the arena. */
static gln_status choose_words(const gln_freq_view *view, uint64_t least, gln_arena *arena, const gln_freq_term ***out,
                               size_t *n_out, gln_error *err)
{
    const gln_freq_term **terms = NULL, *term;
    size_t n = 0, capacity = 0;
    gln_freq_terms walk = {.view = view};
    gln_status status = gln_freq_terms__next(&walk, &term, err);
    while (status == GLN_OK && term) {
        if (term->count >= least && term->count > 0) {
            const gln_freq_term **grown = gln_memory__grown(terms, &capacity, n + 1, sizeof *grown);
            terms = grown ? grown : terms;
            const gln_freq_term *own = grown ? gln_freq_terms__keep(view, term, arena) : NULL;
            if (!own) {
                status = gln_error__nomem(err);
                break;
            }
            terms[n++] = own;
        }
        status = gln_freq_terms__next(&walk, &term, err);
    }
    gln_freq_terms__clear(&walk);
    if (n) {
        qsort(terms, n, sizeof *terms, by_count);
    }
    *out = terms;
    *n_out = n < MOST_WORDS ? n : MOST_WORDS;
    return status;
}

/* Their hits in each period. */
static gln_status count_words(const gln_freq_view *view, const gln_periods *periods, uint64_t least, bench *b,
                              gln_error *err)
{
    const gln_freq_term **terms = NULL;
    gln_arena arena = GLN_ARENA_INIT;
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_status status = choose_words(view, least, &arena, &terms, &b->words, err);
    b->counts = status == GLN_OK ? gln_memory__zeroed(b->n * b->words, sizeof *b->counts) : NULL;
    if (status == GLN_OK && !b->counts) {
        status = gln_error__nomem(err);
    }
    for (size_t w = 0; w < b->words && status == GLN_OK; w++) {
        const gln_freq_posting *postings = NULL;
        status = gln_freq_view__postings(view, terms[w], &reader, &postings, err);
        for (size_t i = 0; i < terms[w]->n_postings && status == GLN_OK; i++) {
            uint32_t period = periods->of_issue[view->docs[postings[i].doc].issue];
            if (period != GLN_NO_PERIOD) {
                b->counts[period * b->words + w] += postings[i].count;
            }
        }
    }
    gln_freq_reader__clear(&reader);
    gln_arena__clear(&arena);
    free(terms);
    return status;
}

static void weigh(bench *b)
{
    for (size_t w = 0; w < b->words; w++) {
        size_t df = 0;
        for (size_t p = 0; p < b->n; p++) {
            df += b->counts[p * b->words + w] > 0;
        }
        double idf = gln_tfidf__idf((double)b->n, (double)df, GLN_IDF_SMOOTH);
        for (size_t p = 0; p < b->n; p++) {
            double tf = gln_tfidf__tf((double)b->counts[p * b->words + w], GLN_TF_SUBLINEAR);
            b->tfidf[p * b->words + w] = tf > 0 ? tf * idf : 0;
        }
    }
}

static double cosine(const double *x, const double *y, size_t n)
{
    double dot = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < n; i++) {
        dot += x[i] * y[i];
        xx += x[i] * x[i];
        yy += y[i] * y[i];
    }
    return xx > 0 && yy > 0 ? dot / sqrt(xx) / sqrt(yy) : (double)NAN;
}

static gln_status put_distance(bench *b, size_t p, size_t q, gln_table *table, gln_error *err)
{
    size_t words = b->words;
    gln_divergence d;
    gln_cbdf cbdf;
    const uint64_t *x = b->counts + p * words, *y = b->counts + q * words;
    gln_divergence__vectors(x, y, NULL, words, 0, &d);
    gln_status status = gln_stylometry__cbdf(x, y, words, CBDF_WORDS, &cbdf, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_delta delta = gln_stylometry__delta(b->z + p * words, b->z + q * words, words, b->used);
    b->js[p * b->n + q] = b->js[q * b->n + p] = isnan(d.js_distance) ? 1 : d.js_distance;
    gln_table_row(table);
    gln_table_set_text(table, A, b->list[p].label);
    gln_table_set_text(table, B, b->list[q].label);
    gln_table_set_number(table, JSD, d.jsd);
    gln_table_set_number(table, JSD_WEIGHTED, d.jsd_weighted);
    gln_table_set_number(table, JSD_BIAS, d.null_bias);
    gln_table_set_number(table, JSD_CORRECTED, d.jsd_corrected);
    gln_table_set_number(table, HELLINGER, d.hellinger);
    gln_table_set_number(table, COSINE, d.cosine);
    gln_table_set_number(table, COSINE_TFIDF, cosine(b->tfidf + p * words, b->tfidf + q * words, words));
    gln_table_set_number(table, BURROWS, delta.burrows);
    gln_table_set_number(table, COSINE_DELTA, delta.cosine);
    gln_table_set_number(table, CBDF, cbdf.cbdf);
    gln_table_set_text(table, STATUS, gln_slice_of(d.status));
    return GLN_OK;
}

static gln_status put_distances(bench *b, gln_table *table, gln_error *err)
{
    gln_profiles profiles = {b->counts, b->n, b->words};
    gln_status status = GLN_OK;
    gln_stylometry__scores(&profiles, b->z, &b->used);
    weigh(b);
    for (size_t p = 0; p < b->n; p++) {
        for (size_t q = p + 1; q < b->n && status == GLN_OK; q++) {
            status = put_distance(b, p, q, table, err);
        }
    }
    return status;
}

/* ---- axes and trees ---------------------------------------------------------------------------------------------- */

static gln_status place(bench *b, gln_error *err)
{
    gln_correspondence ca;
    b->stride = b->n < b->words ? b->n : b->words;
    double *raw = gln_memory__array(b->n * b->words, sizeof *raw),
           *inertias = gln_memory__array(b->stride, sizeof *raw);
    b->ca = gln_memory__zeroed(b->n * b->stride, sizeof *b->ca);
    gln_status status = raw && inertias && b->ca ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; status == GLN_OK && i < b->n * b->words; i++) {
        raw[i] = (double)b->counts[i];
    }
    if (status == GLN_OK) {
        status = gln_factors__correspondence(raw, b->n, b->words, inertias, b->ca, NULL, &ca, err);
    }
    free(raw);
    free(inertias);
    return status;
}

static void put_labels(gln_json_writer *w, const bench *b, size_t from, size_t to)
{
    for (size_t p = from; p < to; p++) {
        gln_json__put_string(w, b->list[p].label);
    }
}

/* The members of a branch: of merges by R's names, an item below 0. */
static void put_branch(gln_json_writer *w, const bench *b, const gln_merge *merges, int64_t name)
{
    if (name < 0) {
        put_labels(w, b, (size_t)(-name - 1), (size_t)-name);
        return;
    }
    put_branch(w, b, merges, merges[name - 1].left);
    put_branch(w, b, merges, merges[name - 1].right);
}

/* left and right as JSON in one room, cut where right begins. */
static void put_merge(gln_table *table, const char *method, size_t step, gln_buffer *left, gln_buffer *right,
                      double height, double cophenetic)
{
    gln_table_row(table);
    gln_table_set_text(table, METHOD, gln_slice_of(method));
    gln_table_set_integer(table, STEP, step + 1);
    gln_table_set_text(table, LEFT, gln_buffer__slice(left));
    gln_table_set_text(table, RIGHT, gln_buffer__slice(right));
    gln_table_set_number(table, HEIGHT, height);
    gln_table_set_number(table, COPHENETIC, cophenetic);
    gln_table_set_text(table, T_STATUS, GLN_LIT("ok"));
    gln_buffer__clear(left);
    gln_buffer__clear(right);
}

static gln_status put_tree(const bench *b, gln_linkage linkage, gln_merge *merges, gln_table *table, gln_error *err)
{
    double *d = gln_memory__array(b->n * b->n, sizeof *d), r = NAN;
    gln_buffer side[2] = {GLN_BUFFER_INIT, GLN_BUFFER_INIT};
    if (!d) {
        return gln_error__nomem(err);
    }
    memcpy(d, b->js, b->n * b->n * sizeof *d);
    gln_status status = gln_hcluster__tree(d, b->n, linkage, merges, err);
    if (status == GLN_OK) {
        status = gln_hcluster__cophenetic(b->js, b->n, merges, &r, err);
    }
    for (size_t s = 0; s + 1 < b->n && status == GLN_OK; s++) {
        const int64_t names[2] = {merges[s].left, merges[s].right};
        for (int k = 0; k < 2; k++) {
            gln_json_writer w = gln_json__writer(&side[k], false);
            gln_json__begin_array(&w, GLN_JSON_LINE);
            put_branch(&w, b, merges, names[k]);
            gln_json__end(&w);
        }
        const char *method = linkage == GLN_LINK_WARD ? "ward" : "average";
        put_merge(table, method, s, &side[0], &side[1], merges[s].height, r);
    }
    free(d);
    gln_buffer__free(&side[0]);
    gln_buffer__free(&side[1]);
    return status;
}

static gln_status put_neighbours(const bench *b, gln_table *table, gln_error *err)
{
    double *x = gln_memory__array(b->n, sizeof *x);
    gln_neighbour_merge *merges = gln_memory__array(b->n, sizeof *merges);
    gln_buffer side[2] = {GLN_BUFFER_INIT, GLN_BUFFER_INIT};
    gln_status status = x && merges ? GLN_OK : gln_error__nomem(err);
    for (size_t p = 0; status == GLN_OK && p < b->n; p++) {
        x[p] = isnan(b->ca[p * b->stride]) ? 0 : b->ca[p * b->stride];
    }
    if (status == GLN_OK) {
        status = gln_hcluster__neighbours(x, b->n, merges, err);
    }
    for (size_t s = 0; s + 1 < b->n && status == GLN_OK; s++) {
        const size_t ends[3] = {merges[s].start, merges[s].middle, merges[s].end};
        for (int k = 0; k < 2; k++) {
            gln_json_writer w = gln_json__writer(&side[k], false);
            gln_json__begin_array(&w, GLN_JSON_LINE);
            put_labels(&w, b, ends[k], ends[k + 1]);
            gln_json__end(&w);
        }
        put_merge(table, "neighbours", s, &side[0], &side[1], merges[s].sd, NAN);
    }
    free(x);
    free(merges);
    gln_buffer__free(&side[0]);
    gln_buffer__free(&side[1]);
    return status;
}

/* As many clusters as there are below the widest gap between two heights of the tree. */
static size_t clusters_of(const gln_merge *merges, size_t n)
{
    size_t k = 1;
    double widest = 0;
    for (size_t s = 1; s + 1 < n; s++) {
        if (merges[s].height - merges[s - 1].height > widest) {
            widest = merges[s].height - merges[s - 1].height;
            k = n - s;
        }
    }
    return k;
}

static gln_status put_periods(const bench *b, const gln_merge *merges, gln_table *table, gln_error *err)
{
    gln_profiles profiles = {b->counts, b->n, b->words};
    gln_novelty *found = gln_memory__array(b->n, sizeof *found);
    size_t *clusters = gln_memory__array(b->n, sizeof *clusters);
    gln_status status = found && clusters ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        gln_stylometry__novelty(&profiles, GLN_NOVELTY_SMOOTHING, WINDOW, found);
        status = gln_hcluster__cut(merges, b->n, clusters_of(merges, b->n), clusters, err);
    }
    for (size_t p = 0; status == GLN_OK && p < b->n; p++) {
        gln_table_row(table);
        gln_table_set_text(table, PERIOD, b->list[p].label);
        gln_table_set_integer(table, ISSUES, b->list[p].issues);
        gln_table_set_integer(table, TOKENS, b->list[p].tokens);
        gln_table_set_number(table, NOVELTY, found[p].novelty);
        gln_table_set_number(table, TRANSIENCE, found[p].transience);
        gln_table_set_number(table, RESONANCE, found[p].resonance);
        gln_table_set_number(table, CA_1, b->ca[p * b->stride]);
        gln_table_set_number(table, CA_2, b->stride > 1 ? b->ca[p * b->stride + 1] : (double)NAN);
        gln_table_set_integer(table, CLUSTER, clusters[p]);
        gln_table_set_text(table, P_STATUS, isnan(found[p].novelty) ? GLN_LIT("edge") : GLN_LIT("ok"));
    }
    free(found);
    free(clusters);
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static gln_status fill(bench *b, const gln_compare_options *options, gln_table *tables[GLN_COMPARE_PROFILES],
                       gln_error *err)
{
    size_t cells = b->n * b->words;
    gln_merge *merges = gln_memory__array(b->n, sizeof *merges);
    b->z = gln_memory__array(cells, sizeof *b->z);
    b->tfidf = gln_memory__array(cells, sizeof *b->tfidf);
    b->js = gln_memory__zeroed(b->n * b->n, sizeof *b->js);
    gln_status status = merges && b->z && b->tfidf && b->js ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = put_distances(b, tables[0], err);
    }
    if (status == GLN_OK) {
        status = place(b, err);
    }
    if (status == GLN_OK) {
        status = put_tree(b, GLN_LINK_AVERAGE, merges, tables[2], err);
    }
    if (status == GLN_OK) {
        status = put_tree(b, GLN_LINK_WARD, merges, tables[2], err);
    }
    if (status == GLN_OK) {
        status = put_neighbours(b, tables[2], err);
    }
    if (status == GLN_OK) {
        status = put_periods(b, merges, tables[1], err);
    }
    for (int i = 0; i < 3 && status == GLN_OK; i++) {
        status = gln_table_check(tables[i], err);
    }
    gln_profiles profiles = {b->counts, b->n, b->words};
    if (status == GLN_OK) {
        status = gln_novelty__tables(&profiles, b->list, options->permutations, options->seed, &tables[3], err);
    }
    free(merges);
    return status;
}

static gln_status new_tables(gln_table *tables[3], gln_error *err)
{
    gln_status status = gln_table_new("compare_distances", "Distances of periods", fields, N_FIELDS, &tables[0], err);
    if (status == GLN_OK) {
        status = gln_table_new("compare_periods", "Periods as wholes", period_fields, N_PERIOD_FIELDS, &tables[1], err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("compare_tree", "Trees of periods", tree_fields, N_TREE_FIELDS, &tables[2], err);
    }
    return status;
}

gln_status gln_compare_profiles(const gln_freq *freq, gln_by by, const gln_compare_options *options,
                                gln_table *out[GLN_COMPARE_PROFILES], gln_error *err)
{
    const gln_compare_options usual = GLN_COMPARE_OPTIONS_INIT;
    gln_period_view all = {.list = NULL};
    gln_table *tables[GLN_COMPARE_PROFILES] = {NULL};
    bench b = {0};
    options = options ? options : &usual;
    gln_status status = gln_period_view__open(freq, false, false, by, MOST_PERIODS, &all, err);
    if (status == GLN_OK) {
        b.list = all.list;
        b.n = all.n;
        status = count_words(&all.view, &all.periods, options->min_count, &b, err);
        if (status == GLN_OK && b.words < 2) {
            status =
                gln_error_set(err, GLN_ERR_USAGE, "fewer than two words have min-count hits; nothing to compare by");
        }
    }
    if (status == GLN_OK) {
        status = new_tables(tables, err);
    }
    if (status == GLN_OK) {
        status = fill(&b, options, tables, err);
    }
    free(b.counts);
    free(b.z);
    free(b.tfidf);
    free(b.js);
    free(b.ca);
    gln_period_view__close(&all);
    for (int i = 0; i < GLN_COMPARE_PROFILES; i++) {
        if (status == GLN_OK) {
            out[i] = tables[i];
        } else {
            gln_table_free(tables[i]);
        }
    }
    return status;
}
