/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Stop lists: words that are not wanted in a table because they say too little. They are taken out of what is listed,
 * never out of the text: a stop word is still a token of it, takes its place in a window and counts in the exposure.
 */
#ifndef GUANLAN_STOPLIST_H
#define GUANLAN_STOPLIST_H

#include "guanlan/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gln_stoplist gln_stoplist;

/** An empty list whose words are normalized as the analyzer's terms are; the analyzer must outlive it. */
GLN_API GLN_MUST_USE gln_status gln_stoplist_new(const gln_analyzer *analyzer, gln_stoplist **out, gln_error *err);
GLN_API void gln_stoplist_free(gln_stoplist *list);

/** Adds a shipped list ("zh" or "en"; false: there is none of that name). */
GLN_API GLN_MUST_USE gln_status gln_stoplist_add_shipped(gln_stoplist *list, gln_slice name, bool *found,
                                                         gln_error *err);

/** Adds the words of a UTF-8 file: one a line; blank lines and those that start with # say nothing. A line that is not
 * UTF-8 or holds a control character is GLN_ERR_FORMAT with file and line. */
GLN_API GLN_MUST_USE gln_status gln_stoplist_add_file(gln_stoplist *list, const char *path, gln_error *err);

/** Whether a term (as gln_segmenter_term gives it) is on the list. Threads may ask at the same time. NULL: no. */
GLN_API bool gln_stoplist_has(const gln_stoplist *list, gln_slice term);

/** Words on the list, and the SHA-256 of them sorted, each with a line feed, for the provenance of a report; the digest
 * is good until the list changes. */
GLN_API size_t gln_stoplist_count(const gln_stoplist *list);
GLN_API GLN_MUST_USE gln_status gln_stoplist_sha256(const gln_stoplist *list, char out[65], gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
