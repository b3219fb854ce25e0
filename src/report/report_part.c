/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_part.h"

#include <stdlib.h>

static gln_status take_bytes(void *context, const char *bytes, size_t n, gln_error *err)
{
    gln_report_part *part = context;
    gln_sink file = gln_stream_sink(&part->stream);
    gln_status status = gln_sha256__add(part->hash, (gln_slice){bytes, n}, err);
    part->facts.bytes += n;
    return status == GLN_OK ? file.write(file.context, bytes, n, err) : status;
}

gln_status gln_report_part__open(gln_report_part *part, const char *folder, const char *name, gln_error *err)
{
    char *path = gln_path__join(gln_slice_of(folder), gln_slice_of(name));
    gln_status status = path ? gln_newfile__open(&part->file, path, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_sha256__new(&part->hash, err);
    }
    part->stream = (gln_stream){part->file.stream, part->file.path, false};
    part->out = (gln_output){GLN_BUFFER_INIT, {take_bytes, part}};
    free(path);
    return status;
}

gln_status gln_report_part__end(gln_report_part *part, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    gln_status status = gln_output__drain(&part->out, true, err);
    if (status == GLN_OK) {
        status = gln_sha256__end(part->hash, digest, err);
    }
    if (status == GLN_OK) {
        gln_sha256__hex(digest, part->facts.sha256);
    }
    return status;
}

void gln_report_part__close(gln_report_part *part)
{
    gln_newfile__discard(&part->file);
    gln_sha256__free(part->hash);
    gln_buffer__free(&part->out.bytes);
    part->hash = NULL;
}
