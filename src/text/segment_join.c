/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of several scripts, and signs that are one: where Chinese stands around them, they are cut as Chinese
 * newspapers are, not by the rules of UAX #29, which sees each script for itself. */
#include "text/segment.h"

enum { MIXED_TOKENS = 4 }; /* that stand before the Latin part of a word of several scripts */

static gln_token *last(gln_segmenter *s, size_t back)
{
    gln_token_list *list = s->list;
    return list->n >= s->first + back + 1 ? &list->items[list->n - 1 - back] : NULL;
}

static gln_slice text_of(const gln_segmenter *s, const gln_token *token)
{
    return gln_slice_sub(s->text, token->start, token->len);
}

/* The last token becomes the end of the one before it. */
static void merge(gln_segmenter *s, gln_token_kind kind)
{
    gln_token *token = last(s, 0);
    gln_token *before = last(s, 1);
    before->len += token->len;
    before->kind = kind;
    before->entry = 0;
    s->list->n--;
}

/* Whether an ideograph stands at `at` or, with back, before it. */
static bool is_chinese(gln_segmenter *s, size_t at, bool back)
{
    if (back ? at <= s->from : at >= s->to) {
        return false;
    }
    at = back ? gln_utf8__back(s->text.ptr, at) : at;
    size_t next = at;
    uint32_t c = gln_utf8__next(s->text.ptr, &next);
    return (gln_char_table__char(&s->table, c) & GLN_CHAR_HAN) != 0;
}

/* Digits of a number, ASCII or full width; its value up to 9999, or -1 where something else stands among them. */
static size_t digits_of(gln_slice number, int *value)
{
    size_t n = 0;
    *value = 0;
    for (size_t at = 0; at < number.len; n++) {
        uint32_t c = gln_utf8__next(number.ptr, &at);
        c = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c;
        if (c < '0' || c > '9' || n == 4) {
            *value = -1;
        } else if (*value >= 0) {
            *value = *value * 10 + (int)(c - '0');
        }
    }
    return n;
}

static bool is_dot(gln_slice token)
{
    return gln_slice_equal(token, GLN_LIT("\xC2\xB7")) || gln_slice_equal(token, GLN_LIT("\xE2\x80\xA7"));
}

/* The lexicon's node behind a stretch of the text, or 0. */
static uint32_t node_of(gln_segmenter *s, const gln_token *token, size_t end)
{
    const gln_lexicon *lexicon = &s->analyzer->lexicon;
    uint32_t node = 0;
    for (size_t at = token->start; at < end;) {
        unsigned char lead = (unsigned char)s->text.ptr[at];
        uint32_t code = lead < 0x80 ? s->ascii_codes[lead] : 0;
        if (lead < 0x80) {
            at++;
        } else {
            size_t next = at;
            uint32_t entry = gln_segmenter__look(s, at, &next);
            uint32_t normal = gln_char_table__norm(&s->table, gln_utf8__next(s->text.ptr, &at));
            if (entry & GLN_CHAR_HAN) {
                code = entry & GLN_CHAR_CODE;
            } else if (!(normal & GLN_NORM_COMPLEX)) {
                code = gln_lexicon__pair(lexicon->chars, lexicon->n_chars, normal & GLN_NORM_POINT);
            }
        }
        node = code ? gln_trie__step(lexicon->nodes, node, code) : 0;
        if (node == 0) {
            return 0;
        }
    }
    return node;
}

void gln_segmenter__look_around(gln_segmenter *s)
{
    gln_han_run *run = &s->han;
    const gln_token *before = last(s, 0);
    if (before && before->kind <= GLN_TOKEN_NUMBER) {
        run->mixed = node_of(s, before, run->start);
    }
    if (before && before->kind == GLN_TOKEN_NUMBER) {
        int value;
        size_t n = digits_of(text_of(s, before), &value);
        run->after_number = true;
        run->year = n == 4 ? value > 0 : n == 2 && value >= 60;
        run->small = n <= 2 && value >= 0 && value <= 31;
        run->myriad = n > 4 || value < 0;
        const gln_token *hour = last(s, 1);
        run->minutes = hour && run->start > 0 &&
                       (gln_slice_ends(text_of(s, hour), GLN_LIT("\xE6\x97\xB6")) ||
                        gln_slice_ends(text_of(s, hour), GLN_LIT("\xE6\x99\x82")));
    } else if (before && is_dot(text_of(s, before))) {
        run->after_dot = true;
    }
    gln_slice rest = gln_slice_sub(s->text, run->end, s->to - run->end);
    run->before_dot = gln_slice_starts(rest, GLN_LIT("\xC2\xB7")) || gln_slice_starts(rest, GLN_LIT("\xE2\x80\xA7"));
}

/* Whether half of a token's characters and more transcribe foreign names, *all: each does. Dots say nothing. */
static bool transcribes(gln_segmenter *s, const gln_token *token, bool *all)
{
    size_t n = 0;
    size_t strange = 0;
    for (size_t at = token->start; at < token->start + token->len;) {
        size_t start = at;
        uint32_t entry = gln_segmenter__look(s, at, &at);
        if (is_dot(gln_slice_sub(s->text, start, at - start))) {
            continue;
        }
        if (!(entry & GLN_CHAR_HAN)) {
            return false;
        }
        n++;
        strange += !(s->analyzer->lexicon.models[entry & GLN_CHAR_CODE].flags & GLN_MODEL_FOREIGN);
    }
    *all = strange == 0;
    return strange * 2 <= n;
}

/* After the first word of a run was put. */
void gln_segmenter__join_han(gln_segmenter *s)
{
    const gln_token *token = last(s, 0);
    const gln_token *before = last(s, 1);
    if (s->failed || !before) {
        return;
    }
    unsigned reason = gln_step__reason(s->steps[0]);
    if (reason == GLN_REASON_UNIT || reason == GLN_REASON_MIXED) {
        merge(s, GLN_TOKEN_WORD);
    } else if (s->han.after_dot) {
        const gln_token *first = last(s, 2);
        bool former;
        bool latter;
        if (first && first->kind == GLN_TOKEN_WORD && transcribes(s, first, &former) &&
            transcribes(s, token, &latter) && (former || latter)) {
            merge(s, GLN_TOKEN_WORD);
            merge(s, GLN_TOKEN_WORD);
        }
    }
}

/* The last token ends a word of the lexicon that begins with ideographs: 卡拉|OK. The longest one wins. */
static void join_mixed(gln_segmenter *s)
{
    const gln_token *token = last(s, 0);
    size_t parts = 0;
    if (!is_chinese(s, token->start, true)) {
        return;
    }
    for (size_t back = 1; back <= MIXED_TOKENS; back++) {
        const gln_token *first = last(s, back);
        if (!first || first->kind > GLN_TOKEN_NUMBER) {
            break;
        }
        uint32_t node = node_of(s, first, token->start + token->len);
        parts = node && gln_trie__value(s->analyzer->lexicon.nodes[node]) != GLN_TRIE_NO_WORD ? back : parts;
    }
    while (parts--) {
        merge(s, GLN_TOKEN_WORD);
    }
}

/* After a token that is no ideograph was put. */
void gln_segmenter__join_other(gln_segmenter *s)
{
    const gln_token *token = last(s, 0);
    const gln_token *before = last(s, 1);
    if (s->failed || !before) {
        return;
    }
    gln_slice here = text_of(s, token);
    if (token->kind == GLN_TOKEN_PUNCT) {
        bool percent = gln_slice_equal(here, GLN_LIT("%")) || gln_slice_equal(here, GLN_LIT("\xEF\xBC\x85")) ||
                       gln_slice_equal(here, GLN_LIT("\xE2\x80\xB0"));
        bool line = gln_slice_equal(here, GLN_LIT("\xE2\x80\x94")) || gln_slice_equal(here, GLN_LIT("\xE2\x80\xA6"));
        if ((percent && before->kind == GLN_TOKEN_NUMBER) || (line && gln_slice_equal(here, text_of(s, before)))) {
            if (is_chinese(s, before->start, true) || is_chinese(s, token->start + token->len, false)) {
                merge(s, before->kind);
            }
        }
    } else if (token->kind == GLN_TOKEN_NUMBER && gln_slice_equal(text_of(s, before), GLN_LIT("\xE7\xAC\xAC"))) {
        merge(s, GLN_TOKEN_WORD);
    } else if (before->kind == GLN_TOKEN_WORD) {
        join_mixed(s);
    }
}
