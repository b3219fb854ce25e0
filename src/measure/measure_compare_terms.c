/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_compare.h"
#include "stats/dispersion.h"
#include "stats/logodds.h"
#include "stats/numeric.h"
#include "stats/padjust.h"

#include <math.h>
#include <stdlib.h>

/* A term with fewer hits on both sides together has the caveat few_hits. Exact tests of fewer than KEPT are kept: most
 * of a vocabulary has the same few counts. */
enum { FEW_HITS = 10, KEPT = 64, KEPT_SIDE = 32 };

/* Room for the articles of one term, and the sides as parts. */
typedef struct bench {
    const gln_compare_pair *pair;
    gln_parts articles[2];
    uint64_t *hits; /* as many as the larger side has documents, like the two below */
    uint64_t *sizes;
    double *scratch;
    uint64_t n_tokens[2];
    gln_freq_reader readers[2]; /* by side */
    unsigned caveats;           /* of the design: alike for all terms */
    double exact[KEPT * KEPT];  /* ln p of the exact test by hits of both sides and of A; 1 where not yet made */
} bench;

/* One side of a term over its units. */
typedef struct side_sums {
    double y;     /* hits in units */
    double e;     /* tokens of all units */
    double yy_e;  /* sum y^2/e over units with hits */
    uint64_t top; /* hits of the article that has most */
} side_sums;

static void close_bench(bench *b)
{
    free(b->hits);
    free(b->sizes);
    free(b->scratch);
    gln_freq_reader__clear(&b->readers[0]);
    gln_freq_reader__clear(&b->readers[1]);
}

static unsigned design_caveats(const gln_compare_units *units)
{
    unsigned caveats = 0;
    caveats |= strcmp(units->name, "article") == 0 ? GLN_CAVEAT_CLUSTERED : 0;
    caveats |= strcmp(units->name, "block") == 0 ? GLN_CAVEAT_AUTOCORRELATED : 0;
    caveats |= units->reference ? GLN_CAVEAT_REFERENCE : 0;
    caveats |= units->n[0] + units->n[1] < 2 * GLN_COMPARE_LEAST_UNITS ? GLN_CAVEAT_FEW_UNITS : 0;
    caveats |= units->shared_articles ? GLN_CAVEAT_OVERLAP : units->shared_issues ? GLN_CAVEAT_SHARED_ISSUES : 0;
    return caveats;
}

static gln_status open_bench(const gln_compare_pair *pair, bench *out, gln_error *err)
{
    bench b = {.pair = pair, .caveats = design_caveats(&pair->units)};
    size_t most = 0;
    for (int s = 0; s < 2; s++) {
        const gln_freq_view *view = pair->view[s];
        most = view->n_docs > most ? view->n_docs : most;
        b.n_tokens[s] = view->n_tokens;
        for (size_t d = 0; d < view->n_docs; d++) {
            uint64_t size = view->docs[d].n_tokens;
            gln_parts *parts = &b.articles[s];
            if (size) {
                parts->min_size = parts->n && parts->min_size < size ? parts->min_size : size;
                parts->n++;
                parts->size += size;
            }
        }
    }
    b.hits = gln_memory__array(most, sizeof *b.hits);
    b.sizes = gln_memory__array(most, sizeof *b.sizes);
    b.scratch = gln_memory__array(most, sizeof *b.scratch);
    if (!b.hits || !b.sizes || !b.scratch) {
        close_bench(&b);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < KEPT * KEPT; i++) {
        b.exact[i] = 1;
    }
    *out = b;
    return GLN_OK;
}

/* One pass over the postings of a side: sums over units, which postings visit in order, and dispersion over articles.
 */
static gln_status gather(bench *b, int side, const gln_freq_term *term, gln_compare_row *row, side_sums *out,
                         gln_error *err)
{
    const gln_freq_view *view = b->pair->view[side];
    const gln_compare_units *units = &b->pair->units;
    side_sums sums = {.e = (double)b->n_tokens[side]};
    if (side && b->pair->reference) {
        double hits = term ? (double)term->count : 0;
        row->dp[side] = row->d_a[side] = NAN;
        *out = (side_sums){.y = hits, .e = sums.e, .yy_e = hits * (hits / sums.e)};
        return GLN_OK;
    }
    double y = 0;
    uint32_t unit = GLN_NO_ID;
    size_t n = term ? term->n_postings : 0;
    const gln_freq_posting *postings = NULL;
    gln_status status = term ? gln_freq_view__postings(view, term, &b->readers[side], &postings, err) : GLN_OK;
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        gln_freq_posting posting = postings[i];
        uint32_t here = units->of_doc[side][posting.doc];
        b->hits[i] = posting.count;
        b->sizes[i] = view->docs[posting.doc].n_tokens;
        sums.top = posting.count > sums.top ? posting.count : sums.top;
        if (here == GLN_NO_ID) {
            continue;
        }
        if (here != unit && unit != GLN_NO_ID) {
            sums.yy_e += y * y / units->exposure[unit];
            y = 0;
        }
        unit = here;
        y += (double)posting.count;
        sums.y += (double)posting.count;
    }
    if (unit != GLN_NO_ID) {
        sums.yy_e += y * y / units->exposure[unit];
    }
    gln_dispersion spread;
    gln_dispersion__sparse(b->articles[side], b->hits, b->sizes, n, b->scratch, &spread);
    row->dp[side] = spread.dp;
    row->d_a[side] = spread.d_a < 0 ? 0 : spread.d_a; /* rounding */
    *out = sums;
    return GLN_OK;
}

/* ln of the mid-p of the exact conditional test (Lancaster 1961): half of the probability of what was seen left out,
 * since the whole of it makes a test of few hits reject far less than its level. */
static double exact_test(bench *b, const side_sums s[2], double hits, double tokens)
{
    double *kept = hits < KEPT ? &b->exact[(size_t)hits * KEPT + (size_t)s[0].y] : NULL;
    if (kept && *kept <= 0) {
        return *kept;
    }
    double ln_p = fmin(0, gln_stats__ln_binomial_two_sided(s[0].y, hits, s[0].e / tokens, s[1].e / tokens));
    double ln_at = gln_stats__ln_binomial_pmf(s[0].y, hits, s[0].e / tokens, s[1].e / tokens);
    ln_p = fmin(0, ln_p + log1p(-0.5 * exp(ln_at - ln_p)));
    if (kept) {
        *kept = ln_p;
    }
    return ln_p;
}

/* The quasi-Poisson F test of gln_compare_rule. Pearson's X2 within the sides is taken at the pooled rate r: sum (y -
 * r_s e)^2/(r e) = (sum y^2/e - Y_s^2/E_s)/r, so that a side without hits, where nothing can vary, does not halve it.
 */
static void test(bench *b, const side_sums s[2], gln_compare_row *row)
{
    const gln_compare_units *units = &b->pair->units;
    double n = (double)(units->n[0] + units->n[1]), hits = s[0].y + s[1].y, tokens = s[0].e + s[1].e;
    if (n < GLN_COMPARE_LEAST_UNITS || !(hits > 0)) {
        return;
    }
    /* a list is no sample of the same: units vary about the rate of A alone */
    double rate = units->reference && s[0].y > 0 ? s[0].y / s[0].e : hits / tokens, within = 0, deviance = 0;
    for (int side = 0; side < 2; side++) {
        within += fmax(0, s[side].yy_e - s[side].y * (s[side].y / s[side].e)) / rate;
        deviance += 2 * gln_stats__deviance(s[side].y, hits * (s[side].e / tokens));
    }
    row->phi = fmax(1, within / (n - 2));
    row->f = deviance / row->phi;
    if (units->shared_articles) {
        return;
    }
    row->ln_p = fmin(0, gln_stats__ln_f_sf(row->f, 1, n - 2));
    row->ln_p = fmax(fmax(row->ln_p, exact_test(b, s, hits, tokens)), units->ln_min_p);
}

static void describe(const bench *b, gln_compare_row *row)
{
    gln_keyness keyness;
    gln_logodds odds;
    uint64_t f1 = row->counts.f1, n1 = row->counts.n1, f2 = row->counts.f2, n2 = row->counts.n2;
    gln_table2x2__measure(row->counts, &keyness);
    row->log_ratio = keyness.log_ratio;
    row->g2 = keyness.g2;
    row->g2_ln_p = keyness.g2_ln_p;
    row->status = keyness.status;
    if (strcmp(keyness.status, GLN_STATS_OK) == 0) {
        double prior = gln_logodds__prior(f1 + f2, n1 + n2, b->pair->options->prior);
        gln_logodds__measure(f1, n1, f2, n2, prior, b->pair->options->prior, &odds);
        row->z = odds.z;
    }
}

static gln_status measure(bench *b, const gln_compare_term *term, gln_compare_row *out, gln_error *err)
{
    gln_compare_row row = {.term = term,
                           .log_ratio = NAN,
                           .low = NAN,
                           .high = NAN,
                           .lrc = NAN,
                           .g2 = NAN,
                           .g2_ln_p = NAN,
                           .z = NAN,
                           .phi = NAN,
                           .f = NAN,
                           .ln_p = NAN,
                           .ln_p_adj = NAN,
                           .p_permutation = NAN,
                           .caveats = b->caveats};
    side_sums sums[2];
    for (int s = 0; s < 2; s++) {
        gln_status status = gather(b, s, term->side[s], &row, &sums[s], err);
        if (status != GLN_OK) {
            return status;
        }
    }
    row.counts = (gln_table2x2){term->side[0] ? term->side[0]->count : 0, b->n_tokens[0],
                                term->side[1] ? term->side[1]->count : 0, b->n_tokens[1]};
    describe(b, &row);
    if (strcmp(row.status, GLN_STATS_OK) == 0) {
        test(b, sums, &row);
    }
    uint64_t top = sums[0].top > sums[1].top ? sums[0].top : sums[1].top;
    row.caveats |= term->count < FEW_HITS ? GLN_CAVEAT_FEW_HITS : 0;
    uint64_t in_articles = b->pair->reference ? row.counts.f1 : term->count;
    row.caveats |= in_articles > 1 && top >= in_articles - top ? GLN_CAVEAT_BURSTY : 0;
    *out = row;
    return GLN_OK;
}

/* Exact intervals at one level, those of few hits kept. */
typedef struct kept_intervals {
    double conf;
    gln_keyness_interval items[KEPT_SIDE * KEPT_SIDE]; /* status NULL: not yet made */
} kept_intervals;

static gln_keyness_interval interval_of(kept_intervals *kept, gln_table2x2 t, double phi)
{
    gln_keyness_interval out, *item = NULL;
    if (t.f1 < KEPT_SIDE && t.f2 < KEPT_SIDE) {
        item = &kept->items[t.f1 * KEPT_SIDE + t.f2];
    }
    if (item && item->status) {
        out = *item;
        gln_table2x2__widen(t, phi, &out);
        return out;
    }
    gln_table2x2__interval(t, kept->conf, phi, &out);
    if (item) {
        *item = out;
    }
    return out;
}

/* Intervals at the row's own level, and the bound of LRC at the family's. */
static void add_intervals(gln_compare_row *row, kept_intervals *own_level, kept_intervals *family_level, size_t m)
{
    if (isnan(row->phi)) {
        return;
    }
    gln_keyness_interval own = interval_of(own_level, row->counts, row->phi);
    row->low = own.log_ratio_wide.low;
    row->high = own.log_ratio_wide.high;
    row->lrc = own.lrc_wide;
    if (m > 1 && row->lrc != 0) { /* the family's interval is the wider: it holds 0 where this one does */
        row->lrc = interval_of(family_level, row->counts, row->phi).lrc_wide;
    }
}

/* The row's status, once the family is known. */
static const char *status_of(const gln_compare_pair *pair, const gln_compare_row *row, bool descriptive)
{
    if (!gln_compare_pair__filled(pair)) {
        return "no_tokens";
    }
    if (row->term->count == 0) {
        return "no_hits";
    }
    if (strcmp(row->status, GLN_STATS_OK) != 0) {
        return row->status;
    }
    if (pair->units.shared_articles) {
        return "overlapping";
    }
    if (descriptive) {
        return "descriptive_only";
    }
    return row->counts.f1 == 0 || row->counts.f2 == 0 ? "one_sided" : "ok";
}

static gln_status finish(const gln_compare_pair *pair, gln_compare_rows *rows, gln_error *err)
{
    double alpha = pair->options->alpha;
    double *ln_p = gln_memory__array(rows->n, sizeof *ln_p);
    kept_intervals *kept = gln_memory__zeroed(2, sizeof *kept);
    if (!ln_p || !kept) {
        free(ln_p);
        free(kept);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < rows->n; i++) {
        ln_p[i] = rows->items[i].ln_p;
    }
    gln_status status = gln_padjust__apply(GLN_PADJUST_BH, ln_p, rows->n, ln_p, &rows->m, err);
    if (status == GLN_OK) {
        /* even the least p there can be, alone in the family, would be adjusted to above alpha */
        kept[0].conf = 1 - alpha;
        kept[1].conf = 1 - alpha / (double)rows->m;
        rows->descriptive = rows->m == 0 || pair->units.ln_min_p + log((double)rows->m) > log(alpha);
        for (size_t i = 0; i < rows->n; i++) {
            gln_compare_row *row = &rows->items[i];
            row->ln_p_adj = rows->descriptive ? NAN : ln_p[i];
            row->status = status_of(pair, row, rows->descriptive);
            rows->n_significant += row->ln_p_adj <= log(alpha);
            add_intervals(row, &kept[0], &kept[1], rows->m);
        }
    }
    free(ln_p);
    free(kept);
    return status;
}

/* What a row is ranked by. */
typedef struct rank_key {
    int group; /* 0: significant, 1: tested or described, 2: nothing to rank by */
    double first, second;
    size_t index; /* items are in order of the terms' bytes */
} rank_key;

static int by_rank(const void *a, const void *b)
{
    const rank_key *x = a, *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->first != y->first) {
        return x->first > y->first ? -1 : 1;
    }
    if (x->second != y->second) {
        return x->second > y->second ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

static gln_status rank(const gln_compare_pair *pair, gln_compare_rows *rows, gln_error *err)
{
    rank_key *keys = gln_memory__array(rows->n, sizeof *keys);
    rows->order = gln_memory__array(rows->n, sizeof *rows->order);
    if (!keys || !rows->order) {
        free(keys);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < rows->n; i++) {
        const gln_compare_row *row = &rows->items[i];
        double z = isnan(row->z) ? 0 : fabs(row->z);
        bool significant = row->ln_p_adj <= log(pair->options->alpha);
        keys[i] = significant ? (rank_key){0, fabs(row->lrc), z, i} : (rank_key){isnan(row->z) ? 2 : 1, z, 0, i};
    }
    if (rows->n) {
        qsort(keys, rows->n, sizeof *keys, by_rank);
    }
    for (size_t i = 0; i < rows->n; i++) {
        rows->order[i] = keys[i].index;
    }
    free(keys);
    return GLN_OK;
}

gln_status gln_compare_rows__make(const gln_compare_pair *pair, gln_compare_rows *out, gln_error *err)
{
    gln_compare_rows rows = {0};
    bench b = {0};
    uint64_t least = pair->given ? 0 : pair->options->min_count;
    for (size_t t = 0; t < pair->n_terms; t++) {
        rows.n += pair->terms[t].count >= least;
    }
    rows.n_filtered = pair->n_types - rows.n;
    rows.items = gln_memory__array(rows.n, sizeof *rows.items);
    gln_status status = rows.items ? open_bench(pair, &b, err) : gln_error__nomem(err);
    for (size_t t = 0, at = 0; t < pair->n_terms && status == GLN_OK; t++) {
        if (pair->terms[t].count >= least) {
            status = measure(&b, &pair->terms[t], &rows.items[at++], err);
        }
    }
    if (status == GLN_OK) {
        status = finish(pair, &rows, err);
    }
    if (status == GLN_OK) {
        status = rank(pair, &rows, err);
    }
    close_bench(&b);
    if (status == GLN_OK) {
        *out = rows;
    } else {
        gln_compare_rows__free(&rows);
    }
    return status;
}

void gln_compare_rows__free(gln_compare_rows *rows)
{
    free(rows->items);
    free(rows->order);
    *rows = (gln_compare_rows){0};
}
