/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flat formats CSV and TSV; report.h describes both. */
#include "core/decimal.h"
#include "core/number.h"
#include "core/utf8.h"
#include "report/report_write.h"

typedef void (*text_writer)(gln_buffer *out, gln_slice text);

/* The text with each of the characters in `special` replaced by what `replacements` has at the same place. */
static void put_replaced(gln_buffer *out, gln_slice text, const char *special, const char *const *replacements)
{
    size_t clean = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        bool likely = c < ' ' || c == '"' || c == '\\'; /* no other is ever special */
        const char *found = likely && c ? strchr(special, c) : NULL;
        if (found) {
            gln_buffer__put_utf8(out, gln_slice_sub(text, clean, at - clean));
            gln_buffer__puts(out, replacements[found - special]);
            clean = at + 1;
        }
    }
    if (text.len > clean) {
        gln_buffer__put_utf8(out, gln_slice_sub(text, clean, text.len - clean));
    }
}

/* A field is quoted where it must be (RFC 4180, 2.6: what is no TEXTDATA), and where it is empty, to differ from a
 * null. */
static void csv_text(gln_buffer *out, gln_slice text)
{
    static const char *const doubled[] = {"\"\""};
    bool quote = text.len == 0;
    for (size_t i = 0; i < text.len && !quote; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        quote = c == ',' || c == '"' || c < 0x20 || c == 0x7F;
    }
    if (!quote) {
        gln_buffer__put_utf8(out, text);
        return;
    }
    gln_buffer__byte(out, '"');
    put_replaced(out, text, "\"", doubled);
    gln_buffer__byte(out, '"');
}

static void tsv_text(gln_buffer *out, gln_slice text)
{
    static const char *const escapes[] = {"\\t", "\\n", "\\r", "\\\\"};
    put_replaced(out, text, "\t\n\r\\", escapes);
}

static gln_status put_cell(gln_buffer *out, text_writer text, const gln_table *table, size_t row, size_t column,
                           bool full, gln_error *err)
{
    const gln_field *field = gln_table_field(table, column);
    const gln_cell *cell = gln_table_cell(table, row, column);
    char digits[GLN_NUMBER_SIZE];
    if (cell->null) {
        return GLN_OK;
    }
    switch (field->type) {
    case GLN_TYPE_INTEGER:
        gln_buffer__put(out, (gln_slice){digits, gln_decimal__integer(cell->as.integer, digits)});
        break;
    case GLN_TYPE_NUMBER:
        gln_buffer__puts(out, gln_number__text(cell->as.number, full, digits));
        break;
    case GLN_TYPE_BOOLEAN:
        gln_buffer__puts(out, cell->as.boolean ? "true" : "false");
        break;
    case GLN_TYPE_ARRAY:
    case GLN_TYPE_OBJECT: {
        gln_status status = gln_report__check_cell(table, field, cell->as.text, err);
        if (status != GLN_OK) {
            return status;
        }
        text(out, cell->as.text);
        break;
    }
    case GLN_TYPE_STRING:
    case GLN_TYPE_DATE:
        text(out, cell->as.text);
        break;
    }
    return GLN_OK;
}

static gln_status put_flat(const gln_table *table, char separator, text_writer text, bool full, bool header,
                           gln_output *out, gln_error *err)
{
    size_t n = gln_table_n_fields(table);
    for (size_t i = 0; header && i < n; i++) {
        text(&out->bytes, gln_slice_of(gln_table_field(table, i)->name));
        gln_buffer__byte(&out->bytes, i + 1 < n ? separator : '\n');
    }
    for (size_t row = 0; row < gln_table_n_rows(table); row++) {
        for (size_t i = 0; i < n; i++) {
            gln_status status = put_cell(&out->bytes, text, table, row, i, full, err);
            if (status != GLN_OK) {
                return status;
            }
            gln_buffer__byte(&out->bytes, i + 1 < n ? separator : '\n');
        }
        gln_status status = gln_output__drain(out, false, err);
        if (status != GLN_OK) {
            return status;
        }
    }
    gln_status status = gln_table_check(table, err);
    return status == GLN_OK ? gln_output__drain(out, true, err) : status;
}

gln_status gln_report__csv(const gln_table *table, bool full, bool header, gln_output *out, gln_error *err)
{
    return put_flat(table, ',', csv_text, full, header, out, err);
}

gln_status gln_report__tsv(const gln_table *table, bool full, bool header, gln_output *out, gln_error *err)
{
    return put_flat(table, '\t', tsv_text, full, header, out, err);
}
