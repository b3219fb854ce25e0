/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped scale inside the library. The build gives its path as GLN_TIERS_FILE, a string. */
#include "measure/tiers_data.h"

#include <stdint.h>

#ifndef GLN_TIERS_FILE
#error "GLN_TIERS_FILE must name corpora/tiers.tsv"
#endif

extern const char gln_tiers__start[] __attribute__((visibility("hidden")));
extern const char gln_tiers__end[] __attribute__((visibility("hidden")));

__asm__(".pushsection .rodata.gln_tiers,\"a\",%progbits\n"
        ".globl gln_tiers__start\n"
        ".hidden gln_tiers__start\n"
        ".type gln_tiers__start, %object\n"
        "gln_tiers__start:\n"
        ".incbin \"" GLN_TIERS_FILE "\"\n"
        ".globl gln_tiers__end\n"
        ".hidden gln_tiers__end\n"
        ".type gln_tiers__end, %object\n"
        "gln_tiers__end:\n"
        ".byte 0\n"
        ".popsection\n");

gln_slice gln_tiers__shipped(void)
{
    uintptr_t length = (uintptr_t)gln_tiers__end - (uintptr_t)gln_tiers__start;
    return (gln_slice){gln_tiers__start, (size_t)length};
}
