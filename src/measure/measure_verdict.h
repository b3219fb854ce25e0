/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tested series may be called: pattern, evidence, caveats and two sentences, by the rule of gln_trend_rule. */
#ifndef GLN_MEASURE_VERDICT_H
#define GLN_MEASURE_VERDICT_H

#include "core/buffer.h"
#include "measure/measure_trend_test.h"

typedef enum gln_pattern {
    GLN_PATTERN_UNTESTED,
    GLN_PATTERN_RISE,
    GLN_PATTERN_FALL,
    GLN_PATTERN_STEP,
    GLN_PATTERN_BURST,
    GLN_PATTERN_SEASONAL,
    GLN_PATTERN_NONE_DETECTED,
} gln_pattern;

typedef enum gln_evidence_level {
    GLN_EVIDENCE_UNTESTED,
    GLN_EVIDENCE_NONE,
    GLN_EVIDENCE_WEAK,
    GLN_EVIDENCE_MODERATE,
    GLN_EVIDENCE_STRONG,
} gln_evidence_level;

/* Bits of gln_verdict.caveats, in the order in which they are written. */
enum {
    GLN_CAVEAT_FEW_ISSUES = 1 << 0,
    GLN_CAVEAT_FEW_HITS = 1 << 1,
    GLN_CAVEAT_BURSTY = 1 << 2,
    GLN_CAVEAT_AUTOCORRELATED = 1 << 3,
    GLN_CAVEAT_PARTIAL_PERIODS = 1 << 4,
    GLN_CAVEAT_INFERRED_DATES = 1 << 5,
    GLN_CAVEAT_MANY_ZEROS = 1 << 6,
    GLN_CAVEAT_GAPS = 1 << 7,
    GLN_CAVEAT_NOT_STEADY = 1 << 8,
    GLN_CAVEATS = 9,
};

typedef struct gln_verdict {
    gln_pattern pattern;
    gln_evidence_level evidence;
    unsigned caveats;
    double p_adj; /* of the test that the pattern rests on; the trend's where none was detected */
} gln_verdict;

/* Of a result whose p_adj is set. */
gln_verdict gln_verdict__of(const gln_trend_result *result, double alpha);

/* "rise", "fall", "step", "burst", "seasonal", "none_detected"; "strong", "moderate", "weak", "none"; NULL where
 * nothing was tested. */
const char *gln_pattern__name(gln_pattern pattern);
const char *gln_evidence_level__name(gln_evidence_level level);

/* The caveats' names as a JSON array. */
void gln_verdict__caveats(gln_verdict verdict, gln_buffer *out);

/* One sentence, or two, that claim no more than was tested. Numbers have two or three digits. */
void gln_verdict__sentence_en(const gln_trend_result *result, gln_verdict verdict, gln_buffer *out);
void gln_verdict__sentence_zh(const gln_trend_result *result, gln_verdict verdict, gln_buffer *out);

#endif
