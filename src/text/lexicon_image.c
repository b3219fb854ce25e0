/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon_image.h"

#include "core/utf8.h"
#include "text/trie.h"

static gln_status refuse(gln_error *err, const char *what)
{
    return gln_error_set(err, GLN_ERR_FORMAT, "the compiled lexicon cannot be used: %s", what);
}

enum { LANES = 8 };

/* FNV-1a (Fowler, Noll & Vo) by words instead of bytes, in eight lanes that do not wait for each other: opening the
 * lexicon reads all of it. */
uint64_t gln_lexicon__checksum(gln_slice image)
{
    static const uint64_t prime = UINT64_C(0x100000001B3);
    uint64_t lanes[LANES];
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    for (size_t k = 0; k < LANES; k++) {
        lanes[k] = sum + k;
    }
    for (size_t at = 0; at + sizeof lanes <= image.len; at += sizeof lanes) {
        uint64_t words[LANES];
        memcpy(words, image.ptr + at, sizeof words);
        if (at == 0) {
            words[offsetof(gln_lexicon_header, checksum) / sizeof *words] = 0;
        }
        for (size_t k = 0; k < LANES; k++) {
            uint64_t mixed = (lanes[k] ^ words[k]) * prime;
            lanes[k] = mixed ^ mixed >> 29; /* high bits count too */
        }
    }
    for (size_t k = 0; k < LANES; k++) {
        sum = (sum ^ lanes[k]) * prime;
    }
    return sum ^ sum >> 32;
}

/* n items of the size at `at` lie inside the image, aligned. */
static bool lies_inside(const gln_lexicon_header *h, uint64_t at, uint64_t n, uint64_t size)
{
    return at >= sizeof *h && at % 64 == 0 && at <= h->size && n <= (h->size - at) / size;
}

static gln_status check_header(gln_slice image, gln_lexicon_header *h, gln_error *err)
{
    if (image.len < sizeof *h || (uintptr_t)image.ptr % 8 != 0) {
        return refuse(err, "it is cut short");
    }
    memcpy(h, image.ptr, sizeof *h);
    if (memcmp(h->magic, GLN_LEXICON_MAGIC, sizeof h->magic) != 0) {
        return refuse(err, "it is no lexicon");
    }
    if (h->order != GLN_LEXICON_ORDER || h->version != GLN_LEXICON_VERSION) {
        return refuse(err, "it was made by another version, or for another machine");
    }
    if (h->size != image.len || h->size % 64 != 0 || h->sha256[GLN_SHA256_HEX - 1] != '\0') {
        return refuse(err, "its header is damaged");
    }
    if (gln_lexicon__checksum(image) != h->checksum) {
        return refuse(err, "its checksum does not agree");
    }
    if (h->n_nodes < 1 || h->n_nodes > GLN_TRIE_MAX_NODES || h->n_chars > UINT16_MAX ||
        h->max_word > GLN_LEXICON_MAX_WORD || h->unknown_cost > GLN_TRIE_COST ||
        !lies_inside(h, h->nodes_at, h->n_nodes, sizeof(uint64_t)) ||
        !lies_inside(h, h->chars_at, h->n_chars, sizeof(gln_lexicon_pair)) ||
        !lies_inside(h, h->folds_at, h->n_folds, sizeof(gln_lexicon_pair)) ||
        !lies_inside(h, h->marks_at, h->n_nodes, sizeof(uint16_t)) ||
        !lies_inside(h, h->models_at, h->n_models, sizeof(gln_char_model)) ||
        h->n_models != (h->purpose == GLN_LEXICON_SHIPPED ? h->n_chars + 1 : 0) ||
        (h->purpose != GLN_LEXICON_SHIPPED && h->purpose != GLN_LEXICON_USER)) {
        return refuse(err, "its sizes do not agree");
    }
    return GLN_OK;
}

static bool pairs_ascend(const gln_lexicon_pair *pairs, uint32_t n, uint32_t max_to)
{
    for (uint32_t i = 0; i < n; i++) {
        if (pairs[i].to == 0 || pairs[i].to > max_to ||
            (pairs[i].to >= 0xD800 && pairs[i].to <= 0xDFFF && max_to > UINT16_MAX) ||
            (i > 0 && pairs[i].from <= pairs[i - 1].from)) {
            return false;
        }
    }
    return true;
}

gln_status gln_lexicon__open(gln_slice image, gln_lexicon *out, gln_error *err)
{
    gln_lexicon_header h;
    gln_status status = check_header(image, &h, err);
    if (status != GLN_OK) {
        return status;
    }
    const void *nodes_at = image.ptr + h.nodes_at;
    const void *chars_at = image.ptr + h.chars_at;
    const void *folds_at = image.ptr + h.folds_at;
    const void *marks_at = image.ptr + h.marks_at;
    const void *models_at = image.ptr + h.models_at;
    gln_lexicon lexicon = {.nodes = nodes_at,
                           .chars = chars_at,
                           .folds = folds_at,
                           .marks = marks_at,
                           .models = models_at,
                           .sha256 = image.ptr + offsetof(gln_lexicon_header, sha256),
                           .n_words = h.n_words,
                           .n_nodes = h.n_nodes,
                           .n_chars = h.n_chars,
                           .n_folds = h.n_folds,
                           .max_word = h.max_word,
                           .unknown_cost = h.unknown_cost,
                           .purpose = h.purpose,
                           .keeps_script = h.keeps_script != 0};
    uint32_t furthest = 0;
    for (uint32_t i = 0; i < h.n_nodes; i++) {
        uint32_t base = gln_trie__base(lexicon.nodes[i]);
        furthest = base > furthest ? base : furthest;
    }
    if (furthest + h.n_chars + 1 >= h.n_nodes) { /* one more: the lattice has a code that no word has */
        return refuse(err, "a node points outside");
    }
    if (!pairs_ascend(lexicon.chars, lexicon.n_chars, lexicon.n_chars) ||
        !pairs_ascend(lexicon.folds, lexicon.n_folds, 0x10FFFF)) {
        return refuse(err, "its characters are not in order");
    }
    *out = lexicon;
    return GLN_OK;
}

uint32_t gln_lexicon__pair(const gln_lexicon_pair *pairs, uint32_t n, uint32_t from)
{
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairs[middle].from < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n && pairs[low].from == from ? pairs[low].to : 0;
}

uint32_t gln_lexicon__find(const gln_lexicon *lexicon, gln_slice word)
{
    uint32_t node = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t c = gln_utf8__next(word.ptr, &at);
        uint32_t folded = gln_lexicon__pair(lexicon->folds, lexicon->n_folds, c);
        uint32_t code = gln_lexicon__pair(lexicon->chars, lexicon->n_chars, folded ? folded : c);
        node = code ? gln_trie__step(lexicon->nodes, node, code) : 0;
        if (node == 0) {
            return GLN_TRIE_NO_WORD;
        }
    }
    return node ? gln_trie__value(lexicon->nodes[node]) : GLN_TRIE_NO_WORD;
}
