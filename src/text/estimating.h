/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the run over a corpus needs of an estimate. */
#ifndef GLN_TEXT_ESTIMATING_H
#define GLN_TEXT_ESTIMATING_H

#include "guanlan/estimate.h"

/* The analyzer whose segmenters add to it; it lives as long as the estimate. */
const gln_analyzer *gln_estimate__analyzer(const gln_estimate *estimate);

#endif
