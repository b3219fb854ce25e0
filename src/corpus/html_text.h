/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs out of a line of HTML, as it stands inside Markdown. */
#ifndef GLN_CORPUS_HTML_TEXT_H
#define GLN_CORPUS_HTML_TEXT_H

#include "core/buffer.h"

/* The next paragraph of html at or after *at, its tags dropped and its entities decoded, in out (cleared first); *at
 * moves behind it and *start is where its text begins. Paragraphs end at <p>, </p>, <br>, <div>, <li> and their ends.
 * False when there is no more text. */
bool gln_html__paragraph(gln_slice html, size_t *at, size_t *start, gln_buffer *out);

#endif
