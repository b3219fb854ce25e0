/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file read from front to back, some whole lines at a time. */
#ifndef GLN_CORE_BLOCKS_H
#define GLN_CORE_BLOCKS_H

#include "core/buffer.h"

typedef struct gln_blocks {
    const char *path; /* borrowed */
    int fd;
    bool ended;       /* nothing is left to be read */
    gln_buffer bytes; /* the block, and behind it what was read of the next line */
    size_t block;     /* its length */
} gln_blocks;

/* "-" is standard input. Close it whatever the answer is. */
GLN_MUST_USE gln_status gln_blocks__open(gln_blocks *blocks, const char *path, gln_error *err);
void gln_blocks__close(gln_blocks *blocks);

/* The lines behind the last block, of so many bytes or a few more, with their line feeds (the last of the file may have
 * none), borrowed until the next call; len 0 at the end. A line of any length is one. */
GLN_MUST_USE gln_status gln_blocks__next(gln_blocks *blocks, size_t bytes, gln_slice *out, gln_error *err);

/* The block again with all that is left of the file behind it. */
GLN_MUST_USE gln_status gln_blocks__rest(gln_blocks *blocks, gln_slice *out, gln_error *err);

#endif
