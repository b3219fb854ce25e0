/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/run_summary.h"

#include "core/sha256.h"

#include <stdlib.h>

void gln_run_summary__clear(gln_run_summary *summary)
{
    gln_issues__clear(&summary->issues);
    free(summary->files);
    summary->files = NULL;
    summary->n_files = summary->file_capacity = 0;
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
    return (gln_count_job){summary, &summary->options, true, false, begin, count, NULL};
}

static unsigned digit_of(char c)
{
    return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0') & 0xF;
}

/* Room for n more digests; NULL on want. */
static unsigned char *reserve(gln_run_summary *summary, size_t n)
{
    unsigned char *grown =
        gln_memory__grown(summary->files, &summary->file_capacity, summary->n_files + n, GLN_SHA256_SIZE);
    if (!grown) {
        return NULL;
    }
    summary->files = grown;
    return grown + summary->n_files * GLN_SHA256_SIZE;
}

gln_status gln_run_summary__file(gln_run_summary *summary, const gln_issue *issue, gln_error *err)
{
    unsigned char *digest = reserve(summary, 1);
    if (!digest) {
        return gln_error__nomem(err);
    }
    memset(digest, 0, GLN_SHA256_SIZE);
    for (size_t i = 0; i < GLN_SHA256_SIZE && issue->sha256[2 * i]; i++) {
        digest[i] = (unsigned char)(digit_of(issue->sha256[2 * i]) << 4 | digit_of(issue->sha256[2 * i + 1]));
    }
    bool again = summary->n_files && memcmp(digest - GLN_SHA256_SIZE, digest, GLN_SHA256_SIZE) == 0;
    summary->n_files += !again;
    return GLN_OK;
}

gln_status gln_run_summary__merge(gln_run_summary *into, const gln_run_summary *from, gln_error *err)
{
    unsigned char *digests = reserve(into, from->n_files + 1);
    if (!digests) {
        return gln_error__nomem(err);
    }
    if (from->n_files) {
        memcpy(digests, from->files, from->n_files * GLN_SHA256_SIZE);
    }
    into->n_files += from->n_files;
    into->articles += from->articles;
    into->tokens += from->tokens;
    into->rejects += from->rejects;
    return gln_issues__merge(&into->issues, &from->issues, NULL, err);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, GLN_SHA256_SIZE);
}

static gln_status digest(const gln_run_summary *summary, char out[65], gln_error *err)
{
    gln_status status = GLN_OK;
    gln_buffer list = GLN_BUFFER_INIT;
    unsigned char bytes[GLN_SHA256_SIZE];
    unsigned char *sorted = gln_memory__array(summary->n_files, GLN_SHA256_SIZE);
    if (sorted && summary->n_files) {
        memcpy(sorted, summary->files, summary->n_files * GLN_SHA256_SIZE);
        qsort(sorted, summary->n_files, GLN_SHA256_SIZE, by_bytes);
    }
    for (size_t i = 0; sorted && i < summary->n_files; i++) {
        const unsigned char *file = sorted + i * GLN_SHA256_SIZE;
        char hex[GLN_SHA256_HEX];
        if (i == 0 || memcmp(file - GLN_SHA256_SIZE, file, GLN_SHA256_SIZE) != 0) {
            gln_sha256__hex(file, hex);
            gln_buffer__puts(&list, hex);
            gln_buffer__byte(&list, '\n');
        }
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
        const gln_issue_entry *issue = &summary->issues.items[i];
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
