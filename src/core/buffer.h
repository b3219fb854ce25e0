/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing run of bytes. A failed growth is remembered in `failed`, so that only the end of a series of puts is
 * checked. */
#ifndef GLN_CORE_BUFFER_H
#define GLN_CORE_BUFFER_H

#include "core/memory.h"

typedef struct gln_buffer {
    char *data; /* not terminated */
    size_t len;
    size_t capacity;
    bool failed; /* memory ran out at some put; what follows was dropped */
} gln_buffer;

#define GLN_BUFFER_INIT                                                                                                \
    {                                                                                                                  \
        NULL, 0, 0, false                                                                                              \
    }

void gln_buffer__free(gln_buffer *buffer);                 /* frees the bytes and empties */
void gln_buffer__clear(gln_buffer *buffer);                /* empties, keeps the room, and a failure too */
bool gln_buffer__reserve(gln_buffer *buffer, size_t more); /* room for `more` bytes beyond len */
void gln_buffer__printf(gln_buffer *buffer, const char *format, ...) GLN_PRINTF(2, 3);

static inline void gln_buffer__put(gln_buffer *buffer, gln_slice s)
{
    if (s.len && ((s.len <= buffer->capacity - buffer->len && !buffer->failed) || gln_buffer__reserve(buffer, s.len))) {
        memcpy(buffer->data + buffer->len, s.ptr, s.len);
        buffer->len += s.len;
    }
}

static inline void gln_buffer__puts(gln_buffer *buffer, const char *text)
{
    gln_buffer__put(buffer, gln_slice_of(text));
}

static inline void gln_buffer__byte(gln_buffer *buffer, char byte)
{
    if ((buffer->len < buffer->capacity && !buffer->failed) || gln_buffer__reserve(buffer, 1)) {
        buffer->data[buffer->len++] = byte;
    }
}

static inline gln_slice gln_buffer__slice(const gln_buffer *buffer)
{
    return (gln_slice){buffer->data, buffer->len};
}

#endif
