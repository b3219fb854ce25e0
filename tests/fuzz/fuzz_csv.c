/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text read as CSV, with the usual names and with names of its own. */
#include "fuzz_records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_mapped(gln_read__csv, (gln_slice){(const char *)data, size});
    return 0;
}
