/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: read whole, written beside and renamed. */
#ifndef GLN_CORE_FILE_H
#define GLN_CORE_FILE_H

#include "core/buffer.h"

#include <stdio.h>

/* The bytes of a file appended to out; "-" is standard input. A folder, a missing or an unreadable file is an error
 * with the path in it. */
GLN_MUST_USE gln_status gln_file__read(const char *path, gln_buffer *out, gln_error *err);

/* A file being written: nothing stands under its name until gln_newfile__commit, and nothing is left behind by
 * gln_newfile__discard. What is there already and is no regular file (/dev/stdout, a pipe) is written as it is. */
typedef struct gln_newfile {
    FILE *stream;
    char *path; /* the name it shall have */
    char *temp; /* the name it has until then, in the same folder; NULL for what is written as it is */
} gln_newfile;

#define GLN_NEWFILE_INIT                                                                                               \
    {                                                                                                                  \
        NULL, NULL, NULL                                                                                               \
    }

GLN_MUST_USE gln_status gln_newfile__open(gln_newfile *file, const char *path, gln_error *err);
GLN_MUST_USE gln_status gln_newfile__commit(gln_newfile *file, gln_error *err); /* flush, fsync, rename; frees */
void gln_newfile__discard(gln_newfile *file);                                   /* removes; fine after a commit */

/* Whether a file could be written there, as gln_newfile__open tells; what is no regular file is not opened. */
GLN_MUST_USE gln_status gln_newfile__check(const char *path, gln_error *err);

/* The folder and those above it, made where absent; or only whether that could be done. */
GLN_MUST_USE gln_status gln_folder__check(const char *path, gln_error *err);
GLN_MUST_USE gln_status gln_folder__make(const char *path, gln_error *err);

/* dir/name, to be freed; NULL on want. An empty dir gives name. */
char *gln_path__join(gln_slice dir, gln_slice name);

/* Part after the last slash; the part before it ("" where there is none). */
gln_slice gln_path__base(gln_slice path);
gln_slice gln_path__dir(gln_slice path);

#endif
