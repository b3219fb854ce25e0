/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of JSON (RFC 8259), checked without building anything. */
#ifndef GLN_JSON_CHECK_H
#define GLN_JSON_CHECK_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

enum { GLN_JSON_DEPTH = 64, GLN_JSON_NUMBER_BYTES = 63 };

/* Whether the text is one JSON value and nothing else. Stricter than cJSON, which takes 01, raw control characters,
 * \u0000 (and cuts the string there) and bytes that are not UTF-8; all of these are GLN_ERR_FORMAT here, as are nesting
 * beyond GLN_JSON_DEPTH, unpaired surrogates and numbers longer than GLN_JSON_NUMBER_BYTES. The error holds line and
 * byte offset. Cost: linear, no memory. */
GLN_MUST_USE gln_status gln_json__check(gln_slice text, gln_error *err);

#endif
