/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words with frequencies to the image of lexicon_image.h. */
#ifndef GLN_TEXT_LEXICON_COMPILE_H
#define GLN_TEXT_LEXICON_COMPILE_H

#include "core/buffer.h"
#include "text/lexicon_image.h"
#include "text/lexicon_read.h"

/* Costs are in 1/64 bit: the cost of a word is round(64 * log2(total / freq)) + GLN_LEXICON_WORD_COST, and the
 * segmentation is the path of least cost. The constant weighs fewer, longer words against more, shorter ones. A
 * character that is no word costs as one of frequency 1/2, and GLN_LEXICON_UNKNOWN_COST on top. */
#define GLN_LEXICON_COST_UNIT 64
#define GLN_LEXICON_WORD_COST 64
#define GLN_LEXICON_UNKNOWN_COST 0

/* A row of characters.tsv. */
typedef struct gln_lexicon_character {
    uint32_t point;
    gln_char_model model;
} gln_lexicon_character;

/* What an image is made of; everything is borrowed. */
typedef struct gln_lexicon_input {
    const gln_lexicon_entry *entries;
    size_t n_entries;
    const gln_lexicon_pair *folds; /* ascending, each `from` once */
    size_t n_folds;
    const gln_lexicon_character *characters;
    size_t n_characters;
    const char *sha256; /* of the readable data */
    uint32_t purpose;   /* of a user's, frequencies, parts and characters say nothing */
    bool keeps_script;
} gln_lexicon_input;

/* Appends the image to out. Words are folded by the pairs (traditional to simplified) and ASCII capitals to small
 * letters; of words that become the same the greatest frequency stays (the readable lexicon gives all of them the
 * frequency of the folded word). A word of frequency 0 is a compound for the coarse cut, and must have parts. All
 * arithmetic is in integers: the same input gives the same bytes everywhere. Cost: sorting the words and first-fit
 * placement; about a second for a million words. */
GLN_MUST_USE gln_status gln_lexicon__compile(const gln_lexicon_input *input, gln_buffer *out, gln_error *err);

/* A readable file: its content, and its name for errors. */
typedef struct gln_lexicon_file {
    gln_slice data;
    const char *name;
} gln_lexicon_file;

/* The shipped lexicon: reads lexicon.tsv, fold.tsv and characters.tsv and compiles them. The SHA-256 is that of the
 * contents, one after the other. */
GLN_MUST_USE gln_status gln_lexicon__compile_files(gln_lexicon_file words, gln_lexicon_file folds,
                                                   gln_lexicon_file characters, gln_buffer *out, gln_error *err);

/* round(64 * log2(n)) for n >= 1, in integers. */
uint32_t gln_lexicon__log2(uint64_t n);

#endif
