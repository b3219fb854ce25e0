/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_tiers.h"

#include "core/table_text.h"
#include "stats/numeric.h"
#include "stats/table2x2.h"
#include "json/json_write.h"

#include <math.h>

enum {
    TERM,
    MATCH,
    SPLIT,
    PERIOD,
    START,
    END,
    WITH,
    ARTICLES,
    SHARE,
    LOW,
    HIGH,
    TIER,
    TIER_LOW,
    TIER_HIGH,
    MOVE,
    MOVE_P,
    CAVEATS,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},
    {"match", GLN_TYPE_STRING, NULL, "Match", "What was looked for: string or word."},
    {"split", GLN_TYPE_STRING, NULL, "Split value",
     "The newspaper, section or agency of the series; null without one."},
    {"period", GLN_TYPE_STRING, NULL, "Period", "The period; a scale is of years."},
    {"period_start", GLN_TYPE_DATE, NULL, "First day", "Of the period."},
    {"period_end", GLN_TYPE_DATE, NULL, "Last day", "Of the period."},
    {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles with it", "Articles that have the term."},
    {"n_articles", GLN_TYPE_INTEGER, "articles", "Articles", "Selected articles."},
    {"share", GLN_TYPE_NUMBER, "share", "Share", "articles_with / n_articles: what the scale is of."},
    {"share_low", GLN_TYPE_NUMBER, "share", "Share, low", "Lower limit (Wilson 1927)."},
    {"share_high", GLN_TYPE_NUMBER, "share", "Share, high", "Upper limit."},
    {"tier", GLN_TYPE_STRING, NULL, "Tier", "Tier of the share; null below the lowest that the scale gives."},
    {"tier_low", GLN_TYPE_STRING, NULL, "Tier at the lower limit",
     "Where it differs from tier_high, the tier is not certain."},
    {"tier_high", GLN_TYPE_STRING, NULL, "Tier at the upper limit", "See tier_low."},
    {"move", GLN_TYPE_NUMBER, "tiers", "Move",
     "Tiers climbed since the last period with articles (below the lowest counts as one tier); negative: fallen."},
    {"move_p", GLN_TYPE_NUMBER, "probability", "p of the move",
     "Fisher's exact test of both shares, two-sided (Fisher 1935); articles taken as independent, not adjusted."},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats",
     "other_paper: articles of another newspaper than the scale's, or of an unknown one; not_annual: the period is no "
     "year; partial_period; lower_tiers_unknown: below the lowest tier that the scale gives."},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; no_issue; no_articles"},
};

gln_status gln_tiers__table(gln_table **out, gln_error *err)
{
    return gln_table_new("tiers", "Tiers of the discourse scale", fields, N_FIELDS, out, err);
}

/* Whether all articles are of the scale's newspaper. */
static bool of_paper(const gln_trend_frame *frame, size_t group, const gln_tiers *tiers)
{
    gln_slice paper = gln_tiers_paper(tiers);
    bool same = true;
    if (!paper.ptr) {
        return true;
    }
    for (size_t i = 0; i < frame->groups[group].n; i++) {
        uint32_t stratum = frame->order[frame->groups[group].first + i];
        same = same && gln_slice_equal(frame->view->issues[frame->view->strata[stratum].issue].newspaper, paper);
    }
    return same;
}

static void set_caveats(gln_table *table, bool paper, bool annual, bool partial, bool below)
{
    gln_buffer text = GLN_BUFFER_INIT;
    gln_json_writer w = gln_json__writer(&text, false);
    gln_json__begin_array(&w, GLN_JSON_LINE);
    if (!paper) {
        gln_json__put_text(&w, "other_paper");
    }
    if (!annual) {
        gln_json__put_text(&w, "not_annual");
    }
    if (partial) {
        gln_json__put_text(&w, "partial_period");
    }
    if (below) {
        gln_json__put_text(&w, "lower_tiers_unknown");
    }
    gln_json__end(&w);
    gln_table__set_buffer(table, CAVEATS, &text);
    gln_buffer__free(&text);
}

static void set_share(gln_table *table, const gln_trend_point *point, const gln_trend_point *before,
                      const gln_trend_options *options)
{
    const gln_tiers *tiers = options->tiers;
    double with = (double)point->articles_with, n = (double)point->n_articles;
    gln_interval limits = gln_stats__wilson(with, n, options->conf);
    size_t tier = gln_tiers_find(tiers, with / n);
    gln_table_set_number(table, SHARE, with / n);
    gln_table_set_number(table, LOW, limits.low);
    gln_table_set_number(table, HIGH, limits.high);
    gln_table_set_text(table, TIER, gln_tiers_name(tiers, tier));
    gln_table_set_text(table, TIER_LOW, gln_tiers_name(tiers, gln_tiers_find(tiers, limits.low)));
    gln_table_set_text(table, TIER_HIGH, gln_tiers_name(tiers, gln_tiers_find(tiers, limits.high)));
    if (before) {
        gln_exact_test test;
        double share = (double)before->articles_with / (double)before->n_articles;
        gln_table_set_number(table, MOVE, (double)gln_tiers_find(tiers, share) - (double)tier);
        gln_table2x2__fisher(
            (gln_table2x2){point->articles_with, point->n_articles, before->articles_with, before->n_articles}, &test);
        double p = exp(fmin(0, test.ln_two_sided));
        gln_table_set_number(table, MOVE_P, p > 1e-300 ? p : (double)NAN);
    }
}

gln_status gln_tiers__add(gln_table *table, const gln_trend_frame *frame, size_t term, size_t group,
                          const gln_trend_options *options, gln_error *err)
{
    const gln_trend_point *before = NULL;
    bool paper = of_paper(frame, group, options->tiers);
    char date[GLN_DATE_SIZE];
    for (size_t i = 0; i < frame->periods.n; i++) {
        const gln_period *period = &frame->periods.items[i];
        const gln_trend_point *point = &frame->points[i];
        gln_table_row(table);
        gln_table_set_text(table, TERM, frame->view->terms[term].term);
        gln_table_set_text(table, MATCH, gln_slice_of(options->match ? options->match : "string"));
        if (frame->groups[group].value.len) {
            gln_table_set_text(table, SPLIT, frame->groups[group].value);
        }
        gln_table_set_text(table, PERIOD, period->label);
        gln_table_set_text(table, START, gln_slice_of(gln_period__date(period->start, date)));
        gln_table_set_text(table, END, gln_slice_of(gln_period__date(period->end, date)));
        if (point->n_issues == 0 || point->n_articles == 0) {
            set_caveats(table, paper, options->by == GLN_BY_YEAR, false, false);
            gln_table_set_text(table, STATUS, point->n_issues ? GLN_LIT("no_articles") : GLN_LIT("no_issue"));
            continue;
        }
        double share = (double)point->articles_with / (double)point->n_articles;
        gln_table_set_integer(table, WITH, point->articles_with);
        gln_table_set_integer(table, ARTICLES, point->n_articles);
        set_share(table, point, before, options);
        set_caveats(table, paper, options->by == GLN_BY_YEAR, point->partial == GLN_PARTIAL_YES,
                    gln_tiers_find(options->tiers, share) == gln_tiers_count(options->tiers));
        gln_table_set_text(table, STATUS, GLN_LIT("ok"));
        before = point;
    }
    return gln_table_check(table, err);
}
