/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The build lists the files: report_assets.inc has a line GLN_ASSET(number, "name", "path") for each. */
#include "report/report_assets.h"

#include "core/embed.h"

#define GLN_ASSET(number, name, path) GLN_EMBED(gln_asset__##number, path);
#include "report/report_assets.inc"
#undef GLN_ASSET

gln_slice gln_asset__find(const char *name)
{
    static const struct {
        const char *name, *start, *end;
    } assets[] = {
#define GLN_ASSET(number, name, path) {name, gln_asset__##number##_start, gln_asset__##number##_end},
#include "report/report_assets.inc"
    };
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        if (strcmp(name, assets[i].name) == 0) {
            return gln_embed__slice(assets[i].start, assets[i].end);
        }
    }
    return (gln_slice){NULL, 0};
}
