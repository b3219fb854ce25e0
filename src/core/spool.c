/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/spool.h"

#include "core/file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

void gln_spool__close(gln_spool *spool)
{
    if (spool->fd >= 0) {
        (void)close(spool->fd);
    }
    *spool = (gln_spool)GLN_SPOOL_INIT;
}

gln_status gln_spool__share(const gln_spool *spool, gln_spool *out, gln_error *err)
{
    int fd = spool->fd < 0 ? -1 : dup(spool->fd);
    if (spool->fd >= 0 && fd < 0) {
        return gln_error_set(err, GLN_ERR_IO, "cannot open the temporary file again: %s", strerror(errno));
    }
    *out = (gln_spool){fd, spool->size};
    return GLN_OK;
}

static int open_in(const char *folder)
{
    char *path = folder && folder[0] ? gln_path__join(gln_slice_of(folder), GLN_LIT("guanlan.XXXXXX")) : NULL;
    int fd = path ? mkstemp(path) : -1;
    if (fd >= 0) {
        (void)unlink(path);
    }
    free(path);
    return fd;
}

static gln_status open_spool(gln_spool *spool, gln_error *err)
{
    const char *const folders[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders && spool->fd < 0; i++) {
        spool->fd = open_in(folders[i]);
    }
    return spool->fd >= 0 ? GLN_OK
                          : gln_error_set(err, GLN_ERR_IO, "cannot make a temporary file (TMPDIR names a folder): %s",
                                          strerror(errno));
}

gln_status gln_spool__put(gln_spool *spool, gln_slice bytes, uint64_t *at, gln_error *err)
{
    gln_status status = spool->fd < 0 ? open_spool(spool, err) : GLN_OK;
    size_t done = 0;
    while (status == GLN_OK && done < bytes.len) {
        ssize_t n = pwrite(spool->fd, bytes.ptr + done, bytes.len - done, (off_t)(spool->size + done));
        if (n < 0 && errno != EINTR) {
            status = gln_error_set(err, GLN_ERR_IO, "cannot write to the temporary file (TMPDIR names a folder): %s",
                                   strerror(errno));
        }
        done += n > 0 ? (size_t)n : 0;
    }
    if (status == GLN_OK) {
        *at = spool->size;
        spool->size += bytes.len;
    }
    return status;
}

gln_status gln_spool__get(const gln_spool *spool, uint64_t at, uint64_t size, gln_buffer *out, gln_error *err)
{
    if (size > SIZE_MAX || !gln_buffer__reserve(out, (size_t)size + 1)) {
        return gln_error__nomem(err);
    }
    for (uint64_t done = 0; done < size;) {
        ssize_t n = pread(spool->fd, out->data + out->len, (size_t)(size - done), (off_t)(at + done));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return gln_error_set(err, GLN_ERR_IO, "cannot read the temporary file: %s",
                                 n < 0 ? strerror(errno) : "it is shorter than it was");
        }
        out->len += (size_t)n;
        done += (uint64_t)n;
    }
    return GLN_OK;
}
