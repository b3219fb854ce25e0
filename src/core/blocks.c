/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/blocks.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { STEP = 1 << 16 };

static gln_status refused(const gln_blocks *blocks, const char *what, gln_error *err)
{
    gln_status status = gln_error_set(err, GLN_ERR_IO, "%s: %s", what, strerror(errno));
    gln_error_at(err, blocks->path, GLN_NO_LINE, GLN_NO_OFFSET);
    return status;
}

gln_status gln_blocks__open(gln_blocks *blocks, const char *path, gln_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    *blocks = (gln_blocks){.path = path, .fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)};
    return blocks->fd < 0 ? refused(blocks, "cannot open", err) : GLN_OK;
}

void gln_blocks__close(gln_blocks *blocks)
{
    if (blocks->fd >= 0 && blocks->fd != STDIN_FILENO) {
        (void)close(blocks->fd);
    }
    blocks->fd = -1;
    gln_buffer__free(&blocks->bytes);
}

static gln_status read_more(gln_blocks *blocks, gln_error *err)
{
    gln_buffer *bytes = &blocks->bytes;
    ssize_t n;
    if (!gln_buffer__reserve(bytes, STEP)) {
        return gln_error__nomem(err);
    }
    do {
        n = read(blocks->fd, bytes->data + bytes->len, STEP);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return refused(blocks, "cannot read", err);
    }
    bytes->len += (size_t)n;
    blocks->ended = n == 0;
    return GLN_OK;
}

gln_status gln_blocks__next(gln_blocks *blocks, size_t bytes, gln_slice *out, gln_error *err)
{
    gln_buffer *held = &blocks->bytes;
    gln_status status = GLN_OK;
    if (blocks->block) {
        memmove(held->data, held->data + blocks->block, held->len - blocks->block);
        held->len -= blocks->block;
    }
    size_t from = 0; /* no line feed that could end the block stands before it */
    for (blocks->block = 0; status == GLN_OK && blocks->block == 0;) {
        const char *last = held->len >= bytes ? memrchr(held->data + from, '\n', held->len - from) : NULL;
        if (last || blocks->ended) {
            blocks->block = last ? (size_t)(last - held->data) + 1 : held->len;
            break;
        }
        from = held->len >= bytes ? held->len : from;
        status = read_more(blocks, err);
    }
    *out = (gln_slice){held->data, blocks->block};
    return status;
}

gln_status gln_blocks__rest(gln_blocks *blocks, gln_slice *out, gln_error *err)
{
    gln_status status = GLN_OK;
    while (status == GLN_OK && !blocks->ended) {
        status = read_more(blocks, err);
    }
    blocks->block = blocks->bytes.len;
    *out = gln_buffer__slice(&blocks->bytes);
    return status;
}
