/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A base lexicon: a readable file, with the columns of the shipped one, that replaces it instead of adding hard wishes.
 * Its first line says so. What single characters say of unlisted words, and the folding, stay those of the shipped
 * one. */
#ifndef GLN_TEXT_LEXICON_BASE_H
#define GLN_TEXT_LEXICON_BASE_H

#include "text/lexicon_compile.h"
#include "text/user_lexicon.h"

/* The first line begins so. */
#define GLN_LEXICON_BASE_LINE "# guanlan base lexicon"

bool gln_lexicon__is_base(gln_slice data);

/* Compiles it; lines at fault go where faults say. */
GLN_MUST_USE gln_status gln_lexicon__build_base(gln_slice data, const char *file, const gln_lexicon *shipped,
                                                gln_lexicon_faults faults, gln_buffer *image, gln_error *err);

/* Appends a lexicon as a readable base, its words sorted by bytes, with frequencies by node; those of compounds for the
 * coarse cut alone are not looked at. */
GLN_MUST_USE gln_status gln_lexicon__write_base(const gln_lexicon *lexicon, const uint64_t *frequencies,
                                                gln_buffer *out, gln_error *err);

#endif
