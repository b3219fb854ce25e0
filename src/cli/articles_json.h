/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles as nested objects, one a line, appended to a buffer. */
#ifndef GLN_CLI_ARTICLES_JSON_H
#define GLN_CLI_ARTICLES_JSON_H

#include "core/buffer.h"
#include "guanlan/corpus.h"
#include "json/json_write.h"

void cli_put_issue(gln_buffer *out, const gln_issue *issue);

/* copy_of: the article that it is a copy of, or empty. */
GLN_MUST_USE gln_status cli_put_article(gln_buffer *out, const gln_issue *issue, const gln_article *article,
                                        gln_slice copy_of, bool temporal, gln_error *err);
void cli_put_line(gln_buffer *out, const gln_issue *issue, const gln_line *line, bool explain);
void cli_put_reject(gln_buffer *out, const gln_reject *reject);

/* The article's byline as an array. */
void cli_put_byline(gln_json_writer *w, const gln_article *article);

/* How sure the issue's date is, as a word; NULL where it has none. */
const char *cli_certainty(const gln_issue *issue);

#endif
