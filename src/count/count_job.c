/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_job.h"

#include "core/memory.h"

enum { MOST_JOBS = 16 };

static bool passes_issue(const gln_count_job *job, const gln_issue *issue)
{
    return !job->options->selection || gln_selection_issue(job->options->selection, issue);
}

static bool passes_article(const gln_count_job *job, const gln_article *article)
{
    return !job->options->selection || gln_selection_article(job->options->selection, article);
}

/* The part that must be cut for all jobs; it does not depend on the article, so neither do the sums of passive jobs. */
static gln_part part_of(const gln_count_job *jobs, size_t n)
{
    gln_part part = GLN_PART_ALL;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        if (!jobs[i].passive) {
            part = first || part == jobs[i].options->part ? jobs[i].options->part : GLN_PART_ALL;
            first = false;
        }
    }
    return part;
}

/* Whether tokens are to have their entries, which takes time. */
static bool numbered(const gln_count_job *jobs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const gln_matcher *matcher = jobs[i].options->matcher;
        if (jobs[i].numbered || (!jobs[i].passive && matcher && gln_matcher__is_whole(matcher))) {
            return true;
        }
    }
    return false;
}

static gln_status add_article(const gln_count_job *jobs, size_t n, const bool *begun, gln_article_text *text,
                              gln_error *err)
{
    const gln_analyzer *analyzer = NULL;
    bool wanted[MOST_JOBS] = {false};
    gln_status status = GLN_OK;
    for (size_t i = 0; i < n; i++) {
        wanted[i] = begun[i] && passes_article(&jobs[i], text->article);
        if (wanted[i] && !jobs[i].passive) {
            analyzer = jobs[i].options->analyzer;
        }
    }
    if (analyzer) {
        status = gln_article_text__cut(text, analyzer, part_of(jobs, n), numbered(jobs, n), err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        if (wanted[i]) {
            status = jobs[i].count(jobs[i].counter, text, err);
        }
    }
    return status;
}

gln_status gln_count_jobs__add(const gln_count_job *jobs, size_t n, gln_article_text *text, const gln_issue *issue,
                               gln_error *err)
{
    bool begun[MOST_JOBS] = {false};
    bool any = false;
    gln_status status = GLN_OK;
    if (n > MOST_JOBS) {
        return gln_error_set(err, GLN_ERR_USAGE, "more than %d counters in one run", MOST_JOBS);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        begun[i] = passes_issue(&jobs[i], issue);
        any = any || begun[i];
        status = begun[i] ? jobs[i].begin(jobs[i].counter, issue, err) : GLN_OK;
    }
    for (size_t a = 0; any && a < issue->n_articles && status == GLN_OK; a++) {
        gln_article_text__name(text, issue, &issue->articles[a]);
        status = add_article(jobs, n, begun, text, err);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        status = begun[i] && jobs[i].end ? jobs[i].end(jobs[i].counter, err) : GLN_OK;
    }
    gln_article_text__name(text, NULL, NULL);
    return status;
}

gln_status gln_counter_options__check(const gln_counter_options *options, bool needs_matcher, unsigned least_window,
                                      unsigned most_window, const char *what, gln_error *err)
{
    if (!options || !options->analyzer) {
        return gln_error_set(err, GLN_ERR_USAGE, "%s needs an analyzer", what);
    }
    if (needs_matcher && !options->matcher) {
        return gln_error_set(err, GLN_ERR_USAGE, "%s needs terms", what);
    }
    if ((unsigned)options->part > GLN_PART_BODY || (unsigned)options->split > GLN_SPLIT_AGENCY ||
        (unsigned)options->context > GLN_CONTEXT_ARTICLE) {
        return gln_error_set(err, GLN_ERR_USAGE, "%s was given an unknown part, split or context", what);
    }
    if (options->window < least_window || options->window > most_window) {
        return gln_error_set(err, GLN_ERR_USAGE, "the window of %s is %u; it must be %u to %u", what, options->window,
                             least_window, most_window);
    }
    return GLN_OK;
}

static bool same_analyzer(const gln_analyzer *a, const gln_analyzer *b)
{
    if (a == b) {
        return true;
    }
    size_t n = gln_analyzer_n_lexicons(a);
    if (n != gln_analyzer_n_lexicons(b) || gln_analyzer_folds_script(a) != gln_analyzer_folds_script(b) ||
        gln_analyzer_is_pretokenized(a) != gln_analyzer_is_pretokenized(b)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(gln_analyzer_lexicon(a, i).sha256, gln_analyzer_lexicon(b, i).sha256) != 0) {
            return false;
        }
    }
    return true;
}

static bool same_terms(const gln_matcher *a, const gln_matcher *b)
{
    if (a == b) {
        return true;
    }
    if (!a || !b || gln_matcher_n_terms(a) != gln_matcher_n_terms(b)) {
        return false;
    }
    for (size_t i = 0; i < gln_matcher_n_terms(a); i++) {
        if (!gln_slice_equal(gln_matcher__key(a, i), gln_matcher__key(b, i))) {
            return false;
        }
    }
    return true;
}

gln_status gln_counter_options__same(const gln_counter_options *a, const gln_counter_options *b, gln_error *err)
{
    const char *differs = NULL;
    if (!same_analyzer(a->analyzer, b->analyzer)) {
        differs = "analyzers";
    } else if (!same_terms(a->matcher, b->matcher)) {
        differs = "terms";
    } else if (a->part != b->part || a->split != b->split || a->context != b->context || a->window != b->window ||
               a->most != b->most || a->most_by_period != b->most_by_period || a->by != b->by || a->stop != b->stop ||
               a->keep_order != b->keep_order || a->strings.words != b->strings.words ||
               a->strings.skip != b->strings.skip || a->strings.characters != b->strings.characters ||
               a->keep != b->keep || a->keep_by != b->keep_by || a->keep_seed != b->keep_seed || a->every != b->every ||
               a->monthly != b->monthly || !a->weights != !b->weights) {
        differs = "options";
    }
    if (differs) {
        return gln_error_set(err, GLN_ERR_USAGE, "counts made with different %s cannot be merged", differs);
    }
    return GLN_OK;
}
