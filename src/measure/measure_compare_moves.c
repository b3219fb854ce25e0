/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison in short: what came, went, rose and fell, with the articles behind each. */
#include "measure/measure_behind.h"
#include "measure/measure_compare.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 10 }; /* rows of a kind */

typedef enum kind { CAME, WENT, ROSE, FELL, KINDS } kind;

enum {
    A,
    B,
    KIND,
    RANK,
    TERM,
    COUNT_A,
    COUNT_B,
    DOCS_A,
    DOCS_B,
    LOG_RATIO,
    LRC,
    Z,
    P_ADJ,
    SIDE,
    ARTICLES,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"a", GLN_TYPE_STRING, NULL, "A", "name of the first selection, the later one of periods"},
    {"b", GLN_TYPE_STRING, NULL, "B", "name of the second selection"},
    {"kind", GLN_TYPE_STRING, NULL, "Kind",
     "came: in A and not in B; went: in B and not in A; rose: more in A than in B; fell: less"},
    {"rank", GLN_TYPE_INTEGER, NULL, "Rank", "place among those of the kind, as in compare; ten at most"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word, or the term as it was given"},
    {"count_a", GLN_TYPE_INTEGER, "occurrences", "Count in A", "occurrences in A"},
    {"count_b", GLN_TYPE_INTEGER, "occurrences", "Count in B", "occurrences in B"},
    {"doc_freq_a", GLN_TYPE_INTEGER, "articles", "Articles in A", "articles of A in which it occurs"},
    {"doc_freq_b", GLN_TYPE_INTEGER, "articles", "Articles in B", "articles of B in which it occurs"},
    {"log_ratio", GLN_TYPE_NUMBER, "log2", "Log Ratio", "as in compare; null where a count is 0"},
    {"lrc", GLN_TYPE_NUMBER, "log2", "Conservative Log Ratio", "as in compare"},
    {"log_odds_z", GLN_TYPE_NUMBER, "standard errors", "Log-odds z", "as in compare"},
    {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p", "as in compare; null where nothing could be tested"},
    {"side", GLN_TYPE_STRING, NULL, "Side", "a or b: whose articles stand behind it"},
    {"articles", GLN_TYPE_ARRAY, NULL, "Articles behind it",
     "of those with most hits, at most five: article, hits, headline"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok: p_adj is at most alpha; descriptive_only: too few units for any term to reach it, so the first by log-odds "
     "z"},
};

gln_status gln_compare_moves_begin(gln_table **out, gln_error *err)
{
    return gln_table_new("compare_moves", "What came, went, rose and fell", fields, N_FIELDS, out, err);
}

static kind kind_of(const gln_compare_row *row)
{
    if (row->counts.f1 == 0 || row->counts.f2 == 0) {
        return row->counts.f1 ? CAME : WENT;
    }
    return row->log_ratio > 0 ? ROSE : FELL;
}

static gln_status put_articles(gln_table *table, const gln_compare_pair *pair, const gln_compare_row *row, int side,
                               gln_buffer *text, gln_error *err)
{
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    const gln_freq_posting *postings = NULL;
    const gln_freq_term *term = row->term->side[side];
    size_t n = term ? term->n_postings : 0;
    gln_freq_posting *own = gln_memory__array(n, sizeof *own);
    gln_status status = own ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK && n) {
        status = gln_freq_view__postings(pair->view[side], term, &reader, &postings, err);
    }
    if (status == GLN_OK && n) {
        memcpy(own, postings, n * sizeof *own);
    }
    if (status == GLN_OK) {
        status = gln_behind__json(pair->view[side], own, n, text, err);
        gln_table_set_text(table, ARTICLES, gln_buffer__slice(text));
    }
    free(own);
    gln_freq_reader__clear(&reader);
    return status;
}

static gln_status put_row(gln_table *table, const gln_compare_pair *pair, const gln_compare_row *row, kind of,
                          size_t rank, bool tested, gln_buffer *text, gln_error *err)
{
    static const char *const names[KINDS] = {"came", "went", "rose", "fell"};
    const gln_compare_options *options = pair->options;
    int side = of == WENT || of == FELL;
    double p = exp(row->ln_p_adj);
    gln_table_row(table);
    gln_table_set_text(table, A, options->label_a.ptr ? options->label_a : GLN_LIT("A"));
    gln_table_set_text(table, B, options->label_b.ptr ? options->label_b : GLN_LIT("B"));
    gln_table_set_text(table, KIND, gln_slice_of(names[of]));
    gln_table_set_integer(table, RANK, rank);
    gln_table_set_text(table, TERM, gln_compare_term__text(row->term));
    gln_table_set_integer(table, COUNT_A, row->counts.f1);
    gln_table_set_integer(table, COUNT_B, row->counts.f2);
    gln_table_set_integer(table, DOCS_A, row->term->side[0] ? row->term->side[0]->n_postings : 0);
    gln_table_set_integer(table, DOCS_B, row->term->side[1] ? row->term->side[1]->n_postings : 0);
    gln_table_set_number(table, LOG_RATIO, row->log_ratio);
    gln_table_set_number(table, LRC, row->lrc);
    gln_table_set_number(table, Z, row->z);
    gln_table_set_number(table, P_ADJ, p > 1e-300 ? p : (double)NAN);
    gln_table_set_text(table, SIDE, side ? GLN_LIT("b") : GLN_LIT("a"));
    gln_table_set_text(table, STATUS, tested ? GLN_LIT("ok") : GLN_LIT("descriptive_only"));
    return put_articles(table, pair, row, side, text, err);
}

gln_status gln_compare_moves__add(gln_table *table, const gln_compare_pair *pair, const gln_compare_rows *rows,
                                  gln_error *err)
{
    size_t ranks[KINDS] = {0};
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    double least = log(pair->options->alpha);
    for (size_t i = 0; i < rows->n && status == GLN_OK; i++) {
        const gln_compare_row *row = &rows->items[rows->order[i]];
        bool passes = rows->descriptive ? isfinite(row->z) && row->z != 0 : row->ln_p_adj <= least;
        if (!passes || (row->counts.f1 == 0 && row->counts.f2 == 0)) {
            continue;
        }
        kind of = kind_of(row);
        if (ranks[of] < MOST) {
            status = put_row(table, pair, row, of, ++ranks[of], !rows->descriptive, &text, err);
        }
    }
    if (status == GLN_OK) {
        status = text.failed ? gln_error__nomem(err) : gln_table_check(table, err);
    }
    gln_buffer__free(&text);
    return status;
}
