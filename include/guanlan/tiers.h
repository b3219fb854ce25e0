/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A discourse scale: tiers by the share of articles that have a term, as 沸烫热暖温冷 of the annual People's Daily.
 */
#ifndef GUANLAN_TIERS_H
#define GUANLAN_TIERS_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { GLN_TIERS_MOST = 16 };

/** A scale. */
typedef struct gln_tiers gln_tiers;

/** Reads a scale: lines of a tier, a tab and the least share of articles in percent, the highest first; a line
 * "# paper", a tab and a name says which newspaper it is of, other lines that begin with # say nothing. path NULL: the
 * shipped scale, which has the two published tiers of the People's Daily (沸 5.18 %, 烫 1.29 % of a year's articles).
 * GLN_ERR_FORMAT with file and line for anything else, for shares that do not fall, and for more than GLN_TIERS_MOST;
 * GLN_ERR_IO, GLN_ERR_NOMEM. */
GLN_API GLN_MUST_USE gln_status gln_tiers_read(const char *path, gln_tiers **out, gln_error *err);
GLN_API void gln_tiers_free(gln_tiers *tiers);

/** The tier of a share in [0, 1], 0 for the highest; gln_tiers_count where it is below all of them. */
GLN_API size_t gln_tiers_find(const gln_tiers *tiers, double share);
GLN_API size_t gln_tiers_count(const gln_tiers *tiers);
GLN_API gln_slice gln_tiers_name(const gln_tiers *tiers, size_t tier);
GLN_API gln_slice gln_tiers_paper(const gln_tiers *tiers); /**< ptr NULL where none is named */

#ifdef __cplusplus
}
#endif

#endif
