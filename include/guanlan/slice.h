/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A slice: bytes that somebody else owns. All text of the library is UTF-8 slices, not terminated.
 */
#ifndef GUANLAN_SLICE_H
#define GUANLAN_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Borrowed bytes. ptr may be NULL where len is 0. */
typedef struct gln_slice {
    const char *ptr;
    size_t len;
} gln_slice;

/** The slice of a string literal. */
#define GLN_LIT(text) ((gln_slice){(text), sizeof(text) - 1})

/** The slice of a terminated string; NULL gives the empty slice. */
static inline gln_slice gln_slice_of(const char *text)
{
    return (gln_slice){text, text ? strlen(text) : 0};
}

/** Bytes [from, from + len) of s; the caller keeps them inside. */
static inline gln_slice gln_slice_sub(gln_slice s, size_t from, size_t len)
{
    return (gln_slice){s.ptr ? s.ptr + from : NULL, len};
}

static inline bool gln_slice_equal(gln_slice a, gln_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/** Byte order, the shorter first where one begins the other: <0, 0 or >0. The order of every sorted text of ours. */
static inline int gln_slice_compare(gln_slice a, gln_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static inline bool gln_slice_starts(gln_slice s, gln_slice head)
{
    return s.len >= head.len && (head.len == 0 || memcmp(s.ptr, head.ptr, head.len) == 0);
}

static inline bool gln_slice_ends(gln_slice s, gln_slice tail)
{
    return s.len >= tail.len && (tail.len == 0 || memcmp(s.ptr + s.len - tail.len, tail.ptr, tail.len) == 0);
}

#ifdef __cplusplus
}
#endif

#endif
