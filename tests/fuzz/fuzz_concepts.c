/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a term file: refused with a line inside of it, or read; then the file itself is searched for what it
 * names: hits of one entry lie in order, on characters, and no two of one touch. */
#include "core/utf8.h"
#include "guanlan/matcher.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

static bool is_boundary(gln_slice text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0U) != 0x80U;
}

static void search(const gln_analyzer *analyzer, const gln_concepts *concepts, gln_match match, gln_slice text)
{
    gln_matcher *matcher = NULL;
    gln_segmenter *segmenter = NULL;
    const gln_hit *hits = NULL;
    size_t n = 0;
    require(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK);
    if (gln_matcher_new_concepts(analyzer, NULL, 0, concepts, match, &matcher, NULL) == GLN_OK) {
        size_t n_terms = gln_matcher_n_terms(matcher);
        uint32_t *ends = calloc(n_terms, sizeof *ends);
        require(ends && n_terms == gln_concepts_count(concepts));
        require(gln_matcher_run(matcher, segmenter, text, NULL, 0, &hits, &n, NULL) == GLN_OK);
        for (size_t i = 0; i < n; i++) {
            require(hits[i].term < n_terms && hits[i].start < hits[i].end && hits[i].end <= text.len);
            require(hits[i].start >= ends[hits[i].term]);
            require(is_boundary(text, hits[i].start) && is_boundary(text, hits[i].end));
            ends[hits[i].term] = hits[i].end;
        }
        free(ends);
    }
    gln_matcher_free(matcher);
    gln_segmenter_free(segmenter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static gln_analyzer *analyzer; /* one for the whole run */
    gln_slice text = {size ? (const char *)data : "", size};
    gln_error err = GLN_ERROR_INIT;
    gln_concepts *concepts = NULL;
    size_t offset;
    if (!analyzer) {
        require(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK);
    }
    if (gln_concepts_parse(text, "terms", &concepts, &err) != GLN_OK) {
        require(err.message[0] && (err.line != GLN_NO_LINE || err.offset != GLN_NO_OFFSET || size > 1 << 20));
        return 0;
    }
    if (gln_utf8__valid(text, &offset)) {
        search(analyzer, concepts, GLN_MATCH_STRING, text);
        search(analyzer, concepts, GLN_MATCH_WORD, text);
    }
    gln_concepts_free(concepts);
    return 0;
}
