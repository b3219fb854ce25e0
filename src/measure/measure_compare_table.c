/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/table_text.h"
#include "measure/measure_compare.h"
#include "json/json_write.h"

#include <math.h>
#include <stdlib.h>

/* Below this a probability is given by its logarithm only. */
#define LEAST_P 1e-300

enum {
    A,
    B,
    TERM,
    MATCH,
    COUNT_A,
    COUNT_B,
    RATE_A,
    RATE_B,
    DOC_FREQ_A,
    DOC_FREQ_B,
    LOG_RATIO,
    LOG_RATIO_LOW,
    LOG_RATIO_HIGH,
    UNBOUNDED,
    LRC,
    G2,
    G2_LN_P,
    LOG_ODDS_Z,
    PHI,
    P,
    LN_P,
    P_UNIT,
    P_ADJ,
    LN_P_ADJ,
    P_PERMUTATION,
    DP_ARTICLES_A,
    DP_ARTICLES_B,
    BURCH_DA_A,
    BURCH_DA_B,
    CAVEATS,
    MEASURES,
    STATUS,
    N_FIELDS
};

static const char per_million[] = "per million tokens";
static const char natural[] = "natural logarithm";

static const gln_field fields[N_FIELDS] = {
    {"a", GLN_TYPE_STRING, NULL, "A", "name of the first selection"},
    {"b", GLN_TYPE_STRING, NULL, "B", "name of the second selection"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "the word in its normalized form, or the term as it was given"},
    {"match", GLN_TYPE_STRING, NULL, "Match",
     "string: the term was looked for in the normalized text; word: whole tokens were"},
    {"count_a", GLN_TYPE_INTEGER, "occurrences", "Count in A", "occurrences in A"},
    {"count_b", GLN_TYPE_INTEGER, "occurrences", "Count in B", "occurrences in B"},
    {"rate_a", GLN_TYPE_NUMBER, per_million, "Rate in A", "occurrences per million tokens (words and numbers) of A"},
    {"rate_b", GLN_TYPE_NUMBER, per_million, "Rate in B", "occurrences per million tokens (words and numbers) of B"},
    {"doc_freq_a", GLN_TYPE_INTEGER, "articles", "Articles in A", "articles of A in which it occurs"},
    {"doc_freq_b", GLN_TYPE_INTEGER, "articles", "Articles in B", "articles of B in which it occurs"},
    {"log_ratio", GLN_TYPE_NUMBER, "log2", "Log Ratio",
     "log2(rate_a/rate_b), 1 for twice as often in A (Hardie 2014); null where a count is 0: see unbounded"},
    {"log_ratio_low", GLN_TYPE_NUMBER, "log2", "Log Ratio, low",
     "lower limit: exact conditional Poisson limit (Przyborowski and Wilenski 1940), its distance from the estimate "
     "multiplied by sqrt(phi)"},
    {"log_ratio_high", GLN_TYPE_NUMBER, "log2", "Log Ratio, high", "upper limit of the same interval"},
    {"unbounded", GLN_TYPE_STRING, NULL, "Unbounded",
     "above: the Log Ratio is infinite, B has no occurrence; below: A has none; else null. The interval is then "
     "widened from Walter's (1975) estimate"},
    {"lrc", GLN_TYPE_NUMBER, "log2", "Conservative Log Ratio",
     "end nearest to 0 of the interval at the level corrected for all tests (Bonferroni), 0 where it holds 0 (Evert "
     "2022)"},
    {"g2", GLN_TYPE_NUMBER, NULL, "G2", "log-likelihood ratio of the 2x2 table of tokens (Dunning 1993); descriptive"},
    {"g2_ln_p", GLN_TYPE_NUMBER, natural, "ln p of G2",
     "chi-square tail of g2 as if tokens were independent, which they are not: descriptive, p is the test"},
    {"log_odds_z", GLN_TYPE_NUMBER, "standard errors", "Log-odds z",
     "log-odds ratio over its standard error, with the pooled rates worth a0 tokens as prior; positive: more frequent "
     "in A (Monroe, Colaresi and Quinn 2008)"},
    {"phi", GLN_TYPE_NUMBER, NULL, "Dispersion",
     "variance of the hits of units over what Poisson's law expects, at least 1 (McCullagh and Nelder 1989)"},
    {"p", GLN_TYPE_NUMBER, NULL, "p", "quasi-Poisson F test over the units of p_unit; null below 1e-300, see ln_p"},
    {"ln_p", GLN_TYPE_NUMBER, natural, "ln p", "natural logarithm of p"},
    {"p_unit", GLN_TYPE_STRING, NULL, "Unit of the test",
     "issue: a newspaper issue; block: consecutive issues; article. Never the token"},
    {"p_adj", GLN_TYPE_NUMBER, NULL, "Adjusted p",
     "p adjusted for all tests of the family (false discovery rate, Benjamini and Hochberg 1995)"},
    {"ln_p_adj", GLN_TYPE_NUMBER, natural, "ln of adjusted p", "natural logarithm of p_adj"},
    {"p_permutation", GLN_TYPE_NUMBER, NULL, "Permutation p",
     "p of relabelling the units at random, not adjusted (Phipson and Smyth 2010); a check of the rows at the top and "
     "of given terms, else null"},
    {"dp_articles_a", GLN_TYPE_NUMBER, NULL, "DP in A", "deviation of proportions over articles, 0 even (Gries 2008)"},
    {"dp_articles_b", GLN_TYPE_NUMBER, NULL, "DP in B", "deviation of proportions over articles, 0 even (Gries 2008)"},
    {"burch_da_a", GLN_TYPE_NUMBER, NULL, "D_A in A", "evenness over articles, 1 even (Burch, Egbert and Biber 2017)"},
    {"burch_da_b", GLN_TYPE_NUMBER, NULL, "D_A in B", "evenness over articles, 1 even (Burch, Egbert and Biber 2017)"},
    {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats",
     "clustered: articles are the unit though those of an issue are alike; autocorrelated: blocks of issues are; "
     "few_units: below 20; few_hits: below 10; bursty: one article has half of the hits; shared_issues: both sides "
     "have articles of one issue; overlap: both have the same articles; permutation_disagrees: p_permutation above .05 "
     "where p_adj is significant; reference: B is a list, whose dispersion is not known"},
    {"measures", GLN_TYPE_OBJECT, NULL, "All measures",
     "with --measures all: every other measure of keyness (see 'help measures'), those of units for the rows at the "
     "top; else null"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; one_sided: a count is 0; descriptive_only: too few units for any term to reach the level; no_hits; "
     "no_tokens: a side is empty; overlapping: the sides share articles, no test; undefined_... or invalid_...: of the "
     "2x2 table"},
};

enum {
    S_A,
    S_B,
    S_ISSUES_A,
    S_ISSUES_B,
    S_ARTICLES_A,
    S_ARTICLES_B,
    S_TOKENS_A,
    S_TOKENS_B,
    S_TYPES_A,
    S_TYPES_B,
    S_JSD,
    S_JSD_WEIGHTED,
    S_JSD_NULL_BIAS,
    S_JSD_CORRECTED,
    S_JSD_TESTED,
    S_JSD_TESTED_TYPES,
    S_JSD_NULL_MEDIAN,
    S_JSD_NULL_Q95,
    S_JSD_P,
    S_JSD_PERMUTATIONS,
    S_COSINE,
    S_OVERLAP,
    S_SHARED_ISSUES,
    S_SHARED_ARTICLES,
    S_P_UNIT,
    S_UNITS_A,
    S_UNITS_B,
    S_BLOCK_LENGTH,
    S_ACF1_A,
    S_ACF1_B,
    S_MIN_ATTAINABLE_P,
    S_M_TESTS,
    S_N_FILTERED,
    S_N_SIGNIFICANT,
    S_ALPHA,
    S_MIN_COUNT,
    S_PRIOR,
    S_PERMUTATIONS,
    S_FAMILY,
    S_RULE,
    S_STATUS,
    S_N_FIELDS
};

static const gln_field summary_fields[S_N_FIELDS] = {
    {"a", GLN_TYPE_STRING, NULL, "A", "name of the first selection"},
    {"b", GLN_TYPE_STRING, NULL, "B", "name of the second selection"},
    {"issues_a", GLN_TYPE_INTEGER, "issues", "Issues of A", "newspaper issues with tokens in A"},
    {"issues_b", GLN_TYPE_INTEGER, "issues", "Issues of B", "newspaper issues with tokens in B"},
    {"articles_a", GLN_TYPE_INTEGER, "articles", "Articles of A", "articles in A"},
    {"articles_b", GLN_TYPE_INTEGER, "articles", "Articles of B", "articles in B"},
    {"tokens_a", GLN_TYPE_INTEGER, "tokens", "Tokens of A", "words and numbers in A"},
    {"tokens_b", GLN_TYPE_INTEGER, "tokens", "Tokens of B", "words and numbers in B"},
    {"types_a", GLN_TYPE_INTEGER, "words", "Types of A", "different words in A; grows with its tokens"},
    {"types_b", GLN_TYPE_INTEGER, "words", "Types of B", "different words in B; grows with its tokens"},
    {"jsd", GLN_TYPE_NUMBER, "bits", "JSD, equal weights",
     "Jensen-Shannon divergence of the word distributions, 0 equal to 1 disjoint (Lin 1991); not 0 for two random "
     "halves"},
    {"jsd_weighted", GLN_TYPE_NUMBER, "bits", "JSD, weights by size", "the same with the sides weighted by words"},
    {"jsd_null_bias", GLN_TYPE_NUMBER, "bits", "Null bias of JSD",
     "(V-1)/(2 ln2 N): what jsd_weighted would be on average if N independent words of V types did not differ"},
    {"jsd_corrected", GLN_TYPE_NUMBER, "bits", "JSD, bias-corrected",
     "jsd_weighted less jsd_null_bias; may be negative"},
    {"jsd_tested", GLN_TYPE_NUMBER, "bits", "JSD tested", "jsd_weighted of the words that are permuted"},
    {"jsd_tested_types", GLN_TYPE_INTEGER, "words", "Words tested",
     "so many of the commonest words enter the permutation, 20,000 at most"},
    {"jsd_null_median", GLN_TYPE_NUMBER, "bits", "Null median", "median of jsd_tested with the units relabelled"},
    {"jsd_null_q95", GLN_TYPE_NUMBER, "bits", "Null band",
     "95 % point of jsd_tested with the units relabelled: what two like selections of this size may show"},
    {"jsd_p", GLN_TYPE_NUMBER, NULL, "p of the divergence",
     "share of relabellings at least as far apart (Phipson and Smyth 2010); at least 1/(permutations+1)"},
    {"jsd_permutations", GLN_TYPE_INTEGER, NULL, "Permutations of the divergence", "relabellings of the units drawn"},
    {"cosine", GLN_TYPE_NUMBER, NULL, "Cosine", "cosine similarity of the word counts, 0 to 1"},
    {"overlap", GLN_TYPE_NUMBER, NULL, "Overlap",
     "words with min_count hits on both sides over those with so many on either (Jaccard 1901); falls where sizes "
     "differ"},
    {"shared_issues", GLN_TYPE_INTEGER, "issues", "Shared issues", "issues of which both sides have articles"},
    {"shared_articles", GLN_TYPE_INTEGER, "articles", "Shared articles", "articles in both; any rules tests out"},
    {"p_unit", GLN_TYPE_STRING, NULL, "Unit of the tests", "issue, block (of consecutive issues) or article"},
    {"units_a", GLN_TYPE_INTEGER, NULL, "Units of A", "units of the tests in A"},
    {"units_b", GLN_TYPE_INTEGER, NULL, "Units of B", "units of the tests in B"},
    {"block_length", GLN_TYPE_INTEGER, "issues", "Block length", "issues a block; 1 where the unit is no block"},
    {"acf1_a", GLN_TYPE_NUMBER, NULL, "Autocorrelation in A",
     "median of r_1, the lag-1 autocorrelation of issue rates, over the 50 commonest terms; null where articles are "
     "units"},
    {"acf1_b", GLN_TYPE_NUMBER, NULL, "Autocorrelation in B", "the same in B"},
    {"min_attainable_p", GLN_TYPE_NUMBER, NULL, "Least p", "1/C(n, n_a): no relabelling of the units can say more"},
    {"m_tests", GLN_TYPE_INTEGER, "tests", "Tests", "m, the size of the family over which p is adjusted"},
    {"n_filtered", GLN_TYPE_INTEGER, "words", "Words left out", "words below min_count, neither tested nor shown"},
    {"n_significant", GLN_TYPE_INTEGER, "terms", "Significant", "terms with p_adj at or below alpha"},
    {"alpha", GLN_TYPE_NUMBER, NULL, "Level",
     "false discovery rate aimed at; 1 - alpha is the confidence of intervals"},
    {"min_count", GLN_TYPE_INTEGER, "occurrences", "Least count", "the filter of the family: hits in both together"},
    {"prior", GLN_TYPE_NUMBER, "tokens", "Prior", "a0, tokens that the prior of log_odds_z is worth"},
    {"permutations", GLN_TYPE_INTEGER, NULL, "Permutations",
     "relabellings behind p_permutation; 0: none could be made"},
    {"family", GLN_TYPE_STRING, NULL, "Family", "which terms are tested together"},
    {"rule", GLN_TYPE_STRING, NULL, "Rule", "how units are chosen, terms tested, adjusted and ranked"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; given_terms: no whole vocabulary, so no divergence; descriptive_only: too few units for any term to reach "
     "the level; no_terms: none reaches min_count; no_tokens: a side is empty; overlapping: the sides share articles, "
     "no test"},
};

static const struct {
    unsigned flag;
    const char *name;
} caveats[] = {
    {GLN_CAVEAT_CLUSTERED, "clustered"}, {GLN_CAVEAT_AUTOCORRELATED, "autocorrelated"},
    {GLN_CAVEAT_FEW_UNITS, "few_units"}, {GLN_CAVEAT_FEW_HITS, "few_hits"},
    {GLN_CAVEAT_BURSTY, "bursty"},       {GLN_CAVEAT_SHARED_ISSUES, "shared_issues"},
    {GLN_CAVEAT_OVERLAP, "overlap"},     {GLN_CAVEAT_PERMUTATION, "permutation_disagrees"},
    {GLN_CAVEAT_REFERENCE, "reference"},
};

gln_status gln_compare_table__new(gln_table **compare, gln_table **summary, gln_error *err)
{
    gln_table *rows = NULL, *whole = NULL;
    gln_status status = gln_table_new("compare", "Two selections compared, term by term", fields, N_FIELDS, &rows, err);
    if (status == GLN_OK) {
        status = gln_table_new("compare_summary", "Two selections compared as wholes", summary_fields, S_N_FIELDS,
                               &whole, err);
    }
    if (status != GLN_OK) {
        gln_table_free(rows);
        return status;
    }
    *compare = rows;
    *summary = whole;
    return GLN_OK;
}

static void put_labels(gln_table *table, const gln_compare_options *options)
{
    gln_table_set_text(table, A, options->label_a.ptr ? options->label_a : GLN_LIT("A"));
    gln_table_set_text(table, B, options->label_b.ptr ? options->label_b : GLN_LIT("B"));
}

static void put_caveats(gln_table *table, unsigned flags, gln_buffer *room)
{
    gln_buffer__clear(room);
    gln_json_writer writer = gln_json__writer(room, false);
    gln_json__begin_array(&writer, GLN_JSON_LINE);
    for (size_t i = 0; i < sizeof caveats / sizeof *caveats; i++) {
        if (flags & caveats[i].flag) {
            gln_json__put_text(&writer, caveats[i].name);
        }
    }
    gln_json__end(&writer);
    gln_table__set_buffer(table, CAVEATS, room);
}

/* A probability from its logarithm, which is set besides. */
static void put_p(gln_table *table, size_t p, size_t ln, double ln_p)
{
    gln_table_set_number(table, p, ln_p < log(LEAST_P) ? NAN : exp(ln_p));
    gln_table_set_number(table, ln, ln_p);
}

static void put_counts(gln_table *table, const gln_compare_row *row, bool reference)
{
    gln_table2x2 t = row->counts;
    const gln_freq_term *const *side = row->term->side;
    gln_table_set_integer(table, COUNT_A, t.f1);
    gln_table_set_integer(table, COUNT_B, t.f2);
    gln_table_set_number(table, RATE_A, t.n1 ? 1e6 * (double)t.f1 / (double)t.n1 : NAN);
    gln_table_set_number(table, RATE_B, t.n2 ? 1e6 * (double)t.f2 / (double)t.n2 : NAN);
    gln_table_set_integer(table, DOC_FREQ_A, side[0] ? side[0]->n_postings : 0);
    if (!reference) {
        gln_table_set_integer(table, DOC_FREQ_B, side[1] ? side[1]->n_postings : 0);
    }
    gln_table_set_number(table, DP_ARTICLES_A, row->dp[0]);
    gln_table_set_number(table, DP_ARTICLES_B, row->dp[1]);
    gln_table_set_number(table, BURCH_DA_A, row->d_a[0]);
    gln_table_set_number(table, BURCH_DA_B, row->d_a[1]);
}

static void put_effects(gln_table *table, const gln_compare_row *row)
{
    gln_table_set_number(table, LOG_RATIO, row->log_ratio);
    gln_table_set_number(table, LOG_RATIO_LOW, row->low);
    gln_table_set_number(table, LOG_RATIO_HIGH, row->high);
    if (isinf(row->log_ratio)) {
        gln_table_set_text(table, UNBOUNDED, row->log_ratio > 0 ? GLN_LIT("above") : GLN_LIT("below"));
    }
    gln_table_set_number(table, LRC, row->lrc);
    gln_table_set_number(table, G2, row->g2);
    gln_table_set_number(table, G2_LN_P, row->g2_ln_p);
    gln_table_set_number(table, LOG_ODDS_Z, row->z);
}

gln_status gln_compare_table__rows(gln_table *table, const gln_compare_pair *pair, const gln_compare_rows *rows,
                                   gln_error *err)
{
    gln_status status = GLN_OK;
    gln_buffer room = GLN_BUFFER_INIT;
    const gln_compare_options *options = pair->options;
    gln_match match = pair->given ? options->match : GLN_MATCH_WORD;
    size_t n = options->top && options->top < rows->n ? options->top : rows->n;
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        const gln_compare_row *row = &rows->items[rows->order[i]];
        gln_table_row(table);
        put_labels(table, options);
        gln_table_set_text(table, TERM, gln_compare_term__text(row->term));
        gln_table_set_text(table, MATCH, gln_slice_of(gln_match_name(match)));
        put_counts(table, row, pair->reference);
        put_effects(table, row);
        gln_table_set_number(table, PHI, row->phi);
        put_p(table, P, LN_P, row->ln_p);
        gln_table_set_text(table, P_UNIT, gln_slice_of(pair->units.name));
        put_p(table, P_ADJ, LN_P_ADJ, row->ln_p_adj);
        gln_table_set_number(table, P_PERMUTATION, row->p_permutation);
        put_caveats(table, row->caveats, &room);
        if (options->all_measures) {
            gln_buffer__clear(&room);
            status = gln_compare_all__put(pair, row, pair->given || i < options->check, &room, err);
            gln_table__set_buffer(table, MEASURES, &room);
        }
        gln_table_set_text(table, STATUS, gln_slice_of(row->status));
    }
    gln_buffer__free(&room);
    return status;
}

static void put_whole(gln_table *table, const gln_compare_pair *pair, const gln_compare_whole *w)
{
    if (!pair->given) {
        gln_table_set_integer(table, S_TYPES_A, w->types[0]);
        gln_table_set_integer(table, S_TYPES_B, w->types[1]);
    }
    gln_table_set_number(table, S_JSD, w->jsd);
    gln_table_set_number(table, S_JSD_WEIGHTED, w->jsd_weighted);
    gln_table_set_number(table, S_JSD_NULL_BIAS, w->null_bias);
    gln_table_set_number(table, S_JSD_CORRECTED, w->jsd_corrected);
    gln_table_set_number(table, S_JSD_TESTED, w->jsd_tested);
    gln_table_set_integer(table, S_JSD_TESTED_TYPES, w->tested_types);
    gln_table_set_number(table, S_JSD_NULL_MEDIAN, w->null_median);
    gln_table_set_number(table, S_JSD_NULL_Q95, w->null_q95);
    gln_table_set_number(table, S_JSD_P, w->p);
    gln_table_set_integer(table, S_JSD_PERMUTATIONS, w->permutations);
    gln_table_set_number(table, S_COSINE, w->cosine);
    gln_table_set_number(table, S_OVERLAP, w->overlap);
}

static void put_design(gln_table *table, const gln_compare_units *units)
{
    gln_table_set_integer(table, S_SHARED_ISSUES, units->shared_issues);
    gln_table_set_integer(table, S_SHARED_ARTICLES, units->shared_articles);
    gln_table_set_text(table, S_P_UNIT, gln_slice_of(units->name));
    gln_table_set_integer(table, S_UNITS_A, units->n[0]);
    gln_table_set_integer(table, S_UNITS_B, units->n[1]);
    gln_table_set_integer(table, S_BLOCK_LENGTH, units->block_length);
    gln_table_set_number(table, S_ACF1_A, units->acf1[0]);
    gln_table_set_number(table, S_ACF1_B, units->acf1[1]);
    gln_table_set_number(table, S_MIN_ATTAINABLE_P, units->reference ? (double)NAN : exp(units->ln_min_p));
}

static void put_family(gln_table *table, const gln_compare_pair *pair, const gln_compare_rows *rows)
{
    const gln_compare_options *options = pair->options;
    gln_table_set_integer(table, S_M_TESTS, rows->m);
    gln_table_set_integer(table, S_N_FILTERED, rows->n_filtered);
    gln_table_set_integer(table, S_N_SIGNIFICANT, rows->n_significant);
    gln_table_set_number(table, S_ALPHA, options->alpha);
    gln_table_set_integer(table, S_MIN_COUNT, options->min_count);
    gln_table_set_number(table, S_PRIOR, options->prior);
    gln_table_set_integer(table, S_PERMUTATIONS, rows->n_relabelled);
    gln_table_set_text(table, S_FAMILY,
                       pair->given ? GLN_LIT("all given terms that occur")
                                   : GLN_LIT("words with at least min_count hits in both selections together"));
    gln_table_set_text(table, S_RULE, gln_slice_of(gln_compare_rule()));
}

void gln_compare_table__summary(gln_table *table, const gln_compare_pair *pair, const gln_compare_rows *rows,
                                const gln_compare_whole *whole)
{
    gln_table_row(table);
    put_labels(table, pair->options);
    for (size_t s = 0; s < 2; s++) {
        gln_table_set_integer(table, S_ISSUES_A + s, pair->units.n_issues[s]);
        gln_table_set_integer(table, S_ARTICLES_A + s, pair->view[s]->n_docs);
        gln_table_set_integer(table, S_TOKENS_A + s, pair->view[s]->n_tokens);
    }
    put_whole(table, pair, whole);
    put_design(table, &pair->units);
    put_family(table, pair, rows);
    const char *status = whole->status;
    if (strcmp(status, "ok") == 0) {
        status = rows->n == 0 ? "no_terms" : rows->descriptive ? "descriptive_only" : status;
    }
    gln_table_set_text(table, S_STATUS, gln_slice_of(status));
}
