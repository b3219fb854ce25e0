/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * What the fits of glm.h share between their files.
 */
#ifndef GLN_STATS_GLM_FIT_H
#define GLN_STATS_GLM_FIT_H

#include "stats/glm.h"
#include "stats/irls.h"

/** A result with every number undefined and the status. */
gln_glm gln_glm__blank(size_t n, size_t p, const char *status);

/** GLN_ERR_RANGE where a number is out of its domain; exposure NULL where there is none (least squares). */
GLN_MUST_USE gln_status gln_glm__check(const gln_glm_data *data, gln_error *err);

/** Fit statistics and standard errors from the means and fit->cov; likelihood and ratio test for Poisson only. */
void gln_glm__describe(const gln_glm_data *data, const double *mu, double theta, gln_glm *fit);

/** The status word of an end. */
const char *gln_glm__end_status(gln_irls_end end);

#endif
