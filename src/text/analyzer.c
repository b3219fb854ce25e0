/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/known_word.h"
#include "text/segment.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <stdlib.h>

gln_status gln_analyzer_new(const gln_analyzer_options *options, gln_analyzer **out, gln_error *err)
{
    static const gln_analyzer_options defaults = GLN_ANALYZER_OPTIONS_INIT;
    if (!options) {
        options = &defaults;
    }
    gln_analyzer *analyzer = gln_memory__zeroed(1, sizeof *analyzer);
    if (!analyzer) {
        return gln_error__nomem(err);
    }
    analyzer->keep_script = options->keep_script;
    gln_status status = gln_lexicon__open(gln_lexicon__embedded(), &analyzer->lexicon, err);
    if (status == GLN_OK) {
        status = gln_analyzer__read_user(analyzer, options->lexicons, options->n_lexicons, err);
    }
    if (status != GLN_OK) {
        gln_analyzer_free(analyzer);
        return status;
    }
    *out = analyzer;
    return GLN_OK;
}

void gln_analyzer_free(gln_analyzer *analyzer)
{
    if (!analyzer) {
        return;
    }
    for (size_t i = 0; i < analyzer->n_sources; i++) {
        free(analyzer->sources[i].name);
    }
    free(analyzer->sources);
    gln_trie__free(&analyzer->user);
    free(analyzer);
}

size_t gln_analyzer_n_lexicons(const gln_analyzer *analyzer)
{
    return analyzer->n_sources + 1;
}

gln_lexicon_info gln_analyzer_lexicon(const gln_analyzer *analyzer, size_t i)
{
    if (i == 0) {
        return (gln_lexicon_info){"guanlan", analyzer->lexicon.sha256, analyzer->lexicon.n_words};
    }
    const gln_lexicon_source *source = &analyzer->sources[i - 1];
    return (gln_lexicon_info){source->name, source->sha256, source->words};
}

const char *gln_analyzer_icu_version(void)
{
    return U_ICU_VERSION;
}

const char *gln_analyzer_unicode_version(void)
{
    return U_UNICODE_VERSION;
}

bool gln_analyzer_folds_script(const gln_analyzer *analyzer)
{
    return !analyzer->keep_script;
}

bool gln_analyzer__knows(const gln_analyzer *analyzer, gln_slice term)
{
    uint32_t node = 0;
    size_t i = 0;
    while (analyzer->user.nodes && i < term.len) {
        node = gln_trie__step(analyzer->user.nodes, node, (unsigned char)term.ptr[i++]);
        if (node == 0) {
            break;
        }
    }
    if (node && gln_trie__value(analyzer->user.nodes[node]) != GLN_TRIE_NO_WORD) {
        return true;
    }
    return gln_lexicon__find(&analyzer->lexicon, term) != GLN_TRIE_NO_WORD;
}
