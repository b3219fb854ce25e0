/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of trend and trend_tests: numbers here, names and descriptions in measure_trend_columns.c. */
#ifndef GLN_MEASURE_TREND_COLUMNS_H
#define GLN_MEASURE_TREND_COLUMNS_H

#include "guanlan/table.h"

enum gln_trend_column {
    TREND_TERM,
    TREND_MATCH,
    TREND_SPLIT,
    TREND_PERIOD,
    TREND_PERIOD_START,
    TREND_PERIOD_END,
    TREND_HAS_ISSUE,
    TREND_N_ISSUES,
    TREND_N_ARTICLES,
    TREND_N_TOKENS,
    TREND_N_CHARS,
    TREND_COUNT,
    TREND_ARTICLES_WITH,
    TREND_SHARE,
    TREND_SHARE_LOW,
    TREND_SHARE_HIGH,
    TREND_RATE,
    TREND_RATE_LOW,
    TREND_RATE_HIGH,
    TREND_RATE_METHOD,
    TREND_RATE_CHARS,
    TREND_BURST,
    TREND_BURST_WEIGHT,
    TREND_SURPRISE,
    TREND_CHANGE_POINT,
    TREND_PARTIAL,
    TREND_STATUS,
    TREND_COLUMNS,
    TREND_RATE_EXACT_LOW = TREND_COLUMNS, /* from here on with all measures only */
    TREND_RATE_EXACT_HIGH,
    TREND_SHARE_EXACT_LOW,
    TREND_SHARE_EXACT_HIGH,
    TREND_DESIGN_EFFECT,
    TREND_ALL_COLUMNS,
};

/* Behind the columns above, with a calendar only. */
enum gln_trend_calendar_column { CALENDAR_EXPECTED, CALENDAR_COVERAGE, CALENDAR_COLUMNS };
/* Behind those, with judged hits only. */
enum gln_trend_coded_column {
    CODED_PRECISION,
    CODED_PRECISION_LOW,
    CODED_PRECISION_HIGH,
    CODED_BASIS,
    CODED_COUNT,
    CODED_RATE,
    CODED_RATE_LOW,
    CODED_RATE_HIGH,
    CODED_COLUMNS,
};
/* The last columns of trend where the series has weights. */
enum gln_trend_weighted_column {
    WEIGHTED_COUNT,
    WEIGHTED_TOKENS,
    WEIGHTED_RATE,
    WEIGHTED_COLUMNS,
};

enum gln_trend_tests_column {
    TESTS_TERM,
    TESTS_MATCH,
    TESTS_SPLIT,
    TESTS_N_PERIODS,
    TESTS_N_ISSUES,
    TESTS_N_ARTICLES,
    TESTS_COUNT,
    TESTS_PATTERN,
    TESTS_EVIDENCE,
    TESTS_CAVEATS,
    TESTS_SLOPE,
    TESTS_SLOPE_LOW,
    TESTS_SLOPE_HIGH,
    TESTS_RATIO,
    TESTS_RATIO_LOW,
    TESTS_RATIO_HIGH,
    TESTS_PHI,
    TESTS_MK_Z,
    TESTS_MK_P,
    TESTS_Z_WITHOUT_START,
    TESTS_Z_WITHOUT_END,
    TESTS_MK_P_PREWHITENED,
    TESTS_MK_P_TFPW,
    TESTS_P,
    TESTS_LN_P,
    TESTS_P_ADJ,
    TESTS_LN_P_ADJ,
    TESTS_M,
    TESTS_ACF1,
    TESTS_ACF1_DETRENDED,
    TESTS_ACF1_CORRECTED,
    TESTS_N_EFFECTIVE,
    TESTS_DESIGN_EFFECT,
    TESTS_TOP_ARTICLE_SHARE,
    TESTS_BURST_P,
    TESTS_BURST_P_ADJ,
    TESTS_CHANGE_P,
    TESTS_CHANGE_P_ADJ,
    TESTS_SEASON_P,
    TESTS_SEASON_P_ADJ,
    TESTS_M_SHAPE,
    TESTS_BURSTS,
    TESTS_CHANGE_POINTS,
    TESTS_CONTAINERS,
    TESTS_SENTENCE_EN,
    TESTS_SENTENCE_ZH,
    TESTS_STATUS,
    TESTS_COLUMNS,
};

enum gln_bursts_column {
    BURSTS_TERM,
    BURSTS_MATCH,
    BURSTS_SPLIT,
    BURSTS_START,
    BURSTS_END,
    BURSTS_N_PERIODS,
    BURSTS_WEIGHT,
    BURSTS_P,
    BURSTS_COUNT,
    BURSTS_ARTICLES_WITH,
    BURSTS_N_ARTICLES,
    BURSTS_SHARE,
    BURSTS_OPEN,
    BURSTS_LEVEL,
    BURSTS_PEAK_START,
    BURSTS_PEAK_END,
    BURSTS_STATUS,
    BURSTS_COLUMNS,
};

enum gln_changes_column {
    CHANGES_TERM,
    CHANGES_MATCH,
    CHANGES_SPLIT,
    CHANGES_METHOD,
    CHANGES_LABEL,
    CHANGES_AT,
    CHANGES_RATE_BEFORE,
    CHANGES_RATE_AFTER,
    CHANGES_RATIO,
    CHANGES_RATIO_LOW,
    CHANGES_RATIO_HIGH,
    CHANGES_STATISTIC,
    CHANGES_DISPERSION,
    CHANGES_P,
    CHANGES_STATUS,
    CHANGES_COLUMNS,
};

extern const gln_field gln_trend__bursts_fields[BURSTS_COLUMNS];
extern const gln_field gln_trend__changes_fields[CHANGES_COLUMNS];
extern const gln_field gln_trend__fields[TREND_ALL_COLUMNS];
extern const gln_field gln_trend__calendar_fields[CALENDAR_COLUMNS];
extern const gln_field gln_trend__coded_fields[CODED_COLUMNS];
extern const gln_field gln_trend__weighted_fields[WEIGHTED_COLUMNS];
extern const gln_field gln_trend__tests_fields[TESTS_COLUMNS];

#endif
