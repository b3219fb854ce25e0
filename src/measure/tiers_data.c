/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped scale inside the library. The build gives its path as GLN_TIERS_FILE, a string. */
#include "measure/tiers_data.h"

#include "core/embed.h"

#ifndef GLN_TIERS_FILE
#error "GLN_TIERS_FILE must name corpora/tiers.tsv"
#endif

GLN_EMBED(gln_tiers__shipped_file, GLN_TIERS_FILE);

gln_slice gln_tiers__shipped(void)
{
    return GLN_EMBEDDED(gln_tiers__shipped_file);
}
