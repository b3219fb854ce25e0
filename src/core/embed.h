/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file inside the library: its bytes are read-only, followed by a zero byte, and mapped with the program. */
#ifndef GLN_CORE_EMBED_H
#define GLN_CORE_EMBED_H

#include "guanlan/slice.h"

#include <stdint.h>

/* At file scope: symbol, a bare word, stands for the file of that path, a string literal. */
#define GLN_EMBED(symbol, path)                                                                                        \
    extern const char symbol##_start[] __attribute__((visibility("hidden")));                                          \
    extern const char symbol##_end[] __attribute__((visibility("hidden")));                                            \
    __asm__(".pushsection .rodata." #symbol ",\"a\",%progbits\n"                                                       \
            ".balign 64\n"                                                                                             \
            ".globl " #symbol "_start\n"                                                                               \
            ".hidden " #symbol "_start\n"                                                                              \
            ".type " #symbol "_start, %object\n" #symbol "_start:\n"                                                   \
            ".incbin \"" path "\"\n"                                                                                   \
            ".globl " #symbol "_end\n"                                                                                 \
            ".hidden " #symbol "_end\n"                                                                                \
            ".type " #symbol "_end, %object\n" #symbol "_end:\n"                                                       \
            ".byte 0\n"                                                                                                \
            ".popsection\n")

/* The bytes between the two symbols, which to the compiler are different objects. */
static inline gln_slice gln_embed__slice(const char *start, const char *end)
{
    return (gln_slice){start, (size_t)((uintptr_t)end - (uintptr_t)start)};
}

#define GLN_EMBEDDED(symbol) gln_embed__slice(symbol##_start, symbol##_end)

#endif
