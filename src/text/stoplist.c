/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/stoplist.h"

#include "core/file.h"
#include "core/intern.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "text/stop_words.h"

#include <stdlib.h>

struct gln_stoplist {
    gln_segmenter *segmenter; /* normalizes what is added */
    gln_intern words;
};

gln_status gln_stoplist_new(const gln_analyzer *analyzer, gln_stoplist **out, gln_error *err)
{
    gln_stoplist *list = gln_memory__zeroed(1, sizeof *list);
    gln_status status = list ? gln_segmenter_new(analyzer, &list->segmenter, err) : gln_error__nomem(err);
    if (status != GLN_OK) {
        gln_stoplist_free(list);
        return status;
    }
    *out = list;
    return GLN_OK;
}

void gln_stoplist_free(gln_stoplist *list)
{
    if (list) {
        gln_segmenter_free(list->segmenter);
        gln_intern__clear(&list->words);
        free(list);
    }
}

static gln_status add(gln_stoplist *list, gln_slice word, gln_error *err)
{
    gln_slice term;
    word = gln_slice__trim(word);
    if (word.len == 0) {
        return GLN_OK;
    }
    gln_status status = gln_segmenter_term(list->segmenter, word, &term, err);
    if (status == GLN_OK && term.len && gln_intern__add(&list->words, term) == GLN_NO_ID) {
        status = gln_error__nomem(err);
    }
    return status;
}

gln_status gln_stoplist_add_shipped(gln_stoplist *list, gln_slice name, bool *found, gln_error *err)
{
    const char *words = gln_slice_equal(name, GLN_LIT("zh"))   ? gln_stop_words_zh
                        : gln_slice_equal(name, GLN_LIT("en")) ? gln_stop_words_en
                                                               : NULL;
    gln_slice rest = words ? gln_slice_of(words) : (gln_slice){NULL, 0};
    gln_status status = GLN_OK;
    *found = words != NULL;
    while (rest.len && status == GLN_OK) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        size_t n = space ? (size_t)(space - rest.ptr) : rest.len;
        status = add(list, gln_slice_sub(rest, 0, n), err);
        rest = gln_slice_sub(rest, n + (space != NULL), rest.len - n - (space != NULL));
    }
    return status;
}

static const char *fault_of(gln_slice line)
{
    size_t offset;
    if (!gln_utf8__valid(line, &offset)) {
        return "a stop list is UTF-8";
    }
    for (size_t i = 0; i < line.len; i++) {
        if (((unsigned char)line.ptr[i] < 0x20 && line.ptr[i] != '\t') || line.ptr[i] == 0x7F) {
            return "a control character in a stop word";
        }
    }
    return NULL;
}

gln_status gln_stoplist_add_file(gln_stoplist *list, const char *path, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = gln_file__read(path, &bytes, err);
    gln_slice rest = gln_buffer__slice(&bytes);
    if (rest.len && gln_slice_starts(rest, GLN_LIT("\xEF\xBB\xBF"))) {
        rest = gln_slice_sub(rest, 3, rest.len - 3);
    }
    for (uint64_t number = 1; rest.len && status == GLN_OK; number++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t n = end ? (size_t)(end - rest.ptr) : rest.len;
        gln_slice line = gln_slice_sub(rest, 0, n);
        if (line.len && line.ptr[line.len - 1] == '\r') {
            line.len--;
        }
        const char *fault = fault_of(line);
        if (fault) {
            status = gln_error_set(err, GLN_ERR_FORMAT, "%s", fault);
            gln_error_at(err, path, number, GLN_NO_OFFSET);
        } else if (line.len && line.ptr[0] != '#') {
            status = add(list, line, err);
        }
        rest = gln_slice_sub(rest, n + (end != NULL), rest.len - n - (end != NULL));
    }
    gln_buffer__free(&bytes);
    return status;
}

bool gln_stoplist_has(const gln_stoplist *list, gln_slice term)
{
    return list && gln_intern__find(&list->words, term) != GLN_NO_ID;
}

size_t gln_stoplist_count(const gln_stoplist *list)
{
    return list->words.count;
}

gln_status gln_stoplist_sha256(const gln_stoplist *list, char out[65], gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    gln_buffer text = GLN_BUFFER_INIT;
    uint32_t *order = gln_intern__sorted(&list->words);
    gln_status status = order ? GLN_OK : gln_error__nomem(err);
    for (size_t i = 0; i < list->words.count && status == GLN_OK; i++) {
        gln_buffer__put(&text, list->words.items[order[i]]);
        gln_buffer__byte(&text, '\n');
        status = text.failed ? gln_error__nomem(err) : GLN_OK;
    }
    if (status == GLN_OK) {
        status = gln_sha256__digest(gln_buffer__slice(&text), digest, err);
    }
    if (status == GLN_OK) {
        gln_sha256__hex(digest, out);
    }
    gln_buffer__free(&text);
    free(order);
    return status;
}
