/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon_image.h"

#include "core/utf8.h"
#include "text/trie.h"

static gln_status refuse(gln_error *err, const char *what)
{
    return gln_error_set(err, GLN_ERR_FORMAT, "the compiled lexicon cannot be used: %s", what);
}

enum { BLOCK = 64, LANES = 4 };

/* Two words of the image next to each other. */
typedef uint64_t pair __attribute__((vector_size(16)));

/* Fletcher's sums (1982) of the halves of two words: the halves, and the sums after each of them. */
typedef struct sums {
    pair low, low2;
    pair high, high2;
    pair outside; /* bit 63: some node's base is beyond the furthest */
} sums;

static inline __attribute__((always_inline)) void add_pair(sums *s, const char *bytes, uint64_t furthest)
{
    pair words;
    memcpy(&words, bytes, sizeof words);
    s->low += words & UINT32_MAX;
    s->low2 += s->low;
    s->high += words >> 32;
    s->high2 += s->high;
    s->outside |= furthest - (words >> 24 & 0xFFFFFF); /* gln_trie__base */
}

/* Adds blocks of 64 bytes; whether no base of theirs, if they are nodes, is beyond the furthest. Nothing waits for
 * anything but memory: opening the lexicon reads all of it, and reads it once. */
static bool add_blocks(sums io[LANES / 2], const char *bytes, size_t n, uint64_t furthest)
{
    sums first = io[0];
    sums second = io[1];
    first.outside = second.outside = (pair){0, 0};
    for (const char *end = bytes + n * BLOCK; bytes < end; bytes += BLOCK) {
        add_pair(&first, bytes, furthest);
        add_pair(&second, bytes + sizeof(pair), furthest);
        add_pair(&first, bytes + 2 * sizeof(pair), furthest);
        add_pair(&second, bytes + 3 * sizeof(pair), furthest);
    }
    io[0] = first;
    io[1] = second;
    pair outside = first.outside | second.outside;
    return (outside[0] | outside[1]) >> 63 == 0;
}

/* One number of all sums, each of which counts (FNV-1a by words: Fowler, Noll & Vo). */
static uint64_t fold_sums(const sums s[LANES / 2])
{
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < LANES / 2; i++) {
        const pair parts[] = {s[i].low, s[i].low2, s[i].high, s[i].high2};
        for (size_t k = 0; k < 2 * sizeof parts / sizeof *parts; k++) {
            sum = (sum ^ parts[k / 2][k % 2]) * UINT64_C(0x100000001B3);
            sum ^= sum >> 32;
        }
    }
    return sum;
}

/* The checksum of an image, and whether the bases in its blocks [from, to) go no further than that. */
static uint64_t sum_image(gln_slice image, size_t from, size_t to, uint64_t furthest, bool *inside)
{
    sums s[LANES / 2];
    char head[BLOCK];
    uint64_t none = 0;
    size_t n = image.len / BLOCK;
    memset(s, 0, sizeof s);
    memcpy(head, image.ptr, sizeof head);
    memcpy(head + offsetof(gln_lexicon_header, checksum), &none, sizeof none);
    (void)add_blocks(s, head, 1, 0);
    (void)add_blocks(s, image.ptr + BLOCK, from - 1, 0);
    *inside = add_blocks(s, image.ptr + from * BLOCK, to - from, furthest);
    (void)add_blocks(s, image.ptr + to * BLOCK, n - to, 0);
    return fold_sums(s);
}

uint64_t gln_lexicon__checksum(gln_slice image)
{
    bool inside;
    return sum_image(image, 1, 1, 0, &inside);
}

/* n items of the size at `at` lie inside the image, aligned. */
static bool lies_inside(const gln_lexicon_header *h, uint64_t at, uint64_t n, uint64_t size)
{
    return at >= sizeof *h && at % 64 == 0 && at <= h->size && n <= (h->size - at) / size;
}

/* The checksum and the nodes in one go. */
static gln_status check_bytes(gln_slice image, const gln_lexicon_header *h, gln_error *err)
{
    uint64_t behind = (uint64_t)h->n_chars + 2; /* what a base needs: the lattice has a code that no word has */
    uint64_t furthest = h->n_nodes > behind ? h->n_nodes - behind : 0;
    size_t from = (size_t)h->nodes_at / BLOCK;
    size_t blocks = ((size_t)h->n_nodes * sizeof(uint64_t) + BLOCK - 1) / BLOCK; /* the last one ends in zeros */
    bool inside;
    if (sum_image(image, from, from + blocks, furthest, &inside) != h->checksum) {
        return refuse(err, "its checksum does not agree");
    }
    return inside && h->n_nodes >= behind ? GLN_OK : refuse(err, "a node points outside");
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
    uint64_t n_marks = h->purpose == GLN_LEXICON_SHIPPED ? h->n_nodes : 0;
    if (h->n_nodes < 1 || h->n_nodes > GLN_TRIE_MAX_NODES || h->n_chars > UINT16_MAX ||
        h->max_word > GLN_LEXICON_MAX_WORD || h->unknown_cost > GLN_TRIE_COST ||
        !lies_inside(h, h->nodes_at, h->n_nodes, sizeof(uint64_t)) ||
        !lies_inside(h, h->chars_at, h->n_chars, sizeof(gln_lexicon_pair)) ||
        !lies_inside(h, h->folds_at, h->n_folds, sizeof(gln_lexicon_pair)) ||
        !lies_inside(h, h->marks_at, n_marks, sizeof(uint16_t)) ||
        !lies_inside(h, h->models_at, h->n_models, sizeof(gln_char_model)) ||
        h->n_models != (h->purpose == GLN_LEXICON_SHIPPED ? h->n_chars + 1 : 0) ||
        (h->purpose != GLN_LEXICON_SHIPPED && h->purpose != GLN_LEXICON_USER)) {
        return refuse(err, "its sizes do not agree");
    }
    return check_bytes(image, h, err);
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
                           .marks = h.purpose == GLN_LEXICON_SHIPPED ? marks_at : NULL,
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
