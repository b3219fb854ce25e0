/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef GLN_CLI_MEASURES_HELP_H
#define GLN_CLI_MEASURES_HELP_H

#include <stdio.h>

/* Prints every measure with its meaning in a sentence, when to use it, and its source. */
void cli_help_measures(FILE *out);

#endif
