/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexicon's image inside the library. The build gives its path as GLN_LEXICON_IMAGE, a string. */
#include "core/embed.h"
#include "text/lexicon_image.h"

#ifndef GLN_LEXICON_IMAGE
#error "GLN_LEXICON_IMAGE must name the image that make_lexicon_image wrote"
#endif

GLN_EMBED(gln_lexicon__image, GLN_LEXICON_IMAGE);

gln_slice gln_lexicon__embedded(void)
{
    return GLN_EMBEDDED(gln_lexicon__image);
}
