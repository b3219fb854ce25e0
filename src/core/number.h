/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to text and back, whatever the host program's locale is. */
#ifndef GLN_CORE_NUMBER_H
#define GLN_CORE_NUMBER_H

#include "guanlan/slice.h"

#include <stdint.h>

enum { GLN_NUMBER_SIZE = 40 };

/* %.10g, or with full the shortest form that reads back as the same number; "" for NaN and infinities. -0 becomes 0. */
const char *gln_number__text(double value, bool full, char out[GLN_NUMBER_SIZE]);

/* The whole slice as a decimal number; false where it is none. */
bool gln_number__parse(gln_slice text, double *out);

/* The whole slice as an unsigned decimal integer; false where it is none or too large. */
bool gln_integer__parse(gln_slice text, uint64_t *out);

#endif
