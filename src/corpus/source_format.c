/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/source_format.h"

#include "core/file.h"
#include "core/utf8.h"

enum { LOOK = 4096, MOST_FIELDS = 64 };

static bool equal_letters(const char *text, size_t n, const char *lower)
{
    bool same = strlen(lower) <= n;
    for (size_t i = 0; lower[i] && same; i++) {
        char c = text[i];
        same = (c >= 'A' && c <= 'Z' ? c | 32 : c) == lower[i];
    }
    return same;
}

gln_format gln_format__of_name(gln_slice path)
{
    static const struct {
        const char *ending;
        gln_format format;
    } known[] = {{"txt", GLN_FORMAT_TEXT},      {"text", GLN_FORMAT_TEXT},    {"md", GLN_FORMAT_TEXT},
                 {"markdown", GLN_FORMAT_TEXT}, {"htm", GLN_FORMAT_HTML},     {"html", GLN_FORMAT_HTML},
                 {"xhtml", GLN_FORMAT_HTML},    {"xml", GLN_FORMAT_XML},      {"sgml", GLN_FORMAT_XML},
                 {"sgm", GLN_FORMAT_XML},       {"tei", GLN_FORMAT_XML},      {"json", GLN_FORMAT_JSON},
                 {"jsonl", GLN_FORMAT_JSON},    {"ndjson", GLN_FORMAT_JSON},  {"csv", GLN_FORMAT_CSV},
                 {"tsv", GLN_FORMAT_CSV},       {"zip", GLN_FORMAT_ARCHIVE},  {"tar", GLN_FORMAT_ARCHIVE},
                 {"tgz", GLN_FORMAT_ARCHIVE},   {"tbz2", GLN_FORMAT_ARCHIVE}, {"txz", GLN_FORMAT_ARCHIVE},
                 {"gz", GLN_FORMAT_ARCHIVE},    {"bz2", GLN_FORMAT_ARCHIVE},  {"xz", GLN_FORMAT_ARCHIVE},
                 {"zst", GLN_FORMAT_ARCHIVE}};
    gln_slice name = gln_path__base(path);
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    if (dot == 0) {
        return GLN_FORMAT_TEXT;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i].ending) == name.len - dot &&
            equal_letters(name.ptr + dot, name.len - dot, known[i].ending)) {
            return known[i].format;
        }
    }
    return GLN_FORMAT_UNKNOWN;
}

gln_format gln_format__of_bytes(gln_slice bytes)
{
    static const gln_slice marks[] = {{"PK\x03\x04", 4},
                                      {"PK\x05\x06", 4},
                                      {"\x1F\x8B", 2},
                                      {"BZh", 3},
                                      {"\xFD"
                                       "7zXZ\x00",
                                       6},
                                      {"\x28\xB5\x2F\xFD", 4}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (gln_slice_starts(bytes, marks[i])) {
            return GLN_FORMAT_ARCHIVE;
        }
    }
    bool tar = bytes.len > 262 && memcmp(bytes.ptr + 257, "ustar", 5) == 0;
    return tar ? GLN_FORMAT_ARCHIVE : GLN_FORMAT_UNKNOWN;
}

/* Where the lower-case word stands in the text, whatever the text's case is; SIZE_MAX for nowhere. */
static size_t find_word(gln_slice text, const char *lower)
{
    for (size_t at = 0; at < text.len; at++) {
        if (equal_letters(text.ptr + at, text.len - at, lower)) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* A first line that names columns, a body or a dated headline among them. */
static bool is_table(gln_slice text, const gln_column_map *map)
{
    static const char delimiters[] = {'\t', ',', ';'};
    const char *newline = memchr(text.ptr, '\n', text.len);
    size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
    for (size_t d = 0; d < sizeof delimiters && end < LOOK; d++) {
        bool seen[GLN_RECORD_FIELDS] = {false};
        size_t n = 0;
        for (size_t from = 0; from <= end && n < MOST_FIELDS; n++) {
            const char *stop = memchr(text.ptr + from, delimiters[d], end - from);
            size_t to = stop ? (size_t)(stop - text.ptr) : end;
            gln_slice name = gln_slice__trim(gln_slice_sub(text, from, to - from));
            if (name.len >= 2 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') {
                name = gln_slice_sub(name, 1, name.len - 2);
            }
            gln_record_field field;
            unsigned rank;
            if (gln_column_map__find(map, name, &field, &rank)) {
                seen[field] = true;
            }
            from = to + 1;
        }
        if (n >= 2 && (seen[GLN_RECORD_BODY] ? seen[GLN_RECORD_HEADLINE] || seen[GLN_RECORD_DATE] || map->any
                                             : seen[GLN_RECORD_HEADLINE] && seen[GLN_RECORD_DATE])) {
            return true;
        }
    }
    return false;
}

gln_format gln_format__of_text(gln_slice text, const gln_column_map *map)
{
    text = gln_slice__trim(text);
    gln_slice head = gln_slice_sub(text, 0, text.len < LOOK ? text.len : LOOK);
    if (head.len == 0) {
        return GLN_FORMAT_TEXT;
    }
    if (head.ptr[0] == '<') {
        bool html = find_word(head, "<html") != SIZE_MAX || find_word(head, "<!doctype html") != SIZE_MAX;
        bool markup =
            head.len > 1 && (head.ptr[1] == '?' || head.ptr[1] == '!' || gln_char__letter((unsigned char)head.ptr[1]));
        return html ? GLN_FORMAT_HTML : markup ? GLN_FORMAT_XML : GLN_FORMAT_TEXT;
    }
    if (head.ptr[0] == '{' || head.ptr[0] == '[') {
        size_t at = 1;
        gln_slice__skip_spaces(head, &at);
        while (at < head.len && head.ptr[at] == '\n') {
            at++;
            gln_slice__skip_spaces(head, &at);
        }
        bool json = at < head.len && head.ptr[at] == (head.ptr[0] == '{' ? '"' : '{');
        return json ? GLN_FORMAT_JSON : GLN_FORMAT_TEXT;
    }
    return is_table(text, map) ? GLN_FORMAT_CSV : GLN_FORMAT_TEXT;
}

bool gln_format__declared(gln_slice bytes, gln_format format, char out[40])
{
    gln_slice head = gln_slice_sub(bytes, 0, bytes.len < LOOK ? bytes.len : LOOK);
    const char *key = format == GLN_FORMAT_HTML ? "charset=" : "encoding=";
    if ((format != GLN_FORMAT_HTML && format != GLN_FORMAT_XML) || (head.len && memchr(head.ptr, '\0', head.len))) {
        return false;
    }
    if (format == GLN_FORMAT_XML && !gln_slice_starts(head, GLN_LIT("<?xml"))) {
        return false;
    }
    size_t at = find_word(head, key);
    if (at == SIZE_MAX) {
        return false;
    }
    at += strlen(key);
    at += at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\'');
    size_t n = 0;
    while (at + n < head.len && n < 39) {
        unsigned char c = (unsigned char)head.ptr[at + n];
        if (!gln_char__letter(c) && !gln_char__digit(c) && c != '-' && c != '_' && c != ':' && c != '.') {
            break;
        }
        out[n] = (char)c;
        n++;
    }
    out[n] = '\0';
    return n > 0;
}
