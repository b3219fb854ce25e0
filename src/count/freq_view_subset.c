/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/freq_counts.h"

#include <stdlib.h>

/* Documents and issues that stay, and the new number of each; GLN_NO_ID where it goes. */
static gln_status keep_docs(const gln_freq_view *view, const uint8_t *keep, gln_freq_view *out, uint32_t *number,
                            gln_error *err)
{
    gln_counted_issue *issues = gln_arena__array(&out->arena, view->n_issues, sizeof *issues);
    gln_freq_doc *docs = gln_arena__array(&out->arena, view->n_docs, sizeof *docs);
    uint32_t *article_of = gln_arena__array(&out->arena, view->n_docs, sizeof *article_of);
    uint32_t *issue_number = gln_memory__array(view->n_issues, sizeof *issue_number);
    if (!issues || !docs || !article_of || !issue_number) {
        free(issue_number);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < view->n_issues; i++) {
        issue_number[i] = keep[i] ? (uint32_t)out->n_issues : GLN_NO_ID;
        if (keep[i]) {
            issues[out->n_issues++] = view->issues[i];
        }
    }
    for (size_t d = 0; d < view->n_docs; d++) {
        uint32_t issue = issue_number[view->docs[d].issue];
        number[d] = issue == GLN_NO_ID ? GLN_NO_ID : (uint32_t)out->n_docs;
        if (issue != GLN_NO_ID) {
            docs[out->n_docs] = view->docs[d];
            article_of[out->n_docs] = view->article_of[d];
            docs[out->n_docs++].issue = issue;
            out->n_tokens += view->docs[d].n_tokens;
            out->n_chars += view->docs[d].n_chars;
        }
    }
    out->issues = issues;
    out->docs = docs;
    out->article_of = article_of;
    free(issue_number);
    return GLN_OK;
}

static gln_status keep_terms(const gln_freq_view *view, gln_freq_view *out, const uint32_t *number, gln_error *err)
{
    gln_freq_term *terms = gln_arena__array(&out->arena, view->n_terms, sizeof *terms);
    size_t n = 0;
    for (size_t t = 0; t < view->n_terms; t++) {
        for (size_t i = 0; i < view->terms[t].n_postings; i++) {
            n += number[view->terms[t].postings[i].doc] != GLN_NO_ID;
        }
    }
    gln_freq_posting *postings = gln_arena__array(&out->arena, n, sizeof *postings);
    if (!terms || !postings) {
        return gln_error__nomem(err);
    }
    for (size_t t = 0; t < view->n_terms; t++) {
        gln_freq_term term = view->terms[t];
        term.postings = postings + out->n_postings;
        term.n_postings = 0;
        term.count = 0;
        for (size_t i = 0; i < view->terms[t].n_postings; i++) {
            gln_freq_posting p = view->terms[t].postings[i];
            if (number[p.doc] != GLN_NO_ID) {
                postings[out->n_postings++] = (gln_freq_posting){number[p.doc], p.count};
                term.n_postings++;
                term.count += p.count;
            }
        }
        if (term.n_postings || term.given != GLN_NO_ID) {
            terms[out->n_terms++] = term;
        }
    }
    out->terms = terms;
    return GLN_OK;
}

gln_status gln_freq_view__subset(const gln_freq_view *view, const uint8_t *keep, gln_freq_view *out, gln_error *err)
{
    gln_freq_view part = {.counter = view->counter,
                          .given = view->given,
                          .spool = GLN_SPOOL_INIT,
                          .names = GLN_SPOOL_INIT,
                          .arena = GLN_ARENA_INIT};
    uint32_t *number = gln_memory__array(view->n_docs, sizeof *number);
    gln_status status = number ? keep_docs(view, keep, &part, number, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status =
            view->spool.fd < 0 ? keep_terms(view, &part, number, err) : gln_freq_view__filter(view, number, &part, err);
    }
    free(number);
    if (status == GLN_OK) {
        *out = part;
    } else {
        gln_freq_view__free(&part);
    }
    return status;
}
