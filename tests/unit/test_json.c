/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON room: the grammar check, the reader, the writer. */
#include "check.h"

#include "core/utf8.h"
#include "json/json_check.h"
#include "json/json_read.h"
#include "json/json_write.h"

#include <inttypes.h>
#include <stdlib.h>

static bool valid(const char *text)
{
    return gln_json__check(gln_slice_of(text), NULL) == GLN_OK;
}

static void test_grammar_accepts(void)
{
    static const char *const good[] = {"0",
                                       "-0",
                                       "1.5e-3",
                                       "1E+9",
                                       "true",
                                       "null",
                                       "\"\"",
                                       "[]",
                                       "{}",
                                       " [ 1 , 2 ]\r\n",
                                       "{\"a\":[{}]}",
                                       "\"\\ud83d\\ude00\"",
                                       "[[]]",
                                       "\"\\u4e2d\"",
                                       "\"\xE4\xB8\xAD\"",
                                       "\"\x7F\"",
                                       "[{},[],\"\"]",
                                       "\"</script>\""};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!CHECK(valid(good[i]))) {
            fprintf(stderr, "  refused: %s\n", good[i]);
        }
    }
}

static void test_grammar_refuses(void)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "01",
                                      "+1",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "-",
                                      "--1",
                                      "0x10",
                                      "NaN",
                                      "Infinity",
                                      "tru",
                                      "nullx",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "[1",
                                      "[1}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{1:1}",
                                      "{\"a\":1 \"b\":2}",
                                      "\"abc",
                                      "\"a\nb\"",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\u000g\"",
                                      "\"\\u0000\"",
                                      "\"\\ud83d\"",
                                      "\"\\ud83d\\u0041\"",
                                      "\"\\ude00\"",
                                      "\"\xFF\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xC0\x80\"",
                                      "1 2",
                                      "{}]",
                                      "[] x",
                                      "'a'",
                                      "// c\n1",
                                      "\xEF\xBB\xBF[]",
                                      "1234567890123456789012345678901234567890123456789012345678901234"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (!CHECK(!valid(bad[i]))) {
            fprintf(stderr, "  accepted: %s\n", bad[i]);
        }
    }
    CHECK(gln_json__check((gln_slice){NULL, 0}, NULL) == GLN_ERR_FORMAT);
    CHECK(gln_json__check((gln_slice){"1\0", 2}, NULL) == GLN_ERR_FORMAT);
    CHECK(gln_json__check((gln_slice){"\"a\0b\"", 5}, NULL) == GLN_ERR_FORMAT);
}

static void test_depth(void)
{
    char text[2 * (GLN_JSON_DEPTH + 1)];
    memset(text, '[', GLN_JSON_DEPTH);
    memset(text + GLN_JSON_DEPTH, ']', GLN_JSON_DEPTH);
    CHECK(gln_json__check((gln_slice){text, 2 * GLN_JSON_DEPTH}, NULL) == GLN_OK);
    memset(text, '[', GLN_JSON_DEPTH + 1);
    memset(text + GLN_JSON_DEPTH + 1, ']', GLN_JSON_DEPTH + 1);
    gln_error err = GLN_ERROR_INIT;
    CHECK(gln_json__check((gln_slice){text, sizeof text}, &err) == GLN_ERR_FORMAT);
    CHECK(err.offset == GLN_JSON_DEPTH && err.line == 1);
}

/* Every cut of a document is refused, and nothing is read behind its end (the sanitizers look at the copy). */
static void test_cuts(void)
{
    static const char text[] = "{\"a\":[1,-2.5e3,\"\\ud83d\\ude00\xE4\xB8\xAD\",true,null,{\"b\":{}}]}";
    CHECK(valid(text));
    for (size_t n = 0; n + 1 < sizeof text; n++) {
        char *cut = malloc(n + 1);
        if (!CHECK(cut != NULL)) {
            return;
        }
        memcpy(cut, text, n);
        CHECK(gln_json__check((gln_slice){cut, n}, NULL) == GLN_ERR_FORMAT);
        free(cut);
    }
}

static void test_error_place(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_json_document *document = NULL;
    CHECK(gln_json__parse(GLN_LIT("\xEF\xBB\xBF{\n\"a\": 1,\n\"b\" 2}"), 0, &document, &err) == GLN_ERR_FORMAT);
    CHECK(document == NULL && err.line == 3 && err.offset == 3 + 14);
    CHECK_TEXT(err.message, "not valid JSON: a colon is expected here");
    gln_error_clear(&err);
    CHECK(gln_json__parse(GLN_LIT("[1]   "), 5, &document, &err) == GLN_ERR_FORMAT);
    CHECK_TEXT(err.message, "the JSON text has 6 bytes; at most 5 are read");
}

static void test_values(const gln_json_node *root)
{
    double number = 0;
    uint64_t integer = 0;
    bool boolean = false;
    gln_slice text = {NULL, 0};
    const gln_json_node *list = gln_json__get(root, "list");
    CHECK(gln_json__kind(list) == GLN_JSON_ARRAY && gln_json__length(list) == 3);
    const gln_json_node *at = gln_json__first(list);
    CHECK(gln_json__number(at, &number) && number == 1.5 && !gln_json__integer(at, &integer));
    at = gln_json__next(at);
    CHECK(gln_json__string(at, &text) && gln_slice_equal(text, GLN_LIT("a\n\xF0\x9F\x98\x80")));
    CHECK(!gln_json__number(at, &number) && !gln_json__boolean(at, &boolean));
    at = gln_json__next(at);
    CHECK(gln_json__kind(at) == GLN_JSON_NULL && gln_json__next(at) == NULL);
    CHECK(gln_json__boolean(gln_json__get(root, "yes"), &boolean) && boolean);
    CHECK(gln_json__integer(gln_json__get(root, "large"), &integer) && integer == UINT64_MAX);
    CHECK(gln_json__integer(gln_json__get(root, "edge"), &integer) && integer == UINT64_C(1) << 53);
    CHECK(!gln_json__integer(gln_json__get(root, "minus"), &integer));
    CHECK(!gln_json__number(gln_json__get(root, "huge"), &number));
    CHECK(gln_json__get(root, "List") == NULL && gln_json__kind(NULL) == GLN_JSON_NONE);
    CHECK(gln_json__get(gln_json__get(root, "none"), "deeper") == NULL && gln_json__first(NULL) == NULL);
    CHECK(gln_json__get(list, "list") == NULL && gln_json__length(at) == 0);
}

static void test_reader(void)
{
    gln_json_document *document = NULL;
    gln_slice text =
        GLN_LIT("{\"list\":[1.5,\"a\\n\\ud83d\\ude00\",null],\"yes\":true,\"large\":\"18446744073709551615\","
                "\"edge\":9007199254740992,\"minus\":-1,\"huge\":1e999}");
    if (!CHECK(gln_json__parse(text, 0, &document, NULL) == GLN_OK)) {
        return;
    }
    const gln_json_node *root = gln_json__root(document);
    CHECK(gln_json__kind(root) == GLN_JSON_OBJECT && gln_json__length(root) == 6);
    CHECK(gln_slice_equal(gln_json__name(gln_json__first(root)), GLN_LIT("list")));
    CHECK(gln_json__name(root).ptr == NULL && gln_json__name(NULL).ptr == NULL);
    test_values(root);
    gln_json__free(document);
    gln_json__free(NULL);
}

static void test_writer_layout(void)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&out, false);
    gln_json__begin_object(&w, GLN_JSON_BLOCK);
    gln_json__key(&w, GLN_LIT("a"));
    gln_json__put_number(&w, 0.1 + 0.2);
    gln_json__key(&w, GLN_LIT("b"));
    gln_json__begin_array(&w, GLN_JSON_BLOCK);
    gln_json__begin_object(&w, GLN_JSON_LINE);
    gln_json__key(&w, GLN_LIT("k"));
    gln_json__begin_array(&w, GLN_JSON_BLOCK); /* a block inside a line is a line */
    gln_json__put_boolean(&w, true);
    gln_json__put_null(&w);
    gln_json__end(&w);
    gln_json__key(&w, GLN_LIT("l"));
    gln_json__put_text(&w, NULL);
    gln_json__end(&w);
    gln_json__put_json(&w, GLN_LIT("{\n\t\"x\": 1\r\n}"));
    gln_json__end(&w);
    gln_json__key(&w, GLN_LIT("c"));
    gln_json__begin_object(&w, GLN_JSON_BLOCK);
    gln_json__end(&w);
    gln_json__end(&w);
    gln_buffer__byte(&out, '\0');
    CHECK_TEXT(out.data, "{\n  \"a\": 0.3,\n  \"b\": [\n    {\"k\":[true,null],\"l\":null},\n    {\"x\": 1}\n  ],\n"
                         "  \"c\": {}\n}");
    gln_buffer__free(&out);
}

static void test_writer_values(void)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&out, true);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    gln_json__put_string(&w, GLN_LIT("\"\\/\b\f\n\r\t\x01\x1F\x7F\0</\xE2\x80\xA8"));
    gln_json__put_string(&w, GLN_LIT("\xC0\x80|\xED\xA0\x80|\xF4\x90|\xE4\xB8|\xF0\x9F\x98\x80\xF0\x9F\x98"));
    gln_json__put_string(&w, (gln_slice){NULL, 0});
    gln_json__put_integer(&w, UINT64_C(1) << 53);
    gln_json__put_integer(&w, (UINT64_C(1) << 53) + 1);
    gln_json__put_integer(&w, UINT64_MAX);
    gln_json__put_number(&w, 0.1 + 0.2);
    gln_json__put_number(&w, -0.0);
    gln_json__put_number(&w, (double)NAN);
    gln_json__put_number(&w, (double)-INFINITY);
    gln_json__put_number(&w, 1e300);
    gln_json__end(&w);
    gln_buffer__byte(&out, '\0');
    /* an ill-formed run gives as many U+FFFD as it has maximal subparts: C0 80 two, ED A0 80 three, F4 90 two, E4 B8
     * one */
    CHECK_TEXT(out.data,
               "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\\u0000</\xE2\x80\xA8\","
               "\"\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD|\uFFFD|\xF0\x9F\x98\x80\uFFFD\",\"\","
               "9007199254740992,\"9007199254740993\",\"18446744073709551615\",0.30000000000000004,0,null,null,"
               "1e+300]");
    CHECK(gln_json__check((gln_slice){out.data, out.len - 1}, NULL) == GLN_ERR_FORMAT); /* for its \u0000 only */
    gln_buffer__free(&out);
}

static void test_writer_depth(void)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&out, false);
    for (int i = 0; i < 64; i++) {
        gln_json__begin_array(&w, GLN_JSON_LINE);
    }
    CHECK(!out.failed);
    gln_json_writer deeper = w;
    gln_json__begin_array(&deeper, GLN_JSON_LINE);
    CHECK(out.failed);
    out.failed = false;
    for (int i = 0; i < 70; i++) {
        gln_json__end(&w);
    }
    CHECK(out.len == 128 && gln_json__check(gln_buffer__slice(&out), NULL) == GLN_OK);
    gln_buffer__free(&out);
}

/* Whatever bytes a text has, what is written parses; bytes from a small generator with a fixed seed. */
static void test_any_bytes(void)
{
    uint32_t state = 20200926;
    for (int round = 0; round < 2000; round++) {
        char bytes[40];
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1664525u + 1013904223u;
            unsigned byte = state >> 24;
            bytes[i] = (char)(byte ? byte : 1);
        }
        gln_buffer out = GLN_BUFFER_INIT;
        gln_json_writer w = gln_json__writer(&out, false);
        gln_json__put_string(&w, (gln_slice){bytes, sizeof bytes});
        gln_json_document *document = NULL;
        gln_buffer want = GLN_BUFFER_INIT;
        gln_buffer__put_utf8(&want, (gln_slice){bytes, sizeof bytes});
        gln_slice got = {NULL, 0};
        CHECK(gln_json__parse(gln_buffer__slice(&out), 0, &document, NULL) == GLN_OK);
        CHECK(document && gln_json__string(gln_json__root(document), &got));
        CHECK(gln_slice_equal(got, gln_buffer__slice(&want)));
        gln_json__free(document);
        gln_buffer__free(&out);
        gln_buffer__free(&want);
    }
}

int main(void)
{
    test_grammar_accepts();
    test_grammar_refuses();
    test_depth();
    test_cuts();
    test_error_place();
    test_reader();
    test_writer_layout();
    test_writer_values();
    test_writer_depth();
    test_any_bytes();
    return check_report("json");
}
