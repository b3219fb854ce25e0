/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of an article, as bytes. */
#ifndef GLN_COUNT_FREQ_DETAIL_H
#define GLN_COUNT_FREQ_DETAIL_H

#include "count/freq_counts.h"

/* Appends the detail: its length in 4 bytes, then what stands in it. */
void gln_freq_detail__put(gln_buffer *out, const gln_freq_detail *detail);

/* The bytes of an article's detail without their length, borrowed from the counter or appended to scratch, which is
 * emptied first. */
GLN_MUST_USE gln_status gln_freq_detail__bytes(const gln_freq *freq, uint64_t address, gln_buffer *scratch,
                                               gln_slice *out, gln_error *err);

/* Reads such bytes; texts are borrowed from them. */
gln_freq_detail gln_freq_detail__read(gln_slice bytes);

#endif
