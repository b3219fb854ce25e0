/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/known_word.h"
#include "text/segment.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <stdlib.h>

/* The last of the users' lexicons is a base. */
static gln_status take_base(gln_analyzer *analyzer, gln_error *err)
{
    if (analyzer->base) {
        return gln_error_set(err, GLN_ERR_USAGE, "two of the lexicons stand in place of the shipped one: %s and %s",
                             analyzer->base->name, analyzer->users[analyzer->n_users - 1].name);
    }
    analyzer->base = gln_memory__zeroed(1, sizeof *analyzer->base);
    if (!analyzer->base) {
        return gln_error__nomem(err);
    }
    *analyzer->base = analyzer->users[--analyzer->n_users];
    memset(&analyzer->users[analyzer->n_users], 0, sizeof *analyzer->users);
    return GLN_OK;
}

static gln_status load_users(gln_analyzer *analyzer, const gln_analyzer_options *options, gln_error *err)
{
    if (options->n_lexicons == 0) {
        return GLN_OK;
    }
    gln_lexicon_faults faults = {options->fault, options->fault_context};
    gln_char_table *table = gln_memory__zeroed(1, sizeof *table);
    analyzer->users = gln_memory__zeroed(options->n_lexicons, sizeof *analyzer->users);
    gln_status status = table && analyzer->users ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_char_table__init(table, &analyzer->lexicon, analyzer->keep_script, err);
    }
    for (size_t i = 0; i < options->n_lexicons && status == GLN_OK; i++) {
        gln_user_lexicon *user = &analyzer->users[analyzer->n_users++];
        status = gln_user_lexicon__load(user, options->lexicons[i], table, faults, err);
        if (status == GLN_OK && user->lexicon.purpose == GLN_LEXICON_SHIPPED) {
            status = take_base(analyzer, err);
        }
    }
    if (status == GLN_OK && analyzer->base) {
        analyzer->lexicon = analyzer->base->lexicon;
    }
    if (table) {
        gln_char_table__clear(table);
    }
    free(table);
    return status;
}

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
    analyzer->granularity = options->granularity;
    analyzer->pretokenized = options->pretokenized;
    gln_status status = gln_lexicon__open(gln_lexicon__embedded(), &analyzer->lexicon, err);
    if (status == GLN_OK) {
        status = load_users(analyzer, options, err);
    }
    if (status == GLN_OK) {
        status = gln_han__chars(&analyzer->lexicon, analyzer->base == NULL, &analyzer->chars, err);
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
    for (size_t i = 0; i < analyzer->n_users; i++) {
        gln_user_lexicon__clear(&analyzer->users[i]);
    }
    if (analyzer->base) {
        gln_user_lexicon__clear(analyzer->base);
    }
    free(analyzer->base);
    free(analyzer->users);
    free(analyzer->chars);
    free(analyzer);
}

size_t gln_analyzer_n_lexicons(const gln_analyzer *analyzer)
{
    return analyzer->n_users + 1;
}

gln_lexicon_info gln_analyzer_lexicon(const gln_analyzer *analyzer, size_t i)
{
    if (i == 0 && !analyzer->base) {
        return (gln_lexicon_info){"guanlan", analyzer->lexicon.sha256, analyzer->lexicon.n_words};
    }
    const gln_user_lexicon *user = i ? &analyzer->users[i - 1] : analyzer->base;
    return (gln_lexicon_info){user->name, user->sha256, user->lexicon.n_words};
}

const char *gln_analyzer_icu_version(void)
{
    return U_ICU_VERSION;
}

const char *gln_analyzer_unicode_version(void)
{
    return U_UNICODE_VERSION;
}

bool gln_analyzer_is_pretokenized(const gln_analyzer *analyzer)
{
    return analyzer->pretokenized;
}

bool gln_analyzer_folds_script(const gln_analyzer *analyzer)
{
    return !analyzer->keep_script;
}

gln_granularity gln_analyzer_granularity(const gln_analyzer *analyzer)
{
    return analyzer->granularity;
}

size_t gln_analyzer_n_entries(const gln_analyzer *analyzer)
{
    return (size_t)analyzer->lexicon.n_nodes + 1;
}

bool gln_analyzer__knows(const gln_analyzer *analyzer, gln_slice term)
{
    for (size_t i = 0; i < analyzer->n_users; i++) {
        if (gln_user_lexicon__has(&analyzer->users[i], term)) {
            return true;
        }
    }
    return gln_lexicon__find(&analyzer->lexicon, term) != GLN_TRIE_NO_WORD;
}
