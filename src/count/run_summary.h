/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run read, collected by each worker as a passive job and added up at the end. */
#ifndef GLN_COUNT_RUN_SUMMARY_H
#define GLN_COUNT_RUN_SUMMARY_H

#include "core/buffer.h"
#include "count/count_issues.h"
#include "count/count_job.h"

typedef struct gln_run_summary {
    gln_counter_options options; /* the selection */
    gln_issues issues;           /* that it passed */
    unsigned char *files;        /* SHA-256s of all that was read, GLN_SHA256_SIZE bytes each */
    size_t n_files;
    size_t file_capacity;
    uint64_t articles;
    uint64_t tokens; /* of the articles that a counter had cut, in the parts that were cut */
    uint64_t rejects;
} gln_run_summary;

void gln_run_summary__clear(gln_run_summary *summary);
gln_count_job gln_run_summary__job(gln_run_summary *summary);

/* Notes that the file of an issue was read, whether the issue is selected or not. */
GLN_MUST_USE gln_status gln_run_summary__file(gln_run_summary *summary, const gln_issue *issue, gln_error *err);

GLN_MUST_USE gln_status gln_run_summary__merge(gln_run_summary *into, const gln_run_summary *from, gln_error *err);

/* The summary as the caller sees it. sha256 is the digest of the distinct SHA-256s of the files, sorted, each as 64
 * hexadecimal digits and a line feed. */
GLN_MUST_USE gln_status gln_run_summary__finish(const gln_run_summary *summary, gln_corpus_summary *out,
                                                gln_error *err);

#endif
