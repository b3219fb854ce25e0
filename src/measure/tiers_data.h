/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped discourse scale, corpora/tiers.tsv, as the library carries it. */
#ifndef GLN_MEASURE_TIERS_DATA_H
#define GLN_MEASURE_TIERS_DATA_H

#include "guanlan/slice.h"

gln_slice gln_tiers__shipped(void);

#endif
