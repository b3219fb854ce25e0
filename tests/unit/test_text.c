/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "guanlan/matcher.h"
#include "text/chinese_calendar.h"
#include "text/decode.h"
#include "text/known_word.h"
#include "text/lexicon_compile.h"
#include "text/segment.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unistd.h>

static char joined[4096];

static gln_slice lit(const char *text)
{
    return gln_slice_of(text);
}

/* --- decoding --- */

static const char *decoded(const char *bytes, size_t len, const char *declared, gln_status *status, gln_error *err)
{
    static char shown[4096];
    gln_buffer out = GLN_BUFFER_INIT;
    const char *name = "-";
    bool bom = false;
    *status = gln_text__decode((gln_slice){bytes, len}, declared, &out, &name, &bom, err);
    snprintf(shown, sizeof shown, "%s%s|%.*s", name, bom ? "+" : "", (int)out.len, out.data ? out.data : "");
    gln_buffer__free(&out);
    return shown;
}

static void check_decode(const char *bytes, size_t len, const char *declared, const char *want, int line)
{
    gln_status status;
    gln_error err = GLN_ERROR_INIT;
    const char *got = decoded(bytes, len, declared, &status, &err);
    if (!check_text(got, want, "decoded", __FILE__, line) || status != GLN_OK) {
        fprintf(stderr, "  (%s)\n", err.message);
    }
}

static void check_refused(const char *bytes, size_t len, const char *declared, gln_status want, uint64_t offset,
                          int line)
{
    gln_status status;
    gln_error err = GLN_ERROR_INIT;
    (void)decoded(bytes, len, declared, &status, &err);
    check_that(status == want && err.offset == offset, "refused with its offset", __FILE__, line);
}

#define DECODE(bytes, declared, want) check_decode((bytes), sizeof(bytes) - 1, (declared), (want), __LINE__)
#define REFUSE(bytes, declared, status, offset)                                                                        \
    check_refused((bytes), sizeof(bytes) - 1, (declared), (status), (offset), __LINE__)

static void test_decode(void)
{
    DECODE("", NULL, "UTF-8|");
    DECODE("a\r\nb\rc\n\r", NULL, "UTF-8|a\nb\nc\n\n");
    DECODE("一\xE2\x80\xA8二\xE2\x80\xA9三\xE2\x80\xAA四\r", NULL,
           "UTF-8|一\n二\n三\xE2\x80\xAA四\n"); /* U+2028, U+2029 */
    DECODE("\xEF\xBB\xBF人民", NULL, "UTF-8+|人民");
    DECODE("\xEF\xBB\xBF人民", "utf8", "UTF-8+|人民");
    DECODE("\xFF\xFE\xBA\x4E\x0D\x00\x0A\x00", NULL, "UTF-16LE+|人\n");
    DECODE("\xFE\xFF\x4E\xBA", "UTF-16", "UTF-16BE+|人");
    DECODE("\x4E\xBA", "utf-16", "UTF-16BE|人");
    DECODE("\xFF\xFE\0\0\xBA\x4E\0\0", NULL, "UTF-32LE+|人");
    DECODE("a\0b\0\n\0", NULL, "UTF-16LE|ab\n");
    DECODE("\xC8\xCB\xC3\xF1", "gbk", "GB18030|人民");
    DECODE("\xC8\xCB\xC3\xF1", "GB2312", "GB18030|人民");
    DECODE("\xC8\xCB\xC3\xF1", "Gb_18030", "GB18030|人民");
    DECODE("\x81\x30\x84\x36", "gb18030", "GB18030|\xC2\xA5");
    DECODE("\x84\x31\x95\x33\xC8\xCB", NULL, "GB18030+|人");
    DECODE("\xA4\x48\xA5\xC1", "big5", "Big5|人民");
    DECODE("caf\xE9", "latin1", "windows-1252|café");
    DECODE("\x93\xFA\x96\x7B", "sjis", "Shift_JIS|日本");
    /* a headline in GBK, nothing declared: 人民日报是中国共产党的报纸 */
    DECODE("\xC8\xCB\xC3\xF1\xC8\xD5\xB1\xA8\xCA\xC7\xD6\xD0\xB9\xFA\xB9\xB2\xB2\xFA\xB5\xB3\xB5\xC4\xB1\xA8\xD6\xBD",
           NULL, "GB18030|人民日报是中国共产党的报纸");
    DECODE("the river\x97it rose\x97would not stay in its bed, said the keepers of the weir", NULL,
           "windows-1252|the river—it rose—would not stay in its bed, said the keepers of the weir");
    /* the same headline with two bytes behind it that none has: torn, not Arabic */
    REFUSE("\xC8\xCB\xC3\xF1\xC8\xD5\xB1\xA8\xCA\xC7\xD6\xD0\xB9\xFA\xB9\xB2\xB2\xFA\xB5\xB3\xB5\xC4\xB1\xA8\xD6\xBD"
           "\xFF\xFE",
           NULL, GLN_ERR_ENCODING, 26);
    REFUSE("\xC8\xCB\xC3", "gbk", GLN_ERR_ENCODING, 2);
    REFUSE("人民\xFF", "utf-8", GLN_ERR_ENCODING, 6);
    REFUSE("\xEF\xBB\xBFx\xC0\xAF", NULL, GLN_ERR_ENCODING, 4);
    REFUSE("人民日报是中国共产党的\xFF报纸", NULL, GLN_ERR_ENCODING, 33);
    REFUSE("人民日报\xE4\xBA", NULL, GLN_ERR_ENCODING, 12);
    REFUSE("\xED\xA0\x80", "utf-8", GLN_ERR_ENCODING, 0);
    REFUSE("\xFF\xFE\x00\xD8\x41\x00", NULL, GLN_ERR_ENCODING, 2);
    REFUSE("PK\x03\x04\x00\x00\xFFxyz", NULL, GLN_ERR_FORMAT, 4);
    REFUSE("ab\0", "gbk", GLN_ERR_FORMAT, 2);
    REFUSE("x", "klingon", GLN_ERR_USAGE, GLN_NO_OFFSET);
    size_t offset = 99;
    CHECK(gln_utf8__valid(lit("日本語 plain ascii, long enough \xF0\x9F\x98\x80"), &offset) && offset == 99);
    CHECK(!gln_utf8__valid(lit("0123456789\xF4\x90\x80\x80"), &offset) && offset == 10);
}

/* Texts of some length in other encodings, with nothing declared. */
static void test_guess(void)
{
    static const struct {
        const char *charset;
        const char *text;
    } cases[] = {
        {"Big5", "經濟部今天表示，第三季的出口比去年同期增加，主要是因為國際市場的需要回升，預計下半年還會繼續成長。"},
        {"Shift_JIS",
         "政府は今日の会議で、来年の予算について話し合い、新しい計画を発表しました。これは大きな変化です。"},
        {"EUC-JP", "政府は今日の会議で、来年の予算について話し合い、新しい計画を発表しました。これは大きな変化です。"},
        {"EUC-KR", "정부는 오늘 회의에서 내년 예산에 대해 논의하고 새로운 계획을 발표했다. 이것은 큰 변화입니다."},
        {"GB18030", "国务院今天发布通知，要求各地做好今年的工作，进一步加强管理，确保人民群众的生活不受影响。"},
        {"windows-1252",
         "Le gouvernement a annoncé aujourd'hui une nouvelle série de mesures à l'égard des étudiants étrangers."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bytes[1024];
        char want[1024];
        UErrorCode code = U_ZERO_ERROR;
        int32_t n = ucnv_convert(cases[i].charset, "UTF-8", bytes, (int32_t)sizeof bytes, cases[i].text, -1, &code);
        snprintf(want, sizeof want, "%s|%s", cases[i].charset, cases[i].text);
        CHECK(U_SUCCESS(code));
        check_decode(bytes, (size_t)n, NULL, want, __LINE__);
    }
}

/* --- lexicon --- */

static void test_lexicon(void)
{
    CHECK(gln_lexicon__log2(1) == 0);
    CHECK(gln_lexicon__log2(1024) == 640);
    CHECK(gln_lexicon__log2(3) == 101); /* 101.4 */
    CHECK(gln_lexicon__log2(UINT64_MAX) == 4096);
    gln_buffer image = GLN_BUFFER_INIT;
    gln_buffer again = GLN_BUFFER_INIT;
    gln_lexicon_file words = {lit("# words\n人\t8\tn\n人民\t4\tn\t人|民\n國家\t2\tn\t\tx\n国家\t4\n\nab\t1\n"
                                  "人民国家\t0\tn\t人民|国家\n"),
                              "w"};
    gln_lexicon_file folds = {lit("國\t国\n"), "f"};
    gln_lexicon_file none = {lit(""), "c"};
    CHECK(gln_lexicon__compile_files(words, folds, none, &image, NULL) == GLN_OK);
    CHECK(gln_lexicon__compile_files(words, folds, none, &again, NULL) == GLN_OK);
    CHECK(gln_slice_equal(gln_buffer__slice(&image), gln_buffer__slice(&again)));
    gln_lexicon lexicon;
    if (CHECK(gln_lexicon__open(gln_buffer__slice(&image), &lexicon, NULL) == GLN_OK)) {
        CHECK(lexicon.n_words == 5 && lexicon.n_folds == 1 && lexicon.max_word == 4);
        uint32_t total = gln_lexicon__log2(17);
        CHECK(gln_lexicon__find(&lexicon, lit("人")) == total - 3 * 64 + GLN_LEXICON_WORD_COST);
        CHECK(gln_lexicon__find(&lexicon, lit("国家")) == total - 2 * 64 + GLN_LEXICON_WORD_COST);
        CHECK(gln_lexicon__find(&lexicon, lit("国")) == GLN_TRIE_NO_WORD);
        CHECK(gln_lexicon__find(&lexicon, lit("人民国家")) == GLN_TRIE_NO_WORD); /* for the coarse cut alone */
        CHECK(gln_lexicon__find(&lexicon, lit("國家")) == total - 2 * 64 + GLN_LEXICON_WORD_COST);
        CHECK(gln_lexicon__find(&lexicon, lit("")) == GLN_TRIE_NO_WORD);
    }
    for (size_t at = 0; at < image.len; at++) { /* damage anywhere is seen */
        image.data[at] = (char)(image.data[at] ^ 0x10);
        bool refused = gln_lexicon__open(gln_buffer__slice(&image), &lexicon, NULL) == GLN_ERR_FORMAT;
        image.data[at] = (char)(image.data[at] ^ 0x10);
        if (!refused) {
            CHECK(refused);
            break;
        }
    }
    for (size_t len = 0; len < image.len; len += 8) {
        CHECK(gln_lexicon__open((gln_slice){image.data, len}, &lexicon, NULL) == GLN_ERR_FORMAT);
    }
    uint64_t right = gln_lexicon__checksum(gln_buffer__slice(&image));
    unsigned missed = 0;
    for (size_t at = 64; at + 96 < image.len; at += 3) { /* two faults that make up for each other in a plain sum */
        for (size_t apart = 32; apart <= 96; apart += 32) {
            image.data[at] = (char)(image.data[at] + 1);
            image.data[at + apart] = (char)(image.data[at + apart] - 1);
            missed += gln_lexicon__checksum(gln_buffer__slice(&image)) == right;
            image.data[at] = (char)(image.data[at] - 1);
            image.data[at + apart] = (char)(image.data[at + apart] + 1);
        }
    }
    CHECK(missed == 0 && gln_lexicon__checksum(gln_buffer__slice(&image)) == right);
    gln_error err = GLN_ERROR_INIT;
    gln_lexicon_file bad = {lit("人\t3\n民\tx\n"), "w.tsv"};
    CHECK(gln_lexicon__compile_files(bad, folds, none, &again, &err) == GLN_ERR_FORMAT);
    CHECK(err.line == 2 && strcmp(err.file, "w.tsv") == 0);
    gln_error_clear(&err);
    gln_lexicon_file twice = {lit("國\t国\n國\t国\n"), "f"};
    CHECK(gln_lexicon__compile_files(words, twice, none, &again, &err) == GLN_ERR_FORMAT);
    gln_buffer__free(&image);
    gln_buffer__free(&again);
}

/* A lexicon whose word of two characters goes on with the code of a sign: what it cuts ends with the text. */
static void test_open_end(void)
{
    gln_buffer image = GLN_BUFFER_INIT;
    gln_lexicon_file words = {lit("人\t8\tn\n民\t8\tn\n人民\t4\tn\n"), "w"};
    gln_lexicon_file none = {lit(""), "c"};
    gln_analyzer analyzer = {.tally = NULL};
    gln_segmenter *segmenter = NULL;
    const gln_token *tokens = NULL;
    size_t n = 0;
    CHECK(gln_lexicon__compile_files(words, none, none, &image, NULL) == GLN_OK);
    gln_lexicon_header h;
    memcpy(&h, image.data, sizeof h);
    uint64_t *nodes = (uint64_t *)(void *)(image.data + h.nodes_at);
    uint32_t chars[] = {0, 0};
    CHECK(gln_lexicon__open(gln_buffer__slice(&image), &analyzer.lexicon, NULL) == GLN_OK);
    chars[0] = gln_lexicon__pair(analyzer.lexicon.chars, analyzer.lexicon.n_chars, 0x4EBA);
    chars[1] = gln_lexicon__pair(analyzer.lexicon.chars, analyzer.lexicon.n_chars, 0x6C11);
    uint32_t word = gln_trie__step(nodes, gln_trie__step(nodes, 0, chars[0]), chars[1]);
    uint32_t slot = gln_han__sign(&analyzer.lexicon);
    while (slot + 1 < h.n_nodes && gln_trie__check(nodes[slot]) != GLN_TRIE_FREE) {
        slot++;
    }
    CHECK(word && gln_trie__base(nodes[word]) == 0);
    nodes[word] |= (uint64_t)(slot - gln_han__sign(&analyzer.lexicon)) << 24;
    nodes[slot] = word; /* of cost 0 */
    h.checksum = gln_lexicon__checksum(gln_buffer__slice(&image));
    memcpy(image.data, &h, sizeof h);
    CHECK(gln_lexicon__open(gln_buffer__slice(&image), &analyzer.lexicon, NULL) == GLN_OK);
    if (CHECK(gln_han__chars(&analyzer.lexicon, false, &analyzer.chars, NULL) == GLN_OK) &&
        CHECK(gln_segmenter_new(&analyzer, &segmenter, NULL) == GLN_OK)) {
        CHECK(gln_segmenter_run(segmenter, lit("人民"), &tokens, &n, NULL) == GLN_OK);
        CHECK(n == 1 && tokens[0].len == 6);
        CHECK(gln_segmenter_run(segmenter, lit("人人民，人民"), &tokens, &n, NULL) == GLN_OK);
        CHECK(n > 1 && tokens[n - 1].start + tokens[n - 1].len == 18);
    }
    nodes[slot] = GLN_TRIE_FREE | (uint64_t)GLN_TRIE_NO_WORD << 48;
    slot = gln_trie__base(nodes[analyzer.chars[chars[0]].node]) + gln_han__sign(&analyzer.lexicon);
    nodes[slot] = analyzer.chars[chars[0]].node;
    gln_han_char *refused = NULL;
    CHECK(gln_han__chars(&analyzer.lexicon, false, &refused, NULL) == GLN_ERR_FORMAT && !refused);
    gln_segmenter_free(segmenter);
    free(analyzer.chars);
    gln_buffer__free(&image);
}

/* --- segmentation --- */

/* Tokens with a bar between, spaces left out. */
static const char *cut(gln_segmenter *s, const char *text)
{
    const gln_token *tokens;
    size_t n;
    size_t len = 0;
    joined[0] = '\0';
    if (gln_segmenter_run(s, lit(text), &tokens, &n, NULL) != GLN_OK) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].kind != GLN_TOKEN_SPACE) {
            len += (size_t)snprintf(joined + len, sizeof joined - len, "%s%.*s", len ? "|" : "", (int)tokens[i].len,
                                    text + tokens[i].start);
        }
    }
    return joined;
}

static const char *term(gln_segmenter *s, const char *text)
{
    gln_slice out;
    if (gln_segmenter_term(s, lit(text), &out, NULL) != GLN_OK) {
        return NULL;
    }
    snprintf(joined, sizeof joined, "%.*s", (int)out.len, out.ptr ? out.ptr : "");
    return joined;
}

static void test_segment(gln_segmenter *s)
{
    CHECK_TEXT(cut(s, ""), "");
    CHECK_TEXT(cut(s, "中国共产党领导人民"), "中国共产党|领导|人民");
    CHECK_TEXT(cut(s, "中國共產黨領導人民"), "中國共產黨|領導|人民");
    CHECK_TEXT(cut(s, "他说：“改革，开放。”"), "他|说|：|“|改革|，|开放|。|”");
    CHECK_TEXT(cut(s, "2023年GDP增长5.2%"), "2023年|GDP|增长|5.2%");
    CHECK_TEXT(cut(s, "Don't stop, can\xE2\x80\x99t. a.b 3,000.5"), "Don't|stop|,|can\xE2\x80\x99t|.|a.b|3,000.5");
    CHECK_TEXT(cut(s, "東京タワーへ行く。"), "東京タワー|へ|行く|。");
    CHECK_TEXT(cut(s, "人\xEF\xB8\x80民"), "人\xEF\xB8\x80民"); /* a variation selector stays with its character */
    CHECK_TEXT(cut(s, "\xF0\xA0\x80\x80\xF0\xA0\x80\x81"), "\xF0\xA0\x80\x80|\xF0\xA0\x80\x81");
    CHECK(cut(s, "\xFF") == NULL);
    const gln_token *tokens;
    size_t n;
    CHECK(gln_segmenter_run(s, lit("G20 3.5 _ \n人。"), &tokens, &n, NULL) == GLN_OK && n == 9);
    static const gln_token_kind kinds[] = {GLN_TOKEN_WORD,  GLN_TOKEN_SPACE, GLN_TOKEN_NUMBER,
                                           GLN_TOKEN_SPACE, GLN_TOKEN_PUNCT, GLN_TOKEN_SPACE,
                                           GLN_TOKEN_SPACE, GLN_TOKEN_WORD,  GLN_TOKEN_PUNCT};
    for (size_t i = 0; i < n && n == 9; i++) {
        CHECK(tokens[i].kind == kinds[i]);
    }
    CHECK_TEXT(term(s, "臺灣"), "台湾");
    CHECK_TEXT(term(s, "ＧＤＰ"), "gdp");
    CHECK_TEXT(term(s, "Straße"), "strasse");
    CHECK_TEXT(term(s, "e\xCC\x81"), "é");
    CHECK_TEXT(term(s, "㈱"), "(株)");
    CHECK_TEXT(term(s, ""), "");
}

static void test_keep_script(void)
{
    gln_analyzer_options options = GLN_ANALYZER_OPTIONS_INIT;
    options.keep_script = true;
    gln_analyzer *analyzer = NULL;
    gln_segmenter *s = NULL;
    CHECK(gln_analyzer_new(&options, &analyzer, NULL) == GLN_OK);
    CHECK(gln_segmenter_new(analyzer, &s, NULL) == GLN_OK);
    CHECK(!gln_analyzer_folds_script(analyzer));
    CHECK_TEXT(term(s, "臺灣"), "臺灣");
    CHECK_TEXT(cut(s, "中國共產黨領導人民"), "中國共產黨|領導|人民");
    gln_segmenter_free(s);
    gln_analyzer_free(analyzer);
}

/* --- the user's words --- */

static char lexicon_path[] = "/tmp/guanlan_test_textXXXXXX";

static gln_status with_lexicon(const char *content, gln_analyzer **analyzer, gln_error *err)
{
    FILE *file = fopen(lexicon_path, "wb");
    if (!file) {
        return GLN_ERR_IO;
    }
    (void)fputs(content, file);
    (void)fclose(file);
    const char *files[] = {lexicon_path};
    gln_analyzer_options options = GLN_ANALYZER_OPTIONS_INIT;
    options.lexicons = files;
    options.n_lexicons = 1;
    return gln_analyzer_new(&options, analyzer, err);
}

static void check_line_refused(const char *content, uint64_t line, int at)
{
    gln_analyzer *analyzer = NULL;
    gln_error err = GLN_ERROR_INIT;
    gln_status status = with_lexicon(content, &analyzer, &err);
    check_that(status == GLN_ERR_FORMAT && err.line == line && strcmp(err.file, lexicon_path) == 0 && !analyzer,
               "a malformed line is refused", __FILE__, at);
    gln_analyzer_free(analyzer);
}

static void test_user_words(void)
{
    int fd = mkstemp(lexicon_path);
    if (!CHECK(fd >= 0)) {
        return;
    }
    (void)close(fd);
    gln_analyzer *analyzer = NULL;
    gln_segmenter *s = NULL;
    CHECK(with_lexicon("\xEF\xBB\xBF# mine\r\n元宇宙\t5\tn\r\n宇宙\nA股\n5G基站\n国共产\nwar\n", &analyzer, NULL) ==
          GLN_OK);
    CHECK(gln_segmenter_new(analyzer, &s, NULL) == GLN_OK);
    CHECK_TEXT(cut(s, "进入元宇宙时代"), "进入|元宇宙|时代");
    CHECK_TEXT(cut(s, "买ａ股，建5g基站"), "买|ａ股|，|建|5g基站");
    CHECK_TEXT(cut(s, "买AA股15G基站"), "买|AA|股|15G|基站");
    CHECK_TEXT(cut(s, "中國共產黨"), "中|國共產|黨");
    CHECK_TEXT(cut(s, "toward War"), "toward|War");
    CHECK(gln_analyzer__knows(analyzer, lit("5g基站")) && gln_analyzer__knows(analyzer, lit("人民")));
    CHECK(!gln_analyzer__knows(analyzer, lit("5g基")) && !gln_analyzer__knows(analyzer, lit("")));
    CHECK(gln_analyzer_n_lexicons(analyzer) == 2);
    gln_lexicon_info info = gln_analyzer_lexicon(analyzer, 1);
    CHECK(info.words == 6 && strlen(info.sha256) == 64 && strcmp(info.name, lexicon_path + 5) == 0);
    info = gln_analyzer_lexicon(analyzer, 0);
    CHECK(info.words > 1000 && strlen(info.sha256) == 64 && strcmp(info.name, "guanlan") == 0);
    gln_segmenter_free(s);
    gln_analyzer_free(analyzer);
    check_line_refused("好\n\xFF\xFE\n", 2, __LINE__);
    check_line_refused("好\n\t3\n", 2, __LINE__);
    check_line_refused("好\tmany\n", 1, __LINE__);
    check_line_refused("好\t-1\n", 1, __LINE__);
    check_line_refused("新华 社\n", 1, __LINE__);
    check_line_refused("# x\n\nab 3 n\n", 3, __LINE__);
    check_line_refused("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
                       "一二三四五六七八九十一二三四五六七八九十一二三四五\n",
                       1, __LINE__);
    check_line_refused("\xE2\x80\x8D\n", 1, __LINE__); /* nothing once normalized */
    CHECK(with_lexicon("", &analyzer, NULL) == GLN_OK);
    gln_analyzer_free(analyzer);
    (void)remove(lexicon_path);
    gln_error err = GLN_ERROR_INIT;
    const char *files[] = {"/nonexistent/lexicon"};
    gln_analyzer_options options = {.lexicons = files, .n_lexicons = 1};
    CHECK(gln_analyzer_new(&options, &analyzer, &err) == GLN_ERR_IO);
}

/* --- matching --- */

/* "term:start-end" of every hit. */
static const char *hits_of(const gln_analyzer *analyzer, gln_segmenter *s, gln_match match, const char *text,
                           const char *a, const char *b)
{
    const char *terms[] = {a, b};
    gln_matcher *matcher = NULL;
    const gln_hit *hits;
    size_t n;
    size_t len = 0;
    joined[0] = '\0';
    if (gln_matcher_new(analyzer, terms, b ? 2 : 1, match, &matcher, NULL) != GLN_OK) {
        return "refused";
    }
    if (gln_matcher_run(matcher, s, lit(text), NULL, 0, &hits, &n, NULL) != GLN_OK) {
        gln_matcher_free(matcher);
        return "failed";
    }
    for (size_t i = 0; i < n; i++) {
        len += (size_t)snprintf(joined + len, sizeof joined - len, "%s%u:%u-%u", i ? " " : "", hits[i].term,
                                hits[i].start, hits[i].end);
    }
    gln_matcher_free(matcher);
    return joined;
}

static void test_match(const gln_analyzer *analyzer, gln_segmenter *s)
{
#define HITS(text, a, b) hits_of(analyzer, s, GLN_MATCH_STRING, (text), (a), (b))
    CHECK_TEXT(HITS("toward the war, WAR! warfare prewar", "war", NULL), "0:11-14 0:16-19");
    CHECK_TEXT(HITS("toward the war, WAR! warfare prewar", "war*", NULL), "0:11-14 0:16-19 0:21-24");
    CHECK_TEXT(HITS("toward war prewar", "*war", NULL), "0:7-10 0:14-17");
    CHECK_TEXT(HITS("toward war prewar", "*war*", "war"), "0:2-5 0:7-10 1:7-10 0:14-17");
    CHECK_TEXT(HITS("人民币和人民", "人民", "人民币"), "0:0-6 1:0-9 0:12-18");
    CHECK_TEXT(HITS("臺灣與台湾", "台灣", NULL), "0:0-6 0:9-15");
    CHECK_TEXT(HITS("ＧＤＰ增长", "gdp", "增长"), "0:0-9 1:9-15");
    CHECK_TEXT(HITS("哈哈哈哈哈", "哈哈", NULL), "0:0-6 0:6-12");
    CHECK_TEXT(HITS("new \n\t york\xC2\xA0times", "New York", "york times"), "0:0-11 1:7-18");
    CHECK_TEXT(HITS("caf\x65\xCC\x81 cafe", "café", "cafe"), "0:0-6 1:7-11");
    CHECK_TEXT(HITS("㈱会社", "株", "(株)"), "1:0-3"); /* no hit in a half of one character */
    CHECK_TEXT(HITS("so\xC2\xADviet", "soviet", NULL), "0:0-8");
    CHECK_TEXT(HITS("买A股", "A股", "a"), "1:3-4 0:3-7");
    CHECK_TEXT(HITS("한국의 대한국", "한국", NULL), "0:0-6"); /* particles may follow, nothing may stand before */
    CHECK_TEXT(HITS("3.5 5 15", "5", NULL), "0:4-5");
    CHECK_TEXT(HITS("C++ and C", "c++", "c"), "1:0-1 0:0-3 1:8-9");
    CHECK_TEXT(HITS("", "a", NULL), "");
    CHECK_TEXT(HITS("x", "a*b", NULL), "refused");
    CHECK_TEXT(HITS("x", "*", NULL), "refused");
    CHECK_TEXT(HITS("x", " ", NULL), "refused");
    CHECK_TEXT(HITS("x", "台湾", "臺灣"), "refused");
    CHECK_TEXT(HITS("x", "人民", "人民*"), "refused");
    CHECK_TEXT(HITS("\xFF", "a", NULL), "failed");
#undef HITS
    CHECK_TEXT(hits_of(analyzer, s, GLN_MATCH_WORD, "人民币和人民", "人民", NULL), "0:12-18");
    CHECK_TEXT(hits_of(analyzer, s, GLN_MATCH_WORD, "War, warfare", "war", NULL), "0:0-3");
    CHECK_TEXT(hits_of(analyzer, s, GLN_MATCH_WORD, "x", "war*", NULL), "refused");
    CHECK_TEXT(gln_match_name(GLN_MATCH_WORD), "word");
}

static void test_calendar(void)
{
    gln_lunar lunar = {0, 0, false, 0};
    CHECK(gln_text__lunar(2020, 9, 26, &lunar, NULL) == GLN_OK);
    CHECK(lunar.cycle_year == 37 && lunar.month == 8 && lunar.day == 10 && !lunar.leap);
    CHECK(gln_text__lunar(2021, 2, 12, &lunar, NULL) == GLN_OK);
    CHECK(lunar.cycle_year == 38 && lunar.month == 1 && lunar.day == 1);
    CHECK(gln_text__lunar(2023, 4, 1, &lunar, NULL) == GLN_OK);
    CHECK(lunar.cycle_year == 40 && lunar.month == 2 && lunar.leap && lunar.day == 11);
    CHECK(gln_text__lunar(2023, 2, 29, &lunar, NULL) == GLN_ERR_RANGE);
    CHECK(gln_text__lunar(2023, 13, 1, &lunar, NULL) == GLN_ERR_RANGE);
    CHECK(gln_text__lunar(2034, 1, 19, &lunar, NULL) == GLN_OK); /* the leap month that many calendars had wrong */
    CHECK(lunar.cycle_year == 50 && lunar.month == 11 && lunar.leap && lunar.day == 29);
    for (int year = 1899; year <= 2101; year++) {
        for (int at = 0; at < 366; at += 11) { /* in the end all days of a month */
            gln_lunar computed;
            int month = at / 31 + 1, day = (at + year) % 31 + 1;
            gln_status status = gln_text__lunar(year, month, day, &lunar, NULL);
            if (status == GLN_OK) {
                CHECK(gln_text__lunar_computed(year, month, day, &computed, NULL) == GLN_OK);
                CHECK(lunar.cycle_year == computed.cycle_year && lunar.month == computed.month &&
                      lunar.leap == computed.leap && lunar.day == computed.day);
            } else {
                CHECK(day > 28 && status == GLN_ERR_RANGE);
            }
        }
    }
}

int main(void)
{
    gln_analyzer *analyzer = NULL;
    gln_segmenter *segmenter = NULL;
    test_decode();
    test_guess();
    test_lexicon();
    test_open_end();
    if (CHECK(gln_analyzer_new(NULL, &analyzer, NULL) == GLN_OK) &&
        CHECK(gln_segmenter_new(analyzer, &segmenter, NULL) == GLN_OK)) {
        test_segment(segmenter);
        test_match(analyzer, segmenter);
    }
    gln_segmenter_free(segmenter);
    gln_analyzer_free(analyzer);
    gln_segmenter_free(NULL);
    gln_analyzer_free(NULL);
    gln_matcher_free(NULL);
    test_keep_script();
    test_user_words();
    test_calendar();
    return check_report("text");
}
