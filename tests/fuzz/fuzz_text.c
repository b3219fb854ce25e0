/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes: decoded; what decodes is cut, without the fast paths too, and matched, and must hold together. */
#include "core/utf8.h"
#include "guanlan/matcher.h"
#include "text/decode.h"
#include "text/segment.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

static void check_tokens(gln_slice text, const gln_token *tokens, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        require(tokens[i].start == at && tokens[i].len > 0);
        at += tokens[i].len;
    }
    require(at == text.len);
}

static void check_hits(gln_slice text, const gln_hit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        require(hits[i].start < hits[i].end && hits[i].end <= text.len);
        require(i == 0 || hits[i - 1].start <= hits[i].start);
        require(((unsigned char)text.ptr[hits[i].start] & 0xC0U) != 0x80U);
        require(hits[i].end == text.len || ((unsigned char)text.ptr[hits[i].end] & 0xC0U) != 0x80U);
    }
}

/* The first few bytes of the text as a term, beside fixed ones. */
static void match(const gln_analyzer *analyzer, gln_segmenter *segmenter, gln_slice text)
{
    char own[16] = "";
    size_t n = 0;
    size_t offset;
    while (n < sizeof own - 1 && n < text.len) {
        own[n] = text.ptr[n];
        n++;
    }
    while (n > 0 && !gln_utf8__valid((gln_slice){own, n}, &offset)) {
        n--;
    }
    own[n] = '\0';
    const char *terms[] = {"的", "a*", "1", own};
    gln_matcher *matcher = NULL;
    if (gln_matcher_new(analyzer, terms, 4, GLN_MATCH_STRING, &matcher, NULL) != GLN_OK) {
        require(gln_matcher_new(analyzer, terms, 3, GLN_MATCH_STRING, &matcher, NULL) == GLN_OK);
    }
    const gln_hit *hits;
    require(gln_matcher_run(matcher, segmenter, text, NULL, 0, &hits, &n, NULL) == GLN_OK);
    check_hits(text, hits, n);
    gln_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static gln_analyzer *analyzer;
    static gln_segmenter *segmenter;
    static gln_segmenter *slow;
    if (!analyzer) {
        require(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK);
        require(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK);
        require(gln_segmenter_new(analyzer, &slow, NULL) == GLN_OK);
        gln_segmenter_number(segmenter, true);
        gln_segmenter_number(slow, true);
        slow->plain_ascii = false;
        memset(slow->table.wide, 0xFF, 0x10000 * sizeof *slow->table.wide); /* GLN_WIDE_NONE */
    }
    gln_buffer out = GLN_BUFFER_INIT;
    gln_slice bytes = {(const char *)data, size};
    const char *name = NULL;
    bool bom = false;
    size_t offset;
    gln_error err = GLN_ERROR_INIT;
    if (gln_text__decode(bytes, NULL, &out, &name, &bom, &err) == GLN_OK) {
        gln_slice text = gln_buffer__slice(&out);
        const gln_token *tokens;
        size_t n;
        require(name && gln_utf8__valid(text, &offset));
        require(gln_segmenter_run(segmenter, text, &tokens, &n, NULL) == GLN_OK);
        check_tokens(text, tokens, n);
        const gln_token *slowly;
        size_t n_slowly;
        require(gln_segmenter_run(slow, text, &slowly, &n_slowly, NULL) == GLN_OK && n_slowly == n);
        require(n == 0 || memcmp(tokens, slowly, n * sizeof *tokens) == 0);
        for (size_t i = 0; i < n; i++) {
            gln_slice term;
            gln_slice token = gln_slice_sub(text, tokens[i].start, tokens[i].len);
            require(gln_segmenter_term(segmenter, token, &term, NULL) == GLN_OK && gln_utf8__valid(term, &offset));
        }
        match(analyzer, segmenter, text);
    } else {
        require(err.status != GLN_OK && out.len == 0);
    }
    gln_buffer__clear(&out);
    if (gln_text__decode(bytes, "gb18030", &out, &name, &bom, NULL) != GLN_OK) {
        require(out.len == 0);
    }
    gln_buffer__free(&out);
    return 0;
}
