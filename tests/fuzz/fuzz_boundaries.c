/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text without ideographs: our boundaries against those of ICU, byte for byte. Two bytes of the input make a code
 * point, so that every script is near; ideographs are left out. */
#include "core/utf8.h"
#include "guanlan/analyzer.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 512 };

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

/* The code point that two bytes stand for: half of them ASCII and Latin, the rest the plane, and emoji. */
static uint32_t point_of(uint8_t high, uint8_t low)
{
    if (high < 0x80) {
        return (uint32_t)(high & 1U) << 8 | low;
    }
    if (high >= 0xF0) {
        return 0x1F000U + ((uint32_t)(high & 0x0FU) << 8 | low);
    }
    return ((uint32_t)(high & 0x7FU) << 9 | (uint32_t)low << 1 | (low & 1U)) & 0xFFFFU;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    UChar units[2 * MOST];
    char bytes[4 * MOST];
    uint32_t ends[4 * MOST]; /* by unit: the byte that it ends at */
    int32_t n_units = 0;
    size_t len = 0;
    for (size_t i = 0; i + 1 < size && i < 2 * MOST; i += 2) {
        UErrorCode code = U_ZERO_ERROR;
        uint32_t c = point_of(data[i], data[i + 1]);
        if (c == 0 || (c >= 0xD800 && c <= 0xDFFF) || uscript_getScript((UChar32)c, &code) == USCRIPT_HAN) {
            continue;
        }
        U16_APPEND_UNSAFE(units, n_units, (UChar32)c);
        len += gln_utf8__put(bytes + len, c);
        ends[n_units] = (uint32_t)len;
    }
    static gln_analyzer *analyzer;
    static gln_segmenter *segmenter;
    const gln_token *tokens = NULL;
    size_t n = 0;
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "", units, n_units, &code);
    require(U_SUCCESS(code));
    if (!analyzer) {
        require(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK);
        require(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK);
    }
    require(gln_segmenter_run(segmenter, (gln_slice){bytes, len}, &tokens, &n, NULL) == GLN_OK);
    (void)ubrk_first(words);
    size_t i = 0;
    for (int32_t to = ubrk_next(words); to != UBRK_DONE; to = ubrk_next(words), i++) {
        require(i < n && tokens[i].start + tokens[i].len == ends[to]);
    }
    require(i == n);
    ubrk_close(words);
    return 0;
}
