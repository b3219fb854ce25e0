/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values from independent software: a file of cases is computed by the functions that reports use and
 * compared. */
#ifndef GLN_CALC_ORACLE_H
#define GLN_CALC_ORACLE_H

/* Runs the cases of a file and prints a line of JSON for each on standard output, a sum on standard error. Returns the
 * exit status: 0 where no case fails. */
int calc_oracle(const char *path);

#endif
