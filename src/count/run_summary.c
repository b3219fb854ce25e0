/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/run_summary.h"

#include "core/sha256.h"

#include <stdlib.h>

void gln_run_summary__clear(gln_run_summary *summary)
{
    gln_issues__clear(&summary->issues);
    gln_intern__clear(&summary->files);
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_run_summary *summary = counter;
    uint32_t id = 0;
    return gln_issues__add(&summary->issues, issue, &id, err);
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_run_summary *summary = counter;
    uint64_t n_tokens, n_chars;
    (void)err;
    gln_article_text__sums(text, GLN_PART_ALL, &n_tokens, &n_chars);
    summary->articles++;
    summary->tokens += n_tokens;
    return GLN_OK;
}

gln_count_job gln_run_summary__job(gln_run_summary *summary)
{
    return (gln_count_job){summary, &summary->options, true, begin, count};
}

gln_status gln_run_summary__file(gln_run_summary *summary, const gln_issue *issue, gln_error *err)
{
    uint32_t id = gln_intern__add(&summary->files, gln_slice_of(issue->sha256));
    return id == GLN_NO_ID ? gln_error__nomem(err) : GLN_OK;
}

gln_status gln_run_summary__merge(gln_run_summary *into, const gln_run_summary *from, gln_error *err)
{
    for (size_t i = 0; i < from->files.count; i++) {
        if (gln_intern__add(&into->files, from->files.items[i]) == GLN_NO_ID) {
            return gln_error__nomem(err);
        }
    }
    into->articles += from->articles;
    into->tokens += from->tokens;
    into->rejects += from->rejects;
    return gln_issues__merge(&into->issues, &from->issues, NULL, err);
}

static gln_status digest(const gln_run_summary *summary, char out[65], gln_error *err)
{
    gln_status status = GLN_OK;
    gln_buffer list = GLN_BUFFER_INIT;
    unsigned char bytes[GLN_SHA256_SIZE];
    uint32_t *sorted = gln_intern__sorted(&summary->files);
    for (size_t i = 0; sorted && i < summary->files.count; i++) {
        gln_buffer__put(&list, summary->files.items[sorted[i]]);
        gln_buffer__byte(&list, '\n');
    }
    if (!sorted || list.failed) {
        status = gln_error__nomem(err);
    } else {
        status = gln_sha256__digest(gln_buffer__slice(&list), bytes, err);
    }
    if (status == GLN_OK) {
        gln_sha256__hex(bytes, out);
    }
    free(sorted);
    gln_buffer__free(&list);
    return status;
}

gln_status gln_run_summary__finish(const gln_run_summary *summary, gln_corpus_summary *out, gln_error *err)
{
    gln_corpus_summary sums = {.issues = gln_issues__count(&summary->issues),
                               .articles = summary->articles,
                               .tokens = summary->tokens,
                               .rejects = summary->rejects};
    gln_status status = digest(summary, sums.sha256, err);
    if (status != GLN_OK) {
        return status;
    }
    for (size_t i = 0; i < sums.issues; i++) {
        const gln_counted_issue *issue = &summary->issues.items[i];
        sums.inferred += issue->basis == GLN_BASIS_INFERRED;
        sums.undated += !gln_date_full(issue->date);
        if (!issue->date.year) {
            continue;
        }
        if (!sums.from.year || gln_issues__compare_dates(issue->date, sums.from) < 0) {
            sums.from = issue->date;
        }
        if (!sums.to.year || gln_issues__compare_dates(issue->date, sums.to) > 0) {
            sums.to = issue->date;
        }
    }
    *out = sums;
    return GLN_OK;
}
