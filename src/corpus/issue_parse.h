/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One decoded file to issues. */
#ifndef GLN_CORPUS_ISSUE_PARSE_H
#define GLN_CORPUS_ISSUE_PARSE_H

#include "corpus/manifest.h"
#include "corpus/record.h"
#include "guanlan/corpus.h"

/* Where a text comes from, and what is stated of it. */
typedef struct gln_file_facts {
    gln_slice file;              /* as reports show it, relative to the corpus root */
    gln_slice above;             /* the folders above the root, for dates in their names; may be empty */
    gln_slice encoding;          /* as found */
    const char *sha256;          /* 64 hexadecimal digits */
    const char *id;              /* digits that the id begins with; NULL: those of sha256 */
    const gln_manifest_row *row; /* may be NULL */
    gln_unit unit;               /* what the file holds */
    const volatile int *cancel;  /* not 0: the caller wants no more; may be NULL */
} gln_file_facts;

/* Parses one issue, page or article into *issue (all 0 but for what the facts say), whose texts lie in the arena or in
 * utf8. n_articles is 0 for a text without any. */
GLN_MUST_USE gln_status gln_issue__make(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena, gln_issue *issue,
                                        gln_error *err);

/* The same from a record: one article. */
GLN_MUST_USE gln_status gln_issue__of_record(const gln_record *record, const gln_file_facts *facts, gln_arena *arena,
                                             gln_issue *issue, gln_error *err);

/* What the masthead of a text says: the issue's newspaper, date and basis. The same arena rules. */
GLN_MUST_USE gln_status gln_issue__look(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena, gln_issue *issue,
                                        gln_error *err);

/* The date that a path gives; the folders above the root count only for a full date. */
bool gln_issue__path_date(const gln_file_facts *facts, gln_date *date);

/* An article of an issue that is still being made; const is for those who read issues. */
static inline gln_article *gln_issue__article(const gln_issue *issue, size_t i)
{
    union {
        const gln_article *in;
        gln_article *out;
    } article = {&issue->articles[i]};
    return article.out;
}

/* Parses and tells the visitor: one issue, or where the text holds several mastheads of different days, one for each. A
 * text without articles is a reject. What is told lies in the arena. */
GLN_MUST_USE gln_status gln_issue__parse(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena,
                                         const gln_visitor *visitor, gln_error *err);

#endif
