/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void gln_buffer__free(gln_buffer *buffer)
{
    free(buffer->data);
    *buffer = (gln_buffer)GLN_BUFFER_INIT;
}

void gln_buffer__clear(gln_buffer *buffer)
{
    buffer->len = 0;
}

bool gln_buffer__reserve(gln_buffer *buffer, size_t more)
{
    size_t need;
    if (buffer->failed || !gln_size__add(buffer->len, more, &need)) {
        buffer->failed = true;
        return false;
    }
    if (need > buffer->capacity || !buffer->data) {
        char *grown = gln_memory__grown(buffer->data, &buffer->capacity, need, 1);
        if (!grown) {
            buffer->failed = true;
            return false;
        }
        buffer->data = grown;
    }
    return true;
}

void gln_buffer__printf(gln_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) {
        buffer->failed = true;
    } else if (gln_buffer__reserve(buffer, (size_t)n + 1)) {
        (void)vsnprintf(buffer->data + buffer->len, (size_t)n + 1, format, again);
        buffer->len += (size_t)n;
    }
    va_end(again);
    va_end(args);
}
