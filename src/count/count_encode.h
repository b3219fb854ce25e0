/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical bytes of counts. A file of counts is
 *     "GLNC" kind version  part split context window  terms  body
 * with kind one byte ('s' series, 'w' weighted series, 'f' frequencies, 'c' co-occurrences, 'k'
 * concordance, 'r' reuse) and version the byte 1. All
 * that follows is unsigned numbers in LEB128 (seven bits a byte, the lowest first, the high bit on all but the last)
 * and texts (length, then bytes). Signed numbers are zigzag: 0, -1, 1, -2, ... A list is its length and its items.
 * `terms` is 0 where all words are counted, else 1 and the list of given terms in the order given. The bodies are
 * described where they are written; each lists everything in the order of its view, so equal counts give equal bytes.
 */
#ifndef GLN_COUNT_ENCODE_H
#define GLN_COUNT_ENCODE_H

#include "core/buffer.h"
#include "count/count_issues.h"
#include "guanlan/counter.h"

void gln_encode__number(gln_buffer *out, uint64_t number);
/* The number that gln_encode__number wrote at *p, which moves behind it. */
static inline uint64_t gln_decode__number(const unsigned char **p)
{
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned char byte = *(*p)++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            return number;
        }
    }
}

void gln_encode__text(gln_buffer *out, gln_slice text);
/* The text that it wrote at *p, borrowed from there; *p moves behind it. */
static inline gln_slice gln_decode__text(const unsigned char **p)
{
    size_t n = (size_t)gln_decode__number(p);
    gln_slice text = {(const char *)*p, n};
    *p += n;
    return text;
}

/* Everything before the body. */
void gln_encode__head(gln_buffer *out, char kind, const gln_counter_options *options);

/* A list of issues: year, month, day (zigzag), basis, newspaper, edition, id. */
void gln_encode__issues(gln_buffer *out, const gln_counted_issue *issues, size_t n);

/* Hands the bytes to the caller, or frees them and says that memory ran out. */
GLN_MUST_USE gln_status gln_encode__finish(gln_buffer *buffer, char **out, size_t *n, gln_error *err);

#endif
