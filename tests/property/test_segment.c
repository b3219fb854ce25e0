/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds of every text: random mixes of scripts, marks, emoji and controls. The seed is printed, and may be given
 * as the first argument; the second is the number of rounds. */
#include "check.h"
#include "guanlan/matcher.h"
#include "text/ascii_masks.h"
#include "text/decode.h"
#include "text/segment.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { MAX_POINTS = 60, MAX_UNITS = 2 * MAX_POINTS, MAX_BYTES = 4 * MAX_POINTS };

static uint64_t state;

/* splitmix64 (Steele, Lea & Flood 2014) */
static uint32_t draw(uint32_t n)
{
    state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static const struct {
    uint32_t from;
    uint32_t to;
    bool han;
} pools[] = {
    {0x20, 0x7E, false},       {'a', 'z', false},         {'0', '9', false},          {0x09, 0x0D, false},
    {0x20, 0x2F, false},       {0x80, 0x24F, false},      {0x300, 0x32F, false},      {0x370, 0x52F, false},
    {0x5D0, 0x5EA, false},     {0x20, 0x22, false},       {0x620, 0x66F, false},      {0x900, 0x97F, false},
    {0xE01, 0xE4F, false},     {0x1780, 0x17D0, false},   {0x1000, 0x1049, false},    {0x1100, 0x11FF, false},
    {0xAC00, 0xD7A3, false},   {0x2000, 0x206F, false},   {0x3000, 0x3020, false},    {0x3041, 0x30FF, false},
    {0xFF00, 0xFFEF, false},   {0xFE00, 0xFE6F, false},   {0x1F1E6, 0x1F1FF, false},  {0x1F300, 0x1F6FF, false},
    {0x1F3FB, 0x1F3FF, false}, {0x2600, 0x27BF, false},   {0x200B, 0x200F, false},    {0x1D400, 0x1D7FF, false},
    {0xE000, 0xE00F, false},   {0xE0100, 0xE01EF, false}, {0x10000, 0x10FFFF, false}, {'.', ':', false},
    {0x4E00, 0x9FFF, true},    {0x4E00, 0x4E40, true},    {0x3400, 0x4DBF, true},     {0xF900, 0xFAFF, true},
    {0x20000, 0x2A6DF, true},  {0x2E80, 0x2FD5, true},    {0x4EBA, 0x4EBA, true},     {0x6C11, 0x6C11, true},
};

enum { N_POOLS = sizeof pools / sizeof pools[0] };

/* A random text of a few pools; the number of its code points. */
static size_t make_points(uint32_t *points, bool with_han)
{
    uint32_t chosen[4];
    for (size_t i = 0; i < 4; i++) {
        do {
            chosen[i] = draw(N_POOLS);
        } while (pools[chosen[i]].han && !with_han);
    }
    size_t n = draw(MAX_POINTS) + 1;
    for (size_t i = 0; i < n; i++) {
        UErrorCode code = U_ZERO_ERROR;
        size_t pool = chosen[draw(4)];
        do {
            points[i] = pools[pool].from + draw(pools[pool].to - pools[pool].from + 1);
        } while (points[i] == 0 || (points[i] >= 0xD800 && points[i] <= 0xDFFF) ||
                 (!with_han && uscript_getScript((UChar32)points[i], &code) == USCRIPT_HAN));
    }
    return n;
}

static size_t make_text(char *bytes, uint32_t *points, bool with_han)
{
    size_t n = make_points(points, with_han);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        len += gln_utf8__put(bytes + len, points[i]);
    }
    points[n] = 0;
    return len;
}

static void show(const char *what, const uint32_t *points)
{
    fprintf(stderr, "  %s:", what);
    for (size_t i = 0; points[i]; i++) {
        fprintf(stderr, " %04X", points[i]);
    }
    fprintf(stderr, "\n");
}

static bool covers(const gln_token *tokens, size_t n, size_t len)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].start != at || tokens[i].len == 0) {
            return false;
        }
        at += tokens[i].len;
    }
    return at == len;
}

static void test_cover(gln_segmenter *s)
{
    uint32_t points[MAX_POINTS + 1];
    char bytes[MAX_BYTES];
    size_t len = make_text(bytes, points, true);
    const gln_token *tokens = NULL;
    size_t n = 0;
    gln_status status = gln_segmenter_run(s, (gln_slice){bytes, len}, &tokens, &n, NULL);
    if (!CHECK(status == GLN_OK && covers(tokens, n, len))) {
        show("text", points);
    }
}

static bool is_letter(uint32_t c)
{
    int32_t property = u_getIntPropertyValue((UChar32)c, UCHAR_WORD_BREAK);
    return property == U_WB_ALETTER || property == U_WB_HEBREW_LETTER || property == U_WB_KATAKANA;
}

/* The kind of units [from, to) by the rule status and the documented exception. */
static gln_token_kind kind_by_icu(int32_t status, const UChar *units, int32_t from, int32_t to)
{
    uint32_t first = gln_utf16__next(units, &from);
    int8_t category = u_charType((UChar32)first);
    bool space = u_isUWhiteSpace((UChar32)first) || category == U_CONTROL_CHAR || category == U_FORMAT_CHAR;
    if (status < UBRK_WORD_NUMBER) {
        return space ? GLN_TOKEN_SPACE : GLN_TOKEN_PUNCT;
    }
    bool letter = is_letter(first);
    while (from < to) {
        letter = is_letter(gln_utf16__next(units, &from)) || letter;
    }
    return status >= UBRK_WORD_LETTER || letter ? GLN_TOKEN_WORD : GLN_TOKEN_NUMBER;
}

/* ICU's own boundaries and kinds, over UTF-16, against ours. */
static bool same_as_icu(UBreakIterator *words, const uint32_t *points, const gln_token *tokens, size_t n)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar units[MAX_UNITS];
    int32_t len = 0;
    for (size_t i = 0; points[i]; i++) {
        U16_APPEND_UNSAFE(units, len, (UChar32)points[i]);
    }
    ubrk_setText(words, units, len, &code);
    int32_t from = ubrk_first(words);
    size_t at = 0;
    size_t i = 0;
    for (int32_t to = ubrk_next(words); to != UBRK_DONE; to = ubrk_next(words), i++) {
        int32_t bytes = 0;
        u_strToUTF8(NULL, 0, &bytes, units + from, to - from, &code);
        code = U_ZERO_ERROR;
        at += (size_t)bytes;
        if (i >= n || tokens[i].start + tokens[i].len != at ||
            tokens[i].kind != kind_by_icu(ubrk_getRuleStatus(words), units, from, to)) {
            return false;
        }
        from = to;
    }
    return i == n;
}

static void test_icu(gln_segmenter *s, UBreakIterator *words)
{
    uint32_t points[MAX_POINTS + 1];
    char bytes[MAX_BYTES];
    size_t len = make_text(bytes, points, false);
    const gln_token *tokens = NULL;
    size_t n = 0;
    gln_status status = gln_segmenter_run(s, (gln_slice){bytes, len}, &tokens, &n, NULL);
    if (!CHECK(status == GLN_OK && same_as_icu(words, points, tokens, n))) {
        show("text", points);
    }
}

/* The masks of SSE2 and those of plain C are the same. */
static void test_masks(void)
{
#ifdef __SSE2__
    static const char some[] = "azAZ09 .',;_%@\r[`{/:\n\t";
    for (unsigned round = 0; round < 20; round++) {
        unsigned char bytes[GLN_ASCII_STEP];
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (unsigned char)(round % 2 ? draw(256) : (unsigned char)some[draw(sizeof some)]);
        }
        gln_ascii_masks fast = {0, 0, 0, 0, 0, 0, 0};
        gln_ascii_masks plain = fast;
        unsigned at = draw(4) * GLN_ASCII_STEP;
        gln_ascii__add_sse2(&fast, bytes, at);
        gln_ascii__add_plain(&plain, bytes, at);
        CHECK(memcmp(&fast, &plain, sizeof fast) == 0);
    }
#endif
}

/* What Chinese newspapers are made of, our own words: names, numbers, places, doubled words, words of several scripts.
 */
static const char *const phrases[] = {
    "王建国",
    "诸葛亮说",
    "弗拉基米尔·普京",
    "三百二十多",
    "第三届",
    "第",
    "31",
    "届",
    "二〇二三年",
    "2023",
    "年",
    "3月16日",
    "闵行区",
    "白石乡",
    "高高兴兴",
    "三分之一",
    "％",
    "8.5%",
    "——",
    "……",
    "A股",
    "卡拉OK",
    "3.5",
    "万",
    "多",
    "人民",
    "脱贫攻坚",
    "，",
    "。",
    "“",
    "”",
    "、",
    "（",
    "总书记",
    "國務院",
    "學習",
    "々",
    "〇",
    "時",
    "09:00",
    "it's",
    "don’t",
    "U.S.",
    "1,000",
    "<p>",
    "</p>",
    "　",
    "か",
    "カー",
    "の",
    "\xCC\x81",
    "𠮷",
    "发展改革",
    "a_b",
    "@",
    "分钟",
    "世纪",
    "马克思主义",
    "中华人民共和国",
    "·",
    "；",
    "x",
    " ",
    "\r\n",
    "é",
    "十第",
};

/* The paths that make the common case fast leave out nothing: without them the tokens are the same. */
static void test_paths(gln_segmenter *s, gln_segmenter *slow)
{
    char bytes[4096];
    size_t len = 0;
    for (size_t n = draw(60) + 1; n > 0; n--) {
        const char *phrase = phrases[draw(sizeof phrases / sizeof phrases[0])];
        for (unsigned times = draw(40) ? 1 : 70; times > 0 && len + strlen(phrase) < sizeof bytes; times--) {
            memcpy(bytes + len, phrase, strlen(phrase));
            len += strlen(phrase);
        }
    }
    const gln_token *tokens = NULL;
    const gln_token *slowly = NULL;
    size_t n = 0;
    size_t n_slowly = 0;
    CHECK(gln_segmenter_run(s, (gln_slice){bytes, len}, &tokens, &n, NULL) == GLN_OK);
    CHECK(gln_segmenter_run(slow, (gln_slice){bytes, len}, &slowly, &n_slowly, NULL) == GLN_OK);
    if (!CHECK(n == n_slowly && memcmp(tokens, slowly, n * sizeof *tokens) == 0)) {
        fprintf(stderr, "  text: %.*s\n", (int)len, bytes);
    }
}

static void leave_fast_paths(gln_segmenter *s)
{
    s->plain_ascii = false;
    memset(s->table.wide, 0xFF, 0x10000 * sizeof *s->table.wide); /* GLN_WIDE_NONE */
}

/* The whole normalized at once by ICU, then folded, is what we make piece by piece. */
static void test_normal(gln_segmenter *s)
{
    uint32_t points[MAX_POINTS + 1];
    char bytes[MAX_BYTES];
    UChar units[MAX_UNITS];
    UChar normal[MAX_UNITS * 18];
    char want[MAX_UNITS * 18 * 3];
    size_t len = make_text(bytes, points, true);
    int32_t n_units = 0;
    UErrorCode code = U_ZERO_ERROR;
    for (size_t i = 0; points[i]; i++) {
        U16_APPEND_UNSAFE(units, n_units, (UChar32)points[i]);
    }
    int32_t n = unorm2_normalize(s->table.normalizer, units, n_units, normal, MAX_UNITS * 18, &code);
    size_t want_len = 0;
    for (int32_t at = 0; at < n;) {
        uint32_t c = gln_char_table__simplify(&s->table, gln_utf16__next(normal, &at));
        want_len += gln_utf8__put(want + want_len, c);
    }
    gln_slice term = {NULL, 0};
    gln_status status = gln_segmenter_term(s, (gln_slice){bytes, len}, &term, NULL);
    if (!CHECK(status == GLN_OK && gln_slice_equal(term, (gln_slice){want, want_len}))) {
        show("text", points);
    }
}

enum { N_TERMS = 5 };

/* The hits of a term are the same alone and among others, stand on characters' ends, and do not overlap. */
static void test_terms(gln_analyzer *analyzer, gln_segmenter *s)
{
    uint32_t points[MAX_POINTS + 1];
    char bytes[MAX_BYTES];
    size_t len = make_text(bytes, points, true);
    gln_slice text = {bytes, len};
    char terms[N_TERMS][40];
    const char *list[N_TERMS];
    for (size_t i = 0; i < N_TERMS; i++) { /* one to three characters of the text itself */
        size_t n = draw(3) + 1;
        size_t from = 0;
        while (points[from]) {
            from++;
        }
        from = draw((uint32_t)from);
        size_t end = 0;
        for (size_t k = 0; k < n && points[from + k]; k++) {
            end += gln_utf8__put(terms[i] + end, points[from + k]);
        }
        terms[i][end] = '\0';
        list[i] = terms[i];
    }
    gln_matcher *all = NULL;
    if (gln_matcher_new(analyzer, list, N_TERMS, GLN_MATCH_STRING, &all, NULL) != GLN_OK) {
        return; /* empty once normalized, twice the same, or an inner `*` */
    }
    const gln_hit *hits = NULL;
    size_t n_hits = 0;
    CHECK(gln_matcher_run(all, s, text, NULL, 0, &hits, &n_hits, NULL) == GLN_OK);
    gln_hit kept[MAX_BYTES * N_TERMS];
    size_t n_kept = n_hits;
    memcpy(kept, hits, n_hits * sizeof *hits);
    for (uint32_t t = 0; t < N_TERMS; t++) {
        gln_matcher *one = NULL;
        CHECK(gln_matcher_new(analyzer, &list[t], 1, GLN_MATCH_STRING, &one, NULL) == GLN_OK);
        CHECK(gln_matcher_run(one, s, text, NULL, 0, &hits, &n_hits, NULL) == GLN_OK);
        size_t k = 0;
        uint32_t last = 0;
        bool same = true;
        for (size_t i = 0; i < n_kept; i++) {
            if (kept[i].term != t) {
                continue;
            }
            same = same && k < n_hits && hits[k].start == kept[i].start && hits[k].end == kept[i].end;
            same = same && kept[i].start >= last && kept[i].end <= len && kept[i].start < kept[i].end;
            same = same && ((unsigned char)bytes[kept[i].start] & 0xC0) != 0x80;
            last = kept[i].end;
            k++;
        }
        if (!CHECK(same && k == n_hits)) {
            show("text", points);
            fprintf(stderr, "  term: %s\n", list[t]);
        }
        gln_matcher_free(one);
    }
    gln_matcher_free(all);
}

/* decode(encode(x)) = x, as far as lines' ends are the same. */
static void test_decode(const char *charset)
{
    uint32_t points[MAX_POINTS + 1];
    char bytes[MAX_BYTES];
    UChar units[MAX_UNITS];
    char encoded[MAX_UNITS * 8];
    UErrorCode code = U_ZERO_ERROR;
    size_t len = make_text(bytes, points, true);
    int32_t n_units = 0;
    for (size_t i = 0; points[i]; i++) {
        if (points[i] == 0x0D || points[i] == 0x2028 || points[i] == 0x2029) {
            return;
        }
        U16_APPEND_UNSAFE(units, n_units, (UChar32)points[i]);
    }
    UConverter *converter = ucnv_open(charset, &code);
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    int32_t n = ucnv_fromUChars(converter, encoded, (int32_t)sizeof encoded, units, n_units, &code);
    ucnv_close(converter);
    if (U_FAILURE(code)) {
        return;
    }
    gln_buffer out = GLN_BUFFER_INIT;
    const char *name = NULL;
    bool bom = false;
    gln_status status = gln_text__decode((gln_slice){encoded, (size_t)n}, charset, &out, &name, &bom, NULL);
    gln_slice want = {bytes, len};
    if (points[0] == 0xFEFF) { /* it reads as a mark */
        want = gln_slice_sub(want, 3, len - 3);
    }
    if (!CHECK(status == GLN_OK && gln_slice_equal(gln_buffer__slice(&out), want))) {
        show(charset, points);
    }
    gln_buffer__free(&out);
}

int main(int argc, char **argv)
{
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20230915;
    unsigned long rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000;
    printf("seed %llu\n", (unsigned long long)state);
    gln_analyzer *analyzer = NULL;
    gln_segmenter *segmenter = NULL;
    gln_segmenter *slow = NULL;
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    if (!CHECK(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK) ||
        !CHECK(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK) ||
        !CHECK(gln_segmenter_new(analyzer, &slow, NULL) == GLN_OK) || !CHECK(U_SUCCESS(code))) {
        return check_report("segment");
    }
    CHECK(segmenter->plain_ascii); /* of the versions of ICU that we know, all have the classes it needs */
    leave_fast_paths(slow);
    for (unsigned long i = 0; i < rounds && check_failures < 20; i++) {
        test_cover(segmenter);
        test_icu(segmenter, words);
        test_masks();
        test_paths(segmenter, slow);
        test_normal(segmenter);
        test_terms(analyzer, segmenter);
        test_decode("GB18030");
        test_decode("UTF-16LE");
        test_decode("UTF-16BE");
        test_decode("UTF-8");
    }
    ubrk_close(words);
    gln_segmenter_free(segmenter);
    gln_segmenter_free(slow);
    gln_analyzer_free(analyzer);
    return check_report("segment");
}
