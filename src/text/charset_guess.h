/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which encoding some bytes are in: by name, by mark, by guess. Names are static, in IANA form. */
#ifndef GLN_TEXT_CHARSET_GUESS_H
#define GLN_TEXT_CHARSET_GUESS_H

#include "core/buffer.h"

/* The charset that a name in any usual spelling stands for; NULL where ICU has none. GBK, GB2312 and their code pages
 * are GB18030, which contains them; ISO-8859-1 and ASCII are windows-1252, as everywhere on the web. */
const char *gln_charset__named(const char *name);

/* The charset of a byte order mark and the mark's length, or NULL. */
const char *gln_charset__of_mark(gln_slice bytes, size_t *mark);

/* UTF-16 or UTF-32 without a mark, by where its NUL bytes stand; NULL for other content. */
const char *gln_charset__of_nuls(gln_slice bytes);

/* Guesses by ICU's detector on the first 4 KiB of lines that hold more than ASCII; what is given decodes the whole.
 * *charset is NULL where nothing fits. GB18030 is preferred over other guesses of up to 50 points (of 100) more where
 * at least nine in ten of its double bytes are of GB 2312's first level (the 3,755 commonest characters) or
 * punctuation, and the hundred commonest characters of Chinese make at least a tenth: the detector knows nothing of
 * texts as short as a headline. Where they make a fifth of a hundred characters and more it is not asked. */
GLN_MUST_USE gln_status gln_charset__guess(gln_slice bytes, const char **charset, gln_error *err);

/* Strict decoding of bytes without a mark to UTF-8. GLN_ERR_USAGE: no such charset; GLN_ERR_ENCODING: *offset is the
 * first byte that does not decode. Sets no error. */
GLN_MUST_USE gln_status gln_charset__convert(gln_slice bytes, const char *charset, gln_buffer *out, size_t *offset);

#endif
