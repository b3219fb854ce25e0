/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_encode.h"

#include "text/matcher_near.h"

enum { VERSION = 1 };

void gln_encode__number(gln_buffer *out, uint64_t number)
{
    while (number >= 0x80) {
        gln_buffer__byte(out, (char)(unsigned char)(number | 0x80));
        number >>= 7;
    }
    gln_buffer__byte(out, (char)number);
}

static void put_signed(gln_buffer *out, int64_t number)
{
    gln_encode__number(out, (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

void gln_encode__text(gln_buffer *out, gln_slice text)
{
    gln_encode__number(out, text.len);
    gln_buffer__put(out, text);
}

void gln_encode__head(gln_buffer *out, char kind, const gln_counter_options *options)
{
    gln_buffer__puts(out, "GLNC");
    gln_buffer__byte(out, kind);
    gln_buffer__byte(out, VERSION);
    gln_encode__number(out, (uint64_t)options->part);
    gln_encode__number(out, (uint64_t)options->split);
    gln_encode__number(out, (uint64_t)options->context);
    gln_encode__number(out, options->window);
    gln_encode__number(out, options->matcher != NULL);
    if (options->matcher) {
        size_t n = gln_matcher_n_terms(options->matcher);
        gln_encode__number(out, n);
        for (size_t i = 0; i < n; i++) {
            gln_encode__text(out, gln_matcher__key(options->matcher, i));
        }
    }
}

void gln_encode__issues(gln_buffer *out, const gln_counted_issue *issues, size_t n)
{
    gln_encode__number(out, n);
    for (size_t i = 0; i < n; i++) {
        put_signed(out, issues[i].date.year);
        put_signed(out, issues[i].date.month);
        put_signed(out, issues[i].date.day);
        gln_encode__number(out, (uint64_t)issues[i].basis);
        gln_encode__text(out, issues[i].newspaper);
        gln_encode__text(out, issues[i].edition);
        gln_encode__text(out, issues[i].id);
    }
}

gln_status gln_encode__finish(gln_buffer *buffer, char **out, size_t *n, gln_error *err)
{
    if (buffer->failed) {
        gln_buffer__free(buffer);
        return gln_error__nomem(err);
    }
    *out = buffer->data;
    *n = buffer->len;
    *buffer = (gln_buffer)GLN_BUFFER_INIT;
    return GLN_OK;
}
