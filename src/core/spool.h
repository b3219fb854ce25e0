/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spool: bytes that a corpus must find again (members of archives, rows of dumps, standard input), kept in one file
 * without a name, which vanishes with the process. Appending is one thread's work; reading is anybody's. */
#ifndef GLN_CORE_SPOOL_H
#define GLN_CORE_SPOOL_H

#include "core/buffer.h"

typedef struct gln_spool {
    int fd; /* -1 until something is kept */
    uint64_t size;
} gln_spool;

#define GLN_SPOOL_INIT                                                                                                 \
    {                                                                                                                  \
        -1, 0                                                                                                          \
    }

void gln_spool__close(gln_spool *spool);

/* A second handle on the same bytes, for as long as it is open; what either appends later is its own affair, so only
 * one of them may. */
GLN_MUST_USE gln_status gln_spool__share(const gln_spool *spool, gln_spool *out, gln_error *err);

/* Appends the bytes; *at is where they lie. The file is made in $TMPDIR, else /var/tmp, else /tmp. */
GLN_MUST_USE gln_status gln_spool__put(gln_spool *spool, gln_slice bytes, uint64_t *at, gln_error *err);

/* Bytes [at, at + size) appended to out. */
GLN_MUST_USE gln_status gln_spool__get(const gln_spool *spool, uint64_t at, uint64_t size, gln_buffer *out,
                                       gln_error *err);

#endif
