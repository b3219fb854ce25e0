/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables that people keep in spreadsheets, as CSV (RFC 4180) with any delimiter, in UTF-8. */
#ifndef GLN_CORE_CSV_H
#define GLN_CORE_CSV_H

#include "core/arena.h"

/* The record at text.ptr[*at], which moves behind it, as does *line: its fields without the white space at their ends,
 * copied into the arena. The end of the text ends a record. GLN_ERR_FORMAT, with the line, for more than `most` fields
 * and for a quoted field that does not end; GLN_ERR_NOMEM. */
GLN_MUST_USE gln_status gln_csv__record(gln_slice text, char delimiter, size_t most, size_t *at, uint32_t *line,
                                        gln_arena *arena, gln_slice *fields, size_t *n_fields, gln_error *err);

/* The delimiter that the first line holds most of: a comma, a tab or a semicolon. */
char gln_csv__delimiter(gln_slice text);

#endif
