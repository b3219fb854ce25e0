/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/status.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void gln_error_clear(gln_error *err)
{
    if (err) {
        *err = (gln_error)GLN_ERROR_INIT;
    }
}

gln_status gln_error_set(gln_error *err, gln_status status, const char *format, ...)
{
    if (err && err->status == GLN_OK) {
        va_list args;
        va_start(args, format);
        err->status = status;
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return status;
}

void gln_error_at(gln_error *err, const char *file, uint64_t line, uint64_t offset)
{
    if (!err) {
        return;
    }
    if (file && err->file[0] == '\0') {
        (void)snprintf(err->file, sizeof err->file, "%s", file);
    }
    if (err->line == GLN_NO_LINE) {
        err->line = line;
    }
    if (err->offset == GLN_NO_OFFSET) {
        err->offset = offset;
    }
}

const char *gln_error_text(const gln_error *err, char *out, size_t out_size)
{
    char line[32] = "";
    char offset[48] = "";
    if (err->line != GLN_NO_LINE) {
        (void)snprintf(line, sizeof line, err->file[0] ? ":%" PRIu64 : "line %" PRIu64, err->line);
    }
    if (err->offset != GLN_NO_OFFSET) {
        (void)snprintf(offset, sizeof offset, " (byte offset %" PRIu64 ")", err->offset);
    }
    const char *sep = err->file[0] || line[0] ? ": " : "";
    (void)snprintf(out, out_size, "%s%s%s%s%s", err->file, line, sep, err->message, offset);
    return out;
}

const char *gln_status_name(gln_status status)
{
    switch (status) {
    case GLN_OK:
        return "ok";
    case GLN_ERR_USAGE:
        return "usage";
    case GLN_ERR_NOMEM:
        return "memory";
    case GLN_ERR_IO:
        return "io";
    case GLN_ERR_FORMAT:
        return "format";
    case GLN_ERR_ENCODING:
        return "encoding";
    case GLN_ERR_RANGE:
        return "range";
    case GLN_ERR_INTERRUPTED:
        return "interrupted";
    case GLN_ERR_INTERNAL:
        return "internal";
    }
    return "unknown";
}
