/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say where a selection matches nothing: which filter it is, and what there is instead. The corpus is read once
 * more for it. */
#include "cli/cli.h"

#include "core/buffer.h"
#include "core/intern.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 10 };

typedef struct survey {
    const gln_selection *selection;
    gln_intern papers;
    gln_intern sections; /* of the issues that pass, as pages and agencies */
    gln_intern pages;
    gln_intern agencies;
    gln_date from; /* of the issues of the paper asked for */
    gln_date to;
    uint64_t issues;   /* of that paper */
    uint64_t undated;  /* of them */
    uint64_t inferred; /* of them */
    uint64_t passed;   /* issues that pass */
} survey;

static bool add(gln_intern *names, gln_slice name)
{
    return !name.len || gln_intern__add(names, name) != GLN_NO_ID;
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    survey *s = context;
    const gln_selection *selection = s->selection;
    bool fine = add(&s->papers, issue->newspaper);
    if (selection->paper.ptr && !gln_slice_equal(selection->paper, issue->newspaper)) {
        return fine ? GLN_OK : gln_error__nomem(err);
    }
    s->issues++;
    s->inferred += issue->date_basis == GLN_BASIS_INFERRED;
    if (gln_date_full(issue->date)) {
        int64_t day = gln_date_days(issue->date);
        s->from = !s->from.year || day < gln_date_days(s->from) ? issue->date : s->from;
        s->to = !s->to.year || day > gln_date_days(s->to) ? issue->date : s->to;
    } else {
        s->undated++;
    }
    if (gln_selection_issue(selection, issue)) {
        s->passed++;
        for (size_t i = 0; i < issue->n_articles && fine; i++) {
            const gln_article *article = &issue->articles[i];
            fine = add(&s->sections, article->section) && add(&s->pages, article->page) &&
                   add(&s->agencies, article->agency);
        }
    }
    return fine ? GLN_OK : gln_error__nomem(err);
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    (void)context;
    (void)reject;
    (void)err;
    return GLN_OK;
}

/* "there are A, B and 3 more", or that there are none. */
static void put_names(gln_buffer *out, const gln_intern *names, const char *what)
{
    uint32_t *order = gln_intern__sorted(names);
    if (!names->count || !order) {
        gln_buffer__printf(out, "none names its %s", what);
        free(order);
        return;
    }
    gln_buffer__puts(out, names->count == 1 ? "there is " : "there are ");
    for (size_t i = 0; i < names->count && i < MOST_NAMED; i++) {
        gln_buffer__puts(out, i ? ", " : "");
        gln_slice name = names->items[order[i]];
        for (size_t k = 0; k < name.len; k++) { /* it could steer a terminal */
            unsigned char c = (unsigned char)name.ptr[k];
            gln_buffer__byte(out, c < 0x20 || c == 0x7F ? '?' : (char)c);
        }
    }
    if (names->count > MOST_NAMED) {
        gln_buffer__printf(out, " and %zu more", names->count - MOST_NAMED);
    }
    free(order);
}

static void put_missing(gln_buffer *out, const char *of, gln_slice asked, const gln_intern *names, const char *what)
{
    gln_buffer__printf(out, "no %s has the %s '%.*s', ", of, what, (int)asked.len, asked.ptr);
    put_names(out, names, what);
}

static void put_dates(gln_buffer *out, const survey *s)
{
    char from[GLN_DATE_SIZE], to[GLN_DATE_SIZE];
    const gln_selection *selection = s->selection;
    bool ranged = selection->from.year || selection->to.year;
    gln_date_edtf(selection->from, from);
    gln_date_edtf(selection->to, to);
    bool one = selection->from.year && strcmp(from, to) == 0;
    gln_buffer__puts(out, "no issue is");
    if (selection->from.year) {
        gln_buffer__printf(out, one ? " of %s" : selection->to.year ? " from %s" : " of %s or later", from);
    }
    if (selection->to.year && !one) {
        gln_buffer__printf(out, selection->from.year ? " to %s" : " of %s or earlier", to);
    }
    gln_buffer__puts(out, !ranged                     ? " dated but by inference"
                          : selection->explicit_dates ? ", dates inferred left out"
                                                      : "");
    if (s->from.year) {
        gln_buffer__printf(out, "; those there are date from %s to %s", gln_date_edtf(s->from, from),
                           gln_date_edtf(s->to, to));
    }
    if (s->undated) {
        gln_buffer__printf(out, "; %" PRIu64 " %s no full date", s->undated, s->undated == 1 ? "has" : "have");
    }
    if (selection->explicit_dates && s->inferred) {
        gln_buffer__printf(out, "; %" PRIu64 " %s dated by inference", s->inferred, s->inferred == 1 ? "is" : "are");
    }
}

static void put_cause(gln_buffer *out, const survey *s)
{
    const gln_selection *selection = s->selection;
    if (!s->papers.count && !s->issues) {
        gln_buffer__puts(out, "no issue could be read");
    } else if (!s->issues) {
        put_missing(out, "issue", selection->paper, &s->papers, "newspaper");
    } else if (!s->passed) {
        put_dates(out, s);
    } else if (selection->section.ptr && gln_intern__find(&s->sections, selection->section) == GLN_NO_ID) {
        put_missing(out, "article", selection->section, &s->sections, "section");
    } else if (selection->page.ptr && gln_intern__find(&s->pages, selection->page) == GLN_NO_ID) {
        put_missing(out, "article", selection->page, &s->pages, "page");
    } else if (selection->agency.ptr && gln_intern__find(&s->agencies, selection->agency) == GLN_NO_ID) {
        put_missing(out, "article", selection->agency, &s->agencies, "agency");
    } else {
        gln_buffer__puts(out, "no article passes all of its filters at once");
    }
}

bool cli_selection_filters(const gln_selection *s)
{
    return s->from.year || s->to.year || s->paper.ptr || s->section.ptr || s->page.ptr || s->agency.ptr ||
           s->explicit_dates;
}

/* Whether a lies before all days of b, as far as both are known. */
static bool is_before(gln_date a, gln_date b)
{
    if (a.year != b.year || !a.month || !b.month) {
        return a.year < b.year;
    }
    return a.month != b.month || !a.day || !b.day ? a.month < b.month : a.day < b.day;
}

gln_status cli_job_since(const cli_job *job, gln_date since, const char *name, gln_error *err)
{
    gln_selection later = job->selection;
    later.from = since;
    return since.year && is_before(job->summary.to, since) ? cli_job_nothing(job, &later, name, err) : GLN_OK;
}

gln_status cli_job_nothing(const cli_job *job, const gln_selection *selection, const char *name, gln_error *err)
{
    survey s = {.selection = selection};
    const gln_visitor visitor = {&s, on_issue, on_reject};
    gln_buffer text = GLN_BUFFER_INIT;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < gln_corpus_n_items(job->corpus) && status == GLN_OK; i++) {
        status = gln_corpus_read(job->corpus, i, &visitor, err);
    }
    if (status == GLN_OK) {
        put_cause(&text, &s);
        status = text.failed
                     ? gln_error__nomem(err)
                     : gln_error_set(err, GLN_ERR_RANGE, "%s matches nothing: %.*s", name, (int)text.len, text.data);
    }
    gln_buffer__free(&text);
    gln_intern__clear(&s.papers);
    gln_intern__clear(&s.sections);
    gln_intern__clear(&s.pages);
    gln_intern__clear(&s.agencies);
    return status;
}
