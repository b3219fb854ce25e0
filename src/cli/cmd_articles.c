/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles: what the loader found, as nested objects a line (ndjson) or as tables. */
#include "cli/article_copies.h"
#include "cli/articles_json.h"
#include "cli/cli.h"

#include "core/buffer.h"
#include "json/json_write.h"

#include <stdlib.h>

/* ---- tables --------------------------------------------------------------------------------------------------------
 */

enum {
    A_ID,
    A_ISSUE,
    A_FILE,
    A_NEWSPAPER,
    A_DATE,
    A_ORDER,
    A_PAGE,
    A_SECTION,
    A_HEADLINE,
    A_BYLINE,
    A_AGENCY,
    A_SOURCE_FORM,
    A_PLACE,
    A_DATELINE,
    A_COMPLETE,
    A_CONTINUED_TO,
    A_CONTINUED_FROM,
    A_PARAGRAPHS,
    A_TEXT,
    A_DUPLICATE_OF,
    A_STATUS,
    A_COUNT
};

static const gln_field article_fields[A_COUNT] = {
    {"id", GLN_TYPE_STRING, NULL, "Article", "Issue id and order; the same input gives the same id everywhere"},
    {"issue", GLN_TYPE_STRING, NULL, "Issue", "Id of the issue that the article stands in"},
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "Name of the newspaper"},
    {"date", GLN_TYPE_STRING, NULL, "Date", "Date of the issue in EDTF; XXXX for an unknown year"},
    {"order", GLN_TYPE_INTEGER, NULL, "Order", "Position within the issue, from 1"},
    {"page", GLN_TYPE_STRING, NULL, "Page", "Page as the manifest gives it"},
    {"section", GLN_TYPE_STRING, NULL, "Section", "Label of the section"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "Kicker, main headline and sub, display spaces dropped"},
    {"byline", GLN_TYPE_ARRAY, NULL, "Byline", "Names only"},
    {"agency", GLN_TYPE_STRING, NULL, "Agency", "News agency, or 本报 for the paper's own report"},
    {"source_form", GLN_TYPE_STRING, NULL, "Form of the source", "lead-in, dateline, trailing, byline or none"},
    {"dateline_place", GLN_TYPE_STRING, NULL, "Dateline place", "Place named by the dateline"},
    {"dateline_date", GLN_TYPE_STRING, NULL, "Dateline date", "Date named by the dateline, in EDTF"},
    {"complete", GLN_TYPE_BOOLEAN, NULL, "Complete", "False where the article is cut, headless or torn open"},
    {"continued_to", GLN_TYPE_STRING, NULL, "Continued on", "Page named by a jump marker at the end"},
    {"continued_from", GLN_TYPE_STRING, NULL, "Continued from", "Page named by a jump marker at the start"},
    {"paragraphs", GLN_TYPE_INTEGER, "paragraphs", "Paragraphs", "Paragraphs of the body, subheads included"},
    {"text", GLN_TYPE_STRING, NULL, "Text", "The body, a line feed between paragraphs"},
    {"duplicate_of", GLN_TYPE_STRING, NULL, "Copy of",
     "Id of the first article listed that has the same headline and body; null for that one itself"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok, or no_body where there is a headline only"},
};

enum {
    I_ID,
    I_FILE,
    I_SHA256,
    I_NEWSPAPER,
    I_NEWSPAPER_BASIS,
    I_DATE,
    I_BASIS,
    I_CERTAINTY,
    I_ENCODING,
    I_ARTICLES,
    I_REJECTS,
    I_WARNINGS,
    I_STATUS,
    I_COUNT
};

static const gln_field issue_fields[I_COUNT] = {
    {"id", GLN_TYPE_STRING, NULL, "Issue", "First 12 hexadecimal digits of the file's SHA-256"},
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"sha256", GLN_TYPE_STRING, NULL, "SHA-256", "Of the file's bytes"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "Name of the newspaper"},
    {"newspaper_basis", GLN_TYPE_STRING, NULL, "Basis of the name", "manifest, masthead or lead-in"},
    {"date", GLN_TYPE_STRING, NULL, "Date", "Date in EDTF; XXXX for an unknown year"},
    {"date_basis", GLN_TYPE_STRING, NULL, "Basis of the date", "manifest, masthead, filename, inferred or none"},
    {"date_certainty", GLN_TYPE_STRING, NULL, "Certainty", "explicit, inferred or partial"},
    {"encoding", GLN_TYPE_STRING, NULL, "Encoding", "Encoding of the file as found"},
    {"articles", GLN_TYPE_INTEGER, "articles", "Articles", "Articles found"},
    {"rejects", GLN_TYPE_INTEGER, "rejects", "Rejects", "Parts of the issue that were refused"},
    {"warnings", GLN_TYPE_ARRAY, NULL, "Warnings", "What contradicts itself, such as a date and its weekday"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok, or undated"},
};

enum { L_FILE, L_LINE, L_ROLE, L_ARTICLE, L_STATUS, L_COUNT, L_EVIDENCE = L_COUNT, L_EXPLAINED };

static const gln_field line_fields[L_EXPLAINED] = {
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"line", GLN_TYPE_INTEGER, NULL, "Line", "Number of the source line, from 1; blank lines are left out"},
    {"role", GLN_TYPE_STRING, NULL, "Role",
     "headline, body, source, byline, section, jump, masthead, furniture or repeat"},
    {"article", GLN_TYPE_STRING, NULL, "Article", "Article that the line belongs to"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
    {"evidence", GLN_TYPE_STRING, NULL, "Evidence", "What the role rests on"},
};

enum { R_FILE, R_LINE, R_OFFSET, R_REASON, R_DETAIL, R_STATUS, R_COUNT };

static const gln_field reject_fields[R_COUNT] = {
    {"file", GLN_TYPE_STRING, NULL, "File", "Path relative to the corpus root"},
    {"line", GLN_TYPE_INTEGER, NULL, "Line", "Line, where one is known"},
    {"offset", GLN_TYPE_INTEGER, "bytes", "Offset", "Byte offset, where one is known"},
    {"reason", GLN_TYPE_STRING, NULL, "Reason",
     "empty, encoding, binary, unreadable, duplicate, no_articles, format, archive or undated"},
    {"detail", GLN_TYPE_STRING, NULL, "Detail", "What was wrong"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "rejected, or undated for an issue without a full date, which is left out only where a date is needed"},
};

/* ---- the walk over the corpus
 * ---------------------------------------------------------------------------------------- */

enum { FLUSH_AT = 1 << 16 };

typedef struct listing {
    cli_job *job;
    bool nested;
    gln_sink sink;
    gln_buffer buffer;
    article_copies copies;
    cli_stream stream;
    const gln_table *only; /* the one table that is written; NULL: all */
    gln_table *articles;
    gln_table *issues;
    gln_table *lines;
    gln_table *rejects;
} listing;

static void set_date(gln_table *table, size_t column, gln_date date)
{
    char edtf[GLN_DATE_SIZE];
    gln_date_edtf(date, edtf);
    gln_table_set_text(table, column, edtf[0] ? gln_slice_of(edtf) : (gln_slice){NULL, 0});
}

static void add_article(listing *l, const gln_issue *issue, const gln_article *a, gln_slice copy_of)
{
    gln_table *t = l->articles;
    gln_table_row(t);
    gln_table_set_text(t, A_ID, a->id);
    gln_table_set_text(t, A_ISSUE, issue->id);
    gln_table_set_text(t, A_FILE, a->file);
    gln_table_set_text(t, A_NEWSPAPER, issue->newspaper);
    set_date(t, A_DATE, issue->date);
    gln_table_set_integer(t, A_ORDER, a->order);
    gln_table_set_text(t, A_PAGE, a->page);
    gln_table_set_text(t, A_SECTION, a->section);
    gln_table_set_text(t, A_HEADLINE, a->headline_joined);
    gln_buffer__clear(&l->buffer);
    gln_json_writer w = gln_json__writer(&l->buffer, false);
    cli_put_byline(&w, a);
    gln_table_set_text(t, A_BYLINE, gln_buffer__slice(&l->buffer));
    gln_table_set_text(t, A_AGENCY, a->agency);
    gln_table_set_text(t, A_SOURCE_FORM, gln_slice_of(gln_source_form_name(a->source_form)));
    gln_table_set_text(t, A_PLACE, a->dateline_place);
    set_date(t, A_DATELINE, a->dateline_date);
    gln_table_set_boolean(t, A_COMPLETE, a->complete);
    gln_table_set_text(t, A_CONTINUED_TO, a->continued_to);
    gln_table_set_text(t, A_CONTINUED_FROM, a->continued_from);
    gln_table_set_text(t, A_DUPLICATE_OF, copy_of);
    gln_table_set_integer(t, A_PARAGRAPHS, a->n_body);
    gln_buffer__clear(&l->buffer);
    for (size_t i = 0; i < a->n_body; i++) {
        gln_buffer__puts(&l->buffer, i ? "\n" : "");
        gln_buffer__put(&l->buffer, a->body[i].text);
    }
    gln_table_set_text(t, A_TEXT, l->buffer.len ? gln_buffer__slice(&l->buffer) : GLN_LIT(""));
    gln_table_set_text(t, A_STATUS, a->n_body ? GLN_LIT("ok") : GLN_LIT("no_body"));
}

static void add_issue(listing *l, const gln_issue *issue)
{
    gln_table *t = l->issues;
    gln_table_row(t);
    gln_table_set_text(t, I_ID, issue->id);
    gln_table_set_text(t, I_FILE, issue->file);
    gln_table_set_text(t, I_SHA256, gln_slice_of(issue->sha256));
    gln_table_set_text(t, I_NEWSPAPER, issue->newspaper);
    gln_table_set_text(t, I_NEWSPAPER_BASIS, issue->newspaper_basis);
    set_date(t, I_DATE, issue->date);
    gln_table_set_text(t, I_BASIS, gln_slice_of(gln_date_basis_name(issue->date_basis)));
    gln_table_set_text(t, I_CERTAINTY, gln_slice_of(cli_certainty(issue)));
    gln_table_set_text(t, I_ENCODING, issue->encoding);
    gln_table_set_integer(t, I_ARTICLES, issue->n_articles);
    gln_table_set_integer(t, I_REJECTS, 0);
    gln_buffer__clear(&l->buffer);
    gln_json_writer w = gln_json__writer(&l->buffer, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    for (size_t i = 0; i < issue->n_warnings; i++) {
        gln_json__put_string(&w, issue->warnings[i].text);
    }
    gln_json__end(&w);
    gln_table_set_text(t, I_WARNINGS, gln_buffer__slice(&l->buffer));
    gln_table_set_text(t, I_STATUS, issue->date_basis == GLN_BASIS_NONE ? GLN_LIT("undated") : GLN_LIT("ok"));
}

static void add_line(listing *l, const gln_issue *issue, const gln_line *line)
{
    gln_table *t = l->lines;
    gln_table_row(t);
    gln_table_set_text(t, L_FILE, line->file);
    gln_table_set_integer(t, L_LINE, line->number);
    gln_table_set_text(t, L_ROLE, gln_slice_of(gln_role_name(line->role)));
    if (line->article) {
        gln_table_set_text(t, L_ARTICLE, issue->articles[line->article - 1].id);
    }
    gln_table_set_text(t, L_STATUS, GLN_LIT("ok"));
    if (l->job->options->explain) {
        gln_table_set_text(t, L_EVIDENCE, gln_slice_of(line->why));
    }
}

static gln_status flush(listing *l, size_t at_least, gln_error *err)
{
    if (l->buffer.failed) {
        return gln_error__nomem(err);
    }
    if (l->buffer.len < at_least || l->buffer.len == 0) {
        return GLN_OK;
    }
    gln_status status = l->sink.write(l->sink.context, l->buffer.data, l->buffer.len, err);
    gln_buffer__clear(&l->buffer);
    return status;
}

/* Whether rows of the table are asked for. */
static bool wanted(const listing *l, const gln_table *table)
{
    return !l->only || l->only == table;
}

static gln_status list_article(listing *l, const gln_issue *issue, const gln_article *article, gln_error *err)
{
    gln_slice copy_of;
    gln_status status = article_copies_find(&l->copies, article, &copy_of, err);
    if (status == GLN_OK && l->nested) {
        return cli_put_article(&l->buffer, issue, article, copy_of, l->job->options->temporal != NULL, err);
    }
    if (status == GLN_OK) {
        add_article(l, issue, article, copy_of);
    }
    return status;
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    listing *l = context;
    cli_job *job = l->job;
    gln_status status = GLN_OK;
    if (l->nested) {
        cli_put_issue(&l->buffer, issue);
    } else if (wanted(l, l->issues)) {
        add_issue(l, issue);
    }
    for (size_t i = 0; i < issue->n_articles && status == GLN_OK; i++) {
        const gln_article *article = &issue->articles[i];
        if (gln_selection_article(&job->selection, article) && (l->nested || wanted(l, l->articles))) {
            status = list_article(l, issue, article, err);
        }
    }
    bool lines = job->options->lines && (l->nested || wanted(l, l->lines));
    for (size_t i = 0; lines && i < issue->n_lines; i++) {
        if (l->nested) {
            cli_put_line(&l->buffer, issue, &issue->lines[i], job->options->explain != NULL);
        } else {
            add_line(l, issue, &issue->lines[i]);
        }
    }
    if (status != GLN_OK) {
        return status;
    }
    return l->nested ? flush(l, FLUSH_AT, err) : l->only ? gln_table_check(l->only, err) : GLN_OK;
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    listing *l = context;
    if (!l->job->options->rejects) {
        return GLN_OK;
    }
    if (l->nested) {
        cli_put_reject(&l->buffer, reject);
        return flush(l, FLUSH_AT, err);
    }
    gln_table *t = l->rejects;
    if (!wanted(l, t)) {
        return GLN_OK;
    }
    gln_table_row(t);
    gln_table_set_text(t, R_FILE, reject->file);
    if (reject->line) {
        gln_table_set_integer(t, R_LINE, reject->line);
    }
    if (reject->offset != GLN_NO_OFFSET) {
        gln_table_set_integer(t, R_OFFSET, reject->offset);
    }
    gln_table_set_text(t, R_REASON, reject->reason);
    gln_table_set_text(t, R_DETAIL, reject->detail);
    bool undated = gln_slice_equal(reject->reason, GLN_LIT("undated"));
    gln_table_set_text(t, R_STATUS, undated ? GLN_LIT("undated") : GLN_LIT("rejected"));
    return GLN_OK;
}

static gln_status walk(listing *l, gln_error *err)
{
    gln_visitor visitor = {l, on_issue, on_reject};
    gln_status status = cli_job_walk(l->job, &visitor, err);
    if (l->nested && status == GLN_OK) {
        status = flush(l, 0, err);
    }
    return status;
}

static int nested(listing *l, cli_options *options)
{
    gln_error err = GLN_ERROR_INIT;
    cli_output *output = NULL;
    gln_status status = cli_output_open(options, &output, &err);
    if (status == GLN_OK) {
        l->nested = true;
        l->sink = cli_output_sink(output);
        status = walk(l, &err);
    }
    bool closed = output && cli_output_closed(output);
    if (status == GLN_OK) {
        status = cli_output_commit(output, &err);
    }
    cli_output_free(output);
    if (status != GLN_OK) {
        return closed ? EXIT_PIPE : cli_fail(&err);
    }
    return cli_done(l->job);
}

static int tabled(listing *l, cli_options *options)
{
    gln_error err = GLN_ERROR_INIT;
    const gln_table *tables[4];
    size_t n = 0;
    int result;
    gln_status status = gln_table_new("articles", "Articles", article_fields, A_COUNT, &l->articles, &err);
    if (status == GLN_OK) {
        status = gln_table_new("issues", "Issues", issue_fields, I_COUNT, &l->issues, &err);
    }
    if (status == GLN_OK) {
        status =
            gln_table_new("lines", "Lines", line_fields, options->explain ? L_EXPLAINED : L_COUNT, &l->lines, &err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("rejects", "Rejects", reject_fields, R_COUNT, &l->rejects, &err);
    }
    if (status != GLN_OK) {
        goto done;
    }
    if (options->rejects && !options->lines) {
        tables[n++] = l->rejects; /* what was asked for comes first */
    }
    if (options->lines) {
        tables[n++] = l->lines;
    }
    tables[n++] = l->articles;
    tables[n++] = l->issues;
    if (options->rejects && options->lines) {
        tables[n++] = l->rejects;
    }
    for (size_t i = 0; i < n && status == GLN_OK && !l->only; i++) { /* in a flat format, one of them */
        if (options->table ? strcmp(options->table, gln_table_name(tables[i])) == 0 : i == 0) {
            status = cli_stream_of(options, gln_table_name(tables[i]), &l->stream, &err);
            l->only = l->stream.taker.rows ? tables[i] : NULL;
        }
    }
    gln_table *streamed = l->only == l->articles  ? l->articles
                          : l->only == l->issues  ? l->issues
                          : l->only == l->lines   ? l->lines
                          : l->only == l->rejects ? l->rejects
                                                  : NULL;
    if (streamed) {
        gln_table_stream(streamed, l->stream.taker);
    }
    if (status == GLN_OK) {
        status = walk(l, &err);
    }
    if (status == GLN_OK && streamed) {
        status = cli_stream_finish(&l->stream, streamed, &err);
    }
done:
    if (status != GLN_OK) {
        result = cli_stream_closed(&l->stream) ? EXIT_PIPE : cli_fail(&err);
    } else {
        result = streamed ? cli_done(l->job) : cli_write(l->job, options, "articles", NULL, NULL, tables, n);
    }
    cli_stream_clear(&l->stream);
    gln_table_free(l->articles);
    gln_table_free(l->issues);
    gln_table_free(l->lines);
    gln_table_free(l->rejects);
    return result;
}

/* What is asked for in vain is no harmless slip: the answer looks whole without it. */
static gln_status check_asked(const cli_options *o, bool objects, gln_error *err)
{
    if (o->temporal && !objects) {
        return gln_error_set(err, GLN_ERR_USAGE, "--temporal goes with --format ndjson, and with no --table or folder");
    }
    return o->explain && !o->lines ? gln_error_set(err, GLN_ERR_USAGE, "--explain goes with --lines") : GLN_OK;
}

int cli_articles(cli_options *options)
{
    cli_job job = {.n_rejects = 0};
    gln_error err = GLN_ERROR_INIT;
    listing l = {.job = &job, .buffer = GLN_BUFFER_INIT};
    bool objects = options->format && strcmp(options->format, "ndjson") == 0 && !options->table &&
                   !cli_output_folder(options) && !options->check;
    int status;
    if (check_asked(options, objects, &err) != GLN_OK || cli_job_open(&job, options, &err) != GLN_OK) {
        status = cli_fail(&err);
    } else if (options->check) {
        status = cli_check(&job, options);
    } else if (objects) {
        status = nested(&l, options);
    } else {
        status = tabled(&l, options);
    }
    gln_buffer__free(&l.buffer);
    article_copies_clear(&l.copies);
    cli_job_close(&job);
    return status;
}
