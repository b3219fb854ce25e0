/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/csv.h"

#include "core/buffer.h"
#include "core/utf8.h"

/* One character of a field, or its end. */
typedef struct reader {
    gln_buffer field;
    bool quoted;
} reader;

static gln_status end_field(reader *r, gln_arena *arena, gln_slice *out, gln_error *err)
{
    *out = gln_arena__copy(arena, gln_slice__trim(gln_buffer__slice(&r->field)));
    bool failed = !out->ptr || r->field.failed;
    gln_buffer__clear(&r->field);
    return failed ? gln_error__nomem(err) : GLN_OK;
}

gln_status gln_csv__record(gln_slice text, char delimiter, size_t most, size_t *at, uint32_t *line, gln_arena *arena,
                           gln_slice *fields, size_t *n_fields, gln_error *err)
{
    reader r = {GLN_BUFFER_INIT, false};
    gln_status status = GLN_OK;
    uint32_t first = *line;
    bool more = true;
    *n_fields = 0;
    while (more && status == GLN_OK) {
        bool end = *at >= text.len;
        char c = end ? '\n' : text.ptr[*at];
        ++*at;
        *line += c == '\n' && !end;
        if (r.quoted && end) {
            status = gln_error_set(err, GLN_ERR_FORMAT, "a quoted field does not end");
            gln_error_at(err, NULL, first, GLN_NO_OFFSET);
        } else if (r.quoted && c == '"' && *at < text.len && text.ptr[*at] == '"') {
            gln_buffer__byte(&r.field, '"');
            ++*at;
        } else if (c == '"' && (r.quoted || r.field.len == 0)) {
            r.quoted = !r.quoted;
        } else if (!r.quoted && (c == delimiter || c == '\n')) {
            if (*n_fields == most) {
                status = gln_error_set(err, GLN_ERR_FORMAT, "a row has more than %zu fields", most);
                gln_error_at(err, NULL, first, GLN_NO_OFFSET);
                break;
            }
            status = end_field(&r, arena, &fields[(*n_fields)++], err);
            more = c == delimiter;
        } else {
            gln_buffer__byte(&r.field, c);
        }
    }
    gln_buffer__free(&r.field);
    return status;
}

char gln_csv__delimiter(gln_slice text)
{
    static const char candidates[] = {'\t', ',', ';'};
    const char *newline = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
    char best = ',';
    size_t most = 0;
    for (size_t k = 0; k < sizeof candidates; k++) {
        size_t n = 0;
        for (size_t i = 0; i < end; i++) {
            n += text.ptr[i] == candidates[k];
        }
        if (n > most) {
            most = n;
            best = candidates[k];
        }
    }
    return best;
}
