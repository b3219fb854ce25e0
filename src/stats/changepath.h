/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * All segmentations of a series over a range of penalties: which changes stay however dear a change is. Pure.
 */
#ifndef GLN_STATS_CHANGEPATH_H
#define GLN_STATS_CHANGEPATH_H

#include "stats/changescan.h"

enum { GLN_CHANGE_PATH_MOST = 64 }; /**< segmentations of a path; beyond them it is cut short */

/** A segmentation and the penalties for which it is the best. */
typedef struct gln_change_step {
    double penalty_low, penalty_high;
    double cost; /**< without the penalty: sum over stretches of 2 S (ln N - ln S) */
    size_t n_changes;
    size_t *after; /**< periods before each change; within the path's room */
} gln_change_step;

typedef struct gln_change_path {
    gln_change_step steps[GLN_CHANGE_PATH_MOST]; /**< the lowest penalties, that is the most changes, first */
    size_t n_steps;
    bool whole; /**< nothing was cut short */
    size_t *room;
} gln_change_path;

/** CROPS (Haynes, Eckley and Fearnhead 2017): between two penalties whose segmentations differ by more than one change
 * lies (cost_1 - cost_0)/(changes_0 - changes_1), at which both cost the same; is another one better there, the range
 * is split, else it is settled. 0 < low < high. Series as for gln_change__partition, whose errors and cost a
 * segmentation are. *out is to be freed with gln_change_path__free. */
GLN_MUST_USE gln_status gln_change__path(const double *y, const double *exposure, size_t n, double low, double high,
                                         gln_change_path *out, gln_error *err);
void gln_change_path__free(gln_change_path *path);

#endif
