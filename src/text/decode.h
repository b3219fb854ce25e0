/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes to UTF-8, strictly. */
#ifndef GLN_TEXT_DECODE_H
#define GLN_TEXT_DECODE_H

#include "core/buffer.h"

/* Decodes bytes to UTF-8 appended to out, and names the encoding in *name (static, IANA form: "UTF-8", "GB18030",
 * "UTF-16LE"...). declared is the encoding that somebody stated, or NULL: then a byte order mark, valid UTF-8, and
 * ICU's detector decide, in that order. Bytes that do not decode are GLN_ERR_ENCODING with their offset in the error;
 * binary content (NUL bytes in what is no UTF-16) is GLN_ERR_FORMAT. A byte order mark is not text. CR LF, lone CR,
 * U+2028 and U+2029 become LF. */
GLN_MUST_USE gln_status gln_text__decode(gln_slice bytes, const char *declared, gln_buffer *out, const char **name,
                                         bool *bom, gln_error *err);

/* GLN_OK where gln_text__decode knows an encoding of that name, else GLN_ERR_USAGE that names it. */
GLN_MUST_USE gln_status gln_text__encoding_known(const char *name, gln_error *err);

#endif
