/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_coding.h"

#include "measure/measure_period.h"
#include "stats/agreement.h"

#include <stdlib.h>

enum { DRAWS = 1999, CODES = 2 };

enum { TERM, PERIOD, START, END, HITS, SAMPLED, JUDGED, UNJUDGED, DISPUTED, MEANT, SHARE, LOW, HIGH, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given"},
    {"period", GLN_TYPE_STRING, NULL, "Period", "the stratum; null for the whole of the term"},
    {"period_start", GLN_TYPE_DATE, NULL, "First day", "of the period"},
    {"period_end", GLN_TYPE_DATE, NULL, "Last day", "of the period"},
    {"hits", GLN_TYPE_INTEGER, "occurrences", "Hits", "occurrences that the rows were drawn from"},
    {"sampled", GLN_TYPE_INTEGER, "rows", "Sampled", "rows of the sheets"},
    {"judged", GLN_TYPE_INTEGER, "rows", "Judged", "rows with a judgement that more than half of their coders share"},
    {"unjudged", GLN_TYPE_INTEGER, "rows", "Unjudged", "rows that no coder judged"},
    {"disputed", GLN_TYPE_INTEGER, "rows", "Disputed", "rows whose coders are divided equally: not among the judged"},
    {"meant", GLN_TYPE_INTEGER, "rows", "Meant", "judged rows in which the term means what it is counted for"},
    {"precision", GLN_TYPE_NUMBER, "share", "Precision",
     "share of the hits that are meant; of the whole term the mean of its periods weighted by their hits"},
    {"precision_low", GLN_TYPE_NUMBER, "share", "Precision, low",
     "lower limit (Wilson 1927) for rows drawn without replacement (Cochran 1977)"},
    {"precision_high", GLN_TYPE_NUMBER, "share", "Precision, high", "upper limit"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; complete: every hit was judged, so that nothing is left to chance; not_judged; partly_judged: a period of "
     "the "
     "term has no judged row and is left out of the whole"},
};

enum { A_TERM, A_CODERS, A_UNITS, A_VALUES, A_AGREEMENT, A_ALPHA, A_LOW, A_HIGH, A_DRAWS, A_STATUS, A_FIELDS };

static const gln_field agreement_fields[A_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "the term as it was given; null for all terms together"},
    {"coders", GLN_TYPE_INTEGER, "coders", "Coders", "sheets read"},
    {"units", GLN_TYPE_INTEGER, "rows", "Rows", "rows that two coders or more judged: only these tell"},
    {"judgements", GLN_TYPE_INTEGER, "judgements", "Judgements", "judgements of those rows"},
    {"agreement", GLN_TYPE_NUMBER, "share", "Agreement", "share of pairs of judgements of a row that agree"},
    {"alpha", GLN_TYPE_NUMBER, NULL, "Alpha",
     "Krippendorff's (1970) alpha for nominal values: 1 is full agreement, 0 what chance would give"},
    {"alpha_low", GLN_TYPE_NUMBER, NULL, "Alpha, low",
     "lower percentile over resamples of the rows (Efron 1979; Zapf et al. 2016)"},
    {"alpha_high", GLN_TYPE_NUMBER, NULL, "Alpha, high", "upper percentile"},
    {"draws", GLN_TYPE_INTEGER, "resamples", "Resamples", "resamples that have an alpha"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; one_coder; insufficient_data: fewer than two such rows; constant: all judgements are the same, so that alpha "
     "is not defined"},
};

static void set_precision(gln_table *table, gln_precision p, const char *status)
{
    gln_table_set_number(table, SHARE, p.share);
    gln_table_set_number(table, LOW, p.limits.low);
    gln_table_set_number(table, HIGH, p.limits.high);
    gln_table_set_text(table, STATUS, gln_slice_of(status));
}

static void put_counts(gln_table *table, gln_slice term, const gln_coded_stratum *s)
{
    gln_table_row(table);
    gln_table_set_text(table, TERM, term);
    gln_table_set_integer(table, HITS, s->hits);
    gln_table_set_integer(table, SAMPLED, s->sampled);
    gln_table_set_integer(table, JUDGED, s->judged);
    gln_table_set_integer(table, UNJUDGED, s->unjudged);
    gln_table_set_integer(table, DISPUTED, s->disputed);
    gln_table_set_integer(table, MEANT, s->meant);
}

/* In time; labels tell apart what has no days. */
static int by_day(const void *a, const void *b)
{
    const gln_coded_stratum *x = *(const gln_coded_stratum *const *)a, *y = *(const gln_coded_stratum *const *)b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return gln_slice_compare(x->label, y->label);
}

/* The strata of a term, then all of it. order has room for all strata. */
static void put_term(gln_table *table, const gln_codings *c, uint32_t term, const gln_coded_stratum **order,
                     double conf)
{
    gln_coded_stratum sum = {.term = term};
    size_t n = 0, empty = 0;
    char date[GLN_DATE_SIZE];
    for (size_t i = 0; i < c->strata_keys.count; i++) {
        if (c->strata[i].term == term) {
            order[n++] = &c->strata[i];
        }
    }
    qsort(order, n, sizeof(gln_coded_stratum *), by_day);
    for (size_t i = 0; i < n; i++) {
        const gln_coded_stratum *s = order[i];
        sum.hits += s->hits;
        sum.sampled += s->sampled;
        sum.judged += s->judged;
        sum.unjudged += s->unjudged;
        sum.disputed += s->disputed;
        sum.meant += s->meant;
        empty += s->judged == 0;
        if (s->start > s->end) {
            continue; /* a sample without periods is the whole */
        }
        put_counts(table, c->terms.items[term], s);
        gln_table_set_text(table, PERIOD, s->label);
        gln_table_set_text(table, START, gln_slice_of(gln_period__date(s->start, date)));
        gln_table_set_text(table, END, gln_slice_of(gln_period__date(s->end, date)));
        set_precision(table, gln_coded__precision(s, conf),
                      s->judged == 0         ? "not_judged"
                      : s->judged == s->hits ? "complete"
                                             : "ok");
    }
    put_counts(table, c->terms.items[term], &sum);
    set_precision(table, gln_codings__of_term(c, term, conf),
                  sum.judged == 0          ? "not_judged"
                  : empty                  ? "partly_judged"
                  : sum.judged == sum.hits ? "complete"
                                           : "ok");
}

/* Alpha over the units of a term, or of all (GLN_NO_ID). */
static gln_status put_agreement(gln_table *table, const gln_codings *c, uint32_t term, double conf, uint64_t seed,
                                gln_error *err)
{
    size_t n_units = c->unit_keys.count, cells;
    gln_alpha alpha;
    gln_rng *rng = NULL;
    gln_slice name = term == GLN_NO_ID ? (gln_slice){NULL, 0} : c->terms.items[term];
    int *codes = gln_size__mul(n_units, c->n_coders, &cells) ? gln_memory__array(cells, sizeof *codes) : NULL;
    gln_status status = codes ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; codes && i < cells; i++) {
        codes[i] = GLN_CODE_MISSING;
    }
    for (size_t i = 0; codes && i < c->n_codes; i++) {
        const gln_coded_code *one = &c->codes[i];
        if (term == GLN_NO_ID || c->strata[c->units[one->unit].stratum].term == term) {
            codes[(size_t)one->unit * c->n_coders + one->coder] = one->meant;
        }
    }
    if (status == GLN_OK) {
        status = gln_rng__new(gln_rng__seed(seed, name.ptr ? name : GLN_LIT(""), GLN_LIT("alpha")), &rng, err);
    }
    if (status == GLN_OK) {
        status = gln_alpha__nominal(codes, n_units, c->n_coders, CODES, conf, DRAWS, rng, &alpha, err);
    }
    if (status == GLN_OK) {
        gln_table_row(table);
        gln_table_set_text(table, A_TERM, name);
        gln_table_set_integer(table, A_CODERS, c->n_coders);
        gln_table_set_integer(table, A_UNITS, alpha.n_units);
        gln_table_set_integer(table, A_VALUES, alpha.n_values);
        gln_table_set_number(table, A_AGREEMENT, alpha.agreement);
        gln_table_set_number(table, A_ALPHA, alpha.alpha);
        gln_table_set_number(table, A_LOW, alpha.limits.low);
        gln_table_set_number(table, A_HIGH, alpha.limits.high);
        gln_table_set_integer(table, A_DRAWS, alpha.draws);
        gln_table_set_text(table, A_STATUS, gln_slice_of(c->n_coders < 2 ? "one_coder" : alpha.status));
    }
    gln_rng__free(rng);
    free(codes);
    return status;
}

gln_status gln_codings_tables(const gln_codings *c, double conf, uint64_t seed, gln_table **coding,
                              gln_table **agreement, gln_error *err)
{
    gln_table *rows = NULL, *coders = NULL;
    const gln_coded_stratum **order = gln_memory__array(c->strata_keys.count, sizeof(gln_coded_stratum *));
    gln_status status = order ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && !(conf > 0 && conf < 1)) {
        status = gln_error_set(err, GLN_ERR_USAGE, "a confidence of %g: it lies between 0 and 1", conf);
    }
    if (status == GLN_OK) {
        status = gln_table_new("coding", "Precision of the terms", fields, N_FIELDS, &rows, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("coding_agreement", "Agreement of the coders", agreement_fields, A_FIELDS, &coders, err);
    }
    for (uint32_t t = 0; t < c->terms.count && status == GLN_OK; t++) {
        put_term(rows, c, t, order, conf);
        status = put_agreement(coders, c, t, conf, seed, err);
    }
    if (status == GLN_OK) {
        status = put_agreement(coders, c, GLN_NO_ID, conf, seed, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(rows, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(coders, err);
    }
    union {
        const gln_coded_stratum **typed;
        void *any;
    } items = {order};
    free(items.any);
    if (status != GLN_OK) {
        gln_table_free(rows);
        gln_table_free(coders);
        return status;
    }
    *coding = rows;
    *agreement = coders;
    return GLN_OK;
}
