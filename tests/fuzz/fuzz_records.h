/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets of the readers of data share: each record must hold together, survive the spool, and make an
 * article whose texts are sound. */
#ifndef FUZZ_RECORDS_H
#define FUZZ_RECORDS_H

#include "core/utf8.h"
#include "corpus/issue_parse.h"

#include <stdlib.h>

static inline void require(bool held)
{
    if (!held) {
        abort();
    }
}

static inline void check_article(const gln_issue *issue)
{
    size_t offset;
    for (size_t i = 0; i < issue->n_articles; i++) {
        const gln_article *a = &issue->articles[i];
        require(gln_utf8__valid(a->headline_joined, &offset));
        for (size_t k = 0; k < a->n_body; k++) {
            require(a->body[k].text.len > 0 && gln_utf8__valid(a->body[k].text, &offset));
        }
    }
}

static inline gln_status on_record(void *context, const gln_record *record, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_record again = GLN_RECORD_INIT;
    gln_arena arena = GLN_ARENA_INIT;
    gln_issue issue;
    unsigned char print[GLN_PRINT_SIZE];
    char none[65] = "";
    const gln_file_facts facts = {.file = GLN_LIT("f"), .encoding = GLN_LIT("UTF-8"), .sha256 = none};
    size_t offset;
    (void)context;
    for (size_t i = 0; i < record->n_parts; i++) {
        gln_slice text = record->parts[i].text;
        require(text.len > 0 && !memchr(text.ptr, '\n', text.len) && gln_utf8__valid(text, &offset));
    }
    gln_record__write(record, &bytes);
    require(gln_record__read(gln_buffer__slice(&bytes), &again) && again.n_parts == record->n_parts);
    require(gln_record__print(&again, print, err) == GLN_OK);
    require(gln_issue__of_record(&again, &facts, &arena, &issue, err) == GLN_OK);
    check_article(&issue);
    gln_arena__clear(&arena);
    gln_record__clear(&again);
    gln_buffer__free(&bytes);
    return GLN_OK;
}

static inline gln_status on_bad(void *context, uint64_t line, const char *detail, gln_error *err)
{
    (void)context;
    (void)line;
    (void)err;
    require(detail != NULL && detail[0] != '\0');
    return GLN_OK;
}

static const gln_record_sink fuzz_sink = {NULL, on_record, on_bad};

/* Readers get what the decoder lets through. */
static inline bool is_decoded(gln_slice text)
{
    size_t offset;
    return gln_utf8__valid(text, &offset) && !(text.len && memchr(text.ptr, '\0', text.len));
}

typedef gln_status fuzz_reader(gln_slice text, const gln_column_map *map, const gln_record_sink *sink, gln_error *err);

/* Any text, read with the usual names and then with names of its own. */
static inline void read_mapped(fuzz_reader *reader, gln_slice text)
{
    gln_column_map map = {.arena = GLN_ARENA_INIT};
    if (!is_decoded(text)) {
        return;
    }
    require(reader(text, &map, &fuzz_sink, NULL) == GLN_OK);
    require(gln_column_map__add(&map, "body=a", NULL) == GLN_OK);
    require(gln_column_map__add(&map, "headline=b.c", NULL) == GLN_OK);
    require(gln_column_map__add(&map, "article=p", NULL) == GLN_OK);
    require(reader(text, &map, &fuzz_sink, NULL) == GLN_OK);
    gln_column_map__clear(&map);
}

#endif
