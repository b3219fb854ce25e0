/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in each period, and whether it stays (Barron et al. 2018), over windows of several lengths. */
#ifndef GLN_MEASURE_NOVELTY_H
#define GLN_MEASURE_NOVELTY_H

#include "guanlan/table.h"
#include "measure/measure_compare_profiles.h"
#include "stats/stylometry.h"

/* Added to every count for the divergences. */
#define GLN_NOVELTY_SMOOTHING 0.1

/* Makes the tables novelty, a row a window and period, and resonance, a row a window: the regression of resonance on
 * novelty. Resonance holds novelty, so its slope is above 0 by itself: what it is where the same periods stand in any
 * order is beside it (slope_null), and p is that of the slope among `shuffles` of them. Windows are 1, 2, 4, ...
 * periods, at most 32, as long as three periods have both sides. O(periods^2 words + shuffles periods window). */
GLN_MUST_USE gln_status gln_novelty__tables(const gln_profiles *profiles, const gln_compare_period *list,
                                            size_t shuffles, uint64_t seed, gln_table *tables[2], gln_error *err);

#endif
