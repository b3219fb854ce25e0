/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of articles --check. */
#ifndef GLN_CLI_CHECK_TABLES_H
#define GLN_CLI_CHECK_TABLES_H

#include "cli/cli.h"

/* An issue as the check remembers it; the texts lie in the check's arena. */
typedef struct check_issue {
    gln_slice newspaper; /* len 0: unknown */
    gln_slice edition;
    gln_slice file;
    gln_date date;
    gln_date_basis basis;
    uint64_t articles;
} check_issue;

enum { CHECK_ROLES = GLN_ROLE_REPEAT + 1 };

/* What a walk over the corpus gathers. */
typedef struct check {
    cli_job *job;
    gln_arena arena;
    check_issue *issues;
    size_t n_issues;
    size_t capacity;
    uint64_t roles[CHECK_ROLES];
    gln_table *papers;
    gln_table *gaps;
    gln_table *undated;
    gln_table *duplicates;
    gln_table *role_shares;
    gln_table *articles;
} check;

GLN_MUST_USE gln_status check_open(check *c, cli_job *job, gln_error *err);
void check_close(check *c);

/* While walking. */
GLN_MUST_USE gln_status check_add_issue(check *c, const gln_issue *issue, gln_error *err);
void check_add_reject(check *c, const gln_reject *reject);

/* When the walk is done: fills papers, gaps, undated and roles. */
GLN_MUST_USE gln_status check_finish(check *c, gln_error *err);

#endif
