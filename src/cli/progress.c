/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds before anything is shown, and between two lines. */
static const double patience = 1, pause_between = 0.2;

static double now(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + 1e-9 * (double)t.tv_nsec : 0;
}

void cli_progress_begin(cli_progress *progress, bool quiet, const char *output, bool writes)
{
    bool mixed = writes && (!output || strcmp(output, "-") == 0) && isatty(STDOUT_FILENO);
    *progress = (cli_progress){.wanted = !quiet && !mixed && isatty(STDERR_FILENO), .begun = now()};
}

size_t cli_progress_text(char *out, size_t size, double seconds, uint64_t done, uint64_t total, const char *what)
{
    double rate = seconds > 0 ? (double)done / seconds : 0;
    int n = snprintf(out, size, "guanlan: %" PRIu64 " of %" PRIu64 " %s, %.*f a second", done, total, what,
                     rate < 10 ? 1 : 0, rate);
    if (n > 0 && (size_t)n < size && rate > 0 && done <= total) {
        uint64_t left = (uint64_t)((double)(total - done) / rate + 0.5);
        char *end = out + n;
        size_t room = size - (size_t)n;
        n += left >= 3600 ? snprintf(end, room, ", %" PRIu64 " h %" PRIu64 " min left", left / 3600, left % 3600 / 60)
             : left >= 60 ? snprintf(end, room, ", %" PRIu64 " min %" PRIu64 " s left", left / 60, left % 60)
                          : snprintf(end, room, ", %" PRIu64 " s left", left);
    }
    return n > 0 ? (size_t)n : 0;
}

/* Whether a line is due, and so is about to be shown. */
static bool due(cli_progress *progress, double at)
{
    if (!progress->wanted || at - progress->begun < patience ||
        (progress->shown && at - progress->last < pause_between)) {
        return false;
    }
    progress->shown = true;
    progress->last = at;
    return true;
}

void cli_progress_step(cli_progress *progress, uint64_t done, uint64_t total, const char *what)
{
    char line[160];
    double at = progress->wanted ? now() : 0;
    if (!due(progress, at)) {
        return;
    }
    (void)cli_progress_text(line, sizeof line, at - progress->begun, done, total, what);
    (void)fprintf(stderr, "\r\033[K%s", line);
}

void cli_progress_note(cli_progress *progress, const char *text)
{
    if (progress->wanted && due(progress, now())) {
        (void)fprintf(stderr, "\r\033[Kguanlan: %s", text);
    }
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->shown) {
        (void)fputs("\r\033[K", stderr);
    }
    progress->shown = false;
}
