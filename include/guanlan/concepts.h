/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Term files: plain terms, and concepts, which are counted under one name for a whole dictionary of strings (as content
 * analysis does it; Stone, Dunphy, Smith and Ogilvie 1966). A term file is YAML 1.1 in UTF-8 (JSON is YAML):
 *
 *     terms: [数字乡村, "war*"]
 *     concepts:
 *       脱贫: { any: [脱贫攻坚, 精准扶贫, 扶贫], not: [扶贫办] }
 *       双碳: { any: [碳达峰, 碳中和], near: [能源, 排放], within: sentence }
 *
 * A list alone stands for `terms`, and a list or text as a concept for its `any`. Strings are matched as terms are
 * (guanlan/matcher.h). Inside one concept overlaps resolve to the longest; `not` removes what is part of a listed
 * longer string; `near` keeps what has one of the listed, beside it and not in it, in the same sentence (the default),
 * paragraph (a headline line is one) or article.
 */
#ifndef GUANLAN_CONCEPTS_H
#define GUANLAN_CONCEPTS_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where a `near` string must stand. */
typedef enum gln_within {
    GLN_WITHIN_SENTENCE,
    GLN_WITHIN_PARAGRAPH,
    GLN_WITHIN_ARTICLE,
} gln_within;

/** A string of a concept and where the file has it. */
typedef struct gln_concept_string {
    gln_slice text;
    uint64_t line;
} gln_concept_string;

typedef struct gln_concept_strings {
    const gln_concept_string *items;
    size_t n;
} gln_concept_strings;

/** One entry of a term file. */
typedef struct gln_concept {
    gln_slice name;
    uint64_t line;
    bool plain; /**< a term: any holds it alone, and it is matched as if it were given by itself */
    gln_concept_strings any;
    gln_concept_strings none; /**< `not` */
    gln_concept_strings near;
    gln_within within;
} gln_concept;

typedef struct gln_concepts gln_concepts;

/** Reads a term file. What is no term file is GLN_ERR_FORMAT with file, line and what to write instead: YAML that does
 * not parse, unknown or repeated keys, a concept without `any`, aliases, control characters, more than 16 MiB, more
 * than 100000 entries or 1000000 strings. Names must differ. Cost: linear. */
GLN_API GLN_MUST_USE gln_status gln_concepts_read(const char *path, gln_concepts **out, gln_error *err);

/** The same from bytes; file (may be NULL) is named in errors. */
GLN_API GLN_MUST_USE gln_status gln_concepts_parse(gln_slice bytes, const char *file, gln_concepts **out,
                                                   gln_error *err);
GLN_API void gln_concepts_free(gln_concepts *concepts);

/** Terms first, then concepts, each in the order of the file. Borrowed. */
GLN_API size_t gln_concepts_count(const gln_concepts *concepts);
GLN_API const gln_concept *gln_concepts_get(const gln_concepts *concepts, size_t i);

/** The file's path and the SHA-256 of its bytes, in hexadecimal. Borrowed. */
GLN_API const char *gln_concepts_file(const gln_concepts *concepts);
GLN_API const char *gln_concepts_sha256(const gln_concepts *concepts);

#ifdef __cplusplus
}
#endif

#endif
