/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of archives through libarchive, which only read_archive.c includes: zip and tar, and what gzip, bzip2, xz and
 * zstd compress, tar or a single file. */
#ifndef GLN_CORPUS_READ_ARCHIVE_H
#define GLN_CORPUS_READ_ARCHIVE_H

#include "core/buffer.h"

/* Bounds on what an archive may unfold to. */
#define GLN_ARCHIVE_MEMBER ((uint64_t)256 << 20) /* bytes of a member */
#define GLN_ARCHIVE_TOTAL ((uint64_t)16 << 30)   /* bytes of all members of an archive, nested ones included */
#define GLN_ARCHIVE_FREE ((uint64_t)64 << 20)    /* bytes up to which the ratio is not asked for */
#define GLN_ARCHIVE_RATIO ((uint64_t)250)        /* bytes out for a byte in */
#define GLN_ARCHIVE_MEMBERS ((uint64_t)4000000)  /* members, folders and links included */

typedef struct gln_archive_sink {
    void *context;

    /* Whether the member of that name shall be read; what is not is passed over. */
    bool (*wants)(void *context, gln_slice name);

    /* A member: its name (relative, clean, UTF-8) and bytes, borrowed for the call. */
    gln_status (*member)(void *context, gln_slice name, gln_slice bytes, gln_error *err);

    /* What is refused: a member, or where name is empty the rest of the archive. reason is a literal. */
    gln_status (*bad)(void *context, gln_slice name, const char *reason, const char *detail, gln_error *err);
} gln_archive_sink;

/* Reads the file at path, or where path is NULL the bytes. name is the archive's, for what holds no name of its member
 * (news.txt.gz). *total is the sum of bytes given out so far, 0 at the start. Members come in the archive's order. */
GLN_MUST_USE gln_status gln_archive__read(const char *path, gln_slice bytes, gln_slice name, uint64_t *total,
                                          const gln_archive_sink *sink, gln_error *err);

#endif
