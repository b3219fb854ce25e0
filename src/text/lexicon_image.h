/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled lexicon: one block of bytes in the machine's own byte order, used where it lies.
 *
 *     header | nodes (trie.h) | characters: code point, code | folds: traditional, simplified |
 *     marks, one a node | models (char_model.h), by code, the first one for what has no code
 *
 * Each part is aligned to 64 bytes; the pairs are sorted by their first column. A mark says of the word that ends at
 * the node where the fine cut takes it apart (bit k: behind character k + 1) and whether it is a compound for the
 * coarse cut alone, which has no value in its node. */
#ifndef GLN_TEXT_LEXICON_IMAGE_H
#define GLN_TEXT_LEXICON_IMAGE_H

#include "core/sha256.h"
#include "text/char_model.h"

enum { GLN_LEXICON_VERSION = 3, GLN_LEXICON_MAX_WORD = 64 };

#define GLN_MARK_COARSE UINT32_C(0x8000)
enum { GLN_MARK_CUTS = 15 };

/* Classes of words in the trie's values. */
enum { GLN_WORD_PLAIN, GLN_WORD_PLACE, GLN_WORD_SURNAME };

/* What an image is made for. */
enum { GLN_LEXICON_SHIPPED = 1, GLN_LEXICON_USER = 2 };

typedef struct gln_lexicon_pair {
    uint32_t from;
    uint32_t to;
} gln_lexicon_pair;

typedef struct gln_lexicon_header {
    char magic[8];     /* GLN_LEXICON_MAGIC */
    uint64_t checksum; /* gln_lexicon__checksum of the whole, this field as 0 */
    uint32_t version;
    uint32_t order; /* GLN_LEXICON_ORDER, as the writing machine stores it */
    uint64_t size;  /* of the whole image */
    uint64_t n_words;
    uint64_t nodes_at; /* offsets from the image's start */
    uint64_t chars_at;
    uint64_t folds_at;
    uint64_t marks_at;
    uint64_t models_at;
    uint32_t n_nodes;
    uint32_t n_chars; /* codes are 1 to n_chars */
    uint32_t n_folds;
    uint32_t max_word;     /* characters of the longest word */
    uint32_t unknown_cost; /* of a character that is no word */
    uint32_t n_models;     /* n_chars + 1, or 0 in a user's */
    uint32_t purpose;      /* GLN_LEXICON_SHIPPED or GLN_LEXICON_USER */
    uint32_t keeps_script; /* a user's: 1 where its words were not folded */
    char sha256[GLN_SHA256_HEX];
    char filler[15]; /* zero; to a multiple of 64 */
} gln_lexicon_header;

_Static_assert(sizeof(gln_lexicon_header) % 64 == 0, "the nodes must lie on a cache line");

#define GLN_LEXICON_MAGIC "GLNLEXI\n"
#define GLN_LEXICON_ORDER UINT32_C(0x01020304)

/* A lexicon in use; everything is borrowed from the image. */
typedef struct gln_lexicon {
    const uint64_t *nodes;
    const gln_lexicon_pair *chars;
    const gln_lexicon_pair *folds;
    const uint16_t *marks; /* NULL in a user's */
    const gln_char_model *models;
    const char *sha256;
    uint64_t n_words;
    uint32_t n_nodes;
    uint32_t n_chars;
    uint32_t n_folds;
    uint32_t max_word;
    uint32_t unknown_cost;
    uint32_t purpose;
    bool keeps_script;
} gln_lexicon;

/* Checks an image and opens it in place. The bytes must be aligned to 8 and outlive the lexicon. After this no step
 * through it can leave the image, whatever it holds. */
GLN_MUST_USE gln_status gln_lexicon__open(gln_slice image, gln_lexicon *out, gln_error *err);

/* The checksum of an image whose bytes are a multiple of 64: whatever goes wrong in two places of it is found. */
uint64_t gln_lexicon__checksum(gln_slice image);

/* The image that is built into the library. */
gln_slice gln_lexicon__embedded(void);

/* `to` of the pair that has this `from`, or 0. */
uint32_t gln_lexicon__pair(const gln_lexicon_pair *pairs, uint32_t n, uint32_t from);

/* The value of a word in either script, in lower case; GLN_TRIE_NO_WORD where the lexicon has no such word. */
uint32_t gln_lexicon__find(const gln_lexicon *lexicon, gln_slice word);

#endif
