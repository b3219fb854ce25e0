/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/han_char.h"

#include "text/trie.h"

#include <stdlib.h>

static gln_han_char gathered(const gln_lexicon *lexicon, uint32_t code)
{
    const gln_char_model *m = &lexicon->models[code];
    uint32_t node = code ? gln_trie__step(lexicon->nodes, 0, code) : 0;
    uint32_t value = node ? gln_trie__value(lexicon->nodes[node]) : GLN_TRIE_NO_WORD;
    gln_han_step unknown = gln_step__make(lexicon->unknown_cost, 1, GLN_REASON_UNKNOWN);
    gln_han_step listed = gln_step__make(value & GLN_TRIE_COST, 1, GLN_REASON_LEXICON);
    bool classed = value != GLN_TRIE_NO_WORD && value >> GLN_TRIE_CLASS_SHIFT != GLN_WORD_PLAIN;
    bool alone = classed || m->kind == 'n' || m->flags & GLN_MODEL_NUMERAL;
    return (gln_han_char){
        .alone = value != GLN_TRIE_NO_WORD && listed < unknown ? listed : unknown,
        .node = node ? node : GLN_HAN_NO_NODE,
        .base = node ? gln_trie__base(lexicon->nodes[node]) : 0,
        .begin = m->begin,
        .end = m->end,
        .surname = m->surname,
        .given1 = m->given1,
        .given2 = m->given2,
        .given = m->given,
        .foreign = m->foreign,
        .flags = (uint8_t)((m->flags & 15U) | (classed ? GLN_HAN_CLASS : 0) | (alone ? GLN_HAN_ALONE : 0)),
        .kind = (uint8_t)m->kind,
    };
}

void gln_han__gather(const gln_lexicon *lexicon, gln_han_char *chars)
{
    for (uint32_t code = 0; code <= lexicon->n_chars; code++) {
        chars[code] = gathered(lexicon, code);
    }
}

/* Whether no edge that is not asked where it ends can reach behind the end of a run. */
static bool is_closed(const gln_lexicon *lexicon, const gln_han_char *chars)
{
    if (2 * lexicon->unknown_cost >= GLN_TRIE_COST) {
        return false;
    }
    for (uint32_t code = 0; code <= lexicon->n_chars; code++) {
        if (gln_trie__check(lexicon->nodes[chars[code].base + gln_han__sign(lexicon)]) == chars[code].node) {
            return false;
        }
    }
    return true;
}

gln_status gln_han__chars(const gln_lexicon *lexicon, bool own, gln_han_char **out, gln_error *err)
{
    const uint16_t none = GLN_MODEL_NONE;
    uint32_t sign = gln_han__sign(lexicon);
    if (lexicon->n_chars >= UINT16_MAX - 1) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the compiled lexicon cannot be used: it has too many characters");
    }
    gln_han_char *chars = gln_memory__array((size_t)sign + 1, sizeof *chars);
    if (!chars) {
        return gln_error__nomem(err);
    }
    gln_han__gather(lexicon, chars);
    if (!own && !is_closed(lexicon, chars)) {
        free(chars);
        return gln_error_set(err, GLN_ERR_FORMAT, "the compiled lexicon cannot be used: its words do not end");
    }
    chars[sign] = (gln_han_char){
        gln_step__make(0, 1, GLN_REASON_SIGN), GLN_HAN_NO_NODE, 0, none, none, none, none, none, none, none, 0, 0};
    *out = chars;
    return GLN_OK;
}
