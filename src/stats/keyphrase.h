/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Rapid automatic keyword extraction (Rose et al. 2010): candidate phrases are the stretches of words between stop
 * words and marks; a word's score is its degree (words in its phrases, itself with them) over its frequency, a phrase's
 * the sum over its words. And the C-value of nested terms. Words are numbers. Pure, thread safe. */
#ifndef GLN_STATS_KEYPHRASE_H
#define GLN_STATS_KEYPHRASE_H

#include <stddef.h>
#include <stdint.h>

/** A word that ends a phrase and belongs to none. */
#define GLN_KEYPHRASE_BREAK UINT32_MAX

/** Adds a running text to the sums of words: frequency and degree (both zeroed at first). */
void gln_keyphrase__count(const uint32_t *words, size_t n, uint64_t *frequency, uint64_t *degree);

/** The phrase that begins at words[*at] or behind: its start goes out and *at moves behind it; its length, 0 at the
 * end. */
size_t gln_keyphrase__next(const uint32_t *words, size_t n, size_t *at, size_t *start);

/** Sum of degree/frequency over the words of a phrase. */
double gln_keyphrase__score(const uint32_t *phrase, size_t n, const uint64_t *frequency, const uint64_t *degree);

/** log2(words) (f - nested/longer) (Frantzi et al. 2000): f hits of a term of so many words, `nested` of them inside
 * longer terms, which are `longer` different ones. */
double gln_keyphrase__c_value(double words, double frequency, double nested, double longer);

#endif
