/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#define READING " manifest encoding from to paper section page agency date-basis quiet "
#define WRITING " format table output full-precision "
#define CUTTING " lexicon script "

const cli_command cli_commands[] = {
    {"articles", "what the loader found: issues, articles, dates, line roles", "[options] PATH...",
     "Lists the issues and articles that were found, with headline, source, date and its evidence.\n"
     "--format ndjson writes an object for each issue and article, with the body and its source lines;\n"
     "the other formats write tables: articles, issues, and lines or rejects where they are asked for.",
     "guanlan articles --format ndjson --lines corpora/sample", READING WRITING " lines rejects ", cli_articles},
};

const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (strcmp(cli_commands[i].name, name) == 0) {
            return &cli_commands[i];
        }
    }
    return NULL;
}
