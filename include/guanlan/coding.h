/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Coding sheets: how many hits of a term mean what they are counted for.
 *
 * A sheet is a random sample of the occurrences of terms, a row each, to be judged by hand in a spreadsheet: its column
 * `code` takes 1 (meant) or 0 (not meant). Sheets given back yield the precision of each term in each period, with
 * intervals, and the agreement of the coders. What a term misses (its recall) no sample of its hits can tell.
 */
#ifndef GUANLAN_CODING_H
#define GUANLAN_CODING_H

#include "guanlan/counter.h"
#include "guanlan/table.h"
#include "guanlan/trend.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_CODING_OPTIONS_INIT. */
typedef struct gln_coding_options {
    size_t sample; /**< rows in all, at least one for each stratum */
    bool by_period;
    gln_by by; /**< of the strata, where by_period: a day or longer */
    uint64_t seed;
} gln_coding_options;

#define GLN_CODING_OPTIONS_INIT                                                                                        \
    {                                                                                                                  \
        .sample = 200, .by_period = false, .by = GLN_BY_YEAR, .seed = 1                                                \
    }

/** Makes coding_sheet (a row an occurrence) and coding_strata (a row a term and period) from a concordance that keeps
 * everything.
 *
 * The sample is stratified by term and period: every stratum gets the same number of rows, those with fewer hits all
 * they have, and what they leave goes to the others, so that each period's precision is known as well as any other's.
 * Within a stratum all sets of rows are alike likely, and a larger sample holds the smaller (Cohen and Kaplan 2007).
 * Rows are in random order within a term. With by_period, hits without a date that places them are left out. The column
 * `key` holds what is needed to read the sheet back, in a form that spreadsheets do not take for a date or a number. A
 * text that begins with = + - @ or a tab gets a space before it, so that no cell is a formula.
 * Errors: GLN_ERR_USAGE for fewer rows than strata or for periods by issue, GLN_ERR_NOMEM. Cost: a sort of the hits. */
GLN_API GLN_MUST_USE gln_status gln_coding_sheet(const gln_kwic *counter, const gln_coding_options *options,
                                                 gln_table **sheet, gln_table **strata, gln_error *err);

/** Sheets that came back: a coder each. */
typedef struct gln_codings gln_codings;

GLN_API GLN_MUST_USE gln_status gln_codings_new(gln_codings **out, gln_error *err);
GLN_API void gln_codings_free(gln_codings *codings);

/** Reads a sheet of another coder: CSV by commas, semicolons or tabs, in any encoding that is found out, as
 * spreadsheets save it; only the columns `key` and `code` are looked at. Codes: 1, y, yes, t, true, x, 是, 对; 0, n,
 * no, f, false, 否, 错; an empty cell and ? are no judgement. GLN_ERR_FORMAT with file and line for anything else, a
 * key twice, or a stratum that another sheet says to have another number of hits (they are of different corpora).
 * GLN_ERR_IO. */
GLN_API GLN_MUST_USE gln_status gln_codings_read(gln_codings *codings, const char *path, gln_error *err);

/** Rows that no coder judged. */
GLN_API uint64_t gln_codings_unjudged(const gln_codings *codings);

/** Makes coding (a row a term and period, then a row a term with period null: all of it) and coding_agreement (a row a
 * term, then one with term null: all of them).
 *
 * A row of several coders counts as what most of those say who judged it; a tie is no judgement and counted as
 * disputed. Precision is the share of the judged rows that are meant, with Wilson's (1927) interval at the effective
 * number n (N - 1)/(N - n) of n judged of N hits, as they are drawn without replacement (Cochran 1977); of a whole term
 * it is the mean of its periods weighted by their hits, with Wilson's interval at the effective number p (1 - p)/v of
 * the stratified variance v (Cochran 1977, ch. 5A; the way of Korn and Graubard 1998), p (1 - p) smoothed as
 * (x + .5)/(n + 1) in v. Alpha is Krippendorff's (1970) for nominal values. conf in (0, 1). */
GLN_API GLN_MUST_USE gln_status gln_codings_tables(const gln_codings *codings, double conf, uint64_t seed,
                                                   gln_table **coding, gln_table **agreement, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
