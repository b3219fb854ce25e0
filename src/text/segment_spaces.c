/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that somebody else has cut: white space parts the tokens. */
#include "text/segment.h"

/* What the characters of a token make it: letters or ideographs a word, else digits a number, else punctuation. */
static gln_token_kind kind_of(gln_segmenter *s, size_t start, size_t end)
{
    gln_token_kind kind = GLN_TOKEN_PUNCT;
    for (size_t at = start; at < end;) {
        uint32_t entry = gln_segmenter__look(s, at, &at);
        if (entry & (GLN_CHAR_LETTER | GLN_CHAR_HAN | GLN_CHAR_KANA)) {
            return GLN_TOKEN_WORD;
        }
        if (GLN_CHAR_CLASS(entry) == GLN_CLASS_NUMERIC) {
            kind = GLN_TOKEN_NUMBER;
        } else if (GLN_CHAR_CLASS(entry) == GLN_CLASS_HARD && kind == GLN_TOKEN_PUNCT) {
            kind = GLN_TOKEN_WORD; /* Thai, Hangul and what else ICU would be asked about */
        }
    }
    return kind;
}

void gln_segmenter__cut_spaces(gln_segmenter *s)
{
    gln_slice text = s->text;
    for (size_t at = 0; at < text.len;) {
        size_t start = at, next = at;
        bool space = gln_char__space(gln_utf8__next(text.ptr, &next));
        do {
            at = next;
        } while (at < text.len && gln_char__space(gln_utf8__next(text.ptr, &next)) == space);
        gln_segmenter__put(s, start, at, space ? GLN_TOKEN_SPACE : kind_of(s, start, at));
    }
}
