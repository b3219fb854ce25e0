/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json_walk.h"

#include "json/json_read.h"

static bool between(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':';
}

static void skip_between(gln_json_walk *walk)
{
    while (walk->at < walk->text.len && between(walk->text.ptr[walk->at])) {
        walk->at++;
    }
}

static void skip_string(gln_json_walk *walk)
{
    for (walk->at++; walk->at < walk->text.len && walk->text.ptr[walk->at] != '"'; walk->at++) {
        walk->at += walk->text.ptr[walk->at] == '\\';
    }
    walk->at++;
}

static void skip_container(gln_json_walk *walk)
{
    size_t depth = 0;
    while (walk->at < walk->text.len) {
        char c = walk->text.ptr[walk->at];
        if (c == '"') {
            skip_string(walk);
            continue;
        }
        walk->at++;
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && --depth == 0) {
            return;
        }
    }
}

/* The value at the place, whatever it is. */
static gln_slice take_value(gln_json_walk *walk)
{
    size_t from = walk->at;
    char c = from < walk->text.len ? walk->text.ptr[from] : '\0';
    if (c == '"') {
        skip_string(walk);
    } else if (c == '{' || c == '[') {
        skip_container(walk);
    } else {
        while (walk->at < walk->text.len && !between(walk->text.ptr[walk->at]) && walk->text.ptr[walk->at] != '}' &&
               walk->text.ptr[walk->at] != ']') {
            walk->at++;
        }
    }
    return gln_slice_sub(walk->text, from, (walk->at < walk->text.len ? walk->at : walk->text.len) - from);
}

gln_json_walk gln_json__walk(gln_slice container)
{
    bool fine = container.len && (container.ptr[0] == '{' || container.ptr[0] == '[');
    return (gln_json_walk){container, fine ? 1 : container.len};
}

bool gln_json__next_value(gln_json_walk *walk, gln_slice *name, gln_slice *value)
{
    skip_between(walk);
    if (walk->at >= walk->text.len || walk->text.ptr[walk->at] == '}' || walk->text.ptr[walk->at] == ']') {
        return false;
    }
    gln_slice key = {NULL, 0};
    if (walk->text.ptr[0] == '{') {
        key = take_value(walk);
        key = gln_slice_sub(key, 1, key.len - 2);
        skip_between(walk);
    }
    if (name) {
        *name = key;
    }
    *value = take_value(walk);
    return true;
}

gln_slice gln_json__value_of(gln_slice object, const char *name)
{
    gln_json_walk walk = gln_json__walk(object);
    gln_slice key, value;
    while (gln_json__next_value(&walk, &key, &value)) {
        if (key.ptr && gln_slice_equal(key, gln_slice_of(name))) {
            return value;
        }
    }
    return (gln_slice){NULL, 0};
}

gln_slice gln_json__text_of(gln_arena *arena, gln_slice value)
{
    gln_slice text = {NULL, 0};
    if (value.len < 2 || value.ptr[0] != '"') {
        return text;
    }
    text = gln_slice_sub(value, 1, value.len - 2);
    if (!memchr(text.ptr, '\\', text.len)) {
        return text;
    }
    gln_json_document *document = NULL;
    gln_slice plain = {NULL, 0};
    if (gln_json__parse(value, value.len, &document, NULL) == GLN_OK &&
        gln_json__string(gln_json__root(document), &plain)) {
        plain = plain.len ? gln_arena__copy(arena, plain) : (gln_slice){"", 0};
    }
    gln_json__free(document);
    return plain;
}
