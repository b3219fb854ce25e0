/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases as JSON in, results as JSON out. */
#ifndef GLN_CALC_JSON_H
#define GLN_CALC_JSON_H

#include "cli/calc_measure.h"

/* Reads cases from a file ("-": standard input): one object, a list of objects, or an object a line, each with the name
 * of a measure (where it has none, `usual`; NULL for none) and its arguments as members, or in a member "inputs"; an
 * "id" is handed on. Prints an object, a list or a line for each, in their order: nothing where any case is wrong.
 * Returns the exit status. */
int calc_json(const char *path, const calc_measure *usual);

#endif
