/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readable lexicons, line by line. Columns by tabs: word, frequency, tag, parts, and one more that nobody reads. All
 * but the word may be absent. Lines that are blank or start with # say nothing. */
#ifndef GLN_TEXT_LEXICON_READ_H
#define GLN_TEXT_LEXICON_READ_H

#include "core/memory.h"
#include "text/char_model.h"

typedef struct gln_lexicon_reader {
    gln_slice data;   /* valid UTF-8 or not; a byte order mark at its start is skipped */
    const char *file; /* named in errors */
    size_t at;
    uint64_t line; /* of the entry given last */
} gln_lexicon_reader;

typedef struct gln_lexicon_entry {
    gln_slice word;
    uint64_t freq; /* 0 where the column is absent or empty */
    gln_slice tag;
    gln_slice parts; /* the word with | where the fine cut cuts it; empty where it does not */
} gln_lexicon_entry;

/* The next entry; *more is false at the end. A malformed line is GLN_ERR_FORMAT with file and line: bytes that are not
 * UTF-8, an empty word, white space or a control character in a word, a word of more than GLN_LEXICON_MAX_WORD
 * characters, a frequency that is no whole number, more than five columns. The reader stands behind the line, so that
 * the caller may go on. */
GLN_MUST_USE gln_status gln_lexicon__read(gln_lexicon_reader *reader, gln_lexicon_entry *entry, bool *more,
                                          gln_error *err);

/* The next pair of a table of characters (two columns of one character each). */
GLN_MUST_USE gln_status gln_lexicon__read_fold(gln_lexicon_reader *reader, uint32_t *from, uint32_t *to, bool *more,
                                               gln_error *err);

/* The next row of characters.tsv. */
GLN_MUST_USE gln_status gln_lexicon__read_model(gln_lexicon_reader *reader, uint32_t *point, gln_char_model *model,
                                                bool *more, gln_error *err);

/* Where an entry's parts cut its word: bit k behind character k + 1, of the first 16 characters. False where they are
 * not the word with bars in it. */
bool gln_lexicon__cuts(const gln_lexicon_entry *entry, uint32_t *cuts);

#endif
