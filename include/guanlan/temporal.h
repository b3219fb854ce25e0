/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Expressions of time in an article, and the days, months and years that they mean: 昨天下午, 6月16日晚,
 * 今年8月16日至29日, last year. What a reader of the paper cannot pin down (近日, 下周 after an event) stays open.
 */
#ifndef GUANLAN_TEMPORAL_H
#define GUANLAN_TEMPORAL_H

#include "guanlan/issue.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { GLN_TEMPORAL_SIZE = 40 };

/** One expression. */
typedef struct gln_temporal {
    uint32_t line;                 /**< source line on which it begins */
    size_t offset;                 /**< byte offset of its beginning in the decoded file; SIZE_MAX where it has none */
    gln_slice text;                /**< borrowed from the article */
    char value[GLN_TEMPORAL_SIZE]; /**< EDTF ("2020-09-26", "XXXX-06-16", "2020-09", "2018", an interval "A/B"), a day
                                        with "T AM", "T NOON", "T PM" or "T EVE" behind it where a part of it is
                                        named; "" where it stays open */
    /** Why, static: "absolute" (its year is written), "dateline" and "issue" (reckoned from that date), "inherited"
     * (from the expression before it), "speech" (said in a quoted or reported speech, so reckoned from the event; open
     * where no event is dated), "event" (of the future as seen from an event: open), "vague" (open), "undated" (what
     * it is reckoned from has no such date: open). */
    const char *rule;
} gln_temporal;

/** The expressions in the article's body, in order, in a new array to be freed with free(); *out is NULL where there
 * are none. Days are reckoned from the article's dated dateline, else from its issue. A month and day without a year,
 * and a day alone, are the latest not after that date, except after 将 and after words that name the year; a range
 * keeps its two ends. Cost is linear in the body. Thread-safe for different articles. */
GLN_API GLN_MUST_USE gln_status gln_article_temporal(const gln_issue *issue, const gln_article *article,
                                                     gln_temporal **out, size_t *n, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
