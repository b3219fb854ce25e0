/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record to an article: its parts become lines of a page whose roles are known, so that credits, joints and headlines
 * are read as on any other page. */
#include "corpus/issue_parse.h"
#include "corpus/lead_in.h"
#include "corpus/page.h"

#include "core/utf8.h"

enum { LEVEL_MAIN = 1, LEVEL_KICKER = 2, LEVEL_SUB = 3 };

typedef struct composer {
    gln_page *page;
    gln_buffer text;
} composer;

/* Adds a line; its text is an offset into c->text until all are there. */
static gln_page_line *add_line(composer *c, const gln_record_part *part)
{
    gln_page_line *line = &c->page->lines[c->page->n_lines++];
    *line =
        (gln_page_line){.source = c->text.len, .number = part->line ? part->line : 1, .joint = (uint8_t)part->joint};
    gln_buffer__put(&c->text, part->text);
    gln_buffer__byte(&c->text, '\n');
    return line;
}

static void add_field(composer *c, const gln_record *record, gln_record_field field, uint8_t level)
{
    for (size_t i = 0; i < record->n_parts; i++) {
        if (record->parts[i].field == field) {
            gln_page_line *line = add_line(c, &record->parts[i]);
            line->heading = level;
        }
    }
}

/* Body lines, the dateline on the first of them. */
static void add_body(composer *c, const gln_record *record)
{
    gln_slice dateline = gln_record__text(record, GLN_RECORD_DATELINE);
    bool first = true;
    for (size_t i = 0; i < record->n_parts; i++) {
        const gln_record_part *part = &record->parts[i];
        if (part->field != GLN_RECORD_BODY) {
            continue;
        }
        if (first && dateline.ptr) {
            size_t start = c->text.len;
            gln_buffer__put(&c->text, dateline);
            gln_buffer__byte(&c->text, ' ');
            add_line(c, part)->source = start;
        } else {
            (void)add_line(c, part);
        }
        first = false;
    }
}

/* Texts, features and roles, once c->text stands still. */
static gln_status finish_lines(composer *c, gln_error *err)
{
    gln_page *page = c->page;
    page->text = gln_arena__copy(page->arena, gln_buffer__slice(&c->text));
    if (c->text.failed || !page->text.ptr) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        size_t end = i + 1 < page->n_lines ? page->lines[i + 1].source : page->text.len;
        line->text = gln_slice_sub(page->text, line->source, end - line->source - 1);
        gln_page__look(line);
        line->article = 1;
        line->role = line->heading ? GLN_ROLE_HEADLINE : gln_page__role_within(line);
        line->why = line->heading ? "headline of a record" : "text of a record";
    }
    page->n_articles = page->n_lines > 0;
    return GLN_OK;
}

/* One line for each that the source has: several parts may stand on one. */
static void merge_lines(gln_issue *issue, gln_line *lines)
{
    size_t kept = 0;
    for (size_t i = 0; i < issue->n_lines; i++) {
        lines[i].file = issue->file;
        if (kept && lines[kept - 1].number == lines[i].number) {
            lines[kept - 1].role = lines[i].role == GLN_ROLE_BODY ? GLN_ROLE_BODY : lines[kept - 1].role;
        } else {
            lines[kept++] = lines[i];
        }
    }
    issue->n_lines = kept;
}

/* Where a text has no place in its file, as it has in text files, none is pretended. */
static void forget_offsets(const gln_article *article)
{
    for (size_t i = 0; i < article->n_body; i++) {
        union {
            const gln_piece *in;
            gln_piece *out;
        } pieces = {article->body[i].pieces};
        for (size_t k = 0; k < article->body[i].n_pieces; k++) {
            pieces.out[k].source = SIZE_MAX;
        }
    }
}

static bool separates(uint32_t c, bool space)
{
    return c == ',' || c == ';' || c == '/' || c == '|' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B ||
           (space && gln_char__space(c));
}

/* The names of a byline column: as a byline line has them, else separated by marks, in Chinese by spaces too. */
static size_t read_names(gln_slice text, gln_slice names[GLN_MAX_NAMES])
{
    gln_credit credit;
    if (gln_credit__byline(text, &credit) && credit.n_names) {
        memcpy(names, credit.names, credit.n_names * sizeof *names);
        return credit.n_names;
    }
    bool han = false;
    for (size_t at = 0; at < text.len;) {
        han = gln_char__han(gln_slice__next(text, &at)) || han;
    }
    size_t n = 0;
    for (size_t from = 0; from < text.len && n < GLN_MAX_NAMES;) {
        size_t end = from;
        size_t next = from;
        while (next < text.len && !separates(gln_slice__next(text, &next), han)) {
            end = next;
        }
        gln_slice name = gln_slice__trim(gln_slice_sub(text, from, end - from));
        if (name.len) {
            names[n++] = name;
        }
        from = next;
    }
    return n;
}

static gln_status put_columns(const gln_record *record, gln_arena *arena, gln_article *article, gln_error *err)
{
    const struct {
        gln_record_field field;
        gln_slice *to;
    } texts[] = {{GLN_RECORD_PAGE, &article->page},
                 {GLN_RECORD_SECTION, &article->section},
                 {GLN_RECORD_AGENCY, &article->agency}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        gln_slice text = gln_record__text(record, texts[i].field);
        *texts[i].to = text.ptr ? gln_arena__copy(arena, text) : *texts[i].to;
        if (text.ptr && !texts[i].to->ptr) {
            return gln_error__nomem(err);
        }
    }
    gln_slice byline = gln_record__text(record, GLN_RECORD_BYLINE);
    gln_slice found[GLN_MAX_NAMES];
    gln_slice copy = byline.ptr ? gln_arena__copy(arena, byline) : byline;
    size_t n = copy.ptr ? read_names(copy, found) : 0;
    gln_slice *names = n ? gln_arena__array(arena, n, sizeof *names) : NULL;
    if ((byline.ptr && !copy.ptr) || (n && !names)) {
        return gln_error__nomem(err);
    }
    if (n) {
        memcpy(names, found, n * sizeof *names);
        article->byline = names;
        article->n_byline = n;
        article->source_form = article->source_form == GLN_SOURCE_NONE ? GLN_SOURCE_BYLINE : article->source_form;
    }
    return GLN_OK;
}

gln_status gln_issue__of_record(const gln_record *record, const gln_file_facts *facts, gln_arena *arena,
                                gln_issue *issue, gln_error *err)
{
    gln_issue made = {.file = facts->file, .encoding = facts->encoding};
    (void)memcpy(made.sha256, facts->sha256, sizeof made.sha256);
    gln_page page = {.arena = arena, .issue = &made};
    composer c = {.page = &page, .text = GLN_BUFFER_INIT};
    page.lines = gln_arena__array(arena, record->n_parts + 1, sizeof *page.lines);
    page.warnings = gln_arena__array(arena, GLN_MOST_WARNINGS, sizeof *page.warnings);
    if (!page.lines || !page.warnings) {
        return gln_error__nomem(err);
    }
    add_field(&c, record, GLN_RECORD_KICKER, LEVEL_KICKER);
    add_field(&c, record, GLN_RECORD_HEADLINE, LEVEL_MAIN);
    add_field(&c, record, GLN_RECORD_SUB, LEVEL_SUB);
    add_body(&c, record);
    gln_status status = finish_lines(&c, err);
    if (status == GLN_OK) {
        status = gln_page__build(&page, err);
    }
    if (status == GLN_OK && made.n_articles) {
        gln_article *article = gln_issue__article(&made, 0);
        article->file = made.file;
        forget_offsets(article);
        status = put_columns(record, arena, article, err);
    }
    if (status == GLN_OK) {
        union {
            const gln_line *in;
            gln_line *out;
        } lines = {made.lines};
        merge_lines(&made, lines.out);
        *issue = made;
    }
    gln_buffer__free(&c.text);
    return status;
}
