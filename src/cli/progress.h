/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far long work is: one line on a terminal, from the second second on, and nothing of it left behind. */
#ifndef GLN_CLI_PROGRESS_H
#define GLN_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cli_progress {
    bool wanted; /* standard error is a terminal and nobody asked for quiet */
    bool shown;
    double begun, last; /* seconds of a clock that does not jump */
} cli_progress;

/* output: of --output, or NULL. writes: rows go out meanwhile, so that a line would stand among them where both are the
 * same terminal. */
void cli_progress_begin(cli_progress *progress, bool quiet, const char *output, bool writes);
void cli_progress_step(cli_progress *progress, uint64_t done, uint64_t total, const char *what);
void cli_progress_note(cli_progress *progress, const char *text); /* of work that nothing counts */
void cli_progress_end(cli_progress *progress);                    /* wipes the line; fine twice */

/* "guanlan: 1200 of 80000 files, 340 a second, 3 min 52 s left", terminated; its length. */
size_t cli_progress_text(char *out, size_t size, double seconds, uint64_t done, uint64_t total, const char *what);

#endif
