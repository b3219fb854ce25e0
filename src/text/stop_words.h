/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped stop lists, made for this program: function words, not words that are merely common in newspapers. */
#ifndef GLN_TEXT_STOP_WORDS_H
#define GLN_TEXT_STOP_WORDS_H

/* Words with a space between. */
extern const char gln_stop_words_zh[];
extern const char gln_stop_words_en[];

#endif
