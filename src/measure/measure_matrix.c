/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_matrix.h"

#include <stdlib.h>

enum {
    DOC,
    ARTICLE,
    NEWSPAPER,
    DATE,
    EDITION,
    PAGE,
    SECTION,
    AGENCY,
    ORDER,
    HEADLINE,
    TOKENS,
    CHARS,
    D_STATUS,
    N_DOC_FIELDS
};

static const gln_field doc_fields[N_DOC_FIELDS] = {
    {"doc", GLN_TYPE_INTEGER, NULL, "Row", "row of the matrix, counted from 1"},
    {"article", GLN_TYPE_STRING, NULL, "Article", "id of the article, as the articles table has it"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "name of the newspaper; null where unknown"},
    {"date", GLN_TYPE_DATE, NULL, "Date", "day of the issue; null where year, month or day is unknown"},
    {"edition", GLN_TYPE_STRING, NULL, "Edition", "edition of the issue; null where there is one only"},
    {"page", GLN_TYPE_STRING, NULL, "Page", "page as printed; null where unknown"},
    {"section", GLN_TYPE_STRING, NULL, "Section", "section as printed; null where unknown"},
    {"agency", GLN_TYPE_STRING, NULL, "Agency", "agency or desk that the text is of; null where unknown"},
    {"order", GLN_TYPE_INTEGER, NULL, "Order", "place of the article in its file, counted from 1"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "the article's headline, all parts joined"},
    {"tokens", GLN_TYPE_INTEGER, "tokens", "Tokens", "words and numbers of the part counted; numbers are no column"},
    {"chars", GLN_TYPE_INTEGER, "characters", "Characters", "characters of those tokens"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; undated: the day of the issue is not fully known"},
};

enum { COLUMN, TERM, COUNT, DOC_FREQ, T_STATUS, N_TERM_FIELDS };

static const gln_field term_fields[N_TERM_FIELDS] = {
    {"column", GLN_TYPE_INTEGER, NULL, "Column", "column of the matrix, counted from 1"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word in its normalized form, or the term as it was given"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "sum of the column"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "entries of the column"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; no_hits: a given term that does not occur"},
};

gln_status gln_matrix__new_docs(gln_table **out, gln_error *err)
{
    return gln_table_new("matrix_docs", "Documents of the matrix", doc_fields, N_DOC_FIELDS, out, err);
}

gln_status gln_matrix__new_terms(gln_table **out, gln_error *err)
{
    return gln_table_new("matrix_terms", "Terms of the matrix", term_fields, N_TERM_FIELDS, out, err);
}

/* An unknown text is null. */
static void set_known(gln_table *table, size_t column, gln_slice text)
{
    if (text.len) {
        gln_table_set_text(table, column, text);
    }
}

gln_status gln_matrix__fill_docs(const gln_freq_view *view, gln_table *table, gln_error *err)
{
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    gln_status status = GLN_OK;
    for (size_t d = 0; d < view->n_docs && status == GLN_OK; d++) {
        const gln_counted_issue *issue = &view->issues[view->docs[d].issue];
        gln_freq_detail detail;
        char date[GLN_DATE_SIZE];
        status = gln_freq_view__detail(view, d, &reader, &detail, err);
        if (status != GLN_OK) {
            break;
        }
        gln_table_row(table);
        gln_table_set_integer(table, DOC, d + 1);
        gln_table_set_text(table, ARTICLE, detail.id);
        set_known(table, NEWSPAPER, issue->newspaper);
        if (gln_date_full(issue->date)) {
            gln_table_set_text(table, DATE, gln_slice_of(gln_date_edtf(issue->date, date)));
        }
        set_known(table, EDITION, issue->edition);
        set_known(table, PAGE, detail.page);
        set_known(table, SECTION, detail.section);
        set_known(table, AGENCY, detail.agency);
        gln_table_set_integer(table, ORDER, detail.order);
        set_known(table, HEADLINE, detail.headline);
        gln_table_set_integer(table, TOKENS, view->docs[d].n_tokens);
        gln_table_set_integer(table, CHARS, detail.n_chars);
        gln_table_set_text(table, D_STATUS, gln_date_full(issue->date) ? GLN_LIT("ok") : GLN_LIT("undated"));
    }
    gln_freq_reader__clear(&reader);
    if (status == GLN_OK) {
        status = gln_table_flush(table, err);
    }
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

gln_status gln_matrix__fill_terms(const gln_freq_view *view, const uint8_t *keep, gln_table *table, gln_error *err)
{
    uint64_t column = 0;
    gln_freq_terms terms = {.view = view};
    const gln_freq_term *term;
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    for (size_t t = 0; status == GLN_OK && term; t++) {
        if (keep[t]) {
            gln_table_row(table);
            gln_table_set_integer(table, COLUMN, ++column);
            gln_table_set_text(table, TERM, term->text);
            gln_table_set_integer(table, COUNT, term->count);
            gln_table_set_integer(table, DOC_FREQ, term->n_postings);
            gln_table_set_text(table, T_STATUS, term->n_postings ? GLN_LIT("ok") : GLN_LIT("no_hits"));
        }
        status = gln_freq_terms__next(&terms, &term, err);
    }
    gln_freq_terms__clear(&terms);
    if (status == GLN_OK) {
        status = gln_table_flush(table, err);
    }
    return status == GLN_OK ? gln_table_check(table, err) : status;
}

/* A term's hits, UINT64_MAX of given ones, and its place, which is in the order of bytes. */
typedef struct ranked {
    uint64_t count;
    uint32_t place, n_postings;
} ranked;

static int by_count(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

gln_status gln_matrix__choose(const gln_freq_view *view, uint64_t min_count, size_t top, uint8_t *keep, size_t *n_terms,
                              uint64_t *n_entries, gln_error *err)
{
    ranked *order = gln_memory__array(view->n_terms, sizeof *order);
    size_t n = 0;
    gln_freq_terms terms = {.view = view};
    const gln_freq_term *term;
    gln_status status = order ? gln_freq_terms__next(&terms, &term, err) : gln_error__nomem(err);
    for (uint32_t t = 0; status == GLN_OK && term; t++) {
        if (view->given || term->count >= min_count) {
            order[n++] = (ranked){view->given ? UINT64_MAX : term->count, t, term->n_postings};
        }
        status = gln_freq_terms__next(&terms, &term, err);
    }
    if (status == GLN_OK && top && top < n) {
        qsort(order, n, sizeof *order, by_count);
        while (n > top && order[n - 1].count != UINT64_MAX) {
            n--;
        }
    }
    *n_terms = n;
    *n_entries = 0;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        keep[order[i].place] = 1;
        *n_entries += order[i].n_postings;
    }
    gln_freq_terms__clear(&terms);
    free(order);
    return status;
}
