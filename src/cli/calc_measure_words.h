/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef GLN_CALC_MEASURE_WORDS_H
#define GLN_CALC_MEASURE_WORDS_H

#include "cli/calc_measure.h"

void calc_run_vocabulary(calc_given *g, gln_json_writer *w);
void calc_run_distance(calc_given *g, gln_json_writer *w);

#endif
