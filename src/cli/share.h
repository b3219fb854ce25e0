/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is installed beside the program, under share/guanlan: the drawing library. */
#ifndef GLN_CLI_SHARE_H
#define GLN_CLI_SHARE_H

#include "core/buffer.h"

/* The path of an installed file, terminated: in $GUANLAN_SHARE where that is set, else beside the program, in
 * ../share/guanlan (installed) or in share/guanlan (built). false where there is no such file. */
bool cli_share_find(const char *name, gln_buffer *path);

/* The drawing library as one script; empty where the program was built without it. */
GLN_MUST_USE gln_status cli_share_scripts(gln_buffer *out, gln_error *err);

#endif
