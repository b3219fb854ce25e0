/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text read as CSV, with the usual names and with names of its own. */
#include "fuzz_records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gln_slice text = {(const char *)data, size};
    gln_column_map map = {.arena = GLN_ARENA_INIT};
    if (!is_decoded(text)) {
        return 0;
    }
    require(gln_read__csv(text, &map, &fuzz_sink, NULL) == GLN_OK);
    require(gln_column_map__add(&map, "body=a", NULL) == GLN_OK);
    require(gln_column_map__add(&map, "headline=b.c", NULL) == GLN_OK);
    require(gln_column_map__add(&map, "article=p", NULL) == GLN_OK);
    require(gln_read__csv(text, &map, &fuzz_sink, NULL) == GLN_OK);
    gln_column_map__clear(&map);
    return 0;
}
