/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon_base.h"

#include "core/utf8.h"
#include "text/trie.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

bool gln_lexicon__is_base(gln_slice data)
{
    if (gln_slice_starts(data, GLN_LIT("\xEF\xBB\xBF"))) {
        data = gln_slice_sub(data, 3, data.len - 3);
    }
    return gln_slice_starts(data, GLN_LIT(GLN_LEXICON_BASE_LINE));
}

/* ---- in -------------------------------------------------------------------------------------------------------------
 */

typedef struct rows {
    gln_lexicon_entry *entries;
    size_t n;
    size_t capacity;
} rows;

static gln_status read_rows(gln_slice data, const char *file, gln_lexicon_faults faults, rows *r, gln_error *err)
{
    gln_lexicon_reader reader = {data, file, 0, 0};
    for (bool more = true;;) {
        gln_lexicon_entry entry = {{NULL, 0}, 0, {NULL, 0}, {NULL, 0}};
        gln_error line = GLN_ERROR_INIT;
        uint32_t cuts;
        gln_status status = gln_lexicon__read(&reader, &entry, &more, &line);
        if (status == GLN_OK && !more) {
            return GLN_OK;
        }
        if (status == GLN_OK && !gln_lexicon__cuts(&entry, &cuts)) {
            status = gln_error_set(&line, GLN_ERR_FORMAT, "the parts are not the word with bars in it");
        } else if (status == GLN_OK && entry.freq == 0 && cuts == 0) {
            status = gln_error_set(&line, GLN_ERR_FORMAT, "a word has neither a frequency of at least 1 nor parts");
        }
        if (status == GLN_ERR_FORMAT) {
            status = gln_lexicon_faults__tell(faults, file, reader.line, line.message, err);
            gln_error_clear(&line);
            if (status != GLN_OK) {
                return status;
            }
            continue;
        }
        gln_lexicon_entry *grown = gln_memory__grown(r->entries, &r->capacity, r->n + 1, sizeof *grown);
        if (!grown) {
            return gln_error__nomem(err);
        }
        r->entries = grown;
        grown[r->n++] = entry;
    }
}

gln_status gln_lexicon__build_base(gln_slice data, const char *file, const gln_lexicon *shipped,
                                   gln_lexicon_faults faults, gln_buffer *image, gln_error *err)
{
    rows r = {NULL, 0, 0};
    unsigned char digest[GLN_SHA256_SIZE];
    char sha256[GLN_SHA256_HEX];
    gln_lexicon_character *characters = gln_memory__array(shipped->n_chars, sizeof *characters);
    gln_status status = characters ? gln_sha256__digest(data, digest, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, sha256);
        status = read_rows(data, file, faults, &r, err);
    }
    if (status == GLN_OK) {
        for (uint32_t i = 0; i < shipped->n_chars; i++) {
            characters[i] = (gln_lexicon_character){shipped->chars[i].from, shipped->models[shipped->chars[i].to]};
        }
        gln_lexicon_input input = {.entries = r.entries,
                                   .n_entries = r.n,
                                   .folds = shipped->folds,
                                   .n_folds = shipped->n_folds,
                                   .characters = characters,
                                   .n_characters = shipped->n_chars,
                                   .sha256 = sha256,
                                   .purpose = GLN_LEXICON_SHIPPED};
        status = gln_lexicon__compile(&input, image, err);
        if (status != GLN_OK) {
            gln_error_at(err, file, GLN_NO_LINE, GLN_NO_OFFSET);
        }
    }
    free(characters);
    free(r.entries);
    return status;
}

/* ---- out ------------------------------------------------------------------------------------------------------------
 */

/* A word on its way out: bytes of the text of all. */
typedef struct written {
    size_t start;
    uint32_t len;
    uint32_t node;
} written;

/* The code points of the word that ends at a node, backwards; their number, or 0 where the way does not lead to the
 * root. */
static size_t spell(const gln_lexicon *lexicon, const uint32_t *points, uint32_t node, uint32_t word[])
{
    size_t n = 0;
    while (node != 0) {
        uint32_t parent = gln_trie__check(lexicon->nodes[node]);
        if (parent >= lexicon->n_nodes || n == GLN_LEXICON_MAX_WORD) {
            return 0;
        }
        uint32_t code = node - gln_trie__base(lexicon->nodes[parent]);
        if (code == 0 || code > lexicon->n_chars || points[code] == 0) {
            return 0;
        }
        word[n++] = points[code];
        node = parent;
    }
    return n;
}

static int by_bytes(const void *a, const void *b, void *text)
{
    const written *x = a;
    const written *y = b;
    const char *at = text;
    return gln_slice_compare((gln_slice){at + x->start, x->len}, (gln_slice){at + y->start, y->len});
}

static bool is_word(const gln_lexicon *lexicon, uint32_t node)
{
    return gln_trie__check(lexicon->nodes[node]) != GLN_TRIE_FREE &&
           (gln_trie__value(lexicon->nodes[node]) != GLN_TRIE_NO_WORD || lexicon->marks[node] & GLN_MARK_COARSE);
}

/* All words, sorted; they and their text are the caller's. */
static gln_status list_words(const gln_lexicon *lexicon, const uint32_t *points, gln_buffer *text, written **out,
                             size_t *n_out, gln_error *err)
{
    written *words = gln_memory__array((size_t)lexicon->n_words + 1, sizeof *words);
    size_t n = 0;
    if (!words) {
        return gln_error__nomem(err);
    }
    for (uint32_t node = 1; node < lexicon->n_nodes && n < lexicon->n_words; node++) {
        uint32_t word[GLN_LEXICON_MAX_WORD];
        size_t length = is_word(lexicon, node) ? spell(lexicon, points, node, word) : 0;
        if (length == 0) {
            continue;
        }
        size_t start = text->len;
        while (length-- > 0) {
            char bytes[4];
            gln_buffer__put(text, (gln_slice){bytes, gln_utf8__put(bytes, word[length])});
        }
        words[n++] = (written){start, (uint32_t)(text->len - start), node};
    }
    if (text->failed) {
        free(words);
        return gln_error__nomem(err);
    }
    if (n) {
        qsort_r(words, n, sizeof *words, by_bytes, text->data);
    }
    *out = words;
    *n_out = n;
    return GLN_OK;
}

static void put_row(const gln_lexicon *lexicon, gln_slice word, uint32_t node, uint64_t frequency, gln_buffer *out)
{
    static const char *const tags[] = {"", "ns", "nrs"};
    uint32_t value = gln_trie__value(lexicon->nodes[node]);
    uint32_t class = value == GLN_TRIE_NO_WORD ? GLN_WORD_PLAIN : value >> GLN_TRIE_CLASS_SHIFT;
    char number[24];
    (void)snprintf(number, sizeof number, "\t%" PRIu64 "\t", value == GLN_TRIE_NO_WORD ? 0 : frequency);
    gln_buffer__put(out, word);
    gln_buffer__puts(out, number);
    gln_buffer__puts(out, class < 3 ? tags[class] : "");
    gln_buffer__byte(out, '\t');
    uint32_t cuts = lexicon->marks[node] & ~GLN_MARK_COARSE;
    size_t n = 0;
    for (size_t at = 0; at < word.len && cuts; n++) {
        size_t next = at;
        if (n > 0 && n <= GLN_MARK_CUTS && cuts >> (n - 1) & 1U) {
            gln_buffer__byte(out, '|');
        }
        (void)gln_utf8__next(word.ptr, &next);
        gln_buffer__put(out, gln_slice_sub(word, at, next - at));
        at = next;
    }
    gln_buffer__byte(out, '\n');
}

gln_status gln_lexicon__write_base(const gln_lexicon *lexicon, const uint64_t *frequencies, gln_buffer *out,
                                   gln_error *err)
{
    gln_buffer text = GLN_BUFFER_INIT;
    written *words = NULL;
    size_t n = 0;
    uint32_t *points = gln_memory__zeroed((size_t)lexicon->n_chars + 1, sizeof *points);
    gln_status status = points ? GLN_OK : gln_error__nomem(err);
    for (uint32_t i = 0; status == GLN_OK && i < lexicon->n_chars; i++) {
        points[lexicon->chars[i].to] = lexicon->chars[i].from;
    }
    if (status == GLN_OK) {
        status = list_words(lexicon, points, &text, &words, &n, err);
    }
    for (size_t i = 0; status == GLN_OK && i < n; i++) {
        gln_slice word = {text.data + words[i].start, words[i].len};
        put_row(lexicon, word, words[i].node, frequencies[words[i].node], out);
    }
    if (status == GLN_OK && out->failed) {
        status = gln_error__nomem(err);
    }
    free(words);
    free(points);
    gln_buffer__free(&text);
    return status;
}
