/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_trend_columns.h"

#define PER_MILLION "per million tokens"
#define PER_YEAR "per million tokens and year"

const gln_field gln_trend__fields[TREND_ALL_COLUMNS] = {
    [TREND_TERM] = {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},
    [TREND_MATCH] =
        {"match", GLN_TYPE_STRING, NULL, "Match",
         "What was looked for: string (in the normalized text, before segmentation) or word (whole tokens)."},
    [TREND_SPLIT] =
        {"split", GLN_TYPE_STRING, NULL, "Split value",
         "The newspaper, section or agency of the series; null where the table is not split or the value is "
         "not known."},
    [TREND_PERIOD] = {"period", GLN_TYPE_STRING, NULL, "Period",
                      "The period: 2020-09-26, 2020-W39 (ISO 8601 week), 2020-09, 2020-Q3 or 2020; by issue the date, "
                      "followed by newspaper, edition and id where issues of one date need them."},
    [TREND_PERIOD_START] = {"period_start", GLN_TYPE_DATE, NULL, "First day", "First day of the period."},
    [TREND_PERIOD_END] = {"period_end", GLN_TYPE_DATE, NULL, "Last day",
                          "Last day of the period, which belongs to it."},
    [TREND_HAS_ISSUE] =
        {"has_issue", GLN_TYPE_BOOLEAN, NULL, "Has an issue",
         "Whether an issue was read in the period; a period without one is a gap with null values, not a "
         "zero."},
    [TREND_N_ISSUES] = {"n_issues", GLN_TYPE_INTEGER, "issues", "Issues",
                        "Issues of the period, those without a selected article too; split by newspaper, that "
                        "newspaper's issues."},
    [TREND_N_ARTICLES] = {"n_articles", GLN_TYPE_INTEGER, "articles", "Articles", "Selected articles of the period."},
    [TREND_N_TOKENS] = {"n_tokens", GLN_TYPE_INTEGER, "tokens", "Tokens",
                        "Words and numbers, without punctuation, of the part that is counted: the exposure of rate."},
    [TREND_N_CHARS] = {"n_chars", GLN_TYPE_INTEGER, "characters", "Characters",
                       "Code points of those tokens: the exposure of rate_chars."},
    [TREND_COUNT] = {"count", GLN_TYPE_INTEGER, "hits", "Hits", "Occurrences of the term."},
    [TREND_ARTICLES_WITH] = {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles with a hit",
                             "Articles that hold the term at least once."},
    [TREND_SHARE] = {"share_articles", GLN_TYPE_NUMBER, "proportion", "Share of articles",
                     "articles_with / n_articles, between 0 and 1."},
    [TREND_SHARE_LOW] = {"share_low", GLN_TYPE_NUMBER, "proportion", "Share, lower limit",
                         "Lower limit of share_articles (Wilson 1927)."},
    [TREND_SHARE_HIGH] = {"share_high", GLN_TYPE_NUMBER, "proportion", "Share, upper limit",
                          "Upper limit of share_articles (Wilson 1927)."},
    [TREND_RATE] = {"rate", GLN_TYPE_NUMBER, PER_MILLION, "Rate", "1,000,000 count / n_tokens."},
    [TREND_RATE_LOW] = {"rate_low", GLN_TYPE_NUMBER, PER_MILLION, "Rate, lower limit",
                        "Lower limit of rate by rate_method."},
    [TREND_RATE_HIGH] = {"rate_high", GLN_TYPE_NUMBER, PER_MILLION, "Rate, upper limit",
                         "Upper limit of rate by rate_method."},
    [TREND_RATE_METHOD] =
        {"rate_method", GLN_TYPE_STRING, NULL, "Interval of the rate",
         "clustered: the article is the unit, hits within one may hang together (linearised variance, "
         "Cochran 1977; limits at the effective count after Korn and Graubard 1998). exact: Poisson "
         "limits (Garwood 1936), where there are no hits or only one article."},
    [TREND_RATE_CHARS] = {"rate_chars", GLN_TYPE_NUMBER, "per million characters", "Rate per character",
                          "1,000,000 count / n_chars: a rate that no lexicon can move."},
    [TREND_BURST] = {"burst", GLN_TYPE_BOOLEAN, NULL, "Burst",
                     "Whether the period lies in a burst: Kleinberg's (2003) batched automaton of two states, s = 2, "
                     "gamma = 1, on the articles with a hit. Null where no burst was looked for."},
    [TREND_BURST_WEIGHT] = {"burst_weight", GLN_TYPE_NUMBER, "natural logarithm", "Weight of the burst",
                            "What the burst that the period lies in saves over the base state."},
    [TREND_SURPRISE] = {"surprise_bits", GLN_TYPE_NUMBER, "bits", "Surprise",
                        "-log2 of the chance of so many articles with a hit, or more, given all other observed "
                        "periods: the negative-binomial predictive tail with Jeffreys' prior."},
    [TREND_CHANGE_POINT] = {"change_point", GLN_TYPE_BOOLEAN, NULL, "Change point",
                            "Whether a new level begins with the period, by the segmentation of table changes. Null "
                            "where none was looked for."},
    [TREND_PARTIAL] =
        {"partial", GLN_TYPE_BOOLEAN, NULL, "Partial",
         "Whether the series begins or ends inside the period: its first (last) issue is farther from the "
         "edge of the period than the median gap between issue dates, at least a day. Partial periods are "
         "not tested. Null for gaps, and at an end where that cannot be told: fewer than two dates, or an "
         "issue without a full date."},
    [TREND_STATUS] =
        {"status", GLN_TYPE_STRING, NULL, "Status",
         "ok; no_issue: a gap; no_exposure: issues, but no tokens to count in; one_article: hits in a single "
         "article of the period, whose interval is exact and too narrow for a word that comes in bursts."},
    [TREND_RATE_EXACT_LOW] =
        {"rate_exact_low", GLN_TYPE_NUMBER, PER_MILLION, "Rate, exact lower limit",
         "Exact Poisson limit (Garwood 1936; Byar's approximation above 10,000 hits): hits taken as "
         "independent, so too narrow for words that come in bursts."},
    [TREND_RATE_EXACT_HIGH] = {"rate_exact_high", GLN_TYPE_NUMBER, PER_MILLION, "Rate, exact upper limit",
                               "Exact Poisson limit, as rate_exact_low."},
    [TREND_SHARE_EXACT_LOW] = {"share_exact_low", GLN_TYPE_NUMBER, "proportion", "Share, exact lower limit",
                               "Lower limit of share_articles (Clopper and Pearson 1934)."},
    [TREND_SHARE_EXACT_HIGH] = {"share_exact_high", GLN_TYPE_NUMBER, "proportion", "Share, exact upper limit",
                                "Upper limit of share_articles (Clopper and Pearson 1934)."},
    [TREND_DESIGN_EFFECT] = {"design_effect", GLN_TYPE_NUMBER, "ratio", "Design effect",
                             "Variance of the rate with articles as units over that of independent hits; 1 for a word "
                             "that does not cluster in articles."},
};

const gln_field gln_trend__calendar_fields[CALENDAR_COLUMNS] = {
    [CALENDAR_EXPECTED] = {"issues_expected", GLN_TYPE_INTEGER, "issues", "Issues expected",
                           "Issues that the calendar expects of the newspapers read, a newspaper and day each, from "
                           "the first to the last issue of each newspaper or over the range asked for."},
    [CALENDAR_COVERAGE] = {"coverage", GLN_TYPE_NUMBER, "proportion", "Coverage",
                           "Share of the expected issues that were read; null where none is expected."},
};

const gln_field gln_trend__coded_fields[CODED_COLUMNS] = {
    [CODED_PRECISION] = {"precision", GLN_TYPE_NUMBER, "share", "Precision",
                         "Share of the hits that are meant, as judged by hand in a sample (--coded)."},
    [CODED_PRECISION_LOW] = {"precision_low", GLN_TYPE_NUMBER, "share", "Precision, low",
                             "Its lower limit (Wilson 1927)."},
    [CODED_PRECISION_HIGH] = {"precision_high", GLN_TYPE_NUMBER, "share", "Precision, high", "Its upper limit."},
    [CODED_BASIS] = {"precision_basis", GLN_TYPE_STRING, NULL, "Precision, basis",
                     "period: of the sample's period that holds this one; whole: of all judged hits of the term."},
    [CODED_COUNT] = {"count_corrected", GLN_TYPE_NUMBER, "hits", "Corrected hits", "count x precision."},
    [CODED_RATE] =
        {"rate_corrected", GLN_TYPE_NUMBER, PER_MILLION, "Corrected rate",
         "rate x precision: what the term misses (its recall) is not made good. Tests are of the raw counts."},
    [CODED_RATE_LOW] = {"rate_corrected_low", GLN_TYPE_NUMBER, PER_MILLION, "Corrected rate, low",
                        "Lower limit: both intervals joined on the logarithm (Zou and Donner 2008)."},
    [CODED_RATE_HIGH] = {"rate_corrected_high", GLN_TYPE_NUMBER, PER_MILLION, "Corrected rate, high",
                         "Upper limit, the same way."},
};

const gln_field gln_trend__weighted_fields[WEIGHTED_COLUMNS] = {
    [WEIGHTED_COUNT] = {"count_weighted", GLN_TYPE_NUMBER, "hits", "Weighted hits",
                        "Occurrences of the term, those in each of k copies of a text counted as 1 / k (in 5040ths)."},
    [WEIGHTED_TOKENS] = {"n_tokens_weighted", GLN_TYPE_NUMBER, "tokens", "Weighted tokens",
                         "Tokens with the same weights: the exposure of rate_weighted."},
    [WEIGHTED_RATE] = {"rate_weighted", GLN_TYPE_NUMBER, PER_MILLION, "Weighted rate",
                       "1,000,000 count_weighted / n_tokens_weighted: the rate with every reprinted text counted once "
                       "in all. Intervals and tests are of the unweighted counts."},
};

const gln_field gln_trend__tests_fields[TESTS_COLUMNS] = {
    [TESTS_TERM] = {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},
    [TESTS_MATCH] =
        {"match", GLN_TYPE_STRING, NULL, "Match",
         "What was looked for: string (in the normalized text, before segmentation) or word (whole tokens)."},
    [TESTS_SPLIT] =
        {"split", GLN_TYPE_STRING, NULL, "Split value",
         "The newspaper, section or agency of the series; null where the table is not split or the value is "
         "not known."},
    [TESTS_N_PERIODS] = {"n_periods", GLN_TYPE_INTEGER, "periods", "Tested periods",
                         "Periods with an issue and tokens that are not partial; by issue, dates of issues. The tests "
                         "see no others."},
    [TESTS_N_ISSUES] = {"n_issues", GLN_TYPE_INTEGER, "issues", "Issues",
                        "Issues of the whole range, of partial periods too."},
    [TESTS_N_ARTICLES] = {"n_articles", GLN_TYPE_INTEGER, "articles", "Articles",
                          "Selected articles of the whole range."},
    [TESTS_COUNT] = {"count", GLN_TYPE_INTEGER, "hits", "Hits", "Occurrences of the term in the whole range."},
    [TESTS_PATTERN] =
        {"pattern", GLN_TYPE_STRING, NULL, "Pattern",
         "rise, fall, step, burst, seasonal or none_detected (which does not mean stable), by the rule among the "
         "parameters; null where nothing was tested."},
    [TESTS_EVIDENCE] = {"evidence", GLN_TYPE_STRING, NULL, "Evidence",
                        "strong, moderate, weak or none, by the rule among the parameters; null where nothing was "
                        "tested."},
    [TESTS_CAVEATS] = {"caveats", GLN_TYPE_ARRAY, NULL, "Caveats",
                       "What speaks against trusting the row, by the rule among the parameters."},
    [TESTS_SLOPE] = {"slope_per_year", GLN_TYPE_NUMBER, PER_YEAR, "Slope",
                     "Median slope of all pairs of tested rates on true mid-dates (Theil 1950, Sen 1968)."},
    [TESTS_SLOPE_LOW] = {"slope_low", GLN_TYPE_NUMBER, PER_YEAR, "Slope, lower limit",
                         "Lower limit of the slope (Sen 1968); it does not allow for autocorrelation."},
    [TESTS_SLOPE_HIGH] = {"slope_high", GLN_TYPE_NUMBER, PER_YEAR, "Slope, upper limit",
                          "Upper limit of the slope (Sen 1968); it does not allow for autocorrelation."},
    [TESTS_RATIO] = {"rate_ratio_year", GLN_TYPE_NUMBER, "ratio", "Rate ratio of a year",
                     "By what the rate is multiplied in a year: e^b of a quasi-Poisson regression of the counts on the "
                     "mid-date, tokens as exposure (McCullagh and Nelder 1989). For a range below a year an "
                     "extrapolation."},
    [TESTS_RATIO_LOW] = {"rate_ratio_low", GLN_TYPE_NUMBER, "ratio", "Rate ratio, lower limit",
                         "Lower limit of rate_ratio_year (Student's t, widened by phi); it does not allow for "
                         "autocorrelation."},
    [TESTS_RATIO_HIGH] = {"rate_ratio_high", GLN_TYPE_NUMBER, "ratio", "Rate ratio, upper limit",
                          "Upper limit of rate_ratio_year (Student's t, widened by phi); it does not allow for "
                          "autocorrelation."},
    [TESTS_PHI] = {"phi", GLN_TYPE_NUMBER, "ratio", "Dispersion",
                   "Pearson's chi-square of that regression over its degrees of freedom, at least 1: 1 for Poisson "
                   "counts."},
    [TESTS_MK_Z] = {"mk_z", GLN_TYPE_NUMBER, "standard deviations", "Mann-Kendall z",
                    "Score of the uncorrected test (Mann 1945, Kendall 1975) over its standard deviation, ties and "
                    "continuity allowed for."},
    [TESTS_MK_P] =
        {"mk_p", GLN_TYPE_NUMBER, "probability", "Mann-Kendall p",
         "Two-sided p of the uncorrected test, exact up to 10 periods without ties; autocorrelation makes it "
         "too small."},
    [TESTS_Z_WITHOUT_START] = {"mk_z_without_start", GLN_TYPE_NUMBER, "standard deviations", "z without the start",
                               "mk_z without the first sixth of the periods, rounded up."},
    [TESTS_Z_WITHOUT_END] = {"mk_z_without_end", GLN_TYPE_NUMBER, "standard deviations", "z without the end",
                             "mk_z without the last sixth: a burst at the end of a series does not outlive the cut."},
    [TESTS_MK_P_PREWHITENED] = {"mk_p_prewhitened", GLN_TYPE_NUMBER, "probability", "p, pre-whitened",
                                "Mann-Kendall on the series less its lag-1 autocorrelation (Kulkarni and von Storch "
                                "1995); it takes a steady trend away with it. Not used for p."},
    [TESTS_MK_P_TFPW] = {"mk_p_tfpw", GLN_TYPE_NUMBER, "probability", "p, trend-free pre-whitened",
                         "Mann-Kendall after whitening without the trend (Yue et al. 2002); it rejects too often. "
                         "Not used for p."},
    [TESTS_P] =
        {"p", GLN_TYPE_NUMBER, "probability", "p",
         "Two-sided p of the Mann-Kendall test with the variance of a series of autocorrelation acf1_corrected (Hamed "
         "and Rao 1998 with powers of it); equal to mk_p where that is 0. Null below 1e-300, see ln_p."},
    [TESTS_LN_P] = {"ln_p", GLN_TYPE_NUMBER, "natural logarithm", "ln p", "Natural logarithm of p."},
    [TESTS_P_ADJ] = {"p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p",
                     "p adjusted over the m_tests tested rows of this table: the false discovery rate (Benjamini and "
                     "Hochberg 1995)."},
    [TESTS_LN_P_ADJ] = {"ln_p_adj", GLN_TYPE_NUMBER, "natural logarithm", "ln adjusted p",
                        "Natural logarithm of p_adj."},
    [TESTS_M] = {"m_tests", GLN_TYPE_INTEGER, "tests", "Tests in the family",
                 "Rows of this table with 5 tested periods or more and a hit in one: the family of p_adj."},
    [TESTS_ACF1] = {"acf1", GLN_TYPE_NUMBER, "correlation", "Autocorrelation",
                    "Correlation of neighbouring tested rates, the trend included."},
    [TESTS_ACF1_DETRENDED] = {"acf1_detrended", GLN_TYPE_NUMBER, "correlation", "Autocorrelation without the slope",
                              "The same after taking off the slope."},
    [TESTS_ACF1_CORRECTED] =
        {"acf1_corrected", GLN_TYPE_NUMBER, "correlation", "Autocorrelation, corrected",
         "acf1_detrended = r without the bias of a short series, (n r + 2)/(n - 5), held between 0 and 0.95: what p "
         "allows for."},
    [TESTS_N_EFFECTIVE] = {"n_effective", GLN_TYPE_NUMBER, "periods", "Effective periods",
                           "Independent periods that carry as much: n (1 - r) / (1 + r), r = acf1_detrended where "
                           "positive (Bayley and Hammersley 1946)."},
    [TESTS_DESIGN_EFFECT] = {"design_effect", GLN_TYPE_NUMBER, "ratio", "Design effect",
                             "Variance of the rate of the whole range with articles as units over that of independent "
                             "hits."},
    [TESTS_TOP_ARTICLE_SHARE] = {"top_article_share", GLN_TYPE_NUMBER, "proportion", "Share of the largest article",
                                 "Share of all hits that stand in the article with the most of them."},
    [TESTS_BURST_P] =
        {"burst_p", GLN_TYPE_NUMBER, "probability", "p of a burst",
         "Upper bound of the chance that a stretch of periods has articles with a hit 2, 4, 8 or 16 times "
         "as often as the whole with the largest log likelihood ratio w: n k exp(-w/d), n tested periods, k "
         "strengths (Ville 1939), d the dispersion and autocorrelation outside it."},
    [TESTS_BURST_P_ADJ] = {"burst_p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p of a burst",
                           "burst_p adjusted over the m_shape_tests (Benjamini and Hochberg 1995)."},
    [TESTS_CHANGE_P] =
        {"change_p", GLN_TYPE_NUMBER, "probability", "p of a change",
         "Of the best single cut of the counts, its place searched for: likelihood ratio over dispersion "
         "and autocorrelation, against 999 draws of the total (Worsley 1986), beyond them continued as "
         "sqrt(x) exp(-x/2)."},
    [TESTS_CHANGE_P_ADJ] = {"change_p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p of a change",
                            "change_p adjusted over the m_shape_tests."},
    [TESTS_SEASON_P] = {"season_p", GLN_TYPE_NUMBER, "probability", "p of a season",
                        "Score test of two yearly waves (one by quarter) beside a trend, over dispersion and "
                        "autocorrelation; null below two years."},
    [TESTS_SEASON_P_ADJ] = {"season_p_adj", GLN_TYPE_NUMBER, "probability", "Adjusted p of a season",
                            "season_p adjusted over the m_shape_tests."},
    [TESTS_M_SHAPE] = {"m_shape_tests", GLN_TYPE_INTEGER, "tests", "Tests of shape",
                       "Tests for bursts, changes and seasons in this table, the family of their adjusted p."},
    [TESTS_BURSTS] = {"bursts", GLN_TYPE_ARRAY, NULL, "Bursts",
                      "First day, last day and weight of each burst; table bursts has more."},
    [TESTS_CHANGE_POINTS] = {"change_points", GLN_TYPE_ARRAY, NULL, "Change points",
                             "First days of new levels by the segmentation; table changes has more."},
    [TESTS_CONTAINERS] = {"containers", GLN_TYPE_ARRAY, NULL, "Containing words",
                          "The five commonest words that contain hits of the term, with the number of hits, over what "
                          "`count` covers: the split value, within the range."},
    [TESTS_SENTENCE_EN] = {"sentence_en", GLN_TYPE_STRING, NULL, "In words", "The finding in English."},
    [TESTS_SENTENCE_ZH] = {"sentence_zh", GLN_TYPE_STRING, NULL, "In words, Chinese", "The finding in Chinese."},
    [TESTS_STATUS] = {"status", GLN_TYPE_STRING, NULL, "Status",
                      "ok, or why numbers are null: no_issue; no_hits; no_tested_hits (only in partial periods); "
                      "insufficient_data (fewer than 5 tested periods; below 4 no tests at all); constant (all tested "
                      "rates are equal); no_interval (of the slope); too_many_points; of the regression: separation, "
                      "no_convergence, collinear."},
};

#define TERM_FIELDS                                                                                                    \
    {"term", GLN_TYPE_STRING, NULL, "Term", "The term as it was given."},                                              \
        {"match", GLN_TYPE_STRING, NULL, "Match",                                                                      \
         "What was looked for: string (in the normalized text, before segmentation) or word (whole tokens)."},         \
    {                                                                                                                  \
        "split", GLN_TYPE_STRING, NULL, "Split value",                                                                 \
            "The newspaper, section or agency of the series; null where the table is not split or the value is not "   \
            "known."                                                                                                   \
    }

const gln_field gln_trend__bursts_fields[BURSTS_COLUMNS] = {
    TERM_FIELDS,
    [BURSTS_START] = {"start", GLN_TYPE_DATE, NULL, "First day", "First day of the first period of the burst."},
    [BURSTS_END] = {"end", GLN_TYPE_DATE, NULL, "Last day", "Last day of its last period."},
    [BURSTS_N_PERIODS] = {"n_periods", GLN_TYPE_INTEGER, "periods", "Periods", "Tested periods in the burst."},
    [BURSTS_WEIGHT] = {"weight", GLN_TYPE_NUMBER, "natural logarithm", "Weight",
                       "What the burst saves over the base state: the sum of ln[P(a | 2 R/D) / P(a | R/D)] over its "
                       "periods, a the articles with a hit, R/D their share in all (Kleinberg 2003)."},
    [BURSTS_P] = {"p", GLN_TYPE_NUMBER, "probability", "p",
                  "Upper bound, as burst_p of trend_tests of these very periods; not adjusted."},
    [BURSTS_COUNT] = {"count", GLN_TYPE_INTEGER, "hits", "Hits", "Occurrences in the burst."},
    [BURSTS_ARTICLES_WITH] = {"articles_with", GLN_TYPE_INTEGER, "articles", "Articles with a hit",
                              "Articles of the burst that hold the term."},
    [BURSTS_N_ARTICLES] = {"n_articles", GLN_TYPE_INTEGER, "articles", "Articles", "Articles of the burst."},
    [BURSTS_SHARE] = {"share_articles", GLN_TYPE_NUMBER, "proportion", "Share of articles",
                      "articles_with / n_articles."},
    [BURSTS_OPEN] = {"open", GLN_TYPE_BOOLEAN, NULL, "Open",
                     "Whether the burst holds the last tested period, so that nobody knows yet how it ends."},
    [BURSTS_LEVEL] = {"level", GLN_TYPE_INTEGER, "states", "Level",
                      "Highest state that the burst reaches in an automaton of up to five states, each expecting twice "
                      "the share of the one below (Kleinberg 2003): 1 is twice the base share, 2 four times."},
    [BURSTS_PEAK_START] = {"peak_start", GLN_TYPE_DATE, NULL, "Peak, first day",
                           "First day of the first stretch at that level."},
    [BURSTS_PEAK_END] = {"peak_end", GLN_TYPE_DATE, NULL, "Peak, last day", "Last day of that stretch."},
    [BURSTS_STATUS] = {"status", GLN_TYPE_STRING, NULL, "Status", "ok."},
};

const gln_field gln_trend__changes_fields[CHANGES_COLUMNS] = {
    TERM_FIELDS,
    [CHANGES_METHOD] = {"method", GLN_TYPE_STRING, NULL, "Method",
                        "likelihood_ratio: the best single cut of the counts; pettitt: the best by ranks of the rates "
                        "(Pettitt 1979); pelt: every cut of the segmentation of least Poisson cost with the penalty 2 "
                        "ln n, times the dispersion (Killick et al. 2012); declared: a date given beforehand."},
    [CHANGES_LABEL] = {"label", GLN_TYPE_STRING, NULL, "Label", "What was declared to have happened."},
    [CHANGES_AT] = {"change_at", GLN_TYPE_DATE, NULL, "Change", "First day of the first period of the new level."},
    [CHANGES_RATE_BEFORE] = {"rate_before", GLN_TYPE_NUMBER, PER_MILLION, "Rate before",
                             "Rate of all tested periods before it; by pelt back to the cut before."},
    [CHANGES_RATE_AFTER] = {"rate_after", GLN_TYPE_NUMBER, PER_MILLION, "Rate after",
                            "Rate of all tested periods from there on; by pelt up to the next cut."},
    [CHANGES_RATIO] = {"rate_ratio", GLN_TYPE_NUMBER, "ratio", "Rate ratio", "rate_after / rate_before."},
    [CHANGES_RATIO_LOW] = {"rate_ratio_low", GLN_TYPE_NUMBER, "ratio", "Rate ratio, lower limit",
                           "Lower limit of rate_ratio, widened by dispersion; for declared dates only, since a place "
                           "that was searched for overstates the change."},
    [CHANGES_RATIO_HIGH] = {"rate_ratio_high", GLN_TYPE_NUMBER, "ratio", "Rate ratio, upper limit",
                            "Upper limit of rate_ratio, as the lower one."},
    [CHANGES_STATISTIC] = {"statistic", GLN_TYPE_NUMBER, NULL, "Statistic",
                           "likelihood_ratio and declared: twice the gain in Poisson log likelihood; pettitt: K; pelt: "
                           "the penalty that the cut had to pay."},
    [CHANGES_DISPERSION] = {"dispersion", GLN_TYPE_NUMBER, "ratio", "Dispersion",
                            "What the statistic is divided by: dispersion beside the cut, at least 1, times what "
                            "autocorrelation adds."},
    [CHANGES_P] = {"p", GLN_TYPE_NUMBER, "probability", "p",
                   "likelihood_ratio: as change_p of trend_tests, not adjusted; pettitt: from 999 shuffles, which "
                   "autocorrelation makes too small; declared: F on 1 and n - 2 degrees of freedom, valid where the "
                   "date was not chosen by looking; pelt: none."},
    [CHANGES_STATUS] = {"status", GLN_TYPE_STRING, NULL, "Status",
                        "ok; outside: the declared date leaves no tested period on one side; insufficient_data: fewer "
                        "than 8 tested periods; unbounded: no hit on one side, so the ratio is 0 or infinite."},
};
