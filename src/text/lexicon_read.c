/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon_read.h"

#include "core/number.h"
#include "core/utf8.h"
#include "text/decode.h"
#include "text/lexicon_image.h"

enum { MAX_COLUMNS = 10 };

static gln_status malformed(const gln_lexicon_reader *reader, gln_error *err, const char *what)
{
    gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "%s", what);
    gln_error_at(err, reader->file, reader->line, GLN_NO_OFFSET);
    return status;
}

/* The next line that says something, without its end. */
static bool next_line(gln_lexicon_reader *reader, gln_slice *line)
{
    gln_slice data = reader->data;
    if (reader->at == 0 && gln_slice_starts(data, GLN_LIT("\xEF\xBB\xBF"))) {
        reader->at = 3;
    }
    while (reader->at < data.len) {
        const char *start = data.ptr + reader->at;
        size_t left = data.len - reader->at;
        const char *end = memchr(start, '\n', left);
        size_t len = end ? (size_t)(end - start) : left;
        reader->at += len + (end ? 1 : 0);
        reader->line++;
        if (len && start[len - 1] == '\r') {
            len--;
        }
        if (len && start[0] != '#') {
            *line = (gln_slice){start, len};
            return true;
        }
    }
    return false;
}

/* Cuts the line at its tabs; the number of columns, or 0 for too many. */
static size_t columns_of(gln_slice line, gln_slice columns[MAX_COLUMNS])
{
    for (size_t n = 0; n < MAX_COLUMNS; n++) {
        const char *tab = memchr(line.ptr, '\t', line.len);
        size_t len = tab ? (size_t)(tab - line.ptr) : line.len;
        columns[n] = gln_slice_sub(line, 0, len);
        if (!tab) {
            return n + 1;
        }
        line = gln_slice_sub(line, len + 1, line.len - len - 1);
    }
    return 0;
}

/* What is wrong with a word of valid UTF-8, or NULL. */
static const char *fault_of(gln_slice word)
{
    if (word.len == 0) {
        return "the line starts with a tab where its word should stand";
    }
    size_t n = 0;
    for (size_t at = 0; at < word.len; n++) {
        uint32_t c = gln_utf8__next(word.ptr, &at);
        bool space = c == ' ' || c == 0xA0 || c == 0x3000 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
                     c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
        if (space) {
            return "a word holds a space: columns are separated by tabs, and words hold no space";
        }
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            return "a word holds a control character";
        }
    }
    return n > GLN_LEXICON_MAX_WORD ? "a word is longer than 64 characters" : NULL;
}

bool gln_lexicon__cuts(const gln_lexicon_entry *entry, uint32_t *cuts)
{
    size_t at = 0;
    size_t n = 0;
    *cuts = 0;
    for (size_t k = 0; k < entry->parts.len;) {
        size_t start = k;
        uint32_t c = gln_utf8__next(entry->parts.ptr, &k);
        if (c == '|') {
            *cuts |= n > 0 && n <= GLN_MARK_CUTS ? UINT32_C(1) << (n - 1) : 0U;
        } else if (gln_slice_starts(gln_slice_sub(entry->word, at, entry->word.len - at),
                                    gln_slice_sub(entry->parts, start, k - start))) {
            at += k - start;
            n++;
        } else {
            return false;
        }
    }
    bool cut_at_end = entry->parts.len && (entry->parts.ptr[0] == '|' || entry->parts.ptr[entry->parts.len - 1] == '|');
    return !entry->parts.len || (at == entry->word.len && !cut_at_end);
}

gln_status gln_lexicon__read(gln_lexicon_reader *reader, gln_lexicon_entry *entry, bool *more, gln_error *err)
{
    gln_slice line;
    if (!next_line(reader, &line)) {
        *more = false;
        return GLN_OK;
    }
    size_t offset;
    if (!gln_utf8__valid(line, &offset)) {
        return malformed(reader, err, "the line is not UTF-8");
    }
    gln_slice columns[MAX_COLUMNS] = {{NULL, 0}};
    size_t n = columns_of(line, columns);
    if (n == 0 || n > 5) {
        return malformed(reader, err, "the line has more than five columns: word, frequency, tag, parts, sources");
    }
    const char *fault = fault_of(columns[0]);
    if (fault) {
        return malformed(reader, err, fault);
    }
    uint64_t freq = 0;
    if (columns[1].len && !gln_integer__parse(columns[1], &freq)) {
        return malformed(reader, err, "the frequency is no whole number");
    }
    *entry = (gln_lexicon_entry){columns[0], freq, columns[2], columns[3]};
    *more = true;
    return GLN_OK;
}

gln_status gln_lexicon__read_fold(gln_lexicon_reader *reader, uint32_t *from, uint32_t *to, bool *more, gln_error *err)
{
    gln_slice line;
    if (!next_line(reader, &line)) {
        *more = false;
        return GLN_OK;
    }
    size_t offset;
    gln_slice columns[MAX_COLUMNS] = {{NULL, 0}};
    if (!gln_utf8__valid(line, &offset) || columns_of(line, columns) < 2 || columns[0].len == 0 ||
        columns[1].len == 0) {
        return malformed(reader, err, "the line is no pair of characters");
    }
    size_t a = 0;
    size_t b = 0;
    uint32_t first = gln_utf8__next(columns[0].ptr, &a);
    uint32_t second = gln_utf8__next(columns[1].ptr, &b);
    if (a != columns[0].len || b != columns[1].len || second == 0) {
        return malformed(reader, err, "the line is no pair of single characters");
    }
    *from = first;
    *to = second;
    *more = true;
    return GLN_OK;
}

gln_status gln_lexicon__read_model(gln_lexicon_reader *reader, uint32_t *point, gln_char_model *model, bool *more,
                                   gln_error *err)
{
    gln_slice line;
    if (!next_line(reader, &line)) {
        *more = false;
        return GLN_OK;
    }
    size_t offset;
    size_t at = 0;
    gln_slice columns[MAX_COLUMNS] = {{NULL, 0}};
    if (!gln_utf8__valid(line, &offset) || columns_of(line, columns) != MAX_COLUMNS || columns[0].len == 0 ||
        columns[9].len > 1) {
        return malformed(reader, err, "the line is no character with eight costs and a letter");
    }
    *point = gln_utf8__next(columns[0].ptr, &at);
    uint16_t costs[8];
    for (size_t i = 0; i < 8; i++) {
        uint64_t cost = GLN_MODEL_NONE;
        if (columns[i + 1].len && (!gln_integer__parse(columns[i + 1], &cost) || cost > INT16_MAX)) {
            return malformed(reader, err, "a cost is no small whole number");
        }
        costs[i] = (uint16_t)cost;
    }
    char kind = columns[9].len ? columns[9].ptr[0] : '\0';
    unsigned flags = (costs[2] != GLN_MODEL_NONE ? GLN_MODEL_SURNAME : 0U) |
                     (costs[6] != GLN_MODEL_NONE ? GLN_MODEL_FOREIGN : 0U) |
                     (kind && strchr("dtl", kind) ? GLN_MODEL_NUMERAL : 0U) | (kind == 'p' ? GLN_MODEL_PLACE : 0U);
    *model = (gln_char_model){costs[0], costs[1], (uint16_t)flags, (unsigned char)kind, costs[2], costs[3], costs[4],
                              costs[5], costs[6], costs[7]};
    *more = true;
    return GLN_OK;
}
