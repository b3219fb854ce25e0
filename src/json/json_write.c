/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json_write.h"

#include "core/decimal.h"
#include "core/number.h"
#include "core/utf8.h"

enum { MAX_DEPTH = 64 };

gln_json_writer gln_json__writer(gln_buffer *out, bool full)
{
    return (gln_json_writer){.out = out, .full = full};
}

static uint64_t top(const gln_json_writer *w)
{
    return w->depth ? UINT64_C(1) << (w->depth - 1) : 0;
}

static void line(gln_json_writer *w)
{
    gln_buffer__byte(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++) {
        gln_buffer__puts(w->out, "  ");
    }
}

/* What stands before a member: nothing after a name, else the comma and the line break that are due. */
static void separate(gln_json_writer *w)
{
    uint64_t bit = top(w);
    if (w->keyed || !bit) {
        w->keyed = false;
        return;
    }
    if (w->filled & bit) {
        gln_buffer__byte(w->out, ',');
    }
    if (w->block & bit) {
        line(w);
    }
    w->filled |= bit;
}

static void begin(gln_json_writer *w, bool object, gln_json_layout layout)
{
    bool in_line = w->depth && !(w->block & top(w));
    separate(w);
    if (w->depth == MAX_DEPTH) {
        w->out->failed = true;
        return;
    }
    gln_buffer__byte(w->out, object ? '{' : '[');
    w->depth++;
    uint64_t bit = top(w);
    w->object = object ? w->object | bit : w->object & ~bit;
    w->block = layout == GLN_JSON_BLOCK && !in_line ? w->block | bit : w->block & ~bit;
    w->filled &= ~bit;
}

void gln_json__begin_object(gln_json_writer *w, gln_json_layout layout)
{
    begin(w, true, layout);
}

void gln_json__begin_array(gln_json_writer *w, gln_json_layout layout)
{
    begin(w, false, layout);
}

void gln_json__end(gln_json_writer *w)
{
    uint64_t bit = top(w);
    if (!bit) {
        return;
    }
    w->depth--;
    if ((w->block & bit) && (w->filled & bit)) {
        line(w);
    }
    gln_buffer__byte(w->out, w->object & bit ? '}' : ']');
}

/* Whether all eight bytes are ASCII that stands for itself: none below 0x20, no quotation mark, no backslash. A byte's
 * high bit says that something is wrong with it. */
static inline bool is_plain(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t quote = (bytes ^ ones * '"') - ones, backslash = (bytes ^ ones * '\\') - ones;
    return ((bytes | (bytes - ones * 0x20) | quote | backslash) & high) == 0;
}

static void quoted(gln_buffer *out, gln_slice text)
{
    size_t clean = 0; /* start of the run that is not written yet */
    gln_buffer__byte(out, '"');
    for (size_t at = 0; at < text.len;) {
        uint64_t eight;
        if (text.len - at >= sizeof eight) {
            memcpy(&eight, text.ptr + at, sizeof eight);
            if (is_plain(eight)) {
                at += sizeof eight;
                continue;
            }
        }
        unsigned char c = (unsigned char)text.ptr[at];
        bool valid = true;
        size_t n = gln_utf8__glance(text.ptr + at, text.len - at);
        if (n == 0) {
            n = gln_utf8__step(text.ptr + at, text.len - at, &valid);
        }
        if (valid && c >= 0x20 && c != '"' && c != '\\') {
            at += n;
            continue;
        }
        gln_buffer__put(out, gln_slice_sub(text, clean, at - clean));
        const char *named = c && valid ? strchr("\"\"\\\\\nn\tt\rr\bb\ff", c) : NULL;
        if (!valid) {
            gln_buffer__puts(out, GLN_UTF8_REPLACEMENT);
        } else if (named) { /* each character is followed by the one that names it */
            gln_buffer__byte(out, '\\');
            gln_buffer__byte(out, named[1]);
        } else {
            gln_buffer__printf(out, "\\u%04x", (unsigned)c);
        }
        at += n;
        clean = at;
    }
    if (text.len > clean) {
        gln_buffer__put(out, gln_slice_sub(text, clean, text.len - clean));
    }
    gln_buffer__byte(out, '"');
}

void gln_json__key(gln_json_writer *w, gln_slice name)
{
    bool block = (w->block & top(w)) != 0;
    separate(w);
    quoted(w->out, name);
    gln_buffer__puts(w->out, block ? ": " : ":");
    w->keyed = true;
}

void gln_json__put_string(gln_json_writer *w, gln_slice text)
{
    separate(w);
    quoted(w->out, text);
}

void gln_json__put_text(gln_json_writer *w, const char *text)
{
    if (text) {
        gln_json__put_string(w, gln_slice_of(text));
    } else {
        gln_json__put_null(w);
    }
}

void gln_json__put_integer(gln_json_writer *w, uint64_t value)
{
    char text[GLN_DECIMAL_SIZE];
    bool quote = value > UINT64_C(1) << 53;
    separate(w);
    if (quote) {
        gln_buffer__byte(w->out, '"');
    }
    gln_buffer__put(w->out, (gln_slice){text, gln_decimal__integer(value, text)});
    if (quote) {
        gln_buffer__byte(w->out, '"');
    }
}

void gln_json__put_number(gln_json_writer *w, double value)
{
    char text[GLN_NUMBER_SIZE];
    separate(w);
    gln_number__text(value, w->full, text);
    gln_buffer__puts(w->out, text[0] ? text : "null");
}

void gln_json__put_boolean(gln_json_writer *w, bool value)
{
    separate(w);
    gln_buffer__puts(w->out, value ? "true" : "false");
}

void gln_json__put_null(gln_json_writer *w)
{
    separate(w);
    gln_buffer__puts(w->out, "null");
}

void gln_json__put_json(gln_json_writer *w, gln_slice json)
{
    separate(w);
    for (size_t i = 0; i < json.len; i++) {
        char c = json.ptr[i];
        if (c != '\n' && c != '\r' && c != '\t') {
            gln_buffer__byte(w->out, c);
        }
    }
}
