/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/record.h"

#include "core/sha256.h"
#include "core/utf8.h"

#include <stdlib.h>

void gln_record__clear(gln_record *record)
{
    free(record->parts);
    gln_arena__clear(&record->arena);
    *record = (gln_record)GLN_RECORD_INIT;
}

void gln_record__reset(gln_record *record)
{
    gln_arena__reset(&record->arena);
    record->n_parts = 0;
}

static void add_part(gln_record *record, gln_record_part part)
{
    gln_record_part *parts =
        gln_memory__grown(record->parts, &record->capacity, record->n_parts + 1, sizeof *record->parts);
    if (!parts || !part.text.ptr) {
        record->failed = true;
        record->parts = parts ? parts : record->parts;
        return;
    }
    record->parts = parts;
    parts[record->n_parts++] = part;
}

void gln_record__put(gln_record *record, gln_record_field field, gln_line_joint joint, uint32_t line, uint32_t step,
                     gln_slice text)
{
    for (size_t from = 0; from < text.len;) {
        const char *newline = memchr(text.ptr + from, '\n', text.len - from);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        gln_slice one = gln_slice__trim(gln_slice_sub(text, from, end - from));
        if (one.len) {
            add_part(record, (gln_record_part){field, joint, line, gln_arena__copy(&record->arena, one)});
        }
        line += line < UINT32_MAX ? step : 0;
        from = end + 1;
    }
}

gln_slice gln_record__text(const gln_record *record, gln_record_field field)
{
    for (size_t i = 0; i < record->n_parts; i++) {
        if (record->parts[i].field == field) {
            return record->parts[i].text;
        }
    }
    return (gln_slice){NULL, 0};
}

/* ---- as bytes ---------------------------------------------------------------------------------------------------- */

typedef struct head {
    uint8_t field;
    uint8_t joint;
    uint32_t line;
    uint64_t len;
} head;

void gln_record__write(const gln_record *record, gln_buffer *out)
{
    for (size_t i = 0; i < record->n_parts; i++) {
        const gln_record_part *p = &record->parts[i];
        head h;
        memset(&h, 0, sizeof h); /* the padding is written too */
        h.field = (uint8_t)p->field;
        h.joint = (uint8_t)p->joint;
        h.line = p->line;
        h.len = p->text.len;
        gln_buffer__put(out, (gln_slice){(const char *)&h, sizeof h});
        gln_buffer__put(out, p->text);
    }
}

bool gln_record__read(gln_slice bytes, gln_record *out)
{
    out->n_parts = 0;
    for (size_t at = 0; at < bytes.len;) {
        head h;
        if (bytes.len - at < sizeof h) {
            return false;
        }
        memcpy(&h, bytes.ptr + at, sizeof h);
        at += sizeof h;
        if (h.field >= GLN_RECORD_FIELDS || h.joint > GLN_LINE_TORN || h.len > bytes.len - at) {
            return false;
        }
        add_part(out, (gln_record_part){(gln_record_field)h.field, (gln_line_joint)h.joint, h.line,
                                        gln_slice_sub(bytes, at, (size_t)h.len)});
        at += (size_t)h.len;
    }
    return !out->failed;
}

gln_status gln_record__print(const gln_record *record, unsigned char out[GLN_PRINT_SIZE], gln_error *err)
{
    gln_buffer all = GLN_BUFFER_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    gln_slice id = gln_record__text(record, GLN_RECORD_ID);
    for (size_t i = 0; i < record->n_parts && !id.ptr; i++) {
        gln_buffer__byte(&all, (char)record->parts[i].field);
        gln_buffer__put(&all, record->parts[i].text);
        gln_buffer__byte(&all, '\n');
    }
    gln_status status =
        all.failed ? gln_error__nomem(err) : gln_sha256__digest(id.ptr ? id : gln_buffer__slice(&all), digest, err);
    if (status == GLN_OK) {
        memcpy(out, digest, GLN_PRINT_SIZE);
    }
    gln_buffer__free(&all);
    return status;
}

/* ---- names of columns -------------------------------------------------------------------------------------------- */

enum { MOST_NAMES = 20 };

/* Usual names, the better first. */
static const char *const usual[GLN_RECORD_FIELDS][MOST_NAMES] = {
    [GLN_RECORD_NEWSPAPER] = {"newspaper", "paper", "newspaper_title", "publication", "outlet", "journal", "site_name",
                              "source", "media", "报纸", "报纸名称", "报名", "报刊", "媒体", "来源"},
    [GLN_RECORD_DATE] = {"date", "pubdate", "pub_date", "publish_date", "publication_date", "published_date",
                         "published", "published_at", "issue_date", "datetime", "日期", "出版日期", "发布日期",
                         "发表日期", "发布时间", "时间"},
    [GLN_RECORD_EDITION] = {"edition", "版本"},
    [GLN_RECORD_PAGE] = {"page", "page_no", "page_number", "pagenum", "版次", "版面", "版号", "版"},
    [GLN_RECORD_SECTION] = {"section", "category", "rubric", "column", "栏目", "版名", "专栏", "类别", "分类"},
    [GLN_RECORD_KICKER] = {"kicker", "eyebrow", "overline", "引题", "肩题", "眉题"},
    [GLN_RECORD_HEADLINE] = {"headline", "title", "main", "head", "headline_text", "article_title", "标题", "主标题",
                             "正题", "题目"},
    [GLN_RECORD_SUB] = {"sub", "subtitle", "subheadline", "subhead", "deck", "副题", "副标题"},
    [GLN_RECORD_BYLINE] = {"byline", "author", "authors", "reporter", "作者", "记者"},
    [GLN_RECORD_AGENCY] = {"agency", "wire", "news_agency", "通讯社"},
    [GLN_RECORD_DATELINE] = {"dateline"},
    [GLN_RECORD_BODY] = {"body", "content", "fulltext", "full_text", "article_text", "maintext", "text", "正文", "内容",
                         "全文", "文本", "paragraphs"},
    [GLN_RECORD_ID] = {"id", "article_id", "doc_id", "uid", "编号"},
    [GLN_RECORD_ARTICLE] = {NULL},
};

/* What the user may call the fields. */
static const struct {
    const char *name;
    gln_record_field field;
} said[] = {{"newspaper", GLN_RECORD_NEWSPAPER}, {"date", GLN_RECORD_DATE},       {"edition", GLN_RECORD_EDITION},
            {"page", GLN_RECORD_PAGE},           {"section", GLN_RECORD_SECTION}, {"kicker", GLN_RECORD_KICKER},
            {"headline", GLN_RECORD_HEADLINE},   {"main", GLN_RECORD_HEADLINE},   {"sub", GLN_RECORD_SUB},
            {"byline", GLN_RECORD_BYLINE},       {"agency", GLN_RECORD_AGENCY},   {"dateline", GLN_RECORD_DATELINE},
            {"body", GLN_RECORD_BODY},           {"text", GLN_RECORD_BODY},       {"id", GLN_RECORD_ID},
            {"article", GLN_RECORD_ARTICLE}};

static bool same_letters(gln_slice a, gln_slice b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; i < a.len && same; i++) {
        unsigned char x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];
        same = (x >= 'A' && x <= 'Z' ? x | 32 : x) == (y >= 'A' && y <= 'Z' ? y | 32 : y);
    }
    return same;
}

void gln_column_map__clear(gln_column_map *map)
{
    gln_arena__clear(&map->arena);
    *map = (gln_column_map){.arena = GLN_ARENA_INIT};
}

gln_status gln_column_map__add(gln_column_map *map, const char *text, gln_error *err)
{
    const char *equals = strchr(text, '=');
    gln_slice field = {text, equals ? (size_t)(equals - text) : 0};
    for (size_t i = 0; i < sizeof said / sizeof *said && equals && equals[1]; i++) {
        if (!gln_slice_equal(field, gln_slice_of(said[i].name))) {
            continue;
        }
        gln_slice copy = gln_arena__copy(&map->arena, gln_slice_of(equals + 1));
        if (!copy.ptr) {
            return gln_error__nomem(err);
        }
        map->names[said[i].field] = copy;
        map->any = true;
        return GLN_OK;
    }
    return gln_error_set(
        err, GLN_ERR_USAGE,
        "'%s' maps no column: write FIELD=COLUMN with newspaper, date, edition, page, section, kicker, "
        "headline, sub, byline, agency, dateline, body, id or article",
        text);
}

bool gln_column_map__find(const gln_column_map *map, gln_slice name, gln_record_field *field, unsigned *rank)
{
    for (unsigned f = 0; f < GLN_RECORD_FIELDS; f++) {
        if (map->names[f].ptr && gln_slice_equal(map->names[f], name)) {
            *field = (gln_record_field)f;
            *rank = 0;
            return true;
        }
    }
    for (unsigned f = 0; f < GLN_RECORD_FIELDS; f++) {
        for (unsigned i = 0; i < MOST_NAMES && usual[f][i] && !map->names[f].ptr; i++) {
            if (same_letters(name, gln_slice_of(usual[f][i]))) {
                *field = (gln_record_field)f;
                *rank = i + 1;
                return true;
            }
        }
    }
    return false;
}
