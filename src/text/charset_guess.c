/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/charset_guess.h"

#include "core/utf8.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <stdlib.h>

enum { DETECT_BYTES = 4096, GB_LEAD = 50, SAMPLE_BYTES = 1 << 16, LEAST_SURE = 50, LETTERS_A_SIGN = 40 };

/* So much Chinese, so much of it of the commonest characters, is nothing else; ICU's detector takes ten milliseconds.
 */
enum { GB_SURE_CHARS = 100, GB_SURE_PERCENT = 20 };

/* Charsets under the names that reports show; `icu` is what ICU calls them. */
static const struct known {
    const char *name;
    const char *icu;
} known[] = {
    {"UTF-8", "UTF-8"},
    {"UTF-16", "UTF-16"},
    {"UTF-16LE", "UTF-16LE"},
    {"UTF-16BE", "UTF-16BE"},
    {"UTF-32", "UTF-32"},
    {"UTF-32LE", "UTF-32LE"},
    {"UTF-32BE", "UTF-32BE"},
    {"GB18030", "GB18030"},
    {"GB18030", "GBK"},
    {"GB18030", "GB2312"},
    {"GB18030", "cp936"},
    {"GB18030", "windows-936"},
    {"GB18030", "euc-cn"},
    {"GB18030", "ibm-1386"},
    {"Big5", "Big5"},
    {"Big5", "windows-950"},
    {"Big5-HKSCS", "Big5-HKSCS"},
    {"Shift_JIS", "Shift_JIS"},
    {"Shift_JIS", "windows-31j"},
    {"EUC-JP", "EUC-JP"},
    {"EUC-KR", "EUC-KR"},
    {"EUC-KR", "windows-949"},
    {"EUC-TW", "EUC-TW"},
    {"ISO-2022-JP", "ISO-2022-JP"},
    {"ISO-2022-CN", "ISO-2022-CN"},
    {"ISO-2022-KR", "ISO-2022-KR"},
    {"HZ-GB-2312", "HZ-GB-2312"},
    {"windows-1252", "windows-1252"},
    {"windows-1252", "ISO-8859-1"},
    {"windows-1252", "US-ASCII"},
    {"ISO-8859-2", "ISO-8859-2"},
    {"ISO-8859-5", "ISO-8859-5"},
    {"ISO-8859-6", "ISO-8859-6"},
    {"ISO-8859-7", "ISO-8859-7"},
    {"ISO-8859-8", "ISO-8859-8"},
    {"ISO-8859-8", "ISO-8859-8-I"},
    {"ISO-8859-9", "ISO-8859-9"},
    {"ISO-8859-15", "ISO-8859-15"},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"windows-874", "windows-874"},
    {"TIS-620", "TIS-620"},
    {"KOI8-R", "KOI8-R"},
    {"KOI8-U", "KOI8-U"},
    {"macintosh", "macintosh"},
};

enum { N_KNOWN = sizeof known / sizeof known[0] };

const char *gln_charset__named(const char *name)
{
    for (size_t i = 0; i < N_KNOWN; i++) {
        if (ucnv_compareNames(known[i].icu, name) == 0) {
            return known[i].name;
        }
    }
    for (size_t i = 0; i < N_KNOWN; i++) { /* "latin1", "sjis", "ms936": through ICU's aliases */
        UErrorCode code = U_ZERO_ERROR;
        uint16_t n = ucnv_countAliases(known[i].icu, &code);
        for (uint16_t k = 0; U_SUCCESS(code) && k < n; k++) {
            const char *alias = ucnv_getAlias(known[i].icu, k, &code);
            if (U_SUCCESS(code) && alias && ucnv_compareNames(alias, name) == 0) {
                return known[i].name;
            }
        }
    }
    return NULL;
}

const char *gln_charset__of_mark(gln_slice bytes, size_t *mark)
{
    static const struct {
        gln_slice bytes;
        const char *name;
    } marks[] = {
        {{"\xEF\xBB\xBF", 3}, "UTF-8"}, {{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
        {{"\xFF\xFE", 2}, "UTF-16LE"},  {{"\xFE\xFF", 2}, "UTF-16BE"},     {{"\x84\x31\x95\x33", 4}, "GB18030"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        bool wide = strncmp(marks[i].name, "UTF-32", 6) == 0; /* FF FE 00 00 may also open UTF-16 */
        if (gln_slice_starts(bytes, marks[i].bytes) && (!wide || bytes.len % 4 == 0)) {
            *mark = marks[i].bytes.len;
            return marks[i].name;
        }
    }
    *mark = 0;
    return NULL;
}

/* Whether the bytes decode to text: nothing but scalar values that stand in texts. */
static bool reads_as(gln_slice bytes, const char *charset)
{
    gln_buffer text = GLN_BUFFER_INIT;
    size_t offset;
    bool reads = gln_charset__convert(bytes, charset, &text, &offset) == GLN_OK;
    for (size_t at = 0; reads && at < text.len;) {
        uint32_t c = gln_utf8__next(text.data, &at);
        bool control = (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || (c >= 0x7F && c < 0xA0);
        bool nowhere = (c & 0xFFFEU) == 0xFFFEU || (c >= 0xE000 && c <= 0xF8FF) || c >= 0x40000;
        reads = !control && !nowhere;
    }
    gln_buffer__free(&text);
    return reads;
}

const char *gln_charset__of_nuls(gln_slice bytes)
{
    size_t at[4] = {0, 0, 0, 0};
    for (size_t i = 0; i < bytes.len; i++) {
        at[i & 3] += bytes.ptr[i] == '\0';
    }
    gln_slice sample = {bytes.ptr, bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES};
    if (bytes.len % 4 == 0 && at[3] == bytes.len / 4 && reads_as(sample, "UTF-32LE")) {
        return "UTF-32LE";
    }
    if (bytes.len % 4 == 0 && at[0] == bytes.len / 4 && reads_as(sample, "UTF-32BE")) {
        return "UTF-32BE";
    }
    size_t even = at[0] + at[2];
    size_t odd = at[1] + at[3];
    if (bytes.len % 2 != 0) {
        return NULL;
    }
    if (odd > even && reads_as(sample, "UTF-16LE")) {
        return "UTF-16LE";
    }
    return even > odd && reads_as(sample, "UTF-16BE") ? "UTF-16BE" : NULL;
}

/* The hundred commonest characters of newspaper Chinese, in GB 2312 rows all of the first level. */
static bool is_commonest(uint32_t c)
{
    static const char list[] =
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
        "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制"
        "机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数";
    for (size_t at = 0; at + 1 < sizeof list;) {
        if (gln_utf8__next(list, &at) == c) {
            return true;
        }
    }
    return false;
}

typedef enum gb_looks { GB_UNLIKE, GB_LIKE, GB_SURE } gb_looks;

/* Whether the bytes look like Chinese in GB 2312's part of GB18030; the rule is in the header. */
static gb_looks looks_like_gb(gln_slice bytes)
{
    gln_buffer text = GLN_BUFFER_INIT;
    size_t offset;
    size_t pairs = 0;
    size_t first_level = 0;
    size_t commonest = 0;
    size_t han = 0;
    bool torn = false;
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len; i++) {
        if (p[i] < 0x80) {
            continue;
        }
        unsigned char trail = i + 1 < bytes.len ? p[i + 1] : 0;
        bool level = (p[i] >= 0xB0 && p[i] <= 0xD7) || (p[i] >= 0xA1 && p[i] <= 0xA3);
        pairs++;
        first_level += level && trail >= 0xA1;
        i++;
    }
    bool likely = pairs > 0 && first_level * 10 >= pairs * 9;
    if (likely &&
        gln_charset__convert(bytes, "GB18030", &text, &offset) != GLN_OK) { /* torn: judge what stands before */
        torn = true;
        likely = offset * 2 > bytes.len &&
                 gln_charset__convert(gln_slice_sub(bytes, 0, offset), "GB18030", &text, &offset) == GLN_OK;
    }
    for (size_t at = 0; likely && at < text.len;) {
        uint32_t c = gln_utf8__next(text.data, &at);
        han += c >= 0x4E00 && c <= 0x9FFF;
        commonest += c >= 0x4E00 && c <= 0x9FFF && is_commonest(c);
    }
    gln_buffer__free(&text);
    if (!likely || han == 0 || commonest * 10 < han) {
        return GB_UNLIKE;
    }
    return !torn && han >= GB_SURE_CHARS && commonest * 100 >= han * GB_SURE_PERCENT ? GB_SURE : GB_LIKE;
}

/* Charsets of several bytes a character: hardly any text that is not in them looks as if it were. */
static bool is_multibyte(const char *name)
{
    return strcmp(name, "GB18030") == 0 || strncmp(name, "Big5", 4) == 0 || strcmp(name, "Shift_JIS") == 0 ||
           strncmp(name, "EUC-", 4) == 0;
}

/* A detected charset; *decodes says whether all of the bytes can be read in it. NULL for none that is known. */
static const char *named_match(gln_slice bytes, const UCharsetMatch *match, int32_t *confidence, bool *decodes)
{
    UErrorCode code = U_ZERO_ERROR;
    const char *detected = ucsdet_getName(match, &code);
    *confidence = ucsdet_getConfidence(match, &code);
    const char *name = U_SUCCESS(code) ? gln_charset__named(detected) : NULL;
    if (!name || strncmp(name, "UTF-", 4) == 0) {
        return NULL;
    }
    gln_buffer text = GLN_BUFFER_INIT;
    size_t offset;
    *decodes = gln_charset__convert(bytes, name, &text, &offset) == GLN_OK;
    gln_buffer__free(&text);
    return name;
}

/* Whether the text is ASCII but for a few curved quotes, dashes and points of omission as Windows writes them, each
 * alone: they are the same in all of its code pages, so nothing is left to guess. */
static bool is_ascii_with_signs(gln_slice bytes)
{
    size_t signs = 0;
    bool sign_before = false;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        bool sign = c == 0x85 || (c >= 0x91 && c <= 0x97);
        if (c >= 0x80 && (!sign || sign_before)) {
            return false;
        }
        signs += sign;
        sign_before = sign;
    }
    return signs > 0 && signs <= bytes.len / LETTERS_A_SIGN;
}

/* The first lines that hold a byte beyond ASCII: what a detector can tell encodings by. */
static void telling_lines(gln_slice bytes, gln_buffer *out)
{
    for (size_t from = 0; from < bytes.len && out->len < DETECT_BYTES && !out->failed;) {
        const char *newline = memchr(bytes.ptr + from, '\n', bytes.len - from);
        size_t end = newline ? (size_t)(newline - bytes.ptr) + 1 : bytes.len;
        bool tells = false;
        for (size_t i = from; i < end && !tells; i++) {
            tells = (unsigned char)bytes.ptr[i] >= 0x80;
        }
        size_t room = DETECT_BYTES - out->len;
        if (tells) {
            gln_buffer__put(out, gln_slice_sub(bytes, from, end - from < room ? end - from : room));
        }
        from = end;
    }
}

gln_status gln_charset__guess(gln_slice bytes, const char **charset, gln_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = 0;
    int32_t best = 0;
    int32_t gb = 0;
    const char *found = NULL;
    const char *torn = NULL; /* the likeliest that some bytes do not fit */
    gln_slice sample = {bytes.ptr, bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES};
    if (is_ascii_with_signs(bytes)) {
        *charset = "windows-1252";
        return GLN_OK;
    }
    if (sample.len < bytes.len) { /* cut behind a whole line, so that no character is halved */
        while (sample.len > 1 && sample.ptr[sample.len - 1] != '\n') {
            sample.len--;
        }
    }
    gb_looks looks = looks_like_gb(sample);
    if (looks == GB_SURE) {
        *charset = "GB18030";
        return GLN_OK;
    }
    gln_buffer telling = GLN_BUFFER_INIT;
    telling_lines(bytes, &telling);
    if (telling.failed) {
        gln_buffer__free(&telling);
        return gln_error__nomem(err);
    }
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, telling.data, (int32_t)telling.len, &code);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &n, &code);
    if (U_FAILURE(code)) {
        gln_buffer__free(&telling);
        ucsdet_close(detector);
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU's detector of encodings failed: %s", u_errorName(code));
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t confidence = 0;
        bool decodes = false;
        const char *name = named_match(bytes, matches[i], &confidence, &decodes);
        if (name && !decodes) {
            torn = !torn && !found && confidence >= LEAST_SURE && is_multibyte(name) ? name : torn;
            continue;
        }
        if (name && !found) {
            found = name;
            best = confidence;
        }
        if (name && strcmp(name, "GB18030") == 0) {
            gb = confidence;
        }
    }
    ucsdet_close(detector);
    gln_buffer__free(&telling);
    if ((best <= gb + GB_LEAD || (found && !is_multibyte(found))) && looks != GB_UNLIKE) {
        found = "GB18030"; /* where it is torn, decoding says at which byte: better than a page of nonsense */
    } else if (torn && (!found || !is_multibyte(found))) {
        found = torn;
    }
    *charset = found;
    return GLN_OK;
}
