/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/sentence.h"

#include "core/utf8.h"

/* Quotation marks and brackets that may stand between a full stop and the space after it. */
static bool closes(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB || c == 0x300D ||
           c == 0x300F || c == 0xFF09;
}

/* Marks that end a sentence wherever they stand; a place where text was lost (U+FFFC) parts what stands around it. */
static bool stops(uint32_t c)
{
    return c == 0x3002 || c == 0xFF61 || c == '!' || c == 0xFF01 || c == '?' || c == 0xFF1F || c == 0x2026 ||
           c == 0xFFFC;
}

bool gln_sentence__ends(gln_slice text, size_t start, size_t len)
{
    gln_slice mark = gln_slice_sub(text, start, len);
    bool full_stop = false;
    for (size_t at = 0; at < mark.len;) {
        uint32_t c = gln_slice__next(mark, &at);
        if (stops(c)) {
            return true;
        }
        full_stop = c == '.' || (full_stop && closes(c));
    }
    if (!full_stop) {
        return false;
    }
    for (size_t at = start + len; at < text.len;) {
        uint32_t c = gln_slice__next(text, &at);
        if (!closes(c)) {
            return gln_char__space(c);
        }
    }
    return true;
}
