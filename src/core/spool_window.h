/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a spool from front to back, a stretch at a time. */
#ifndef GLN_CORE_SPOOL_WINDOW_H
#define GLN_CORE_SPOOL_WINDOW_H

#include "core/spool.h"

/* A window on a spool that moves forward: n bytes from `at`, borrowed until the next call. */
typedef struct gln_spool_window {
    const gln_spool *spool;
    size_t ahead; /* bytes read at a time */
    gln_buffer bytes;
    uint64_t at;
} gln_spool_window;

GLN_MUST_USE gln_status gln_spool_window__get(gln_spool_window *window, uint64_t at, size_t n,
                                              const unsigned char **out, gln_error *err);
void gln_spool_window__clear(gln_spool_window *window);

#endif
