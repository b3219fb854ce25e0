/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What looks at sixteen bytes at a time against the plain loop that it stands for, on texts put together at random. */
#include "check.h"
#include "core/utf8.h"
#include "corpus/page.h"

#include <stdlib.h>

enum { TEXTS = 60000, MOST_PIECES = 60, ROOM = MOST_PIECES * 4 + 1 };

static uint32_t state = 20260926;

static uint32_t draw(uint32_t n)
{
    state = state * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(state >> 8) * n >> 24);
}

/* What texts are made of: the last ones are no UTF-8. */
static const char *const pieces[] = {"a",
                                     "Z",
                                     " ",
                                     ",",
                                     ";",
                                     "7",
                                     ".",
                                     "河",
                                     "水",
                                     "的",
                                     "上",
                                     "，",
                                     "；",
                                     "。",
                                     "！",
                                     "？",
                                     "”",
                                     "“",
                                     "》",
                                     "《",
                                     "：",
                                     "　",
                                     "々",
                                     "〇",
                                     "㐀",
                                     "䷀",
                                     "豈",
                                     "𠀀",
                                     "か",
                                     "한",
                                     "é",
                                     "·",
                                     "—",
                                     "\xC2\xA0",
                                     "\xE2\x80\x89",
                                     "😀",
                                     "\x80",
                                     "\xE4",
                                     "\xE4\xB8",
                                     "\xC0",
                                     "\xED\xA0\x80",
                                     "\xF4\x90\x80\x80",
                                     "\xF0\x9F",
                                     "\xFF"};

enum { N_PIECES = sizeof pieces / sizeof *pieces, N_WELL_FORMED = N_PIECES - 8 };

static gln_slice random_text(char *room, bool well_formed, uint32_t most)
{
    size_t len = 0;
    for (uint32_t i = 0, n = draw(most + 1); i < n; i++) {
        uint32_t ideograph = draw(3);
        const char *piece =
            ideograph ? pieces[7 + draw(4)] : pieces[draw(well_formed || draw(20) ? N_WELL_FORMED : N_PIECES)];
        memcpy(room + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return (gln_slice){room, len};
}

static void test_valid(void)
{
    char room[ROOM];
    for (int t = 0; t < TEXTS; t++) {
        gln_slice text = random_text(room, t % 2, MOST_PIECES);
        size_t wrong = SIZE_MAX, found = SIZE_MAX;
        for (size_t at = 0; at < text.len && wrong == SIZE_MAX;) {
            bool valid;
            size_t n = gln_utf8__step(text.ptr + at, text.len - at, &valid);
            wrong = valid ? wrong : at;
            at += n;
        }
        CHECK(gln_utf8__valid(text, &found) == (wrong == SIZE_MAX) && found == wrong);
    }
}

static size_t find(gln_slice text, gln_slice needle)
{
    for (size_t at = 0; at + needle.len <= text.len; at++) {
        if (memcmp(text.ptr + at, needle.ptr, needle.len) == 0) {
            return at;
        }
    }
    return SIZE_MAX;
}

static void test_find(void)
{
    char room[ROOM], other[ROOM];
    for (int t = 0; t < TEXTS; t++) {
        gln_slice text = random_text(room, true, MOST_PIECES);
        gln_slice words[6];
        size_t n = 0, count = 0;
        bool any = false;
        for (; n < 6; n++) { /* taken from the text, or made up */
            size_t from = draw((uint32_t)text.len + 1);
            size_t len = 2 + draw(9);
            bool inside = draw(2) && from + len <= text.len;
            words[n] = inside ? gln_slice_sub(text, from, len) : random_text(other, true, 2);
            if (words[n].len < 2) {
                words[n] = GLN_LIT("水位");
            }
            CHECK(gln_slice__find(text, words[n]) == find(text, words[n]));
            if (!inside) {
                words[n] = GLN_LIT("本报讯");
            }
            any = any || find(text, words[n]) != SIZE_MAX;
        }
        CHECK(gln_slice__holds_any(text, words, n) == any);
        for (size_t at = 0; at < text.len; count++) {
            (void)gln_slice__next(text, &at);
        }
        CHECK(gln_slice__count(text) == count);
    }
}

static bool closes(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 || c == ')' || c == 0x300B ||
           c == 0x3011 || c == '"' || c == '\'' || c == ']' || c == 0x3009;
}

/* The features of a line, one character after the other. */
static gln_page_line look(gln_slice text)
{
    gln_page_line line = {.latin = true};
    uint32_t before = 0, left = 0; /* a space's */
    for (size_t at = 0; at < text.len;) {
        uint32_t c = gln_slice__next(text, &at);
        bool comma = c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B;
        bool stop = c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
        line.chars++;
        line.commas = (uint8_t)(line.commas + comma);
        line.latin = line.latin && !gln_char__han(c);
        if (stop && at < text.len) {
            size_t next = at;
            line.stops = line.stops || !closes(gln_slice__next(text, &next)) || next < text.len;
        }
        if (gln_char__space(c)) {
            left = before ? before : left;
            before = 0;
            continue;
        }
        bool opens = gln_char__han(c) || c == 0x201C || c == 0x300A;
        bool ended = gln_char__han(left) || left == 0x201D || left == 0x300B || left == 0xFF1A;
        line.display = line.display || (left && opens && ended);
        left = 0;
        before = c;
    }
    return line;
}

static void test_features(void)
{
    char room[ROOM];
    for (int t = 0; t < TEXTS; t++) {
        gln_slice text = gln_slice__trim(random_text(room, true, t % 3 ? MOST_PIECES : 12));
        if (text.len == 0) {
            continue;
        }
        gln_page_line want = look(text);
        gln_page_line got = {.text = text};
        gln_page__look(&got);
        CHECK(got.chars == want.chars && got.commas == want.commas && got.latin == want.latin);
        CHECK(got.stops == want.stops && got.display == want.display);
    }
}

int main(void)
{
    test_valid();
    test_find();
    test_features();
    return check_report("bytes");
}
