/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/keyphrase.h"

#include <math.h>

size_t gln_keyphrase__next(const uint32_t *words, size_t n, size_t *at, size_t *start)
{
    size_t i = *at;
    while (i < n && words[i] == GLN_KEYPHRASE_BREAK) {
        i++;
    }
    *start = i;
    while (i < n && words[i] != GLN_KEYPHRASE_BREAK) {
        i++;
    }
    *at = i;
    return i - *start;
}

void gln_keyphrase__count(const uint32_t *words, size_t n, uint64_t *frequency, uint64_t *degree)
{
    size_t at = 0, start = 0;
    for (size_t length; (length = gln_keyphrase__next(words, n, &at, &start)) > 0;) {
        for (size_t i = start; i < start + length; i++) {
            frequency[words[i]]++;
            degree[words[i]] += length;
        }
    }
}

double gln_keyphrase__score(const uint32_t *phrase, size_t n, const uint64_t *frequency, const uint64_t *degree)
{
    double score = 0;
    for (size_t i = 0; i < n; i++) {
        score += (double)degree[phrase[i]] / (double)frequency[phrase[i]];
    }
    return score;
}

double gln_keyphrase__c_value(double words, double frequency, double nested, double longer)
{
    return log2(words) * (frequency - (longer > 0 ? nested / longer : 0));
}
