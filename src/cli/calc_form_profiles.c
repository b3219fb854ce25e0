/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/factors.h"
#include "stats/hcluster.h"
#include "stats/stylometry.h"
#include "stats/tfidf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Counts text by text, word by word. */
typedef struct profiles {
    calc_matrix raw;
    gln_profiles counts;
} profiles;

static profiles read_profiles(calc_case *c)
{
    profiles p = {calc_rows(c, "counts"), {NULL, 0, 0}};
    p.counts.counts = c->status == GLN_OK ? calc_whole(c, p.raw.items, p.raw.rows * p.raw.columns) : NULL;
    p.counts.texts = p.raw.rows;
    p.counts.words = p.raw.columns;
    return p;
}

void calc_delta(calc_case *c)
{
    profiles p = read_profiles(c);
    size_t used = 0, words = p.counts.words;
    double *z = calc_array(c, p.counts.texts * words, sizeof *z);
    if (c->status != GLN_OK) {
        return;
    }
    gln_stylometry__scores(&p.counts, z, &used);
    for (size_t a = 0; a < p.counts.texts; a++) {
        for (size_t b = a + 1; b < p.counts.texts; b++) {
            gln_delta d = gln_stylometry__delta(z + a * words, z + b * words, words, used);
            calc_put_at(c, d.burrows, "burrows_delta.%zu-%zu", a, b);
            calc_put_at(c, d.quadratic, "quadratic_delta.%zu-%zu", a, b);
            calc_put_at(c, d.cosine, "cosine_delta.%zu-%zu", a, b);
        }
    }
}

/* The first two texts, over all words and over the numbers of words that are asked for ("cbdf_top4"). */
void calc_cbdf(calc_case *c)
{
    profiles p = read_profiles(c);
    gln_cbdf d;
    if (c->status == GLN_OK && p.counts.texts != 2) {
        c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input 'counts' is not two lists");
    }
    for (size_t top = 0; c->status == GLN_OK && top <= p.counts.words; top++) {
        c->status =
            gln_stylometry__cbdf(p.counts.counts, p.counts.counts + p.counts.words, p.counts.words, top, &d, &c->err);
        if (top == 0) {
            CALC_PUT(c, {"chi2_all", d.chi2}, {"cbdf_all", d.cbdf}, );
        } else {
            calc_put_at(c, d.chi2, "chi2_top%zu", top);
            calc_put_at(c, d.cbdf, "cbdf_top%zu", top);
        }
    }
}

/* Windows up to the length of the sequence: "w1", "w2", ... */
void calc_novelty(calc_case *c)
{
    profiles p = read_profiles(c);
    double alpha = calc_number_or(c, "alpha", 0);
    gln_novelty *found = calc_array(c, p.counts.texts, sizeof *found);
    for (size_t w = 1; c->status == GLN_OK && w <= 20; w++) {
        gln_stylometry__novelty(&p.counts, alpha, w, found);
        for (size_t t = 0; t < p.counts.texts; t++) {
            calc_put_at(c, found[t].novelty, "w%zu[%zu][0]", w, t);
            calc_put_at(c, found[t].transience, "w%zu[%zu][1]", w, t);
            calc_put_at(c, found[t].resonance, "w%zu[%zu][2]", w, t);
            calc_put_at(c, 3, "w%zu[%zu]#", w, t);
        }
        calc_put_at(c, (double)p.counts.texts, "w%zu#", w);
    }
}

/* ---- factors ----------------------------------------------------------------------------------------------------- */

static void put_absolute(calc_case *c, const char *name, const double *items, size_t n, size_t stride)
{
    for (size_t i = 0; i < n; i++) {
        calc_put_at(c, fabs(items[i * stride]), "%s[%zu]", name, i);
    }
    calc_put_at(c, (double)n, "%s#", name);
}

void calc_correspondence(calc_case *c)
{
    static const char *const prefixes[] = {"", "ca_"};
    calc_matrix m = calc_rows(c, "counts");
    size_t k = m.rows < m.columns ? m.rows : m.columns;
    double *inertias = calc_array(c, k, sizeof *inertias);
    double *rows = calc_array(c, m.rows * k, sizeof *rows), *columns = calc_array(c, m.columns * k, sizeof *columns);
    gln_correspondence ca;
    if (c->status == GLN_OK) {
        c->status = gln_factors__correspondence(m.items, m.rows, m.columns, inertias, rows, columns, &ca, &c->err);
    }
    for (size_t i = 0; c->status == GLN_OK && i < sizeof prefixes / sizeof *prefixes; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%sinertias", prefixes[i]);
        calc_put_list(c, name, inertias, ca.axes);
        calc_put_at(c, ca.total_inertia, "%stotal_inertia", prefixes[i]);
        for (size_t a = 0; a < ca.axes; a++) {
            (void)snprintf(name, sizeof name, "%srow_abs_dim%zu", prefixes[i], a + 1);
            put_absolute(c, name, rows + a, m.rows, k);
            (void)snprintf(name, sizeof name, "%scol_abs_dim%zu", prefixes[i], a + 1);
            put_absolute(c, name, columns + a, m.columns, k);
        }
    }
}

/* Distances between the relative frequencies of texts (Euclid). */
static double *distances(calc_case *c, const calc_matrix *rates)
{
    double *d = calc_array(c, rates->rows * rates->rows, sizeof *d);
    for (size_t i = 0; d && i < rates->rows * rates->rows; i++) {
        const double *a = rates->items + i / rates->rows * rates->columns;
        const double *b = rates->items + i % rates->rows * rates->columns;
        for (size_t j = 0; j < rates->columns; j++) {
            d[i] += (a[j] - b[j]) * (a[j] - b[j]);
        }
        d[i] = sqrt(d[i]);
    }
    return d;
}

static void put_tree(calc_case *c, const calc_matrix *rates, gln_linkage linkage, const char *name)
{
    size_t n = rates->rows;
    gln_merge *merges = calc_array(c, n, sizeof *merges);
    size_t *clusters = calc_array(c, n, sizeof *clusters);
    double *d = distances(c, rates), *before = distances(c, rates), r = NAN;
    if (c->status == GLN_OK) {
        c->status = gln_hcluster__tree(d, n, linkage, merges, &c->err);
    }
    for (size_t i = 0; c->status == GLN_OK && i + 1 < n; i++) {
        calc_put_at(c, merges[i].height, "%s_heights[%zu]", name, i);
        calc_put_at(c, (double)merges[i].left, "%s_merge[%zu][0]", name, i);
        calc_put_at(c, (double)merges[i].right, "%s_merge[%zu][1]", name, i);
        calc_put_at(c, 2, "%s_merge[%zu]#", name, i);
    }
    calc_put_at(c, n ? (double)n - 1 : 0, "%s_heights#", name);
    calc_put_at(c, n ? (double)n - 1 : 0, "%s_merge#", name);
    for (size_t k = 1; c->status == GLN_OK && k <= n && k <= 20; k++) {
        c->status = gln_hcluster__cut(merges, n, k, clusters, &c->err);
        for (size_t i = 0; i < n; i++) {
            calc_put_at(c, (double)clusters[i], "%s_cut%zu[%zu]", name, k, i);
        }
        calc_put_at(c, (double)n, "%s_cut%zu#", name, k);
    }
    if (c->status == GLN_OK) {
        c->status = gln_hcluster__cophenetic(before, n, merges, &r, &c->err);
        calc_put_at(c, r, "%s_cophenetic_cor", name);
        if (linkage == GLN_LINK_AVERAGE) {
            calc_put(c, "cophenetic_cor", r);
        }
    }
}

void calc_multivariate(calc_case *c)
{
    calc_matrix m = calc_rows(c, "counts");
    size_t k = m.rows < m.columns ? m.rows : m.columns;
    double *values = calc_array(c, k, sizeof *values), *scores = calc_array(c, m.rows * k, sizeof *scores);
    calc_matrix rates = {calc_array(c, m.rows * m.columns, sizeof(double)), m.rows, m.columns};
    for (size_t t = 0; c->status == GLN_OK && t < m.rows; t++) {
        double total = 0;
        for (size_t w = 0; w < m.columns; w++) {
            total += m.items[t * m.columns + w];
        }
        for (size_t w = 0; w < m.columns; w++) {
            rates.items[t * m.columns + w] = m.items[t * m.columns + w] / total;
        }
    }
    if (c->status == GLN_OK) {
        c->status = gln_factors__singular(m.items, m.rows, m.columns, values, NULL, &c->err);
        calc_put_list(c, "svd", values, k);
    }
    if (c->status == GLN_OK) {
        c->status = gln_factors__principal(rates.items, m.rows, m.columns, values, scores, &c->err);
        calc_put_list(c, "pca_sdev", values, k);
    }
    for (size_t a = 0; c->status == GLN_OK && a < k; a++) {
        char name[64];
        (void)snprintf(name, sizeof name, "pca_abs_scores_pc%zu", a + 1);
        put_absolute(c, name, scores + a, m.rows, k);
    }
    if (c->status == GLN_OK) {
        calc_correspondence(c);
        put_tree(c, &rates, GLN_LINK_WARD, "ward");
        put_tree(c, &rates, GLN_LINK_AVERAGE, "average");
        put_tree(c, &rates, GLN_LINK_SINGLE, "single");
        put_tree(c, &rates, GLN_LINK_COMPLETE, "complete");
    }
}

void calc_neighbours(calc_case *c)
{
    size_t n = 0;
    double *x = calc_numbers(c, "x", &n);
    gln_neighbour_merge *merges = calc_array(c, n, sizeof *merges);
    if (c->status == GLN_OK) {
        c->status = gln_hcluster__neighbours(x, n, merges, &c->err);
    }
    for (size_t i = 0; c->status == GLN_OK && i + 1 < n; i++) {
        const size_t ends[3] = {merges[i].start, merges[i].middle, merges[i].end};
        for (size_t side = 0; side < 2; side++) {
            for (size_t p = ends[side]; p < ends[side + 1]; p++) {
                calc_put_at(c, (double)p, "merges[%zu].merge[%zu][%zu]", i, side, p - ends[side]);
            }
            calc_put_at(c, (double)(ends[side + 1] - ends[side]), "merges[%zu].merge[%zu]#", i, side);
        }
        calc_put_at(c, 2, "merges[%zu].merge#", i);
        calc_put_at(c, merges[i].sd, "merges[%zu].sd", i);
    }
    calc_put(c, "merges#", n ? (double)n - 1 : 0);
}

/* ---- weights ----------------------------------------------------------------------------------------------------- */

typedef struct weighting {
    const char *name;
    gln_tf tf;
    gln_idf idf;
    bool unit; /* rows of length 1 */
} weighting;

static void weigh(const profiles *p, const weighting *kind, double *out)
{
    size_t texts = p->counts.texts, words = p->counts.words;
    for (size_t w = 0; w < words; w++) {
        size_t df = 0;
        for (size_t t = 0; t < texts; t++) {
            df += p->counts.counts[t * words + w] > 0;
        }
        double idf = gln_tfidf__idf((double)texts, (double)df, kind->idf);
        for (size_t t = 0; t < texts; t++) {
            double tf = gln_tfidf__tf((double)p->counts.counts[t * words + w], kind->tf);
            out[t * words + w] = tf > 0 ? tf * idf : 0;
        }
    }
    for (size_t t = 0; kind->unit && t < texts; t++) {
        double squares = 0;
        for (size_t w = 0; w < words; w++) {
            squares += out[t * words + w] * out[t * words + w];
        }
        for (size_t w = 0; w < words; w++) {
            out[t * words + w] /= squares > 0 ? sqrt(squares) : 1;
        }
    }
}

static double cosine(const double *a, const double *b, size_t n)
{
    double dot = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < n; i++) {
        dot += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    return aa > 0 && bb > 0 ? dot / sqrt(aa) / sqrt(bb) : (double)NAN;
}

void calc_tfidf(calc_case *c)
{
    static const weighting kinds[] = {
        {"sklearn_default_smooth_l2", GLN_TF_RAW, GLN_IDF_SMOOTH, true},
        {"no_smooth_l2", GLN_TF_RAW, GLN_IDF_PLUS_ONE, true},
        {"sublinear_l2", GLN_TF_SUBLINEAR, GLN_IDF_SMOOTH, true},
        {"raw_no_norm", GLN_TF_RAW, GLN_IDF_PLUS_ONE, false},
        {"textbook", GLN_TF_RAW, GLN_IDF_PLAIN, false},
    };
    profiles p = read_profiles(c);
    size_t texts = p.counts.texts, words = p.counts.words;
    double *weights = calc_array(c, texts * words, sizeof *weights);
    for (size_t k = 0; c->status == GLN_OK && k < sizeof kinds / sizeof *kinds; k++) {
        weigh(&p, &kinds[k], weights);
        for (size_t i = 0; i < texts * words; i++) {
            calc_put_at(c, weights[i], "%s.matrix[%zu][%zu]", kinds[k].name, i / words, i % words);
        }
        for (size_t t = 0; t < texts; t++) {
            calc_put_at(c, (double)words, "%s.matrix[%zu]#", kinds[k].name, t);
            for (size_t u = t + 1; u < texts; u++) {
                calc_put_at(c, cosine(weights + t * words, weights + u * words, words), "%s.cosine.%zu-%zu",
                            kinds[k].name, t, u);
            }
        }
        calc_put_at(c, (double)texts, "%s.matrix#", kinds[k].name);
    }
}

/* Correlation of distances with spans of time (Mantel 1967). */
void calc_drift(calc_case *c)
{
    size_t n = 0;
    double *t = calc_numbers(c, "t", &n);
    const gln_json_node *jsd = gln_json__get(c->inputs, "jsd");
    double s[6] = {0};
    for (const gln_json_node *p = gln_json__first(jsd); p && c->status == GLN_OK; p = gln_json__next(p)) {
        size_t a = n, b = n;
        double d = NAN;
        char name[48];
        gln_slice text = gln_json__name(p);
        (void)snprintf(name, sizeof name, "%.*s", (int)(text.len < 40 ? text.len : 40), text.ptr);
        if (sscanf(name, "%zu-%zu", &a, &b) != 2 || a >= n || b >= n || !gln_json__number(p, &d)) {
            c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input 'jsd' names no pair of 't'");
            return;
        }
        double span = fabs(t[a] - t[b]);
        const double terms[6] = {1, d, span, d * d, span * span, d * span};
        for (size_t i = 0; i < 6; i++) {
            s[i] += terms[i];
        }
    }
    calc_put(c, "r", (s[5] - s[1] * s[2] / s[0]) / sqrt((s[3] - s[1] * s[1] / s[0]) * (s[4] - s[2] * s[2] / s[0])));
}
