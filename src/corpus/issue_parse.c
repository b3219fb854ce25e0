/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/issue_parse.h"

#include "core/buffer.h"
#include "core/cancel.h"
#include "core/sha256.h"
#include "corpus/date_parse.h"
#include "corpus/page.h"

enum { ID_DIGITS = 12 };

/* What the manifest states wins; what it contradicts is a warning. */
static bool apply_manifest(gln_page *page, const gln_manifest_row *row)
{
    gln_issue *issue = page->issue;
    char stated[GLN_DATE_SIZE];
    char found[GLN_DATE_SIZE];
    if (row->newspaper.ptr) {
        issue->newspaper = row->newspaper;
        issue->newspaper_basis = GLN_LIT("manifest");
    }
    issue->edition = row->edition;
    gln_date date = row->date;
    if (!date.year && !date.month) {
        return true;
    }
    gln_date old = issue->date;
    bool differs = (date.year && old.year && date.year != old.year) ||
                   (date.month && old.month && date.month != old.month) || (date.day && old.day && date.day != old.day);
    if (differs) {
        gln_page__warn(page, row->line, "the manifest says %s, the file %s (%s)", gln_date_edtf(date, stated),
                       gln_date_edtf(old, found), gln_date_basis_name(issue->date_basis));
    }
    gln_date merged = {date.year ? date.year : old.year, date.month ? date.month : old.month,
                       date.day ? date.day : old.day};
    if (gln_date_full(date)) {
        merged = date;
    }
    if (!gln_date_valid(merged)) {
        merged = date;
    }
    issue->date = merged;
    if (gln_date_full(date) || issue->date_basis == GLN_BASIS_NONE) {
        issue->date_basis = GLN_BASIS_MANIFEST;
    }
    return gln_page__evidence(page, 0, GLN_LIT("manifest"));
}

bool gln_issue__path_date(const gln_file_facts *facts, gln_date *date)
{
    bool found = gln_date__of_path(facts->file, date);
    if (!found || !gln_date_full(*date)) { /* 2020/09/26 may lie above the root, but counts only with its day */
        gln_buffer path = GLN_BUFFER_INIT;
        gln_date whole;
        gln_buffer__put(&path, facts->above);
        gln_buffer__byte(&path, '/');
        gln_buffer__put(&path, facts->file);
        bool full = !path.failed && gln_date__of_path(gln_buffer__slice(&path), &whole) && gln_date_full(whole);
        gln_buffer__free(&path);
        if (full) {
            *date = whole;
            found = true;
        }
    }
    return found;
}

/* The date of the file's name and folders, for what the masthead leaves open. */
static bool apply_path(gln_page *page, const gln_file_facts *facts)
{
    gln_issue *issue = page->issue;
    gln_date date;
    if (gln_date_full(issue->date)) {
        return true;
    }
    bool found = gln_issue__path_date(facts, &date);
    bool fits = found && (!issue->date.year || issue->date.year == date.year) &&
                (!issue->date.month || !date.month || issue->date.month == date.month) &&
                (!issue->date.day || !date.day || issue->date.day == date.day);
    if (!fits) {
        return true;
    }
    issue->date =
        (gln_date){date.year, date.month ? date.month : issue->date.month, date.day ? date.day : issue->date.day};
    issue->date_basis = GLN_BASIS_FILENAME;
    return gln_page__evidence(page, 0, facts->file);
}

/* A page is stated for the whole file; a section only where the page itself names none. */
static void apply_place(gln_issue *issue, const gln_manifest_row *row)
{
    for (size_t i = 0; i < issue->n_articles; i++) {
        union {
            const gln_article *in;
            gln_article *out;
        } article = {&issue->articles[i]};
        article.out->page = row->page;
        article.out->section = article.in->section.ptr ? article.in->section : row->section;
    }
}

/* Roles, then repeats, then the roles again as if the repeats were not there: a copy out of context would hide where an
 * article ends. */
static gln_status give_roles(gln_page *page, gln_error *err)
{
    bool found = false;
    if (gln_page__is_transcript(page)) {
        gln_page__transcript_roles(page);
        return GLN_OK;
    }
    gln_page__roles(page);
    gln_status status = gln_page__repeats(page, &found, err);
    if (status == GLN_OK && found) {
        for (size_t i = 0; i < page->n_lines; i++) {
            gln_page_line *line = &page->lines[i];
            bool kept =
                line->role == GLN_ROLE_MASTHEAD || line->role == GLN_ROLE_FURNITURE || line->role == GLN_ROLE_REPEAT;
            line->role = kept ? line->role : GLN_ROLE_BLANK;
            line->article = 0;
        }
        page->n_articles = 0;
        gln_page__roles(page);
    }
    gln_page__repeated_headlines(page);
    return status;
}

/* The pipeline behind the splitting. */
static gln_status parse_lines(gln_page *page, const gln_file_facts *facts, bool only_look, gln_error *err)
{
    gln_issue *issue = page->issue;
    bool one = facts->unit == GLN_UNIT_ARTICLE;
    gln_status status = one ? gln_page__article_masthead(page, err) : gln_page__masthead(page, err);
    if (status != GLN_OK || only_look) {
        return status;
    }
    status = gln_cancel__check(facts->cancel, err);
    if (status == GLN_OK && one) {
        gln_page__article_roles(page);
    } else if (status == GLN_OK) {
        status = give_roles(page, err);
    }
    if (status == GLN_OK) {
        status = gln_cancel__check(facts->cancel, err);
    }
    if (status == GLN_OK && facts->row && !apply_manifest(page, facts->row)) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK && !apply_path(page, facts)) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = gln_page__build(page, err);
    }
    if (status == GLN_OK) {
        status = gln_page__infer_date(page, err);
    }
    if (status == GLN_OK && facts->row) {
        apply_place(issue, facts->row);
    }
    issue->warnings = page->warnings;
    issue->n_warnings = page->n_warnings;
    return status;
}

/* Articles and lines say which file they stand in. */
static void name_file(gln_issue *issue)
{
    for (size_t i = 0; i < issue->n_articles; i++) {
        gln_issue__article(issue, i)->file = issue->file;
    }
    for (size_t i = 0; i < issue->n_lines; i++) {
        union {
            const gln_line *in;
            gln_line *out;
        } line = {&issue->lines[i]};
        line.out->file = issue->file;
    }
}

static gln_issue blank_issue(const gln_file_facts *facts)
{
    const char *id = facts->id ? facts->id : facts->sha256;
    gln_issue issue = {.file = facts->file, .encoding = facts->encoding, .id = {id, ID_DIGITS}};
    (void)memcpy(issue.sha256, facts->sha256, sizeof issue.sha256);
    return issue;
}

static gln_status make(gln_slice utf8, const gln_file_facts *facts, bool only_look, gln_arena *arena, gln_issue *issue,
                       gln_error *err)
{
    gln_issue made = blank_issue(facts);
    gln_page page = {.arena = arena, .text = utf8, .issue = &made, .cancel = facts->cancel};
    gln_status status = gln_page__split(&page, err);
    if (status == GLN_OK) {
        status = parse_lines(&page, facts, only_look, err);
    }
    if (status == GLN_OK) {
        name_file(&made);
        *issue = made;
    }
    return status;
}

gln_status gln_issue__make(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena, gln_issue *issue,
                           gln_error *err)
{
    return make(utf8, facts, false, arena, issue, err);
}

gln_status gln_issue__look(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena, gln_issue *issue,
                           gln_error *err)
{
    return make(utf8, facts, true, arena, issue, err);
}

/* ---- several issues in a file ------------------------------------------------------------------------------------ */

/* The first line from `from` on that begins an issue of another day than *date, or n_lines; *date becomes that day. */
static size_t next_issue(const gln_page *page, size_t from, gln_date *date)
{
    for (size_t i = from; i < page->n_lines; i++) {
        gln_date here;
        if (gln_page__issue_begins(page, i, &here)) {
            bool other = date->year && gln_date_days(here) != gln_date_days(*date);
            *date = here;
            if (other) {
                return i;
            }
        }
    }
    return page->n_lines;
}

/* A part of a dump has its id from its own text, so that it keeps it while others are added around it. */
static gln_status name_part(gln_page *part, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    char hex[GLN_SHA256_HEX];
    const gln_page_line *first = &part->lines[0];
    const gln_page_line *last = &part->lines[part->n_lines - 1];
    gln_slice text = gln_slice_sub(part->text, first->source, last->source + last->text.len - first->source);
    gln_status status = gln_sha256__digest(text, digest, err);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, hex);
        part->issue->id = gln_arena__copy(part->arena, (gln_slice){hex, ID_DIGITS});
        status = part->issue->id.ptr ? GLN_OK : gln_error__nomem(err);
    }
    return status;
}

static gln_status tell(const gln_issue *issue, const gln_visitor *visitor, gln_error *err)
{
    if (issue->n_articles == 0) {
        gln_reject reject = {issue->file, 0, GLN_NO_OFFSET, GLN_LIT("no_articles"),
                             GLN_LIT("the file holds no line of an article")};
        return visitor->reject(visitor->context, &reject, err);
    }
    return visitor->issue(visitor->context, issue, err);
}

gln_status gln_issue__parse(gln_slice utf8, const gln_file_facts *facts, gln_arena *arena, const gln_visitor *visitor,
                            gln_error *err)
{
    gln_page whole = {.arena = arena, .text = utf8, .cancel = facts->cancel};
    gln_date date = {0, 0, 0};
    gln_status status = gln_page__split(&whole, err);
    bool dated = facts->row && gln_date_full(facts->row->date);
    for (size_t from = 0, n = 0; status == GLN_OK && (from < whole.n_lines || n == 0); n++) {
        status = gln_cancel__check(facts->cancel, err);
        if (status != GLN_OK) {
            break;
        }
        size_t end = dated ? whole.n_lines : next_issue(&whole, from ? from + 1 : 0, &date);
        gln_issue issue = blank_issue(facts);
        gln_page page = {.arena = arena, .text = utf8, .issue = &issue, .cancel = facts->cancel};
        page.warnings = whole.warnings;
        page.lines = whole.lines ? whole.lines + from : NULL;
        page.n_lines = end - from;
        if (n > 0 || end < whole.n_lines) {
            status = name_part(&page, err);
        }
        if (status == GLN_OK) {
            status = parse_lines(&page, facts, false, err);
        }
        if (status == GLN_OK) {
            name_file(&issue);
            status = tell(&issue, visitor, err);
        }
        from = end;
    }
    return status;
}
