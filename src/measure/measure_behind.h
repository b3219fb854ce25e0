/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles behind a number. */
#ifndef GLN_MEASURE_BEHIND_H
#define GLN_MEASURE_BEHIND_H

#include "core/buffer.h"
#include "count/freq_view.h"

enum { GLN_BEHIND_MOST = 5 };

/* The articles of the postings with most hits, GLN_BEHIND_MOST of them, as a JSON array of {"article","hits",
 * "headline"} in place of what the buffer held. Sorts the postings. */
GLN_MUST_USE gln_status gln_behind__json(const gln_freq_view *view, gln_freq_posting *postings, size_t n,
                                         gln_buffer *out, gln_error *err);

#endif
