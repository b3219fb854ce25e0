/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/decode.h"

#include "core/utf8.h"
#include "text/charset_guess.h"

#include <unicode/ucnv.h>

enum { CHUNK = 4096 };

static const gln_slice utf8_mark = {"\xEF\xBB\xBF", 3};

static gln_status undecodable(gln_error *err, const char *name, size_t offset)
{
    gln_status status =
        gln_error_set(err, GLN_ERR_ENCODING, "the bytes are no %s: give the encoding, or mend the file", name);
    gln_error_at(err, NULL, GLN_NO_LINE, offset);
    return status;
}

static gln_status binary(gln_error *err, size_t offset)
{
    gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "the file holds NUL bytes: it is binary, no text");
    gln_error_at(err, NULL, GLN_NO_LINE, offset);
    return status;
}

/* Appends UTF-16 to out as UTF-8. *high carries a first surrogate over the end of a chunk. False on a lone surrogate.
 */
static bool put_utf16(gln_buffer *out, const UChar *units, size_t n, UChar *high)
{
    if (!gln_buffer__reserve(out, n * 3 + 4)) {
        return true; /* the buffer remembers */
    }
    char *to = out->data + out->len;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = units[i];
        if (*high) {
            if (!U16_IS_TRAIL(c)) {
                return false;
            }
            c = (uint32_t)U16_GET_SUPPLEMENTARY(*high, c);
            *high = 0;
        } else if (U16_IS_LEAD(c)) {
            *high = (UChar)c;
            continue;
        } else if (U16_IS_TRAIL(c)) {
            return false;
        }
        to += gln_utf8__put(to, c);
    }
    out->len = (size_t)(to - out->data);
    return true;
}

/* Decodes with an open converter; on failure *offset is where the bytes that do not decode start. */
static gln_status convert(UConverter *converter, gln_slice bytes, gln_buffer *out, size_t *offset)
{
    const char *at = bytes.ptr;
    const char *end = bytes.ptr + bytes.len;
    UChar units[CHUNK];
    UChar high = 0;
    for (;;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar *to = units;
        ucnv_toUnicode(converter, &to, units + CHUNK, &at, end, NULL, true, &code);
        bool lone = !put_utf16(out, units, (size_t)(to - units), &high);
        if (out->failed) {
            return GLN_ERR_NOMEM;
        }
        if (code == U_BUFFER_OVERFLOW_ERROR && !lone) {
            continue;
        }
        if (U_FAILURE(code) || lone || high) {
            char invalid[32];
            int8_t n = (int8_t)sizeof invalid;
            UErrorCode ignored = U_ZERO_ERROR;
            ucnv_getInvalidChars(converter, invalid, &n, &ignored);
            size_t behind = (size_t)(at - bytes.ptr);
            size_t taken = U_FAILURE(code) && U_SUCCESS(ignored) ? (size_t)n : 0;
            *offset = behind > taken ? behind - taken : 0;
            return GLN_ERR_ENCODING;
        }
        return GLN_OK;
    }
}

gln_status gln_charset__convert(gln_slice bytes, const char *charset, gln_buffer *out, size_t *offset)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset, &code);
    if (U_FAILURE(code)) {
        return GLN_ERR_USAGE;
    }
    ucnv_setFallback(converter, false);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    size_t start = out->len;
    *offset = 0;
    gln_status status = U_FAILURE(code) ? GLN_ERR_INTERNAL : convert(converter, bytes, out, offset);
    if (status != GLN_OK && status != GLN_ERR_NOMEM) {
        out->len = start;
    }
    ucnv_close(converter);
    return status;
}

/* Where the first separator of lines or paragraphs stands, or SIZE_MAX. */
static size_t first_separator(gln_slice text)
{
    for (size_t at = 0; at + 3 <= text.len; at++) {
        const char *hit = memchr(text.ptr + at, '\xE2', text.len - at - 2);
        if (!hit) {
            break;
        }
        at = (size_t)(hit - text.ptr);
        if (hit[1] == '\x80' && (hit[2] & '\xFE') == '\xA8') {
            return at;
        }
    }
    return SIZE_MAX;
}

/* CR LF, lone CR, and the separators of lines and paragraphs (U+2028, U+2029) from `start` on become LF. */
static void mend_line_ends(gln_buffer *out, size_t start)
{
    gln_slice text = gln_slice_sub(gln_buffer__slice(out), start, out->len - start);
    const char *at = text.len ? memchr(text.ptr, '\r', text.len) : NULL;
    size_t first = at ? (size_t)(at - text.ptr) : SIZE_MAX;
    size_t separator = first_separator(text);
    first = separator < first ? separator : first;
    if (first == SIZE_MAX) {
        return;
    }
    const char *end = out->data + out->len;
    char *to = out->data + start + first;
    for (const char *from = to; from < end; from++) {
        bool ends = end - from >= 3 && from[0] == '\xE2' && from[1] == '\x80' && (from[2] & '\xFE') == '\xA8';
        if (ends) {
            *to++ = '\n';
            from += 2;
        } else if (*from != '\r') {
            *to++ = *from;
        } else if (from + 1 == end || from[1] != '\n') {
            *to++ = '\n';
        }
    }
    out->len = (size_t)(to - out->data);
}

static gln_status decode_utf8(gln_slice bytes, size_t mark, gln_buffer *out, gln_error *err)
{
    size_t offset;
    gln_slice text = gln_slice_sub(bytes, mark, bytes.len - mark);
    if (!gln_utf8__valid(text, &offset)) {
        return undecodable(err, "UTF-8", mark + offset);
    }
    gln_buffer__put(out, text);
    return GLN_OK;
}

/* Any charset that ICU knows; bytes from `mark` on. */
static gln_status decode_charset(gln_slice bytes, size_t mark, const char *charset, gln_buffer *out, gln_error *err)
{
    size_t offset;
    gln_slice text = gln_slice_sub(bytes, mark, bytes.len - mark);
    gln_status status = gln_charset__convert(text, charset, out, &offset);
    switch (status) {
    case GLN_OK:
        return GLN_OK;
    case GLN_ERR_ENCODING:
        return undecodable(err, charset, mark + offset);
    case GLN_ERR_USAGE:
        return gln_error_set(err, GLN_ERR_USAGE, "no such encoding: %s", charset);
    case GLN_ERR_NOMEM:
        return gln_error__nomem(err);
    default:
        return gln_error_set(err, status, "ICU could not decode %s", charset);
    }
}

static gln_status decode_declared(gln_slice bytes, const char *declared, gln_buffer *out, const char **name, bool *bom,
                                  gln_error *err)
{
    const char *charset = gln_charset__named(declared);
    if (!charset) {
        return gln_error_set(err, GLN_ERR_USAGE, "no such encoding: %.64s", declared);
    }
    size_t mark = 0;
    const char *marked = gln_charset__of_mark(bytes, &mark);
    bool general = strcmp(charset, "UTF-16") == 0 || strcmp(charset, "UTF-32") == 0;
    bool agrees = marked && (strcmp(marked, charset) == 0 || (general && strncmp(marked, charset, 6) == 0));
    if (!agrees) {
        mark = 0;
    } else {
        charset = marked;
    }
    if (general && !agrees) {
        charset = charset[4] == '1' ? "UTF-16BE" : "UTF-32BE"; /* RFC 2781, 4.3: without a mark, big-endian */
    }
    *name = charset;
    *bom = mark > 0;
    if (strcmp(charset, "UTF-8") == 0) {
        return decode_utf8(bytes, mark, out, err);
    }
    gln_status status = decode_charset(bytes, mark, charset, out, err);
    if (status == GLN_ERR_ENCODING && strcmp(charset, "Big5") == 0) {
        size_t offset; /* the Hong Kong set is a superset that papers there declare as plain Big5 */
        if (gln_charset__convert(bytes, "Big5-HKSCS", out, &offset) == GLN_OK) {
            gln_error_clear(err);
            *name = "Big5-HKSCS";
            return GLN_OK;
        }
    }
    return status;
}

static gln_status decode_undeclared(gln_slice bytes, gln_buffer *out, const char **name, bool *bom, gln_error *err)
{
    size_t mark = 0;
    const char *charset = gln_charset__of_mark(bytes, &mark);
    *bom = charset != NULL;
    if (charset) {
        *name = charset;
        return gln_slice_starts(bytes, utf8_mark) ? decode_utf8(bytes, mark, out, err)
                                                  : decode_charset(bytes, mark, charset, out, err);
    }
    const char *nul = bytes.len ? memchr(bytes.ptr, '\0', bytes.len) : NULL;
    if (nul) {
        charset = gln_charset__of_nuls(bytes);
        if (!charset) {
            return binary(err, (size_t)(nul - bytes.ptr));
        }
        *name = charset;
        return decode_charset(bytes, 0, charset, out, err);
    }
    size_t first_bad;
    if (gln_utf8__valid(bytes, &first_bad)) {
        *name = "UTF-8";
        gln_buffer__put(out, bytes);
        return GLN_OK;
    }
    gln_utf8_tally tally = gln_utf8__tally(bytes);
    bool cut_short = tally.bad == 1 && tally.good >= 3 && tally.last_bad + 3 >= bytes.len;
    bool broken = tally.longer >= 3 && tally.longer >= 2 * tally.bad;
    if (tally.good > 9 * tally.bad || broken || cut_short) {
        *name = "UTF-8";
        return decode_utf8(bytes, 0, out, err);
    }
    gln_status status = gln_charset__guess(bytes, &charset, err);
    if (status != GLN_OK) {
        return status;
    }
    if (!charset) {
        return undecodable(err, "UTF-8, and nothing else that could be told", tally.first_bad);
    }
    *name = charset;
    return decode_charset(bytes, 0, charset, out, err);
}

gln_status gln_text__decode(gln_slice bytes, const char *declared, gln_buffer *out, const char **name, bool *bom,
                            gln_error *err)
{
    size_t start = out->len;
    const char *charset = NULL;
    bool marked = false;
    gln_status status = declared ? decode_declared(bytes, declared, out, &charset, &marked, err)
                                 : decode_undeclared(bytes, out, &charset, &marked, err);
    if (status == GLN_OK && out->failed) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK && out->len > start) {
        const char *nul = memchr(out->data + start, '\0', out->len - start);
        if (nul) {
            status = binary(err, (size_t)(nul - out->data) - start);
        }
    }
    if (status != GLN_OK) {
        out->len = start;
        return status;
    }
    mend_line_ends(out, start);
    *name = charset;
    *bom = marked;
    return GLN_OK;
}

gln_status gln_text__encoding_known(const char *name, gln_error *err)
{
    return gln_charset__named(name) ? GLN_OK : gln_error_set(err, GLN_ERR_USAGE, "no such encoding: %.64s", name);
}
