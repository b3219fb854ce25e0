/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/articles_json.h"

#include "guanlan/temporal.h"

#include <stdlib.h>

static void put_optional(gln_json_writer *w, const char *key, gln_slice text)
{
    gln_json__key(w, gln_slice_of(key));
    if (text.ptr) {
        gln_json__put_string(w, text);
    } else {
        gln_json__put_null(w);
    }
}

static void put_date(gln_json_writer *w, const char *key, gln_date date)
{
    char edtf[GLN_DATE_SIZE];
    gln_date_edtf(date, edtf);
    gln_json__key(w, gln_slice_of(key));
    gln_json__put_text(w, edtf[0] ? edtf : NULL);
}

static void put_evidence(gln_json_writer *w, const char *key, const gln_evidence *items, size_t n)
{
    gln_json__key(w, gln_slice_of(key));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < n; i++) {
        gln_json__begin_object(w, GLN_JSON_LINE);
        gln_json__key(w, GLN_LIT("line"));
        if (items[i].line) {
            gln_json__put_integer(w, items[i].line);
        } else {
            gln_json__put_null(w);
        }
        put_optional(w, "text", items[i].text);
        gln_json__end(w);
    }
    gln_json__end(w);
}

const char *cli_certainty(const gln_issue *issue)
{
    if (issue->date_basis == GLN_BASIS_NONE) {
        return NULL;
    }
    bool partial = !gln_date_full(issue->date);
    return partial ? "partial" : issue->date_basis == GLN_BASIS_INFERRED ? "inferred" : "explicit";
}

void cli_put_issue(gln_buffer *out, const gln_issue *issue)
{
    char iso[GLN_DATE_SIZE];
    gln_json_writer writer = gln_json__writer(out, false);
    gln_json_writer *w = &writer;
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "type", GLN_LIT("issue"));
    put_optional(w, "id", issue->id);
    put_optional(w, "file", issue->file);
    put_optional(w, "sha256", gln_slice_of(issue->sha256));
    gln_json__key(w, GLN_LIT("newspaper"));
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "name", issue->newspaper);
    put_optional(w, "basis", issue->newspaper_basis);
    gln_json__end(w);
    gln_json__key(w, GLN_LIT("date"));
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_date(w, "edtf", issue->date);
    put_optional(w, "iso",
                 gln_date_full(issue->date) ? gln_slice_of(gln_date_edtf(issue->date, iso)) : (gln_slice){NULL, 0});
    put_optional(w, "basis", gln_slice_of(gln_date_basis_name(issue->date_basis)));
    put_optional(w, "certainty", gln_slice_of(cli_certainty(issue)));
    put_evidence(w, "evidence", issue->evidence, issue->n_evidence);
    gln_json__end(w);
    put_optional(w, "edition", issue->edition);
    put_optional(w, "issue_number", issue->issue_number);
    put_optional(w, "encoding", issue->encoding);
    gln_json__key(w, GLN_LIT("articles"));
    gln_json__put_integer(w, issue->n_articles);
    gln_json__key(w, GLN_LIT("rejects"));
    gln_json__put_integer(w, 0);
    put_evidence(w, "warnings", issue->warnings, issue->n_warnings);
    gln_json__end(w);
    gln_buffer__byte(out, '\n');
}

static void put_parts(gln_json_writer *w, const char *key, const gln_article *article, int part)
{
    gln_json__key(w, gln_slice_of(key));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < article->n_headline; i++) {
        if ((int)article->headline[i].part == part) {
            gln_json__put_string(w, article->headline[i].raw);
        }
    }
    gln_json__end(w);
}

static void put_headline(gln_json_writer *w, const gln_article *article)
{
    gln_json__key(w, GLN_LIT("headline"));
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_parts(w, "kicker", article, GLN_HEADLINE_KICKER);
    put_parts(w, "main", article, GLN_HEADLINE_MAIN);
    put_parts(w, "sub", article, GLN_HEADLINE_SUB);
    put_optional(w, "joined", article->headline_joined);
    gln_json__end(w);
    gln_json__key(w, GLN_LIT("headline_lines"));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < article->n_headline; i++) {
        gln_json__put_integer(w, article->headline[i].line);
    }
    gln_json__end(w);
}

void cli_put_byline(gln_json_writer *w, const gln_article *article)
{
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < article->n_byline; i++) {
        gln_json__put_string(w, article->byline[i]);
    }
    gln_json__end(w);
}

static void put_body(gln_json_writer *w, const gln_article *article)
{
    gln_json__key(w, GLN_LIT("body"));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < article->n_body; i++) {
        const gln_paragraph *p = &article->body[i];
        gln_json__begin_object(w, GLN_JSON_LINE);
        put_optional(w, "text", p->text);
        gln_json__key(w, GLN_LIT("lines"));
        gln_json__begin_array(w, GLN_JSON_LINE);
        for (size_t k = 0; k < p->n_pieces; k++) {
            gln_json__put_integer(w, p->pieces[k].line);
        }
        gln_json__end(w);
        gln_json__key(w, GLN_LIT("gap"));
        if (p->gap == SIZE_MAX) {
            gln_json__put_null(w);
        } else {
            gln_json__put_integer(w, p->gap);
        }
        gln_json__end(w);
    }
    gln_json__end(w);
}

static void put_number(gln_json_writer *w, const char *key, uint64_t value, uint64_t none)
{
    gln_json__key(w, gln_slice_of(key));
    if (value == none) {
        gln_json__put_null(w);
    } else {
        gln_json__put_integer(w, value);
    }
}

/* Expressions of time with what they mean. */
static gln_status put_temporal(gln_json_writer *w, const gln_issue *issue, const gln_article *article, gln_error *err)
{
    gln_temporal *items = NULL;
    size_t n = 0;
    gln_status status = gln_article_temporal(issue, article, &items, &n, err);
    gln_json__key(w, GLN_LIT("temporal"));
    gln_json__begin_array(w, GLN_JSON_LINE);
    for (size_t i = 0; i < n; i++) {
        gln_json__begin_object(w, GLN_JSON_LINE);
        put_number(w, "line", items[i].line, GLN_NO_LINE);
        put_number(w, "offset", items[i].offset, SIZE_MAX);
        put_optional(w, "text", items[i].text);
        put_optional(w, "value", gln_slice_of(items[i].value[0] ? items[i].value : NULL));
        put_optional(w, "rule", gln_slice_of(items[i].rule));
        gln_json__end(w);
    }
    gln_json__end(w);
    free(items);
    return status;
}

gln_status cli_put_article(gln_buffer *out, const gln_issue *issue, const gln_article *article, gln_slice copy_of,
                           bool temporal, gln_error *err)
{
    gln_status status = GLN_OK;
    gln_json_writer writer = gln_json__writer(out, false);
    gln_json_writer *w = &writer;
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "type", GLN_LIT("article"));
    put_optional(w, "id", article->id);
    put_optional(w, "issue", issue->id);
    put_optional(w, "file", article->file);
    gln_json__key(w, GLN_LIT("order"));
    gln_json__put_integer(w, article->order);
    put_optional(w, "page", article->page);
    put_optional(w, "section", article->section);
    put_headline(w, article);
    gln_json__key(w, GLN_LIT("byline"));
    cli_put_byline(w, article);
    put_optional(w, "agency", article->agency);
    put_optional(w, "source_form", gln_slice_of(gln_source_form_name(article->source_form)));
    gln_json__key(w, GLN_LIT("dateline"));
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "place", article->dateline_place);
    put_date(w, "date", article->dateline_date);
    gln_json__end(w);
    gln_json__key(w, GLN_LIT("complete"));
    gln_json__put_boolean(w, article->complete);
    put_optional(w, "continued_to", article->continued_to);
    put_optional(w, "continued_from", article->continued_from);
    put_optional(w, "duplicate_of", copy_of);
    put_body(w, article);
    if (temporal) {
        status = put_temporal(w, issue, article, err);
    }
    gln_json__end(w);
    gln_buffer__byte(out, '\n');
    return status;
}

void cli_put_line(gln_buffer *out, const gln_issue *issue, const gln_line *line, bool explain)
{
    gln_json_writer writer = gln_json__writer(out, false);
    gln_json_writer *w = &writer;
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "type", GLN_LIT("line"));
    put_optional(w, "file", line->file);
    gln_json__key(w, GLN_LIT("line"));
    gln_json__put_integer(w, line->number);
    put_optional(w, "role", gln_slice_of(gln_role_name(line->role)));
    gln_json__key(w, GLN_LIT("article"));
    if (line->article) {
        gln_json__put_string(w, issue->articles[line->article - 1].id);
    } else {
        gln_json__put_null(w);
    }
    if (explain) {
        put_optional(w, "evidence", gln_slice_of(line->why));
    }
    gln_json__end(w);
    gln_buffer__byte(out, '\n');
}

void cli_put_reject(gln_buffer *out, const gln_reject *reject)
{
    gln_json_writer writer = gln_json__writer(out, false);
    gln_json_writer *w = &writer;
    gln_json__begin_object(w, GLN_JSON_LINE);
    put_optional(w, "type", GLN_LIT("reject"));
    put_optional(w, "file", reject->file);
    put_number(w, "line", reject->line, GLN_NO_LINE);
    put_number(w, "offset", reject->offset, GLN_NO_OFFSET);
    put_optional(w, "reason", reject->reason);
    put_optional(w, "detail", reject->detail);
    gln_json__end(w);
    gln_buffer__byte(out, '\n');
}
