/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/issue_parse.h"

#include "core/buffer.h"
#include "corpus/date_parse.h"
#include "corpus/page.h"

enum { ID_DIGITS = 12 };

static bool add_evidence(gln_page *page, gln_slice text)
{
    gln_issue *issue = page->issue;
    gln_evidence *all = gln_arena__array(page->arena, issue->n_evidence + 1, sizeof *all);
    if (!all) {
        return false;
    }
    if (issue->n_evidence) {
        memcpy(all, issue->evidence, issue->n_evidence * sizeof *all);
    }
    all[issue->n_evidence++] = (gln_evidence){0, text};
    issue->evidence = all;
    return true;
}

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
    return add_evidence(page, GLN_LIT("manifest"));
}

/* The date of the file's name and folders, for what the masthead leaves open. */
static bool apply_path(gln_page *page, const gln_file_facts *facts)
{
    gln_issue *issue = page->issue;
    gln_date date;
    if (gln_date_full(issue->date)) {
        return true;
    }
    bool found = gln_date__of_path(facts->file, &date);
    if (!found || !gln_date_full(date)) { /* 2020/09/26 may lie above the root, but counts only with its day */
        gln_buffer path = GLN_BUFFER_INIT;
        gln_date whole;
        gln_buffer__put(&path, facts->above);
        gln_buffer__byte(&path, '/');
        gln_buffer__put(&path, facts->file);
        bool full = !path.failed && gln_date__of_path(gln_buffer__slice(&path), &whole) && gln_date_full(whole);
        gln_buffer__free(&path);
        if (full) {
            date = whole;
            found = true;
        }
    }
    bool fits = found && (!issue->date.year || issue->date.year == date.year) &&
                (!issue->date.month || !date.month || issue->date.month == date.month) &&
                (!issue->date.day || !date.day || issue->date.day == date.day);
    if (!fits) {
        return true;
    }
    issue->date =
        (gln_date){date.year, date.month ? date.month : issue->date.month, date.day ? date.day : issue->date.day};
    issue->date_basis = GLN_BASIS_FILENAME;
    return add_evidence(page, facts->file);
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

static gln_status parse_page(gln_page *page, const gln_file_facts *facts, gln_error *err)
{
    gln_issue *issue = page->issue;
    gln_status status = gln_page__split(page, err);
    if (status == GLN_OK) {
        status = gln_page__masthead(page, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    status = give_roles(page, err);
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

gln_status gln_issue__parse(gln_slice utf8, const gln_file_facts *facts, const gln_visitor *visitor, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_issue issue = {.file = facts->file, .encoding = facts->encoding, .id = {facts->sha256, ID_DIGITS}};
    (void)memcpy(issue.sha256, facts->sha256, sizeof issue.sha256);
    gln_page page = {.arena = &arena, .text = utf8, .issue = &issue};
    gln_status status = parse_page(&page, facts, err);
    if (status == GLN_OK && issue.n_articles == 0) {
        gln_reject reject = {facts->file, 0, GLN_NO_OFFSET, GLN_LIT("no_articles"),
                             GLN_LIT("the file holds no line of an article")};
        status = visitor->reject(visitor->context, &reject, err);
    } else if (status == GLN_OK) {
        status = visitor->issue(visitor->context, &issue, err);
    }
    gln_arena__clear(&arena);
    return status;
}
