/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The matcher: where given terms stand in a text. Terms are strings of the normalized text, looked for before
 * segmentation, so that a segmentation error never changes a keyword's count: NFKC, case, width and (unless scripts are
 * kept) traditional/simplified folding; a run of white space equals one space. In scripts that write spaces an end of
 * the term falls on a word boundary (`war` does not hit `toward`) unless it carries `*` there. Terms are independent:
 * adding one changes no other's hits. Hits of one term do not overlap; the leftmost is taken.
 *
 * An end needs a boundary where its character is a letter or digit of such a script: not ideographs, kana, bopomofo,
 * Thai, Lao, Khmer, Burmese; Hangul at the start of a term only, since particles follow without a space. Boundaries are
 * those of UAX #29 in the text as it stands (`war's` is one word), and every place where ideographs begin or end; never
 * those of a lexicon. A hit begins and ends with whole characters of the text: 株 does not hit ㈱, nor `cafe` a café
 * whose accent is a mark of its own. Invisible characters behind a hit belong to it.
 */
#ifndef GUANLAN_MATCHER_H
#define GUANLAN_MATCHER_H

#include "guanlan/analyzer.h"
#include "guanlan/concepts.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How terms are looked for. */
typedef enum gln_match {
    GLN_MATCH_STRING, /**< strings of the normalized text */
    GLN_MATCH_WORD,   /**< whole tokens whose term equals the normalized term */
} gln_match;

/** "string" or "word". */
GLN_API const char *gln_match_name(gln_match match);

/** An occurrence: bytes [start, end) of the text as it stands. */
typedef struct gln_hit {
    uint32_t term; /**< index into the matcher's terms */
    uint32_t start;
    uint32_t end;
} gln_hit;

typedef struct gln_matcher gln_matcher;

/** Prepares the terms. White space around a term is dropped. A term that is empty once normalized, is given twice after
 * normalization, holds a `*` inside, or carries one though whole words are asked for, is an error that names it. The
 * analyzer gives the folding and must outlive the matcher. Cost: linear in the terms; matching is one Aho–Corasick pass
 * (Aho & Corasick 1975) for any number of them. Immutable once made: threads may share it. */
GLN_API GLN_MUST_USE gln_status gln_matcher_new(const gln_analyzer *analyzer, const char *const *terms, size_t n_terms,
                                                gln_match match, gln_matcher **out, gln_error *err);

/** The same with the entries of a term file behind the terms; concepts may be NULL and need not outlive the matcher. A
 * name that is given twice is an error. Inside one concept the longest (in characters) of overlapping occurrences is
 * taken, of equally long ones the first, once those that are part of a `not` string are gone; `near` is asked last.
 * With GLN_MATCH_WORD `any` and `near` are whole tokens, `not` is a string still. An error in a concept is
 * GLN_ERR_FORMAT with file and line. */
GLN_API GLN_MUST_USE gln_status gln_matcher_new_concepts(const gln_analyzer *analyzer, const char *const *terms,
                                                         size_t n_terms, const gln_concepts *concepts, gln_match match,
                                                         gln_matcher **out, gln_error *err);
GLN_API void gln_matcher_free(gln_matcher *matcher);

GLN_API size_t gln_matcher_n_terms(const gln_matcher *matcher);

/** The term as the user wrote it, or the concept's name. Borrowed. */
GLN_API gln_slice gln_matcher_term(const gln_matcher *matcher, size_t term);

/** All hits in a text, ordered by start, then end, then term. The segmenter is the calling thread's own, made from the
 * same analyzer; tokens are those of the text where the caller has cut it already, else NULL (they are needed for
 * GLN_MATCH_WORD only and made when absent). *hits is borrowed until the next call of this function with the segmenter;
 * tokens that the segmenter lent stay good, unless they were made here. For `near` within an article or paragraph the
 * text is the whole of it. */
GLN_API GLN_MUST_USE gln_status gln_matcher_run(const gln_matcher *matcher, gln_segmenter *segmenter, gln_slice text,
                                                const gln_token *tokens, size_t n_tokens, const gln_hit **hits,
                                                size_t *n_hits, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
