/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own words: a hard wish. They are found over the whole text before anything else is cut, the leftmost first
 * and of several that start there the longest, and nothing but them decides: frequencies are read and not used. */
#include "text/segment.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <stdlib.h>

bool gln_char__needs_bound(uint32_t c, bool at_end)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar32 point = (UChar32)c;
    if (!u_isUAlphabetic(point) && u_charType(point) != U_DECIMAL_DIGIT_NUMBER) {
        return false;
    }
    if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
        u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC)) {
        return false;
    }
    switch (uscript_getScript(point, &code)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
        return false;
    case USCRIPT_HANGUL:
        return !at_end;
    default:
        return c != 0x30FC && c != 0xFF70; /* the prolonged sound mark is of no script and stands among kana */
    }
}

/* Whether a stretch of the normalized text may be taken: it stands for whole characters of the text, and a spaced
 * script at its ends stands on word boundaries, which are made when first asked for. */
static gln_status may_take(gln_segmenter *s, gln_slice text, size_t at, size_t end, bool *bounded, gln_claim *claim,
                           bool *taken, gln_error *err)
{
    gln_slice normal = gln_buffer__slice(&s->whole.text);
    *taken = false;
    if (!gln_normal__origin(&s->whole, (uint32_t)at, (uint32_t)end, &claim->start, &claim->end)) {
        return GLN_OK;
    }
    size_t first = at;
    size_t last = gln_utf8__back(normal.ptr, end);
    bool start_bound = gln_char__needs_bound(gln_utf8__next(normal.ptr, &first), false);
    bool end_bound = gln_char__needs_bound(gln_utf8__next(normal.ptr, &last), true);
    if ((start_bound || end_bound) && !*bounded) {
        gln_status status = gln_segmenter__find_bounds(s, text, err);
        if (status != GLN_OK) {
            return status;
        }
        *bounded = true;
    }
    *taken = (!start_bound || gln_segmenter__is_bound(s, claim->start)) &&
             (!end_bound || gln_segmenter__is_bound(s, claim->end));
    return GLN_OK;
}

/* Keeps a word of the users' for who wants to know why. */
static void note_rival(gln_segmenter *s, gln_claim rival)
{
    gln_claim *rivals = gln_memory__grown(s->rivals, &s->rivals_capacity, s->n_rivals + 1, sizeof *rivals);
    if (!rivals) {
        s->failed = true;
        return;
    }
    s->rivals = rivals;
    rivals[s->n_rivals++] = rival;
}

/* The longest word of one lexicon at `at` of the normalized text that may be taken and is longer than *end. */
static gln_status longest_at(gln_segmenter *s, const gln_user_lexicon *user, gln_slice text, size_t at, bool *bounded,
                             gln_claim *claim, size_t *end, gln_error *err)
{
    gln_slice normal = gln_buffer__slice(&s->whole.text);
    const uint64_t *nodes = user->lexicon.nodes;
    uint32_t node = 0;
    gln_status status = GLN_OK;
    for (size_t i = at; i < normal.len && status == GLN_OK;) {
        uint32_t code = gln_user_lexicon__code(user, gln_utf8__next(normal.ptr, &i));
        node = code ? gln_trie__step(nodes, node, code) : 0;
        if (node == 0) {
            break;
        }
        if ((i <= *end && !s->noting) || gln_trie__value(nodes[node]) == GLN_TRIE_NO_WORD) {
            continue;
        }
        gln_claim found;
        bool taken;
        status = may_take(s, text, at, i, bounded, &found, &taken, err);
        if (status == GLN_OK && taken && s->noting) {
            note_rival(s, found);
        }
        if (status == GLN_OK && taken && i > *end) {
            *claim = found;
            *end = i;
        }
    }
    return status;
}

/* Whether the text goes on at `at` with a mark that belongs to what stands before. */
static bool goes_on(gln_segmenter *s, gln_slice text, uint32_t at)
{
    size_t next = at;
    return at < text.len &&
           GLN_CHAR_CLASS(gln_char_table__char(&s->table, gln_utf8__next(text.ptr, &next))) == GLN_CLASS_JOIN;
}

gln_status gln_segmenter__claim(gln_segmenter *s, gln_slice text, gln_error *err)
{
    gln_status status = gln_text__normalize(&s->table, text, true, &s->whole, err);
    gln_slice normal = gln_buffer__slice(&s->whole.text);
    bool bounded = false;
    size_t taken_to = 0;
    s->n_rivals = 0;
    for (size_t at = 0; at < normal.len && status == GLN_OK;) {
        gln_claim claim = {0, 0};
        size_t end = 0;
        for (size_t k = 0; k < s->analyzer->n_users && status == GLN_OK; k++) {
            status = longest_at(s, &s->analyzer->users[k], text, at, &bounded, &claim, &end, err);
        }
        bool free = at >= taken_to;
        if (status != GLN_OK || end == 0 || !free || goes_on(s, text, claim.end)) {
            at += gln_utf8__length((unsigned char)normal.ptr[at]);
            continue;
        }
        gln_claim *claims = gln_memory__grown(s->claims, &s->claims_capacity, s->n_claims + 1, sizeof *claims);
        if (!claims) {
            return gln_error__nomem(err);
        }
        s->claims = claims;
        claims[s->n_claims++] = claim;
        taken_to = end;
        at = s->noting ? at + gln_utf8__length((unsigned char)normal.ptr[at]) : end; /* words within are rivals */
    }
    return status;
}
