/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A selection: which articles, and which part of them, are looked at.
 */
#ifndef GUANLAN_SELECTION_H
#define GUANLAN_SELECTION_H

#include "guanlan/issue.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The part of an article that is counted. */
typedef enum gln_part {
    GLN_PART_ALL,      /**< headline and body */
    GLN_PART_HEADLINE, /**< all lines of the headline */
    GLN_PART_BODY,
} gln_part;

/** "all", "headline", "body"; static. */
GLN_API const char *gln_part_name(gln_part part);

/** The copies that articles are of each other, by article id; made by gln_reuse_reprints. Looking up is thread-safe. */
typedef struct gln_reprints gln_reprints;
GLN_API void gln_reprints_free(gln_reprints *reprints);

/** Number of articles that are a copy of an earlier one. */
GLN_API size_t gln_reprints_n_later(const gln_reprints *reprints);

/** Members of the cluster of the article; 1 where it is in none. */
GLN_API uint64_t gln_reprints_copies(const gln_reprints *reprints, gln_slice article);

/** Whether the article is the earliest of its cluster, or in none. */
GLN_API bool gln_reprints_first(const gln_reprints *reprints, gln_slice article);

/** Filters, joined by and. What is 0 or ptr NULL does not filter. Texts are borrowed. */
typedef struct gln_selection {
    gln_date from; /**< first day; a bound with unknown month or day means the first of them */
    gln_date to;   /**< last day; unknown month or day means the last of them */
    gln_slice paper;
    gln_slice section;
    gln_slice page;
    gln_slice agency;
    bool explicit_dates;             /**< leave out issues whose date is inferred */
    const gln_reprints *first_print; /**< leave out articles that are later copies in it */
} gln_selection;

/** Reads a SEL, "key=value,...": paper, section, page, agency, date (a date, "2020-09", or "A..B"), from, to. Later
 * keys join the filters in *out. The texts point into text. An unknown key, an unreadable date or a range
 * that ends before it begins is an error that names it. */
GLN_API GLN_MUST_USE gln_status gln_selection_parse(gln_slice text, gln_selection *out, gln_error *err);

/** GLN_ERR_USAGE where the first day lies behind the last one. */
GLN_API GLN_MUST_USE gln_status gln_selection_check(const gln_selection *selection, gln_error *err);

/** Whether the issue would pass if its date were fully known and fell as it must: false only where what is known of it
 * (newspaper, year, month) is outside. */
GLN_API bool gln_selection_may(const gln_selection *selection, const gln_issue *issue);

/** Whether the issue passes date and paper. An issue whose date is too coarse to be placed never passes a date filter.
 */
GLN_API bool gln_selection_issue(const gln_selection *selection, const gln_issue *issue);

/** Whether the article passes section, page, agency and first_print (the issue having passed). */
GLN_API bool gln_selection_article(const gln_selection *selection, const gln_article *article);

#ifdef __cplusplus
}
#endif

#endif
