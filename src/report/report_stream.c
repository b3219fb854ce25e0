/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/report.h"

#include <errno.h>

static gln_status stream_write(void *context, const char *bytes, size_t n, gln_error *err)
{
    gln_stream *stream = context;
    errno = 0;
    /* flushed at once: an error that only the last fclose sees is one that nobody hears of */
    if (fwrite(bytes, 1, n, stream->file) == n && fflush(stream->file) == 0 && !ferror(stream->file)) {
        return GLN_OK;
    }
    int cause = errno ? errno : EIO;
    stream->closed = cause == EPIPE;
    gln_status status = stream->closed ? gln_error_set(err, GLN_ERR_IO, "cannot write: the reader closed the pipe")
                                       : gln_error_set(err, GLN_ERR_IO, "cannot write: %s", strerror(cause));
    gln_error_at(err, stream->name, GLN_NO_LINE, GLN_NO_OFFSET);
    return status;
}

gln_sink gln_stream_sink(gln_stream *stream)
{
    return (gln_sink){stream_write, stream};
}
