/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own words: a hard wish. They are found over the whole text before anything else is cut, the leftmost first
 * and of several that start there the longest, and nothing but them decides: frequencies are read and not used. */
#include "core/file.h"
#include "core/intern.h"
#include "text/lexicon_read.h"
#include "text/segment.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <stdlib.h>

enum { MAX_BYTE = 255 };

bool gln_char__needs_bound(uint32_t c, bool at_end)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar32 point = (UChar32)c;
    if (!u_isUAlphabetic(point) && u_charType(point) != U_DECIMAL_DIGIT_NUMBER) {
        return false;
    }
    if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
        u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC)) {
        return false;
    }
    switch (uscript_getScript(point, &code)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
        return false;
    case USCRIPT_HANGUL:
        return !at_end;
    default:
        return c != 0x30FC && c != 0xFF70; /* the prolonged sound mark is of no script and stands among kana */
    }
}

/* Normalizes the words of one file into the set. */
static gln_status read_words(gln_slice data, const char *file, gln_char_table *table, gln_intern *set,
                             uint64_t *n_words, gln_error *err)
{
    gln_lexicon_reader reader = {data, file, 0, 0};
    gln_normal normal = GLN_NORMAL_INIT;
    gln_status status = GLN_OK;
    *n_words = 0;
    for (;;) {
        gln_lexicon_entry entry = {{NULL, 0}, 0, {NULL, 0}, {NULL, 0}};
        bool more = true;
        status = gln_lexicon__read(&reader, &entry, &more, err);
        if (status != GLN_OK || !more) {
            break;
        }
        status = gln_text__normalize(table, entry.word, true, &normal, err);
        gln_slice word = gln_buffer__slice(&normal.text);
        if (status == GLN_OK && (word.len == 0 || memchr(word.ptr, ' ', word.len))) {
            status = gln_error_set(err, GLN_ERR_FORMAT, "the word is nothing, or holds a space, once it is normalized");
        }
        if (status == GLN_OK && gln_intern__add(set, word) == GLN_NO_ID) {
            status = gln_error__nomem(err);
        }
        if (status != GLN_OK) {
            gln_error_at(err, file, reader.line, GLN_NO_OFFSET);
            break;
        }
        ++*n_words;
    }
    gln_normal__free(&normal);
    return status;
}

static gln_status read_file(gln_analyzer *analyzer, const char *file, gln_char_table *table, gln_intern *set,
                            gln_error *err)
{
    gln_lexicon_source *source = &analyzer->sources[analyzer->n_sources];
    gln_buffer data = GLN_BUFFER_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    gln_status status = gln_file__read(file, &data, err);
    if (status == GLN_OK) {
        status = gln_sha256__digest(gln_buffer__slice(&data), digest, err);
    }
    if (status == GLN_OK) {
        gln_sha256__hex(digest, source->sha256);
        status = read_words(gln_buffer__slice(&data), file, table, set, &source->words, err);
    }
    if (status == GLN_OK) {
        source->name = gln_memory__string(gln_path__base(gln_slice_of(file)));
        status = source->name ? GLN_OK : gln_error__nomem(err);
    }
    analyzer->n_sources += status == GLN_OK;
    gln_buffer__free(&data);
    return status;
}

/* The set of words as a trie over bytes. */
static gln_status build_trie(const gln_intern *set, gln_trie *out, gln_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < set->count; i++) {
        bytes += set->items[i].len;
    }
    uint32_t *order = gln_intern__sorted(set);
    uint16_t *codes = gln_memory__array(bytes, sizeof *codes);
    size_t *starts = gln_memory__array(set->count + 1, sizeof *starts);
    uint16_t *costs = gln_memory__zeroed(set->count, sizeof *costs);
    gln_status status = order && codes && starts && costs ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        size_t end = 0;
        for (size_t i = 0; i < set->count; i++) {
            gln_slice word = set->items[order[i]];
            starts[i] = end;
            for (size_t k = 0; k < word.len; k++) {
                codes[end++] = (unsigned char)word.ptr[k];
            }
        }
        starts[set->count] = end;
        gln_trie_words words = {codes, starts, costs, set->count, MAX_BYTE};
        status = gln_trie__build(&words, out, err);
    }
    free(order);
    free(codes);
    free(starts);
    free(costs);
    return status;
}

gln_status gln_analyzer__read_user(gln_analyzer *analyzer, const char *const *files, size_t n, gln_error *err)
{
    if (n == 0) {
        return GLN_OK;
    }
    gln_intern set = {0};
    gln_char_table *table = gln_memory__zeroed(1, sizeof *table);
    analyzer->sources = gln_memory__zeroed(n, sizeof *analyzer->sources);
    gln_status status = table && analyzer->sources ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_char_table__init(table, &analyzer->lexicon, analyzer->keep_script, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = read_file(analyzer, files[i], table, &set, err);
    }
    if (status == GLN_OK && set.count) {
        status = build_trie(&set, &analyzer->user, err);
    }
    if (table) {
        gln_char_table__clear(table);
    }
    free(table);
    gln_intern__clear(&set);
    return status;
}

/* The longest word at `at` of the normalized text that may be taken: its end, or 0. The bounds are made when first
 * asked for. */
static gln_status longest_at(gln_segmenter *s, gln_slice text, size_t at, bool *bounded, gln_claim *claim,
                             uint32_t *end, gln_error *err)
{
    gln_slice normal = gln_buffer__slice(&s->whole.text);
    const uint64_t *nodes = s->analyzer->user.nodes;
    uint32_t node = 0;
    *end = 0;
    for (size_t i = at; i < normal.len; i++) {
        node = gln_trie__step(nodes, node, (unsigned char)normal.ptr[i]);
        if (node == 0) {
            break;
        }
        gln_claim found;
        if (gln_trie__value(nodes[node]) == GLN_TRIE_NO_WORD ||
            !gln_normal__origin(&s->whole, (uint32_t)at, (uint32_t)i + 1, &found.start, &found.end)) {
            continue;
        }
        size_t first = at;
        size_t last = gln_utf8__back(normal.ptr, i + 1);
        bool start_bound = gln_char__needs_bound(gln_utf8__next(normal.ptr, &first), false);
        bool end_bound = gln_char__needs_bound(gln_utf8__next(normal.ptr, &last), true);
        if ((start_bound || end_bound) && !*bounded) {
            gln_status status = gln_segmenter__find_bounds(s, text, err);
            if (status != GLN_OK) {
                return status;
            }
            *bounded = true;
        }
        if ((!start_bound || gln_segmenter__is_bound(s, found.start)) &&
            (!end_bound || gln_segmenter__is_bound(s, found.end))) {
            *claim = found;
            *end = (uint32_t)i + 1;
        }
    }
    return GLN_OK;
}

/* Whether the text goes on at `at` with a mark that belongs to what stands before. */
static bool goes_on(gln_segmenter *s, gln_slice text, uint32_t at)
{
    size_t next = at;
    return at < text.len &&
           GLN_CHAR_CLASS(gln_char_table__char(&s->table, gln_utf8__next(text.ptr, &next))) == GLN_CLASS_JOIN;
}

gln_status gln_segmenter__claim(gln_segmenter *s, gln_slice text, gln_error *err)
{
    gln_status status = gln_text__normalize(&s->table, text, true, &s->whole, err);
    gln_slice normal = gln_buffer__slice(&s->whole.text);
    bool bounded = false;
    for (size_t at = 0; at < normal.len && status == GLN_OK;) {
        gln_claim claim = {0, 0};
        uint32_t end = 0;
        status = longest_at(s, text, at, &bounded, &claim, &end, err);
        if (status != GLN_OK || end == 0 || goes_on(s, text, claim.end)) {
            at += gln_utf8__length((unsigned char)normal.ptr[at]);
            continue;
        }
        gln_claim *claims = gln_memory__grown(s->claims, &s->claims_capacity, s->n_claims + 1, sizeof *claims);
        if (!claims) {
            return gln_error__nomem(err);
        }
        s->claims = claims;
        claims[s->n_claims++] = claim;
        at = end;
    }
    return status;
}
