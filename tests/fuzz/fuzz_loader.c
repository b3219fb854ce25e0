/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes: decoded; what decodes is parsed as an issue, and what comes out must hold together and point back into the
 * text that it came from. */
#include "core/utf8.h"
#include "guanlan/corpus.h"
#include "text/decode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

static void check_text(gln_slice text)
{
    size_t offset;
    require(text.ptr || text.len == 0);
    require(gln_utf8__valid(text, &offset));
}

/* What the parser is to find: which lines are not blank. */
typedef struct page {
    gln_slice text;
    const gln_issue *issue;
    size_t at;       /* the lines before are checked */
    uint32_t number; /* of the line before */
    unsigned issues;
    unsigned rejects; /* since the last issue */
} page;

static void check_date(gln_date date)
{
    char edtf[GLN_DATE_SIZE];
    require(gln_date_valid(date));
    require(strlen(gln_date_edtf(date, edtf)) < GLN_DATE_SIZE);
    if (gln_date_full(date)) {
        gln_date same = gln_date_of_days(gln_date_days(date));
        require(same.year == date.year && same.month == date.month && same.day == date.day);
    }
}

static void check_evidence(const gln_evidence *items, size_t n, uint32_t last_line)
{
    for (size_t i = 0; i < n; i++) {
        check_text(items[i].text);
        require(items[i].line <= last_line);
    }
}

/* The number of the next line that is not blank, 0 at the end. */
static uint32_t next_line(page *p)
{
    while (p->at < p->text.len) {
        const char *newline = memchr(p->text.ptr + p->at, '\n', p->text.len - p->at);
        size_t end = newline ? (size_t)(newline - p->text.ptr) : p->text.len;
        gln_slice line = gln_slice_sub(p->text, p->at, end - p->at);
        p->at = end + 1;
        p->number++;
        if (gln_slice__trim(line).len) {
            return p->number;
        }
    }
    return 0;
}

/* Every line that is not blank stands in the list of one issue once, in order, with a role and an article that there
 * is. Only the lines of a part that was refused, for it holds no article, are nowhere. */
static void check_lines(page *p)
{
    for (size_t i = 0; i < p->issue->n_lines; i++) {
        const gln_line *line = &p->issue->lines[i];
        uint32_t number = next_line(p);
        while (i == 0 && p->rejects && number && number < line->number) {
            number = next_line(p);
        }
        require(line->number == number);
        require(line->role > GLN_ROLE_BLANK && line->role <= GLN_ROLE_REPEAT);
        require(line->article <= p->issue->n_articles);
        require(gln_role_name(line->role) != NULL);
    }
    p->rejects = 0;
}

/* The role of a line, by its number. */
static const gln_line *line_of(const gln_issue *issue, uint32_t number)
{
    size_t low = 0;
    size_t high = issue->n_lines;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (issue->lines[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    require(low < issue->n_lines && issue->lines[low].number == number);
    return &issue->lines[low];
}

/* Pieces lie in their paragraph one behind the other, and hold the bytes of the file that they name. */
static void check_paragraph(const page *p, const gln_article *article, const gln_paragraph *paragraph)
{
    size_t end = 0;
    uint32_t number = 0;
    check_text(paragraph->text);
    require(paragraph->text.len > 0 && paragraph->n_pieces > 0);
    for (size_t i = 0; i < paragraph->n_pieces; i++) {
        const gln_piece *piece = &paragraph->pieces[i];
        require(piece->start >= end && piece->len <= paragraph->text.len - piece->start);
        require(piece->line >= number);
        if (piece->source != SIZE_MAX) {
            require(piece->source <= p->text.len && piece->len <= p->text.len - piece->source);
            require(gln_slice_equal(gln_slice_sub(paragraph->text, piece->start, piece->len),
                                    gln_slice_sub(p->text, piece->source, piece->len)));
        }
        const gln_line *line = line_of(p->issue, piece->line);
        require(line->role == GLN_ROLE_BODY && line->article == article->order);
        end = piece->start + piece->len;
        number = piece->line;
    }
    if (paragraph->gap != SIZE_MAX) {
        require(paragraph->gap < paragraph->text.len && !article->complete);
        require(gln_slice_starts(gln_slice_sub(paragraph->text, paragraph->gap, paragraph->text.len - paragraph->gap),
                                 GLN_LIT("\xEF\xBF\xBC")));
    }
}

static void check_article(const page *p, const gln_article *article, uint32_t order)
{
    require(article->order == order && gln_slice_starts(article->id, p->issue->id));
    const gln_slice texts[] = {
        article->id,     article->page,           article->section,      article->headline_joined,
        article->agency, article->dateline_place, article->continued_to, article->continued_from};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check_text(texts[i]);
    }
    for (size_t i = 0; i < article->n_headline; i++) {
        check_text(article->headline[i].raw);
        check_text(article->headline[i].joined);
        const gln_line *line = line_of(p->issue, article->headline[i].line);
        require(line->role == GLN_ROLE_HEADLINE && line->article == order);
        require(i == 0 || article->headline[i - 1].line < article->headline[i].line);
    }
    for (size_t i = 0; i < article->n_byline; i++) {
        check_text(article->byline[i]);
        require(article->byline[i].len > 0);
    }
    for (size_t i = 0; i < article->n_body; i++) {
        check_paragraph(p, article, &article->body[i]);
    }
    check_date(article->dateline_date);
    require(gln_source_form_name(article->source_form) != NULL);
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    page *p = context;
    (void)err;
    p->issue = issue;
    p->issues++;
    require(issue->n_articles > 0 && strlen(issue->sha256) == 64);
    check_lines(p);
    check_text(issue->newspaper);
    check_text(issue->newspaper_basis);
    check_text(issue->edition);
    check_text(issue->issue_number);
    check_date(issue->date);
    require(gln_date_basis_name(issue->date_basis) != NULL);
    check_evidence(issue->evidence, issue->n_evidence, p->number);
    check_evidence(issue->warnings, issue->n_warnings, p->number);
    for (size_t i = 0; i < issue->n_articles; i++) {
        check_article(p, &issue->articles[i], (uint32_t)i + 1);
    }
    return GLN_OK;
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    page *p = context;
    (void)err;
    p->rejects++;
    require(reject->reason.len > 0 && reject->detail.len > 0);
    return GLN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const files[] = {"page.txt", "2021/03/04/a.md", "weekly-vol12-no3.txt", "20200229.txt"};
    gln_buffer text = GLN_BUFFER_INIT;
    const char *name = NULL;
    bool bom = false;
    if (gln_text__decode((gln_slice){(const char *)data, size}, NULL, &text, &name, &bom, NULL) == GLN_OK) {
        page p = {.text = gln_buffer__slice(&text)};
        gln_visitor visitor = {&p, on_issue, on_reject};
        gln_error err = GLN_ERROR_INIT;
        gln_status status = gln_corpus_parse(p.text, files[size % 4], &visitor, &err);
        require(status == GLN_OK && p.issues + p.rejects >= 1);
        require(p.rejects || next_line(&p) == 0);
    }
    gln_buffer__free(&text);
    return 0;
}
