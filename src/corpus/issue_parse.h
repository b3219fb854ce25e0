/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One decoded file to issues. */
#ifndef GLN_CORPUS_ISSUE_PARSE_H
#define GLN_CORPUS_ISSUE_PARSE_H

#include "corpus/manifest.h"
#include "guanlan/corpus.h"

/* Where a text comes from, and what is stated of it. */
typedef struct gln_file_facts {
    gln_slice file;              /* as reports show it, relative to the corpus root */
    gln_slice above;             /* the folders above the root, for dates in their names; may be empty */
    gln_slice encoding;          /* as found */
    const char *sha256;          /* 64 hexadecimal digits */
    const gln_manifest_row *row; /* may be NULL */
} gln_file_facts;

/* Parses and tells the visitor; a text without articles is a reject. */
GLN_MUST_USE gln_status gln_issue__parse(gln_slice utf8, const gln_file_facts *facts, const gln_visitor *visitor,
                                         gln_error *err);

#endif
