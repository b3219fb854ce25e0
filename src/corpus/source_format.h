/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file holds, by its name or by its first bytes. */
#ifndef GLN_CORPUS_SOURCE_FORMAT_H
#define GLN_CORPUS_SOURCE_FORMAT_H

#include "corpus/record.h"

typedef enum gln_format {
    GLN_FORMAT_UNKNOWN, /* by its name; by its bytes that is text */
    GLN_FORMAT_TEXT,
    GLN_FORMAT_HTML,
    GLN_FORMAT_XML,
    GLN_FORMAT_JSON,
    GLN_FORMAT_CSV,
    GLN_FORMAT_ARCHIVE,
} gln_format;

/* By the ending (.txt, .text, .md, .markdown or none are text). */
gln_format gln_format__of_name(gln_slice path);

/* By the bytes: marks of archives, then how decoded text begins. */
gln_format gln_format__of_bytes(gln_slice bytes);
gln_format gln_format__of_text(gln_slice text, const gln_column_map *map);

/* The encoding that an HTML or XML file declares, as a terminated name in out; false where it declares none. */
bool gln_format__declared(gln_slice bytes, gln_format format, char out[40]);

#endif
