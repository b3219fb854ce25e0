/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/normalize.h"

#include <unicode/ustring.h>

#include <stdlib.h>

/* One character becomes at most 18 UTF-16 units in NFKC (U+FDFA), 3 bytes each. */
enum { MAX_CLUSTER = 64, MAX_EXPANSION = 18, UNITS = 2 * MAX_CLUSTER * MAX_EXPANSION };

typedef struct run {
    gln_char_table *table;
    gln_slice text;
    size_t at;
    bool collapse;
    gln_normal *out;
    char *to; /* where the next byte goes; room is made per character */
    char *limit;
    bool failed;
    UErrorCode code;
} run;

void gln_normal__free(gln_normal *normal)
{
    gln_buffer__free(&normal->text);
    free(normal->edits);
    *normal = (gln_normal)GLN_NORMAL_INIT;
}

/* Room for `need` bytes at to. */
static bool make_room(run *r, size_t need)
{
    if ((size_t)(r->limit - r->to) >= need) {
        return true;
    }
    gln_buffer *text = &r->out->text;
    text->len = text->data ? (size_t)(r->to - text->data) : 0;
    if (!gln_buffer__reserve(text, need + r->text.len - r->at)) {
        r->failed = true;
        return false;
    }
    r->to = text->data + text->len;
    r->limit = text->data + text->capacity;
    return true;
}

static void put_edit(run *r, const char *from, size_t origin, size_t origin_len)
{
    gln_normal *out = r->out;
    gln_edit *edits = gln_memory__grown(out->edits, &out->capacity, out->n_edits + 1, sizeof *edits);
    if (!edits) {
        r->failed = true;
        return;
    }
    out->edits = edits;
    edits[out->n_edits++] =
        (gln_edit){(uint32_t)(from - out->text.data), (uint32_t)(r->to - from), (uint32_t)origin, (uint32_t)origin_len};
}

/* Normalizes [start, at) through ICU. */
static void put_cluster(run *r, size_t start)
{
    UChar from[2 * MAX_CLUSTER];
    UChar units[UNITS];
    int32_t n = 0;
    for (size_t at = start; at < r->at;) {
        UChar32 c = (UChar32)gln_utf8__next(r->text.ptr, &at);
        U16_APPEND_UNSAFE(from, n, c);
    }
    int32_t len = unorm2_normalize(r->table->normalizer, from, n, units, UNITS, &r->code);
    if (U_FAILURE(r->code) || !make_room(r, (size_t)len * 3)) {
        r->failed = true;
        return;
    }
    char *first = r->to;
    for (int32_t i = 0; i < len;) {
        uint32_t point = gln_utf16__next(units, &i);
        r->to += gln_utf8__put(r->to, r->table->keep_script ? point : gln_char_table__simplify(r->table, point));
    }
    put_edit(r, first, start, r->at - start);
}

/* Whether the character at `at` may change together with the one before it. */
static bool joins_at(const run *r, size_t at)
{
    if (at >= r->text.len || (unsigned char)r->text.ptr[at] < 0x80) {
        return false;
    }
    return (gln_char_table__norm(r->table, gln_utf8__next(r->text.ptr, &at)) & GLN_NORM_JOINS) != 0;
}

static void put_white(run *r, size_t start)
{
    while (r->at < r->text.len) {
        size_t next = r->at;
        uint32_t c = gln_utf8__next(r->text.ptr, &next);
        if (!(gln_char_table__norm(r->table, c) & GLN_NORM_WHITE) || joins_at(r, next)) {
            break;
        }
        r->at = next;
    }
    char *first = r->to;
    *r->to++ = ' ';
    if (r->at - start != 1) {
        put_edit(r, first, start, r->at - start);
    }
}

static void put_next(run *r)
{
    size_t start = r->at;
    uint32_t entry = gln_char_table__norm(r->table, gln_utf8__next(r->text.ptr, &r->at));
    bool joined = joins_at(r, r->at);
    if (__builtin_expect(entry < GLN_NORM_COMPLEX && !joined, 1)) {
        char *first = r->to;
        size_t n = gln_utf8__put(first, entry);
        r->to += n;
        if (n != r->at - start) {
            put_edit(r, first, start, r->at - start);
        }
        return;
    }
    if (r->collapse && (entry & GLN_NORM_WHITE) && !joined) {
        put_white(r, start);
        return;
    }
    if (!joined && !(entry & (GLN_NORM_COMPLEX | GLN_NORM_JOINS))) {
        char *first = r->to;
        r->to += gln_utf8__put(first, entry & GLN_NORM_POINT);
        put_edit(r, first, start, r->at - start);
        return;
    }
    for (size_t n = 1; n < MAX_CLUSTER && joins_at(r, r->at); n++) {
        (void)gln_utf8__next(r->text.ptr, &r->at);
    }
    put_cluster(r, start);
}

/* As far as characters become one character of as many bytes each: the usual case. A character is put before the next
 * is looked at, and taken back when that one joins it. */
static void put_parallel(run *r)
{
    const uint32_t *ascii = r->table->norm[0];
    const char *from = r->text.ptr;
    size_t n = r->text.len;
    size_t at = r->at;
    char *to = r->to;
    size_t back = 0; /* bytes of the character put last */
    while (at < n) {
        unsigned char lead = (unsigned char)from[at];
        size_t next = at;
        if (lead < 0x80) {
            uint32_t entry = ascii[lead];
            if (entry >= GLN_NORM_COMPLEX && r->collapse &&
                (lead != ' ' || at + 1 == n || (unsigned char)from[at + 1] <= ' ' ||
                 (unsigned char)from[at + 1] >= 0x7F)) {
                break;
            }
            *to++ = (char)(entry & 0x7FU);
            at++;
            back = 1;
            continue;
        }
        uint32_t c = gln_utf8__next(from, &next);
        uint32_t entry = gln_char_table__norm(r->table, c);
        if (entry & GLN_NORM_JOINS) {
            at -= back;
            to -= back;
            break;
        }
        if (entry == c && at + 4 <= n) {
            memcpy(to, from + at, 4); /* of a fixed length, and room is there */
        } else if (entry == c) {
            memcpy(to, from + at, next - at);
        } else if (next - at != 3 || entry < 0x800 || entry > 0xFFFF) {
            break;
        } else {
            (void)gln_utf8__put(to, entry);
        }
        back = next - at;
        to += back;
        at = next;
    }
    r->at = at;
    r->to = to;
}

gln_status gln_text__normalize(gln_char_table *table, gln_slice text, bool collapse, gln_normal *out, gln_error *err)
{
    if (text.len > INT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "a text of 2 GiB or more cannot be normalized");
    }
    gln_buffer__clear(&out->text);
    out->n_edits = 0;
    run r = {.table = table, .text = text, .collapse = collapse, .out = out, .code = U_ZERO_ERROR};
    r.to = out->text.data;
    r.limit = out->text.data ? out->text.data + out->text.capacity : NULL;
    (void)gln_char_table__norm(table, 0);
    while (r.at < text.len && !r.failed && !table->failed) {
        if (!make_room(&r, text.len - r.at + 4)) { /* what runs in parallel needs no more; the rest makes its own */
            break;
        }
        put_parallel(&r);
        if (r.at < text.len) {
            put_next(&r);
        }
    }
    if (out->text.data) {
        out->text.len = (size_t)(r.to - out->text.data);
    }
    if (U_FAILURE(r.code)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU could not normalize: %s", u_errorName(r.code));
    }
    return r.failed || table->failed ? gln_error__nomem(err) : GLN_OK;
}

/* The number of edits that start before `at`, or at it. */
static size_t edits_to(const gln_normal *normal, uint32_t at)
{
    size_t low = 0;
    size_t high = normal->n_edits;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (normal->edits[middle].from <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool gln_normal__origin(const gln_normal *normal, uint32_t start, uint32_t end, uint32_t *origin_start,
                        uint32_t *origin_end)
{
    size_t n = edits_to(normal, start);
    *origin_start = start;
    if (n) {
        const gln_edit *e = &normal->edits[n - 1];
        if (start > e->from && start < e->from + e->len) {
            return false;
        }
        bool opens = start == e->from && e->len > 0;
        *origin_start = opens ? e->origin : e->origin + e->origin_len + (start - e->from - e->len);
    }
    n = edits_to(normal, end);
    while (n && normal->edits[n - 1].from == end && normal->edits[n - 1].len > 0) {
        n--; /* it starts where the span ends */
    }
    *origin_end = end;
    if (n) {
        const gln_edit *e = &normal->edits[n - 1];
        if (end < e->from + e->len) {
            return false;
        }
        *origin_end = e->origin + e->origin_len + (end - e->from - e->len);
    }
    return true;
}
