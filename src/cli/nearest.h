/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody meant who mistyped a name. */
#ifndef GLN_CLI_NEAREST_H
#define GLN_CLI_NEAREST_H

#include "core/memory.h"

/* The nearest name so far; NULL where none is near. Zeroed to begin with. */
typedef struct cli_nearest {
    const char *name;
    size_t distance;
} cli_nearest;

/* Keeps the name where it is nearer than those before: within two slips, within one for three letters or fewer. */
void cli_nearest_try(cli_nearest *nearest, gln_slice typed, const char *name);

#endif
