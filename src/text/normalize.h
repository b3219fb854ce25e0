/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normalized text: NFKC_Casefold (Unicode 15, UAX #31 and UTS #46), then traditional characters folded to simplified
 * ones unless the table keeps scripts. Where the bytes of text and normalized text do not run in parallel an edit tells
 * which belong to which, so that a place in the one is found in the other. */
#ifndef GLN_TEXT_NORMALIZE_H
#define GLN_TEXT_NORMALIZE_H

#include "core/buffer.h"
#include "text/char_table.h"

/* Normalized bytes [from, from + len) stand for original bytes [origin, origin + origin_len), inseparably. */
typedef struct gln_edit {
    uint32_t from;
    uint32_t len;
    uint32_t origin;
    uint32_t origin_len;
} gln_edit;

typedef struct gln_normal {
    gln_buffer text;
    gln_edit *edits; /* ascending; between two the bytes run in parallel */
    size_t n_edits;
    size_t capacity;
} gln_normal;

#define GLN_NORMAL_INIT                                                                                                \
    {                                                                                                                  \
        GLN_BUFFER_INIT, NULL, 0, 0                                                                                    \
    }

void gln_normal__free(gln_normal *normal);

/* Normalizes valid UTF-8 below 2 GiB into out, whose old content goes. With `collapse` each run of white space becomes
 * one space. Combining sequences beyond 64 characters are cut there (UAX #15's stream-safe limit is 30), so that time
 * is linear whatever the text. */
GLN_MUST_USE gln_status gln_text__normalize(gln_char_table *table, gln_slice text, bool collapse, gln_normal *out,
                                            gln_error *err);

/* The original bytes of the normalized bytes [start, end), start < end; false where either lies inside of what one
 * original character became. Edits that left nothing behind are outside at the start and inside at the end. */
bool gln_normal__origin(const gln_normal *normal, uint32_t start, uint32_t end, uint32_t *origin_start,
                        uint32_t *origin_end);

#endif
