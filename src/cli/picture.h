/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef GLN_CLI_PICTURE_H
#define GLN_CLI_PICTURE_H

#include "core/buffer.h"

/* A Vega-Lite specification drawn as "svg", "png" or "pdf". Where a program that this takes is not installed, the error
 * says which and what draws without it. */
GLN_MUST_USE gln_status cli_picture(gln_slice spec, const char *format, gln_buffer *out, gln_error *err);

#endif
