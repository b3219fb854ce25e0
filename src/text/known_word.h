/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody has listed a word: for the search for new words. */
#ifndef GLN_TEXT_KNOWN_WORD_H
#define GLN_TEXT_KNOWN_WORD_H

#include "guanlan/analyzer.h"

/* Whether a term (as gln_segmenter_term gives it) is a word of the shipped lexicon or of one of the user's. Threads may
 * ask at the same time. */
bool gln_analyzer__knows(const gln_analyzer *analyzer, gln_slice term);

#endif
