/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexicon's image inside the library. The build gives its path as GLN_LEXICON_IMAGE, a string. */
#include "text/lexicon_image.h"

#ifndef GLN_LEXICON_IMAGE
#error "GLN_LEXICON_IMAGE must name the image that make_lexicon_image wrote"
#endif

extern const char gln_lexicon__image_start[] __attribute__((visibility("hidden")));
extern const char gln_lexicon__image_end[] __attribute__((visibility("hidden")));

__asm__(".pushsection .rodata.gln_lexicon,\"a\",%progbits\n"
        ".balign 64\n"
        ".globl gln_lexicon__image_start\n"
        ".hidden gln_lexicon__image_start\n"
        ".type gln_lexicon__image_start, %object\n"
        "gln_lexicon__image_start:\n"
        ".incbin \"" GLN_LEXICON_IMAGE "\"\n"
        ".globl gln_lexicon__image_end\n"
        ".hidden gln_lexicon__image_end\n"
        ".type gln_lexicon__image_end, %object\n"
        "gln_lexicon__image_end:\n"
        ".byte 0\n"
        ".popsection\n");

gln_slice gln_lexicon__embedded(void)
{
    uintptr_t length = (uintptr_t)gln_lexicon__image_end - (uintptr_t)gln_lexicon__image_start;
    return (gln_slice){gln_lexicon__image_start, (size_t)length};
}
