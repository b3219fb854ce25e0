/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step through bytes that should be UTF-8. */
#ifndef GLN_JSON_UTF8_H
#define GLN_JSON_UTF8_H

#include "core/buffer.h"

/* What stands for bytes that are not UTF-8. */
#define GLN_UTF8_REPLACEMENT "\xEF\xBF\xBD"

/* Length of the character at bytes[0], n > 0. Where the bytes are not UTF-8 (Unicode 15, table 3-7: no surrogates, no
 * overlong forms), *valid is false and the length is that of the maximal subpart, which one U+FFFD stands for (Unicode
 * 15, section 3.9, as Python and the WHATWG decoders do it). */
size_t gln_utf8__step(const char *bytes, size_t n, bool *valid);

/* The slice with each ill-formed part replaced by U+FFFD. */
void gln_utf8__put(gln_buffer *out, gln_slice s);

#endif
