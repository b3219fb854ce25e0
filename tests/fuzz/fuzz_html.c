/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text read as HTML. */
#include "fuzz_records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gln_slice text = {(const char *)data, size};
    if (is_decoded(text)) {
        require(gln_read__html(text, &fuzz_sink, NULL) == GLN_OK);
    }
    return 0;
}
