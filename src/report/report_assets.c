/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The build lists the files: report_assets.inc has a line GLN_ASSET(number, "name", "path") for each. */
#include "report/report_assets.h"

#include <stdint.h>

#define GLN_ASSET(number, name, path)                                                                                  \
    extern const char gln_asset__start_##number[] __attribute__((visibility("hidden")));                               \
    extern const char gln_asset__end_##number[] __attribute__((visibility("hidden")));                                 \
    __asm__(".pushsection .rodata.gln_assets,\"a\",%progbits\n"                                                        \
            ".globl gln_asset__start_" #number "\n"                                                                    \
            ".hidden gln_asset__start_" #number "\n"                                                                   \
            "gln_asset__start_" #number ":\n"                                                                          \
            ".incbin \"" path "\"\n"                                                                                   \
            ".globl gln_asset__end_" #number "\n"                                                                      \
            ".hidden gln_asset__end_" #number "\n"                                                                     \
            "gln_asset__end_" #number ":\n"                                                                            \
            ".byte 0\n"                                                                                                \
            ".popsection\n");
#include "report/report_assets.inc"
#undef GLN_ASSET

gln_slice gln_asset__find(const char *name)
{
    static const struct {
        const char *name, *start, *end;
    } assets[] = {
#define GLN_ASSET(number, name, path) {name, gln_asset__start_##number, gln_asset__end_##number},
#include "report/report_assets.inc"
    };
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        if (strcmp(name, assets[i].name) == 0) {
            uintptr_t length = (uintptr_t)assets[i].end - (uintptr_t)assets[i].start;
            return (gln_slice){assets[i].start, (size_t)length};
        }
    }
    return (gln_slice){NULL, 0};
}
