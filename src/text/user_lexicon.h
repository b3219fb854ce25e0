/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's lexicon: a readable file, or an image that `guanlan lexicon compile` made of one. Its words are kept as they
 * are looked for: normalized, and folded unless scripts are kept apart. */
#ifndef GLN_TEXT_USER_LEXICON_H
#define GLN_TEXT_USER_LEXICON_H

#include "core/buffer.h"
#include "guanlan/analyzer.h"
#include "text/char_table.h"

typedef struct gln_user_lexicon {
    char *name; /* of the file, without folder */
    char sha256[GLN_SHA256_HEX];
    gln_lexicon lexicon;
    gln_buffer built;              /* the image, where it was made here */
    void *mapped;                  /* where it is a file's */
    size_t mapped_len;             /* NULL and 0 otherwise */
    uint16_t *codes[GLN_N_BLOCKS]; /* of code points; NULL where a block has none */
} gln_user_lexicon;

/* Where faults of single lines go; fn may be NULL: the first one then fails. */
typedef struct gln_lexicon_faults {
    gln_lexicon_fault_fn fn;
    void *context;
} gln_lexicon_faults;

/* Tells of a line; without anybody to tell, it is an error. */
GLN_MUST_USE gln_status gln_lexicon_faults__tell(gln_lexicon_faults faults, const char *file, uint64_t line,
                                                 const char *reason, gln_error *err);

/* Loads either kind of file, a base lexicon too (lexicon.purpose says so). The table normalizes; its lexicon is the
 * shipped one. */
GLN_MUST_USE gln_status gln_user_lexicon__load(gln_user_lexicon *user, const char *file, gln_char_table *table,
                                               gln_lexicon_faults faults, gln_error *err);
void gln_user_lexicon__clear(gln_user_lexicon *user);

static inline uint32_t gln_user_lexicon__code(const gln_user_lexicon *user, uint32_t c)
{
    const uint16_t *block = user->codes[c >> 8];
    return block ? block[c & 0xFF] : 0;
}

/* Whether it has a normalized word. */
bool gln_user_lexicon__has(const gln_user_lexicon *user, gln_slice word);

#endif
