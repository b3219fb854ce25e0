/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lexicon compile: a user's words to a file that loads at once. */
#include "cli/cli.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_FAULTS = 20 };

typedef struct compiling {
    bool quiet;
    uint64_t faults;
} compiling;

static void on_fault(void *context, const char *file, uint64_t line, const char *reason)
{
    compiling *c = context;
    c->faults++;
    if (!c->quiet && c->faults <= MOST_FAULTS) {
        (void)fprintf(stderr, "guanlan: %s:%" PRIu64 ": rejected (lexicon): %s\n", file, line, reason);
    }
}

int cli_lexicon(cli_options *o)
{
    static const char *const scripts[] = {"fold", "keep"};
    gln_error err = GLN_ERROR_INIT;
    gln_lexicon_info info = {0};
    compiling c = {o->quiet != NULL, 0};
    size_t script = 0;
    gln_status status = GLN_OK;
    if (o->paths.count != 2 || strcmp(o->paths.items[0], "compile") != 0 || !o->output) {
        status = gln_error_set(&err, GLN_ERR_USAGE, "say: guanlan lexicon compile FILE -o IMAGE");
    }
    if (status == GLN_OK) {
        status = cli_option_choice("script", o->script, scripts, 2, &script, &err);
    }
    if (status == GLN_OK) {
        status = gln_lexicon_compile(o->paths.items[1], o->output, script == 1, on_fault, &c, &info, &err);
    }
    if (status != GLN_OK) {
        return cli_fail(&err);
    }
    if (!c.quiet) {
        (void)printf("%" PRIu64 " words compiled, %" PRIu64 " lines rejected\n", info.words, c.faults);
    }
    return c.faults ? EXIT_REJECTS : EXIT_DONE;
}
