/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text read as a report and, where it is one, drawn in every way. */
#include "guanlan/report.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gln_status drop(void *context, const char *bytes, size_t n, gln_error *err)
{
    (void)context;
    (void)bytes;
    (void)n;
    (void)err;
    return GLN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gln_format formats[] = {GLN_FORMAT_JSON, GLN_FORMAT_VEGA_LITE, GLN_FORMAT_HTML, GLN_FORMAT_GNUPLOT};
    gln_saved_report *saved = NULL;
    gln_error err = GLN_ERROR_INIT;
    if (gln_saved_report_new((gln_slice){(const char *)data, size}, &saved, &err) == GLN_OK) {
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            gln_report_options options = GLN_REPORT_OPTIONS_INIT;
            options.format = formats[i];
            if (gln_report_write(gln_saved_report_get(saved), &options, (gln_sink){drop, NULL}, &err) != GLN_OK) {
                err = (gln_error)GLN_ERROR_INIT;
            }
        }
    }
    gln_saved_report_free(saved);
    return 0;
}
