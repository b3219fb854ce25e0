/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sentences end: at 。！？!?…, at a full stop before a space, the end, or closing marks with these behind them,
 * and where text was lost (U+FFFC). */
#ifndef GLN_TEXT_SENTENCE_H
#define GLN_TEXT_SENTENCE_H

#include "guanlan/slice.h"

/* Whether the punctuation at bytes [start, start + len) of the text ends a sentence. */
bool gln_sentence__ends(gln_slice text, size_t start, size_t len);

#endif
